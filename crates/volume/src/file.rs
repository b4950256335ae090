//! What a file is bound of.

use calendar::CivilDate;
use form::{Data, Fault, Place};
use press::PressError;

use crate::bind::sm3_of;

/// A paper of the file, or something that belongs to it and cannot be bound.
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
    /// Whether it stands behind everything else of its place.
    pub last: bool,
    /// Its pages (PDF); none: it is not bound, and stands in the catalogue alone.
    pub pdf: Option<Vec<u8>>,
    /// SM3 of the original in hexadecimal digits; empty: it is made from the record, and the bound pages are all there is.
    pub sm3: String,
    /// Where the original lies in the archive.
    pub lies: Lies,
    /// What the catalogue says beside it, e.g. why it is not bound; empty: nothing.
    pub note: String,
}

/// Where an original lies in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lies {
    /// In the folder of its volume, by its number in the file.
    InVolume,
    /// Among the attachments, by this name.
    At(String),
    /// Nowhere: it is too large to go along, or made from the record.
    Nowhere,
}

/// A file to be bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// What stands on cover, catalogue and final notes: fields of the forms of `JA02`, but for what binding itself counts.
    pub facts: Data,
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
    /// What is to be read as a bound file is none.
    #[error("this is no bound file: {0}")]
    NotBound(String),
}

impl Item {
    /// A paper that is bound as it was issued, and lies in its volume's folder.
    pub fn paper(title: &str, number: &str, on: CivilDate, place: Place, pdf: Vec<u8>) -> Self {
        Self {
            title: title.to_owned(),
            number: number.to_owned(),
            on: Some(on),
            place,
            last: false,
            sm3: sm3_of(&pdf),
            pdf: Some(pdf),
            lies: Lies::InVolume,
            note: String::new(),
        }
    }
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
            Self::Written(_) | Self::NotBound(_) => "案卷装订失败".to_owned(),
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
    ordered.sort_by_key(|item| (item.place, item.last, item.on));
    ordered
}
