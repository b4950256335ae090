//! What an inspection rests on, and whether it uses up what a firm has to put up with in a year (国办发〔2024〕54号).

use calendar::Period;
use serde::{Deserialize, Serialize};
use statute::inspection::InspectionCause;
use statute::{Citation, Law, Limit, Mark};

use super::InspectionKind;
use crate::PartyKind;

/// Hours in which a leader's approval is obtained after an emergency entry. 国办发〔2024〕54号 asks for it afterwards and sets no
/// number; this one is taken over from 行政强制法 §19.
pub const EMERGENCY_APPROVAL: Limit = Limit::new(
    "紧急检查补办审批",
    Period::hours(24),
    Citation::whole(Law::EnterpriseInspectionOpinion),
)
.marked(Mark::Assumed);

/// What an inspection rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Kind.
    pub kind: BasisKind,
    /// The plan, the instrument that approved the campaign, the lead or the case; empty: the leader's approval alone.
    pub reference: String,
}

/// Kinds of basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BasisKind {
    /// 行政检查计划
    Plan,
    /// 经批准的专项检查方案
    Campaign,
    /// 投诉举报
    Complaint,
    /// 转办、交办、移送
    Referral,
    /// 数据监测
    Monitoring,
    /// 企业申请
    Request,
    /// 案件
    Case,
    /// 负责人批准
    Approval,
}

/// What is on record of one item's visits to a firm in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Visits {
    /// Visits that use up the cap.
    pub counted: u32,
    /// Highest number given to one of them; they are numbered whether they took place or not.
    pub newest: u32,
}

impl Basis {
    /// An inspection that nothing but a leader's approval carries.
    pub const fn approval() -> Self {
        Self {
            kind: BasisKind::Approval,
            reference: String::new(),
        }
    }

    /// The basis in Chinese: `投诉举报（12345-2026-0031）`.
    pub fn zh(&self) -> String {
        match self.reference.as_str() {
            "" => self.kind.zh().to_owned(),
            reference => format!("{}（{reference}）", self.kind.zh()),
        }
    }
}

impl BasisKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Plan,
        Self::Campaign,
        Self::Complaint,
        Self::Referral,
        Self::Monitoring,
        Self::Request,
        Self::Case,
        Self::Approval,
    ];

    /// The basis in Chinese: `投诉举报`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Plan => "行政检查计划",
            Self::Campaign => "专项检查方案",
            Self::Complaint => "投诉举报",
            Self::Referral => "转办交办",
            Self::Monitoring => "数据监测",
            Self::Request => "企业申请",
            Self::Case => "案件办理",
            Self::Approval => "负责人批准",
        }
    }

    /// What led to the inspection, as the cap asks.
    pub const fn cause(self) -> InspectionCause {
        match self {
            Self::Plan | Self::Approval => InspectionCause::Routine,
            Self::Campaign => InspectionCause::Campaign,
            Self::Complaint => InspectionCause::Complaint,
            Self::Referral | Self::Case => InspectionCause::Referral,
            Self::Monitoring => InspectionCause::Monitoring,
            Self::Request => InspectionCause::EnterpriseRequest,
        }
    }

    /// Whether something that happened led to it: a lead or a case.
    pub const fn is_a_source(self) -> bool {
        matches!(
            self,
            Self::Complaint | Self::Referral | Self::Monitoring | Self::Request | Self::Case
        )
    }
}

/// Whether the party is a firm (经营主体), which the rules on entering firms protect.
pub(crate) fn is_firm(party: PartyKind) -> bool {
    party != PartyKind::Person
}

/// Whether a leader has to approve the inspection: of a firm always, but where a lead or a case leads to one inspection alone.
pub(crate) fn needs_approval(party: PartyKind, kind: InspectionKind, basis: &Basis) -> bool {
    let led_there = kind == InspectionKind::Case && basis.kind.is_a_source();
    is_firm(party) && !led_there
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_inspection_of_a_firm_is_approved_but_the_one_that_a_source_leads_to() {
        for kind in BasisKind::ALL {
            let basis = Basis {
                kind,
                reference: "甲".to_owned(),
            };
            let needed = |party, inspection| needs_approval(party, inspection, &basis);
            let firm = PartyKind::IndividualBusiness;
            assert!(needed(firm, InspectionKind::Daily), "{kind:?}");
            assert!(needed(firm, InspectionKind::Special), "{kind:?}");
            assert_eq!(needed(firm, InspectionKind::Case), !kind.is_a_source());
            assert!(!needed(PartyKind::Person, InspectionKind::Daily));
        }
    }

    #[test]
    fn only_what_the_agency_chose_to_do_uses_up_the_cap() {
        let counting = BasisKind::ALL
            .into_iter()
            .filter(|kind| kind.cause().counts_towards_cap());
        let counting: Vec<BasisKind> = counting.collect();
        assert_eq!(
            counting,
            [BasisKind::Plan, BasisKind::Campaign, BasisKind::Approval]
        );
    }
}
