//! The record of what happened, chained and signed, and the feed that others follow.
//!
//! An act writes its aggregate, its events and its answer in one statement ([`Batch`], `feed_append`). One [`Publisher`]
//! per database gives committed events dense positions, extends a Merkle log and signs its heads. [`read`] and
//! [`Feed::watch`] serve the feed; a [`Follower`] applies somebody else's feed to a [`Projection`], exactly once in effect;
//! [`set_aside`] keeps what it could not apply; [`rebuild`] makes a projection anew. [`verify`] checks a database, [`bundle`] an exported aggregate, off-line.
//!
//! Nothing here spawns: loops are `async fn run(self, stop)` for the caller to run. docs/record.md states the tables, the
//! hashes and the signatures byte by byte.
//!
//! # Setting up, in a service's `start`
//!
//! ```ignore
//! let feed = feed::Feed::new(pool.clone(), "cases", signer, host.clock.clone());
//! host.tasks.spawn("cases.publish", feed.publisher().run(host.tasks.stopping()));
//! host.tasks.spawn("cases.listen", feed.listener().run(host.tasks.stopping()));
//! // after the commit of an act: feed.nudge();
//! ```
//!
//! # Writing an act
//!
//! ```ignore
//! let mut chain = Chain::resume("case", case_id.to_string(), division, row.version, row.head);
//! let mut batch = Batch::new(Provenance { actor, request_id, trace_id, at: clock.now() });
//! for event in &events {
//!     batch.seal(&mut chain, entropy.id(now), event);
//! }
//! batch.answer("/yifa.cases.v1.PenaltyService/ServeNotice", &request_bytes, response.encode_to_vec());
//! let appended = sqlx::query_scalar!(
//!     r#"
//!     with saved as (
//!         update cases set version = $3, chain_head = $4, step = $5
//!         where case_id = $1 and version = $2
//!         returning 1
//!     )
//!     select feed_append($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) as "appended!"
//!     from saved
//!     "#,
//!     case_id, row.version, chain.version, chain.head.as_slice(), step,
//!     &batch.ids, &batch.aggregate_types, &batch.aggregate_ids, &batch.aggregate_versions,
//!     &batch.types, &batch.payloads, &batch.divisions, &batch.previous_hashes, &batch.hashes,
//!     batch.provenance.actor, batch.provenance.request_id, batch.provenance.trace_id, batch.provenance.at,
//!     batch.method, batch.payload_hash, batch.response,
//! )
//! .fetch_optional(&mut *conn)
//! .await;
//! // None: stale. is_answer_conflict: a twin was faster, read its answer. is_version_conflict: stale.
//! ```

pub mod answer;
mod apply;
pub mod bundle;
mod chain;
pub mod extract;
mod follow;
mod hash;
mod head;
mod instant;
mod log;
pub mod merkle;
mod meters;
mod publish;
pub mod read;
mod rebuild;
mod serve;
pub mod set_aside;
mod spans;
mod tidy;
mod trouble;
pub mod verify;
mod wake;
mod watch;

pub use answer::{ANSWER_CONSTRAINT, Answer, is_answer_conflict};
pub use chain::{Batch, Chain, Provenance, VERSION_CONSTRAINT, append, is_version_conflict};
pub use follow::{Feeding, Follower, Pages, Progress, Projection, Source};
pub use hash::{Hash, NotAHash, event_hash, sm3};
pub use head::{HeadSigner, KeyError, NotSigned, key_id, verify_head};
pub use log::Feed;
pub use publish::{Published, Publisher};
pub use read::Page;
pub use rebuild::{Rebuilt, consumers, have_begun, rebuild};
pub use tidy::Tidier;
pub use wake::{Listener, Nudge, Wake};

/// The tables of the record and the feed; run before a service's own migrations, into the same database.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();
