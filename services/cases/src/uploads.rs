//! Uploads of evidence: begun with what is to come, sent chunk by chunk in any order, put together, put on record.
//!
//! A chunk is acknowledged once it is on the disk and its row is committed: killed at any point, what was acknowledged is
//! there, and what was not is sent again. The file gets its name only if its hashes are those that were declared where it was
//! taken, and becomes an exhibit in the transaction of the act. What is left over is collected ([`collect`]).

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use cases_domain::Act;
use cases_domain::exhibit::{self, AddExhibit, File};
use cases_evidence::{Class, HEAD, Looked, Rejected};
use chrono::TimeDelta;
use contract::cases::v1 as proto;
use futures::TryStreamExt as _;
use host::Call;
use prost::Message as _;
use refusal::{Failure, Fault, Reason, Refusal};
use sqlx::PgConnection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;
use vault::{Chunk, Digest, Error, SHARES};

use crate::api::uploads as read;
use crate::handle::{Answer, By, Desk, Mode, Request};
use crate::store::upload::{self as store, COMPLETED, OPEN, Upload};
use crate::{files, reasons};

/// Bytes of a chunk: what fits a message of the gateway, in JSON too.
pub const CHUNK: u32 = 512 * 1024;
/// Files that are looked into, or shown small, at a time: each is held in memory whole.
const AT_A_TIME: usize = 2;
/// How often leftovers are collected.
const COLLECTED_EVERY: Duration = Duration::from_mins(15);

/// Lets a few at a time hold a whole file in memory.
#[derive(Debug, Clone)]
pub(crate) struct Room(Arc<Semaphore>);

impl Default for Room {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_A_TIME)))
    }
}

impl Room {
    /// A place, before a file is read into memory; it is given back when it is dropped.
    pub(crate) async fn place(&self) -> Result<OwnedSemaphorePermit, Fault> {
        let place = Arc::clone(&self.0).acquire_owned().await;
        place.map_err(Fault::unavailable)
    }
}

/// Does something that takes long in a place, beside the threads that answer calls. The place is kept until it is done, even if
/// nobody waits for it any more.
pub(crate) async fn spend<T: Send + 'static>(
    place: OwnedSemaphorePermit,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    let spent = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(place);
        done
    });
    spent.await.map_err(Fault::internal)
}

/// Begins an upload, or answers the one of this id that was begun with the same words.
///
/// # Refuses
/// A name, a size or a type that is not taken; what the law refuses of the exhibit now; another upload of the same id; too many
/// that are open.
pub(crate) async fn begin(
    desk: &Desk,
    call: &Call,
    message: &proto::BeginUploadRequest,
) -> Result<proto::Upload, Failure> {
    let id = read::upload_id(&message.upload_id)?;
    let (sm3, sha256) = (
        read::digest("sm3", &message.sm3)?,
        read::digest("sha256", &message.sha256)?,
    );
    let declared = message.encode_to_vec();
    let mut conn = desk.pool().acquire().await?;
    if let Some(found) = store::get(&mut conn, id).await? {
        return same(desk, &mut conn, call, &found, &declared).await;
    }
    drop(conn);
    let size = read::size(message.size_bytes)?;
    let largest = desk.uploads().largest_bytes;
    let file = cases_evidence::name(&message.name).map_err(|why| refused(&why))?;
    let most = cases_evidence::bound(file, largest);
    if size > most {
        return Err(refused(&Rejected::TooLarge { size, most }).into());
    }
    let act = exhibit_of(message, file.media_type())?;
    fits(act.kind, file)?;
    // Before anything is sent: what the law would refuse of it.
    let asked = Request {
        request_id: Uuid::nil(),
        method: BEGIN,
        payload: Vec::new(),
        case_id: Some(read::case_id(&message.case_id)?),
        seen: None,
        from_lead: None,
        act: Act::Exhibit(exhibit::Act::AddExhibit(act)),
        mode: Mode::ValidateOnly,
        replayed: None,
    };
    let by = By::Actor(&call.actor);
    desk.handle(by, &call.trace_id, &asked).await?;
    let begun = Upload {
        id,
        principal: call.actor.principal.clone(),
        case: read::case_id(&message.case_id)?,
        declared,
        size,
        sm3,
        sha256,
        chunk_size: CHUNK,
        state: OPEN.to_owned(),
        exhibit: None,
        touched_at: desk.now(),
    };
    let officer = call.actor.officer_id.as_deref().unwrap_or_default();
    let most = desk.uploads().open_per_officer;
    let mut conn = desk.pool().acquire().await?;
    if store::begin(&mut conn, &begun, officer, most).await? {
        return shown(desk, &mut conn, &begun).await;
    }
    match store::get(&mut conn, id).await? {
        Some(found) => same(desk, &mut conn, call, &found, &begun.declared).await,
        None => Err(no(
            &reasons::TOO_MANY_UPLOADS,
            &format!("您已有{most}个上传未完成"),
        )
        .into()),
    }
}

