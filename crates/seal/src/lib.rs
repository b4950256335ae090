//! What the platform signs for others to check: certificates, sealed PDFs, hand signatures, cards and parcels. Each verifies from
//! itself alone, with the published certificates at most. docs/signatures.md gives every byte; docs/adr/0019-signatures.md why.

mod archive;
mod certificate;
mod cms;
mod flaw;
mod trust;

pub mod card;
pub mod parcel;
pub mod pdf;
pub mod strokes;

pub use certificate::{Authority, Certificate, Kind, Subject, Unissued};
pub use flaw::Flaw;
pub use trust::{Signed, Trust};
