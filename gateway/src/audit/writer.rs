//! The one writer of the audit log: rows that come while a batch is being committed make up the next one, so that a call
//! costs a share of a commit and waits for at most two.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use clock::{Clock, Entropy};
use host::Host;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection};
use tokio::sync::mpsc;
use tokio::time::Instant;
use uuid::Uuid;

use super::chain::{self, HASH};
use super::{Audit, Entry, Opening, Outcome, Row, UnderWay};
use crate::meters::Writing;

/// Rows waiting at most: past this many, calls wait and then are refused.
const WAITING: usize = 4_096;
/// Rows in one batch.
const BATCH: usize = 1_000;
/// How long a stopping writer waits for a next row.
const LINGER: Duration = Duration::from_millis(200);
/// Lost beginnings that are remembered.
const LOST: usize = 10_000;

/// Starts the writer. It ends after the process has begun to stop and every audited call has ended.
pub(crate) fn start(database: PgConnectOptions, patience: Duration, host: &Host) -> Audit {
    let (entries, waiting) = mpsc::channel(WAITING);
    let writer = Writer {
        database,
        connection: None,
        patience,
        clock: Arc::clone(&host.clock),
        entropy: Arc::clone(&host.entropy),
        chain: None,
        lost: HashSet::new(),
        meters: Writing::of(&entries),
    };
    let (stopping, under_way) = (host.tasks.stopping(), UnderWay::default());
    let running = writer.run(waiting, stopping, under_way.clone());
    host.tasks.spawn("audit writer", running);
    Audit {
        entries,
        patience,
        clock: Arc::clone(&host.clock),
        under_way,
    }
}

struct Writer {
    database: PgConnectOptions,
    /// Its own, kept open: what every call waits for takes no place in a pool and no question whether it still lives.
    connection: Option<PgConnection>,
    patience: Duration,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    /// None before the first row, and after a batch of which it is not known whether it was committed: a new chain begins,
    /// and whatever was committed stands whole in the old one.
    chain: Option<Chain>,
    /// Calls whose beginning could not be written: they were refused, and an end without a beginning is not written either.
    lost: HashSet<Uuid>,
    meters: Writing,
}

#[derive(Debug, Clone, Copy)]
struct Chain {
    writer: Uuid,
    seq: i64,
    head: [u8; HASH],
}

impl Writer {
    async fn run(
        mut self,
        mut waiting: mpsc::Receiver<Entry>,
        stopping: tokio_util::sync::CancellationToken,
        under_way: UnderWay,
    ) {
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            tokio::select! {
                taken = waiting.recv_many(&mut batch, BATCH) => if taken == 0 { return },
                () = stopping.cancelled(), if waiting.is_empty() => {
                    self.finish(&mut waiting, &mut batch, &under_way).await;
                    return;
                }
            }
            self.write(&mut batch).await;
        }
    }

    /// A stopping process still has calls to end, and whoever started the gateway still holds it: the writer ends when
    /// nothing is under way and nothing has come for a while.
    async fn finish(
        &mut self,
        waiting: &mut mpsc::Receiver<Entry>,
        batch: &mut Vec<Entry>,
        under_way: &UnderWay,
    ) {
        loop {
            match tokio::time::timeout(LINGER, waiting.recv_many(batch, BATCH)).await {
                Ok(0) => return,
                Ok(_) => self.write(batch).await,
                Err(_) if under_way.is_over() => return,
                Err(_) => {}
            }
        }
    }

    async fn write(&mut self, batch: &mut Vec<Entry>) {
        let mut chain = self.chain.take().unwrap_or_else(|| Chain {
            writer: self.entropy.id(self.clock.now()),
            seq: 0,
            head: [0; HASH],
        });
        let mut columns = Columns::default();
        let mut answers = Vec::with_capacity(batch.len());
        for Entry { row, written } in batch.drain(..) {
            if let Row::Outcome(outcome) = &row
                && self.lost.remove(&outcome.call_id)
            {
                continue;
            }
            let seq = chain.seq + 1;
            let hash = chain::hash(chain.writer, seq, &chain.head, &row);
            let link = Link {
                seq,
                previous: chain.head.to_vec(),
                hash: hash.to_vec(),
            };
            match row {
                Row::Opening(opening) => columns.open(opening, link),
                Row::Outcome(outcome) => columns.end(outcome, link),
            }
            chain = Chain {
                seq,
                head: hash,
                ..chain
            };
            answers.extend(written);
        }
        let (rows, begun) = (columns.rows(), Instant::now());
        let inserted = tokio::time::timeout(self.patience, self.insert(&columns, chain.writer));
        let written = match inserted.await {
            Ok(Ok(())) => {
                self.chain = Some(chain);
                true
            }
            Ok(Err(error)) => {
                tracing::error!(%error, rows = answers.len(), "the audit log does not take rows");
                false
            }
            Err(_) => {
                tracing::error!(rows = answers.len(), "the audit log does not answer");
                false
            }
        };
        self.meters.written(rows, begun, written);
        if !written {
            if self.lost.len() >= LOST {
                self.lost.clear();
            }
            self.lost.extend(&columns.opened.call_id);
        }
        for answer in answers {
            // Whoever has stopped waiting has refused its call.
            let _ = answer.send(written);
        }
    }

    /// Inserts a batch over the writer's own connection. One that has died since the last batch is made anew and the batch
    /// sent again: had it been committed after all, its numbers are taken, and that is the answer.
    async fn insert(&mut self, columns: &Columns, writer: Uuid) -> Result<(), sqlx::Error> {
        // Taken out of its place: when this is given up half-way, the connection goes with it.
        if let Some(mut connection) = self.connection.take() {
            match columns.insert(&mut connection, writer).await {
                Ok(()) => {
                    self.connection = Some(connection);
                    return Ok(());
                }
                Err(error) => tracing::warn!(%error, "the audit log's connection is made anew"),
            }
        }
        let mut connection = PgConnection::connect_with(&self.database).await?;
        match columns.insert(&mut connection, writer).await {
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {}
            inserted => inserted?,
        }
        self.connection = Some(connection);
        Ok(())
    }
}

