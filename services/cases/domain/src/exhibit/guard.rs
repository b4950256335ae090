//! What an exhibit asks for beside the officers' team.

use calendar::CivilDate;
use statute::{Citation, Law};

use super::{Act, Exhibit, Link, find};
use crate::beside::guards;
use crate::guard::{Fails, View};
use crate::procedure::penalty::Step as PenaltyStep;
use crate::recording;

const EVIDENCE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 46);
const RECORD: Citation = Citation::article(Law::AdministrativePenaltyLaw, 47);
const ASSIST: Citation = Citation::article(Law::AdministrativePenaltyLaw, 26);

guards! {
    NotArchived = "案卷尚未归档", FILE_ARCHIVED, RECORD, not_archived;
    NotOnFile = "同一文件未重复入卷", EXHIBIT_ON_FILE, EVIDENCE.paragraph(2), not_on_file;
    LinkKnown = "所关联的步骤或者清单物品在本案中", EXHIBIT_LINK_UNKNOWN, RECORD, link_known;
    RecordingInTime = "音像记录的起止时间与所记录的步骤相符", RECORDING_TIMES_WRONG, RECORD, recording_in_time;
    GranteeKnown = "被授权机关是其他有执法资格的机关", GRANTEE_UNKNOWN, ASSIST, grantee_known;
    PeriodAhead = "授权期限不早于今日届满", GRANT_PERIOD_OVER, ASSIST, period_ahead;
    GrantOnFile = "该授权存在且未被撤回", GRANT_NOT_STANDING, ASSIST, grant_on_file;
    LeaveGiven = "提供证据的机关已授权本机关使用，或者证据来自本机关的来源案件", USE_NOT_GRANTED, ASSIST, leave_given;
    LeaveStands = "授权未被撤回且在期限内", GRANT_WITHDRAWN_OR_OVER, ASSIST, leave_stands;
    NotOurs = "证据来自其他案件", GRANT_OF_OWN_CASE, ASSIST, not_ours;
}

fn own<'a>(view: &View<'a>) -> Option<&'a Act> {
    match view.act {
        Some(crate::Act::Exhibit(act)) => Some(act),
        _ => None,
    }
}

fn about<'a>(view: &View<'a>) -> Option<&'a Exhibit> {
    view.case.and_then(|case| find(case, view.about))
}

/// What is closed may still be completed, what is archived is not: the file is sealed then.
fn not_archived(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let step = case.penalty().map(|it| it.step);
    let to_be_archived = matches!(
        step,
        Some(PenaltyStep::Closed | PenaltyStep::DismissalClosed)
    );
    if !case.is_closed() || to_be_archived {
        return Ok(());
    }
    Err(format!("本案{}", case.step_zh()))
}

fn not_on_file(view: &View<'_>) -> Result<(), Fails> {
    let sm3 = match own(view) {
        Some(Act::AddExhibit(act)) => act.file.sm3.as_str(),
        Some(Act::UseGranted(_)) => match &view.facts.granted {
            Some(granted) => granted.exhibit.file.sm3.as_str(),
            None => return Ok(()),
        },
        _ => return Ok(()),
    };
    let mut exhibits = view.case.into_iter().flat_map(|case| &case.exhibits);
    match exhibits.find(|it| it.file.sm3 == sm3) {
        Some(same) => Err(format!(
            "该文件与第{}号证据材料（{}）内容相同",
            same.number, same.file.name
        )),
        None => Ok(()),
    }
}

fn link_known(view: &View<'_>) -> Result<(), Fails> {
    let (Some(link), Some(case)) = (own(view).and_then(Act::link), view.case) else {
        return Ok(());
    };
    let has = |count: usize, number: u32| {
        number > 0 && usize::try_from(number).is_ok_and(|number| number <= count)
    };
    let known = match link {
        Link::Recording(occasion, ..) => recording::find(case, occasion).is_some(),
        Link::Preserved(number, object) => {
            let mut all = case.preservations.iter();
            let list = all.find(|it| it.number == number);
            list.is_some_and(|it| has(it.plan.objects.len(), object))
        }
        Link::Seized(number, object) => {
            let mut all = case.measures.iter();
            let list = all.find(|it| it.number == number);
            list.is_some_and(|it| has(it.objects.len(), object))
        }
    };
    if known {
        Ok(())
    } else {
        Err(format!("本案没有{}", link.zh()))
    }
}

