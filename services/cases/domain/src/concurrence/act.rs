//! Acts of a distinction of acts.

use serde::{Deserialize, Serialize};

use crate::{CaseCode, Right};

/// An act of a distinction of acts with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 认定为不同违法行为
    DistinguishAct(DistinguishAct),
}

/// Finds that the act of another case is another act than this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistinguishAct {
    /// Identity code of the other case.
    pub code: CaseCode,
    /// Reasons.
    pub reasons: String,
}

/// An act of a distinction of acts without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 认定为不同违法行为
    DistinguishAct,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::DistinguishAct(_) => Kind::DistinguishAct,
        }
    }

    /// Number of the distinction it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::DistinguishAct(_) => 0,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::DistinguishAct];

    /// Name on the wire: `DISTINGUISH_ACT`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DistinguishAct => "DISTINGUISH_ACT",
        }
    }

    /// The act in Chinese: `认定为不同违法行为`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::DistinguishAct => "认定为不同违法行为",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        match self {
            Self::DistinguishAct => Right::Approve,
        }
    }
}
