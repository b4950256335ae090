//! The clock: what falls due becomes an act, through the same path as everybody's, exactly once with any number of
//! replicas. One of them works at a time; request ids that follow from the deadline make a second try harmless.

use std::collections::BTreeSet;
use std::time::Duration;

use calendar::{Calendar, CivilDate};
use cases_domain::{Act, Case, CaseId, DeadlineKind, due};
use feed::Progress;
use refusal::{Failure, Fault};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::handle::{By, Desk, Mode, Request};
use crate::settle::settle;
use crate::store::{self, Pending};

/// Principal under which the clock acts.
pub const PRINCIPAL: &str = "service:clock";

/// "Method" under which the clock's acts are kept.
const METHOD: &str = "/yifa.cases.clock/Tick";

/// Clocks looked at in one statement.
const PAGE: i64 = 500;

/// What one look came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ticked {
    /// Acts done.
    pub acts: u32,
    /// Acts that could not be done this time.
    pub troubles: u32,
    /// Whether another replica was at work, so that nothing was done here.
    pub elsewhere: bool,
}

/// Looks at what is due, again and again and whenever disclosure has told something, until told to stop.
pub async fn run(
    desk: Desk,
    interval: Duration,
    mut told: watch::Receiver<Progress>,
    stop: CancellationToken,
) {
    loop {
        let settled = told.borrow_and_update().position;
        match tick(&desk).await {
            Ok(Ticked {
                acts: 0,
                troubles: 0,
                ..
            }) => {}
            Ok(ticked) => {
                tracing::info!(
                    acts = ticked.acts,
                    troubles = ticked.troubles,
                    "deadlines turned into acts"
                );
            }
            Err(fault) => {
                tracing::warn!(error = %cause(&fault), "the clock cannot look at what is due");
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(interval) => {}
            () = moved(&mut told, settled) => {}
        }
    }
}

/// Waits until disclosure has told something new.
async fn moved(told: &mut watch::Receiver<Progress>, position: i64) {
    let nobody_follows = told
        .wait_for(|progress| progress.position > position)
        .await
        .is_err();
    if nobody_follows {
        // The process ends.
        std::future::pending::<()>().await;
    }
}

/// Turns what disclosure has told and everything that is due today into acts.
pub async fn tick(desk: &Desk) -> Result<Ticked, Fault> {
    // The lock lives as long as this transaction, which writes nothing: acts have their own.
    let mut leading = desk.pool().begin().await?;
    if !store::lead(&mut leading).await? {
        return Ok(Ticked {
            elsewhere: true,
            ..Ticked::default()
        });
    }
    let today = desk.today();
    let calendar = desk.calendar().await?;
    let mut ticked = Ticked::default();
    // First what was done, then what was not done in time.
    settle(desk, &mut leading, &mut ticked).await?;
    let mut after: Option<Pending> = None;
    loop {
        let page = store::pending(
            &mut leading,
            today,
            last_known_day(&calendar, today),
            after,
            PAGE,
        )
        .await?;
        let Some(last) = page.last().copied() else {
            break;
        };
        let cases: BTreeSet<CaseId> = page.iter().map(|pending| pending.case_id).collect();
        for case_id in cases {
            turn(desk, (&calendar, today), case_id, &mut ticked).await?;
        }
        after = Some(last);
    }
    leading.commit().await?;
    Ok(ticked)
}

/// Does what is due in one case.
async fn turn(
    desk: &Desk,
    (calendar, today): (&Calendar, CivilDate),
    case_id: CaseId,
    ticked: &mut Ticked,
) -> Result<(), Fault> {
    let mut conn = desk.pool().acquire().await?;
    let found = store::get(&mut conn, case_id).await?;
    drop(conn);
    let Some(stored) = found else { return Ok(()) };
    for pending in due(&stored.case, calendar) {
        if pending.from > today {
            continue;
        }
        let request = request(&stored.case, pending.act);
        match desk.handle(By::Clock, "", &request).await {
            Ok(_) => ticked.acts += 1,
            // Somebody settled it meanwhile: the record says what became of it.
            Err(Failure::Refusal(refusal)) => {
                ticked.troubles += 1;
                tracing::debug!(case.id = %case_id, reason = refusal.reason().name, "nothing left to do");
            }
            Err(Failure::Fault(fault)) => {
                ticked.troubles += 1;
                tracing::warn!(case.id = %case_id, error = %cause(&fault), "a deadline stays due");
            }
        }
    }
    Ok(())
}

/// The clock's request for a due act: the same for the same deadline, whoever makes it.
fn request(case: &Case, act: Act) -> Request {
    let clock = match &act {
        Act::PassDeadline(clock) | Act::RecountDeadline(clock) => *clock,
        _ => DeadlineKind::Statement.into(),
    };
    let number = case
        .deadlines
        .iter()
        .position(|running| running.clock == clock && running.is_open());
    let name = format!("{} {} {number:?}", case.id(), act.kind().name());
    Request {
        request_id: request_id(&name),
        method: METHOD,
        payload: name.into_bytes(),
        case_id: Some(case.id()),
        seen: None,
        act,
        mode: Mode::Write,
    }
}

/// A request id that follows from a name (UUID version 8 over SM3).
pub(crate) fn request_id(name: &str) -> Uuid {
    let hash = feed::sm3(&[b"yifa.cases.clock", name.as_bytes()]);
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash.as_slice()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The last day whose holidays are known.
fn last_known_day(calendar: &Calendar, today: CivilDate) -> CivilDate {
    let year = calendar.last_loaded_year().unwrap_or(1949);
    CivilDate::ymd(year, 12, 31).unwrap_or(today)
}

pub(crate) fn cause(fault: &Fault) -> String {
    match fault {
        Fault::Unavailable(source) | Fault::Internal(source) => source.to_string(),
    }
}
