//! What a suspension or an extension has on file.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};
use statute::{Citation, Domain, Law};

use super::Step;
use crate::OfficerId;

/// A suspension of the inquiry, or more time for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standstill {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// What is wanted.
    pub wanted: Wanted,
    /// Reasons given by whoever proposes it.
    pub reasons: String,
    /// Officer who proposed it.
    pub proposed_by: OfficerId,
    /// Day on which it was proposed.
    pub proposed_on: CivilDate,
    /// Leader who decided; none: nobody has yet.
    pub decided_by: Option<OfficerId>,
    /// Day of that decision.
    pub decided_on: Option<CivilDate>,
    /// Reasons of that decision.
    pub decision: String,
    /// Number of the meeting that discussed it; empty: none did.
    pub meeting: String,
    /// Number of the superior organ's instrument; empty: none.
    pub instrument: String,
    /// Rule on which it rests.
    pub citation: Citation,
    /// Day on which the inquiry was resumed.
    pub resumed_on: Option<CivilDate>,
}

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// 中止调查
    Suspension(Ground),
    /// 延长办案期限, by so many days
    Extension(u32),
}

/// Grounds of a suspension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 须以相关案件的裁判结果或者其他行政决定为依据
    RelatedCase,
    /// 涉及法律适用等问题，需要送请有权机关作出解释或者确认
    Interpretation,
    /// 因不可抗力致使案件暂时无法调查
    ForceMajeure,
    /// 因当事人下落不明致使案件暂时无法调查
    PartyMissing,
    /// 其他应当中止调查的情形
    Other,
}

impl Ground {
    /// Every ground.
    pub const ALL: [Self; 5] = [
        Self::RelatedCase,
        Self::Interpretation,
        Self::ForceMajeure,
        Self::PartyMissing,
        Self::Other,
    ];

    /// The ground in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::RelatedCase => "须以相关案件的裁判结果或者其他行政决定为依据",
            Self::Interpretation => "需要送请有权机关作出解释或者确认",
            Self::ForceMajeure => "因不可抗力暂时无法调查",
            Self::PartyMissing => "因当事人下落不明暂时无法调查",
            Self::Other => "其他应当中止调查的情形",
        }
    }

    /// The line's rule for it; the law's general rule of inquiry where the line has none.
    pub const fn citation(self, domain: Domain) -> Citation {
        match domain {
            Domain::MarketSupervision => {
                let item = match self {
                    Self::RelatedCase => 1,
                    Self::Interpretation => 2,
                    Self::ForceMajeure => 3,
                    Self::PartyMissing => 4,
                    Self::Other => 5,
                };
                Citation::article(Law::MarketPenaltyProcedure, 46).item(item)
            }
            Domain::Housing => Citation::article(Law::HousingPenaltyProcedure, 30),
            Domain::Agriculture => Citation::article(Law::AgriculturePenaltyProcedure, 58),
            _ => Citation::article(Law::AdministrativePenaltyLaw, 54).paragraph(1),
        }
    }
}
