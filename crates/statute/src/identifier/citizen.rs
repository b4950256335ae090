//! 公民身份号码 (GB 11643): seventeen digits and a check character.

use std::fmt;
use std::str::FromStr;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// A citizen's identity number. Debug output shows the mask only; there is no Display.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CitizenId(String);

/// What is wrong with an identity number. Never quotes the number itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CitizenIdError {
    /// Fifteen digits: the first generation is no longer valid.
    #[error("a first-generation number of 15 digits is no longer valid")]
    FirstGeneration,
    /// Not eighteen characters.
    #[error("an identity number has 18 characters, this has {0}")]
    Length(usize),
    /// Seventeen digits, then a digit or X.
    #[error("character {0} of an identity number is not what may stand there")]
    Character(usize),
    /// Digits 7 to 14 are no day that ever was.
    #[error("the date of birth does not exist")]
    Birth,
    /// The date of birth lies after the day of looking.
    #[error("the date of birth lies in the future")]
    FutureBirth,
    /// The check character does not fit.
    #[error("the check character does not fit")]
    Check,
}

/// 性别, by the parity of digit 17.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

impl CitizenId {
    /// Reads eighteen characters with a real date of birth and a fitting check character.
    ///
    /// The division in digits 1 to 6 is that of the first issue and may be abolished: it is not
    /// looked up.
    pub fn parse(text: &str) -> Result<Self, CitizenIdError> {
        let bytes = text.as_bytes();
        if bytes.len() == 15 && bytes.iter().all(u8::is_ascii_digit) {
            return Err(CitizenIdError::FirstGeneration);
        }
        let count = text.chars().count();
        if count != 18 {
            return Err(CitizenIdError::Length(count));
        }
        let misplaced = text
            .chars()
            .enumerate()
            .position(|(at, letter)| !(letter.is_ascii_digit() || (at == 17 && letter == 'X')));
        if let Some(at) = misplaced {
            return Err(CitizenIdError::Character(at + 1));
        }
        birth(text).ok_or(CitizenIdError::Birth)?;
        let sum: u32 = bytes
            .iter()
            .zip(WEIGHTS)
            .map(|(byte, weight)| u32::from(byte - b'0') * weight)
            .sum();
        if CHECKS[(sum % 11) as usize] != bytes[17] {
            return Err(CitizenIdError::Check);
        }
        Ok(Self(text.to_owned()))
    }

    /// [`CitizenId::parse`], and born on or before `today`.
    pub fn parse_on(text: &str, today: CivilDate) -> Result<Self, CitizenIdError> {
        let id = Self::parse(text)?;
        if id.birth() > today {
            Err(CitizenIdError::FutureBirth)
        } else {
            Ok(id)
        }
    }

    /// The full number, for storage and documents; never for logs.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date of birth.
    pub fn birth(&self) -> CivilDate {
        birth(&self.0).expect("checked when the number was read")
    }

    /// The sex.
    pub fn sex(&self) -> Sex {
        if (self.0.as_bytes()[16] - b'0').is_multiple_of(2) {
            Sex::Female
        } else {
            Sex::Male
        }
    }

    /// The number for lists and logs: the first three and the last two characters, the rest stars.
    pub fn mask(&self) -> String {
        format!("{}*************{}", &self.0[..3], &self.0[16..])
    }
}

impl CitizenIdError {
    /// What is wrong, for an officer.
    pub fn zh(&self) -> String {
        match self {
            Self::FirstGeneration => "15位第一代身份证号码已失效".to_owned(),
            Self::Length(found) => format!("公民身份号码应为18位，实为{found}位"),
            Self::Character(at) => format!("公民身份号码第{at}位不符合规则"),
            Self::Birth => "公民身份号码中的出生日期不存在".to_owned(),
            Self::FutureBirth => "公民身份号码中的出生日期晚于当前日期".to_owned(),
            Self::Check => "公民身份号码校验码不符".to_owned(),
        }
    }
}

impl Sex {
    /// The sex in Chinese: `男`, `女`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
        }
    }
}

fn birth(text: &str) -> Option<CivilDate> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let year = i32::try_from(number(6..10)?).ok()?;
    CivilDate::ymd(year, number(10..12)?, number(12..14)?)
}

impl fmt::Debug for CitizenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.mask())
    }
}

impl FromStr for CitizenId {
    type Err = CitizenIdError;

    fn from_str(text: &str) -> Result<Self, CitizenIdError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for CitizenId {
    type Error = CitizenIdError;

    fn try_from(text: String) -> Result<Self, CitizenIdError> {
        Self::parse(&text)
    }
}

impl From<CitizenId> for String {
    fn from(id: CitizenId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    #[test]
    fn a_number_tells_birth_and_sex() {
        for (text, birth, sex) in [
            ("350604199001010016", "1990-01-01", Sex::Male),
            ("350604201202290026", "2012-02-29", Sex::Female),
            ("350604195812311279", "1958-12-31", Sex::Male),
            ("11010519491231002X", "1949-12-31", Sex::Female),
        ] {
            let id = CitizenId::parse(text).unwrap();
            assert_eq!((id.birth(), id.sex()), (day(birth), sex), "{text}");
        }
    }

    #[test]
    fn a_wrong_number_says_what_is_wrong() {
        let refused = |text| CitizenId::parse_on(text, day("2026-11-22")).unwrap_err();
        assert_eq!(refused("350604199001010015"), CitizenIdError::Check);
        assert_eq!(refused("350604202612310039"), CitizenIdError::FutureBirth);
        assert_eq!(refused("350604199002300015"), CitizenIdError::Birth);
        assert_eq!(refused("350604900101001"), CitizenIdError::FirstGeneration);
        assert_eq!(refused("35060419900101001"), CitizenIdError::Length(17));
        assert_eq!(refused("11010519491231002x"), CitizenIdError::Character(18));
        assert_eq!(refused("X1010519491231002X"), CitizenIdError::Character(1));
        assert_eq!(refused("三50604199001010016"), CitizenIdError::Character(1));
    }

    #[test]
    fn a_birth_today_is_not_in_the_future() {
        let born = day("2012-02-29");
        assert!(CitizenId::parse_on("350604201202290026", born).is_ok());
        assert!(CitizenId::parse_on("350604201202290026", born.add_days(-1)).is_err());
    }

    #[test]
    fn neither_mask_nor_debug_nor_error_shows_the_number() {
        let id = CitizenId::parse("11010519491231002X").unwrap();
        assert_eq!(id.mask(), "110*************2X");
        assert_eq!(id.mask().len(), 18);
        assert_eq!(format!("{id:?}"), id.mask());
        let error = serde_json::from_str::<CitizenId>("\"110105194912310021\"").unwrap_err();
        assert!(!error.to_string().contains("1949"));
    }
}
