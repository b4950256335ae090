//! Files of evidence over the contract: uploads, reading, and the acts about them.

use cases_domain::exhibit::Exhibit;
use contract::cases::v1 as proto;
use contract::cases::v1::evidence_service_server::EvidenceService;
use host::Call;
use page::{List, Size};
use refusal::{Failure, Fault, Refusal};
use tonic::{Request, Response, Status};

use super::acts::{Acts, Answered};
use super::{READ, object, parse, view};
use crate::handle::absent;
use crate::record::{custody, evidence_kind, exhibit};
use crate::store::{self, Stored};
use crate::visibility::sees;
use crate::{files, uploads};

/// Exhibits of a page.
const EXHIBITS: Size = Size::new(100, 500);
/// Most bytes of one answer.
const READ_AT_MOST: i64 = 1024 * 1024;
const LIST: &str = "/yifa.cases.v1.EvidenceService/ListEvidence";

impl Acts {
    /// The case of this id, if the caller may see it.
    async fn seen_whole(&self, call: &Call, case_id: &str) -> Result<Stored, Failure> {
        call.permit(READ)?;
        let id = parse::case_id("case_id", case_id)?;
        let mut conn = self.desk().pool().acquire().await?;
        let found = store::get(&mut conn, id).await?;
        let seen = found.filter(|stored| sees(&call.actor, &stored.case));
        Ok(seen.ok_or_else(absent)?)
    }

    /// The exhibit of this number, with its case.
    async fn exhibit(
        &self,
        call: &Call,
        case_id: &str,
        number: i32,
    ) -> Result<(Stored, Exhibit), Failure> {
        let number = parse::number("number", number)?;
        let stored = self.seen_whole(call, case_id).await?;
        let mut exhibits = stored.case.exhibits.iter();
        let exhibit = exhibits.find(|it| it.number == number).cloned();
        let exhibit = exhibit.ok_or_else(|| Refusal::absent("exhibit", "证据材料"))?;
        Ok((stored, exhibit))
    }

    async fn page_of_exhibits(
        &self,
        call: &Call,
        message: &proto::ListEvidenceRequest,
    ) -> Result<proto::ListEvidenceResponse, Failure> {
        let size = EXHIBITS.of(message.page_size)?;
        let kind = evidence_kind(message.kind());
        let filters = [
            message.case_id.as_bytes(),
            message.kind().as_str_name().as_bytes(),
        ];
        let list = List::of(LIST, &call.actor.principal, &filters);
        let after = list.place(&message.page_token, |key| key.parse::<u32>().ok())?;
        let case = self.seen_whole(call, &message.case_id).await?.case;
        let wanted = case.exhibits.iter().filter(|it| {
            after.is_none_or(|after| it.number > after) && kind.is_none_or(|kind| it.kind == kind)
        });
        let mut exhibits: Vec<_> = wanted
            .take(size + 1)
            .map(|it| exhibit::file(&case, it))
            .collect();
        let more = page::cut(&mut exhibits, size, prost::Message::encoded_len);
        let last = exhibits.last().filter(|_| more);
        Ok(proto::ListEvidenceResponse {
            next_page_token: last.map(|it| list.token(&it.number)).unwrap_or_default(),
            exhibits,
            recordings: view::recordings(&case),
        })
    }

    async fn some_bytes(
        &self,
        call: &Call,
        message: &proto::ReadFileRequest,
    ) -> Result<proto::ReadFileResponse, Failure> {
        let (_, exhibit) = self.exhibit(call, &message.case_id, message.number).await?;
        let size = i64::try_from(exhibit.file.size).map_err(Fault::internal)?;
        if message.offset < 0 || message.offset >= size {
            let zh = format!("应为0至{}", size - 1);
            let rule = format!("must be below {size}");
            return Err(Refusal::malformed("offset", rule, zh).into());
        }
        if message.length < 0 {
            let rule = "must not be negative";
            return Err(Refusal::malformed("length", rule, "不能为负数").into());
        }
        let length = match i64::from(message.length) {
            0 => READ_AT_MOST,
            asked => asked.min(READ_AT_MOST),
        };
        let to = size.min(message.offset + length);
        let mut conn = self.desk().pool().acquire().await?;
        let stored = files::known(&mut conn, &exhibit.file.sm3).await?;
        drop(conn);
        let unsigned = |it: i64| u64::try_from(it).map_err(Fault::internal);
        let range = unsigned(message.offset)?..unsigned(to)?;
        let data = self.desk().vault().read(&stored, range).await;
        let data = data.map_err(files::failure)?;
        Ok(proto::ReadFileResponse {
            data: data.into(),
            offset: message.offset,
            size_bytes: size,
            media_type: exhibit.file.media_type,
            name: exhibit.file.name,
            sm3: exhibit.file.sm3,
        })
    }

    async fn preview_of(
        &self,
        call: &Call,
        message: &proto::PreviewFileRequest,
    ) -> Result<proto::PreviewFileResponse, Failure> {
        let (_, exhibit) = self.exhibit(call, &message.case_id, message.number).await?;
        let file = cases_evidence::name(&exhibit.file.name).ok();
        let Some(file) = file.filter(|it| it.has_preview()) else {
            return Err(uploads::no_preview("该类型的文件没有预览").into());
        };
        let place = self.desk().room().place().await?;
        let bytes = self.desk().file(&exhibit.file.sm3).await?;
        let made = uploads::spend(place, move || cases_evidence::preview(file, &bytes));
        let preview = made.await?.map_err(|why| uploads::no_preview(&why.zh()))?;
        Ok(proto::PreviewFileResponse {
            jpeg: preview.jpeg,
            width: i32::try_from(preview.width).map_err(Fault::internal)?,
            height: i32::try_from(preview.height).map_err(Fault::internal)?,
        })
    }
}

