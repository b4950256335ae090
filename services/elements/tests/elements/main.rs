//! The element centre on a real database, called over gRPC within the process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod adopting;
mod bitemporal;
mod bulk;
mod bundles;
mod centre;
mod changes;
mod competence;
mod feed;
mod filters;
mod find;
mod large_changes;
mod laws;
mod malformed;
mod merging;
mod pages;
mod parameters;
mod references;
mod registries;
mod requests;
mod rights;
mod scale;
mod seed;
mod start;
mod time_axes;
mod transfer;
mod transfer_bad_input;
mod transfer_desk;
mod transfer_laws;
mod transfer_uploads;
