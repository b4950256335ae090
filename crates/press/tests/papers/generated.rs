//! Every form, filled with generated data, says what it was filled with.

use form::{Data, Field, Form, Phase, Shape, forms};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::{pages_of, print};

/// Characters that names and sentences are made of.
const LETTERS: &str = "海澄镇港口街经营场所检查发现燃气报警装置安装整改复核采纳处罚罚款没收证据材料陈述申辩听证决定送达执行机关当事人\
    法定代表人责令改正期限届满依法处理情节轻微及时纠正危害后果证明事实清楚程序合法适用准确裁量适当甲乙丙丁ABCxyz0123456789";

fn words(least: usize, most: usize) -> impl Strategy<Value = String> {
    let letters: Vec<char> = LETTERS.chars().collect();
    prop::collection::vec(prop::sample::select(letters), least..=most)
        .prop_map(|letters| letters.into_iter().collect())
}

fn day() -> impl Strategy<Value = String> {
    (2022..2031, 1..13, 1..29).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"))
}

fn value(shape: Shape) -> BoxedStrategy<Value> {
    match shape {
        Shape::Line => words(2, 24).prop_map(Value::String).boxed(),
        Shape::Text => prop::collection::vec(words(4, 60), 1..4)
            .prop_map(|paragraphs| Value::String(paragraphs.join("\n")))
            .boxed(),
        Shape::Date => day().prop_map(Value::String).boxed(),
        Shape::Moment => (day(), 0..24, 0..60)
            .prop_map(|(day, hour, minute)| json!(format!("{day}T{hour:02}:{minute:02}")))
            .boxed(),
        Shape::Period => (day(), day())
            .prop_map(|(a, b)| json!({"from": a.clone().min(b.clone()), "to": a.max(b)}))
            .boxed(),
        Shape::Money => (0_u64..100_000_000_000).prop_map(|fen| json!(fen)).boxed(),
        Shape::Count => (0_u64..10_000).prop_map(|count| json!(count)).boxed(),
        Shape::YesNo => any::<bool>().prop_map(Value::Bool).boxed(),
        Shape::Choice(choices) => prop::sample::select(choices)
            .prop_map(|text| json!(text))
            .boxed(),
        Shape::Officers => prop::collection::vec((words(2, 4), "[0-9]{11}"), 2..4)
            .prop_map(|officers| {
                let officer =
                    |(name, certificate)| json!({"name": name, "certificate": certificate});
                Value::Array(officers.into_iter().map(officer).collect())
            })
            .boxed(),
        Shape::Rows(columns) => {
            let row: Vec<_> = columns.iter().map(|column| value(column.shape)).collect();
            prop::collection::vec(row, 1..6)
                .prop_map(|rows| {
                    let named = |row: Vec<Value>| -> Value {
                        let names = columns.iter().map(|column| column.name.to_owned());
                        Value::Object(names.zip(row).collect())
                    };
                    Value::Array(rows.into_iter().map(named).collect())
                })
                .boxed()
        }
        Shape::Dialogue => prop::collection::vec((words(4, 40), words(2, 80)), 1..8)
            .prop_map(|turns| {
                let turn = |(question, answer)| json!({"question": question, "answer": answer});
                Value::Array(turns.into_iter().map(turn).collect())
            })
            .boxed(),
        Shape::Opinion => (words(2, 40), words(2, 4), day())
            .prop_map(|(opinion, name, on)| json!({"opinion": opinion, "name": name, "on": on}))
            .boxed(),
        Shape::Signature => (words(2, 4), day())
            .prop_map(|(name, on)| json!([{"name": name, "on": on}]))
            .boxed(),
        Shape::Seal => Just(Value::Null).boxed(),
    }
}

/// Data for a form: all mandatory fields, and each other one or not.
fn data(form: &'static Form) -> impl Strategy<Value = Data> {
    let fields: Vec<_> = form
        .fields()
        .filter(|field| field.shape != Shape::Seal)
        .collect();
    let values: Vec<_> = fields
        .iter()
        .map(|field| (any::<bool>(), value(field.shape)))
        .collect();
    values.prop_map(move |values| {
        let kept = fields
            .iter()
            .zip(values)
            .filter(|(field, (there, _))| *there || !matches!(field.need, form::Need::Never));
        kept.map(|(field, (_, value))| (field.name.to_owned(), value))
            .collect()
    })
}

