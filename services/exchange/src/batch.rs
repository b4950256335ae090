//! A batch as it comes, read once: what does not hold by itself is objected to before anything is looked up.

use chrono::{DateTime, Utc};
use contract::exchange::v1::HandOverRequest;
use contract::feed::v1::{Event, LogHead};
use feed::{Hash, event_hash};
use refusal::{Reason, Refusal};
use statute::identifier::DivisionCode;
use subscription::Log;
use uuid::Uuid;

use crate::reasons;

/// Most events of a batch.
pub(crate) const MOST_EVENTS: usize = 2000;

/// What every payload's type is written with.
pub(crate) const TYPE_PREFIX: &str = "type.googleapis.com/";

/// What is wrong with what another deployment sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An account that is not the origin's spoke for it.
    Account,
    /// The batch is not signed by the origin's key.
    Signature,
    /// An event does not fit its hash.
    Forged,
    /// An event belongs to a foreign division.
    Division,
    /// An event does not continue its aggregate's chain.
    Chain,
    /// The head is not signed by the log's key.
    Head,
    /// The log was rewritten.
    Rewritten,
    /// The log was restored from an older state.
    Rewound,
}

/// Why a batch is not taken; each is kept before it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Objection {
    /// Positions are missing, both included.
    Gap {
        /// First that is missing.
        from: i64,
        /// Last that is missing.
        to: i64,
    },
    /// It contradicts itself, or what was received before.
    Dispute {
        /// How.
        kind: Kind,
        /// Position, or size of the log, at which it shows.
        position: i64,
        /// In words, for an officer.
        detail: String,
    },
}

/// An event that fits its hash, as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sealed {
    pub(crate) position: i64,
    pub(crate) id: Uuid,
    pub(crate) aggregate_type: String,
    pub(crate) aggregate_id: String,
    pub(crate) aggregate_version: i64,
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

/// A signed head of a log, read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Head {
    pub(crate) tree_size: i64,
    pub(crate) root_hash: Hash,
    pub(crate) signed_at: DateTime<Utc>,
    pub(crate) signature: Vec<u8>,
    pub(crate) key_id: String,
}

/// A batch that holds by itself.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) first: i64,
    pub(crate) events: Vec<Sealed>,
    pub(crate) feed_head: i64,
    pub(crate) head: Option<Head>,
    pub(crate) log_public_key_pem: String,
}

impl Objection {
    pub(crate) fn dispute(kind: Kind, position: i64, detail: impl Into<String>) -> Self {
        Self::Dispute {
            kind,
            position,
            detail: detail.into(),
        }
    }
}

impl Kind {
    /// Its name in the database.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Signature => "signature",
            Self::Forged => "forged",
            Self::Division => "division",
            Self::Chain => "chain",
            Self::Head => "head",
            Self::Rewritten => "rewritten",
            Self::Rewound => "rewound",
        }
    }

    const fn reason(self) -> &'static Reason {
        match self {
            Self::Account => &reasons::UNKNOWN_ORIGIN,
            Self::Signature => &reasons::BATCH_NOT_SIGNED,
            Self::Forged => &reasons::EVENT_FORGED,
            Self::Division => &reasons::DIVISION_OUTSIDE_ORIGIN,
            Self::Chain => &reasons::CHAIN_BROKEN,
            Self::Head => &reasons::HEAD_NOT_SIGNED,
            Self::Rewritten => &reasons::HISTORY_REWRITTEN,
            Self::Rewound => &reasons::HISTORY_REWOUND,
        }
    }
}

impl From<Objection> for Refusal {
    fn from(objection: Objection) -> Self {
        match objection {
            Objection::Gap { from, to } => Refusal::new(
                &reasons::GAP_IN_FEED,
                format!("positions {from} to {to} are missing"),
                format!("上报数据缺少第{from}至{to}条"),
            )
            .with_metadata("from", from.to_string())
            .with_metadata("to", to.to_string()),
            Objection::Dispute {
                kind,
                position,
                detail,
            } => {
                let reason = kind.reason();
                Refusal::new(
                    reason,
                    format!("{} at {position}", kind.name()),
                    format!("{detail}。{}", reason.remedy),
                )
                .with_metadata("position", position.to_string())
            }
        }
    }
}

