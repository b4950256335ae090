//! A sheet into drafts: rows are read one after the other, those of one element put together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use calendar::CivilDate;
use elements_domain::Registry;
use refusal::Fault;
use sheet::{Limits, Refused, Row, Stop};
use tokio_util::sync::CancellationToken;

use super::draft::{Draft, Reading};
use super::heading::Headings;
use super::layout::Layout;
use super::row_error::RowError;
use super::table::Table;
use super::worker::Progress;

/// What a file says.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    /// Elements whose rows could be read.
    pub(crate) drafts: Vec<Draft>,
    /// What was wrong with the others.
    pub(crate) errors: Vec<RowError>,
    /// Every row of the others.
    pub(crate) refused: BTreeSet<u32>,
    /// Remarks for the officer.
    pub(crate) remarks: Vec<String>,
    /// Rows below the heading.
    pub(crate) rows: i64,
    /// For texts: the name of each row's file.
    pub(crate) names: BTreeMap<u32, String>,
    /// Fields of which the file says nothing.
    pub(crate) silent: Vec<&'static str>,
}

/// Reads a sheet.
pub(crate) fn parse(
    registry: Registry,
    bytes: &[u8],
    valid_from: Option<CivilDate>,
    progress: &Arc<Progress>,
    dropped: &CancellationToken,
) -> Result<Result<Parsed, Refused>, Fault> {
    let table = Table::of(registry);
    let layout = Layout::of(registry)?;
    let mut parsed = Parsed::default();
    let mut fault = None;
    let mut headings: Option<Headings> = None;
    let mut pending: Vec<Row> = Vec::new();
    let mut finish = |headings: &Headings, rows: &[Row], parsed: &mut Parsed| {
        let reading = Reading {
            table,
            layout: &layout,
            headings,
            valid_from,
        };
        match reading.draft(rows) {
            Ok(Ok(draft)) => parsed.drafts.push(draft),
            Ok(Err(errors)) => {
                parsed.errors.extend(errors);
                parsed.refused.extend(rows.iter().map(|row| row.number));
            }
            Err(error) => fault = Some(error),
        }
        if fault.is_some() { Err(Stop) } else { Ok(()) }
    };
    let heard = sheet::read(bytes, &Limits::REGISTRY, &mut |row| {
        if dropped.is_cancelled() {
            return Err(Stop);
        }
        let Some(headings) = &headings else {
            return match Headings::read(table, &row) {
                Ok(read) => {
                    parsed.silent = read.silent(table);
                    headings = Some(read);
                    Ok(())
                }
                Err(errors) => {
                    parsed.errors = errors;
                    Err(Stop)
                }
            };
        };
        parsed.rows += 1;
        progress.done.store(parsed.rows, Ordering::Relaxed);
        let reading = Reading {
            table,
            layout: &layout,
            headings,
            valid_from,
        };
        let goes_on = pending
            .first()
            .is_some_and(|first| reading.continues(first, &row));
        if !goes_on && !pending.is_empty() {
            finish(headings, &pending, &mut parsed)?;
            pending.clear();
        }
        pending.push(row);
        Ok(())
    });
    let heard = match heard {
        Ok(heard) => heard,
        Err(refused) => return Ok(Err(refused)),
    };
    if let Some(headings) = headings.as_ref().filter(|_| !pending.is_empty()) {
        let _ended = finish(headings, &pending, &mut parsed);
    }
    if let Some(fault) = fault {
        return Err(fault);
    }
    progress.total.store(parsed.rows, Ordering::Relaxed);
    parsed.remarks = heard.remarks;
    Ok(Ok(parsed))
}
