//! 非现场执法: the table.

use statute::{Citation, Law};

use super::act::ACTS;
use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::beside::steps;
use crate::guard::Guard;
use crate::procedure::{Row, SERVED, Stage, rows};

steps! {
    Captured = "CAPTURED", "记录待审核";
    Verified = "VERIFIED", "记录已审核";
    Rejected = "REJECTED", "记录不符合要求";
    Told = "TOLD", "已告知当事人";
}

const DEVICE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 41).paragraph(1);
const RECORD: Citation = Citation::article(Law::AdministrativePenaltyLaw, 41).paragraph(2);
const PARTY: Citation = Citation::article(Law::AdministrativePenaltyLaw, 41).paragraph(3);

const WANTED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::InquiryNotSuspended,
    Guard::Offsite(Own::OfPenalty),
    Guard::NotInFuture,
    Guard::Offsite(Own::DeviceReviewed),
    Guard::Offsite(Own::PlacePublished),
];
const STANDS: &[Guard] = &[Guard::CaseOpen, Guard::InquiryNotSuspended];
const HEARD: &[Guard] = &[Guard::NotInFuture, Guard::Offsite(Own::NotBeforeVerified)];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Offsite;
    _        --RecordCapture-->            Captured, [WANTED],                DEVICE;
    Captured --VerifyCapture [Passed]-->   Verified, [STANDS],                RECORD;
    Captured --VerifyCapture [Returned]--> Rejected, [STANDS],                RECORD;
    Verified --TellCapture-->              Told,     [STANDS, HEARD, SERVED], PARTY;
];

impl Stage for Step {
    const ALL: &'static [Self] = STEPS;
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = ACTS;
    const THING: (&'static str, &'static str) = ("capture", "电子技术监控记录");

    fn name(self) -> &'static str {
        name_of(self)
    }

    fn zh(self) -> &'static str {
        words_of(self)
    }

    fn is_final(self) -> bool {
        self.awaits().is_none()
    }

    fn awaits(self) -> Option<ActKind> {
        let kind = match self {
            Self::Captured => Kind::VerifyCapture,
            Self::Verified => Kind::TellCapture,
            Self::Rejected | Self::Told => return None,
        };
        Some(ActKind::Offsite(kind))
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
