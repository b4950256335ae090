//! Flow charts of the procedures, drawn from their tables (docs/procedures).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::procedure::{Row, Stage, rights};

/// A procedure as a Mermaid state diagram with Chinese labels and the articles of every move.
pub fn mermaid<S: Stage>(title: &str) -> String {
    let steps = S::ALL.iter();
    let steps: Vec<_> = steps
        .map(|step| (step.name(), step.zh(), step.is_final()))
        .collect();
    let stays = |row: &&Row<S>| row.from == Some(row.to) && everywhere::<S>(row);
    let moves = S::ROWS.iter().filter(|row| !stays(row));
    let moves = moves.map(|row| (row.from.map(Stage::name), row.to.name(), label(row)));
    let mut text = chart(title, &steps, moves);
    if let Some((first, row)) = S::ROWS
        .iter()
        .find(stays)
        .and_then(|row| Some((row.from?, row)))
    {
        let _ = writeln!(
            text,
            "    note right of {}\n        结案前任一步骤：{}\n    end note",
            first.name(),
            label(row)
        );
    }
    text
}

/// The chart of any table: its steps (name, in Chinese, whether nothing follows) and its moves (from, to, label).
pub fn chart<'a>(
    title: &str,
    steps: &[(&'a str, &'a str, bool)],
    moves: impl Iterator<Item = (Option<&'a str>, &'a str, String)>,
) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(text, "---\ntitle: {title}\n---\nstateDiagram-v2");
    for (name, zh, _) in steps {
        let _ = writeln!(text, "    {name} : {zh}");
    }
    for (from, to, label) in moves {
        let from = from.unwrap_or("[*]");
        let _ = writeln!(text, "    {from} --> {to} : {label}");
    }
    for (name, ..) in steps.iter().filter(|(_, _, is_final)| *is_final) {
        let _ = writeln!(text, "    {name} --> [*]");
    }
    text
}

/// A procedure as a list of its moves with every condition and its article, in Markdown.
pub fn listing<S: Stage>(title: &str) -> String {
    let mut text = format!("# {title}\n\n由程序表生成，请勿手工修改。\n");
    for act in S::ACTS {
        let rows: Vec<&Row<S>> = S::ROWS.iter().filter(|row| row.act == *act).collect();
        let _ = writeln!(text, "\n## {}\n", act.zh());
        for row in &rows {
            let from = row.from.map_or("（无）", Stage::zh);
            let when = match row.when.zh() {
                "" => String::new(),
                outcome => format!("，{outcome}"),
            };
            let _ = writeln!(text, "- {from} → {}{when}（{}）", row.to.zh(), row.citation);
        }
        let held = rights(*act)
            .iter()
            .chain(rows.iter().flat_map(|row| row.guards()));
        let mut seen = BTreeSet::new();
        let _ = writeln!(text, "\n| 条件 | 依据 | 不具备时 |\n| --- | --- | --- |");
        for guard in held.filter(|guard| seen.insert(**guard)) {
            let (condition, citation) = (guard.zh(), guard.citation());
            let _ = writeln!(
                text,
                "| {condition} | {citation} | `{}` |",
                guard.reason().name
            );
        }
    }
    text
}

/// Whether the row's act is possible at every step that is not final, and moves none of them.
fn everywhere<S: Stage>(row: &Row<S>) -> bool {
    S::ALL
        .iter()
        .filter(|step| !step.is_final())
        .all(|step| step.moves(row.act).all(|r| r.to == *step) && step.moves(row.act).count() == 1)
}

fn label<S>(row: &Row<S>) -> String {
    let when = match row.when.zh() {
        "" => String::new(),
        outcome => format!("（{outcome}）"),
    };
    format!("{}{when}<br/>{}", row.act.zh(), row.citation)
}
