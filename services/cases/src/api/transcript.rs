//! Transcripts over the contract.

mod content;
mod draft;
pub(crate) mod shown;

use cases_domain::transcript::{
    Act as Own, ConcludeTranscript, Kind, NoteUnsigned, ReviseTranscript, SeenPage, SignAsOfficer,
    SignPages,
    template::{self, QuestionTemplate},
};
use cases_domain::{Act, Domain};
use contract::cases::v1 as proto;
use contract::cases::v1::transcript_service_server::TranscriptService;
use host::Call;
use refusal::{Fault, Refusal, etag};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::acts::{Acts, Answered, Context, act_request};
use super::{READ, object, parse};
use crate::record::transcript::{
    self as record, read_mark_manner, read_reading, read_unsigned_manner,
};

act_request!(ConcludeTranscriptRequest -> ConcludeTranscriptResponse, "TranscriptService/ConcludeTranscript", conclude);
act_request!(ReviseTranscriptRequest -> ReviseTranscriptResponse, "TranscriptService/ReviseTranscript", revise);
act_request!(SignTranscriptPagesRequest -> SignTranscriptPagesResponse, "TranscriptService/SignTranscriptPages", sign);
act_request!(NoteTranscriptUnsignedRequest -> NoteTranscriptUnsignedResponse, "TranscriptService/NoteTranscriptUnsigned", unsigned);
act_request!(SignTranscriptAsOfficerRequest -> SignTranscriptAsOfficerResponse, "TranscriptService/SignTranscriptAsOfficer", officer);

/// Permission to type and to conclude transcripts.
const HANDLE: &str = "cases.handle";

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::ConcludeTranscript => "/yifa.cases.v1.TranscriptService/ConcludeTranscript",
        Kind::ReviseTranscript => "/yifa.cases.v1.TranscriptService/ReviseTranscript",
        Kind::SignPages => "/yifa.cases.v1.TranscriptService/SignTranscriptPages",
        Kind::NoteUnsigned => "/yifa.cases.v1.TranscriptService/NoteTranscriptUnsigned",
        Kind::SignAsOfficer => "/yifa.cases.v1.TranscriptService/SignTranscriptAsOfficer",
    }
}

fn done(act: Own) -> Act {
    Act::Transcript(Box::new(act))
}

/// Where a transcript is concluded from.
fn from_draft(draft_id: &str, draft_etag: &str) -> Result<(Uuid, i64), Refusal> {
    if draft_id.is_empty() {
        return Ok((Uuid::nil(), 0));
    }
    let id = parse::uuid("draft_id", draft_id)?;
    Ok((id, etag::read(draft_etag).unwrap_or(0)))
}

fn conclude(it: &proto::ConcludeTranscriptRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let (draft, draft_version) = from_draft(&it.draft_id, &it.draft_etag)?;
    Ok(done(Own::ConcludeTranscript(ConcludeTranscript {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        content: content::whole(it.content.as_ref())?,
        draft,
        draft_version,
    })))
}

fn revise(it: &proto::ReviseTranscriptRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let (draft, draft_version) = from_draft(&it.draft_id, &it.draft_etag)?;
    Ok(done(Own::ReviseTranscript(ReviseTranscript {
        number: parse::number("number", it.number)?,
        why: parse::text("reasons", &it.reasons)?,
        as_new: ConcludeTranscript {
            co_officer: parse::co_officer(&it.co_officer_id)?,
            content: content::whole(it.content.as_ref())?,
            draft,
            draft_version,
        },
    })))
}

fn sign(it: &proto::SignTranscriptPagesRequest, _: Context<'_>) -> Result<Act, Refusal> {
    parse::not_too_many("pages", &it.pages)?;
    let pages = it.pages.iter().map(|it| {
        Ok(SeenPage {
            page: parse::number("pages.page", it.page)?,
            sm3: parse::digest("pages.sm3", &it.sm3)?,
        })
    });
    let drawn = it.manner() == proto::TranscriptMarkManner::Strokes;
    Ok(done(Own::SignPages(SignPages {
        number: parse::number("number", it.number)?,
        signer: parse::line("signer", &it.signer)?,
        pages: pages.collect::<Result<_, Refusal>>()?,
        manner: parse::chosen("manner", read_mark_manner(it.manner()))?,
        strokes_sm3: strokes(&it.strokes_sm3, drawn)?,
        reading: read_reading(it.reading()),
        remark: parse::text_if_any("remark", &it.remark)?,
    })))
}

