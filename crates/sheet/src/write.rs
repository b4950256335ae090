//! Writing XLSX and CSV: texts only, never formulas.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::injection;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// A text is longer than a workbook's cell may be (32,767 characters).
    #[error("a cell of row {0} is too long for a workbook")]
    CellTooLong(u32),
    /// More rows than a sheet has.
    #[error("more rows than a sheet has")]
    TooManyRows,
    /// It could not be put together.
    #[error("the workbook could not be put together")]
    Workbook(#[source] XlsxError),
    /// It could not be put together.
    #[error("the file could not be put together")]
    Csv(#[source] csv::Error),
}

/// Takes rows in order and gives a file.
pub trait Writer {
    /// Writes the next row.
    fn row(&mut self, cells: &[String]) -> Result<(), NotWritten>;

    /// The file.
    fn finish(self: Box<Self>) -> Result<Vec<u8>, NotWritten>;
}

/// Width of a column, in characters of the usual font.
pub type Width = f64;

/// One sheet of a small workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Name of the sheet.
    pub name: String,
    /// Rows, the first of which is the heading.
    pub rows: Vec<Vec<String>>,
    /// Widths of the columns, from the first.
    pub widths: Vec<Width>,
}

/// A workbook of one sheet, written row by row in little memory.
pub struct XlsxWriter {
    workbook: Workbook,
    sheet: Worksheet,
    next: u32,
    heading: Format,
    text: Format,
}

/// A CSV file in UTF-8 with a byte order mark, by which spreadsheets recognise it.
pub struct CsvWriter(csv::Writer<Vec<u8>>);

impl XlsxWriter {
    /// A workbook with one sheet of this name.
    pub fn new(name: &str) -> Result<Self, NotWritten> {
        let mut workbook = Workbook::new();
        // Rows go to a temporary file as they come. Where there is no place for one, they are kept in memory.
        let mut sheet = workbook
            .new_worksheet_with_constant_memory()
            .unwrap_or_else(|_| Worksheet::new());
        sheet
            .set_name(name)
            .map_err(NotWritten::Workbook)?
            .set_freeze_panes(1, 0)
            .map_err(NotWritten::Workbook)?;
        Ok(Self {
            workbook,
            sheet,
            next: 0,
            heading: heading_format(),
            text: text_format(),
        })
    }
}

impl Writer for XlsxWriter {
    fn row(&mut self, cells: &[String]) -> Result<(), NotWritten> {
        let format = if self.next == 0 {
            &self.heading
        } else {
            &self.text
        };
        write_row(&mut self.sheet, self.next, cells, format)?;
        self.next += 1;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<u8>, NotWritten> {
        let Self {
            mut workbook,
            sheet,
            ..
        } = *self;
        workbook.push_worksheet(sheet);
        workbook.save_to_buffer().map_err(NotWritten::Workbook)
    }
}

impl CsvWriter {
    /// A file without rows.
    pub fn new() -> Self {
        let writer = csv::WriterBuilder::new()
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(b"\xEF\xBB\xBF".to_vec());
        Self(writer)
    }
}

impl Default for CsvWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer for CsvWriter {
    fn row(&mut self, cells: &[String]) -> Result<(), NotWritten> {
        let guarded = cells
            .iter()
            .map(|cell| injection::guard(cell).unwrap_or_else(|| cell.clone()));
        self.0.write_record(guarded).map_err(NotWritten::Csv)
    }

    fn finish(self: Box<Self>) -> Result<Vec<u8>, NotWritten> {
        self.0
            .into_inner()
            .map_err(|error| NotWritten::Csv(error.into_error().into()))
    }
}

/// Writes a small workbook of several sheets.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, NotWritten> {
    let mut workbook = Workbook::new();
    let (heading, text) = (heading_format(), text_format());
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet
            .set_name(&sheet.name)
            .map_err(NotWritten::Workbook)?
            .set_freeze_panes(1, 0)
            .map_err(NotWritten::Workbook)?;
        for (at, width) in (0..).zip(&sheet.widths) {
            worksheet
                .set_column_width(at, *width)
                .map_err(NotWritten::Workbook)?;
            // Whoever types a long number into an empty cell keeps its digits.
            worksheet
                .set_column_format(at, &text)
                .map_err(NotWritten::Workbook)?;
        }
        for (at, cells) in (0..).zip(&sheet.rows) {
            let format = if at == 0 { &heading } else { &text };
            write_row(worksheet, at, cells, format)?;
        }
    }
    workbook.save_to_buffer().map_err(NotWritten::Workbook)
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[String],
    format: &Format,
) -> Result<(), NotWritten> {
    for (column, cell) in (0..).zip(cells) {
        if cell.is_empty() {
            continue;
        }
        // `write_string` and no other: it never makes a formula or a link of a text.
        sheet
            .write_string_with_format(row, column, cell, format)
            .map_err(|error| match error {
                XlsxError::MaxStringLengthExceeded => NotWritten::CellTooLong(row + 1),
                XlsxError::RowColumnLimitError => NotWritten::TooManyRows,
                error => NotWritten::Workbook(error),
            })?;
    }
    Ok(())
}

fn heading_format() -> Format {
    Format::new().set_bold().set_num_format("@")
}

/// Text, so that whoever mends a number does not lose its digits.
fn text_format() -> Format {
    Format::new().set_num_format("@")
}
