//! 行政检查: from the task to the corrected hazard, to a penalty case, or to an end before anybody went.
//!
//! What a firm is owed before and after entry (approval, notice, the result) moves no step: it stands as guards where it counts,
//! because a natural person's inspection asks for none of it.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{DAY, Row, SERVED, Stage, TEAM, rows};
use crate::ActKind;
use crate::guard::Guard;
use crate::inspection::{Guard as Own, Kind};

/// How far an inspection has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 检查任务已建立
    Opened,
    /// 现场检查发现问题
    Recorded,
    /// 现场检查未发现问题
    Clean,
    /// 已责令改正
    Ordered,
    /// 责令改正通知书已送达
    Served,
    /// 已全部改正
    Corrected,
    /// 已结案
    Closed,
    /// 已转立案处罚
    Escalated,
    /// 已终止: it never took place, or was disapproved
    Cancelled,
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

const OPINION: Citation = Citation::whole(Law::EnterpriseInspectionOpinion);
const RECORD: Citation = penalty(55).paragraph(2);
const CORRECTION: Citation = penalty(28).paragraph(1);
const ADDRESS: Citation = penalty(61).paragraph(2);
const RECEIPT: Citation = Citation::article(Law::CivilProcedureLaw, 87);
const FILE: Citation = penalty(47);
const FILING: Citation = penalty(54).paragraph(2);

/// What an inspection may be opened on.
const COMPETENT: &[Guard] = &[
    Guard::AgencyQualified,
    Guard::JointAgenciesQualified,
    Guard::PartyKnown,
    Guard::PartyNotMerged,
    Guard::InspectionItemsListed,
    Guard::BasisInForce,
    Guard::AgencyCompetent,
    Guard::ItemEntrusted,
    Guard::Inspection(Own::SourceNamed),
    Guard::Inspection(Own::WithinYearlyCap),
];

/// Who approves, and when.
const APPROVER: &[Guard] = &[
    Guard::Inspection(Own::NotApprovedYet),
    Guard::Inspection(Own::ApproverNotHandler),
];

/// What a notice of an inspection must be.
const NOTICE: &[Guard] = &[
    Guard::Inspection(Own::NoticeNotServedYet),
    Guard::DocumentWordKnown,
];

/// What a firm is owed before anybody enters.
const ENTRY: &[Guard] = &[
    Guard::Inspection(Own::Approved),
    Guard::Inspection(Own::NoticeServed),
];

/// What an on-site record must say.
const ON_SITE: &[Guard] = &[
    Guard::CertificatesShown,
    Guard::RightsTold,
    Guard::SignatureWitnessed,
    Guard::FindingsOfCase,
    Guard::Inspection(Own::ChecksKnown),
    Guard::Inspection(Own::ChecksAnswered),
    Guard::Inspection(Own::FailuresFound),
];

/// What an order to rectify must say.
const ORDER: &[Guard] = &[
    Guard::FindingsKnown,
    Guard::RectificationAhead,
    Guard::DocumentWordKnown,
];

/// What a revisit must say.
const REVISIT: &[Guard] = &[Guard::FindingsKnown, Guard::CorrectionEvidenced];

/// A longer period that is asked for.
const ASKED: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Inspection(Own::NoExtensionPending),
    Guard::Inspection(Own::ExtensionInTime),
    Guard::Inspection(Own::ExtensionLonger),
];

/// A longer period that is decided on.
const ASKED_FOR: &[Guard] = &[
    Guard::Inspection(Own::ExtensionPending),
    Guard::Inspection(Own::ApproverNotHandler),
    Guard::Inspection(Own::ExtensionAhead),
];

const LETTER: &[Guard] = &[Guard::NotInFuture, Guard::DocumentWordKnown];
const APPROVED: &[Guard] = &[Guard::Inspection(Own::ApprovedAtLast)];
const TOLD: &[Guard] = &[Guard::Inspection(Own::ResultTold)];
const TO_PENALTY: &[Guard] = &[
    Guard::Inspection(Own::ApprovedAtLast),
    Guard::Inspection(Own::PenaltyFiled),
];
const DISAPPROVED: &[Guard] = &[Guard::Inspection(Own::Disapproved)];
const PAST: &[Guard] = &[Guard::NotInFuture];

/// No compulsion is left open when the case ends (行政强制法 §27).
const SETTLED: &[Guard] = &[Guard::NoMeasureOpen, Guard::NoExecutionOpen];

