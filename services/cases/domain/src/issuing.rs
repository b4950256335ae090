//! 制发文书: the documents of a case, each issued once, numbered where its form has a number, voided with a reason, and corrected
//! by a further one.
//!
//! A side procedure of any case. Nothing that was issued is ever taken away: a document that is void keeps its number (文号), its
//! file and the reason. What has reached the party is not voided in silence: a further document tells it first (行政处罚法 §75(2)).

mod act;
mod decide;
mod event;
mod file;
mod guard;
mod procedure;
mod reached;
pub mod reasons;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::{Case, DocumentNumber, OfficerId};

pub use act::{Act, IssueDocument, Kind, VoidDocument};
pub use event::{DocumentIssued, DocumentVoided, Event};
pub use file::file_sm3;
pub use guard::{Guard, obstacle};
pub use procedure::Step;
pub use reached::reached_on;

pub(crate) use decide::decide;
pub(crate) use event::evolve;

/// A document of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// Form.
    pub form: Form,
    /// Number of the thing of the case it is about, e.g. of the measure; 0: the case itself.
    pub about: u32,
    /// Its number (文号): that of the act it is made for, or one taken when it was issued; none: its form has none.
    pub document_number: Option<DocumentNumber>,
    /// The file as printed.
    pub printed: Printed,
    /// What was entered that the case does not hold, as a JSON object with sorted keys.
    pub entered: String,
    /// Number of the document that this one corrects or replaces.
    pub corrects: Option<u32>,
    /// Day of issue.
    pub issued_on: CivilDate,
    /// Officer who issued it.
    pub issued_by: OfficerId,
    /// Why it does not count any more; none: it does.
    pub voided: Option<Voided>,
}

/// A form of the catalogue (law.md 10.2).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Form {
    /// Code of the catalogue: `ZX06`.
    pub code: String,
    /// Name, which tells apart the forms that share a code: `代履行决定书`.
    pub name: String,
}

/// A document as it was printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Printed {
    /// SM3 of the file (PDF), in hex.
    pub sm3: String,
    /// Length of the file, in bytes.
    pub size: u64,
    /// How many pages it has.
    pub pages: u32,
    /// Wording it was printed in: an id of the element centre; empty: the platform's own.
    pub template: String,
    /// Version of that wording.
    pub template_version: String,
    /// Number printed on it; none: its form has none.
    pub document_number: Option<DocumentNumber>,
}

/// Why a document does not count any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voided {
    /// Reason.
    pub reason: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who voided it.
    pub by: OfficerId,
}

impl Document {
    /// Whether it counts.
    pub const fn stands(&self) -> bool {
        self.voided.is_none()
    }

    /// What it is called in a sentence: `行政处罚决定书（龙市监罚〔2026〕1号）`.
    pub fn zh(&self) -> String {
        titled(&self.form, self.document_number.as_ref())
    }
}

/// The document of this number.
pub fn find(case: &Case, number: u32) -> Option<&Document> {
    case.documents
        .iter()
        .find(|document| document.number == number)
}

/// The document of a form that counts, and that none of the same form has replaced.
pub fn standing<'a>(case: &'a Case, form: &Form, about: u32) -> Option<&'a Document> {
    let mut documents = case.documents.iter().rev();
    documents.find(|it| it.stands() && it.form == *form && it.about == about)
}

/// Where each of the case's documents stands.
pub(crate) fn steps(case: &Case) -> Vec<(u32, Step)> {
    let documents = case.documents.iter();
    documents.map(|it| (it.number, it.step)).collect()
}

fn titled(form: &Form, number: Option<&DocumentNumber>) -> String {
    match number {
        Some(number) => format!("{}（{number}）", form.name),
        None => form.name.clone(),
    }
}
