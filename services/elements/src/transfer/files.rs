//! Files in pieces: uploads on their way, results until they are fetched. Only the owner ever sees one.

use chrono::{DateTime, Utc};
use refusal::{Failure, Fault, Refusal};
use sm3::{Digest as _, Sm3};
use sqlx::PgConnection;
use uuid::Uuid;

use super::limits::{KEPT, LARGEST_FILE, PIECE, UPLOADS_HELD};
use elements_domain::reasons;

/// A file that is begun.
#[derive(Debug, Clone)]
pub(crate) struct NewFile<'a> {
    pub(crate) id: Uuid,
    pub(crate) owner: &'a str,
    pub(crate) origin: Origin,
    pub(crate) name: &'a str,
    pub(crate) media_type: &'a str,
}

/// Where a file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Its owner brought it.
    Upload,
    /// An operation made it.
    Result,
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) size: i64,
    /// SM3 of the bytes, once whole.
    pub(crate) sm3: Option<Vec<u8>>,
}

impl Origin {
    const fn name(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::Result => "result",
        }
    }
}

/// Begins a file, unless it was begun before.
pub(crate) async fn begin(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    file: &NewFile<'_>,
) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        insert into transfer_file (file_id, owner, origin, name, media_type, size, begun_at, expires_at)
        values ($1, $2, $3, $4, $5, 0, $6, $7)
        on conflict (file_id) do nothing
        "#,
        file.id,
        file.owner,
        file.origin.name(),
        file.name,
        file.media_type,
        now,
        now + KEPT,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A file of this owner that is still kept; locked for whoever adds to it.
pub(crate) async fn lock(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    owner: &str,
    id: Uuid,
) -> Result<Held, Failure> {
    let held = sqlx::query_as!(
        Held,
        r#"
        select name, media_type, size, sm3
        from transfer_file
        where file_id = $1
            and owner = $2
            and expires_at > $3
        for update
        "#,
        id,
        owner,
        now,
    )
    .fetch_optional(conn)
    .await
    .map_err(Fault::from)?;
    held.ok_or_else(|| absent().into())
}

/// A whole file of this owner that is still kept.
pub(crate) async fn whole(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    owner: &str,
    id: Uuid,
) -> Result<Held, Failure> {
    let held = lock(conn, now, owner, id).await?;
    if held.sm3.is_some() {
        return Ok(held);
    }
    Err(Refusal::new(
        &reasons::UPLOAD_INCOMPLETE,
        "the upload is not whole yet",
        "文件尚未上传完成，请继续上传后再办理",
    )
    .into())
}

/// Adds a piece at its place; gives the size after. A piece that is there already is passed over.
///
/// # Refuses
/// `UPLOAD_OUT_OF_STEP` (it leaves a gap, or other bytes stand there) · `FILE_TOO_LARGE`
pub(crate) async fn append(
    conn: &mut PgConnection,
    id: Uuid,
    held: &Held,
    place: i64,
    content: &[u8],
) -> Result<i64, Failure> {
    let length = i64::try_from(content.len()).map_err(Fault::internal)?;
    let after = place.saturating_add(length);
    if place < held.size || held.sm3.is_some() {
        let stands = after <= held.size && read(conn, id, place, length).await? == content;
        return if stands {
            Ok(held.size)
        } else {
            Err(out_of_step(held.size).into())
        };
    }
    if place > held.size {
        return Err(out_of_step(held.size).into());
    }
    if u64::try_from(after).unwrap_or(u64::MAX) > LARGEST_FILE {
        return Err(too_large().into());
    }
    if content.is_empty() {
        return Ok(held.size);
    }
    sqlx::query!(
        "insert into transfer_piece (file_id, place, content) values ($1, $2, $3)",
        id,
        place,
        content,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update transfer_file set size = $2 where file_id = $1",
        id,
        after,
    )
    .execute(conn)
    .await?;
    Ok(after)
}

/// Closes a file; gives the SM3 of its bytes.
pub(crate) async fn close(conn: &mut PgConnection, id: Uuid) -> Result<Vec<u8>, Fault> {
    let content = content(conn, id).await?;
    let sm3 = Sm3::digest(&content).to_vec();
    sqlx::query!(
        "update transfer_file set sm3 = $2 where file_id = $1",
        id,
        sm3,
    )
    .execute(conn)
    .await?;
    Ok(sm3)
}

