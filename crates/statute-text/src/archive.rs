//! Statutes packed together in a ZIP file.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::{NotAStatute, decoding};

/// Most files in an archive.
pub const MOST_FILES: usize = 20_000;
/// Most bytes of one file, unpacked.
pub const LARGEST_FILE: u64 = 32 << 20;
/// Most bytes of all files together, unpacked.
pub const LARGEST_TOTAL: u64 = 1 << 30;

/// The files of a ZIP archive, one after another.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    next: usize,
    unpacked: u64,
}

impl std::fmt::Debug for Archive<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Archive({} of {})", self.next, self.zip.len())
    }
}

/// A file of an archive: its name with folders, and its bytes or why they are not read.
pub type Packed = (String, Result<Vec<u8>, NotAStatute>);

impl<'a> Archive<'a> {
    /// Opens an archive.
    pub fn open(bytes: &'a [u8]) -> Result<Self, NotAStatute> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| NotAStatute::Broken {
            container: "ZIP",
            reason: error.to_string(),
        })?;
        if zip.len() > MOST_FILES {
            return Err(NotAStatute::TooMany {
                found: zip.len(),
                limit: MOST_FILES,
            });
        }
        Ok(Self {
            zip,
            next: 0,
            unpacked: 0,
        })
    }

    /// Number of entries, folders among them.
    pub fn len(&self) -> usize {
        self.zip.len()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.zip.is_empty()
    }

    fn entry(&mut self, at: usize) -> Option<Packed> {
        let entry = match self.zip.by_index(at) {
            Ok(entry) => entry,
            Err(error) => {
                let reason = error.to_string();
                let broken = NotAStatute::Broken {
                    container: "ZIP",
                    reason,
                };
                return Some((format!("#{}", at + 1), Err(broken)));
            }
        };
        let name = decoding::decode(entry.name_raw()).map_or_else(
            |_| String::from_utf8_lossy(entry.name_raw()).into_owned(),
            |(name, _)| name,
        );
        if entry.is_dir() || is_of_the_packer(&name) {
            return None;
        }
        if leads_out(&name) || entry.is_symlink() {
            let refused = NotAStatute::Path { name: name.clone() };
            return Some((name, Err(refused)));
        }
        let left = LARGEST_TOTAL.saturating_sub(self.unpacked);
        let limit = LARGEST_FILE.min(left);
        let mut bytes = Vec::new();
        let read = entry.take(limit + 1).read_to_end(&mut bytes);
        self.unpacked += bytes.len() as u64;
        let read = match read {
            Err(error) => Err(NotAStatute::Broken {
                container: "ZIP",
                reason: error.to_string(),
            }),
            Ok(_) if bytes.len() as u64 > limit => Err(NotAStatute::TooLarge {
                what: name.clone(),
                limit,
            }),
            Ok(_) => Ok(bytes),
        };
        Some((name, read))
    }
}

impl Iterator for Archive<'_> {
    type Item = Packed;

    fn next(&mut self) -> Option<Packed> {
        while self.next < self.zip.len() {
            let at = self.next;
            self.next += 1;
            if let Some(packed) = self.entry(at) {
                return Some(packed);
            }
        }
        None
    }
}

/// What packers leave behind, and folders' own descriptions.
fn is_of_the_packer(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    let stem = last.split('.').next().unwrap_or(last);
    name.starts_with("__MACOSX/")
        || last.starts_with('.')
        || last.eq_ignore_ascii_case("thumbs.db")
        || stem.eq_ignore_ascii_case("readme")
}

fn leads_out(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.contains('\0')
        || name.chars().nth(1) == Some(':')
        || name.split(['/', '\\']).any(|part| part == "..")
}
