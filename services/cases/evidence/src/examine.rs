//! What a file really is, and whether it may be taken.

use crate::{Class, FileType, HEAD, Rejected, bound, markup, name, pdf, picture, zipped};

/// What was looked at of a file.
#[derive(Debug, Clone, Copy)]
pub enum Looked<'a> {
    /// All of it.
    Whole(&'a [u8]),
    /// Its beginning alone: enough for a recording, never for anything else.
    Head(&'a [u8]),
}

/// The type of a file, if it may be taken: its name is safe, its size is within the bound of the type, its bytes are of the type
/// that the name says, and nothing is in it that must not be.
///
/// # Errors
/// Why it is not taken.
pub fn examine(
    called: &str,
    size: u64,
    looked: Looked<'_>,
    largest: u64,
) -> Result<FileType, Rejected> {
    let named = name(called)?;
    if size == 0 {
        return Err(Rejected::Empty);
    }
    let most = bound(named, largest);
    if size > most {
        return Err(Rejected::TooLarge { size, most });
    }
    let (bytes, whole) = match looked {
        Looked::Whole(bytes) => (bytes, true),
        Looked::Head(bytes) => (bytes, false),
    };
    let found = found(named, bytes, whole)?;
    if found != named && !is_alike(named, found) {
        return Err(Rejected::Differs { named, found });
    }
    match found.class() {
        Class::Picture => picture::check(found, bytes)?,
        Class::Sound | Class::Video => {
            let head = &bytes[..bytes.len().min(HEAD)];
            if let Some(found) = markup::inside(head) {
                return Err(Rejected::Active(format!("网页脚本内容（{found}）")));
            }
        }
        Class::Document if found == FileType::Pdf => pdf::check(bytes)?,
        Class::Document | Class::Archive => {}
    }
    Ok(named)
}

/// What the bytes are.
fn found(named: FileType, bytes: &[u8], whole: bool) -> Result<FileType, Rejected> {
    if markup::begins(bytes) {
        return Err(Rejected::Active(
            "网页或者矢量图内容（HTML、SVG、XML）".to_owned(),
        ));
    }
    let recording = matches!(named.class(), Class::Sound | Class::Video);
    if !whole && !recording {
        return Err(Rejected::Unknown);
    }
    let said = infer::get(bytes).map(|it| it.mime_type());
    let found = match said {
        Some("image/jpeg") => FileType::Jpeg,
        Some("image/png") => FileType::Png,
        Some("image/webp") => FileType::Webp,
        Some("image/bmp") => FileType::Bmp,
        Some("image/heif" | "image/heic") => FileType::Heic,
        Some("application/pdf") if bytes.starts_with(b"%PDF-") => FileType::Pdf,
        Some("audio/mpeg") => FileType::Mp3,
        Some("audio/m4a" | "audio/aac") => FileType::M4a,
        Some("audio/x-wav" | "audio/wav") => FileType::Wav,
        Some("audio/amr") => FileType::Amr,
        Some("video/mp4" | "video/x-m4v") => FileType::Mp4,
        Some("video/quicktime") => FileType::Mov,
        Some("video/webm" | "video/x-matroska") => FileType::Webm,
        Some("video/x-msvideo") => FileType::Avi,
        _ if bytes.starts_with(b"PK\x03\x04") && whole => zipped::check(bytes)?,
        _ if named == FileType::Text => text(bytes)?,
        _ => return Err(Rejected::Unknown),
    };
    Ok(found)
}

/// Plain text: UTF-8 or GB 18030, without control characters.
fn text(bytes: &[u8]) -> Result<FileType, Rejected> {
    let decoded = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .ok_or(Rejected::Unknown)?,
    };
    let odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    if decoded.chars().any(odd) {
        return Err(Rejected::Unknown);
    }
    Ok(FileType::Text)
}

/// Types that share a container, which their first bytes do not tell apart for sure.
const fn is_alike(named: FileType, found: FileType) -> bool {
    matches!(
        (named, found),
        (FileType::M4a | FileType::Mov, FileType::Mp4)
            | (FileType::Mp4, FileType::M4a | FileType::Mov)
    )
}
