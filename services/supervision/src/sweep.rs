//! The sweep: what a day alone brings about. Clocks that near or pass their last day while nothing happens are judged by the
//! same rules as everything else. One replica sweeps at a time; a case that is being judged elsewhere is left for the next one.

use std::time::Duration;

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use refusal::Fault;
use sqlx::PgConnection;
use subscription::{Log, Origin, Subscriptions};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::desk::Desk;
use crate::raise::{Cause, Ledger, swept};
use crate::rules::{judge, look_on};
use crate::store;

/// Cases judged in one transaction.
const PAGE: i64 = 500;

/// What one sweep came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sweep {
    /// Cases looked at.
    pub cases: usize,
    /// Warnings raised and lifted.
    pub events: usize,
    /// Whether another replica was at work, so that nothing was done here.
    pub elsewhere: bool,
}

/// Sweeps again and again until told to stop.
pub async fn run(
    desk: Desk,
    subscriptions: Subscriptions,
    interval: Duration,
    stop: CancellationToken,
) {
    loop {
        match sweep(&desk, knows_today(&subscriptions)).await {
            Ok(Sweep { events: 0, .. }) => {}
            Ok(swept) => {
                tracing::info!(
                    cases = swept.cases,
                    events = swept.events,
                    "clocks were swept"
                );
            }
            Err(fault) => {
                tracing::warn!(error = %cause(&fault), "clocks cannot be swept");
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(interval) => {}
        }
    }
}

/// How far the cases of this deployment are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Everything that has happened until now.
    Today,
    /// No more than has arrived.
    AsHeard,
}

/// Judges every clock that has come to a day on which it has to be looked at.
///
/// The day is today only where everything is known; of an origin it is that of the newest event heard: a clock that was met in
/// time must not seem to pass because the line was cut.
pub async fn sweep(desk: &Desk, here: Known) -> Result<Sweep, Fault> {
    // The lock lives as long as this transaction, which writes nothing.
    let mut leading = desk.pool().begin().await?;
    if !store::lead(&mut leading).await? {
        return Ok(Sweep {
            elsewhere: true,
            ..Sweep::default()
        });
    }
    let origins = store::origins(&mut leading).await?;
    let mut done = Sweep::default();
    for (origin, heard_to) in origins {
        let as_of = if origin.is_empty() && here == Known::Today {
            desk.now()
        } else {
            heard_to
        };
        of_origin(desk, &origin, as_of, &mut done).await?;
    }
    leading.commit().await?;
    if done.events > 0 {
        desk.feed().nudge();
    }
    Ok(done)
}

async fn of_origin(
    desk: &Desk,
    origin: &str,
    as_of: DateTime<Utc>,
    done: &mut Sweep,
) -> Result<(), Fault> {
    let mut after = Uuid::nil();
    loop {
        let mut tx = desk.pool().begin().await?;
        let today = CivilDate::of(as_of);
        let ids = store::pending(&mut tx, origin, today, after, PAGE).await?;
        let Some(last) = ids.last().copied() else {
            return Ok(());
        };
        done.cases += ids.len();
        done.events += judge_cases(desk, &mut tx, &ids, as_of).await?;
        tx.commit().await?;
        after = last;
    }
}

async fn judge_cases(
    desk: &Desk,
    tx: &mut PgConnection,
    ids: &[Uuid],
    as_of: DateTime<Utc>,
) -> Result<usize, Fault> {
    let mut cases = store::load_cases(tx, ids).await?;
    let known = store::known(tx, ids).await?;
    let settings = store::load_settings(tx).await?;
    let calendar = desk.calendar(tx).await?;
    let today = CivilDate::of(as_of);
    let mut ledger = Ledger::new(desk.entropy(), desk.now(), known);
    for case in cases.values_mut() {
        let parameters = settings.in_force(&case.division, &case.domain, as_of);
        let findings = judge(&case.facts, today, &parameters, &calendar);
        let cause = Cause {
            request_id: swept(case.case_id, today),
            trace_id: String::new(),
            recorded_at: as_of,
            on: today,
        };
        ledger.raise(case, findings, &cause);
        ledger.lift(case.case_id, &case.facts, &cause);
        let clocks = case.facts.clocks.iter();
        case.looks = clocks
            .map(|clock| look_on(clock, Some(today), &parameters, &calendar))
            .collect();
    }
    store::write_looks(tx, &cases).await?;
    ledger.write(tx).await
}

/// Whether everything that has happened in this deployment's cases is known here.
fn knows_today(subscriptions: &Subscriptions) -> Known {
    let progress = subscriptions.progress();
    let here = progress
        .iter()
        .find(|(subscription, _)| {
            subscription.log == Log::Cases && subscription.origin == Origin::HERE
        })
        .map(|(_, progress)| progress);
    let is_known =
        here.is_some_and(|progress| progress.is_caught_up() && progress.trouble.is_none());
    if is_known {
        Known::Today
    } else {
        Known::AsHeard
    }
}

fn cause(fault: &Fault) -> String {
    match fault {
        Fault::Unavailable(source) | Fault::Internal(source) => source.to_string(),
    }
}
