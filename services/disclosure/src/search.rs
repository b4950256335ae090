//! Finding published decisions: a word index on local disk, one per replica, a projection of the publications.
//!
//! Words are found as crate `words` finds them: exactly as they stand. What is exact (numbers, codes, agency, division, kind, line, day) stands in the same index: one
//! query answers all, and nothing is stored in it but a rank, so that what the public reads always comes from the table.

mod follow;
mod index;

use calendar::CivilDate;
use contract::disclosure::v1::PublicationKind;

pub use follow::IndexFollower;
pub use index::Finder;
pub use words::{Phrase, plain as plain_number};

/// What is looked for. Everything that is given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words, each found exactly as it stands.
    pub words: Vec<Phrase>,
    /// Parts of the party's name.
    pub party: Vec<Phrase>,
    /// Credit code.
    pub credit_code: Option<String>,
    /// Number of the document, in its plain form.
    pub document_number: Option<String>,
    /// Agency.
    pub agency_id: Option<String>,
    /// Division and below.
    pub division: Option<String>,
    /// Kind.
    pub kind: Option<PublicationKind>,
    /// Line.
    pub domain: Option<String>,
    /// Decided on this day or later.
    pub from: Option<CivilDate>,
    /// Decided on this day or earlier.
    pub to: Option<CivilDate>,
}

/// A page of what was found: serials of publications, newest decision first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Ranks, newest first; the serial is the lower part of each.
    pub ranks: Vec<u64>,
    /// How many there are in all.
    pub total: usize,
}

impl Found {
    /// The serial of a rank.
    pub const fn serial(rank: u64) -> i64 {
        (rank & index::SERIALS).cast_signed()
    }
}
