//! 涉企行政检查 (国办发〔2024〕54号): the yearly cap on visits to one enterprise.
//!
//! Which inspections lie outside the cap is known from secondary sources only: keep it adjustable.

use serde::{Deserialize, Serialize};

use crate::{Citation, Law};

/// Where the cap comes from.
pub const CAP: Citation = Citation::whole(Law::EnterpriseInspectionOpinion);

/// What led to an inspection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InspectionCause {
    /// 日常检查
    Routine,
    /// 专项检查
    Campaign,
    /// 投诉举报线索
    Complaint,
    /// 转办交办
    Referral,
    /// 数据监测
    Monitoring,
    /// 企业申请
    EnterpriseRequest,
}

impl InspectionCause {
    /// Whether the inspection uses up the yearly cap.
    pub const fn counts_towards_cap(self) -> bool {
        match self {
            Self::Routine | Self::Campaign => true,
            Self::Complaint | Self::Referral | Self::Monitoring | Self::EnterpriseRequest => false,
        }
    }

    /// The cause so named; an unknown one is taken as routine, which the cap binds.
    pub fn named(text: &str) -> Self {
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if says(&["投诉", "举报"]) {
            Self::Complaint
        } else if says(&["转办", "交办", "移送"]) {
            Self::Referral
        } else if says(&["监测"]) {
            Self::Monitoring
        } else if says(&["申请"]) {
            Self::EnterpriseRequest
        } else if says(&["专项"]) {
            Self::Campaign
        } else {
            Self::Routine
        }
    }
}

/// How many of the year's inspections use up the cap.
pub fn counted(inspections: &[InspectionCause]) -> usize {
    inspections
        .iter()
        .filter(|cause| cause.counts_towards_cap())
        .count()
}

/// Whether one more inspection of that cause is allowed under the cap.
pub fn next_allowed(cap: usize, inspections: &[InspectionCause], next: InspectionCause) -> bool {
    !next.counts_towards_cap() || counted(inspections) < cap
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complaints_and_requests_lie_outside_the_cap() {
        let year = ["日常", "日常", "投诉举报线索", "企业申请"].map(InspectionCause::named);
        assert_eq!(counted(&year), 2);
        assert!(!next_allowed(2, &year, InspectionCause::Routine));
        assert!(next_allowed(2, &year, InspectionCause::Complaint));
        assert!(next_allowed(3, &year, InspectionCause::Routine));
    }
}
