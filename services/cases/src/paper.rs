//! Papers: a form is gathered for, filled, printed, and its file kept; then the act that issues it goes the one path.
//!
//! A file is said before it is put ([`crate::files`]): what a refused or broken-off attempt leaves is found and removed.

use cases_domain::issuing::{self, Printed};
use cases_domain::{Case, Document, DocumentNumber, OfficerId, account};
use contract::elements::v1 as elements;
use contract::elements::v1::element::Body;
use form::{Data, Form};
use refusal::{Failure, Fault, Refusal};
use sqlx::PgConnection;
use statute::Citation;

use crate::facts::Elements;
use crate::fill::{self, Filled, Ground, Subject};
use crate::handle::Desk;
use crate::packs;
use crate::store;

/// What a paper is made of beside its case.
#[derive(Debug)]
pub(crate) struct Gathered {
    elements: Elements,
    revenue: Option<account::Revenue>,
    packs: std::sync::Arc<packs::Told>,
}

/// The words of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    /// Element of the place's own wording; empty: the platform's.
    pub(crate) template: String,
    /// Version of it.
    pub(crate) version: String,
    /// The wording.
    pub(crate) wording: press::Wording,
}

/// What somebody wants printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// Form.
    pub(crate) form: &'static Form,
    /// Number of the thing of the case it is about; 0: the case itself.
    pub(crate) about: u32,
    /// What the case does not hold.
    pub(crate) entered: &'a Data,
    /// Document that it corrects.
    pub(crate) corrects: Option<u32>,
}

/// A field that a paper lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lack {
    /// Name of the field.
    pub(crate) field: String,
    /// Label.
    pub(crate) label: String,
    /// Article that demands it.
    pub(crate) citation: Option<Citation>,
    /// Where to fill it, in Chinese.
    pub(crate) at: String,
}

/// A paper as it would be printed.
#[derive(Debug)]
pub(crate) struct Drafted {
    /// What stands in its fields.
    pub(crate) filled: Filled,
    /// What it lacks.
    pub(crate) lacks: Vec<Lack>,
}

/// Looks up what papers of a case are made of.
pub(crate) async fn gather(
    desk: &Desk,
    conn: &mut PgConnection,
    case: &Case,
) -> Result<Gathered, Fault> {
    let today = desk.today();
    let opening = &case.opening;
    let mut named = vec![
        ("agency", opening.agency.id.to_string()),
        ("party", opening.party.id.to_string()),
    ];
    named.extend(
        fill::people(case)
            .into_iter()
            .map(|id| ("officer", id.to_string())),
    );
    named.extend(divisions(case).into_iter().map(|code| ("division", code)));
    let found = store::named_elements(conn, &named, today).await?;
    let packs_at = store::packs_at(conn).await?;
    Ok(Gathered {
        elements: Elements::of(found),
        revenue: store::revenue(conn, case, today).await?,
        packs: desk.packs_of(conn, packs_at).await?,
    })
}

/// The government to which the party applies for review of what is decided in the case (行政复议法 §24), e.g. `漳州市龙海区人民政府`; empty:
/// the element centre has told no name for it.
pub(crate) async fn government(
    desk: &Desk,
    conn: &mut PgConnection,
    case: &Case,
) -> Result<String, Fault> {
    let divisions = divisions(case).into_iter();
    let named: Vec<_> = divisions.map(|code| ("division", code)).collect();
    let found = store::named_elements(conn, &named, desk.today()).await?;
    Ok(Elements::of(found).government(case.division().as_str()))
}

/// The division of the case and those above it, the nearest first.
fn divisions(case: &Case) -> Vec<String> {
    let code = case.division().as_str();
    let levels = [12, 9, 6, 4, 2].into_iter();
    levels
        .filter_map(|length| code.get(..length))
        .map(str::to_owned)
        .collect()
}

/// The words of a form where the case is handled: those of the nearest division that has its own, else the platform's.
pub(crate) async fn words(
    desk: &Desk,
    conn: &mut PgConnection,
    case: &Case,
    form: &'static Form,
) -> Result<Words, Fault> {
    let found = store::wordings(conn, form.code, &divisions(case), desk.today()).await?;
    let own = found.into_iter().find_map(|element| match element.body {
        Body::Template(template) if is_of(form, &template) => {
            Some((element.id, element.valid_from, template))
        }
        _ => None,
    });
    let Some((id, from, template)) = own else {
        let wording = press::Wording::built_in(form);
        return Ok(Words {
            template: String::new(),
            version: wording.version.clone(),
            wording,
        });
    };
    let extras = template
        .fields
        .iter()
        .filter(|it| form.field(&it.name).is_none());
    Ok(Words {
        wording: press::Wording {
            version: format!("{id}@{from}"),
            body: template.body.clone(),
            extras: extras
                .map(|it| press::Extra {
                    name: it.name.clone(),
                    label: it.label.clone(),
                    mandatory: it.mandatory,
                })
                .collect(),
        },
        template: id,
        version: from.to_string(),
    })
}

/// Whether a place's wording is one of this form: of forms that share a code the name tells which.
fn is_of(form: &'static Form, template: &elements::Template) -> bool {
    form::form_worded(&template.code, &template.name) == Some(form)
}

