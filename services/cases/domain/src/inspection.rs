//! What an inspection (行政检查) has on file.
//!
//! A firm may close its door to an inspection that nobody answers for (国办发〔2024〕54号): before anybody enters, the task names
//! what it rests on, a leader has approved it, and the notice is handed over. Whoever was entered in an emergency is owed the
//! approval afterwards.

mod act;
mod basis;
mod checklist;
mod decide;
mod event;
mod guard;
pub mod reasons;

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::procedure::inspection::Step;
use crate::{CaseId, DocumentNumber, ItemId, OfficerId, OfficerSnapshot, Service, Signature};

pub use act::{
    Act, ApproveInspection, CancelInspection, DecideRectificationExtension, EscalateInspection,
    IssueReminder, Kind, RequestRectificationExtension, TellResult,
};
pub use basis::{Basis, BasisKind, EMERGENCY_APPROVAL, Visits};
pub use checklist::{Answer, Answered, Check};
pub use event::{
    Ending, Event, InspectionApprovalDecided, InspectionClosed, InspectionNoticeServed,
    InspectionResultTold, RectificationExtensionDecided, RectificationExtensionRequested,
    ReminderIssued,
};
pub use guard::Guard;

pub(crate) use decide::draft;
pub(crate) use event::evolve;
pub(crate) use guard::{approvals, penalty_filed};

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
    /// What it rests on; none: a record from before this was kept.
    #[serde(default)]
    pub basis: Option<Basis>,
    /// Why the officers had to enter before a leader could approve; empty: they had not.
    #[serde(default)]
    pub emergency: String,
    /// What is to be looked at, numbered from 1.
    #[serde(default)]
    pub checklist: Vec<Check>,
    /// What was seen of it.
    #[serde(default)]
    pub answers: Vec<Answered>,
    /// What the leader last decided.
    #[serde(default)]
    pub approval: Option<Approval>,
    /// The notice of the inspection, once handed over.
    #[serde(default)]
    pub notice: Option<Paper>,
    /// The result, once told.
    #[serde(default)]
    pub told: Option<Told>,
    /// Longer periods that were asked for, numbered from 1.
    #[serde(default)]
    pub extensions: Vec<Extension>,
    /// Reminder letters, numbered from 1.
    #[serde(default)]
    pub reminders: Vec<Reminder>,
    /// Penalty case to which it was taken.
    #[serde(default)]
    pub escalated_to: Option<CaseId>,
}

/// What a leader decided on an inspection (行政检查审批表).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Whether it may be done.
    pub granted: bool,
    /// The leader.
    pub by: OfficerId,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
}

/// A numbered paper that was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its number.
    pub document_number: Option<DocumentNumber>,
    /// How, when and to whom.
    pub service: Service,
}

/// The result as the party was told it (检查结果告知书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// As told.
    pub content: String,
    /// How, when and to whom.
    pub service: Service,
}

/// A longer period to rectify that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Number, from 1.
    pub number: u32,
    /// Last day asked for.
    pub until: CivilDate,
    /// Why.
    pub grounds: String,
    /// Day of the party's application.
    pub asked_on: CivilDate,
    /// What the leader decided; none: nothing yet.
    pub decided: Option<Approval>,
}

/// A reminder letter (行政执法提示函): it asks, and orders nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Number, from 1.
    pub number: u32,
    /// What it says.
    pub content: String,
    /// The letter.
    pub letter: Paper,
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

    /// Whether a leader approved it.
    pub fn is_approved(&self) -> bool {
        self.approval
            .as_ref()
            .is_some_and(|approval| approval.granted)
    }

    /// Whether the officers had to enter before it could be approved.
    pub fn is_emergency(&self) -> bool {
        !self.emergency.is_empty()
    }

    /// The extension that was asked for and is not decided.
    pub fn pending_extension(&self) -> Option<&Extension> {
        self.extensions.iter().find(|asked| asked.decided.is_none())
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