/// An upload of this id was begun before: the same, or somebody's other one.
async fn same(
    desk: &Desk,
    conn: &mut PgConnection,
    call: &Call,
    found: &Upload,
    declared: &[u8],
) -> Result<proto::Upload, Failure> {
    if found.principal == call.actor.principal && found.declared == declared {
        return shown(desk, conn, found).await;
    }
    let zh = "该上传编号已用于另一次上传";
    Err(no(&reasons::UPLOAD_ID_TAKEN, zh).into())
}

/// Keeps a chunk.
///
/// # Refuses
/// A number or a length that is not of the upload; other bytes than were acknowledged; an upload that is not open.
pub(crate) async fn put(
    desk: &Desk,
    call: &Call,
    message: proto::PutChunkRequest,
) -> Result<proto::PutChunkResponse, Failure> {
    let mut conn = desk.pool().acquire().await?;
    let upload = own(&mut conn, call, &message.upload_id).await?;
    is_open(&upload)?;
    let number = u32::try_from(message.number).ok();
    let count = count(&upload);
    let Some(number) = number.filter(|number| *number < count) else {
        let zh = format!("应为0至{}", count - 1);
        return Err(Refusal::malformed("number", format!("must be below {count}"), zh).into());
    };
    let wanted = length(&upload, number);
    if message.data.len() as u64 != wanted {
        let zh = format!(
            "第{number}块应为{wanted}字节，收到{}字节",
            message.data.len()
        );
        let rule = format!("must have {wanted} bytes");
        return Err(Refusal::malformed("data", rule, zh).into());
    }
    let sm3 = Digest::sm3(&message.data);
    if !message.sm3.is_empty() && read::digest("sm3", &message.sm3)? != sm3 {
        let zh = format!("第{number}块在传输中损坏");
        return Err(no(&reasons::CHUNK_DIFFERS, &zh).into());
    }
    let known = store::chunk(&mut conn, upload.id, number).await?;
    // Not while holding a connection.
    drop(conn);
    if known.is_none() {
        keep(desk, &upload, (number, sm3), message.data.into()).await?;
    } else if known != Some(sm3) {
        return Err(chunk_differs(number).into());
    }
    Ok(proto::PutChunkResponse {
        number: message.number,
        sm3: sm3.to_string(),
    })
}

async fn keep(
    desk: &Desk,
    upload: &Upload,
    (number, sm3): (u32, Digest),
    bytes: Bytes,
) -> Result<(), Failure> {
    let size = bytes.len();
    let staged = desk.vault().stage(upload.id, number, bytes).await;
    let chunk = staged.map_err(files::fault)?;
    fail::fail_point!("cases.chunk_before_row", |_| Err(Fault::unavailable(
        "stopped at cases.chunk_before_row"
    )
    .into()));
    let mut conn = desk.pool().acquire().await?;
    if store::acknowledge(&mut conn, upload.id, (&chunk, size), desk.now()).await? {
        return Ok(());
    }
    match store::chunk(&mut conn, upload.id, number).await? {
        Some(kept) if kept == sm3 => Ok(()),
        Some(_) => Err(chunk_differs(number).into()),
        // Ended meanwhile.
        None => {
            drop(conn);
            let dropped = desk.vault().drop_staged(upload.id).await;
            dropped.map_err(files::fault)?;
            Err(ended(upload).into())
        }
    }
}

/// An upload, for going on after a break.
pub(crate) async fn get(
    desk: &Desk,
    call: &Call,
    upload_id: &str,
) -> Result<proto::Upload, Failure> {
    let mut conn = desk.pool().acquire().await?;
    let upload = own(&mut conn, call, upload_id).await?;
    shown(desk, &mut conn, &upload).await
}

