//! What an ordinary penalty waits for, where its step alone does not say it.
//!
//! Between the party's defence and the decision several people come one after the other: the reviewer where a review is needed, the
//! head of the unit, the collective discussion where one is, the leader. What is on file says who is next. While a hearing or a
//! discussion is open the case itself waits for nothing: what is open has a task of its own.

use crate::procedure::Stage as _;
use crate::procedure::penalty::Step;
use crate::{
    ActKind, Case, DeadlineKind, Disposal, Fen, Penalty, ReviewOpinion, Ruling, account, meeting,
    review, suspension,
};

/// The act that the penalty waits for; none: something beside it is to end first, or nothing is left to do.
pub(super) fn of_penalty(case: &Case, penalty: &Penalty) -> Option<ActKind> {
    match penalty.step {
        // Its resumption is waited for, and nothing else.
        Step::Filed if suspension::since(case).next().is_some() => None,
        Step::Reviewed if !proposed(penalty).punishes() => decision(case, penalty),
        Step::Heard => decision(case, penalty),
        Step::Served if account::left_to_pay(case) == Fen::ZERO => Some(closing(penalty)),
        Step::Paid | Step::DismissalServed => Some(closing(penalty)),
        Step::Dismissed if is_transfer(penalty) => Some(closing(penalty)),
        Step::Closed | Step::DismissalClosed => {
            (!has_public_duty(case)).then_some(ActKind::ArchiveCase)
        }
        step => step.awaits(),
    }
}

/// What stands between the proposal and its decision, one after the other.
fn decision(case: &Case, penalty: &Penalty) -> Option<ActKind> {
    let proposed = proposed(penalty);
    let hearing_open = case.hearings.iter().any(|it| !it.step.is_final());
    if hearing_open || case.meetings.iter().any(|it| !it.step.is_final()) {
        return None;
    }
    if !review::has_passed(penalty) && !review::of_proposal(case).is_empty() {
        return Some(ActKind::ReviewLegality);
    }
    let endorsement = penalty.endorsement.as_ref();
    if endorsement.is_none_or(|it| it.opinion != ReviewOpinion::Passed) {
        return Some(ActKind::EndorseDecision);
    }
    if !proposed.punishes() {
        return Some(ActKind::Dismiss);
    }
    if meeting::is_missing(case, &proposed) {
        return Some(ActKind::Meeting(meeting::Kind::CallMeeting));
    }
    Some(ActKind::Decide)
}

/// The officers propose, the leader approves.
fn closing(penalty: &Penalty) -> ActKind {
    match penalty.closing {
        None => ActKind::ProposeClosing,
        Some(_) => ActKind::CloseCase,
    }
}

fn proposed(penalty: &Penalty) -> Disposal {
    let inquiry = penalty.inquiry.as_ref();
    inquiry
        .map(crate::penalty::Inquiry::whole)
        .unwrap_or_default()
}

/// A transfer is closed on without having been served.
fn is_transfer(penalty: &Penalty) -> bool {
    let decision = penalty.decision.as_ref();
    decision.is_some_and(|it| {
        let ruling = it.whole().ruling;
        matches!(ruling, Ruling::ToPolice(_) | Ruling::ToOther(_))
    })
}

/// Something is still to be made public, reported or withdrawn before the file goes away.
fn has_public_duty(case: &Case) -> bool {
    let mut duties = DeadlineKind::TO_THE_PUBLIC.into_iter();
    duties.any(|kind| case.running(kind).is_some())
}
