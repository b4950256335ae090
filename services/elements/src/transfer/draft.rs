//! Rows that belong to one element, put together.

use std::collections::BTreeMap;

use calendar::CivilDate;
use contract::elements::v1::element::Body;
use elements_domain::Span;
use prost_reflect::{DynamicMessage, Kind as FieldKind, Value};
use refusal::Fault;
use sheet::{Cell, Row};

use super::cells::{self, Wrong};
use super::heading::Headings;
use super::layout::Layout;
use super::row_error::RowError;
use super::table::{ACTION, Column, Kind, NOTHING, Table, VALID_FROM, VALID_TO, WITHDRAW};

/// One element as some rows of a file say it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    pub(crate) origin: Origin,
    pub(crate) said: Said,
    pub(crate) span: Span,
}

/// Where in the file an element stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    rows: Vec<u32>,
    /// For each list with a row for each entry: the place in `rows` of every entry.
    lists: BTreeMap<&'static str, Vec<usize>>,
}

/// What is said of an element.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Said {
    /// It holds.
    Holds(Box<Body>),
    /// Nothing holds of the element of this id.
    Withdrawn(String),
}

/// What is needed to put rows together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) table: &'static Table,
    pub(crate) layout: &'a Layout,
    pub(crate) headings: &'a Headings,
    /// First day for rows that state none.
    pub(crate) valid_from: Option<CivilDate>,
}

impl Origin {
    /// An element that stands in one row, or is one file.
    pub(crate) fn single(row: u32) -> Self {
        Self {
            rows: vec![row],
            lists: BTreeMap::new(),
        }
    }

    /// The first row.
    pub(crate) fn row(&self) -> u32 {
        self.rows.first().copied().unwrap_or(0)
    }

    /// Every row.
    pub(crate) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// The row of an entry of a list.
    pub(crate) fn row_of(&self, list: &str, entry: usize) -> Option<u32> {
        let at = self.lists.get(list)?.get(entry)?;
        self.rows.get(*at).copied()
    }

    /// What stands in a row under a heading, as it was understood.
    pub(crate) fn value(
        &self,
        table: &'static Table,
        body: Option<&Body>,
        span: Span,
        (row, heading): (u32, &str),
    ) -> String {
        match heading {
            "" => return String::new(),
            VALID_FROM => return span.from().to_string(),
            VALID_TO => return span.to().map(|to| to.to_string()).unwrap_or_default(),
            _ => {}
        }
        let rows = body
            .and_then(|body| super::spread::spread(table, body, span).ok())
            .unwrap_or_default();
        let at = self.rows.iter().position(|number| *number == row);
        let column = table
            .columns
            .iter()
            .position(|column| column.heading == heading);
        at.zip(column)
            .and_then(|(at, column)| rows.get(at)?.get(column).cloned())
            .unwrap_or_default()
    }
}

