//! What the acts of suspension and extension come to.

use calendar::Period;
use refusal::Refusal;
use statute::{Citation, Law};

use super::{Act, Decided, Event as Own, Proposed, Resumed, Wanted, find, next_extension};
use crate::decide::{Events, judge};
use crate::guard::View;
use crate::standstill::{self, Hold};
use crate::{Case, DeadlineKind, Event};

const DECISION: Citation = Citation::article(Law::AdministrativePenaltyLaw, 60);

/// Judges an act of a suspension or an extension.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|it| it.step);
    judge(standing, view, || {
        let done = done(view, case, act);
        let mut events = Events::of(view, case.rules(), Event::Suspension(done.clone()));
        clocks(case, &done, &mut events);
        Some(events)
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    let number = u32::try_from(case.standstills.len() + 1).unwrap_or(u32::MAX);
    match act {
        Act::ProposeSuspension(act) => Own::Proposed(Proposed {
            number,
            wanted: Wanted::Suspension(act.ground),
            reasons: act.reasons.clone(),
            citation: act.ground.citation(case.domain()),
            on,
            by,
        }),
        Act::ProposeExtension(act) => Own::Proposed(Proposed {
            number,
            wanted: Wanted::Extension(act.days),
            reasons: act.reasons.clone(),
            citation: next_extension(case).1.map_or(DECISION, |it| it.citation),
            on,
            by,
        }),
        Act::DecideSuspension(act) => Own::Decided(Decided {
            number: act.number,
            extension: false,
            approved: act.approved,
            reasons: act.reasons.clone(),
            meeting: String::new(),
            instrument: String::new(),
            on,
            by,
        }),
        Act::DecideExtension(act) => Own::Decided(Decided {
            number: act.number,
            extension: true,
            approved: act.approved,
            reasons: act.reasons.clone(),
            meeting: act.meeting.clone(),
            instrument: act.instrument.clone(),
            on,
            by,
        }),
        Act::ResumeInquiry(act) => Own::Resumed(Resumed {
            number: act.number,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
    }
}

fn clocks(case: &Case, done: &Own, events: &mut Events<'_>) {
    match done {
        Own::Decided(it) if it.approved => {
            let Some(standstill) = find(case, it.number) else {
                return;
            };
            match standstill.wanted {
                Wanted::Suspension(_) => {
                    standstill::stop(events, case, Hold::Suspension(it.number), it.on);
                }
                Wanted::Extension(days) => {
                    let by = (Period::days(days), standstill.citation);
                    events.extend(case, DeadlineKind::Decision, by, "批准延长办案期限");
                }
            }
        }
        Own::Resumed(it) => standstill::go_on(events, case, Hold::Suspension(it.number), it.on),
        Own::Proposed(_) | Own::Decided(_) => {}
    }
}
