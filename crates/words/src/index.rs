//! An index on local disk: one writer, any number of readers, and how far it has come in every commit.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::schema::Schema;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError};

/// Memory of the writer, in bytes, while documents gather.
const WRITER: usize = 48 * 1024 * 1024;

/// Trouble with an index. It can always be made anew.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Whatever the engine says.
    #[error("search index")]
    Engine(#[from] TantivyError),
    /// The folder.
    #[error("folder of the search index")]
    Folder(#[from] std::io::Error),
    /// Something that the index cannot hold, or does not hold as it should.
    #[error("the index cannot hold {0}")]
    Unfit(String),
}

/// What work on an index gives.
pub type Indexed<T> = Result<T, IndexError>;

/// Where an index lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a folder of its own.
    Folder(PathBuf),
    /// In memory: empty at each start.
    Memory,
}

/// An index, open. Cheap to clone; reading and writing go on at the same time.
#[derive(Clone)]
pub struct Index {
    form: &'static str,
    reader: IndexReader,
    writer: Arc<Mutex<IndexWriter>>,
    place: Place,
}

impl Place {
    /// The folder; an empty path is memory.
    pub fn at(folder: &Path) -> Self {
        if folder.as_os_str().is_empty() {
            Self::Memory
        } else {
            Self::Folder(folder.to_owned())
        }
    }

    /// Throws away what is there, and nothing else: an index has files, no folders.
    pub fn wipe(&self) -> Indexed<()> {
        let Self::Folder(folder) = self else {
            return Ok(());
        };
        std::fs::create_dir_all(folder)?;
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

impl Index {
    /// Opens the index at a place. One that cannot be opened, or is of another form or schema, is thrown away and begun anew.
    /// `form` names the form with its number, without blanks: `yifa.disclosure.search.2`.
    pub fn open(place: &Place, form: &'static str, schema: &Schema) -> Indexed<Self> {
        match Self::try_open(place, form, schema) {
            Ok(index) => Ok(index),
            // Somebody else writes to it: that is no damage, and to wipe it would be.
            Err(IndexError::Engine(TantivyError::LockFailure(lock, why))) => {
                Err(IndexError::Engine(TantivyError::LockFailure(lock, why)))
            }
            Err(error) => {
                tracing::warn!(%error, "the search index cannot be opened and is made anew");
                place.wipe()?;
                Self::try_open(place, form, schema)
            }
        }
    }

    fn try_open(place: &Place, form: &'static str, schema: &Schema) -> Indexed<Self> {
        let index = match place {
            Place::Memory => tantivy::Index::create_in_ram(schema.clone()),
            Place::Folder(folder) => {
                std::fs::create_dir_all(folder)?;
                if folder.join("meta.json").exists() {
                    tantivy::Index::open_in_dir(folder)?
                } else {
                    tantivy::Index::create_in_dir(folder, schema.clone())?
                }
            }
        };
        let payload = index.load_metas()?.payload;
        let is_ours = payload.is_none_or(|payload| after_form(&payload, form).is_some());
        if index.schema() != *schema || !is_ours {
            return Err(IndexError::Unfit("what another form holds".to_owned()));
        }
        let writer = index.writer_with_num_threads(1, WRITER)?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            form,
            reader,
            writer: Arc::new(Mutex::new(writer)),
            place: place.clone(),
        })
    }

    /// Where it lies.
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// How far it has come, as the last commit said; none when it holds nothing yet.
    pub fn position(&self) -> Indexed<Option<String>> {
        let payload = self.writer().index().load_metas()?.payload;
        Ok(payload.and_then(|payload| after_form(&payload, self.form).map(str::to_owned)))
    }

    /// Forgets everything.
    pub fn clear(&self) -> Indexed<()> {
        let mut writer = self.writer();
        writer.delete_all_documents()?;
        writer.commit()?;
        drop(writer);
        Ok(self.reader.reload()?)
    }

    /// Adds and deletes documents; nobody sees it before [`Index::commit`], and nothing of it stays if `work` fails.
    pub fn write(&self, work: impl FnOnce(&IndexWriter) -> Indexed<()>) -> Indexed<()> {
        let mut writer = self.writer();
        let worked = work(&writer);
        if worked.is_err() {
            writer.rollback()?;
        }
        worked
    }

    /// Makes everything that was written visible, and remembers how far it has come: all or nothing.
    pub fn commit(&self, position: &str) -> Indexed<()> {
        let mut writer = self.writer();
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&format!("{} {position}", self.form));
        commit.commit()?;
        drop(writer);
        Ok(self.reader.reload()?)
    }

    /// Forgets what was written and not committed.
    pub fn roll_back(&self) -> Indexed<()> {
        self.writer().rollback()?;
        Ok(())
    }

    /// What can be searched now; later commits do not change it.
    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    fn writer(&self) -> MutexGuard<'_, IndexWriter> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index")
            .field("form", &self.form)
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

/// What a payload says after its form; none when it is of another form.
fn after_form<'a>(payload: &'a str, form: &str) -> Option<&'a str> {
    let (found, rest) = payload.split_once(' ')?;
    (found == form).then_some(rest)
}

