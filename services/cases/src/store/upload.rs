//! Uploads of evidence.

use cases_domain::{Case, CaseId};
use chrono::{DateTime, Utc};
use refusal::Fault;
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;
use vault::{Chunk, Digest};

/// An upload.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    /// Its id, made by the client.
    pub(crate) id: Uuid,
    /// Who began it.
    pub(crate) principal: String,
    /// The case.
    pub(crate) case: CaseId,
    /// What was declared, encoded.
    pub(crate) declared: Vec<u8>,
    /// Bytes of the file.
    pub(crate) size: u64,
    /// Its SM3.
    pub(crate) sm3: Digest,
    /// Its SHA-256.
    pub(crate) sha256: Digest,
    /// Bytes of every chunk but the last.
    pub(crate) chunk_size: u32,
    /// Where it stands.
    pub(crate) state: String,
    /// Number of the exhibit that it became.
    pub(crate) exhibit: Option<i32>,
    /// When something last came in.
    pub(crate) touched_at: DateTime<Utc>,
}

/// State of an upload that goes on.
pub(crate) const OPEN: &str = "open";
/// State of one that became an exhibit.
pub(crate) const COMPLETED: &str = "completed";

struct Row {
    upload_id: Uuid,
    principal: String,
    case_id: Uuid,
    declared: Vec<u8>,
    size: i64,
    sm3: Vec<u8>,
    sha256: Vec<u8>,
    chunk_size: i32,
    state: String,
    exhibit: Option<i32>,
    touched_at: DateTime<Utc>,
}

impl Row {
    fn read(self) -> Result<Upload, Fault> {
        Ok(Upload {
            id: self.upload_id,
            principal: self.principal,
            case: CaseId(self.case_id),
            declared: self.declared,
            size: u64::try_from(self.size).map_err(Fault::internal)?,
            sm3: Digest::try_from(self.sm3.as_slice()).map_err(Fault::internal)?,
            sha256: Digest::try_from(self.sha256.as_slice()).map_err(Fault::internal)?,
            chunk_size: u32::try_from(self.chunk_size).map_err(Fault::internal)?,
            state: self.state,
            exhibit: self.exhibit,
            touched_at: self.touched_at,
        })
    }
}

/// Begins an upload, if its officer has fewer than `most` open; false: as many are open. One that is there already stays as it is.
pub(crate) async fn begin(
    conn: &mut PgConnection,
    upload: &Upload,
    officer: &str,
    most: u32,
) -> Result<bool, Fault> {
    let mut tx = conn.begin().await?;
    // One at a time for an officer: two that come together do not both see room for one.
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtext($1)) as "locked!: ()""#,
        officer
    )
    .fetch_one(&mut *tx)
    .await?;
    let begun = sqlx::query!(
        r#"
        insert into upload (upload_id, principal, officer_id, case_id, declared, size, sm3, sha256, chunk_size, state,
            begun_at, touched_at)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $10
        where (select count(*) from upload where officer_id = $3 and state = 'open') < $11
        on conflict (upload_id) do nothing
        "#,
        upload.id,
        upload.principal,
        officer,
        upload.case.0,
        upload.declared,
        i64::try_from(upload.size).map_err(Fault::internal)?,
        upload.sm3.as_slice(),
        upload.sha256.as_slice(),
        i32::try_from(upload.chunk_size).map_err(Fault::internal)?,
        upload.touched_at,
        i64::from(most)
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(begun.rows_affected() == 1)
}

/// The upload of this id.
pub(crate) async fn get(conn: &mut PgConnection, id: Uuid) -> Result<Option<Upload>, Fault> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select upload_id, principal, case_id, declared, size, sm3, sha256, chunk_size, state, exhibit, touched_at
        from upload where upload_id = $1
        "#,
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::read).transpose()
}

