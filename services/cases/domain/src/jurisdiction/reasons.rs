//! Stable reasons of disputes over jurisdiction.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        DISPUTE_NOT_POSSIBLE:
            "Only a penalty case that has not been decided may be claimed.",
            "已作出决定的案件不再变更管辖；有异议的，请通过执法监督提出。";
        DISPUTE_WITHIN_AGENCY:
            "An agency raises no dispute over a case of its own.",
            "本机关的案件由本机关办理，不适用管辖争议。";
        DISPUTE_OPEN:
            "A dispute over the case is open, or it is to be handed over already.",
            "请先解决已有的管辖争议。";
        NO_COMMON_SUPERIOR:
            "The agency named is no common superior of the two.",
            "请报请双方共同的上一级行政机关指定管辖。";
        NOT_ABOVE_THE_AGENCY:
            "The agency that decides does not stand above the one that handles the case, or above the one that is to.",
            "请由办案机关和拟指定机关的上级行政机关决定。";
    }
}