/// The digest of what was drawn: there is one where something was.
fn strokes(sm3: &str, drawn: bool) -> Result<String, Refusal> {
    match (sm3, drawn) {
        ("", false) => Ok(String::new()),
        (sm3, _) => parse::digest("strokes_sm3", sm3),
    }
}

fn unsigned(it: &proto::NoteTranscriptUnsignedRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(done(Own::NoteUnsigned(NoteUnsigned {
        number: parse::number("number", it.number)?,
        manner: parse::chosen("manner", read_unsigned_manner(it.manner()))?,
        reasons: parse::text("reasons", &it.reasons)?,
        witness: parse::line_if_any("witness", &it.witness)?,
        recording: parse::line_if_any("recording", &it.recording)?,
    })))
}

fn officer(it: &proto::SignTranscriptAsOfficerRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(done(Own::SignAsOfficer(SignAsOfficer {
        number: parse::number("number", it.number)?,
        sm3: parse::digest("sm3", &it.sm3)?,
        strokes_sm3: strokes(&it.strokes_sm3, false)?,
    })))
}

fn shown_template(it: &QuestionTemplate) -> proto::QuestionTemplate {
    let questions = it.questions.iter().map(|it| proto::TemplateQuestion {
        question: it.text.to_owned(),
        hint: it.hint.to_owned(),
    });
    proto::QuestionTemplate {
        name: it.name(),
        title: it.title.to_owned(),
        form_codes: it.forms.iter().map(|it| it.code().to_owned()).collect(),
        domain: it.domain.map(|it| it.code().to_owned()).unwrap_or_default(),
        questions: questions.collect(),
        points: it.points.iter().map(|it| (*it).to_owned()).collect(),
    }
}

/// What a draft gives to the request that concludes it.
macro_rules! from_its_draft {
    ($acts:ident, $request:ident) => {
        if !$request.get_ref().draft_id.is_empty() {
            let call = Call::of(&$request)?;
            call.permit(HANDLE)?;
            let it = $request.get_ref();
            let named = (
                it.case_id.as_str(),
                it.draft_id.as_str(),
                it.draft_etag.as_str(),
            );
            let (content, other) = $acts.concluded_from(&call, named).await?;
            let it = $request.get_mut();
            it.content = Some(content);
            if it.co_officer_id.is_empty() {
                it.co_officer_id = other;
            }
        }
    };
}

#[tonic::async_trait]
impl TranscriptService for Acts {
    async fn list_question_templates(
        &self,
        request: Request<proto::ListQuestionTemplatesRequest>,
    ) -> Answered<proto::ListQuestionTemplatesResponse> {
        Call::of(&request)?.permit(READ)?;
        let it = request.into_inner();
        let form = match it.form_code.as_str() {
            "" => None,
            code => Some(content::form("form_code", code)?),
        };
        let domain = match it.domain.as_str() {
            "" => None,
            code => Some(parse::chosen("domain", code.parse::<Domain>().ok())?),
        };
        let found = template::for_form(form, domain);
        Ok(Response::new(proto::ListQuestionTemplatesResponse {
            templates: found.into_iter().map(shown_template).collect(),
        }))
    }

    async fn start_transcript(
        &self,
        request: Request<proto::StartTranscriptRequest>,
    ) -> Answered<proto::StartTranscriptResponse> {
        let call = Call::of(&request)?;
        call.permit(HANDLE)?;
        let it = request.into_inner();
        let answer = self.start_draft(&call, &it).await?;
        Ok(host::about(&object(&it.case_id), answer))
    }

    async fn save_transcript_draft(
        &self,
        request: Request<proto::SaveTranscriptDraftRequest>,
    ) -> Answered<proto::SaveTranscriptDraftResponse> {
        let call = Call::of(&request)?;
        call.permit(HANDLE)?;
        let draft = self.save_draft(&call, &request.into_inner()).await?;
        let object = object(&draft.case_id);
        let answer = proto::SaveTranscriptDraftResponse { draft: Some(draft) };
        Ok(host::about(&object, answer))
    }

