//! The codes by which the state names organisations, people and places.
//!
//! Each is parsed once at the edge into a type that cannot hold a wrong code. Parsing is strict:
//! the edge trims and upper-cases what people type before it asks here.

mod citizen;
mod division;
mod organisation;
mod uscc;

pub use citizen::{CitizenId, CitizenIdError, Sex};
pub use division::{DivisionCode, DivisionError, Level, TownKind, VillageKind};
pub use organisation::{OrganisationCode, OrganisationCodeError};
pub use uscc::{Registry, SubjectKind, Uscc, UsccError};
