//! What a killed process leaves behind, and whether the store does what it should.

use std::ops::Range;
use std::path::PathBuf;
use std::time::SystemTime;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::TryStreamExt as _;
use uuid::Uuid;

use crate::{Digest, Error, Vault, layout};

/// Shares into which the files that stay are divided, by the first byte of their names.
pub const SHARES: u16 = 256;

impl Vault {
    /// Removes what was half-written before an instant and never got its name; answers how much. Of the files that stay only those
    /// of some of the [`SHARES`] are walked through: a vault grows for decades, and what was torn among them is in nobody's way. A
    /// bucket's half-sent parts are its own to expire (a lifecycle rule).
    pub async fn sweep(&self, before: DateTime<Utc>, shares: Range<u16>) -> Result<usize, Error> {
        let prefix = object_store::path::Path::from(layout::INCOMING);
        let found: Vec<_> = self.store.list(Some(&prefix)).try_collect().await?;
        let mut swept = 0;
        for left in found.iter().filter(|it| it.last_modified < before) {
            self.delete(&left.location).await?;
            swept += 1;
        }
        let Some(folder) = self.folder.clone() else {
            return Ok(swept);
        };
        let passing = [layout::INCOMING, layout::STAGING].map(|it| folder.join(it));
        let staying = shares.flat_map(|share| {
            let kinds = [layout::OBJECTS, layout::BLOCKS];
            kinds.map(|kind| folder.join(kind).join(format!("{share:02x}")))
        });
        let folders: Vec<PathBuf> = passing.into_iter().chain(staying).collect();
        let walked = tokio::task::spawn_blocking(move || torn(folders, before.into()));
        match walked.await {
            Ok(Ok(torn)) => Ok(swept + torn),
            Ok(Err((folder, error))) => Err(Error::Folder { folder, error }),
            Err(error) => Err(Error::Source(error.into())),
        }
    }

    /// Writes, reads back and removes a file of no case: whether the store does what it should.
    pub async fn probe(&self, id: Uuid) -> Result<(), Error> {
        let name = layout::incoming(id);
        let bytes = Bytes::copy_from_slice(id.as_bytes());
        self.write(&name, bytes.clone()).await?;
        let read = self.bytes(&name, &Digest::sm3(&bytes)).await;
        self.delete(&name).await?;
        if read? == bytes {
            Ok(())
        } else {
            Err(Error::Unfaithful)
        }
    }
}

/// Removes the passing files under which the store writes (`name#1`), as far as they are old.
fn torn(mut folders: Vec<PathBuf>, before: SystemTime) -> Result<usize, (PathBuf, std::io::Error)> {
    let mut swept = 0;
    while let Some(folder) = folders.pop() {
        let at = |error| (folder.clone(), error);
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            // Emptied and removed meanwhile.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(at(error)),
        };
        for entry in entries {
            let entry = entry.map_err(at)?;
            let kind = entry.file_type().map_err(at)?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if entry.file_name().to_string_lossy().contains('#')
                && entry
                    .metadata()
                    .and_then(|it| it.modified())
                    .is_ok_and(|at| at < before)
            {
                match std::fs::remove_file(entry.path()) {
                    Ok(()) => swept += 1,
                    // By another replica.
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                    Err(error) => return Err(at(error)),
                }
            }
        }
    }
    Ok(swept)
}
