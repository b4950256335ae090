//! Events of issuing, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Document, Form, Kind, Printed, Step, Voided, titled};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, OfficerId};

/// Something that has happened to the documents of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 文书已制发
    Issued(DocumentIssued),
    /// 文书已作废
    Voided(DocumentVoided),
}

/// A document was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentIssued {
    /// Number within the case.
    pub number: u32,
    /// Form.
    pub form: Form,
    /// Number of the thing of the case it is about; 0: the case itself.
    pub about: u32,
    /// The file as printed.
    pub printed: Printed,
    /// What was entered that the case does not hold, as a JSON object with sorted keys.
    pub entered: String,
    /// Number of the document that it corrects or replaces.
    pub corrects: Option<u32>,
    /// Day.
    pub on: CivilDate,
    /// Officer who issued it.
    pub by: OfficerId,
}

/// A document was voided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentVoided {
    /// Number within the case.
    pub number: u32,
    /// Why.
    pub reason: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who voided it.
    pub by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Issued(_) => "DocumentIssued",
            Self::Voided(_) => "DocumentVoided",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Issued(_) => Kind::IssueDocument,
            Self::Voided(_) => Kind::VoidDocument,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::Issued(it) => {
                let title = titled(&it.form, it.printed.document_number.as_ref());
                match it.corrects {
                    Some(former) => {
                        format!(
                            "制发{title}，编为第{}号文书，更正第{former}号文书",
                            it.number
                        )
                    }
                    None => format!("制发{title}，编为第{}号文书", it.number),
                }
            }
            Self::Voided(it) => format!("作废第{}号文书：{}", it.number, it.reason),
        }
    }
}

/// The case after an event of issuing; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let step = Step::after(None, ActKind::Issuing(event.kind()), Outcome::Done)?;
    match event {
        Event::Issued(it) => {
            case.handlers.insert(it.by.clone());
            case.documents.push(Document {
                number: it.number,
                step,
                form: it.form.clone(),
                about: it.about,
                document_number: it.printed.document_number.clone(),
                printed: it.printed.clone(),
                entered: it.entered.clone(),
                corrects: it.corrects,
                issued_on: it.on,
                issued_by: it.by.clone(),
                voided: None,
            });
        }
        Event::Voided(it) => {
            let mut documents = case.documents.iter_mut();
            let document = documents.find(|document| document.number == it.number)?;
            document.step = step;
            document.voided = Some(Voided {
                reason: it.reason.clone(),
                on: it.on,
                by: it.by.clone(),
            });
            case.handlers.insert(it.by.clone());
        }
    }
    Some(())
}
