//! Reading the feed and the record.

use chrono::{DateTime, Utc};
use contract::feed::v1::{Event, LogHead};
use prost_types::Any;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::hash::Hash;
use crate::instant::timestamp;

/// Events of a page when the caller does not say.
pub const DEFAULT_PAGE: i32 = 500;

/// Most events of a page.
pub const LARGEST_PAGE: i32 = 2000;

/// Most bytes of a page, so that it fits a message of 4 MiB, what programs take that say nothing else; one event always fits.
const PAGE_BYTES: i64 = 4_000_000;

/// What an event counts for besides its payload: ids, hashes, names.
const ENVELOPE_BYTES: i64 = 1024;

/// Most bytes of one payload. Larger than a page, and yet with what is around it within the 8 MiB that every follower of
/// ours takes: whoever writes events must write none that is larger, or nobody can follow any more.
pub const LARGEST_PAYLOAD: usize = 8 * 1024 * 1024 - 64 * 1024;

/// Some events of a feed, in the order of their positions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The events; none is the end of the feed, or a sign of life.
    pub events: Vec<Event>,
    /// Position of the newest event of the feed; 0 while it is empty.
    pub head: i64,
}

/// Lists events after a position, at most `limit` of them and a bounded number of bytes.
///
/// Fewer events than `limit` do not mean that there are no more: only an empty answer does.
pub async fn after(conn: &mut PgConnection, position: i64, limit: i64) -> sqlx::Result<Vec<Event>> {
    // Positions are dense, so a range of them is a page.
    let rows = sqlx::query_as!(
        Row,
        r#"
        select
            page.position as "position!", page.id as "id!", page.aggregatetype as "aggregatetype!",
            page.aggregateid as "aggregateid!", page.aggregateversion as "aggregateversion!",
            page.type as "type_name!", page.payload as "payload!", page.division as "division!",
            page.actor as "actor!", page.request_id as "request_id!", page.trace_id as "trace_id!",
            page.recorded_at as "recorded_at!", page.previous_hash as "previous_hash!: Hash",
            page.hash as "hash!: Hash"
        from (
            select
                f.position, r.id, r.aggregatetype, r.aggregateid, r.aggregateversion, r.type, r.payload,
                r.division, r.actor, r.request_id, r.trace_id, r.recorded_at, r.previous_hash, r.hash,
                row_number() over (order by f.position) as nth,
                sum(octet_length(r.payload) + $4::bigint) over (order by f.position) as bytes
            from feed f
            join record r on r.event_id = f.event_id
            where f.position > $1 and f.position <= $2
        ) page
        where page.bytes <= $3::bigint or page.nth = 1
        order by page.position
        "#,
        position,
        position.saturating_add(limit),
        PAGE_BYTES,
        ENVELOPE_BYTES
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Event::from).collect())
}

/// Position of the newest event; 0 while the feed is empty.
pub async fn head(conn: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select coalesce(max(position), 0) as "head!" from feed"#)
        .fetch_one(conn)
        .await
}

/// Lists the events of an aggregate, oldest first, after a version. `position` is 0 while an event is not in the feed yet.
pub async fn of_aggregate(
    conn: &mut PgConnection,
    aggregate_type: &str,
    aggregate_id: &str,
    after_version: i64,
    limit: i64,
) -> sqlx::Result<Vec<Event>> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select
            coalesce(f.position, 0) as "position!", r.id, r.aggregatetype, r.aggregateid, r.aggregateversion,
            r.type as type_name, r.payload, r.division, r.actor, r.request_id, r.trace_id, r.recorded_at,
            r.previous_hash as "previous_hash: Hash", r.hash as "hash: Hash"
        from record r
        left join feed f on f.event_id = r.event_id
        where r.aggregatetype = $1 and r.aggregateid = $2 and r.aggregateversion > $3
        order by r.aggregateversion
        limit $4
        "#,
        aggregate_type,
        aggregate_id,
        after_version,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Event::from).collect())
}

/// The newest signed head of the log; none while nothing was signed.
pub async fn log_head(conn: &mut PgConnection) -> sqlx::Result<Option<LogHead>> {
    let row = sqlx::query_as!(
        HeadRow,
        r#"
        select log, tree_size, root_hash as "root_hash: Hash", signed_at, signature, key_id
        from log_head
        order by tree_size desc
        limit 1
        "#
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(LogHead::from))
}

pub(crate) struct Row {
    pub(crate) position: i64,
    pub(crate) id: Uuid,
    pub(crate) aggregatetype: String,
    pub(crate) aggregateid: String,
    pub(crate) aggregateversion: i64,
    pub(crate) type_name: String,
    pub(crate) payload: Vec<u8>,
    pub(crate) division: String,
    pub(crate) actor: String,
    pub(crate) request_id: Uuid,
    pub(crate) trace_id: String,
    pub(crate) recorded_at: DateTime<Utc>,
    pub(crate) previous_hash: Hash,
    pub(crate) hash: Hash,
}

impl From<Row> for Event {
    fn from(row: Row) -> Self {
        Self {
            position: row.position,
            event_id: row.id.to_string(),
            aggregate_type: row.aggregatetype,
            aggregate_id: row.aggregateid,
            aggregate_version: row.aggregateversion,
            payload: Some(Any {
                type_url: format!("type.googleapis.com/{}", row.type_name),
                value: row.payload,
            }),
            record_time: Some(timestamp(row.recorded_at.timestamp_micros())),
            actor: row.actor,
            request_id: row.request_id.to_string(),
            trace_id: row.trace_id,
            division: row.division,
            previous_hash: row.previous_hash.to_vec(),
            hash: row.hash.to_vec(),
        }
    }
}

pub(crate) struct HeadRow {
    pub(crate) log: String,
    pub(crate) tree_size: i64,
    pub(crate) root_hash: Hash,
    pub(crate) signed_at: DateTime<Utc>,
    pub(crate) signature: Vec<u8>,
    pub(crate) key_id: String,
}

impl From<HeadRow> for LogHead {
    fn from(row: HeadRow) -> Self {
        Self {
            log: row.log,
            tree_size: row.tree_size,
            root_hash: row.root_hash.to_vec(),
            sign_time: Some(timestamp(row.signed_at.timestamp_micros())),
            signature: row.signature,
            key_id: row.key_id,
        }
    }
}
