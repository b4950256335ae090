//! Events of suspension and extension, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};
use statute::Citation;

use super::{Kind, Standstill, Step, Wanted};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, OfficerId};

/// Something that has happened in a suspension or an extension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已申请中止、延期
    Proposed(Proposed),
    /// 已审批中止、延期
    Decided(Decided),
    /// 已恢复调查
    Resumed(Resumed),
}

/// It was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// Its number.
    pub number: u32,
    /// What is wanted.
    pub wanted: Wanted,
    /// Reasons.
    pub reasons: String,
    /// Rule on which it rests.
    pub citation: Citation,
    /// Day.
    pub on: CivilDate,
    /// Officer who proposed it.
    pub by: OfficerId,
}

/// It was decided on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Its number.
    pub number: u32,
    /// Whether it is more time that was asked for.
    pub extension: bool,
    /// Whether it is granted.
    pub approved: bool,
    /// Reasons.
    pub reasons: String,
    /// Number of the meeting that discussed it.
    pub meeting: String,
    /// Number of the superior organ's instrument.
    pub instrument: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided.
    pub by: OfficerId,
}

/// The inquiry goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resumed {
    /// Number of the suspension.
    pub number: u32,
    /// How the ground fell away.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who resumed it.
    pub by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Proposed(_) => "StandstillProposed",
            Self::Decided(_) => "StandstillDecided",
            Self::Resumed(_) => "InquiryResumed",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Proposed(it) => match it.wanted {
                Wanted::Suspension(_) => Kind::ProposeSuspension,
                Wanted::Extension(_) => Kind::ProposeExtension,
            },
            Self::Decided(it) if it.extension => Kind::DecideExtension,
            Self::Decided(_) => Kind::DecideSuspension,
            Self::Resumed(_) => Kind::ResumeInquiry,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::Decided(it) if it.approved => Outcome::Granted,
            Self::Decided(_) => Outcome::Refused,
            Self::Proposed(_) | Self::Resumed(_) => Outcome::Done,
        }
    }

    const fn number(&self) -> u32 {
        match self {
            Self::Proposed(it) => it.number,
            Self::Decided(it) => it.number,
            Self::Resumed(it) => it.number,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::Proposed(it) => match it.wanted {
                Wanted::Suspension(ground) => format!("申请中止调查：{}", ground.zh()),
                Wanted::Extension(days) => format!("申请延长办案期限{days}日：{}", it.reasons),
            },
            Self::Decided(it) => {
                let what = if it.extension {
                    "延长办案期限"
                } else {
                    "中止调查"
                };
                let how = if it.approved { "批准" } else { "不批准" };
                format!("{how}{what}：{}", it.reasons)
            }
            Self::Resumed(it) => format!("恢复调查：{}", it.reasons),
        }
    }
}

/// The case after an event of a suspension; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Suspension(event.kind());
    let number = event.number();
    let before = case.standstills.iter().position(|it| it.number == number);
    let from = before.and_then(|at| Some(case.standstills.get(at)?.step));
    let step = Step::after(from, kind, event.outcome())?;
    match event {
        Event::Proposed(it) => case.standstills.push(Standstill {
            number,
            step,
            wanted: it.wanted,
            reasons: it.reasons.clone(),
            proposed_by: it.by.clone(),
            proposed_on: it.on,
            decided_by: None,
            decided_on: None,
            decision: String::new(),
            meeting: String::new(),
            instrument: String::new(),
            citation: it.citation,
            resumed_on: None,
        }),
        Event::Decided(it) => {
            let standstill = case.standstills.get_mut(before?)?;
            standstill.step = step;
            standstill.decided_by = Some(it.by.clone());
            standstill.decided_on = Some(it.on);
            standstill.decision.clone_from(&it.reasons);
            standstill.meeting.clone_from(&it.meeting);
            standstill.instrument.clone_from(&it.instrument);
        }
        Event::Resumed(it) => {
            let standstill = case.standstills.get_mut(before?)?;
            standstill.step = step;
            standstill.resumed_on = Some(it.on);
        }
    }
    Some(())
}
