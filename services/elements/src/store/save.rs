//! Writing a change.

use calendar::CivilDate;
use chrono::NaiveDate;
use feed::{Batch, Hash};
use prost::Message as _;
use sqlx::PgConnection;

use crate::domain::{Decision, Element, Span};

/// Writes a change in one statement; false: the element no longer stands at the version it was decided on.
pub(crate) async fn save(
    conn: &mut PgConnection,
    decision: &Decision,
    head: Hash,
    batch: &Batch,
) -> sqlx::Result<bool> {
    let superseded_versions: Vec<i64> = decision.superseded.iter().map(|key| key.version).collect();
    let superseded_from: Vec<NaiveDate> = decision
        .superseded
        .iter()
        .map(|key| key.from.naive())
        .collect();
    let kept_versions: Vec<i64> = decision.kept.iter().map(|(_, key)| key.version).collect();
    let kept_old_from: Vec<NaiveDate> = decision
        .kept
        .iter()
        .map(|(_, key)| key.from.naive())
        .collect();
    let kept_from: Vec<NaiveDate> = decision
        .kept
        .iter()
        .map(|(span, _)| span.from().naive())
        .collect();
    let kept_to: Vec<Option<NaiveDate>> =
        decision.kept.iter().map(|(span, _)| end(*span)).collect();
    let recorded = decision
        .recorded
        .as_ref()
        .map(|(span, element)| (*span, element.as_ref()));
    let element = recorded.map(|(_, element)| element);
    let appended = sqlx::query_file_scalar!(
        "queries/save.sql",
        decision.key.registry.name(),
        decision.key.id,
        decision.version_before,
        decision.version,
        head.as_slice(),
        decision.division.as_str(),
        decision.name,
        decision.at,
        &superseded_versions,
        &superseded_from,
        batch.provenance.actor,
        &kept_versions,
        &kept_old_from,
        &kept_from,
        &kept_to as &[Option<NaiveDate>],
        recorded.map(|(span, _)| span.from().naive()),
        recorded.and_then(|(span, _)| end(span)),
        element.map(Element::name),
        decision.division.as_str(),
        element.and_then(Element::parent),
        element.and_then(Element::identity),
        element.map(|element| element.to_proto().encode_to_vec()),
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
        batch.method.as_deref(),
        batch.payload_hash.as_deref(),
        batch.response.as_deref(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(appended.is_some())
}

fn end(span: Span) -> Option<NaiveDate> {
    span.to().map(CivilDate::naive)
}
