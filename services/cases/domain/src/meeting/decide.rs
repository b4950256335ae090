//! What the acts of a collective discussion come to.

use refusal::Refusal;

use super::{Act, Event as Own, MeetingCalled, MeetingCancelled, MeetingConcluded, Minutes, find};
use crate::decide::{Events, judge};
use crate::guard::View;
use crate::{Case, Event, hearing};

/// Judges an act of a collective discussion.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|meeting| meeting.step);
    judge(standing, view, || {
        let done = Event::Meeting(done(view, case, act));
        Some(Events::of(view, case.rules(), done))
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    match act {
        Act::CallMeeting(act) => Own::MeetingCalled(MeetingCalled {
            number: u32::try_from(case.meetings.len() + 1).unwrap_or(u32::MAX),
            members: act.members.clone(),
            why: act.why.clone(),
            on,
            by,
        }),
        Act::ConcludeMeeting(act) => Own::MeetingConcluded(MeetingConcluded {
            number: act.number,
            minutes: Minutes {
                on: act.on,
                presider: act.presider.clone(),
                voices: act.voices.clone(),
                disposal: act.disposal.clone(),
                conclusion: act.conclusion.clone(),
                hearings: hearing::held(case),
            },
            by,
        }),
        Act::CancelMeeting(act) => Own::MeetingCancelled(MeetingCancelled {
            number: act.number,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
    }
}
