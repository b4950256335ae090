//! What an ordinary penalty (行政处罚普通程序) has on file.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::inspection::Conclusion;
use crate::limitation::GraveHarm;
use crate::money::total;
use crate::procedure::penalty::Step;
use crate::register::Extent;
use crate::{
    CaseId, ClosingProposal, Disposal, DocumentNumber, Fen, FineRange, OfficerId, OfficerSnapshot,
    Revocation, Service, Signature, fast,
};

/// An ordinary penalty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Penalty {
    /// Step reached.
    pub step: Step,
    /// Where it comes from.
    pub source: String,
    /// Facts in brief.
    pub summary: String,
    /// Day of the act, or on which a continuing act ended.
    pub act_on: CivilDate,
    /// Day on which it was found.
    pub found_on: CivilDate,
    /// Day of filing.
    pub filed_on: CivilDate,
    /// Inspection it comes from.
    pub from_case: Option<CaseId>,
    /// Over which days the act went on.
    #[serde(default)]
    pub extent: Extent,
    /// Fine the item allows for this party.
    pub range: FineRange,
    /// Evidence, numbered from 1.
    pub evidence: Vec<Evidence>,
    /// The proposal, once the inquiry is concluded.
    pub inquiry: Option<Inquiry>,
    /// The last opinion of the legal review.
    pub review: Option<Review>,
    /// The last notice served. It counts as long as the inquiry is not concluded anew.
    pub notice: Option<Notice>,
    /// What the party said, in order.
    pub statements: Vec<Statement>,
    /// The party's waiver after the last notice.
    pub waiver: Option<Waiver>,
    /// The decision, once made.
    pub decision: Option<Decision>,
    /// The decision's service, once served.
    pub decision_service: Option<Service>,
    /// Payments, in order.
    pub payments: Vec<Payment>,
    /// How it ended.
    pub conclusion: Option<Conclusion>,
    /// What became of the last decision that did not stand as it was made.
    #[serde(default)]
    pub revocation: Option<Revocation>,
    /// The fast path, where the case was filed for it.
    #[serde(default)]
    pub fast: Option<fast::FastPath>,
    /// How many proposals there have been.
    #[serde(default)]
    pub proposals: u32,
    /// Why the party was told without a legal review before.
    #[serde(default)]
    pub forgone: Option<Forgone>,
    /// The last opinion of the head of the unit on the proposal.
    #[serde(default)]
    pub endorsement: Option<Endorsement>,
    /// How a party that was spared was educated; empty: it was not.
    #[serde(default)]
    pub education: String,
    /// Clerical errors that were corrected, in order.
    #[serde(default)]
    pub corrections: Vec<Correction>,
    /// The proposal to close the case.
    #[serde(default)]
    pub closing: Option<ClosingProposal>,
    /// Number of the file in the archive; empty: it is not there.
    #[serde(default)]
    pub archive_number: String,
    /// Day on which it was archived; none: it is not.
    #[serde(default)]
    pub archived_on: Option<CivilDate>,
    /// What the file was when it was sealed ([`crate::issuing::file_sm3`]); empty: it is not, or was before this was kept.
    #[serde(default)]
    pub file_sm3: String,
    /// SM3 of the bound file (PDF) as it was archived: what is exported from then on; empty: none was bound.
    #[serde(default)]
    pub bound_sm3: String,
    /// Decisions that were changed or are made anew, in order.
    #[serde(default)]
    pub former: Vec<FormerDecision>,
}

/// Why a party was told without a legal review before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forgone {
    /// Why none is needed, or why it follows.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who says so.
    pub by: OfficerId,
}

/// The opinion of the head of the unit that handles the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endorsement {
    /// The head.
    pub by: OfficerId,
    /// Opinion.
    pub opinion: ReviewOpinion,
    /// Reasons.
    pub remarks: String,
    /// Day.
    pub on: CivilDate,
}

/// A clerical error that was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What was written wrong.
    pub wrong: String,
    /// What it should say.
    pub right: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who corrected it.
    pub by: OfficerId,
    /// Number of the notice (文号).
    pub document_number: Option<DocumentNumber>,
}

/// A decision that did not stand, with what was paid on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerDecision {
    /// The decision.
    pub decision: Decision,
    /// Its service.
    pub service: Option<Service>,
    /// What became of it.
    pub revocation: Revocation,
    /// What had been paid on it; of a change it counts for what is decided instead.
    pub payments: Vec<Payment>,
}

/// Kinds of evidence (行政处罚法 §46).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// 书证
    Documentary,
    /// 物证
    Physical,
    /// 视听资料
    Audiovisual,
    /// 电子数据
    Electronic,
    /// 证人证言
    Testimony,
    /// 当事人的陈述
    PartyStatement,
    /// 鉴定意见
    ExpertOpinion,
    /// 勘验笔录、现场笔录
    SiteRecord,
}

/// A piece of evidence on file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Number within the case, from 1.
    pub number: u32,
    /// Kind.
    pub kind: EvidenceKind,
    /// What it is.
    pub description: String,
    /// When it was collected.
    pub collected: DateTime<Utc>,
    /// SM3 of the file's bytes in hexadecimal; empty when there is no file.
    pub content_hash: String,
    /// Numbers of the exhibits it is made of.
    #[serde(default)]
    pub exhibits: Vec<u32>,
}

