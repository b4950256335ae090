//! Finding cases by words, within what the searcher may see, without database or transport.
//!
//! [`Finder`] is an index on local disk (crate `words`): of every case its words, who may see it, and what it is filtered by.
//! Nothing is stored in it but the case's id: what is shown comes from the table, where it is also checked once more whether
//! the caller may see it. Newest first, as cases are opened: their ids are in the order of time (UUID v7).
//!
//! Every word must be found exactly as it stands. What matches is counted up to [`MOST_COUNTED`]: past that it is only said that
//! there are more.

mod document;
mod index;
mod newest;
mod query;
mod schema;

pub use document::Entry;
pub use index::Finder;
pub use newest::MOST_COUNTED;
pub use query::{Eyes, Found, Query};
pub use words::{Phrase, Position};
