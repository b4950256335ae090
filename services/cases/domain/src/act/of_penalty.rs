//! What is said of the acts of an ordinary penalty, and of the clocks.

use calendar::CivilDate;
use chrono::{DateTime, Utc};

use crate::register::Extent;
use crate::{
    AgencyId, CaseId, Clock, ClosingGround, Disposal, Division, EndGround, EvidenceKind, Fen,
    ItemId, OfficerId, Offline, PartyId, ReviewOpinion, RevocationEffect, RevocationGround,
    Service, Signature,
};

/// Files a penalty case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCase {
    /// Agency in whose name it is handled.
    pub agency: AgencyId,
    /// Party.
    pub party: PartyId,
    /// Penalty item.
    pub item: ItemId,
    /// Division of the place of the act; none: it follows from the party and the agency.
    pub place_division: Option<Division>,
    /// Where it comes from.
    pub source: String,
    /// Facts in brief.
    pub summary: String,
    /// Day of the act, or on which a continuing act ended.
    pub act_on: CivilDate,
    /// Day on which it was found, not before the act.
    pub found_on: CivilDate,
    /// Inspection, or summary penalty, it comes from.
    pub from_case: Option<CaseId>,
    /// Whether it is to be handled on the fast path (轻微速罚).
    pub fast: bool,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// How it was first handled off-line; none: it is filed now.
    pub offline: Option<Offline>,
    /// Over which days the act went on, and why it is not one that was filed already.
    pub extent: Extent,
}

impl FileCase {
    /// A filing of which only agency and item are known: the rest is that of the case it is about.
    pub fn elsewhere(agency: AgencyId, item: ItemId, today: CivilDate) -> Self {
        Self {
            agency,
            party: PartyId::from(""),
            item,
            place_division: None,
            source: String::new(),
            summary: String::new(),
            act_on: today,
            found_on: today,
            from_case: None,
            co_officer: None,
            offline: None,
            fast: false,
            extent: Extent::default(),
        }
    }
}

/// Puts a piece of evidence on file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordEvidence {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// Kind.
    pub kind: EvidenceKind,
    /// What it is and what it proves.
    pub description: String,
    /// When it was collected.
    pub collected: DateTime<Utc>,
    /// SM3 of the file's bytes in hexadecimal; empty when there is no file.
    pub content_hash: String,
    /// Numbers of the exhibits it is made of.
    pub exhibits: Vec<u32>,
}

/// Concludes the inquiry with a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcludeInquiry {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// Facts established.
    pub facts: String,
    /// What is proposed.
    pub proposal: Disposal,
    /// How discretion was used.
    pub discretion: String,
    /// Whether the harm that was claimed when the case was filed is not established.
    pub harm_refuted: bool,
}

/// Gives the opinion of the legal review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewLegality {
    /// Opinion.
    pub opinion: ReviewOpinion,
    /// Reasons.
    pub remarks: String,
}

/// Serves the notice of the intended penalty. The fine told is the one proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServeNotice {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// Facts, reasons, basis and intended penalty as told.
    pub content: String,
    /// Whether the right to a hearing was told.
    pub hearing_told: bool,
    /// How, when and to whom.
    pub service: Service,
}

/// Keeps a statement and the review of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordStatement {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// What the party said; empty: what its transcript says.
    pub statement: String,
    /// Number of the transcript that it rests on (陈述申辩笔录); 0: none.
    pub transcript: u32,
    /// Whether it is adopted.
    pub adopted: bool,
    /// Reasons for adopting or rejecting it.
    pub reply: String,
    /// Day it was made.
    pub on: CivilDate,
}

/// Keeps the party's express waiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiveStatement {
    /// How the party signed.
    pub signature: Signature,
    /// Whether the right to a hearing is waived too.
    pub hearing_waived: bool,
    /// Day of the waiver.
    pub on: CivilDate,
}

/// Decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decide {
    /// What is decided.
    pub disposal: Disposal,
    /// Facts, evidence, basis, discretion.
    pub reasons: String,
    /// Order to correct, or why none (行政处罚法 §28).
    pub correction_order: String,
}

/// Prolongs the time to review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtendReview {
    /// Why.
    pub reasons: String,
}

/// Goes on to the notice without a legal review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForgoReview {
    /// Why none is needed, or why it follows.
    pub reasons: String,
}

/// Gives the opinion of the head of the unit that handles the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndorseDecision {
    /// Opinion.
    pub opinion: ReviewOpinion,
    /// Reasons.
    pub remarks: String,
}

/// Decides that nobody is punished, or that the case is handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dismiss {
    /// What is decided: no penalty.
    pub disposal: Disposal,
    /// Facts, evidence, basis.
    pub reasons: String,
    /// Order to correct, or why none (行政处罚法 §28).
    pub correction_order: String,
    /// How the party was educated (行政处罚法 §33(3)); empty: it was not.
    pub education: String,
}

/// Corrects clerical errors of a decision, and nothing of its substance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectErrors {
    /// What is written wrong.
    pub wrong: String,
    /// What it should say.
    pub right: String,
}

/// Proposes to close a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposeClosing {
    /// Ground.
    pub ground: ClosingGround,
    /// What was done and came of it.
    pub conclusion: String,
}

/// Approves the closing of a case, or sends the proposal back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseCase {
    /// Whether it is approved.
    pub approved: bool,
    /// Remarks; empty: the proposal's conclusion stands alone.
    pub remarks: String,
}

/// Files the case away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveCase {
    /// Number of the file in the archive.
    pub archive_number: String,
}

/// Records a payment of the fine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPayment {
    /// Amount, more than nothing.
    pub amount: Fen,
    /// Number of the treasury receipt.
    pub receipt: String,
    /// Day of payment.
    pub on: CivilDate,
}

/// Ends a case before it is decided, without a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndCase {
    /// Ground.
    pub ground: EndGround,
    /// Reasons.
    pub reasons: String,
}

/// Records that a decision was changed, revoked, declared illegal or declared void.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokeDecision {
    /// What became of it.
    pub effect: RevocationEffect,
    /// Through which remedy.
    pub ground: RevocationGround,
    /// The instrument that says so.
    pub instrument: String,
    /// Reasons, which are published.
    pub reasons: String,
    /// Day of the instrument.
    pub on: CivilDate,
    /// What is decided instead, for a change.
    pub changed: Option<Disposal>,
    /// Whether the case is to be decided anew (重新作出), for a revocation.
    pub redo: bool,
}

/// Counts a clock from another day than the one that was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectDeadlineStart {
    /// The clock.
    pub clock: Clock,
    /// Day that started it in truth.
    pub start: CivilDate,
    /// Why, and what shows it.
    pub reason: String,
}
