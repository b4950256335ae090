//! Writing warnings that the platform raises and lifts.

use std::collections::BTreeMap;

use calendar::CivilDate;
use chrono::{DateTime, NaiveDate, Utc};
use feed::{Batch, Hash};
use refusal::Fault;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Change, Group, Known, unreadable};
use crate::state::State;

/// A warning was changed by somebody while its case was judged: the whole batch is judged again.
#[derive(Debug, thiserror::Error)]
#[error("a warning was acted on meanwhile")]
struct Overtaken;

/// The warnings of these cases.
pub(crate) async fn known(conn: &mut PgConnection, cases: &[Uuid]) -> Result<Vec<Known>, Fault> {
    let rows = sqlx::query!(
        r#"
        select
            warning_id, case_id, rule, object, origin, division, agency_id, domain, state, version,
            chain_head as "head: Hash", close_note
        from warning
        where case_id = any ($1)
        "#,
        cases
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Known {
                warning_id: row.warning_id,
                case_id: row.case_id,
                rule: row.rule,
                object: row.object,
                origin: row.origin,
                division: row.division,
                agency_id: row.agency_id,
                domain: row.domain,
                state: State::named(&row.state).ok_or_else(|| unreadable("state of a warning"))?,
                version: row.version,
                head: row.head,
                close_note: row.close_note,
            })
        })
        .collect()
}

/// Writes what was raised and lifted, and the numbers.
pub(crate) async fn write_warnings(
    conn: &mut PgConnection,
    changes: &[Change],
    at: DateTime<Utc>,
) -> Result<(), Fault> {
    let (raised, lifted): (Vec<&Change>, Vec<&Change>) =
        changes.iter().partition(|change| change.before.is_none());
    insert(conn, &raised, at).await?;
    update(conn, &lifted, at).await?;
    let mut moved: BTreeMap<Group, i64> = BTreeMap::new();
    for change in changes {
        if let Some(before) = change.before {
            *moved.entry(group(&change.known, before)).or_default() -= 1;
        }
        *moved
            .entry(group(&change.known, change.known.state))
            .or_default() += 1;
    }
    move_counts(conn, &moved).await
}

