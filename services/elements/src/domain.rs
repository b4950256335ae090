//! The element centre without database or transport: what may be recorded, and what recording it changes.

mod adopt;
mod agency;
mod decide;
mod division;
mod element;
mod fields;
mod item;
mod law;
mod officer;
mod party;
pub mod reasons;
mod reference;
mod registry;
mod right;
pub mod statute_text;
mod timeline;

pub use adopt::{Adoption, Told, adopt};
pub use decide::{Act, Change, Decision, Facts, Known, Row, RowKey, decide};
pub use element::{Element, Key, Reference};
pub use fields::check_id;
pub use law::article;
pub use registry::Registry;
pub use timeline::{Revision, Span, revise};