#[cfg(test)]
mod tests {
    use tantivy::TantivyDocument;
    use tantivy::collector::Count;
    use tantivy::schema::{Field, STRING};

    use super::*;
    use crate::{Phrase, all, bare_text, phrased, placed_text, tokens};

    struct Texts {
        index: Index,
        pairs: Field,
        single: Field,
    }

    fn schema() -> (Schema, Field, Field) {
        let mut schema = Schema::builder();
        let pairs = schema.add_text_field("pairs", placed_text());
        let single = schema.add_text_field("single", bare_text());
        (schema.build(), pairs, single)
    }

    impl Texts {
        fn open(place: &Place) -> Self {
            let (schema, pairs, single) = schema();
            let index = Index::open(place, "test.1", &schema).unwrap();
            Self {
                index,
                pairs,
                single,
            }
        }

        fn add(&self, text: &str) {
            self.index
                .write(|writer| {
                    let mut document = TantivyDocument::default();
                    document.add_pre_tokenized_text(self.pairs, tokens::pairs(text));
                    document.add_pre_tokenized_text(self.single, tokens::singles(text));
                    writer.add_document(document)?;
                    Ok(())
                })
                .unwrap();
        }

        fn count(&self, words: &str) -> usize {
            let phrases = Phrase::all("words", words).unwrap();
            let query = all(phrases
                .iter()
                .map(|phrase| phrased(phrase, self.pairs, self.single))
                .collect());
            self.index.searcher().search(&query, &Count).unwrap()
        }
    }

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("yifa-words-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn words_are_found_whatever_their_width_case_and_signs() {
        let texts = Texts::open(&Place::Memory);
        texts.add("「ＡＢＣ」燃气，使用３０００元");
        texts.index.commit("1").unwrap();
        for words in ["abc", "ａＢｃ", "燃气", "燃气 使用3000", "元", "『燃气』"] {
            assert_eq!(texts.count(words), 1, "{words}");
        }
        for words in ["气使", "燃气 电力", "bca"] {
            assert_eq!(texts.count(words), 0, "{words}");
        }
    }

    #[test]
    fn what_was_not_committed_is_not_there_after_a_kill() {
        let folder = folder("kill");
        let place = Place::at(&folder);
        let texts = Texts::open(&place);
        texts.add("燃气");
        texts.index.commit("7").unwrap();
        texts.add("电力");
        assert_eq!(texts.count("电力"), 0);
        drop(texts);
        let again = Texts::open(&place);
        assert_eq!(again.index.position().unwrap().as_deref(), Some("7"));
        assert_eq!((again.count("燃气"), again.count("电力")), (1, 0));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_broken_index_or_one_of_another_form_begins_anew() {
        let folder = folder("broken");
        let place = Place::at(&folder);
        let texts = Texts::open(&place);
        texts.add("燃气");
        texts.index.commit("7").unwrap();
        drop(texts);
        let (schema, ..) = schema();
        let other = Index::open(&place, "test.2", &schema).unwrap();
        assert_eq!(other.position().unwrap(), None);
        other.commit("1").unwrap();
        drop(other);
        std::fs::write(folder.join("meta.json"), b"{").unwrap();
        let again = Texts::open(&place);
        assert_eq!(again.index.position().unwrap(), None);
        again.index.commit("1").unwrap();
        drop(again);
        let mut other = Schema::builder();
        other.add_text_field("other", STRING);
        let again = Index::open(&place, "test.1", &other.build()).unwrap();
        assert_eq!(again.position().unwrap(), None);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn an_index_that_somebody_writes_to_is_left_alone() {
        let folder = folder("locked");
        let place = Place::at(&folder);
        let texts = Texts::open(&place);
        texts.add("燃气");
        texts.index.commit("7").unwrap();
        let (schema, ..) = schema();
        assert!(Index::open(&place, "test.1", &schema).is_err());
        assert_eq!(texts.count("燃气"), 1);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn work_that_fails_leaves_nothing_behind() {
        let texts = Texts::open(&Place::Memory);
        let failed = texts.index.write(|writer| {
            let mut document = TantivyDocument::default();
            document.add_pre_tokenized_text(texts.pairs, tokens::pairs("燃气"));
            writer.add_document(document)?;
            Err(IndexError::Unfit("anything".to_owned()))
        });
        assert!(failed.is_err());
        texts.index.commit("1").unwrap();
        assert_eq!(texts.count("燃气"), 0);
    }

    proptest::proptest! {
        #[test]
        fn every_two_characters_of_a_text_find_it(text in "[燃气安全使用单位AbＣ１2，。「」 ]{2,40}") {
            let texts = Texts::open(&Place::Memory);
            texts.add(&text);
            texts.add("无关");
            texts.index.commit("1").unwrap();
            let characters: Vec<char> = text.chars().collect();
            for pair in characters.windows(2) {
                let words: String = pair.iter().collect();
                if !Phrase::all("words", &words).unwrap().is_empty() {
                    proptest::prop_assert_eq!(texts.count(&words), 1, "{}", words);
                }
            }
        }
    }
}