/// Keeps a file that was made, whole.
pub(crate) async fn keep(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    file: &NewFile<'_>,
    content: &[u8],
) -> Result<(), Fault> {
    begin(conn, now, file).await?;
    let mut place: i64 = 0;
    for piece in content.chunks(PIECE) {
        sqlx::query!(
            "insert into transfer_piece (file_id, place, content) values ($1, $2, $3)",
            file.id,
            place,
            piece,
        )
        .execute(&mut *conn)
        .await?;
        place += i64::try_from(piece.len()).map_err(Fault::internal)?;
    }
    let sm3 = Sm3::digest(content).to_vec();
    sqlx::query!(
        "update transfer_file set size = $2, sm3 = $3 where file_id = $1",
        file.id,
        place,
        sm3,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Throws a file away.
pub(crate) async fn drop(conn: &mut PgConnection, id: Uuid) -> Result<(), Fault> {
    sqlx::query!("delete from transfer_file where file_id = $1", id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Every byte of a file.
pub(crate) async fn content(conn: &mut PgConnection, id: Uuid) -> Result<Vec<u8>, Fault> {
    read(conn, id, 0, i64::MAX).await
}

/// Bytes of a file from a place on, at most so many.
pub(crate) async fn read(
    conn: &mut PgConnection,
    id: Uuid,
    place: i64,
    limit: i64,
) -> Result<Vec<u8>, Fault> {
    let end = place.saturating_add(limit);
    let pieces = sqlx::query!(
        r#"
        select p.place, p.content
        from transfer_piece p
        where p.file_id = $1
            and p.place < $2
            and p.place + octet_length(p.content) > $3
        order by p.place
        "#,
        id,
        end,
        place,
    )
    .fetch_all(conn)
    .await?;
    let mut bytes = Vec::new();
    for piece in pieces {
        let from = usize::try_from((place - piece.place).max(0)).unwrap_or(usize::MAX);
        let to = usize::try_from(end - piece.place).unwrap_or(usize::MAX);
        let to = to.min(piece.content.len());
        bytes.extend_from_slice(piece.content.get(from..to).unwrap_or_default());
    }
    Ok(bytes)
}

/// Lets a caller go on who does not hold too much already.
///
/// # Refuses
/// `TOO_MUCH_IN_TRANSFER`
pub(crate) async fn check_room(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    owner: &str,
) -> Result<(), Failure> {
    let held = sqlx::query_scalar!(
        r#"
        select coalesce(sum(size), 0)::bigint as "held!"
        from transfer_file
        where owner = $1
            and origin = 'upload'
            and expires_at > $2
        "#,
        owner,
        now,
    )
    .fetch_one(conn)
    .await?;
    if held < UPLOADS_HELD {
        return Ok(());
    }
    Err(Refusal::new(
        &reasons::TOO_MUCH_IN_TRANSFER,
        "the caller's uploads take more room than one caller may have",
        "您上传的文件已占满可用空间，七日后自动清理，请稍后再上传",
    )
    .into())
}

/// Throws away what is kept no longer.
pub(crate) async fn tidy(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<(), Fault> {
    sqlx::query!("delete from transfer_file where expires_at <= $1", now)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "delete from transfer_operation where expires_at <= $1 and ended_at is not null",
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The file is not there, or not the caller's.
pub(crate) fn absent() -> Refusal {
    Refusal::absent("file", "文件")
}

pub(crate) fn too_large() -> Refusal {
    let megabytes = LARGEST_FILE / (1024 * 1024);
    Refusal::new(
        &reasons::FILE_TOO_LARGE,
        format!("a file may have at most {megabytes} MiB"),
        format!("文件不能超过{megabytes}MB，请拆分后分批导入"),
    )
}

fn out_of_step(size: i64) -> Refusal {
    Refusal::new(
        &reasons::UPLOAD_OUT_OF_STEP,
        format!("the piece does not go on where the upload ends ({size})"),
        "该分片与已上传的内容不衔接，请从已保存的位置继续上传",
    )
    .with_metadata("size", size.to_string())
}
