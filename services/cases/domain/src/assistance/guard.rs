//! What a request for assistance asks for, and what it forbids.

use refusal::Reason;
use statute::{Citation, Law};

use super::{Act, Kind, find, reasons};
use crate::guard::{Fails, View};
use crate::{AgencyId, Case, jurisdiction};

/// A condition of the law for an act of a request for assistance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// Another agency is asked.
    AnotherAgency,
    /// The superior is one of both agencies.
    CommonSuperior,
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[Self::AnotherAgency, Self::CommonSuperior];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::AnotherAgency => "向其他机关请求协助",
            Self::CommonSuperior => "由双方共同的上一级行政机关决定",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::AnotherAgency => (&reasons::ASSISTANT_NOT_ANOTHER, ASSIST),
            Self::CommonSuperior => (&reasons::ASSISTANCE_NOT_A_COMMON_SUPERIOR, ASSIST),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::AnotherAgency => another_agency(view),
            Self::CommonSuperior => common_superior(view),
        }
    }
}

const ASSIST: Citation = Citation::article(Law::AdministrativePenaltyLaw, 26);

const fn own<'a>(view: &View<'a>) -> Option<&'a Act> {
    match view.act {
        Some(crate::Act::Assistance(act)) => Some(act),
        _ => None,
    }
}

fn another_agency(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::RequestAssistance(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    if act.from == case.opening.agency.id {
        return Err("被请求的机关就是本机关".to_owned());
    }
    if view.facts.agencies.contains_key(&act.from) {
        return Ok(());
    }
    Err(format!("机关{}不在执法主体名录中", act.from))
}

fn common_superior(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::EscalateAssistance(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    let Some(request) = find(case, view.about) else {
        return Ok(());
    };
    let both = [&case.opening.agency, &request.request.from];
    jurisdiction::stands_above(view.facts, &act.superior, &both)
}

/// For whom somebody has to act who does an act of a request.
pub(crate) fn acting<'a>(view: &View<'a>, case: &'a Case) -> Vec<&'a AgencyId> {
    let crate::ActKind::Assistance(kind) = view.kind else {
        return Vec::new();
    };
    let request = find(case, view.about);
    let asked = request.map(|it| &it.request.from.id);
    let superior = request.and_then(|it| it.escalation.as_ref());
    match kind {
        Kind::RequestAssistance | Kind::EscalateAssistance | Kind::WithdrawAssistance => {
            vec![&case.opening.agency.id]
        }
        Kind::AnswerAssistance | Kind::RefuseAssistance => asked.into_iter().collect(),
        Kind::DirectAssistance => superior.map(|it| &it.superior.id).into_iter().collect(),
    }
}
