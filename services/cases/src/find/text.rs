//! What a case is found by.

use cases_domain::{Case, Procedure};
use cases_find::Entry;

use crate::store::parts;

/// The case as it enters the index.
pub(super) fn entry(case: &Case) -> Entry {
    let opening = &case.opening;
    Entry {
        id: case.id().0,
        words: words(case),
        procedure: case.procedure.name().to_owned(),
        step: case.step_name().to_owned(),
        closed: case.is_closed(),
        agency: opening.agency.id.to_string(),
        division: case.division().to_string(),
        party: opening.party.id.to_string(),
        parts: parts(case).into_iter().collect(),
    }
}

/// Names, what happened and where; no identity codes.
fn words(case: &Case) -> Vec<String> {
    let opening = &case.opening;
    let mut words = vec![opening.party.name.clone(), opening.agency.name.clone()];
    words.extend(opening.items.iter().map(|item| item.name.clone()));
    words.extend(opening.officers.iter().map(|officer| officer.name.clone()));
    match &case.procedure {
        Procedure::Inspection(inspection) => {
            words.extend([inspection.reason.clone(), inspection.place.clone()]);
            let findings = inspection.findings.iter();
            words.extend(findings.map(|finding| finding.description.clone()));
        }
        Procedure::OrdinaryPenalty(penalty) => {
            words.push(penalty.summary.clone());
            let inquiry = penalty.inquiry.iter();
            words.extend(inquiry.map(|inquiry| inquiry.facts.clone()));
        }
        Procedure::SummaryPenalty(summary) => {
            words.extend([summary.facts.clone(), summary.place.clone()]);
        }
    }
    words
}
