//! What the index holds of an element, and under which names.

use calendar::CivilDate;
use tantivy::Term;
use tantivy::query::{ConstScoreQuery, Query, TermQuery};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema};
use words::{bare_text, placed_text};

/// Form of the index: another one is thrown away. Count it up with every change of what is written into it.
pub(crate) const FORM: &str = "yifa.elements.search.1";

/// First day no longer, of what is open.
pub(crate) const OPEN: u64 = u64::MAX;

/// What a document of the index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Kind {
    Article = 1,
    Law = 2,
    Item = 3,
    Standard = 4,
    TypicalCase = 5,
}

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// Aggregate id of the element: what is replaced when it changes.
    pub(crate) element: Field,
    /// [`Kind`].
    pub(crate) kind: Field,
    /// Its own text, in pairs and single characters.
    pub(crate) words: Field,
    pub(crate) single: Field,
    /// Its title or name; of an article, the law's.
    pub(crate) title: Field,
    pub(crate) title_single: Field,
    /// Whole names, plain.
    pub(crate) name: Field,
    /// Law of an article or a law.
    pub(crate) law: Field,
    /// Place of an article: [`place`].
    pub(crate) place: Field,
    /// Places of the articles that an item says are broken.
    pub(crate) breaks: Field,
    /// Item of an item, a standard or a typical case.
    pub(crate) item: Field,
    /// Rank of an article's law, or of a law.
    pub(crate) rank: Field,
    /// First day, and first day no longer.
    pub(crate) from: Field,
    pub(crate) to: Field,
    /// Line and family of an item, line of a typical case; 0: none.
    pub(crate) domain: Field,
    pub(crate) family: Field,
    /// Kinds of party that an item is for, one bit each.
    pub(crate) parties: Field,
    /// Which of two that fit equally well comes first.
    pub(crate) order: Field,
    /// Pairs in `words`.
    pub(crate) length: Field,
    /// What the answer is made of.
    pub(crate) body: Field,
}

pub(crate) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = Fields {
        element: schema.add_text_field("element", STRING),
        kind: schema.add_u64_field("kind", INDEXED | FAST),
        words: schema.add_text_field("words", placed_text()),
        single: schema.add_text_field("single", bare_text()),
        title: schema.add_text_field("title", placed_text()),
        title_single: schema.add_text_field("title_single", bare_text()),
        name: schema.add_text_field("name", STRING),
        law: schema.add_text_field("law", STRING),
        place: schema.add_text_field("place", STRING),
        breaks: schema.add_text_field("breaks", STRING),
        item: schema.add_text_field("item", STRING),
        rank: schema.add_text_field("rank", STRING),
        from: schema.add_u64_field("from", FAST),
        to: schema.add_u64_field("to", FAST),
        domain: schema.add_u64_field("domain", FAST),
        family: schema.add_u64_field("family", FAST),
        parties: schema.add_u64_field("parties", FAST),
        order: schema.add_u64_field("order", FAST),
        length: schema.add_u64_field("length", FAST),
        body: schema.add_bytes_field("body", STORED),
    };
    (schema.build(), fields)
}

impl Fields {
    /// Documents of a kind, without weight.
    pub(crate) fn of_kind(&self, kind: Kind) -> Box<dyn Query> {
        let term = Term::from_field_u64(self.kind, kind as u64);
        weighing(
            Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
            0.0,
        )
    }

    /// Documents with exactly this value, without weight.
    pub(crate) fn exactly(field: Field, value: &str) -> Box<dyn Query> {
        weighing(words::term(field, value), 0.0)
    }
}

/// A query whose hits weigh just so much.
pub(crate) fn weighing(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, weight))
}

/// Where an article stands: `law-penalty#51.0`.
pub(crate) fn place(law_id: &str, article: i32, suffix: i32) -> String {
    format!("{law_id}#{article}.{suffix}")
}

/// A day as the index counts it: from 1900, which is before any that is recorded.
pub(crate) fn day(day: CivilDate) -> u64 {
    let days = CivilDate::ymd(1900, 1, 1).map_or(0, |first| first.days_until(day));
    u64::try_from(days).unwrap_or(0)
}
