//! ZIP archives: what they claim is checked before anything is unpacked, what they hold while it is counted.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::{Limits, Refused};

/// How much is unpacked at a time while counting.
const BUFFER: usize = 64 * 1024;

/// A file inside an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Name, with folders.
    pub name: String,
    /// Bytes.
    pub content: Vec<u8>,
}

/// Whether the bytes begin as a ZIP archive does.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Checks an archive and gives the names of its files.
///
/// The sizes that the directory claims are added up first; then every file is unpacked once into nothing, because a
/// directory may lie.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, Refused> {
    let mut archive = open(bytes, limits)?;
    let mut names = Vec::with_capacity(archive.len());
    let mut unpacked: u64 = 0;
    let mut buffer = vec![0; BUFFER];
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(|_| Refused::Damaged)?;
        let name = file.name().map_err(|_| Refused::Damaged)?.into_owned();
        let (packed, mut size) = (file.compressed_size(), 0_u64);
        loop {
            let read = file.read(&mut buffer).map_err(|_| Refused::Damaged)?;
            if read == 0 {
                break;
            }
            size += u64::try_from(read).unwrap_or(u64::MAX);
            check(&name, packed, size, unpacked.saturating_add(size), limits)?;
        }
        unpacked = unpacked.saturating_add(size);
        names.push(name);
    }
    Ok(names)
}

/// Unpacks the files of an archive, one after the other, without folders and the leavings of other systems.
pub fn unpack(bytes: &[u8], limits: &Limits) -> Result<Vec<Entry>, Refused> {
    inspect(bytes, limits)?;
    let mut archive = open(bytes, limits)?;
    let mut entries = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(|_| Refused::Damaged)?;
        let name = match file.name() {
            Ok(name) => name.into_owned(),
            Err(_) => gbk_name(file.name_raw()),
        };
        let last = name.rsplit('/').next().unwrap_or_default();
        if file.is_dir() || last.is_empty() || last.starts_with('.') || name.starts_with("__MACOSX")
        {
            continue;
        }
        let mut content = Vec::new();
        file.read_to_end(&mut content)
            .map_err(|_| Refused::Damaged)?;
        entries.push(Entry { name, content });
    }
    Ok(entries)
}

fn open<'a>(bytes: &'a [u8], limits: &Limits) -> Result<ZipArchive<Cursor<&'a [u8]>>, Refused> {
    if bytes.len() > limits.bytes {
        return Err(Refused::TooLarge(limits.bytes));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
    if archive.len() > limits.entries {
        return Err(Refused::Bomb(format!("{} files", archive.len())));
    }
    let mut claimed: u64 = 0;
    for at in 0..archive.len() {
        let file = archive.by_index_raw(at).map_err(|_| Refused::Damaged)?;
        if file.encrypted() {
            return Err(Refused::Encrypted);
        }
        claimed = claimed.saturating_add(file.size());
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        check(&name, file.compressed_size(), file.size(), claimed, limits)?;
    }
    // Files that share their bytes are how a small archive unpacks to a very large one.
    match archive.has_overlapping_files() {
        Ok(false) => Ok(archive),
        Ok(true) => Err(Refused::Bomb("files that overlap".to_owned())),
        Err(_) => Err(Refused::Damaged),
    }
}

fn check(
    name: &str,
    packed: u64,
    size: u64,
    unpacked: u64,
    limits: &Limits,
) -> Result<(), Refused> {
    let texts = name.ends_with("sharedStrings.xml") && size > limits.texts;
    let ratio = size > limits.small && size / packed.max(1) > limits.ratio;
    if unpacked > limits.unpacked || texts || ratio {
        return Err(Refused::Bomb(format!("{name}: {size} bytes from {packed}")));
    }
    Ok(())
}

/// Names that Chinese Windows writes without saying so.
fn gbk_name(raw: &[u8]) -> String {
    encoding_rs::GB18030
        .decode_without_bom_handling(raw)
        .0
        .into_owned()
}
