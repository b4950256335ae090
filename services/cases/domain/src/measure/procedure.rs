//! 行政强制措施: the table.
//!
//! `MustRelease` has one way out: whatever is not approved within twenty-four hours, or not decided on within its period, is
//! given back (§19, §28(1)(4)). A freeze that expires ends by itself: the bank lifts it (§33(3)).

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::guard::Guard;
use crate::procedure::{Row, SERVED, Stage, TEAM, rows};

/// How far a measure has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 已申请
    Applied,
    /// 不予批准
    Refused,
    /// 已撤回申请
    Withdrawn,
    /// 已批准，待实施
    Approved,
    /// 已当场实施，待补办批准
    Emergency,
    /// 已实施
    InForce,
    /// 已冻结
    Frozen,
    /// 应当立即解除
    MustRelease,
    /// 已决定解除，待退还
    Releasing,
    /// 已办结
    Ended,
    /// 已随案转出
    Carried,
}

const fn coercion(article: u16) -> Citation {
    Citation::article(Law::AdministrativeCoercionLaw, article)
}

const POWER: Citation = coercion(17).paragraph(1);
const APPROVAL: Citation = coercion(18).item(1);
const TEN_STEPS: Citation = coercion(18);
const EMERGENCY: Citation = coercion(19);
const TERM: Citation = coercion(25).paragraph(1);
const TOLD: Citation = coercion(25).paragraph(2);
const TESTING: Citation = coercion(25).paragraph(3);
const HANDLING: Citation = coercion(27);
const RELEASE: Citation = coercion(28).paragraph(1);
const EXPIRY: Citation = coercion(28).paragraph(1).item(4);
const RETURN: Citation = coercion(28).paragraph(2);
const FREEZE: Citation = coercion(30).paragraph(1);
const FREEZE_DECISION: Citation = coercion(31);
const FREEZE_TERM: Citation = coercion(32).paragraph(1);
const UNFREEZE: Citation = coercion(33).paragraph(1);
const FREEZE_EXPIRY: Citation = coercion(33).paragraph(3);

/// By what the agency may do it.
const POWERS: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Measure(Own::NotDelegated),
    Guard::Measure(Own::PowerListed),
    Guard::Measure(Own::PowerInForce),
    Guard::Measure(Own::PowerHeld),
    Guard::Measure(Own::FreezeByLaw),
    Guard::Measure(Own::MeansGiven),
];

/// Who approves.
const LEADER: &[Guard] = &[Guard::Measure(Own::ApproverNotHandler)];

/// The same within twenty-four hours.
const IN_TIME: &[Guard] = &[
    Guard::Measure(Own::ApproverNotHandler),
    Guard::Measure(Own::InTime),
];

/// What may be sealed or seized, and what the record must say.
const TAKEN: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Measure(Own::NotDelegated),
    Guard::Measure(Own::TakesThings),
    Guard::Measure(Own::ApprovedBefore),
    Guard::Measure(Own::CertificatesShown),
    Guard::Measure(Own::PartyOrWitness),
    Guard::Measure(Own::ReasonsTold),
    Guard::Measure(Own::StatementHeard),
    Guard::Measure(Own::RecordSigned),
    Guard::Measure(Own::HandedOver),
    Guard::Measure(Own::InDuplicate),
    Guard::Measure(Own::ObjectsRelated),
    Guard::Measure(Own::NoNecessities),
    Guard::Measure(Own::NotSeizedTwice),
    Guard::Measure(Own::TermStated),
    Guard::DocumentWordKnown,
];

/// What may be frozen, and how.
const FROZEN: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Measure(Own::NotDelegated),
    Guard::Measure(Own::TakesDeposit),
    Guard::Measure(Own::ApprovedBefore),
    Guard::Measure(Own::CertificatesShown),
    Guard::Measure(Own::AmountInvolved),
    Guard::Measure(Own::NotFrozenTwice),
    Guard::Measure(Own::BankNotified),
    Guard::DocumentWordKnown,
];

const PAST: &[Guard] = &[Guard::NotInFuture];
const LAPSED: &[Guard] = &[Guard::Measure(Own::ApprovalOverdue)];
const EXPIRED: &[Guard] = &[Guard::Measure(Own::PeriodOver)];

const EXTENDED: &[Guard] = &[
    Guard::Measure(Own::PeriodRunning),
    Guard::Measure(Own::ExtendedOnce),
    Guard::Measure(Own::ExtensionLength),
    Guard::DocumentWordKnown,
];