    async fn get_transcript_draft(
        &self,
        request: Request<proto::GetTranscriptDraftRequest>,
    ) -> Answered<proto::GetTranscriptDraftResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let mut conn = self.desk().pool().acquire().await.map_err(fault)?;
        let id = request.into_inner().draft_id;
        let found = self.draft(&mut conn, &call.actor, &id).await?;
        let draft = draft::shown(&found)?;
        let object = object(&draft.case_id);
        let answer = proto::GetTranscriptDraftResponse { draft: Some(draft) };
        Ok(host::about(&object, answer))
    }

    async fn list_transcript_drafts(
        &self,
        request: Request<proto::ListTranscriptDraftsRequest>,
    ) -> Answered<proto::ListTranscriptDraftsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let case_id = request.into_inner().case_id;
        let drafts = self.drafts(&call, &case_id).await?;
        let answer = proto::ListTranscriptDraftsResponse { drafts };
        Ok(host::about(&object(&case_id), answer))
    }

    async fn discard_transcript_draft(
        &self,
        request: Request<proto::DiscardTranscriptDraftRequest>,
    ) -> Answered<proto::DiscardTranscriptDraftResponse> {
        let call = Call::of(&request)?;
        call.permit(HANDLE)?;
        let draft = self.discard_draft(&call, &request.into_inner()).await?;
        let object = object(&draft.case_id);
        let answer = proto::DiscardTranscriptDraftResponse { draft: Some(draft) };
        Ok(host::about(&object, answer))
    }

    async fn conclude_transcript(
        &self,
        mut request: Request<proto::ConcludeTranscriptRequest>,
    ) -> Answered<proto::ConcludeTranscriptResponse> {
        from_its_draft!(self, request);
        self.act(request).await
    }

    async fn revise_transcript(
        &self,
        mut request: Request<proto::ReviseTranscriptRequest>,
    ) -> Answered<proto::ReviseTranscriptResponse> {
        from_its_draft!(self, request);
        self.act(request).await
    }

    async fn sign_transcript_pages(
        &self,
        request: Request<proto::SignTranscriptPagesRequest>,
    ) -> Answered<proto::SignTranscriptPagesResponse> {
        self.act(request).await
    }

    async fn note_transcript_unsigned(
        &self,
        request: Request<proto::NoteTranscriptUnsignedRequest>,
    ) -> Answered<proto::NoteTranscriptUnsignedResponse> {
        self.act(request).await
    }

    async fn sign_transcript_as_officer(
        &self,
        request: Request<proto::SignTranscriptAsOfficerRequest>,
    ) -> Answered<proto::SignTranscriptAsOfficerResponse> {
        self.act(request).await
    }

    async fn get_transcript(
        &self,
        request: Request<proto::GetTranscriptRequest>,
    ) -> Answered<proto::GetTranscriptResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let it = request.into_inner();
        let id = parse::case_id("case_id", &it.case_id)?;
        let number = parse::number("number", it.number)?;
        let against = parse::number_if_any("against_number", it.against_number)?;
        let mut conn = self.desk().pool().acquire().await.map_err(fault)?;
        let stored = self.seen_case(&mut conn, &call.actor, id).await?;
        let answer = shown::get(&stored, number, against)?;
        Ok(host::about(&object(&it.case_id), answer))
    }

    async fn list_transcripts(
        &self,
        request: Request<proto::ListTranscriptsRequest>,
    ) -> Answered<proto::ListTranscriptsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let it = request.into_inner();
        let id = parse::case_id("case_id", &it.case_id)?;
        let mut conn = self.desk().pool().acquire().await.map_err(fault)?;
        let stored = self.seen_case(&mut conn, &call.actor, id).await?;
        let transcripts = stored.case.transcripts.iter().map(record::file);
        let answer = proto::ListTranscriptsResponse {
            transcripts: transcripts.collect(),
        };
        Ok(host::about(&object(&it.case_id), answer))
    }
}

fn fault(error: sqlx::Error) -> Status {
    Fault::from(error).into()
}
