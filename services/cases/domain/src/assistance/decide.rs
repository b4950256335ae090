//! What the acts of a request for assistance come to.

use refusal::Refusal;

use super::{
    Act, AssistanceAnswered, AssistanceDirected, AssistanceEscalated, AssistanceRefused,
    AssistanceRequested, AssistanceWithdrawn, Event as Own, find,
};
use crate::decide::{Events, judge};
use crate::guard::View;
use crate::handover::place;
use crate::{Case, DeadlineKind, Event};

/// Judges an act of a request for assistance.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|it| it.step);
    judge(standing, view, || {
        let done = done(view, case, act);
        let mut events = Events::of(view, case.rules(), Event::Assistance(done.clone()));
        clocks(case, &done, &mut events);
        Some(events)
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    match act {
        Act::RequestAssistance(act) => Own::AssistanceRequested(AssistanceRequested {
            number: u32::try_from(case.assistances.len() + 1).unwrap_or(u32::MAX),
            from: place(view, &act.from),
            matter: act.matter.clone(),
            grounds: act.grounds.clone(),
            on,
            by,
        }),
        Act::AnswerAssistance(act) => Own::AssistanceAnswered(AssistanceAnswered {
            number: act.number,
            answer: act.answer.clone(),
            material: act.material.clone(),
            on,
            by,
        }),
        Act::RefuseAssistance(act) => Own::AssistanceRefused(AssistanceRefused {
            number: act.number,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::EscalateAssistance(act) => Own::AssistanceEscalated(AssistanceEscalated {
            number: act.number,
            superior: place(view, &act.superior),
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::DirectAssistance(act) => Own::AssistanceDirected(AssistanceDirected {
            number: act.number,
            assist: act.assist,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::WithdrawAssistance(act) => Own::AssistanceWithdrawn(AssistanceWithdrawn {
            number: act.number,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
    }
}

fn clocks(case: &Case, done: &Own, events: &mut Events<'_>) {
    let reply = DeadlineKind::AssistanceReply.about(done.number());
    match done {
        Own::AssistanceRequested(it) => events.start(reply, it.on),
        Own::AssistanceAnswered(it) => events.fulfil(case, reply, it.on),
        Own::AssistanceRefused(it) => events.fulfil(case, reply, it.on),
        Own::AssistanceDirected(it) if it.assist => events.start(reply, it.on),
        Own::AssistanceDirected(_) | Own::AssistanceEscalated(_) => {}
        Own::AssistanceWithdrawn(it) => events.cancel(case, reply, it.on),
    }
}
