//! Stable reasons of presentations.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        PRESENTED_ITEM_NOT_OF_CASE:
            "An item for which the certificate is to be shown is none of the case's.",
            "请从本案事项中选择，或者不填事项，按本案全部事项出示。";
    }
}
