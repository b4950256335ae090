//! 集体讨论 (行政处罚法 §57(2)): the responsible leaders discuss a complex or heavy case together before it is decided.
//!
//! A side procedure. Its conclusion bounds the decision: nothing heavier is decided, and who decides was there.

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};
use statute::discussion::{Trigger, triggers};

use crate::{Case, Disposal, OfficerId, hearing, review};

pub use act::{Act, CallMeeting, CancelMeeting, ConcludeMeeting, Kind};
pub use event::{Event, MeetingCalled, MeetingCancelled, MeetingConcluded};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;
pub(crate) use guard::{as_concluded, decider_attended, needed_and_held};

/// A collective discussion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// Members who were called.
    pub members: Vec<OfficerId>,
    /// Why it was called.
    pub why: String,
    /// Which proposal it is about: the n-th of the case.
    pub proposal: u32,
    /// What came of it; none: not concluded.
    pub minutes: Option<Minutes>,
}

/// What came of a discussion (集体讨论记录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// Day.
    pub on: CivilDate,
    /// Who presided.
    pub presider: OfficerId,
    /// What each member who was there said, dissent kept.
    pub voices: Vec<Voice>,
    /// What the discussion concluded.
    pub disposal: Disposal,
    /// In words, with reasons.
    pub conclusion: String,
    /// How many hearings had been reported on by then.
    pub hearings: u32,
}

/// What a member said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The member.
    pub member: OfficerId,
    /// Whether the member agrees with the conclusion.
    pub agrees: bool,
    /// The member's opinion; dissent always says why.
    pub opinion: String,
}

/// What makes the case need collective discussion before it is decided so, by its field's rules.
pub fn called_for(case: &Case, disposal: &Disposal) -> Vec<Trigger> {
    let grounds = review::grounds(case, disposal);
    let holds = |trigger: &&Trigger| match trigger {
        Trigger::Complex => grounds.contains(&statute::legal_review::Ground::Complex),
        Trigger::Heavy => grounds.contains(&statute::legal_review::Ground::Heavy),
        Trigger::HearingHeld => hearing::held(case) > 0,
        Trigger::Reviewed => !grounds.is_empty(),
        Trigger::Mitigated => disposal.mitigation.is_some(),
        Trigger::Departed => !disposal.departure.is_empty(),
    };
    if !disposal.punishes() {
        return Vec::new();
    }
    let triggers = triggers(case.domain()).iter();
    triggers.filter(holds).copied().collect()
}

/// Whether a decision like this needs a discussion that has not been held.
pub(crate) fn is_missing(case: &Case, disposal: &Disposal) -> bool {
    !called_for(case, disposal).is_empty() && that_counts(case).is_none()
}

/// Where each of the case's discussions stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let meetings = case.meetings.iter();
    meetings.map(|it| (it.number, it.step)).collect()
}

/// The discussion that counts for the proposal on file: the last that was concluded on it and on every hearing.
fn that_counts(case: &Case) -> Option<&Minutes> {
    let proposal = case.penalty()?.proposals;
    let hearings = hearing::held(case);
    let mut newest_first = case.meetings.iter().rev();
    newest_first.find_map(|it| {
        let minutes = it.minutes.as_ref()?;
        (it.proposal == proposal && minutes.hearings == hearings).then_some(minutes)
    })
}

/// The discussion of this number.
fn find(case: &Case, number: u32) -> Option<&Meeting> {
    case.meetings.iter().find(|it| it.number == number)
}