const FREEZE_EXTENDED: &[Guard] = &[
    Guard::Measure(Own::FreezeRunning),
    Guard::Measure(Own::FreezeExtendedOnce),
    Guard::Measure(Own::FreezeExtensionLength),
    Guard::DocumentWordKnown,
];

const TOLD_OF: &[Guard] = &[Guard::NotInFuture, Guard::Measure(Own::ExtensionUntold)];

const TESTED: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Measure(Own::PeriodRunning),
    Guard::Measure(Own::ExtensionTold),
    Guard::Measure(Own::TestingDefinite),
];

const TEST_ENDED: &[Guard] = &[Guard::NotInFuture, Guard::Measure(Own::TestingOpen)];

const DISPOSED: &[Guard] = &[
    Guard::Measure(Own::PeriodRunning),
    Guard::Measure(Own::ObjectsHeld),
    Guard::Measure(Own::ObjectsPerishable),
];

const HANDLED: &[Guard] = &[
    Guard::Measure(Own::PeriodRunning),
    Guard::Measure(Own::ExtensionTold),
    Guard::Measure(Own::ObjectsHeld),
    Guard::Measure(Own::ConfiscatedByDecision),
    Guard::Measure(Own::TransferTold),
    Guard::Measure(Own::OffsetAllowed),
];

const RELEASED: &[Guard] = &[
    Guard::Measure(Own::ObjectsHeld),
    Guard::Measure(Own::GroundHolds),
    Guard::DocumentWordKnown,
];

const RETURNED: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Measure(Own::ObjectsReleased),
    Guard::Measure(Own::RecordSigned),
];

const GIVEN: &[Guard] = &[
    Guard::Measure(Own::PeriodRunning),
    Guard::Measure(Own::ReceiverFollows),
];

const FREEZE_GIVEN: &[Guard] = &[
    Guard::Measure(Own::FreezeRunning),
    Guard::Measure(Own::ReceiverFollows),
];

