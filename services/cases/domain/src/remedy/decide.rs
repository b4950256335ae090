//! What the acts of a review or a suit come to.

use refusal::Refusal;
use statute::limits;

use super::{
    Act, ConcludeRemedy, Event as Own, NoteRemedy, Outcome, Path, RemedyConcluded, RemedyForwarded,
    RemedyNoted, RemedyReceived, ReplySubmitted, StayNoted, find, told_on,
};
use crate::decide::{Events, judge};
use crate::guard::View;
use crate::{Case, CivilDate, DeadlineKind, Event, OfficerId, account};

/// Judges an act of a review or a suit.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|remedy| remedy.step);
    judge(standing, view, || Some(done(view, case, act)))
}

fn done<'a>(view: &View<'a>, case: &Case, act: &Act) -> Events<'a> {
    let by = view.facts.officer_id();
    let of = |own| Events::of(view, case.rules(), Event::Remedy(own));
    match act {
        Act::ReceiveRemedy(act) => {
            let number = next(case);
            let mut events = of(Own::RemedyReceived(RemedyReceived {
                number,
                body: act.body.clone(),
                claim: act.claim.clone(),
                on: act.on,
                recorded_by: by,
            }));
            filed(&mut events, case, Path::Review, act.on);
            events.start(DeadlineKind::RemedyForwarding.about(number), act.on);
            events
        }
        Act::ForwardRemedy(act) => {
            let mut events = of(Own::RemedyForwarded(RemedyForwarded {
                number: act.number,
                on: act.on,
                recorded_by: by,
            }));
            let clock = DeadlineKind::RemedyForwarding.about(act.number);
            events.fulfil(case, clock, act.on);
            events
        }
        Act::NoteRemedy(act) => note(view, case, act, by),
        Act::SubmitReply(act) => {
            let mut events = of(Own::ReplySubmitted(ReplySubmitted {
                number: act.number,
                reply: act.reply.clone(),
                evidence: act.evidence.clone(),
                on: act.on,
                recorded_by: by,
            }));
            let clock = DeadlineKind::RemedyReply.about(act.number);
            events.fulfil(case, clock, act.on);
            events
        }
        Act::NoteStay(act) => of(Own::StayNoted(StayNoted {
            number: act.number,
            instrument: act.instrument.clone(),
            on: act.on,
            recorded_by: by,
        })),
        Act::ConcludeRemedy(act) => conclude(view, case, act, by),
    }
}

fn next(case: &Case) -> u32 {
    u32::try_from(case.remedies.len() + 1).unwrap_or(u32::MAX)
}

/// The party has taken its way: the other one is closed while it lasts, and late fines stand still.
fn filed(events: &mut Events<'_>, case: &Case, path: Path, on: CivilDate) {
    match path {
        Path::Review => {
            events.fulfil(case, DeadlineKind::ReviewApplication, on);
            events.cancel(case, DeadlineKind::Suit, on);
        }
        Path::Suit => {
            events.fulfil(case, DeadlineKind::Suit, on);
            events.cancel(case, DeadlineKind::ReviewApplication, on);
        }
    }
    events.cancel(case, DeadlineKind::LateFine, on);
}

fn note<'a>(view: &View<'a>, case: &Case, act: &NoteRemedy, by: OfficerId) -> Events<'a> {
    let before = find(case, act.number);
    let number = before.map_or_else(|| next(case), |remedy| remedy.number);
    let path = before.map_or(act.path, |remedy| remedy.path);
    let filed_on = before.map_or(act.filed_on, |remedy| remedy.filed_on);
    let own = Own::RemedyNoted(RemedyNoted {
        number,
        path,
        body: act.body.clone(),
        reference: act.reference.clone(),
        claim: act.claim.clone(),
        filed_on,
        received_on: act.received_on,
        simplified: act.simplified,
        forwarded: before.is_some(),
        recorded_by: by,
    });
    let mut events = Events::of(view, case.rules(), Event::Remedy(own));
    if before.is_none() {
        filed(&mut events, case, path, filed_on);
    }
    if path == Path::Review {
        let limit = if act.simplified {
            &limits::REVIEW_REPLY_SIMPLIFIED
        } else {
            &limits::REVIEW_REPLY
        };
        let clock = DeadlineKind::RemedyReply.about(number);
        events.start_under(clock, act.received_on, limit);
    }
    events
}

fn conclude<'a>(view: &View<'a>, case: &Case, act: &ConcludeRemedy, by: OfficerId) -> Events<'a> {
    let own = Own::RemedyConcluded(RemedyConcluded {
        number: act.number,
        result: act.result,
        instrument: act.instrument.clone(),
        fine: act.fine,
        on: act.on,
        recorded_by: by,
    });
    let mut events = Events::of(view, case.rules(), Event::Remedy(own));
    for kind in [DeadlineKind::RemedyReply, DeadlineKind::RemedyForwarding] {
        events.cancel(case, kind.about(act.number), act.on);
    }
    let path = find(case, act.number).map(|remedy| remedy.path);
    if path == Some(Path::Review) {
        if act.result.is_a_ruling() {
            let limit = &limits::SUIT_AFTER_REVIEW;
            events.start_under(DeadlineKind::Suit, act.on, limit);
        } else if let Some(told) = told_on(case).filter(|_| act.result == Outcome::Withdrawn) {
            // What was withdrawn closes neither way: the first period of a suit goes on.
            events.start(DeadlineKind::Suit, told);
        }
    }
    let mut after = case.clone();
    if let Some(remedy) = after.remedies.iter_mut().find(|it| it.number == act.number) {
        remedy.result = Some(super::Concluded {
            result: act.result,
            instrument: act.instrument.clone(),
            served_on: act.on,
            fine: act.fine,
        });
    }
    account::rearm_cap(&mut events, &after, act.on);
    events
}
