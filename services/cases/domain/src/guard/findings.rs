//! Findings and their correction.

use std::collections::BTreeSet;

use super::{Fails, View};
use crate::{Act, Case};

/// Findings fall under items of the case.
pub(super) fn of_case(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::RecordSite(act))) = (view.case, view.act) else {
        return Ok(());
    };
    let named = act.findings.iter().filter_map(|found| found.item.as_ref());
    match named.into_iter().find(|item| !case.opening.has_item(item)) {
        Some(item) => Err(format!("事项{item}不在本次检查任务中")),
        None => Ok(()),
    }
}

/// The numbers of findings exist, each named once.
pub(super) fn known(view: &View<'_>) -> Result<(), Fails> {
    let Some(inspection) = view.case.and_then(Case::inspection) else {
        return Ok(());
    };
    let named: Vec<u32> = match view.act {
        Some(Act::OrderRectification(act)) => act.findings.clone(),
        Some(Act::RecordRevisit(act)) => act.results.iter().map(|result| result.finding).collect(),
        _ => return Ok(()),
    };
    let on_record: BTreeSet<u32> = inspection.findings.iter().map(|f| f.number).collect();
    let mut seen = BTreeSet::new();
    for number in named {
        if !on_record.contains(&number) {
            return Err(format!("现场检查笔录中没有第{number}项问题"));
        }
        if !seen.insert(number) {
            return Err(format!("第{number}项问题重复填写"));
        }
    }
    Ok(())
}

/// The last day to rectify lies ahead.
pub(super) fn rectification_ahead(view: &View<'_>) -> Result<(), Fails> {
    match view.act {
        Some(Act::OrderRectification(act)) if act.due <= view.facts.today() => {
            Err(format!("改正期限{}不晚于今日", act.due.zh()))
        }
        _ => Ok(()),
    }
}

/// What is said to be corrected is evidenced.
pub(super) fn correction_evidenced(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::RecordRevisit(act)) = view.act else {
        return Ok(());
    };
    let bare = |result: &&crate::RevisitResult| result.corrected && result.evidence.is_empty();
    match act.results.iter().find(bare) {
        Some(result) => Err(format!(
            "第{}项问题记为已改正，但没有整改证据",
            result.finding
        )),
        None => Ok(()),
    }
}
