//! Operations as they are kept: started once, worked on by one worker at a time, ended once.

use chrono::{DateTime, Utc};
use contract::elements::v1 as proto;
use elements_domain::{Registry, reasons};
use refusal::{Failure, Fault, Refusal, general};
use sqlx::PgConnection;
use uuid::Uuid;

use super::limits::{ATTEMPTS, ERRORS_KEPT, KEPT, LEASE, OPEN_OPERATIONS};
use super::row_error::RowError;

/// An operation as it is started.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub(crate) id: Uuid,
    pub(crate) owner: String,
    pub(crate) owner_name: String,
    pub(crate) owner_division: String,
    pub(crate) kind: Kind,
    pub(crate) registry: Registry,
    pub(crate) file_name: String,
    pub(crate) dry_run: bool,
    pub(crate) request_id: Uuid,
    pub(crate) request: Vec<u8>,
    pub(crate) trace_id: String,
}

/// Kinds of operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Import,
    Export,
}

/// An operation that a worker has.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) id: Uuid,
    pub(crate) worker: Uuid,
    pub(crate) owner: String,
    pub(crate) owner_name: String,
    pub(crate) owner_division: String,
    pub(crate) kind: Kind,
    pub(crate) registry: Registry,
    pub(crate) file_name: String,
    pub(crate) request_id: Uuid,
    pub(crate) request: Vec<u8>,
    pub(crate) trace_id: String,
    pub(crate) started_at: DateTime<Utc>,
    pub(crate) attempts: i32,
}

/// Rows counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) done: i64,
    pub(crate) total: i64,
    pub(crate) new: i64,
    pub(crate) changed: i64,
    pub(crate) unchanged: i64,
    pub(crate) refused: i64,
}

/// How an operation ended.
#[derive(Debug, Clone, Default)]
pub(crate) struct End {
    pub(crate) counts: Counts,
    pub(crate) change_id: Option<Uuid>,
    pub(crate) file_id: Option<Uuid>,
    /// Why it failed; empty: it did not.
    pub(crate) failure: String,
    pub(crate) remarks: Vec<String>,
}

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) operation_id: Uuid,
    kind: String,
    state: String,
    registry: String,
    file_name: String,
    dry_run: bool,
    rows_done: i64,
    rows_total: i64,
    rows_new: i64,
    rows_changed: i64,
    rows_unchanged: i64,
    rows_refused: i64,
    change_id: Option<Uuid>,
    file_id: Option<Uuid>,
    failure: String,
    remarks: Vec<String>,
    pub(crate) started_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

/// Data of ours that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("an operation has an unreadable {0}")]
struct Unreadable(&'static str);

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Import => "IMPORT",
            Self::Export => "EXPORT",
        }
    }
}

