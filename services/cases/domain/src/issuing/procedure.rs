//! 制发文书: the table.

use statute::{Citation, Law};

use super::act::ACTS;
use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::beside::steps;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, rows};

steps! {
    Issued = "ISSUED", "已制发";
    Voided = "VOIDED", "已作废";
}

const FILE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 47);
const CORRECTED: Citation = Citation::article(Law::AdministrativePenaltyLaw, 75).paragraph(2);

const WANTED: &[Guard] = &[
    Guard::Issuing(Own::NotArchived),
    Guard::Issuing(Own::CorrectsKnown),
    Guard::Issuing(Own::IssuedOnce),
    Guard::DocumentWordKnown,
    // Last: nothing is printed that something else forbids.
    Guard::Issuing(Own::Printed),
];
const VOIDED: &[Guard] = &[
    Guard::Issuing(Own::NotArchived),
    Guard::Issuing(Own::Stands),
    Guard::Issuing(Own::PartyTold),
];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Issuing;
    _ --IssueDocument--> Issued, [WANTED], FILE;
    _ --VoidDocument-->  Voided, [VOIDED], CORRECTED;
];

impl Stage for Step {
    const ALL: &'static [Self] = STEPS;
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = ACTS;
    const THING: (&'static str, &'static str) = ("document", "文书");

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
