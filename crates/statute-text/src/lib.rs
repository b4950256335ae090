//! The text of a statute as a tree, read from what people have; citations of any law.
//!
//! [`read`] takes Markdown, plain text (UTF-8, UTF-16, GB18030) and DOCX; [`Archive`] the files of a ZIP. Every character of
//! a file ends up in exactly one place of the tree ([`StatuteText::rebuilt`]). What cannot be read without losing an article
//! is refused with the line, what was found there and what to do.

mod archive;
pub mod citation;
mod dates;
mod decoding;
mod docx;
mod fault;
mod file_name;
mod header;
mod label;
mod line;
mod numeral;
mod outline;
mod paragraph;
mod sequence;
mod title;
mod tree;

pub use archive::{Archive, LARGEST_FILE, LARGEST_TOTAL, MOST_FILES, Packed};
pub use citation::LooseCitation;
pub use decoding::Encoding;
pub use fault::{Disorder, DisorderKind, NotAStatute};
pub use label::{Key, Level};
pub use paragraph::{Item, Paragraph, paragraphs, place};
pub use title::{TitleMatch, normal as normal_title, title_matches};
pub use tree::{Annex, Article, Heading, Numbering, Remark, RemarkKind, StatuteText};

use file_name::FileName;
use line::Lines;

/// One statute of a file: the line at which it begins, and what was read from there on.
pub type Part = (usize, Result<StatuteText, NotAStatute>);

/// Most bytes of a text file.
pub const LARGEST_TEXT: usize = 16 << 20;

/// Reads a file that holds one statute. The name may carry folders (行政法规/…) and the day of the version.
///
/// # Refuses
/// What is no text, too large, holds several statutes ([`read_all`] takes those), has no article, or whose numbers repeat, go
/// back or leave a gap that no 删去 explains.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<StatuteText, NotAStatute> {
    one(file_name, bytes, false)
}

/// Reads a file that holds some articles of a statute: numbers may be left out, but ascend.
pub fn read_excerpt(file_name: &str, bytes: &[u8]) -> Result<StatuteText, NotAStatute> {
    one(file_name, bytes, true)
}

/// Reads a file that may hold several statutes, each with the line at which it begins.
pub fn read_all(file_name: &str, bytes: &[u8]) -> Result<Vec<Part>, NotAStatute> {
    let (lines, encoding) = open(bytes)?;
    let file = FileName::read(file_name);
    let documents = outline::documents(&lines);
    let alone = documents.len() == 1;
    Ok(documents
        .into_iter()
        .map(|range| {
            let first = lines.lines.get(range.start).map_or(1, |line| line.number);
            // The file's name speaks of one statute only.
            let file = if alone {
                file.clone()
            } else {
                FileName {
                    folders: file.folders.clone(),
                    ..FileName::default()
                }
            };
            (first, document(&lines, range, &file, false, encoding))
        })
        .collect())
}

/// Whether the bytes are a ZIP archive of files, not a DOCX.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") && !is_docx(bytes)
}

fn one(file_name: &str, bytes: &[u8], excerpt: bool) -> Result<StatuteText, NotAStatute> {
    let (lines, encoding) = open(bytes)?;
    let documents = outline::documents(&lines);
    if documents.len() > 1 {
        let line = |at: usize| lines.lines.get(at).map_or(1, |line| line.number);
        return Err(NotAStatute::Several {
            lines: documents.iter().map(|range| line(range.start)).collect(),
        });
    }
    let range = 0..lines.lines.len();
    document(&lines, range, &FileName::read(file_name), excerpt, encoding)
}

fn document(
    lines: &Lines,
    range: std::ops::Range<usize>,
    file: &FileName,
    excerpt: bool,
    encoding: Option<Encoding>,
) -> Result<StatuteText, NotAStatute> {
    let notes_end = lines
        .notes_end
        .iter()
        .find(|end| range.contains(end) || **end == range.end)
        .map(|end| end - range.start);
    let mut read = outline::outline(&lines.lines[range], notes_end, file, excerpt)?;
    read.encoding = encoding;
    Ok(read)
}

fn open(bytes: &[u8]) -> Result<(Lines, Option<Encoding>), NotAStatute> {
    if let Some(format) = unread_format(bytes) {
        return Err(NotAStatute::Format { format });
    }
    if bytes.starts_with(b"PK\x03\x04") {
        if !is_docx(bytes) {
            return Err(NotAStatute::Format { format: "ZIP" });
        }
        return Ok((line::lines(&docx::text(bytes)?), None));
    }
    if bytes.len() > LARGEST_TEXT {
        return Err(NotAStatute::TooLarge {
            what: "the text".to_owned(),
            limit: LARGEST_TEXT as u64,
        });
    }
    let (text, encoding) = decoding::decode(bytes)?;
    Ok((line::lines(&text), Some(encoding)))
}

/// A DOCX names its text in the directory at the end of the file.
fn is_docx(bytes: &[u8]) -> bool {
    let name = docx::DOCUMENT.as_bytes();
    bytes.starts_with(b"PK\x03\x04") && bytes.windows(name.len()).any(|window| window == name)
}

fn unread_format(bytes: &[u8]) -> Option<&'static str> {
    let head: String = bytes
        .iter()
        .take(64)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let head = head.trim_start();
    if head.starts_with("%pdf") {
        Some("PDF")
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        Some("DOC/WPS")
    } else if head.starts_with("{\\rtf") {
        Some("RTF")
    } else if head.starts_with("<!doctype") || head.starts_with("<html") {
        Some("HTML")
    } else {
        None
    }
}
