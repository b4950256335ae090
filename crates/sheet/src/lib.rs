//! Workbooks (XLSX) and CSV files in and out: read row by row within bounds that are checked before anything is unpacked,
//! written without formulas.
//!
//! What is read is text as it would be typed: a date is `2026-11-22`, a number keeps all its digits. A cell that cannot be
//! read so (a formula, a number that has lost digits) does not spoil the file: it comes as [`Cell::Bad`] and the reader of
//! the row says what that means.

pub mod archive;
mod delimited;
mod injection;
mod limits;
mod read;
mod refused;
mod workbook;
mod write;

pub use limits::Limits;
pub use read::{BadCell, Cell, Heard, Row, Stop, column_name, read};
pub use refused::Refused;
pub use write::{
    CsvWriter, NotWritten, Sheet, Width, Writer, XlsxWriter, workbook as write_workbook,
};
