//! Files in and out: uploads, imports, exports.
//!
//! A file comes in pieces and is kept for seven days, for its owner only. An import or export is an operation that workers
//! share ([`Worker`]); it reads columns that are plain data (`tables`), and what it finds becomes one proposed change or a
//! list of what is wrong with each row.

mod cells;
mod draft;
mod errors_sheet;
mod export;
mod files;
mod form;
mod heading;
mod import;
mod laws;
mod layout;
mod limits;
mod operations;
mod parse;
#[cfg(test)]
mod round_trip;
mod row_error;
mod silent;
mod spread;
mod start;
mod table;
mod tables;
mod threads;
mod upload;
mod worker;

pub(crate) use export::file_name;
pub(crate) use form::form;
pub(crate) use layout::Layout;
pub(crate) use limits::{LARGEST_PIECE, LONGEST_NAME};
pub(crate) use operations::{Kind, Line, Start};
pub(crate) use upload::{Piece, Upload};
pub use worker::{Desk, Worker};
