//! 统一社会信用代码 (GB 32100): eighteen characters, the last two checks nested.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{OrganisationCode, OrganisationCodeError};

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];

/// A unified social credit code: `91350604MA8UAB126N`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uscc(String);

/// What is wrong with a unified social credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UsccError {
    /// Not eighteen characters.
    #[error("a unified social credit code has 18 characters, this has {0}")]
    Length(usize),
    /// A character outside the alphabet: no I, O, S, V, Z, no lower case.
    #[error("character {at} of a unified social credit code cannot be {found:?}")]
    Character {
        /// Its place, from 1.
        at: usize,
        /// What stands there.
        found: char,
    },
    /// Characters 3 to 8 are the registry's division: digits.
    #[error("character {at} belongs to the registry's division and is a digit, not {found:?}")]
    Division {
        /// Its place, from 1.
        at: usize,
        /// What stands there.
        found: char,
    },
    /// The check character does not fit the seventeen before it.
    #[error("the check character should be {expected}, not {found}")]
    Check {
        /// The computed one.
        expected: char,
        /// The one that stands there.
        found: char,
    },
}

/// The kind of authority that registered the subject (character 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registry {
    /// 机构编制
    Establishment,
    /// 民政
    CivilAffairs,
    /// 市场监管
    Market,
    /// 其他
    Other,
}

/// What kind of subject a code names (characters 1 and 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// 机关
    GovernmentOrgan,
    /// 事业单位
    PublicInstitution,
    /// 群团
    MassOrganisation,
    /// 社会团体
    SocialOrganisation,
    /// 民办非企业单位
    PrivateNonEnterprise,
    /// 基金会
    Foundation,
    /// 企业
    Enterprise,
    /// 个体工商户
    IndividualBusiness,
    /// 农民专业合作社
    Cooperative,
    /// 其他
    Other,
}

impl Uscc {
    /// Reads eighteen characters.
    pub fn parse(text: &str) -> Result<Self, UsccError> {
        let count = text.chars().count();
        if count != 18 {
            return Err(UsccError::Length(count));
        }
        let mut values = [0; 18];
        for (at, found) in text.chars().enumerate() {
            values[at] = ALPHABET
                .find(found)
                .ok_or(UsccError::Character { at: at + 1, found })?;
            if (2..8).contains(&at) && !found.is_ascii_digit() {
                return Err(UsccError::Division { at: at + 1, found });
            }
        }
        let sum: usize = values
            .iter()
            .zip(WEIGHTS)
            .map(|(value, weight)| value * weight)
            .sum();
        let (expected, found) = (letter((31 - sum % 31) % 31), letter(values[17]));
        if expected != found {
            return Err(UsccError::Check { expected, found });
        }
        Ok(Self(text.to_owned()))
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Which kind of authority registered the subject.
    pub fn registry(&self) -> Registry {
        match self.0.as_bytes()[0] {
            b'1' => Registry::Establishment,
            b'5' => Registry::CivilAffairs,
            b'9' => Registry::Market,
            _ => Registry::Other,
        }
    }

    /// What kind of subject the code names.
    pub fn kind(&self) -> SubjectKind {
        match &self.0[..2] {
            "11" => SubjectKind::GovernmentOrgan,
            "12" => SubjectKind::PublicInstitution,
            "13" => SubjectKind::MassOrganisation,
            "51" => SubjectKind::SocialOrganisation,
            "52" => SubjectKind::PrivateNonEnterprise,
            "53" => SubjectKind::Foundation,
            "91" => SubjectKind::Enterprise,
            "92" => SubjectKind::IndividualBusiness,
            "93" => SubjectKind::Cooperative,
            _ => SubjectKind::Other,
        }
    }

    /// The six digits of the registry's division; it may since have been abolished.
    pub fn division(&self) -> &str {
        &self.0[2..8]
    }

    /// The organisation code inside, characters 9 to 17.
    ///
    /// A few old codes in the field fail the inner check although the code as a whole holds: warn,
    /// do not reject.
    pub fn organisation(&self) -> Result<OrganisationCode, OrganisationCodeError> {
        OrganisationCode::parse(&self.0[8..17])
    }

    /// Characters 9 to 17 as an organisation code is printed, whether or not its check holds.
    pub fn organisation_printed(&self) -> String {
        format!("{}-{}", &self.0[8..16], &self.0[16..17])
    }
}

impl UsccError {
    /// What is wrong, for an officer.
    pub fn zh(&self) -> String {
        match self {
            Self::Length(found) => format!("统一社会信用代码应为18位，实为{found}位"),
            Self::Character { at, found } => {
                format!("统一社会信用代码第{at}位不能为“{found}”（不含I、O、S、V、Z及小写字母）")
            }
            Self::Division { at, found } => {
                format!("统一社会信用代码第{at}位为登记机关行政区划码，应为数字，实为“{found}”")
            }
            Self::Check { expected, found } => {
                format!("统一社会信用代码校验码应为“{expected}”，实为“{found}”")
            }
        }
    }
}

impl SubjectKind {
    /// The kind in Chinese: `个体工商户`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::GovernmentOrgan => "机关",
            Self::PublicInstitution => "事业单位",
            Self::MassOrganisation => "群团",
            Self::SocialOrganisation => "社会团体",
            Self::PrivateNonEnterprise => "民办非企业单位",
            Self::Foundation => "基金会",
            Self::Enterprise => "企业",
            Self::IndividualBusiness => "个体工商户",
            Self::Cooperative => "农民专业合作社",
            Self::Other => "其他",
        }
    }
}

