//! 当事人: what kind of party a measure is aimed at.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::identifier::{SubjectKind, Uscc};

/// The kinds of party the penalty law tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// 公民
    Citizen,
    /// 个体工商户
    IndividualBusiness,
    /// 法人
    LegalPerson,
    /// 其他组织
    OtherOrganisation,
}

/// The text names no kind of party.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of party: {0:?}")]
pub struct UnknownPartyKind(pub String);

impl PartyKind {
    /// Whether the figures for citizens apply.
    ///
    /// 民法典 54 places 个体工商户 among natural persons; the penalty law is silent, and the lower
    /// figures protect the party.
    pub const fn counts_as_person(self) -> bool {
        match self {
            Self::Citizen | Self::IndividualBusiness => true,
            Self::LegalPerson | Self::OtherOrganisation => false,
        }
    }

    /// The kind a unified social credit code tells: codes beginning with 92 are 个体工商户.
    pub fn of_code(code: &Uscc) -> Self {
        match code.kind() {
            SubjectKind::IndividualBusiness => Self::IndividualBusiness,
            _ => Self::LegalPerson,
        }
    }

    /// 行政相对人类别 (CF_XDR_LB) in the 双公示 report.
    pub const fn credit_category(self) -> &'static str {
        match self {
            Self::Citizen => "自然人",
            Self::IndividualBusiness => "个体工商户",
            Self::LegalPerson | Self::OtherOrganisation => "法人及非法人组织",
        }
    }

    /// The kind in Chinese: `法人`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Citizen => "公民",
            Self::IndividualBusiness => "个体工商户",
            Self::LegalPerson => "法人",
            Self::OtherOrganisation => "其他组织",
        }
    }
}

impl FromStr for PartyKind {
    type Err = UnknownPartyKind;

    fn from_str(text: &str) -> Result<Self, UnknownPartyKind> {
        match text {
            "公民" | "自然人" | "个人" => Ok(Self::Citizen),
            "个体工商户" => Ok(Self::IndividualBusiness),
            "法人" => Ok(Self::LegalPerson),
            "其他组织" | "非法人组织" => Ok(Self::OtherOrganisation),
            _ => Err(UnknownPartyKind(text.chars().take(32).collect())),
        }
    }
}
