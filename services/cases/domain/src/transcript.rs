//! 电子笔录 (行政处罚法 §55, 行政强制法 §18): what was asked, said, seen and done, fixed page by page and signed on every page.
//!
//! A side procedure of any case; a case has as many transcripts as were made. What is still being typed is no act of the case: it
//! becomes one when the officers conclude the transcript. From then on its text stands still: it is divided into pages by a rule that
//! has a number ([`page`]), every page has a hash, and whoever signs names the hash of the page that was shown. What has to be changed
//! afterwards is another version with a number of its own; the former keeps its text and its signatures.

mod act;
mod content;
mod decide;
mod event;
mod guard;
pub mod page;
mod procedure;
mod questioning;
pub mod reasons;
mod signing;
pub mod template;
mod words;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Case, OfficerId, OfficerSnapshot, RecordStatement};

pub use act::{
    Act, ConcludeTranscript, Kind, NoteUnsigned, ReviseTranscript, SeenPage, SignAsOfficer,
    SignPages,
};
pub use content::{
    Asked, Attendant, AttendantRole, Condition, Content, Correction, Entry, Extraction, Form,
    Person, RecusalAsked,
};
pub use event::{Concluded, Event, OfficerSigned, PagesSigned, Unsigned};
pub use guard::Guard;
pub use procedure::Step;
pub use questioning::Questioning;
pub use signing::{MarkManner, OfficerMark, PageMark, Reading, UnsignedManner};
pub use words::{lines, moment, said};

pub(crate) use decide::decide;
pub(crate) use event::evolve;
pub(crate) use questioning::heard_in;

/// One version of a transcript, as it was concluded and signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// Number within the case, from 1: every version has its own.
    pub number: u32,
    /// Number of the first version of this transcript; of a first version: its own.
    pub first: u32,
    /// Which version it is, from 1.
    pub version: u32,
    /// Number of the version that took its place; none: none did.
    #[serde(default)]
    pub superseded_by: Option<u32>,
    /// Step reached.
    pub step: Step,
    /// Who asked or inspected, and who wrote, with the certificates shown.
    pub officers: Vec<OfficerSnapshot>,
    /// What it says.
    pub content: Content,
    /// Why another version was made; empty: it is the first.
    #[serde(default)]
    pub why: String,
    /// The draft it was concluded from (UUID); nil: from none.
    pub draft: Uuid,
    /// Rule by which the text was divided into pages.
    pub page_rule: u32,
    /// SM3 of every page, in order, as lower-case hexadecimal.
    pub pages: Vec<String>,
    /// SM3 over the whole, as lower-case hexadecimal.
    pub sm3: String,
    /// When it was concluded.
    pub concluded_at: DateTime<Utc>,
    /// Who concluded it.
    pub concluded_by: OfficerId,
    /// What was signed by the person and by those who attended, in order.
    #[serde(default)]
    pub marks: Vec<PageMark>,
    /// That the person did not sign, and why; none: it was not noted.
    #[serde(default)]
    pub unsigned: Option<Unsigned>,
    /// Officers who signed, in order.
    #[serde(default)]
    pub officer_marks: Vec<OfficerMark>,
}

impl Transcript {
    /// Whether it is a version that still stands.
    pub const fn stands(&self) -> bool {
        self.superseded_by.is_none()
    }

    /// Whether everybody has signed, or that somebody did not is noted and both officers have signed that.
    pub const fn is_settled(&self) -> bool {
        matches!(self.step, Step::Signed | Step::Noted)
    }

    /// How it is called in a case: `第2号询问笔录（第2版）`.
    pub fn title(&self) -> String {
        let version = match self.version {
            1 => String::new(),
            version => format!("（第{version}版）"),
        };
        format!("第{}号{}{version}", self.first, self.content.form.zh())
    }
}

/// What a statement says: in its own words, or in those of the transcript that it rests on.
pub(crate) fn stated(case: &Case, act: &RecordStatement) -> String {
    let transcript = find(case, act.transcript).filter(|_| act.statement.is_empty());
    transcript.map_or_else(|| act.statement.clone(), |it| said(&it.content))
}

/// Where each of the case's transcripts stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let transcripts = case.transcripts.iter();
    transcripts.map(|it| (it.number, it.step)).collect()
}

/// The same of those whose place no other version has taken: only they wait for anything.
pub(crate) fn waiting(case: &Case) -> Vec<(u32, Step)> {
    let standing = case.transcripts.iter().filter(|it| it.stands());
    standing.map(|it| (it.number, it.step)).collect()
}

/// The version of this number.
pub fn find(case: &Case, number: u32) -> Option<&Transcript> {
    case.transcripts.iter().find(|it| it.number == number)
}

/// Every version of the transcript that a version belongs to, oldest first.
pub fn versions(case: &Case, number: u32) -> Vec<&Transcript> {
    let Some(first) = find(case, number).map(|it| it.first) else {
        return Vec::new();
    };
    let all = case.transcripts.iter();
    all.filter(|it| it.first == first).collect()
}
