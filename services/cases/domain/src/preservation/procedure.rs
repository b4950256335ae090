//! 先行登记保存: the table.

use statute::{Citation, Law};

use super::act::ACTS;
use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::beside::steps;
use crate::guard::Guard;
use crate::procedure::{Row, SERVED, Stage, TEAM, rows};

steps! {
    Applied = "APPLIED", "待审批";
    Approved = "APPROVED", "已批准";
    NotApproved = "NOT_APPROVED", "未批准";
    Emergency = "EMERGENCY", "紧急保存待报告";
    Reported = "REPORTED", "紧急保存待审批";
    Preserved = "PRESERVED", "保存中";
    Handled = "HANDLED", "已处理";
    Released = "RELEASED", "已解除";
    Dropped = "DROPPED", "已放弃";
}

const RULE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 56);
const AT_ONCE: Citation = Citation::article(Law::MarketPenaltyProcedure, 33);

const WANTED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::InquiryNotSuspended,
    Guard::Preservation(Own::DuringInquiry),
];
const HEAD: &[Guard] = &[Guard::Preservation(Own::ApproverNotHandler)];
const DONE: &[Guard] = &[
    Guard::NotInFuture,
    Guard::SignatureWitnessed,
    Guard::Preservation(Own::Approved),
    Guard::DocumentWordKnown,
];
const FATE: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Preservation(Own::NotBeforeKept),
    Guard::Preservation(Own::EveryObject),
    Guard::Preservation(Own::MeasureNamed),
    Guard::DocumentWordKnown,
];
const OVER: &[Guard] = &[Guard::Preservation(Own::TimeOver)];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Preservation;
    _         --ApplyForPreservation-->          Applied,     [WANTED],             RULE;
    Applied   --DecidePreservation [Granted]-->  Approved,    [HEAD],               RULE;
    Applied   --DecidePreservation [Refused]-->  NotApproved, [HEAD],               RULE;
    Applied   --DropPreservation-->              Dropped,     [],                   RULE;
    Approved  --CarryOutPreservation-->          Preserved,   [WANTED, TEAM, DONE], RULE;
    Approved  --DropPreservation-->              Dropped,     [],                   RULE;
    _         --PreserveAtOnce-->                Emergency,   [WANTED, TEAM, DONE], AT_ONCE;
    Emergency --ReportPreservation-->            Reported,    [],                   AT_ONCE;
    Reported  --DecidePreservation [Granted]-->  Preserved,   [HEAD],               AT_ONCE;
    Reported  --DecidePreservation [Refused]-->  Released,    [HEAD],               AT_ONCE;
    Emergency --HandlePreserved-->               Handled,     [TEAM, FATE, SERVED], RULE;
    Reported  --HandlePreserved-->               Handled,     [TEAM, FATE, SERVED], RULE;
    Preserved --HandlePreserved-->               Handled,     [TEAM, FATE, SERVED], RULE;
    Emergency --LapsePreservation-->             Released,    [OVER],               RULE;
    Reported  --LapsePreservation-->             Released,    [OVER],               RULE;
    Preserved --LapsePreservation-->             Released,    [OVER],               RULE;
];

impl Stage for Step {
    const ALL: &'static [Self] = STEPS;
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = ACTS;
    const THING: (&'static str, &'static str) = ("preservation", "先行登记保存");

    fn name(self) -> &'static str {
        name_of(self)
    }

    fn zh(self) -> &'static str {
        words_of(self)
    }

    fn is_final(self) -> bool {
        matches!(
            self,
            Self::NotApproved | Self::Handled | Self::Released | Self::Dropped
        )
    }

    fn awaits(self) -> Option<ActKind> {
        let kind = match self {
            Self::Applied | Self::Reported => Kind::DecidePreservation,
            Self::Approved => Kind::CarryOutPreservation,
            Self::Emergency => Kind::ReportPreservation,
            Self::Preserved => Kind::HandlePreserved,
            Self::NotApproved | Self::Handled | Self::Released | Self::Dropped => return None,
        };
        Some(ActKind::Preservation(kind))
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
