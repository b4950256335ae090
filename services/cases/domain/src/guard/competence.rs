//! Whether the agency may act on the matter, against the party, in time.

use statute::Domain;
use statute::limitation::{Concern, Field, Harm, last_day, limitation};

use super::{Fails, View};
use crate::{Act, ActKind, ItemKind, OpeningFacts};

/// The agency is an enforcement subject.
pub(super) fn agency_qualified(view: &View<'_>) -> Result<(), Fails> {
    match opening(view) {
        Some(OpeningFacts { agency: None, .. }) => {
            Err("该机关在办理之日不具有行政执法主体资格".to_owned())
        }
        _ => Ok(()),
    }
}

/// So is every agency that takes part.
pub(super) fn joint_agencies_qualified(view: &View<'_>) -> Result<(), Fails> {
    match opening(view).and_then(|facts| facts.unqualified_joint_agencies.first()) {
        Some(agency) => Err(format!("参加机关{agency}在办理之日不具有行政执法主体资格")),
        None => Ok(()),
    }
}

/// Every item is among those on which the agency may act.
pub(super) fn agency_competent(view: &View<'_>) -> Result<(), Fails> {
    let Some(facts) = opening(view) else {
        return Ok(());
    };
    let Some(agency) = &facts.agency else {
        return Ok(());
    };
    match facts
        .items
        .iter()
        .find(|item| !item.agencies.contains(&agency.id))
    {
        Some(item) => Err(format!(
            "“{}”不在{}的执法事项清单内",
            item.snapshot.name, agency.name
        )),
        None => Ok(()),
    }
}

/// Every item is listed, in the family the procedure is for.
pub(super) fn items_listed(view: &View<'_>) -> Result<(), Fails> {
    let Some(facts) = opening(view) else {
        return Ok(());
    };
    if let Some(id) = facts.unlisted_items.first() {
        return Err(format!("执法事项{id}在办理之日未列入清单"));
    }
    let family = match view.kind {
        ActKind::FileCase => ItemKind::Penalty,
        _ => ItemKind::Inspection,
    };
    match facts.items.iter().find(|item| item.kind != family) {
        Some(item) => Err(format!(
            "“{}”是{}事项，不是{}事项",
            item.snapshot.name,
            item.kind.zh(),
            family.zh()
        )),
        None => Ok(()),
    }
}

/// The item knows a fine for this kind of party.
pub(super) fn item_has_fine(view: &View<'_>) -> Result<(), Fails> {
    let Some(facts) = opening(view) else {
        return Ok(());
    };
    let Some(party) = &facts.party else {
        return Ok(());
    };
    match facts
        .items
        .iter()
        .find(|item| !item.fine_for(party.kind).has_fine())
    {
        Some(item) => Err(format!("“{}”对该类当事人没有规定罚款", item.snapshot.name)),
        None => Ok(()),
    }
}

/// The party is known.
pub(super) fn party_known(view: &View<'_>) -> Result<(), Fails> {
    match opening(view) {
        Some(OpeningFacts { party: None, .. }) => Err("执法要素中心没有该当事人的信息".to_owned()),
        _ => Ok(()),
    }
}

/// The act was found before it was barred.
///
/// The five years for harm to life, health and financial security need a finding of harm that this
/// procedure does not take yet: the shorter period is applied, in the party's favour.
pub(super) fn within_limitation(view: &View<'_>) -> Result<(), Fails> {
    let (Some(Act::FileCase(act)), Some(facts)) = (view.act, opening(view)) else {
        return Ok(());
    };
    let domain = facts.items.first().map(|item| item.snapshot.domain);
    let field = match domain {
        Some(Domain::PublicSecurity) => Field::PublicSecurity,
        Some(Domain::Environment) => Field::Ecological,
        _ => Field::General,
    };
    let limit = limitation(field, act.act_on, Concern::Other, Harm::None);
    let last = last_day(&limit, act.act_on);
    if act.found_on <= last {
        return Ok(());
    }
    let (done, found) = (act.act_on.zh(), act.found_on.zh());
    Err(format!(
        "违法行为于{done}终了，{found}才被发现，已超过{}",
        last.zh()
    ))
}

fn opening<'a>(view: &View<'a>) -> Option<&'a OpeningFacts> {
    view.facts.opening.as_ref()
}
