//! Finding: the index of words follows the centre's own record, and who a party is.
//!
//! The index itself is crate `elements-find`; each replica keeps its own ([`IndexFollower`]). It works while it catches up and while
//! the database is away, and is made anew when it is lost, broken, of another form or of another record. Parties are not in it:
//! they are asked of the registry ([`prefill`]).

mod follow;
mod party;

pub use elements_find::{
    After, ArticleQuery, Description, Finder, Found, ItemQuery, LawQuery, Position,
};
pub use follow::IndexFollower;
pub use party::{Named, prefill};
