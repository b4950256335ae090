//! Facts, tallies, roll-ups and words in PostgreSQL.

mod cases;
mod drill;
mod publications;
mod sums;
mod tallies;
mod warnings;
mod watermarks;
mod words;

use std::future::Future;

use feed::Hash;
use refusal::Fault;
use sqlx::PgConnection;
use subscription::Log;
use uuid::Uuid;

use crate::fact::Fact;

pub(crate) use drill::{Place, Row, Rows, rows};
pub(crate) use sums::{Key, Span, Sum, Wanted, parties, sums};
pub(crate) use tallies::{
    add, clear as clear_tallies, digest as digest_tallies, recount, share, shut, write,
};
pub(crate) use watermarks::{Mark, forget as forget_mark, mark, marks};
pub(crate) use words::{
    Named, Words, clear as clear_words, digest as digest_words, replace, words,
};

/// Facts that are kept in a table of their own.
pub(crate) trait Kept: Fact {
    /// The log whose events they are made of.
    const LOG: Log;

    /// The facts of these ids.
    fn load(
        conn: &mut PgConnection,
        ids: &[Uuid],
    ) -> impl Future<Output = Result<Vec<Self>, Fault>> + Send;

    /// Keeps new facts, and those that changed.
    fn save(
        conn: &mut PgConnection,
        made: &[&Self],
        changed: &[&Self],
    ) -> impl Future<Output = Result<(), Fault>> + Send;

    /// Forgets the facts of an origin.
    fn forget(
        conn: &mut PgConnection,
        origin: &str,
    ) -> impl Future<Output = Result<(), Fault>> + Send;

    /// The facts of an origin by id, after one, at most so many.
    fn page(
        conn: &mut PgConnection,
        origin: &str,
        after: Uuid,
        limit: i64,
    ) -> impl Future<Output = Result<Vec<Self>, Fault>> + Send;
}

/// A hash over the facts of an origin.
pub(crate) async fn digest_facts<F: Kept + std::fmt::Debug>(
    conn: &mut PgConnection,
    origin: &str,
) -> Result<Hash, Fault> {
    const PAGE: i64 = 5_000;
    let mut hash = Hash::ZERO;
    let mut after = Uuid::nil();
    loop {
        let facts = F::page(&mut *conn, origin, after, PAGE).await?;
        let Some(last) = facts.last() else {
            return Ok(hash);
        };
        after = last.id();
        for fact in &facts {
            hash = feed::sm3(&[hash.as_slice(), format!("{fact:?}").as_bytes()]);
        }
    }
}

/// Data of ours that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("unreadable {what} in the database")]
struct Unreadable {
    what: &'static str,
}

fn unreadable(what: &'static str) -> Fault {
    Fault::internal(Unreadable { what })
}
