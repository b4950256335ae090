//! Samplings and testings over the contract.

use cases_domain::testing::{
    AbandonTesting, Act as Own, EntrustRetest, EntrustTesting, Institution, Kind, Order, Outcome,
    RecordResult, Retest, ReturnSample, Sample, SendSample, TakeSample, TellResult,
};
use cases_domain::{Act, OfficerId};
use contract::cases::v1 as proto;
use contract::cases::v1::testing_service_server::TestingService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;
use crate::record::testing::testing_kind;

act_request!(TakeSampleRequest -> TakeSampleResponse, "TestingService/TakeSample", take);
act_request!(ReturnSampleRequest -> ReturnSampleResponse, "TestingService/ReturnSample", give_back);
act_request!(SendSampleRequest -> SendSampleResponse, "TestingService/SendSample", send);
act_request!(EntrustTestingRequest -> EntrustTestingResponse, "TestingService/EntrustTesting", entrust);
act_request!(RecordTestingResultRequest -> RecordTestingResultResponse, "TestingService/RecordTestingResult", record);
act_request!(AbandonTestingRequest -> AbandonTestingResponse, "TestingService/AbandonTesting", abandon);
act_request!(TellTestingResultRequest -> TellTestingResultResponse, "TestingService/TellTestingResult", tell);
act_request!(EntrustRetestRequest -> EntrustRetestResponse, "TestingService/EntrustRetest", again);

/// The method that does an act; none does what only the clock does.
pub(super) const fn method(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::TakeSample => "/yifa.cases.v1.TestingService/TakeSample",
        Kind::ReturnSample => "/yifa.cases.v1.TestingService/ReturnSample",
        Kind::SendSample => "/yifa.cases.v1.TestingService/SendSample",
        Kind::EntrustTesting => "/yifa.cases.v1.TestingService/EntrustTesting",
        Kind::RecordResult => "/yifa.cases.v1.TestingService/RecordTestingResult",
        Kind::AbandonTesting => "/yifa.cases.v1.TestingService/AbandonTesting",
        Kind::TellResult => "/yifa.cases.v1.TestingService/TellTestingResult",
        Kind::EntrustRetest => "/yifa.cases.v1.TestingService/EntrustRetest",
        Kind::LapseRetest => return None,
    })
}

fn absent(path: &'static str) -> Refusal {
    Refusal::malformed(path, "must be given", "不能为空")
}

fn take(it: &proto::TakeSampleRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let sample = it.sample.as_ref().ok_or_else(|| absent("sample"))?;
    Ok(Act::Testing(Own::TakeSample(TakeSample {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        sample: Sample {
            what: parse::line("sample.what", &sample.what)?,
            base: parse::line("sample.base", &sample.base)?,
            quantity: parse::line("sample.quantity", &sample.quantity)?,
            counterpart: parse::line_if_any("sample.counterpart", &sample.counterpart)?,
            without_counterpart: parse::line_if_any(
                "sample.without_counterpart",
                &sample.without_counterpart,
            )?,
            place: parse::line("sample.place", &sample.place)?,
            at: parse::instant("sample.sample_time", sample.sample_time)?,
            signature: parse::signature(sample.signature.as_ref())?,
        },
    })))
}

