//! docs/refusals.md: every reason the platform may give, from the constants that give it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use refusal::Reason;

fn every_reason() -> Vec<&'static Reason> {
    let areas = [
        refusal::general::ALL,
        gateway::refusals::ALL,
        elements_domain::reasons::ALL,
        supervision::reasons::ALL,
        disclosure::reasons::ALL,
        analytics::reasons::ALL,
        exchange::reasons::ALL,
    ];
    let mut reasons: Vec<_> = areas
        .concat()
        .into_iter()
        .chain(cases::reasons::all())
        .collect();
    // By area, each in the order in which its code tells them.
    let order = [
        "yifa",
        "gateway",
        "identity",
        "elements",
        "cases",
        "supervision",
        "disclosure",
        "analytics",
        "exchange",
    ];
    reasons.sort_by_key(|reason| order.iter().position(|area| *area == reason.domain));
    reasons
}

#[test]
fn no_two_reasons_share_a_name() {
    let mut seen = BTreeMap::new();
    for reason in every_reason() {
        let first = seen.insert((reason.domain, reason.name), reason.meaning);
        assert_eq!(
            first, None,
            "{} is given twice in {}",
            reason.name, reason.domain
        );
    }
}

#[test]
fn every_reason_says_what_it_means_and_what_to_do() {
    for reason in every_reason() {
        let shape = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        assert!(
            reason.name.len() <= 63 && reason.name.chars().all(shape),
            "{}",
            reason.name
        );
        assert!(
            reason.meaning.ends_with('.'),
            "{}: {}",
            reason.name,
            reason.meaning
        );
        assert!(
            reason.remedy.ends_with('。'),
            "{}: {}",
            reason.name,
            reason.remedy
        );
    }
}

#[test]
fn golden_catalogue_of_refusals() {
    let mut page = String::from(
        "# Refusals\n\n\
         Generated from the constants in the code (`make generate`). `reason` is stable: match on it. The Chinese text of an\n\
         answer says what is wrong in this case; the remedy here says what to do in general.\n",
    );
    let mut domain = "";
    for reason in every_reason() {
        if reason.domain != domain {
            domain = reason.domain;
            let _ = write!(
                page,
                "\n## {domain}\n\n| reason | code | meaning | 处理办法 |\n| --- | --- | --- | --- |\n"
            );
        }
        let _ = writeln!(
            page,
            "| `{}` | {} ({}) | {} | {} |",
            reason.name,
            reason.code.grpc_name(),
            reason.code.http(),
            reason.meaning,
            reason.remedy
        );
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/refusals.md");
    if host::settings::variable("YIFA_UPDATE").is_some() {
        std::fs::write(&file, &page).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(
        kept, page,
        "docs/refusals.md has drifted: run make generate"
    );
}
