//! The first row of a sheet: which column stands where.

use sheet::{Cell, Row};

use super::cells::Wrong;
use super::row_error::RowError;
use super::table::{ACTION, Column, ERROR, ERROR_ROW, Table, VALID_FROM, VALID_TO};

/// Where the columns of a registry stand in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Headings {
    /// Place of each column of the table; `None`: it is not there.
    columns: Vec<Option<usize>>,
    pub(crate) valid_from: Option<usize>,
    pub(crate) valid_to: Option<usize>,
    pub(crate) action: Option<usize>,
}

impl Headings {
    /// Reads the heading: every column known and named once, those that must be filled in all there.
    pub(crate) fn read(table: &Table, row: &Row) -> Result<Self, Vec<RowError>> {
        let mut headings = Self {
            columns: vec![None; table.columns.len()],
            valid_from: None,
            valid_to: None,
            action: None,
        };
        let mut errors = Vec::new();
        for (at, cell) in row.cells.iter().enumerate() {
            let heading = plain(cell);
            let place = match heading.as_str() {
                "" | ERROR_ROW => continue,
                _ if heading.starts_with(ERROR) => continue,
                VALID_FROM => Some(&mut headings.valid_from),
                VALID_TO => Some(&mut headings.valid_to),
                ACTION => Some(&mut headings.action),
                _ => {
                    let known = table
                        .columns
                        .iter()
                        .position(|column| column.heading == heading);
                    known.and_then(|known| headings.columns.get_mut(known))
                }
            };
            match place {
                Some(place @ None) => *place = Some(at),
                Some(Some(_)) => {
                    let wrong = Wrong::new("must stand only once", "列标题重复，请只保留一列");
                    errors.push(RowError::cell(row.number, &heading, &wrong, &heading));
                }
                None => {
                    let wrong = Wrong::new(
                        "is no column of the registry",
                        format!("不是{}的列，请使用导入模板的列标题", table.registry.zh()),
                    );
                    errors.push(RowError::cell(row.number, &heading, &wrong, &heading));
                }
            }
        }
        for column in table.columns {
            if column.must && headings.of(table, column).is_none() && headings.wants(table, column)
            {
                let wrong = Wrong::new(
                    "a column that must be filled in is missing",
                    "列缺失，请使用导入模板",
                );
                errors.push(RowError::cell(row.number, column.heading, &wrong, ""));
            }
        }
        if errors.is_empty() {
            Ok(headings)
        } else {
            Err(errors)
        }
    }

    /// Place of a column of the table.
    pub(crate) fn of(&self, table: &Table, column: &Column) -> Option<usize> {
        let at = table
            .columns
            .iter()
            .position(|known| known.field == column.field)?;
        self.columns.get(at).copied().flatten()
    }

    /// Places in the order of the table's columns.
    pub(crate) fn places(&self) -> &[Option<usize>] {
        &self.columns
    }

    /// Fields of which the file says nothing: what is known of them stays.
    pub(crate) fn silent(&self, table: &'static Table) -> Vec<&'static str> {
        let mut fields: Vec<&'static str> = table
            .columns
            .iter()
            .filter(|column| match column.list() {
                Some((list, _)) => !self.has_list(table, list),
                None => self.of(table, column).is_none(),
            })
            .map(|column| column.list().map_or(column.field, |(list, _)| list))
            .collect();
        fields.dedup();
        fields
    }

    /// A list may be left out whole.
    fn wants(&self, table: &Table, column: &Column) -> bool {
        column
            .list()
            .is_none_or(|(list, _)| self.has_list(table, list))
    }

    fn has_list(&self, table: &Table, list: &str) -> bool {
        table.columns.iter().any(|column| {
            column.list().is_some_and(|(other, _)| other == list)
                && self.of(table, column).is_some()
        })
    }
}

/// A heading without the marks that people put on it.
fn plain(cell: &Cell) -> String {
    let text = cell.text().unwrap_or_default();
    let text: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    text.trim_matches(['*', '＊'])
        .trim_end_matches("（必填）")
        .to_owned()
}
