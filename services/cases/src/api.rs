//! The contract's messages into acts, and cases back.

mod account;
mod acts;
mod assistance;
mod cases;
mod concurrence;
mod deadlines;
mod decision;
mod discretion;
mod disposal;
mod evidence;
mod execution;
mod exhibits;
mod feed;
mod file;
mod filter;
mod finding;
mod handover;
mod hearing;
mod history;
mod inspecting;
mod inspection;
mod interview;
mod issuing;
mod jurisdiction;
mod leads;
mod measure;
mod meeting;
mod methods;
mod offline;
mod offsite;
pub(crate) mod parse;
mod party;
mod past;
mod payment;
mod penalty;
mod presentation;
mod preservation;
mod public_notice;
mod recusal;
mod referral;
mod register;
mod remedy;
mod serving;
mod signature;
mod summary;
mod suspension;
mod tasks;
mod testing;
mod timeline;
mod transcript;
pub(crate) mod uploads;
pub(crate) mod view;

pub use acts::Acts;
pub use cases::Cases;
pub use feed::FeedApi;
pub use leads::Leads;
pub use offline::Offline;
pub use party::Party;
pub use payment::Payments;
pub use presentation::Presenting;
pub use register::Register;
pub use signature::Signatures;
pub(crate) use transcript::shown::divided;

/// Permission, or scope, to read cases.
const READ: &str = "cases.read";
/// Scope to follow the feed.
const FEED: &str = "cases.feed";

/// A case as the audit log names it.
fn object(case_id: &str) -> String {
    format!("cases/{case_id}")
}
