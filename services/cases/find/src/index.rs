//! The index itself: what is written into it, and where it stands.

use uuid::Uuid;
use words::{Index, Indexed, Place, Position, Shelved};

use crate::document::Entry;
use crate::newest;
use crate::query::{Eyes, Found, Query};
use crate::schema::{FORM, Fields, schema};

/// The index, open. Cheap to clone; reading and writing go on at the same time.
#[derive(Debug, Clone)]
pub struct Finder {
    fields: Fields,
    index: Index,
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
    pub fn position(&self) -> Indexed<Option<Position>> {
        Ok(self.index.position()?.as_deref().and_then(Position::read))
    }

    /// Forgets everything.
    pub fn clear(&self) -> Indexed<()> {
        self.index.clear()
    }

    /// Takes over cases that it does not hold; nobody sees it before [`Finder::commit`]. An index that is made anew is filled by
    /// this: looking for what each case would replace takes longer than writing it.
    pub fn add(&self, entries: &[Entry]) -> Indexed<()> {
        self.index.write(|writer| {
            for entry in entries {
                writer.add_document(entry.document(&self.fields))?;
            }
            Ok(())
        })
    }

    /// Takes over cases as they are now; nobody sees it before [`Finder::commit`].
    pub fn write(&self, entries: &[Entry]) -> Indexed<()> {
        self.index.write(|writer| {
            for entry in entries {
                writer.delete_term(entry.key(&self.fields));
                writer.add_document(entry.document(&self.fields))?;
            }
            Ok(())
        })
    }

    /// Shows what was written, and remembers how far it has come: all or nothing.
    pub fn commit(&self, position: &Position) -> Indexed<()> {
        self.index.commit(&position.write())
    }

    /// Forgets what was written and not committed.
    pub fn roll_back(&self) -> Indexed<()> {
        self.index.roll_back()
    }

    /// Finds a page of at most `limit` cases, newest first, after a case.
    pub fn find(
        &self,
        query: &Query,
        eyes: &Eyes,
        after: Option<Uuid>,
        limit: usize,
    ) -> Indexed<Found> {
        let searcher = self.index.searcher();
        let clauses = query.clauses(eyes, &self.fields);
        newest::find(&searcher, &self.fields, &clauses, after, limit)
    }
}
