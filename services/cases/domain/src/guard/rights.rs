//! Who may act at all.

use super::{Fails, View};
use crate::{
    ActKind, AgencyId, Caller, Case, Person, ReviewOpinion, Right, assistance, handover,
    jurisdiction,
};

/// The caller's roles grant what the act asks for; the clock does nothing but let periods end.
pub(super) fn may(view: &View<'_>) -> Result<(), Fails> {
    let right = view.kind.right();
    match &view.facts.caller {
        Caller::Clock if view.kind.is_done_by_clock() => Ok(()),
        Caller::Clock => Err("该事项应当由执法人员办理".to_owned()),
        Caller::Person(person) if person.rights.contains(&right) => Ok(()),
        Caller::Person(_) => Err(match right {
            Right::Handle | Right::Clock => "您的岗位没有办案权限",
            Right::Read => "您的岗位不能查看案件",
            Right::Review => "您不是本机关的法制审核人员",
            Right::Endorse => "您不是办案机构负责人",
            Right::Preside => "您没有主持听证的权限",
            Right::Approve => "您不是有审批权限的机关负责人",
            Right::Revoke => "您不是有纠正处罚决定权限的机关负责人",
            Right::Designate => "您不是有指定管辖权限的机关负责人",
        }
        .to_owned()),
    }
}

/// The caller is the clock.
pub(super) fn is_clock(view: &View<'_>) -> Result<(), Fails> {
    match view.facts.caller {
        Caller::Clock => Ok(()),
        Caller::Person(_) => Err("该事项由系统按期限自动办理".to_owned()),
    }
}

/// The caller acts for the agency of the case, for the one in whose name it is to be opened, or for the one whose turn it is in what
/// stands between agencies.
pub(super) fn own_agency(view: &View<'_>) -> Result<(), Fails> {
    let Some(person) = view.facts.person() else {
        return Ok(());
    };
    if let (Some(case), ActKind::Handover(_) | ActKind::Jurisdiction(_) | ActKind::Assistance(_)) =
        (view.case, view.kind)
    {
        return one_of(person, &between(view, case));
    }
    let Some(agency) = agency(view) else {
        return Ok(());
    };
    if person.agencies.contains(agency) {
        return Ok(());
    }
    let name = view
        .case
        .map_or(agency.as_str(), |case| &case.opening.agency.name);
    Err(format!("本案由{name}办理，您不属于该机关，也未派驻该机关"))
}

/// Whose turn it is; nobody: what has not begun is not told apart yet.
fn between<'a>(view: &View<'a>, case: &'a Case) -> Vec<&'a AgencyId> {
    match view.kind {
        ActKind::Handover(_) => handover::acting(view, case),
        ActKind::Jurisdiction(_) => jurisdiction::acting(view, case),
        ActKind::Assistance(_) => assistance::acting(view, case),
        _ => Vec::new(),
    }
}

fn one_of(person: &Person, agencies: &[&AgencyId]) -> Result<(), Fails> {
    if agencies.is_empty() || agencies.iter().any(|id| person.agencies.contains(*id)) {
        return Ok(());
    }
    Err("该事项由其他机关办理，您不属于该机关，也未派驻该机关".to_owned())
}

/// The caller's account is that of a known officer.
pub(super) fn caller_is_officer(view: &View<'_>) -> Result<(), Fails> {
    let Some(person) = view.facts.person() else {
        return Ok(());
    };
    match (&person.officer_id, &person.officer) {
        (Some(_), Some(_)) => Ok(()),
        (Some(id), None) => Err(format!("执法要素中心没有人员{id}在办理之日的信息")),
        (None, _) => Err("您的账号不是执法人员账号".to_owned()),
    }
}

/// The caller has not handled any part of the case.
pub(super) fn not_a_handler(view: &View<'_>) -> Result<(), Fails> {
    let id = view
        .facts
        .person()
        .and_then(|person| person.officer_id.as_ref());
    let handled = view
        .case
        .zip(id)
        .is_some_and(|(case, id)| case.handlers.contains(id));
    if !handled {
        return Ok(());
    }
    Err("您参与过本案的办理，办理与审核、决定应当分离".to_owned())
}

/// The caller has neither reviewed nor endorsed what is decided.
pub(super) fn not_a_reviewer(view: &View<'_>) -> Result<(), Fails> {
    let person = view.facts.person();
    let id = person.and_then(|person| person.officer_id.as_ref());
    let (Some(penalty), Some(id)) = (view.case.and_then(Case::penalty), id) else {
        return Ok(());
    };
    if penalty.review.as_ref().is_some_and(|it| it.reviewer == *id) {
        return Err("您是本案的法制审核人员，审核与决定应当分离".to_owned());
    }
    if penalty.endorsement.as_ref().is_some_and(|it| it.by == *id) {
        return Err("您已作为办案机构负责人出具意见，不再作出决定".to_owned());
    }
    Ok(())
}

/// The head of the unit agrees with the proposal on file.
pub(super) fn endorsed(view: &View<'_>) -> Result<(), Fails> {
    let penalty = view.case.and_then(Case::penalty);
    let endorsement = penalty.and_then(|it| it.endorsement.as_ref());
    match endorsement {
        Some(it) if it.opinion == ReviewOpinion::Passed => Ok(()),
        _ => Err("办案机构负责人尚未对拟处理意见出具同意意见".to_owned()),
    }
}

/// The caller holds the legal-profession qualification.
pub(super) fn reviewer_qualified(view: &View<'_>) -> Result<(), Fails> {
    match view.facts.officer() {
        Some(officer) if !officer.legally_qualified => {
            Err(format!("{}未取得国家统一法律职业资格", officer.name))
        }
        _ => Ok(()),
    }
}

/// The agency that handles the case, or the one named to handle it.
fn agency<'a>(view: &View<'a>) -> Option<&'a AgencyId> {
    match view.case {
        Some(case) => Some(&case.opening.agency.id),
        None => Some(view.act?.opens_for()?.0),
    }
}
