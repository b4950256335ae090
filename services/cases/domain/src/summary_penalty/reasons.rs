//! Stable reasons of summary penalties.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        SUMMARY_NOT_OPEN:
            "The item is not open to the summary procedure.",
            "该事项不适用简易程序，请按普通程序立案。";
        SUMMARY_NOT_HEARD:
            "The party was not told what is intended, and not heard.",
            "请先当场告知拟处罚的内容及事实、理由、依据，并听取陈述申辩。";
        SUMMARY_FACTS_UNCLEAR:
            "The facts are not clear.",
            "违法事实不确凿的，不适用简易程序，请立案并转普通程序。";
        SUMMARY_ABOVE_LIMIT:
            "The fine is above what may be imposed on the spot on this kind of party.",
            "超过简易程序限额的，请立案并转普通程序。";
        SUMMARY_FINE_OUTSIDE_RANGE:
            "The fine lies outside what the item allows for this kind of party.",
            "请在法定幅度内确定罚款数额；不能在限额内处罚的，转普通程序。";
        SUMMARY_FINE_ABOVE_TOLD:
            "The fine is heavier than the one told on the spot.",
            "不得因当事人陈述申辩加重处罚，请按告知的数额或者更轻的数额处罚。";
        CASH_WITHOUT_GROUND:
            "No ground of the law lets the officers collect this fine on the spot.",
            "罚款一百元以下、不当场收缴事后难以执行，或者偏远不便且当事人提出的，方可当场收缴；否则由当事人十五日内缴纳。";
        SUMMARY_NOT_ON_THE_SPOT:
            "The decision was not made or not handed over on the day itself.",
            "简易程序应当当场作出决定并当场交付；不能当场办理的，转普通程序。";
        SUMMARY_SIGNATURE_UNWITNESSED:
            "The party would not sign for the decision, and no witness or recording says so.",
            "当事人拒绝签收的，请在决定书上注明，并由见证人签名或者载明录像编号。";
        SUMMARY_FILED_ALREADY:
            "The decision was filed with the agency already.",
            "该当场处罚决定已经备案。";
        SUMMARY_NOT_FILED:
            "The decision was not filed with the agency.",
            "请先将当场处罚决定报所属行政机关备案。";
        SUMMARY_NOT_PERFORMED:
            "The decision has not been performed.",
            "请在罚款缴清后结案。";
    }
}
