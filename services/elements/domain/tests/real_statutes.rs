//! Real statutes as the element centre would record them, with their versions as spans.
//!
//! The statutes lie beside the project and are no part of it; where they are absent the test says so and passes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use calendar::CivilDate;
use contract::elements::v1::element::Body;
use elements_domain::law::{Overrides, from_text, span_among};
use elements_domain::{Element, Span, revise};

/// The timeline of one law: days, and the version that holds.
type Timeline = Vec<(Span, CivilDate)>;

#[test]
fn every_statute_that_is_read_may_be_recorded() {
    let mut read = 0;
    let mut refused = Vec::new();
    let mut versions: BTreeMap<String, Vec<CivilDate>> = BTreeMap::new();
    for (name, bytes) in statutes() {
        let Ok(text) = statute_text::read(&name, &bytes) else {
            continue;
        };
        read += 1;
        let recorded = from_text(&text, &Overrides::default()).and_then(|(law, span)| {
            let id = law.law_id.clone();
            Element::read(Body::Law(law), span, CivilDate::ymd(2026, 11, 22).unwrap())?;
            Ok((id, span.from()))
        });
        match recorded {
            Ok((id, from)) => versions.entry(id).or_default().push(from),
            Err(refusal) => refused.push(format!("{name}: {refusal}")),
        }
    }
    if read == 0 {
        return;
    }
    let several = versions.values().filter(|days| days.len() > 1).count();
    println!(
        "{read} versions of {} laws may be recorded, {several} laws have several; refused: {refused:#?}",
        versions.len()
    );
    assert!(refused.is_empty(), "{refused:#?}");
    for (id, days) in versions.iter().filter(|(_, days)| days.len() > 1) {
        let mut ascending = days.clone();
        ascending.sort();
        let mut descending = ascending.clone();
        descending.reverse();
        let expected = imported(&ascending);
        assert_eq!(imported(days), expected, "{id}");
        assert_eq!(imported(&descending), expected, "{id}");
        for (at, (span, _)) in expected.iter().enumerate() {
            assert_eq!(
                span.to(),
                expected.get(at + 1).map(|(next, _)| next.from()),
                "{id}"
            );
        }
    }
}

/// The timeline after importing versions in this order.
fn imported(days: &[CivilDate]) -> Timeline {
    let mut rows: Timeline = Vec::new();
    for day in days {
        let span = span_among(*day, rows.iter().map(|(span, _)| *span));
        let revision = revise(rows.iter().copied(), span);
        rows.retain(|(held, _)| !held.overlaps(span));
        rows.extend(revision.kept);
        rows.push((span, *day));
        rows.sort();
    }
    rows
}

fn statutes() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/laws");
    let mut files = Vec::new();
    collect(&root, &mut files);
    if files.is_empty() {
        println!("skipped: no statutes at {}", root.display());
    }
    files.sort();
    files
        .iter()
        .map(|path| {
            let name = path
                .strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            (name, fs::read(path).unwrap())
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "md")
            && path.file_name().is_none_or(|name| name != "README.md")
        {
            files.push(path);
        }
    }
}
