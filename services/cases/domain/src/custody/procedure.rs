//! 证据保管交接: the table.

use statute::{Citation, Law};

use super::act::ACTS;
use super::{Guard as Own, Kind};
use crate::beside::steps;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, rows};
use crate::{ActKind, exhibit};

steps! {
    HandedOver = "HANDED_OVER", "待接收";
    Received = "RECEIVED", "已接收";
    TakenBack = "TAKEN_BACK", "已收回";
}

const RULE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 47);

const GIVEN: &[Guard] = &[
    Guard::Exhibit(exhibit::Guard::NotArchived),
    Guard::Custody(Own::ExhibitKnown),
    Guard::Custody(Own::NoOther),
    Guard::Custody(Own::ByHolder),
    Guard::Custody(Own::ToAnother),
];
const TAKEN: &[Guard] = &[Guard::Custody(Own::ByReceiver)];
const BACK: &[Guard] = &[Guard::Custody(Own::ByGiver)];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Custody;
    _          --HandOver-->       HandedOver, [GIVEN], RULE;
    HandedOver --ReceiveCustody--> Received,   [TAKEN], RULE;
    HandedOver --TakeBack-->       TakenBack,  [BACK],  RULE;
];

impl Stage for Step {
    const ALL: &'static [Self] = STEPS;
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = ACTS;
    const THING: (&'static str, &'static str) = ("custody", "证据保管交接");

    fn name(self) -> &'static str {
        name_of(self)
    }

    fn zh(self) -> &'static str {
        words_of(self)
    }

    fn is_final(self) -> bool {
        self != Self::HandedOver
    }

    fn awaits(self) -> Option<ActKind> {
        (self == Self::HandedOver).then_some(ActKind::Custody(Kind::ReceiveCustody))
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
