//! Reading XLSX.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::read::{BadCell, Cell, Heard, Row, Stop};
use crate::{Limits, Refused, archive, column_name};

/// Sheet of the import form that explains it.
const EXPLANATION: &str = "填写说明";

/// Whole numbers up to here are exact in a spreadsheet, which keeps 15 digits.
const EXACT: f64 = 1e15;
/// The same, counted.
const EXACT_WHOLE: u64 = 1_000_000_000_000_000;

/// Reads the first sheet of a workbook.
pub(crate) fn read(
    bytes: &[u8],
    limits: &Limits,
    each: &mut dyn FnMut(Row) -> Result<(), Stop>,
) -> Result<Heard, Refused> {
    check_parts(&archive::inspect(bytes, limits)?)?;
    // The parser is another's and meets files of anybody's making; should it break, the file is what is refused.
    catch_unwind(AssertUnwindSafe(|| read_sheet(bytes, limits, each)))
        .unwrap_or(Err(Refused::Damaged))
}

fn check_parts(names: &[String]) -> Result<(), Refused> {
    let has = |part: &str| names.iter().any(|name| name.starts_with(part));
    if has("xl/vbaProject") || has("xl/macrosheets/") {
        return Err(Refused::Macros);
    }
    let outside = [
        "xl/externalLinks/",
        "xl/connections",
        "xl/embeddings/",
        "xl/activeX/",
        "xl/queryTables/",
    ];
    let found = names
        .iter()
        .find(|name| outside.iter().any(|part| name.starts_with(part)));
    if let Some(name) = found {
        return Err(Refused::External(name.clone()));
    }
    if has("xl/workbook.xml") {
        return Ok(());
    }
    Err(Refused::NoWorkbook(if has("xl/workbook.bin") {
        "xlsb"
    } else if has("content.xml") {
        "ods"
    } else if has("word/") {
        "docx"
    } else {
        "zip"
    }))
}

fn read_sheet(
    bytes: &[u8],
    limits: &Limits,
    each: &mut dyn FnMut(Row) -> Result<(), Stop>,
) -> Result<Heard, Refused> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut heard = Heard::default();
    let name = choose(&workbook, limits, &mut heard)?;
    let merged = workbook
        .merge_cells_by_sheet_name(&name)
        .map_err(|error| damaged(&error))?;
    if let Some(range) = merged.first() {
        let at = |(row, column): (u32, u32)| format!("{}{}", column_name(column), row + 1);
        let range = format!("{}:{}", at(range.start), at(range.end));
        return Err(Refused::Merged(range));
    }
    let mut cells = workbook
        .worksheet_cells_reader(&name)
        .map_err(|error| damaged(&error))?;
    let mut rows = Rows {
        limits,
        each,
        row: Row {
            number: 0,
            cells: Vec::new(),
        },
        read: 0,
    };
    while let Some(record) = cells
        .next_cell_with_formula_metadata()
        .map_err(|error| damaged(&error))?
    {
        let (row, column) = record.pos;
        let cell = match &record.formula {
            Some(_) => Cell::Bad(
                BadCell::Formula,
                read_value(&record.value, limits).shown().to_owned(),
            ),
            None => read_value(&record.value, limits),
        };
        if rows.put(row + 1, column, cell)?.is_break() {
            break;
        }
    }
    let _ended = rows.flush();
    heard.rows = rows.read;
    Ok(heard)
}

/// The sheet that is read: the first that is shown and does not explain the form.
fn choose<R: std::io::Read + std::io::Seek>(
    workbook: &Xlsx<R>,
    limits: &Limits,
    heard: &mut Heard,
) -> Result<String, Refused> {
    let sheets = workbook.sheets_metadata();
    if sheets.len() > limits.sheets {
        return Err(Refused::TooManySheets(limits.sheets));
    }
    let shown: Vec<_> = sheets
        .iter()
        .filter(|sheet| {
            sheet.typ == SheetType::WorkSheet
                && sheet.visible == SheetVisible::Visible
                && sheet.name != EXPLANATION
        })
        .collect();
    let first = shown.first().ok_or(Refused::NoTable)?;
    if shown.len() > 1 {
        heard.remarks.push(format!(
            "工作簿有{}个工作表，只读取了第一个“{}”",
            shown.len(),
            first.name
        ));
    }
    Ok(first.name.clone())
}

