//! The catalogue of documents (law.md 10.2), paper by paper: cases are played to where each belongs, it is listed, previewed and
//! issued, and its file is read. What the case knows stands in it and is typed by nobody; what it does not know is asked for by
//! name, with the article that demands it.

mod coercion;
mod decision;
mod execution;
mod filing;
mod hearing;
mod inquiry;
mod inspection;
mod supervision;

use std::collections::{BTreeMap, BTreeSet};

use actor::Actor;
use contract::cases::v1::{
    self as proto, DocumentForm, FieldSource, FilledField, FormState, GetDocumentRequest,
    IssueDocumentRequest, ListFormsRequest, PreviewDocumentRequest,
};
use contract::elements::v1 as elements;
use contract::elements::v1::element::Body;
use form::{Field, Form, Shape};
use prost_types::value::Kind;
use serde_json::Value;

use crate::documents::{documents, text};
use crate::elements::{MARKET, SHIMA, agency};
use crate::office::{Office, fresh};

/// A paper of the catalogue as a played case has it.
struct Paper {
    code: &'static str,
    name: &'static str,
    /// Number of the thing of the case it is about; 0: the case itself.
    about: i32,
    /// What the case cannot know, as JSON: each mandatory field of it is asked for by name, and nothing else is.
    asked: &'static str,
    /// What the case knows and the paper has to say.
    says: &'static [&'static str],
}

/// A paper that asks for nothing.
const fn known(
    code: &'static str,
    name: &'static str,
    about: i32,
    says: &'static [&'static str],
) -> Paper {
    asking(code, name, about, "{}", says)
}

const fn asking(
    code: &'static str,
    name: &'static str,
    about: i32,
    asked: &'static str,
    says: &'static [&'static str],
) -> Paper {
    Paper {
        code,
        name,
        about,
        asked,
        says,
    }
}

/// Every table of papers that a test of a part plays.
const PLAYED: &[&[Paper]] = &[
    inspection::PAPERS,
    filing::PAPERS,
    filing::HANDED_OVER,
    filing::REFERRED,
    inquiry::PAPERS,
    inquiry::STANDSTILL,
    inquiry::RESUMED,
    inquiry::ENDED,
    inquiry::CONCLUDED,
    coercion::SEIZED,
    coercion::RELEASED,
    coercion::FROZEN,
    hearing::REVIEWED,
    hearing::CALLED,
    hearing::DECIDED,
    hearing::REFUSED,
    decision::ON_THE_SPOT,
    decision::SPARED,
    decision::CORRECTED,
    decision::CHANGED,
    decision::REVOKED,
    execution::SERVED,
    execution::ANNOUNCED,
    execution::PAID,
    execution::ENFORCED,
    execution::STOPPED,
    execution::SUBSTITUTED,
    execution::AT_COURT,
    execution::WITHDRAWN,
    supervision::PAPERS,
];

/// The forms that no case issues, each with the reason.
const NOT_ISSUED: &[(&str, &str, &str)] = &[
    (
        "LA02",
        "不予立案审批表",
        "what is not filed is no case: it is decided on the lead",
    ),
    (
        "LA03",
        "指定管辖通知书",
        "the superior agency makes it, numbers it and seals it",
    ),
    ("JD-S1", "行政执法监督通知书", "the supervisor's"),
    ("JD-S1", "行政执法监督督办函", "the supervisor's"),
    ("JD-S1", "行政执法监督意见书", "the supervisor's"),
    ("JD-S1", "行政执法监督决定书", "the supervisor's"),
];

#[test]
fn every_form_of_the_catalogue_is_issued_here_or_listed_with_the_reason() {
    let issued: BTreeSet<(&str, &str)> = PLAYED
        .iter()
        .flat_map(|papers| papers.iter())
        .map(|paper| (paper.code, paper.name))
        .collect();
    let listed: BTreeSet<(&str, &str)> = NOT_ISSUED.iter().map(|it| (it.0, it.1)).collect();
    assert!(NOT_ISSUED.iter().all(|it| !it.2.is_empty()));
    assert_eq!(issued.intersection(&listed).count(), 0, "one or the other");
    let here: BTreeSet<_> = issued.union(&listed).copied().collect();
    let catalogue: BTreeSet<_> = form::forms().map(|it| (it.code, it.name)).collect();
    let forgotten: Vec<_> = catalogue.difference(&here).collect();
    assert!(
        forgotten.is_empty(),
        "neither played nor listed: {forgotten:?}"
    );
    let unknown: Vec<_> = here.difference(&catalogue).collect();
    assert!(unknown.is_empty(), "not of the catalogue: {unknown:?}");
    // Of the 72 documents only what another agency makes is issued nowhere.
    let codes: BTreeSet<&str> = issued.iter().map(|it| it.0).collect();
    let all = form::documents().iter().map(|it| it.code);
    let never: Vec<&str> = all.filter(|code| !codes.contains(code)).collect();
    assert_eq!(never, ["LA03"]);
}

