//! What a number is held against: national law, and the packs that stand above.

use std::collections::BTreeSet;

use contract::elements::v1 as proto;
use contract::elements::v1::{ParameterDirection, ParameterUnit};
use statute::identifier::{DivisionCode, Level};
use statute::{Law, Mark, Rank};

use super::norms::{NORMS, ParameterNorm, parameter_norm};
use super::{holds_in, rank, unit};

/// A parameter that undercuts the higher law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Key.
    pub key: String,
    /// Name of the key.
    pub name: &'static str,
    /// What the pack says.
    pub value: (i64, ParameterUnit),
    /// What it may not undercut.
    pub bound: (i64, ParameterUnit),
    /// How that binds.
    pub direction: ParameterDirection,
    /// Law or pack that sets it.
    pub source: String,
    /// Its article.
    pub citation: String,
}

/// Where a number that applies comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Source<'a> {
    /// A pack.
    Pack(&'a proto::ParameterPack),
    /// National law itself.
    Law(Law),
}

impl Breach {
    /// What is wrong.
    pub fn rule(&self) -> String {
        let must = match self.direction {
            ParameterDirection::Minimum => "must not be less than",
            ParameterDirection::Maximum => "must not be more than",
            _ => "must be",
        };
        let (bound, unit) = self.bound;
        format!("{must} {bound} {} ({})", unit.as_str_name(), self.citation)
    }

    /// What is wrong, for an officer: `要求听证期限（hearing_request_period）为3日，不得少于5个工作日（行政处罚法第六十四条第（一）项）`.
    pub fn zh(&self) -> String {
        let must = match self.direction {
            ParameterDirection::Minimum => "不得少于",
            ParameterDirection::Maximum => "不得多于",
            _ => "应为",
        };
        let ((value, value_unit), (bound, bound_unit)) = (self.value, self.bound);
        format!(
            "{}（{}）为{value}{}，{must}{bound}{}（{}）",
            self.name,
            self.key,
            unit::zh(value_unit),
            unit::zh(bound_unit),
            self.citation
        )
    }
}

/// Every parameter of a pack that undercuts the higher law, in the pack's order, once each.
///
/// `others` are the packs in force beside it; those that do not stand above it are passed over.
pub fn breaches<'a>(
    pack: &proto::ParameterPack,
    others: impl IntoIterator<Item = &'a proto::ParameterPack>,
) -> Vec<Breach> {
    let above: Vec<&proto::ParameterPack> = others
        .into_iter()
        .filter(|other| stands_above(other, pack))
        .collect();
    pack.parameters
        .iter()
        .filter_map(|parameter| breach(pack, parameter, &above))
        .collect()
}

/// The parameters that apply in a division, in the catalogue's order, each with its source: the nearest division first,
/// then the higher rank, then national law. What undercuts something above it never applies, whenever it was recorded.
///
/// `packs` are those of the line that are in force on the day.
pub fn effective<'a>(
    packs: &[&'a proto::ParameterPack],
    division: &DivisionCode,
) -> Vec<(proto::Parameter, Source<'a>)> {
    let mut here: Vec<&'a proto::ParameterPack> = packs
        .iter()
        .copied()
        .filter(|pack| holds_in(pack, division))
        .collect();
    here.sort_by_key(|pack| {
        let depth = std::cmp::Reverse(pack.division.len());
        (depth, class_of(pack), pack.parameter_pack_id.as_str())
    });
    let broken: Vec<BTreeSet<String>> = here
        .iter()
        .map(|pack| {
            let found = breaches(pack, here.iter().copied());
            found.into_iter().map(|breach| breach.key).collect()
        })
        .collect();
    NORMS
        .iter()
        .filter_map(|norm| {
            let set = here.iter().zip(&broken).find_map(|(pack, broken)| {
                let parameter = find(pack, norm.key)?;
                (!broken.contains(norm.key)).then(|| (parameter.clone(), Source::Pack(pack)))
            });
            set.or_else(|| national(norm))
        })
        .collect()
}