/// Gives an upload up.
///
/// # Refuses
/// One that is an exhibit already.
pub(crate) async fn abandon(
    desk: &Desk,
    call: &Call,
    upload_id: &str,
) -> Result<proto::Upload, Failure> {
    let mut conn = desk.pool().acquire().await?;
    let upload = own(&mut conn, call, upload_id).await?;
    if upload.state == COMPLETED {
        return Err(ended(&upload).into());
    }
    store::abandon(&mut conn, upload.id, desk.now()).await?;
    let upload = own(&mut conn, call, upload_id).await?;
    let shown = shown(desk, &mut conn, &upload).await?;
    drop(conn);
    let dropped = desk.vault().drop_staged(upload.id).await;
    dropped.map_err(files::fault)?;
    Ok(shown)
}

/// Puts the file together, looks at what it is, and puts it on record.
///
/// # Refuses
/// Chunks that are missing; bytes that are of no type that is taken, or of another than the name says, or hold what must not be
/// in them; hashes that are not those declared; what the law refuses. The upload stays as it is.
pub(crate) async fn complete(
    desk: &Desk,
    call: &Call,
    message: &proto::CompleteUploadRequest,
) -> Result<(Answer, u32), Failure> {
    let mut conn = desk.pool().acquire().await?;
    let upload = own(&mut conn, call, &message.upload_id).await?;
    let declared = proto::BeginUploadRequest::decode(upload.declared.as_slice());
    let declared = declared.map_err(Fault::internal)?;
    let file = cases_evidence::name(&declared.name).map_err(|why| refused(&why))?;
    let act = exhibit_of(&declared, file.media_type())?;
    let kind = act.kind;
    let mut request = Request {
        request_id: read::request_id(&message.request_id)?,
        method: COMPLETE,
        payload: message.encode_to_vec(),
        case_id: Some(upload.case),
        seen: read::seen(&message.etag)?,
        from_lead: None,
        act: Act::Exhibit(exhibit::Act::AddExhibit(act)),
        mode: if message.validate_only {
            Mode::ValidateOnly
        } else {
            Mode::Write
        },
        replayed: None,
    };
    if upload.state == COMPLETED {
        drop(conn);
        return again(desk, call, &upload).await;
    }
    is_open(&upload)?;
    let chunks = store::chunks(&mut conn, upload.id).await?;
    drop(conn);
    let missing = u64::from(count(&upload)).saturating_sub(chunks.len() as u64);
    if missing > 0 {
        let zh = format!("还有{missing}块没有收到");
        return Err(no(&reasons::UPLOAD_INCOMPLETE, &zh).into());
    }
    let chunks: Vec<Chunk> = chunks.into_iter().map(|(chunk, _)| chunk).collect();
    match Box::pin(finish(desk, call, (&upload, chunks), kind, &mut request)).await {
        Ok(answer) => Ok(answer),
        // Done by a twin of the request meanwhile.
        Err(failure) => match again(desk, call, &upload).await {
            Ok(answer) if !message.validate_only => Ok(answer),
            _ => Err(failure),
        },
    }
}

/// Does what is left to do once every chunk is there: nothing of it, if it is only to be tried.
async fn finish(
    desk: &Desk,
    call: &Call,
    (upload, chunks): (&Upload, Vec<Chunk>),
    kind: cases_domain::EvidenceKind,
    request: &mut Request,
) -> Result<(Answer, u32), Failure> {
    let by = By::Actor(&call.actor);
    let wanted = std::mem::replace(&mut request.mode, Mode::ValidateOnly);
    // What the law refuses is refused before the file is read.
    let tried = desk.handle(by, &call.trace_id, request).await?;
    let Act::Exhibit(exhibit::Act::AddExhibit(act)) = &request.act else {
        return Ok((tried, 0));
    };
    let found = look(desk, upload, &chunks, &act.file.name).await?;
    fits(kind, found)?;
    if wanted == Mode::ValidateOnly {
        return Ok((tried, 0));
    }
    put_together(desk, upload, chunks).await?;
    fail::fail_point!("cases.file_before_act", |_| Err(Fault::unavailable(
        "stopped at cases.file_before_act"
    )
    .into()));
    request.mode = Mode::Write;
    let answer = desk.handle(by, &call.trace_id, request).await?;
    fail::fail_point!("cases.act_before_sweep", |_| Err(Fault::unavailable(
        "stopped at cases.act_before_sweep"
    )
    .into()));
    if let Err(error) = desk.vault().drop_staged(upload.id).await {
        // Collected later.
        tracing::warn!(%error, "the chunks of a completed upload stay for now");
    }
    let number = number_in(&answer, upload);
    Ok((answer, number))
}

