//! Records of devices over the contract.

use cases_domain::Act;
use cases_domain::offsite::{
    Act as Own, Device, Kind, Paper, RecordCapture, Taken, TellCapture, VerifyCapture,
};
use contract::cases::v1 as proto;
use contract::cases::v1::offsite_service_server::OffsiteService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;

act_request!(RecordCaptureRequest -> RecordCaptureResponse, "OffsiteService/RecordCapture", record);
act_request!(VerifyCaptureRequest -> VerifyCaptureResponse, "OffsiteService/VerifyCapture", verify);
act_request!(TellCaptureRequest -> TellCaptureResponse, "OffsiteService/TellCapture", tell);

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::RecordCapture => "/yifa.cases.v1.OffsiteService/RecordCapture",
        Kind::VerifyCapture => "/yifa.cases.v1.OffsiteService/VerifyCapture",
        Kind::TellCapture => "/yifa.cases.v1.OffsiteService/TellCapture",
    }
}

fn paper(path: &'static str, it: Option<&proto::DevicePaper>) -> Result<Option<Paper>, Refusal> {
    let paper = it.map(|it| {
        Ok(Paper {
            reference: parse::line(path, &it.reference)?,
            on: parse::day(path, &it.date)?,
        })
    });
    paper.transpose()
}

fn absent(path: &'static str) -> Refusal {
    Refusal::malformed(path, "must be given", "不能为空")
}

fn record(it: &proto::RecordCaptureRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let it = it.capture.as_ref().ok_or_else(|| absent("capture"))?;
    let device = it.device.as_ref();
    let device = device.ok_or_else(|| absent("capture.device"))?;
    if it.content_hash.is_empty() {
        return Err(absent("content_hash"));
    }
    Ok(Act::Offsite(Own::RecordCapture(RecordCapture {
        taken: Taken {
            device: Device {
                number: parse::line("capture.device.number", &device.number)?,
                place: parse::line("capture.device.place", &device.place)?,
                basis: parse::line("capture.device.basis", &device.basis)?,
                legal_review: paper("capture.device.legal_review", device.legal_review.as_ref())?,
                technical_review: paper(
                    "capture.device.technical_review",
                    device.technical_review.as_ref(),
                )?,
                publication: paper("capture.device.publication", device.publication.as_ref())?,
            },
            shows: parse::text("capture.shows", &it.shows)?,
            at: parse::instant("capture.capture_time", it.capture_time)?,
            content_hash: parse::content_hash(&it.content_hash)?,
        },
    })))
}

fn verify(it: &proto::VerifyCaptureRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Offsite(Own::VerifyCapture(VerifyCapture {
        number: parse::number("number", it.number)?,
        sound: it.sound,
        opinion: parse::text("opinion", &it.opinion)?,
    })))
}

fn tell(it: &proto::TellCaptureRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Offsite(Own::TellCapture(TellCapture {
        number: parse::number("number", it.number)?,
        service: parse::service(it.service.as_ref(), context.today)?,
        access: parse::text("access", &it.access)?,
    })))
}

#[tonic::async_trait]
impl OffsiteService for Acts {
    async fn record_capture(
        &self,
        request: Request<proto::RecordCaptureRequest>,
    ) -> Answered<proto::RecordCaptureResponse> {
        self.act(request).await
    }

    async fn verify_capture(
        &self,
        request: Request<proto::VerifyCaptureRequest>,
    ) -> Answered<proto::VerifyCaptureResponse> {
        self.act(request).await
    }

    async fn tell_capture(
        &self,
        request: Request<proto::TellCaptureRequest>,
    ) -> Answered<proto::TellCaptureResponse> {
        self.act(request).await
    }
}
