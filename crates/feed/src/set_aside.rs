//! Events that a consumer could not apply: what they are, why, and how an operator replays them.
//!
//! A follower tries a batch that fails a few times, then finds the events that cannot be applied and sets them aside, with
//! everything later of the same aggregates behind them: an aggregate's events are applied in their order or not at all. The
//! rest goes on. Once the cause is mended, [`replay`] applies what waits.

use chrono::{DateTime, Utc};
use contract::feed::v1::Event;
use prost::Message as _;
use refusal::Fault;
use sqlx::{PgConnection, PgPool};

use crate::apply::{Failed, Held, attempt_or_undo};
use crate::follow::{Projection, checkpoint};
use crate::trouble::causes;
use crate::verify::without_timeout;

/// Longest reason that is kept, in characters.
const LONGEST: usize = 2_000;

/// What an event happened to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Aggregate {
    /// Kind, e.g. `case`.
    pub kind: String,
    /// Id.
    pub id: String,
}

impl Aggregate {
    /// The aggregate of an event.
    pub fn of(event: &Event) -> Self {
        Self {
            kind: event.aggregate_type.clone(),
            id: event.aggregate_id.clone(),
        }
    }
}

/// An event that waits for a replay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Name of the consumer.
    pub consumer: String,
    /// Position in the feed that it follows.
    pub position: i64,
    /// What the event happened to.
    pub aggregate: Aggregate,
    /// Version of the aggregate after the event.
    pub aggregate_version: i64,
    /// Full proto name of the payload.
    pub event_type: String,
    /// Position of the event before it that could not be applied; none when it is this one.
    pub behind: Option<i64>,
    /// Why it could not be applied; empty for what waits behind another.
    pub reason: String,
    /// How often it was tried.
    pub tries: i32,
    /// Since when it waits.
    pub set_aside_at: DateTime<Utc>,
    /// When it was last tried.
    pub tried_at: DateTime<Utc>,
}

/// How much of a consumer's feed waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Name of the consumer.
    pub consumer: String,
    /// Events that wait.
    pub events: i64,
    /// Aggregates that they belong to.
    pub aggregates: i64,
    /// Since when the oldest waits.
    pub since: DateTime<Utc>,
}

/// What a replay did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Replayed {
    /// Events applied.
    pub applied: i64,
    /// Events that still wait: the first of them has its new reason.
    pub waiting: i64,
}

/// Lists what waits for a replay, of one consumer or of all, after a position, by consumer and position.
pub async fn list(
    conn: &mut PgConnection,
    consumer: Option<&str>,
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<SetAside>> {
    let rows = sqlx::query!(
        r#"
        select
            consumer, position, aggregate_type, aggregate_id, aggregate_version, event_type, behind, reason, tries,
            set_aside_at, tried_at
        from set_aside
        where replayed_at is null and ($1::text is null or consumer = $1) and position > $2
        order by consumer, position
        limit $3
        "#,
        consumer,
        after,
        limit
    )
    .fetch_all(conn)
    .await?;
    let set_aside = rows.into_iter().map(|row| SetAside {
        consumer: row.consumer,
        position: row.position,
        aggregate: Aggregate {
            kind: row.aggregate_type,
            id: row.aggregate_id,
        },
        aggregate_version: row.aggregate_version,
        event_type: row.event_type,
        behind: row.behind,
        reason: row.reason,
        tries: row.tries,
        set_aside_at: row.set_aside_at,
        tried_at: row.tried_at,
    });
    Ok(set_aside.collect())
}

/// How much waits, by consumer; a consumer of whose feed nothing waits is not listed.
pub async fn waiting(conn: &mut PgConnection) -> sqlx::Result<Vec<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"
        select
            consumer, count(*) as "events!", count(distinct (aggregate_type, aggregate_id)) as "aggregates!",
            min(set_aside_at) as "since!"
        from set_aside
        where replayed_at is null
        group by consumer
        order by consumer
        "#
    )
    .fetch_all(conn)
    .await
}

