//! 集体讨论 (行政处罚法 57(2)): what has to be discussed by the responsible leaders together, and by how many.

use serde::{Deserialize, Serialize};

use crate::{Citation, Domain, Law, Mark};

/// Where collective discussion is called for.
pub const DISCUSSION: Citation = Citation::article(Law::AdministrativePenaltyLaw, 57).paragraph(2);

/// What makes a penalty need collective discussion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// 情节复杂
    Complex,
    /// 较大数额罚没款、较重处罚
    Heavy,
    /// 经过听证程序
    HearingHeld,
    /// 经过法制审核
    Reviewed,
    /// 减轻处罚
    Mitigated,
    /// 偏离裁量基准
    Departed,
}

/// How many of those who were called have to take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Quorum {
    /// Members to be called, at least.
    pub members: u32,
    /// Of so many of them …
    pub of: u32,
    /// … more than this many have to be there.
    pub more_than: u32,
    /// The place that says so.
    pub citation: Citation,
    /// How far that was verified.
    pub mark: Mark,
}

/// More than half of at least three: the law names no figure, agencies' own rules commonly do.
pub const QUORUM: Quorum = Quorum {
    members: 3,
    of: 2,
    more_than: 1,
    citation: DISCUSSION,
    mark: Mark::Assumed,
};

/// What a field has discussed together.
pub const fn triggers(domain: Domain) -> &'static [Trigger] {
    match domain {
        // 市场监督管理行政处罚程序规定 60: all that is reviewed under 58.
        Domain::MarketSupervision => &[
            Trigger::Complex,
            Trigger::Heavy,
            Trigger::HearingHeld,
            Trigger::Reviewed,
            Trigger::Mitigated,
            Trigger::Departed,
        ],
        _ => &[
            Trigger::Complex,
            Trigger::Heavy,
            Trigger::HearingHeld,
            Trigger::Mitigated,
            Trigger::Departed,
        ],
    }
}

impl Quorum {
    /// Whether so many of those called are enough.
    pub const fn is_met(self, present: u32, called: u32) -> bool {
        present * self.of > called * self.more_than
    }
}

impl Trigger {
    /// Every trigger.
    pub const ALL: &'static [Self] = &[
        Self::Complex,
        Self::Heavy,
        Self::HearingHeld,
        Self::Reviewed,
        Self::Mitigated,
        Self::Departed,
    ];

    /// The trigger in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Complex => "情节复杂",
            Self::Heavy => "拟给予较重的行政处罚",
            Self::HearingHeld => "经过听证程序",
            Self::Reviewed => "属于应当进行法制审核的案件",
            Self::Mitigated => "减轻处罚",
            Self::Departed => "偏离行政裁量权基准",
        }
    }

    /// The place that asks for it in a field.
    pub const fn citation(self, domain: Domain) -> Citation {
        match (self, domain) {
            (Self::Reviewed, Domain::MarketSupervision) => {
                Citation::article(Law::MarketPenaltyProcedure, 60)
            }
            (Self::HearingHeld, Domain::Agriculture) => {
                Citation::article(Law::AgriculturePenaltyProcedure, 55)
            }
            _ => DISCUSSION,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_those_called_is_not_enough() {
        let met = |present, called| QUORUM.is_met(present, called);
        assert!(met(2, 3) && met(3, 4) && met(3, 3));
        assert!(!met(1, 3) && !met(2, 4) && !met(0, 3));
    }

    #[test]
    fn every_trigger_rests_on_an_article_that_exists() {
        for domain in Domain::ALL {
            for trigger in triggers(domain) {
                assert!(trigger.citation(domain).exists(), "{trigger:?}");
            }
        }
        let reviewed = |domain| triggers(domain).contains(&Trigger::Reviewed);
        assert!(reviewed(Domain::MarketSupervision) && !reviewed(Domain::Housing));
    }
}