fn national(norm: &ParameterNorm) -> Option<(proto::Parameter, Source<'static>)> {
    // Nought means that there is none, not that it is nought.
    let bound = norm.bound.filter(|bound| bound.value > 0)?;
    let parameter = proto::Parameter {
        key: norm.key.to_owned(),
        value: bound.value,
        unit: norm.unit.into(),
        direction: bound.direction.into(),
        citation: bound.citation.to_string(),
        verified: bound.mark == Mark::Verified,
    };
    Some((parameter, Source::Law(bound.citation.law)))
}

fn breach(
    pack: &proto::ParameterPack,
    parameter: &proto::Parameter,
    above: &[&proto::ParameterPack],
) -> Option<Breach> {
    let norm = parameter_norm(&parameter.key)?;
    let value = (parameter.value, parameter.unit());
    national_breach(norm, pack, value, above).or_else(|| {
        above.iter().find_map(|other| {
            let bound = find(other, norm.key)?;
            let limit = (bound.value, bound.unit());
            let breaks = !unit::keeps(value, bound.direction(), limit)
                && !is_the_provinces_own(norm, pack, other);
            breaks.then(|| Breach {
                key: norm.key.to_owned(),
                name: norm.name,
                value,
                bound: limit,
                direction: bound.direction(),
                source: other.document.clone(),
                citation: bound.citation.clone(),
            })
        })
    })
}

fn national_breach(
    norm: &ParameterNorm,
    pack: &proto::ParameterPack,
    value: (i64, ParameterUnit),
    above: &[&proto::ParameterPack],
) -> Option<Breach> {
    let bound = norm.bound?;
    let limit = (bound.value, norm.unit);
    // A special law says otherwise by itself; whatever the place lets say otherwise, and what implements that, may.
    let of_its_rank = class_of(pack) <= class(bound.citation.law.rank());
    let otherwise = bound.yields_to.is_some_and(|lowest| {
        let may = |pack: &proto::ParameterPack| class_of(pack) <= class(lowest);
        may(pack)
            || above
                .iter()
                .any(|other| may(other) && find(other, norm.key).is_some())
    });
    if of_its_rank || otherwise || unit::keeps(value, bound.direction, limit) {
        return None;
    }
    Some(Breach {
        key: norm.key.to_owned(),
        name: norm.name,
        value,
        bound: limit,
        direction: bound.direction,
        source: bound.citation.law.short().to_owned(),
        citation: bound.citation.to_string(),
    })
}

/// The amounts from which there is a hearing are the province's to set, whatever a ministry says
/// (市场监督管理行政处罚听证办法 第五条).
fn is_the_provinces_own(
    norm: &ParameterNorm,
    pack: &proto::ParameterPack,
    above: &proto::ParameterPack,
) -> bool {
    norm.key.starts_with("hearing_threshold_")
        && rank(&above.rank) == Some(Rank::DepartmentRule)
        && DivisionCode::parse(&pack.division).is_ok_and(|code| code.level() == Level::Province)
}

/// Whether one pack binds another: of the same line, over its division, and of higher rank or, of the same, of a
/// division above.
fn stands_above(other: &proto::ParameterPack, pack: &proto::ParameterPack) -> bool {
    let over = DivisionCode::parse(&pack.division).is_ok_and(|division| holds_in(other, &division));
    let (theirs, own) = (class_of(other), class_of(pack));
    other.domain == pack.domain
        && over
        && (theirs < own || (theirs == own && other.division.len() < pack.division.len()))
}

fn find<'a>(pack: &'a proto::ParameterPack, key: &str) -> Option<&'a proto::Parameter> {
    pack.parameters
        .iter()
        .find(|parameter| parameter.key == key)
}

fn class_of(pack: &proto::ParameterPack) -> u8 {
    class(rank(&pack.rank).unwrap_or(Rank::PolicyDocument))
}

/// Ranks by force: rules of departments and of local governments have the same (立法法 第一百零二条).
const fn class(rank: Rank) -> u8 {
    match rank {
        Rank::Law => 0,
        Rank::AdministrativeRegulation | Rank::JudicialInterpretation => 1,
        Rank::LocalRegulation => 2,
        Rank::DepartmentRule | Rank::LocalGovernmentRule => 3,
        Rank::PolicyDocument => 4,
    }
}
