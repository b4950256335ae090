//! Stable reasons of suspension and extension.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        STANDSTILL_AFTER_DECISION:
            "Only the inquiry of an undecided penalty can be suspended or prolonged.",
            "中止调查和延长办案期限应当在作出处罚决定前办理。";
        STANDSTILL_PENDING:
            "Another suspension or extension waits for approval.",
            "请待前一申请审批后再申请。";
        STANDSTILL_APPROVED_BY_HANDLER:
            "Whoever approves has handled the case.",
            "请由未参与本案办理的机关负责人审批。";
        NO_FURTHER_EXTENSION:
            "The line's rules know no such extension.",
            "不得再次延长，请在期限内作出处理决定。";
        DECISION_CLOCK_NOT_RUNNING:
            "The days to decide do not run any more.",
            "延长办案期限应当在期限届满前批准。";
        EXTENSION_TOO_LONG:
            "More days are asked for than the line's rules allow.",
            "请在规定的天数内申请延长。";
        EXTENSION_NOT_APPROVED_AS_RULED:
            "The extension was not approved by whom the line's rules name.",
            "请按规定集体讨论或者报上级机关批准，并载明会议编号或者批准文书。";
        INQUIRY_SUSPENDED:
            "The inquiry is suspended.",
            "请在中止原因消除后先恢复调查。";
        CASE_ENDED_BY_HANDLER:
            "Whoever ends the case has handled it.",
            "请由未参与本案办理的机关负责人批准。";
    }
}