/// The answer to an upload that is an exhibit already.
async fn again(desk: &Desk, call: &Call, upload: &Upload) -> Result<(Answer, u32), Failure> {
    let mut conn = desk.pool().acquire().await?;
    let upload = own(&mut conn, call, &upload.id.to_string()).await?;
    let Some(number) = upload.exhibit.filter(|_| upload.state == COMPLETED) else {
        return Err(ended(&upload).into());
    };
    let stored = crate::store::get(&mut conn, upload.case).await?;
    let seen = stored.filter(|it| crate::visibility::sees(&call.actor, &it.case));
    let stored = seen.ok_or_else(crate::handle::absent)?;
    let shown = desk.show(&mut conn, &[stored]).await?;
    let answer = Answer {
        case: shown.into_iter().next(),
    };
    Ok((answer, u32::try_from(number).map_err(Fault::internal)?))
}

fn number_in(answer: &Answer, upload: &Upload) -> u32 {
    let sm3 = upload.sm3.to_string();
    let mut exhibits = answer
        .case
        .iter()
        .flat_map(|case| case.exhibits.iter().rev());
    let found = exhibits.find(|it| it.sm3 == sm3);
    found.map_or(0, |it| u32::try_from(it.number).unwrap_or(0))
}

/// Looks at what the file is: a recording by its beginning, everything else whole.
async fn look(
    desk: &Desk,
    upload: &Upload,
    chunks: &[Chunk],
    name: &str,
) -> Result<cases_evidence::FileType, Failure> {
    let named = cases_evidence::name(name).map_err(|why| refused(&why))?;
    let by_its_beginning = matches!(named.class(), Class::Sound | Class::Video);
    let enough = if by_its_beginning {
        HEAD as u64
    } else {
        upload.size
    };
    let wanted = enough.div_ceil(u64::from(upload.chunk_size));
    let wanted = usize::try_from(wanted).map_err(Fault::internal)?;
    let chunks = chunks.iter().take(wanted).copied().collect();
    let place = desk.room().place().await?;
    let parts: Vec<Bytes> = desk
        .vault()
        .staged(upload.id, chunks)
        .try_collect()
        .await
        .map_err(unstaged)?;
    let (name, size) = (name.to_owned(), upload.size);
    let largest = desk.uploads().largest_bytes;
    let verdict = spend(place, move || {
        let bytes = parts.concat();
        let looked = if bytes.len() as u64 == size {
            Looked::Whole(&bytes)
        } else {
            Looked::Head(&bytes)
        };
        cases_evidence::examine(&name, size, looked, largest)
    });
    Ok(verdict.await?.map_err(|why| refused(&why))?)
}

/// Puts the file under its name, if it is what was declared.
async fn put_together(desk: &Desk, upload: &Upload, chunks: Vec<Chunk>) -> Result<(), Failure> {
    let hashes = (upload.sm3, upload.sha256);
    let mut conn = desk.pool().acquire().await?;
    let said = (&upload.sm3, &upload.sha256, upload.size);
    crate::store::intend_file(&mut conn, said, desk.now()).await?;
    drop(conn);
    let id = desk.new_id();
    let put = desk.vault().put_staged(id, (upload.id, chunks), hashes);
    let stored = match put.await {
        Ok(stored) => stored,
        Err(Error::Differs { found }) => {
            let zh = format!(
                "收到的文件SM3为{}、SHA-256为{}，与采集时申报的不一致",
                found.sm3, found.sha256
            );
            return Err(no(&reasons::UPLOAD_HASH_DIFFERS, &zh).into());
        }
        Err(error) => return Err(unstaged(error)),
    };
    let mut conn = desk.pool().acquire().await?;
    Ok(crate::store::file_is_whole(&mut conn, &stored).await?)
}

