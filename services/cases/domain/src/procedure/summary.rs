//! 行政处罚简易程序: from the act seen to the decision handed over on the spot, and what follows.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{DAY, Row, Stage, TEAM, Turn, rows};
use crate::guard::Guard;
use crate::summary_penalty::{Guard as Own, Kind};
use crate::{ActKind, account};

/// How far a summary penalty has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 已当场查处
    Opened,
    /// 已听取陈述申辩
    Heard,
    /// 已当场决定
    Decided,
    /// 决定书已当场交付
    HandedOver,
    /// 已履行
    Performed,
    /// 已结案
    Closed,
    /// 已转普通程序
    Converted,
    /// 决定已依法纠正
    Revoked,
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

const SPOT: Citation = penalty(51);
const HEARD: Citation = penalty(45).paragraph(1);
const DECISION: Citation = penalty(52).paragraph(1);
const FILING: Citation = penalty(52).paragraph(3);
const PAYMENT: Citation = penalty(53);
const ORDINARY: Citation = penalty(54).paragraph(2);
const FILE: Citation = penalty(47);
const CORRECTED: Citation = penalty(75).paragraph(2);

/// On what the officers may act.
const COMPETENT: &[Guard] = &[
    Guard::AgencyQualified,
    Guard::PartyKnown,
    Guard::PartyNotMerged,
    Guard::PenaltyItemListed,
    Guard::Summary(Own::OpenToItem),
    Guard::BasisInForce,
    Guard::AgencyCompetent,
    Guard::FirstToFile,
    Guard::ItemEntrusted,
    Guard::NotInFuture,
    Guard::WithinLimitation,
];

/// How the officers come before the party.
const SHOWN: &[Guard] = &[Guard::CertificatesShown, Guard::RightsTold];

/// What may be decided on the spot.
const LIMITS: &[Guard] = &[
    Guard::Summary(Own::OnTheSpot),
    Guard::Summary(Own::FactsClear),
    Guard::Summary(Own::WithinLimit),
    Guard::Summary(Own::InRange),
    Guard::Summary(Own::AsTold),
    Guard::Summary(Own::CashGrounded),
    Guard::OneFine,
    Guard::DocumentWordKnown,
];

/// How it is handed over.
const HANDED: &[Guard] = &[
    Guard::Summary(Own::OnTheSpot),
    Guard::Summary(Own::SignatureWitnessed),
];

/// What a payment must be.
const PAID: &[Guard] = &[Guard::PaymentWithinFine, Guard::ReceiptUnused];

const UNFILED: &[Guard] = &[Guard::Summary(Own::NotFiledYet)];
const FILED: &[Guard] = &[Guard::Summary(Own::Filed)];
const CONVERTED: &[Guard] = &[Guard::Summary(Own::OrdinaryFiled)];
/// What a case with money is closed on.
const SETTLED: &[Guard] = &[
    Guard::Account(account::Guard::Settled),
    Guard::Account(account::Guard::CashBanked),
    Guard::Account(account::Guard::Receipted),
];
const AFTER: &[Guard] = &[Guard::NotInFuture, Guard::NotBeforeDecision];

