//! The replica of the elements.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use feed::{Hash, sm3};
use refusal::Fault;
use sqlx::PgConnection;

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
            registry, element_id, valid_from, valid_to, officer_id, law_ids, body, position, document_word
        )
        select
            t.registry, t.element_id, t.valid_from, t.valid_to, t.officer_id,
            string_to_array(t.laws, ' '), t.body, t.position, t.document_word
        from unnest(
            $1::text[], $2::text[], $3::date[], $4::date[], $5::text[], $6::text[], $7::bytea[], $8::bigint[], $9::text[]
        ) as t (registry, element_id, valid_from, valid_to, officer_id, laws, body, position, document_word)
        "#,
        &replaced.registries,
        &replaced.ids,
        &replaced.from,
        &replaced.to as &[Option<NaiveDate>],
        &replaced.officers as &[Option<String>],
        &replaced.laws,
        &replaced.bodies,
        &replaced.positions,
        &replaced.document_words as &[Option<String>]
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets every element.
pub(crate) async fn clear(conn: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!("delete from replica_element")
        .execute(conn)
        .await?;
    Ok(())
}

/// A hash over everything held: the same for the same contents, whatever the way to them.
pub(crate) async fn digest(conn: &mut PgConnection) -> Result<Hash, Fault> {
    let rows = sqlx::query!(
        r#"
        select registry, element_id, valid_from, valid_to, officer_id, law_ids, body, position, document_word
        from replica_element
        order by registry, element_id, valid_from
        "#
    )
    .fetch_all(conn)
    .await?;
    let mut hash = Hash::ZERO;
    for row in rows {
        let text = format!(
            "{}\n{}\n{}\n{:?}\n{:?}\n{:?}\n{}\n{:?}\n",
            row.registry,
            row.element_id,
            row.valid_from,
            row.valid_to,
            row.officer_id,
            row.law_ids,
            row.position,
            row.document_word
        );
        hash = sm3(&[hash.as_slice(), text.as_bytes(), &row.body]);
    }
    Ok(hash)
}
