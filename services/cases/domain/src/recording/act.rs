//! Acts about recordings.

use super::Occasion;
use crate::beside::kinds;

/// An act about recordings with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 说明未作音像记录
    ExplainUnrecorded(ExplainUnrecorded),
}

/// Says why something was not recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainUnrecorded {
    /// What.
    pub occasion: Occasion,
    /// Why.
    pub reasons: String,
}

kinds! { in Recording;
    ExplainUnrecorded = "EXPLAIN_UNRECORDED", Handle, "说明未作音像记录";
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::ExplainUnrecorded(_) => Kind::ExplainUnrecorded,
        }
    }
}