/// The end of an inquiry (案件调查终结报告).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiry {
    /// Officers who conclude it.
    pub officers: Vec<OfficerSnapshot>,
    /// Facts established.
    pub facts: String,
    /// Proposed fine: that of the proposal.
    pub proposed_fine: Fen,
    /// What is proposed.
    #[serde(default)]
    pub proposal: Disposal,
    /// How discretion was used.
    pub discretion: String,
    /// Whether the harm that was claimed when the case was filed is not established.
    #[serde(default)]
    pub harm_refuted: bool,
    /// Day.
    pub on: CivilDate,
}

/// Opinions of the legal review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOpinion {
    /// 同意
    Passed,
    /// 存在问题, 退回
    Returned,
}

/// A legal review (法制审核意见书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Reviewer.
    pub reviewer: OfficerId,
    /// Opinion.
    pub opinion: ReviewOpinion,
    /// Reasons.
    pub remarks: String,
    /// Day.
    pub on: CivilDate,
}

/// A notice of the intended penalty (行政处罚告知书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Officers who served it.
    pub officers: Vec<OfficerSnapshot>,
    /// As told.
    pub content: String,
    /// Fine told: that of what was told.
    pub fine: Fen,
    /// What was told.
    #[serde(default)]
    pub disposal: Disposal,
    /// Whether the right to a hearing was told.
    pub hearing_told: bool,
    /// How, when and to whom.
    pub service: Service,
    /// Pieces of evidence on file at that time.
    pub evidence_count: u32,
}

/// A statement or defence and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Officers who heard it.
    pub officers: Vec<OfficerSnapshot>,
    /// What the party said.
    pub statement: String,
    /// Whether it is adopted.
    pub adopted: bool,
    /// Reasons.
    pub reply: String,
    /// Day.
    pub on: CivilDate,
    /// Whether it came after the days to be heard, and is kept as a note.
    #[serde(default)]
    pub late: bool,
}

/// A waiver of statement and defence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// How the party signed.
    pub signature: Signature,
    /// Whether the right to a hearing is waived too.
    pub hearing_waived: bool,
    /// Day.
    pub on: CivilDate,
}

/// A decision (行政处罚决定书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Leader who decided.
    pub decided_by: OfficerId,
    /// Fine: that of what was decided.
    pub fine: Fen,
    /// What was decided.
    #[serde(default)]
    pub disposal: Disposal,
    /// Reasons.
    pub reasons: String,
    /// Order to correct, or why none.
    pub correction_order: String,
    /// Day.
    pub on: CivilDate,
    /// Versions of the laws in force on the day of the act, and those in force on this day where they differ (§37).
    pub bound_versions: Vec<String>,
    /// Number of the decision (文号); none: a record from before numbers were issued.
    #[serde(default)]
    pub document_number: Option<DocumentNumber>,
}

/// A payment of the fine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Amount.
    pub amount: Fen,
    /// Number of the treasury receipt.
    pub receipt: String,
    /// Day.
    pub on: CivilDate,
}

impl Penalty {
    /// Harm that makes the period longer in which the act may be punished, as far as the inquiry has not refuted it.
    pub fn harm(&self) -> Option<GraveHarm> {
        let refuted = self.inquiry.as_ref().is_some_and(|it| it.harm_refuted);
        self.extent.harm.filter(|_| !refuted)
    }

    /// Paid so far.
    pub fn paid(&self) -> Fen {
        total(self.payments.iter().map(|payment| payment.amount))
    }

    /// Whether it is handled on the fast path now.
    pub fn is_fast(&self) -> bool {
        self.fast.as_ref().is_some_and(fast::FastPath::is_open)
    }

    /// How many pieces of evidence there are.
    pub fn evidence_count(&self) -> u32 {
        u32::try_from(self.evidence.len()).unwrap_or(u32::MAX)
    }
}

impl Inquiry {
    /// What is proposed, whole.
    pub fn whole(&self) -> Disposal {
        self.proposal.or_fine(self.proposed_fine)
    }
}

impl Notice {
    /// What was told, whole.
    pub fn whole(&self) -> Disposal {
        self.disposal.or_fine(self.fine)
    }
}

impl Decision {
    /// What was decided, whole.
    pub fn whole(&self) -> Disposal {
        self.disposal.or_fine(self.fine)
    }

    /// What it asks the party to pay: fine and confiscated income.
    pub fn payable(&self) -> Fen {
        self.whole().payable()
    }
}

impl EvidenceKind {
    /// The kind in Chinese: `书证`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Documentary => "书证",
            Self::Physical => "物证",
            Self::Audiovisual => "视听资料",
            Self::Electronic => "电子数据",
            Self::Testimony => "证人证言",
            Self::PartyStatement => "当事人的陈述",
            Self::ExpertOpinion => "鉴定意见",
            Self::SiteRecord => "勘验笔录、现场笔录",
        }
    }
}

impl ReviewOpinion {
    /// The opinion in Chinese: `同意`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Passed => "同意",
            Self::Returned => "存在问题，退回",
        }
    }
}
