//! Checking the audit log: every chain recomputed from its rows.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use uuid::Uuid;

use super::chain::{self, HASH};
use super::{Opening, Outcome, Row, code_name};

/// Rows read at a time.
const PAGE: i64 = 5_000;

/// What checking the audit log found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Calls in the log.
    pub calls: u64,
    /// Calls whose outcome is not in the log: under way, or their gateway ended before their answer.
    pub without_outcome: u64,
    /// The last row of every chain. Rows cut off behind it leave no trace in the log itself: publish the heads, or keep
    /// them elsewhere, and compare.
    pub heads: Vec<Head>,
    /// What is wrong, in order; empty when the log is whole.
    pub broken: Vec<Broken>,
}

/// The last row of one writer's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The writer: one run of one gateway process.
    pub writer: Uuid,
    /// Number of its last row: 1, 2, 3 … without holes.
    pub seq: i64,
    /// Hash of its last row.
    pub hash: Vec<u8>,
}

/// A place where the log is not what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// Rows are missing before this one.
    Missing {
        /// The writer.
        writer: Uuid,
        /// The first row that is missing.
        seq: i64,
    },
    /// A row does not follow from its contents and the row before it.
    Altered {
        /// The writer.
        writer: Uuid,
        /// The row.
        seq: i64,
        /// The call it is about.
        call_id: Uuid,
    },
    /// An outcome without its call.
    Orphan {
        /// The call.
        call_id: Uuid,
    },
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { writer, seq } => {
                write!(f, "audit: rows of {writer} are missing from {seq} on")
            }
            Self::Altered {
                writer,
                seq,
                call_id,
            } => {
                write!(
                    f,
                    "audit: row {seq} of {writer} is not what was written (call {call_id})"
                )
            }
            Self::Orphan { call_id } => write!(f, "audit: an outcome without its call {call_id}"),
        }
    }
}

impl Report {
    /// Whether the log is whole.
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty()
    }
}

struct Kept {
    previous: Vec<u8>,
    hash: Vec<u8>,
    call_id: Uuid,
    row: Row,
}

/// Checks the audit log of the gateway's database from its first row to its last.
pub async fn verify_audit(pool: &PgPool) -> Result<Report, sqlx::Error> {
    let mut report = Report {
        calls: 0,
        without_outcome: 0,
        heads: Vec::new(),
        broken: Vec::new(),
    };
    for writer in writers(pool).await? {
        verify_chain(pool, writer, &mut report).await?;
    }
    let counts = sqlx::query!(
        r#"
        select count(*) as "calls!",
            count(*) filter (where o.call_id is null) as "without_outcome!"
        from audit a
        left join audit_outcome o on o.call_id = a.call_id
        "#
    )
    .fetch_one(pool)
    .await?;
    report.calls = u64::try_from(counts.calls).unwrap_or(0);
    report.without_outcome = u64::try_from(counts.without_outcome).unwrap_or(0);
    let orphans = sqlx::query_scalar!(
        r#"
        select o.call_id
        from audit_outcome o
        left join audit a on a.call_id = o.call_id
        where a.call_id is null
        order by o.call_id
        limit 100
        "#
    )
    .fetch_all(pool)
    .await?;
    report.broken.extend(
        orphans
            .into_iter()
            .map(|call_id| Broken::Orphan { call_id }),
    );
    Ok(report)
}

async fn writers(pool: &PgPool) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"
        select writer as "writer!" from audit
        union
        select writer from audit_outcome
        order by 1
        "#
    )
    .fetch_all(pool)
    .await
}

async fn verify_chain(pool: &PgPool, writer: Uuid, report: &mut Report) -> Result<(), sqlx::Error> {
    let mut head = Head {
        writer,
        seq: 0,
        hash: vec![0; HASH],
    };
    let last = last_seq(pool, writer).await?;
    let mut from = 0;
    while from < last {
        for (seq, kept) in page(pool, writer, from).await? {
            if seq != head.seq + 1 {
                report.broken.push(Broken::Missing {
                    writer,
                    seq: head.seq + 1,
                });
                // What follows the hole is still checked against itself.
                head.hash.clone_from(&kept.previous);
            }
            let expected = chain::hash(writer, seq, &head.hash, &kept.row);
            if kept.previous != head.hash || kept.hash != expected {
                report.broken.push(Broken::Altered {
                    writer,
                    seq,
                    call_id: kept.call_id,
                });
            }
            head = Head {
                writer,
                seq,
                hash: kept.hash,
            };
        }
        from += PAGE;
    }
    report.heads.push(head);
    Ok(())
}

async fn last_seq(pool: &PgPool, writer: Uuid) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"
        select greatest(
            (select max(seq) from audit where writer = $1),
            (select max(seq) from audit_outcome where writer = $1)
        ) as "last!"
        "#,
        writer,
    )
    .fetch_one(pool)
    .await
}

/// Rows `from + 1` to `from + PAGE` of a writer, of both tables.
async fn page(pool: &PgPool, writer: Uuid, from: i64) -> Result<BTreeMap<i64, Kept>, sqlx::Error> {
    let mut rows = openings(pool, writer, from).await?;
    rows.extend(outcomes(pool, writer, from).await?);
    Ok(rows)
}

async fn openings(
    pool: &PgPool,
    writer: Uuid,
    from: i64,
) -> Result<BTreeMap<i64, Kept>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"
        select call_id, at, principal, username, agency_id, division, method, source, request_id, trace_id,
            seq, previous_hash, hash
        from audit
        where writer = $1 and seq > $2 and seq <= $3
        "#,
        writer,
        from,
        from + PAGE,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let opening = Opening {
                call_id: row.call_id,
                at: row.at,
                principal: row.principal,
                username: row.username,
                agency_id: row.agency_id,
                division: row.division,
                method: row.method,
                source: row.source,
                request_id: row.request_id,
                trace_id: row.trace_id,
            };
            (
                row.seq,
                kept(
                    row.call_id,
                    row.previous_hash,
                    row.hash,
                    Row::Opening(opening),
                ),
            )
        })
        .collect())
}

async fn outcomes(
    pool: &PgPool,
    writer: Uuid,
    from: i64,
) -> Result<BTreeMap<i64, Kept>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"
        select call_id, at, username, object, outcome, reason, duration_us, seq, previous_hash, hash
        from audit_outcome
        where writer = $1 and seq > $2 and seq <= $3
        "#,
        writer,
        from,
        from + PAGE,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let outcome = ended(
                row.call_id,
                row.at,
                row.username,
                row.object,
                &row.outcome,
                row.reason,
                row.duration_us,
            );
            (
                row.seq,
                kept(
                    row.call_id,
                    row.previous_hash,
                    row.hash,
                    Row::Outcome(outcome),
                ),
            )
        })
        .collect())
}

fn ended(
    call_id: Uuid,
    at: DateTime<Utc>,
    username: String,
    object: String,
    outcome: &str,
    reason: String,
    duration_us: i64,
) -> Outcome {
    // A name that no status has was not written by us: no hash will match it.
    let code = (0..=16)
        .map(|code| code_name(tonic::Code::from(code)))
        .find(|name| *name == outcome)
        .unwrap_or("");
    Outcome {
        call_id,
        at,
        username,
        object,
        code,
        reason,
        duration_us,
    }
}

fn kept(call_id: Uuid, previous: Vec<u8>, hash: Vec<u8>, row: Row) -> Kept {
    Kept {
        previous,
        hash,
        call_id,
        row,
    }
}
