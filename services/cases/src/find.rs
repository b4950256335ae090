//! Finding cases by words: the index follows the record, each replica keeps its own (crate `cases-find`).
//!
//! It works while it catches up, and is made anew when it is lost, broken, of another form or of another record: from the table of
//! cases as they stand, then from the record on. What is shown of a case, and whether it may be, is always asked of the table.

mod follow;
mod text;

pub use follow::IndexFollower;
