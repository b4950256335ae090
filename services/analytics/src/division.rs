//! Divisions and their levels: every sum stands once at each level.

/// Digits of a code at each level: province, city, county, town.
const DIGITS: [usize; 4] = [2, 4, 6, 9];

/// A level of divisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// 省.
    pub const PROVINCE: Self = Self(1);
    /// 县.
    pub const COUNTY: Self = Self(3);
    /// 乡镇、街道.
    pub const TOWN: Self = Self(4);
    /// Every level, the highest first.
    pub const ALL: [Self; 4] = [Self(1), Self(2), Self(3), Self(4)];

    /// The level of a code; none: no code has so many digits.
    pub fn of(code: &str) -> Option<Self> {
        let shaped = code.bytes().all(|byte| byte.is_ascii_digit());
        let level = Self::ALL
            .into_iter()
            .find(|level| level.digits() == code.len());
        level.filter(|_| shaped)
    }

    /// The level of that number, from 1.
    pub fn numbered(number: i32) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|level| i32::from(level.0) == number)
    }

    /// Its number, from 1: the province.
    pub const fn number(self) -> i16 {
        self.0 as i16
    }

    /// Digits of its codes.
    pub const fn digits(self) -> usize {
        DIGITS[self.0 as usize - 1]
    }

    /// The level below; the town has none.
    #[must_use]
    pub const fn below(self) -> Self {
        if self.0 < 4 { Self(self.0 + 1) } else { self }
    }

    /// Where what a division owns stands at this level: under the code above it, or under its own where that is shorter.
    pub fn place(self, division: &str) -> &str {
        division.get(..self.digits()).unwrap_or(division)
    }
}

/// What is counted together: a place at a level.
///
/// The code is either of the level, and all below counts with it, or shorter: then only what that upper division handles
/// itself (本级).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The level.
    pub level: Level,
    /// The code.
    pub code: String,
}

impl Scope {
    /// A division with all below.
    pub fn whole(code: &str) -> Option<Self> {
        let level = Level::of(code)?;
        Some(Self {
            level,
            code: code.to_owned(),
        })
    }

    /// Whether only what the division handles itself is meant.
    pub fn is_own(&self) -> bool {
        self.code.len() < self.level.digits()
    }

    /// The codes of owning divisions that count, as a range: from the first, and before the second.
    pub fn range(&self) -> (String, String) {
        // ASCII: '!' is before every digit and ':' behind.
        let end = if self.is_own() { '!' } else { ':' };
        (self.code.clone(), format!("{}{end}", self.code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(scope: &Scope, division: &str) -> bool {
        let (from, before) = scope.range();
        (from.as_str()..before.as_str()).contains(&division)
    }

    #[test]
    fn a_place_holds_exactly_what_its_range_covers() {
        let divisions = [
            "35",
            "3506",
            "350604",
            "350604001",
            "350604001003",
            "350681",
            "3505",
            "350",
        ];
        for level in Level::ALL {
            for division in divisions {
                for other in divisions {
                    let code = level.place(division).to_owned();
                    let scope = Scope { level, code };
                    let same = level.place(other) == scope.code;
                    assert_eq!(covers(&scope, other), same, "{scope:?} {other}");
                }
            }
        }
    }

    #[test]
    fn only_codes_of_a_level_are_whole_divisions() {
        assert!(Scope::whole("350604001").is_some_and(|scope| !scope.is_own()));
        for wrong in ["", "3", "350", "35060a", "350604001003"] {
            assert_eq!(Scope::whole(wrong), None, "{wrong}");
        }
    }
}
