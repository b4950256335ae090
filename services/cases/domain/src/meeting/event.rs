//! Events of a collective discussion, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Kind, Meeting, Minutes, Step};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, OfficerId};

/// Something that has happened in a collective discussion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已提请集体讨论
    MeetingCalled(MeetingCalled),
    /// 集体讨论已形成结论
    MeetingConcluded(MeetingConcluded),
    /// 集体讨论已取消
    MeetingCancelled(MeetingCancelled),
}

/// The members were called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingCalled {
    /// Its number.
    pub number: u32,
    /// Who was called.
    pub members: Vec<OfficerId>,
    /// Why.
    pub why: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who called them.
    pub by: OfficerId,
}

/// The discussion came to a conclusion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingConcluded {
    /// Its number.
    pub number: u32,
    /// What came of it.
    pub minutes: Minutes,
    /// Leader who recorded it.
    pub by: OfficerId,
}

/// The discussion was called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingCancelled {
    /// Its number.
    pub number: u32,
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who called it off.
    pub by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::MeetingCalled(_) => "MeetingCalled",
            Self::MeetingConcluded(_) => "MeetingConcluded",
            Self::MeetingCancelled(_) => "MeetingCancelled",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::MeetingCalled(_) => Kind::CallMeeting,
            Self::MeetingConcluded(_) => Kind::ConcludeMeeting,
            Self::MeetingCancelled(_) => Kind::CancelMeeting,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::MeetingCalled(it) => {
                format!("提请{}名负责人集体讨论：{}", it.members.len(), it.why)
            }
            Self::MeetingConcluded(it) => {
                let dissent = it.minutes.voices.iter().filter(|it| !it.agrees).count();
                let (there, what) = (it.minutes.voices.len(), it.minutes.disposal.zh());
                format!("集体讨论，{there}人到会，不同意见{dissent}人，结论：{what}")
            }
            Self::MeetingCancelled(it) => format!("取消集体讨论：{}", it.reasons),
        }
    }
}

/// The case after an event of a collective discussion; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Meeting(event.kind());
    let proposal = case.penalty().map_or(0, |it| it.proposals);
    let number = match event {
        Event::MeetingCalled(it) => {
            case.meetings.push(Meeting {
                number: it.number,
                step: Step::after(None, kind, Outcome::Done)?,
                members: it.members.clone(),
                why: it.why.clone(),
                proposal,
                minutes: None,
            });
            return Some(());
        }
        Event::MeetingConcluded(it) => it.number,
        Event::MeetingCancelled(it) => it.number,
    };
    let mut meetings = case.meetings.iter_mut();
    let meeting = meetings.find(|it| it.number == number)?;
    meeting.step = Step::after(Some(meeting.step), kind, Outcome::Done)?;
    if let Event::MeetingConcluded(it) = event {
        meeting.minutes = Some(it.minutes.clone());
    }
    Some(())
}
