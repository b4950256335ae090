//! The table as a flow chart and as a list (docs/procedures/lead.{mmd,md}).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use cases_domain::diagram::chart;

use crate::guard::rights;
use crate::{Kind, ROWS, Row, Step};

const TITLE: &str = "线索";

/// The table as a Mermaid state diagram.
pub fn mermaid() -> String {
    let steps = Step::ALL.iter();
    let steps: Vec<_> = steps
        .map(|step| (step.name(), step.zh(), step.is_final()))
        .collect();
    let moves = ROWS
        .iter()
        .filter(|row| row.act != Kind::LinkDuplicate)
        .map(|row| (row.from.map(Step::name), row.to.name(), label(row)));
    chart(TITLE, &steps, moves)
}

/// The table as a list of its moves with every condition and its article, in Markdown.
pub fn listing() -> String {
    let mut text = format!("# {TITLE}\n\n由程序表生成，请勿手工修改。\n");
    for kind in Kind::ALL {
        let rows: Vec<&Row> = ROWS.iter().filter(|row| row.act == *kind).collect();
        // Writing to a String cannot fail.
        let _ = writeln!(text, "\n## {}\n", kind.zh());
        for row in &rows {
            let from = row.from.map_or("（无）", Step::zh);
            let when = match row.when.zh() {
                "" => String::new(),
                outcome => format!("，{outcome}"),
            };
            let _ = writeln!(text, "- {from} → {}{when}（{}）", row.to.zh(), row.citation);
        }
        if rows.is_empty() {
            let _ = writeln!(text, "- 办结前任一步骤，步骤不变");
        }
        let guards = rights(*kind)
            .iter()
            .chain(rows.iter().flat_map(|row| row.guards));
        let mut seen = BTreeSet::new();
        let _ = writeln!(text, "\n| 条件 | 依据 | 不具备时 |\n| --- | --- | --- |");
        for guard in guards.filter(|guard| seen.insert(**guard)) {
            let _ = writeln!(
                text,
                "| {} | {} | `{}` |",
                guard.zh(),
                guard.citation(),
                guard.reason().name
            );
        }
    }
    text
}

fn label(row: &Row) -> String {
    let when = match row.when.zh() {
        "" => String::new(),
        outcome => format!("（{outcome}）"),
    };
    format!("{}{when}<br/>{}", row.act.zh(), row.citation)
}
