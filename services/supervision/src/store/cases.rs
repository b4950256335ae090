//! What is kept of the cases.

use std::collections::{BTreeMap, BTreeSet};

use calendar::CivilDate;
use chrono::{DateTime, NaiveDate, Utc};
use feed::{Hash, sm3};
use refusal::Fault;
use sqlx::{PgConnection, Postgres, Transaction};
use uuid::Uuid;

use super::{CaseRow, Item, unreadable};
use crate::facts::{Act, Clock, ClockState, Facts};

/// Key of the advisory lock that the working sweep holds: "supervsn" as a number.
const LOCK: i64 = 0x7375_7065_7276_736e;

/// Between the names of a case's items: no name contains it.
const UNIT: &str = "\u{1f}";

/// The cases of these ids, locked until the transaction ends: whoever judges a case does so alone.
pub(crate) async fn load_cases(
    conn: &mut PgConnection,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, CaseRow>, Fault> {
    let rows = sqlx::query!(
        r#"
        select
            case_id, origin, code, agency_id, agency_name, division, domain, party_id, party_kind, procedure, step,
            inspection_kind, item_ids, item_names, item_caps, opened_on, site_on, notice_served_on, decided_on, closed_on
        from supervised_case
        where case_id = any ($1)
        order by case_id
        for update
        "#,
        ids
    )
    .fetch_all(&mut *conn)
    .await?;
    let day = |date: Option<NaiveDate>| date.map(CivilDate::from);
    let mut cases: BTreeMap<Uuid, CaseRow> = rows
        .into_iter()
        .map(|row| {
            let items = row
                .item_ids
                .into_iter()
                .zip(row.item_names)
                .zip(row.item_caps);
            let items = items.map(|((id, name), cap)| Item {
                id,
                name,
                cap: u32::try_from(cap).unwrap_or_default(),
            });
            let case = CaseRow {
                case_id: row.case_id,
                origin: row.origin,
                code: row.code,
                agency_id: row.agency_id,
                agency_name: row.agency_name,
                division: row.division,
                domain: row.domain,
                party_id: row.party_id,
                procedure: row.procedure,
                step: row.step,
                items: items.collect(),
                opened_on: row.opened_on.into(),
                site_on: day(row.site_on),
                notice_served_on: day(row.notice_served_on),
                closed_on: day(row.closed_on),
                facts: Facts {
                    party_kind: row.party_kind,
                    inspection_kind: row.inspection_kind,
                    decided_on: day(row.decided_on),
                    ..Facts::default()
                },
                looks: Vec::new(),
            };
            (case.case_id, case)
        })
        .collect();
    load_clocks(conn, ids, &mut cases).await?;
    Ok(cases)
}

async fn load_clocks(
    conn: &mut PgConnection,
    ids: &[Uuid],
    cases: &mut BTreeMap<Uuid, CaseRow>,
) -> Result<(), Fault> {
    let rows = sqlx::query!(
        r#"
        select
            case_id, kind, about, name, length, citation, start_on, due_on, until_at, provisional, paused, former_dues,
            state, ended_on, look_on
        from supervised_clock
        where case_id = any ($1)
        order by case_id, number
        "#,
        ids
    )
    .fetch_all(conn)
    .await?;
    for row in rows {
        let Some(case) = cases.get_mut(&row.case_id) else {
            continue;
        };
        let state = read_state(&row.state, row.ended_on)?;
        let clock = Clock {
            kind: row.kind,
            about: u32::try_from(row.about).unwrap_or_default(),
            until: row.until_at,
            paused: row.paused,
            former: row.former_dues.into_iter().map(CivilDate::from).collect(),
            name: row.name,
            length: row.length,
            citation: row.citation,
            start: row.start_on.into(),
            due: row.due_on.into(),
            provisional: row.provisional,
            state,
        };
        case.arm(clock, row.look_on.map(CivilDate::from));
    }
    Ok(())
}

/// Writes cases, the clocks that changed (by case and place), and who acted.
pub(crate) async fn write_cases(
    conn: &mut PgConnection,
    cases: &BTreeMap<Uuid, CaseRow>,
    clocks: &BTreeSet<(Uuid, usize)>,
    acts: &BTreeMap<(Uuid, String), Act>,
) -> Result<(), Fault> {
    let of = |read: fn(&CaseRow) -> String| -> Vec<String> { cases.values().map(read).collect() };
    let days = |read: fn(&CaseRow) -> Option<CivilDate>| -> Vec<Option<NaiveDate>> {
        cases
            .values()
            .map(|case| read(case).map(CivilDate::naive))
            .collect()
    };
    let ids: Vec<Uuid> = cases.keys().copied().collect();
    let opened: Vec<NaiveDate> = cases.values().map(|case| case.opened_on.naive()).collect();
    sqlx::query!(
        r#"
        insert into supervised_case (
            case_id, origin, code, agency_id, agency_name, division, domain, party_id, party_kind, procedure, step,
            inspection_kind, item_ids, item_names, item_caps, opened_on, site_on, notice_served_on, decided_on, closed_on
        )
        select
            t.case_id, t.origin, t.code, t.agency_id, t.agency_name, t.division, t.domain, t.party_id, t.party_kind,
            t.procedure, t.step, t.inspection_kind, string_to_array(t.item_ids, chr(31)),
            string_to_array(t.item_names, chr(31)), string_to_array(t.item_caps, chr(31))::integer[],
            t.opened_on, t.site_on, t.notice_served_on, t.decided_on, t.closed_on
        from unnest(
            $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::date[], $17::date[],
            $18::date[], $19::date[], $20::date[]
        ) as t (
            case_id, origin, code, agency_id, agency_name, division, domain, party_id, party_kind, procedure, step,
            inspection_kind, item_ids, item_names, item_caps, opened_on, site_on, notice_served_on, decided_on, closed_on
        )
        on conflict on constraint supervised_case_pkey do update
        set step = excluded.step, site_on = excluded.site_on, notice_served_on = excluded.notice_served_on,
            decided_on = excluded.decided_on, closed_on = excluded.closed_on
        "#,
        &ids,
        &of(|case| case.origin.clone()),
        &of(|case| case.code.clone()),
        &of(|case| case.agency_id.clone()),
        &of(|case| case.agency_name.clone()),
        &of(|case| case.division.clone()),
        &of(|case| case.domain.clone()),
        &of(|case| case.party_id.clone()),
        &of(|case| case.facts.party_kind.clone()),
        &of(|case| case.procedure.clone()),
        &of(|case| case.step.clone()),
        &of(|case| case.facts.inspection_kind.clone()),
        &of(|case| joined(case, |item| item.id.clone())),
        &of(|case| joined(case, |item| item.name.replace(UNIT, " "))),
        &of(|case| joined(case, |item| item.cap.to_string())),
        &opened,
        &days(|case| case.site_on) as &[Option<NaiveDate>],
        &days(|case| case.notice_served_on) as &[Option<NaiveDate>],
        &days(|case| case.facts.decided_on) as &[Option<NaiveDate>],
        &days(|case| case.closed_on) as &[Option<NaiveDate>],
    )
    .execute(&mut *conn)
    .await?;
    write_clocks(conn, cases, clocks).await?;
    write_acts(conn, cases, acts).await
}

async fn write_clocks(
    conn: &mut PgConnection,
    cases: &BTreeMap<Uuid, CaseRow>,
    changed: &BTreeSet<(Uuid, usize)>,
) -> Result<(), Fault> {
    let rows = changed.iter().filter_map(|(case_id, place)| {
        let case = cases.get(case_id)?;
        let look = case.looks.get(*place).copied().flatten();
        Some((case, place, case.facts.clocks.get(*place)?, look))
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    let of = |read: fn(&Clock) -> String| -> Vec<String> {
        rows.iter().map(|(_, _, clock, _)| read(clock)).collect()
    };
    let ids: Vec<Uuid> = rows.iter().map(|(case, ..)| case.case_id).collect();
    let numbers: Vec<i32> = rows
        .iter()
        .map(|(_, place, ..)| i32::try_from(*place + 1).unwrap_or(i32::MAX))
        .collect();
    let origins: Vec<String> = rows.iter().map(|(case, ..)| case.origin.clone()).collect();
    let starts: Vec<NaiveDate> = rows
        .iter()
        .map(|(_, _, clock, _)| clock.start.naive())
        .collect();
    let dues: Vec<NaiveDate> = rows
        .iter()
        .map(|(_, _, clock, _)| clock.due.naive())
        .collect();
    let provisional: Vec<bool> = rows
        .iter()
        .map(|(_, _, clock, _)| clock.provisional)
        .collect();
    let abouts: Vec<i32> = rows
        .iter()
        .map(|(_, _, clock, _)| i32::try_from(clock.about).unwrap_or(i32::MAX))
        .collect();
    let untils: Vec<Option<DateTime<Utc>>> =
        rows.iter().map(|(_, _, clock, _)| clock.until).collect();
    let paused: Vec<bool> = rows.iter().map(|(_, _, clock, _)| clock.paused).collect();
    let ended: Vec<Option<NaiveDate>> = rows
        .iter()
        .map(|(_, _, clock, _)| ended_on(clock.state).map(CivilDate::naive))
        .collect();
    let looks: Vec<Option<NaiveDate>> = rows
        .iter()
        .map(|(_, _, _, look)| look.map(CivilDate::naive))
        .collect();
    sqlx::query!(
        r#"
        insert into supervised_clock (
            case_id, number, origin, kind, name, length, citation, start_on, due_on, provisional, state, ended_on, look_on,
            about, until_at, paused, former_dues
        )
        select
            t.case_id, t.number, t.origin, t.kind, t.name, t.length, t.citation, t.start_on, t.due_on, t.provisional,
            t.state, t.ended_on, t.look_on, t.about, t.until_at, t.paused, string_to_array(t.former_dues, ' ')::date[]
        from unnest(
            $1::uuid[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[],
            $9::date[], $10::boolean[], $11::text[], $12::date[], $13::date[], $14::integer[], $15::timestamptz[],
            $16::boolean[], $17::text[]
        ) as t (
            case_id, number, origin, kind, name, length, citation, start_on, due_on, provisional, state, ended_on, look_on,
            about, until_at, paused, former_dues
        )
        on conflict on constraint supervised_clock_pkey do update
        set length = excluded.length, citation = excluded.citation, start_on = excluded.start_on,
            due_on = excluded.due_on, until_at = excluded.until_at, provisional = excluded.provisional,
            paused = excluded.paused, former_dues = excluded.former_dues,
            state = excluded.state, ended_on = excluded.ended_on, look_on = excluded.look_on
        "#,
        &ids,
        &numbers,
        &origins,
        &of(|clock| clock.kind.clone()),
        &of(|clock| clock.name.clone()),
        &of(|clock| clock.length.clone()),
        &of(|clock| clock.citation.clone()),
        &starts,
        &dues,
        &provisional,
        &of(|clock| state(clock.state).to_owned()),
        &ended as &[Option<NaiveDate>],
        &looks as &[Option<NaiveDate>],
        &abouts,
        &untils as &[Option<DateTime<Utc>>],
        &paused,
        &of(|clock| {
            let former: Vec<String> = clock.former.iter().map(ToString::to_string).collect();
            former.join(" ")
        }),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn write_acts(
    conn: &mut PgConnection,
    cases: &BTreeMap<Uuid, CaseRow>,
    acts: &BTreeMap<(Uuid, String), Act>,
) -> Result<(), Fault> {
    if acts.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = acts.keys().map(|(case_id, _)| *case_id).collect();
    let officers: Vec<String> = acts.keys().map(|(_, officer)| officer.clone()).collect();
    let origins: Vec<String> = ids
        .iter()
        .map(|id| {
            cases
                .get(id)
                .map(|case| case.origin.clone())
                .unwrap_or_default()
        })
        .collect();
    let days: Vec<NaiveDate> = acts.values().map(|act| act.on.naive()).collect();
    let expiries: Vec<Option<NaiveDate>> = acts
        .values()
        .map(|act| act.certificate_expiry.map(CivilDate::naive))
        .collect();
    sqlx::query!(
        r#"
        insert into supervised_officer (case_id, officer_id, origin, acted_on, certificate_expiry)
        select t.case_id, t.officer_id, t.origin, t.acted_on, t.certificate_expiry
        from unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::date[])
            as t (case_id, officer_id, origin, acted_on, certificate_expiry)
        on conflict on constraint supervised_officer_pkey do update
        set acted_on = excluded.acted_on, certificate_expiry = excluded.certificate_expiry
        "#,
        &ids,
        &officers,
        &origins,
        &days,
        &expiries as &[Option<NaiveDate>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets the cases of an origin and all that was counted of them.
pub(crate) async fn clear_cases(conn: &mut PgConnection, origin: &str) -> Result<(), Fault> {
    sqlx::query!("delete from supervised_case where origin = $1", origin)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from supervised_clock where origin = $1", origin)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from supervised_officer where origin = $1", origin)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from inspection_tally where origin = $1", origin)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from supervised_origin where origin = $1", origin)
        .execute(conn)
        .await?;
    Ok(())
}

/// A hash over what is kept of an origin's cases. On which day a clock is next looked at is left out: sweeps move it.
pub(crate) async fn digest_cases(conn: &mut PgConnection, origin: &str) -> Result<Hash, Fault> {
    let cases = sqlx::query_scalar!(
        r#"
        select concat_ws(
            chr(31), c.case_id, c.code, c.agency_id, c.agency_name, c.division, c.domain, c.party_id, c.party_kind,
            c.procedure, c.step, c.inspection_kind, c.item_ids::text, c.item_names::text, c.item_caps::text,
            c.opened_on, coalesce(c.site_on::text, '-'), coalesce(c.notice_served_on::text, '-'),
            coalesce(c.decided_on::text, '-'), coalesce(c.closed_on::text, '-')
        ) as "text!"
        from supervised_case c
        where c.origin = $1
        order by c.case_id
        "#,
        origin
    )
    .fetch_all(&mut *conn)
    .await?;
    let clocks = sqlx::query_scalar!(
        r#"
        select concat_ws(
            chr(31), c.case_id, c.number, c.kind, c.name, c.length, c.citation, c.start_on, c.due_on, c.provisional,
            c.state, coalesce(c.ended_on::text, '-'), c.about, c.until_at, c.paused, c.former_dues::text
        ) as "text!"
        from supervised_clock c
        where c.origin = $1
        order by c.case_id, c.number
        "#,
        origin
    )
    .fetch_all(&mut *conn)
    .await?;
    let officers = sqlx::query_scalar!(
        r#"
        select concat_ws(chr(31), o.case_id, o.officer_id, o.acted_on, o.certificate_expiry) as "text!"
        from supervised_officer o
        where o.origin = $1
        order by o.case_id, o.officer_id
        "#,
        origin
    )
    .fetch_all(&mut *conn)
    .await?;
    let tallies = sqlx::query_scalar!(
        r#"
        select concat_ws(chr(31), t.party_id, t.item_id, t.year, t.scheduled, t.individual) as "text!"
        from inspection_tally t
        where t.origin = $1
        order by t.party_id, t.item_id, t.year
        "#,
        origin
    )
    .fetch_all(conn)
    .await?;
    let mut hash = Hash::ZERO;
    for (part, rows) in [(1_u8, cases), (2, clocks), (3, officers), (4, tallies)] {
        for row in rows {
            hash = sm3(&[hash.as_slice(), &[part], row.as_bytes()]);
        }
    }
    Ok(hash)
}

/// Notes up to which instant an origin's cases are known.
pub(crate) async fn heard_to(
    conn: &mut PgConnection,
    origin: &str,
    recorded_at: DateTime<Utc>,
) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        insert into supervised_origin (origin, recorded_at)
        values ($1, $2)
        on conflict on constraint supervised_origin_pkey do update
        set recorded_at = greatest(supervised_origin.recorded_at, excluded.recorded_at)
        "#,
        origin,
        recorded_at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The origins that were heard, with the instant up to which.
pub(crate) async fn origins(
    conn: &mut PgConnection,
) -> Result<Vec<(String, DateTime<Utc>)>, Fault> {
    let rows = sqlx::query!("select origin, recorded_at from supervised_origin order by origin")
        .fetch_all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.origin, row.recorded_at))
        .collect())
}

/// Makes this transaction the one sweep that works, until it ends; false: another is at work.
pub(crate) async fn lead(tx: &mut Transaction<'_, Postgres>) -> Result<bool, Fault> {
    let leads = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "leads!""#, LOCK)
        .fetch_one(&mut **tx)
        .await?;
    Ok(leads)
}

/// Cases of an origin with a clock to be looked at by a day, after a case, locked; those that are being judged elsewhere are
/// left for the next sweep.
pub(crate) async fn pending(
    conn: &mut PgConnection,
    origin: &str,
    today: CivilDate,
    after: Uuid,
    limit: i64,
) -> Result<Vec<Uuid>, Fault> {
    let ids = sqlx::query_scalar!(
        r#"
        select c.case_id
        from supervised_case c
        where c.case_id in (
            select k.case_id
            from supervised_clock k
            where k.origin = $1 and k.look_on <= $2 and k.case_id > $3
            order by k.case_id
            limit $4
        )
        order by c.case_id
        for update skip locked
        "#,
        origin,
        today.naive(),
        after,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(ids)
}

/// Notes when clocks are next to be looked at.
pub(crate) async fn write_looks(
    conn: &mut PgConnection,
    cases: &BTreeMap<Uuid, CaseRow>,
) -> Result<(), Fault> {
    let mut ids = Vec::new();
    let mut numbers = Vec::new();
    let mut looks = Vec::new();
    for case in cases.values() {
        for (number, look) in (1_i32..).zip(&case.looks) {
            ids.push(case.case_id);
            numbers.push(number);
            looks.push(look.map(CivilDate::naive));
        }
    }
    sqlx::query!(
        r#"
        update supervised_clock k
        set look_on = t.look_on
        from unnest($1::uuid[], $2::integer[], $3::date[]) as t (case_id, number, look_on)
        where k.case_id = t.case_id and k.number = t.number and k.look_on is distinct from t.look_on
        "#,
        &ids,
        &numbers,
        &looks as &[Option<NaiveDate>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Has every running clock of a division and line looked at by the next sweep: a parameter has changed.
pub(crate) async fn look_again(
    conn: &mut PgConnection,
    division: &str,
    domain: &str,
    today: CivilDate,
) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        update supervised_clock k
        set look_on = $3
        from supervised_case c
        where c.case_id = k.case_id and k.look_on > $3
            and starts_with(c.division, $1) and ($2 = '' or c.domain = $2)
        "#,
        division,
        domain,
        today.naive()
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn joined(case: &CaseRow, read: fn(&Item) -> String) -> String {
    let parts: Vec<String> = case.items.iter().map(read).collect();
    parts.join(UNIT)
}

const fn state(state: ClockState) -> &'static str {
    match state {
        ClockState::Open => "OPEN",
        ClockState::Met(_) => "MET",
        ClockState::Passed(_) => "PASSED",
        ClockState::Cancelled(_) => "CANCELLED",
    }
}

const fn ended_on(state: ClockState) -> Option<CivilDate> {
    match state {
        ClockState::Open => None,
        ClockState::Met(on) | ClockState::Passed(on) | ClockState::Cancelled(on) => Some(on),
    }
}

fn read_state(state: &str, ended_on: Option<NaiveDate>) -> Result<ClockState, Fault> {
    match (state, ended_on.map(CivilDate::from)) {
        ("OPEN", None) => Ok(ClockState::Open),
        ("MET", Some(on)) => Ok(ClockState::Met(on)),
        ("PASSED", Some(on)) => Ok(ClockState::Passed(on)),
        ("CANCELLED", Some(on)) => Ok(ClockState::Cancelled(on)),
        _ => Err(unreadable("state of a clock")),
    }
}
