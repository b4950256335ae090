//! An act that was recorded off-line, on the one path: what its phone saw of the case, which case it opens, how it came in.

use cases_domain::offline::CommandReplayed;
use cases_domain::{CaseId, Event};
use refusal::{Failure, Fault, Refusal};
use sqlx::PgConnection;

use super::{By, Request};
use crate::reasons;
use crate::store::{self, Chained};

/// What stands beside an act that was recorded off-line. Only the replay sets it.
#[derive(Debug, Clone)]
pub struct Replayed {
    /// How it came in, as the record keeps it.
    pub command: CommandReplayed,
    /// Id that the phone made for the case that the act opens; none: it opens none, or the platform makes the id.
    pub opens: Option<CaseId>,
    /// Version of the case after the commands that it builds on; none: they made none of it.
    pub built_on: Option<i64>,
}

/// The version that the caller is held to have seen; none: no check.
///
/// What the phone itself did since, and what the clock and the platform noted, is no news to it.
pub(super) async fn seen(
    conn: &mut PgConnection,
    by: By<'_>,
    request: &Request,
    found: Option<&Chained>,
) -> Result<Option<i64>, Fault> {
    let (Some(replayed), Some(case)) = (&request.replayed, found) else {
        return Ok(request.seen);
    };
    let standing = case.stored.version;
    let seen = match request.seen.max(replayed.built_on) {
        Some(seen) if seen < standing => seen,
        seen => return Ok(seen),
    };
    let device = (by.principal(), replayed.command.device.as_str());
    let changed = store::changed_by_others(conn, case.stored.case.id(), seen, device).await?;
    Ok(Some(if changed { seen } else { standing }))
}

/// The id that the phone made for its case belongs to no other.
///
/// # Refuses
/// `CASE_ID_TAKEN`.
pub(super) async fn opens(conn: &mut PgConnection, request: &Request) -> Result<(), Failure> {
    match made(request) {
        Some(id) if store::is_taken(conn, id).await? => {
            let reason = &reasons::CASE_ID_TAKEN;
            let refusal = Refusal::new(reason, reason.meaning, reason.remedy);
            Err(refusal.into())
        }
        _ => Ok(()),
    }
}

/// The id that the phone made for the case that the act opens.
pub(super) fn made(request: &Request) -> Option<CaseId> {
    request.replayed.as_ref().and_then(|it| it.opens)
}

/// The event that says how the act came in.
pub(super) fn event(request: &Request) -> Option<Event> {
    let replayed = request.replayed.as_ref()?;
    Some(Event::CommandReplayed(Box::new(replayed.command.clone())))
}