/// Moves the numbers of warnings. In the order of their keys, so that two transactions never wait for each other.
pub(crate) async fn move_counts(
    conn: &mut PgConnection,
    moved: &BTreeMap<Group, i64>,
) -> Result<(), Fault> {
    let of = |read: fn(&Group) -> String| -> Vec<String> { moved.keys().map(read).collect() };
    let counts: Vec<i64> = moved.values().copied().collect();
    sqlx::query!(
        r#"
        with moved as (
            select t.division, t.agency_id, t.origin, t.domain, t.rule, t.state, t.moved, t.ordinal
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
                with ordinality as t (division, agency_id, origin, domain, rule, state, moved, ordinal)
        )
        insert into warning_count as c (division, agency_id, origin, domain, rule, state, count)
        select m.division, m.agency_id, m.origin, m.domain, m.rule, m.state, greatest(m.moved, 0)
        from moved m
        order by m.ordinal
        on conflict on constraint warning_count_pkey do update
        set count = c.count + (
            select m.moved from moved m
            where m.division = excluded.division and m.agency_id = excluded.agency_id and m.origin = excluded.origin
                and m.domain = excluded.domain and m.rule = excluded.rule and m.state = excluded.state
        )
        "#,
        &of(|group| group.0.clone()),
        &of(|group| group.1.clone()),
        &of(|group| group.2.clone()),
        &of(|group| group.3.clone()),
        &of(|group| group.4.clone()),
        &of(|group| group.5.to_owned()),
        &counts,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes events to the record, each under the act that brought it about, in one statement.
pub(crate) async fn append_all(conn: &mut PgConnection, batches: &[Batch]) -> Result<(), Fault> {
    let events = || {
        batches
            .iter()
            .flat_map(|batch| (0..batch.len()).map(move |at| (batch, at)))
    };
    let text = |read: fn(&Batch, usize) -> &String| -> Vec<String> {
        events()
            .map(|(batch, at)| read(batch, at).clone())
            .collect()
    };
    let bytes = |read: fn(&Batch, usize) -> &Vec<u8>| -> Vec<Vec<u8>> {
        events()
            .map(|(batch, at)| read(batch, at).clone())
            .collect()
    };
    let ids: Vec<Uuid> = events().map(|(batch, at)| batch.ids[at]).collect();
    let versions: Vec<i64> = events()
        .map(|(batch, at)| batch.aggregate_versions[at])
        .collect();
    let requests: Vec<Uuid> = events()
        .map(|(batch, _)| batch.provenance.request_id)
        .collect();
    let instants: Vec<DateTime<Utc>> = events().map(|(batch, _)| batch.provenance.at).collect();
    sqlx::query_scalar!(
        r#"
        select sum(feed_append(
            array[e.id], array[e.aggregate_type], array[e.aggregate_id], array[e.version], array[e.type],
            array[e.payload], array[e.division], array[e.previous_hash], array[e.hash],
            e.actor, e.request_id, e.trace_id, e.recorded_at, null, null, null
        ))::bigint as "appended!"
        from (
            select
                t.id, t.aggregate_type, t.aggregate_id, t.version, t.type, t.payload, t.division, t.previous_hash,
                t.hash, t.actor, t.request_id, t.trace_id, t.recorded_at
            from unnest(
                $1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bytea[], $7::text[], $8::bytea[],
                $9::bytea[], $10::text[], $11::uuid[], $12::text[], $13::timestamptz[]
            ) with ordinality as t (
                id, aggregate_type, aggregate_id, version, type, payload, division, previous_hash,
                hash, actor, request_id, trace_id, recorded_at, ordinal
            )
            order by t.ordinal
        ) e
        "#,
        &ids,
        &text(|batch, at| &batch.aggregate_types[at]),
        &text(|batch, at| &batch.aggregate_ids[at]),
        &versions,
        &text(|batch, at| &batch.types[at]),
        &bytes(|batch, at| &batch.payloads[at]),
        &text(|batch, at| &batch.divisions[at]),
        &bytes(|batch, at| &batch.previous_hashes[at]),
        &bytes(|batch, at| &batch.hashes[at]),
        &text(|batch, _| &batch.provenance.actor),
        &requests,
        &text(|batch, _| &batch.provenance.trace_id),
        &instants,
    )
    .fetch_one(conn)
    .await?;
    Ok(())
}

async fn insert(
    conn: &mut PgConnection,
    raised: &[&Change],
    at: DateTime<Utc>,
) -> Result<(), Fault> {
    let rows: Vec<_> = raised
        .iter()
        .filter_map(|change| Some((&change.known, change.raised.as_ref()?)))
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let known = |read: fn(&Known) -> String| -> Vec<String> {
        rows.iter().map(|(known, _)| read(known)).collect()
    };
    let ids: Vec<Uuid> = rows.iter().map(|(known, _)| known.warning_id).collect();
    let cases: Vec<Uuid> = rows.iter().map(|(known, _)| known.case_id).collect();
    let versions: Vec<i64> = rows.iter().map(|(known, _)| known.version).collect();
    let heads: Vec<Vec<u8>> = rows.iter().map(|(known, _)| known.head.to_vec()).collect();
    let outcomes: Vec<Option<String>> = rows
        .iter()
        .map(|(known, _)| (known.state == State::Closed).then(|| GROUND_GONE.to_owned()))
        .collect();
    let subject = |read: fn(&contract::supervision::v1::WarningSubject) -> &String| -> Vec<String> {
        rows.iter()
            .map(|(_, raised)| read(&raised.subject).clone())
            .collect()
    };
    let grounds: Vec<NaiveDate> = rows
        .iter()
        .map(|(_, raised)| day(raised.ground_on))
        .collect();
    let days: Vec<NaiveDate> = rows.iter().map(|(_, raised)| day(raised.on)).collect();
    sqlx::query!(
        r#"
        insert into warning (
            warning_id, origin, rule, rule_version, case_id, object, case_code, agency_id, agency_name, division, domain,
            reason, citation, ground_on, raised_on, state, explain_by, question, explanation, outcome, close_note,
            version, chain_head, created_at, updated_at
        )
        select
            t.warning_id, t.origin, t.rule, t.rule_version, t.case_id, t.object, t.case_code, t.agency_id, t.agency_name,
            t.division, t.domain, t.reason, t.citation, t.ground_on, t.raised_on, t.state, null, '', '', t.outcome,
            t.close_note, t.version, t.chain_head, $20, $20
        from unnest(
            $1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::text[], $12::text[], $13::text[], $14::date[], $15::date[], $16::text[], $17::text[],
            $18::text[], $19::bigint[], $21::bytea[]
        ) as t (
            warning_id, origin, rule, rule_version, case_id, object, case_code, agency_id, agency_name, division, domain,
            reason, citation, ground_on, raised_on, state, outcome, close_note, version, chain_head
        )
        "#,
        &ids,
        &known(|known| known.origin.clone()),
        &known(|known| known.rule.clone()),
        &subject(|subject| &subject.rule_version),
        &cases,
        &known(|known| known.object.clone()),
        &subject(|subject| &subject.case_code),
        &known(|known| known.agency_id.clone()),
        &subject(|subject| &subject.agency_name),
        &known(|known| known.division.clone()),
        &known(|known| known.domain.clone()),
        &subject(|subject| &subject.reason),
        &subject(|subject| &subject.citation),
        &grounds,
        &days,
        &known(|known| known.state.name().to_owned()),
        &outcomes as &[Option<String>],
        &known(|known| known.close_note.clone()),
        &versions,
        at,
        &heads,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn update(
    conn: &mut PgConnection,
    lifted: &[&Change],
    at: DateTime<Utc>,
) -> Result<(), Fault> {
    if lifted.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = lifted
        .iter()
        .map(|change| change.known.warning_id)
        .collect();
    let versions: Vec<i64> = lifted.iter().map(|change| change.known.version).collect();
    let heads: Vec<Vec<u8>> = lifted
        .iter()
        .map(|change| change.known.head.to_vec())
        .collect();
    let notes: Vec<String> = lifted
        .iter()
        .map(|change| change.known.close_note.clone())
        .collect();
    let done = sqlx::query!(
        r#"
        update warning w
        set state = 'CLOSED', outcome = $5, close_note = t.note, version = t.version, chain_head = t.head,
            updated_at = $6
        from unnest($1::uuid[], $2::bigint[], $3::bytea[], $4::text[]) as t (warning_id, version, head, note)
        where w.warning_id = t.warning_id and w.state = 'RAISED' and w.version = t.version - 1
        "#,
        &ids,
        &versions,
        &heads,
        &notes,
        GROUND_GONE,
        at
    )
    .execute(conn)
    .await?;
    if usize::try_from(done.rows_affected()) == Ok(lifted.len()) {
        Ok(())
    } else {
        Err(Fault::unavailable(Overtaken))
    }
}

/// Outcome of what the platform lifts.
const GROUND_GONE: &str = "GROUND_GONE";

fn group(known: &Known, state: State) -> Group {
    (
        known.division.clone(),
        known.agency_id.clone(),
        known.origin.clone(),
        known.domain.clone(),
        known.rule.clone(),
        state.name(),
    )
}

fn day(date: CivilDate) -> NaiveDate {
    date.naive()
}
