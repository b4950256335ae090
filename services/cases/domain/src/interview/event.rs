//! Events of an interview, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Held, Interview, Kind, Missed, Step};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, Evidence, OfficerSnapshot, Procedure};

/// Something that has happened in an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已询问
    Interviewed(Interviewed),
    /// 当事人无法取得联系
    NotReached(NotReached),
}

/// Somebody was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interviewed {
    /// Its number.
    pub number: u32,
    /// Officers who asked.
    pub officers: Vec<OfficerSnapshot>,
    /// What was asked and answered.
    pub held: Held,
    /// Number as a piece of evidence; 0: the case keeps none.
    pub evidence: u32,
}

/// The party could not be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotReached {
    /// Its number.
    pub number: u32,
    /// Officers who tried.
    pub officers: Vec<OfficerSnapshot>,
    /// How.
    pub missed: Missed,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Interviewed(_) => "InterviewHeld",
            Self::NotReached(_) => "PartyNotReached",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Interviewed(_) => Kind::RecordInterview,
            Self::NotReached(_) => Kind::RecordNotReached,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::Interviewed(it) => {
                let Held { whom, place, .. } = &it.held;
                format!("询问{}（{}），地点：{place}", whom.name, whom.role.zh())
            }
            Self::NotReached(it) => format!("当事人无法取得联系：{}", it.missed.attempts),
        }
    }
}

/// The case after an event of an interview; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let step = Step::after(None, ActKind::Interview(event.kind()), Outcome::Done)?;
    let (number, officers) = match event {
        Event::Interviewed(it) => (it.number, &it.officers),
        Event::NotReached(it) => (it.number, &it.officers),
    };
    case.handlers
        .extend(officers.iter().map(|officer| officer.id.clone()));
    let (held, missed) = match event {
        Event::Interviewed(it) => {
            put_on_file(case, it);
            (Some(it.held.clone()), None)
        }
        Event::NotReached(it) => (None, Some(it.missed.clone())),
    };
    case.interviews.push(Interview {
        number,
        step,
        officers: officers.clone(),
        held,
        missed,
    });
    Some(())
}

/// An interview is a piece of evidence of a penalty (行政处罚法 §46).
fn put_on_file(case: &mut Case, it: &Interviewed) {
    if let Procedure::OrdinaryPenalty(penalty) = &mut case.procedure
        && it.evidence > 0
    {
        let Held { whom, ended, .. } = &it.held;
        let on = CivilDate::of(*ended).zh();
        penalty.evidence.push(Evidence {
            number: it.evidence,
            kind: whom.role.evidence(),
            description: format!("{on}对{}的询问笔录", whom.name),
            collected: *ended,
            content_hash: String::new(),
            exhibits: Vec::new(),
        });
    }
}