impl Reading<'_> {
    /// The id that a row carries.
    pub(crate) fn id<'r>(&self, row: &'r Row) -> &'r str {
        let at = self.headings.of(self.table, self.table.id());
        at.and_then(|at| row.cells.get(at)?.text())
            .unwrap_or_default()
    }

    /// Whether a row goes on with the element of the row before: the same id, and no other first day.
    pub(crate) fn continues(&self, first: &Row, row: &Row) -> bool {
        let from = |row: &Row| {
            cell(row, self.headings.valid_from)
                .text()
                .map(ToOwned::to_owned)
        };
        let same_day = from(row).is_none_or(|day| Some(day) == from(first));
        self.table.has_lists()
            && same_day
            && !self.id(row).is_empty()
            && self.id(row) == self.id(first)
    }

    /// Puts the rows of one element together. Whatever is wrong with them is said at once.
    pub(crate) fn draft(&self, rows: &[Row]) -> Result<Result<Draft, Vec<RowError>>, Fault> {
        let Some(first) = rows.first() else {
            return Ok(Err(Vec::new()));
        };
        let mut errors = Vec::new();
        let span = self.span(first, &mut errors);
        let withdrawn = self.is_withdrawn(first, &mut errors);
        let mut origin = Origin {
            rows: rows.iter().map(|row| row.number).collect(),
            lists: BTreeMap::new(),
        };
        if self.id(first).is_empty() && !matches!(self.id_cell(first), Cell::Bad(..)) {
            let wrong = Wrong::new("must not be empty", "不能为空");
            errors.push(RowError::cell(
                first.number,
                self.table.id().heading,
                &wrong,
                "",
            ));
        }
        let said = if withdrawn {
            Said::Withdrawn(self.id(first).to_owned())
        } else {
            let message = self.message(rows, &mut origin, &mut errors);
            Said::Holds(Box::new(self.layout.body(message)?))
        };
        Ok(match span {
            Some(span) if errors.is_empty() => Ok(Draft { origin, said, span }),
            _ => Err(errors),
        })
    }

    fn id_cell<'r>(&self, row: &'r Row) -> &'r Cell {
        cell(row, self.headings.of(self.table, self.table.id()))
    }

    fn message(
        &self,
        rows: &[Row],
        origin: &mut Origin,
        errors: &mut Vec<RowError>,
    ) -> DynamicMessage {
        let mut message = self.layout.empty();
        let columns = self.table.columns.iter().zip(self.headings.places());
        for (column, place) in columns.filter(|(column, _)| column.list().is_none()) {
            let Some(at) = *place else { continue };
            if let Some(value) = rows
                .first()
                .and_then(|row| self.value(row, at, column, errors))
            {
                let set = message.try_set_field_by_name(column.field, value);
                debug_assert!(set.is_ok(), "{}: {set:?}", column.heading);
            }
            for row in rows.iter().skip(1) {
                check_same(&rows[0], row, at, column, errors);
            }
        }
        for list in lists(self.table) {
            let entries = self.entries(list, rows, origin, errors);
            if !entries.is_empty() {
                let set = message.try_set_field_by_name(list, Value::List(entries));
                debug_assert!(set.is_ok(), "{list}: {set:?}");
            }
        }
        message
    }

    /// The entries of a list, one for each row that holds something of it.
    fn entries(
        &self,
        list: &'static str,
        rows: &[Row],
        origin: &mut Origin,
        errors: &mut Vec<RowError>,
    ) -> Vec<Value> {
        let Some(field) = self.layout.message.get_field_by_name(list) else {
            return Vec::new();
        };
        let columns = self.table.columns.iter().zip(self.headings.places());
        let columns: Vec<_> = columns
            .filter_map(|(column, place)| {
                let (of, name) = column.list()?;
                (of == list).then_some((column, name, (*place)?))
            })
            .collect();
        let mut entries = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            if columns
                .iter()
                .all(|(_, _, at)| cell(row, Some(*at)).is_blank())
            {
                continue;
            }
            let mut values = columns.iter().filter_map(|(column, name, at)| {
                Some((*name, self.value(row, *at, column, errors)?))
            });
            let entry = match field.kind() {
                FieldKind::Message(entry) => {
                    let mut message = DynamicMessage::new(entry);
                    for (name, value) in values {
                        let set = message.try_set_field_by_name(name.unwrap_or_default(), value);
                        debug_assert!(set.is_ok(), "{list}: {set:?}");
                    }
                    Some(Value::Message(message))
                }
                _ => values.next().map(|(_, value)| value),
            };
            if let Some(entry) = entry {
                entries.push(entry);
                origin.lists.entry(list).or_default().push(number);
            }
        }
        entries
    }

    fn value(
        &self,
        row: &Row,
        at: usize,
        column: &Column,
        errors: &mut Vec<RowError>,
    ) -> Option<Value> {
        let text = text(row, Some(at), column.heading, errors)?;
        if text == NOTHING && column.list().is_some() {
            return None;
        }
        let field = self.layout.field(column)?;
        cells::read(text, column.kind, &field)
            .map_err(|wrong| errors.push(RowError::cell(row.number, column.heading, &wrong, text)))
            .ok()
    }

    fn span(&self, row: &Row, errors: &mut Vec<RowError>) -> Option<Span> {
        let known = errors.len();
        let mut day = |place, heading: &'static str| {
            let text = text(row, place, heading, errors)?;
            cells::date(text)
                .map_err(|wrong| errors.push(RowError::cell(row.number, heading, &wrong, text)))
                .ok()
        };
        let from = day(self.headings.valid_from, VALID_FROM);
        let to = day(self.headings.valid_to, VALID_TO);
        if errors.len() > known {
            return None;
        }
        let Some(from) = from.or(self.valid_from) else {
            let wrong = Wrong::new(
                "must be given, here or for the whole import",
                "不能为空，或者在导入时统一指定生效日期",
            );
            errors.push(RowError::cell(row.number, VALID_FROM, &wrong, ""));
            return None;
        };
        let span = Span::new(from, to);
        if span.is_none() {
            let wrong = Wrong::new("must be after valid_from", "应晚于生效日期");
            let value = cell(row, self.headings.valid_to).shown();
            errors.push(RowError::cell(row.number, VALID_TO, &wrong, value));
        }
        span
    }

    fn is_withdrawn(&self, row: &Row, errors: &mut Vec<RowError>) -> bool {
        match text(row, self.headings.action, ACTION, errors) {
            None | Some("登记") => false,
            Some(WITHDRAW) => true,
            Some(other) => {
                let wrong = Wrong::new("must be empty or 撤销", "应为空，或者填写“撤销”");
                errors.push(RowError::cell(row.number, ACTION, &wrong, other));
                false
            }
        }
    }
}

/// Lists of a table whose entries have a row each, in the order of its columns.
pub(crate) fn lists(table: &'static Table) -> Vec<&'static str> {
    let mut lists: Vec<&'static str> = Vec::new();
    for (list, _) in table.columns.iter().filter_map(Column::list) {
        if !lists.contains(&list) {
            lists.push(list);
        }
    }
    lists
}

fn cell(row: &Row, at: Option<usize>) -> &Cell {
    static EMPTY: Cell = Cell::Empty;
    at.and_then(|at| row.cells.get(at)).unwrap_or(&EMPTY)
}

/// The text of a cell; a cell that is not taken is an error, and nothing.
fn text<'r>(
    row: &'r Row,
    at: Option<usize>,
    heading: &str,
    errors: &mut Vec<RowError>,
) -> Option<&'r str> {
    let cell = cell(row, at);
    if let Cell::Bad(why, shown) = cell {
        let wrong = Wrong::new(why.to_string(), why.zh());
        errors.push(RowError::cell(row.number, heading, &wrong, shown));
    }
    cell.text()
}

/// What is said of the element itself stands in its first row; further rows repeat it or leave it empty.
fn check_same(first: &Row, row: &Row, at: usize, column: &Column, errors: &mut Vec<RowError>) {
    let (said, repeated) = (cell(first, Some(at)), cell(row, Some(at)));
    if repeated.is_blank() || repeated.text() == said.text() || column.kind == Kind::Id {
        return;
    }
    let wrong = Wrong::new(
        "must be empty or the same as in the first row of the element",
        format!("应为空，或者与该要素首行（第{}行）一致", first.number),
    );
    errors.push(RowError::cell(
        row.number,
        column.heading,
        &wrong,
        repeated.shown(),
    ));
}
