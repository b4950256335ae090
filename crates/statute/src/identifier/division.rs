//! 行政区划代码: province, city, county (GB/T 2260), town (GB/T 10114), village.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// First two digits of the provinces, GB/T 2260.
const PROVINCES: [u8; 34] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
];

/// How many digits each level takes, province first.
const LENGTHS: [(usize, Level); 5] = [
    (2, Level::Province),
    (4, Level::City),
    (6, Level::County),
    (9, Level::Town),
    (12, Level::Village),
];

/// A division, kept as its significant digits: `35`, `3506`, `350604`, `350604108`,
/// `350604108201`. One division contains another exactly if its digits begin the other's.
///
/// Read in any of these lengths and padded with zeros (`350000`, `350600`, `350604108000`);
/// stored and displayed as the significant digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DivisionCode(String);

/// How far down a division lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 省级
    Province,
    /// 地级
    City,
    /// 县级
    County,
    /// 乡级
    Town,
    /// 村级
    Village,
}

/// Kinds of town-level divisions, by the range of their three digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TownKind {
    /// 街道 001–099
    Subdistrict,
    /// 镇 100–199
    Town,
    /// 乡 200–399
    Township,
    /// 类似乡级单位 400–599
    Similar,
}

/// Kinds of village-level divisions, by the range of their three digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VillageKind {
    /// 居委会 001–199
    Residents,
    /// 村委会 200–399
    Villagers,
    /// 类似居委会 400–499
    SimilarResidents,
    /// 类似村委会 500–599
    SimilarVillagers,
}

/// What is wrong with a division code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DivisionError {
    /// Not 2, 4, 6, 9 or 12 digits.
    #[error("a division code has 2, 4, 6, 9 or 12 digits, this has {0} characters")]
    Length(usize),
    /// A character that is no digit.
    #[error("character {at} of a division code is a digit, not {found:?}")]
    Character {
        /// Its place, from 1.
        at: usize,
        /// What stands there.
        found: char,
    },
    /// The first two digits are no province.
    #[error("there is no province {0:02}")]
    Province(u8),
    /// A level is named below one that is left out.
    #[error("the code names a {below:?} below a {missing:?} that is left out")]
    Gap {
        /// The level left out.
        missing: Level,
        /// The level named below it.
        below: Level,
    },
}

impl DivisionCode {
    /// Reads a code of 2, 4, 6, 9 or 12 digits, padded with zeros or not.
    pub fn parse(text: &str) -> Result<Self, DivisionError> {
        let count = text.chars().count();
        if let Some((at, found)) = text
            .chars()
            .enumerate()
            .find(|(_, letter)| !letter.is_ascii_digit())
        {
            return Err(DivisionError::Character { at: at + 1, found });
        }
        if !LENGTHS.iter().any(|(length, _)| *length == count) {
            return Err(DivisionError::Length(count));
        }
        let province = text[..2].parse().unwrap_or(0);
        if !PROVINCES.contains(&province) {
            return Err(DivisionError::Province(province));
        }
        let significant = significant(text)?;
        Ok(Self(text[..significant].to_owned()))
    }

    /// The significant digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How far down the division lies.
    pub fn level(&self) -> Level {
        match self.0.len() {
            2 => Level::Province,
            4 => Level::City,
            6 => Level::County,
            9 => Level::Town,
            _ => Level::Village,
        }
    }

    /// The customary form: six digits down to the county, nine for a town, twelve for a village.
    pub fn padded(&self) -> String {
        format!("{:0<6}", self.0)
    }

    /// Twelve digits whatever the level, as statistics use them.
    pub fn twelve(&self) -> String {
        format!("{:0<12}", self.0)
    }

    /// Whether the other division is this one or lies in it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The division of that level in which this one lies (itself at its own level); `None` below
    /// its own level, and for the county of a town directly under a city.
    pub fn at(&self, level: Level) -> Option<Self> {
        let (length, _) = LENGTHS.iter().find(|(_, of)| *of == level)?;
        let digits = self.0.get(..*length)?;
        let found = Self(digits.to_owned());
        (!(level == Level::County && digits.ends_with("00"))).then_some(found)
    }

