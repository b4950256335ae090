//! Events of a dispute over jurisdiction, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Dispute, Kind, Step};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Agency, Case, OfficerId};

/// Something that has happened in a dispute over jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已提出管辖争议
    DisputeRaised(DisputeRaised),
    /// 管辖已协商一致
    JurisdictionAgreed(JurisdictionAgreed),
    /// 管辖争议已撤回
    DisputeWithdrawn(DisputeWithdrawn),
    /// 已报请指定管辖
    DisputeEscalated(DisputeEscalated),
    /// 已指定管辖
    JurisdictionDesignated(JurisdictionDesignated),
    /// 已提级或者指定下级管辖
    CaseTakenUp(CaseTakenUp),
}

/// Another competent agency claims the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeRaised {
    /// Number within the case, from 1.
    pub number: u32,
    /// Agency that claims the case.
    pub claimant: Agency,
    /// Why it should handle it.
    pub grounds: String,
    /// Day.
    pub on: CivilDate,
    /// Officer of the claimant (officer id).
    pub by: OfficerId,
}

/// The two agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JurisdictionAgreed {
    /// Number of the dispute within the case.
    pub number: u32,
    /// Whether the case stays where it is.
    pub stays: bool,
    /// Number or title of the written agreement.
    pub agreement: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided (officer id).
    pub by: OfficerId,
}

/// The dispute was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeWithdrawn {
    /// Number of the dispute within the case.
    pub number: u32,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Officer of the claimant (officer id).
    pub by: OfficerId,
}

/// The dispute was put before the common superior.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeEscalated {
    /// Number of the dispute within the case.
    pub number: u32,
    /// Common superior.
    pub superior: Agency,
    /// What each side says.
    pub grounds: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided (officer id).
    pub by: OfficerId,
}

/// The common superior designated one of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JurisdictionDesignated {
    /// Number of the dispute within the case.
    pub number: u32,
    /// Whether the case stays where it is.
    pub stays: bool,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided (officer id).
    pub by: OfficerId,
}

/// A superior decided who handles the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseTakenUp {
    /// Number within the case, from 1.
    pub number: u32,
    /// Superior that decided.
    pub superior: Agency,
    /// Agency that is to handle it.
    pub to: Agency,
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
            Self::DisputeRaised(_) => "DisputeRaised",
            Self::JurisdictionAgreed(_) => "JurisdictionAgreed",
            Self::DisputeWithdrawn(_) => "DisputeWithdrawn",
            Self::DisputeEscalated(_) => "DisputeEscalated",
            Self::JurisdictionDesignated(_) => "JurisdictionDesignated",
            Self::CaseTakenUp(_) => "CaseTakenUp",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::DisputeRaised(_) => Kind::RaiseDispute,
            Self::JurisdictionAgreed(_) => Kind::AgreeJurisdiction,
            Self::DisputeWithdrawn(_) => Kind::WithdrawDispute,
            Self::DisputeEscalated(_) => Kind::EscalateDispute,
            Self::JurisdictionDesignated(_) => Kind::DesignateJurisdiction,
            Self::CaseTakenUp(_) => Kind::TakeUpCase,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::JurisdictionAgreed(it) if it.stays => Outcome::Kept,
            Self::JurisdictionDesignated(it) if it.stays => Outcome::Kept,
            Self::JurisdictionAgreed(_)
            | Self::JurisdictionDesignated(_)
            | Self::CaseTakenUp(_) => Outcome::Yielded,
            Self::DisputeRaised(_) | Self::DisputeWithdrawn(_) | Self::DisputeEscalated(_) => {
                Outcome::Done
            }
        }
    }

    /// Number of the dispute it is about.
    pub(crate) const fn number(&self) -> u32 {
        match self {
            Self::DisputeRaised(it) => it.number,
            Self::JurisdictionAgreed(it) => it.number,
            Self::DisputeWithdrawn(it) => it.number,
            Self::DisputeEscalated(it) => it.number,
            Self::JurisdictionDesignated(it) => it.number,
            Self::CaseTakenUp(it) => it.number,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::DisputeRaised(it) => format!("{}提出管辖争议：{}", it.claimant.name, it.grounds),
            Self::JurisdictionAgreed(it) if it.stays => {
                format!("经协商由本机关管辖（{}）", it.agreement)
            }
            Self::JurisdictionAgreed(it) => {
                format!("经协商由提出争议的机关管辖（{}）", it.agreement)
            }
            Self::DisputeWithdrawn(it) => format!("撤回管辖争议：{}", it.reasons),
            Self::DisputeEscalated(it) => format!("协商不成，报请{}指定管辖", it.superior.name),
            Self::JurisdictionDesignated(it) if it.stays => {
                format!("指定由本机关管辖：{}", it.reasons)
            }
            Self::JurisdictionDesignated(it) => format!("指定由提出争议的机关管辖：{}", it.reasons),
            Self::CaseTakenUp(it) => format!(
                "{}决定由{}管辖：{}",
                it.superior.name, it.to.name, it.reasons
            ),
        }
    }
}

/// The case after an event of a dispute over jurisdiction; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Jurisdiction(event.kind());
    let begun = Dispute {
        number: event.number(),
        step: Step::Negotiating,
        claim: None,
        agreement: None,
        withdrawal: None,
        escalation: None,
        designation: None,
        taking_up: None,
    };
    if let Event::DisputeRaised(it) = event {
        let step = Step::after(None, kind, event.outcome())?;
        let claim = Some(it.clone());
        case.disputes.push(Dispute {
            step,
            claim,
            ..begun
        });
        return Some(());
    }
    if let Event::CaseTakenUp(it) = event {
        let step = Step::after(None, kind, event.outcome())?;
        let taking_up = Some(it.clone());
        case.disputes.push(Dispute {
            step,
            taking_up,
            ..begun
        });
        return Some(());
    }
    let mut all = case.disputes.iter_mut();
    let dispute = all.find(|it| it.number == event.number())?;
    dispute.step = Step::after(Some(dispute.step), kind, event.outcome())?;
    match event {
        Event::JurisdictionAgreed(it) => dispute.agreement = Some(it.clone()),
        Event::DisputeWithdrawn(it) => dispute.withdrawal = Some(it.clone()),
        Event::DisputeEscalated(it) => dispute.escalation = Some(it.clone()),
        Event::JurisdictionDesignated(it) => dispute.designation = Some(it.clone()),
        Event::DisputeRaised(_) | Event::CaseTakenUp(_) => return None,
    }
    Some(())
}
