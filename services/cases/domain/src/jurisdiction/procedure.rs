//! 管辖争议与指定: the table.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, Turn, rows};

/// How far a dispute over jurisdiction has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 协商中
    Negotiating,
    /// 已报请指定管辖
    Escalated,
    /// 由本机关管辖
    Kept,
    /// 由其他机关管辖
    Yielded,
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

const NEGOTIATION: Citation = penalty(25).paragraph(2);
const DESIGNATION: Citation = penalty(25).paragraph(2);
const COUNTY: Citation = penalty(23);

const RAISED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Jurisdiction(Own::BeforeDecision),
    Guard::Jurisdiction(Own::NotOwnCase),
    Guard::Jurisdiction(Own::NoneOpen),
    Guard::AgencyQualified,
    Guard::AgencyCompetent,
    Guard::ItemEntrusted,
];
const OPEN: &[Guard] = &[Guard::CaseOpen];
const ASKED: &[Guard] = &[Guard::CaseOpen, Guard::Jurisdiction(Own::CommonSuperior)];
const ABOVE: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Jurisdiction(Own::BeforeDecision),
    Guard::Jurisdiction(Own::NoneOpen),
    Guard::Jurisdiction(Own::OneBelow),
];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Jurisdiction;
    _           --RaiseDispute-->                     Negotiating, [RAISED], NEGOTIATION;
    _           --TakeUpCase [Yielded]-->             Yielded,     [ABOVE],  COUNTY;
    Negotiating --AgreeJurisdiction [Kept]-->         Kept,        [OPEN],   NEGOTIATION;
    Negotiating --AgreeJurisdiction [Yielded]-->      Yielded,     [OPEN],   NEGOTIATION;
    Negotiating --WithdrawDispute-->                  Kept,        [OPEN],   NEGOTIATION;
    Negotiating --EscalateDispute-->                  Escalated,   [ASKED],  DESIGNATION;
    Escalated   --DesignateJurisdiction [Kept]-->     Kept,        [OPEN],   DESIGNATION;
    Escalated   --DesignateJurisdiction [Yielded]-->  Yielded,     [OPEN],   DESIGNATION;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[
        Self::Negotiating,
        Self::Escalated,
        Self::Kept,
        Self::Yielded,
    ];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::Jurisdiction(Kind::RaiseDispute),
        ActKind::Jurisdiction(Kind::AgreeJurisdiction),
        ActKind::Jurisdiction(Kind::WithdrawDispute),
        ActKind::Jurisdiction(Kind::EscalateDispute),
        ActKind::Jurisdiction(Kind::DesignateJurisdiction),
        ActKind::Jurisdiction(Kind::TakeUpCase),
    ];
    const THING: (&'static str, &'static str) = ("dispute", "管辖争议");

    fn name(self) -> &'static str {
        match self {
            Self::Negotiating => "NEGOTIATING",
            Self::Escalated => "ESCALATED",
            Self::Kept => "KEPT",
            Self::Yielded => "YIELDED",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Negotiating => "协商中",
            Self::Escalated => "已报请指定管辖",
            Self::Kept => "由本机关管辖",
            Self::Yielded => "由其他机关管辖",
        }
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Kept | Self::Yielded)
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }

    fn awaits(self) -> Option<ActKind> {
        let kind = match self {
            Self::Negotiating => Kind::AgreeJurisdiction,
            Self::Escalated => Kind::DesignateJurisdiction,
            Self::Kept | Self::Yielded => return None,
        };
        Some(ActKind::Jurisdiction(kind))
    }

    fn turn(self) -> Turn {
        match self {
            Self::Escalated => Turn::Outside,
            _ => Turn::Agency,
        }
    }
}
