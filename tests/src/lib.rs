//! What the stories are played on: the whole product in this process with a clock that stands still, or the program itself
//! in a process of its own.

#![expect(
    clippy::expect_used,
    reason = "a story without its stage has nothing to say: it ends here"
)]

mod browser;
mod changes;
pub mod gas_safety;
mod line;
mod load;
pub mod offline;
pub mod penalty;
mod processes;
mod program;
mod projections;
mod publication;
mod record;
mod refusals;
mod shape;
mod stage;

pub use browser::{Browser, Page};
pub use changes::Clerks;
pub use line::Line;
pub use load::{ACTS, Journal, Load, deviations, finished};
pub use processes::{Addresses, Processes};
pub use program::Program;
pub use projections::{caught_up, drifts};
pub use record::record_of;
pub use refusals::{Said, said};
pub use shape::Shape;
pub use stage::{Stage, fresh, on};
