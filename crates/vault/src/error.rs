//! What can be wrong with a file or with the place it is kept in.

use std::path::PathBuf;

use crate::{Digest, Stored};

/// Why a file cannot be put or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("no file {0} in the vault")]
    Missing(Digest),
    /// The bytes are not those that were put.
    #[error("file {0} in the vault is not what was put there")]
    Altered(Digest),
    /// The range lies outside the file.
    #[error("bytes {from} to {to} lie outside a file of {size} bytes")]
    OutOfRange {
        /// First byte asked for.
        from: u64,
        /// The byte after the last asked for.
        to: u64,
        /// Size of the file.
        size: u64,
    },
    /// A chunk that was acknowledged is not there, or is not what it was.
    #[error("chunk {0} of the upload is not what was acknowledged")]
    Chunk(u32),
    /// What was put together has other hashes than were expected; nothing was kept.
    #[error("the file has SM3 {}, another was expected", found.sm3)]
    Differs {
        /// What it is.
        found: Box<Stored>,
    },
    /// The folder cannot be made or used.
    #[error("the folder {} cannot be used: {error}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The store does not do what it is asked.
    #[error("the store of files: {0}")]
    Store(#[from] object_store::Error),
    /// What was to be put broke off.
    #[error("what was to be put broke off: {0}")]
    Source(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The store took a write and reads back something else.
    #[error("the store of files reads back something else than was written")]
    Unfaithful,
}

impl Error {
    /// Whether the bytes are wrong or gone, so that trying again is no use.
    pub const fn is_loss(&self) -> bool {
        matches!(self, Self::Missing(_) | Self::Altered(_))
    }
}
