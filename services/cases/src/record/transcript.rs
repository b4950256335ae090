//! Transcripts as the contract writes them, and back.

mod content;
mod kinds;

use cases_domain::OfficerId;
use cases_domain::procedure::Stage as _;
use cases_domain::transcript::{
    Concluded, Event, OfficerMark, OfficerSigned, PageMark, PagesSigned, SeenPage, Transcript,
    Unsigned,
};
use contract::cases::v1 as proto;
use uuid::Uuid;

use super::read::message;
use super::{Unreadable, Written, parts};

pub(crate) use content::{content, read_content};
pub(crate) use kinds::{
    read_attendant_role, read_condition, read_mark_manner, read_reading, read_unsigned_manner,
};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::Concluded(it) => Written::of(&proto::TranscriptConcluded {
            number: parts::count(it.number),
            revises_number: parts::count(it.revises),
            version: parts::count(it.version),
            officers: parts::officers(&it.officers),
            content: Some(content(&it.content)),
            reasons: it.why.clone(),
            draft_id: it.draft.to_string(),
            page_rule: parts::count(it.page_rule),
            page_sm3s: it.pages.clone(),
            sm3: it.sm3.clone(),
            conclude_time: Some(parts::timestamp(it.at)),
            concluded_by: it.by.to_string(),
        }),
        Event::PagesSigned(it) => Written::of(&proto::TranscriptPagesSigned {
            number: parts::count(it.number),
            mark: Some(page_mark(&it.mark)),
            whole: it.whole,
        }),
        Event::Unsigned(it) => Written::of(&unsigned(it)),
        Event::OfficerSigned(it) => Written::of(&proto::TranscriptOfficerSigned {
            number: parts::count(it.number),
            mark: Some(officer_mark(&it.mark)),
            whole: it.whole,
            evidence_number: parts::count(it.evidence),
        }),
    }
}

/// The event of this name; none: it is not a transcript's.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "TranscriptConcluded" => {
            let it: proto::TranscriptConcluded = message(written)?;
            Event::Concluded(Concluded {
                number: parts::number(it.number)?,
                revises: parts::number(it.revises_number)?,
                version: parts::number(it.version)?,
                officers: parts::read_officers(it.officers)?,
                content: read_content(it.content.ok_or(Unreadable("transcript"))?)?,
                why: it.reasons,
                draft: Uuid::parse_str(&it.draft_id).map_err(|_| Unreadable("draft id"))?,
                page_rule: parts::number(it.page_rule)?,
                pages: it.page_sm3s,
                sm3: it.sm3,
                at: parts::instant(it.conclude_time)?,
                by: OfficerId(it.concluded_by),
            })
        }
        "TranscriptPagesSigned" => {
            let it: proto::TranscriptPagesSigned = message(written)?;
            Event::PagesSigned(PagesSigned {
                number: parts::number(it.number)?,
                mark: read_page_mark(it.mark.ok_or(Unreadable("signature"))?)?,
                whole: it.whole,
            })
        }
        "TranscriptUnsigned" => {
            let it: proto::TranscriptUnsigned = message(written)?;
            Event::Unsigned(Unsigned {
                number: parts::number(it.number)?,
                manner: read_unsigned_manner(it.manner()).ok_or(Unreadable("manner"))?,
                at: parts::instant(it.note_time)?,
                reasons: it.reasons,
                witness: it.witness,
                recording: it.recording,
                by: OfficerId(it.noted_by),
            })
        }
        "TranscriptOfficerSigned" => {
            let it: proto::TranscriptOfficerSigned = message(written)?;
            let mark = it.mark.ok_or(Unreadable("signature"))?;
            Event::OfficerSigned(OfficerSigned {
                number: parts::number(it.number)?,
                mark: OfficerMark {
                    at: parts::instant(mark.sign_time)?,
                    officer: OfficerId(mark.officer_id),
                    sm3: mark.sm3,
                    strokes_sm3: mark.strokes_sm3,
                },
                whole: it.whole,
                evidence: parts::number(it.evidence_number)?,
            })
        }
        _ => return Ok(None),
    }))
}

fn read_page_mark(it: proto::TranscriptPageMark) -> Read<PageMark> {
    let pages = it.pages.iter().map(|it| {
        Ok(SeenPage {
            page: parts::number(it.page)?,
            sm3: it.sm3.clone(),
        })
    });
    Ok(PageMark {
        pages: pages.collect::<Read<_>>()?,
        manner: read_mark_manner(it.manner()).ok_or(Unreadable("manner of a signature"))?,
        reading: read_reading(it.reading()),
        at: parts::instant(it.sign_time)?,
        signer: it.signer,
        strokes_sm3: it.strokes_sm3,
        remark: it.remark,
        by: OfficerId(it.recorded_by),
    })
}

/// The version as the case lists it.
pub(crate) fn file(it: &Transcript) -> proto::TranscriptFile {
    let content = &it.content;
    let ids = it.officers.iter().map(|officer| officer.id.to_string());
    proto::TranscriptFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        first_number: parts::count(it.first),
        version: parts::count(it.version),
        superseded_by: parts::count(it.superseded_by.unwrap_or(0)),
        form_code: content.form.code().to_owned(),
        form_name: content.form.zh().to_owned(),
        title: it.title(),
        person_name: content.person.name.clone(),
        officer_ids: ids.collect(),
        start_time: Some(parts::timestamp(content.started)),
        end_time: Some(parts::timestamp(content.ended)),
        page_count: parts::count(it.page_count()),
        sm3: it.sm3.clone(),
        conclude_time: Some(parts::timestamp(it.concluded_at)),
    }
}

/// Pages that somebody signed at once.
pub(crate) fn page_mark(it: &PageMark) -> proto::TranscriptPageMark {
    let pages = it.pages.iter().map(|it| proto::TranscriptSeenPage {
        page: parts::count(it.page),
        sm3: it.sm3.clone(),
    });
    proto::TranscriptPageMark {
        signer: it.signer.clone(),
        pages: pages.collect(),
        manner: kinds::mark_manner(it.manner).into(),
        strokes_sm3: it.strokes_sm3.clone(),
        reading: kinds::reading(it.reading).into(),
        remark: it.remark.clone(),
        sign_time: Some(parts::timestamp(it.at)),
        recorded_by: it.by.to_string(),
    }
}

/// An officer who signed.
pub(crate) fn officer_mark(it: &OfficerMark) -> proto::TranscriptOfficerMark {
    proto::TranscriptOfficerMark {
        officer_id: it.officer.to_string(),
        sm3: it.sm3.clone(),
        strokes_sm3: it.strokes_sm3.clone(),
        sign_time: Some(parts::timestamp(it.at)),
    }
}

/// That the person did not sign.
pub(crate) fn unsigned(it: &Unsigned) -> proto::TranscriptUnsigned {
    proto::TranscriptUnsigned {
        number: parts::count(it.number),
        manner: kinds::unsigned_manner(it.manner).into(),
        reasons: it.reasons.clone(),
        witness: it.witness.clone(),
        recording: it.recording.clone(),
        note_time: Some(parts::timestamp(it.at)),
        noted_by: it.by.to_string(),
    }
}
