//! 行政协助: the table.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, Turn, rows};

/// How far a request for assistance has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 已请求
    Requested,
    /// 已被拒绝
    Refused,
    /// 已报请上级决定
    Escalated,
    /// 上级决定应当协助
    Directed,
    /// 已答复
    Answered,
    /// 上级决定不予协助
    Excused,
    /// 已撤回
    Withdrawn,
}

const REQUEST: Citation = Citation::article(Law::AdministrativePenaltyLaw, 26);

const ASKED: &[Guard] = &[Guard::CaseOpen, Guard::Assistance(Own::AnotherAgency)];
const OPEN: &[Guard] = &[Guard::CaseOpen];
const ABOVE: &[Guard] = &[Guard::CaseOpen, Guard::Assistance(Own::CommonSuperior)];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Assistance;
    _         --RequestAssistance-->            Requested, [ASKED], REQUEST;
    Requested --AnswerAssistance-->             Answered,  [OPEN],  REQUEST;
    Requested --RefuseAssistance-->             Refused,   [OPEN],  REQUEST;
    Requested --WithdrawAssistance-->           Withdrawn, [OPEN],  REQUEST;
    Refused   --WithdrawAssistance-->           Withdrawn, [OPEN],  REQUEST;
    Refused   --EscalateAssistance-->           Escalated, [ABOVE], REQUEST;
    Escalated --DirectAssistance [Granted]-->   Directed,  [OPEN],  REQUEST;
    Escalated --DirectAssistance [Refused]-->   Excused,   [OPEN],  REQUEST;
    Directed  --AnswerAssistance-->             Answered,  [OPEN],  REQUEST;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[
        Self::Requested,
        Self::Refused,
        Self::Escalated,
        Self::Directed,
        Self::Answered,
        Self::Excused,
        Self::Withdrawn,
    ];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::Assistance(Kind::RequestAssistance),
        ActKind::Assistance(Kind::AnswerAssistance),
        ActKind::Assistance(Kind::RefuseAssistance),
        ActKind::Assistance(Kind::EscalateAssistance),
        ActKind::Assistance(Kind::DirectAssistance),
        ActKind::Assistance(Kind::WithdrawAssistance),
    ];
    const THING: (&'static str, &'static str) = ("assistance", "协助请求");

    fn name(self) -> &'static str {
        match self {
            Self::Requested => "REQUESTED",
            Self::Refused => "REFUSED",
            Self::Escalated => "ESCALATED",
            Self::Directed => "DIRECTED",
            Self::Answered => "ANSWERED",
            Self::Excused => "EXCUSED",
            Self::Withdrawn => "WITHDRAWN",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Requested => "已请求",
            Self::Refused => "已被拒绝",
            Self::Escalated => "已报请上级决定",
            Self::Directed => "上级决定应当协助",
            Self::Answered => "已答复",
            Self::Excused => "上级决定不予协助",
            Self::Withdrawn => "已撤回",
        }
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Answered | Self::Excused | Self::Withdrawn)
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }

    fn awaits(self) -> Option<ActKind> {
        let kind = match self {
            Self::Requested | Self::Directed => Kind::AnswerAssistance,
            Self::Refused => Kind::EscalateAssistance,
            Self::Escalated => Kind::DirectAssistance,
            Self::Answered | Self::Excused | Self::Withdrawn => return None,
        };
        Some(ActKind::Assistance(kind))
    }

    fn turn(self) -> Turn {
        match self {
            Self::Requested | Self::Escalated | Self::Directed => Turn::Outside,
            _ => Turn::Agency,
        }
    }
}
