//! 法制审核 (行政处罚法 58): which decisions need it and when, and how many reviewers an agency needs.

use serde::{Deserialize, Serialize};

use crate::{Citation, Domain, Law, Mark};

/// Where legal review is called for.
pub const LEGAL_REVIEW: Citation =
    Citation::article(Law::AdministrativePenaltyLaw, 58).paragraph(1);
/// Where the share of reviewers is set.
pub const REVIEWERS: Citation = Citation::article(Law::ThreeSystemsOpinion, 11);

/// Reviewers per hundred officers, at least.
const PER_CENT: u32 = 5;

/// What makes a decision need legal review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 涉及重大公共利益
    MajorPublicInterest,
    /// 直接关系当事人或者第三人重大权益，经过听证程序
    HearingHeld,
    /// 疑难复杂、涉及多个法律关系
    Complex,
    /// 法律、法规规定的其他情形
    OtherByLaw,
    /// 达到听证标准的较大数额罚没款、较重处罚, by the list of major decisions
    Heavy,
}

/// When a field has its cases reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Order {
    /// Whether the review comes before the notice, where no hearing is to be expected.
    pub before_notice: bool,
    /// Whether what a hearing may still change is reviewed only when the right to it was used or is gone.
    pub after_hearing: bool,
    /// The place that says so.
    pub citation: Citation,
    /// How far that was verified.
    pub mark: Mark,
}

/// When a field reviews (law.md 1.8, row "review before notice?").
pub const fn order(domain: Domain) -> Order {
    match domain {
        Domain::MarketSupervision => Order {
            before_notice: true,
            after_hearing: true,
            citation: Citation::article(Law::MarketPenaltyProcedure, 50),
            mark: Mark::Verified,
        },
        Domain::Agriculture => Order {
            before_notice: false,
            after_hearing: true,
            citation: Citation::article(Law::AgriculturePenaltyProcedure, 50),
            mark: Mark::Verified,
        },
        Domain::Housing => Order {
            before_notice: false,
            after_hearing: true,
            citation: Citation::article(Law::HousingPenaltyProcedure, 23),
            mark: Mark::Verified,
        },
        Domain::Transport => Order {
            before_notice: false,
            after_hearing: true,
            citation: Citation::article(Law::TransportEnforcementProcedure, 71),
            mark: Mark::Verified,
        },
        // The general law: before the decision, whenever.
        _ => Order {
            before_notice: false,
            after_hearing: true,
            citation: LEGAL_REVIEW,
            mark: Mark::Assumed,
        },
    }
}

impl Ground {
    /// Every ground.
    pub const ALL: &'static [Self] = &[
        Self::MajorPublicInterest,
        Self::HearingHeld,
        Self::Complex,
        Self::OtherByLaw,
        Self::Heavy,
    ];

    /// The item that names it. The lists of major decisions rest on the opinion on the three systems.
    pub const fn citation(self) -> Citation {
        match self {
            Self::MajorPublicInterest => LEGAL_REVIEW.item(1),
            Self::HearingHeld => LEGAL_REVIEW.item(2),
            Self::Complex => LEGAL_REVIEW.item(3),
            Self::OtherByLaw => LEGAL_REVIEW.item(4),
            Self::Heavy => REVIEWERS,
        }
    }

    /// The ground in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::MajorPublicInterest => "涉及重大公共利益",
            Self::HearingHeld => "直接关系当事人或者第三人重大权益，经过听证程序",
            Self::Complex => "案件情况疑难复杂、涉及多个法律关系",
            Self::OtherByLaw => "法律、法规规定应当进行法制审核的其他情形",
            Self::Heavy => "列入重大执法决定目录（达到听证标准）",
        }
    }

    /// Whether a hearing may still change it, so that the review may wait for it.
    pub const fn waits_for_hearing(self) -> bool {
        matches!(self, Self::HearingHeld | Self::Heavy)
    }
}

/// The least number of reviewers for so many officers: five per cent, rounded up.
pub const fn reviewers_needed(officers: u32) -> u32 {
    officers.saturating_mul(PER_CENT).div_ceil(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_of_a_reviewer_is_a_reviewer() {
        assert_eq!(
            [0, 1, 20, 21, 40, 41].map(reviewers_needed),
            [0, 1, 1, 2, 2, 3]
        );
        assert_eq!(
            Ground::HearingHeld.citation().to_string(),
            "行政处罚法第五十八条第一款第（二）项"
        );
    }

    #[test]
    fn every_ground_and_every_order_rests_on_an_article_that_exists() {
        for ground in Ground::ALL {
            assert!(ground.citation().exists(), "{ground:?}");
        }
        for domain in Domain::ALL {
            assert!(order(domain).citation.exists(), "{domain}");
        }
        assert!(order(Domain::MarketSupervision).before_notice);
        assert!(!order(Domain::Agriculture).before_notice);
    }
}
