//! Events of weighing, and what they make of it.

use calendar::CivilDate;
use discretion::{Assessment, Departure, Outcome as Weighed, Question};
use serde::{Deserialize, Serialize};

use super::{Kind, Step, Weighing};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, Fen, OfficerId, OfficerSnapshot, in_yuan};

/// Something that has happened in weighing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已适用裁量基准
    PenaltyWeighed(Box<PenaltyWeighed>),
    /// 已审批调整适用裁量基准
    DepartureDecided(DepartureDecided),
}

/// A fine was weighed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PenaltyWeighed {
    /// Number of the weighing.
    pub number: u32,
    /// What was weighed.
    pub question: Question,
    /// What it came to.
    pub assessment: Assessment,
    /// The fine that is intended.
    pub amount: Fen,
    /// Why it departs from the standard.
    pub departure: String,
    /// Officers who weighed.
    pub officers: Vec<OfficerSnapshot>,
    /// Day.
    pub on: CivilDate,
}

/// A departure from the standard was decided on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartureDecided {
    /// Number of the weighing.
    pub number: u32,
    /// Whether the fine may depart.
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
            Self::PenaltyWeighed(_) => "PenaltyWeighed",
            Self::DepartureDecided(_) => "DepartureDecided",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::PenaltyWeighed(_) => Kind::Weigh,
            Self::DepartureDecided(_) => Kind::DecideDeparture,
        }
    }

    /// What the act came to.
    pub(crate) fn outcome(&self) -> Outcome {
        match self {
            Self::PenaltyWeighed(it) => match it.assessment.departure(it.amount) {
                Departure::None => Outcome::Within,
                Departure::FromStandard | Departure::FromLaw => Outcome::Departs,
            },
            Self::DepartureDecided(it) if it.granted => Outcome::Granted,
            Self::DepartureDecided(_) => Outcome::Refused,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::PenaltyWeighed(it) => match it.assessment.outcome {
                Weighed::Exempt => "适用裁量基准：不予处罚".to_owned(),
                Weighed::Fine { range, .. } => format!(
                    "适用裁量基准：幅度{range}，拟罚款{}{}",
                    in_yuan(it.amount),
                    if it.departure.is_empty() {
                        String::new()
                    } else {
                        format!("，拟调整适用：{}", it.departure)
                    }
                ),
            },
            Self::DepartureDecided(it) if it.granted => {
                format!("批准调整适用裁量基准：{}", it.reasons)
            }
            Self::DepartureDecided(it) => format!("不批准调整适用裁量基准：{}", it.reasons),
        }
    }
}

/// The case after an event of weighing; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Weighing(event.kind());
    match event {
        Event::PenaltyWeighed(it) => {
            let step = Step::after(None, kind, event.outcome())?;
            case.handlers
                .extend(it.officers.iter().map(|officer| officer.id.clone()));
            case.weighings.push(Weighing {
                number: it.number,
                step,
                question: it.question.clone(),
                assessment: it.assessment.clone(),
                amount: it.amount,
                departure: it.departure.clone(),
                officers: it.officers.clone(),
                on: it.on,
                decided_by: None,
                decision: String::new(),
            });
        }
        Event::DepartureDecided(it) => {
            let mut weighings = case.weighings.iter_mut();
            let weighing = weighings.find(|weighing| weighing.number == it.number)?;
            weighing.step = Step::after(Some(weighing.step), kind, event.outcome())?;
            weighing.decided_by = Some(it.decided_by.clone());
            weighing.decision.clone_from(&it.reasons);
        }
    }
    Some(())
}
