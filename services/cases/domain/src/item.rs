//! Items (执法事项): on what an agency may act, and how far.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use statute::Domain;

use crate::{FineRange, ItemId, PartyKind};

/// Families of acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// 行政检查
    Inspection,
    /// 行政处罚
    Penalty,
    /// 行政强制
    Compulsion,
}

/// Procedures of a penalty that may be open to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemProcedure {
    /// 简易程序
    Summary,
    /// 快速办理
    Fast,
    /// 普通程序
    Ordinary,
}

/// An item as the element centre lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What the case keeps of it.
    pub snapshot: ItemSnapshot,
    /// Family.
    pub kind: ItemKind,
    /// Procedures that are open to it; empty: those that the law leaves open.
    pub procedures: BTreeSet<ItemProcedure>,
    /// Whether a law that gives the power to act was in force on the day that counts: that of the act, when filing.
    pub basis_in_force: bool,
    /// Fine for legal persons and other organisations.
    pub fine: FineRange,
    /// Fine for natural persons and individual businesses.
    pub person_fine: FineRange,
}

/// An item as it stood when the case was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemSnapshot {
    /// Id.
    pub id: ItemId,
    /// Name.
    pub name: String,
    /// Line.
    pub domain: Domain,
    /// Articles that are broken, in Chinese.
    pub violated: Vec<String>,
    /// Articles that give the power, in Chinese.
    pub basis: Vec<String>,
    /// How often in a year one firm may be inspected under it (国办发〔2024〕54号); none: no cap is published.
    #[serde(default)]
    pub yearly_cap: Option<NonZeroU32>,
}

impl Item {
    /// Whether it may be punished on the spot, as far as the list of items says.
    pub fn is_open_to_summary(&self) -> bool {
        self.procedures.is_empty() || self.procedures.contains(&ItemProcedure::Summary)
    }

    /// Whether it may be handled on the fast path.
    pub fn is_open_to_fast(&self) -> bool {
        self.procedures.is_empty() || self.procedures.contains(&ItemProcedure::Fast)
    }

    /// The fine it allows for a kind of party.
    pub fn fine_for(&self, party: PartyKind) -> FineRange {
        if party.in_law().counts_as_person() {
            self.person_fine
        } else {
            self.fine
        }
    }
}

impl ItemKind {
    /// The family in Chinese: `行政检查`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Inspection => "行政检查",
            Self::Penalty => "行政处罚",
            Self::Compulsion => "行政强制",
        }
    }
}
