//! What cases hold, as the fields of forms take it.

use calendar::CivilDate;
use cases_domain::{Case, OfficerSnapshot, Signature, SignatureManner};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// A day: `2026-03-02`.
pub(super) fn day(on: CivilDate) -> Value {
    on.to_string().into()
}

/// A moment in Shanghai: `2026-03-02T09:30`.
pub(super) fn moment(at: DateTime<Utc>) -> Value {
    form::moment::civil(at).into()
}

/// Days from and to.
pub(super) fn period(from: CivilDate, to: CivilDate) -> Value {
    json!({ "from": from.to_string(), "to": to.to_string() })
}

/// Officers with the certificates relied on.
pub(super) fn officers(officers: &[OfficerSnapshot]) -> Value {
    let officers = officers
        .iter()
        .map(|it| json!({ "name": it.name, "certificate": it.certificate }));
    officers.collect::<Vec<_>>().into()
}

/// Names of officers in a line.
pub(super) fn names(officers: &[OfficerSnapshot]) -> String {
    let names = officers.iter().map(|it| it.name.as_str());
    names.collect::<Vec<_>>().join("、")
}

/// An opinion with who gave it and when.
pub(super) fn opinion(opinion: &str, name: &str, on: CivilDate) -> Value {
    if opinion.is_empty() {
        return Value::Null;
    }
    json!({ "opinion": opinion, "name": name, "on": on.to_string() })
}

/// How a signature was given; what nobody signed says why.
pub(super) fn signature(it: &Signature, on: CivilDate) -> Value {
    let note = match it.manner {
        SignatureManner::Signed => String::new(),
        SignatureManner::Refused | SignatureManner::Absent => {
            format!("{}，见证：{}", it.manner.zh(), it.witness)
        }
    };
    json!([{ "name": it.signer, "on": on.to_string(), "note": note }])
}

/// Articles in a line.
pub(super) fn articles(articles: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut once: Vec<String> = Vec::new();
    for article in articles {
        if !once.iter().any(|it| it == article.as_ref()) {
            once.push(article.as_ref().to_owned());
        }
    }
    once.join("、")
}

/// Numbered lines; one alone has no number.
pub(super) fn lines<T: AsRef<str>>(lines: &[T]) -> String {
    if let [only] = lines {
        return only.as_ref().to_owned();
    }
    let lines = lines.iter().enumerate();
    let lines = lines.map(|(at, line)| format!("{}. {}", at + 1, line.as_ref()));
    lines.collect::<Vec<_>>().join("\n")
}

/// What the case is called (案由).
pub(super) fn cause(case: &Case) -> String {
    articles(case.opening.items.iter().map(|item| item.name.as_str()))
}

/// Articles that are broken.
pub(super) fn provision(case: &Case) -> String {
    articles(case.opening.items.iter().flat_map(|item| &item.violated))
}

/// Articles that give the power.
pub(super) fn basis(case: &Case) -> String {
    articles(case.opening.items.iter().flat_map(|item| &item.basis))
}
