//! Clocks that have run out, clocks to be counted anew, and those whose act could not be done.

use std::collections::BTreeMap;

use calendar::{Calendar, CivilDate};
use cases_domain::{Case, CaseId};
use chrono::{DateTime, Utc};
use feed::Hash;
use refusal::Fault;
use sqlx::{PgConnection, Postgres, Transaction};
use uuid::Uuid;

use super::{Chained, Stored};

/// Key of the advisory lock that the working clock holds: "cases.ck" as a number.
const LOCK: i64 = 0x6361_7365_732e_636b;

/// A clock: its case, and its place among the case's, from 0.
pub(crate) type Place = (CaseId, usize);

/// The holidays by which running clocks were last counted.
#[derive(Debug)]
pub(crate) struct Counted {
    /// The holidays.
    pub(crate) calendar: Calendar,
    /// Those before, and from when on clocks started by them are looked for once more.
    pub(crate) again: Option<(Calendar, DateTime<Utc>)>,
}

/// Makes this transaction the one clock that works, until it ends; false: another is at work.
pub(crate) async fn lead(tx: &mut Transaction<'_, Postgres>) -> Result<bool, Fault> {
    let leads = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "leads!""#, LOCK)
        .fetch_one(&mut **tx)
        .await?;
    Ok(leads)
}

/// Cases with clocks that have run out by a moment, those first that ran out first; at most so many clocks.
pub(crate) async fn run_out(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<CaseId>, Fault> {
    let ids = sqlx::query_scalar!(
        r#"
        select distinct o.case_id as "case_id!"
        from (
            select d.case_id
            from case_deadline d
            where d.state = 'OPEN' and not d.paused and not d.provisional and d.over_at <= $1
                and not exists (
                    select from clock_trouble t
                    where t.case_id = d.case_id and t.number = d.number and t.next_try_at > $1
                )
            order by d.over_at, d.case_id, d.number
            limit $2
        ) o
        order by 1
        "#,
        now,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(CaseId).collect())
}

/// The next moment after this one at which a clock will have run out, or one that stuck is to be tried again.
pub(crate) async fn next_moment(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, Fault> {
    let moment = sqlx::query_scalar!(
        r#"
        select least(
            (
                select d.over_at
                from case_deadline d
                where d.state = 'OPEN' and not d.paused and not d.provisional and d.over_at > $1
                order by d.over_at
                limit 1
            ),
            (select min(t.next_try_at) from clock_trouble t where t.next_try_at > $1)
        ) as moment
        "#,
        now
    )
    .fetch_one(conn)
    .await?;
    Ok(moment)
}

/// Cases with clocks that run over some of these days, or whose last day is not certain, after a case.
pub(crate) async fn running_over(
    conn: &mut PgConnection,
    (first, last): (CivilDate, CivilDate),
    after: CaseId,
    limit: i64,
) -> Result<Vec<CaseId>, Fault> {
    let ids = sqlx::query_scalar!(
        r#"
        select distinct d.case_id
        from case_deadline d
        where d.state = 'OPEN' and not d.paused and d.case_id > $3
            and (
                d.provisional
                or (least(d.start_on, d.due_on) <= $2 and greatest(d.start_on, d.due_on) >= $1)
            )
        order by d.case_id
        limit $4
        "#,
        first.naive(),
        last.naive(),
        after.0,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(CaseId).collect())
}

/// Cases whole, in the order of their ids. One that cannot be read stops no other.
pub(crate) async fn whole(
    conn: &mut PgConnection,
    ids: &[CaseId],
) -> Result<Vec<(CaseId, Result<Chained, String>)>, Fault> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"
        select
            case_id, version, chain_head as "chain_head: Hash", state::text as "state!", created_at, updated_at
        from cases
        where case_id = any ($1)
        order by case_id
        "#,
        &ids
    )
    .fetch_all(conn)
    .await?;
    let cases = rows.into_iter().map(|row| {
        let case: Result<Case, _> = serde_json::from_str(&row.state);
        let chained = case.map(|case| Chained {
            stored: Stored {
                case,
                version: row.version,
                created_at: row.created_at,
                updated_at: row.updated_at,
            },
            head: row.chain_head,
        });
        let chained = chained.map_err(|error| format!("the case cannot be read: {error}"));
        (CaseId(row.case_id), chained)
    });
    Ok(cases.collect())
}