/// The act that puts on record what was declared.
fn exhibit_of(
    message: &proto::BeginUploadRequest,
    media_type: &str,
) -> Result<AddExhibit, Refusal> {
    let mut act = read::exhibit(message)?;
    act.file = File {
        media_type: media_type.to_owned(),
        ..act.file
    };
    Ok(act)
}

fn fits(kind: cases_domain::EvidenceKind, file: cases_evidence::FileType) -> Result<(), Refusal> {
    if cases_evidence::takes(kind, file) {
        return Ok(());
    }
    let zh = format!(
        "{}不接收{}（{}）",
        kind.zh(),
        file.class().zh(),
        file.endings()[0]
    );
    Err(no(&reasons::FILE_TYPE_NOT_OF_KIND, &zh))
}

/// The caller's upload.
async fn own(conn: &mut PgConnection, call: &Call, id: &str) -> Result<Upload, Failure> {
    let id = read::upload_id(id)?;
    let found = store::get(conn, id).await?;
    let own = found.filter(|upload| upload.principal == call.actor.principal);
    Ok(own.ok_or_else(|| Refusal::absent("upload", "上传"))?)
}

/// The upload as its owner sees it.
async fn shown(
    desk: &Desk,
    conn: &mut PgConnection,
    upload: &Upload,
) -> Result<proto::Upload, Failure> {
    const MOST: usize = 200;
    let declared = proto::BeginUploadRequest::decode(upload.declared.as_slice());
    let declared = declared.map_err(Fault::internal)?;
    let (mut received, mut missing, mut next) = (0, Vec::new(), 0_u32);
    if upload.state == OPEN {
        let chunks = store::chunks(conn, upload.id).await?;
        let end = count(upload);
        let there = chunks.iter().map(|(chunk, _)| chunk.index);
        for index in there.chain([end]) {
            if index > next {
                missing.push(range(next, index - 1));
            }
            next = index + 1;
        }
        missing.truncate(MOST);
        received = chunks.iter().map(|(_, size)| *size).sum();
    } else if upload.state == COMPLETED {
        received = upload.size;
    }
    let keep = TimeDelta::hours(i64::from(desk.uploads().keep_hours));
    Ok(proto::Upload {
        upload_id: upload.id.to_string(),
        case_id: upload.case.to_string(),
        state: upload.state.to_uppercase(),
        name: declared.name,
        size_bytes: declared.size_bytes,
        chunk_bytes: i32::try_from(upload.chunk_size).map_err(Fault::internal)?,
        chunk_count: i32::try_from(count(upload)).map_err(Fault::internal)?,
        received_bytes: i64::try_from(received).map_err(Fault::internal)?,
        missing,
        exhibit_number: upload.exhibit.unwrap_or(0),
        expire_time: (upload.state == OPEN)
            .then(|| crate::record::parts::timestamp(upload.touched_at + keep)),
    })
}

fn range(first: u32, last: u32) -> proto::ChunkRange {
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    proto::ChunkRange {
        first: number(first),
        last: number(last),
    }
}

