//! PDF: nothing in it acts, and nothing is hidden in it.
//!
//! Names are looked for in the file itself and in its object streams, which are inflated up to a bound. What cannot be looked
//! into (an encrypted file, an object stream packed in another way) is not taken.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use crate::Rejected;

/// Names (PDF 32000-1, 7.3.5) of what acts or hides, with what it is.
const ACTIVE: [(&str, &str); 9] = [
    ("JavaScript", "脚本（JavaScript）"),
    ("Rendition", "可执行的媒体动作"),
    ("Launch", "启动外部程序的动作"),
    ("EmbeddedFile", "嵌入的文件"),
    ("EmbeddedFiles", "嵌入的文件"),
    ("RichMedia", "富媒体内容"),
    ("XFA", "动态表单（XFA）"),
    ("ImportData", "导入数据的动作"),
    ("SubmitForm", "提交表单的动作"),
];
/// Most bytes of all object streams inflated.
const INFLATED: usize = 64 * 1024 * 1024;

/// Whether a PDF may be taken.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Rejected> {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    if find(tail, b"%%EOF").is_none() {
        return Err(Rejected::Damaged("没有PDF结尾".to_owned()));
    }
    if crate::markup::ends_as_zip(bytes) {
        return Err(Rejected::Active("附加的压缩包".to_owned()));
    }
    if names(bytes).any(|name| name == b"Encrypt") {
        return Err(Rejected::Active("加密内容，无法检查".to_owned()));
    }
    inert(bytes)?;
    let mut budget = INFLATED;
    let mut looked_into = 0;
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        let (before, after) = rest.split_at(at);
        rest = &after[6..];
        if before.ends_with(b"end") {
            continue;
        }
        let dictionary = &before[before.len().saturating_sub(1024)..];
        let from = find_last(dictionary, b"obj").unwrap_or(0);
        let dictionary = &dictionary[from..];
        let called = names(dictionary).filter(|name| *name == b"ObjStm").count();
        if called == 0 {
            continue;
        }
        looked_into += called;
        let body = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"));
        let body = body.unwrap_or(rest);
        if !names(dictionary).any(|name| name == b"FlateDecode" || name == b"Fl") {
            return Err(Rejected::Active("无法检查的对象流".to_owned()));
        }
        inert(&inflate(body, &mut budget)?)?;
    }
    // One that was not found as a stream was hidden from this look.
    if names(bytes).filter(|name| *name == b"ObjStm").count() != looked_into {
        return Err(Rejected::Active("无法检查的对象流".to_owned()));
    }
    Ok(())
}

/// An object stream, inflated; the bytes that follow it are not its.
fn inflate(body: &[u8], budget: &mut usize) -> Result<Vec<u8>, Rejected> {
    let mut out = Vec::new();
    let most = *budget as u64 + 1;
    let read = ZlibDecoder::new(body).take(most).read_to_end(&mut out);
    if out.len() > *budget {
        return Err(Rejected::Bomb(format!("对象流解压后超过{INFLATED}字节")));
    }
    *budget -= out.len();
    match read {
        Ok(_) => Ok(out),
        Err(error) => Err(Rejected::Damaged(format!("对象流：{error}"))),
    }
}

fn inert(bytes: &[u8]) -> Result<(), Rejected> {
    for name in names(bytes) {
        let found = ACTIVE.iter().find(|(word, _)| word.as_bytes() == name);
        if let Some((_, what)) = found {
            return Err(Rejected::Active((*what).to_owned()));
        }
    }
    Ok(())
}

/// The names in some bytes, with `#xx` read as the character that it stands for. None that is
/// looked for is so short that it stands in a packed stream by chance.
fn names(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let starts = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'/')
        .map(|(at, _)| at + 1);
    starts.filter_map(|from| {
        let mut name = Vec::new();
        let mut at = from;
        while let Some(byte) = bytes.get(at).filter(|it| is_regular(**it)) {
            // Longer than any that is looked for.
            if name.len() > 24 {
                return None;
            }
            let escaped = (*byte == b'#')
                .then(|| bytes.get(at + 1..at + 3))
                .flatten()
                .and_then(|digits| std::str::from_utf8(digits).ok())
                .and_then(|digits| u8::from_str_radix(digits, 16).ok());
            if let Some(escaped) = escaped {
                name.push(escaped);
                at += 3;
            } else {
                name.push(*byte);
                at += 1;
            }
        }
        Some(name)
    })
}

const fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        b'\0'
            | b'\t'
            | b'\n'
            | 0x0C
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|it| it == word)
}

fn find_last(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|it| it == word)
}
