//! Events of a recusal, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Asker, Kind, Recusal, Step};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, OfficerId};

/// Something that has happened in a recusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已申请回避
    RecusalRequested(RecusalRequested),
    /// 已决定是否回避
    RecusalDecided(RecusalDecided),
}

/// A recusal was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecusalRequested {
    /// Its number.
    pub number: u32,
    /// Officer to be recused.
    pub officer: OfficerId,
    /// Who asks.
    pub by: Asker,
    /// Why.
    pub grounds: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub recorded_by: OfficerId,
}

/// A recusal was decided on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecusalDecided {
    /// Its number.
    pub number: u32,
    /// Whether the officer is recused.
    pub granted: bool,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided.
    pub decided_by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::RecusalRequested(_) => "RecusalRequested",
            Self::RecusalDecided(_) => "RecusalDecided",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::RecusalRequested(_) => Kind::RequestRecusal,
            Self::RecusalDecided(_) => Kind::DecideRecusal,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::RecusalRequested(_) => Outcome::Done,
            Self::RecusalDecided(decided) if decided.granted => Outcome::Granted,
            Self::RecusalDecided(_) => Outcome::Refused,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::RecusalRequested(it) => {
                format!("{}：人员{}，理由：{}", it.by.zh(), it.officer, it.grounds)
            }
            Self::RecusalDecided(it) if it.granted => format!("决定回避：{}", it.reasons),
            Self::RecusalDecided(it) => format!("驳回回避申请：{}", it.reasons),
        }
    }
}

/// The case after an event of a recusal; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Recusal(event.kind());
    match event {
        Event::RecusalRequested(it) => {
            let step = Step::after(None, kind, event.outcome())?;
            case.recusals.push(Recusal {
                number: it.number,
                step,
                officer: it.officer.clone(),
                requested_by: it.by,
                grounds: it.grounds.clone(),
                requested_on: it.on,
                decided_by: None,
                reasons: String::new(),
            });
        }
        Event::RecusalDecided(it) => {
            let mut recusals = case.recusals.iter_mut();
            let recusal = recusals.find(|recusal| recusal.number == it.number)?;
            recusal.step = Step::after(Some(recusal.step), kind, event.outcome())?;
            recusal.decided_by = Some(it.decided_by.clone());
            recusal.reasons.clone_from(&it.reasons);
        }
    }
    Some(())
}
