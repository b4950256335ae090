//! Whether the agency may act on the matter, against the party, in time.

use super::{Fails, View};
use crate::{ActKind, Competence, ItemKind, OpeningFacts};

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

/// The agency is competent for every item at the place and on the day of the act.
pub(super) fn agency_competent(view: &View<'_>) -> Result<(), Fails> {
    let Some(facts) = opening(view) else {
        return Ok(());
    };
    let Some(agency) = &facts.agency else {
        return Ok(());
    };
    for item in &facts.items {
        let name = &item.snapshot.name;
        let Some(competence) = facts.competence.get(&item.snapshot.id) else {
            return Err(format!("“{name}”由谁管辖未能核实"));
        };
        let at = (name.as_str(), &facts.place);
        if let Some(why) = competence.refuses(at, (&agency.id, &agency.name)) {
            return Err(why);
        }
    }
    Ok(())
}

/// Officers of an entrusted organisation act on what it was entrusted with, and on nothing else.
pub(super) fn entrusted(view: &View<'_>) -> Result<(), Fails> {
    let (Some(facts), Some(officer)) = (opening(view), view.facts.officer()) else {
        return Ok(());
    };
    let Some(agency) = &facts.agency else {
        return Ok(());
    };
    if officer.acts_as(&agency.id) || officer.principal.as_ref() != Some(&agency.id) {
        return Ok(());
    }
    for (item, competence) in competences(facts) {
        let subject = competence.subject(&agency.id);
        if subject.is_some_and(|subject| !subject.entrusted.contains(&officer.agency)) {
            let (name, principal) = (&officer.name, &agency.name);
            return Err(format!(
                "{principal}没有就“{item}”委托{name}所在的组织，或者委托书未公布、已期满"
            ));
        }
    }
    Ok(())
}

/// Names of the items, each with who is competent for it.
fn competences(facts: &OpeningFacts) -> impl Iterator<Item = (&str, &Competence)> {
    facts.items.iter().filter_map(|item| {
        let competence = facts.competence.get(&item.snapshot.id)?;
        Some((item.snapshot.name.as_str(), competence))
    })
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
        ActKind::FileCase | ActKind::Summary(_) => ItemKind::Penalty,
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

/// Every item rests on a law that was in force: when the act was committed, for a penalty.
pub(super) fn basis_in_force(view: &View<'_>) -> Result<(), Fails> {
    let Some(facts) = opening(view) else {
        return Ok(());
    };
    match facts.items.iter().find(|item| !item.basis_in_force) {
        Some(item) => {
            let breach = view.act.and_then(|act| act.breach(view.facts.today()));
            let day = breach.map_or_else(|| view.day(), |(act_on, _)| act_on);
            let (name, day) = (&item.snapshot.name, day.zh());
            Err(format!("“{name}”所列执法依据在{day}均未生效或者已经失效"))
        }
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

/// The party was not merged into another, which stands for it since.
pub(super) fn party_not_merged(view: &View<'_>) -> Result<(), Fails> {
    match opening(view).and_then(|facts| facts.merged_into.as_ref()) {
        Some(survivor) => Err(format!("该当事人信息已并入“{survivor}”")),
        None => Ok(()),
    }
}

fn opening<'a>(view: &View<'a>) -> Option<&'a OpeningFacts> {
    view.facts.opening.as_ref()
}
