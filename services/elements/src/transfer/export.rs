//! An export: a registry as of one point on both time axes, into a file.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use calendar::CivilDate;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use elements_domain::{Registry, Span};
use prost::Message as _;
use refusal::{Failure, Fault};
use sheet::{CsvWriter, NotWritten, Writer, XlsxWriter};
use sqlx::{Connection as _, PgConnection};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::errors_sheet::{CSV, XLSX, not_written};
use super::files::{self, NewFile};
use super::layout::Layout;
use super::operations::{self, Counts, End, Job};
use super::spread::spread_as;
use super::table::Table;
use super::threads;
use super::worker::{Desk, Progress};

/// Elements that are read together.
const TOGETHER: i64 = 1_000;

/// The table has something that is no element.
#[derive(Debug, thiserror::Error)]
#[error("unreadable element in the database")]
struct Unreadable;

type Page = Vec<(Body, Span)>;

/// Why the file could not be made.
enum Unmade {
    NotWritten(NotWritten),
    Fault(Fault),
}

/// Works on an export until it ends.
pub(crate) async fn run(
    desk: &Desk,
    job: &Job,
    progress: &Arc<Progress>,
    dropped: &CancellationToken,
) -> Result<(), Failure> {
    let request =
        proto::StartExportRequest::decode(job.request.as_slice()).map_err(Fault::internal)?;
    let format = request.format();
    let (pages, received) = mpsc::channel::<Page>(2);
    let (registry, counted) = (job.registry, Arc::clone(progress));
    let writing = threads::run(move || write(registry, format, received, &counted));
    let reading = read(desk, job, &request, pages, dropped);
    let (written, read) = tokio::join!(writing, reading);
    let bytes = match written? {
        Ok(bytes) => bytes,
        Err(Unmade::NotWritten(error)) => return Err(not_written(&error).into()),
        Err(Unmade::Fault(fault)) => return Err(fault.into()),
    };
    read?;
    let now = desk.centre.now();
    let id = desk.centre.entropy().id(now);
    let media_type = if is_csv(format) { CSV } else { XLSX };
    let file = NewFile {
        id,
        owner: &job.owner,
        origin: files::Origin::Result,
        name: &job.file_name,
        media_type,
    };
    let rows = progress.counts().done;
    let end = End {
        counts: Counts {
            done: rows,
            total: rows,
            ..Counts::default()
        },
        file_id: Some(id),
        ..End::default()
    };
    let mut conn = desk.conn().await?;
    let mut tx = conn.begin().await.map_err(Fault::from)?;
    files::keep(&mut tx, now, &file, &bytes).await?;
    if operations::end(&mut tx, now, job, &end).await? {
        tx.commit().await.map_err(Fault::from)?;
    }
    Ok(())
}

/// Name of the file that an export makes.
pub(crate) fn file_name(registry: Registry, format: proto::FileFormat, valid: CivilDate) -> String {
    let ending = if is_csv(format) { "csv" } else { "xlsx" };
    format!("{}{valid}.{ending}", registry.zh())
}

fn is_csv(format: proto::FileFormat) -> bool {
    format == proto::FileFormat::Csv
}

fn write(
    registry: Registry,
    format: proto::FileFormat,
    mut pages: mpsc::Receiver<Page>,
    progress: &Progress,
) -> Result<Vec<u8>, Unmade> {
    let table = Table::of(registry);
    let layout = Layout::of(registry).map_err(Unmade::Fault)?;
    let mut writer: Box<dyn Writer> = if is_csv(format) {
        Box::new(CsvWriter::new())
    } else {
        Box::new(XlsxWriter::new(registry.zh()).map_err(Unmade::NotWritten)?)
    };
    writer.row(&table.headings()).map_err(Unmade::NotWritten)?;
    while let Some(page) = pages.blocking_recv() {
        for (body, span) in page {
            for row in spread_as(table, &layout, body, span).map_err(Unmade::Fault)? {
                writer.row(&row).map_err(Unmade::NotWritten)?;
                progress.done.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
    writer.finish().map_err(Unmade::NotWritten)
}

/// Hands on every element, page by page, as of one point: what is recorded meanwhile is not seen.
async fn read(
    desk: &Desk,
    job: &Job,
    request: &proto::StartExportRequest,
    pages: mpsc::Sender<Page>,
    dropped: &CancellationToken,
) -> Result<(), Fault> {
    let as_of = request.as_of.clone().unwrap_or_default();
    let valid =
        CivilDate::parse(&as_of.valid_date).unwrap_or_else(|_| CivilDate::of(job.started_at));
    let known = as_of
        .known_time
        .and_then(|at| DateTime::from_timestamp(at.seconds, u32::try_from(at.nanos).ok()?))
        .unwrap_or(job.started_at);
    let mut conn = desk.conn().await?;
    let mut after = String::new();
    while !dropped.is_cancelled() {
        let (page, last) =
            read_page(&mut conn, job.registry, request, (valid, known), &after).await?;
        let Some(last) = last else { break };
        // The other end goes when the file cannot be written; it says why.
        if pages.send(page).await.is_err() {
            break;
        }
        after = last;
    }
    Ok(())
}

async fn read_page(
    conn: &mut PgConnection,
    registry: Registry,
    request: &proto::StartExportRequest,
    (valid, known): (CivilDate, DateTime<Utc>),
    after: &str,
) -> Result<(Page, Option<String>), Fault> {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    // Codes are digits and ':' follows '9', so a division with all below it is a range.
    let lines = sqlx::query!(
        r#"
        select v.element_id, v.valid_from, v.valid_to, v.body
        from element_version v
        where v.registry = $1
            and v.element_id > $2
            and v.valid_from <= $3
            and (v.valid_to is null or v.valid_to > $3)
            and v.recorded_at <= $4
            and (v.superseded_at is null or v.superseded_at > $4)
            and ($5::text is null or strpos(v.name, $5) > 0)
            and ($6::text is null or (v.division >= $6 and v.division < $6 || ':'))
        order by v.element_id
        limit $7
        "#,
        registry.name(),
        after,
        valid.naive(),
        known,
        text(&request.name),
        text(&request.division),
        TOGETHER,
    )
    .fetch_all(conn)
    .await?;
    let last = lines.last().map(|line| line.element_id.clone());
    let page = lines
        .into_iter()
        .map(|line| {
            let from = read_date(line.valid_from)?;
            let to = line.valid_to.map(read_date).transpose()?;
            let span = Span::new(from, to).ok_or_else(|| Fault::internal(Unreadable))?;
            let element = proto::Element::decode(line.body.as_slice()).map_err(Fault::internal)?;
            let body = element.body.ok_or_else(|| Fault::internal(Unreadable))?;
            Ok((body, span))
        })
        .collect::<Result<_, Fault>>()?;
    Ok((page, last))
}

fn read_date(date: NaiveDate) -> Result<CivilDate, Fault> {
    CivilDate::ymd(date.year(), date.month(), date.day()).ok_or_else(|| Fault::internal(Unreadable))
}