/// Declares a method that is an act.
macro_rules! acts {
    ($($method:ident: $request:ident -> $answer:ident;)*) => {
        #[tonic::async_trait]
        impl EvidenceService for Acts {
            $(async fn $method(
                &self,
                request: Request<proto::$request>,
            ) -> Answered<proto::$answer> {
                self.act(request).await
            })*

            async fn begin_upload(
                &self,
                request: Request<proto::BeginUploadRequest>,
            ) -> Answered<proto::BeginUploadResponse> {
                let call = Call::of(&request)?;
                let message = request.into_inner();
                let upload = uploads::begin(self.desk(), &call, &message).await?;
                let object = object(&upload.case_id);
                let upload = Some(upload);
                Ok(host::about(&object, proto::BeginUploadResponse { upload }))
            }

            async fn put_chunk(
                &self,
                request: Request<proto::PutChunkRequest>,
            ) -> Answered<proto::PutChunkResponse> {
                let call = Call::of(&request)?;
                let kept = uploads::put(self.desk(), &call, request.into_inner()).await?;
                Ok(Response::new(kept))
            }

            async fn get_upload(
                &self,
                request: Request<proto::GetUploadRequest>,
            ) -> Answered<proto::GetUploadResponse> {
                let call = Call::of(&request)?;
                let id = request.into_inner().upload_id;
                let upload = Some(uploads::get(self.desk(), &call, &id).await?);
                Ok(Response::new(proto::GetUploadResponse { upload }))
            }

            async fn complete_upload(
                &self,
                request: Request<proto::CompleteUploadRequest>,
            ) -> Answered<proto::CompleteUploadResponse> {
                let call = Call::of(&request)?;
                let message = request.into_inner();
                let completed = uploads::complete(self.desk(), &call, &message);
                let (answer, number) = Box::pin(completed).await?;
                let exhibit_number =
                    i32::try_from(number).map_err(|error| Status::from(Failure::from(Fault::internal(error))))?;
                let case = answer.case;
                let object = case.as_ref().map(|case| object(&case.case_id));
                let answer = proto::CompleteUploadResponse { case, exhibit_number };
                Ok(match object {
                    Some(object) => host::about(&object, answer),
                    None => Response::new(answer),
                })
            }

            async fn abandon_upload(
                &self,
                request: Request<proto::AbandonUploadRequest>,
            ) -> Answered<proto::AbandonUploadResponse> {
                let call = Call::of(&request)?;
                let id = request.into_inner().upload_id;
                let upload = uploads::abandon(self.desk(), &call, &id).await?;
                let object = object(&upload.case_id);
                let upload = Some(upload);
                Ok(host::about(&object, proto::AbandonUploadResponse { upload }))
            }

            async fn list_evidence(
                &self,
                request: Request<proto::ListEvidenceRequest>,
            ) -> Answered<proto::ListEvidenceResponse> {
                let call = Call::of(&request)?;
                let message = request.into_inner();
                let page = self.page_of_exhibits(&call, &message).await?;
                Ok(host::about(&object(&message.case_id), page))
            }

            async fn get_evidence(
                &self,
                request: Request<proto::GetEvidenceRequest>,
            ) -> Answered<proto::GetEvidenceResponse> {
                let call = Call::of(&request)?;
                let message = request.into_inner();
                let (stored, found) = self.exhibit(&call, &message.case_id, message.number).await?;
                let transfers = stored.case.custody.iter();
                let answer = proto::GetEvidenceResponse {
                    exhibit: Some(exhibit::file(&stored.case, &found)),
                    custody_transfers: transfers
                        .filter(|it| it.exhibit == found.number)
                        .map(custody::file)
                        .collect(),
                };
                Ok(host::about(&object(&message.case_id), answer))
            }

            async fn read_file(
                &self,
                request: Request<proto::ReadFileRequest>,
            ) -> Answered<proto::ReadFileResponse> {
                let call = Call::of(&request)?;
                let message = request.into_inner();
                let read = self.some_bytes(&call, &message).await?;
                Ok(host::about(&object(&message.case_id), read))
            }

            async fn preview_file(
                &self,
                request: Request<proto::PreviewFileRequest>,
            ) -> Answered<proto::PreviewFileResponse> {
                let call = Call::of(&request)?;
                let message = request.into_inner();
                let preview = self.preview_of(&call, &message).await?;
                Ok(host::about(&object(&message.case_id), preview))
            }
        }
    };
}

acts! {
    link_exhibit: LinkExhibitRequest -> LinkExhibitResponse;
    hand_over_custody: HandOverCustodyRequest -> HandOverCustodyResponse;
    receive_custody: ReceiveCustodyRequest -> ReceiveCustodyResponse;
    take_back_custody: TakeBackCustodyRequest -> TakeBackCustodyResponse;
    grant_use: GrantUseRequest -> GrantUseResponse;
    withdraw_grant: WithdrawGrantRequest -> WithdrawGrantResponse;
    use_granted: UseGrantedRequest -> UseGrantedResponse;
    explain_unrecorded: ExplainUnrecordedRequest -> ExplainUnrecordedResponse;
}
