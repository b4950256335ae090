//! Writing what is adopted from the upper element centre.

use calendar::CivilDate;
use chrono::NaiveDate;
use feed::{Batch, Hash};
use prost::Message as _;
use sqlx::PgConnection;

use elements_domain::{Adoption, Element, Key};

/// Writes an adopted timeline in one statement; false: the element no longer stands at the version it was decided on.
///
/// `by` is the upper deployment and the position of its event.
pub(crate) async fn save_adopted(
    conn: &mut PgConnection,
    adoption: &Adoption,
    head: Hash,
    batch: &Batch,
    by: (&str, i64),
) -> sqlx::Result<bool> {
    let versions: Vec<i64> = adoption.superseded.iter().map(|key| key.version).collect();
    let old_from: Vec<NaiveDate> = adoption
        .superseded
        .iter()
        .map(|key| key.from.naive())
        .collect();
    let new = &adoption.recorded;
    let from: Vec<NaiveDate> = new.iter().map(|(span, _)| span.from().naive()).collect();
    let to: Vec<Option<NaiveDate>> = new
        .iter()
        .map(|(span, _)| span.to().map(CivilDate::naive))
        .collect();
    let text = |of: fn(&Element) -> Option<&str>| -> Vec<Option<String>> {
        new.iter()
            .map(|(_, element)| of(element).map(str::to_owned))
            .collect()
    };
    let names: Vec<String> = new.iter().map(|(_, it)| it.name().to_owned()).collect();
    let divisions: Vec<String> = new
        .iter()
        .map(|(_, element)| element.division().unwrap_or(&adoption.division))
        .map(|division| division.as_str().to_owned())
        .collect();
    let bodies: Vec<Vec<u8>> = new
        .iter()
        .map(|(_, element)| element.to_proto().encode_to_vec())
        .collect();
    let facets: Vec<String> = new
        .iter()
        .map(|(_, element)| element.facets().join("\u{1f}"))
        .collect();
    let expires: Vec<Option<NaiveDate>> = new
        .iter()
        .map(|(_, element)| element.expires().map(CivilDate::naive))
        .collect();
    let appended = sqlx::query_file_scalar!(
        "queries/adopt.sql",
        adoption.key.registry.name(),
        adoption.key.id,
        adoption.version_before,
        adoption.version,
        head.as_slice(),
        adoption.division.as_str(),
        adoption.name,
        adoption.at,
        by.0,
        by.1,
        &versions,
        &old_from,
        batch.provenance.actor,
        &from,
        &to as &[Option<NaiveDate>],
        &names,
        &divisions,
        &text(Element::parent) as &[Option<String>],
        &text(Element::identity) as &[Option<String>],
        &bodies,
        &facets,
        &expires as &[Option<NaiveDate>],
        &batch.ids,
        &batch.aggregate_types,
        &batch.aggregate_ids,
        &batch.aggregate_versions,
        &batch.types,
        &batch.payloads,
        &batch.divisions,
        &batch.previous_hashes,
        &batch.hashes,
        batch.provenance.actor,
        batch.provenance.request_id,
        batch.provenance.trace_id,
        batch.provenance.at,
    )
    .fetch_optional(conn)
    .await?;
    Ok(appended.is_some())
}

/// Notes that an element which is known just so is managed above; false: it was changed meanwhile.
pub(crate) async fn mark_adopted(
    conn: &mut PgConnection,
    key: &Key,
    version: i64,
    (upper, position): (&str, i64),
) -> sqlx::Result<bool> {
    let marked = sqlx::query!(
        r#"
        update element
        set managed_by = $4, adopted_position = $5
        where registry = $1 and element_id = $2 and version = $3
        "#,
        key.registry.name(),
        key.id,
        version,
        upper,
        position
    )
    .execute(conn)
    .await?;
    Ok(marked.rows_affected() == 1)
}
