//! `yifa vectors FILE`: the rules of law against worked examples.
//!
//! A vectors file states inputs and what the law makes of them. Each vector is worked out here from
//! its inputs alone, through the public functions of `calendar` and `statute`, and then compared.
//! Which rule a vector is about is told by its id: `WD-06`, or `WD-06#3` for the same rule with
//! other inputs.

mod calendar_days;
mod civil_days;
mod credit;
mod criminal_transfer;
mod hours;
mod identifiers;
mod inputs;
mod late_fines;
mod limitation;
mod money;
mod number;
mod rules;
mod service;
mod thresholds;
mod working_days;

use std::fmt;
use std::path::Path;

use anyhow::Context;
use calendar::Calendar;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use inputs::{Inputs, Unanswered};
use rules::Rules;

/// What a run of a vectors file came to. Its `Display` is what `yifa vectors` prints.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// How many vectors held.
    pub passed: usize,
    /// Those that did not, in the order of the file.
    pub failures: Vec<Failure>,
}

/// A vector that did not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// The vector's id.
    pub id: String,
    /// What the file expects.
    pub expected: Value,
    /// What the rules gave.
    pub got: Value,
}

/// Runs the vectors in a file.
pub fn run(file: &Path) -> anyhow::Result<Outcome> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the vectors file {}", file.display()))?;
    run_str(&text).with_context(|| format!("cannot use the vectors file {}", file.display()))
}

/// Runs the vectors in a text.
pub fn run_str(text: &str) -> anyhow::Result<Outcome> {
    let file: File = serde_json::from_str(text).context("not a vectors file")?;
    let rules = Rules::new(Calendar::state_council());
    let mut outcome = Outcome {
        passed: 0,
        failures: Vec::new(),
    };
    for vector in file.vectors {
        let got = rules.answer(&vector);
        if !vector.expected.is_empty() && holds(&vector.expected, &got) {
            outcome.passed += 1;
        } else {
            let expected = Value::Object(vector.expected);
            outcome.failures.push(Failure {
                id: vector.id,
                expected,
                got,
            });
        }
    }
    Ok(outcome)
}

impl Outcome {
    /// How many vectors did not hold.
    pub fn failed(&self) -> usize {
        self.failures.len()
    }

    /// Whether every vector held.
    pub fn holds(&self) -> bool {
        self.failures.is_empty()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for failure in &self.failures {
            writeln!(f, "{failure}")?;
        }
        write!(f, "{} passed, {} failed", self.passed, self.failed())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: expected {} got {}",
            self.id, self.expected, self.got
        )
    }
}

#[derive(Deserialize)]
struct File {
    vectors: Vec<Vector>,
}

/// One worked example.
#[derive(Deserialize)]
struct Vector {
    id: String,
    #[serde(default)]
    inputs: Map<String, Value>,
    expected: Map<String, Value>,
}

impl Rules {
    /// What the rules make of a vector's inputs.
    fn answer(&self, vector: &Vector) -> Value {
        let inputs = Inputs::new(&vector.inputs);
        match self.evaluate(&vector.id, &inputs) {
            Ok(answer) => answer,
            Err(Unanswered::Unpublished) => json!({ "result": "error:calendar_unpublished" }),
            Err(Unanswered::NotCovered) => json!({ "result": "not covered" }),
            Err(Unanswered::BadInput(what)) => json!({ "result": format!("error:input {what}") }),
        }
    }

    fn evaluate(&self, id: &str, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let rule = id.split('#').next().unwrap_or(id);
        let (group, number) = rule.split_once('-').ok_or(Unanswered::NotCovered)?;
        let number: u32 = number.parse().map_err(|_| Unanswered::NotCovered)?;
        match group {
            "CAL" => self.civil_days(number, inputs),
            "WD" => self.working_days(number, inputs),
            "CD" => self.calendar_days(number, inputs),
            "HR" => hours::answer(number, inputs),
            "ID" => identifiers::answer(number, inputs),
            "SV" => self.service(number, inputs),
            "TR" => self.criminal_transfer(number, inputs),
            "LM" => limitation::answer(number, inputs),
            "TH" => thresholds::answer(number, inputs),
            "LF" => self.late_fines(number, inputs),
            "CN" => money::answer(inputs),
            "CR" => credit::answer(number, inputs),
            "PK" => identifiers::party_category(inputs),
            "DN" => Ok(number::answer(inputs)),
            "ST" => thresholds::statistics_column(inputs),
            _ => Err(Unanswered::NotCovered),
        }
    }
}

/// Whether everything the file expects was got. The answer may say more than was asked.
fn holds(expected: &Map<String, Value>, got: &Value) -> bool {
    expected
        .iter()
        .all(|(key, value)| match (value, got.get(key)) {
            (Value::Object(expected), Some(got)) if !expected.is_empty() => holds(expected, got),
            (_, Some(got)) => value == got,
            (_, None) => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(id: &str, inputs: &Value, expected: &Value) -> Outcome {
        let vectors = json!({ "vectors": [{ "id": id, "inputs": inputs, "expected": expected }] });
        run_str(&vectors.to_string()).unwrap()
    }

    #[test]
    fn a_failing_vector_is_named_with_expected_and_got() {
        let inputs = json!({ "notice_served": "2025-09-29" });
        let outcome = one("WD-01#7", &inputs, &json!({ "due": "2025-10-14" }));
        assert_eq!(
            outcome.to_string(),
            "WD-01#7: expected {\"due\":\"2025-10-14\"} got {\"due\":\"2025-10-13\"}\n\
             0 passed, 1 failed"
        );
        assert!(one("WD-01#8", &inputs, &json!({ "due": "2025-10-13" })).holds());
    }

    #[test]
    fn what_nobody_can_answer_fails() {
        for id in ["XX-01", "WD-99", "WD", "", "WD-x"] {
            let outcome = one(id, &json!({}), &json!({ "due": "2025-10-13" }));
            assert_eq!(
                outcome.failures[0].got,
                json!({ "result": "not covered" }),
                "{id}"
            );
        }
        let outcome = one(
            "WD-01",
            &json!({ "notice_served": 5 }),
            &json!({ "due": "2025-10-13" }),
        );
        assert!(
            outcome.failures[0].got["result"]
                .as_str()
                .unwrap()
                .starts_with("error:input")
        );
        assert_eq!(
            one(
                "WD-01",
                &json!({ "notice_served": "2025-09-29" }),
                &json!({})
            )
            .failed(),
            1
        );
    }

    #[test]
    fn a_file_of_another_shape_is_no_vectors_file() {
        assert!(run_str("{}").is_err());
        assert!(run_str("[1]").is_err());
        assert!(run(Path::new("no/such/file.json")).is_err());
    }
}
