//! What the file of a case is, in one value: once it is archived, nothing is added to it and nothing in it changes.

use std::fmt::Write as _;

use data_encoding::HEXLOWER;
use sm3::{Digest as _, Sm3};

use crate::Case;

/// SM3 in hexadecimal over one line for each document, then for each file of evidence, then for each version of a transcript, in
/// the order of their numbers: what it is (`document`, `void`, `exhibit`, `transcript`), its number, the SM3 of its bytes (of a
/// transcript: of its pages), each line ended by a line feed.
pub fn file_sm3(case: &Case) -> String {
    let mut lines = String::new();
    for document in &case.documents {
        let what = if document.stands() {
            "document"
        } else {
            "void"
        };
        let _ = writeln!(lines, "{what} {} {}", document.number, document.printed.sm3);
    }
    for exhibit in &case.exhibits {
        let _ = writeln!(lines, "exhibit {} {}", exhibit.number, exhibit.file.sm3);
    }
    for transcript in &case.transcripts {
        let _ = writeln!(lines, "transcript {} {}", transcript.number, transcript.sm3);
    }
    HEXLOWER.encode(&Sm3::digest(lines.as_bytes()))
}
