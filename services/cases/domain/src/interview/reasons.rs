//! Stable reasons of interviews.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        INTERVIEW_AFTER_DECISION:
            "Interviews belong to the inquiry, before the decision.",
            "询问应当在作出处罚决定前进行。";
        INTERVIEW_NOT_SEPARATE:
            "Whoever is asked is asked separately.",
            "请个别询问，并在笔录中载明。";
        PARTY_NOT_ASKED:
            "The party was neither heard nor recorded as out of reach.",
            "请询问当事人并制作笔录，或者收集其书面陈述；无法取得联系的，请记录联系经过。";
    }
}
