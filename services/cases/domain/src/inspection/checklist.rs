//! The checklist (检查表): what is to be looked at for each item, as the element centre keeps it.

use serde::{Deserialize, Serialize};

use crate::ItemId;

/// One point of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Number within the inspection, from 1.
    pub number: u32,
    /// Item it belongs to.
    pub item: ItemId,
    /// What is looked at.
    pub content: String,
    /// How; may be empty.
    pub method: String,
    /// The standard or article it is judged by; may be empty.
    pub norm: String,
    /// Whether a record without an answer to it is refused.
    pub mandatory: bool,
}

/// What was seen of one point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Number of the point.
    pub check: u32,
    /// Answer.
    pub answer: Answer,
    /// Remark; may be empty.
    pub remark: String,
}

/// Answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// 合格
    Conforming,
    /// 不合格
    Failing,
    /// 不适用
    NotApplicable,
}

impl Answer {
    /// The answer in Chinese: `合格`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Conforming => "合格",
            Self::Failing => "不合格",
            Self::NotApplicable => "不适用",
        }
    }
}
