//! The catalogue holds together: every document has its forms, every form its fields, every citation an article.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use std::collections::BTreeSet;

use form::{
    Data, Layout, Need, Shape, demands, document, documents, form, form_worded, forms, forms_of,
    missing,
};

/// What the layout sets in its own place.
const SET_BY_LAYOUT: [&str; 8] = [
    "case_link",
    "agency_name",
    "document_number",
    "case_number",
    "case_code",
    "date",
    "seal",
    "party_name",
];

#[test]
fn every_document_has_a_form_and_every_form_a_document() {
    assert_eq!(documents().len(), 72);
    for document in documents() {
        assert!(
            forms_of(document.code).next().is_some(),
            "{}",
            document.code
        );
    }
    let mut names = BTreeSet::new();
    for form in forms() {
        assert!(document(form.code).is_some(), "{}", form.code);
        assert!(
            names.insert((form.code, form.name)),
            "{} {}",
            form.code,
            form.name
        );
    }
    let order = |code: &str| documents().iter().position(|d| d.code == code);
    let codes: Vec<_> = forms().map(|form| order(form.code)).collect();
    assert!(
        codes.is_sorted(),
        "the forms stand in the order of the catalogue"
    );
}

#[test]
fn a_form_names_each_field_once_and_cites_articles_that_exist() {
    for form in forms() {
        let mut names = BTreeSet::new();
        for field in form.fields() {
            let at = format!("{} {} {}", form.code, form.name, field.name);
            assert!(names.insert(field.name), "{at} twice");
            assert!(field.citation.is_none_or(|by| by.exists()), "{at}");
            if let Need::With(other) = field.need {
                assert!(form.field(other).is_some(), "{at} needs {other}");
            }
            if let Shape::Rows(columns) = field.shape {
                let widths: u32 = columns.iter().map(|column| u32::from(column.width)).sum();
                assert_eq!(widths, 100, "{at}");
                assert!(columns.iter().any(|column| column.mandatory), "{at}");
            }
        }
    }
}

/// The names in double braces.
fn placeholders(wording: &str) -> BTreeSet<&str> {
    wording
        .split("{{")
        .skip(1)
        .map(|rest| rest.split_once("}}").unwrap().0.trim())
        .collect()
}

#[test]
fn a_wording_holds_the_form_s_fields_and_no_others() {
    let mut unprinted = Vec::new();
    for form in forms() {
        let used = placeholders(form.wording);
        for name in &used {
            assert!(
                form.field(name).is_some(),
                "{} {}: {name}",
                form.code,
                form.name
            );
        }
        if matches!(
            form.layout,
            Layout::Letter | Layout::Announcement | Layout::Report
        ) {
            for field in form.fields() {
                let set = SET_BY_LAYOUT.contains(&field.name) || field.is_place();
                if !set && !used.contains(field.name) {
                    unprinted.push((form.code, form.name, field.name));
                }
            }
        } else if form.layout != Layout::Record {
            assert_eq!(form.wording, "", "{} {}", form.code, form.name);
        }
    }
    assert_eq!(unprinted, []);
}

#[test]
fn a_decision_tells_of_review_and_litigation_and_is_numbered() {
    let decisions: Vec<_> = forms().filter(|form| form.remedies).collect();
    assert!(decisions.len() >= 10);
    for form in decisions {
        assert!(form.word.is_some(), "{}", form.name);
        for name in ["review", "litigation"] {
            let field = form.field(name).unwrap();
            assert_eq!(field.need, Need::Always, "{} {name}", form.name);
        }
    }
}

#[test]
fn what_is_served_has_a_number_and_a_seal() {
    for form in forms().filter(|form| form.served()) {
        assert!(form.external(), "{}", form.name);
        assert!(form.field("seal").is_some(), "{}", form.name);
    }
    assert!(!form("TZ02", "听证公告").unwrap().served());
    assert!(!form("QZ02", "查封、扣押财物清单").unwrap().served());
    assert!(form("QZ02", "查封、扣押财物清单").unwrap().in_duplicate());
}

#[test]
fn the_words_of_numbers_tell_the_kinds_apart() {
    let mut words = BTreeSet::new();
    for form in forms() {
        if let Some(word) = form.word {
            // A change and a revocation are numbered in one sequence.
            assert!(words.insert(word) || word == "纠", "{word}");
        }
    }
}

#[test]
fn forms_that_share_a_code_are_told_apart_by_their_names() {
    let fields = |name| -> Vec<_> { demands("ZX06", name).map(|demand| demand.field).collect() };
    assert!(fields("代履行决定书").contains(&"performer"));
    assert!(!fields("行政强制执行决定书").contains(&"performer"));
    assert_eq!(fields("强制拆除公告"), Vec::<&str>::new());
}

#[test]
fn another_name_does_not_escape_what_the_law_demands() {
    let demanded = demands("JD03", "行政处罚决定书").count();
    assert!(demanded >= 12);
    assert_eq!(
        demands("JD03", "漳州市行政处罚决定书（适用快速办理）").count(),
        demanded
    );
    assert_eq!(demands("JD03", "处罚决定").count(), demanded);
    assert_eq!(
        form_worded("ZX06", "某地代履行决定书").unwrap().name,
        "代履行决定书"
    );
}

#[test]
fn rules_of_a_domain_bind_no_place_s_wording() {
    assert!(demands("JC04", "现场检查笔录").all(|demand| demand.field != "place"));
    let own = missing(form("JC04", "").unwrap(), &Data::new());
    assert!(own.iter().any(|field| field.name == "place"));
}
