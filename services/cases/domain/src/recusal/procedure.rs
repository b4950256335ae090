//! 回避程序: the table.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, rows};

/// How far a recusal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 已申请
    Requested,
    /// 决定回避
    Granted,
    /// 驳回申请
    Refused,
}

const REQUEST: Citation = Citation::article(Law::AdministrativePenaltyLaw, 43).paragraph(2);
const DECISION: Citation = Citation::article(Law::AdministrativePenaltyLaw, 43).paragraph(3);

const ASKED: &[Guard] = &[Guard::CaseOpen, Guard::Recusal(Own::SubjectOfCase)];
const DECIDED: &[Guard] = &[Guard::CaseOpen, Guard::Recusal(Own::NotSubject)];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Recusal;
    _         --RequestRecusal-->           Requested, [ASKED],   REQUEST;
    Requested --DecideRecusal [Granted]-->  Granted,   [DECIDED], DECISION;
    Requested --DecideRecusal [Refused]-->  Refused,   [DECIDED], DECISION;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[Self::Requested, Self::Granted, Self::Refused];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::Recusal(Kind::RequestRecusal),
        ActKind::Recusal(Kind::DecideRecusal),
    ];
    const THING: (&'static str, &'static str) = ("recusal", "回避申请");

    fn name(self) -> &'static str {
        match self {
            Self::Requested => "REQUESTED",
            Self::Granted => "GRANTED",
            Self::Refused => "REFUSED",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Requested => "已申请回避",
            Self::Granted => "已决定回避",
            Self::Refused => "已驳回回避申请",
        }
    }

    fn is_final(self) -> bool {
        self != Self::Requested
    }

    fn awaits(self) -> Option<ActKind> {
        (self == Self::Requested).then_some(ActKind::Recusal(Kind::DecideRecusal))
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
