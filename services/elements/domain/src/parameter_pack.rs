//! 参数包: the numbers of a line, which may never undercut the higher law.
//!
//! What the platform knows of each key, and what a number is held against, stands in the crate `parameter`.

use std::collections::{BTreeMap, BTreeSet};

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{ParameterDirection, ParameterUnit};
use parameter::{comparable, rank, unit_zh};
use refusal::{Refusal, Unmet};

use super::decide::Facts;
use super::element::Columns;
use super::facet::facet;
use super::fields::Fields;
use super::reasons;
use super::registry::Registry;
use super::timeline::Span;

pub use parameter::{
    Breach, NORMS, NationalBound, ParameterNorm, Source, breaches, effective, parameter_norm,
};

/// Most parameters of one pack.
const MOST_PARAMETERS: usize = 200;
/// Largest value: a thousand million yuan in fen.
const LARGEST: i64 = 100_000_000_000;

/// Reads a parameter pack.
pub(super) fn read(pack: &proto::ParameterPack, fields: &mut Fields) -> Columns {
    fields.id("parameter_pack_id", &pack.parameter_pack_id);
    fields.text("name", &pack.name);
    fields.stated::<proto::Domain>("domain", pack.domain);
    let division = fields.division("division", &pack.division);
    fields.text("document", &pack.document);
    if rank(&pack.rank).is_none() {
        fields.refuse(
            "rank",
            "must be 法律, 行政法规, 司法解释, 地方性法规, 部门规章, 地方政府规章 or 规范性文件",
            "应为法律、行政法规、司法解释、地方性法规、部门规章、地方政府规章或者规范性文件",
        );
    }
    fields.count("parameters", pack.parameters.len(), MOST_PARAMETERS);
    let mut keys = BTreeSet::new();
    for (at, parameter) in pack.parameters.iter().enumerate() {
        if !keys.insert(parameter.key.as_str()) {
            fields.refuse(
                format!("parameters[{at}].key"),
                "must not stand twice",
                "同一参数不能重复",
            );
        }
        read_parameter(at, parameter, fields);
    }
    Columns {
        id: pack.parameter_pack_id.clone(),
        name: pack.name.clone(),
        division,
        facets: vec![facet("domain", pack.domain)],
        ..Columns::default()
    }
}

fn read_parameter(at: usize, parameter: &proto::Parameter, fields: &mut Fields) {
    let path = |part: &str| format!("parameters[{at}].{part}");
    let norm = parameter_norm(&parameter.key);
    if norm.is_none() {
        fields.refuse(
            path("key"),
            "must be a key of the catalogue of parameters",
            "不在参数目录内",
        );
    }
    if !(1..=LARGEST).contains(&parameter.value) {
        fields.refuse(
            path("value"),
            format!("must be 1 to {LARGEST}"),
            format!("应为1至{LARGEST}的整数"),
        );
    }
    let unit = fields.stated::<ParameterUnit>(path("unit"), parameter.unit);
    if let (Some(norm), Some(unit)) = (norm, unit)
        && !comparable(norm.unit, unit)
    {
        fields.refuse(
            path("unit"),
            format!("must measure the same as {}", norm.unit.as_str_name()),
            format!("“{}”的单位应为{}", norm.name, unit_zh(norm.unit)),
        );
    }
    let direction = fields.stated::<ParameterDirection>(path("direction"), parameter.direction);
    if let (Some(bound), Some(direction)) = (norm.and_then(|norm| norm.bound.as_ref()), direction)
        && direction != bound.direction
        && direction != ParameterDirection::Equal
    {
        fields.refuse(
            path("direction"),
            format!("must be that of {}", bound.citation),
            format!("方向应与{}一致", bound.citation),
        );
    }
    fields.text(path("citation"), &parameter.citation);
}

/// Checks a pack that is to hold for `span` against the higher law: national law, and the packs above it that are in
/// force on some of the same days.
///
/// # Refuses
/// `UNDERCUTS_HIGHER_LAW`, naming every parameter that does, with its bound and the article
pub(super) fn check(pack: &proto::ParameterPack, span: Span, facts: &Facts) -> Result<(), Refusal> {
    let others = facts
        .others
        .iter()
        .filter(|(key, _)| {
            key.registry == Registry::ParameterPack && key.id != pack.parameter_pack_id
        })
        .flat_map(|(_, rows)| rows)
        .filter(|row| row.span.overlaps(span))
        .filter_map(|row| match &row.body {
            Body::ParameterPack(other) => Some(other),
            _ => None,
        });
    let found = breaches(pack, others);
    let Some(first) = found.first() else {
        return Ok(());
    };
    let refusal = Refusal::new(
        &reasons::UNDERCUTS_HIGHER_LAW,
        format!(
            "{} parameter(s) undercut the higher law: {}",
            found.len(),
            found
                .iter()
                .map(|breach| breach.key.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        ),
        format!(
            "参数包有{}项参数突破上位规定：{}",
            found.len(),
            found.iter().map(Breach::zh).collect::<Vec<_>>().join("；")
        ),
    )
    .citing(&first.source, &first.citation);
    let places: BTreeMap<&str, usize> = pack
        .parameters
        .iter()
        .enumerate()
        .map(|(at, parameter)| (parameter.key.as_str(), at))
        .collect();
    Err(found.iter().fold(refusal, |refusal, breach| {
        let at = places.get(breach.key.as_str()).copied().unwrap_or_default();
        refusal
            .with_field(
                format!("parameter_pack.parameters[{at}].value"),
                breach.rule(),
                breach.zh(),
            )
            .with_unmet(Unmet {
                article: breach.citation.clone(),
                subject: breach.key.clone(),
                remedy: breach.zh(),
            })
    }))
}

#[cfg(test)]
mod tests;
