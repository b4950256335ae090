//! An aggregate's events as a file that proves itself: what a court, a party or an upper level checks without us.

use chrono::{DateTime, Utc};
use contract::feed::v1::{Event, LogHead};
use prost_types::Any;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::hash::{Hash, event_hash};
use crate::head::{Keys, NotSigned};
use crate::instant::{micros, timestamp};
use crate::merkle::{self, ProofError};
use crate::read;
use crate::verify::{Problem, Report};

/// Format of the file.
const FORMAT: &str = "yifa.bundle.v1";

/// An aggregate's events with their chain, the proof that each stands in the log, and the signed head of the log.
///
/// It shows that nothing was altered, inserted, reordered or left out between its events, and that all of it was in the
/// log when the head was signed. It does not show that the aggregate has no later events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// `yifa.bundle.v1`.
    pub format: String,
    /// Kind of the aggregate, e.g. `case`.
    pub aggregate_type: String,
    /// Id of the aggregate.
    pub aggregate_id: String,
    /// The events, oldest first.
    pub events: Vec<BundledEvent>,
    /// Signed head of the log.
    pub head: BundledHead,
    /// Public key that the log says it signs with (SPKI, PEM). Trust it only if it came another way too.
    pub public_key_pem: String,
}

/// One event and the proof that it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundledEvent {
    /// Position in the feed.
    pub position: i64,
    /// Id of the event.
    pub event_id: String,
    /// Version of the aggregate after the event.
    pub aggregate_version: i64,
    /// Full proto name of the payload.
    #[serde(rename = "type")]
    pub type_name: String,
    /// The payload, Base64.
    #[serde(with = "base64")]
    pub payload: Vec<u8>,
    /// Division that owns the aggregate.
    pub division: String,
    /// Who did it (principal).
    pub actor: String,
    /// The request that did it.
    pub request_id: String,
    /// W3C trace id; empty when not traced.
    pub trace_id: String,
    /// When it was recorded, to the microsecond.
    pub record_time: DateTime<Utc>,
    /// Hash of the event before; zeros for the first.
    pub previous_hash: Hash,
    /// Hash of the event.
    pub hash: Hash,
    /// Siblings from the leaf upwards, up to the head's root.
    pub inclusion: Vec<Hash>,
}

/// The signed head against which the proofs hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundledHead {
    /// Name of the log.
    pub log: String,
    /// Number of events that the head covers.
    pub tree_size: i64,
    /// Root of the log.
    pub root_hash: Hash,
    /// When it was signed.
    pub sign_time: DateTime<Utc>,
    /// SM2 signature (r, s), Base64.
    #[serde(with = "base64")]
    pub signature: Vec<u8>,
    /// Id of the key.
    pub key_id: String,
}

/// Why a bundle cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// Nothing is signed yet.
    #[error("the log has no signed head yet")]
    Unsigned,
    /// The head in the database is not whole.
    #[error("the newest head of the log is not whole")]
    Head,
    /// A proof cannot be made.
    #[error("proof")]
    Proof(#[from] ProofError),
    /// The database did not answer.
    #[error("database")]
    Database(#[from] sqlx::Error),
}

/// Exports an aggregate as the newest signed head has it; none when it has no event under that head.
pub async fn export(
    conn: &mut PgConnection,
    aggregate_type: &str,
    aggregate_id: &str,
    public_pem: &str,
) -> Result<Option<Bundle>, BundleError> {
    // The head first: events that come meanwhile are beyond it and left for the next export.
    let head = read::log_head(conn).await?.ok_or(BundleError::Unsigned)?;
    let mut events = read::of_aggregate(conn, aggregate_type, aggregate_id, 0, i64::MAX).await?;
    events.retain(|event| (1..=head.tree_size).contains(&event.position));
    if events.is_empty() {
        return Ok(None);
    }
    let positions: Vec<i64> = events.iter().map(|event| event.position).collect();
    let proofs = merkle::inclusion(conn, &positions, head.tree_size).await?;
    let bundled: Option<Vec<_>> = events
        .into_iter()
        .zip(proofs)
        .map(|(event, proof)| bundle_event(event, proof))
        .collect();
    Ok(Some(Bundle {
        format: FORMAT.to_owned(),
        aggregate_type: aggregate_type.to_owned(),
        aggregate_id: aggregate_id.to_owned(),
        events: bundled.ok_or(BundleError::Head)?,
        head: bundle_head(head).ok_or(BundleError::Head)?,
        public_key_pem: public_pem.to_owned(),
    }))
}

/// Checks a bundle without a database. `trusted_public_pem` holds the keys that the reader got another way; without it
/// the bundle's own key is used, and the report says that nobody vouched for it.
pub fn verify(bundle: &Bundle, trusted_public_pem: Option<&str>) -> Report {
    let about = About {
        kind: &bundle.aggregate_type,
        id: &bundle.aggregate_id,
        head: &bundle.head,
        public_pem: trusted_public_pem.unwrap_or(&bundle.public_key_pem),
    };
    let mut report = about.report(trusted_public_pem.is_some());
    if bundle.format != FORMAT {
        report.add(Problem::new(
            "bundle",
            format!("the format is not {FORMAT}"),
        ));
        return report;
    }
    about.check_head(&mut report);
    if bundle.events.is_empty() {
        report.add(Problem::new("bundle", "it holds no event"));
    }
    let mut link = Link::default();
    for event in &bundle.events {
        link = about.check(event, link, &mut report);
    }
    report
}

/// What events are checked against.
pub(crate) struct About<'a> {
    pub(crate) kind: &'a str,
    pub(crate) id: &'a str,
    pub(crate) head: &'a BundledHead,
    pub(crate) public_pem: &'a str,
}

