//! Measures of compulsion over the contract.

use cases_domain::measure::{
    Act as Own, ApplyForMeasure, ApproveMeasure, CarryMeasure, DisposeEarly, EndTesting,
    ExtendMeasure, FreezeDeposit, HandleObjects, ImplementAtOnce, ImplementMeasure, Kind, Listed,
    ReleaseObjects, ReturnObjects, Returning, Site, TellExtension, TestObjects, Unfreeze,
};
use cases_domain::{Act, ItemId};
use contract::cases::v1 as proto;
use contract::cases::v1::measure_service_server::MeasureService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;
use crate::record::measure as record;

type Read<T> = Result<T, Refusal>;

act_request!(ApplyForMeasureRequest -> ApplyForMeasureResponse, "MeasureService/ApplyForMeasure", apply_for_measure);
act_request!(ApproveMeasureRequest -> ApproveMeasureResponse, "MeasureService/ApproveMeasure", approve_measure);
act_request!(WithdrawApplicationRequest -> WithdrawApplicationResponse, "MeasureService/WithdrawApplication", withdraw_application);
act_request!(ImplementMeasureRequest -> ImplementMeasureResponse, "MeasureService/ImplementMeasure", implement_measure);
act_request!(ImplementAtOnceRequest -> ImplementAtOnceResponse, "MeasureService/ImplementAtOnce", implement_at_once);
act_request!(FreezeDepositRequest -> FreezeDepositResponse, "MeasureService/FreezeDeposit", freeze_deposit);
act_request!(ServeFreezeDecisionRequest -> ServeFreezeDecisionResponse, "MeasureService/ServeFreezeDecision", serve_freeze_decision);
act_request!(ExtendMeasureRequest -> ExtendMeasureResponse, "MeasureService/ExtendMeasure", extend_measure);
act_request!(ExtendFreezeRequest -> ExtendFreezeResponse, "MeasureService/ExtendFreeze", extend_freeze);
act_request!(TellExtensionRequest -> TellExtensionResponse, "MeasureService/TellExtension", tell_extension);
act_request!(TestObjectsRequest -> TestObjectsResponse, "MeasureService/TestObjects", test_objects);
act_request!(EndTestingRequest -> EndTestingResponse, "MeasureService/EndTesting", end_testing);
act_request!(DisposeEarlyRequest -> DisposeEarlyResponse, "MeasureService/DisposeEarly", dispose_early);
act_request!(HandleObjectsRequest -> HandleObjectsResponse, "MeasureService/HandleObjects", handle_objects);
act_request!(ReleaseObjectsRequest -> ReleaseObjectsResponse, "MeasureService/ReleaseObjects", release_objects);
act_request!(ReturnObjectsRequest -> ReturnObjectsResponse, "MeasureService/ReturnObjects", return_objects);
act_request!(UnfreezeRequest -> UnfreezeResponse, "MeasureService/Unfreeze", unfreeze);
act_request!(CarryMeasureRequest -> CarryMeasureResponse, "MeasureService/CarryMeasure", carry_measure);

/// The method that does an act; none does what only the clock does.
pub(super) const fn method(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::ApplyForMeasure => "/yifa.cases.v1.MeasureService/ApplyForMeasure",
        Kind::ApproveMeasure => "/yifa.cases.v1.MeasureService/ApproveMeasure",
        Kind::WithdrawApplication => "/yifa.cases.v1.MeasureService/WithdrawApplication",
        Kind::ImplementMeasure => "/yifa.cases.v1.MeasureService/ImplementMeasure",
        Kind::ImplementAtOnce => "/yifa.cases.v1.MeasureService/ImplementAtOnce",
        Kind::FreezeDeposit => "/yifa.cases.v1.MeasureService/FreezeDeposit",
        Kind::ServeFreezeDecision => "/yifa.cases.v1.MeasureService/ServeFreezeDecision",
        Kind::ExtendMeasure => "/yifa.cases.v1.MeasureService/ExtendMeasure",
        Kind::ExtendFreeze => "/yifa.cases.v1.MeasureService/ExtendFreeze",
        Kind::TellExtension => "/yifa.cases.v1.MeasureService/TellExtension",
        Kind::TestObjects => "/yifa.cases.v1.MeasureService/TestObjects",
        Kind::EndTesting => "/yifa.cases.v1.MeasureService/EndTesting",
        Kind::DisposeEarly => "/yifa.cases.v1.MeasureService/DisposeEarly",
        Kind::HandleObjects => "/yifa.cases.v1.MeasureService/HandleObjects",
        Kind::ReleaseObjects => "/yifa.cases.v1.MeasureService/ReleaseObjects",
        Kind::ReturnObjects => "/yifa.cases.v1.MeasureService/ReturnObjects",
        Kind::Unfreeze => "/yifa.cases.v1.MeasureService/Unfreeze",
        Kind::CarryMeasure => "/yifa.cases.v1.MeasureService/CarryMeasure",
        Kind::LapseApproval | Kind::ExpireMeasure => return None,
    })
}

