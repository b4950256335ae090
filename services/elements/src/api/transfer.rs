//! TransferService.

use chrono::{DateTime, Utc};
use contract::elements::v1 as proto;
use contract::elements::v1::transfer_service_server::TransferService;
use elements_domain::Registry;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use host::Call;
use page::{List, Size, one_more};
use prost::Message as _;
use refusal::{Failure, Refusal};
use tonic::{Request, Response, Status, Streaming};
use uuid::Uuid;

use super::{READ, WRITE, parse};
use crate::transfer::{self, Desk, Kind, LARGEST_PIECE, LONGEST_NAME, Piece, Start, Upload};

const LIST_OPERATIONS: &str = "/yifa.elements.v1.TransferService/ListOperations";
const LIST_ROW_ERRORS: &str = "/yifa.elements.v1.TransferService/ListRowErrors";

/// A page of operations or of errors.
const PAGE: Size = Size::new(50, 500);
/// Bytes of a file that are read at once when the caller does not say.
const READ_AT_ONCE: i64 = 512 * 1024;
/// Bytes of a file that are read at once at most.
const READ_AT_MOST: i64 = 1024 * 1024;

type Answered<T> = Result<Response<T>, Status>;

/// TransferService as the contract serves it.
#[derive(Debug, Clone)]
pub struct TransferApi {
    desk: Desk,
}

impl TransferApi {
    /// Serves this desk.
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

#[tonic::async_trait]
impl TransferService for TransferApi {
    async fn upload_file(
        &self,
        request: Request<Streaming<proto::UploadFileRequest>>,
    ) -> Answered<proto::UploadFileResponse> {
        let call = Call::of(&request)?;
        call.permit(WRITE)?;
        let mut pieces = request.into_inner();
        let first = pieces.message().await?;
        let first = first
            .ok_or_else(|| Refusal::malformed("content", "must be sent", "没有收到文件内容"))?;
        let name = file_name(&first.name)?;
        let mut upload = Upload::begin(&self.desk, &call.actor.principal, name).await?;
        if let Err(status) = receive(&mut upload, &first.content, &mut pieces).await {
            // Nothing is kept of an upload that broke off.
            upload.discard().await.map_err(Failure::from)?;
            return Err(status);
        }
        let id = upload.id;
        let (size, sm3) = upload.close().await?;
        let answer = proto::UploadFileResponse {
            upload_id: id.to_string(),
            size,
            sm3: data_encoding::HEXLOWER.encode(&sm3),
        };
        Ok(host::about(&format!("files/{id}"), answer))
    }

    async fn append_to_upload(
        &self,
        request: Request<proto::AppendToUploadRequest>,
    ) -> Answered<proto::AppendToUploadResponse> {
        let call = Call::of(&request)?;
        call.permit(WRITE)?;
        let message = request.into_inner();
        let upload = id("upload_id", &message.upload_id)?;
        let name = if message.offset == 0 {
            file_name(&message.name)?
        } else {
            ""
        };
        if message.offset < 0 {
            return Err(Refusal::malformed("offset", "must not be negative", "不能为负数").into());
        }
        check_piece(&message.content)?;
        let piece = Piece {
            upload,
            name,
            place: message.offset,
            content: &message.content,
            last: message.last,
        };
        let (size, sm3) = self.desk.append(&call.actor.principal, &piece).await?;
        let answer = proto::AppendToUploadResponse {
            size,
            sm3: data_encoding::HEXLOWER.encode(&sm3),
        };
        Ok(host::about(&format!("files/{upload}"), answer))
    }

    async fn start_import(
        &self,
        request: Request<proto::StartImportRequest>,
    ) -> Answered<proto::StartImportResponse> {
        let call = Call::of(&request)?;
        call.permit(WRITE)?;
        let message = request.into_inner();
        let request_id = parse::request_id(&message.request_id)?;
        let upload = id("upload_id", &message.upload_id)?;
        let registry = registry(message.registry)?;
        if proto::ImportMode::try_from(message.mode).is_err() {
            return Err(Refusal::malformed(
                "mode",
                "must be one of the known values",
                "应选择已列明的选项",
            )
            .into());
        }
        if !message.valid_from.is_empty() {
            parse::span(&message.valid_from, "")?;
        }
        let file = self.desk.whole(&call.actor.principal, upload).await?;
        let operation = self
            .start(
                &call,
                Kind::Import,
                registry,
                file,
                request_id,
                message.dry_run,
                message.encode_to_vec(),
            )
            .await?;
        let answer = proto::StartImportResponse {
            operation: Some(operation),
        };
        Ok(started(answer, |answer| answer.operation.as_ref()))
    }

