//! Documents of a case as the contract writes them, and back.

use cases_domain::issuing::{DocumentIssued, DocumentVoided, Event, Form, Printed, reached_on};
use cases_domain::procedure::Stage as _;
use cases_domain::{Case, CivilDate, Document, OfficerId};
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::Issued(it) => Written::of(&proto::DocumentIssued {
            number: parts::count(it.number),
            form: Some(form(&it.form)),
            about: parts::count(it.about),
            printed: Some(printed(&it.printed)),
            entered_json: it.entered.clone(),
            corrects: it.corrects.map_or(0, parts::count),
            issued_date: it.on.to_string(),
            issued_by: it.by.to_string(),
        }),
        Event::Voided(it) => Written::of(&proto::DocumentVoided {
            number: parts::count(it.number),
            reason: it.reason.clone(),
            voided_date: it.on.to_string(),
            voided_by: it.by.to_string(),
        }),
    }
}

/// The event of this name; none: it is not of issuing.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "DocumentIssued" => {
            let it: proto::DocumentIssued = message(written)?;
            Event::Issued(DocumentIssued {
                number: parts::number(it.number)?,
                form: read_form(it.form)?,
                about: parts::number(it.about)?,
                printed: read_printed(it.printed)?,
                corrects: Some(parts::number(it.corrects)?).filter(|number| *number > 0),
                on: parts::day(&it.issued_date)?,
                entered: it.entered_json,
                by: OfficerId(it.issued_by),
            })
        }
        "DocumentVoided" => {
            let it: proto::DocumentVoided = message(written)?;
            Event::Voided(DocumentVoided {
                number: parts::number(it.number)?,
                on: parts::day(&it.voided_date)?,
                reason: it.reason,
                by: OfficerId(it.voided_by),
            })
        }
        _ => return Ok(None),
    }))
}

/// The document as callers see it.
pub(crate) fn file(case: &Case, it: &Document) -> proto::DocumentFile {
    let voided = it.voided.as_ref();
    proto::DocumentFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        form: Some(form(&it.form)),
        about: parts::count(it.about),
        document_number: parts::document_number(it.document_number.as_ref()),
        printed: Some(printed(&it.printed)),
        corrects: it.corrects.map_or(0, parts::count),
        issued_date: it.issued_on.to_string(),
        issued_by: it.issued_by.to_string(),
        void_reason: voided.map(|it| it.reason.clone()).unwrap_or_default(),
        voided_date: voided.map(|it| it.on.to_string()).unwrap_or_default(),
        voided_by: voided.map(|it| it.by.to_string()).unwrap_or_default(),
        reached_date: reached_on(case, it).map_or_else(String::new, |on: CivilDate| on.to_string()),
    }
}

/// The form as the contract writes it.
pub(crate) fn form(it: &Form) -> proto::DocumentForm {
    proto::DocumentForm {
        code: it.code.clone(),
        name: it.name.clone(),
    }
}

fn read_form(it: Option<proto::DocumentForm>) -> Read<Form> {
    let it = it.ok_or(Unreadable("form of a document"))?;
    Ok(Form {
        code: it.code,
        name: it.name,
    })
}

fn printed(it: &Printed) -> proto::PrintedFile {
    proto::PrintedFile {
        sm3: it.sm3.clone(),
        size_bytes: i64::try_from(it.size).unwrap_or(i64::MAX),
        pages: parts::count(it.pages),
        template_id: it.template.clone(),
        template_version: it.template_version.clone(),
        document_number: parts::document_number(it.document_number.as_ref()),
    }
}

fn read_printed(it: Option<proto::PrintedFile>) -> Read<Printed> {
    let it = it.ok_or(Unreadable("file of a document"))?;
    Ok(Printed {
        size: u64::try_from(it.size_bytes).map_err(|_| Unreadable("size of a document"))?,
        pages: parts::number(it.pages)?,
        document_number: parts::read_document_number(&it.document_number)?,
        sm3: it.sm3,
        template: it.template_id,
        template_version: it.template_version,
    })
}
