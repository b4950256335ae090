//! What a fine is weighed by, from the elements as they stood on two days.

use cases_domain::weighing::{
    ListEntry, Standard, StandardFactor, StandardTier, Version, WeighingFacts,
};
use cases_domain::{Act, ActKind, Case, Division, Fen, ItemId, Penalty, weighing};
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use discretion::{Effect, Range};

use crate::store::{Element, Moment};

/// Whether an act is judged on standards: weighing, and the proposal that follows on it.
pub(crate) fn is_weighed(act: &Act) -> bool {
    matches!(
        act.kind(),
        ActKind::ConcludeInquiry | ActKind::Weighing(weighing::Kind::Weigh)
    )
}

/// The item whose fine is weighed, with the case's penalty.
pub(crate) fn subject(case: &Case) -> Option<(&ItemId, &Penalty)> {
    let item = case.opening.items.first()?;
    Some((&item.id, case.penalty()?))
}

/// What is known for weighing in a case; none: on the day of the act the item was not listed with a fine.
pub(crate) fn facts(case: &Case, elements: &[(Moment, Element)]) -> Option<WeighingFacts> {
    let (item, _) = subject(case)?;
    let person = case.opening.party.kind.in_law().counts_as_person();
    let of = |moment: Moment| {
        let stood = elements.iter().filter(move |(at, _)| *at == moment);
        version(item, person, case.division(), stood.map(|(_, it)| it))
    };
    Some(WeighingFacts {
        at_act: of(Moment::Act)?,
        at_decision: of(Moment::Decision),
    })
}

fn version<'e>(
    item: &ItemId,
    person: bool,
    division: &Division,
    elements: impl Iterator<Item = &'e Element>,
) -> Option<Version> {
    let mut listed = None;
    let mut standards: Vec<(usize, Standard)> = Vec::new();
    let mut lists = Vec::new();
    for element in elements {
        let named = format!("{}@{}", element.id, element.valid_from);
        match &element.body {
            Body::Item(it) => {
                let (floor, cap) = if person {
                    (it.person_fine_floor_fen, it.person_fine_cap_fen)
                } else {
                    (it.fine_floor_fen, it.fine_cap_fen)
                };
                listed = range(floor, cap).map(|statutory| (named, statutory));
            }
            Body::Standard(it) if covers(&it.division, division) => {
                standards.push((it.division.len(), standard(it, named, person)));
            }
            Body::LeniencyList(it) if covers(&it.division, division) => {
                lists.extend(entries(it, &named, item));
            }
            _ => {}
        }
    }
    let (item, statutory) = listed?;
    // The most local first: it refines the superior's and may not leave its steps.
    standards.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.id.cmp(&other.id)));
    Some(Version {
        item,
        statutory,
        standards: standards.into_iter().map(|(_, it)| it).collect(),
        lists,
    })
}

/// Whether something used in a division, with all below, is used in another.
fn covers(used_in: &str, division: &Division) -> bool {
    division.as_str().starts_with(used_in)
}

/// A range of fines; none: there is no fine.
fn range(floor: i64, cap: i64) -> Option<Range> {
    let fen = |amount: i64| Fen(u64::try_from(amount).unwrap_or(0));
    (cap > 0)
        .then(|| Range::new(fen(floor), fen(cap)))
        .flatten()
}

fn standard(it: &proto::Standard, version: String, person: bool) -> Standard {
    let tiers = it.tiers.iter().map(|tier| {
        let (floor, cap) = if person {
            (tier.person_fine_floor_fen, tier.person_fine_cap_fen)
        } else {
            (tier.fine_floor_fen, tier.fine_cap_fen)
        };
        StandardTier {
            name: tier.name.clone(),
            conditions: tier.conditions.clone(),
            range: range(floor, cap),
        }
    });
    let factors = it.factors.iter().filter_map(|factor| {
        let effect = match factor.kind() {
            proto::FactorKind::NoPenalty => Effect::Exempt,
            proto::FactorKind::Mitigated => Effect::LighterOrMitigated,
            proto::FactorKind::Lighter => Effect::Lighter,
            proto::FactorKind::Heavier => Effect::Heavier,
            proto::FactorKind::Unspecified => return None,
        };
        Some(StandardFactor {
            circumstance: factor.circumstance.clone(),
            effect,
        })
    });
    Standard {
        id: it.standard_id.clone(),
        version,
        document: it.document_number.clone(),
        tiers: tiers.collect(),
        factors: factors.collect(),
    }
}

/// The entries of a list that are about an item; the list on compulsion says nothing of fines.
fn entries(it: &proto::LeniencyList, version: &str, item: &ItemId) -> Vec<ListEntry> {
    let effect = match it.kind() {
        proto::LeniencyKind::NoPenalty => Effect::Exempt,
        proto::LeniencyKind::Lighter => Effect::Lighter,
        proto::LeniencyKind::Mitigated => Effect::Mitigated,
        proto::LeniencyKind::NoCompulsion | proto::LeniencyKind::Unspecified => return Vec::new(),
    };
    let about = it.entries.iter().filter(|entry| entry.item_id == item.0);
    about
        .map(|entry| ListEntry {
            list: it.leniency_list_id.clone(),
            version: version.to_owned(),
            name: it.name.clone(),
            conditions: entry.conditions.clone(),
            effect,
        })
        .collect()
}
