//! Chinese words in a tantivy index: two-character tokens, phrases, marked hits.
//!
//! A word is found exactly as it stands: texts are kept as every two characters that follow each other, with their places
//! ([`tokens`]), so that a [`Phrase`] of any length is a run of places; single characters have tokens of their own. Width, case
//! and signs do not count ([`plain`]). An [`Index`] lies in a folder of one replica, remembers with each commit how far it has
//! come, and can always be made anew; a [`Shelf`] opens it, throws it away when it is broken, and follows. [`mark`] shows what
//! matched, as it stands in the text.
//!
//! What a user types never meets a query language: a phrase is made of letters and nothing else.

mod index;
pub mod mark;
mod phrase;
mod position;
mod query;
mod shelf;
pub mod tokens;

pub use index::{Index, IndexError, Indexed, Place};
pub use phrase::{MOST_WORDS, Phrase, plain};
pub use position::Position;
pub use query::{all, bare_text, phrased, placed_text, term};
pub use shelf::{Shelf, Shelved, blocking, follow};
