//! What a recusal asks for, and what it forbids.

use refusal::Reason;
use statute::{Citation, Law};

use super::{Act, Asker, Step, find, reasons};
use crate::guard::{Fails, View};
use crate::{Case, OfficerId};

/// A condition of the law for an act of a recusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The officer handles the case, and only for oneself one asks as an officer.
    SubjectOfCase,
    /// Nobody decides on the own recusal.
    NotSubject,
}

const RECUSAL: Citation = Citation::article(Law::AdministrativePenaltyLaw, 43);

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[Self::SubjectOfCase, Self::NotSubject];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::SubjectOfCase => "被申请回避的人员参与本案，自行回避的由本人提出",
            Self::NotSubject => "本人的回避不由本人决定",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::SubjectOfCase => (&reasons::RECUSAL_SUBJECT_NOT_HANDLER, RECUSAL.paragraph(1)),
            Self::NotSubject => (&reasons::RECUSAL_DECIDED_BY_SUBJECT, RECUSAL.paragraph(3)),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::SubjectOfCase => subject_of_case(view),
            Self::NotSubject => not_subject(view),
        }
    }
}

fn subject_of_case(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(crate::Act::Recusal(Act::RequestRecusal(act)))) = (view.case, view.act)
    else {
        return Ok(());
    };
    match act.by {
        Asker::Officer if caller(view) != Some(&act.officer) => {
            Err("自行回避应当由本人提出".to_owned())
        }
        Asker::Party if !case.handlers.contains(&act.officer) => {
            Err(format!("人员{}未参与本案办理", act.officer))
        }
        Asker::Party | Asker::Officer => Ok(()),
    }
}

fn not_subject(view: &View<'_>) -> Result<(), Fails> {
    let recusal = view.case.and_then(|case| find(case, view.about));
    match recusal {
        Some(recusal) if caller(view) == Some(&recusal.officer) => {
            Err("您是被申请回避的人员".to_owned())
        }
        _ => Ok(()),
    }
}

/// No officer of an act, first or second, has been recused from the case.
pub(crate) fn nobody_recused(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let second = view.act.and_then(crate::Act::co_officer);
    let recused = caller(view)
        .into_iter()
        .chain(second)
        .find(|officer| is_recused(case, officer));
    match recused {
        Some(officer) => Err(format!("人员{officer}已被决定回避，不得参与本案")),
        None => Ok(()),
    }
}

pub(crate) fn is_recused(case: &Case, officer: &OfficerId) -> bool {
    let recusals = case.recusals.iter();
    recusals
        .filter(|recusal| recusal.step == Step::Granted)
        .any(|recusal| recusal.officer == *officer)
}

fn caller<'a>(view: &View<'a>) -> Option<&'a OfficerId> {
    view.facts
        .person()
        .and_then(|person| person.officer_id.as_ref())
}
