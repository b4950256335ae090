//! Transcripts in the file: every version, page by page as it was concluded, with the signatures of each page.

use std::collections::BTreeMap;

use calendar::CivilDate;
use cases_domain::transcript::{OfficerMark, PageMark, Transcript};
use data_encoding::HEXLOWER;
use form::{Form, Place};
use press::{Drawn, Lines, PlateBody, TranscriptPage};
use refusal::{Failure, Fault};
use seal::strokes::Strokes;
use volume::{Item, Lies};

use super::Ground;
use crate::api::divided;
use crate::store::HandOnFile;

/// The transcripts of a case.
pub(super) async fn items(
    ground: &Ground<'_>,
    hands: &[HandOnFile],
) -> Result<Vec<Item>, Failure> {
    let drawn = on_file(hands);
    let mut items = Vec::new();
    for it in &ground.case.transcripts {
        let body = body(ground, it, &drawn)?;
        let pdf = ground.plate(&it.title(), body).await;
        items.push(Item {
            title: it.title(),
            number: String::new(),
            on: Some(CivilDate::of(it.content.ended)),
            place: place(it),
            last: false,
            pdf: Some(pdf.map_err(Fault::internal)?),
            sm3: it.sm3.clone(),
            lies: Lies::Nowhere,
            note: note(it),
        });
    }
    Ok(items)
}

/// Where the paper stands that the transcript is printed as.
fn place(it: &Transcript) -> Place {
    let own = it.content.form;
    let same = |form: &&Form| form.name.starts_with(own.zh());
    let form = form::forms_of(own.code()).find(same);
    form.map_or(Place::Evidence, |form| form.place)
}

fn note(it: &Transcript) -> String {
    match it.superseded_by {
        Some(number) => format!("已由第{number}号笔录取代"),
        None if !it.is_settled() => "签名未完成".to_owned(),
        None => String::new(),
    }
}

/// What hands drew, by the SM3 of the strokes. A signature that does not verify is none.
fn on_file(hands: &[HandOnFile]) -> BTreeMap<String, &Strokes> {
    let sound = hands.iter().filter(|it| {
        let document = HEXLOWER.decode(it.signature.document_sm3.as_bytes()).ok();
        let document = document.and_then(|it| <[u8; 32]>::try_from(it).ok());
        document.is_some_and(|document| it.signature.verify(&document, None).is_ok())
    });
    let strokes = sound.map(|it| &it.signature.strokes);
    strokes
        .map(|it| (HEXLOWER.encode(&it.digest()), it))
        .collect()
}

fn body(
    ground: &Ground<'_>,
    it: &Transcript,
    drawn: &BTreeMap<String, &Strokes>,
) -> Result<PlateBody, Failure> {
    let divided = divided(ground.case, it)?;
    let count = divided.len();
    let pages = divided.into_iter().map(|page| {
        let signed = it.marks.iter();
        let signed = signed.filter(|mark| mark.pages.iter().any(|it| it.page == page.number));
        TranscriptPage {
            about: format!("笔录第{}页，共{count}页　SM3：{}", page.number, page.sm3),
            signers: signed.map(|mark| by_person(mark, drawn)).collect(),
            lines: page.lines,
        }
    });
    Ok(PlateBody::Transcript {
        pages: pages.collect(),
        notes: notes(it),
        signers: it
            .officer_marks
            .iter()
            .map(|mark| by_officer(it, mark, drawn))
            .collect(),
    })
}

fn by_person(mark: &PageMark, drawn: &BTreeMap<String, &Strokes>) -> Drawn {
    let on = CivilDate::of(mark.at).zh();
    Drawn {
        name: mark.signer.clone(),
        note: format!("{on}　{}", mark.manner.zh()),
        strokes: drawn.get(&mark.strokes_sm3).map(|it| lines(it)),
    }
}

fn by_officer(
    it: &Transcript,
    mark: &OfficerMark,
    drawn: &BTreeMap<String, &Strokes>,
) -> Drawn {
    let own = it.officers.iter().find(|it| it.id == mark.officer);
    Drawn {
        name: own.map_or_else(|| mark.officer.to_string(), |it| it.name.clone()),
        note: CivilDate::of(mark.at).zh(),
        strokes: drawn.get(&mark.strokes_sm3).map(|it| lines(it)),
    }
}

fn lines(it: &Strokes) -> Lines {
    let line = |stroke: &Vec<seal::strokes::Point>| stroke.iter().map(|it| (it.x, it.y)).collect();
    Lines {
        width: it.width,
        height: it.height,
        lines: it.strokes.iter().map(line).collect(),
    }
}

/// What each signer wrote beside the signature, once; that and why somebody did not sign.
fn notes(it: &Transcript) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for mark in it.marks.iter().filter(|it| !it.remark.is_empty()) {
        let note = format!("{}：{}", mark.signer, mark.remark);
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    if let Some(none) = &it.unsigned {
        let seen = [&none.witness, &none.recording];
        let seen: Vec<&str> = seen
            .into_iter()
            .map(String::as_str)
            .filter(|it| !it.is_empty())
            .collect();
        let (person, manner) = (&it.content.person.name, none.manner.zh());
        let (why, seen) = (&none.reasons, seen.join("、"));
        notes.push(format!("{person}{manner}：{why}（见证：{seen}）"));
    }
    if let Some(number) = it.superseded_by {
        notes.push(format!("本版已由第{number}号笔录取代，原文和签名照录。"));
    }
    notes
}