/// Applies what waits, of one aggregate or of all, in the order of positions and in one transaction. `at` is now.
///
/// What can be applied now is; an event that fails again stays with its new reason, and everything behind it stays too.
/// A running follower of the same consumer waits meanwhile.
pub async fn replay<P: Projection>(
    pool: &PgPool,
    projection: &P,
    aggregate: Option<&Aggregate>,
    at: DateTime<Utc>,
) -> Result<Replayed, Fault> {
    let consumer = projection.name();
    let mut conn = pool.acquire().await?;
    checkpoint(&mut conn, consumer, at).await?;
    drop(conn);

    let mut tx = pool.begin().await?;
    without_timeout(&mut tx).await?;
    // The follower's row first: what comes while we replay waits, and is then not set aside behind what no longer waits.
    sqlx::query_scalar!(
        "select position from checkpoint where consumer = $1 for update",
        consumer
    )
    .fetch_one(&mut *tx)
    .await?;
    sqlx::raw_sql("set constraints all immediate")
        .execute(&mut *tx)
        .await?;
    let waiting = sqlx::query!(
        r#"
        select position, event
        from set_aside
        where consumer = $1 and replayed_at is null
            and ($2::text is null or (aggregate_type = $2 and aggregate_id = $3))
        order by position
        "#,
        consumer,
        aggregate.map(|aggregate| aggregate.kind.as_str()),
        aggregate.map(|aggregate| aggregate.id.as_str()),
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut held = Held::new();
    let mut replayed = Replayed::default();
    for row in waiting {
        let event = Event::decode(row.event.as_slice()).map_err(Fault::internal)?;
        let aggregate = Aggregate::of(&event);
        if let Some(&behind) = held.get(&aggregate) {
            set_behind(&mut tx, consumer, row.position, behind).await?;
            replayed.waiting += 1;
            continue;
        }
        match attempt_or_undo(projection, &mut tx, std::slice::from_ref(&event)).await {
            Ok(()) => {
                mark_replayed(&mut tx, consumer, row.position, at).await?;
                replayed.applied += 1;
            }
            Err(Failed::Rejected(fault)) => {
                mark_failed(&mut tx, consumer, row.position, &causes(&fault), at).await?;
                held.insert(aggregate, row.position);
                replayed.waiting += 1;
            }
            Err(Failed::Halted(fault)) => return Err(fault),
        }
    }
    tx.commit().await?;
    Ok(replayed)
}

/// The aggregates of which events wait, each with the position of the one that could not be applied.
pub(crate) async fn held(conn: &mut PgConnection, consumer: &str) -> sqlx::Result<Held> {
    let rows = sqlx::query!(
        r#"
        select aggregate_type, aggregate_id, min(position) as "first!"
        from set_aside
        where consumer = $1 and replayed_at is null
        group by aggregate_type, aggregate_id
        "#,
        consumer
    )
    .fetch_all(conn)
    .await?;
    let held = rows.into_iter().map(|row| {
        let aggregate = Aggregate {
            kind: row.aggregate_type,
            id: row.aggregate_id,
        };
        (aggregate, row.first)
    });
    Ok(held.collect())
}

/// How many events of a consumer's feed wait.
pub(crate) async fn count(conn: &mut PgConnection, consumer: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from set_aside where consumer = $1 and replayed_at is null"#,
        consumer
    )
    .fetch_one(conn)
    .await
}

/// Forgets everything of a consumer: its projection is made anew from the first event.
pub(crate) async fn clear(conn: &mut PgConnection, consumer: &str) -> sqlx::Result<()> {
    sqlx::query!("delete from set_aside where consumer = $1", consumer)
        .execute(conn)
        .await?;
    Ok(())
}

/// Sets aside an event that could not be applied.
pub(crate) async fn put(
    conn: &mut PgConnection,
    consumer: &str,
    event: &Event,
    reason: &str,
    tries: i32,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    insert(conn, consumer, event, None, reason, tries, at).await
}

/// Sets aside an event behind another of its aggregate.
pub(crate) async fn put_behind(
    conn: &mut PgConnection,
    consumer: &str,
    event: &Event,
    behind: i64,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    insert(conn, consumer, event, Some(behind), "", 0, at).await
}

async fn insert(
    conn: &mut PgConnection,
    consumer: &str,
    event: &Event,
    behind: Option<i64>,
    reason: &str,
    tries: i32,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    let event_type = event
        .payload
        .as_ref()
        .and_then(|payload| payload.type_url.rsplit('/').next())
        .unwrap_or_default();
    sqlx::query!(
        r#"
        insert into set_aside (
            consumer, position, aggregate_type, aggregate_id, aggregate_version, event_type, event, behind, reason,
            tries, set_aside_at, tried_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
        "#,
        consumer,
        event.position,
        event.aggregate_type,
        event.aggregate_id,
        event.aggregate_version,
        event_type,
        event.encode_to_vec(),
        behind,
        kept(reason),
        tries,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn mark_replayed(
    conn: &mut PgConnection,
    consumer: &str,
    position: i64,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update set_aside
        set replayed_at = $3, tried_at = $3, tries = tries + 1
        where consumer = $1 and position = $2
        "#,
        consumer,
        position,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn mark_failed(
    conn: &mut PgConnection,
    consumer: &str,
    position: i64,
    reason: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update set_aside
        set reason = $3, behind = null, tried_at = $4, tries = tries + 1
        where consumer = $1 and position = $2
        "#,
        consumer,
        position,
        kept(reason),
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn set_behind(
    conn: &mut PgConnection,
    consumer: &str,
    position: i64,
    behind: i64,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update set_aside set behind = $3 where consumer = $1 and position = $2",
        consumer,
        position,
        behind
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A reason fit for a column: PostgreSQL takes no NUL, and nobody reads more.
fn kept(reason: &str) -> String {
    reason
        .chars()
        .filter(|c| *c != '\0')
        .take(LONGEST)
        .collect()
}
