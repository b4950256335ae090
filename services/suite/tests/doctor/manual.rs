//! The checks, their tests and the manual belong together: none can be added or renamed alone.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use suite::doctor::{Check, Level, checks};

const BEGIN: &str = "<!-- checks -->\n";
const END: &str = "<!-- /checks -->";

/// A check `a.b` has a test that is called `a_b_is_red_…`; one that never finds worse than a warning, `a_b_warns_…`.
#[test]
fn every_check_has_a_test_that_makes_it_find_its_worst() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/doctor");
    let mut tests = String::new();
    for file in std::fs::read_dir(folder).unwrap() {
        tests += &std::fs::read_to_string(file.unwrap().path()).unwrap();
    }
    for check in checks() {
        let worst = match check.worst {
            Level::Red => "is_red",
            Level::Warning => "warns",
            Level::Ok => unreachable!("{} finds nothing", check.id),
        };
        let name = format!("fn {}_{worst}_", check.id.replace('.', "_"));
        assert!(tests.contains(&name), "no test: {name}…");
    }
}

#[test]
fn every_check_has_an_id_of_its_own_and_says_how_to_mend_in_both_languages() {
    let ids: BTreeSet<&str> = checks().map(|check| check.id).collect();
    assert_eq!(ids.len(), checks().count());
    for Check {
        id, probes, mend, ..
    } in checks()
    {
        assert!(!probes.zh.is_ascii() && probes.en.is_ascii(), "{id}");
        assert!(
            !mend.zh.is_ascii() && mend.en.replace('…', "").is_ascii(),
            "{id}"
        );
    }
}

#[test]
fn the_table_of_checks_in_the_manual_is_golden() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operating.md");
    let manual = std::fs::read_to_string(&file).unwrap();
    let (before, rest) = manual.split_once(BEGIN).expect("the manual has a table");
    let (_, after) = rest.split_once(END).expect("the table has an end");
    let mut table =
        "| check | probes | worst | how to mend |\n| --- | --- | --- | --- |\n".to_owned();
    for check in checks() {
        let worst = check.worst.en().to_lowercase();
        // Markdown would take <part> for a tag.
        let mend = check.mend.en.replace('|', "\\|").replace('<', "\\<");
        let probes = check.probes.en;
        writeln!(table, "| `{}` | {probes} | {worst} | {mend} |", check.id).unwrap();
    }
    let golden = format!("{before}{BEGIN}{table}{END}{after}");
    if host::settings::variable("YIFA_UPDATE").is_some() {
        std::fs::write(&file, golden).unwrap();
        return;
    }
    assert!(
        manual == golden,
        "docs/operating.md has drifted: run make generate"
    );
}

#[test]
fn every_metric_in_the_manual_is_measured() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let manual = std::fs::read_to_string(root.join("docs/operating.md")).unwrap();
    let (_, watched) = manual.split_once("## What to watch").unwrap();
    let names: BTreeSet<&str> = watched
        .split('`')
        .filter(|name| {
            ["yifa.", "rpc.", "db."]
                .iter()
                .any(|prefix| name.starts_with(prefix))
        })
        .collect();
    assert!(names.len() > 5, "{names:?}");
    let mut sources = String::new();
    for folder in ["crates", "gateway", "services"] {
        read_sources(&root.join(folder), &mut sources);
    }
    for name in names {
        assert!(
            sources.contains(&format!("\"{name}\"")),
            "nothing measures {name}"
        );
    }
}

fn read_sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_sources(&path, text);
        } else if path.extension() == Some("rs".as_ref()) {
            *text += &std::fs::read_to_string(&path).unwrap();
        }
    }
}