/// Where the event before stands: version, hash, position.
#[derive(Clone, Copy, Default)]
pub(crate) struct Link {
    pub(crate) version: i64,
    pub(crate) hash: Hash,
    pub(crate) position: i64,
}

impl About<'_> {
    /// A report in which nothing was checked yet.
    pub(crate) fn report(&self, key_is_trusted: bool) -> Report {
        Report {
            log: Some(self.head.log.clone()),
            aggregates: 1,
            heads: 1,
            key_is_trusted,
            ..Report::default()
        }
    }

    pub(crate) fn check_head(&self, report: &mut Report) {
        if let Err(error) = check_head(self.head, self.public_pem) {
            report.add(Problem::new("log_head", error.to_string()).at(self.head.tree_size));
        } else {
            report.covered = self.head.tree_size;
        }
    }

    /// Checks an event after the one before it.
    pub(crate) fn check(&self, event: &BundledEvent, before: Link, report: &mut Report) -> Link {
        let here = Link {
            version: event.aggregate_version,
            hash: event.hash,
            position: event.position,
        };
        let mut problems = Vec::new();
        if event_hash(&self.as_event(event)) != Some(event.hash) {
            problems.push("the event does not fit its hash: it was altered".to_owned());
        }
        if here.version == before.version + 1 && event.previous_hash != before.hash {
            problems.push("the event is not linked to the one before it".to_owned());
        }
        self.tell(problems, here, report);
        self.check_place(here, before, &event.inclusion, report);
        here
    }

    /// Checks that something stands where it says, after the one before it.
    pub(crate) fn check_place(
        &self,
        here: Link,
        before: Link,
        inclusion: &[Hash],
        report: &mut Report,
    ) {
        report.events += 1;
        let mut problems = Vec::new();
        if here.version != before.version + 1 {
            problems.push(format!(
                "version {} is missing before it",
                before.version + 1
            ));
        }
        if here.position <= before.position {
            problems.push(format!(
                "it stands in the feed before the version it follows (position {})",
                before.position
            ));
        }
        let (size, root) = (self.head.tree_size, &self.head.root_hash);
        if !merkle::verify_inclusion(&here.hash, here.position, size, root, inclusion) {
            problems.push("the event is not proved to stand in the log at its position".to_owned());
        }
        self.tell(problems, here, report);
    }

    fn tell(&self, problems: Vec<String>, here: Link, report: &mut Report) {
        for what in problems {
            let problem = Problem::new("record", what).of(self.kind, self.id, here.version);
            report.add(problem.at(here.position));
        }
    }

    fn as_event(&self, event: &BundledEvent) -> Event {
        Event {
            position: event.position,
            event_id: event.event_id.clone(),
            aggregate_type: self.kind.to_owned(),
            aggregate_id: self.id.to_owned(),
            aggregate_version: event.aggregate_version,
            payload: Some(Any {
                type_url: event.type_name.clone(),
                value: event.payload.clone(),
            }),
            record_time: Some(timestamp(event.record_time.timestamp_micros())),
            actor: event.actor.clone(),
            request_id: event.request_id.clone(),
            trace_id: event.trace_id.clone(),
            division: event.division.clone(),
            previous_hash: event.previous_hash.to_vec(),
            hash: event.hash.to_vec(),
        }
    }
}

fn check_head(head: &BundledHead, public_pem: &str) -> Result<(), NotSigned> {
    Keys::from_pem(public_pem)?.verify(&LogHead {
        log: head.log.clone(),
        tree_size: head.tree_size,
        root_hash: head.root_hash.to_vec(),
        sign_time: Some(timestamp(head.sign_time.timestamp_micros())),
        signature: head.signature.clone(),
        key_id: head.key_id.clone(),
    })
}

fn bundle_event(event: Event, inclusion: Vec<Hash>) -> Option<BundledEvent> {
    let payload = event.payload?;
    Some(BundledEvent {
        position: event.position,
        event_id: event.event_id,
        aggregate_version: event.aggregate_version,
        type_name: payload.type_url.rsplit('/').next()?.to_owned(),
        payload: payload.value,
        division: event.division,
        actor: event.actor,
        request_id: event.request_id,
        trace_id: event.trace_id,
        record_time: DateTime::from_timestamp_micros(micros(event.record_time.as_ref()?)?)?,
        previous_hash: Hash::try_from(event.previous_hash).ok()?,
        hash: Hash::try_from(event.hash).ok()?,
        inclusion,
    })
}

fn bundle_head(head: LogHead) -> Option<BundledHead> {
    Some(BundledHead {
        log: head.log,
        tree_size: head.tree_size,
        root_hash: Hash::try_from(head.root_hash).ok()?,
        sign_time: DateTime::from_timestamp_micros(micros(head.sign_time.as_ref()?)?)?,
        signature: head.signature,
        key_id: head.key_id,
    })
}

mod base64 {
    use data_encoding::BASE64;
    use serde::{Deserialize as _, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<u8>, D::Error> {
        BASE64
            .decode(String::deserialize(deserializer)?.as_bytes())
            .map_err(de::Error::custom)
    }
}
