//! Case handling on a real database, called over gRPC within the process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod account;
mod acts;
mod afresh;
mod back_entry;
mod bank;
mod between;
mod calendar;
mod clock;
mod competence;
mod correction;
mod deadlines;
mod decision;
mod disclosure;
mod discretion;
mod elements;
mod features;
mod finding;
mod inspecting;
mod leads;
mod malformed;
mod measures;
mod merged;
mod migrating;
mod numbers;
mod office;
mod proof;
mod reading;
mod rebuilt;
mod refusals;
mod replica;
mod requests;
mod snapshots;
mod spot;
mod stories;
mod tasks;
mod timeline;
mod tried;
mod visibility;
