//! What a transcript says, as the contract writes it, and back.

use cases_domain::transcript::{
    Asked, Attendant, Content, Correction, Entry, Extraction, Form, Person, RecusalAsked,
};
use contract::cases::v1 as proto;
use proto::transcript_entry::Entry as Kind;

use super::kinds;
use crate::record::interview::{read_role, role};
use crate::record::{Unreadable, parts};

type Read<T> = Result<T, Unreadable>;

/// What it says.
pub(crate) fn content(it: &Content) -> proto::TranscriptContent {
    proto::TranscriptContent {
        form_code: it.form.code().to_owned(),
        nth: parts::count(it.nth),
        start_time: Some(parts::timestamp(it.started)),
        end_time: Some(parts::timestamp(it.ended)),
        place: it.place.clone(),
        subject: it.subject.clone(),
        person: Some(person(&it.person)),
        attendants: it.attendants.iter().map(attendant).collect(),
        certificates_shown: it.certificates_shown,
        rights_told: it.rights_told,
        duty_told: it.duty_told,
        recusal: Some(proto::TranscriptRecusal {
            asked: it.recusal.asked,
            wanted: it.recusal.wanted,
            answer: it.recusal.answer.clone(),
        }),
        alone: it.alone,
        template: it.template.clone(),
        body: it.body.iter().map(entry).collect(),
        corrections: it.corrections.iter().map(correction).collect(),
        taken: it.taken.clone(),
        recording: it.recording.clone(),
        remark: it.remark.clone(),
        hearing_number: parts::count(it.hearing),
        extraction: it.extraction.as_ref().map(extraction),
    }
}

fn person(it: &Person) -> proto::TranscriptPerson {
    let conditions = it.conditions.iter().copied();
    proto::TranscriptPerson {
        name: it.name.clone(),
        role: role(it.role).into(),
        relation: it.relation.clone(),
        identity: it.identity.clone(),
        contact: it.contact.clone(),
        employer: it.employer.clone(),
        conditions: conditions.map(|it| kinds::condition(it).into()).collect(),
        without_help: it.without_help.clone(),
    }
}

fn attendant(it: &Attendant) -> proto::TranscriptAttendant {
    proto::TranscriptAttendant {
        name: it.name.clone(),
        role: kinds::attendant_role(it.role).into(),
        identity: it.identity.clone(),
    }
}

fn entry(it: &Entry) -> proto::TranscriptEntry {
    let entry = match it {
        Entry::Asked(it) => Kind::Asked(proto::TranscriptQuestion {
            question: it.question.clone(),
            answer: it.answer.clone(),
        }),
        Entry::Found(text) => Kind::Found(text.clone()),
    };
    proto::TranscriptEntry { entry: Some(entry) }
}

fn correction(it: &Correction) -> proto::TranscriptCorrection {
    proto::TranscriptCorrection {
        entry: parts::count(it.entry),
        from: it.from.clone(),
        to: it.to.clone(),
        confirmed: it.confirmed,
    }
}

fn extraction(it: &Extraction) -> proto::TranscriptExtraction {
    proto::TranscriptExtraction {
        source: it.source.clone(),
        method: it.method.clone(),
        digest: it.digest.clone(),
    }
}

/// What it says, read from the record.
pub(crate) fn read_content(it: proto::TranscriptContent) -> Read<Content> {
    let recusal = it.recusal.unwrap_or_default();
    let body = it.body.into_iter().map(read_entry);
    let attendants = it.attendants.into_iter().map(read_attendant);
    let corrections = it.corrections.into_iter().map(|it| {
        Ok(Correction {
            entry: parts::number(it.entry)?,
            from: it.from,
            to: it.to,
            confirmed: it.confirmed,
        })
    });
    Ok(Content {
        form: Form::of_code(&it.form_code).ok_or(Unreadable("form of a transcript"))?,
        nth: parts::number(it.nth)?,
        started: parts::instant(it.start_time)?,
        ended: parts::instant(it.end_time)?,
        place: it.place,
        subject: it.subject,
        person: read_person(it.person.unwrap_or_default())?,
        attendants: attendants.collect::<Read<_>>()?,
        certificates_shown: it.certificates_shown,
        rights_told: it.rights_told,
        duty_told: it.duty_told,
        recusal: RecusalAsked {
            asked: recusal.asked,
            wanted: recusal.wanted,
            answer: recusal.answer,
        },
        alone: it.alone,
        template: it.template,
        body: body.collect::<Read<_>>()?,
        corrections: corrections.collect::<Read<_>>()?,
        taken: it.taken,
        recording: it.recording,
        remark: it.remark,
        hearing: parts::number(it.hearing_number)?,
        extraction: it.extraction.map(|it| Extraction {
            source: it.source,
            method: it.method,
            digest: it.digest,
        }),
    })
}

fn read_person(it: proto::TranscriptPerson) -> Read<Person> {
    let conditions = it.conditions().map(kinds::read_condition);
    let conditions = conditions.collect::<Option<_>>();
    Ok(Person {
        role: read_role(it.role()).ok_or(Unreadable("role of a person"))?,
        conditions: conditions.ok_or(Unreadable("condition of a person"))?,
        name: it.name,
        relation: it.relation,
        identity: it.identity,
        contact: it.contact,
        employer: it.employer,
        without_help: it.without_help,
    })
}

fn read_attendant(it: proto::TranscriptAttendant) -> Read<Attendant> {
    let role = kinds::read_attendant_role(it.role());
    Ok(Attendant {
        role: role.ok_or(Unreadable("role of an attendant"))?,
        name: it.name,
        identity: it.identity,
    })
}

fn read_entry(it: proto::TranscriptEntry) -> Read<Entry> {
    Ok(match it.entry.ok_or(Unreadable("entry of a transcript"))? {
        Kind::Asked(it) => Entry::Asked(Asked {
            question: it.question,
            answer: it.answer,
        }),
        Kind::Found(text) => Entry::Found(text),
    })
}
