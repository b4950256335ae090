//! What a file is bound of.

use calendar::CivilDate;
use form::{Fault, Place};
use press::PressError;

/// A paper of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Title, e.g. `行政处罚决定书`.
    pub title: String,
    /// 文号; empty: it has none.
    pub number: String,
    /// Day on which it was made.
    pub on: Option<CivilDate>,
    /// Where it stands in the file.
    pub place: Place,
    /// Its bytes as they were issued.
    pub pdf: Vec<u8>,
}

/// What stands on the cover and at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Agency that keeps the file.
    pub agency_name: String,
    /// 案号
    pub case_number: String,
    /// 案件身份码
    pub case_code: String,
    /// 题名
    pub title: String,
    /// 当事人
    pub party_name: String,
    /// 案由
    pub cause: String,
    /// 处理决定文号; empty: there is none.
    pub decision_number: String,
    /// 处理结果
    pub result: String,
    /// 承办人
    pub officers: String,
    /// 立案日期
    pub filed_on: CivilDate,
    /// 结案日期
    pub closed_on: CivilDate,
    /// 归档日期
    pub archived_on: CivilDate,
    /// 保管期限, e.g. `30年`.
    pub keeping: String,
    /// 档号; empty: not given yet.
    pub archive_number: String,
    /// 本卷情况说明
    pub situation: String,
    /// 立卷人
    pub binder: String,
    /// 检查人; empty: nobody yet.
    pub checker: String,
}

/// A file to be bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// Cover and final notes.
    pub cover: Cover,
    /// Its papers, in any order.
    pub items: Vec<Item>,
}

/// Why a file is not bound.
#[derive(Debug, thiserror::Error)]
pub enum VolumeError {
    /// A paper is no PDF that can be read, or is encrypted.
    #[error("{title:?} is no PDF that can be bound: {reason}")]
    Unreadable {
        /// Title of the paper.
        title: String,
        /// Why.
        reason: String,
    },
    /// There is nothing to bind.
    #[error("the file has no papers")]
    Empty,
    /// Cover, catalogue or notes cannot be printed.
    #[error(transparent)]
    Press(#[from] PressError),
    /// The bytes could not be written: ours, not the caller's.
    #[error("the file could not be written: {0}")]
    Written(String),
}

impl VolumeError {
    /// What is wrong and what helps, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Unreadable { title, .. } => {
                format!(
                    "《{title}》不是可以装订的PDF文件（可能已损坏或者加密），请重新制作或者改为随卷附件"
                )
            }
            Self::Empty => "案卷中没有文书，无法装订".to_owned(),
            Self::Press(error) => error.zh(),
            Self::Written(_) => "案卷装订失败".to_owned(),
        }
    }

    /// What is missing on the cover, if that is what is wrong.
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::Press(PressError::Unfit(faults)) => faults,
            _ => &[],
        }
    }
}

/// The papers in the order of the file: by their place, then by their day, then as they were given.
pub fn in_order(items: &[Item]) -> Vec<&Item> {
    let mut ordered: Vec<&Item> = items.iter().collect();
    // A stable sort: what has no day stands before what has one, as it was given.
    ordered.sort_by_key(|item| (item.place, item.on));
    ordered
}
