//! A case as it stood: what was shown at one of its versions or at an instant, made again from the record.
//!
//! Names, laws, certificates and tiers are what the events bound when they happened; nothing is looked up anew. Only what is left of a
//! clock is counted, as of the day that is asked about, by the holiday schedules that are known now.

use std::collections::BTreeSet;

use calendar::{Calendar, CivilDate};
use cases_domain::{Case, Event, evolve};
use chrono::{DateTime, Utc};
use contract::cases::v1 as proto;
use prost_types::Timestamp;
use refusal::{Failure, Fault, Refusal};
use sqlx::PgConnection;

use super::view;
use crate::rebuild::written;
use crate::record::{self, AGGREGATE, parts};
use crate::store::Stored;

/// Events read in one statement.
const EVENTS: i64 = 500;

/// Which past is wanted; neither: the present.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// After this many events.
    pub(super) version: Option<i64>,
    /// At this instant, or read on its day.
    pub(super) time: Option<DateTime<Utc>>,
}

/// A record that cannot be.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error("an event of the case has no time")]
    Timeless,
    #[error("the record of the case does not follow from itself")]
    Unfollowing(#[from] cases_domain::DoesNotFollow),
}

/// What a case had become.
struct Past {
    case: Case,
    last: Event,
    version: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// The case as it stood, `now` being how it stands.
///
/// # Refuses
/// A version that it never had, an instant before it was opened.
pub(super) async fn case_at(
    conn: &mut PgConnection,
    now: &Stored,
    wanted: &Wanted,
    calendar: &Calendar,
) -> Result<proto::GetCaseAtResponse, Failure> {
    if let Some(version) = wanted.version
        && !(1..=now.version).contains(&version)
    {
        return Err(Refusal::malformed(
            "etag",
            "must be a tag of this case",
            "应为本案曾经返回的版本标签",
        )
        .into());
    }
    let past = replayed(conn, now, wanted).await?;
    let past = past.ok_or_else(|| {
        Refusal::malformed(
            "time",
            "must not be before the case was opened",
            "不能早于案件建立的时间",
        )
    })?;
    let on = CivilDate::of(wanted.time.unwrap_or(past.updated_at));
    let stored = Stored {
        case: past.case,
        version: past.version,
        created_at: past.created_at,
        updated_at: past.updated_at,
    };
    let mut shown = view::case(&stored);
    view::reckon(&mut shown, calendar, on);
    Ok(proto::GetCaseAtResponse {
        case: Some(shown),
        last_event: past.last.summary(),
        record_time: Some(parts::timestamp(past.updated_at)),
        bound_versions: bound(&stored.case),
    })
}

/// The laws that the case was bound to: those of the day of the act, and those of the decision.
fn bound(case: &Case) -> Vec<String> {
    let decided = case.penalty().and_then(|it| it.decision.as_ref());
    let decided = decided.into_iter().flat_map(|it| &it.bound_versions);
    let all: BTreeSet<&String> = case.opening.bound_versions.iter().chain(decided).collect();
    all.into_iter().cloned().collect()
}

/// The case after the events that count; none: none does.
async fn replayed(
    conn: &mut PgConnection,
    now: &Stored,
    wanted: &Wanted,
) -> Result<Option<Past>, Fault> {
    let id = now.case.id();
    let last = wanted.version.unwrap_or(now.version);
    let until = wanted.time.filter(|_| wanted.version.is_none());
    let mut past: Option<Past> = None;
    loop {
        let after = past.as_ref().map_or(0, |past| past.version);
        let page =
            feed::read::of_aggregate(conn, AGGREGATE, &id.to_string(), after, EVENTS).await?;
        if page.is_empty() {
            return Ok(past);
        }
        for event in page {
            let at = instant(event.record_time)?;
            if event.aggregate_version > last || until.is_some_and(|until| at > until) {
                return Ok(past);
            }
            let version = event.aggregate_version;
            let told = record::read(id, &written(event)).map_err(Fault::internal)?;
            let created_at = past.as_ref().map_or(at, |past| past.created_at);
            let case = evolve(past.map(|past| past.case), &told);
            past = Some(Past {
                case: case.map_err(|error| Fault::internal(Broken::from(error)))?,
                last: told,
                version,
                created_at,
                updated_at: at,
            });
        }
    }
}

fn instant(time: Option<Timestamp>) -> Result<DateTime<Utc>, Fault> {
    let read = time.and_then(|time| {
        let nanos = u32::try_from(time.nanos).ok()?;
        DateTime::from_timestamp(time.seconds, nanos)
    });
    read.ok_or_else(|| Fault::internal(Broken::Timeless))
}
