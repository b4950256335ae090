//! An import: a file becomes one proposed change, or a list of what is wrong with it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use elements_domain::{Change, Element, Key, Registry, Span, check_id};
use prost::Message as _;
use refusal::{Failure, Fault, Refusal};
use sqlx::Connection as _;
use statute::identifier::DivisionCode;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::cells::Wrong;
use super::draft::{Draft, Origin, Said};
use super::errors_sheet::{self, Kept};
use super::files::{self, NewFile};
use super::limits::ERRORS_KEPT;
use super::operations::{self, Counts, End, Job};
use super::parse::{Parsed, parse};
use super::row_error::RowError;
use super::silent;
use super::table::{Table, VALID_FROM};
use super::worker::{Desk, Progress};
use super::{laws, threads};
use crate::changes::{self, Proposal};
use crate::publish::{self, By, Entry, Outcome};

/// What an import came to, before anything of it is kept.
struct Judged {
    /// What is to be proposed, with the version that each element stood at.
    entries: Vec<Entry>,
    /// Smallest division that holds them all.
    division: Option<DivisionCode>,
    counts: Counts,
    errors: Vec<RowError>,
    refused: BTreeSet<u32>,
}

/// Works on an import until it ends.
pub(crate) async fn run(
    desk: &Desk,
    job: &Job,
    progress: &Arc<Progress>,
    dropped: &CancellationToken,
) -> Result<(), Failure> {
    let request =
        proto::StartImportRequest::decode(job.request.as_slice()).map_err(Fault::internal)?;
    let upload = Uuid::try_parse(&request.upload_id).map_err(Fault::internal)?;
    let mut conn = desk.conn().await?;
    let now = desk.centre.now();
    files::whole(&mut conn, now, &job.owner, upload).await?;
    let bytes: Arc<[u8]> = files::content(&mut conn, upload).await?.into();
    let of_texts = job.registry == Registry::Law && laws::is_text(&job.file_name);
    let mut parsed = if of_texts {
        laws::read(&mut conn, job, &request, &bytes, progress, dropped).await?
    } else {
        let valid_from = CivilDate::parse(&request.valid_from).ok();
        let (bytes, progress, dropped) =
            (Arc::clone(&bytes), Arc::clone(progress), dropped.clone());
        let registry = job.registry;
        let read = threads::run(move || parse(registry, &bytes, valid_from, &progress, &dropped));
        match read.await?? {
            Ok(parsed) => parsed,
            Err(refused) => {
                return end_unread(desk, job, &refused.zh(), &refused.to_string()).await;
            }
        }
    };
    silent::fill(&mut conn, job.registry, &mut parsed).await?;
    let remarks = std::mem::take(&mut parsed.remarks);
    let names = std::mem::take(&mut parsed.names);
    let mut judged = judge(desk, job, &mut conn, parsed).await?;
    drop(conn);
    judged.errors.sort_by_key(|error| error.row);
    for error in &mut judged.errors {
        if let Some(name) = names.get(&error.row) {
            error.value.clone_from(name);
        }
    }
    let mode = request.mode();
    let kept = if mode == proto::ImportMode::SkipBadRows && !request.dry_run {
        Kept::OnlyRefused(judged.refused.clone())
    } else {
        Kept::All
    };
    let sheet = if judged.errors.is_empty() {
        None
    } else if of_texts {
        Some(errors_sheet::of_texts(&judged.errors)?)
    } else {
        let errors = judged.errors.clone();
        threads::run(move || errors_sheet::of_rows(&bytes, &errors, &kept)).await??
    };
    finish(desk, job, &request, judged, remarks, sheet).await
}

/// The file could not be read at all.
async fn end_unread(desk: &Desk, job: &Job, zh: &str, rule: &str) -> Result<(), Failure> {
    let now = desk.centre.now();
    let error = RowError::row(0, &Wrong::new(rule, zh));
    let end = End {
        failure: zh.to_owned(),
        ..End::default()
    };
    let mut conn = desk.conn().await?;
    let mut tx = conn.begin().await.map_err(Fault::from)?;
    operations::keep_errors(&mut tx, job, &[error]).await?;
    if operations::end(&mut tx, now, job, &end).await? {
        tx.commit().await.map_err(Fault::from)?;
    }
    Ok(())
}