fn letter(value: usize) -> char {
    char::from(ALPHABET.as_bytes()[value])
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Uscc {
    type Err = UsccError;

    fn from_str(text: &str) -> Result<Self, UsccError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Uscc {
    type Error = UsccError;

    fn try_from(text: String) -> Result<Self, UsccError> {
        Self::parse(&text)
    }
}

impl From<Uscc> for String {
    fn from(code: Uscc) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_name_their_subject() {
        for (text, kind, organisation) in [
            ("91350604MA8UAB126N", SubjectKind::Enterprise, "MA8UAB12-6"),
            (
                "92350405MA7T000145",
                SubjectKind::IndividualBusiness,
                "MA7T0001-4",
            ),
            ("93350426MABC123402", SubjectKind::Cooperative, "MABC1234-0"),
            (
                "11350100MB9X000152",
                SubjectKind::GovernmentOrgan,
                "MB9X0001-5",
            ),
            (
                "51350200MJC900018R",
                SubjectKind::SocialOrganisation,
                "MJC90001-8",
            ),
            ("9144030071526726XG", SubjectKind::Enterprise, "71526726-X"),
        ] {
            let code = Uscc::parse(text).unwrap();
            assert_eq!(code.kind(), kind, "{text}");
            assert_eq!(code.organisation().unwrap().to_string(), organisation);
            assert_eq!(code.organisation_printed(), organisation);
        }
    }

    #[test]
    fn a_wrong_code_says_what_is_wrong() {
        let refused = |text| Uscc::parse(text).unwrap_err();
        assert_eq!(
            refused("91350604MA8UAB126P"),
            UsccError::Check {
                expected: 'N',
                found: 'P'
            }
        );
        assert_eq!(
            refused("91350604MA8UABI26X"),
            UsccError::Character { at: 15, found: 'I' }
        );
        assert_eq!(refused("91350604MA8UAB126"), UsccError::Length(17));
        assert_eq!(
            refused("9135A604MA8UAB126N"),
            UsccError::Division { at: 5, found: 'A' }
        );
        assert_eq!(
            refused("91350604ma8UAB126N"),
            UsccError::Character { at: 9, found: 'm' }
        );
        assert_eq!(
            refused("企业0604MA8UAB126N91"),
            UsccError::Character {
                at: 1, found: '企'
            }
        );
        assert!(refused("91350604MA8UAB126P").zh().contains("应为“N”"));
    }
}