fn give_back(it: &proto::ReturnSampleRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Testing(Own::ReturnSample(ReturnSample {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn order(it: Option<&proto::TestingOrder>, context: Context<'_>) -> Result<Order, Refusal> {
    let it = it.ok_or_else(|| absent("order"))?;
    let institution = it.institution.as_ref();
    let institution = institution.ok_or_else(|| absent("order.institution"))?;
    Ok(Order {
        kind: parse::chosen("order.kind", testing_kind(it.kind()))?,
        object: parse::line("order.object", &it.object)?,
        questions: parse::text("order.questions", &it.questions)?,
        institution: Institution {
            name: parse::line("order.institution.name", &institution.name)?,
            qualification: parse::line(
                "order.institution.qualification_number",
                &institution.qualification_number,
            )?,
            qualified_until: parse::day(
                "order.institution.qualified_until",
                &institution.qualified_until,
            )?,
        },
        until: parse::day("order.until_date", &it.until_date)?,
        measure: parse::number_if_any("order.measure_number", it.measure_number)?,
        service: parse::service(it.service.as_ref(), context.today)?,
        // The platform puts in who acts.
        by: OfficerId::from(""),
    })
}

fn send(it: &proto::SendSampleRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Testing(Own::SendSample(SendSample {
        number: parse::number("number", it.number)?,
        order: order(it.order.as_ref(), context)?,
    })))
}

fn entrust(it: &proto::EntrustTestingRequest, context: Context<'_>) -> Result<Act, Refusal> {
    let order = order(it.order.as_ref(), context)?;
    Ok(Act::Testing(Own::EntrustTesting(EntrustTesting { order })))
}

fn record(it: &proto::RecordTestingResultRequest, context: Context<'_>) -> Result<Act, Refusal> {
    let outcome = it.outcome.as_ref().ok_or_else(|| absent("outcome"))?;
    Ok(Act::Testing(Own::RecordResult(RecordResult {
        number: parse::number("number", it.number)?,
        outcome: Outcome {
            report: parse::line("outcome.report_number", &outcome.report_number)?,
            conclusion: parse::text("outcome.conclusion", &outcome.conclusion)?,
            on: parse::day_or_today(
                "outcome.received_date",
                &outcome.received_date,
                context.today,
            )?,
            content_hash: parse::content_hash(&outcome.content_hash)?,
        },
    })))
}

fn abandon(it: &proto::AbandonTestingRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Testing(Own::AbandonTesting(AbandonTesting {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn tell(it: &proto::TellTestingResultRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Testing(Own::TellResult(TellResult {
        number: parse::number("number", it.number)?,
        service: parse::service(it.service.as_ref(), context.today)?,
        retest: retest(it.retest.as_ref())?,
    })))
}

/// The right to another test, where there is one.
pub(super) fn retest(it: Option<&proto::RetestRight>) -> Result<Option<Retest>, Refusal> {
    let right = it.map(|it| {
        Ok(Retest {
            until: parse::day("retest.until_date", &it.until_date)?,
            basis: parse::line("retest.basis", &it.basis)?,
        })
    });
    right.transpose()
}

fn again(it: &proto::EntrustRetestRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Testing(Own::EntrustRetest(EntrustRetest {
        number: parse::number("number", it.number)?,
        asked_on: parse::day_or_today("asked_date", &it.asked_date, context.today)?,
        order: order(it.order.as_ref(), context)?,
    })))
}

#[tonic::async_trait]
impl TestingService for Acts {
    async fn take_sample(
        &self,
        request: Request<proto::TakeSampleRequest>,
    ) -> Answered<proto::TakeSampleResponse> {
        self.act(request).await
    }

    async fn return_sample(
        &self,
        request: Request<proto::ReturnSampleRequest>,
    ) -> Answered<proto::ReturnSampleResponse> {
        self.act(request).await
    }

    async fn send_sample(
        &self,
        request: Request<proto::SendSampleRequest>,
    ) -> Answered<proto::SendSampleResponse> {
        self.act(request).await
    }

    async fn entrust_testing(
        &self,
        request: Request<proto::EntrustTestingRequest>,
    ) -> Answered<proto::EntrustTestingResponse> {
        self.act(request).await
    }

    async fn record_testing_result(
        &self,
        request: Request<proto::RecordTestingResultRequest>,
    ) -> Answered<proto::RecordTestingResultResponse> {
        self.act(request).await
    }

    async fn abandon_testing(
        &self,
        request: Request<proto::AbandonTestingRequest>,
    ) -> Answered<proto::AbandonTestingResponse> {
        self.act(request).await
    }

    async fn tell_testing_result(
        &self,
        request: Request<proto::TellTestingResultRequest>,
    ) -> Answered<proto::TellTestingResultResponse> {
        self.act(request).await
    }

    async fn entrust_retest(
        &self,
        request: Request<proto::EntrustRetestRequest>,
    ) -> Answered<proto::EntrustRetestResponse> {
        self.act(request).await
    }
}
