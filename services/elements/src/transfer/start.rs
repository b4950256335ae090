//! Starting, watching and stopping operations.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use contract::elements::v1 as proto;
use refusal::{Failure, Fault};
use sqlx::Connection as _;
use uuid::Uuid;

use super::files;
use super::operations::{self, Line, Start};
use super::worker::Desk;

impl Desk {
    /// The civil date.
    pub(crate) fn today(&self) -> CivilDate {
        self.centre.today()
    }

    /// An id for something new.
    pub(crate) fn new_id(&self) -> Uuid {
        self.centre.entropy().id(self.centre.now())
    }

    /// Name of a whole upload of the caller's.
    ///
    /// # Refuses
    /// Absent · `UPLOAD_INCOMPLETE`
    pub(crate) async fn whole(&self, owner: &str, upload: Uuid) -> Result<String, Failure> {
        let mut conn = self.conn().await?;
        let held = files::whole(&mut conn, self.centre.now(), owner, upload).await?;
        Ok(held.name)
    }

    /// Starts an operation, once for each request, and wakes a worker.
    ///
    /// # Refuses
    /// `REQUEST_ID_REUSED` · `TOO_MUCH_IN_TRANSFER`
    pub(crate) async fn start(&self, start: &Start) -> Result<proto::Operation, Failure> {
        let mut conn = self.conn().await?;
        let mut tx = conn.begin().await.map_err(Fault::from)?;
        let id = operations::start(&mut tx, self.centre.now(), start).await?;
        let line = operations::get(&mut tx, &start.owner, id).await?;
        tx.commit().await.map_err(Fault::from)?;
        self.work.notify_one();
        Ok(line.into_proto()?)
    }

    /// An operation of the caller's.
    pub(crate) async fn operation(
        &self,
        owner: &str,
        id: Uuid,
    ) -> Result<proto::Operation, Failure> {
        let mut conn = self.conn().await?;
        Ok(operations::get(&mut conn, owner, id).await?.into_proto()?)
    }

    /// Operations of the caller's, newest first.
    pub(crate) async fn operations(
        &self,
        owner: &str,
        after: Option<(DateTime<Utc>, Uuid)>,
        limit: i64,
    ) -> Result<Vec<Line>, Failure> {
        let mut conn = self.conn().await?;
        Ok(operations::list(&mut conn, owner, after, limit).await?)
    }

    /// Stops an operation of the caller's, unless it has ended.
    pub(crate) async fn cancel(&self, owner: &str, id: Uuid) -> Result<proto::Operation, Failure> {
        let mut conn = self.conn().await?;
        operations::cancel(&mut conn, self.centre.now(), owner, id).await?;
        Ok(operations::get(&mut conn, owner, id).await?.into_proto()?)
    }

    /// What an import of the caller's found wrong, after an ordinal.
    pub(crate) async fn row_errors(
        &self,
        owner: &str,
        id: Uuid,
        after: i64,
        limit: i64,
    ) -> Result<Vec<(i64, proto::RowError)>, Failure> {
        let mut conn = self.conn().await?;
        operations::get(&mut conn, owner, id).await?;
        Ok(operations::errors(&mut conn, id, after, limit).await?)
    }
}
