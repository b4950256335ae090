//! 询问: the table.

use statute::{Citation, Law};

use super::act::ACTS;
use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::beside::steps;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, TEAM, rows};

steps! {
    Held = "HELD", "已询问";
    NotReached = "NOT_REACHED", "未能取得联系";
}

const RULE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 55).paragraph(2);
const INQUIRY: Citation = Citation::article(Law::AdministrativePenaltyLaw, 54).paragraph(1);

const WANTED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::InquiryNotSuspended,
    Guard::Interview(Own::DuringInquiry),
    Guard::NotInFuture,
];
const ASKED: &[Guard] = &[
    Guard::CertificatesShown,
    Guard::RightsTold,
    Guard::Interview(Own::Alone),
    Guard::SignatureWitnessed,
];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Interview;
    _ --RecordInterview-->  Held,       [WANTED, TEAM, ASKED], RULE;
    _ --RecordNotReached--> NotReached, [WANTED, TEAM],        INQUIRY;
];

impl Stage for Step {
    const ALL: &'static [Self] = STEPS;
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = ACTS;
    const THING: (&'static str, &'static str) = ("interview", "询问");

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
