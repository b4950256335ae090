//! 裁量程序: the table.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, TEAM, rows};

/// How far a weighing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 已按裁量基准确定
    Weighed,
    /// 拟调整适用，待审批
    Departing,
    /// 调整适用已批准
    Approved,
    /// 调整适用未批准
    Refused,
}

const WEIGHED: Citation = Citation::article(Law::AdministrativePenaltyLaw, 34);
const DEPARTURE: Citation = Citation::article(Law::DiscretionBaselineOpinion, 12);

const ASKED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Weighing(Own::OfPenalty),
    Guard::Weighing(Own::BeforeProposal),
    Guard::Weighing(Own::LawKnown),
    Guard::Weighing(Own::TierOfStandard),
    Guard::Weighing(Own::CircumstancesKnown),
    Guard::Weighing(Own::CircumstancesProved),
    Guard::Weighing(Own::WithinLaw),
    Guard::Weighing(Own::DepartureReasoned),
];
const DECIDED: &[Guard] = &[Guard::CaseOpen, Guard::DeciderNotHandler];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Weighing;
    _         --Weigh [Within]-->             Weighed,   [TEAM, ASKED], WEIGHED;
    _         --Weigh [Departs]-->            Departing, [TEAM, ASKED], DEPARTURE;
    Departing --DecideDeparture [Granted]-->  Approved,  [DECIDED],     DEPARTURE;
    Departing --DecideDeparture [Refused]-->  Refused,   [DECIDED],     DEPARTURE;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[
        Self::Weighed,
        Self::Departing,
        Self::Approved,
        Self::Refused,
    ];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::Weighing(Kind::Weigh),
        ActKind::Weighing(Kind::DecideDeparture),
    ];
    const THING: (&'static str, &'static str) = ("weighing", "裁量记录");

    fn name(self) -> &'static str {
        match self {
            Self::Weighed => "WEIGHED",
            Self::Departing => "DEPARTING",
            Self::Approved => "APPROVED",
            Self::Refused => "REFUSED",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Weighed => "已按裁量基准确定",
            Self::Departing => "拟调整适用裁量基准，待审批",
            Self::Approved => "调整适用裁量基准已批准",
            Self::Refused => "调整适用裁量基准未批准",
        }
    }

    fn is_final(self) -> bool {
        self != Self::Departing
    }

    fn awaits(self) -> Option<ActKind> {
        (self == Self::Departing).then_some(ActKind::Weighing(Kind::DecideDeparture))
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
