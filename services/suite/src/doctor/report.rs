//! What is printed: a line for each finding, with how to mend what is not well; or JSON.

use std::fmt::Write as _;

use serde::Serialize;

use super::check::{Found, Level, Text};

/// How the findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// 中文。
    #[default]
    Zh,
    /// English.
    En,
    /// JSON, both languages.
    Json,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Id of the check.
    pub check: &'static str,
    /// Part that it concerns; empty: the installation.
    pub part: &'static str,
    /// The same for officers.
    pub part_zh: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What was found.
    pub found: Found,
    /// How to mend it, when it is not well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mend: Option<Found>,
}

/// All findings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// In the order of the checks.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether nothing is red.
    pub fn is_sound(&self) -> bool {
        self.count(Level::Red) == 0
    }

    /// How many findings are at this level.
    pub fn count(&self, level: Level) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.level == level)
            .count()
    }

    /// The findings of one check.
    pub fn of<'a>(&'a self, check: &'a str) -> impl Iterator<Item = &'a Finding> {
        self.findings
            .iter()
            .filter(move |finding| finding.check == check)
    }

    /// The text to print.
    pub fn text(&self, format: Format) -> anyhow::Result<String> {
        match format {
            Format::Zh => Ok(self.zh()),
            Format::En => Ok(self.en()),
            Format::Json => Ok(serde_json::to_string_pretty(self)? + "\n"),
        }
    }

    fn zh(&self) -> String {
        let mut text = String::new();
        for finding in &self.findings {
            let _ = writeln!(
                text,
                "[{}] {}（{}）：{}",
                finding.level.zh(),
                finding.check,
                finding.part_zh,
                finding.found.zh
            );
            if let Some(mend) = &finding.mend {
                let _ = writeln!(text, "       处置：{}", mend.zh);
            }
        }
        let _ = writeln!(
            text,
            "共 {} 项：正常 {}，警告 {}，故障 {}。",
            self.findings.len(),
            self.count(Level::Ok),
            self.count(Level::Warning),
            self.count(Level::Red)
        );
        text
    }

    fn en(&self) -> String {
        let mut text = String::new();
        for finding in &self.findings {
            let part = if finding.part.is_empty() {
                super::probe::INSTALLATION.en
            } else {
                finding.part
            };
            let _ = writeln!(
                text,
                "[{}] {} ({part}): {}",
                finding.level.en(),
                finding.check,
                finding.found.en
            );
            if let Some(mend) = &finding.mend {
                let _ = writeln!(text, "        mend: {}", mend.en);
            }
        }
        let _ = writeln!(
            text,
            "{} findings: {} ok, {} warnings, {} red",
            self.findings.len(),
            self.count(Level::Ok),
            self.count(Level::Warning),
            self.count(Level::Red)
        );
        text
    }
}

impl From<Text> for Found {
    fn from(text: Text) -> Self {
        Self {
            zh: text.zh.to_owned(),
            en: text.en.to_owned(),
        }
    }
}
