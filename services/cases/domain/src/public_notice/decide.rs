//! What the acts of service by public notice come to.

use refusal::Refusal;

use super::{
    Act, Event as Own, NoticeLapsed, NoticePublished, NoticeWithdrawn, Paper, PublicNotice, find,
};
use crate::decide::{Events, judge};
use crate::guard::View;
use crate::standstill::{self, Hold};
use crate::{Case, DeadlineKind, DeadlineState, Event};

/// Judges an act of service by public notice.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|it| it.step);
    judge(standing, view, || {
        let done = done(view, case, act)?;
        let mut events = Events::of(view, case.rules(), Event::PublicNotice(done.clone()));
        clocks(case, &done, &mut events);
        Some(events)
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Option<Own> {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    Some(match act {
        Act::PublishNotice(act) => Own::Published(NoticePublished {
            number: u32::try_from(case.public_notices.len() + 1).unwrap_or(u32::MAX),
            publication: act.publication.clone(),
            by,
        }),
        Act::WithdrawPublicNotice(act) => Own::Withdrawn(NoticeWithdrawn {
            number: act.number,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::LapsePublicNotice(number) => Own::Lapsed(NoticeLapsed {
            number: *number,
            // Its last day, not the one on which the clock looks.
            served_on: case.running(DeadlineKind::PublicNotice.about(*number))?.due,
        }),
    })
}

fn clocks(case: &Case, done: &Own, events: &mut Events<'_>) {
    match done {
        Own::Published(it) => {
            let on = it.publication.on;
            events.start(DeadlineKind::PublicNotice.about(it.number), on);
            match it.publication.paper {
                Paper::PenaltyNotice => {
                    standstill::stop(events, case, Hold::PublicNotice(it.number), on);
                }
                // The agency has done its part in time: the rest is the party's absence.
                Paper::Decision => events.fulfil(case, DeadlineKind::DecisionService, on),
                Paper::RectificationOrder => {}
            }
        }
        Own::Lapsed(it) => {
            let clock = DeadlineKind::PublicNotice.about(it.number);
            events.end(case, clock, DeadlineState::Met, it.served_on);
            standstill::go_on(events, case, Hold::PublicNotice(it.number), it.served_on);
        }
        Own::Withdrawn(it) => {
            events.cancel(case, DeadlineKind::PublicNotice.about(it.number), it.on);
            standstill::go_on(events, case, Hold::PublicNotice(it.number), it.on);
            let decision = |it: &PublicNotice| it.publication.paper == Paper::Decision;
            if find(case, it.number).is_some_and(decision)
                && let Some(decided) = case.decided_on()
            {
                // It has to be served after all, within the days that the decision set.
                events.start(DeadlineKind::DecisionService, decided);
            }
        }
    }
}
