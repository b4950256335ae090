//! Case handling on a real database, called over gRPC within the process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]
#![expect(
    clippy::large_futures,
    reason = "a case has many parts, and a test holds whole cases"
)]

mod account;
mod acts;
mod afresh;
mod ahead;
mod as_seen;
mod back_entry;
mod bank;
mod beside;
mod between;
mod calendar;
mod catalogue;
mod clock;
mod commands;
mod competence;
mod correction;
mod deadlines;
mod decision;
mod disclosure;
mod discretion;
mod documents;
mod elements;
mod evidence;
mod features;
mod finding;
mod inspecting;
mod interview;
mod leads;
mod malformed;
mod mailing;
mod measures;
mod merged;
mod migrating;
mod numbers;
mod office;
mod offline;
mod offline_orders;
mod offsite;
mod party;
mod phone;
mod presentation;
mod preservation;
mod proof;
mod public_notice;
mod reading;
mod rebuilt;
mod recorded;
mod recusal;
mod refusals;
mod replica;
mod requests;
mod seals;
mod serving;
mod snapshots;
mod spot;
mod stories;
mod suspension;
mod tasks;
mod testing;
mod timeline;
mod transcripts;
mod tried;
mod uploads;
mod visibility;
mod whole_file;
