//! How the exchange goes: the lines upwards, the logs received, the elements taken.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use clock::Clock;
use contract::exchange::v1::{self as proto, Direction};
use feed::Progress;
use refusal::Fault;
use sqlx::{PgConnection, PgPool};
use subscription::Log;
use tokio::sync::watch;

use crate::forward::{Consignment, LineState};
use crate::settings::{Registered, Settings};
use crate::store::{self, timestamp};

/// Everything that goes on, for those who ask. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Status(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    pool: PgPool,
    clock: Arc<dyn Clock>,
    registered: Arc<BTreeMap<String, Registered>>,
    upper_name: String,
    upper_division: String,
    lines: Mutex<BTreeMap<(String, Log), Line>>,
    taken: Mutex<Option<watch::Receiver<Progress>>>,
}

#[derive(Debug)]
struct Line {
    via: String,
    division: String,
    state: watch::Receiver<LineState>,
}

impl Status {
    pub(crate) fn new(
        pool: PgPool,
        clock: Arc<dyn Clock>,
        registered: Arc<BTreeMap<String, Registered>>,
        settings: &Settings,
    ) -> Self {
        Self(Arc::new(Inner {
            pool,
            clock,
            registered,
            upper_name: settings.upper.name.clone(),
            upper_division: settings.upper.division.clone(),
            lines: Mutex::default(),
            taken: Mutex::default(),
        }))
    }

    /// A line upwards has begun; false when it had before.
    pub(crate) fn begin(&self, what: &Consignment, state: watch::Receiver<LineState>) -> bool {
        let line = Line {
            via: what.via.clone(),
            division: what.division.clone(),
            state,
        };
        let key = (what.origin.clone(), what.log);
        lock(&self.0.lines).insert(key, line).is_none()
    }

    /// Whether a line upwards runs.
    pub(crate) fn knows(&self, origin: &str, log: Log) -> bool {
        lock(&self.0.lines).contains_key(&(origin.to_owned(), log))
    }

    /// The upper deployment's elements are followed.
    pub(crate) fn take(&self, progress: watch::Receiver<Progress>) {
        *lock(&self.0.taken) = Some(progress);
    }

    /// Every log on its way; of those received only what lies under a division.
    pub(crate) async fn links(&self, under: &str) -> Result<Vec<proto::Link>, Fault> {
        let now = self.0.clock.now();
        let mut links = self.lines(now);
        links.extend(self.taken(now));
        let mut conn = self.0.pool.acquire().await?;
        let logs = store::logs(&mut conn).await?;
        let heard: BTreeSet<&str> = logs.iter().map(|log| log.origin.as_str()).collect();
        let silent = self
            .0
            .registered
            .iter()
            .filter(|(origin, lower)| {
                !heard.contains(origin.as_str()) && within(under, lower.division.as_str())
            })
            .map(|(origin, lower)| proto::Link {
                direction: Direction::Received.into(),
                origin: origin.clone(),
                display_name: lower.display_name.clone(),
                division: lower.division.as_str().to_owned(),
                trouble: "已登记，尚未收到上报".to_owned(),
                ..proto::Link::default()
            });
        links.extend(silent);
        for log in &logs {
            if log.side == store::Side::Lower.name() && within(under, &log.division) {
                links.push(self.received(&mut conn, log, now).await?);
            }
        }
        Ok(links)
    }

    fn lines(&self, now: DateTime<Utc>) -> Vec<proto::Link> {
        let lines = lock(&self.0.lines);
        let link = |((origin, log), line): (&(String, Log), &Line)| {
            let state = line.state.borrow().clone();
            proto::Link {
                direction: Direction::HandedOver.into(),
                origin: origin.clone(),
                display_name: origin.clone(),
                via: line.via.clone(),
                log: log.name().to_owned(),
                division: line.division.clone(),
                head: state.head,
                position: state.acknowledged,
                proved_position: state.proved,
                lag_events: (state.head - state.acknowledged).max(0),
                lag_seconds: seconds(state.behind_since, now),
                contact_time: state.contact.map(timestamp),
                trouble: state.trouble.unwrap_or_default(),
                ..proto::Link::default()
            }
        };
        lines.iter().map(link).collect()
    }

