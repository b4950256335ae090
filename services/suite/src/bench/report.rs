//! The report: sections with tables, as Markdown.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;

/// The whole report.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// The command and the machine.
    pub(super) head: String,
    pub(super) sections: Vec<Section>,
}

/// What was measured of one subject.
#[derive(Debug, Default)]
pub(super) struct Section {
    title: String,
    parts: Vec<String>,
}

/// A table of texts.
#[derive(Debug)]
pub(super) struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Report {
    /// The report as Markdown.
    pub(super) fn markdown(&self) -> String {
        let mut text = self.head.clone();
        for section in &self.sections {
            let _ = write!(text, "\n## {}\n", section.title);
            for part in &section.parts {
                let _ = write!(text, "\n{}\n", part.trim_end());
            }
        }
        text
    }

    /// Writes it, so that what has been measured stays even if the next subject fails.
    pub(super) fn write(&self, file: &Path) -> anyhow::Result<()> {
        if let Some(folder) = file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(file, self.markdown())
            .with_context(|| format!("cannot write {}", file.display()))
    }
}

impl Section {
    pub(super) fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            parts: Vec::new(),
        }
    }

    /// Adds a paragraph.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.parts.push(text.into());
    }

    /// Adds a table, if there is anything in it.
    pub(super) fn show(&mut self, table: &Table) {
        if !table.rows.is_empty() {
            self.parts.push(table.markdown());
        }
    }

    /// Says how a figure stands to its bar.
    pub(super) fn judge(&mut self, what: &str, reached: bool) {
        let verdict = if reached { "reached" } else { "**missed**" };
        self.parts.push(format!("Bar: {what}: {verdict}."));
    }
}

impl Table {
    pub(super) fn new<const N: usize>(columns: [&str; N]) -> Self {
        Self {
            columns: columns.map(str::to_owned).into(),
            rows: Vec::new(),
        }
    }

    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into());
    }

    fn markdown(&self) -> String {
        let mut text = String::new();
        line(&mut text, &self.columns);
        let rules: Vec<String> = self.columns.iter().map(|_| "---".to_owned()).collect();
        line(&mut text, &rules);
        for row in &self.rows {
            line(&mut text, row);
        }
        text
    }
}

fn line(text: &mut String, cells: &[String]) {
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_markdown_in_the_order_of_its_parts() {
        let mut table = Table::new(["path", "calls/s"]);
        table.row(["direct".to_owned(), "9000".to_owned()]);
        let mut section = Section::new("Gateway");
        section.say("What was done.");
        section.show(&table);
        section.show(&Table::new(["empty"]));
        section.judge("less than nginx", false);
        let report = Report {
            head: "# Performance\n".to_owned(),
            sections: vec![section],
        };
        assert_eq!(
            report.markdown(),
            "# Performance\n\n## Gateway\n\nWhat was done.\n\n| path | calls/s |\n| --- | --- |\n| direct | 9000 |\n\n\
             Bar: less than nginx: **missed**.\n"
        );
    }
}
