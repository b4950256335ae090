//! 想象竞合 (行政处罚法 29): one act, several rules, one fine.

use crate::{Citation, Fen, Law};

/// Where the higher rule is called for.
pub const HIGHER_FINE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 29);

/// The fine a rule allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FineRange {
    /// The least.
    pub least: Fen,
    /// The most; `None` where the rule names no ceiling.
    pub most: Option<Fen>,
}

/// The place in `ranges` of the rule with the higher fine: by the ceiling, then by the floor, then
/// the first named. Other kinds of penalty are not barred. `None` if there is no rule.
pub fn higher(ranges: &[FineRange]) -> Option<usize> {
    let height = |range: &FineRange| (range.most.unwrap_or(Fen(u64::MAX)), range.least);
    let mut best = None;
    for (at, range) in ranges.iter().enumerate() {
        if best.is_none_or(|(_, highest)| height(range) > highest) {
            best = Some((at, height(range)));
        }
    }
    best.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(least: u64, most: Option<u64>) -> FineRange {
        FineRange {
            least: Fen::yuan(least),
            most: most.map(Fen::yuan),
        }
    }

    #[test]
    fn the_ceiling_decides_then_the_floor() {
        let (low, high) = (range(1000, Some(10_000)), range(500, Some(50_000)));
        assert_eq!(higher(&[low, high]), Some(1));
        assert_eq!(
            higher(&[range(500, Some(50_000)), range(5000, Some(50_000))]),
            Some(1)
        );
        assert_eq!(higher(&[high, range(0, None)]), Some(1));
        assert_eq!(higher(&[low, low]), Some(0));
        assert_eq!(higher(&[]), None);
    }
}