const UNFROZEN: &[Guard] = &[
    Guard::Measure(Own::FreezeGroundHolds),
    Guard::Measure(Own::ReleaseNotified),
    Guard::DocumentWordKnown,
];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Measure;
    _           --ApplyForMeasure-->               Applied,     [POWERS],                POWER;
    Applied     --WithdrawApplication-->           Withdrawn,   [],                      APPROVAL;
    Approved    --WithdrawApplication-->           Withdrawn,   [],                      APPROVAL;
    Applied     --ApproveMeasure [Granted]-->      Approved,    [LEADER],                APPROVAL;
    Applied     --ApproveMeasure [Refused]-->      Refused,     [LEADER],                APPROVAL;

    Approved    --ImplementMeasure-->              InForce,     [TEAM, TAKEN],           TEN_STEPS;
    _           --ImplementAtOnce-->               Emergency,   [POWERS, TEAM, TAKEN],   EMERGENCY;
    Emergency   --ApproveMeasure [Granted]-->      InForce,     [IN_TIME],               EMERGENCY;
    Emergency   --ApproveMeasure [Refused]-->      MustRelease, [LEADER],                EMERGENCY;
    Emergency   --LapseApproval-->                 MustRelease, [LAPSED],                EMERGENCY;

    InForce     --ExtendMeasure-->                 InForce,     [EXTENDED],              TERM;
    InForce     --TellExtension-->                 InForce,     [TOLD_OF, SERVED],       TOLD;
    InForce     --TestObjects-->                   InForce,     [TESTED, SERVED],        TESTING;
    InForce     --EndTesting-->                    InForce,     [TEST_ENDED],            TESTING;
    InForce     --DisposeEarly-->                  InForce,     [DISPOSED],              RETURN;
    InForce     --HandleObjects [InPart]-->        InForce,     [HANDLED],               HANDLING;
    InForce     --HandleObjects [ToReturn]-->      Releasing,   [HANDLED],               HANDLING;
    InForce     --HandleObjects [Settled]-->       Ended,       [HANDLED],               HANDLING;
    InForce     --ReleaseObjects [InPart]-->       InForce,     [RELEASED],              RELEASE;
    InForce     --ReleaseObjects [ToReturn]-->     Releasing,   [RELEASED],              RELEASE;
    InForce     --ReturnObjects [InPart]-->        InForce,     [TEAM, RETURNED],        RETURN;
    InForce     --CarryMeasure-->                  Carried,     [GIVEN],                 HANDLING;
    InForce     --ExpireMeasure-->                 MustRelease, [EXPIRED],               EXPIRY;

    MustRelease --ReleaseObjects [InPart]-->       MustRelease, [RELEASED],              RELEASE;
    MustRelease --ReleaseObjects [ToReturn]-->     Releasing,   [RELEASED],              RELEASE;
    MustRelease --ReturnObjects [InPart]-->        MustRelease, [TEAM, RETURNED],        RETURN;
    Releasing   --ReturnObjects [ToReturn]-->      Releasing,   [TEAM, RETURNED],        RETURN;
    Releasing   --ReturnObjects [Settled]-->       Ended,       [TEAM, RETURNED],        RETURN;

    Approved    --FreezeDeposit-->                 Frozen,      [TEAM, FROZEN],          FREEZE;
    Frozen      --ServeFreezeDecision-->           Frozen,      [PAST, SERVED],          FREEZE_DECISION;
    Frozen      --ExtendFreeze-->                  Frozen,      [FREEZE_EXTENDED],       FREEZE_TERM;
    Frozen      --TellExtension-->                 Frozen,      [TOLD_OF, SERVED],       FREEZE_TERM;
    Frozen      --Unfreeze-->                      Ended,       [UNFROZEN],              UNFREEZE;
    Frozen      --CarryMeasure-->                  Carried,     [FREEZE_GIVEN],          HANDLING;
    Frozen      --ExpireMeasure-->                 Ended,       [EXPIRED],               FREEZE_EXPIRY;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[
        Self::Applied,
        Self::Refused,
        Self::Withdrawn,
        Self::Approved,
        Self::Emergency,
        Self::InForce,
        Self::Frozen,
        Self::MustRelease,
        Self::Releasing,
        Self::Ended,
        Self::Carried,
    ];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::Measure(Kind::ApplyForMeasure),
        ActKind::Measure(Kind::ApproveMeasure),
        ActKind::Measure(Kind::WithdrawApplication),
        ActKind::Measure(Kind::ImplementMeasure),
        ActKind::Measure(Kind::ImplementAtOnce),
        ActKind::Measure(Kind::FreezeDeposit),
        ActKind::Measure(Kind::ServeFreezeDecision),
        ActKind::Measure(Kind::ExtendMeasure),
        ActKind::Measure(Kind::ExtendFreeze),
        ActKind::Measure(Kind::TellExtension),
        ActKind::Measure(Kind::TestObjects),
        ActKind::Measure(Kind::EndTesting),
        ActKind::Measure(Kind::DisposeEarly),
        ActKind::Measure(Kind::HandleObjects),
        ActKind::Measure(Kind::ReleaseObjects),
        ActKind::Measure(Kind::ReturnObjects),
        ActKind::Measure(Kind::Unfreeze),
        ActKind::Measure(Kind::CarryMeasure),
        ActKind::Measure(Kind::LapseApproval),
        ActKind::Measure(Kind::ExpireMeasure),
    ];
    const THING: (&'static str, &'static str) = ("measure", "行政强制措施");

    fn name(self) -> &'static str {
        match self {
            Self::Applied => "APPLIED",
            Self::Refused => "REFUSED",
            Self::Withdrawn => "WITHDRAWN",
            Self::Approved => "APPROVED",
            Self::Emergency => "EMERGENCY",
            Self::InForce => "IN_FORCE",
            Self::Frozen => "FROZEN",
            Self::MustRelease => "MUST_RELEASE",
            Self::Releasing => "RELEASING",
            Self::Ended => "ENDED",
            Self::Carried => "CARRIED",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Applied => "已申请，待审批",
            Self::Refused => "不予批准",
            Self::Withdrawn => "已撤回申请",
            Self::Approved => "已批准，待实施",
            Self::Emergency => "已当场实施，待补办批准",
            Self::InForce => "已实施",
            Self::Frozen => "已冻结",
            Self::MustRelease => "应当立即解除",
            Self::Releasing => "已决定解除，待退还",
            Self::Ended => "已办结",
            Self::Carried => "已随案转出",
        }
    }

    fn is_final(self) -> bool {
        matches!(
            self,
            Self::Refused | Self::Withdrawn | Self::Ended | Self::Carried
        )
    }

    fn awaits(self) -> Option<ActKind> {
        let kind = match self {
            Self::Applied | Self::Emergency => Kind::ApproveMeasure,
            Self::Approved => Kind::ImplementMeasure,
            Self::InForce => Kind::HandleObjects,
            Self::Frozen => Kind::Unfreeze,
            Self::MustRelease => Kind::ReleaseObjects,
            Self::Releasing => Kind::ReturnObjects,
            Self::Refused | Self::Withdrawn | Self::Ended | Self::Carried => return None,
        };
        Some(ActKind::Measure(kind))
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