    /// The next division up that is not left out; `None` for a province.
    pub fn parent(&self) -> Option<Self> {
        let above = LENGTHS
            .iter()
            .rev()
            .filter(|(length, _)| *length < self.0.len());
        above
            .map(|(_, level)| *level)
            .find_map(|level| self.at(level))
    }

    /// The smallest division that holds both; `None`: they lie in different provinces.
    #[must_use]
    pub fn common(&self, other: &Self) -> Option<Self> {
        let mut common = self.clone();
        while !common.contains(other) {
            common = common.parent()?;
        }
        Some(common)
    }

    /// The province.
    #[must_use]
    pub fn province(&self) -> Self {
        Self(self.0[..2].to_owned())
    }

    /// The kind of the town, of a town-level division or of the one a village lies in; `None`
    /// outside the known ranges.
    pub fn town_kind(&self) -> Option<TownKind> {
        match self.0.get(6..9)?.parse::<u16>().ok()? {
            1..=99 => Some(TownKind::Subdistrict),
            100..=199 => Some(TownKind::Town),
            200..=399 => Some(TownKind::Township),
            400..=599 => Some(TownKind::Similar),
            _ => None,
        }
    }

    /// The kind of the village; `None` above that level and outside the known ranges.
    pub fn village_kind(&self) -> Option<VillageKind> {
        match self.0.get(9..12)?.parse::<u16>().ok()? {
            1..=199 => Some(VillageKind::Residents),
            200..=399 => Some(VillageKind::Villagers),
            400..=499 => Some(VillageKind::SimilarResidents),
            500..=599 => Some(VillageKind::SimilarVillagers),
            _ => None,
        }
    }
}

impl DivisionError {
    /// What is wrong, for an officer.
    pub fn zh(&self) -> String {
        match self {
            Self::Length(found) => format!("行政区划代码应为2、4、6、9或12位数字，实为{found}位"),
            Self::Character { at, found } => format!("行政区划代码第{at}位“{found}”不是数字"),
            Self::Province(code) => format!("不存在省级代码{code:02}"),
            Self::Gap { missing, below } => {
                format!("行政区划代码缺少{}代码却有{}代码", missing.zh(), below.zh())
            }
        }
    }
}

impl Level {
    /// The level in Chinese: `县级`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Province => "省级",
            Self::City => "地级",
            Self::County => "县级",
            Self::Town => "乡级",
            Self::Village => "村级",
        }
    }
}

impl TownKind {
    /// The kind in Chinese: `街道`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Subdistrict => "街道",
            Self::Town => "镇",
            Self::Township => "乡",
            Self::Similar => "类似乡级单位",
        }
    }
}

impl VillageKind {
    /// The kind in Chinese: `村委会`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Residents => "居委会",
            Self::Villagers => "村委会",
            Self::SimilarResidents => "类似居委会",
            Self::SimilarVillagers => "类似村委会",
        }
    }
}

