//! Made-up cases, the same for the same seed: for tests, and for `yifa bench`.

mod cases;
mod dice;
mod feed;
mod fill;
mod scribe;

pub use cases::cases;
pub use dice::Dice;
pub use feed::Told;
pub use fill::{Filling, fill};
pub use scribe::Scribe;

/// Most events and most cases that are made up at once: they are held in memory.
pub const MOST: usize = 1_000_000;
