//! Finding published decisions: a word index on local disk, one per replica, a projection of the publications.
//!
//! Words are two-character tokens with positions, so that a phrase is found exactly as it stands; single characters have
//! tokens of their own. What is exact (numbers, codes, agency, division, kind, line, day) stands in the same index: one
//! query answers all, and nothing is stored in it but a rank, so that what the public reads always comes from the table.

mod follow;
mod index;
mod tokens;

use calendar::CivilDate;
use contract::disclosure::v1::PublicationKind;
use refusal::Refusal;

pub use follow::IndexFollower;
pub use index::{Finder, IndexError};

/// Longest query, in characters.
const LONGEST: usize = 100;
/// Most words of a query.
const MOST_WORDS: usize = 8;

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

/// Characters that must follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase(Vec<char>);

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

impl Phrase {
    /// The phrases of a text: cut at blanks and signs.
    ///
    /// # Refuses
    /// Malformed: more than a hundred characters or eight words.
    pub fn all(path: &'static str, text: &str) -> Result<Vec<Self>, Refusal> {
        if text.chars().count() > LONGEST {
            return Err(Refusal::malformed(
                path,
                format!("must not be longer than {LONGEST} characters"),
                format!("不能超过{LONGEST}个字"),
            ));
        }
        let phrases: Vec<Self> = tokens::segments(text).into_iter().map(Self).collect();
        if phrases.len() > MOST_WORDS {
            return Err(Refusal::malformed(
                path,
                format!("must not have more than {MOST_WORDS} words"),
                format!("检索词不能超过{MOST_WORDS}个"),
            ));
        }
        Ok(phrases)
    }
}

/// The plain form of a document number: without blanks and brackets, whose form differs from hand to hand.
pub fn plain_number(text: &str) -> String {
    tokens::segments(text).into_iter().flatten().collect()
}
