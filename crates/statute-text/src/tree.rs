//! A statute as a tree: everything that stands in the file, in exactly one place.

use calendar::CivilDate;
use statute::Rank;

use crate::Encoding;
use crate::label::{Key, Level};

/// A statute that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatuteText {
    /// Title, without a version in brackets.
    pub title: String,
    /// Names by which it is also cited: the title without 中华人民共和国, the name of its file.
    pub short_titles: Vec<String>,
    /// Day of the version: of the file's name, else the last day of the notes.
    pub version: Option<CivilDate>,
    /// Day of effect, where the text or a note states one.
    pub in_force: Option<CivilDate>,
    /// Who issued it, with the number of the order; `None`: not readable.
    pub issuer: Option<String>,
    /// Where it stands in the order of norms, as far as folder, title and issuer show it.
    pub rank: Option<Rank>,
    /// Notes on adoption and amendments (题注).
    pub notes: Vec<String>,
    /// The contents list (目录), which is no part of the text.
    pub contents: Vec<String>,
    /// What stands between the title and the first article (序言).
    pub preamble: Vec<String>,
    /// Headings, in their order.
    pub headings: Vec<Heading>,
    /// Articles, in their order.
    pub articles: Vec<Article>,
    /// What stands after the last article.
    pub annexes: Vec<Annex>,
    /// How its text is divided.
    pub numbering: Numbering,
    /// What was set right in reading, for whoever imports it.
    pub remarks: Vec<Remark>,
    /// How the file was encoded; `None`: DOCX.
    pub encoding: Option<Encoding>,
    pub(crate) order: Vec<Place>,
}

/// How a text is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// Into 第…条.
    Articles,
    /// Into 一、二、三、 or the like: each is read as an article with its number as printed.
    Items,
    /// Not at all, or in no order: the whole is one article.
    Whole,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Level.
    pub level: Level,
    /// Heading with its number: 第一章 总则.
    pub text: String,
    /// What stands between it and the next article; mostly nothing.
    pub remark: String,
    /// Line, from 1.
    pub line: usize,
}

/// An article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Number.
    pub key: Key,
    /// Last number where it stands for several deleted articles.
    pub last: u16,
    /// Number as printed: 第一条, 一、.
    pub label: String,
    /// Text, a line for each paragraph.
    pub text: String,
    /// Heading of the part (编、分编); may be empty.
    pub part: String,
    /// Heading of the chapter; may be empty.
    pub chapter: String,
    /// Heading of the section; may be empty.
    pub section: String,
    /// Line, from 1.
    pub line: usize,
}

/// An annex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annex {
    /// Title: 附件1 甲.
    pub title: String,
    /// Text, a line for each paragraph.
    pub text: String,
    /// Line, from 1.
    pub line: usize,
}

/// Something that was set right in reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Line, from 1.
    pub line: usize,
    /// What.
    pub kind: RemarkKind,
}

/// What was set right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemarkKind {
    /// An article stood behind another on one line.
    RunTogether(Key),
    /// The text has no 第…条; its numbered items are read as articles.
    NoArticles,
    /// The text is not divided, or in no order; it stays whole.
    Whole,
    /// The first article is not the first of the law: an excerpt, or a later part of it.
    BeginsWith(Key),
}

/// What stands where in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Title,
    Note(usize),
    Contents(usize),
    Preamble(usize),
    Heading(usize),
    Article(usize),
    Annex(usize),
}

impl StatuteText {
    /// The article of that number, deleted ones among them.
    pub fn article(&self, key: Key) -> Option<&Article> {
        self.articles.iter().find(|article| {
            article.key == key
                || (key.suffix == 0
                    && (article.key.number..=article.last).contains(&key.number)
                    && article.last > article.key.number)
        })
    }

    /// The whole text put together again from its pieces, in the order of the file.
    pub fn rebuilt(&self) -> String {
        let pieces = self.order.iter().flat_map(|place| match *place {
            Place::Title => vec![self.title.as_str()],
            Place::Note(at) => vec![self.notes[at].as_str()],
            Place::Contents(at) => vec![self.contents[at].as_str()],
            Place::Preamble(at) => vec![self.preamble[at].as_str()],
            Place::Heading(at) => {
                let heading = &self.headings[at];
                vec![heading.text.as_str(), heading.remark.as_str()]
            }
            Place::Article(at) => {
                let article = &self.articles[at];
                vec![article.label.as_str(), article.text.as_str()]
            }
            Place::Annex(at) => {
                let annex = &self.annexes[at];
                vec![annex.title.as_str(), annex.text.as_str()]
            }
        });
        pieces.collect::<Vec<_>>().join("\n")
    }
}

impl Remark {
    /// For an officer.
    pub fn zh(&self) -> String {
        let line = self.line;
        match self.kind {
            RemarkKind::RunTogether(key) => {
                format!("第{line}行：{}与前一条写在同一行，已分开", key.name(true))
            }
            RemarkKind::NoArticles => {
                format!("第{line}行起：正文不分条，按“一、二、三、”各作一条导入")
            }
            RemarkKind::Whole => {
                format!("第{line}行起：正文不分条，也没有统一的编号，全文作为一条导入")
            }
            RemarkKind::BeginsWith(key) => {
                format!(
                    "第{line}行：正文从{}开始，之前的条文不在本文件中",
                    key.name(true)
                )
            }
        }
    }
}

impl std::fmt::Display for Remark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let line = self.line;
        match self.kind {
            RemarkKind::RunTogether(key) => write!(
                f,
                "line {line}: {} stood on the line of the article before, it was set off",
                key.name(true)
            ),
            RemarkKind::NoArticles => write!(
                f,
                "from line {line}: the text is not divided into 条, each of its items was read as an article"
            ),
            RemarkKind::Whole => write!(
                f,
                "from line {line}: the text is not divided in one order, the whole was read as one article"
            ),
            RemarkKind::BeginsWith(key) => write!(
                f,
                "line {line}: the text begins with {}, what stands before it is not in this file",
                key.name(true)
            ),
        }
    }
}
