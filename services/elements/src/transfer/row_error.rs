//! What is wrong with a row: which column, which rule, what to do.

use contract::elements::v1::element::Body;
use elements_domain::Span;
use refusal::Refusal;

use super::cells::Wrong;
use super::draft::Origin;
use super::table::{Table, VALID_FROM, VALID_TO};

/// Longest value that is shown, in characters.
const LONGEST_VALUE: usize = 60;
/// Runs of digits from here on may be the number of a person.
const SECRET_DIGITS: usize = 15;

/// One thing wrong with one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RowError {
    /// Row in the file, from 1; 0: the whole file.
    pub(crate) row: u32,
    /// Heading; empty: the whole row.
    pub(crate) column: String,
    /// The rule in English.
    pub(crate) rule: String,
    /// The same for the officer.
    pub(crate) message: String,
    /// The value found, shortened and masked.
    pub(crate) value: String,
    /// Name of the reason, where it is one of the catalogue.
    pub(crate) reason: String,
}

impl RowError {
    /// A cell that breaks a rule.
    pub(crate) fn cell(row: u32, heading: &str, wrong: &Wrong, value: &str) -> Self {
        Self {
            row,
            column: heading.to_owned(),
            rule: wrong.rule.clone(),
            message: format!("“{heading}”{}", wrong.zh),
            value: shown(value),
            reason: refusal::general::MALFORMED.name.to_owned(),
        }
    }

    /// A row that breaks a rule of no one column.
    pub(crate) fn row(row: u32, wrong: &Wrong) -> Self {
        Self {
            row,
            rule: wrong.rule.clone(),
            message: wrong.zh.clone(),
            ..Self::default()
        }
    }

    /// What the element centre says of an element, by the rows and columns that it stood in.
    pub(crate) fn of_refusal(
        table: &'static Table,
        origin: &Origin,
        (body, span): (Option<&Body>, Span),
        refusal: &Refusal,
    ) -> Vec<Self> {
        let reason = refusal.reason().name;
        let value = |row, column| shown(&origin.value(table, body, span, (row, column)));
        if refusal.fields().is_empty() {
            let path = refusal
                .unmet()
                .first()
                .map_or("", |unmet| unmet.subject.as_str());
            let (row, column) = locate(table, origin, path).unwrap_or((origin.row(), ""));
            return vec![Self {
                row,
                column: column.to_owned(),
                rule: refusal.message().to_owned(),
                message: refusal.zh().to_owned(),
                value: value(row, column),
                reason: reason.to_owned(),
            }];
        }
        let error = |field: &refusal::Field| {
            let (row, column) = locate(table, origin, &field.path).unwrap_or((origin.row(), ""));
            let subject = if column.is_empty() {
                &field.path
            } else {
                column
            };
            Self {
                row,
                column: column.to_owned(),
                rule: field.rule.clone(),
                message: format!("“{subject}”{}", field.zh),
                value: value(row, column),
                reason: reason.to_owned(),
            }
        };
        refusal.fields().iter().map(error).collect()
    }
}

/// Row and heading of a field such as `standard.tiers[1].name`.
fn locate(table: &Table, origin: &Origin, path: &str) -> Option<(u32, &'static str)> {
    match path {
        "valid_from" => return Some((origin.row(), VALID_FROM)),
        "valid_to" => return Some((origin.row(), VALID_TO)),
        _ => {}
    }
    let path = path
        .strip_prefix(table.registry.name())
        .and_then(|path| path.strip_prefix('.'))
        .unwrap_or(path);
    let (head, rest) = path.split_once('.').unwrap_or((path, ""));
    let (name, at) = match head.split_once('[') {
        Some((name, at)) => (name, at.trim_end_matches(']').parse().ok()),
        None => (head, None),
    };
    if let Some(column) = table.columns.iter().find(|column| column.field == name) {
        return Some((origin.row(), column.heading));
    }
    let mut of_list = table
        .columns
        .iter()
        .filter(|column| column.list().is_some_and(|(list, _)| list == name));
    let first = of_list.clone().next()?;
    let rest = rest.split(['.', '[']).next().unwrap_or_default();
    let column = of_list
        .find(|column| column.list().is_some_and(|(_, field)| field == Some(rest)))
        .unwrap_or(first);
    let row = at.and_then(|at| origin.row_of(name, at));
    Some((row.unwrap_or_else(|| origin.row()), column.heading))
}

/// A value shortened, without the number of a person.
pub(crate) fn shown(value: &str) -> String {
    let mut masked = String::new();
    let mut digits = String::new();
    let printed = value.chars().filter(|sign| !sign.is_control());
    for sign in printed.chain([' ']) {
        if sign.is_ascii_digit() || (matches!(sign, 'X' | 'x') && digits.len() == 17) {
            digits.push(sign);
            continue;
        }
        if digits.len() >= SECRET_DIGITS {
            let hidden = digits.len() - 8;
            masked.push_str(&digits[..6]);
            masked.push_str(&"*".repeat(hidden));
            masked.push_str(&digits[digits.len() - 2..]);
        } else {
            masked.push_str(&digits);
        }
        digits.clear();
        masked.push(sign);
    }
    masked.pop();
    if masked.chars().count() <= LONGEST_VALUE {
        return masked;
    }
    let mut short: String = masked.chars().take(LONGEST_VALUE).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn numbers_of_persons_are_masked_and_long_values_cut() {
        assert_eq!(shown("35060419900101123X"), "350604**********3X");
        assert_eq!(
            shown("号码350604199001011234。"),
            "号码350604**********34。"
        );
        assert_eq!(shown("91350604MA8UAB126N"), "91350604MA8UAB126N");
        assert_eq!(shown("13800138000"), "13800138000");
        assert_eq!(shown(&"字".repeat(70)), format!("{}…", "字".repeat(60)));
        assert_eq!(shown(""), "");
    }
}