    async fn start_export(
        &self,
        request: Request<proto::StartExportRequest>,
    ) -> Answered<proto::StartExportResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let request_id = parse::request_id(&message.request_id)?;
        let registry = registry(message.registry)?;
        let format = proto::FileFormat::try_from(message.format).map_err(|_| {
            Refusal::malformed(
                "format",
                "must be one of the known values",
                "应选择已列明的选项",
            )
        })?;
        let division = parse::division_if_any("division", &message.division)?;
        parse::search("name", &message.name)?;
        let at = parse::point(message.as_of.as_ref(), self.desk.today())?;
        let name = transfer::file_name(registry, format, at.valid);
        let mut kept = message.clone();
        kept.division = division
            .map(|code| code.as_str().to_owned())
            .unwrap_or_default();
        let operation = self
            .start(
                &call,
                Kind::Export,
                registry,
                name,
                request_id,
                false,
                kept.encode_to_vec(),
            )
            .await?;
        let answer = proto::StartExportResponse {
            operation: Some(operation),
        };
        Ok(started(answer, |answer| answer.operation.as_ref()))
    }

    async fn get_operation(
        &self,
        request: Request<proto::GetOperationRequest>,
    ) -> Answered<proto::GetOperationResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let id = id("operation_id", &request.into_inner().operation_id)?;
        let operation = self.desk.operation(&call.actor.principal, id).await?;
        Ok(Response::new(proto::GetOperationResponse {
            operation: Some(operation),
        }))
    }

    async fn list_operations(
        &self,
        request: Request<proto::ListOperationsRequest>,
    ) -> Answered<proto::ListOperationsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let size = PAGE.of(message.page_size)?;
        let list = List::of(LIST_OPERATIONS, &call.actor.principal, &[]);
        let after = list.place(&message.page_token, read_place)?;
        let mut lines = self
            .desk
            .operations(&call.actor.principal, after, one_more(size))
            .await?;
        let more = page::cut(&mut lines, size, |_| 1024);
        let last = lines.last().filter(|_| more);
        let next_page_token = last
            .map(|line| {
                let at = line.started_at.timestamp_micros();
                list.token(&format!("{at} {}", line.operation_id))
            })
            .unwrap_or_default();
        let operations = lines
            .into_iter()
            .map(transfer::Line::into_proto)
            .collect::<Result<_, _>>()
            .map_err(Failure::from)?;
        Ok(Response::new(proto::ListOperationsResponse {
            operations,
            next_page_token,
        }))
    }

    async fn cancel_operation(
        &self,
        request: Request<proto::CancelOperationRequest>,
    ) -> Answered<proto::CancelOperationResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let id = id("operation_id", &request.into_inner().operation_id)?;
        let operation = self.desk.cancel(&call.actor.principal, id).await?;
        let answer = proto::CancelOperationResponse {
            operation: Some(operation),
        };
        Ok(started(answer, |answer| answer.operation.as_ref()))
    }

    async fn list_row_errors(
        &self,
        request: Request<proto::ListRowErrorsRequest>,
    ) -> Answered<proto::ListRowErrorsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let id = id("operation_id", &message.operation_id)?;
        let size = PAGE.of(message.page_size)?;
        let list = List::of(LIST_ROW_ERRORS, &call.actor.principal, &[id.as_bytes()]);
        let after = list.place(&message.page_token, |text| text.parse().ok())?;
        let mut errors = self
            .desk
            .row_errors(
                &call.actor.principal,
                id,
                after.unwrap_or(0),
                one_more(size),
            )
            .await?;
        let more = page::cut(&mut errors, size, |(_, error)| error.encoded_len());
        let next_page_token = errors
            .last()
            .filter(|_| more)
            .map(|(ordinal, _)| list.token(ordinal))
            .unwrap_or_default();
        Ok(Response::new(proto::ListRowErrorsResponse {
            errors: errors.into_iter().map(|(_, error)| error).collect(),
            next_page_token,
        }))
    }

    async fn read_file(
        &self,
        request: Request<proto::ReadFileRequest>,
    ) -> Answered<proto::ReadFileResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let id = id("file_id", &message.file_id)?;
        let negative = |field| Refusal::malformed(field, "must not be negative", "不能为负数");
        if message.offset < 0 {
            return Err(negative("offset").into());
        }
        let limit = match message.limit {
            0 => READ_AT_ONCE,
            limit if limit < 0 => return Err(negative("limit").into()),
            limit => i64::from(limit).min(READ_AT_MOST),
        };
        let (held, content) = self
            .desk
            .read(&call.actor.principal, id, message.offset, limit)
            .await?;
        let answer = proto::ReadFileResponse {
            content,
            size: held.size,
            name: held.name,
            media_type: held.media_type,
        };
        Ok(host::about(&format!("files/{id}"), answer))
    }

    type DownloadFileStream = BoxStream<'static, Result<proto::DownloadFileResponse, Status>>;

    async fn download_file(
        &self,
        request: Request<proto::DownloadFileRequest>,
    ) -> Answered<Self::DownloadFileStream> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let id = id("file_id", &request.into_inner().file_id)?;
        let owner = call.actor.principal.clone();
        // What is not there is refused before the stream begins.
        self.desk.read(&owner, id, 0, 0).await?;
        let desk = self.desk.clone();
        let pieces = futures::stream::try_unfold(Some(0_i64), move |place| {
            let (desk, owner) = (desk.clone(), owner.clone());
            async move {
                let Some(place) = place else { return Ok(None) };
                let (held, content) = desk.read(&owner, id, place, READ_AT_ONCE).await?;
                let end = place + i64::try_from(content.len()).unwrap_or(i64::MAX);
                let first = place == 0;
                let text = |text: String| if first { text } else { String::new() };
                let next = (end < held.size && !content.is_empty()).then_some(end);
                let piece = proto::DownloadFileResponse {
                    content,
                    name: text(held.name),
                    media_type: text(held.media_type),
                };
                Ok::<_, Status>(Some((piece, next)))
            }
        });
        Ok(host::about(&format!("files/{id}"), pieces.boxed()))
    }

    async fn get_import_form(
        &self,
        request: Request<proto::GetImportFormRequest>,
    ) -> Answered<proto::GetImportFormResponse> {
        Call::of(&request)?.permit(READ)?;
        let registry = registry(request.into_inner().registry)?;
        let (content, name) = transfer::form(registry).map_err(Failure::from)?;
        Ok(Response::new(proto::GetImportFormResponse {
            content,
            name,
        }))
    }
}

