//! Archives, and documents that are archives: what is in them, how large it is when it is out, and whether it can be looked at.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::{FileType, Rejected};

/// Most entries of an archive.
const ENTRIES: usize = 10_000;
/// Most bytes of everything in it.
const INFLATED: u64 = 300 * 1024 * 1024;
/// Most times by which everything in it may be larger than it; small archives are let be.
const RATIO: u64 = 150;
/// Bytes below which the ratio says nothing.
const SMALL: u64 = 20 * 1024 * 1024;
/// How names of archives in archives end: what is in them is not seen.
const NESTED: [&str; 8] = ["zip", "7z", "rar", "gz", "tgz", "bz2", "xz", "jar"];
/// What makes a document act.
const MACROS: [&str; 3] = ["vbaproject.bin", "vbadata.xml", "activex"];

/// What an archive is, if nothing is wrong with it.
pub(crate) fn check(bytes: &[u8]) -> Result<FileType, Rejected> {
    let damaged = |error: zip::result::ZipError| Rejected::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > ENTRIES {
        return Err(Rejected::Bomb(format!(
            "{}个条目，最多{ENTRIES}个",
            archive.len()
        )));
    }
    let (mut names, mut spans, mut claimed) = (Vec::new(), Vec::new(), 0_u64);
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(damaged)?;
        if entry.encrypted() {
            return Err(Rejected::Active("加密的条目，无法检查其内容".to_owned()));
        }
        let name = entry.name().map_err(damaged)?.to_lowercase();
        if entry.enclosed_name().is_none() || name.starts_with('/') || name.contains('\\') {
            return Err(Rejected::Active("指向压缩包之外的路径".to_owned()));
        }
        if entry.is_symlink() {
            return Err(Rejected::Active("符号链接".to_owned()));
        }
        claimed = claimed.saturating_add(entry.size());
        let from = entry.header_start();
        spans.push((from, from.saturating_add(entry.compressed_size())));
        names.push(name);
    }
    fits(claimed, bytes.len())?;
    spans.sort_unstable();
    if spans.windows(2).any(|pair| pair[1].0 < pair[0].1) {
        return Err(Rejected::Bomb("条目互相重叠".to_owned()));
    }
    let found = kind(&names)?;
    inflate(&mut archive, bytes.len())?;
    Ok(found)
}

/// What is said of the sizes may be a lie: everything is taken out, and thrown away, up to the bound.
fn inflate(archive: &mut ZipArchive<Cursor<&[u8]>>, packed: usize) -> Result<(), Rejected> {
    let mut out = 0_u64;
    let mut buffer = vec![0; 64 * 1024];
    for index in 0..archive.len() {
        let mut entry = archive
            .by_index(index)
            .map_err(|error| Rejected::Damaged(error.to_string()))?;
        loop {
            let read = entry
                .read(&mut buffer)
                .map_err(|error| Rejected::Damaged(error.to_string()))?;
            if read == 0 {
                break;
            }
            out += read as u64;
            fits(out, packed)?;
        }
    }
    Ok(())
}

fn fits(inflated: u64, packed: usize) -> Result<(), Rejected> {
    if inflated > INFLATED {
        return Err(Rejected::Bomb(format!("解压后超过{INFLATED}字节")));
    }
    if inflated > SMALL && inflated / RATIO > packed as u64 {
        return Err(Rejected::Bomb(format!("解压后是原文件的{RATIO}倍以上")));
    }
    Ok(())
}

/// Documents by what stands in them.
fn kind(names: &[String]) -> Result<FileType, Rejected> {
    let has = |name: &str| names.iter().any(|it| it == name);
    let acts = |it: &&String| MACROS.iter().any(|word| it.contains(word));
    let found = if has("word/document.xml") {
        FileType::Docx
    } else if has("xl/workbook.xml") {
        FileType::Xlsx
    } else if has("ofd.xml") {
        FileType::Ofd
    } else {
        let nested = names.iter().find(|name| {
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            NESTED.contains(&ending)
        });
        return match nested {
            Some(name) => Err(Rejected::Active(format!("压缩包中的压缩包（{name}）"))),
            None => Ok(FileType::Zip),
        };
    };
    match names.iter().find(acts) {
        Some(name) => Err(Rejected::Active(format!("宏或者控件（{name}）"))),
        None => Ok(found),
    }
}
