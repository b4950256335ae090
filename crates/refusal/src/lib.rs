//! What the platform says when it says no.
//!
//! Two types that cannot turn into one another by accident: a [`Refusal`] is the law's or the procedure's no, written for
//! the caller; a [`Fault`] is ours, and only its kind ever leaves the process. [`Failure`] is either.

mod code;
pub mod etag;
mod fault;
mod reason;
#[cfg(feature = "status")]
mod status;

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

pub use code::Code;
pub use fault::{Failure, Fault};
pub use reason::{Reason, general};

/// A no, for the caller: which rule, why, under which article, and what would satisfy it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(Box<Text>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Text {
    reason: &'static Reason,
    message: String,
    zh: String,
    fields: Vec<Field>,
    unmet: Vec<Unmet>,
    metadata: BTreeMap<&'static str, String>,
    retry_after: Option<Duration>,
}

/// A field of the request that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Path of the field, e.g. `service.served_date`.
    pub path: String,
    /// The rule in English.
    pub rule: String,
    /// The rule in Chinese.
    pub zh: String,
}

/// A condition of the law or the procedure that is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// What kind of condition, e.g. `行政处罚法第四十四条`.
    pub article: String,
    /// What it is about, e.g. the case id.
    pub subject: String,
    /// What would satisfy it, in Chinese.
    pub remedy: String,
}

impl Refusal {
    /// A refusal for `reason`; `message` is for the developer (English), `zh` for the officer.
    pub fn new(reason: &'static Reason, message: impl Into<String>, zh: impl Into<String>) -> Self {
        Self(Box::new(Text {
            reason,
            message: message.into(),
            zh: zh.into(),
            fields: Vec::new(),
            unmet: Vec::new(),
            metadata: BTreeMap::new(),
            retry_after: None,
        }))
    }

    /// The request cannot be read as an act: names the field and the rule it breaks.
    pub fn malformed(
        path: impl Into<String>,
        rule: impl Into<String>,
        zh: impl Into<String>,
    ) -> Self {
        let (path, rule, zh) = (path.into(), rule.into(), zh.into());
        Self::new(
            &general::MALFORMED,
            format!("{path}: {rule}"),
            format!("“{path}”{zh}"),
        )
        .with_field(path, rule, zh)
    }

    /// Not there, or not the caller's to know.
    pub fn absent(what: &str, what_zh: &str) -> Self {
        Self::new(
            &general::ABSENT,
            format!("{what} not found"),
            format!("未找到该{what_zh}，或者您无权查看"),
        )
    }

    /// Somebody changed it since the caller looked.
    pub fn stale(what: &str, what_zh: &str, current_etag: &str) -> Self {
        Self::new(
            &general::STALE,
            format!("{what} has changed; reload and decide again"),
            format!("该{what_zh}已被他人更新，请刷新后重新办理"),
        )
        .with_metadata("current_etag", current_etag)
    }

    /// Adds the article that says so, e.g. (`行政处罚法`, `行政处罚法第四十四条`).
    #[must_use]
    pub fn citing(self, law: impl fmt::Display, article: impl fmt::Display) -> Self {
        self.with_metadata("law", law.to_string())
            .with_metadata("article", article.to_string())
    }

    /// Adds a condition that is not met and what would satisfy it.
    #[must_use]
    pub fn with_unmet(mut self, unmet: Unmet) -> Self {
        self.0.unmet.push(unmet);
        self
    }

    /// Adds a field that breaks a rule.
    #[must_use]
    pub fn with_field(
        mut self,
        path: impl Into<String>,
        rule: impl Into<String>,
        zh: impl Into<String>,
    ) -> Self {
        self.0.fields.push(Field {
            path: path.into(),
            rule: rule.into(),
            zh: zh.into(),
        });
        self
    }

    /// Adds a machine-readable fact, e.g. (`step`, `FILED`).
    #[must_use]
    pub fn with_metadata(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.0.metadata.insert(key, value.into());
        self
    }

    /// Says when to try again.
    #[must_use]
    pub fn with_retry_after(mut self, after: Duration) -> Self {
        self.0.retry_after = Some(after);
        self
    }

    /// The closed code.
    pub fn code(&self) -> Code {
        self.0.reason.code
    }

    /// The stable reason.
    pub fn reason(&self) -> &'static Reason {
        self.0.reason
    }

    /// For the developer, in English.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// For the officer, in Chinese.
    pub fn zh(&self) -> &str {
        &self.0.zh
    }

    /// The article that says so, if one was cited.
    pub fn article(&self) -> Option<&str> {
        self.0.metadata.get("article").map(String::as_str)
    }

    /// Fields that break a rule.
    pub fn fields(&self) -> &[Field] {
        &self.0.fields
    }

    /// Conditions that are not met.
    pub fn unmet(&self) -> &[Unmet] {
        &self.0.unmet
    }

    /// Machine-readable facts.
    pub fn metadata(&self) -> &BTreeMap<&'static str, String> {
        &self.0.metadata
    }

    /// When to try again.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.reason.name, self.0.message)
    }
}

impl std::error::Error for Refusal {}