/// Decides what every element of the file comes to.
async fn judge(
    desk: &Desk,
    job: &Job,
    conn: &mut sqlx::PgConnection,
    parsed: Parsed,
) -> Result<Judged, Failure> {
    let table = Table::of(job.registry);
    let today = desk.centre.today();
    let rows = parsed.rows;
    let (origins, entries, mut errors, mut refused) =
        threads::run(move || read_elements(table, today, parsed)).await?;
    let by = By {
        publisher: job.owner.clone(),
        proposed_by: String::new(),
        change_id: None,
        request_id: job.request_id,
        trace_id: job.trace_id.clone(),
        keeps: Some(crate::changes::kept_by(&job.owner_division)?),
    };
    let steps = publish::examine(conn, desk.centre.now(), &by, &entries).await?;
    let mut counts = Counts {
        done: rows,
        total: rows,
        ..Counts::default()
    };
    let mut division: Option<DivisionCode> = None;
    let mut proposed = Vec::new();
    for ((origin, mut entry), step) in origins.into_iter().zip(entries).zip(steps) {
        let rows = i64::try_from(origin.rows().len()).unwrap_or(i64::MAX);
        match step.outcome {
            Outcome::Unchanged => {
                counts.unchanged += rows;
                continue;
            }
            Outcome::Refused(refusal) => {
                let body = match &entry.change {
                    Change::Record(element) => Some(element.body()),
                    Change::Withdraw(_) => None,
                };
                errors.extend(RowError::of_refusal(
                    table,
                    &origin,
                    (body, entry.span),
                    &refusal,
                ));
                refused.extend(origin.rows());
                continue;
            }
            Outcome::New => counts.new += rows,
            Outcome::Changed => counts.changed += rows,
        }
        entry.seen = Some(step.before);
        division = step
            .division
            .map(|next| match division.take() {
                Some(common) => common.common(&next).unwrap_or(common),
                None => next,
            })
            .or(division);
        proposed.push(entry);
    }
    counts.refused = i64::try_from(refused.len()).unwrap_or(i64::MAX);
    Ok(Judged {
        entries: proposed,
        division,
        counts,
        errors,
        refused,
    })
}

type Read = (Vec<Origin>, Vec<Entry>, Vec<RowError>, BTreeSet<u32>);

/// Reads every draft as an element; what the body alone shows to be wrong is said here.
fn read_elements(table: &'static Table, today: CivilDate, parsed: Parsed) -> Read {
    let (mut origins, mut entries) = (Vec::new(), Vec::new());
    let (mut errors, mut refused) = (parsed.errors, parsed.refused);
    let mut said: HashMap<Key, Vec<(Span, u32)>> = HashMap::new();
    for Draft {
        origin,
        said: draft,
        span,
    } in parsed.drafts
    {
        let change = match draft {
            Said::Withdrawn(id) => withdrawal(table, id).map(Change::Withdraw),
            Said::Holds(body) => read_element(*body, span, today),
        };
        let change = match change {
            Ok(change) => change,
            Err((body, refusal)) => {
                let said = (body.as_deref(), span);
                errors.extend(RowError::of_refusal(table, &origin, said, &refusal));
                refused.extend(origin.rows());
                continue;
            }
        };
        let spans = said.entry(change.key().clone()).or_default();
        if let Some((_, row)) = spans.iter().find(|(other, _)| other.overlaps(span)) {
            let wrong = Wrong::new(
                format!("overlaps the validity that row {row} states of the same element"),
                format!(
                    "与第{row}行同一要素的有效期重叠，请调整生效日期、失效日期，或者合并为相连的行"
                ),
            );
            let value = span.from().to_string();
            errors.push(RowError::cell(origin.row(), VALID_FROM, &wrong, &value));
            refused.extend(origin.rows());
            continue;
        }
        spans.push((span, origin.row()));
        origins.push(origin);
        entries.push(Entry {
            change,
            span,
            seen: None,
        });
    }
    (origins, entries, errors, refused)
}

type Unread = (Option<Box<Body>>, Refusal);

