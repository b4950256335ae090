//! The index itself.

use std::ops::Bound;

use calendar::CivilDate;
use contract::disclosure::v1::PublicDecision;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, RangeQuery};
use tantivy::schema::{FAST, Field, INDEXED, STRING, Schema};
use tantivy::{Order, TantivyDocument, Term};
use words::{
    Index, IndexError, Indexed, Place, Shelved, bare_text, phrased, placed_text, term, tokens,
};

use super::{Found, Query};
use crate::publication::Publication;

/// The lower part of a rank: the serial of a publication.
pub(super) const SERIALS: u64 = (1 << 40) - 1;
/// Form of the index: another one is thrown away.
const FORM: &str = "yifa.disclosure.search.2";

/// The index, open. Cheap to clone; reading and writing go on at the same time.
#[derive(Debug, Clone)]
pub struct Finder {
    fields: Fields,
    index: Index,
}

#[derive(Debug, Clone, Copy)]
struct Fields {
    words: Field,
    single: Field,
    party: Field,
    party_single: Field,
    credit_code: Field,
    document_number: Field,
    agency: Field,
    division: Field,
    kind: Field,
    domain: Field,
    serial: Field,
    rank: Field,
}

/// Where the index stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) change: i64,
    pub(super) instance: String,
}

impl Position {
    fn write(&self) -> String {
        format!("{} {}", self.change, self.instance)
    }

    fn read(text: &str) -> Option<Self> {
        let (change, instance) = text.split_once(' ')?;
        Some(Self {
            change: change.parse().ok()?,
            instance: instance.to_owned(),
        })
    }
}

impl Shelved for Finder {
    fn open(place: &Place) -> Indexed<Self> {
        let (schema, fields) = schema();
        Ok(Self {
            fields,
            index: Index::open(place, FORM, &schema)?,
        })
    }
}

impl Finder {
    /// Where it stands; none when it holds nothing yet.
    pub(super) fn position(&self) -> Indexed<Option<Position>> {
        Ok(self.index.position()?.as_deref().and_then(Position::read))
    }

    /// Forgets everything.
    pub(super) fn clear(&self) -> Indexed<()> {
        self.index.clear()
    }

    /// Takes publications over as they stand now, and remembers how far it has come: all or nothing.
    pub(super) fn take(&self, publications: &[Publication], position: &Position) -> Indexed<()> {
        self.index.write(|writer| {
            for publication in publications {
                let serial = publication.serial.cast_unsigned();
                writer.delete_term(Term::from_field_u64(self.fields.serial, serial));
                if publication.state == crate::publication::State::Published {
                    writer.add_document(self.fields.document(publication)?)?;
                }
            }
            Ok(())
        })?;
        self.index.commit(&position.write())
    }

    /// Finds a page of at most `limit`, newest decision first, after a rank.
    pub fn find(&self, query: &Query, after: Option<u64>, limit: usize) -> Indexed<Found> {
        let searcher = self.index.searcher();
        let all = self.fields.query(query);
        let total = searcher.search(&all, &Count)?;
        if total == 0 || limit == 0 {
            return Ok(Found {
                ranks: Vec::new(),
                total,
            });
        }
        let paged: BooleanQuery = match after {
            None => all,
            Some(after) => BooleanQuery::intersection(vec![
                Box::new(all),
                Box::new(RangeQuery::new(
                    Bound::Unbounded,
                    Bound::Excluded(Term::from_field_u64(self.fields.rank, after)),
                )),
            ]),
        };
        let newest = TopDocs::with_limit(limit).order_by_fast_field::<u64>("rank", Order::Desc);
        let found = searcher.search(&paged, &newest)?;
        Ok(Found {
            ranks: found.into_iter().filter_map(|(rank, _)| rank).collect(),
            total,
        })
    }
}

