//! What lies where in the store.

use object_store::path::Path;
use uuid::Uuid;

use crate::{Chunk, Digest};

/// Files, by their SM3.
pub(crate) const OBJECTS: &str = "objects";
/// The hashes of the blocks of those that have more than one.
pub(crate) const BLOCKS: &str = "blocks";
/// Streams on their way to a name.
pub(crate) const INCOMING: &str = "incoming";
/// Chunks of uploads.
pub(crate) const STAGING: &str = "staging";

pub(crate) fn object(sm3: &Digest) -> Path {
    spread(OBJECTS, sm3)
}

pub(crate) fn blocks(sm3: &Digest) -> Path {
    spread(BLOCKS, sm3)
}

pub(crate) fn incoming(id: Uuid) -> Path {
    Path::from_iter([INCOMING.to_owned(), id.to_string()])
}

pub(crate) fn staging(upload: Uuid) -> Path {
    Path::from_iter([STAGING.to_owned(), upload.to_string()])
}

/// A chunk is called by its content too: a name never stands for two contents, whoever writes at the same time.
pub(crate) fn chunk(upload: Uuid, chunk: &Chunk) -> Path {
    let name = format!("{:08}-{}", chunk.index, chunk.sm3);
    Path::from_iter([STAGING.to_owned(), upload.to_string(), name])
}

/// Two levels of folders, so that none holds too many names.
fn spread(kind: &str, sm3: &Digest) -> Path {
    let name = sm3.to_string();
    Path::from_iter([kind, &name[..2], &name[2..4], name.as_str()])
}
