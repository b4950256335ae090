//! The clock: what falls due becomes an act or a mark, through the same tables as everybody's, exactly once with any number of
//! replicas.
//!
//! One replica works at a time, held by an advisory lock; it is there to save work, not to be right. That a deadline is settled
//! once is the case's version: whoever judged a case that has moved on meanwhile writes nothing, and looks again. So a replica
//! that lost the lock, or died half-way, does no harm.
//!
//! Cases are taken in batches, several at a time, each batch in one transaction; what has to be done in a case is done at once.
//! A clock whose act cannot be done is tried again later and later and stops no other.

use std::collections::BTreeMap;
use std::time::Duration;

use calendar::{Calendar, CivilDate};
use cases_domain::{Act, CaseId};
use chrono::TimeDelta;
use fail::fail_point;
use feed::Progress;
use futures::future::{BoxFuture, FutureExt as _};
use futures::stream::{self, StreamExt as _};
use refusal::{Failure, Fault};
use sqlx::{PgConnection, PgPool};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::handle::{By, Desk, Expired, Mode, Reckoning, Request};
use crate::leads;
use crate::meters::Meters;
use crate::offline;
use crate::settle::settle;
use crate::store::{self, Counted, Place};

pub use crate::store::Stuck;

/// Principal under which the clock acts.
pub const PRINCIPAL: &str = "service:clock";

/// Tries in vain from which a clock is shown to the operator.
pub const SHOWN_AFTER: i32 = 3;

/// "Method" under which those of the clock's acts are kept that take a document number.
pub(crate) const METHOD: &str = "/yifa.cases.clock/Tick";

/// Clocks looked for in one statement.
pub(crate) const PAGE: i64 = 2_000;

/// Cases written in one transaction: others wait for one of them no longer than that takes.
const BATCH: usize = 50;

/// Batches under way at a time, each on a connection of its own.
const LANES: usize = 4;

/// So long after a change of the holidays an act may still be written that was judged by those before.
const STRAGGLERS: TimeDelta = TimeDelta::minutes(2);

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

/// Looks at what is due, again and again, whenever the next clock runs out and whenever disclosure has told something, until
/// told to stop.
pub async fn run(
    desk: Desk,
    interval: Duration,
    mut told: watch::Receiver<Progress>,
    stop: CancellationToken,
) {
    let meters = Meters::new();
    loop {
        let settled = told.borrow_and_update().position;
        match Box::pin(tick(&desk)).await {
            Ok(ticked) => {
                if ticked.acts + ticked.troubles > 0 {
                    tracing::info!(
                        acts = ticked.acts,
                        troubles = ticked.troubles,
                        "deadlines turned into acts"
                    );
                }
                let stuck = stuck(desk.pool()).await.map_or(0, |stuck| stuck.len());
                meters.looked(ticked.acts, ticked.troubles, stuck);
            }
            Err(fault) => {
                tracing::warn!(error = %cause(&fault), "the clock cannot look at what is due");
            }
        }
        let rest = rest(&desk, interval).await;
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(rest) => {}
            () = moved(&mut told, settled) => {}
        }
    }
}

/// How long nothing runs out: until the next moment, and no longer than the interval.
pub async fn rest(desk: &Desk, interval: Duration) -> Duration {
    let now = desk.now();
    let next = async {
        let mut conn = desk.pool().acquire().await?;
        store::next_moment(&mut conn, now).await
    };
    let until = next.await.ok().flatten().map(|next| next - now);
    // A moment later, so that it has come.
    let until = until.and_then(|until| (until + TimeDelta::milliseconds(1)).to_std().ok());
    until.map_or(interval, |until| until.min(interval))
}

