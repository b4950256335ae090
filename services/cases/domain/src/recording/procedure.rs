//! 音像记录: the table.

use statute::{Citation, Law};

use super::act::ACTS;
use super::{Guard as Own, Kind};
use crate::beside::steps;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, rows};
use crate::{ActKind, exhibit};

steps! {
    Explained = "EXPLAINED", "已说明";
}

const RULE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 47);

const ASKED: &[Guard] = &[
    Guard::Exhibit(exhibit::Guard::NotArchived),
    Guard::Recording(Own::OccasionKnown),
    Guard::Recording(Own::Unexplained),
];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Recording;
    _ --ExplainUnrecorded--> Explained, [ASKED], RULE;
];

impl Stage for Step {
    const ALL: &'static [Self] = STEPS;
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = ACTS;
    const THING: (&'static str, &'static str) = ("recording", "音像记录说明");

    fn name(self) -> &'static str {
        name_of(self)
    }

    fn zh(self) -> &'static str {
        words_of(self)
    }

    fn is_final(self) -> bool {
        true
    }

    fn awaits(self) -> Option<ActKind> {
        None
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
