//! Reading files: every byte that is given out was checked.

use std::ops::Range;

use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use object_store::ObjectStoreExt as _;
use object_store::path::Path;

use crate::{BLOCK, Digest, Error, Hashing, Stored, Vault, layout};

/// Bytes of a block, as sizes are counted.
const STEP: u64 = BLOCK as u64;
/// Bytes of a hash.
const HASH: usize = 32;

impl Vault {
    /// Reads a whole file by its name.
    ///
    /// # Errors
    /// [`Error::Missing`]; [`Error::Altered`] if the bytes have another hash.
    pub async fn get(&self, sm3: &Digest) -> Result<Bytes, Error> {
        let bytes = self.bytes(&layout::object(sm3), sm3).await?;
        if Digest::sm3(&bytes) != *sm3 {
            return Err(Error::Altered(*sm3));
        }
        Ok(bytes)
    }

    /// Reads some bytes of a file, with the blocks they lie in checked.
    ///
    /// # Errors
    /// [`Error::OutOfRange`]; [`Error::Missing`]; [`Error::Altered`] if a block is not what was put.
    pub async fn read(&self, stored: &Stored, range: Range<u64>) -> Result<Bytes, Error> {
        let (from, to) = (range.start, range.end);
        if from > to || to > stored.size {
            let size = stored.size;
            return Err(Error::OutOfRange { from, to, size });
        }
        if from == to {
            return Ok(Bytes::new());
        }
        let altered = || Error::Altered(stored.sm3);
        let (first, after) = (from / STEP, to.div_ceil(STEP));
        let start = first * STEP;
        let name = layout::object(&stored.sm3);
        let read = self
            .store
            .get_range(&name, start..(after * STEP).min(stored.size));
        let read = match read.await {
            Ok(read) => read,
            Err(object_store::Error::NotFound { .. }) => return Err(Error::Missing(stored.sm3)),
            // Shorter than it was: whoever asks for a byte past the end is refused by the store.
            Err(error) => match self.store.head(&name).await {
                Ok(there) if there.size != stored.size => return Err(altered()),
                _ => return Err(error.into()),
            },
        };
        let hashes = self.hashes(stored, &read).await?;
        let place = |number: u64| usize::try_from(number).map_err(|_| altered());
        let expected = hashes.chunks(HASH).skip(place(first)?);
        let count = place(after - first)?;
        let right = read.chunks(BLOCK).count() == count
            && read
                .chunks(BLOCK)
                .zip(expected)
                .filter(|(block, hash)| Digest::sm3(block).as_slice() == *hash)
                .count()
                == count;
        if !right {
            return Err(altered());
        }
        let (begin, end) = (place(from - start)?, place(to - start)?);
        if end > read.len() {
            return Err(altered());
        }
        Ok(read.slice(begin..end))
    }

    /// Reads a whole file past every shortcut and compares all that is known of it.
    ///
    /// # Errors
    /// [`Error::Missing`]; [`Error::Altered`].
    pub async fn verify(&self, stored: &Stored) -> Result<(), Error> {
        let name = layout::object(&stored.sm3);
        let found = match self.store.get(&name).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Err(Error::Missing(stored.sm3)),
            Err(error) => return Err(error.into()),
        };
        let mut bytes = found.into_stream();
        let mut hashing = Hashing::default();
        while let Some(next) = bytes.next().await {
            hashing.update(&next?);
        }
        let (found, blocks) = hashing.finish();
        let kept = if stored.is_one_block() {
            blocks.clone().into()
        } else {
            self.bytes(&layout::blocks(&stored.sm3), &stored.sm3)
                .await?
        };
        if found == *stored && kept == blocks {
            Ok(())
        } else {
            Err(Error::Altered(stored.sm3))
        }
    }

    /// The hashes of the blocks, checked against what the database keeps.
    async fn hashes(&self, stored: &Stored, read: &Bytes) -> Result<Bytes, Error> {
        let hashes = if stored.is_one_block() {
            BytesMut::from(Digest::sm3(read).as_slice()).freeze()
        } else {
            self.bytes(&layout::blocks(&stored.sm3), &stored.sm3)
                .await?
        };
        if Digest::sm3(&hashes) == stored.blocks {
            Ok(hashes)
        } else {
            Err(Error::Altered(stored.sm3))
        }
    }

    pub(crate) async fn bytes(&self, name: &Path, sm3: &Digest) -> Result<Bytes, Error> {
        match self.store.get(name).await {
            Ok(found) => Ok(found.bytes().await?),
            Err(object_store::Error::NotFound { .. }) => Err(Error::Missing(*sm3)),
            Err(error) => Err(error.into()),
        }
    }
}
