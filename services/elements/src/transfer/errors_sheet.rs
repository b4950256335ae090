//! The sheet of what is wrong: the rows as they came, with what to mend in each, ready to be imported again.

use std::collections::BTreeSet;

use refusal::{Fault, Refusal};
use sheet::{Limits, NotWritten, Row, Stop, Writer, XlsxWriter};

use super::import::by_row;
use super::row_error::RowError;
use super::table::{ERROR, ERROR_ROW};

/// Media type of XLSX.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Media type of CSV.
pub(crate) const CSV: &str = "text/csv; charset=utf-8";

/// Which rows a sheet of errors holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Every row of the file: nothing of it was proposed.
    All,
    /// Those that were refused: the others were proposed.
    OnlyRefused(BTreeSet<u32>),
}

/// The rows of a file with their errors. `None`: the file has no rows any more.
pub(crate) fn of_rows(
    bytes: &[u8],
    errors: &[RowError],
    kept: &Kept,
) -> Result<Option<Vec<u8>>, Fault> {
    let messages = by_row(errors);
    let mut writer = Box::new(XlsxWriter::new("导入错误").map_err(Fault::internal)?);
    let mut own: Option<Vec<usize>> = None;
    let mut failed = None;
    let mut width = 0;
    let read = sheet::read(bytes, &Limits::REGISTRY, &mut |row: Row| {
        let first = own.is_none();
        let own = own.get_or_insert_with(|| own_columns(&row));
        if !first && matches!(kept, Kept::OnlyRefused(rows) if !rows.contains(&row.number)) {
            return Ok(());
        }
        let shown = |at: &usize| row.cells.get(*at).map_or("", sheet::Cell::shown).to_owned();
        let mut cells: Vec<String> = own.iter().map(shown).collect();
        width = width.max(cells.len());
        cells.resize(width, String::new());
        let message = messages.get(&row.number).cloned().unwrap_or_default();
        if first {
            let error = if message.is_empty() {
                ERROR.to_owned()
            } else {
                format!("{ERROR}：{message}")
            };
            cells.extend([error, ERROR_ROW.to_owned()]);
        } else {
            cells.extend([message, row.number.to_string()]);
        }
        writer.row(&cells).map_err(|error| {
            failed = Some(error);
            Stop
        })
    });
    match (failed, read) {
        (None, Ok(_)) => writer.finish().map(Some).map_err(Fault::internal),
        // A cell that CSV holds and a workbook cannot; the list of errors stays.
        (Some(NotWritten::CellTooLong(_)), _) | (None, Err(_)) => Ok(None),
        (Some(error), _) => Err(Fault::internal(error)),
    }
}

/// The files of an import of texts with their errors.
pub(crate) fn of_texts(errors: &[RowError]) -> Result<Vec<u8>, Refusal> {
    let write = || {
        let mut writer = Box::new(XlsxWriter::new("导入错误")?);
        writer.row(&["序号", "文件", "错误说明"].map(ToOwned::to_owned))?;
        for error in errors {
            writer.row(&[
                error.row.to_string(),
                error.value.clone(),
                error.message.clone(),
            ])?;
        }
        writer.finish()
    };
    write().map_err(|error: NotWritten| not_written(&error))
}

/// Why a file cannot be written, for the officer.
pub(crate) fn not_written(error: &NotWritten) -> Refusal {
    let zh = match error {
        NotWritten::CellTooLong(row) => {
            format!("第{row}行有超过32767字的内容，工作簿容纳不下，请选择CSV格式")
        }
        NotWritten::TooManyRows => {
            "超过工作簿的最大行数，请选择CSV格式，或者按区划分次导出".to_owned()
        }
        NotWritten::Workbook(_) | NotWritten::Csv(_) => "文件未能生成，请稍后重试".to_owned(),
    };
    Refusal::new(
        &elements_domain::reasons::FILE_NOT_WRITTEN,
        error.to_string(),
        zh,
    )
}

/// Columns of the file that are its own, not those of an earlier sheet of errors.
fn own_columns(heading: &Row) -> Vec<usize> {
    let is_own = |at: &usize| {
        let text = heading
            .cells
            .get(*at)
            .and_then(sheet::Cell::text)
            .unwrap_or_default();
        text != ERROR_ROW && !text.starts_with(ERROR)
    };
    (0..heading.cells.len()).filter(is_own).collect()
}
