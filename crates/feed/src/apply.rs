//! Applying events so that one that cannot be applied does not hold up the others.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;

use chrono::{DateTime, Utc};
use contract::feed::v1::Event;
use futures::FutureExt as _;
use refusal::Fault;
use sqlx::{Connection as _, PgConnection};

use crate::follow::Projection;
use crate::set_aside::{self, Aggregate};
use crate::trouble::causes;

/// Why events were not applied.
#[derive(Debug)]
pub(crate) enum Failed {
    /// A part that is needed does not answer, or the follower itself fails: the events are not to blame.
    Halted(Fault),
    /// The projection cannot apply them.
    Rejected(Fault),
}

impl From<sqlx::Error> for Failed {
    fn from(error: sqlx::Error) -> Self {
        Self::Halted(error.into())
    }
}

/// How events are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// All at once.
    Whole,
    /// In ever smaller parts, until those that cannot be applied are found and set aside: the last of so many tries.
    Sifted { tries: i32 },
}

/// Aggregates of which events wait, each with the position of the first.
pub(crate) type Held = BTreeMap<Aggregate, i64>;

#[derive(Debug, thiserror::Error)]
#[error("the projection panicked: {0}")]
struct Panicked(String);

/// Applies events within a transaction of a consumer that stands at its checkpoint. What belongs to a held aggregate is
/// set aside behind what is held; the rest is applied in the given manner. Gives how many events were set aside.
pub(crate) async fn apply<P: Projection>(
    projection: &P,
    conn: &mut PgConnection,
    events: &[Event],
    held: Held,
    manner: Manner,
    at: DateTime<Utc>,
) -> Result<i64, Failed> {
    let mut sieve = Sieve {
        projection,
        held,
        at,
        set_aside: 0,
    };
    match manner {
        Manner::Whole if sieve.held.is_empty() => {
            attempt(projection, conn, events).await.map_err(blame)?;
        }
        Manner::Whole => {
            let free = sieve.hold_back(conn, events.to_vec()).await?;
            attempt(projection, conn, &free).await.map_err(blame)?;
        }
        Manner::Sifted { tries } => sieve.sift(conn, events.to_vec(), tries).await?,
    }
    Ok(sieve.set_aside)
}

/// The events of one call to the projection. A panic is a fault like any other.
pub(crate) async fn attempt<P: Projection>(
    projection: &P,
    conn: &mut PgConnection,
    events: &[Event],
) -> Result<(), Fault> {
    if events.is_empty() {
        return Ok(());
    }
    // Unwind safe: what the projection wrote goes with the transaction, and its own state is its own affair.
    let applying = AssertUnwindSafe(async { projection.apply(conn, events).await });
    match applying.catch_unwind().await {
        Ok(applied) => applied,
        Err(panic) => Err(Fault::internal(Panicked(text_of(panic.as_ref())))),
    }
}

/// The same; what it wrote is taken back when it fails.
pub(crate) async fn attempt_or_undo<P: Projection>(
    projection: &P,
    conn: &mut PgConnection,
    events: &[Event],
) -> Result<(), Failed> {
    let mut savepoint = conn.begin().await?;
    match attempt(projection, &mut savepoint, events).await {
        Ok(()) => savepoint
            .commit()
            .await
            .map_err(|error| blame(error.into())),
        Err(fault) => {
            savepoint.rollback().await?;
            Err(blame(fault))
        }
    }
}

/// Whose fault it is: what may work later is nobody's.
pub(crate) fn blame(fault: Fault) -> Failed {
    match fault {
        Fault::Unavailable(_) => Failed::Halted(fault),
        Fault::Internal(_) => Failed::Rejected(fault),
    }
}

struct Sieve<'a, P> {
    projection: &'a P,
    held: Held,
    at: DateTime<Utc>,
    set_aside: i64,
}

impl<P: Projection> Sieve<'_, P> {
    async fn sift(
        &mut self,
        conn: &mut PgConnection,
        events: Vec<Event>,
        tries: i32,
    ) -> Result<(), Failed> {
        // A rule that is checked at the commit must show with the event that breaks it.
        sqlx::raw_sql("set constraints all immediate")
            .execute(&mut *conn)
            .await?;
        // Parts in their order, the next one last.
        let mut parts = vec![events];
        while let Some(part) = parts.pop() {
            let mut part = self.hold_back(conn, part).await?;
            match attempt_or_undo(self.projection, conn, &part).await {
                Ok(()) => {}
                Err(Failed::Rejected(fault)) => {
                    if let [event] = part.as_slice() {
                        self.reject(conn, event, &fault, tries).await?;
                    } else {
                        let later = part.split_off(part.len() / 2);
                        parts.extend([later, part]);
                    }
                }
                Err(halted) => return Err(halted),
            }
        }
        Ok(())
    }

    /// Sets aside what belongs to held aggregates; gives the rest.
    async fn hold_back(
        &mut self,
        conn: &mut PgConnection,
        events: Vec<Event>,
    ) -> Result<Vec<Event>, Failed> {
        let mut free = Vec::with_capacity(events.len());
        for event in events {
            match self.held.get(&Aggregate::of(&event)) {
                Some(&behind) => {
                    set_aside::put_behind(conn, self.projection.name(), &event, behind, self.at)
                        .await?;
                    self.set_aside += 1;
                }
                None => free.push(event),
            }
        }
        Ok(free)
    }

    async fn reject(
        &mut self,
        conn: &mut PgConnection,
        event: &Event,
        fault: &Fault,
        tries: i32,
    ) -> Result<(), Failed> {
        let consumer = self.projection.name();
        // Someone must look: the rest goes on, but what this consumer shows of the aggregate stands still.
        tracing::error!(
            consumer,
            position = event.position,
            aggregate_type = event.aggregate_type,
            aggregate_id = event.aggregate_id,
            reason = reason(fault),
            "an event cannot be applied and is set aside; its aggregate waits for a replay"
        );
        let reason = causes(fault);
        set_aside::put(conn, consumer, event, &reason, tries, self.at).await?;
        self.held.insert(Aggregate::of(event), event.position);
        self.set_aside += 1;
        Ok(())
    }
}

/// What the log says of a fault: a panic's words may repeat data, and only the table keeps them.
pub(crate) fn reason(fault: &Fault) -> String {
    let (Fault::Internal(source) | Fault::Unavailable(source)) = fault;
    if source.is::<Panicked>() {
        "the projection panicked".to_owned()
    } else {
        causes(fault)
    }
}

fn text_of(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "without words".to_owned())
}
