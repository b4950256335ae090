//! Checking a database: every hash, every chain, every position, every subtree, every head.
//!
//! Reads one snapshot of a live database and holds a page of it in memory. What it cannot see by itself is a database
//! that was replaced as a whole by an older or a consistently forged one: for that it compares with heads that were
//! handed to somebody else ([`database_against`]).

mod chains;
mod tree;

use std::fmt;

use contract::feed::v1::LogHead;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, PgPool};

use crate::head::{KeyError, Keys};

/// Most problems that a report lists; the rest are counted.
const MOST_PROBLEMS: usize = 1000;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// Name of the log, as its newest head has it; none while nothing is signed.
    pub log: Option<String>,
    /// Events checked.
    pub events: i64,
    /// Aggregates whose chains were checked.
    pub aggregates: i64,
    /// Signed heads checked, those handed in by witnesses too.
    pub heads: i64,
    /// Events covered by the newest head whose root and signature fit.
    pub covered: i64,
    /// Whether the key that signed was vouched for by the one who checks, and not only by what is checked.
    pub key_is_trusted: bool,
    /// What is wrong; at most 1000.
    pub problems: Vec<Problem>,
    /// Problems that are not listed.
    pub problems_left_out: u64,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Problem {
    /// Table in which it shows: `record`, `outbox`, `feed`, `merkle_node`, `log_head`; `witness`; `bundle`.
    pub table: String,
    /// The aggregate concerned, e.g. `case/018f…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<String>,
    /// Version of the aggregate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// Position in the feed, or size of the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<i64>,
    /// What is wrong.
    pub what: String,
}

/// Why a check could not be made.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The public key cannot be read.
    #[error("the public key cannot be read")]
    Key(#[from] KeyError),
    /// The database did not answer.
    #[error("database")]
    Database(#[from] sqlx::Error),
}

/// Checks a service's database; `public_pem` holds the public keys that its heads may be signed with.
pub async fn database(pool: &PgPool, public_pem: &str) -> Result<Report, VerifyError> {
    database_against(pool, public_pem, &[]).await
}

/// Checks a database, and that it still is the continuation of heads that were handed to somebody else.
///
/// Only this shows that a database was replaced as a whole: the witness's heads are out of its administrator's reach.
pub async fn database_against(
    pool: &PgPool,
    public_pem: &str,
    witnessed: &[LogHead],
) -> Result<Report, VerifyError> {
    let keys = Keys::from_pem(public_pem)?;
    let mut report = Report {
        key_is_trusted: true,
        ..Report::default()
    };
    let mut tx = pool
        .begin_with("begin isolation level repeatable read read only")
        .await?;
    without_timeout(&mut tx).await?;
    chains::check(&mut tx, &mut report).await?;
    tree::check(&mut tx, &keys, witnessed, &mut report).await?;
    tx.rollback().await?;
    Ok(report)
}

/// Lifts the pool's statement timeout for this transaction: reading all that ever happened takes what it takes.
pub(crate) async fn without_timeout(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query_scalar!("select set_config('statement_timeout', '0', true)")
        .fetch_one(conn)
        .await?;
    Ok(())
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    pub(crate) fn add(&mut self, problem: Problem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.problems_left_out += 1;
        }
    }
}

impl Problem {
    /// Something wrong in a table.
    pub(crate) fn new(table: &str, what: impl Into<String>) -> Self {
        Self {
            table: table.to_owned(),
            what: what.into(),
            ..Self::default()
        }
    }

    /// … with this version of this aggregate.
    pub(crate) fn of(self, aggregate_type: &str, aggregate_id: &str, version: i64) -> Self {
        Self {
            aggregate: Some(format!("{aggregate_type}/{aggregate_id}")),
            version: Some(version),
            ..self
        }
    }

    /// … at this position of the feed, or this size of the log.
    pub(crate) fn at(self, position: i64) -> Self {
        Self {
            position: Some(position),
            ..self
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.table)?;
        if let Some(aggregate) = &self.aggregate {
            write!(f, " {aggregate}")?;
        }
        if let Some(version) = self.version {
            write!(f, " version {version}")?;
        }
        if let Some(position) = self.position {
            write!(f, " position {position}")?;
        }
        write!(f, ": {}", self.what)
    }
}