/// Nothing is kept or tested any more.
const ENDED: &[Guard] = &[Guard::NoPreservationOpen, Guard::NoTestingUnderWay];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![
    _         --OpenInspection-->                                    Opened,    [COMPETENT, TEAM],             OPINION;
    Opened    --Inspection(ServeInspectionNotice)-->                 Opened,    [DAY, SERVED, NOTICE],         OPINION;
    Opened    --RecordSite [NothingFound]-->                         Clean,     [DAY, TEAM, ENTRY, ON_SITE],   RECORD;
    Opened    --RecordSite [SomethingFound]-->                       Recorded,  [DAY, TEAM, ENTRY, ON_SITE],   RECORD;
    Recorded  --OrderRectification-->                                Ordered,   [TEAM, ORDER],                 CORRECTION;
    Ordered   --ServeOrder-->                                        Served,    [DAY, SERVED],                 RECEIPT;
    Served    --RecordRevisit [SomeUncorrected]-->                   Served,    [DAY, TEAM, REVISIT],          CORRECTION;
    Served    --RecordRevisit [AllCorrected]-->                      Corrected, [DAY, TEAM, REVISIT],          CORRECTION;
    Served    --Inspection(RequestRectificationExtension)-->         Served,    [ASKED],                       CORRECTION;
    Served    --Inspection(DecideRectificationExtension) [Granted]--> Served,    [ASKED_FOR],                   CORRECTION;
    Served    --Inspection(DecideRectificationExtension) [Refused]--> Served,    [ASKED_FOR],                   CORRECTION;
    Clean     --CloseInspection-->                                   Closed,    [APPROVED, TOLD, SETTLED, ENDED],     FILE;
    Corrected --CloseInspection-->                                   Closed,    [APPROVED, SETTLED, ENDED],           FILE;

    Recorded  --Inspection(EscalateInspection)-->                    Escalated, [TO_PENALTY, SETTLED],         FILING;
    Ordered   --Inspection(EscalateInspection)-->                    Escalated, [TO_PENALTY, SETTLED],         FILING;
    Served    --Inspection(EscalateInspection)-->                    Escalated, [TO_PENALTY, SETTLED],         FILING;
    Corrected --Inspection(EscalateInspection)-->                    Escalated, [TO_PENALTY, SETTLED],         FILING;

    Opened    --Inspection(CancelInspection)-->                      Cancelled, [SETTLED],                     FILE;
    Recorded  --Inspection(CancelInspection)-->                      Cancelled, [DISAPPROVED, SETTLED],        FILE;
    Clean     --Inspection(CancelInspection)-->                      Cancelled, [DISAPPROVED, SETTLED],        FILE;
    Ordered   --Inspection(CancelInspection)-->                      Cancelled, [DISAPPROVED, SETTLED],        FILE;
    Served    --Inspection(CancelInspection)-->                      Cancelled, [DISAPPROVED, SETTLED],        FILE;
    Corrected --Inspection(CancelInspection)-->                      Cancelled, [DISAPPROVED, SETTLED],        FILE;

    Opened    --Inspection(ApproveInspection) [Granted]-->           Opened,    [APPROVER],                    OPINION;
    Opened    --Inspection(ApproveInspection) [Refused]-->           Opened,    [APPROVER],                    OPINION;
    Recorded  --Inspection(ApproveInspection) [Granted]-->           Recorded,  [APPROVER],                    OPINION;
    Recorded  --Inspection(ApproveInspection) [Refused]-->           Recorded,  [APPROVER],                    OPINION;
    Clean     --Inspection(ApproveInspection) [Granted]-->           Clean,     [APPROVER],                    OPINION;
    Clean     --Inspection(ApproveInspection) [Refused]-->           Clean,     [APPROVER],                    OPINION;
    Ordered   --Inspection(ApproveInspection) [Granted]-->           Ordered,   [APPROVER],                    OPINION;
    Ordered   --Inspection(ApproveInspection) [Refused]-->           Ordered,   [APPROVER],                    OPINION;
    Served    --Inspection(ApproveInspection) [Granted]-->           Served,    [APPROVER],                    OPINION;
    Served    --Inspection(ApproveInspection) [Refused]-->           Served,    [APPROVER],                    OPINION;
    Corrected --Inspection(ApproveInspection) [Granted]-->           Corrected, [APPROVER],                    OPINION;
    Corrected --Inspection(ApproveInspection) [Refused]-->           Corrected, [APPROVER],                    OPINION;

    Recorded  --Inspection(TellResult)-->                            Recorded,  [DAY, SERVED],                 OPINION;
    Clean     --Inspection(TellResult)-->                            Clean,     [DAY, SERVED],                 OPINION;
    Ordered   --Inspection(TellResult)-->                            Ordered,   [DAY, SERVED],                 OPINION;
    Served    --Inspection(TellResult)-->                            Served,    [DAY, SERVED],                 OPINION;
    Corrected --Inspection(TellResult)-->                            Corrected, [DAY, SERVED],                 OPINION;

    Recorded  --Inspection(IssueReminder)-->                         Recorded,  [TEAM, SERVED, LETTER],        OPINION;
    Clean     --Inspection(IssueReminder)-->                         Clean,     [TEAM, SERVED, LETTER],        OPINION;
    Ordered   --Inspection(IssueReminder)-->                         Ordered,   [TEAM, SERVED, LETTER],        OPINION;
    Served    --Inspection(IssueReminder)-->                         Served,    [TEAM, SERVED, LETTER],        OPINION;
    Corrected --Inspection(IssueReminder)-->                         Corrected, [TEAM, SERVED, LETTER],        OPINION;

    Opened    --ConfirmServiceAddress-->                             Opened,    [PAST],                        ADDRESS;
    Recorded  --ConfirmServiceAddress-->                             Recorded,  [PAST],                        ADDRESS;
    Clean     --ConfirmServiceAddress-->                             Clean,     [PAST],                        ADDRESS;
    Ordered   --ConfirmServiceAddress-->                             Ordered,   [PAST],                        ADDRESS;
    Served    --ConfirmServiceAddress-->                             Served,    [PAST],                        ADDRESS;
    Corrected --ConfirmServiceAddress-->                             Corrected, [PAST],                        ADDRESS;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[
        Self::Opened,
        Self::Recorded,
        Self::Clean,
        Self::Ordered,
        Self::Served,
        Self::Corrected,
        Self::Closed,
        Self::Escalated,
        Self::Cancelled,
    ];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::OpenInspection,
        ActKind::Inspection(Kind::ApproveInspection),
        ActKind::Inspection(Kind::ServeInspectionNotice),
        ActKind::RecordSite,
        ActKind::Inspection(Kind::TellResult),
        ActKind::Inspection(Kind::IssueReminder),
        ActKind::OrderRectification,
        ActKind::ConfirmServiceAddress,
        ActKind::ServeOrder,
        ActKind::Inspection(Kind::RequestRectificationExtension),
        ActKind::Inspection(Kind::DecideRectificationExtension),
        ActKind::RecordRevisit,
        ActKind::CloseInspection,
        ActKind::Inspection(Kind::EscalateInspection),
        ActKind::Inspection(Kind::CancelInspection),
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
            Self::Opened => Some(ActKind::RecordSite),
            Self::Recorded => Some(ActKind::OrderRectification),
            Self::Ordered => Some(ActKind::ServeOrder),
            Self::Served => Some(ActKind::RecordRevisit),
            Self::Clean | Self::Corrected => Some(ActKind::CloseInspection),
            Self::Closed | Self::Escalated | Self::Cancelled => None,
        }
    }

    fn behind(self) -> &'static [Guard] {
        match self {
            Self::Opened | Self::Cancelled => &[],
            Self::Recorded | Self::Escalated => &[Guard::SiteRecorded, Guard::SomethingFound],
            // Two ways lead to the end; only this can be said of both.
            Self::Clean | Self::Closed => &[Guard::SiteRecorded, Guard::FindingsCorrected],
            Self::Ordered => &[Guard::SiteRecorded, Guard::SomethingFound, Guard::OrderMade],
            Self::Served => &[
                Guard::SiteRecorded,
                Guard::SomethingFound,
                Guard::OrderMade,
                Guard::OrderServed,
            ],
            Self::Corrected => &[
                Guard::SiteRecorded,
                Guard::SomethingFound,
                Guard::OrderMade,
                Guard::OrderServed,
                Guard::FindingsCorrected,
            ],
        }
    }

    fn needs(act: ActKind) -> &'static [Guard] {
        match act {
            ActKind::OrderRectification | ActKind::Inspection(Kind::EscalateInspection) => {
                &[Guard::SiteRecorded, Guard::SomethingFound]
            }
            ActKind::Inspection(Kind::TellResult | Kind::IssueReminder) => &[Guard::SiteRecorded],
            ActKind::ServeOrder => &[Guard::OrderMade],
            ActKind::RecordRevisit
            | ActKind::Inspection(
                Kind::RequestRectificationExtension | Kind::DecideRectificationExtension,
            ) => &[Guard::OrderServed],
            ActKind::CloseInspection => &[Guard::SiteRecorded, Guard::FindingsCorrected],
            _ => &[],
        }
    }
}

impl Step {
    /// Name on the wire: `RECORDED`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opened => "OPENED",
            Self::Recorded => "RECORDED",
            Self::Clean => "CLEAN",
            Self::Ordered => "ORDERED",
            Self::Served => "SERVED",
            Self::Corrected => "CORRECTED",
            Self::Closed => "CLOSED",
            Self::Escalated => "ESCALATED",
            Self::Cancelled => "CANCELLED",
        }
    }

    /// The step in Chinese: `已责令改正`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Opened => "检查任务已建立",
            Self::Recorded => "现场检查发现问题",
            Self::Clean => "现场检查未发现问题",
            Self::Ordered => "已责令改正",
            Self::Served => "责令改正通知书已送达",
            Self::Corrected => "已全部改正",
            Self::Closed => "已结案",
            Self::Escalated => "已转立案处罚",
            Self::Cancelled => "已终止",
        }
    }

    /// Whether the inspection has ended.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Closed | Self::Escalated | Self::Cancelled)
    }
}
