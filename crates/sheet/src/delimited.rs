//! Reading CSV: UTF-8, UTF-16 or GBK, which is recognised and said.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::injection;
use crate::read::{BadCell, Cell, Heard, Row, Stop};
use crate::{Limits, Refused};

/// Reads rows of cells separated by commas, or by tabs where the heading has no comma.
pub(crate) fn read(
    bytes: &[u8],
    limits: &Limits,
    each: &mut dyn FnMut(Row) -> Result<(), Stop>,
) -> Result<Heard, Refused> {
    let mut heard = Heard::default();
    let text = decode(bytes, &mut heard)?;
    check_text(&text)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut number: u32 = 0;
    loop {
        let before = reader.position().line();
        if !reader
            .read_record(&mut record)
            .map_err(|_| Refused::NoTable)?
        {
            break;
        }
        number = number.saturating_add(1 + skipped(&reader, before, &record, &text));
        if number > limits.rows {
            return Err(Refused::TooManyRows(limits.rows));
        }
        let columns = usize::try_from(limits.columns).unwrap_or(usize::MAX);
        if record.len() > columns {
            return Err(Refused::TooManyColumns {
                row: number,
                columns: limits.columns,
            });
        }
        let mut cells: Vec<_> = record.iter().map(|text| read_cell(text, limits)).collect();
        while cells.last().is_some_and(Cell::is_blank) {
            cells.pop();
        }
        if cells.is_empty() {
            continue;
        }
        heard.rows += 1;
        if each(Row { number, cells }).is_err() {
            break;
        }
    }
    Ok(heard)
}

/// Empty lines before this record, which the reader skips and a spreadsheet counts. Line breaks within cells are none.
fn skipped(
    reader: &csv::Reader<&[u8]>,
    before: u64,
    record: &csv::StringRecord,
    text: &str,
) -> u32 {
    let breaks: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
    let at = reader.position();
    let ended = u64::from(at.byte() < text.len() as u64 || text.ends_with('\n'));
    let lines = (at.line() - before).saturating_sub(u64::try_from(breaks).unwrap_or(0));
    u32::try_from(lines.saturating_sub(ended)).unwrap_or(u32::MAX / 2)
}

fn read_cell(text: &str, limits: &Limits) -> Cell {
    // A file of ours never has a bare one: it is guarded. From elsewhere it is a formula.
    if text.starts_with('=') {
        return Cell::Bad(BadCell::Formula, text.chars().take(100).collect());
    }
    Cell::of(injection::unguard(text).to_owned(), limits)
}

fn delimiter(text: &str) -> u8 {
    let heading = text.lines().next().unwrap_or_default();
    if heading.contains('\t') && !heading.contains(',') {
        b'\t'
    } else {
        b','
    }
}

fn decode<'a>(bytes: &'a [u8], heard: &mut Heard) -> Result<Cow<'a, str>, Refused> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        if encoding != UTF_8 {
            heard
                .remarks
                .push("文件编码为UTF-16，已按UTF-16读取".to_owned());
        }
        return strict(encoding, &bytes[mark..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Ok(Cow::Borrowed(text));
    }
    for (encoding, zero) in [(UTF_16LE, 1), (UTF_16BE, 0)] {
        // Commas and line breaks have a zero byte beside them in UTF-16.
        if bytes.len().is_multiple_of(2) && zero_beside_signs(bytes, zero) {
            heard
                .remarks
                .push("文件编码为UTF-16，已按UTF-16读取".to_owned());
            return strict(encoding, bytes);
        }
    }
    let text = strict(GB18030, bytes)?;
    heard.remarks.push("文件编码为GBK，已按GBK读取".to_owned());
    Ok(text)
}

fn strict<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, Refused> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(Refused::Encoding)
}

/// Whether commas (or tabs) and line breaks have a zero byte beside them, as in UTF-16.
fn zero_beside_signs(bytes: &[u8], zero: usize) -> bool {
    let has = |sign: &[u8]| {
        let mut pairs = bytes.chunks_exact(2);
        pairs.any(|pair| sign.contains(&pair[1 - zero]) && pair[zero] == 0)
    };
    has(b",\t") && has(b"\n\r")
}

/// Text that is something else: a web page, a drawing, bytes.
fn check_text(text: &str) -> Result<(), Refused> {
    let start: String = text.trim_start().chars().take(200).collect();
    let lower = start.to_ascii_lowercase();
    if lower.starts_with("<html") || lower.starts_with("<!doctype") || lower.contains("<table") {
        return Err(Refused::WebPage);
    }
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if start.starts_with("<?xml") || start.starts_with("%PDF") || text.chars().any(control) {
        return Err(Refused::NoTable);
    }
    if start.is_empty() {
        return Err(Refused::Empty);
    }
    Ok(())
}
