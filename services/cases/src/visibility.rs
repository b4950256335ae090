//! Who may know that a case exists. What is not yours is not there: reads and acts alike.

use actor::{Actor, Kind};
use cases_domain::{Case, Division};
use leads_domain::Lead;

use crate::store::Viewer;

/// Permission, or scope, to read cases and leads.
const READ: &str = "cases.read";
/// Permission to see every case of one's division and below.
const SUPERVISE: &str = "cases.supervise";

/// Whether the caller may see the case: it acts for the agency that handles it, for one that takes part or has to do with
/// it otherwise, it has handled it, or it oversees its division.
pub(crate) fn sees(actor: &Actor, case: &Case) -> bool {
    let opening = &case.opening;
    let takes_part = || {
        let involved = case.involved();
        involved
            .iter()
            .any(|agency| acts_for(actor, agency.as_str()))
    };
    let handled = || {
        let officer = actor.officer_id.as_deref();
        officer.is_some_and(|id| case.handlers.iter().any(|handler| handler.as_str() == id))
    };
    let oversees = || overseen(actor).is_some_and(|division| division.covers(case.division()));
    acts_for(actor, opening.agency.id.as_str()) || takes_part() || handled() || oversees()
}

/// Whether the caller may see the lead: it acts for an agency that has it, had it or was sent it, it verifies it, or it oversees
/// the division of its place. Whoever only reported it sees its report, and not the lead.
pub(crate) fn sees_lead(actor: &Actor, lead: &Lead) -> bool {
    let has_part = || lead.agencies().iter().any(|agency| acts_for(actor, agency));
    let verifies = || {
        let officer = actor.officer_id.as_deref();
        officer.is_some_and(|id| lead.officers.iter().any(|it| it.id.as_str() == id))
    };
    let oversees = || overseen(actor).is_some_and(|it| it.covers(&lead.report.division));
    actor.may(READ) && (has_part() || verifies() || oversees())
}

/// The same as the list looks at it.
pub(crate) fn viewer(actor: &Actor) -> Viewer {
    let agencies = agencies(actor);
    let officers = actor.officer_id.iter().map(|id| format!("officer:{id}"));
    let parts = agencies
        .iter()
        .map(|id| format!("agency:{id}"))
        .chain(officers)
        .collect();
    Viewer {
        agencies,
        parts,
        overseen: overseen(actor).map(|division| division.0),
    }
}

/// The agencies for which the caller may act.
pub(crate) fn agencies(actor: &Actor) -> Vec<String> {
    let postings = actor
        .postings
        .iter()
        .map(|posting| posting.agency_id.clone());
    let mut agencies: Vec<String> = postings
        .chain([actor.agency_id.clone()])
        .filter(|id| !id.is_empty())
        .collect();
    agencies.sort();
    agencies.dedup();
    agencies
}

fn acts_for(actor: &Actor, agency: &str) -> bool {
    !agency.is_empty() && actor.acts_for(agency)
}

/// The division that the caller oversees with all below, if it oversees any.
pub(crate) fn overseen(actor: &Actor) -> Option<Division> {
    let oversees = actor.kind == Kind::Service || actor.may(SUPERVISE);
    (oversees && !actor.division.is_empty()).then(|| Division(actor.division.clone()))
}
