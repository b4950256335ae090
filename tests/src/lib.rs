//! What the stories are played on: the whole product in this process with a clock that stands still, or the program itself
//! in a process of its own.

#![expect(
    clippy::expect_used,
    reason = "a story without its stage has nothing to say: it ends here"
)]

mod program;
mod refusals;
mod stage;

pub use program::Program;
pub use refusals::{Said, said};
pub use stage::Stage;
