//! The events received.

use chrono::{DateTime, Utc};
use contract::feed::v1::Event;
use feed::Hash;
use prost_types::Any;
use sqlx::PgConnection;
use uuid::Uuid;

use super::timestamp;
use crate::batch::{Sealed, TYPE_PREFIX};

/// Most bytes of a page, so that it fits a message of 4 MiB, what programs take that say nothing else; one event always fits.
const PAGE_BYTES: i64 = 4_000_000;
/// What an event counts for besides its payload: ids, hashes, names.
const ENVELOPE_BYTES: i64 = 1024;

/// An event as it is stored.
pub(crate) struct Stored {
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

/// The newest version and hash of each aggregate asked for, in the order asked; (0, zeros) where nothing was received.
pub(crate) async fn newest_of_aggregates(
    conn: &mut PgConnection,
    link_id: i32,
    types: &[String],
    ids: &[String],
) -> sqlx::Result<Vec<(i64, Hash)>> {
    let rows = sqlx::query!(
        r#"
        select e.aggregateversion as "version?", e.hash as "hash?: Hash"
        from unnest($2::text[], $3::text[]) with ordinality as wanted (type, id, ordinal)
        left join lateral (
            select aggregateversion, hash
            from received_event
            where link_id = $1 and aggregatetype = wanted.type and aggregateid = wanted.id
            order by aggregateversion desc
            limit 1
        ) e on true
        order by wanted.ordinal
        "#,
        link_id,
        types,
        ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.version.unwrap_or(0), row.hash.unwrap_or(Hash::ZERO)))
        .collect())
}

/// The hashes of the events after a position up to another, in order.
pub(crate) async fn hashes(
    conn: &mut PgConnection,
    link_id: i32,
    after: i64,
    until: i64,
) -> sqlx::Result<Vec<Hash>> {
    sqlx::query_scalar!(
        r#"
        select hash as "hash: Hash"
        from received_event
        where link_id = $1 and position > $2 and position <= $3
        order by position
        "#,
        link_id,
        after,
        until
    )
    .fetch_all(conn)
    .await
}

/// Adds events, and tells whoever watches once the transaction commits.
pub(crate) async fn extend(
    conn: &mut PgConnection,
    link_id: i32,
    events: &[Sealed],
) -> sqlx::Result<()> {
    let column = |of: fn(&Sealed) -> String| events.iter().map(of).collect::<Vec<_>>();
    let positions: Vec<i64> = events.iter().map(|event| event.position).collect();
    let ids: Vec<Uuid> = events.iter().map(|event| event.id).collect();
    let versions: Vec<i64> = events.iter().map(|event| event.aggregate_version).collect();
    let payloads: Vec<&[u8]> = events
        .iter()
        .map(|event| event.payload.as_slice())
        .collect();
    let requests: Vec<Uuid> = events.iter().map(|event| event.request_id).collect();
    let recorded: Vec<DateTime<Utc>> = events.iter().map(|event| event.recorded_at).collect();
    let previous: Vec<&[u8]> = events
        .iter()
        .map(|event| event.previous_hash.as_slice())
        .collect();
    let hashes: Vec<&[u8]> = events.iter().map(|event| event.hash.as_slice()).collect();
    sqlx::query!(
        r#"
        with written as (
            insert into received_event (
                link_id, position, id, aggregatetype, aggregateid, aggregateversion, type, payload, division,
                actor, request_id, trace_id, recorded_at, previous_hash, hash
            )
            select
                $1, e.position, e.id, e.aggregatetype, e.aggregateid, e.aggregateversion, e.type, e.payload,
                e.division, e.actor, e.request_id, e.trace_id, e.recorded_at, e.previous_hash, e.hash
            from unnest(
                $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::bytea[], $9::text[],
                $10::text[], $11::uuid[], $12::text[], $13::timestamptz[], $14::bytea[], $15::bytea[]
            ) as e (
                position, id, aggregatetype, aggregateid, aggregateversion, type, payload, division,
                actor, request_id, trace_id, recorded_at, previous_hash, hash
            )
        )
        select pg_notify('feed', '')
        "#,
        link_id,
        &positions,
        &ids,
        &column(|event| event.aggregate_type.clone()),
        &column(|event| event.aggregate_id.clone()),
        &versions,
        &column(|event| event.type_name.clone()),
        &payloads as &[&[u8]],
        &column(|event| event.division.clone()),
        &column(|event| event.actor.clone()),
        &requests,
        &column(|event| event.trace_id.clone()),
        &recorded,
        &previous as &[&[u8]],
        &hashes as &[&[u8]],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lists events after a position, at most `limit` of them and a bounded number of bytes.
pub(crate) async fn list(
    conn: &mut PgConnection,
    link_id: i32,
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<Stored>> {
    // Positions are dense, so a range of them is a page.
    sqlx::query_as!(
        Stored,
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
                position, id, aggregatetype, aggregateid, aggregateversion, type, payload, division, actor,
                request_id, trace_id, recorded_at, previous_hash, hash,
                row_number() over (order by position) as nth,
                sum(octet_length(payload) + $5::bigint) over (order by position) as bytes
            from received_event
            where link_id = $1 and position > $2 and position <= $3
        ) page
        where page.bytes <= $4::bigint or page.nth = 1
        order by page.position
        "#,
        link_id,
        after,
        after.saturating_add(limit),
        PAGE_BYTES,
        ENVELOPE_BYTES
    )
    .fetch_all(conn)
    .await
}

impl From<Stored> for Event {
    fn from(row: Stored) -> Self {
        Self {
            position: row.position,
            event_id: row.id.to_string(),
            aggregate_type: row.aggregatetype,
            aggregate_id: row.aggregateid,
            aggregate_version: row.aggregateversion,
            payload: Some(Any {
                type_url: format!("{TYPE_PREFIX}{}", row.type_name),
                value: row.payload,
            }),
            record_time: Some(timestamp(row.recorded_at)),
            actor: row.actor,
            request_id: row.request_id.to_string(),
            trace_id: row.trace_id,
            division: row.division,
            previous_hash: row.previous_hash.to_vec(),
            hash: row.hash.to_vec(),
        }
    }
}
