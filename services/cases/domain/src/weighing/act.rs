//! Acts of weighing.

use serde::{Deserialize, Serialize};

use crate::{Fen, OfficerId, Right};

/// An act of weighing with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 裁量
    Weigh(Weigh),
    /// 审批偏离裁量基准
    DecideDeparture(DecideDeparture),
}

/// Weighs a fine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weigh {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// Tier of the standard in force on the day of the act; none: none was.
    pub at_act: Option<Chosen>,
    /// Tier of the standard in force today; none: the same, or none is.
    pub at_decision: Option<Chosen>,
    /// Circumstances.
    pub circumstances: Vec<Named>,
    /// Whether an exemption that the law leaves open is used.
    pub exempt: bool,
    /// Whether the fine is to lie below the law's lowest.
    pub mitigate: bool,
    /// The fine that is intended; none: the one that the weighing proposes.
    pub amount: Option<Fen>,
    /// Why it departs from the standard; empty: it does not.
    pub departure: String,
}

/// A tier, with the condition of it that is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Name of the tier.
    pub tier: String,
    /// The condition, in the standard's words.
    pub condition: String,
}

/// A circumstance as officers name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Which.
    pub ground: NamedGround,
    /// How it shows in this case.
    pub description: String,
    /// Numbers of the evidence that proves it.
    pub evidence: Vec<u32>,
}

/// Which circumstance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedGround {
    /// One that the law itself names.
    Law(discretion::Ground),
    /// One that the standard names, in its words.
    Factor(String),
    /// An entry of a list: its id, and the entry's place from 1.
    Listed {
        /// Id of the list.
        list: String,
        /// Which of its entries about the item, from 1.
        entry: u32,
    },
}

/// Decides whether a fine may depart from the standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideDeparture {
    /// Number of the weighing.
    pub number: u32,
    /// Whether it may.
    pub granted: bool,
    /// Reasons, with the number of the meeting or of the maker's approval.
    pub reasons: String,
}

/// An act of weighing without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 裁量
    Weigh,
    /// 审批偏离裁量基准
    DecideDeparture,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Weigh(_) => Kind::Weigh,
            Self::DecideDeparture(_) => Kind::DecideDeparture,
        }
    }

    /// Number of the weighing it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::Weigh(_) => 0,
            Self::DecideDeparture(act) => act.number,
        }
    }

    /// The second officer.
    pub const fn co_officer(&self) -> Option<&OfficerId> {
        match self {
            Self::Weigh(act) => act.co_officer.as_ref(),
            Self::DecideDeparture(_) => None,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Weigh, Self::DecideDeparture];

    /// Name on the wire: `WEIGH_PENALTY`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Weigh => "WEIGH_PENALTY",
            Self::DecideDeparture => "DECIDE_DEPARTURE",
        }
    }

    /// The act in Chinese: `适用裁量基准`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Weigh => "适用裁量基准",
            Self::DecideDeparture => "审批调整适用裁量基准",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        match self {
            Self::Weigh => Right::Handle,
            Self::DecideDeparture => Right::Approve,
        }
    }
}