/// The clocks of these cases whose act could not be done, and when each is to be tried again.
pub(crate) async fn troubles(
    conn: &mut PgConnection,
    ids: &[CaseId],
) -> Result<BTreeMap<Place, DateTime<Utc>>, Fault> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select case_id, number, next_try_at from clock_trouble where case_id = any ($1)",
        &ids
    )
    .fetch_all(conn)
    .await?;
    let places = rows.into_iter().map(|row| {
        let place = usize::try_from(row.number.saturating_sub(1)).unwrap_or_default();
        ((CaseId(row.case_id), place), row.next_try_at)
    });
    Ok(places.collect())
}

/// Notes that the act of a clock could not be done: it is tried again in a minute, then in two, in four, up to six hours.
pub(crate) async fn note_trouble(
    conn: &mut PgConnection,
    place: Place,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        insert into clock_trouble as t (case_id, number, tries, reason, since, next_try_at)
        values ($1, $2, 1, $3, $4::timestamptz, $4::timestamptz + interval '1 minute')
        on conflict on constraint clock_trouble_pkey do update
        set tries = t.tries + 1, reason = excluded.reason,
            next_try_at = $4::timestamptz + least(interval '6 hours', interval '1 minute' * 2 ^ least(t.tries, 10))
        "#,
        place.0.0,
        number(place),
        reason,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Cases of which a clock that has run out cannot be read: every such clock of theirs.
pub(crate) async fn open_places(
    conn: &mut PgConnection,
    case_id: CaseId,
    now: DateTime<Utc>,
) -> Result<Vec<Place>, Fault> {
    let numbers = sqlx::query_scalar!(
        r#"
        select number
        from case_deadline
        where case_id = $1 and state = 'OPEN' and not paused and not provisional and over_at <= $2
        "#,
        case_id.0,
        now
    )
    .fetch_all(conn)
    .await?;
    let places = numbers.into_iter().map(|number| {
        let place = usize::try_from(number.saturating_sub(1)).unwrap_or_default();
        (case_id, place)
    });
    Ok(places.collect())
}

/// Forgets the trouble of clocks whose act is done.
pub(crate) async fn forget_troubles(
    conn: &mut PgConnection,
    places: &[Place],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = places.iter().map(|(case_id, _)| case_id.0).collect();
    let numbers: Vec<i32> = places.iter().map(|place| number(*place)).collect();
    sqlx::query!(
        r#"
        delete from clock_trouble t
        using unnest($1::uuid[], $2::integer[]) as done (case_id, number)
        where t.case_id = done.case_id and t.number = done.number
        "#,
        &ids,
        &numbers
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A clock whose act was tried in vain again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stuck {
    /// Its case.
    pub case_id: Uuid,
    /// How often it was tried.
    pub tries: i32,
    /// Why it was not done the last time.
    pub reason: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Clocks that were tried so often in vain, those first that have waited longest.
pub(crate) async fn stuck(conn: &mut PgConnection, tries: i32) -> Result<Vec<Stuck>, Fault> {
    let stuck = sqlx::query_as!(
        Stuck,
        r#"
        select t.case_id, t.tries, t.reason, t.since
        from clock_trouble t
        where t.tries >= $1
        order by t.since, t.case_id
        limit 1000
        "#,
        tries
    )
    .fetch_all(conn)
    .await?;
    Ok(stuck)
}

/// The holidays by which running clocks were last counted; none: nobody has noted them.
pub(crate) async fn counted(conn: &mut PgConnection) -> Result<Option<Counted>, Fault> {
    let row = sqlx::query!("select calendar, before, again_at from clock_calendar")
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        let again = row.before.zip(row.again_at);
        Ok(Counted {
            calendar: read_calendar(&row.calendar)?,
            again: again
                .map(|(before, at)| Ok::<_, Fault>((read_calendar(&before)?, at)))
                .transpose()?,
        })
    })
    .transpose()
}

/// Notes the holidays by which running clocks are counted now.
pub(crate) async fn note_counted(conn: &mut PgConnection, counted: &Counted) -> Result<(), Fault> {
    let again = counted.again.as_ref();
    sqlx::query!(
        r#"
        insert into clock_calendar (calendar, before, again_at)
        values ($1, $2, $3)
        on conflict on constraint clock_calendar_pkey do update
        set calendar = excluded.calendar, before = excluded.before, again_at = excluded.again_at
        "#,
        counted.calendar.to_json(),
        again.map(|(before, _)| before.to_json()),
        again.map(|(_, at)| *at)
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn read_calendar(text: &str) -> Result<Calendar, Fault> {
    if text.is_empty() {
        return Ok(Calendar::default());
    }
    Calendar::from_json(text).map_err(Fault::internal)
}

fn number((_, place): Place) -> i32 {
    i32::try_from(place + 1).unwrap_or(i32::MAX)
}
