//! Stable reasons of inspections, beside those of the record, the order and the revisit.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        INSPECTION_SOURCE_MISSING:
            "An inspection of one case alone names neither a lead, a case nor a leader's approval.",
            "个案检查应当写明线索、案件来源，或者报机关负责人批准。";
        INSPECTION_CAP_REACHED:
            "The firm has been inspected under the item as often as the year's published cap allows.",
            "本年度不得再安排该事项的日常、专项检查；确有投诉举报、转办交办、数据监测线索或者企业申请的，请写明来源。";
        INSPECTION_NOT_APPROVED:
            "No responsible leader approved the inspection of the firm.",
            "请先报机关负责人审批；情况紧急先行进入的，应当及时补办审批。";
        INSPECTION_ALREADY_APPROVED:
            "The inspection is approved already.",
            "检查已经批准，无需再次审批。";
        INSPECTION_APPROVED_BY_HANDLER:
            "Whoever handles the inspection does not approve it.",
            "请由未参与本次检查的机关负责人审批。";
        INSPECTION_NOTICE_NOT_SERVED:
            "The notice of the inspection was not handed over before or at entry.",
            "请先向检查对象送达行政检查通知书。";
        INSPECTION_NOTICE_REPEATED:
            "The notice of the inspection was handed over already.",
            "行政检查通知书已经送达，无需再次送达。";
        CHECK_UNKNOWN:
            "A point of this number is not on the checklist, or is answered twice.",
            "请核对检查表中的检查项编号，每项只填写一次。";
        CHECK_UNANSWERED:
            "A mandatory point of the checklist is not answered.",
            "请逐项填写检查表中的必查项：合格、不合格或者不适用。";
        CHECK_FAILED_WITHOUT_FINDING:
            "A point of the checklist failed, and no finding under its item says so.",
            "检查表中记为不合格的，请在发现问题中写明。";
        RESULT_NOT_TOLD:
            "The firm was not told the result of the inspection.",
            "请先将检查结果告知检查对象。";
        EXTENSION_TOO_LATE:
            "The longer period was asked for after the period to rectify had ended.",
            "改正期限届满后不再受理延期申请，请安排复查。";
        EXTENSION_NOT_LONGER:
            "The last day asked for is not later than the present one.",
            "申请的期限应当晚于原改正期限。";
        EXTENSION_PENDING:
            "An application for a longer period is not decided yet.",
            "请先对已提出的延期申请作出决定。";
        EXTENSION_NOT_REQUESTED:
            "No application for a longer period awaits a decision.",
            "没有待审批的延期申请。";
        EXTENSION_OVER:
            "The last day asked for has passed.",
            "申请延长的日期已经过去，请直接复查或者要求当事人重新申请。";
        PENALTY_NOT_FILED:
            "The case named is no penalty case filed from this one.",
            "请先以本案为来源立案，再填写该行政处罚案件。";
        INSPECTION_UNDER_WAY:
            "The inspection has taken place and was not disapproved: it is closed by its result.",
            "检查已经实施，请按检查结果办结、责令改正或者转立案处罚。";
    }
}
