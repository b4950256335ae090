//! 中止调查、延长办案期限: the table.

use statute::{Citation, Law};

use super::act::ACTS;
use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::beside::steps;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, rows};

steps! {
    SuspensionProposed = "SUSPENSION_PROPOSED", "已申请中止调查";
    Suspended = "SUSPENDED", "已中止调查";
    SuspensionRefused = "SUSPENSION_REFUSED", "未批准中止调查";
    Resumed = "RESUMED", "已恢复调查";
    ExtensionProposed = "EXTENSION_PROPOSED", "已申请延长办案期限";
    Extended = "EXTENDED", "已延长办案期限";
    ExtensionRefused = "EXTENSION_REFUSED", "未批准延长办案期限";
}

const STOP: Citation = Citation::article(Law::AdministrativePenaltyLaw, 54).paragraph(1);
const LONGER: Citation = Citation::article(Law::AdministrativePenaltyLaw, 60);

const WANTED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Suspension(Own::BeforeDecision),
    Guard::Suspension(Own::NonePending),
    Guard::InquiryNotSuspended,
];
const HEAD: &[Guard] = &[Guard::CaseOpen, Guard::Suspension(Own::ApproverNotHandler)];
const STANDS: &[Guard] = &[Guard::CaseOpen];
const MORE: &[Guard] = &[
    Guard::Suspension(Own::LineKnowsExtension),
    Guard::Suspension(Own::DecisionClockRuns),
    Guard::Suspension(Own::WithinMost),
];
const APPROVED: &[Guard] = &[
    Guard::Suspension(Own::DecisionClockRuns),
    Guard::Suspension(Own::ApprovedAsRuled),
];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Suspension;
    _                  --ProposeSuspension-->          SuspensionProposed, [WANTED],         STOP;
    SuspensionProposed --DecideSuspension [Granted]--> Suspended,          [HEAD],           STOP;
    SuspensionProposed --DecideSuspension [Refused]--> SuspensionRefused,  [HEAD],           STOP;
    Suspended          --ResumeInquiry-->              Resumed,            [STANDS],         STOP;
    _                  --ProposeExtension-->           ExtensionProposed,  [WANTED, MORE],   LONGER;
    ExtensionProposed  --DecideExtension [Granted]-->  Extended,           [HEAD, APPROVED], LONGER;
    ExtensionProposed  --DecideExtension [Refused]-->  ExtensionRefused,   [HEAD],           LONGER;
];

impl Stage for Step {
    const ALL: &'static [Self] = STEPS;
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = ACTS;
    const THING: (&'static str, &'static str) = ("suspension", "中止或者延期");

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
            Self::SuspensionProposed => Kind::DecideSuspension,
            Self::Suspended => Kind::ResumeInquiry,
            Self::ExtensionProposed => Kind::DecideExtension,
            Self::SuspensionRefused | Self::Resumed | Self::Extended | Self::ExtensionRefused => {
                return None;
            }
        };
        Some(ActKind::Suspension(kind))
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
