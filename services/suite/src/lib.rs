//! `yifa` as a library: the whole product in one process, its demonstration, and the tools around it.

pub mod assemble;
pub mod bench;
pub mod client;
pub mod demo;
pub mod doctor;
mod ground;
pub mod maintain;
mod part;
mod settings;
pub mod vectors;
pub mod verify;

use std::sync::Arc;

use clock::{Clock, Entropy};

pub use assemble::Suite;
pub use part::{Part, UnknownPart};
pub use settings::Settings;

/// Time and randomness of a run.
#[derive(Debug, Clone)]
pub struct World {
    /// The present instant.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub entropy: Arc<dyn Entropy>,
}
