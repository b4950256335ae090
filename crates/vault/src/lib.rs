//! Files by their content: what a file is called is the SM3 of its bytes.
//!
//! Bytes are put whole or as a stream, appear under their name only when they are complete, and are checked against their
//! hashes whenever they are read, range by range. The database keeps what [`Stored`] says; the vault keeps bytes and knows
//! nothing of cases. Chunks of an upload wait in a place of their own ([`Vault::stage`]) until the file is put together.

mod digest;
mod error;
mod layout;
mod put;
mod read;
mod settings;
mod stage;
mod sweep;

use std::path::PathBuf;
use std::sync::Arc;

use object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;

pub use digest::{BLOCK, Digest, Hashing, NotADigest, Stored};
pub use error::Error;
pub use settings::Settings;
pub use stage::Chunk;
pub use sweep::SHARES;

/// Where files are kept.
#[derive(Debug, Clone)]
pub struct Vault {
    store: Arc<dyn ObjectStore>,
    /// The folder, if it is one.
    folder: Option<PathBuf>,
}

impl Vault {
    /// The vault that the settings describe: a bucket where one is named, else a folder, which is made if it is not there.
    pub fn open(settings: &Settings) -> Result<Self, Error> {
        if !settings.bucket.is_empty() {
            let mut bucket = AmazonS3Builder::new()
                .with_bucket_name(&settings.bucket)
                .with_region(&settings.region)
                .with_access_key_id(&settings.key_id)
                .with_secret_access_key(settings.secret.expose());
            if !settings.endpoint.is_empty() {
                let plain = settings.endpoint.starts_with("http://");
                bucket = bucket
                    .with_endpoint(&settings.endpoint)
                    .with_allow_http(plain);
            }
            return Ok(Self {
                store: Arc::new(bucket.build()?),
                folder: None,
            });
        }
        let made =
            std::fs::create_dir_all(&settings.folder).and_then(|()| settings.folder.canonicalize());
        let folder = made.map_err(|error| Error::Folder {
            folder: settings.folder.clone(),
            error,
        })?;
        // Forced to the disk: a power cut takes nothing that was acknowledged.
        let store = LocalFileSystem::new_with_prefix(&folder)?
            .with_automatic_cleanup(true)
            .with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
            folder: Some(folder),
        })
    }

    /// A vault that keeps nothing beyond its own life, for tests.
    pub fn in_memory() -> Self {
        Self {
            store: Arc::new(InMemory::new()),
            folder: None,
        }
    }

    /// Where it is, for people: the folder, or what the store calls itself.
    pub fn place(&self) -> String {
        match &self.folder {
            Some(folder) => folder.display().to_string(),
            None => self.store.to_string(),
        }
    }
}
