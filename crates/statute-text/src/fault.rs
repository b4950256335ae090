//! Why a file is not read as a statute: what was found, where, and what to do.

use crate::label::Key;

/// The file is not a statute, or cannot be read as one without losing something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAStatute {
    /// Neither UTF-8, UTF-16 nor GB18030.
    #[error(
        "line {line}: the file is not text in UTF-8, UTF-16 or GB18030; save it as UTF-8 text, Markdown or DOCX"
    )]
    NotText {
        /// Line of the first character that cannot be read.
        line: usize,
    },
    /// A format that is known, but not read.
    #[error("the file is {format}; save it as DOCX, Markdown or plain text")]
    Format {
        /// Its name.
        format: &'static str,
    },
    /// More than is read.
    #[error("{what} is larger than {limit} bytes; divide it")]
    TooLarge {
        /// What.
        what: String,
        /// The limit.
        limit: u64,
    },
    /// The container is broken, or not what it should be.
    #[error("the {container} file cannot be opened: {reason}; save it again")]
    Broken {
        /// DOCX or ZIP.
        container: &'static str,
        /// Why.
        reason: String,
    },
    /// Too many entries in a container.
    #[error("the archive holds {found} entries, at most {limit} are read; divide it")]
    TooMany {
        /// How many.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// A name in an archive that leads out of it, or is a link.
    #[error(
        "the archive's entry {name:?} leads out of the archive; pack it again without such names"
    )]
    Path {
        /// The name.
        name: String,
    },
    /// No title, neither in the text nor in the file's name.
    #[error("the text has no title; put it on the first line")]
    NoTitle,
    /// Nothing is numbered as a statute is.
    #[error(
        "no article was found: no line begins with 第…条, 一、, （一） or 1.; number the text, or write automatic numbers as text"
    )]
    NoArticle,
    /// Items of one order stand below those of another, so that neither divides the whole text.
    #[error("line {line}: 一、 begins below （一） or 1.; number the whole text in one order")]
    Mixed {
        /// Line of the first number of the other order.
        line: usize,
    },
    /// Numbers do not follow each other.
    #[error("{0}")]
    Order(#[from] Disorder),
    /// Several statutes in one file.
    #[error("the file holds {} statutes (at lines {}); import them one by one, or as they are divided by read_all", .lines.len(), list(.lines))]
    Several {
        /// First line of each.
        lines: Vec<usize>,
    },
}

/// Two articles that do not follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disorder {
    /// What is wrong.
    pub kind: DisorderKind,
    /// Number and line of the article before; `None`: there is none.
    pub before: Option<(Key, usize)>,
    /// Number and line of the article found.
    pub found: (Key, usize),
    /// How the number is written: 第…条, or 一、.
    pub articles: bool,
}

/// How two articles do not follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisorderKind {
    /// The number was there already.
    Repeats,
    /// The number is lower than that before.
    GoesBack,
    /// Numbers between are missing.
    Gap,
}

impl std::error::Error for Disorder {}

impl std::fmt::Display for Disorder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (key, line) = self.found;
        let name = key.name(self.articles);
        match (self.kind, self.before) {
            (DisorderKind::Repeats, Some((_, before))) => write!(
                f,
                "line {line}: {name} stands there already, at line {before}; keep one of them"
            ),
            (DisorderKind::GoesBack, Some((last, before))) => write!(
                f,
                "line {line}: {name} stands after {} of line {before}; put it in its place",
                last.name(self.articles)
            ),
            (_, Some((last, before))) => write!(
                f,
                "line {line}: {name} follows {} of line {before}, what is between is missing; add it, or write （删去） for what was deleted",
                last.name(self.articles)
            ),
            (_, None) => write!(
                f,
                "line {line}: the first number is {name}; add what stands before it"
            ),
        }
    }
}

impl NotAStatute {
    /// The same for an officer.
    pub fn zh(&self) -> String {
        match self {
            Self::NotText { line } => format!(
                "第{line}行：文件不是UTF-8、UTF-16或GB18030编码的文本，请另存为UTF-8文本、Markdown或DOCX"
            ),
            Self::Format { format } => {
                format!("不支持{format}文件，请另存为DOCX、Markdown或纯文本")
            }
            Self::TooLarge { what, limit } => {
                format!("{what}超过{limit}字节的上限，请拆分后导入")
            }
            Self::Broken { container, reason } => {
                format!("{container}文件无法打开（{reason}），请重新保存")
            }
            Self::TooMany { found, limit } => {
                format!("压缩包内有{found}个文件，超过{limit}个的上限，请拆分后导入")
            }
            Self::Path { name } => {
                format!("压缩包内的文件名“{name}”指向包外，请重新打包")
            }
            Self::NoTitle => "没有找到标题，请将标题放在首行".to_owned(),
            Self::NoArticle => {
                "没有找到条文：没有以“第…条”“一、”“（一）”或“1.”开头的行。请为正文编号；自动编号请转为文字"
                    .to_owned()
            }
            Self::Mixed { line } => format!(
                "第{line}行：“（一）”或“1.”之下又出现“一、”，编号层次不一，请统一编号"
            ),
            Self::Order(disorder) => disorder.zh(),
            Self::Several { lines } => format!(
                "文件中有{}部法规（分别始于第{}行），请分别导入",
                lines.len(),
                lines.iter().map(usize::to_string).collect::<Vec<_>>().join("、")
            ),
        }
    }

    /// Line at which it was found, from 1.
    pub const fn line(&self) -> Option<usize> {
        match self {
            Self::NotText { line } | Self::Mixed { line } => Some(*line),
            Self::Order(disorder) => Some(disorder.found.1),
            _ => None,
        }
    }
}

impl Disorder {
    /// The same for an officer.
    pub fn zh(&self) -> String {
        let (key, line) = self.found;
        let name = key.name(self.articles);
        match (self.kind, self.before) {
            (DisorderKind::Repeats, Some((_, before))) => {
                format!("第{line}行：{name}重复，第{before}行已有同号条文，请保留其一")
            }
            (DisorderKind::GoesBack, Some((last, before))) => format!(
                "第{line}行：{name}出现在第{before}行的{}之后，请调整顺序",
                last.name(self.articles)
            ),
            (_, Some((last, before))) => format!(
                "第{line}行：第{before}行的{}之后直接出现{name}，中间条文缺失，请补全；已删去的条文请注明“（删去）”",
                last.name(self.articles)
            ),
            (_, None) => format!("第{line}行：首个编号为{name}，之前的条文缺失，请补全"),
        }
    }
}

fn list(lines: &[usize]) -> String {
    lines
        .iter()
        .map(usize::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}