impl Gathered {
    /// Fills a form, and says what it still lacks. `number` is what stands in the place of its number.
    pub(crate) fn draft(
        &self,
        desk: &Desk,
        case: &Case,
        asked: &Asked<'_>,
        words: Option<&Words>,
        number: &str,
    ) -> Result<Drafted, Refusal> {
        let parameters = self.packs.of(case.domain(), case.division().as_str());
        let ground = Ground {
            case,
            elements: &self.elements,
            today: desk.today(),
            parameters: &parameters,
            terms: desk.terms(),
            revenue: self.revenue.as_ref(),
            number,
            corrects: asked.corrects.and_then(|it| issuing::find(case, it)),
        };
        let extras = words.map_or(&[][..], |words| &words.wording.extras);
        let own: Vec<&str> = extras.iter().map(|it| it.name.as_str()).collect();
        let mut filled = fill::fill(asked.form, asked.about, asked.entered, &own, &ground)?;
        // What the code on the paper opens; without an address it is the case's identity code.
        if !desk.public_address().is_empty() {
            let link = format!("{}/{}", desk.public_address(), case.opening.code.plain());
            filled.data.insert("case_link".to_owned(), link.into());
        }
        let mut lacks: Vec<Lack> = form::missing(asked.form, &filled.data)
            .into_iter()
            .map(|field| Lack {
                field: field.name.to_owned(),
                label: field.label.to_owned(),
                citation: field.citation,
                at: fill::place_of(asked.form, field.name),
            })
            .collect();
        lacks.extend(
            extras
                .iter()
                .filter(|it| it.mandatory && !form::is_filled(filled.data.get(&it.name)))
                .map(|it| Lack {
                    field: it.name.clone(),
                    label: it.label.clone(),
                    citation: None,
                    at: fill::place_of(asked.form, &it.name),
                }),
        );
        Ok(Drafted { filled, lacks })
    }

    /// Name of an officer; the id, where the element centre does not know it.
    pub(crate) fn name_of(&self, id: &OfficerId) -> String {
        let known = self.elements.officer(id).ok().flatten();
        known.map_or_else(|| id.to_string(), |officer| officer.name)
    }

    /// How a number would look that is given only when the paper is issued: `龙市监罚告〔2026〕　号`; empty: it has none.
    pub(crate) fn number_to_come(&self, desk: &Desk, case: &Case, form: &Form) -> String {
        let agency = self.elements.agency_element(&case.opening.agency.id);
        match (agency.map(|it| it.document_word.as_str()), form.word) {
            (Some(agency), Some(word)) if !agency.is_empty() => {
                format!("{agency}{word}〔{}〕　号", desk.today().year())
            }
            _ => String::new(),
        }
    }
}

/// What the form is about, in this case.
///
/// # Refuses
/// `DOCUMENT_FORM_UNKNOWN` where the case has nothing of the kind.
pub(crate) fn subject(form: &'static Form, case: &Case, about: u32) -> Result<Subject, Refusal> {
    fill::subject(form, case, about).ok_or_else(|| {
        let reason = &issuing::reasons::DOCUMENT_FORM_UNKNOWN;
        let why = match about {
            0 => fill::withheld(form, case).to_owned(),
            about => format!("本案没有可以制作该文书的第{about}号事项"),
        };
        let zh = format!("不能制作《{}》：{why}。{}", form.name, reason.remedy);
        Refusal::new(reason, reason.meaning, zh)
    })
}

/// The refusal that names each field a paper lacks, by which article, and where to fill it.
pub(crate) fn incomplete(form: &Form, lacks: &[Lack]) -> Refusal {
    let reason = &issuing::reasons::DOCUMENT_FIELD_MISSING;
    let labels: Vec<String> = lacks
        .iter()
        .map(|lack| match lack.citation {
            Some(citation) => format!("“{}”（{citation}）", lack.label),
            None => format!("“{}”", lack.label),
        })
        .collect();
    let zh = format!(
        "不能制发《{}》：缺少{}。{}",
        form.name,
        labels.join("、"),
        reason.remedy
    );
    let mut refusal = Refusal::new(reason, reason.meaning, zh);
    if let Some(citation) = lacks.iter().find_map(|lack| lack.citation) {
        refusal = refusal.citing(citation.law, citation);
    }
    lacks.iter().fold(refusal, |refusal, lack| {
        let by = lack.citation.map(|it| it.to_string()).unwrap_or_default();
        refusal
            .with_field(
                format!("entered.{}", lack.field),
                "must be filled",
                format!("“{}”：{}", lack.label, lack.at),
            )
            .with_unmet(refusal::Unmet {
                article: by,
                subject: lack.field.clone(),
                remedy: format!("“{}”：{}", lack.label, lack.at),
            })
    })
}

/// The number that a paper bears: that of its act, or the one it takes; none: its form has none.
pub(crate) fn number_of<'a>(
    form: &Form,
    subject: &'a Subject,
    taken: Option<&'a DocumentNumber>,
) -> Option<&'a DocumentNumber> {
    form.word?;
    if subject.takes_number(form) {
        taken
    } else {
        subject.number.as_ref()
    }
}

/// A document's file as the case keeps it.
pub(crate) fn printed(
    file: &vault::Stored,
    pages: usize,
    words: &Words,
    number: Option<&DocumentNumber>,
) -> Printed {
    Printed {
        sm3: file.sm3.to_string(),
        size: file.size,
        pages: u32::try_from(pages).unwrap_or(u32::MAX),
        template: words.template.clone(),
        template_version: words.version.clone(),
        document_number: number.cloned(),
    }
}

/// The document of a number.
///
/// # Refuses
/// `NOT_FOUND` where the case has none.
pub(crate) fn document(case: &Case, number: u32) -> Result<&Document, Failure> {
    issuing::find(case, number).ok_or_else(|| Refusal::absent("document", "文书").into())
}
