//! Words for codes: names of divisions and agencies.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use feed::{Hash, sm3};
use refusal::Fault;
use sqlx::PgConnection;

/// Names to be replaced by their present timelines, as columns.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// Registry and id of every element that changed.
    pub(crate) changed: BTreeSet<(&'static str, String)>,
    /// Registries of the rows.
    pub(crate) registries: Vec<String>,
    /// Ids of the rows.
    pub(crate) ids: Vec<String>,
    /// First days.
    pub(crate) from: Vec<NaiveDate>,
    /// First days no longer.
    pub(crate) to: Vec<Option<NaiveDate>>,
    /// Names.
    pub(crate) names: Vec<String>,
}

/// Names on one day.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words(BTreeMap<(String, String), String>);

impl Words {
    /// The name of a division, or its code.
    pub(crate) fn division<'a>(&'a self, code: &'a str) -> &'a str {
        self.word("division", code).unwrap_or(code)
    }

    /// The name of an agency, if it is known.
    pub(crate) fn agency(&self, id: &str) -> Option<&str> {
        self.word("agency", id)
    }

    fn word(&self, registry: &str, id: &str) -> Option<&str> {
        let key = (registry.to_owned(), id.to_owned());
        self.0.get(&key).map(String::as_str)
    }
}

/// Replaces the names that an origin gives.
pub(crate) async fn replace(
    conn: &mut PgConnection,
    origin: &str,
    named: &Named,
) -> Result<(), Fault> {
    let (registries, ids): (Vec<String>, Vec<String>) = named
        .changed
        .iter()
        .map(|(registry, id)| ((*registry).to_owned(), id.clone()))
        .unzip();
    sqlx::query!(
        r#"
        delete from word w
        using unnest($1::text[], $2::text[]) as gone (registry, element_id)
        where w.registry = gone.registry and w.element_id = gone.element_id and w.origin = $3
        "#,
        &registries,
        &ids,
        origin
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        r#"
        insert into word (origin, registry, element_id, valid_from, valid_to, name)
        select $6, t.registry, t.element_id, t.valid_from, t.valid_to, t.name
        from unnest($1::text[], $2::text[], $3::date[], $4::date[], $5::text[])
            as t (registry, element_id, valid_from, valid_to, name)
        "#,
        &named.registries,
        &named.ids,
        &named.from,
        &named.to as &[Option<NaiveDate>],
        &named.names,
        origin
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets the names that an origin gives.
pub(crate) async fn clear(conn: &mut PgConnection, origin: &str) -> Result<(), Fault> {
    sqlx::query!("delete from word where origin = $1", origin)
        .execute(conn)
        .await?;
    Ok(())
}

/// The names of these divisions and agencies on a day: this deployment's word before another's.
pub(crate) async fn words(
    conn: &mut PgConnection,
    divisions: &[String],
    agencies: &[String],
    on: NaiveDate,
) -> Result<Words, Fault> {
    if divisions.is_empty() && agencies.is_empty() {
        return Ok(Words::default());
    }
    let rows = sqlx::query!(
        r#"
        select distinct on (registry, element_id) registry, element_id, name
        from word
        where (
                (registry = 'division' and element_id = any ($1))
                or (registry = 'agency' and element_id = any ($2))
            )
            and valid_from <= $3 and (valid_to is null or $3 < valid_to)
        order by registry, element_id, origin
        "#,
        divisions,
        agencies,
        on
    )
    .fetch_all(conn)
    .await?;
    let words = rows
        .into_iter()
        .map(|row| ((row.registry, row.element_id), row.name));
    Ok(Words(words.collect()))
}

/// A hash over the names that an origin gives.
pub(crate) async fn digest(conn: &mut PgConnection, origin: &str) -> Result<Hash, Fault> {
    let rows = sqlx::query!(
        r#"
        select registry, element_id, valid_from, valid_to, name
        from word
        where origin = $1
        order by registry, element_id, valid_from
        "#,
        origin
    )
    .fetch_all(conn)
    .await?;
    let mut hash = Hash::ZERO;
    for row in rows {
        let text = format!(
            "{}\n{}\n{}\n{:?}\n{}\n",
            row.registry, row.element_id, row.valid_from, row.valid_to, row.name
        );
        hash = sm3(&[hash.as_slice(), text.as_bytes()]);
    }
    Ok(hash)
}