fn own(act: Own) -> Act {
    Act::Measure(Box::new(act))
}

fn apply_for_measure(it: &proto::ApplyForMeasureRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::ApplyForMeasure(ApplyForMeasure {
        kind: parse::chosen("kind", record::read_kind(it.kind()))?,
        item: ItemId(parse::id("item_id", &it.item_id)?),
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn approve_measure(it: &proto::ApproveMeasureRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::ApproveMeasure(ApproveMeasure {
        number: parse::number("number", it.number)?,
        granted: it.granted,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn withdraw_application(it: &proto::WithdrawApplicationRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::WithdrawApplication {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    }))
}

fn implement_measure(it: &proto::ImplementMeasureRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::ImplementMeasure(ImplementMeasure {
        number: parse::number("number", it.number)?,
        co_officer: parse::co_officer(&it.co_officer_id)?,
        site: site(it.site.as_ref())?,
        objects: listed(&it.objects)?,
        term_days: term(it.term_days)?,
    })))
}

fn implement_at_once(it: &proto::ImplementAtOnceRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::ImplementAtOnce(ImplementAtOnce {
        kind: parse::chosen("kind", record::read_kind(it.kind()))?,
        item: ItemId(parse::id("item_id", &it.item_id)?),
        reasons: parse::text("reasons", &it.reasons)?,
        emergency: parse::text("emergency", &it.emergency)?,
        co_officer: parse::co_officer(&it.co_officer_id)?,
        site: site(it.site.as_ref())?,
        objects: listed(&it.objects)?,
        term_days: term(it.term_days)?,
    })))
}

fn freeze_deposit(it: &proto::FreezeDepositRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::FreezeDeposit(FreezeDeposit {
        number: parse::number("number", it.number)?,
        co_officer: parse::co_officer(&it.co_officer_id)?,
        bank: parse::line("bank", &it.bank)?,
        account: parse::line("account", &it.account)?,
        amount: parse::some_fen("amount_fen", it.amount_fen)?,
        involved: parse::some_fen("involved_fen", it.involved_fen)?,
        frozen_elsewhere: it.frozen_elsewhere,
        certificates_shown: it.certificates_shown,
        bank_notified: it.bank_notified,
        at: parse::instant("freeze_time", it.freeze_time)?,
    })))
}

fn serve_freeze_decision(
    it: &proto::ServeFreezeDecisionRequest,
    context: Context<'_>,
) -> Read<Act> {
    Ok(own(Own::ServeFreezeDecision {
        number: parse::number("number", it.number)?,
        service: parse::service(it.service.as_ref(), context.today)?,
    }))
}

