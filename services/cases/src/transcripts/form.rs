//! A transcript as the fields of its form in the catalogue of documents (crates/form): what its paper is printed from.

use calendar::CivilDate;
use cases_domain::transcript::{Attendant, AttendantRole, Content, Entry, Form, Transcript, said};
use cases_domain::{Case, OfficerSnapshot};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

/// The fields of the transcript's form as one object.
pub(crate) fn data(case: &Case, it: &Transcript) -> Map<String, Value> {
    let fields = fields(case, it).into_iter();
    fields
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The fields of the transcript's form. What it does not say is left out, so that the form names it as missing.
pub(crate) fn fields(case: &Case, it: &Transcript) -> Fields {
    let content = &it.content;
    let mut fields = head(it);
    fields.extend(match content.form {
        Form::Interview | Form::InspectionInterview => interview(it),
        Form::Scene | Form::Inspection | Form::Survey | Form::ElectronicData => visit(case, it),
        Form::Statement => statement(case, it),
        Form::Hearing => hearing(case, it),
    });
    let blank = |value: &Value| value.is_null() || value == "" || *value == json!([]);
    fields.retain(|(_, value)| !blank(value));
    fields
}

/// Fields of a form by their names.
pub(crate) type Fields = Vec<(&'static str, Value)>;

/// What every transcript has.
fn head(it: &Transcript) -> Fields {
    let content = &it.content;
    vec![
        ("time", moment(content.started)),
        ("until", moment(content.ended)),
        ("place", content.place.clone().into()),
        ("officers", officers(&it.officers)),
        (
            "recorder",
            it.officers.last().map(|it| it.name.clone()).into(),
        ),
        ("recording", content.recording.clone().into()),
        ("certificate_shown", shown(content, &it.officers).into()),
        ("rights_told", told(content).into()),
        ("party_remark", content.remark.clone().into()),
        ("witness_signature", attending(it, AttendantRole::Witness)),
        ("officer_signature", by_officers(it)),
    ]
}

fn interview(it: &Transcript) -> Fields {
    let person = &it.content.person;
    let role = match person.relation.as_str() {
        "" => person.role.zh(),
        relation => relation,
    };
    vec![
        ("nth", it.content.nth.into()),
        ("person", person.name.clone().into()),
        ("person_code", person.identity.clone().into()),
        ("person_phone", person.contact.clone().into()),
        ("person_role", role.into()),
        ("record", dialogue(&it.content)),
        ("person_signature", by_person(it)),
    ]
}

fn visit(case: &Case, it: &Transcript) -> Fields {
    let content = &it.content;
    let signatures = join([
        by_person(it),
        attending(it, AttendantRole::Witness),
        by_officers(it),
    ]);
    // Names and sizes of the files are entered where it is printed; what identifies them is told here.
    let record = match &content.extraction {
        Some(data) => format!("{}\n校验值：{}", said(content), data.digest),
        None => said(content),
    };
    let mut fields = vec![
        ("party_name", case.opening.party.name.clone().into()),
        ("person_in_charge", content.person.name.clone().into()),
        ("person_role", content.person.relation.clone().into()),
        ("purpose", content.subject.clone().into()),
        ("record", record.into()),
        ("measures", content.taken.join("\n").into()),
        ("party_signature", by_person(it)),
    ];
    match (content.form, &content.extraction) {
        (Form::Scene, _) => fields.extend([
            ("statement", content.remark.clone().into()),
            ("signatures", signatures),
        ]),
        (Form::Survey, _) => {
            let invited = content.attendants.iter().map(|it| it.name.as_str());
            fields.push(("invited", invited.collect::<Vec<_>>().join("、").into()));
        }
        (Form::ElectronicData, Some(data)) => fields.extend([
            ("source", data.source.clone().into()),
            ("method", data.method.clone().into()),
        ]),
        _ => {}
    }
    fields
}

fn statement(case: &Case, it: &Transcript) -> Fields {
    vec![
        ("party_name", case.opening.party.name.clone().into()),
        ("person", it.content.person.name.clone().into()),
        ("cause", it.content.subject.clone().into()),
        ("statement", said(&it.content).into()),
        ("materials", it.content.taken.join("\n").into()),
        ("party_signature", by_person(it)),
    ]
}

fn hearing(case: &Case, it: &Transcript) -> Fields {
    let content = &it.content;
    let names = |role: AttendantRole| {
        let of_role = content.attendants.iter().filter(move |it| it.role == role);
        of_role
            .map(|it| it.name.as_str())
            .collect::<Vec<_>>()
            .join("、")
    };
    let handlers = case.opening.officers.iter().map(|it| it.name.as_str());
    vec![
        ("party_name", case.opening.party.name.clone().into()),
        ("cause", content.subject.clone().into()),
        ("chair", names(AttendantRole::Presider).into()),
        ("clerk", names(AttendantRole::Clerk).into()),
        ("agents", names(AttendantRole::Agent).into()),
        (
            "investigators",
            handlers.collect::<Vec<_>>().join("、").into(),
        ),
        ("others", names(AttendantRole::Other).into()),
        ("opening", told(content).into()),
        ("record", dialogue(content)),
        ("party_signature", by_person(it)),
        ("chair_signature", attending(it, AttendantRole::Presider)),
    ]
}

fn shown(content: &Content, officers: &[OfficerSnapshot]) -> String {
    if !content.certificates_shown {
        return String::new();
    }
    let cards = officers.iter();
    let cards = cards.map(|it| format!("{}（执法证号：{}）", it.name, it.certificate));
    let cards = cards.collect::<Vec<_>>().join("、");
    format!("执法人员{cards}已出示执法证件。")
}

fn told(content: &Content) -> String {
    let mut all = Vec::new();
    if content.rights_told {
        all.push("已告知依法享有陈述、申辩和申请回避的权利。".to_owned());
    }
    if content.duty_told {
        all.push("已告知应当如实回答询问，并协助调查。".to_owned());
    }
    if content.recusal.asked {
        all.push(format!("是否申请回避：{}", content.recusal.answer));
    }
    all.join("")
}

/// Questions and answers; what was only told is an answer without a question.
fn dialogue(content: &Content) -> Value {
    let turns = content.body.iter().map(|it| match it {
        Entry::Asked(it) => json!({ "question": it.question, "answer": it.answer }),
        Entry::Found(text) => json!({ "answer": text }),
    });
    turns.collect::<Vec<_>>().into()
}

/// The signature of the person, page by page as it was given; what was not signed says why.
fn by_person(it: &Transcript) -> Value {
    if let Some(none) = &it.unsigned {
        let shown = [none.witness.as_str(), none.recording.as_str()];
        let shown = shown.iter().filter(|it| !it.is_empty()).copied();
        let shown = shown.collect::<Vec<_>>().join("、");
        let note = format!("{}：{}（见证：{shown}）", none.manner.zh(), none.reasons);
        return json!([{ "name": it.content.person.name, "on": day(none.at), "note": note }]);
    }
    marks(it, &it.content.person.name)
}

fn attending(it: &Transcript, role: AttendantRole) -> Value {
    let of_role = |other: &&Attendant| other.role == role;
    let attendants = it.content.attendants.iter().filter(of_role);
    join(attendants.map(|other| marks(it, &other.name)))
}

fn marks(it: &Transcript, signer: &str) -> Value {
    let own = it.marks.iter().filter(|mark| mark.signer == signer);
    let own = own.map(|mark| {
        let pages = mark.pages.iter().map(|it| it.page.to_string());
        let pages = pages.collect::<Vec<_>>().join("、");
        let note = format!("第{pages}页，{}。{}", mark.manner.zh(), mark.remark);
        json!({ "name": mark.signer, "on": day(mark.at), "note": note })
    });
    own.collect::<Vec<_>>().into()
}

fn by_officers(it: &Transcript) -> Value {
    let signed = it.officer_marks.iter().map(|mark| {
        let mut officers = it.officers.iter();
        let name = officers.find(|it| it.id == mark.officer);
        json!({ "name": name.map_or("", |it| it.name.as_str()), "on": day(mark.at) })
    });
    signed.collect::<Vec<_>>().into()
}

fn join(all: impl IntoIterator<Item = Value>) -> Value {
    let parts = all.into_iter().flat_map(|it| match it {
        Value::Array(parts) => parts,
        _ => Vec::new(),
    });
    parts.collect::<Vec<_>>().into()
}

fn officers(officers: &[OfficerSnapshot]) -> Value {
    let all = officers.iter();
    let all = all.map(|it| json!({ "name": it.name, "certificate": it.certificate }));
    all.collect::<Vec<_>>().into()
}

/// A moment in Shanghai: `2026-03-02T09:30`.
fn moment(at: DateTime<Utc>) -> Value {
    ::form::moment::civil(at).into()
}

fn day(at: DateTime<Utc>) -> String {
    CivilDate::of(at).to_string()
}
