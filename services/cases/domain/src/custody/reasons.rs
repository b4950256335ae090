//! Stable reasons of custody.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        CUSTODY_OF_NOTHING:
            "There is no exhibit of this number in the case.",
            "请核对证据材料的编号。";
        CUSTODY_UNDER_WAY:
            "The exhibit was handed over and has not been received.",
            "请先由接收人接收，或者由移交人收回。";
        CUSTODY_BY_OTHERS:
            "Whoever hands the exhibit over does not hold it.",
            "请由现保管人移交。";
        CUSTODY_TO_HOLDER:
            "Whoever is to hold the exhibit holds it already.",
            "请核对接收人。";
        CUSTODY_RECEIVED_BY_OTHERS:
            "Whoever receives the exhibit is not the one to whom it was handed over.",
            "请由移交时写明的接收人接收，或者由移交人收回后重新移交。";
        CUSTODY_TAKEN_BACK_BY_OTHERS:
            "Whoever takes the exhibit back did not hand it over.",
            "请由移交人收回。";
    }
}
