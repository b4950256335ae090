//! The paragraphs of a DOCX file, a line each; nothing is unpacked past its bounds.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::{NotAStatute, decoding};

/// Where the text stands in the file.
pub(crate) const DOCUMENT: &str = "word/document.xml";
/// Most entries that a DOCX file may have.
const MOST_ENTRIES: usize = 4_096;
/// Most bytes of the text with its marks, unpacked.
const LARGEST: u64 = 64 << 20;

/// The text of a DOCX file: a line for each paragraph and each row of a table.
pub(crate) fn text(bytes: &[u8]) -> Result<String, NotAStatute> {
    let broken = |reason: String| NotAStatute::Broken {
        container: "DOCX",
        reason,
    };
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    if archive.len() > MOST_ENTRIES {
        return Err(NotAStatute::TooMany {
            found: archive.len(),
            limit: MOST_ENTRIES,
        });
    }
    let entry = archive
        .by_name(DOCUMENT)
        .map_err(|error| broken(error.to_string()))?;
    let mut xml = Vec::new();
    entry
        .take(LARGEST + 1)
        .read_to_end(&mut xml)
        .map_err(|error| broken(error.to_string()))?;
    if xml.len() as u64 > LARGEST {
        return Err(NotAStatute::TooLarge {
            what: DOCUMENT.to_owned(),
            limit: LARGEST,
        });
    }
    let (xml, _) = decoding::decode(&xml)?;
    read(&xml).map_err(broken)
}

#[derive(Debug, Default)]
struct Page {
    text: String,
    /// Depth of tables; their paragraphs are cells.
    tables: usize,
    /// Depth of what is not shown: alternatives, deletions, field codes.
    hidden: usize,
    in_text: bool,
}

fn read(xml: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut page = Page::default();
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Eof => return Ok(page.text),
            Event::DocType(_) => return Err("a document type is not allowed".to_owned()),
            Event::Start(tag) => page.open(tag.local_name().as_ref()),
            Event::End(tag) => page.close(tag.local_name().as_ref()),
            Event::Empty(tag) => page.mark(tag.local_name().as_ref()),
            Event::Text(text) if page.shows() => {
                page.text.push_str(&text);
            }
            Event::GeneralRef(name) if page.shows() => {
                page.text.push(referred(&name)?);
            }
            _ => {}
        }
    }
}

impl Page {
    fn shows(&self) -> bool {
        self.in_text && self.hidden == 0
    }

    fn open(&mut self, name: &str) {
        match name {
            "Fallback" | "del" | "moveFrom" | "instrText" | "delText" => self.hidden += 1,
            "tbl" => self.tables += 1,
            "t" => self.in_text = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "Fallback" | "del" | "moveFrom" | "instrText" | "delText" => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                self.text.push('\n');
            }
            "t" => self.in_text = false,
            "p" if self.tables > 0 => self.text.push(' '),
            "tc" => self.text.push_str("| "),
            "tr" | "p" => self.text.push('\n'),
            _ => {}
        }
    }

    fn mark(&mut self, name: &str) {
        if self.hidden > 0 {
            return;
        }
        match name {
            "tab" | "ptab" => self.text.push(' '),
            "br" | "cr" => self.text.push(if self.tables > 0 { ' ' } else { '\n' }),
            "noBreakHyphen" => self.text.push('-'),
            "p" if self.tables == 0 => self.text.push('\n'),
            _ => {}
        }
    }
}

/// The character that a reference stands for; entities of a document's own are none.
fn referred(name: &str) -> Result<char, String> {
    let number = |digits: &str, radix| {
        u32::from_str_radix(digits, radix)
            .ok()
            .and_then(char::from_u32)
    };
    let found = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match (name.strip_prefix("#x"), name.strip_prefix('#')) {
            (Some(digits), _) => number(digits, 16),
            (None, Some(digits)) => number(digits, 10),
            _ => None,
        },
    };
    found.ok_or_else(|| format!("the reference &{name}; means nothing"))
}