/// Opens an office whose agencies and parties are registered with where they are found.
async fn open(at: &str) -> Office {
    let office = crate::office::open(at).await;
    register(&office).await;
    office
}

/// Tells the agencies' and the parties' particulars: what is registered is not asked for.
async fn register(office: &Office) {
    for (id, name, division) in [
        (SHIMA, "漳州市龙海区石码街道办事处", "350604001"),
        (MARKET, "漳州市龙海区市场监督管理局", "350604"),
    ] {
        office.told.tell(Body::Agency(elements::Agency {
            address: "漳州市龙海区紫崴路88号".to_owned(),
            phone: "0596-6520000".to_owned(),
            ..agency(id, name, division)
        }));
    }
    for (id, name, kind, code) in [
        (
            "p-snack",
            "石码某小吃店",
            elements::PartyKind::IndividualBusiness,
            "92350604MA7T000145",
        ),
        (
            "p-foods",
            "龙海某食品有限公司",
            elements::PartyKind::Organisation,
            "91350604MA8UAB126N",
        ),
    ] {
        office.told.tell(Body::Party(elements::Party {
            party_id: id.to_owned(),
            name: name.to_owned(),
            kind: kind.into(),
            identity_code: code.to_owned(),
            representative: "王某".to_owned(),
            address: "漳州市龙海区石码街道解放北路1号".to_owned(),
            phone: "13900000000".to_owned(),
            ..elements::Party::default()
        }));
    }
    for (code, name) in [("3506", "漳州市"), ("350604", "龙海区")] {
        office.told.tell(Body::Division(elements::Division {
            code: code.to_owned(),
            name: name.to_owned(),
            ..elements::Division::default()
        }));
    }
    office.hear().await;
}

/// Issues each of the papers in the case: listed as one that it can have, previewed, issued, read.
async fn issue(office: &Office, actor: &Actor, case_id: &str, papers: &[Paper]) {
    let forms = listed(office, actor, case_id).await;
    let mut faults = Vec::new();
    for paper in papers {
        let told = one(office, actor, case_id, paper, &forms).await;
        faults.extend(
            told.into_iter()
                .map(|it| format!("{} {}: {it}", paper.code, paper.name)),
        );
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
    let again = listed(office, actor, case_id).await;
    for paper in papers {
        let state = find(&again, paper);
        assert!(
            state.is_some_and(|it| !it.issued.is_empty() && !it.due),
            "{}",
            paper.name
        );
    }
}

/// What the case can have.
async fn listed(office: &Office, actor: &Actor, case_id: &str) -> Vec<FormState> {
    let request = ListFormsRequest {
        case_id: case_id.to_owned(),
    };
    let answer = documents(office)
        .list_forms(office.by(actor, request))
        .await;
    let answer = answer.unwrap().into_inner();
    let whole: BTreeSet<(String, String)> = answer
        .forms
        .iter()
        .map(|it| it.form.clone())
        .chain(answer.withheld.iter().map(|it| it.form.clone()))
        .map(|it| it.map(|it| (it.code, it.name)).unwrap())
        .collect();
    assert_eq!(
        whole.len(),
        form::forms().count(),
        "each form is listed or withheld"
    );
    for it in &answer.withheld {
        assert!(
            !it.why.is_empty() && it.why != "本案没有该文书所载的事项",
            "{it:?}"
        );
    }
    answer.forms
}

fn find<'a>(forms: &'a [FormState], paper: &Paper) -> Option<&'a FormState> {
    forms.iter().find(|it| {
        let own = it.form.as_ref().unwrap();
        own.code == paper.code && own.name == paper.name && it.about == paper.about
    })
}

