//! Events about recordings, and what they make of the case.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Kind, Occasion, Step, Unrecorded};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, OfficerId};

/// Something that has happened about recordings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已说明未作音像记录
    UnrecordedExplained(UnrecordedExplained),
}

/// It was said why something was not recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnrecordedExplained {
    /// Its number.
    pub number: u32,
    /// What.
    pub occasion: Occasion,
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who says so.
    pub by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::UnrecordedExplained(_) => "UnrecordedExplained",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::UnrecordedExplained(_) => Kind::ExplainUnrecorded,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::UnrecordedExplained(it) => {
                format!("{}未作音像记录：{}", it.occasion.zh(), it.reasons)
            }
        }
    }
}

/// The case after an event about recordings; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let Event::UnrecordedExplained(it) = event;
    let step = Step::after(None, ActKind::Recording(event.kind()), Outcome::Done)?;
    case.handlers.insert(it.by.clone());
    case.unrecorded.push(Unrecorded {
        number: it.number,
        step,
        occasion: it.occasion,
        reasons: it.reasons.clone(),
        on: it.on,
        by: it.by.clone(),
    });
    Some(())
}
