//! Ranges of fines.

use std::fmt;

use serde::{Deserialize, Serialize};
use statute::Fen;

/// A lowest and a highest fine, both included; the lowest is never above the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Range {
    floor: Fen,
    cap: Fen,
}

impl Range {
    /// Nothing to nothing.
    pub const NOTHING: Self = Self {
        floor: Fen::ZERO,
        cap: Fen::ZERO,
    };

    /// The range between two amounts; none: the lowest is above the highest.
    pub fn new(floor: Fen, cap: Fen) -> Option<Self> {
        (floor <= cap).then_some(Self { floor, cap })
    }

    /// The lowest fine.
    pub const fn floor(self) -> Fen {
        self.floor
    }

    /// The highest fine.
    pub const fn cap(self) -> Fen {
        self.cap
    }

    /// Whether the amount lies within.
    pub fn contains(self, amount: Fen) -> bool {
        self.floor <= amount && amount <= self.cap
    }

    /// Whether the other lies within it whole.
    pub fn covers(self, other: Self) -> bool {
        self.floor <= other.floor && other.cap <= self.cap
    }

    /// What both have in common; none: nothing.
    pub fn shared(self, other: Self) -> Option<Self> {
        Self::new(self.floor.max(other.floor), self.cap.min(other.cap))
    }

    /// Whether it is lighter than another: by the highest fine, then by the lowest.
    pub fn is_lighter_than(self, other: Self) -> bool {
        (self.cap, self.floor) < (other.cap, other.floor)
    }

    /// The part of it between two shares in percent, both at most 100 and the first not above the second.
    #[must_use]
    pub fn part(self, from: u8, to: u8) -> Self {
        let (from, to) = (from.min(100), to.min(100));
        Self {
            floor: self.at(from.min(to)),
            cap: self.at(to.max(from)),
        }
    }

    /// What lies below it, down to the smallest amount there is; none: nothing does.
    pub fn below(self) -> Option<Self> {
        Self::new(Fen(1), self.floor.less(Fen(1)))
    }

    /// The amount in its middle, in whole yuan where one lies within.
    pub fn middle(self) -> Fen {
        let middle = self.at(50);
        let whole = Fen(middle.0 - middle.0 % 100);
        if self.contains(whole) { whole } else { middle }
    }

    /// The amount at a share of it, in percent.
    fn at(self, percent: u8) -> Fen {
        let width = u128::from(self.cap.less(self.floor).0);
        let share = width * u128::from(percent) / 100;
        self.floor
            .plus(Fen(u64::try_from(share).unwrap_or(u64::MAX)))
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}元至{}元", yuan(self.floor), yuan(self.cap))
    }
}

/// An amount as officers write it: `3000`, `3000.50`.
pub(crate) fn yuan(amount: Fen) -> String {
    match (amount.0 / 100, amount.0 % 100) {
        (yuan, 0) => yuan.to_string(),
        (yuan, fen) => format!("{yuan}.{fen:02}"),
    }
}
