//! Stable reasons of sampling and testing.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        TESTING_OUTSIDE_INQUIRY:
            "The inquiry is over; nothing is sampled or tested any more.",
            "抽样取证和检测鉴定应当在调查终结前，或者听取陈述申辩后补充调查时办理。";
        SAMPLE_WITHOUT_COUNTERPART:
            "No counterpart of the sample is kept, and no reason is given.",
            "请载明备份样品及其存放地点；依法不留存或者不能留存的，请说明理由。";
        INSTITUTION_NOT_QUALIFIED:
            "The institution's qualification has lapsed.",
            "请委托资质在有效期内的机构。";
        TESTING_PERIOD_INDEFINITE:
            "The time the testing takes ends on or before the day on which the party is told.",
            "检测鉴定的期间应当明确，并书面告知当事人。";
        TESTING_MEASURE_NOT_RUNNING:
            "The measure that the object is said to be under does not run.",
            "请核对查封、扣押措施的编号。";
        RESULT_BEFORE_ORDER:
            "The result is dated before the institution was asked.",
            "请核对取得结果的日期。";
        TOLD_BEFORE_RESULT:
            "The result is told before it came.",
            "请核对告知结果的日期。";
        RETEST_WINDOW_PASSED:
            "The party is given no time to ask for another test.",
            "申请复检的期限应当晚于告知之日。";
        RETEST_OUT_OF_TIME:
            "Another test was not asked for in time.",
            "超过期限申请复检的，不再委托复检。";
        RETEST_BY_SAME_INSTITUTION:
            "The institution that tested first tests again.",
            "请委托初检机构以外的机构复检。";
        RETEST_REPEATED:
            "After the second test there is no third.",
            "复检结论为最终结论，请直接告知。";
        RETEST_WINDOW_OPEN:
            "The party may still ask for another test.",
            "请待申请复检的期限届满；届满由系统自动记录。";
        TESTING_UNDER_WAY:
            "Something is still being tested, or its result is not yet final.",
            "请待检测鉴定结果取得并告知当事人、复检期限届满后再办理；不再需要的，请撤回委托。";
    }
}
