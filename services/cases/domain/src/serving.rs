//! 送达 (行政处罚法 §61; 民事诉讼法 §87 to §95): how a document that was issued reaches the party, and when.
//!
//! A side procedure, once for each document of the case. Every attempt is kept with its course and its result; the receipt
//! (送达回证) says when and by whom it was received. The day of the receipt is the day of service, and what the law lets begin
//! with it begins there: the paper's effect ([`Paper::act`]) becomes part of the case in the same act, or in what the platform
//! notes when an electronic document has arrived. Electronic service needs the party's consent, and counts from the arrival in
//! the system that the party designated, not from the reading (民事诉讼法 §90; 福建省人民政府令第242号 §19).

mod act;
mod attempt;
mod awaited;
mod consequence;
mod decide;
mod event;
mod evolve;
mod guard;
mod handed;
mod paper;
mod procedure;
pub mod reasons;

use serde::{Deserialize, Serialize};

use crate::{ActKind, Case, CivilDate};

pub use act::{
    Act, Deliver, Kind, NoteArrival, NoteBounce, Prepare, Publish, RecordReturn, Send, SignOnline,
    Withdraw,
};
pub use attempt::{Attempt, Failure, Manner, Receipt, SignedOnline};
pub use event::{DocumentServed, Event, Prepared, Sent, ServiceFailed, Signed, Withdrawn};
pub use guard::Guard;
pub use paper::Paper;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use evolve::evolve;

/// Service of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Serving {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// The document.
    pub document: Handed,
    /// What its service sets going.
    pub paper: Paper,
    /// How it was tried, in order.
    pub attempts: Vec<Attempt>,
    /// 送达回证; none: not served.
    pub receipt: Option<Receipt>,
    /// 在线签收; none: the party has not signed on-line.
    pub signed: Option<SignedOnline>,
    /// Why it was withdrawn; empty: it was not.
    pub withdrawn: String,
}

/// The document as it was handed out to be served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// Number of the document in the case.
    pub number: u32,
    /// Code of its form, e.g. `JD03`.
    pub form: String,
    /// Name, e.g. `行政处罚决定书`.
    pub name: String,
    /// 文号 as it is written; empty: it has none.
    pub document_number: String,
    /// Day of the document.
    pub issued_on: CivilDate,
}

impl Handed {
    /// The document as a receipt names it: `行政处罚决定书（龙市监罚〔2026〕1号）`.
    pub fn title(&self) -> String {
        if self.document_number.is_empty() {
            return self.name.clone();
        }
        format!("{}（{}）", self.name, self.document_number)
    }
}

impl Serving {
    /// The attempt that is under way; none: nothing is.
    pub fn under_way(&self) -> Option<&Attempt> {
        let last = self.attempts.last()?;
        (self.step == Step::Sent && last.failure.is_none()).then_some(last)
    }

    /// The day of service; none: it is not served.
    pub fn served_on(&self) -> Option<CivilDate> {
        self.receipt.as_ref().map(|receipt| receipt.on)
    }

    /// Whether the party may see it on its page: it was served on it, or is on its way there by electronic service.
    pub fn is_open_to_party(&self) -> bool {
        let on_its_way = || self.under_way().is_some_and(|it| it.manner.is_electronic());
        self.step == Step::Served || on_its_way()
    }
}

/// Where each service of the case stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let servings = case.servings.iter();
    servings.map(|it| (it.number, it.step)).collect()
}

/// Whether what an act serves is being served already.
pub(crate) fn is_under_way(case: &Case, kind: ActKind) -> bool {
    let open = case.servings.iter().filter(|it| !it.step.is_over());
    open.into_iter().any(|it| it.paper.kind() == Some(kind))
}

/// The notices of an intended penalty that are being published, each since its publication: days that may not count.
pub(crate) fn published_before_decision(
    case: &Case,
) -> impl Iterator<Item = (u32, CivilDate)> + '_ {
    let notices = case.servings.iter().filter(|it| it.paper.is_notice());
    notices.filter_map(|it| {
        let attempt = it.under_way()?;
        (attempt.manner == Manner::PublicNotice).then_some((it.number, attempt.on))
    })
}

/// The service of this number.
fn find(case: &Case, number: u32) -> Option<&Serving> {
    case.servings.iter().find(|it| it.number == number)
}
