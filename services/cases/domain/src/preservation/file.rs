//! What a preservation has on file.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Step;
use crate::{DocumentNumber, OfficerId, OfficerSnapshot, Service, Signature};

/// A registered preservation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preservation {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// What is kept, where and how.
    pub plan: Plan,
    /// Whether it was done first, in an emergency.
    pub emergency: bool,
    /// Leader who decided; none: nobody has yet.
    pub decided_by: Option<OfficerId>,
    /// Day on which it was approved; none: it was not.
    pub approved_on: Option<CivilDate>,
    /// Reasons of that decision, or why it was given up.
    pub reasons: String,
    /// When it was done; none: not yet.
    pub at: Option<DateTime<Utc>>,
    /// Officers who did it.
    pub officers: Vec<OfficerSnapshot>,
    /// How the party signed the list.
    pub signature: Option<Signature>,
    /// Number of the notice.
    pub document_number: Option<DocumentNumber>,
    /// When an emergency was reported.
    pub reported_at: Option<DateTime<Utc>>,
    /// What became of each object.
    pub fates: Vec<Fate>,
    /// How the notice of handling was served.
    pub handling_service: Option<Service>,
    /// Number of the notice of handling.
    pub handling_number: Option<DocumentNumber>,
    /// Day on which it ended.
    pub ended_on: Option<CivilDate>,
}

/// What is to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Why the evidence may be lost or hard to obtain later.
    pub grounds: String,
    /// Where it is kept.
    pub place: String,
    /// Where it is kept from: on the spot, or taken away.
    pub manner: Manner,
    /// The objects, numbered from 1, at least one.
    pub objects: Vec<Object>,
}

/// An object of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// Name.
    pub name: String,
    /// Specification.
    pub spec: String,
    /// Quantity, e.g. `12.5`.
    pub quantity: String,
    /// Unit.
    pub unit: String,
    /// Condition.
    pub condition: String,
}

/// Manners of keeping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// 就地保存
    OnTheSpot,
    /// 异地保存
    Elsewhere,
}

/// What becomes of one object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fate {
    /// Number of the object.
    pub object: u32,
    /// What becomes of it.
    pub disposition: Disposition,
    /// Number of the measure it goes over into; 0: none.
    pub measure: u32,
    /// To whom it went, or a remark.
    pub remark: String,
}

/// What may become of an object that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// 退还当事人
    Returned,
    /// 采取记录、复制等证据保全后退还
    CopiedAndReturned,
    /// 送交检测、检验、检疫、鉴定
    SentToTesting,
    /// 转为查封、扣押
    Seized,
    /// 移送有关部门
    HandedOver,
    /// 依法应当没收的，建议没收
    ConfiscationProposed,
}

impl Manner {
    /// The manner in Chinese: `就地保存`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::OnTheSpot => "就地保存",
            Self::Elsewhere => "异地保存",
        }
    }
}

impl Disposition {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::Returned,
        Self::CopiedAndReturned,
        Self::SentToTesting,
        Self::Seized,
        Self::HandedOver,
        Self::ConfiscationProposed,
    ];

    /// The disposition in Chinese: `退还`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Returned => "退还",
            Self::CopiedAndReturned => "记录、复制后退还",
            Self::SentToTesting => "送交检测鉴定",
            Self::Seized => "转为查封扣押",
            Self::HandedOver => "移送",
            Self::ConfiscationProposed => "建议没收",
        }
    }
}
