//! Whose publications staff may see and manage. What is not yours is not there.

use actor::{Actor, Kind};

use crate::publication::Publication;
use crate::store::Viewer;

/// Permissions of whoever oversees a division with all below.
const OVERSEE: [&str; 2] = ["supervision.handle", "cases.supervise"];

/// Whether the caller may see it: it acts for the agency that decided, or oversees the division.
pub(crate) fn sees(actor: &Actor, publication: &Publication) -> bool {
    let overseen = overseen(actor);
    let oversees = overseen.is_some_and(|division| publication.division.starts_with(&division));
    manages(actor, publication) || oversees
}

/// Whether the caller acts for the agency that decided.
pub(crate) fn manages(actor: &Actor, publication: &Publication) -> bool {
    !publication.agency_id.is_empty() && actor.acts_for(&publication.agency_id)
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
        overseen: overseen(actor),
    }
}

fn overseen(actor: &Actor) -> Option<String> {
    let oversees =
        actor.kind == Kind::Service || OVERSEE.iter().any(|permission| actor.may(permission));
    (oversees && !actor.division.is_empty()).then(|| actor.division.clone())
}
