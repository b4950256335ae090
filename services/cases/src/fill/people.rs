//! The officers of a case, whose names its papers print.

use std::collections::BTreeSet;

use cases_domain::custody::Holder;
use cases_domain::{Case, OfficerId};

fn officer(it: &Holder) -> Option<&OfficerId> {
    match it {
        Holder::Officer(id) => Some(id),
        Holder::Outside(_) => None,
    }
}

/// Everyone whom a paper of the case may name.
pub(crate) fn people(case: &Case) -> BTreeSet<&OfficerId> {
    let mut people: BTreeSet<&OfficerId> = case.handlers.iter().collect();
    people.extend(case.recusals.iter().map(|it| &it.officer));
    people.extend(case.recusals.iter().filter_map(|it| it.decided_by.as_ref()));
    people.extend(
        case.preservations
            .iter()
            .filter_map(|it| it.decided_by.as_ref()),
    );
    people.extend(case.hearings.iter().filter_map(|it| it.presider.as_ref()));
    for it in &case.measures {
        people.insert(&it.asked_by);
        people.extend(it.approval.iter().map(|it| &it.by));
        people.extend(it.extension.iter().map(|it| &it.by));
    }
    for it in &case.executions {
        people.extend(it.decision.iter().map(|it| &it.by));
        people.extend(it.court.iter().map(|it| &it.by));
    }
    for it in &case.standstills {
        people.insert(&it.proposed_by);
        people.extend(&it.decided_by);
    }
    for it in &case.referrals {
        people.extend(&it.report.officers);
        people.extend(it.decision.iter().map(|it| &it.by));
    }
    for it in &case.exhibits {
        people.extend(it.grants.iter().map(|grant| &grant.by));
    }
    for it in &case.custody {
        people.extend([&it.from, &it.to].into_iter().filter_map(officer));
    }
    for it in &case.meetings {
        people.extend(&it.members);
        people.extend(it.minutes.iter().map(|it| &it.presider));
    }
    people.extend(
        case.account
            .deferrals
            .iter()
            .filter_map(|it| it.decided_by.as_ref()),
    );
    if let Some(it) = case.inspection() {
        people.extend(it.approval.iter().map(|it| &it.by));
    }
    if let Some(it) = case.penalty() {
        people.extend(it.review.iter().map(|it| &it.reviewer));
        people.extend(it.endorsement.iter().map(|it| &it.by));
        people.extend(it.decision.iter().map(|it| &it.decided_by));
        people.extend(it.closing.iter().map(|it| &it.by));
    }
    people
}