fn read_element(body: Body, span: Span, today: CivilDate) -> Result<Change, Unread> {
    // The body is kept for the errors, which show what stood in the cell.
    match Element::read_by_hand(body.clone(), span, today) {
        Ok(element) => Ok(Change::Record(Box::new(element))),
        Err(refusal) => Err((Some(Box::new(body)), refusal)),
    }
}

fn withdrawal(table: &Table, id: String) -> Result<Key, Unread> {
    let registry = table.registry;
    if registry == Registry::Division {
        return match DivisionCode::parse(&id) {
            Ok(code) => Ok(Key::new(registry, code.as_str())),
            Err(error) => {
                let refusal =
                    Refusal::malformed(registry.id_field(), error.to_string(), error.zh());
                Err((None, refusal))
            }
        };
    }
    match check_id(&id) {
        Ok(()) => Ok(Key::new(registry, id)),
        Err((rule, zh)) => Err((None, Refusal::malformed(registry.id_field(), rule, zh))),
    }
}

/// Keeps what was found and proposes what may be proposed, at once: nothing half.
async fn finish(
    desk: &Desk,
    job: &Job,
    request: &proto::StartImportRequest,
    judged: Judged,
    mut remarks: Vec<String>,
    sheet: Option<Vec<u8>>,
) -> Result<(), Failure> {
    let now = desk.centre.now();
    let Judged {
        entries,
        division,
        counts,
        errors,
        ..
    } = judged;
    let mut end = End {
        counts,
        ..End::default()
    };
    let all = request.mode() != proto::ImportMode::SkipBadRows;
    let stopped = !errors.is_empty() && (all || counts.total == 0);
    if stopped && !request.dry_run {
        end.failure = match counts.refused {
            0 => "列标题有错误，未导入任何内容，详见错误清单".to_owned(),
            refused => {
                format!("有{refused}行存在错误，按“全部成功才导入”未导入任何内容，详见错误清单")
            }
        };
    } else if entries.is_empty() && errors.is_empty() {
        remarks.push(match counts.total {
            0 => "文件中没有数据行".to_owned(),
            _ => "与已登记的内容完全一致，没有需要变更的内容".to_owned(),
        });
    }
    if errors.len() > ERRORS_KEPT {
        remarks.push(format!("错误清单只列出前{ERRORS_KEPT}条，全部错误见错误表"));
    }
    end.remarks = remarks;
    let mut conn = desk.conn().await?;
    let mut tx = conn.begin().await.map_err(Fault::from)?;
    if let Some(sheet) = sheet {
        let id = desk.centre.entropy().id(now);
        let name = format!("{}导入错误.xlsx", job.registry.zh());
        let file = NewFile {
            id,
            owner: &job.owner,
            origin: files::Origin::Result,
            name: &name,
            media_type: errors_sheet::XLSX,
        };
        files::keep(&mut tx, now, &file, &sheet).await?;
        end.file_id = Some(id);
    }
    operations::keep_errors(&mut tx, job, &errors).await?;
    if let (false, false, false, Some(division)) =
        (stopped, request.dry_run, entries.is_empty(), &division)
    {
        let title = format!(
            "导入{}（{}，{}项）",
            job.registry.zh(),
            job.file_name,
            entries.len()
        );
        let proposal = Proposal {
            proposed_by: &job.owner,
            proposer_name: &job.owner_name,
            division,
            title: &title,
            reason: "",
            operation_id: Some(job.id),
            entries: &entries,
        };
        let change = changes::propose(&mut tx, now, desk.centre.entropy(), &proposal).await?;
        end.change_id = Some(change);
    }
    // The operation may have been cancelled, or taken by another worker, while this went on: then nothing is kept.
    if operations::end(&mut tx, now, job, &end).await? {
        tx.commit().await.map_err(Fault::from)?;
    }
    Ok(())
}

/// Errors by row, as an errors' sheet shows them.
pub(crate) fn by_row(errors: &[RowError]) -> BTreeMap<u32, String> {
    let mut rows: BTreeMap<u32, String> = BTreeMap::new();
    for error in errors {
        let text = rows.entry(error.row).or_default();
        if !text.is_empty() {
            text.push('；');
        }
        text.push_str(&error.message);
    }
    rows
}
