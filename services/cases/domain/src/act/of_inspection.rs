//! What is said of the acts of an inspection.

use calendar::CivilDate;
use chrono::{DateTime, Utc};

use crate::{
    AgencyId, Division, InspectionKind, ItemId, OfficerId, Offline, PartyId, RevisitResult,
    Signature, inspection,
};

/// Opens an inspection task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInspection {
    /// Agency in whose name it is done.
    pub agency: AgencyId,
    /// Agencies that take part (联合检查).
    pub joint_agencies: Vec<AgencyId>,
    /// Party that is inspected.
    pub party: PartyId,
    /// Inspection items, at least one.
    pub items: Vec<ItemId>,
    /// Kind.
    pub kind: InspectionKind,
    /// What it rests on.
    pub basis: inspection::Basis,
    /// Why the officers have to enter before a leader can approve; empty: they have not.
    pub emergency: String,
    /// Why.
    pub reason: String,
    /// Where.
    pub place: String,
    /// Division of that place; none: it follows from the party and the agency.
    pub place_division: Option<Division>,
    /// Planned day.
    pub planned_on: CivilDate,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// How it was first handled off-line; none: it is opened now.
    pub offline: Option<Offline>,
}

/// Records what was found on site (现场检查笔录).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordSite {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When it ended, not before it began.
    pub ended: DateTime<Utc>,
    /// Whether both officers showed their certificates.
    pub certificates_shown: bool,
    /// Whether the party was told its rights.
    pub rights_told: bool,
    /// What was found; nothing: empty.
    pub findings: Vec<Found>,
    /// What was seen of the checklist.
    pub answers: Vec<inspection::Answered>,
    /// What the party remarked.
    pub party_remark: String,
    /// How the party signed.
    pub signature: Signature,
}

/// Something found on site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub description: String,
    /// Item it falls under; none: the case's first.
    pub item: Option<ItemId>,
}

/// Orders the party to rectify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRectification {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// Findings it covers; empty: all.
    pub findings: Vec<u32>,
    /// What to correct and how it will be checked.
    pub requirement: String,
    /// Last day.
    pub due: CivilDate,
}

/// Records a revisit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRevisit {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// When.
    pub visited: DateTime<Utc>,
    /// Result for each finding that was looked at, at least one.
    pub results: Vec<RevisitResult>,
}

/// Closes a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Close {
    /// Conclusion, or ground of closing.
    pub conclusion: String,
}
