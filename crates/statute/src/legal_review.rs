//! 法制审核 (行政处罚法 58): which decisions need it, and how many reviewers an agency needs.

use crate::{Citation, Law};

/// Where legal review is called for.
pub const LEGAL_REVIEW: Citation =
    Citation::article(Law::AdministrativePenaltyLaw, 58).paragraph(1);
/// Where the share of reviewers is set.
pub const REVIEWERS: Citation = Citation::article(Law::ThreeSystemsOpinion, 11);

/// Reviewers per hundred officers, at least.
const PER_CENT: u32 = 5;

/// What makes a decision need legal review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// 涉及重大公共利益
    MajorPublicInterest,
    /// 直接关系当事人或者第三人重大权益，经过听证程序
    HearingHeld,
    /// 疑难复杂、涉及多个法律关系
    Complex,
    /// 法律、法规规定的其他情形
    OtherByLaw,
}

impl Ground {
    /// The item that names it.
    pub const fn citation(self) -> Citation {
        let item = match self {
            Self::MajorPublicInterest => 1,
            Self::HearingHeld => 2,
            Self::Complex => 3,
            Self::OtherByLaw => 4,
        };
        LEGAL_REVIEW.item(item)
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
}
