//! Who may know that a warning exists. What is not yours is not there: reads and acts alike.

use actor::{Actor, Kind};

use crate::store::{Stored, Viewer};

/// Permission of those who oversee a division.
const HANDLE: &str = "supervision.handle";

/// Whether the caller may see the warning: it acts for the agency that handles the case, or oversees the division.
pub(crate) fn sees(actor: &Actor, warning: &Stored) -> bool {
    acts_for(actor, &warning.agency_id) || oversees(actor, &warning.division)
}

/// Whether the caller acts for this agency.
pub(crate) fn acts_for(actor: &Actor, agency: &str) -> bool {
    !agency.is_empty() && actor.acts_for(agency)
}

/// Whether the caller oversees this division.
pub(crate) fn oversees(actor: &Actor, division: &str) -> bool {
    overseen(actor).is_some_and(|overseen| covers(overseen, division))
}

/// Whether a division is this one or below it.
pub(crate) fn covers(division: &str, other: &str) -> bool {
    !division.is_empty() && other.starts_with(division)
}

/// The same as the list looks at it.
pub(crate) fn viewer(actor: &Actor) -> Viewer {
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
    Viewer {
        agencies,
        overseen: overseen(actor).map(str::to_owned),
    }
}

/// The division that the caller oversees with all below, if it oversees any.
fn overseen(actor: &Actor) -> Option<&str> {
    let oversees = actor.kind == Kind::Service || actor.may(HANDLE);
    (oversees && !actor.division.is_empty()).then_some(actor.division.as_str())
}
