//! What events of service make of a case.

use super::{Event, Serving, Step};
use crate::procedure::Stage as _;
use crate::{ActKind, Case};

/// The case after an event of service; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Serving(event.kind());
    let servings = &mut case.servings;
    let before = servings.iter().position(|it| it.number == event.number());
    let from = before.and_then(|at| Some(servings.get(at)?.step));
    let step = Step::after(from, kind, event.outcome())?;
    if let Event::Prepared(it) = event {
        servings.push(Serving {
            number: it.number,
            step,
            document: it.document.clone(),
            paper: it.paper.clone(),
            attempts: Vec::new(),
            receipt: None,
            signed: None,
            withdrawn: String::new(),
        });
        case.handlers.insert(it.by.clone());
        return Some(());
    }
    let serving = servings.get_mut(before?)?;
    serving.step = step;
    let attempt = match event {
        Event::Sent(it) => Some(&it.attempt),
        Event::Served(it) => it.attempt.as_ref(),
        Event::Failed(it) => it.attempt.as_ref(),
        Event::Prepared(_) | Event::Signed(_) | Event::Withdrawn(_) => None,
    };
    if let Some(attempt) = attempt {
        serving.attempts.push(attempt.clone());
        let officers = attempt.officers.iter().map(|it| it.id.clone());
        case.handlers.extend(officers.chain([attempt.by.clone()]));
    }
    match event {
        Event::Served(it) => serving.receipt = Some(it.receipt.clone()),
        Event::Failed(it) => serving.attempts.last_mut()?.failure = Some(it.failure.clone()),
        Event::Signed(it) => {
            serving.signed = Some(it.signed.clone());
            serving.receipt = serving.receipt.take().or_else(|| it.receipt.clone());
        }
        Event::Withdrawn(it) => serving.withdrawn.clone_from(&it.reasons),
        Event::Prepared(_) | Event::Sent(_) => {}
    }
    Some(())
}
