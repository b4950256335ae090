//! Parties and agencies.

use serde::{Deserialize, Serialize};

use crate::{AgencyId, Division, PartyId};

/// Kinds of party (行政处罚法 §51; 民法典 §54).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// 自然人
    Person,
    /// 个体工商户: treated as a natural person, which is the reading that protects it (law.md 9.1).
    IndividualBusiness,
    /// 法人或者其他组织
    Organisation,
    /// 未取得统一社会信用代码的其他组织, e.g. 业主委员会.
    Unregistered,
}

/// The party as it stood when the case was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Id.
    pub id: PartyId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: PartyKind,
    /// Identity code, masked before it comes here: a case never holds the whole.
    pub masked_identity_code: String,
    /// Unified social credit code of a firm, which is public; empty for a natural person.
    #[serde(default)]
    pub credit_code: String,
    /// Whether a natural person was under eighteen on the day of the act (行政处罚法 §30).
    #[serde(default)]
    pub minor: bool,
}

/// The agency (执法主体) in whose name a case is handled, as it stood when the case was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Id.
    pub id: AgencyId,
    /// Name.
    pub name: String,
    /// Division it belongs to.
    pub division: Division,
}

impl PartyKind {
    /// Name on the wire: `INDIVIDUAL_BUSINESS`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::IndividualBusiness => "INDIVIDUAL_BUSINESS",
            Self::Organisation => "ORGANISATION",
            Self::Unregistered => "UNREGISTERED",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        [
            Self::Person,
            Self::IndividualBusiness,
            Self::Organisation,
            Self::Unregistered,
        ]
        .into_iter()
        .find(|kind| kind.name() == name)
    }

    /// The kind as the statutes tell them apart. They never tell legal persons from other
    /// organisations, except that only the latter may be without a credit code.
    pub const fn in_law(self) -> statute::PartyKind {
        match self {
            Self::Person => statute::PartyKind::Citizen,
            Self::IndividualBusiness => statute::PartyKind::IndividualBusiness,
            Self::Organisation => statute::PartyKind::LegalPerson,
            Self::Unregistered => statute::PartyKind::OtherOrganisation,
        }
    }
}
