//! Markup and scripts where none belong: a page that calls itself a picture is a page to a browser.

/// Beginnings of markup, in lower case.
const BEGINNINGS: [&[u8]; 6] = [
    b"<!doctype",
    b"<html",
    b"<svg",
    b"<script",
    b"<?xml",
    b"<head",
];
/// What no picture and no recording holds, in lower case.
const INSIDE: [&[u8]; 4] = [b"<script", b"<html", b"<svg", b"javascript:"];

/// Whether the bytes begin like markup, blanks and a byte order mark aside.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let from = bytes.iter().position(|byte| !byte.is_ascii_whitespace());
    let bytes = from.map_or(&[][..], |from| &bytes[from..]);
    BEGINNINGS.iter().any(|it| starts(bytes, it))
}

/// Markup or a script anywhere in the bytes; none: there is none.
pub(crate) fn inside(bytes: &[u8]) -> Option<&'static str> {
    let found = INSIDE.iter().find(|it| contains(bytes, it))?;
    std::str::from_utf8(found).ok()
}

/// Whether the end of a ZIP stands in the last bytes: the same file would be an archive too.
pub(crate) fn ends_as_zip(bytes: &[u8]) -> bool {
    const FARTHEST: usize = 65_535 + 22;
    let from = bytes.len().saturating_sub(FARTHEST);
    let mut windows = bytes[from..].windows(4);
    windows.any(|it| it == b"PK\x05\x06")
}

fn starts(bytes: &[u8], with: &[u8]) -> bool {
    bytes
        .get(..with.len())
        .is_some_and(|it| it.eq_ignore_ascii_case(with))
}

/// Looks for a word of lower-case letters, whatever its case in the bytes.
fn contains(bytes: &[u8], word: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|it| it.eq_ignore_ascii_case(&word[0])) {
        rest = &rest[at..];
        if starts(rest, word) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}