impl TransferApi {
    #[expect(
        clippy::too_many_arguments,
        reason = "what both kinds of operation have, said once"
    )]
    async fn start(
        &self,
        call: &Call,
        kind: Kind,
        registry: Registry,
        file_name: String,
        request_id: Uuid,
        dry_run: bool,
        request: Vec<u8>,
    ) -> Result<proto::Operation, Failure> {
        let start = Start {
            id: self.desk.new_id(),
            owner: call.actor.principal.clone(),
            owner_name: call.actor.display_name.clone(),
            owner_division: call.actor.division.clone(),
            kind,
            registry,
            file_name,
            dry_run,
            request_id,
            request,
            trace_id: call.trace_id.clone(),
        };
        self.desk.start(&start).await
    }
}

async fn receive(
    upload: &mut Upload<'_>,
    first: &[u8],
    pieces: &mut Streaming<proto::UploadFileRequest>,
) -> Result<(), Status> {
    check_piece(first)?;
    upload.take(first).await?;
    while let Some(piece) = pieces.message().await? {
        check_piece(&piece.content)?;
        upload.take(&piece.content).await?;
    }
    Ok(())
}

fn check_piece(content: &[u8]) -> Result<(), Refusal> {
    if content.len() <= LARGEST_PIECE {
        return Ok(());
    }
    Err(Refusal::malformed(
        "content",
        format!("must have at most {LARGEST_PIECE} bytes"),
        "一次上传的分片不能超过1MB",
    ))
}

/// Name of a file without the folders that browsers send along.
fn file_name(name: &str) -> Result<&str, Refusal> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let fits = !name.is_empty()
        && name.chars().count() <= LONGEST_NAME
        && !name.chars().any(char::is_control);
    if fits {
        return Ok(name);
    }
    Err(Refusal::malformed(
        "name",
        format!("must be the name of a file, of at most {LONGEST_NAME} characters"),
        format!("应为文件名，且不超过{LONGEST_NAME}个字"),
    ))
}

fn id(field: &'static str, text: &str) -> Result<Uuid, Refusal> {
    let id = Uuid::try_parse(text)
        .ok()
        .filter(|id| !id.is_nil() && text.len() == 36);
    id.ok_or_else(|| Refusal::malformed(field, "must be a UUID", "应为UUID"))
}

fn registry(number: i32) -> Result<Registry, Refusal> {
    Registry::from_proto(number).ok_or_else(|| {
        Refusal::malformed(
            "registry",
            "must be stated as one of the known values",
            "应选择要素类别",
        )
    })
}

fn started<T>(answer: T, operation: impl Fn(&T) -> Option<&proto::Operation>) -> Response<T> {
    let object = operation(&answer)
        .map(|operation| format!("operations/{}", operation.operation_id))
        .unwrap_or_default();
    host::about(&object, answer)
}

fn read_place(text: &str) -> Option<(DateTime<Utc>, Uuid)> {
    let (at, id) = text.split_once(' ')?;
    let at = DateTime::from_timestamp_micros(at.parse().ok()?)?;
    Some((at, Uuid::try_parse(id).ok()?))
}