impl Batch {
    /// Reads a batch whose signature is checked already; `division` is the origin's.
    ///
    /// `trusted` are the public keys of the log, where they are configured; else the key that comes with the batch is used.
    pub(crate) fn read(
        request: HandOverRequest,
        log: Log,
        division: &DivisionCode,
        trusted: Option<&str>,
    ) -> Result<Self, Objection> {
        let head = request.head.as_ref().map(|head| {
            let keys = trusted.unwrap_or(&request.log_public_key_pem);
            Head::read(head, log, keys)
        });
        let head = head
            .transpose()
            .map_err(|detail| Objection::dispute(Kind::Head, request.first, detail))?;
        let told = if request.events.is_empty() {
            0
        } else {
            request.last
        };
        let signed = head.as_ref().map_or(0, |head| head.tree_size);
        if request.feed_head < signed.max(told) {
            let detail = "上报的记录长度小于其签名的长度";
            return Err(Objection::dispute(Kind::Head, request.first, detail));
        }
        let mut events = Vec::with_capacity(request.events.len());
        for (expected, event) in (request.first..).zip(request.events) {
            let position = event.position;
            if position > expected {
                return Err(Objection::Gap {
                    from: expected,
                    to: position - 1,
                });
            }
            if position < expected {
                let detail = format!("第{position}条记录次序颠倒");
                return Err(Objection::dispute(Kind::Forged, position, detail));
            }
            let sealed = Sealed::read(event).ok_or_else(|| {
                let detail = format!("第{position}条记录与其哈希值不符");
                Objection::dispute(Kind::Forged, position, detail)
            })?;
            if !sealed.may_come_from(log, division) {
                let detail = format!("第{position}条记录属于区划“{}”", sealed.division);
                return Err(Objection::dispute(Kind::Division, position, detail));
            }
            events.push(sealed);
        }
        Ok(Self {
            first: request.first,
            events,
            feed_head: request.feed_head,
            head,
            log_public_key_pem: request.log_public_key_pem,
        })
    }
}

impl Sealed {
    /// Reads an event if it fits its hash and is written in the one way in which it is handed on.
    pub(crate) fn read(event: Event) -> Option<Self> {
        let hash = event_hash(&event).filter(|hash| hash.as_slice() == event.hash)?;
        let previous_hash = Hash::try_from(event.previous_hash.as_slice()).ok()?;
        let time = event.record_time?;
        let recorded_at = DateTime::from_timestamp(time.seconds, u32::try_from(time.nanos).ok()?)?;
        let payload = event.payload?;
        Some(Self {
            position: event.position,
            id: uuid(&event.event_id)?,
            aggregate_type: event.aggregate_type,
            aggregate_id: event.aggregate_id,
            aggregate_version: event.aggregate_version,
            type_name: payload.type_url.strip_prefix(TYPE_PREFIX)?.to_owned(),
            payload: payload.value,
            division: event.division,
            actor: event.actor,
            request_id: uuid(&event.request_id)?,
            trace_id: event.trace_id,
            recorded_at,
            previous_hash,
            hash,
        })
    }

    /// Whether a deployment of this division may tell the event. Acts lie within it. Elements may also be those of the
    /// divisions above, which it replicates; laws, items and the list of divisions are everybody's.
    fn may_come_from(&self, log: Log, division: &DivisionCode) -> bool {
        let Ok(own) = DivisionCode::parse(&self.division) else {
            return false;
        };
        let registry = self.aggregate_id.split('/').next();
        division.contains(&own)
            || log == Log::Elements
                && (own.contains(division) || matches!(registry, Some("law" | "item" | "division")))
    }
}

impl Head {
    fn read(head: &LogHead, log: Log, public_pem: &str) -> Result<Self, String> {
        let unsigned = |error: feed::NotSigned| {
            tracing::warn!(log = log.name(), %error, "the head of a log handed over is not believed");
            "记录签名与记录密钥不符".to_owned()
        };
        feed::verify_head(head, public_pem).map_err(unsigned)?;
        let whole = || {
            if head.log != log.name() || head.tree_size < 1 {
                return None;
            }
            let time = head.sign_time?;
            Some(Self {
                tree_size: head.tree_size,
                root_hash: Hash::try_from(head.root_hash.as_slice()).ok()?,
                signed_at: DateTime::from_timestamp(time.seconds, u32::try_from(time.nanos).ok()?)?,
                signature: head.signature.clone(),
                key_id: head.key_id.clone(),
            })
        };
        whole().ok_or_else(|| "记录签名不属于本记录".to_owned())
    }
}

/// A UUID in its one usual form: another spelling of the same would pass the hash.
fn uuid(text: &str) -> Option<Uuid> {
    let id = Uuid::try_parse(text).ok()?;
    (id.to_string() == text).then_some(id)
}