/// No compulsion is left open when the case ends (行政强制法 §27).
const UNFORCED: &[Guard] = &[Guard::NoMeasureOpen, Guard::NoExecutionOpen];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![
    _          --Summary(OpenSummary)-->                     Opened,     [COMPETENT, TEAM, SHOWN], SPOT;
    Opened     --Summary(HearOnSpot)-->                      Heard,      [DAY, TEAM],              HEARD;
    Heard      --Summary(DecideOnSpot)-->                    Decided,    [DAY, TEAM, LIMITS],      DECISION;
    Decided    --Summary(HandOverDecision) [ToPay]-->        HandedOver, [DAY, HANDED],            DECISION;
    Decided    --Summary(HandOverDecision) [NothingToPay]--> Performed,  [DAY, HANDED],            DECISION;
    HandedOver --RecordPayment [PaidInPart]-->               HandedOver, [DAY, PAID],              PAYMENT;
    HandedOver --RecordPayment [PaidInFull]-->               Performed,  [DAY, PAID],              PAYMENT;
    HandedOver --Summary(FileSummary)-->                     HandedOver, [UNFILED],                FILING;
    Performed  --Summary(FileSummary)-->                     Performed,  [UNFILED],                FILING;
    Performed  --CloseCase [Granted]-->                      Closed,     [FILED, SETTLED, UNFORCED], FILE;

    Opened     --Summary(ConvertSummary)-->                  Converted,  [CONVERTED, UNFORCED],    ORDINARY;
    Heard      --Summary(ConvertSummary)-->                  Converted,  [CONVERTED, UNFORCED],    ORDINARY;

    Decided    --RevokeDecision-->                           Revoked,    [AFTER],                  CORRECTED;
    HandedOver --RevokeDecision-->                           Revoked,    [AFTER],                  CORRECTED;
    Performed  --RevokeDecision-->                           Revoked,    [AFTER],                  CORRECTED;
    Closed     --RevokeDecision-->                           Revoked,    [AFTER],                  CORRECTED;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[
        Self::Opened,
        Self::Heard,
        Self::Decided,
        Self::HandedOver,
        Self::Performed,
        Self::Closed,
        Self::Converted,
        Self::Revoked,
    ];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::Summary(Kind::OpenSummary),
        ActKind::Summary(Kind::HearOnSpot),
        ActKind::Summary(Kind::DecideOnSpot),
        ActKind::Summary(Kind::HandOverDecision),
        ActKind::Summary(Kind::FileSummary),
        ActKind::RecordPayment,
        ActKind::CloseCase,
        ActKind::Summary(Kind::ConvertSummary),
        ActKind::RevokeDecision,
    ];

    fn name(self) -> &'static str {
        self.name()
    }

    fn zh(self) -> &'static str {
        self.zh()
    }

    fn is_final(self) -> bool {
        self.is_final()
    }

    fn awaits(self) -> Option<ActKind> {
        match self {
            Self::Opened => Some(ActKind::Summary(Kind::HearOnSpot)),
            Self::Heard => Some(ActKind::Summary(Kind::DecideOnSpot)),
            Self::Decided => Some(ActKind::Summary(Kind::HandOverDecision)),
            Self::HandedOver => Some(ActKind::RecordPayment),
            Self::Performed => Some(ActKind::CloseCase),
            Self::Closed | Self::Converted | Self::Revoked => None,
        }
    }

    fn turn(self) -> Turn {
        match self {
            Self::HandedOver => Turn::Party,
            _ => Turn::Agency,
        }
    }

    fn behind(self) -> &'static [Guard] {
        const BEHIND: &[Guard] = &[
            Guard::Summary(Own::Heard),
            Guard::DecisionMade,
            Guard::DecisionServed,
            Guard::Summary(Own::Performed),
        ];
        let count = match self {
            Self::Opened | Self::Converted => 0,
            Self::Heard => 1,
            // Wherever it comes from, the decision was made.
            Self::Decided | Self::Revoked => 2,
            Self::HandedOver => 3,
            Self::Performed | Self::Closed => 4,
        };
        BEHIND.split_at(count).0
    }

    fn needs(act: ActKind) -> &'static [Guard] {
        match act {
            ActKind::Summary(Kind::DecideOnSpot) => &[Guard::Summary(Own::Heard)],
            ActKind::Summary(Kind::HandOverDecision) | ActKind::RevokeDecision => {
                &[Guard::DecisionMade]
            }
            ActKind::Summary(Kind::FileSummary) | ActKind::RecordPayment => {
                &[Guard::DecisionMade, Guard::DecisionServed]
            }
            ActKind::CloseCase => &[
                Guard::DecisionMade,
                Guard::DecisionServed,
                Guard::Summary(Own::Performed),
            ],
            _ => &[],
        }
    }
}

impl Step {
    /// Name on the wire: `HANDED_OVER`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opened => "OPENED",
            Self::Heard => "HEARD",
            Self::Decided => "DECIDED",
            Self::HandedOver => "HANDED_OVER",
            Self::Performed => "PERFORMED",
            Self::Closed => "CLOSED",
            Self::Converted => "CONVERTED",
            Self::Revoked => "REVOKED",
        }
    }

    /// The step in Chinese: `决定书已当场交付`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Opened => "已当场查处",
            Self::Heard => "已听取陈述申辩",
            Self::Decided => "已当场决定",
            Self::HandedOver => "决定书已当场交付",
            Self::Performed => "已履行",
            Self::Closed => "已结案",
            Self::Converted => "已转普通程序",
            Self::Revoked => "决定已依法纠正",
        }
    }

    /// Whether the case has ended.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Closed | Self::Converted | Self::Revoked)
    }
}
