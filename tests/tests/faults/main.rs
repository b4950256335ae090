//! Faults of the ground the product stands on, while officers work: nothing acknowledged is lost, nothing is there twice, and
//! what everybody made of it is what a rebuild makes.

#![expect(
    clippy::unwrap_used,
    reason = "what a story stands on must hold, or the story ends here"
)]

mod disk;
mod kills;
mod poison;
mod postgres;
mod redis;

/// When these stories are played: on a Monday morning.
const MORNING: &str = "2023-11-20T09:00:00+08:00";