struct Link {
    seq: i64,
    previous: Vec<u8>,
    hash: Vec<u8>,
}

/// A batch, column by column, as UNNEST takes it.
#[derive(Default)]
struct Columns {
    opened: OpeningColumns,
    ended: OutcomeColumns,
}

#[derive(Default)]
struct OpeningColumns {
    call_id: Vec<Uuid>,
    at: Vec<chrono::DateTime<chrono::Utc>>,
    principal: Vec<String>,
    username: Vec<String>,
    agency_id: Vec<String>,
    division: Vec<String>,
    method: Vec<String>,
    source: Vec<String>,
    request_id: Vec<String>,
    trace_id: Vec<String>,
    seq: Vec<i64>,
    previous: Vec<Vec<u8>>,
    hash: Vec<Vec<u8>>,
}

#[derive(Default)]
struct OutcomeColumns {
    call_id: Vec<Uuid>,
    at: Vec<chrono::DateTime<chrono::Utc>>,
    username: Vec<String>,
    object: Vec<String>,
    outcome: Vec<String>,
    reason: Vec<String>,
    duration_us: Vec<i64>,
    seq: Vec<i64>,
    previous: Vec<Vec<u8>>,
    hash: Vec<Vec<u8>>,
}

impl Columns {
    fn rows(&self) -> usize {
        self.opened.seq.len() + self.ended.seq.len()
    }

    fn open(&mut self, row: Opening, link: Link) {
        let columns = &mut self.opened;
        columns.call_id.push(row.call_id);
        columns.at.push(row.at);
        columns.principal.push(row.principal);
        columns.username.push(row.username);
        columns.agency_id.push(row.agency_id);
        columns.division.push(row.division);
        columns.method.push(row.method);
        columns.source.push(row.source);
        columns.request_id.push(row.request_id);
        columns.trace_id.push(row.trace_id);
        columns.seq.push(link.seq);
        columns.previous.push(link.previous);
        columns.hash.push(link.hash);
    }

    fn end(&mut self, row: Outcome, link: Link) {
        let columns = &mut self.ended;
        columns.call_id.push(row.call_id);
        columns.at.push(row.at);
        columns.username.push(row.username);
        columns.object.push(row.object);
        columns.outcome.push(row.code.to_owned());
        columns.reason.push(row.reason);
        columns.duration_us.push(row.duration_us);
        columns.seq.push(link.seq);
        columns.previous.push(link.previous);
        columns.hash.push(link.hash);
    }

    /// One statement, one commit, for both tables.
    async fn insert(&self, connection: &mut PgConnection, writer: Uuid) -> Result<(), sqlx::Error> {
        let (opened, ended) = (&self.opened, &self.ended);
        sqlx::query_file!(
            "queries/insert_audit.sql",
            writer,
            &opened.call_id,
            &opened.at,
            &opened.principal,
            &opened.username,
            &opened.agency_id,
            &opened.division,
            &opened.method,
            &opened.source,
            &opened.request_id,
            &opened.trace_id,
            &opened.seq,
            &opened.previous,
            &opened.hash,
            &ended.call_id,
            &ended.at,
            &ended.username,
            &ended.object,
            &ended.outcome,
            &ended.reason,
            &ended.duration_us,
            &ended.seq,
            &ended.previous,
            &ended.hash,
        )
        .execute(connection)
        .await?;
        Ok(())
    }
}