/// Starts an operation, once for each request of its owner.
///
/// # Refuses
/// `REQUEST_ID_REUSED` · `TOO_MUCH_IN_TRANSFER`
pub(crate) async fn start(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    start: &Start,
) -> Result<Uuid, Failure> {
    if let Some(id) = started(conn, start).await? {
        return Ok(id);
    }
    let open = sqlx::query_scalar!(
        r#"
        select count(*) as "open!"
        from transfer_operation
        where owner = $1
            and state in ('WAITING', 'RUNNING')
        "#,
        start.owner,
    )
    .fetch_one(&mut *conn)
    .await?;
    if open >= OPEN_OPERATIONS {
        return Err(Refusal::new(
            &reasons::TOO_MUCH_IN_TRANSFER,
            format!("the caller has {open} operations that have not ended"),
            format!("您有{open}项导入导出尚未结束，请等待完成或者取消后再办理"),
        )
        .into());
    }
    sqlx::query!(
        r#"
        insert into transfer_operation (
            operation_id, owner, owner_name, owner_division, kind, state, registry, file_name, dry_run,
            request_id, request, trace_id, started_at, expires_at
        )
        values ($1, $2, $3, $4, $5, 'WAITING', $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict on constraint transfer_operation_request_key do nothing
        "#,
        start.id,
        start.owner,
        start.owner_name,
        start.owner_division,
        start.kind.name(),
        start.registry.name(),
        start.file_name,
        start.dry_run,
        start.request_id,
        start.request,
        start.trace_id,
        now,
        now + KEPT,
    )
    .execute(&mut *conn)
    .await?;
    let id = started(conn, start).await?;
    id.ok_or_else(|| Fault::internal(Unreadable("request id")).into())
}

async fn started(conn: &mut PgConnection, start: &Start) -> Result<Option<Uuid>, Failure> {
    let found = sqlx::query!(
        r#"
        select operation_id, kind, request
        from transfer_operation
        where owner = $1
            and request_id = $2
        "#,
        start.owner,
        start.request_id,
    )
    .fetch_optional(conn)
    .await?;
    match found {
        None => Ok(None),
        Some(found) if found.kind == start.kind.name() && found.request == start.request => {
            Ok(Some(found.operation_id))
        }
        Some(_) => Err(Refusal::new(
            &general::REQUEST_ID_REUSED,
            "the request_id was used for another operation",
            general::REQUEST_ID_REUSED.remedy,
        )
        .into()),
    }
}

/// An operation of this owner.
pub(crate) async fn get(conn: &mut PgConnection, owner: &str, id: Uuid) -> Result<Line, Failure> {
    let line = sqlx::query_as!(
        Line,
        r#"
        select
            operation_id, kind, state, registry, file_name, dry_run, rows_done, rows_total, rows_new,
            rows_changed, rows_unchanged, rows_refused, change_id, file_id, failure, remarks, started_at, ended_at
        from transfer_operation
        where operation_id = $1
            and owner = $2
        "#,
        id,
        owner,
    )
    .fetch_optional(conn)
    .await?;
    line.ok_or_else(|| Refusal::absent("operation", "导入导出任务").into())
}

/// Operations of this owner, newest first, after one.
pub(crate) async fn list(
    conn: &mut PgConnection,
    owner: &str,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> Result<Vec<Line>, Fault> {
    let lines = sqlx::query_as!(
        Line,
        r#"
        select
            operation_id, kind, state, registry, file_name, dry_run, rows_done, rows_total, rows_new,
            rows_changed, rows_unchanged, rows_refused, change_id, file_id, failure, remarks, started_at, ended_at
        from transfer_operation
        where owner = $1
            and ($2::timestamptz is null or (started_at, operation_id) < ($2, $3::uuid))
        order by started_at desc, operation_id desc
        limit $4
        "#,
        owner,
        after.map(|(at, _)| at),
        after.map(|(_, id)| id),
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(lines)
}

/// Stops an operation that has not ended; one that has stays as it is.
pub(crate) async fn cancel(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    owner: &str,
    id: Uuid,
) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        update transfer_operation
        set state = 'CANCELLED', ended_at = $3, expires_at = $4, lease_until = null
        where operation_id = $1
            and owner = $2
            and state in ('WAITING', 'RUNNING')
        "#,
        id,
        owner,
        now,
        now + KEPT,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes the oldest operation that nobody works on, or whose worker has not been heard of for too long.
pub(crate) async fn claim(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    worker: Uuid,
) -> Result<Option<Job>, Fault> {
    let found = sqlx::query!(
        r#"
        update transfer_operation
        set state = 'RUNNING', worker = $1, lease_until = $3, attempts = attempts + 1,
            rows_done = 0, rows_total = 0, rows_new = 0, rows_changed = 0, rows_unchanged = 0, rows_refused = 0
        where operation_id = (
            select operation_id
            from transfer_operation
            where state = 'WAITING'
                or (state = 'RUNNING' and lease_until < $2)
            order by started_at
            limit 1
            for update skip locked
        )
        returning
            operation_id, owner, owner_name, owner_division, kind, registry, file_name, request_id, request,
            trace_id, started_at, attempts
        "#,
        worker,
        now,
        now + LEASE,
    )
    .fetch_optional(conn)
    .await?;
    found
        .map(|found| {
            Ok(Job {
                id: found.operation_id,
                worker,
                owner: found.owner,
                owner_name: found.owner_name,
                owner_division: found.owner_division,
                kind: read_kind(&found.kind)?,
                registry: read_registry(&found.registry)?,
                file_name: found.file_name,
                request_id: found.request_id,
                request: found.request,
                trace_id: found.trace_id,
                started_at: found.started_at,
                attempts: found.attempts,
            })
        })
        .transpose()
}

/// Says how far it is and that somebody works on it; false: it is no longer this worker's, or was cancelled.
pub(crate) async fn beat(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    job: &Job,
    counts: &Counts,
) -> Result<bool, Fault> {
    let done = sqlx::query!(
        r#"
        update transfer_operation
        set rows_done = $3, rows_total = $4, lease_until = $5
        where operation_id = $1
            and worker = $2
            and state = 'RUNNING'
        "#,
        job.id,
        job.worker,
        counts.done,
        counts.total,
        now + LEASE,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives an operation back, for another worker to begin again.
pub(crate) async fn give_back(conn: &mut PgConnection, job: &Job) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        update transfer_operation
        set state = 'WAITING', worker = null, lease_until = null, attempts = greatest(attempts - 1, 0)
        where operation_id = $1
            and worker = $2
            and state = 'RUNNING'
        "#,
        job.id,
        job.worker,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether an operation was begun too often to try once more.
pub(crate) const fn is_worn_out(job: &Job) -> bool {
    job.attempts > ATTEMPTS
}

/// Ends an operation; false: it is no longer this worker's, or was cancelled, and nothing of it may be kept.
pub(crate) async fn end(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    job: &Job,
    end: &End,
) -> Result<bool, Fault> {
    let state = if end.failure.is_empty() {
        "SUCCEEDED"
    } else {
        "FAILED"
    };
    let done = sqlx::query!(
        r#"
        update transfer_operation
        set state = $3, ended_at = $4, expires_at = $5, lease_until = null, rows_done = $6, rows_total = $7,
            rows_new = $8, rows_changed = $9, rows_unchanged = $10, rows_refused = $11, change_id = $12,
            file_id = $13, failure = $14, remarks = $15
        where operation_id = $1
            and worker = $2
            and state = 'RUNNING'
        "#,
        job.id,
        job.worker,
        state,
        now,
        now + KEPT,
        end.counts.done,
        end.counts.total,
        end.counts.new,
        end.counts.changed,
        end.counts.unchanged,
        end.counts.refused,
        end.change_id,
        end.file_id,
        end.failure,
        &end.remarks,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps what was found wrong, in the order of the file.
pub(crate) async fn keep_errors(
    conn: &mut PgConnection,
    job: &Job,
    errors: &[RowError],
) -> Result<(), Fault> {
    sqlx::query!(
        "delete from transfer_row_error where operation_id = $1",
        job.id
    )
    .execute(&mut *conn)
    .await?;
    let kept = errors.len().min(ERRORS_KEPT);
    for (part, errors) in (0_i64..).zip(errors[..kept].chunks(1000)) {
        let ordinals: Vec<i64> = (part * 1000 + 1..).take(errors.len()).collect();
        let column = |of: fn(&RowError) -> &String| -> Vec<String> {
            errors.iter().map(|error| of(error).clone()).collect()
        };
        let rows: Vec<i64> = errors.iter().map(|error| error.row.into()).collect();
        sqlx::query!(
            r#"
            insert into transfer_row_error (
                operation_id, ordinal, row_number, column_name, rule, message, value, reason
            )
            select $1, new.ordinal, new.row_number, new.column_name, new.rule, new.message, new.value, new.reason
            from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
                as new (ordinal, row_number, column_name, rule, message, value, reason)
            "#,
            job.id,
            &ordinals,
            &rows,
            &column(|error| &error.column),
            &column(|error| &error.rule),
            &column(|error| &error.message),
            &column(|error| &error.value),
            &column(|error| &error.reason),
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// What was found wrong, after an ordinal.
pub(crate) async fn errors(
    conn: &mut PgConnection,
    id: Uuid,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, proto::RowError)>, Fault> {
    let lines = sqlx::query!(
        r#"
        select ordinal, row_number, column_name, rule, message, value, reason
        from transfer_row_error
        where operation_id = $1
            and ordinal > $2
        order by ordinal
        limit $3
        "#,
        id,
        after,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(lines
        .into_iter()
        .map(|line| {
            let error = proto::RowError {
                row: line.row_number,
                column: line.column_name,
                rule: line.rule,
                message: line.message,
                value: line.value,
                reason: line.reason,
            };
            (line.ordinal, error)
        })
        .collect())
}

impl Line {
    /// As the contract writes it.
    pub(crate) fn into_proto(self) -> Result<proto::Operation, Fault> {
        let kind = match read_kind(&self.kind)? {
            Kind::Import => proto::OperationKind::Import,
            Kind::Export => proto::OperationKind::Export,
        };
        let state = match self.state.as_str() {
            "WAITING" => proto::OperationState::Waiting,
            "RUNNING" => proto::OperationState::Running,
            "SUCCEEDED" => proto::OperationState::Succeeded,
            "FAILED" => proto::OperationState::Failed,
            "CANCELLED" => proto::OperationState::Cancelled,
            _ => return Err(Fault::internal(Unreadable("state"))),
        };
        let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        Ok(proto::Operation {
            operation_id: self.operation_id.to_string(),
            kind: kind.into(),
            state: state.into(),
            registry: read_registry(&self.registry)?.to_proto().into(),
            file_name: self.file_name,
            dry_run: self.dry_run,
            rows_done: self.rows_done,
            rows_total: self.rows_total,
            rows_new: self.rows_new,
            rows_changed: self.rows_changed,
            rows_unchanged: self.rows_unchanged,
            rows_refused: self.rows_refused,
            change_id: text(self.change_id),
            file_id: text(self.file_id),
            failure: self.failure,
            start_time: Some(timestamp(self.started_at)),
            end_time: self.ended_at.map(timestamp),
            remarks: self.remarks,
        })
    }
}

fn timestamp(at: DateTime<Utc>) -> prost_types::Timestamp {
    prost_types::Timestamp {
        seconds: at.timestamp(),
        nanos: i32::try_from(at.timestamp_subsec_nanos()).unwrap_or(0),
    }
}

fn read_kind(kind: &str) -> Result<Kind, Fault> {
    match kind {
        "IMPORT" => Ok(Kind::Import),
        "EXPORT" => Ok(Kind::Export),
        _ => Err(Fault::internal(Unreadable("kind"))),
    }
}

fn read_registry(name: &str) -> Result<Registry, Fault> {
    Registry::named(name).ok_or_else(|| Fault::internal(Unreadable("registry")))
}
