//! What falls due in leads becomes acts, exactly once with any number of replicas: the same worker does it that does the cases'.

use calendar::{Calendar, CivilDate};
use cases_domain::LeadId;
use chrono::{DateTime, Utc};
use leads_domain::{Act, Lead, due};
use refusal::{Failure, Fault};
use sqlx::PgConnection;
use uuid::Uuid;

use super::handle::{LeadRequest, Shown};
use super::store::{self, Pending};
use crate::clocks::{METHOD, PAGE, Ticked, cause, request_id};
use crate::handle::{By, Desk, Mode};

/// Turns everything of leads that has run out by now into acts.
pub(crate) async fn tick(
    desk: &Desk,
    leading: &mut PgConnection,
    looked: (&Calendar, DateTime<Utc>),
    ticked: &mut Ticked,
) -> Result<(), Fault> {
    let today = CivilDate::of(looked.1);
    let mut after: Option<Pending> = None;
    loop {
        let page = store::pending(leading, today, after, PAGE).await?;
        let Some(last) = page.last().copied() else {
            return Ok(());
        };
        for pending in page {
            turn(desk, looked, pending.lead_id, ticked).await?;
        }
        after = Some(last);
    }
}

/// Goes through the leads with clocks that run, since days are worked otherwise now.
pub(crate) async fn sweep(
    desk: &Desk,
    leading: &mut PgConnection,
    looked: (&Calendar, DateTime<Utc>),
    ticked: &mut Ticked,
) -> Result<(), Fault> {
    let mut after = LeadId(Uuid::nil());
    loop {
        let page = store::running(leading, after, PAGE).await?;
        let Some(last) = page.last().copied() else {
            return Ok(());
        };
        for lead_id in page {
            turn(desk, looked, lead_id, ticked).await?;
        }
        after = last;
    }
}

/// Does what is due in one lead.
async fn turn(
    desk: &Desk,
    (calendar, now): (&Calendar, DateTime<Utc>),
    lead_id: LeadId,
    ticked: &mut Ticked,
) -> Result<(), Fault> {
    let mut conn = desk.pool().acquire().await?;
    let found = store::get(&mut conn, lead_id).await?;
    drop(conn);
    let Some(kept) = found else { return Ok(()) };
    for pending in due(&kept.lead, calendar) {
        if pending.from > CivilDate::of(now) {
            continue;
        }
        let request = request(&kept.lead, pending.act);
        match desk.handle_lead(By::Clock, "", &request).await {
            Ok(_) => ticked.acts += 1,
            // Somebody settled it meanwhile: the record says what became of it.
            Err(Failure::Refusal(refusal)) => {
                ticked.troubles += 1;
                tracing::debug!(lead.id = %lead_id, reason = refusal.reason().name, "nothing left to do");
            }
            Err(Failure::Fault(fault)) => {
                ticked.troubles += 1;
                tracing::warn!(lead.id = %lead_id, error = %cause(&fault), "a deadline of a lead stays due");
            }
        }
    }
    Ok(())
}

/// The clock's request for a due act: the same for the same deadline, whoever makes it.
fn request(lead: &Lead, act: Act) -> LeadRequest {
    let number = match &act {
        Act::PassDeadline(clock) | Act::RecountDeadline(clock) => lead
            .deadlines
            .iter()
            .position(|running| running.clock == *clock && running.is_open()),
        _ => None,
    };
    let name = format!("{} {} {number:?}", lead.id, act.kind().name());
    LeadRequest {
        request_id: request_id(&name),
        method: METHOD,
        payload: name.into_bytes(),
        lead_id: Some(lead.id),
        seen: None,
        informant: None,
        act,
        mode: Mode::Write,
        shown: Shown::Lead,
    }
}
