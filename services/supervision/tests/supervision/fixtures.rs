//! Every rule against its fixtures: facts, a day and what is to be found, as data.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use calendar::{Calendar, CivilDate};
use serde::Deserialize;
use supervision::facts::Facts;
use supervision::rules::{Parameters, RULES, Rule, judge};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    kind: Kind,
    today: CivilDate,
    #[serde(default)]
    parameters: BTreeMap<String, i64>,
    facts: Facts,
    expect: Vec<Expected>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Positive,
    Negative,
    Boundary,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    object: String,
    ground_on: CivilDate,
    reason_has: Vec<String>,
}

fn files() -> BTreeMap<String, File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let file: File = serde_json::from_str(&text).unwrap();
        (file.rule.clone(), file)
    });
    files.collect()
}

#[test]
fn every_rule_finds_what_its_fixtures_say_and_has_fixtures_of_every_kind() {
    let calendar = Calendar::state_council();
    let files = files();
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    let told: BTreeSet<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(known, told, "one file for each rule");
    for (id, file) in &files {
        let rule = Rule::named(id).unwrap();
        let kinds: BTreeSet<Kind> = file.cases.iter().map(|case| case.kind).collect();
        let all = BTreeSet::from([Kind::Positive, Kind::Negative, Kind::Boundary]);
        assert_eq!(kinds, all, "{id} has fixtures of every kind");
        for case in &file.cases {
            let mut parameters = Parameters::default();
            for (name, value) in &case.parameters {
                assert!(rule.parameter(name).is_some(), "{id}: {name}");
                parameters.set(id, name, *value);
            }
            let findings: Vec<_> = judge(&case.facts, case.today, &parameters, &calendar)
                .into_iter()
                .filter(|finding| finding.rule == id)
                .collect();
            let found: Vec<_> = findings
                .iter()
                .map(|finding| (finding.object.as_str(), finding.ground_on))
                .collect();
            let expected: Vec<_> = case
                .expect
                .iter()
                .map(|expected| (expected.object.as_str(), expected.ground_on))
                .collect();
            assert_eq!(found, expected, "{id}: {}", case.name);
            for (finding, expected) in findings.iter().zip(&case.expect) {
                for part in &expected.reason_has {
                    let reason = &finding.reason;
                    assert!(reason.contains(part), "{id}: {}: {reason}", case.name);
                }
                assert!(!finding.citation.is_empty(), "{id}: {}", case.name);
            }
            match case.kind {
                Kind::Positive => assert!(!case.expect.is_empty(), "{id}: {}", case.name),
                Kind::Negative => assert!(case.expect.is_empty(), "{id}: {}", case.name),
                Kind::Boundary => {}
            }
        }
        let edges: BTreeSet<bool> = file
            .cases
            .iter()
            .filter(|case| case.kind == Kind::Boundary)
            .map(|case| case.expect.is_empty())
            .collect();
        assert_eq!(edges.len(), 2, "{id} has both sides of its boundary");
    }
}

#[test]
fn a_day_more_never_takes_a_finding_back() {
    let calendar = Calendar::state_council();
    let parameters = Parameters::default();
    for (id, file) in files() {
        for case in file.cases {
            let on = |day| {
                let found = judge(&case.facts, day, &parameters, &calendar);
                let keys = found.into_iter().map(|it| (it.rule, it.object, it.reason));
                keys.collect::<BTreeSet<_>>()
            };
            let (before, after) = (on(case.today), on(case.today.add_days(1)));
            assert!(before.is_subset(&after), "{id}: {}", case.name);
        }
    }
}
