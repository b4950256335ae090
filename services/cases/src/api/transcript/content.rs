//! What a transcript says, read from a request: whole where it is concluded, as far as it goes where it is saved.

use std::collections::BTreeSet;

use cases_domain::transcript::{
    Asked, Attendant, Condition, Content, Correction, Entry, Extraction, Form, Person,
    RecusalAsked, template,
};
use contract::cases::v1 as proto;
use prost::Message as _;
use proto::transcript_entry::Entry as Kind;
use refusal::Refusal;

use crate::api::parse;
use crate::record::interview::read_role;
use crate::record::transcript::{read_attendant_role, read_condition};

type Read<T> = Result<T, Refusal>;

/// Most parts of the body of a transcript.
const BODY: usize = 500;
/// Largest transcript, in bytes: several times what a day of questions fills.
const LARGEST: usize = 512 * 1024;

/// The form of a code.
pub(super) fn form(path: &'static str, code: &str) -> Read<Form> {
    Form::of_code(code).ok_or_else(|| {
        let codes: Vec<&str> = Form::ALL.iter().map(|it| it.code()).collect();
        let codes = codes.join("、");
        Refusal::malformed(
            path,
            format!("must be one of {codes}"),
            format!("应为{codes}之一"),
        )
    })
}

/// What is concluded: nothing that the form asks for may be missing.
pub(super) fn whole(it: Option<&proto::TranscriptContent>) -> Read<Content> {
    let it = it.ok_or_else(|| Refusal::malformed("content", "must be given", "不能为空"))?;
    sized(it)?;
    let form = form("content.form_code", &it.form_code)?;
    let started = parse::instant("content.start_time", it.start_time)?;
    let ended = parse::instant("content.end_time", it.end_time)?;
    if ended < started {
        return Err(Refusal::malformed(
            "content.end_time",
            "must not be before start_time",
            "结束时间不能早于开始时间",
        ));
    }
    let recusal = it.recusal.clone().unwrap_or_default();
    let template = parse::line_if_any("content.template", &it.template)?;
    if !template.is_empty() && template::named(&template).is_none() {
        return Err(Refusal::malformed(
            "content.template",
            "must be a template that is listed",
            "没有该询问提纲",
        ));
    }
    Ok(Content {
        form,
        nth: parse::number("content.nth", it.nth)?,
        started,
        ended,
        place: parse::line("content.place", &it.place)?,
        subject: parse::line_if_any("content.subject", &it.subject)?,
        person: person(it.person.as_ref())?,
        attendants: attendants(&it.attendants)?,
        certificates_shown: it.certificates_shown,
        rights_told: it.rights_told,
        duty_told: it.duty_told,
        recusal: RecusalAsked {
            asked: recusal.asked,
            wanted: recusal.wanted,
            answer: parse::line_if_any("content.recusal.answer", &recusal.answer)?,
        },
        alone: it.alone,
        template,
        body: it.body.iter().enumerate().map(entry).collect::<Read<_>>()?,
        corrections: corrections(&it.corrections)?,
        taken: taken(&it.taken)?,
        recording: parse::line_if_any("content.recording", &it.recording)?,
        remark: parse::text_if_any("content.remark", &it.remark)?,
        hearing: parse::number_if_any("content.hearing_number", it.hearing_number)?,
        extraction: it.extraction.as_ref().map(extraction).transpose()?,
    })
}

fn person(it: Option<&proto::TranscriptPerson>) -> Read<Person> {
    let it = it.ok_or_else(|| Refusal::malformed("content.person", "must be given", "不能为空"))?;
    let mut conditions: BTreeSet<Condition> = BTreeSet::new();
    for condition in it.conditions() {
        let condition = read_condition(condition);
        conditions.insert(parse::chosen("content.person.conditions", condition)?);
    }
    Ok(Person {
        name: parse::line("content.person.name", &it.name)?,
        role: parse::chosen("content.person.role", read_role(it.role()))?,
        relation: parse::line_if_any("content.person.relation", &it.relation)?,
        identity: parse::line_if_any("content.person.identity", &it.identity)?,
        contact: parse::line_if_any("content.person.contact", &it.contact)?,
        employer: parse::line_if_any("content.person.employer", &it.employer)?,
        conditions,
        without_help: parse::line_if_any("content.person.without_help", &it.without_help)?,
    })
}

