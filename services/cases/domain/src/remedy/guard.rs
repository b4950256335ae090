//! What a review or a suit asks for.

use refusal::Reason;
use statute::remedy::REVIEW_FIRST;
use statute::{Citation, Law};

use super::{Act, Outcome, Path, find, is_open, reasons, review_first, told_on};
use crate::Case;
use crate::guard::{Fails, View};

/// A condition of the law for an act of a review or a suit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The decision was served before.
    DecisionTold,
    /// No other review or suit is under way.
    NoneUnderWay,
    /// A decision made on the spot goes to review before it goes to court.
    ReviewFirst,
    /// Nothing is dated before the filing.
    NotBeforeFiling,
    /// A fine is named where the result changes it, and only there.
    FineOnlyChanged,
}

const fn review(article: u16) -> Citation {
    Citation::article(Law::AdministrativeReviewLaw, article)
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::DecisionTold,
        Self::NoneUnderWay,
        Self::ReviewFirst,
        Self::NotBeforeFiling,
        Self::FineOnlyChanged,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::DecisionTold => "处罚决定书已送达",
            Self::NoneUnderWay => "没有正在进行的复议、诉讼",
            Self::ReviewFirst => "当场处罚先经行政复议",
            Self::NotBeforeFiling => "日期不早于申请、起诉之日",
            Self::FineOnlyChanged => "变更结果写明变更后的罚款",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::DecisionTold => (&reasons::REMEDY_BEFORE_DECISION, review(20)),
            Self::NoneUnderWay => (&reasons::REMEDY_UNDER_WAY, review(29)),
            Self::ReviewFirst => (&reasons::REVIEW_COMES_FIRST, REVIEW_FIRST),
            Self::NotBeforeFiling => (&reasons::REMEDY_DATE_WRONG, review(88)),
            Self::FineOnlyChanged => (&reasons::CHANGED_FINE_UNFIT, review(63)),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        let Some(case) = view.case else { return Ok(()) };
        let act = match view.act {
            Some(crate::Act::Remedy(act)) => Some(act),
            _ => None,
        };
        match self {
            Self::DecisionTold => decision_told(case, act),
            Self::NoneUnderWay if is_open(case) => {
                Err("本案已有正在进行的行政复议或者行政诉讼".to_owned())
            }
            Self::NoneUnderWay => Ok(()),
            Self::ReviewFirst => goes_to_review_first(case, act),
            Self::NotBeforeFiling => not_before_filing(case, act),
            Self::FineOnlyChanged => fine_only_changed(act),
        }
    }
}

fn decision_told(case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    let Some(told) = told_on(case) else {
        return Err("处罚决定书尚未送达".to_owned());
    };
    let filed = match act {
        Some(Act::NoteRemedy(act)) => act.filed_on,
        Some(act) => act.done_on(),
        None => return Ok(()),
    };
    let received = act.map(Act::done_on);
    if filed < told || received.is_some_and(|received| received < filed) {
        return Err(format!(
            "申请、起诉日期{}不在决定书送达之日{}之后或者晚于收到之日",
            filed.zh(),
            told.zh()
        ));
    }
    Ok(())
}

fn goes_to_review_first(case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    let suit = matches!(act, Some(Act::NoteRemedy(act)) if act.path == Path::Suit);
    let reviewed = case
        .remedies
        .iter()
        .any(|it| it.path == Path::Review && it.result.is_some());
    if suit && review_first(case) && !reviewed {
        return Err("当场作出的行政处罚决定未经行政复议".to_owned());
    }
    Ok(())
}

fn not_before_filing(case: &Case, act: Option<&Act>) -> Result<(), Fails> {
    let Some(act) = act else { return Ok(()) };
    match find(case, act.about()) {
        Some(remedy) if act.done_on() < remedy.filed_on => Err(format!(
            "所填日期{}早于申请、起诉之日{}",
            act.done_on().zh(),
            remedy.filed_on.zh()
        )),
        _ => Ok(()),
    }
}

fn fine_only_changed(act: Option<&Act>) -> Result<(), Fails> {
    let Some(Act::ConcludeRemedy(act)) = act else {
        return Ok(());
    };
    match act.fine {
        Some(_) if !matches!(act.result, Outcome::Changed | Outcome::Mediated) => {
            Err(format!("结果为{}，不能写明变更后的罚款", act.result.zh()))
        }
        None if act.result == Outcome::Changed => Err("没有写明变更后的罚款".to_owned()),
        _ => Ok(()),
    }
}
