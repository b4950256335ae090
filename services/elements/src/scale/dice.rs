//! Numbers that look random and are the same for the same seed (SplitMix64). No secret is made of them.

/// Draws for one made-up thing: each has dice of its own, so that one more of a kind changes no other.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

/// What dice are thrown for: keeps the draws of one kind apart from those of another.
#[derive(Debug, Clone, Copy)]
pub(super) enum For {
    Agency = 1,
    Officer,
    Joined,
    Certificate,
    Posting,
    Law,
    Article,
    Shape,
    Item,
    Links,
    Standard,
    Party,
    Instrument,
    Claim,
}

impl Dice {
    /// The dice of the `index`th thing of a kind.
    pub(super) const fn of(seed: u64, subject: For, index: u64) -> Self {
        let mixed = mix(seed ^ mix(subject as u64));
        Self(mix(mixed ^ mix(index.wrapping_add(0x5851_F42D_4C95_7F2D))))
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number below `bound`, which is more than 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }

    /// A number from `least` to `most`.
    pub(super) fn between(&mut self, least: i32, most: i32) -> i32 {
        let span = usize::try_from(most - least + 1).unwrap_or(1);
        least + i32::try_from(self.below(span)).unwrap_or(0)
    }

    /// Whether something happens that happens so often in a thousand times.
    pub(super) fn permille(&mut self, often: usize) -> bool {
        self.below(1000) < often
    }

    /// One of several.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of several, by weight.
    pub(super) fn weighted<'a, T>(&mut self, from: &'a [(T, usize)]) -> &'a T {
        let sum: usize = from.iter().map(|(_, weight)| weight).sum();
        let mut drawn = self.below(sum);
        for (it, weight) in from {
            if drawn < *weight {
                return it;
            }
            drawn -= weight;
        }
        &from[0].0
    }
}

const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same() {
        let throws = |seed, index| {
            let mut dice = Dice::of(seed, For::Party, index);
            [dice.below(1000), dice.below(1000), dice.below(1000)]
        };
        assert_eq!(throws(1, 7), throws(1, 7));
        assert_ne!(throws(1, 7), throws(1, 8));
        assert_ne!(throws(1, 7), throws(2, 7));
    }

    #[test]
    fn weights_are_kept() {
        let mut dice = Dice::of(3, For::Item, 0);
        let often = (0..10_000)
            .filter(|_| *dice.weighted(&[("often", 9), ("seldom", 1)]) == "often")
            .count();
        assert!((8_800..9_200).contains(&often), "{often}");
    }
}
