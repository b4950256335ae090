//! Why a file is not taken.

use crate::FileType;

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// The name could mislead a person or a machine; what about it, in Chinese.
    #[error("the name is not safe: {0}")]
    Name(String),
    /// Nothing of this ending is taken.
    #[error("no file ending in {0:?} is taken")]
    Ending(String),
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It has more bytes than its type may have.
    #[error("the file has {size} bytes, its type may have {most}")]
    TooLarge {
        /// Its bytes.
        size: u64,
        /// The most.
        most: u64,
    },
    /// Its bytes are of no type that is taken.
    #[error("the bytes are of no type that is taken")]
    Unknown,
    /// Its bytes are of another type than its name says.
    #[error("the name says {named:?}, the bytes say {found:?}")]
    Differs {
        /// What the name says.
        named: FileType,
        /// What the bytes say.
        found: FileType,
    },
    /// It is damaged, so that nobody could read it.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// Opened, it would be far larger than it is: pixels or bytes.
    #[error("opened, the file is too large: {0}")]
    Bomb(String),
    /// It holds something that acts, or hides something: what, in Chinese.
    #[error("the file holds what must not be there: {0}")]
    Active(String),
}

impl Rejected {
    /// The same in Chinese, with what about the file it is.
    pub fn zh(&self) -> String {
        match self {
            Self::Name(what) => format!("文件名{what}"),
            Self::Ending(ending) if ending.is_empty() => "文件名没有扩展名".to_owned(),
            Self::Ending(ending) => format!("不接收扩展名为“{ending}”的文件"),
            Self::Empty => "文件是空的（0字节）".to_owned(),
            Self::TooLarge { size, most } => {
                format!("文件{size}字节，该类型最多{most}字节")
            }
            Self::Unknown => "文件内容不是可接收的类型".to_owned(),
            Self::Differs { named, found } => format!(
                "文件名为{}（{}），内容却是{}（{}）",
                named.class().zh(),
                named.endings()[0],
                found.class().zh(),
                found.endings()[0]
            ),
            Self::Damaged(what) => format!("文件已损坏或者不完整：{what}"),
            Self::Bomb(what) => format!("文件展开后过大：{what}"),
            Self::Active(what) => format!("文件含有{what}"),
        }
    }
}
