//! The index itself: what is written into it, and what is read out of it by place.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use prost::Message;
use tantivy::collector::DocSetCollector;
use tantivy::schema::{Field, IndexRecordOption, Value as _};
use tantivy::{DocAddress, DocSet as _, Searcher, TERMINATED, TantivyDocument, Term};
use words::{Index, IndexError, Indexed, Place, Position, Shelved};

use crate::collect::Sieve;
use crate::documents::{self, Held, LawHead};
use crate::schema::{FORM, Fields, Kind, place, schema};
use elements_domain::Registry;

/// The index, open. Cheap to clone; reading and writing go on at the same time.
#[derive(Debug, Clone)]
pub struct Finder {
    pub(crate) fields: Fields,
    pub(crate) index: Index,
    /// Every version of every law, in memory: citations are resolved against titles.
    laws: Arc<RwLock<Arc<Vec<LawHead>>>>,
    laws_changed: Arc<AtomicBool>,
}

impl Shelved for Finder {
    fn open(place: &Place) -> Indexed<Self> {
        let (schema, fields) = schema();
        let finder = Self {
            fields,
            index: Index::open(place, FORM, &schema)?,
            laws: Arc::default(),
            laws_changed: Arc::default(),
        };
        finder.read_laws()?;
        Ok(finder)
    }
}

impl Finder {
    /// Where it stands; none when it holds nothing yet.
    pub fn position(&self) -> Indexed<Option<Position>> {
        Ok(self.index.position()?.as_deref().and_then(Position::read))
    }

    /// Forgets everything.
    pub fn clear(&self) -> Indexed<()> {
        self.index.clear()?;
        self.read_laws()
    }

    /// Takes over elements as they are now known; nobody sees it before [`Finder::commit`]. Answers the number of documents.
    pub fn write<'a>(
        &self,
        changes: impl IntoIterator<Item = &'a proto::ElementChanged>,
    ) -> Indexed<usize> {
        let mut written = 0;
        self.index.write(|writer| {
            for change in changes {
                let Some(key) = documents::key(change) else {
                    continue;
                };
                let of_element = Term::from_field_text(self.fields.element, &key.aggregate_id());
                writer.delete_term(of_element);
                if key.registry == Registry::Law {
                    self.laws_changed.store(true, Ordering::Release);
                }
                for document in documents::documents(&self.fields, &key, change) {
                    writer.add_document(document)?;
                    written += 1;
                }
            }
            Ok(())
        })?;
        Ok(written)
    }

    /// Shows what was written, and remembers how far it has come.
    pub fn commit(&self, position: &Position) -> Indexed<()> {
        self.index.commit(&position.write())?;
        if self.laws_changed.swap(false, Ordering::AcqRel) {
            self.read_laws()?;
        }
        Ok(())
    }

    /// Forgets what was written and not committed.
    pub fn roll_back(&self) -> Indexed<()> {
        self.index.roll_back()
    }

    /// Every version of every law, without articles.
    pub(crate) fn laws(&self) -> Arc<Vec<LawHead>> {
        Arc::clone(&self.laws.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// An article as it is in force on a day.
    pub(crate) fn article(
        &self,
        searcher: &Searcher,
        (law_id, article, suffix): (&str, i32, i32),
        on: u64,
    ) -> Indexed<Option<proto::ArticleHit>> {
        let at = place(law_id, article, suffix);
        let sieve = Sieve::of(Kind::Article, on);
        let found = first(searcher, (self.fields.place, &at), sieve, 1)?;
        let mut hits = self.read_all(searcher, &found)?;
        Ok(hits.pop())
    }

    /// What the answers of documents are made of.
    pub(crate) fn read_all<M: Message + Default>(
        &self,
        searcher: &Searcher,
        addresses: &[DocAddress],
    ) -> Indexed<Vec<M>> {
        addresses
            .iter()
            .map(|address| self.read(searcher, *address))
            .collect()
    }

    /// What the answer of a document is made of.
    pub(crate) fn read<M: Message + Default>(
        &self,
        searcher: &Searcher,
        address: DocAddress,
    ) -> Indexed<M> {
        let document: TantivyDocument = searcher.doc(address)?;
        let body = document
            .get_first(self.fields.body)
            .and_then(|value| value.as_bytes())
            .and_then(|bytes| M::decode(bytes).ok());
        body.ok_or_else(|| IndexError::Unfit("a document without body".to_owned()))
    }

    fn read_laws(&self) -> Indexed<()> {
        let searcher = self.index.searcher();
        let of_laws = self.fields.of_kind(Kind::Law);
        let mut addresses: Vec<DocAddress> = searcher
            .search(of_laws.as_ref(), &DocSetCollector)?
            .into_iter()
            .collect();
        addresses.sort_unstable();
        let mut laws: Vec<LawHead> = self.read_all(&searcher, &addresses)?;
        laws.sort_by(|one, other| {
            let key = |law: &LawHead| {
                let hit = law.hit.clone().unwrap_or_default();
                (hit.law_id, hit.valid_from)
            };
            key(one).cmp(&key(other))
        });
        *self.laws.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(laws);
        Ok(())
    }
}

/// The first documents with exactly this value. Segments without it cost nothing: many places are looked up for one answer.
pub(crate) fn first(
    searcher: &Searcher,
    (field, value): (Field, &str),
    sieve: Sieve,
    limit: usize,
) -> Indexed<Vec<DocAddress>> {
    let term = Term::from_field_text(field, value);
    let mut found = Vec::new();
    for (at, segment) in (0..).zip(searcher.segment_readers()) {
        let inverted = segment.inverted_index(field)?;
        let postings = inverted.read_postings(&term, IndexRecordOption::Basic);
        let Some(mut postings) = postings.map_err(tantivy::TantivyError::from)? else {
            continue;
        };
        let sieve = sieve.in_segment(segment)?;
        let orders = segment
            .fast_fields()
            .column_first_or_default::<u64>("order")?;
        let mut doc = postings.doc();
        while doc != TERMINATED {
            if !segment.is_deleted(doc) && sieve.lets(doc) {
                found.push((orders.get_val(doc), DocAddress::new(at, doc)));
            }
            doc = postings.advance();
        }
    }
    found.sort_unstable();
    found.truncate(limit);
    Ok(found.into_iter().map(|(_, address)| address).collect())
}

impl Held {
    /// The item that is held.
    pub(crate) fn item(self) -> Option<(proto::Item, String)> {
        match self.element?.body? {
            Body::Item(item) => Some((item, self.valid_from)),
            _ => None,
        }
    }

    /// The standard that is held.
    pub(crate) fn standard(self) -> Option<proto::Standard> {
        match self.element?.body? {
            Body::Standard(standard) => Some(standard),
            _ => None,
        }
    }

    /// The typical case that is held.
    pub(crate) fn typical_case(self) -> Option<proto::TypicalCase> {
        match self.element?.body? {
            Body::TypicalCase(case) => Some(case),
            _ => None,
        }
    }
}
