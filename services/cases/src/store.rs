//! Cases in PostgreSQL: one statement loads what an act is judged on (two, where it names what has surroundings), one writes it, the
//! rest read.

mod account;
mod agencies;
mod bank;
mod bank_day;
mod certificate;
mod clock;
mod due;
mod file;
mod letter;
mod list;
mod load;
mod officers;
mod offline;
mod paper;
mod party;
mod read;
mod receipt;
mod register;
mod replayed;
mod replica;
mod save;
mod settlement;
mod task;
mod transcript;
pub(crate) mod upload;
mod visit;
mod weighing;

use calendar::CivilDate;
use cases_domain::Case;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use feed::Hash;
use refusal::Fault;

pub(crate) use account::revenue;
pub(crate) use agencies::agencies_above;
pub(crate) use bank::{
    BankPayment, ParkedPlace, State, Taken, Told, bank_payment, conclude, hear, noticed, park,
    parked, propose,
};
pub(crate) use bank_day::{DayRow, Named, day_filed, day_rows, file_day};
pub use certificate::HandOnFile;
pub(crate) use certificate::{
    CertificateRow, HandRow, agency_on, hand, hands, is_drawn, keep_certificate, keep_hand,
    newest_certificate, officer_on, published_certificates,
};
pub use clock::Stuck;
pub(crate) use clock::{
    Counted, Place, counted, forget_troubles, lead, next_moment, note_counted, note_trouble,
    open_places, run_out, running_over, stuck, troubles, whole,
};
pub(crate) use due::{DueFilter, DueRow, Reach, list_due};
pub(crate) use file::{
    committed_after as committed_files, file, intend as intend_file, is_whole as file_is_whole,
    remove_one as remove_file,
};
pub(crate) use letter::{
    Answered, Letter, New, Unsent, answer_letter, defer_letter, letters_of, note_letter,
    take_letters, unnoted_letters, write_letters,
};
pub(crate) use list::{Filter, Viewer, list};
pub(crate) use load::{Element, Surroundings, Wanted, around, load};
pub(crate) use officers::officer_names;
pub(crate) use offline::{
    Command, CommandFilter, CommandPlace, CommandState, Predecessor, accept_command, commands,
    expire_commands, forget_contents, list_commands, predecessors, ready_command, receive_command,
    settle_command, waiting_commands,
};
pub(crate) use paper::{named as named_elements, wordings};
pub(crate) use party::{
    Session, code, count_code, count_try, end_session, keep_code, open_session, session as party_session,
};
pub(crate) use read::{by_code, by_number, cases_after, chained, get, get_all};
pub(crate) use receipt::is_receipt_conflict;
pub(crate) use register::{
    Registered, add as add_filing, is_register_conflict, registered, unregistered,
};
pub(crate) use replayed::{changed_by_others, is_case_conflict, is_taken};
pub(crate) use replica::{
    Replaced, calendar_at, calendars, clear, digest, merged_with, packs, packs_at, replace,
};
pub(crate) use save::{Issued, Writing, parts, write};
pub(crate) use settlement::{
    Settlement, clear_settlements, note_settlements, settled, settlements,
};
pub(crate) use task::{TaskFilter, TaskPlace, Waiting, count, tasks};
pub(crate) use transcript::{
    Asking, Concluding, Draft, discard_draft, draft, drafts, questionings, save_draft,
    start_draft,
};
pub(crate) use visit::{Visit, visits};
pub(crate) use weighing::{Alike, Decided, Moment, newest, party_class, spread, weighable};

/// A case as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    /// The case.
    pub(crate) case: Case,
    /// Its version: how many events it has.
    pub(crate) version: i64,
    /// When it was opened.
    pub(crate) created_at: DateTime<Utc>,
    /// When it last changed.
    pub(crate) updated_at: DateTime<Utc>,
}

/// A case as it is kept, with the end of its hash chain.
#[derive(Debug, Clone)]
pub(crate) struct Chained {
    /// The case.
    pub(crate) stored: Stored,
    /// Hash of its newest event.
    pub(crate) head: Hash,
}

/// Data of ours that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("unreadable {what} in the database")]
struct Unreadable {
    what: &'static str,
}

fn unreadable(what: &'static str) -> Fault {
    Fault::internal(Unreadable { what })
}

pub(crate) fn read_date(date: NaiveDate) -> Result<CivilDate, Fault> {
    CivilDate::ymd(date.year(), date.month(), date.day()).ok_or_else(|| unreadable("date"))
}
