//! 法制审核 (行政处罚法 §58): whether a case needs it and why, and whether it may still wait.

use std::collections::BTreeSet;

use statute::legal_review::{Ground, order};
use statute::penalty::hearing_right;

use crate::guard::{Fails, View};
use crate::{Act, Case, Disposal, Penalty, ReviewOpinion, hearing};

/// What makes a case need legal review before it is decided so.
pub fn grounds(case: &Case, disposal: &Disposal) -> BTreeSet<Ground> {
    let mut grounds = disposal.grounds.clone();
    // These two the platform knows by itself.
    grounds.remove(&Ground::HearingHeld);
    grounds.remove(&Ground::Heavy);
    if !disposal.punishes() {
        return grounds;
    }
    let thresholds = &case.domain().parameters().hearing_thresholds;
    let party = case.opening.party.kind.in_law();
    if hearing_right(party, &disposal.weighed(), thresholds) {
        grounds.insert(Ground::Heavy);
    }
    if hearing::held(case) > 0 {
        grounds.insert(Ground::HearingHeld);
    }
    grounds
}

/// What makes the proposal on file need legal review; empty: nothing does.
pub fn of_proposal(case: &Case) -> BTreeSet<Ground> {
    let inquiry = case.penalty().and_then(|it| it.inquiry.as_ref());
    inquiry.map_or_else(BTreeSet::new, |it| grounds(case, &it.whole()))
}

/// The party may be told before the review: nothing calls for one, or the field's rules let it follow.
pub(crate) fn may_wait(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let order = order(case.domain());
    let mut grounds = of_proposal(case);
    let waits = |ground: &Ground| {
        !order.before_notice || (order.after_hearing && ground.waits_for_hearing())
    };
    grounds.retain(|ground| !waits(ground));
    if grounds.is_empty() {
        return Ok(());
    }
    Err(format!("本案{}，应当先经法制审核", named(&grounds)))
}

/// Where the decision needs a review, the last opinion on this proposal is a consent.
pub(crate) fn settled(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::Decide(act))) = (view.case, view.act) else {
        return Ok(());
    };
    let Some(penalty) = case.penalty() else {
        return Ok(());
    };
    // Whatever was proposed or is decided: the heavier view of the two.
    let mut grounds = grounds(case, &act.disposal);
    grounds.extend(of_proposal(case));
    if grounds.is_empty() || has_passed(penalty) {
        return Ok(());
    }
    Err(format!("本案{}，尚未通过法制审核", named(&grounds)))
}

/// The time to review may be prolonged, once, where the field's rules say so.
pub(crate) fn may_be_longer(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let running = case.running(crate::DeadlineKind::LegalReview);
    match (case.domain().parameters().legal_review_extension, running) {
        (None, _) => Err(format!(
            "{}领域的规定没有延长法制审核的期限",
            case.domain().zh()
        )),
        (_, None) => Err("法制审核期限未在进行".to_owned()),
        (_, Some(it)) if !it.extensions.is_empty() => Err("法制审核期限已经延长过".to_owned()),
        _ => Ok(()),
    }
}

/// Whether the last opinion is a consent.
pub(crate) fn has_passed(penalty: &Penalty) -> bool {
    let review = penalty.review.as_ref();
    review.is_some_and(|it| it.opinion == ReviewOpinion::Passed)
}

fn named(grounds: &BTreeSet<Ground>) -> String {
    let grounds: Vec<&str> = grounds.iter().map(|it| it.zh()).collect();
    grounds.join("、")
}
