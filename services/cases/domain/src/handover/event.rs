//! Events of a handover, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{HandedObject, Handover, Kind, Step};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Agency, Case, CaseCode, CaseId, DocumentNumber, OfficerId};

/// Something that has happened in a handover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已移送
    HandoverOffered(HandoverOffered),
    /// 移送已接收
    HandoverAccepted(HandoverAccepted),
    /// 移送被拒绝
    HandoverRefused(HandoverRefused),
    /// 已报请上级决定移送
    HandoverEscalated(HandoverEscalated),
    /// 上级已决定移送归属
    HandoverDirected(HandoverDirected),
    /// 移送已撤回
    HandoverWithdrawn(HandoverWithdrawn),
}

/// The case was offered to another agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverOffered {
    /// Number within the case, from 1.
    pub number: u32,
    /// Agency that is to handle it.
    pub to: Agency,
    /// Why.
    pub reasons: String,
    /// Numbers of the evidence that goes along.
    pub evidence: Vec<u32>,
    /// Objects that go along.
    pub objects: Vec<HandedObject>,
    /// Number of the letter (文号).
    pub document_number: Option<DocumentNumber>,
    /// Day of the offer.
    pub on: CivilDate,
    /// Leader who decided (officer id).
    pub by: OfficerId,
}

/// The receiver accepted the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverAccepted {
    /// Number of the handover within the case.
    pub number: u32,
    /// Case that was opened.
    pub new_case: CaseId,
    /// Its identity code.
    pub new_code: CaseCode,
    /// Day.
    pub on: CivilDate,
    /// Officer of the receiver (officer id).
    pub by: OfficerId,
}

/// The receiver refused the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverRefused {
    /// Number of the handover within the case.
    pub number: u32,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided (officer id).
    pub by: OfficerId,
}

/// The refusal was put before the common superior.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverEscalated {
    /// Number of the handover within the case.
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
pub struct HandoverDirected {
    /// Number of the handover within the case.
    pub number: u32,
    /// Whether the receiver takes it.
    pub take: bool,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided (officer id).
    pub by: OfficerId,
}

/// The offer was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverWithdrawn {
    /// Number of the handover within the case.
    pub number: u32,
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
            Self::HandoverOffered(_) => "HandoverOffered",
            Self::HandoverAccepted(_) => "HandoverAccepted",
            Self::HandoverRefused(_) => "HandoverRefused",
            Self::HandoverEscalated(_) => "HandoverEscalated",
            Self::HandoverDirected(_) => "HandoverDirected",
            Self::HandoverWithdrawn(_) => "HandoverWithdrawn",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::HandoverOffered(_) => Kind::OfferHandover,
            Self::HandoverAccepted(_) => Kind::AcceptHandover,
            Self::HandoverRefused(_) => Kind::RefuseHandover,
            Self::HandoverEscalated(_) => Kind::EscalateHandover,
            Self::HandoverDirected(_) => Kind::DirectHandover,
            Self::HandoverWithdrawn(_) => Kind::WithdrawHandover,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::HandoverDirected(it) if it.take => Outcome::Yielded,
            Self::HandoverDirected(_) => Outcome::Kept,
            Self::HandoverOffered(_)
            | Self::HandoverAccepted(_)
            | Self::HandoverRefused(_)
            | Self::HandoverEscalated(_)
            | Self::HandoverWithdrawn(_) => Outcome::Done,
        }
    }

    /// Number of the handover it is about.
    pub(crate) const fn number(&self) -> u32 {
        match self {
            Self::HandoverOffered(it) => it.number,
            Self::HandoverAccepted(it) => it.number,
            Self::HandoverRefused(it) => it.number,
            Self::HandoverEscalated(it) => it.number,
            Self::HandoverDirected(it) => it.number,
            Self::HandoverWithdrawn(it) => it.number,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::HandoverOffered(it) => format!(
                "向{}移送案件，证据{}件，物品{}项：{}",
                it.to.name,
                it.evidence.len(),
                it.objects.len(),
                it.reasons
            ),
            Self::HandoverAccepted(it) => format!("移送案件已被接收，新案件身份码{}", it.new_code),
            Self::HandoverRefused(it) => format!("移送案件被拒绝接收：{}", it.reasons),
            Self::HandoverEscalated(it) => format!("移送争议报请{}决定", it.superior.name),
            Self::HandoverDirected(it) if it.take => {
                format!("上级决定由接收机关办理：{}", it.reasons)
            }
            Self::HandoverDirected(it) => format!("上级决定由原机关继续办理：{}", it.reasons),
            Self::HandoverWithdrawn(it) => format!("撤回移送，继续办理：{}", it.reasons),
        }
    }
}

/// The case after an event of a handover; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Handover(event.kind());
    if let Event::HandoverOffered(it) = event {
        let step = Step::after(None, kind, event.outcome())?;
        case.handovers.push(Handover {
            number: it.number,
            step,
            offer: it.clone(),
            acceptance: None,
            refusal: None,
            escalation: None,
            direction: None,
            withdrawal: None,
        });
        return Some(());
    }
    let mut all = case.handovers.iter_mut();
    let handover = all.find(|it| it.number == event.number())?;
    handover.step = Step::after(Some(handover.step), kind, event.outcome())?;
    match event {
        Event::HandoverOffered(_) => return None,
        Event::HandoverAccepted(it) => handover.acceptance = Some(it.clone()),
        Event::HandoverRefused(it) => handover.refusal = Some(it.clone()),
        Event::HandoverEscalated(it) => handover.escalation = Some(it.clone()),
        Event::HandoverDirected(it) => handover.direction = Some(it.clone()),
        Event::HandoverWithdrawn(it) => handover.withdrawal = Some(it.clone()),
    }
    Some(())
}
