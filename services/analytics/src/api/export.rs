//! Figures as a table for a spreadsheet.

use contract::analytics::v1::GetFiguresResponse;

use crate::definition::Definition;

/// A spreadsheet takes UTF-8 for what it is only with the mark.
const MARK: &str = "\u{feff}";

/// The figures as CSV; no cell begins like a formula.
pub(super) fn csv(answer: &GetFiguresResponse) -> Result<String, csv::Error> {
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.as_bytes().to_vec());
    table.write_record([
        "行政区划",
        "指标编号",
        "指标",
        "单位",
        "分组代码",
        "分组",
        "数值",
        "分母",
        "行数",
        "口径",
    ])?;
    for figure in &answer.figures {
        let definition = Definition::of(&figure.definition_id);
        let cells = [
            answer.division_name.as_str(),
            &figure.definition_id,
            definition.map_or("", |definition| definition.name),
            &figure.unit,
            &figure.group,
            &figure.group_name,
            &figure.text,
            &figure.denominator.to_string(),
            &figure.rows.to_string(),
            definition.map_or("", |definition| definition.text),
        ];
        table.write_record(cells.map(harmless))?;
    }
    let bytes = table
        .into_inner()
        .map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use contract::analytics::v1::Figure;

    use super::*;

    #[test]
    fn no_cell_begins_like_a_formula() {
        let answer = GetFiguresResponse {
            figures: vec![Figure {
                definition_id: "cases.opened".to_owned(),
                group: "=1+1".to_owned(),
                group_name: "@SUM(A1), \"quoted\"".to_owned(),
                text: "428".to_owned(),
                ..Figure::default()
            }],
            division_name: "-2".to_owned(),
            ..GetFiguresResponse::default()
        };
        let csv = csv(&answer).unwrap();
        let line = csv.lines().nth(1).unwrap();
        assert!(line.starts_with("'-2,cases.opened,新办案件,"), "{line}");
        assert!(
            line.contains(",'=1+1,\"'@SUM(A1), \"\"quoted\"\"\",428,"),
            "{line}"
        );
    }
}
