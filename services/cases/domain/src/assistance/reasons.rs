//! Stable reasons of requests for assistance.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        ASSISTANT_NOT_ANOTHER:
            "The agency asked for assistance is not known on the day of the act, or is the agency itself.",
            "请核对被请求协助的机关。";
        ASSISTANCE_NOT_A_COMMON_SUPERIOR:
            "The agency named is no common superior of the two.",
            "请报请双方共同的上一级行政机关决定。";
    }
}
