//! Finding on an index of its own: words, citations, descriptions.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod citing;
mod following;
mod library;
mod searching;
mod suggesting;