    fn taken(&self, now: DateTime<Utc>) -> Option<proto::Link> {
        let taken = lock(&self.0.taken);
        let progress = taken.as_ref()?.borrow().clone();
        let behind = progress.head > progress.position;
        Some(proto::Link {
            direction: Direction::Taken.into(),
            origin: self.0.upper_name.clone(),
            display_name: self.0.upper_name.clone(),
            log: Log::Elements.name().to_owned(),
            division: self.0.upper_division.clone(),
            head: progress.head,
            position: progress.position,
            lag_events: (progress.head - progress.position).max(0),
            lag_seconds: seconds(progress.last_applied_at.filter(|_| behind), now),
            contact_time: progress.last_heard_at.map(timestamp),
            trouble: progress.trouble.unwrap_or_default(),
            ..proto::Link::default()
        })
    }

    async fn received(
        &self,
        conn: &mut PgConnection,
        log: &store::KnownLog,
        now: DateTime<Utc>,
    ) -> Result<proto::Link, Fault> {
        let gaps = store::open_gaps(conn, &log.origin, &log.log).await?;
        let disputes = store::open_disputes(conn, &log.origin, &log.log).await?;
        let display_name = self.0.registered.get(&log.origin);
        let trouble = disputes.first().map(|dispute| dispute.detail.clone());
        Ok(proto::Link {
            direction: Direction::Received.into(),
            origin: log.origin.clone(),
            display_name: display_name
                .map_or_else(|| log.origin.clone(), |lower| lower.display_name.clone()),
            via: log.via.clone(),
            log: log.log.clone(),
            division: log.division.clone(),
            head: log.feed_head,
            position: log.position,
            proved_position: log.proved_position,
            lag_events: (log.feed_head - log.position).max(0),
            lag_seconds: seconds(log.behind_since, now),
            contact_time: Some(timestamp(log.heard_at)),
            trouble: trouble.unwrap_or_default(),
            open_gaps: gaps.into_iter().map(Into::into).collect(),
            open_disputes: disputes.into_iter().map(Into::into).collect(),
        })
    }
}

fn within(under: &str, division: &str) -> bool {
    !under.is_empty() && division.starts_with(under)
}

fn seconds(since: Option<DateTime<Utc>>, now: DateTime<Utc>) -> i64 {
    since.map_or(0, |since| (now - since).num_seconds().max(0))
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl From<store::Gap> for proto::Gap {
    fn from(gap: store::Gap) -> Self {
        Self {
            origin: gap.origin,
            log: gap.log,
            from: gap.from_position,
            to: gap.to_position,
            find_time: Some(timestamp(gap.found_at)),
            close_time: gap.closed_at.map(timestamp),
            times: gap.times,
        }
    }
}

impl From<store::Dispute> for proto::Dispute {
    fn from(dispute: store::Dispute) -> Self {
        use proto::DisputeKind;
        let kind = match dispute.kind.as_str() {
            "account" => DisputeKind::Account,
            "signature" => DisputeKind::Signature,
            "forged" => DisputeKind::Forged,
            "division" => DisputeKind::Division,
            "chain" => DisputeKind::Chain,
            "head" => DisputeKind::Head,
            "rewritten" => DisputeKind::Rewritten,
            "rewound" => DisputeKind::Rewound,
            _ => DisputeKind::Unspecified,
        };
        Self {
            origin: dispute.origin,
            log: dispute.log,
            kind: kind.into(),
            position: dispute.position,
            detail: dispute.detail,
            find_time: Some(timestamp(dispute.found_at)),
            see_time: Some(timestamp(dispute.seen_at)),
            times: dispute.times,
            close_time: dispute.closed_at.map(timestamp),
        }
    }
}
