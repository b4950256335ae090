//! The file that was exported last, while its pieces are read: bound once and not once for each piece.

use std::sync::{Arc, Mutex, PoisonError};

use cases_domain::CaseId;
use contract::cases::v1 as proto;

use crate::uploads::Room;

/// What is exported, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Who reads it (principal).
    pub(crate) principal: String,
    /// The case.
    pub(crate) case_id: CaseId,
    /// Whether it is the archive; otherwise the PDF.
    pub(crate) zip: bool,
    /// SM3 over what the file holds.
    pub(crate) file_sm3: String,
}

/// A file as it was bound.
#[derive(Debug)]
pub(crate) struct Made {
    /// The whole.
    pub(crate) bytes: Vec<u8>,
    /// SM3 of the whole.
    pub(crate) sm3: String,
    /// Its catalogue.
    pub(crate) entries: Vec<proto::FileEntry>,
    /// Pages, as the catalogue counts them.
    pub(crate) pages: i32,
    /// Files of evidence that did not go along.
    pub(crate) left_out: Vec<String>,
}

/// The last file that was bound: one, so that memory is bounded; another is bound anew for each piece at the worst.
#[derive(Debug, Clone, Default)]
pub(crate) struct Exported {
    last: Arc<Mutex<Option<(Wanted, Arc<Made>)>>>,
    room: Room,
}

impl Exported {
    /// Room for files that are gathered and bound: a few at a time are in memory whole.
    pub(crate) const fn room(&self) -> &Room {
        &self.room
    }

    /// The file, if it is the last one that was bound.
    pub(crate) fn of(&self, wanted: &Wanted) -> Option<Arc<Made>> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let found = last.as_ref().filter(|(of, _)| of == wanted);
        found.map(|(_, made)| Arc::clone(made))
    }

    /// Keeps a file of which pieces are yet to be read.
    pub(crate) fn keep(&self, wanted: Wanted, made: Arc<Made>) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((wanted, made));
    }

    /// Forgets the file: its last piece was read.
    pub(crate) fn forget(&self, wanted: &Wanted) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref().is_some_and(|(of, _)| of == wanted) {
            *last = None;
        }
    }
}
