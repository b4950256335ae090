//! 亮证: the table.

use statute::{Citation, Law};

use super::act::ACTS;
use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::beside::steps;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, rows};

steps! {
    Presented = "PRESENTED", "已出示";
}

const SHOWN: Citation = Citation::article(Law::AdministrativePenaltyLaw, 55).paragraph(1);

/// The certificate is good for the case on the day: one officer shows one certificate, the other the other.
const GOOD: &[Guard] = &[
    Guard::CaseOpen,
    Guard::CertificateHeld,
    Guard::CertificateNotRevoked,
    Guard::CertificateNotSuspended,
    Guard::CertificateIssued,
    Guard::CertificateInForce,
    Guard::CertificateForDomain,
    Guard::CertificateForDivision,
    Guard::Presentation(Own::ItemsOfCase),
];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Presentation;
    _ --PresentCard--> Presented, [GOOD], SHOWN;
];

impl Stage for Step {
    const ALL: &'static [Self] = STEPS;
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = ACTS;
    const THING: (&'static str, &'static str) = ("presentation", "亮证");

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
