//! The record's rows: each fits its hash, each is linked to the one before, none is lost on its way to the feed.

use futures::TryStreamExt as _;
use sqlx::PgConnection;

use super::{Problem, Report};
use crate::hash::{Hash, Hashed};

/// Rows of each kind that are listed when they are in a table where they should not be.
const STRAYS: i64 = 100;

pub(super) async fn check(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
    links(conn, report).await?;
    strays(conn, report).await
}

/// The aggregate being walked, and where its chain stands.
#[derive(Default)]
struct Walk {
    aggregate_type: String,
    aggregate_id: String,
    version: i64,
    head: Hash,
    position: i64,
}

async fn links(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
    // Streamed: the rows of one fetch are never in memory together.
    let mut rows = sqlx::query!(
        r#"
        select
            r.id, r.aggregatetype, r.aggregateid, r.aggregateversion, r.type as type_name, r.payload, r.division,
            r.actor, r.request_id, r.trace_id, r.recorded_at, r.previous_hash as "previous_hash: Hash",
            r.hash as "hash: Hash", f.position as "position?"
        from record r
        left join feed f on f.event_id = r.event_id
        order by r.aggregatetype, r.aggregateid, r.aggregateversion
        "#
    )
    .fetch(conn);
    let mut walk: Option<Walk> = None;
    while let Some(row) = rows.try_next().await? {
        let (kind, id, version) = (row.aggregatetype, row.aggregateid, row.aggregateversion);
        let before = walk
            .take()
            .filter(|walk| walk.aggregate_type == kind && walk.aggregate_id == id);
        if before.is_none() {
            report.aggregates += 1;
        }
        let before = before.unwrap_or_default();
        let hash = Hashed {
            previous_hash: &row.previous_hash,
            id: row.id,
            aggregate_type: &kind,
            aggregate_id: &id,
            aggregate_version: version,
            type_name: &row.type_name,
            payload: &row.payload,
            division: &row.division,
            actor: &row.actor,
            request_id: row.request_id,
            trace_id: &row.trace_id,
            recorded_at_micros: row.recorded_at.timestamp_micros(),
        }
        .hash();
        let mut wrong = |what: String| {
            report.add(
                Problem::new("record", what)
                    .of(&kind, &id, version)
                    .at(row.position.unwrap_or(0)),
            );
        };
        if hash != row.hash {
            wrong("the row does not fit its hash: it was altered".to_owned());
        }
        if version != before.version + 1 {
            wrong(format!(
                "version {} is missing before it",
                before.version + 1
            ));
        } else if row.previous_hash != before.head {
            wrong("the row is not linked to the one before it".to_owned());
        }
        let position = row.position.unwrap_or(i64::MAX);
        if position < before.position {
            wrong("it stands in the feed before the version it follows".to_owned());
        }
        report.events += 1;
        walk = Some(Walk {
            aggregate_type: kind,
            aggregate_id: id,
            version,
            head: row.hash,
            position,
        });
    }
    Ok(())
}

/// Events that are neither waiting nor published, and outbox rows that point nowhere or twice.
async fn strays(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
    let lost = sqlx::query!(
        r#"
        select r.aggregatetype, r.aggregateid, r.aggregateversion
        from record r
        where not exists (select 1 from feed f where f.event_id = r.event_id)
            and not exists (select 1 from outbox o where o.event_id = r.event_id)
        order by r.event_id
        limit $1
        "#,
        STRAYS
    )
    .fetch_all(&mut *conn)
    .await?;
    for row in lost {
        report.add(
            Problem::new(
                "record",
                "the event is neither in the feed nor on its way to it",
            )
            .of(&row.aggregatetype, &row.aggregateid, row.aggregateversion),
        );
    }
    let waiting = sqlx::query!(
        r#"
        select o.event_id, f.position as "position?"
        from outbox o
        left join record r on r.event_id = o.event_id
        left join feed f on f.event_id = o.event_id
        where r.event_id is null or f.event_id is not null
        order by o.event_id
        limit $1
        "#,
        STRAYS
    )
    .fetch_all(&mut *conn)
    .await?;
    for row in waiting {
        report.add(match row.position {
            Some(position) => {
                Problem::new("outbox", "an event waits that is already in the feed").at(position)
            }
            None => Problem::new(
                "outbox",
                format!("event {} waits but is not in the record", row.event_id),
            ),
        });
    }
    Ok(())
}
