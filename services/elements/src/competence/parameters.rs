//! The numbers by which a line acts in a division.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use elements_domain::{NORMS, Registry, Source, effective, parameter_norm};
use refusal::Fault;
use sqlx::PgConnection;
use statute::identifier::DivisionCode;

use super::lookup;
use crate::store::Point;

/// The parameters that apply to a line in a division, each with what sets it.
pub(crate) async fn apply(
    conn: &mut PgConnection,
    domain: proto::Domain,
    division: &DivisionCode,
    at: Point,
) -> Result<Vec<proto::EffectiveParameter>, Fault> {
    let facet = format!("domain={}", i32::from(domain));
    let rows = lookup::with_facets(conn, Registry::ParameterPack, &[facet], at).await?;
    let packs: Vec<&proto::ParameterPack> = rows
        .iter()
        .filter_map(|row| match &row.body {
            Body::ParameterPack(pack) => Some(pack),
            _ => None,
        })
        .collect();
    let found = effective(&packs, division);
    Ok(found
        .into_iter()
        .map(|(parameter, source)| {
            let (id, source) = match source {
                Source::Pack(pack) => (pack.parameter_pack_id.clone(), pack.document.clone()),
                Source::Law(law) => (String::new(), law.full().to_owned()),
            };
            proto::EffectiveParameter {
                name: parameter_norm(&parameter.key)
                    .map(|norm| norm.name.to_owned())
                    .unwrap_or_default(),
                parameter: Some(parameter),
                parameter_pack_id: id,
                source,
            }
        })
        .collect())
}

/// The catalogue.
pub(crate) fn norms() -> Vec<proto::ParameterNorm> {
    NORMS
        .iter()
        .map(|norm| proto::ParameterNorm {
            key: norm.key.to_owned(),
            name: norm.name.to_owned(),
            unit: norm.unit.into(),
            direction: norm
                .bound
                .map(|bound| bound.direction.into())
                .unwrap_or_default(),
            value: norm.bound.map(|bound| bound.value).unwrap_or_default(),
            citation: norm
                .bound
                .map(|bound| bound.citation.to_string())
                .unwrap_or_default(),
        })
        .collect()
}