fn extend_measure(it: &proto::ExtendMeasureRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::ExtendMeasure(ExtendMeasure {
        number: parse::number("number", it.number)?,
        days: parse::number("days", it.days)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn extend_freeze(it: &proto::ExtendFreezeRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::ExtendFreeze(ExtendMeasure {
        number: parse::number("number", it.number)?,
        days: parse::number("days", it.days)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn tell_extension(it: &proto::TellExtensionRequest, context: Context<'_>) -> Read<Act> {
    Ok(own(Own::TellExtension(TellExtension {
        number: parse::number("number", it.number)?,
        service: parse::service(it.service.as_ref(), context.today)?,
    })))
}

fn test_objects(it: &proto::TestObjectsRequest, context: Context<'_>) -> Read<Act> {
    Ok(own(Own::TestObjects(TestObjects {
        number: parse::number("number", it.number)?,
        what: parse::line("what", &it.what)?,
        from: parse::day("from_date", &it.from_date)?,
        to: parse::day("to_date", &it.to_date)?,
        service: parse::service(it.service.as_ref(), context.today)?,
    })))
}

fn end_testing(it: &proto::EndTestingRequest, context: Context<'_>) -> Read<Act> {
    Ok(own(Own::EndTesting(EndTesting {
        number: parse::number("number", it.number)?,
        on: parse::day_or_today("ended_date", &it.ended_date, context.today)?,
    })))
}

fn dispose_early(it: &proto::DisposeEarlyRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::DisposeEarly(DisposeEarly {
        number: parse::number("number", it.number)?,
        objects: some("objects", numbers(&it.objects)?)?,
        reasons: parse::text("reasons", &it.reasons)?,
        proceeds: parse::fen("proceeds_fen", it.proceeds_fen)?,
    })))
}

fn handle_objects(it: &proto::HandleObjectsRequest, context: Context<'_>) -> Read<Act> {
    let told = it.told.as_ref();
    Ok(own(Own::HandleObjects(HandleObjects {
        number: parse::number("number", it.number)?,
        objects: numbers(&it.objects)?,
        handling: parse::chosen("handling", record::read_handling(it.handling()))?,
        reasons: parse::text("reasons", &it.reasons)?,
        told: told
            .map(|told| parse::service(Some(told), context.today))
            .transpose()?,
    })))
}

fn release_objects(it: &proto::ReleaseObjectsRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::ReleaseObjects(ReleaseObjects {
        number: parse::number("number", it.number)?,
        objects: numbers(&it.objects)?,
        ground: parse::chosen("ground", record::read_ground(it.ground()))?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn return_objects(it: &proto::ReturnObjectsRequest, context: Context<'_>) -> Read<Act> {
    parse::not_too_many("objects", &it.objects)?;
    let objects = it.objects.iter().map(|it| {
        Ok(Returning {
            object: parse::number("objects.object", it.object)?,
            loss: parse::text_if_any("objects.loss", &it.loss)?,
            compensation: parse::fen("objects.compensation_fen", it.compensation_fen)?,
        })
    });
    Ok(own(Own::ReturnObjects(ReturnObjects {
        number: parse::number("number", it.number)?,
        co_officer: parse::co_officer(&it.co_officer_id)?,
        objects: some("objects", objects.collect::<Read<_>>()?)?,
        signature: parse::signature(it.signature.as_ref())?,
        on: parse::day_or_today("returned_date", &it.returned_date, context.today)?,
    })))
}

fn unfreeze(it: &proto::UnfreezeRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::Unfreeze(Unfreeze {
        number: parse::number("number", it.number)?,
        ground: parse::chosen("ground", record::read_ground(it.ground()))?,
        reasons: parse::text("reasons", &it.reasons)?,
        bank_notified: it.bank_notified,
    })))
}

fn carry_measure(it: &proto::CarryMeasureRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::CarryMeasure(CarryMeasure {
        number: parse::number("number", it.number)?,
        to: parse::case_id("to_case_id", &it.to_case_id)?,
    })))
}

fn site(it: Option<&proto::MeasureSite>) -> Read<Site> {
    let it = it.ok_or_else(|| Refusal::malformed("site", "must be given", "不能为空"))?;
    let started = parse::instant("site.start_time", it.start_time)?;
    let ended = parse::instant("site.end_time", it.end_time)?;
    if ended < started {
        let rule = "must not be before start_time";
        return Err(Refusal::malformed(
            "site.end_time",
            rule,
            "结束时间不能早于开始时间",
        ));
    }
    Ok(Site {
        place: parse::line("site.place", &it.place)?,
        started,
        ended,
        certificates_shown: it.certificates_shown,
        party_present: it.party_present,
        reasons_told: it.reasons_told,
        statement: parse::text_if_any("site.statement", &it.statement)?,
        heard: it.heard,
        handed_over: it.handed_over,
        list_copies: u32::try_from(it.list_copies).unwrap_or(0),
        signature: parse::signature(it.signature.as_ref())?,
        recording: parse::line_if_any("site.recording", &it.recording)?,
    })
}

fn listed(objects: &[proto::ListedObject]) -> Read<Vec<Listed>> {
    parse::not_too_many("objects", objects)?;
    let objects = objects.iter().map(|listed| {
        let it = listed.object.as_ref();
        let it =
            it.ok_or_else(|| Refusal::malformed("objects.object", "must be given", "不能为空"))?;
        Ok(Listed {
            name: parse::line("objects.object.name", &it.name)?,
            specification: parse::line_if_any("objects.object.specification", &it.specification)?,
            quantity: quantity(&it.quantity)?,
            unit: parse::line("objects.object.unit", &it.unit)?,
            condition: parse::line("objects.object.condition", &it.condition)?,
            custody: parse::line("objects.object.custody", &it.custody)?,
            custodian: parse::line("objects.object.custodian", &it.custodian)?,
            perishable: it.perishable,
            related: listed.related,
            necessity: listed.necessity,
            seized_elsewhere: listed.seized_elsewhere,
        })
    });
    some("objects", objects.collect::<Read<_>>()?)
}

/// A quantity as lists write it: digits, and after a point some more.
fn quantity(text: &str) -> Read<String> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let shaped = digits(whole) && digits(fraction) && text.len() <= 18;
    if shaped && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        return Ok(text.to_owned());
    }
    let rule = "must be a number more than 0, e.g. 12.5";
    Err(Refusal::malformed(
        "objects.object.quantity",
        rule,
        "应为大于0的数量，例如“12.5”",
    ))
}

fn term(days: i32) -> Read<Option<u32>> {
    if days == 0 {
        return Ok(None);
    }
    parse::number("term_days", days).map(Some)
}

fn numbers(objects: &[i32]) -> Read<Vec<u32>> {
    parse::not_too_many("objects", objects)?;
    let numbers = objects.iter();
    numbers
        .map(|number| parse::number("objects", *number))
        .collect()
}

fn some<T>(path: &'static str, list: Vec<T>) -> Read<Vec<T>> {
    if list.is_empty() {
        return Err(Refusal::malformed(
            path,
            "must not be empty",
            "至少填写一项",
        ));
    }
    Ok(list)
}

#[tonic::async_trait]
impl MeasureService for Acts {
    async fn apply_for_measure(
        &self,
        request: Request<proto::ApplyForMeasureRequest>,
    ) -> Answered<proto::ApplyForMeasureResponse> {
        self.act(request).await
    }

    async fn approve_measure(
        &self,
        request: Request<proto::ApproveMeasureRequest>,
    ) -> Answered<proto::ApproveMeasureResponse> {
        self.act(request).await
    }

    async fn withdraw_application(
        &self,
        request: Request<proto::WithdrawApplicationRequest>,
    ) -> Answered<proto::WithdrawApplicationResponse> {
        self.act(request).await
    }

    async fn implement_measure(
        &self,
        request: Request<proto::ImplementMeasureRequest>,
    ) -> Answered<proto::ImplementMeasureResponse> {
        self.act(request).await
    }

    async fn implement_at_once(
        &self,
        request: Request<proto::ImplementAtOnceRequest>,
    ) -> Answered<proto::ImplementAtOnceResponse> {
        self.act(request).await
    }

    async fn freeze_deposit(
        &self,
        request: Request<proto::FreezeDepositRequest>,
    ) -> Answered<proto::FreezeDepositResponse> {
        self.act(request).await
    }

    async fn serve_freeze_decision(
        &self,
        request: Request<proto::ServeFreezeDecisionRequest>,
    ) -> Answered<proto::ServeFreezeDecisionResponse> {
        self.act(request).await
    }

    async fn extend_measure(
        &self,
        request: Request<proto::ExtendMeasureRequest>,
    ) -> Answered<proto::ExtendMeasureResponse> {
        self.act(request).await
    }

    async fn extend_freeze(
        &self,
        request: Request<proto::ExtendFreezeRequest>,
    ) -> Answered<proto::ExtendFreezeResponse> {
        self.act(request).await
    }

    async fn tell_extension(
        &self,
        request: Request<proto::TellExtensionRequest>,
    ) -> Answered<proto::TellExtensionResponse> {
        self.act(request).await
    }

    async fn test_objects(
        &self,
        request: Request<proto::TestObjectsRequest>,
    ) -> Answered<proto::TestObjectsResponse> {
        self.act(request).await
    }

    async fn end_testing(
        &self,
        request: Request<proto::EndTestingRequest>,
    ) -> Answered<proto::EndTestingResponse> {
        self.act(request).await
    }

    async fn dispose_early(
        &self,
        request: Request<proto::DisposeEarlyRequest>,
    ) -> Answered<proto::DisposeEarlyResponse> {
        self.act(request).await
    }

    async fn handle_objects(
        &self,
        request: Request<proto::HandleObjectsRequest>,
    ) -> Answered<proto::HandleObjectsResponse> {
        self.act(request).await
    }

    async fn release_objects(
        &self,
        request: Request<proto::ReleaseObjectsRequest>,
    ) -> Answered<proto::ReleaseObjectsResponse> {
        self.act(request).await
    }

    async fn return_objects(
        &self,
        request: Request<proto::ReturnObjectsRequest>,
    ) -> Answered<proto::ReturnObjectsResponse> {
        self.act(request).await
    }

    async fn unfreeze(
        &self,
        request: Request<proto::UnfreezeRequest>,
    ) -> Answered<proto::UnfreezeResponse> {
        self.act(request).await
    }

    async fn carry_measure(
        &self,
        request: Request<proto::CarryMeasureRequest>,
    ) -> Answered<proto::CarryMeasureResponse> {
        self.act(request).await
    }
}
