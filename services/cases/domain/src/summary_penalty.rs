//! What a summary penalty (当场处罚, 行政处罚法 §51 to §53) has on file.
//!
//! Two officers decide on the spot: they show their certificates, tell the party what they intend and why, hear it, fill in a
//! numbered decision and hand it over. What does not fit (facts that are not clear, a figure above the limits) goes on as an
//! ordinary case.

mod act;
mod decide;
mod event;
mod guard;
pub mod reasons;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};
use statute::penalty::CashGround;

use crate::inspection::Conclusion;
use crate::money::total;
use crate::penalty::Payment;
use crate::procedure::summary::Step;
use crate::{CaseId, DocumentNumber, Fen, FineRange, OfficerSnapshot, Revocation, Signature};

pub use act::{
    Act, ConvertSummary, DecideOnSpot, FileSummary, HandOverDecision, HearOnSpot, HowCollected,
    Kind, OpenSummary,
};
pub use event::{
    Event, SummaryConverted, SummaryDecided, SummaryFiled, SummaryHandedOver, SummaryHeard,
    SummaryOpened,
};
pub use guard::Guard;

pub(crate) use decide::{draft, open};
pub(crate) use event::{evolve, opened};

/// A summary penalty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryPenalty {
    /// Step reached.
    pub step: Step,
    /// The act that is punished.
    pub facts: String,
    /// Where it was done.
    pub place: String,
    /// Day of the act.
    pub act_on: CivilDate,
    /// Day on which the officers began.
    pub opened_on: CivilDate,
    /// Fine the item allows for this party.
    pub range: FineRange,
    /// Government to which the party may apply for review.
    pub review_body: String,
    /// What was told and heard.
    pub hearing: Option<Heard>,
    /// The decision, once made.
    pub decision: Option<SummaryDecision>,
    /// How it was handed over.
    pub handover: Option<Handover>,
    /// Payments, in order.
    pub payments: Vec<Payment>,
    /// Day on which it was filed with the agency; none: it has not been.
    pub filed_on: Option<CivilDate>,
    /// Ordinary case as which it went on.
    pub converted_to: Option<CaseId>,
    /// How it ended.
    pub conclusion: Option<Conclusion>,
    /// What became of the decision afterwards.
    pub revocation: Option<Revocation>,
}

/// What the party was told, and said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// Officers who were there.
    pub officers: Vec<OfficerSnapshot>,
    /// Facts, reasons, basis and intended penalty as told.
    pub told: String,
    /// Fine intended as told; nothing: a warning.
    pub intended_fine: Fen,
    /// What the party said; empty: nothing.
    pub statement: String,
    /// Whether it was adopted.
    pub adopted: bool,
    /// Reasons; empty where the party said nothing.
    pub reply: String,
    /// Day.
    pub on: CivilDate,
}

/// A summary decision (当场行政处罚决定书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryDecision {
    /// Officers who decided.
    pub officers: Vec<OfficerSnapshot>,
    /// Fine; nothing: a warning.
    pub fine: Fen,
    /// Order to correct, or why none.
    pub correction_order: String,
    /// How the fine is collected.
    pub collection: Collection,
    /// What the party may do against it, as printed.
    pub remedy: String,
    /// Day.
    pub on: CivilDate,
    /// Its number (文号).
    pub document_number: Option<DocumentNumber>,
}

/// How a fine is collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Collection {
    /// A warning: there is nothing to collect.
    Nothing,
    /// 十五日内到指定银行或者通过电子支付系统缴纳 (§67)
    Bank,
    /// 当场收缴 (§68, §69)
    OnSpot(CashGround),
}

/// How a decision was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// How the party signed for it, or that it would not.
    pub signature: Signature,
    /// Day.
    pub on: CivilDate,
}

impl SummaryPenalty {
    /// Paid so far.
    pub fn paid(&self) -> Fen {
        total(self.payments.iter().map(|payment| payment.amount))
    }

    /// What the decision asks the party to pay.
    pub fn owed(&self) -> Fen {
        self.decision
            .as_ref()
            .map_or(Fen::ZERO, |decision| decision.fine)
    }
}

impl Collection {
    /// How it is collected, in Chinese: `当场收缴（行政处罚法第六十八条第（一）项）`.
    pub fn zh(self) -> String {
        match self {
            Self::Nothing => "无应缴罚款".to_owned(),
            Self::Bank => "十五日内到指定银行或者通过电子支付系统缴纳".to_owned(),
            Self::OnSpot(ground) => format!("当场收缴（{}）", ground.citation()),
        }
    }
}
