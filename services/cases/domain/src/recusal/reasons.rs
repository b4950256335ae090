//! Stable reasons of recusals.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        RECUSAL_SUBJECT_NOT_HANDLER:
            "The officer to be recused neither handles the case nor is the one who asks.",
            "请核对申请回避的人员；办理本案的人员见案件页面。";
        RECUSAL_DECIDED_BY_SUBJECT:
            "Whoever is to be recused decides on it.",
            "请由其他机关负责人决定；负责人本人的回避由集体讨论决定。";
    }
}
