//! The element centre without database or transport: what may be recorded, and what recording it changes.

mod adopt;
mod agency;
mod anonymity;
mod basis;
mod citation;
mod claim;
mod decide;
mod division;
mod element;
mod facet;
mod feature;
mod fields;
mod holiday_calendar;
mod identity;
mod instrument;
mod item;
pub mod law;
mod leniency_list;
mod merge;
mod norm;
mod officer;
mod parameter_pack;
mod party;
mod place;
pub mod reasons;
mod reference;
mod registry;
mod revenue_mapping;
mod right;
mod scene;
mod standard;
mod template;
mod timeline;
mod typical_case;

pub use adopt::{Adoption, Told, adopt};
pub use decide::{Act, Change, Decision, Facts, Known, Row, RowKey, decide, is_known};
pub use element::{Element, Key, Reference};
pub use fields::check_id;
pub use law::{article, article_with_suffix};
pub use parameter_pack::{
    Breach, NORMS, NationalBound, ParameterNorm, Source, breaches, effective, parameter_norm,
};
pub use registry::Registry;
pub use timeline::{Revision, Span, revise};
