//! Events of a distinction of acts, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Distinction, Kind, Step};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, CaseCode, OfficerId};

/// Something that has happened in a distinction of acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已认定为不同违法行为
    ActDistinguished(ActDistinguished),
}

/// The act of another case was found to be another act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActDistinguished {
    /// Number within the case, from 1.
    pub number: u32,
    /// Identity code of the other case.
    pub code: CaseCode,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided (officer id).
    pub by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ActDistinguished(_) => "ActDistinguished",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::ActDistinguished(_) => Kind::DistinguishAct,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::ActDistinguished(_) => Outcome::Done,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::ActDistinguished(it) => {
                format!("认定与案件{}不是同一违法行为：{}", it.code, it.reasons)
            }
        }
    }
}

/// The case after an event of a distinction of acts; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let Event::ActDistinguished(it) = event;
    let step = Step::after(None, ActKind::Concurrence(event.kind()), event.outcome())?;
    case.distinctions.push(Distinction {
        number: it.number,
        step,
        finding: it.clone(),
    });
    Some(())
}
