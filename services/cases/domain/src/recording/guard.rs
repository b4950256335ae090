//! What an explanation asks for.

use statute::{Citation, Law};

use super::{Act, Happened, find};
use crate::beside::guards;
use crate::guard::{Fails, View};

const RULE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 47);

guards! {
    OccasionKnown = "所说明的步骤在本案中", OCCASION_UNKNOWN, RULE, occasion_known;
    Unexplained = "该步骤没有录音录像，也未作过说明", RECORDED_OR_EXPLAINED, RULE, unexplained;
}

fn about(view: &View<'_>) -> Option<(String, Option<Happened>)> {
    let Some(crate::Act::Recording(Act::ExplainUnrecorded(act))) = view.act else {
        return None;
    };
    Some((act.occasion.zh(), find(view.case?, act.occasion)))
}

fn occasion_known(view: &View<'_>) -> Result<(), Fails> {
    match about(view) {
        Some((what, None)) => Err(format!("本案没有{what}")),
        _ => Ok(()),
    }
}

fn unexplained(view: &View<'_>) -> Result<(), Fails> {
    let Some((what, Some(happened))) = about(view) else {
        return Ok(());
    };
    if let Some(exhibit) = happened.exhibits.first() {
        return Err(format!("第{exhibit}号证据材料是{what}的录音录像"));
    }
    if !happened.explained.is_empty() {
        return Err(format!("{what}已说明：{}", happened.explained));
    }
    Ok(())
}