/// The chunks that were acknowledged, in order, each with its bytes.
pub(crate) async fn chunks(conn: &mut PgConnection, id: Uuid) -> Result<Vec<(Chunk, u64)>, Fault> {
    let rows = sqlx::query!(
        "select number, size, sm3 from upload_chunk where upload_id = $1 order by number",
        id
    )
    .fetch_all(conn)
    .await?;
    let chunks = rows.into_iter().map(|row| {
        let chunk = Chunk {
            index: u32::try_from(row.number).map_err(Fault::internal)?,
            sm3: Digest::try_from(row.sm3.as_slice()).map_err(Fault::internal)?,
        };
        Ok((chunk, u64::try_from(row.size).map_err(Fault::internal)?))
    });
    chunks.collect()
}

/// SM3 of a chunk that was acknowledged.
pub(crate) async fn chunk(
    conn: &mut PgConnection,
    id: Uuid,
    number: u32,
) -> Result<Option<Digest>, Fault> {
    let found = sqlx::query_scalar!(
        "select sm3 from upload_chunk where upload_id = $1 and number = $2",
        id,
        i32::try_from(number).map_err(Fault::internal)?
    )
    .fetch_optional(conn)
    .await?;
    let digest = found.map(|sm3| Digest::try_from(sm3.as_slice()).map_err(Fault::internal));
    digest.transpose()
}

/// Acknowledges a chunk that is on the disk of the vault; false: the upload is not open, or the chunk was there before.
pub(crate) async fn acknowledge(
    conn: &mut PgConnection,
    id: Uuid,
    (chunk, size): (&Chunk, usize),
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let kept = sqlx::query!(
        r#"
        with going_on as (
            update upload set touched_at = greatest(touched_at, $5) where upload_id = $1 and state = 'open'
            returning upload_id
        )
        insert into upload_chunk (upload_id, number, size, sm3, received_at)
        select upload_id, $2, $3, $4, $5 from going_on
        on conflict do nothing
        "#,
        id,
        i32::try_from(chunk.index).map_err(Fault::internal)?,
        i32::try_from(size).map_err(Fault::internal)?,
        chunk.sm3.as_slice(),
        now
    )
    .execute(conn)
    .await?;
    Ok(kept.rows_affected() == 1)
}

/// Makes an upload an exhibit, in the transaction of the act; false: it is not open.
pub(super) async fn complete(
    conn: &mut PgConnection,
    id: Uuid,
    after: &Case,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let number = after.exhibits.last().map_or(0, |it| it.number);
    let completed = sqlx::query!(
        r#"
        update upload set state = 'completed', exhibit = $2, touched_at = $3
        where upload_id = $1 and state = 'open'
        "#,
        id,
        i32::try_from(number).unwrap_or(i32::MAX),
        now
    )
    .execute(&mut *conn)
    .await?;
    if completed.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!("delete from upload_chunk where upload_id = $1", id)
        .execute(conn)
        .await?;
    Ok(true)
}

/// Gives an upload up; false: it is not open.
pub(crate) async fn abandon(
    conn: &mut PgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let mut tx = conn.begin().await?;
    let ended = sqlx::query!(
        "update upload set state = 'abandoned', touched_at = $2 where upload_id = $1 and state = 'open'",
        id,
        now
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        r#"
        delete from upload_chunk using upload
        where upload_chunk.upload_id = $1 and upload.upload_id = $1 and upload.state <> 'open'
        "#,
        id
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(ended.rows_affected() == 1)
}

/// Ends uploads into which nothing came since an instant; answers them. The rows of their chunks go with them.
pub(crate) async fn expire(
    conn: &mut PgConnection,
    before: DateTime<Utc>,
) -> Result<Vec<Uuid>, Fault> {
    let mut tx = conn.begin().await?;
    let ended = sqlx::query_scalar!(
        r#"
        update upload set state = 'expired' where state = 'open' and touched_at < $1
        returning upload_id
        "#,
        before
    )
    .fetch_all(&mut *tx)
    .await?;
    sqlx::query!("delete from upload_chunk where upload_id = any($1)", &ended)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(ended)
}

/// Which of these uploads are not open: nothing of theirs is wanted in the vault.
pub(crate) async fn not_open(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>, Fault> {
    let gone = sqlx::query_scalar!(
        r#"
        select id as "id!" from unnest($1::uuid[]) as id
        where not exists (select from upload where upload_id = id and state = 'open')
        "#,
        ids
    )
    .fetch_all(conn)
    .await?;
    Ok(gone)
}