/// Clocks whose act was tried again and again in vain, those first that have waited longest; a thousand at most.
pub async fn stuck(pool: &PgPool) -> Result<Vec<Stuck>, Fault> {
    let mut conn = pool.acquire().await?;
    store::stuck(&mut conn, SHOWN_AFTER).await
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

/// Turns what disclosure has told and everything that has run out by now into acts, and counts anew what the holidays moved.
pub async fn tick(desk: &Desk) -> Result<Ticked, Fault> {
    // The lock lives as long as this transaction, which writes nothing: acts have their own.
    let mut leading = desk.pool().begin().await?;
    if !store::lead(&mut leading).await? {
        return Ok(Ticked {
            elsewhere: true,
            ..Ticked::default()
        });
    }
    let mut ticked = Ticked::default();
    // First what was done, then what was not done in time.
    Box::pin(settle(desk, &mut leading, &mut ticked)).await?;
    let reckoning = desk.reckoning(&mut leading).await?;
    count_anew(desk, &mut leading, &reckoning, &mut ticked).await?;
    expire(desk, &mut leading, &reckoning, &mut ticked).await?;
    let looked = (reckoning.calendar(), reckoning.now());
    leads::clock::tick(desk, &mut leading, looked, &mut ticked).await?;
    offline::tidy(desk).await?;
    leading.commit().await?;
    Ok(ticked)
}

/// Does what has run out. The page is always the first: what is done, or has to wait, is in it no longer.
async fn expire(
    desk: &Desk,
    leading: &mut PgConnection,
    reckoning: &Reckoning,
    ticked: &mut Ticked,
) -> Result<(), Fault> {
    loop {
        let cases = store::run_out(leading, reckoning.now(), PAGE).await?;
        if cases.is_empty() {
            return Ok(());
        }
        let before = (ticked.acts, ticked.troubles);
        let overtaken = turn(desk, &cases, reckoning, ticked).await?;
        if before == (ticked.acts, ticked.troubles) && overtaken == 0 {
            return Ok(());
        }
    }
}

/// Counts the clocks anew that the newest change of the holidays touches: those that run, and none that was settled.
async fn count_anew(
    desk: &Desk,
    leading: &mut PgConnection,
    reckoning: &Reckoning,
    ticked: &mut Ticked,
) -> Result<(), Fault> {
    let (now, calendar) = (reckoning.now(), reckoning.calendar());
    let counted = store::counted(leading).await?.unwrap_or(Counted {
        calendar: Calendar::default(),
        again: None,
    });
    let changed = counted.calendar.differences(calendar);
    let again = match counted.again {
        _ if !changed.intervals().is_empty() => {
            sweep(desk, leading, reckoning, &changed, ticked).await?;
            Some((counted.calendar, now + STRAGGLERS))
        }
        Some((before, at)) if at <= now => {
            let changed = before.differences(calendar);
            sweep(desk, leading, reckoning, &changed, ticked).await?;
            None
        }
        // Nothing has changed, and nobody is waited for.
        _ => return Ok(()),
    };
    let counted = Counted {
        calendar: calendar.clone(),
        again,
    };
    let mut conn = desk.pool().acquire().await?;
    store::note_counted(&mut conn, &counted).await
}

/// Goes through the cases with clocks that run over days that are worked otherwise now.
async fn sweep(
    desk: &Desk,
    leading: &mut PgConnection,
    reckoning: &Reckoning,
    changed: &calendar::Exclusions,
    ticked: &mut Ticked,
) -> Result<(), Fault> {
    let intervals = changed.intervals();
    let (Some(first), Some(last)) = (intervals.first(), intervals.last()) else {
        return Ok(());
    };
    let days: (CivilDate, CivilDate) = (first.from(), last.to());
    let looked = (reckoning.calendar(), reckoning.now());
    leads::clock::sweep(desk, leading, looked, ticked).await?;
    let mut after = CaseId(Uuid::nil());
    loop {
        let cases = store::running_over(leading, days, after, PAGE).await?;
        let Some(last) = cases.last().copied() else {
            return Ok(());
        };
        turn(desk, &cases, reckoning, ticked).await?;
        after = last;
    }
}

/// Does what is to be done in these cases, several batches at a time; gives how many were overtaken by somebody else's act.
async fn turn(
    desk: &Desk,
    cases: &[CaseId],
    reckoning: &Reckoning,
    ticked: &mut Ticked,
) -> Result<u32, Fault> {
    // Boxed and collected: the compiler cannot tell of a lazy map that its futures may move between threads.
    let batches = cases.chunks(BATCH);
    let batches: Vec<BoxFuture<'_, _>> = batches
        .map(|ids| batch(desk, ids, reckoning).boxed())
        .collect();
    let mut batches = stream::iter(batches).buffer_unordered(LANES);
    let mut overtaken = 0;
    while let Some(done) = batches.next().await {
        let done = done?;
        ticked.acts += done.acts;
        ticked.troubles += done.troubles;
        overtaken += done.overtaken;
    }
    if ticked.acts > 0 {
        desk.feed().nudge();
    }
    Ok(overtaken)
}

/// What a batch came to.
#[derive(Debug, Default)]
struct Batched {
    acts: u32,
    troubles: u32,
    overtaken: u32,
}

/// Does what is to be done in a few cases: one statement reads them, one transaction writes them.
async fn batch(desk: &Desk, ids: &[CaseId], reckoning: &Reckoning) -> Result<Batched, Fault> {
    let mut conn = desk.pool().acquire().await?;
    let now = reckoning.now();
    let waits = store::troubles(&mut conn, ids).await?;
    let (mut batched, mut expired) = (Batched::default(), Vec::new());
    for (case_id, found) in store::whole(&mut conn, ids).await? {
        match found {
            Ok(case) => {
                let waits = |place| waits.get(&(case_id, place)).is_some_and(|at| *at > now);
                expired.push(desk.expire(case, reckoning, waits));
            }
            Err(reason) => {
                let places = store::open_places(&mut conn, case_id, now).await?;
                let tried = |place: &Place| waits.get(place).is_none_or(|at| *at <= now);
                for place in places.into_iter().filter(tried) {
                    trouble(&mut conn, place, &reason, reckoning, &mut batched).await?;
                }
            }
        }
    }
    write(&mut conn, &expired, &mut batched).await?;
    for expired in &expired {
        for (place, reason) in &expired.failed {
            let place = (expired.case_id(), *place);
            trouble(&mut conn, place, reason, reckoning, &mut batched).await?;
        }
    }
    forget(&mut conn, &waits, &expired).await?;
    drop(conn);
    for expired in expired {
        Box::pin(numbered(desk, expired, reckoning, &mut batched)).await?;
    }
    Ok(batched)
}

/// Writes what was judged, all of it in one transaction; one by one, where one of them spoils it for the others.
async fn write(
    conn: &mut PgConnection,
    expired: &[Expired],
    batched: &mut Batched,
) -> Result<(), Fault> {
    fail_point!("clocks.before_commit", |_| Err(Fault::unavailable(
        "stopped at clocks.before_commit".to_owned()
    )));
    let error = match together(conn, expired).await {
        Ok(written) => {
            count(expired, &written, batched);
            #[cfg(feature = "failpoints")]
            hold("clocks.after_commit").await;
            return Ok(());
        }
        Err(error) => error,
    };
    tracing::debug!(%error, "a batch of the clock is written case by case");
    for one in expired {
        match together(conn, std::slice::from_ref(one)).await {
            Ok(written) => count(std::slice::from_ref(one), &written, batched),
            Err(error @ sqlx::Error::Database(_)) => {
                // Told by the place that was done first: all of them are tried again.
                let case_id = one.case_id();
                tracing::warn!(case.id = %case_id, %error, "a deadline stays due");
                batched.troubles += 1;
                for place in &one.done {
                    let reason = error.to_string();
                    store::note_trouble(conn, (case_id, *place), &reason, one.at()).await?;
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Writes cases in one transaction; gives for each whether it still stood as it was judged.
async fn together(conn: &mut PgConnection, expired: &[Expired]) -> sqlx::Result<Vec<bool>> {
    let mut tx = sqlx::Connection::begin(conn).await?;
    let mut written = Vec::with_capacity(expired.len());
    for one in expired {
        written.push(match one.writing() {
            Some(writing) => store::write(&mut tx, &writing).await?,
            None => true,
        });
    }
    tx.commit().await?;
    Ok(written)
}

fn count(expired: &[Expired], written: &[bool], batched: &mut Batched) {
    for (one, written) in expired.iter().zip(written) {
        if *written {
            batched.acts += u32::try_from(one.done.len()).unwrap_or(u32::MAX);
        } else {
            batched.overtaken += 1;
        }
    }
}

async fn trouble(
    conn: &mut PgConnection,
    place: Place,
    reason: &str,
    reckoning: &Reckoning,
    batched: &mut Batched,
) -> Result<(), Fault> {
    batched.troubles += 1;
    tracing::warn!(case.id = %place.0, clock = place.1 + 1, reason, "a deadline stays due");
    store::note_trouble(conn, place, reason, reckoning.now()).await
}

/// Forgets the troubles that are over.
async fn forget(
    conn: &mut PgConnection,
    waits: &BTreeMap<Place, chrono::DateTime<chrono::Utc>>,
    expired: &[Expired],
) -> Result<(), Fault> {
    let done = expired.iter().flat_map(|one| {
        let places = one.done.iter();
        places.map(|place| (one.case_id(), *place))
    });
    let over: Vec<Place> = done.filter(|place| waits.contains_key(place)).collect();
    if over.is_empty() {
        return Ok(());
    }
    store::forget_troubles(conn, &over).await
}

/// Does the acts that take a document number, one by one.
async fn numbered(
    desk: &Desk,
    expired: Expired,
    reckoning: &Reckoning,
    batched: &mut Batched,
) -> Result<(), Fault> {
    let case_id = expired.case_id();
    for (place, act) in expired.numbered {
        let request = request(case_id, place, act);
        let reason = match desk.handle(By::Clock, "", &request).await {
            Ok(_) => {
                batched.acts += 1;
                continue;
            }
            Err(Failure::Refusal(refusal)) => refusal.reason().name.to_owned(),
            Err(Failure::Fault(fault)) => cause(&fault),
        };
        let mut conn = desk.pool().acquire().await?;
        trouble(&mut conn, (case_id, place), &reason, reckoning, batched).await?;
    }
    Ok(())
}

/// The clock's request for a due act: the same for the same deadline, whoever makes it.
fn request(case_id: CaseId, place: usize, act: Act) -> Request {
    let name = format!("{case_id} {} {}", act.kind().name(), place + 1);
    Request {
        request_id: request_id(&name),
        method: METHOD,
        payload: name.into_bytes(),
        case_id: Some(case_id),
        seen: None,
        from_lead: None,
        act,
        mode: Mode::Write,
        replayed: None,
    }
}

/// A request id that follows from a name (UUID version 8 over SM3).
pub(crate) fn request_id(name: &str) -> Uuid {
    let hash = feed::sm3(&[b"yifa.cases.clock", name.as_bytes()]);
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash.as_slice()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

pub(crate) fn cause(fault: &Fault) -> String {
    match fault {
        Fault::Unavailable(source) | Fault::Internal(source) => source.to_string(),
    }
}

/// Holds the clock for ever where a test says so (`1*return`), without holding a thread: for a kill at this very point.
#[cfg(feature = "failpoints")]
async fn hold(point: &'static str) {
    if fail::eval(point, |_| ()).is_some() {
        std::future::pending::<()>().await;
    }
}
