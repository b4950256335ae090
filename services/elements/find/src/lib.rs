//! Finding laws, articles, items, standards and typical cases by words, without database or transport.
//!
//! [`Finder`] is an index on local disk (crate `words`): every article of every version of a law, every version of an item, a
//! standard and a typical case, each with the days for which it holds, as known at present. An element that changes is replaced
//! whole, so that superseded knowledge leaves. It answers for any day, from itself alone. What it answers does not depend on how
//! it came to be: a rebuilt index answers like one that followed, for nothing of the engine's own statistics enters a rank.
//!
//! Searches ([`ArticleQuery`], [`LawQuery`], [`ItemQuery`]) want every word; first comes what stands in titles and as one phrase,
//! then the higher law, the newer version, the shorter name. [`Finder::resolve`] reads citations. [`Finder::suggest`] ranks what fits
//! a description of facts.

mod citation;
mod collect;
mod common;
mod documents;
mod index;
mod schema;
mod search;
mod suggest;

pub use index::Finder;
pub use search::{After, ArticleQuery, Found, ItemQuery, LawQuery};
pub use suggest::Description;
pub use words::Position;
