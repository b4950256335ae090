//! The index itself.

use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use calendar::CivilDate;
use contract::disclosure::v1::PublicDecision;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{AllQuery, BooleanQuery, Occur, PhraseQuery, RangeQuery, TermQuery};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{Index, IndexReader, IndexWriter, Order, ReloadPolicy, TantivyDocument, Term};

use super::{Found, Phrase, Query, tokens};
use crate::publication::Publication;

/// The lower part of a rank: the serial of a publication.
pub(super) const SERIALS: u64 = (1 << 40) - 1;
/// Memory of the writer, in bytes, while documents gather.
const WRITER: usize = 48 * 1024 * 1024;
/// Form of the index: another one is thrown away.
const FORM: &str = "yifa.disclosure.search.1";

/// Trouble with the index. It can always be made anew.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Whatever the engine says.
    #[error("search index")]
    Engine(#[from] tantivy::TantivyError),
    /// The folder.
    #[error("folder of the search index")]
    Folder(#[from] std::io::Error),
    /// The day of a decision cannot be read.
    #[error("the index cannot hold publication {0}")]
    Unfit(String),
}

type Indexed<T> = Result<T, IndexError>;

/// The index, open. Cheap to clone; reading and writing go on at the same time.
#[derive(Clone)]
pub struct Finder {
    fields: Fields,
    reader: IndexReader,
    writer: Arc<Mutex<IndexWriter>>,
    folder: PathBuf,
}

#[derive(Clone, Copy)]
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
        format!("{FORM} {} {}", self.change, self.instance)
    }

    fn read(payload: &str) -> Option<Self> {
        let mut parts = payload.strip_prefix(FORM)?.split_whitespace();
        Some(Self {
            change: parts.next()?.parse().ok()?,
            instance: parts.next()?.to_owned(),
        })
    }
}

impl Finder {
    /// Opens the index in a folder; one that cannot be opened is thrown away and begun anew.
    pub fn open(folder: &Path) -> Indexed<Self> {
        std::fs::create_dir_all(folder)?;
        match Self::try_open(folder) {
            Ok(finder) => Ok(finder),
            // Somebody else writes to it: that is no damage, and to wipe it would be.
            Err(IndexError::Engine(tantivy::TantivyError::LockFailure(lock, why))) => Err(
                IndexError::Engine(tantivy::TantivyError::LockFailure(lock, why)),
            ),
            Err(error) => {
                tracing::warn!(%error, "the search index cannot be opened and is made anew");
                wipe(folder)?;
                Self::try_open(folder)
            }
        }
    }

    fn try_open(folder: &Path) -> Indexed<Self> {
        let (schema, fields) = schema();
        let index = if folder.join("meta.json").exists() {
            Index::open_in_dir(folder)?
        } else {
            Index::create_in_dir(folder, schema.clone())?
        };
        if index.schema() != schema {
            return Err(IndexError::Unfit("of an older form".to_owned()));
        }
        let writer = index.writer_with_num_threads(1, WRITER)?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            fields,
            reader,
            writer: Arc::new(Mutex::new(writer)),
            folder: folder.to_owned(),
        })
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where it stands; none when it holds nothing yet.
    pub(super) fn position(&self) -> Indexed<Option<Position>> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let payload = writer.index().load_metas()?.payload;
        Ok(payload.as_deref().and_then(Position::read))
    }

    /// Forgets everything.
    pub(super) fn clear(&self) -> Indexed<()> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.delete_all_documents()?;
        writer.commit()?;
        drop(writer);
        Ok(self.reader.reload()?)
    }

    /// Takes publications over as they stand now, and remembers how far it has come: all or nothing.
    pub(super) fn take(&self, publications: &[Publication], position: &Position) -> Indexed<()> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        for publication in publications {
            let serial = publication.serial.cast_unsigned();
            writer.delete_term(Term::from_field_u64(self.fields.serial, serial));
            if publication.state == crate::publication::State::Published {
                writer.add_document(self.fields.document(publication)?)?;
            }
        }
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&position.write());
        commit.commit()?;
        drop(writer);
        Ok(self.reader.reload()?)
    }

    /// Finds a page of at most `limit`, newest decision first, after a rank.
    pub fn find(&self, query: &Query, after: Option<u64>, limit: usize) -> Indexed<Found> {
        let searcher = self.reader.searcher();
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

impl std::fmt::Debug for Finder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finder")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
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
            super::plain_number(&decision.document_number),
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
        if clauses.is_empty() {
            clauses.push(Box::new(AllQuery));
        }
        BooleanQuery::new(
            clauses
                .into_iter()
                .map(|clause| (Occur::Must, clause))
                .collect(),
        )
    }
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let text = |option| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_fieldnorms(false)
                .set_index_option(option),
        )
    };
    let phrases = || text(IndexRecordOption::WithFreqsAndPositions);
    let bare = || text(IndexRecordOption::Basic);
    let fields = Fields {
        words: schema.add_text_field("words", phrases()),
        single: schema.add_text_field("single", bare()),
        party: schema.add_text_field("party", phrases()),
        party_single: schema.add_text_field("party_single", bare()),
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

fn phrased(phrase: &Phrase, pairs: Field, single: Field) -> Box<dyn tantivy::query::Query> {
    let texts: Vec<String> = phrase
        .0
        .windows(2)
        .map(|pair| pair.iter().collect())
        .collect();
    match texts.as_slice() {
        [] => term(single, &phrase.0.iter().collect::<String>()),
        [pair] => term(pairs, pair),
        many => {
            let terms = many.iter().map(|pair| Term::from_field_text(pairs, pair));
            Box::new(PhraseQuery::new(terms.collect()))
        }
    }
}

fn term(field: Field, value: &str) -> Box<dyn tantivy::query::Query> {
    let term = Term::from_field_text(field, value);
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
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

/// Throws away what is in the folder, and nothing else: an index has files, no folders.
pub(super) fn wipe(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
