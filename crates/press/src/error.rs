//! Why a paper is not printed.

use form::Fault;

/// Why a paper is not printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PressError {
    /// The data are not enough, or have another shape than they must.
    #[error("the data do not fill the form: {}", first(.0))]
    Unfit(Vec<Fault>),
    /// No font has these characters.
    #[error("no font has {0:?}")]
    Absent(Vec<Absent>),
    /// What is to be encoded is too long for a QR code.
    #[error("the QR code holds no more than it can")]
    Code,
    /// The layout could not be set: ours, not the caller's.
    #[error("the layout could not be set: {0}")]
    Layout(String),
}

/// A character that no font has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Absent(pub char);

impl PressError {
    /// What is wrong and what helps, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Unfit(faults) => faults
                .iter()
                .map(|fault| fault.zh.as_str())
                .collect::<Vec<_>>()
                .join("；"),
            Self::Absent(absent) => {
                let named: Vec<String> = absent.iter().map(Absent::zh).collect();
                format!(
                    "字体中没有下列字符：{}；请核对该字，或者由管理员安装含有该字的字体",
                    named.join("、")
                )
            }
            Self::Code => "案件身份码或者查询地址过长，无法制作二维码".to_owned(),
            Self::Layout(_) => "文书排版失败".to_owned(),
        }
    }
}

impl Absent {
    /// The character with its code: `“𬭊”（U+2CB4A）`.
    pub fn zh(&self) -> String {
        format!("“{}”（U+{:04X}）", self.0, u32::from(self.0))
    }
}

fn first(faults: &[Fault]) -> String {
    faults.first().map(ToString::to_string).unwrap_or_default()
}
