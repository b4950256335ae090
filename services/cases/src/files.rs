//! Files of cases: how anything comes into the vault, is relied on by an act, and is read again.
//!
//! Said first (`stored_file`), put then, committed by the act in its own transaction: killed at any point, a file is either
//! relied on and there, or found by [`tidy`] and removed.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt as _;
use refusal::{Failure, Fault, Refusal};
use sqlx::{PgConnection, PgPool};
use vault::{Digest, Error, Stored, Vault};

use crate::handle::Desk;
use crate::{reasons, store};

/// Files of one page of the sweep.
const PAGE: i64 = 500;

impl Desk {
    /// Puts bytes into the vault. They stay if an act relies on them ([`cases_domain::Act::files`]) within the time that
    /// uploads are kept, and are removed otherwise.
    pub async fn put_file(&self, bytes: Vec<u8>) -> Result<Stored, Fault> {
        let stored = Stored::of(&bytes);
        let mut conn = self.pool().acquire().await?;
        let hashes = (&stored.sm3, &stored.sha256, stored.size);
        store::intend_file(&mut conn, hashes, self.now()).await?;
        drop(conn);
        let stored = self.vault().put(bytes).await.map_err(fault)?;
        let mut conn = self.pool().acquire().await?;
        store::file_is_whole(&mut conn, &stored).await?;
        Ok(stored)
    }

    /// Reads a whole file that an act relies on, by its SM3 in hexadecimal digits; every byte is checked.
    ///
    /// # Refuses
    /// `FILE_ALTERED` where the vault no longer has what was put there.
    pub async fn file(&self, sm3: &str) -> Result<Vec<u8>, Failure> {
        let sm3: Digest = sm3.parse().map_err(Fault::internal)?;
        match self.vault().get(&sm3).await {
            Ok(bytes) => Ok(bytes.into()),
            Err(error) => Err(failure(error)),
        }
    }
}

/// What is known of a file that an act relies on.
///
/// # Refuses
/// `FILE_ALTERED` where nothing is known of it.
pub(crate) async fn known(conn: &mut PgConnection, sm3: &str) -> Result<Stored, Failure> {
    let digest: Digest = sm3.parse().map_err(Fault::internal)?;
    let found = store::file(conn, &digest).await?;
    Ok(found.ok_or_else(|| altered(sm3))?)
}

/// What a vault's error is to a caller: what is lost or changed is told, everything else is ours.
pub(crate) fn failure(error: Error) -> Failure {
    match error {
        Error::Missing(sm3) | Error::Altered(sm3) => {
            tracing::error!(file = %sm3, "a stored file is not what was stored");
            altered(&sm3.to_string()).into()
        }
        other => fault(other).into(),
    }
}

fn altered(sm3: &str) -> Refusal {
    let reason = &reasons::FILE_ALTERED;
    let zh = format!(
        "文件{sm3}与入库时的校验值不一致或者已缺失。{}",
        reason.remedy
    );
    Refusal::new(reason, reason.meaning, zh).with_metadata("sm3", sm3)
}

/// An error of the vault that is no caller's doing.
pub(crate) fn fault(error: Error) -> Fault {
    match error {
        Error::Store(_) | Error::Folder { .. } | Error::Source(_) | Error::Unfaithful => {
            Fault::unavailable(error)
        }
        Error::Missing(_)
        | Error::Altered(_)
        | Error::OutOfRange { .. }
        | Error::Differs { .. }
        | Error::Chunk(_) => Fault::internal(error),
    }
}

/// Removes files that no act came to rely on within `keep`, and what a killed process left half-written, as far as it lies in these
/// shares of the vault; answers how much.
pub(crate) async fn tidy(
    pool: &PgPool,
    vault: &Vault,
    keep: TimeDelta,
    now: DateTime<Utc>,
    shares: Range<u16>,
) -> Result<usize, Fault> {
    let before = now - keep;
    let mut conn = pool.acquire().await?;
    let mut removed = 0;
    while store::remove_file(
        &mut conn,
        before,
        |sm3| async move { vault.remove(&sm3).await },
    )
    .await?
    {
        removed += 1;
    }
    drop(conn);
    Ok(removed + vault.sweep(before, shares).await.map_err(fault)?)
}

/// What is wrong with the files that acts rely on: each is read whole and compared with its hashes (`yifa verify`). The first is
/// how many were read.
pub async fn verify(pool: &PgPool, vault: &Vault) -> anyhow::Result<(u64, Vec<String>)> {
    let mut after = Vec::new();
    let (mut read, mut problems) = (0, Vec::new());
    loop {
        let mut conn = pool.acquire().await?;
        let page = store::committed_files(&mut conn, &after, PAGE).await?;
        drop(conn);
        let Some(last) = page.last() else {
            return Ok((read, problems));
        };
        after = last.sm3.to_vec();
        let mut found = futures::stream::iter(&page)
            .map(|file| vault.verify(file))
            .buffered(4);
        while let Some(found) = found.next().await {
            read += 1;
            match found {
                Ok(()) => {}
                Err(error) if error.is_loss() => problems.push(error.to_string()),
                Err(error) => return Err(error.into()),
            }
        }
    }
}
