//! The replica of the elements.

use std::collections::BTreeMap;

use calendar::CivilDate;
use chrono::NaiveDate;
use feed::{Hash, sm3};
use refusal::Fault;
use sqlx::PgConnection;

use super::{Element, read_date};

/// Name under which the holiday calendars are kept.
const HOLIDAY_CALENDAR: &str = "holiday_calendar";

/// Name under which the parameter packs are kept.
const PARAMETER_PACK: &str = "parameter_pack";

/// Elements to be replaced by their present timelines, as columns.
#[derive(Debug, Default)]
pub(crate) struct Replaced {
    /// Registry and id of every element that changed.
    pub(crate) changed: BTreeMap<(&'static str, String), i64>,
    /// Registries of the rows.
    pub(crate) registries: Vec<String>,
    /// Ids of the rows.
    pub(crate) ids: Vec<String>,
    /// First days.
    pub(crate) from: Vec<NaiveDate>,
    /// First days no longer.
    pub(crate) to: Vec<Option<NaiveDate>>,
    /// Officers of certificates and postings.
    pub(crate) officers: Vec<Option<String>>,
    /// Laws of items, joined by a space: ids have none.
    pub(crate) laws: Vec<String>,
    /// Words of agencies in document numbers.
    pub(crate) document_words: Vec<Option<String>>,
    /// Items that are named, joined by a space.
    pub(crate) items: Vec<String>,
    /// Agencies that are named, joined by a space.
    pub(crate) agencies: Vec<String>,
    /// Divisions of agencies, parties, instruments and claims.
    pub(crate) divisions: Vec<Option<String>>,
    /// Parties that stand for parties.
    pub(crate) merged_into: Vec<Option<String>>,
    /// Bodies.
    pub(crate) bodies: Vec<Vec<u8>>,
    /// Positions of the events.
    pub(crate) positions: Vec<i64>,
}

/// Replaces what is held of the elements that changed.
pub(crate) async fn replace(conn: &mut PgConnection, replaced: &Replaced) -> Result<(), Fault> {
    let (registries, ids): (Vec<String>, Vec<String>) = replaced
        .changed
        .keys()
        .map(|(registry, id)| ((*registry).to_owned(), id.clone()))
        .unzip();
    sqlx::query!(
        r#"
        delete from replica_element r
        using unnest($1::text[], $2::text[]) as gone (registry, element_id)
        where r.registry = gone.registry and r.element_id = gone.element_id
        "#,
        &registries,
        &ids
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        r#"
        insert into replica_element (
            registry, element_id, valid_from, valid_to, officer_id, law_ids, body, position, document_word,
            agency_ids, division, merged_into
        )
        select
            t.registry, t.element_id, t.valid_from, t.valid_to, t.officer_id,
            string_to_array(t.laws, ' '), t.body, t.position, t.document_word,
            string_to_array(t.agencies, ' '), t.division, t.merged_into
        from unnest(
            $1::text[], $2::text[], $3::date[], $4::date[], $5::text[], $6::text[], $7::bytea[], $8::bigint[], $9::text[],
            $10::text[], $11::text[], $12::text[]
        ) as t (
            registry, element_id, valid_from, valid_to, officer_id, laws, body, position, document_word,
            agencies, division, merged_into
        )
        "#,
        &replaced.registries,
        &replaced.ids,
        &replaced.from,
        &replaced.to as &[Option<NaiveDate>],
        &replaced.officers as &[Option<String>],
        &replaced.laws,
        &replaced.bodies,
        &replaced.positions,
        &replaced.document_words as &[Option<String>],
        &replaced.agencies,
        &replaced.divisions as &[Option<String>],
        &replaced.merged_into as &[Option<String>]
    )
    .execute(&mut *conn)
    .await?;
    note_items(conn, replaced).await?;
    for noted in [HOLIDAY_CALENDAR, PARAMETER_PACK] {
        let changed = replaced.changed.iter();
        let positions = changed.filter(|((registry, _), _)| *registry == noted);
        if let Some(newest) = positions.map(|(_, position)| *position).max() {
            note_change(conn, noted, newest).await?;
        }
    }
    Ok(())
}

/// Notes which items the elements are about.
async fn note_items(conn: &mut PgConnection, replaced: &Replaced) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        insert into replica_about (item_id, registry, element_id, valid_from)
        select unnest(string_to_array(t.items, ' ')), t.registry, t.element_id, t.valid_from
        from unnest($1::text[], $2::text[], $3::date[], $4::text[]) as t (registry, element_id, valid_from, items)
        where t.items <> ''
        "#,
        &replaced.registries,
        &replaced.ids,
        &replaced.from,
        &replaced.items
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes where the newest change of a registry stands.
async fn note_change(conn: &mut PgConnection, registry: &str, position: i64) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        insert into replica_change (registry, position)
        values ($1, $2)
        on conflict on constraint replica_change_pkey do update set position = excluded.position
        "#,
        registry,
        position
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Position of the newest change of the holiday calendars; none: none was ever told.
pub(crate) async fn calendar_at(conn: &mut PgConnection) -> Result<Option<i64>, Fault> {
    changed_at(conn, HOLIDAY_CALENDAR).await
}

/// Position of the newest change of the parameter packs; none: none was ever told.
pub(crate) async fn packs_at(conn: &mut PgConnection) -> Result<Option<i64>, Fault> {
    changed_at(conn, PARAMETER_PACK).await
}

async fn changed_at(conn: &mut PgConnection, registry: &str) -> Result<Option<i64>, Fault> {
    let position = sqlx::query_scalar!(
        "select position from replica_change where registry = $1",
        registry
    )
    .fetch_optional(conn)
    .await?;
    Ok(position)
}

/// A version of a parameter pack.
#[derive(Debug)]
pub(crate) struct PackVersion {
    /// First day no longer; none: open.
    pub(crate) to: Option<CivilDate>,
    /// The pack.
    pub(crate) element: Element,
}

/// Every version of every parameter pack.
pub(crate) async fn packs(conn: &mut PgConnection) -> Result<Vec<PackVersion>, Fault> {
    let rows = sqlx::query!(
        r#"
        select element_id, valid_from, valid_to, body
        from replica_element
        where registry = $1
        order by element_id, valid_from
        "#,
        PARAMETER_PACK
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PackVersion {
                to: row.valid_to.map(read_date).transpose()?,
                element: Element::read(row.element_id, row.valid_from, &row.body)?,
            })
        })
        .collect()
}

