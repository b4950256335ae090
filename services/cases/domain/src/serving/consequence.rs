//! What follows from a service for the case: the clocks and steps that the law lets begin with it.

use refusal::Refusal;

use super::{Event as Own, Paper, Serving, handed};
use crate::decide::{Events, decide, drafted};
use crate::guard::View;
use crate::{
    Act, Caller, Case, Event, Facts, Person, Right, Service, ServiceManner, evolve, hearing,
    preservation,
};

/// What follows from an event of a service, or why it may not follow.
///
/// What officers do themselves is held against all that the law asks of whoever serves; so is what they send, before it goes.
/// What comes of it later is a fact: it takes effect where the case still waits for it, whatever else has happened meanwhile.
pub(super) fn of(
    view: &View<'_>,
    case: &Case,
    serving: &Serving,
    done: &Own,
) -> Result<Vec<Event>, Refusal> {
    match done {
        Own::Sent(it) => {
            let manner = if it.attempt.manner.is_electronic() {
                ServiceManner::Electronic
            } else {
                ServiceManner::Direct
            };
            let tried = Service {
                manner,
                on: it.attempt.on,
                receiver: it.attempt.address.clone(),
                remarks: String::new(),
            };
            judged(view, case, serving, tried).map(|_| Vec::new())
        }
        Own::Served(it) if it.attempt.is_some() => {
            judged(view, case, serving, it.receipt.service())
        }
        Own::Served(it) => Ok(noted(view, case, serving, it.receipt.service())),
        Own::Signed(it) => Ok(match &it.receipt {
            Some(receipt) => noted(view, case, serving, receipt.service()),
            None => Vec::new(),
        }),
        Own::Prepared(_) | Own::Failed(_) | Own::Withdrawn(_) => Ok(Vec::new()),
    }
}

/// What the act comes to that the service amounts to, all its conditions asked.
fn judged(
    view: &View<'_>,
    case: &Case,
    serving: &Serving,
    service: Service,
) -> Result<Vec<Event>, Refusal> {
    let co_officer = view.act.and_then(Act::co_officer).cloned();
    let Some(act) = serving.paper.act(service, co_officer) else {
        return Ok(Vec::new());
    };
    let mut facts = facts_of(view, case, serving);
    if let Paper::HearingNotice { number, .. } = serving.paper {
        facts.caller = in_the_name_of_the_presider(view, case, number);
    }
    let mut events = decide(Some(case), &act, &facts)?;
    for event in &mut events {
        if let Event::Hearing(hearing::Event::HearingNotified(told)) = event {
            told.by = view.facts.officer_id();
        }
    }
    Ok(events)
}

/// The agency tells the party of the hearing (行政处罚法 §64(2)); that whoever presides settles day and place is seen from the notice, which
/// any officer may bring to the party.
fn in_the_name_of_the_presider(view: &View<'_>, case: &Case, number: u32) -> Caller {
    let mut caller = view.facts.caller.clone();
    let mut hearings = case.hearings.iter();
    let presider = hearings.find(|it| it.number == number);
    if let (Caller::Person(person), Some(presider)) =
        (&mut caller, presider.and_then(|it| it.presider.clone()))
    {
        person.officer_id = Some(presider);
        person.rights.insert(Right::Preside);
    }
    caller
}

/// The same of a fact that was noted, in the name of those who had sent the document; nothing where the case does not wait for it
/// any more.
fn noted(view: &View<'_>, case: &Case, serving: &Serving, service: Service) -> Vec<Event> {
    let (Some(act), Some(attempt)) = (serving.paper.act(service, None), serving.under_way()) else {
        return Vec::new();
    };
    let facts = Facts {
        caller: Caller::Person(Box::new(Person {
            officer_id: Some(attempt.by.clone()),
            officer: None,
            agencies: std::collections::BTreeSet::new(),
            rights: std::collections::BTreeSet::new(),
        })),
        ..facts_of(view, case, serving)
    };
    let view = View {
        case: Some(case),
        kind: act.kind(),
        about: act.about(),
        act: Some(&act),
        facts: &facts,
    };
    let mut events = drafted(&view, case, &act).map_or_else(Vec::new, Events::in_order);
    for event in &mut events {
        match event {
            Event::NoticeServed(notice) => notice.officers.clone_from(&attempt.officers),
            Event::Preservation(preservation::Event::Handled(handled)) => {
                handled.officers.clone_from(&attempt.officers);
            }
            _ => {}
        }
    }
    let after = events
        .iter()
        .try_fold(case.clone(), |case, event| evolve(Some(case), event));
    if after.is_ok() { events } else { Vec::new() }
}

/// What the act is judged on: a document that was issued has its number.
fn facts_of<'a>(view: &View<'a>, case: &Case, serving: &Serving) -> Facts<'a> {
    Facts {
        document_number: handed::number_of(case, serving.document.number),
        ..view.facts.clone()
    }
}
