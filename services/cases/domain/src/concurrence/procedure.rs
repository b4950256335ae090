//! 不同违法行为的认定: the table.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, rows};

/// How far a distinction of acts has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 已认定为不同违法行为
    Distinguished,
}

const ONE_FINE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 29);

const FOUND: &[Guard] = &[
    Guard::CaseOpen,
    Guard::DeciderNotHandler,
    Guard::Concurrence(Own::AnotherCase),
];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Concurrence;
    _ --DistinguishAct--> Distinguished, [FOUND], ONE_FINE;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[Self::Distinguished];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[ActKind::Concurrence(Kind::DistinguishAct)];
    const THING: (&'static str, &'static str) = ("distinction", "不同违法行为的认定");

    fn name(self) -> &'static str {
        match self {
            Self::Distinguished => "DISTINGUISHED",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Distinguished => "已认定为不同违法行为",
        }
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Distinguished)
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }

    fn awaits(self) -> Option<ActKind> {
        None
    }
}
