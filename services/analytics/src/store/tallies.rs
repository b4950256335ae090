//! Tallies and roll-ups, which move together.

use chrono::NaiveDate;
use feed::{Hash, sm3};
use futures::TryStreamExt as _;
use refusal::Fault;
use sqlx::PgConnection;
use subscription::Log;
use uuid::Uuid;

use crate::measure::Measure;
use crate::tally::{Cell, Changes, Delta, Tally};

/// Key of the lock around the roll-ups, which every feed's tallies share: "anaroll" as a number.
const LOCK: i64 = 0x61_6e61_726f_6c6c;

/// Counts beside others until the transaction ends: their rows are taken in one order, so that nobody waits in a circle.
pub(crate) async fn share(conn: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!("select pg_advisory_xact_lock_shared($1)", LOCK)
        .execute(conn)
        .await?;
    Ok(())
}

/// Counts alone until the transaction ends: counting anew takes rows in the order of the events.
pub(crate) async fn shut(conn: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!("select pg_advisory_xact_lock($1)", LOCK)
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes what changed.
pub(crate) async fn write(
    conn: &mut PgConnection,
    origin: &str,
    changes: &Changes,
) -> Result<(), Fault> {
    if !changes.gone.is_empty() {
        delete(&mut *conn, &Columns::of(&changes.gone)).await?;
    }
    if !changes.moved.is_empty() {
        update(&mut *conn, &Columns::of(&changes.moved)).await?;
    }
    if !changes.made.is_empty() {
        insert(&mut *conn, origin, &Columns::of(&changes.made)).await?;
    }
    roll(conn, changes).await
}

/// Adds tallies without moving the roll-ups: [`recount`] must follow.
pub(crate) async fn add(
    conn: &mut PgConnection,
    origin: &str,
    tallies: &[Tally],
) -> Result<(), Fault> {
    insert(conn, origin, &Columns::of(tallies)).await
}

/// Makes the roll-ups of a log anew from its tallies.
pub(crate) async fn recount(conn: &mut PgConnection, log: Log) -> Result<(), Fault> {
    let measures = Measure::keys_of(log);
    sqlx::query!("delete from rollup where measure = any ($1)", &measures)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        r#"
        insert into rollup (measure, level, grain, division, day, domain, kind, facet, count, amount)
        select
            p.measure, p.level, p.grain, p.division, p.day, p.domain, p.kind, p.facet,
            count(*), sum(p.amount)::bigint
        from placed p
        where p.measure = any ($1)
        group by p.measure, p.level, p.grain, p.division, p.day, p.domain, p.kind, p.facet
        "#,
        &measures
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets the tallies of an origin's log, and takes them out of the roll-ups.
pub(crate) async fn clear(conn: &mut PgConnection, origin: &str, log: Log) -> Result<(), Fault> {
    let measures = Measure::keys_of(log);
    sqlx::query!(
        r#"
        with summed as (
            select
                p.measure, p.level, p.grain, p.division, p.day, p.domain, p.kind, p.facet,
                count(*) as count, sum(p.amount)::bigint as amount
            from placed p
            where p.origin = $1 and p.measure = any ($2)
            group by p.measure, p.level, p.grain, p.division, p.day, p.domain, p.kind, p.facet
        )
        update rollup r
        set count = r.count - s.count, amount = r.amount - s.amount
        from summed s
        where r.measure = s.measure and r.level = s.level and r.grain = s.grain and r.division = s.division
            and r.day = s.day and r.domain = s.domain and r.kind = s.kind and r.facet = s.facet
        "#,
        origin,
        &measures
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from rollup where measure = any ($1) and count = 0 and amount = 0",
        &measures
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from tally where origin = $1 and measure = any ($2)",
        origin,
        &measures
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A hash over the tallies of an origin's log, and over where the roll-ups differ from a recount: nowhere.
pub(crate) async fn digest(conn: &mut PgConnection, origin: &str, log: Log) -> Result<Hash, Fault> {
    let measures = Measure::keys_of(log);
    let mut hash = Hash::ZERO;
    let mut tallies = sqlx::query!(
        r#"
        select measure, division, day, subject, domain, kind, facet, party_id, amount
        from tally
        where origin = $1 and measure = any ($2)
        order by measure, division, day, subject
        "#,
        origin,
        &measures
    )
    .fetch(&mut *conn);
    while let Some(t) = tallies.try_next().await? {
        let text = format!(
            "{}\n{}\n{}\n{}\n{}\n{}\n{}\n{:?}\n{}\n",
            t.measure,
            t.division,
            t.day,
            t.subject,
            t.domain,
            t.kind,
            t.facet,
            t.party_id,
            t.amount
        );
        hash = sm3(&[hash.as_slice(), text.as_bytes()]);
    }
    drop(tallies);
    for wrong in differences(conn, &measures).await? {
        hash = sm3(&[hash.as_slice(), wrong.as_bytes()]);
    }
    Ok(hash)
}

/// Rows of the roll-ups that a recount does not confirm.
async fn differences(conn: &mut PgConnection, measures: &[i16]) -> Result<Vec<String>, Fault> {
    let rows = sqlx::query_scalar!(
        r#"
        with counted as (
            select
                p.measure, p.level, p.grain, p.division, p.day, p.domain, p.kind, p.facet,
                count(*) as count, sum(p.amount)::bigint as amount
            from placed p
            where p.measure = any ($1)
            group by p.measure, p.level, p.grain, p.division, p.day, p.domain, p.kind, p.facet
        ), kept as (
            select r.measure, r.level, r.grain, r.division, r.day, r.domain, r.kind, r.facet, r.count, r.amount
            from rollup r
            where r.measure = any ($1) and (r.count <> 0 or r.amount <> 0)
        ), wrong as (
            (select counted.* from counted except select kept.* from kept)
            union all
            (select kept.* from kept except select counted.* from counted)
        )
        select wrong::text as "wrong!"
        from wrong
        order by wrong::text
        "#,
        measures
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

#[derive(Default)]
struct Columns {
    measures: Vec<i16>,
    divisions: Vec<String>,
    days: Vec<NaiveDate>,
    subjects: Vec<Uuid>,
    domains: Vec<String>,
    kinds: Vec<String>,
    facets: Vec<String>,
    parties: Vec<Option<String>>,
    amounts: Vec<i64>,
}

impl Columns {
    fn of(tallies: &[Tally]) -> Self {
        let mut columns = Self::default();
        for tally in tallies {
            columns.measures.push(tally.measure.key());
            columns.divisions.push(tally.division.clone());
            columns.days.push(tally.day);
            columns.subjects.push(tally.subject);
            columns.domains.push(tally.domain.clone());
            columns.kinds.push(tally.kind.to_owned());
            columns.facets.push(tally.facet.clone());
            columns.parties.push(tally.party_id.clone());
            columns.amounts.push(tally.amount);
        }
        columns
    }
}

async fn insert(conn: &mut PgConnection, origin: &str, columns: &Columns) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        insert into tally (
            measure, division, day, subject, domain, kind, facet, party_id, amount, origin
        )
        select
            t.measure, t.division, t.day, t.subject, t.domain, t.kind, t.facet, t.party_id, t.amount, $10
        from unnest(
            $1::smallint[], $2::text[], $3::date[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::bigint[]
        ) as t (measure, division, day, subject, domain, kind, facet, party_id, amount)
        "#,
        &columns.measures,
        &columns.divisions,
        &columns.days,
        &columns.subjects,
        &columns.domains,
        &columns.kinds,
        &columns.facets,
        &columns.parties as &[Option<String>],
        &columns.amounts,
        origin
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn update(conn: &mut PgConnection, columns: &Columns) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        update tally k
        set domain = t.domain, kind = t.kind, facet = t.facet, party_id = t.party_id, amount = t.amount
        from unnest(
            $1::smallint[], $2::text[], $3::date[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::bigint[]
        ) as t (measure, division, day, subject, domain, kind, facet, party_id, amount)
        where k.measure = t.measure and k.division = t.division and k.day = t.day and k.subject = t.subject
        "#,
        &columns.measures,
        &columns.divisions,
        &columns.days,
        &columns.subjects,
        &columns.domains,
        &columns.kinds,
        &columns.facets,
        &columns.parties as &[Option<String>],
        &columns.amounts
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn delete(conn: &mut PgConnection, columns: &Columns) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        delete from tally k
        using unnest($1::smallint[], $2::text[], $3::date[], $4::uuid[]) as t (measure, division, day, subject)
        where k.measure = t.measure and k.division = t.division and k.day = t.day and k.subject = t.subject
        "#,
        &columns.measures,
        &columns.divisions,
        &columns.days,
        &columns.subjects
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Moves the roll-ups, row by row in the order of their keys.
async fn roll(conn: &mut PgConnection, changes: &Changes) -> Result<(), Fault> {
    let moved: Vec<(&Cell, &Delta)> = changes
        .deltas
        .iter()
        .filter(|(_, delta)| **delta != Delta::default())
        .collect();
    if moved.is_empty() {
        return Ok(());
    }
    let texts = |of: fn(&Cell) -> &str| -> Vec<String> {
        moved.iter().map(|(cell, _)| of(cell).to_owned()).collect()
    };
    let numbers =
        |of: fn(&Cell) -> i16| -> Vec<i16> { moved.iter().map(|(cell, _)| of(cell)).collect() };
    let days: Vec<NaiveDate> = moved.iter().map(|(cell, _)| cell.day).collect();
    let counts: Vec<i64> = moved.iter().map(|(_, delta)| delta.count).collect();
    let amounts: Vec<i64> = moved.iter().map(|(_, delta)| delta.amount).collect();
    sqlx::query!(
        r#"
        insert into rollup as r (
            measure, level, grain, division, day, domain, kind, facet, count, amount
        )
        select t.measure, t.level, t.grain, t.division, t.day, t.domain, t.kind, t.facet, t.count, t.amount
        from unnest(
            $1::smallint[], $2::smallint[], $3::smallint[], $4::text[], $5::date[], $6::text[], $7::text[],
            $8::text[], $9::bigint[], $10::bigint[]
        ) as t (measure, level, grain, division, day, domain, kind, facet, count, amount)
        on conflict on constraint rollup_pkey do update
        set count = r.count + excluded.count, amount = r.amount + excluded.amount
        "#,
        &numbers(|cell| cell.measure.key()),
        &numbers(|cell| cell.level.number()),
        &numbers(|cell| cell.grain as i16),
        &texts(|cell| &cell.division),
        &days,
        &texts(|cell| &cell.domain),
        &texts(|cell| cell.kind),
        &texts(|cell| &cell.facet),
        &counts,
        &amounts
    )
    .execute(conn)
    .await?;
    Ok(())
}
