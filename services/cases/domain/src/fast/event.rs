//! Events of the fast path, and what they make of a penalty.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Agreement, Kind, Left};
use crate::{OfficerId, OfficerSnapshot, Penalty, Signature};

/// Something that has happened on the fast path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 当事人认错认罚
    FastAgreed(FastAgreed),
    /// 已转为普通办理
    FastLeft(FastLeft),
}

/// The party admitted and agreed in writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FastAgreed {
    /// Officers who took it.
    pub officers: Vec<OfficerSnapshot>,
    /// What the party admits.
    pub admission: String,
    /// How the party signed.
    pub signature: Signature,
    /// Day.
    pub on: CivilDate,
}

/// The case left the fast path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FastLeft {
    /// Ground.
    pub ground: Ground,
    /// In words.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// Why a case leaves the fast path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 当事人陈述申辩
    Statement,
    /// 当事人要求听证
    HearingRequest,
    /// 当事人撤回认错认罚
    AdmissionWithdrawn,
    /// 事实尚未查清
    FactsUnclear,
    /// 不再符合快速办理条件
    Unfit,
}

impl Ground {
    /// Every ground.
    pub const ALL: [Self; 5] = [
        Self::Statement,
        Self::HearingRequest,
        Self::AdmissionWithdrawn,
        Self::FactsUnclear,
        Self::Unfit,
    ];

    /// The ground in Chinese: `当事人要求听证`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Statement => "当事人陈述申辩",
            Self::HearingRequest => "当事人要求听证",
            Self::AdmissionWithdrawn => "当事人撤回认错认罚",
            Self::FactsUnclear => "事实尚未查清",
            Self::Unfit => "不再符合快速办理条件",
        }
    }
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::FastAgreed(_) => "FastAgreed",
            Self::FastLeft(_) => "FastLeft",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::FastAgreed(_) => Kind::AgreeFast,
            Self::FastLeft(_) => Kind::LeaveFast,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::FastAgreed(it) => format!("当事人书面认错认罚，同意快速办理：{}", it.admission),
            Self::FastLeft(it) => format!("不再快速办理（{}）：{}", it.ground.zh(), it.reasons),
        }
    }

    /// Officers who took part in handling.
    pub(crate) fn handlers(&self) -> Vec<OfficerId> {
        match self {
            Self::FastAgreed(it) => it.officers.iter().map(|it| it.id.clone()).collect(),
            Self::FastLeft(it) => vec![it.by.clone()],
        }
    }
}

/// What an event adds to a penalty's file.
pub(crate) fn evolve(penalty: &mut Penalty, event: &Event) {
    let Some(path) = &mut penalty.fast else {
        return;
    };
    match event {
        Event::FastAgreed(it) => {
            path.agreed = Some(Agreement {
                admission: it.admission.clone(),
                signature: it.signature.clone(),
                on: it.on,
            });
        }
        Event::FastLeft(it) => {
            path.left = Some(Left {
                ground: it.ground,
                reasons: it.reasons.clone(),
                on: it.on,
            });
        }
    }
}