/// How many chunks an upload has.
fn count(upload: &Upload) -> u32 {
    let count = upload.size.div_ceil(u64::from(upload.chunk_size));
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// How many bytes a chunk has.
fn length(upload: &Upload, number: u32) -> u64 {
    let before = u64::from(number) * u64::from(upload.chunk_size);
    (upload.size - before).min(u64::from(upload.chunk_size))
}

fn is_open(upload: &Upload) -> Result<(), Refusal> {
    if upload.state == OPEN {
        Ok(())
    } else {
        Err(ended(upload))
    }
}

fn ended(upload: &Upload) -> Refusal {
    let zh = match upload.state.as_str() {
        COMPLETED => "该上传已经入卷",
        "abandoned" => "该上传已经放弃",
        _ => "该上传长时间没有收到内容，已被清理",
    };
    no(&reasons::UPLOAD_ENDED, zh)
}

fn chunk_differs(number: u32) -> Refusal {
    let zh = format!("第{number}块此前已收到不同的内容");
    no(&reasons::CHUNK_DIFFERS, &zh)
}

/// A chunk of which the vault no longer has what was acknowledged is a loss; all else is trouble.
fn unstaged(error: Error) -> Failure {
    match error {
        Error::Chunk(number) => {
            tracing::error!(number, "an acknowledged chunk is not what was acknowledged");
            let zh = format!("第{number}块在存储中损坏或者缺失");
            no(&reasons::UPLOAD_DAMAGED, &zh).into()
        }
        other => files::fault(other).into(),
    }
}

/// Why a file is not taken, as the caller is told.
fn refused(rejected: &Rejected) -> Refusal {
    let reason = match rejected {
        Rejected::Name(_) => &reasons::FILE_NAME_UNSAFE,
        Rejected::Ending(_) | Rejected::Unknown => &reasons::FILE_TYPE_NOT_TAKEN,
        Rejected::Differs { .. } => &reasons::FILE_TYPE_DIFFERS,
        Rejected::Empty | Rejected::TooLarge { .. } => &reasons::FILE_SIZE_OUT_OF_BOUNDS,
        Rejected::Damaged(_) => &reasons::FILE_DAMAGED,
        Rejected::Bomb(_) | Rejected::Active(_) => &reasons::FILE_UNSAFE,
    };
    no(reason, &rejected.zh())
}

fn no(reason: &'static Reason, what: &str) -> Refusal {
    Refusal::new(reason, reason.meaning, format!("{what}。{}", reason.remedy))
}

/// Method under which the answer of a completed upload is kept.
pub(crate) const COMPLETE: &str = "/yifa.cases.v1.EvidenceService/CompleteUpload";
const BEGIN: &str = "/yifa.cases.v1.EvidenceService/BeginUpload";

/// Collects what is left over, again and again, until told to stop.
pub async fn run(desk: Desk, stop: CancellationToken) {
    let mut next = 0;
    loop {
        let shares = turn(next, desk.uploads().shares_swept);
        next = shares.end;
        match collect_some(&desk, shares).await {
            Ok(0) => {}
            Ok(collected) => tracing::info!(collected, "leftovers of uploads collected"),
            Err(fault) => tracing::warn!(?fault, "leftovers of uploads cannot be collected"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(COLLECTED_EVERY) => {}
        }
    }
}

/// Ends uploads into which nothing came for too long, and removes chunks that no open upload has, files on which no act relies,
/// and what a killed process left half-written. Answers how many it found. Any number of replicas may do it at a time.
pub async fn collect(desk: &Desk) -> Result<usize, Fault> {
    collect_some(desk, 0..SHARES).await
}

/// The shares of the vault whose turn it is, after those before `next`: at least one, and from the beginning again at the end.
fn turn(next: u16, most: u32) -> Range<u16> {
    let first = if next < SHARES { next } else { 0 };
    let most = u16::try_from(most.max(1)).unwrap_or(SHARES);
    first..first.saturating_add(most).min(SHARES)
}

/// The same, with torn writes looked for in these shares of the vault.
async fn collect_some(desk: &Desk, shares: Range<u16>) -> Result<usize, Fault> {
    let keep = TimeDelta::hours(i64::from(desk.uploads().keep_hours.max(1)));
    let now = desk.now();
    let mut conn = desk.pool().acquire().await?;
    let expired = store::expire(&mut conn, now - keep).await?;
    drop(conn);
    let staged = desk.vault().staged_uploads().await.map_err(files::fault)?;
    let mut conn = desk.pool().acquire().await?;
    let gone = store::not_open(&mut conn, &staged).await?;
    drop(conn);
    for upload in &gone {
        desk.vault()
            .drop_staged(*upload)
            .await
            .map_err(files::fault)?;
    }
    let tidied = files::tidy(desk.pool(), desk.vault(), keep, now, shares).await?;
    Ok(expired.len().max(gone.len()) + tidied)
}

/// Why there is no preview.
pub(crate) fn no_preview(why: &str) -> Refusal {
    no(&reasons::NO_PREVIEW, why)
}

#[cfg(test)]
mod tests {
    use super::{SHARES, turn};

    #[test]
    fn every_share_of_the_vault_has_its_turn_and_then_it_begins_again() {
        for most in [0, 1, 7, 8, 256, 100_000] {
            let (mut next, mut swept) = (0, Vec::new());
            while swept.len() < usize::from(SHARES) {
                let shares = turn(next, most);
                assert!(!shares.is_empty());
                next = shares.end;
                swept.extend(shares);
            }
            assert!(swept.into_iter().eq(0..SHARES), "{most} at a time");
            assert_eq!(turn(next, most).start, 0);
        }
    }
}
