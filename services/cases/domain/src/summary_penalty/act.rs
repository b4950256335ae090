//! Acts of a summary penalty. Its payments, its closing and what becomes of its decision are those of any penalty.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::{
    AgencyId, CaseId, Division, Fen, ItemId, OfficerId, Offline, PartyId, Right, Signature,
};

/// An act with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 当场查处
    OpenSummary(OpenSummary),
    /// 当场告知并听取陈述申辩
    HearOnSpot(HearOnSpot),
    /// 当场作出处罚决定
    DecideOnSpot(DecideOnSpot),
    /// 当场交付决定书
    HandOverDecision(HandOverDecision),
    /// 当场处罚备案
    FileSummary(FileSummary),
    /// 转普通程序
    ConvertSummary(ConvertSummary),
}

/// Begins a summary penalty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSummary {
    /// Agency in whose name it is done.
    pub agency: AgencyId,
    /// Party.
    pub party: PartyId,
    /// Penalty item.
    pub item: ItemId,
    /// The act that is punished.
    pub facts: String,
    /// Where it was done.
    pub place: String,
    /// Division of that place; none: it follows from the party and the agency.
    pub place_division: Option<Division>,
    /// Day of the act.
    pub act_on: CivilDate,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// Whether both officers showed their certificates.
    pub certificates_shown: bool,
    /// Whether the party was told its rights.
    pub rights_told: bool,
    /// How it was first handled off-line; none: it is done now.
    pub offline: Option<Offline>,
}

/// Tells the party what is intended, and hears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HearOnSpot {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// Facts, reasons, basis and intended penalty as told.
    pub told: String,
    /// Fine intended; nothing: a warning.
    pub intended_fine: Fen,
    /// What the party said; empty: nothing.
    pub statement: String,
    /// Whether it is adopted.
    pub adopted: bool,
    /// Reasons.
    pub reply: String,
    /// Day.
    pub on: CivilDate,
}

/// Decides on the spot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideOnSpot {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// Whether the facts are clear.
    pub facts_clear: bool,
    /// Fine; nothing: a warning.
    pub fine: Fen,
    /// Order to correct, or why none.
    pub correction_order: String,
    /// How the fine is to be collected.
    pub collected: HowCollected,
    /// Day.
    pub on: CivilDate,
}

/// How a fine is to be collected, as the officers say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowCollected {
    /// At the bank, or by electronic payment.
    Bank,
    /// On the spot.
    OnSpot {
        /// It could hardly be enforced later (§68(2)).
        hard_to_enforce_later: bool,
        /// Remote, on water or inconvenient, and the party asks for it (§69).
        remote_and_requested: bool,
    },
}

/// Hands the decision over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOverDecision {
    /// How the party signed for it, or that it would not.
    pub signature: Signature,
    /// Day.
    pub on: CivilDate,
}

/// Files the decision with the agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSummary {
    /// Remarks; may be empty.
    pub remarks: String,
}

/// Goes on as an ordinary case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConvertSummary {
    /// The ordinary case, filed from this one.
    pub ordinary_case: CaseId,
    /// Why.
    pub reasons: String,
}

/// An act without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 当场查处
    OpenSummary,
    /// 当场告知并听取陈述申辩
    HearOnSpot,
    /// 当场作出处罚决定
    DecideOnSpot,
    /// 当场交付决定书
    HandOverDecision,
    /// 当场处罚备案
    FileSummary,
    /// 转普通程序
    ConvertSummary,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::OpenSummary(_) => Kind::OpenSummary,
            Self::HearOnSpot(_) => Kind::HearOnSpot,
            Self::DecideOnSpot(_) => Kind::DecideOnSpot,
            Self::HandOverDecision(_) => Kind::HandOverDecision,
            Self::FileSummary(_) => Kind::FileSummary,
            Self::ConvertSummary(_) => Kind::ConvertSummary,
        }
    }

    /// The second officer, where the act is one of two officers.
    pub const fn co_officer(&self) -> Option<&OfficerId> {
        match self {
            Self::OpenSummary(act) => act.co_officer.as_ref(),
            Self::HearOnSpot(act) => act.co_officer.as_ref(),
            Self::DecideOnSpot(act) => act.co_officer.as_ref(),
            Self::HandOverDecision(_) | Self::FileSummary(_) | Self::ConvertSummary(_) => None,
        }
    }

    /// The day on which the thing itself was done, as far as the act says so.
    pub fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::OpenSummary(act) => act.offline.map(|offline| offline.handled_on),
            Self::HearOnSpot(act) => Some(act.on),
            Self::DecideOnSpot(act) => Some(act.on),
            Self::HandOverDecision(act) => Some(act.on),
            Self::FileSummary(_) | Self::ConvertSummary(_) => None,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::OpenSummary,
        Self::HearOnSpot,
        Self::DecideOnSpot,
        Self::HandOverDecision,
        Self::FileSummary,
        Self::ConvertSummary,
    ];

    /// Name on the wire: `HAND_OVER_DECISION`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenSummary => "OPEN_SUMMARY",
            Self::HearOnSpot => "HEAR_ON_SPOT",
            Self::DecideOnSpot => "DECIDE_ON_SPOT",
            Self::HandOverDecision => "HAND_OVER_DECISION",
            Self::FileSummary => "FILE_SUMMARY",
            Self::ConvertSummary => "CONVERT_SUMMARY",
        }
    }

    /// The act in Chinese: `当场交付决定书`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::OpenSummary => "当场查处",
            Self::HearOnSpot => "当场告知并听取陈述申辩",
            Self::DecideOnSpot => "当场作出处罚决定",
            Self::HandOverDecision => "当场交付决定书",
            Self::FileSummary => "当场处罚备案",
            Self::ConvertSummary => "转普通程序",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        Right::Handle
    }
}