/// Issues one paper, and says what is wrong with it.
async fn one(
    office: &Office,
    actor: &Actor,
    case_id: &str,
    paper: &Paper,
    forms: &[FormState],
) -> Vec<String> {
    let form = form::form(paper.code, paper.name).unwrap();
    let asked: serde_json::Map<String, Value> = serde_json::from_str(paper.asked).unwrap();
    let Some(state) = find(forms, paper) else {
        return vec!["is not listed".to_owned()];
    };
    let mut faults = asks(form, state, &asked);
    if !state.obstacle.is_empty() {
        faults.push(format!("cannot be issued: {}", state.obstacle));
    }
    let draft = PreviewDocumentRequest {
        case_id: case_id.to_owned(),
        form: Some(form_of(paper)),
        about: paper.about,
        entered: Some(entered(&asked)),
        ..PreviewDocumentRequest::default()
    };
    let draft = documents(office)
        .preview_document(office.by(actor, draft))
        .await;
    let draft = match draft {
        Ok(draft) => draft.into_inner(),
        Err(status) => return [faults, vec![format!("preview: {}", status.message())]].concat(),
    };
    for it in draft
        .fields
        .iter()
        .filter(|it| asked.contains_key(&it.field))
    {
        if it.source() != FieldSource::Entered {
            faults.push(format!("{} was known already: {}", it.field, it.value_json));
        }
    }
    let request = IssueDocumentRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        form: Some(form_of(paper)),
        about: paper.about,
        entered: Some(entered(&asked)),
        ..IssueDocumentRequest::default()
    };
    let issued = documents(office)
        .issue_document(office.by(actor, request))
        .await;
    let case = match issued {
        Ok(issued) => issued.into_inner().case.unwrap(),
        Err(status) => return [faults, vec![format!("issue: {}", status.message())]].concat(),
    };
    let file = case.documents.last().unwrap();
    let request = GetDocumentRequest {
        case_id: case_id.to_owned(),
        number: file.number,
    };
    let got = documents(office)
        .get_document(office.by(actor, request))
        .await;
    let pdf = got.unwrap().into_inner().pdf;
    keep(paper, &pdf);
    faults.extend(reads(form, paper, file, &text(&pdf), &draft.fields));
    faults
}

/// Writes the file to a folder to be looked at, where one is named.
fn keep(paper: &Paper, pdf: &[u8]) {
    if let Some(folder) = std::env::var_os("YIFA_PAPERS") {
        let name = format!("{}-{}-{}.pdf", paper.code, paper.name, paper.about);
        std::fs::write(std::path::Path::new(&folder).join(name), pdf).unwrap();
    }
}

fn form_of(paper: &Paper) -> DocumentForm {
    DocumentForm {
        code: paper.code.to_owned(),
        name: paper.name.to_owned(),
    }
}

/// What is asked for: exactly what the case cannot know, by name, with its label and its article.
fn asks(form: &Form, state: &FormState, asked: &serde_json::Map<String, Value>) -> Vec<String> {
    let mut faults = Vec::new();
    let named: BTreeSet<&str> = state.missing.iter().map(|it| it.field.as_str()).collect();
    for it in &state.missing {
        let field = form.field(&it.field).unwrap();
        let article = field.citation.map(|by| by.to_string()).unwrap_or_default();
        if it.label != field.label || it.article != article || it.r#where.is_empty() {
            faults.push(format!("asks for {} otherwise: {it:?}", it.field));
        }
        if !asked.contains_key(&it.field) {
            faults.push(format!("asks for {} ({})", it.field, it.label));
        }
    }
    for name in asked.keys() {
        let needed = form
            .field(name)
            .is_some_and(|it| it.need == form::Need::Always);
        if needed && !named.contains(name.as_str()) {
            faults.push(format!("does not ask for {name}"));
        }
    }
    faults
}

