//! 行政检查: from the task to the corrected hazard.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{DAY, Row, SERVED, Stage, TEAM, rows};
use crate::ActKind;
use crate::guard::Guard;

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
];

/// What an on-site record must say.
const ON_SITE: &[Guard] = &[
    Guard::CertificatesShown,
    Guard::RightsTold,
    Guard::SignatureWitnessed,
    Guard::FindingsOfCase,
];

/// What an order to rectify must say.
const ORDER: &[Guard] = &[
    Guard::FindingsKnown,
    Guard::RectificationAhead,
    Guard::DocumentWordKnown,
];

/// What a revisit must say.
const REVISIT: &[Guard] = &[Guard::FindingsKnown, Guard::CorrectionEvidenced];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![
    _         --OpenInspection-->                 Opened,    [COMPETENT, TEAM],     OPINION;
    Opened    --RecordSite [NothingFound]-->      Clean,     [DAY, TEAM, ON_SITE],  RECORD;
    Opened    --RecordSite [SomethingFound]-->    Recorded,  [DAY, TEAM, ON_SITE],  RECORD;
    Recorded  --OrderRectification-->             Ordered,   [TEAM, ORDER],         CORRECTION;
    Ordered   --ServeOrder-->                     Served,    [DAY, SERVED],         RECEIPT;
    Served    --RecordRevisit [SomeUncorrected]--> Served,    [DAY, TEAM, REVISIT],  CORRECTION;
    Served    --RecordRevisit [AllCorrected]-->   Corrected, [DAY, TEAM, REVISIT],  CORRECTION;
    Clean     --CloseInspection-->                Closed,    [],                    FILE;
    Corrected --CloseInspection-->                Closed,    [],                    FILE;

    Opened    --ConfirmServiceAddress-->          Opened,    [&[Guard::NotInFuture]], ADDRESS;
    Recorded  --ConfirmServiceAddress-->          Recorded,  [&[Guard::NotInFuture]], ADDRESS;
    Clean     --ConfirmServiceAddress-->          Clean,     [&[Guard::NotInFuture]], ADDRESS;
    Ordered   --ConfirmServiceAddress-->          Ordered,   [&[Guard::NotInFuture]], ADDRESS;
    Served    --ConfirmServiceAddress-->          Served,    [&[Guard::NotInFuture]], ADDRESS;
    Corrected --ConfirmServiceAddress-->          Corrected, [&[Guard::NotInFuture]], ADDRESS;
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
    ];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::OpenInspection,
        ActKind::RecordSite,
        ActKind::OrderRectification,
        ActKind::ConfirmServiceAddress,
        ActKind::ServeOrder,
        ActKind::RecordRevisit,
        ActKind::CloseInspection,
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
            Self::Closed => None,
        }
    }

    fn behind(self) -> &'static [Guard] {
        match self {
            Self::Opened => &[],
            Self::Recorded => &[Guard::SiteRecorded, Guard::SomethingFound],
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
            ActKind::OrderRectification => &[Guard::SiteRecorded, Guard::SomethingFound],
            ActKind::ServeOrder => &[Guard::OrderMade],
            ActKind::RecordRevisit => &[Guard::OrderServed],
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
        }
    }

    /// Whether the inspection has ended.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Closed)
    }
}
