//! The law as data: which instruments exist, how they are cited, which periods they set, what
//! differs per domain, the rules that need nothing but their facts, and the codes by which the
//! state names organisations, people and places.
//!
//! Pure: no clock, no I/O. What is doubtful says so by its [`Mark`].

pub mod age;
mod citation;
pub mod concurrence;
pub mod credit;
pub mod discussion;
mod document_number;
mod domain;
pub mod identifier;
pub mod inspection;
pub mod late_fine;
mod law;
pub mod legal_review;
mod limit;
pub mod limitation;
pub mod limits;
mod money;
mod numeral;
mod party;
pub mod penalty;
pub mod remedy;
pub mod service;
pub mod statistics;

pub use citation::{Citation, NotACitation};
pub use document_number::{DocumentNumber, DocumentNumberError};
pub use domain::{Approver, Domain, Extension, NotCounted, Parameters, UnknownDomain};
pub use law::{Law, Rank, UnknownLaw};
pub use limit::{Counting, Limit, Mark};
pub use money::{Fen, NotAnAmount};
pub use numeral::chinese;
pub use party::{PartyKind, UnknownPartyKind};
pub use penalty::{PenaltyKind, Procedure};
