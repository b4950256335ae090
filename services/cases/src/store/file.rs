//! Files that lie in the vault: said before they are put, committed by the act that relies on them, removed only if none does.

use chrono::{DateTime, Utc};
use refusal::Fault;
use sqlx::{Connection as _, PgConnection};
use vault::{Digest, Stored};

/// A file whose hashes in the table are not hashes, or that was never put whole.
#[derive(Debug, thiserror::Error)]
#[error("stored_file {0}: the row does not say what a file is")]
struct NoFile(String);

/// A file as the table has it.
struct Row {
    sm3: Vec<u8>,
    sha256: Vec<u8>,
    size: i64,
    blocks: Option<Vec<u8>>,
}

impl Row {
    fn read(self) -> Result<Stored, Fault> {
        let name = || NoFile(data(&self.sm3));
        let digest = |bytes: &[u8]| Digest::try_from(bytes).map_err(|_| Fault::internal(name()));
        let blocks = self
            .blocks
            .as_deref()
            .ok_or_else(|| Fault::internal(name()))?;
        Ok(Stored {
            sm3: digest(&self.sm3)?,
            sha256: digest(&self.sha256)?,
            size: u64::try_from(self.size).map_err(Fault::internal)?,
            blocks: digest(blocks)?,
        })
    }
}

fn data(bytes: &[u8]) -> String {
    Digest::try_from(bytes).map_or_else(|_| "?".to_owned(), |digest| digest.to_string())
}

/// Says that a file is about to be put, so that it is found again if nobody ever relies on it. What is said of it is not believed
/// before it is whole ([`is_whole`]).
pub(crate) async fn intend(
    conn: &mut PgConnection,
    (sm3, sha256, size): (&Digest, &Digest, u64),
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        insert into stored_file (sm3, sha256, size, intended_at)
        values ($1, $2, $3, $4)
        on conflict (sm3) do update
        set intended_at = excluded.intended_at
        "#,
        sm3.as_slice(),
        sha256.as_slice(),
        i64::try_from(size).map_err(Fault::internal)?,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that a file is whole in the vault.
pub(crate) async fn is_whole(conn: &mut PgConnection, stored: &Stored) -> Result<(), Fault> {
    sqlx::query!(
        "update stored_file set sha256 = $2, size = $3, blocks = $4 where sm3 = $1",
        stored.sm3.as_slice(),
        stored.sha256.as_slice(),
        i64::try_from(stored.size).map_err(Fault::internal)?,
        stored.blocks.as_slice()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets an act rely on files, in its own transaction; false: one of them is not whole in the vault, or was removed since.
pub(crate) async fn commit(
    conn: &mut PgConnection,
    files: &[Vec<u8>],
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        update stored_file set committed_at = coalesce(committed_at, $2)
        where sm3 = any($1) and blocks is not null
        "#,
        files,
        now
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == files.len() as u64)
}

/// What is known of a file; none: it is not whole in the vault.
pub(crate) async fn file(conn: &mut PgConnection, sm3: &Digest) -> Result<Option<Stored>, Fault> {
    let row = sqlx::query_as!(
        Row,
        "select sm3, sha256, size, blocks from stored_file where sm3 = $1 and blocks is not null",
        sm3.as_slice()
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::read).transpose()
}

/// Files that acts rely on, by name, after this one: a page of the sweep that verifies them.
pub(crate) async fn committed_after(
    conn: &mut PgConnection,
    after: &[u8],
    limit: i64,
) -> Result<Vec<Stored>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select sm3, sha256, size, blocks from stored_file
        where sm3 > $1 and committed_at is not null
        order by sm3 limit $2
        "#,
        after,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::read).collect()
}

/// Removes a file that nobody came to rely on since an instant: `remove` takes it from the vault while its row is held, so that
/// whoever is about to put the same bytes waits and puts them anew. Answers whether there was one.
pub(crate) async fn remove_one<R>(
    conn: &mut PgConnection,
    before: DateTime<Utc>,
    remove: impl FnOnce(Digest) -> R,
) -> Result<bool, Fault>
where
    R: Future<Output = Result<(), vault::Error>>,
{
    let mut tx = conn.begin().await?;
    let found = sqlx::query_scalar!(
        r#"
        select sm3 from stored_file
        where committed_at is null and intended_at < $1
        order by intended_at limit 1
        for update skip locked
        "#,
        before
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(sm3) = found else { return Ok(false) };
    let name = Digest::try_from(sm3.as_slice()).map_err(Fault::internal)?;
    remove(name).await.map_err(Fault::unavailable)?;
    sqlx::query!("delete from stored_file where sm3 = $1", sm3)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(true)
}