impl Fields {
    fn document(&self, publication: &Publication) -> Indexed<TantivyDocument> {
        let decision = &publication.decision;
        let mut document = TantivyDocument::default();
        let text = everything(decision);
        document.add_pre_tokenized_text(self.words, tokens::pairs(&text));
        document.add_pre_tokenized_text(self.single, tokens::singles(&text));
        document.add_pre_tokenized_text(self.party, tokens::pairs(&decision.party_name));
        document.add_pre_tokenized_text(self.party_single, tokens::singles(&decision.party_name));
        document.add_text(self.credit_code, decision.party_credit_code.to_uppercase());
        document.add_text(
            self.document_number,
            words::plain(&decision.document_number),
        );
        document.add_text(self.agency, &publication.agency_id);
        // Every division above it, so that a county finds its towns.
        for end in 1..=publication.division.len() {
            if let Some(prefix) = publication.division.get(..end) {
                document.add_text(self.division, prefix);
            }
        }
        document.add_text(self.kind, kind_name(publication.kind.into()));
        document.add_text(self.domain, &publication.domain);
        document.add_u64(self.serial, publication.serial.cast_unsigned());
        let rank =
            rank(publication).ok_or_else(|| IndexError::Unfit(publication.id.to_string()))?;
        document.add_u64(self.rank, rank);
        Ok(document)
    }

    fn query(&self, query: &Query) -> BooleanQuery {
        let mut clauses: Vec<Box<dyn tantivy::query::Query>> = Vec::new();
        for phrase in &query.words {
            clauses.push(phrased(phrase, self.words, self.single));
        }
        for phrase in &query.party {
            clauses.push(phrased(phrase, self.party, self.party_single));
        }
        let kind = query.kind.map(|kind| kind_name(kind.into()));
        let code = query.credit_code.as_ref().map(|code| code.to_uppercase());
        let exact = [
            (self.credit_code, code.as_deref()),
            (self.document_number, query.document_number.as_deref()),
            (self.agency, query.agency_id.as_deref()),
            (self.division, query.division.as_deref()),
            (self.kind, kind.as_deref()),
            (self.domain, query.domain.as_deref()),
        ];
        for (field, value) in exact {
            if let Some(value) = value {
                clauses.push(term(field, value));
            }
        }
        if query.from.is_some() || query.to.is_some() {
            let at = |day: CivilDate| Term::from_field_u64(self.rank, first_rank(day));
            let from = query
                .from
                .map_or(Bound::Unbounded, |day| Bound::Included(at(day)));
            let to = query
                .to
                .map_or(Bound::Unbounded, |day| Bound::Excluded(at(day.add_days(1))));
            clauses.push(Box::new(RangeQuery::new(from, to)));
        }
        words::all(clauses)
    }
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = Fields {
        words: schema.add_text_field("words", placed_text()),
        single: schema.add_text_field("single", bare_text()),
        party: schema.add_text_field("party", placed_text()),
        party_single: schema.add_text_field("party_single", bare_text()),
        credit_code: schema.add_text_field("credit_code", STRING),
        document_number: schema.add_text_field("document_number", STRING),
        agency: schema.add_text_field("agency", STRING),
        division: schema.add_text_field("division", STRING),
        kind: schema.add_text_field("kind", STRING),
        domain: schema.add_text_field("domain", STRING),
        serial: schema.add_u64_field("serial", INDEXED),
        rank: schema.add_u64_field("rank", FAST),
    };
    (schema.build(), fields)
}

/// What is found by words.
fn everything(decision: &PublicDecision) -> String {
    let mut parts = vec![
        decision.document_number.as_str(),
        &decision.party_name,
        &decision.matter,
        &decision.facts,
        &decision.content,
        &decision.agency_name,
    ];
    parts.extend(decision.basis.iter().map(String::as_str));
    parts.join("\n")
}

fn kind_name(kind: i32) -> String {
    kind.to_string()
}

/// Where a publication stands among all: the day of its decision, then the order of arrival.
fn rank(publication: &Publication) -> Option<u64> {
    let day = CivilDate::parse(&publication.decision.decided_date).ok()?;
    Some(first_rank(day) | (publication.serial.cast_unsigned() & SERIALS))
}

fn first_rank(day: CivilDate) -> u64 {
    let epoch = CivilDate::ymd(1900, 1, 1).map_or(0, |first| first.days_until(day));
    u64::try_from(epoch).unwrap_or(0) << 40
}