fn attendants(all: &[proto::TranscriptAttendant]) -> Read<Vec<Attendant>> {
    parse::not_too_many("content.attendants", all)?;
    let read = all.iter().map(|it| {
        let role = read_attendant_role(it.role());
        Ok(Attendant {
            name: parse::line("content.attendants.name", &it.name)?,
            role: parse::chosen("content.attendants.role", role)?,
            identity: parse::line_if_any("content.attendants.identity", &it.identity)?,
        })
    });
    read.collect()
}

/// An empty question or answer is for the law to refuse.
fn entry((at, it): (usize, &proto::TranscriptEntry)) -> Read<Entry> {
    let path = |part: &str| format!("content.body[{at}].{part}");
    Ok(match &it.entry {
        Some(Kind::Asked(it)) => Entry::Asked(Asked {
            question: parse::text_if_any(path("asked.question"), &it.question)?,
            answer: parse::text_if_any(path("asked.answer"), &it.answer)?,
        }),
        Some(Kind::Found(text)) => Entry::Found(parse::text_if_any(path("found"), text)?),
        None => {
            return Err(Refusal::malformed(
                path("entry"),
                "must be given",
                "不能为空",
            ));
        }
    })
}

fn corrections(all: &[proto::TranscriptCorrection]) -> Read<Vec<Correction>> {
    parse::not_too_many("content.corrections", all)?;
    let read = all.iter().map(|it| {
        Ok(Correction {
            entry: parse::number("content.corrections.entry", it.entry)?,
            from: parse::text_if_any("content.corrections.from", &it.from)?,
            to: parse::text_if_any("content.corrections.to", &it.to)?,
            confirmed: it.confirmed,
        })
    });
    read.collect()
}

fn taken(all: &[String]) -> Read<Vec<String>> {
    parse::not_too_many("content.taken", all)?;
    let read = all.iter().map(|it| parse::text("content.taken", it));
    read.collect()
}

fn extraction(it: &proto::TranscriptExtraction) -> Read<Extraction> {
    Ok(Extraction {
        source: parse::line_if_any("content.extraction.source", &it.source)?,
        method: parse::text_if_any("content.extraction.method", &it.method)?,
        digest: parse::line_if_any("content.extraction.digest", &it.digest)?,
    })
}

/// What is saved: whatever is there can be kept and shown again.
pub(super) fn so_far(it: Option<&proto::TranscriptContent>) -> Read<proto::TranscriptContent> {
    let it = it.ok_or_else(|| Refusal::malformed("content", "must be given", "不能为空"))?;
    sized(it)?;
    form("content.form_code", &it.form_code)?;
    for (path, text) in [
        ("content.place", &it.place),
        ("content.subject", &it.subject),
        ("content.template", &it.template),
        ("content.recording", &it.recording),
        ("content.remark", &it.remark),
    ] {
        parse::text_if_any(path, text)?;
    }
    if let Some(person) = &it.person {
        parse::text_if_any("content.person.name", &person.name)?;
        parse::text_if_any("content.person.identity", &person.identity)?;
    }
    parse::not_too_many("content.attendants", &it.attendants)?;
    parse::not_too_many("content.corrections", &it.corrections)?;
    taken(&it.taken)?;
    for (at, it) in it.body.iter().enumerate() {
        // An entry that is not yet filled may stand in a draft.
        if it.entry.is_some() {
            entry((at, it))?;
        }
    }
    Ok(it.clone())
}

fn sized(it: &proto::TranscriptContent) -> Read<()> {
    if it.body.len() > BODY {
        return Err(Refusal::malformed(
            "content.body",
            format!("must have at most {BODY} entries"),
            format!("不能超过{BODY}项，请另行制作笔录"),
        ));
    }
    if it.encoded_len() > LARGEST {
        return Err(Refusal::malformed(
            "content",
            format!("must have at most {LARGEST} bytes"),
            "笔录过长，请另行制作笔录",
        ));
    }
    Ok(())
}
