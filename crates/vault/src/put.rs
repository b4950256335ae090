//! Putting files: nothing appears under its name before it is complete.

use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStoreExt as _, PutPayload};
use uuid::Uuid;

use crate::{Digest, Error, Hashing, Stored, Vault, layout};

/// Bytes of a part of a stream on its way: what S3-compatible stores take at least is 5 MiB.
const PART: usize = 8 * 1024 * 1024;

impl Vault {
    /// Puts a file; the same bytes twice are one file.
    pub async fn put(&self, bytes: impl Into<Bytes>) -> Result<Stored, Error> {
        let bytes = bytes.into();
        let mut hashing = Hashing::default();
        hashing.update(&bytes);
        let (stored, blocks) = hashing.finish();
        self.keep_blocks(&stored, blocks).await?;
        self.write(&layout::object(&stored.sm3), bytes).await?;
        Ok(stored)
    }

    /// Puts what comes as a stream, under a passing name of this id until it is complete; kept only if it is what was expected.
    pub(crate) async fn put_expected(
        &self,
        id: Uuid,
        bytes: impl Stream<Item = Result<Bytes, Error>> + Send,
        expected: impl FnOnce(&Stored) -> bool,
    ) -> Result<Stored, Error> {
        let passing = layout::incoming(id);
        let mut upload = self.store.put_multipart(&passing).await?;
        let taken = match take(upload.as_mut(), bytes).await {
            Ok(taken) => taken,
            Err(error) => {
                // What stays is swept later; why it broke off is what counts.
                drop(upload.abort().await);
                return Err(error);
            }
        };
        let (stored, blocks) = taken.finish();
        if !expected(&stored) {
            self.delete(&passing).await?;
            let found = Box::new(stored);
            return Err(Error::Differs { found });
        }
        self.keep_blocks(&stored, blocks).await?;
        let name = layout::object(&stored.sm3);
        self.store.rename(&passing, &name).await?;
        Ok(stored)
    }

    /// Removes a file. Only what was never committed may be removed: the caller knows.
    pub async fn remove(&self, sm3: &Digest) -> Result<(), Error> {
        self.delete(&layout::object(sm3)).await?;
        self.delete(&layout::blocks(sm3)).await
    }

    /// The blocks' hashes go first: a file is never there without them.
    async fn keep_blocks(&self, stored: &Stored, blocks: Vec<u8>) -> Result<(), Error> {
        if stored.is_one_block() {
            return Ok(());
        }
        self.write(&layout::blocks(&stored.sm3), blocks.into())
            .await
    }

    pub(crate) async fn write(&self, name: &Path, bytes: Bytes) -> Result<(), Error> {
        self.store.put(name, PutPayload::from(bytes)).await?;
        Ok(())
    }

    pub(crate) async fn delete(&self, name: &Path) -> Result<(), Error> {
        match self.store.delete(name).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// Takes a stream part by part, all of one size but the last.
async fn take(
    upload: &mut dyn MultipartUpload,
    bytes: impl Stream<Item = Result<Bytes, Error>> + Send,
) -> Result<Hashing, Error> {
    let mut bytes = std::pin::pin!(bytes);
    let mut hashing = Hashing::default();
    let mut part = Vec::with_capacity(PART);
    while let Some(next) = bytes.next().await {
        let mut next = next?;
        hashing.update(&next);
        while !next.is_empty() {
            let fits = next.split_to(next.len().min(PART - part.len()));
            part.extend_from_slice(&fits);
            if part.len() == PART {
                let full = std::mem::replace(&mut part, Vec::with_capacity(PART));
                upload.put_part(PutPayload::from(full)).await?;
            }
        }
    }
    if !part.is_empty() {
        upload.put_part(PutPayload::from(part)).await?;
    }
    upload.complete().await?;
    Ok(hashing)
}