fn recording_in_time(view: &View<'_>) -> Result<(), Fails> {
    let (Some(Link::Recording(occasion, from, to)), Some(case)) =
        (own(view).and_then(Act::link), view.case)
    else {
        return Ok(());
    };
    if from >= to {
        return Err("记录的结束时间应当晚于开始时间".to_owned());
    }
    if to > view.facts.now {
        return Err("记录的结束时间尚未到来".to_owned());
    }
    let Some(step) = recording::find(case, occasion) else {
        return Ok(());
    };
    if (CivilDate::of(from)..=CivilDate::of(to)).contains(&step.on) {
        Ok(())
    } else {
        Err(format!("{}于{}进行", occasion.zh(), step.on.zh()))
    }
}

fn grantee_known(view: &View<'_>) -> Result<(), Fails> {
    let (Some(Act::GrantUse(act)), Some(case)) = (own(view), view.case) else {
        return Ok(());
    };
    if act.to == case.opening.agency.id {
        return Err("被授权的机关就是本案的办案机关".to_owned());
    }
    if view.facts.agencies.contains_key(&act.to) {
        Ok(())
    } else {
        Err(format!("执法要素中心没有机关{}", act.to))
    }
}

fn period_ahead(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::GrantUse(act)) if act.until < view.facts.today() => {
            Err(format!("授权期限{}已过", act.until.zh()))
        }
        _ => Ok(()),
    }
}

fn grant_on_file(view: &View<'_>) -> Result<(), Fails> {
    let (Some(Act::WithdrawGrant(act)), Some(exhibit)) = (own(view), about(view)) else {
        return Ok(());
    };
    let mut grants = exhibit.grants.iter();
    match grants.find(|it| it.number == act.grant) {
        None => Err(format!("该证据材料没有第{}号授权", act.grant)),
        Some(grant) => match &grant.withdrawn {
            Some((on, _)) => Err(format!("该授权已于{}撤回", on.zh())),
            None => Ok(()),
        },
    }
}

fn leave_given(view: &View<'_>) -> Result<(), Fails> {
    let (Some(Act::UseGranted(_)), Some(case)) = (own(view), view.case) else {
        return Ok(());
    };
    let ours = &case.opening.agency.id;
    let Some(granted) = view.facts.granted.as_ref() else {
        return Err("没有授予本机关的这一授权".to_owned());
    };
    match &granted.grant {
        Some(grant) if grant.to.id == *ours => Ok(()),
        Some(_) => Err("没有授予本机关的这一授权".to_owned()),
        None if granted.agency.id == *ours && filed_from(case) == Some(granted.case) => Ok(()),
        None => Err("未填写授权编号，而该证据材料不属于本案的来源案件".to_owned()),
    }
}

/// The case from which this one was filed: what was taken there was taken for this one.
fn filed_from(case: &crate::Case) -> Option<crate::CaseId> {
    case.penalty().and_then(|it| it.from_case)
}

fn leave_stands(view: &View<'_>) -> Result<(), Fails> {
    let (Some(Act::UseGranted(_)), Some(granted)) = (own(view), &view.facts.granted) else {
        return Ok(());
    };
    let Some(grant) = &granted.grant else {
        return Ok(());
    };
    if let Some((on, reasons)) = &grant.withdrawn {
        return Err(format!("授权已于{}撤回：{reasons}", on.zh()));
    }
    if grant.until < view.facts.today() {
        return Err(format!("授权期限至{}止", grant.until.zh()));
    }
    Ok(())
}

fn not_ours(view: &View<'_>) -> Result<(), Fails> {
    let (Some(Act::UseGranted(act)), Some(case)) = (own(view), view.case) else {
        return Ok(());
    };
    if act.case == case.id() {
        return Err("该证据材料就在本案中".to_owned());
    }
    Ok(())
}

/// The exhibits that a piece of evidence is made of are on file.
pub(crate) fn exhibits_known(view: &View<'_>) -> Result<(), Fails> {
    let (Some(crate::Act::RecordEvidence(act)), Some(case)) = (view.act, view.case) else {
        return Ok(());
    };
    match act.exhibits.iter().find(|it| find(case, **it).is_none()) {
        Some(number) => Err(format!("本案没有第{number}号证据材料")),
        None => Ok(()),
    }
}