/// The holiday calendars that hold on a day, by year.
pub(crate) async fn calendars(
    conn: &mut PgConnection,
    on: CivilDate,
) -> Result<Vec<Element>, Fault> {
    let rows = sqlx::query!(
        r#"
        select element_id, valid_from, body
        from replica_element
        where registry = $1 and valid_from <= $2 and (valid_to is null or $2 < valid_to)
        order by element_id
        "#,
        HOLIDAY_CALENDAR,
        on.naive()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Element::read(row.element_id, row.valid_from, &row.body))
        .collect()
}

/// A party with all that were merged into it, one after the other, as of a day.
pub(crate) async fn merged_with(
    conn: &mut PgConnection,
    party: &str,
    on: CivilDate,
) -> Result<Vec<String>, Fault> {
    let parties = sqlx::query_scalar!(
        r#"
        with recursive merged as (
            select ($1::text collate "C") as party_id
            union
            select e.element_id
            from merged m
            join replica_element e on e.merged_into = m.party_id
            where e.registry = 'party' and e.valid_from <= $2 and (e.valid_to is null or $2 < e.valid_to)
        )
        select party_id as "party_id!" from merged
        "#,
        party,
        on.naive()
    )
    .fetch_all(conn)
    .await?;
    Ok(parties)
}

/// Forgets every element.
pub(crate) async fn clear(conn: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!("delete from replica_about")
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from replica_element")
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from replica_change")
        .execute(conn)
        .await?;
    Ok(())
}

/// A hash over everything held: the same for the same contents, whatever the way to them.
pub(crate) async fn digest(conn: &mut PgConnection) -> Result<Hash, Fault> {
    let rows = sqlx::query!(
        r#"
        select
            registry, element_id, valid_from, valid_to, officer_id, law_ids, body, position, document_word,
            agency_ids, division, merged_into
        from replica_element
        order by registry, element_id, valid_from
        "#
    )
    .fetch_all(conn)
    .await?;
    let mut hash = Hash::ZERO;
    for row in rows {
        let text = format!(
            "{}\n{}\n{}\n{:?}\n{:?}\n{:?}\n{}\n{:?}\n{:?}\n{:?}\n{:?}\n",
            row.registry,
            row.element_id,
            row.valid_from,
            row.valid_to,
            row.officer_id,
            row.law_ids,
            row.position,
            row.document_word,
            row.agency_ids,
            row.division,
            row.merged_into
        );
        hash = sm3(&[hash.as_slice(), text.as_bytes(), &row.body]);
    }
    Ok(hash)
}
