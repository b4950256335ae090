//! Events of a request for assistance, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Assistance, Kind, Step};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Agency, Case, OfficerId};

/// Something that has happened in a request for assistance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已请求协助
    AssistanceRequested(AssistanceRequested),
    /// 协助已答复
    AssistanceAnswered(AssistanceAnswered),
    /// 协助被拒绝
    AssistanceRefused(AssistanceRefused),
    /// 已报请上级决定协助
    AssistanceEscalated(AssistanceEscalated),
    /// 上级已决定是否协助
    AssistanceDirected(AssistanceDirected),
    /// 协助请求已撤回
    AssistanceWithdrawn(AssistanceWithdrawn),
}

/// Another agency was asked for assistance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistanceRequested {
    /// Number within the case, from 1.
    pub number: u32,
    /// Agency that is asked.
    pub from: Agency,
    /// What is asked for.
    pub matter: String,
    /// Why, and under which remit.
    pub grounds: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it (officer id).
    pub by: OfficerId,
}

/// The request was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistanceAnswered {
    /// Number of the request within the case.
    pub number: u32,
    /// What was found or done.
    pub answer: String,
    /// Material that goes along.
    pub material: String,
    /// Day.
    pub on: CivilDate,
    /// Officer of the agency that was asked (officer id).
    pub by: OfficerId,
}

/// The request was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistanceRefused {
    /// Number of the request within the case.
    pub number: u32,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader of the agency that was asked (officer id).
    pub by: OfficerId,
}

/// The refusal was put before the common superior.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistanceEscalated {
    /// Number of the request within the case.
    pub number: u32,
    /// Common superior.
    pub superior: Agency,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided (officer id).
    pub by: OfficerId,
}

/// The common superior decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistanceDirected {
    /// Number of the request within the case.
    pub number: u32,
    /// Whether it is to be given.
    pub assist: bool,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided (officer id).
    pub by: OfficerId,
}

/// The request was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistanceWithdrawn {
    /// Number of the request within the case.
    pub number: u32,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it (officer id).
    pub by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::AssistanceRequested(_) => "AssistanceRequested",
            Self::AssistanceAnswered(_) => "AssistanceAnswered",
            Self::AssistanceRefused(_) => "AssistanceRefused",
            Self::AssistanceEscalated(_) => "AssistanceEscalated",
            Self::AssistanceDirected(_) => "AssistanceDirected",
            Self::AssistanceWithdrawn(_) => "AssistanceWithdrawn",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::AssistanceRequested(_) => Kind::RequestAssistance,
            Self::AssistanceAnswered(_) => Kind::AnswerAssistance,
            Self::AssistanceRefused(_) => Kind::RefuseAssistance,
            Self::AssistanceEscalated(_) => Kind::EscalateAssistance,
            Self::AssistanceDirected(_) => Kind::DirectAssistance,
            Self::AssistanceWithdrawn(_) => Kind::WithdrawAssistance,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::AssistanceDirected(it) if it.assist => Outcome::Granted,
            Self::AssistanceDirected(_) => Outcome::Refused,
            Self::AssistanceRequested(_)
            | Self::AssistanceAnswered(_)
            | Self::AssistanceRefused(_)
            | Self::AssistanceEscalated(_)
            | Self::AssistanceWithdrawn(_) => Outcome::Done,
        }
    }

    /// Number of the request for assistance it is about.
    pub(crate) const fn number(&self) -> u32 {
        match self {
            Self::AssistanceRequested(it) => it.number,
            Self::AssistanceAnswered(it) => it.number,
            Self::AssistanceRefused(it) => it.number,
            Self::AssistanceEscalated(it) => it.number,
            Self::AssistanceDirected(it) => it.number,
            Self::AssistanceWithdrawn(it) => it.number,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::AssistanceRequested(it) => format!("请求{}协助：{}", it.from.name, it.matter),
            Self::AssistanceAnswered(it) => format!("协助答复：{}", it.answer),
            Self::AssistanceRefused(it) => format!("拒绝协助：{}", it.reasons),
            Self::AssistanceEscalated(it) => format!("协助争议报请{}决定", it.superior.name),
            Self::AssistanceDirected(it) if it.assist => {
                format!("上级决定应当协助：{}", it.reasons)
            }
            Self::AssistanceDirected(it) => format!("上级决定不予协助：{}", it.reasons),
            Self::AssistanceWithdrawn(it) => format!("撤回协助请求：{}", it.reasons),
        }
    }
}

/// The case after an event of a request for assistance; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Assistance(event.kind());
    if let Event::AssistanceRequested(it) = event {
        let step = Step::after(None, kind, event.outcome())?;
        case.assistances.push(Assistance {
            number: it.number,
            step,
            request: it.clone(),
            answer: None,
            refusal: None,
            escalation: None,
            direction: None,
            withdrawal: None,
        });
        return Some(());
    }
    let mut all = case.assistances.iter_mut();
    let request = all.find(|it| it.number == event.number())?;
    request.step = Step::after(Some(request.step), kind, event.outcome())?;
    match event {
        Event::AssistanceRequested(_) => return None,
        Event::AssistanceAnswered(it) => request.answer = Some(it.clone()),
        Event::AssistanceRefused(it) => request.refusal = Some(it.clone()),
        Event::AssistanceEscalated(it) => request.escalation = Some(it.clone()),
        Event::AssistanceDirected(it) => request.direction = Some(it.clone()),
        Event::AssistanceWithdrawn(it) => request.withdrawal = Some(it.clone()),
    }
    Some(())
}