/// How many of the digits are significant: up to the last level that is not all zeros.
fn significant(text: &str) -> Result<usize, DivisionError> {
    let mut from = 0;
    let mut end = 0;
    let mut missing = None;
    for (length, level) in LENGTHS
        .into_iter()
        .take_while(|(length, _)| *length <= text.len())
    {
        let named = text[from..length].bytes().any(|digit| digit != b'0');
        match (named, missing) {
            // 东莞, 中山, 嘉峪关 and 儋州 have towns but no counties: 441900003.
            (true, None | Some(Level::County)) if level == Level::Town => {
                missing = None;
                end = length;
            }
            (true, None) => end = length,
            (true, Some(missing)) => {
                return Err(DivisionError::Gap {
                    missing,
                    below: level,
                });
            }
            (false, None) => missing = Some(level),
            (false, Some(_)) => {}
        }
        from = length;
    }
    Ok(end)
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for DivisionCode {
    type Err = DivisionError;

    fn from_str(text: &str) -> Result<Self, DivisionError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for DivisionCode {
    type Error = DivisionError;

    fn try_from(text: String) -> Result<Self, DivisionError> {
        Self::parse(&text)
    }
}

impl From<DivisionCode> for String {
    fn from(code: DivisionCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> DivisionCode {
        DivisionCode::parse(text).unwrap()
    }

    #[test]
    fn a_code_reads_short_and_padded() {
        for (text, significant, level) in [
            ("35", "35", Level::Province),
            ("350000", "35", Level::Province),
            ("350000000000", "35", Level::Province),
            ("3506", "3506", Level::City),
            ("350600", "3506", Level::City),
            ("350604", "350604", Level::County),
            ("350604000000", "350604", Level::County),
            ("350604108", "350604108", Level::Town),
            ("350604108000", "350604108", Level::Town),
            ("350604108201", "350604108201", Level::Village),
            ("441900003", "441900003", Level::Town),
            ("441900003000", "441900003", Level::Town),
        ] {
            assert_eq!(
                (code(text).as_str(), code(text).level()),
                (significant, level),
                "{text}"
            );
        }
        assert_eq!(code("3506").padded(), "350600");
        assert_eq!(code("350604108").padded(), "350604108");
        assert_eq!(code("350604").twelve(), "350604000000");
    }

    #[test]
    fn a_wrong_code_says_what_is_wrong() {
        let refused = |text| DivisionCode::parse(text).unwrap_err();
        assert_eq!(refused("35060"), DivisionError::Length(5));
        assert_eq!(
            refused("35060A"),
            DivisionError::Character { at: 6, found: 'A' }
        );
        assert_eq!(refused("990000"), DivisionError::Province(99));
        assert_eq!(
            refused("350004"),
            DivisionError::Gap {
                missing: Level::City,
                below: Level::County
            }
        );
        assert_eq!(
            refused("350604000201"),
            DivisionError::Gap {
                missing: Level::Town,
                below: Level::Village
            }
        );
        assert_eq!(
            refused("350000001"),
            DivisionError::Gap {
                missing: Level::City,
                below: Level::Town
            }
        );
        assert!(refused("350004").zh().contains("缺少地级代码"));
    }

    #[test]
    fn a_division_contains_what_its_digits_begin() {
        let (fujian, zhangzhou, longhai) = (code("350000"), code("350600"), code("350604"));
        let village = code("350604108201");
        for above in [&fujian, &zhangzhou, &longhai, &code("350604108"), &village] {
            assert!(above.contains(&village));
        }
        assert!(!longhai.contains(&zhangzhou));
        assert!(!code("350605").contains(&village));
        assert_eq!(village.at(Level::County), Some(longhai.clone()));
        assert_eq!(longhai.at(Level::Town), None);
        assert_eq!(longhai.parent(), Some(zhangzhou));
        assert_eq!(code("441900003").parent(), Some(code("441900")));
        assert_eq!(fujian.parent(), None);
    }

    #[test]
    fn the_smallest_division_with_both_is_found_upwards() {
        for (a, b, both) in [
            ("350604001", "350604001", Some("350604001")),
            ("350604001", "350604", Some("350604")),
            ("350604", "350604001", Some("350604")),
            ("350604001", "350605100", Some("350600")),
            ("350604001", "350128107", Some("350000")),
            ("350604001", "330106001", None),
        ] {
            assert_eq!(code(a).common(&code(b)), both.map(code), "{a} and {b}");
            assert_eq!(code(b).common(&code(a)), both.map(code), "{b} and {a}");
        }
    }

    #[test]
    fn the_last_digits_tell_the_kind() {
        assert_eq!(
            code("350604001001").town_kind(),
            Some(TownKind::Subdistrict)
        );
        assert_eq!(
            code("350604001001").village_kind(),
            Some(VillageKind::Residents)
        );
        assert_eq!(code("350604108201").town_kind(), Some(TownKind::Town));
        assert_eq!(
            code("350604108201").village_kind(),
            Some(VillageKind::Villagers)
        );
        assert_eq!(code("350604").town_kind(), None);
    }
}
