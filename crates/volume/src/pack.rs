//! One ZIP of the whole file: the bound PDF, every original as it is, and their hashes.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use calendar::CivilDate;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::bind::sm3_of;
use crate::file::VolumeError;

/// Something that goes into the archive as it is.
#[derive(Debug, Clone, Copy)]
pub struct Packed<'a> {
    /// Where it lies: [`Entry::file`](crate::Entry), or [`attached`](crate::attached).
    pub path: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Packs the file; `on` is the day that every entry bears. The same file makes the same archive, whatever packs it: nothing is
/// compressed, for papers and pictures are already.
pub fn pack(bound: &[u8], originals: &[Packed<'_>], on: CivilDate) -> Result<Vec<u8>, VolumeError> {
    let mut archive = Archive::new(on)?;
    archive.add("全卷.pdf", bound)?;
    for original in originals {
        archive.add(original.path, original.bytes)?;
    }
    archive.finish()
}

struct Archive {
    writer: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
    names: BTreeSet<String>,
    hashes: String,
}

impl Archive {
    fn new(on: CivilDate) -> Result<Self, VolumeError> {
        let part = |number: u32| u8::try_from(number).unwrap_or(1);
        let year = u16::try_from(on.year()).unwrap_or(1980);
        let day = DateTime::from_date_and_time(year, part(on.month()), part(on.day()), 0, 0, 0)
            .map_err(|error| VolumeError::Written(error.to_string()))?;
        Ok(Self {
            writer: ZipWriter::new(Cursor::new(Vec::new())),
            options: SimpleFileOptions::default()
                .compression_method(CompressionMethod::Stored)
                .last_modified_time(day)
                .unix_permissions(0o644),
            names: BTreeSet::new(),
            hashes: String::new(),
        })
    }

    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), VolumeError> {
        if !self.names.insert(name.to_owned()) {
            return Err(VolumeError::Written(format!("{name} stands twice")));
        }
        self.write(name, bytes)?;
        let _ = writeln!(self.hashes, "{}  {name}", sm3_of(bytes));
        Ok(())
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), VolumeError> {
        let written = self
            .writer
            .start_file(name, self.options)
            .map_err(|error| error.to_string())
            .and_then(|()| {
                self.writer
                    .write_all(bytes)
                    .map_err(|error| error.to_string())
            });
        written.map_err(VolumeError::Written)
    }

    /// Ends with the hashes of everything before them.
    fn finish(mut self) -> Result<Vec<u8>, VolumeError> {
        let hashes = std::mem::take(&mut self.hashes);
        self.write("校验值（SM3）.txt", hashes.as_bytes())?;
        let bytes = self
            .writer
            .finish()
            .map_err(|error| VolumeError::Written(error.to_string()))?;
        Ok(bytes.into_inner())
    }
}
