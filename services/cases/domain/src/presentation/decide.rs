//! What a presentation comes to.

use chrono::{DateTime, SubsecRound as _, Utc};
use refusal::Refusal;

use super::{Act, CardPresented, Event as Own, Step};
use crate::decide::{Events, judge, team};
use crate::guard::View;
use crate::{Case, Event};

/// Judges an act of a presentation.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    judge(None::<Step>, view, || {
        let done = Event::Presentation(done(view, case, act)?);
        Some(Events::of(view, case.rules(), done))
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Option<Own> {
    let Act::PresentCard(act) = act;
    let all = case.opening.items.iter().map(|item| item.id.clone());
    let items = if act.items.is_empty() {
        all.collect()
    } else {
        act.items.clone()
    };
    Some(Own::CardPresented(CardPresented {
        number: u32::try_from(case.presentations.len() + 1).unwrap_or(u32::MAX),
        officer: team(view, case).into_iter().next()?,
        items,
        shown_to: act.shown_to.clone(),
        place: act.place.clone(),
        at: to_the_second(view.facts.now),
    }))
}

/// What the card says is what the record says: no fraction of a second.
fn to_the_second(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(0)
}
