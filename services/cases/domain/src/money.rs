//! Money: whole fen, never fractions.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

/// An amount of money in fen (分): 100 make a yuan.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(pub i64);

/// The lowest and highest fine an item allows for one kind of party, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FineRange {
    /// Lowest.
    pub floor: Fen,
    /// Highest; zero: the item knows no fine.
    pub cap: Fen,
}

impl Fen {
    /// This many yuan.
    pub const fn yuan(yuan: i64) -> Self {
        Self(yuan * 100)
    }

    /// Both together; at the end of the range it stays there.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl FineRange {
    /// Whether an item with this range can be punished by a fine at all.
    pub fn has_fine(self) -> bool {
        self.cap > Fen(0)
    }

    /// Whether the amount lies within the range.
    pub fn allows(self, amount: Fen) -> bool {
        self.has_fine() && amount > Fen(0) && self.floor <= amount && amount <= self.cap
    }
}

impl Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), Self::plus)
    }
}

/// In yuan, as officers write it: `3000元`, `3000.50元`.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (yuan, fen) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        if fen == 0 { write!(f, "{sign}{yuan}元") } else { write!(f, "{sign}{yuan}.{fen:02}元") }
    }
}

impl fmt::Display for FineRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}至{}", self.floor, self.cap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_in_yuan() {
        assert_eq!(Fen::yuan(3000).to_string(), "3000元");
        assert_eq!(Fen(300_050).to_string(), "3000.50元");
        assert_eq!(Fen(-5).to_string(), "-0.05元");
        assert_eq!(Fen(i64::MIN).to_string(), "-92233720368547758.08元");
    }

    #[test]
    fn a_range_includes_both_ends() {
        let range = FineRange { floor: Fen::yuan(1000), cap: Fen::yuan(5000) };
        assert!(range.allows(Fen::yuan(1000)) && range.allows(Fen::yuan(5000)));
        assert!(!range.allows(Fen(99_999)) && !range.allows(Fen(500_001)));
        assert!(!FineRange::default().allows(Fen(0)), "no fine is no range");
        assert!(!FineRange { floor: Fen(0), cap: Fen(1) }.allows(Fen(0)));
    }
}
