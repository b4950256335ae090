//! What a check is: an id, what it probes, how to mend what it finds, and the probe itself.

use anyhow::Error;
use futures::future::BoxFuture;
use serde::Serialize;

use super::probe::{Database, Probe};

/// One thing that is probed.
#[derive(Debug)]
pub struct Check {
    /// Stable name, e.g. `database.encoding`: for machines, and for looking it up in docs/operating.md.
    pub id: &'static str,
    /// What is probed.
    pub probes: Text,
    /// How to mend it.
    pub mend: Text,
    /// The worst that it can find.
    pub worst: Level,
    /// The probe.
    pub examine: Examine,
}

/// What a check is carried out on.
#[derive(Debug)]
pub enum Examine {
    /// Every database.
    Database(for<'a> fn(&'a Database, &'a Probe) -> Answer<'a>),
    /// Every database that keeps a record of acts.
    Record(for<'a> fn(&'a Database, &'a Probe) -> Answer<'a>),
    /// The installation, once.
    Once(for<'a> fn(&'a Probe) -> Answer<'a>),
}

/// What a probe answers; an error means that it could not be carried out, which is a warning.
pub type Answer<'a> = BoxFuture<'a, anyhow::Result<Outcome>>;

/// A fixed text in both languages.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Text {
    /// For officers.
    pub zh: &'static str,
    /// For engineers.
    pub en: &'static str,
}

/// What was found, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// For officers.
    pub zh: String,
    /// For engineers.
    pub en: String,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing to do.
    Ok,
    /// Works today; mend it before it does not.
    Warning,
    /// Broken or unsafe: mend it now.
    Red,
}

/// The result of one probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How bad it is.
    pub level: Level,
    /// What was found.
    pub found: Found,
}

impl Text {
    /// A text in Chinese and in English.
    pub(super) const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }
}

impl Level {
    /// The word that is printed.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Ok => "正常",
            Self::Warning => "警告",
            Self::Red => "故障",
        }
    }

    /// The same in English.
    pub fn en(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Red => "RED",
        }
    }
}

impl Outcome {
    /// Found in this state.
    pub(super) fn at(level: Level, zh: impl Into<String>, en: impl Into<String>) -> Self {
        let (zh, en) = (zh.into(), en.into());
        Self {
            level,
            found: Found { zh, en },
        }
    }

    /// Nothing to do.
    pub(super) fn ok(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::at(Level::Ok, zh, en)
    }

    /// To be mended before it breaks.
    pub(super) fn warning(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::at(Level::Warning, zh, en)
    }

    /// To be mended now.
    pub(super) fn red(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::at(Level::Red, zh, en)
    }

    /// The probe could not be carried out: nothing is known, so it is not called good.
    pub(super) fn untold(error: &Error) -> Self {
        Self::warning(
            format!("无法判定：{error:#}"),
            format!("cannot be told: {error:#}"),
        )
    }
}