/// Whether the file says what it must: its title, agency, number and code, every field that is filled, and what the case knows.
fn reads(
    form: &Form,
    paper: &Paper,
    file: &proto::DocumentFile,
    text: &str,
    fields: &[FilledField],
) -> Vec<String> {
    let mut faults = Vec::new();
    let pages = file.printed.as_ref().unwrap().pages;
    let mut expect = |what: &str, words: &str| {
        if !holds(text, words, pages) {
            faults.push(format!("{what} is not printed: {words}"));
        }
    };
    for word in paper.says {
        expect("what the case knows", word);
    }
    if !matches!(paper.code, "JA02") {
        expect("the title", form.name);
    }
    expect("the number", &file.document_number);
    expect("the foot", &format!("共{pages}页"));
    for it in fields.iter().filter(|it| !it.value_json.is_empty()) {
        let Some(field) = form.field(&it.field) else {
            continue;
        };
        // The number of the draft is not given yet; the link is in the QR code.
        if matches!(field.name, "document_number" | "case_link") {
            continue;
        }
        let value: Value = serde_json::from_str(&it.value_json).unwrap();
        for words in printed(field, &value) {
            expect(field.name, &words);
        }
    }
    if form.word.is_some() == file.document_number.is_empty() {
        faults.push(format!("its number is {:?}", file.document_number));
    }
    for blank in ["【待填", "草稿", "undefined", "null"] {
        if text.contains(blank) {
            faults.push(format!("{blank} stands in it"));
        }
    }
    for doubled in [
        "。。", "；。", "，。", "，，", "。，", "：：", "（）", "《》",
    ] {
        if text.contains(doubled) {
            faults.push(format!("{doubled} stands in it"));
        }
    }
    faults
}

/// What stands on the paper where a field has this value.
fn printed(field: &Field, value: &Value) -> Vec<String> {
    let of = |object: &Value, name: &str| object[name].as_str().unwrap_or_default().to_owned();
    let all = |value: &Value, names: &[&str]| -> Vec<String> {
        let rows = value.as_array().into_iter().flatten();
        rows.flat_map(|row| names.iter().map(move |name| of(row, name)))
            .collect()
    };
    match field.shape {
        Shape::Line | Shape::Text | Shape::Choice(_) => value
            .as_str()
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
            .collect(),
        Shape::Officers => all(value, &["name", "certificate"]),
        Shape::Signature => all(value, &["name", "note"]),
        Shape::Dialogue => all(value, &["question", "answer"]),
        Shape::Opinion => vec![of(value, "opinion"), of(value, "name")],
        Shape::Rows(columns) => {
            let rows = value.as_array().into_iter().flatten();
            rows.flat_map(|row| {
                columns
                    .iter()
                    .map(move |column| (column, &row[column.name]))
            })
            .filter(|(_, cell)| cell.is_string())
            .filter(|(column, _)| matches!(column.shape, Shape::Line | Shape::Text))
            .map(|(_, cell)| cell.as_str().unwrap_or_default().to_owned())
            .collect()
        }
        Shape::Money => {
            let fen = u64::try_from(value.as_i64().unwrap_or_default()).unwrap_or_default();
            vec![figures(fen), cases_domain::Fen(fen).capitals()]
        }
        _ => press::shown(field, value).into_iter().collect(),
    }
}

/// An amount in figures, as papers print it.
fn figures(fen: u64) -> String {
    match fen % 100 {
        0 => format!("{}元", fen / 100),
        rest => format!("{}.{rest:02}元", fen / 100),
    }
}

/// Whether words stand in a text from which blanks were taken; where a page ends among them its foot stands in between.
fn holds(text: &str, words: &str, pages: i32) -> bool {
    const STOPS: [char; 6] = ['。', '；', '，', '：', '、', '.'];
    let words: Vec<char> = words
        .trim_end_matches(STOPS)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let whole: String = words.iter().collect();
    if text.contains(&whole) {
        return true;
    }
    let parts: Vec<String> = words.chunks(10).map(|it| it.iter().collect()).collect();
    let broken = parts
        .iter()
        .filter(|it| !text.contains(it.as_str()))
        .count();
    parts.len() > broken && i32::try_from(broken).is_ok_and(|it| it < pages)
}

/// What is entered, as the contract takes it.
fn entered(fields: &serde_json::Map<String, Value>) -> prost_types::Struct {
    let fields = fields.iter().map(|(name, it)| (name.clone(), wire(it)));
    prost_types::Struct {
        fields: fields.collect::<BTreeMap<_, _>>(),
    }
}

fn wire(value: &Value) -> prost_types::Value {
    let kind = match value {
        Value::Null => Kind::NullValue(0),
        Value::Bool(it) => Kind::BoolValue(*it),
        Value::Number(it) => Kind::NumberValue(it.as_f64().unwrap()),
        Value::String(it) => Kind::StringValue(it.clone()),
        Value::Array(it) => Kind::ListValue(prost_types::ListValue {
            values: it.iter().map(wire).collect(),
        }),
        Value::Object(it) => Kind::StructValue(entered(it)),
    };
    prost_types::Value { kind: Some(kind) }
}
