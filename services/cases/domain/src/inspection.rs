//! What an inspection (行政检查) has on file.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::procedure::inspection::Step;
use crate::{DocumentNumber, ItemId, OfficerSnapshot, Service, Signature};

/// An inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// Step reached.
    pub step: Step,
    /// Kind.
    pub kind: InspectionKind,
    /// Why.
    pub reason: String,
    /// Where.
    pub place: String,
    /// Planned day.
    pub planned_on: CivilDate,
    /// Day of opening.
    pub opened_on: CivilDate,
    /// What was seen on site, once recorded.
    pub visit: Option<SiteVisit>,
    /// What was found, numbered from 1.
    pub findings: Vec<Finding>,
    /// The order to rectify, once made.
    pub order: Option<RectificationOrder>,
    /// The order's service, once served.
    pub order_service: Option<Service>,
    /// Revisits, in order.
    pub revisits: Vec<Revisit>,
    /// How it ended.
    pub conclusion: Option<Conclusion>,
}

/// Kinds of inspection (国办发〔2024〕54号).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InspectionKind {
    /// 日常检查
    Daily,
    /// 专项检查
    Special,
    /// 个案检查
    Case,
}

/// The on-site record (现场检查笔录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteVisit {
    /// Officers who were there.
    pub officers: Vec<OfficerSnapshot>,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When it ended.
    pub ended: DateTime<Utc>,
    /// What the party remarked.
    pub party_remark: String,
    /// How the party signed.
    pub signature: Signature,
}

/// Something found on site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Number within the record, from 1.
    pub number: u32,
    /// What.
    pub description: String,
    /// Item it falls under.
    pub item: ItemId,
    /// Whether it has been corrected.
    pub corrected: bool,
}

/// An order to rectify (责令改正通知书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RectificationOrder {
    /// Officers who issued it.
    pub officers: Vec<OfficerSnapshot>,
    /// Findings it covers.
    pub findings: Vec<u32>,
    /// What to correct.
    pub requirement: String,
    /// Last day.
    pub due: CivilDate,
    /// Day of the order.
    pub on: CivilDate,
    /// Number of the order (文号); none: a record from before numbers were issued.
    #[serde(default)]
    pub document_number: Option<DocumentNumber>,
}

/// A revisit (整改复查).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revisit {
    /// Officers who were there.
    pub officers: Vec<OfficerSnapshot>,
    /// When.
    pub visited: DateTime<Utc>,
    /// Results.
    pub results: Vec<RevisitResult>,
}

/// What a revisit saw of one finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisitResult {
    /// Number of the finding.
    pub finding: u32,
    /// Whether it is corrected.
    pub corrected: bool,
    /// Evidence of it.
    pub evidence: String,
}

/// How a case ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    /// In words.
    pub text: String,
    /// Day.
    pub on: CivilDate,
}

impl Inspection {
    /// Findings that are not corrected.
    pub fn open_findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| !finding.corrected)
    }
}

impl InspectionKind {
    /// The kind in Chinese: `日常检查`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Daily => "日常检查",
            Self::Special => "专项检查",
            Self::Case => "个案检查",
        }
    }
}
