//! 案件移送: the table.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{Guard as Own, Kind};
use crate::guard::Guard;
use crate::procedure::{Row, Stage, Turn, rows};
use crate::{ActKind, measure};

/// How far a handover has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 已移送，待接收
    Offered,
    /// 已被拒绝接收
    Refused,
    /// 已报请上级决定
    Escalated,
    /// 上级决定移送，待接收
    Directed,
    /// 已接收
    Accepted,
    /// 上级决定继续办理
    Kept,
    /// 已撤回移送
    Withdrawn,
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

const VENUE: Citation = penalty(22);
const SUPERIOR: Citation = penalty(25).paragraph(2);

const OFFERED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Handover(Own::BeforeDecision),
    Guard::Handover(Own::NoneUnderWay),
    Guard::Handover(Own::ReceiverQualified),
    Guard::Handover(Own::ReceiverDesignated),
    Guard::Measure(measure::Guard::GoesAlong),
    Guard::DocumentWordKnown,
];
const TAKEN: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Handover(Own::BeforeDecision),
    Guard::Handover(Own::SameMatter),
    Guard::Measure(measure::Guard::GoesAlong),
];
const OPEN: &[Guard] = &[Guard::CaseOpen];
const FREE: &[Guard] = &[Guard::CaseOpen, Guard::Handover(Own::NotBound)];
const ASKED: &[Guard] = &[Guard::CaseOpen, Guard::Handover(Own::CommonSuperior)];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Handover;
    _         --OfferHandover-->             Offered,   [OFFERED], VENUE;
    Offered   --AcceptHandover-->            Accepted,  [TAKEN],   VENUE;
    Offered   --RefuseHandover-->            Refused,   [FREE],    VENUE;
    Offered   --WithdrawHandover-->          Withdrawn, [FREE],    VENUE;
    Refused   --WithdrawHandover-->          Withdrawn, [OPEN],    VENUE;
    Refused   --EscalateHandover-->          Escalated, [ASKED],   SUPERIOR;
    Escalated --DirectHandover [Yielded]-->  Directed,  [OPEN],    SUPERIOR;
    Escalated --DirectHandover [Kept]-->     Kept,      [OPEN],    SUPERIOR;
    Directed  --AcceptHandover-->            Accepted,  [TAKEN],   SUPERIOR;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[
        Self::Offered,
        Self::Refused,
        Self::Escalated,
        Self::Directed,
        Self::Accepted,
        Self::Kept,
        Self::Withdrawn,
    ];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::Handover(Kind::OfferHandover),
        ActKind::Handover(Kind::AcceptHandover),
        ActKind::Handover(Kind::RefuseHandover),
        ActKind::Handover(Kind::EscalateHandover),
        ActKind::Handover(Kind::DirectHandover),
        ActKind::Handover(Kind::WithdrawHandover),
    ];
    const THING: (&'static str, &'static str) = ("handover", "案件移送");

    fn name(self) -> &'static str {
        match self {
            Self::Offered => "OFFERED",
            Self::Refused => "REFUSED",
            Self::Escalated => "ESCALATED",
            Self::Directed => "DIRECTED",
            Self::Accepted => "ACCEPTED",
            Self::Kept => "KEPT",
            Self::Withdrawn => "WITHDRAWN",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Offered => "已移送，待接收",
            Self::Refused => "已被拒绝接收",
            Self::Escalated => "已报请上级决定",
            Self::Directed => "上级决定移送，待接收",
            Self::Accepted => "已接收",
            Self::Kept => "上级决定继续办理",
            Self::Withdrawn => "已撤回移送",
        }
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Accepted | Self::Kept | Self::Withdrawn)
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }

    fn awaits(self) -> Option<ActKind> {
        let kind = match self {
            Self::Offered | Self::Directed => Kind::AcceptHandover,
            Self::Refused => Kind::EscalateHandover,
            Self::Escalated => Kind::DirectHandover,
            Self::Accepted | Self::Kept | Self::Withdrawn => return None,
        };
        Some(ActKind::Handover(kind))
    }

    fn turn(self) -> Turn {
        match self {
            Self::Offered | Self::Escalated | Self::Directed => Turn::Outside,
            _ => Turn::Agency,
        }
    }
}
