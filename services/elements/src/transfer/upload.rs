//! Uploads: as a stream, or piece by piece.

use chrono::{DateTime, Utc};
use refusal::{Failure, Fault};
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

use super::files::{self, Held, NewFile, Origin};
use super::limits::PIECE;
use super::worker::Desk;

/// Media type of what somebody brings: what it is shows when it is read.
const UNKNOWN: &str = "application/octet-stream";

/// An upload that comes as a stream.
#[derive(Debug)]
pub(crate) struct Upload<'a> {
    desk: &'a Desk,
    pub(crate) id: Uuid,
    held: Held,
    waiting: Vec<u8>,
}

/// One piece of an upload.
#[derive(Debug)]
pub(crate) struct Piece<'a> {
    pub(crate) upload: Uuid,
    /// Name of the file; empty but for the first.
    pub(crate) name: &'a str,
    pub(crate) place: i64,
    pub(crate) content: &'a [u8],
    pub(crate) last: bool,
}

impl<'a> Upload<'a> {
    /// Begins an upload.
    pub(crate) async fn begin(desk: &'a Desk, owner: &str, name: &str) -> Result<Self, Failure> {
        let now = desk.centre.now();
        let id = desk.centre.entropy().id(now);
        let mut conn = desk.conn().await?;
        let held = begin(&mut conn, now, owner, id, name).await?;
        Ok(Self {
            desk,
            id,
            held,
            waiting: Vec::new(),
        })
    }

    /// Takes more bytes.
    ///
    /// # Refuses
    /// `FILE_TOO_LARGE`
    pub(crate) async fn take(&mut self, content: &[u8]) -> Result<(), Failure> {
        self.waiting.extend_from_slice(content);
        if self.waiting.len() >= PIECE {
            self.write().await?;
        }
        Ok(())
    }

    /// Closes it; gives its size and SM3.
    pub(crate) async fn close(mut self) -> Result<(i64, Vec<u8>), Failure> {
        self.write().await?;
        let mut conn = self.desk.conn().await?;
        let sm3 = files::close(&mut conn, self.id).await?;
        Ok((self.held.size, sm3))
    }

    /// Throws it away.
    pub(crate) async fn discard(self) -> Result<(), Fault> {
        let mut conn = self.desk.conn().await?;
        files::drop(&mut conn, self.id).await
    }

    async fn write(&mut self) -> Result<(), Failure> {
        let piece = std::mem::take(&mut self.waiting);
        let mut conn = self.desk.conn().await?;
        let mut tx = conn.begin().await.map_err(Fault::from)?;
        self.held.size =
            files::append(&mut tx, self.id, &self.held, self.held.size, &piece).await?;
        tx.commit().await.map_err(Fault::from)?;
        Ok(())
    }
}

impl Desk {
    /// Adds a piece to an upload of the caller's; the piece at 0 begins it. Gives the size and, once whole, the SM3.
    ///
    /// # Refuses
    /// Absent · `UPLOAD_OUT_OF_STEP` · `FILE_TOO_LARGE` · `TOO_MUCH_IN_TRANSFER`
    pub(crate) async fn append(
        &self,
        owner: &str,
        piece: &Piece<'_>,
    ) -> Result<(i64, Vec<u8>), Failure> {
        let now = self.centre.now();
        let mut conn = self.conn().await?;
        let mut tx = conn.begin().await.map_err(Fault::from)?;
        let mut held = if piece.place == 0 {
            begin(&mut tx, now, owner, piece.upload, piece.name).await?
        } else {
            files::lock(&mut tx, now, owner, piece.upload).await?
        };
        held.size = files::append(&mut tx, piece.upload, &held, piece.place, piece.content).await?;
        let sm3 = match held.sm3 {
            Some(sm3) => sm3,
            None if piece.last => files::close(&mut tx, piece.upload).await?,
            None => Vec::new(),
        };
        tx.commit().await.map_err(Fault::from)?;
        Ok((held.size, sm3))
    }

    /// Bytes of a file of this owner from a place on, with what is known of it.
    pub(crate) async fn read(
        &self,
        owner: &str,
        id: Uuid,
        place: i64,
        limit: i64,
    ) -> Result<(Held, Vec<u8>), Failure> {
        let mut conn = self.conn().await?;
        let held = files::whole(&mut conn, self.centre.now(), owner, id).await?;
        let bytes = files::read(&mut conn, id, place, limit).await?;
        Ok((held, bytes))
    }
}

async fn begin(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    owner: &str,
    id: Uuid,
    name: &str,
) -> Result<Held, Failure> {
    files::check_room(conn, now, owner).await?;
    let file = NewFile {
        id,
        owner,
        origin: Origin::Upload,
        name,
        media_type: UNKNOWN,
    };
    files::begin(conn, now, &file).await?;
    files::lock(conn, now, owner, id).await
}
