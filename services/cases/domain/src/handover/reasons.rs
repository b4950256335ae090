//! Stable reasons of handovers.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        HANDOVER_NOT_POSSIBLE:
            "Only a penalty case that has not been decided is handed over.",
            "已作出决定的案件不再移送；检查中发现不属于本机关管辖的，请移送线索。";
        HANDOVER_UNDER_WAY:
            "Another handover of the case is under way.",
            "请先办结或者撤回已有的移送。";
        RECEIVER_NOT_QUALIFIED:
            "The receiver is no enforcement subject on the day of the act, or is the agency itself.",
            "请核对接收机关。";
        RECEIVER_NOT_DESIGNATED:
            "Another agency was designated to handle the case.",
            "请移送至上级指定或者协商确定的机关。";
        HANDOVER_NOT_AS_OFFERED:
            "What is accepted is not the case that was offered.",
            "请按移送的当事人和违法行为接收。";
        RECEIVER_BOUND:
            "The receiver was designated, so the case can be neither refused nor withdrawn.",
            "已经指定管辖的，应当移送和接收。";
        NOT_A_COMMON_SUPERIOR:
            "The agency named is no common superior of the two.",
            "请报请双方共同的上一级行政机关。";
        CASE_TO_BE_HANDED_OVER:
            "Who handles the case is in dispute, or it is to be handed over.",
            "请先解决管辖争议；应当由其他机关管辖的，请移送。";
    }
}