/// The pieces of text that a field's value must leave on paper.
fn pieces(field: &Field, value: &Value) -> Vec<String> {
    let cell = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match field.shape {
        Shape::Rows(columns) => columns
            .iter()
            .filter(|column| column.shape == Shape::Line)
            .flat_map(|column| {
                let rows = value.as_array().unwrap();
                rows.iter()
                    .map(|row| cell(&row[column.name]))
                    .collect::<Vec<_>>()
            })
            .collect(),
        Shape::Dialogue => {
            let turns = value.as_array().unwrap();
            turns
                .iter()
                .flat_map(|turn| [cell(&turn["question"]), cell(&turn["answer"])])
                .collect()
        }
        Shape::Opinion => vec![cell(&value["opinion"]), cell(&value["name"])],
        Shape::Signature => vec![cell(&value[0]["name"])],
        Shape::Text => cell(value).split('\n').map(str::to_owned).collect(),
        Shape::Seal => Vec::new(),
        _ => vec![press::shown(field, value).unwrap()],
    }
}

/// Whether the pages say it; a break between two pages may part it.
fn reads(pages: &[String], piece: &str) -> bool {
    let parted = |two: &[String]| {
        let mut breaks = piece.char_indices().map(|(at, _)| piece.split_at(at));
        breaks.any(|(before, after)| two[0].contains(before) && two[1].contains(after))
    };
    pages.iter().any(|page| page.contains(piece)) || pages.windows(2).any(parted)
}

/// What the feet of the pages hold, and what stands in a code.
const ELSEWHERE: [&str; 3] = ["case_number", "case_code", "case_link"];

fn every_form_of(phase: Phase) {
    let mut runner = TestRunner::deterministic();
    let mut printed = 0;
    for form in forms().filter(|form| form.document().phase == phase) {
        let data = data(form).new_tree(&mut runner).unwrap().current();
        let paper = print(form, &data);
        let pages = pages_of(form.layout, &paper.pdf);
        let titled = !matches!(form.code, "JA02" | "QZ03");
        assert!(!titled || reads(&pages, form.name), "{}", form.name);
        for field in form
            .fields()
            .filter(|field| !ELSEWHERE.contains(&field.name))
        {
            let Some(value) = data
                .get(field.name)
                .filter(|value| form::is_filled(Some(value)))
            else {
                continue;
            };
            if field.name == "agency_name" && form.by_party && form.layout == form::Layout::Letter {
                continue;
            }
            for piece in pieces(field, value) {
                assert!(
                    reads(&pages, &piece),
                    "{} {} lacks {} {piece:?} in {pages:?}",
                    form.code,
                    form.name,
                    field.name
                );
            }
        }
        printed += 1;
    }
    assert!(printed > 0);
}

#[test]
fn forms_of_inspection_say_what_they_were_filled_with() {
    every_form_of(Phase::Inspection);
}

#[test]
fn forms_of_filing_say_what_they_were_filled_with() {
    every_form_of(Phase::Filing);
}

#[test]
fn forms_of_inquiry_say_what_they_were_filled_with() {
    every_form_of(Phase::Inquiry);
}

#[test]
fn forms_of_coercion_say_what_they_were_filled_with() {
    every_form_of(Phase::Coercion);
}

#[test]
fn forms_of_hearing_say_what_they_were_filled_with() {
    every_form_of(Phase::Hearing);
}

#[test]
fn forms_of_decision_say_what_they_were_filled_with() {
    every_form_of(Phase::Decision);
}

#[test]
fn forms_of_execution_say_what_they_were_filled_with() {
    every_form_of(Phase::Execution);
}

#[test]
fn forms_of_supervision_say_what_they_were_filled_with() {
    every_form_of(Phase::Supervision);
}
