//! Fines: the range an item allows, and amounts as officers write them.

use std::fmt;

use serde::{Deserialize, Serialize};
use statute::Fen;

/// The lowest and highest fine an item allows for one kind of party, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FineRange {
    /// Lowest.
    pub floor: Fen,
    /// Highest; nothing: the item knows no fine.
    pub cap: Fen,
}

impl FineRange {
    /// The range as the rule on concurrence compares it.
    pub const fn as_rule(self) -> statute::concurrence::FineRange {
        statute::concurrence::FineRange {
            least: self.floor,
            most: Some(self.cap),
        }
    }

    /// Whether an item with this range can be punished by a fine at all.
    pub fn has_fine(self) -> bool {
        self.cap > Fen::ZERO
    }

    /// Whether the amount is a fine within the range.
    pub fn allows(self, amount: Fen) -> bool {
        amount > Fen::ZERO && self.floor <= amount && amount <= self.cap
    }
}

impl fmt::Display for FineRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}至{}", in_yuan(self.floor), in_yuan(self.cap))
    }
}

/// The sum of amounts.
pub fn total(amounts: impl IntoIterator<Item = Fen>) -> Fen {
    amounts.into_iter().fold(Fen::ZERO, Fen::plus)
}

/// An amount as officers write it: `3000元`, `3000.50元`.
pub fn in_yuan(amount: Fen) -> String {
    match (amount.0 / 100, amount.0 % 100) {
        (yuan, 0) => format!("{yuan}元"),
        (yuan, fen) => format!("{yuan}.{fen:02}元"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_in_yuan() {
        assert_eq!(in_yuan(Fen::yuan(3000)), "3000元");
        assert_eq!(in_yuan(Fen(300_050)), "3000.50元");
        assert_eq!(in_yuan(Fen(5)), "0.05元");
    }

    #[test]
    fn a_range_includes_both_ends_and_never_nothing() {
        let range = FineRange {
            floor: Fen::yuan(1000),
            cap: Fen::yuan(5000),
        };
        assert!(range.allows(Fen::yuan(1000)) && range.allows(Fen::yuan(5000)));
        assert!(!range.allows(Fen(99_999)) && !range.allows(Fen(500_001)));
        assert!(!FineRange::default().allows(Fen::ZERO));
        assert!(
            !FineRange {
                floor: Fen::ZERO,
                cap: Fen(1)
            }
            .allows(Fen::ZERO)
        );
    }
}