/// Gathers cells into rows.
struct Rows<'a> {
    limits: &'a Limits,
    each: &'a mut dyn FnMut(Row) -> Result<(), Stop>,
    row: Row,
    read: u32,
}

type Flow = std::ops::ControlFlow<()>;

impl Rows<'_> {
    fn put(&mut self, number: u32, column: u32, cell: Cell) -> Result<Flow, Refused> {
        if number > self.limits.rows {
            // Spreadsheets keep formats of empty rows far below; they are no rows.
            if cell == Cell::Empty {
                return Ok(Flow::Continue(()));
            }
            return Err(Refused::TooManyRows(self.limits.rows));
        }
        if number < self.row.number {
            return Err(Refused::Disorder(number));
        }
        if number > self.row.number {
            if self.flush().is_break() {
                return Ok(Flow::Break(()));
            }
            self.row.number = number;
        }
        if cell == Cell::Empty {
            return Ok(Flow::Continue(()));
        }
        if column >= self.limits.columns {
            return Err(Refused::TooManyColumns {
                row: number,
                columns: self.limits.columns,
            });
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column < self.row.cells.len() {
            return Err(Refused::Disorder(number));
        }
        self.row.cells.resize(column, Cell::Empty);
        self.row.cells.push(cell);
        Ok(Flow::Continue(()))
    }

    fn flush(&mut self) -> Flow {
        let cells = std::mem::take(&mut self.row.cells);
        if cells.iter().all(Cell::is_blank) {
            return Flow::Continue(());
        }
        self.read += 1;
        let row = Row {
            number: self.row.number,
            cells,
        };
        match (self.each)(row) {
            Ok(()) => Flow::Continue(()),
            Err(Stop) => Flow::Break(()),
        }
    }
}

fn read_value(value: &DataRef<'_>, limits: &Limits) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) => Cell::of(text.clone(), limits),
        DataRef::SharedString(text) => Cell::of((*text).to_owned(), limits),
        DataRef::Int(number) if number.unsigned_abs() < EXACT_WHOLE => {
            Cell::Text(number.to_string())
        }
        DataRef::Int(number) => Cell::Bad(BadCell::LostDigits, number.to_string()),
        DataRef::Float(number) => read_number(*number),
        DataRef::Bool(yes) => Cell::Text(if *yes { "是" } else { "否" }.to_owned()),
        DataRef::DateTime(at) => read_date(*at),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::of(text.trim_end_matches("T00:00:00").to_owned(), limits)
        }
        DataRef::Error(error) => Cell::Bad(BadCell::Error, error.to_string()),
    }
}

fn read_number(number: f64) -> Cell {
    if !number.is_finite() {
        return Cell::Bad(BadCell::Error, number.to_string());
    }
    if number.abs() >= EXACT {
        return Cell::Bad(BadCell::LostDigits, number.to_string());
    }
    Cell::Text(number.to_string())
}

fn read_date(at: ExcelDateTime) -> Cell {
    let number = at.as_f64();
    if at.is_duration() || !(1.0..2_958_466.0).contains(&number) {
        return Cell::Bad(BadCell::NoDate, number.to_string());
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    if (year, month, day) == (1900, 2, 29) {
        return Cell::Bad(BadCell::NoDate, "1900-02-29".to_owned());
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        Cell::Text(date)
    } else {
        Cell::Text(format!("{date} {hour:02}:{minute:02}:{second:02}"))
    }
}

/// Whatever the parser says, the workbook is damaged; only encryption has another way out.
fn damaged(error: &XlsxError) -> Refused {
    match error {
        XlsxError::Password => Refused::Encrypted,
        _ => Refused::Damaged,
    }
}
