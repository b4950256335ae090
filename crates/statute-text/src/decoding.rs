//! From bytes to characters: UTF-8, UTF-16 and the Chinese national encoding are recognised.

use encoding_rs::{Encoding as Decoder, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::NotAStatute;

/// How a text was encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark at the beginning.
    Utf8,
    /// UTF-16 with a mark at the beginning.
    Utf16,
    /// GB18030, of which GBK and GB2312 are parts.
    Gb18030,
}

/// The characters of a text file.
pub(crate) fn decode(bytes: &[u8]) -> Result<(String, Encoding), NotAStatute> {
    let (decoder, encoding) = match Decoder::for_bom(bytes) {
        Some((decoder, _)) if decoder == UTF_16LE || decoder == UTF_16BE => {
            (decoder, Encoding::Utf16)
        }
        Some(_) => (UTF_8, Encoding::Utf8),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, Encoding::Utf8),
        None => (GB18030, Encoding::Gb18030),
    };
    let (text, broken) = decoder.decode_with_bom_removal(bytes);
    if broken || text.contains('\0') {
        let at = first_broken(&text);
        return Err(NotAStatute::NotText { line: at });
    }
    Ok((text.into_owned(), encoding))
}

fn first_broken(text: &str) -> usize {
    let before = text.split(['\u{fffd}', '\0']).next().unwrap_or_default();
    before.matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "第一条　为了规范";

    #[test]
    fn each_encoding_is_recognised() {
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let marked = [b"\xef\xbb\xbf", TEXT.as_bytes()].concat();
        let gbk = GB18030.encode(TEXT).0.into_owned();
        for (bytes, encoding) in [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (marked, Encoding::Utf8),
            (utf16, Encoding::Utf16),
            (gbk, Encoding::Gb18030),
        ] {
            assert_eq!(decode(&bytes), Ok((TEXT.to_owned(), encoding)));
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        let broken = [TEXT.as_bytes(), b"\n\xff\xff\xff"].concat();
        assert_eq!(decode(&broken), Err(NotAStatute::NotText { line: 2 }));
        assert_eq!(decode(b"a\0b"), Err(NotAStatute::NotText { line: 1 }));
    }
}
