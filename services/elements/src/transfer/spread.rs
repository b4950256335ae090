//! An element into the rows of a sheet.

use contract::elements::v1::element::Body;
use elements_domain::Span;
use prost_reflect::{DynamicMessage, Value};
use refusal::Fault;

use super::cells;
use super::draft::lists;
use super::layout::Layout;
use super::table::{Column, NOTHING, Table};

/// The rows of an element, with the columns that every registry has. The first says everything; each entry of a list has a
/// row, of which the id is repeated.
pub(crate) fn spread(
    table: &'static Table,
    body: &Body,
    span: Span,
) -> Result<Vec<Vec<String>>, Fault> {
    let layout = Layout::of(table.registry)?;
    spread_as(table, &layout, body.clone(), span)
}

/// The same, with the layout at hand.
pub(crate) fn spread_as(
    table: &'static Table,
    layout: &Layout,
    body: Body,
    span: Span,
) -> Result<Vec<Vec<String>>, Fault> {
    let message = layout.message(body)?;
    let width = table.columns.len();
    let mut rows = vec![vec![String::new(); width + 3]];
    for (at, column) in table.columns.iter().enumerate() {
        let Some((list, field)) = column.list() else {
            rows[0][at] = field_text(&message, column.field, column.kind);
            continue;
        };
        let entries = message.get_field_by_name(list);
        let Some(entries) = entries.as_deref().and_then(Value::as_list) else {
            continue;
        };
        if rows.len() < entries.len() {
            rows.resize(entries.len(), vec![String::new(); width + 3]);
        }
        for (row, entry) in rows.iter_mut().zip(entries) {
            row[at] = match (field, entry) {
                (Some(field), Value::Message(entry)) => field_text(entry, field, column.kind),
                (_, value) => cells::write(value, column.kind),
            };
        }
    }
    mark_empty_entries(table, &message, &mut rows);
    let id = rows[0][0].clone();
    for row in rows.iter_mut().skip(1) {
        row[0].clone_from(&id);
    }
    rows[0][width] = span.from().to_string();
    rows[0][width + 1] = span.to().map(|to| to.to_string()).unwrap_or_default();
    Ok(rows)
}

/// An entry of which nothing is said needs a word, or its row would be none.
fn mark_empty_entries(table: &'static Table, message: &DynamicMessage, rows: &mut [Vec<String>]) {
    for list in lists(table) {
        let entries = message.get_field_by_name(list);
        let entries = entries
            .as_deref()
            .and_then(Value::as_list)
            .map_or(0, <[Value]>::len);
        let of_list = |column: &Column| column.list().is_some_and(|(of, _)| of == list);
        let columns: Vec<usize> = (0..table.columns.len())
            .filter(|at| of_list(&table.columns[*at]))
            .collect();
        for row in rows.iter_mut().take(entries) {
            if columns.iter().all(|at| row[*at].is_empty()) {
                NOTHING.clone_into(&mut row[columns[0]]);
            }
        }
    }
}

fn field_text(message: &DynamicMessage, field: &str, kind: super::table::Kind) -> String {
    let value = message.get_field_by_name(field);
    value
        .as_deref()
        .map(|value| cells::write(value, kind))
        .unwrap_or_default()
}
