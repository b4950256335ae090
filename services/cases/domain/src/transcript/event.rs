//! Events of a transcript, and what they make of it.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Content, Kind, OfficerMark, PageMark, Step, Transcript, UnsignedManner, find};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, Evidence, OfficerId, OfficerSnapshot, Procedure};

/// Something that has happened to a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::large_enum_variant,
    reason = "it stands in a box wherever it is kept"
)]
pub enum Event {
    /// 笔录已定稿
    Concluded(Concluded),
    /// 笔录已逐页签名
    PagesSigned(PagesSigned),
    /// 已注明未签名
    Unsigned(Unsigned),
    /// 执法人员已签名
    OfficerSigned(OfficerSigned),
}

/// A transcript was fixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concluded {
    /// Its number.
    pub number: u32,
    /// Number of the version whose place it takes; 0: it is the first.
    pub revises: u32,
    /// Which version it is, from 1.
    pub version: u32,
    /// Who asked or inspected, and who wrote.
    pub officers: Vec<OfficerSnapshot>,
    /// What it says.
    pub content: Content,
    /// Why there is another version.
    pub why: String,
    /// The draft it was concluded from; nil: from none.
    pub draft: Uuid,
    /// Rule by which the text was divided into pages.
    pub page_rule: u32,
    /// SM3 of every page.
    pub pages: Vec<String>,
    /// SM3 over the whole.
    pub sm3: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who concluded it.
    pub by: OfficerId,
}

/// Pages were signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PagesSigned {
    /// Number of the version.
    pub number: u32,
    /// Who signed which pages, and how.
    pub mark: PageMark,
    /// Whether the person and everybody who has to have now signed.
    pub whole: bool,
}

/// It was noted that the person does not sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsigned {
    /// Number of the version.
    pub number: u32,
    /// Refused, or absent.
    pub manner: UnsignedManner,
    /// What happened, and why.
    pub reasons: String,
    /// Name of the witness; empty: none.
    pub witness: String,
    /// Number of the recording; empty: none.
    pub recording: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Officer who noted it.
    pub by: OfficerId,
}

/// An officer signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerSigned {
    /// Number of the version.
    pub number: u32,
    /// Who signed, and what was shown.
    pub mark: OfficerMark,
    /// Whether both have now signed.
    pub whole: bool,
    /// Number as a piece of evidence; 0: it becomes none.
    pub evidence: u32,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Concluded(_) => "TranscriptConcluded",
            Self::PagesSigned(_) => "TranscriptPagesSigned",
            Self::Unsigned(_) => "TranscriptUnsigned",
            Self::OfficerSigned(_) => "TranscriptOfficerSigned",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Concluded(it) if it.revises == 0 => Kind::ConcludeTranscript,
            Self::Concluded(_) => Kind::ReviseTranscript,
            Self::PagesSigned(_) => Kind::SignPages,
            Self::Unsigned(_) => Kind::NoteUnsigned,
            Self::OfficerSigned(_) => Kind::SignAsOfficer,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::PagesSigned(PagesSigned { whole: false, .. })
            | Self::OfficerSigned(OfficerSigned { whole: false, .. }) => Outcome::InPart,
            _ => Outcome::Done,
        }
    }

    const fn number(&self) -> u32 {
        match self {
            Self::Concluded(it) => it.number,
            Self::PagesSigned(it) => it.number,
            Self::Unsigned(it) => it.number,
            Self::OfficerSigned(it) => it.number,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        let number = self.number();
        match self {
            Self::Concluded(it) => {
                let (paper, whom) = (it.content.form.zh(), &it.content.person.name);
                let pages = it.pages.len();
                match it.revises {
                    0 => format!("{paper}（第{number}号）定稿，共{pages}页，{whom}"),
                    former => format!(
                        "{paper}（第{number}号）定稿，取代第{former}号，共{pages}页，修改原因：{}",
                        it.why
                    ),
                }
            }
            Self::PagesSigned(it) => {
                let pages: Vec<String> =
                    it.mark.pages.iter().map(|it| it.page.to_string()).collect();
                let (signer, manner) = (&it.mark.signer, it.mark.manner.zh());
                let pages = pages.join("、");
                format!("{signer}在第{number}号笔录第{pages}页签名（{manner}）")
            }
            Self::Unsigned(it) => {
                let manner = it.manner.zh();
                format!("第{number}号笔录{manner}：{}", it.reasons)
            }
            Self::OfficerSigned(it) => {
                format!("执法人员{}在第{number}号笔录上签名", it.mark.officer)
            }
        }
    }
}

/// The case after an event of a transcript; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let act = ActKind::Transcript(event.kind());
    let standing = match event {
        Event::Concluded(_) => None,
        other => Some(find(case, other.number())?.step),
    };
    let step = Step::after(standing, act, event.outcome())?;
    if let Event::Concluded(it) = event {
        return conclude(case, it, step);
    }
    let mut all = case.transcripts.iter_mut();
    let transcript = all.find(|it| it.number == event.number())?;
    transcript.step = step;
    match event {
        Event::Concluded(_) => {}
        Event::PagesSigned(it) => transcript.marks.push(it.mark.clone()),
        Event::Unsigned(it) => transcript.unsigned = Some(it.clone()),
        Event::OfficerSigned(it) => {
            transcript.officer_marks.push(it.mark.clone());
            put_on_file(case, it);
        }
    }
    Some(())
}

/// A transcript that everybody has signed is a piece of evidence of a penalty (行政处罚法 §46).
fn put_on_file(case: &mut Case, signed: &OfficerSigned) {
    let transcript = find(case, signed.number).cloned();
    let kind = transcript.as_ref().and_then(|it| it.content.evidence());
    if let (Some(it), Some(kind), Procedure::OrdinaryPenalty(penalty)) =
        (transcript, kind, &mut case.procedure)
        && signed.evidence > 0
    {
        let on = CivilDate::of(it.content.ended).zh();
        let (title, person) = (it.title(), &it.content.person.name);
        penalty.evidence.push(Evidence {
            number: signed.evidence,
            kind,
            description: format!("{on}{title}，{person}"),
            collected: it.content.ended,
            content_hash: it.sm3,
            exhibits: Vec::new(),
        });
    }
}

fn conclude(case: &mut Case, it: &Concluded, step: Step) -> Option<()> {
    let mut first = it.number;
    if it.revises > 0 {
        let mut all = case.transcripts.iter_mut();
        let former = all.find(|former| former.number == it.revises && former.stands())?;
        former.superseded_by = Some(it.number);
        first = former.first;
        let replaced = former.sm3.clone();
        if let Procedure::OrdinaryPenalty(penalty) = &mut case.procedure {
            let mut on_file = penalty.evidence.iter_mut();
            if let Some(evidence) = on_file.find(|evidence| evidence.content_hash == replaced) {
                let note = format!("（已由第{}号笔录取代）", it.number);
                evidence.description.push_str(&note);
            }
        }
    }
    let ids = it.officers.iter().map(|officer| officer.id.clone());
    case.handlers.extend(ids);
    case.transcripts.push(Transcript {
        number: it.number,
        first,
        version: it.version,
        superseded_by: None,
        step,
        officers: it.officers.clone(),
        content: it.content.clone(),
        why: it.why.clone(),
        draft: it.draft,
        page_rule: it.page_rule,
        pages: it.pages.clone(),
        sm3: it.sm3.clone(),
        concluded_at: it.at,
        concluded_by: it.by.clone(),
        marks: Vec::new(),
        unsigned: None,
        officer_marks: Vec::new(),
    });
    Some(())
}
