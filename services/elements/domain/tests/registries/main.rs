//! What each registry lets in, and what it refuses.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod agencies;
mod bodies;
mod items;
mod norms;
mod officers;
mod parties;
mod rights;
mod standards;
mod templates;
mod vectors;
mod world;
