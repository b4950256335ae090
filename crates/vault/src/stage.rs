//! Chunks of an upload, until the file is put together or given up.

use bytes::Bytes;
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};
use object_store::path::Path;
use uuid::Uuid;

use crate::{Digest, Error, Stored, Vault, layout};

/// A chunk of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunk {
    /// Place in the file, from 0.
    pub index: u32,
    /// SM3 of its bytes.
    pub sm3: Digest,
}

impl Vault {
    /// Keeps a chunk; it is on the disk when this returns. The same bytes twice are one chunk.
    pub async fn stage(&self, upload: Uuid, index: u32, bytes: Bytes) -> Result<Chunk, Error> {
        let sm3 = Digest::sm3(&bytes);
        let chunk = Chunk { index, sm3 };
        self.write(&layout::chunk(upload, &chunk), bytes).await?;
        Ok(chunk)
    }

    /// Chunks one after another, each checked against what was acknowledged.
    pub fn staged(
        &self,
        upload: Uuid,
        chunks: Vec<Chunk>,
    ) -> impl Stream<Item = Result<Bytes, Error>> + Send {
        let vault = self.clone();
        stream::iter(chunks).then(move |chunk| {
            let vault = vault.clone();
            async move {
                let name = layout::chunk(upload, &chunk);
                match vault.bytes(&name, &chunk.sm3).await {
                    Ok(bytes) if Digest::sm3(&bytes) == chunk.sm3 => Ok(bytes),
                    Ok(_) | Err(Error::Missing(_)) => Err(Error::Chunk(chunk.index)),
                    Err(error) => Err(error),
                }
            }
        })
    }

    /// Puts a file together from its chunks, which stay until they are [dropped](Self::drop_staged).
    ///
    /// # Errors
    /// [`Error::Differs`] if its SM3 or SHA-256 is not the expected one: nothing is kept then.
    pub async fn put_staged(
        &self,
        id: Uuid,
        (upload, chunks): (Uuid, Vec<Chunk>),
        (sm3, sha256): (Digest, Digest),
    ) -> Result<Stored, Error> {
        let bytes = self.staged(upload, chunks);
        let expected = |found: &Stored| found.sm3 == sm3 && found.sha256 == sha256;
        self.put_expected(id, bytes, expected).await
    }

    /// The uploads of which there are chunks, acknowledged or not.
    pub async fn staged_uploads(&self) -> Result<Vec<Uuid>, Error> {
        let prefix = Path::from(layout::STAGING);
        let found = self.store.list_with_delimiter(Some(&prefix)).await?;
        let names = found.common_prefixes.into_iter();
        Ok(names
            .filter_map(|it| it.filename().and_then(|name| Uuid::parse_str(name).ok()))
            .collect())
    }

    /// Throws the chunks of an upload away, those too that were never acknowledged.
    pub async fn drop_staged(&self, upload: Uuid) -> Result<(), Error> {
        let names = self.store.list(Some(&layout::staging(upload)));
        let names: Vec<_> = names.map_ok(|found| found.location).try_collect().await?;
        for name in names {
            self.delete(&name).await?;
        }
        Ok(())
    }
}
