//! Referrals over the contract.

use cases_domain::Act;
use cases_domain::referral::{
    AcceptRefusal, Act as Own, AskPoliceReview, AskProsecutor, DecideReferral, Goods,
    HandOverGoods, Kind, Paper, RecordForwarding, RecordOutcome, RecordPoliceAnswer,
    RecordPoliceReceipt, RecordReviewAnswer, RecordSupervision, ReportCrime, TransferCrime,
};
use contract::cases::v1 as proto;
use contract::cases::v1::referral_service_server::ReferralService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;
use crate::record::referral as record;

act_request!(ReportCrimeRequest -> ReportCrimeResponse, "ReferralService/ReportCrime", report_crime);
act_request!(DecideReferralRequest -> DecideReferralResponse, "ReferralService/DecideReferral", decide_referral);
act_request!(TransferCrimeRequest -> TransferCrimeResponse, "ReferralService/TransferCrime", transfer_crime);
act_request!(RecordPoliceReceiptRequest -> RecordPoliceReceiptResponse, "ReferralService/RecordPoliceReceipt", record_police_receipt);
act_request!(RecordForwardingRequest -> RecordForwardingResponse, "ReferralService/RecordForwarding", record_forwarding);
act_request!(RecordPoliceAnswerRequest -> RecordPoliceAnswerResponse, "ReferralService/RecordPoliceAnswer", record_police_answer);
act_request!(AskPoliceReviewRequest -> AskPoliceReviewResponse, "ReferralService/AskPoliceReview", ask_police_review);
act_request!(RecordReviewAnswerRequest -> RecordReviewAnswerResponse, "ReferralService/RecordReviewAnswer", record_review_answer);
act_request!(AskProsecutorRequest -> AskProsecutorResponse, "ReferralService/AskProsecutor", ask_prosecutor);
act_request!(RecordSupervisionRequest -> RecordSupervisionResponse, "ReferralService/RecordSupervision", record_supervision);
act_request!(AcceptRefusalRequest -> AcceptRefusalResponse, "ReferralService/AcceptRefusal", accept_refusal);
act_request!(HandOverGoodsRequest -> HandOverGoodsResponse, "ReferralService/HandOverGoods", hand_over_goods);
act_request!(RecordOutcomeRequest -> RecordOutcomeResponse, "ReferralService/RecordOutcome", record_outcome);

/// The method that does an act; none does what only the clock does.
pub(super) const fn method(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::ReportCrime => Some("/yifa.cases.v1.ReferralService/ReportCrime"),
        Kind::DecideReferral => Some("/yifa.cases.v1.ReferralService/DecideReferral"),
        Kind::TransferCrime => Some("/yifa.cases.v1.ReferralService/TransferCrime"),
        Kind::RecordPoliceReceipt => Some("/yifa.cases.v1.ReferralService/RecordPoliceReceipt"),
        Kind::RecordForwarding => Some("/yifa.cases.v1.ReferralService/RecordForwarding"),
        Kind::RecordPoliceAnswer => Some("/yifa.cases.v1.ReferralService/RecordPoliceAnswer"),
        Kind::AskPoliceReview => Some("/yifa.cases.v1.ReferralService/AskPoliceReview"),
        Kind::RecordReviewAnswer => Some("/yifa.cases.v1.ReferralService/RecordReviewAnswer"),
        Kind::AskProsecutor => Some("/yifa.cases.v1.ReferralService/AskProsecutor"),
        Kind::RecordSupervision => Some("/yifa.cases.v1.ReferralService/RecordSupervision"),
        Kind::AcceptRefusal => Some("/yifa.cases.v1.ReferralService/AcceptRefusal"),
        Kind::LapseReview => None,
        Kind::HandOverGoods => Some("/yifa.cases.v1.ReferralService/HandOverGoods"),
        Kind::RecordOutcome => Some("/yifa.cases.v1.ReferralService/RecordOutcome"),
    }
}

fn report_crime(it: &proto::ReportCrimeRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Referral(Own::ReportCrime(ReportCrime {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        crime: parse::line("crime", &it.crime)?,
        facts: parse::text("facts", &it.facts)?,
        opinion: parse::text("opinion", &it.opinion)?,
    })))
}

fn decide_referral(it: &proto::DecideReferralRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Referral(Own::DecideReferral(DecideReferral {
        number: parse::number("number", it.number)?,
        approved: it.approved,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn transfer_crime(it: &proto::TransferCrimeRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Referral(Own::TransferCrime(TransferCrime {
        number: parse::number("number", it.number)?,
        police: parse::line("police", &it.police)?,
        prosecutor: parse::line("prosecutor", &it.prosecutor)?,
        dossier: papers(&it.dossier)?,
        goods: goodss(&it.goods)?,
        at: parse::instant("transfer_time", it.transfer_time)?,
    })))
}

fn record_police_receipt(
    it: &proto::RecordPoliceReceiptRequest,
    context: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::Referral(Own::RecordPoliceReceipt(
        RecordPoliceReceipt {
            number: parse::number("number", it.number)?,
            receiver: parse::line("receiver", &it.receiver)?,
            receipt: parse::line("receipt", &it.receipt)?,
            on: parse::day_or_today("on_date", &it.on_date, context.today)?,
        },
    )))
}

fn record_forwarding(
    it: &proto::RecordForwardingRequest,
    context: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::Referral(Own::RecordForwarding(RecordForwarding {
        number: parse::number("number", it.number)?,
        police: parse::line("police", &it.police)?,
        on: parse::day_or_today("on_date", &it.on_date, context.today)?,
    })))
}

fn record_police_answer(
    it: &proto::RecordPoliceAnswerRequest,
    context: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::Referral(Own::RecordPoliceAnswer(RecordPoliceAnswer {
        number: parse::number("number", it.number)?,
        filed: it.filed,
        document: parse::line("document", &it.document)?,
        reasons: parse::text_if_any("reasons", &it.reasons)?,
        on: parse::day_or_today("on_date", &it.on_date, context.today)?,
    })))
}

fn ask_police_review(
    it: &proto::AskPoliceReviewRequest,
    context: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::Referral(Own::AskPoliceReview(AskPoliceReview {
        number: parse::number("number", it.number)?,
        grounds: parse::text("grounds", &it.grounds)?,
        on: parse::day_or_today("on_date", &it.on_date, context.today)?,
    })))
}

fn record_review_answer(
    it: &proto::RecordReviewAnswerRequest,
    context: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::Referral(Own::RecordReviewAnswer(RecordReviewAnswer {
        number: parse::number("number", it.number)?,
        filed: it.filed,
        document: parse::line("document", &it.document)?,
        reasons: parse::text_if_any("reasons", &it.reasons)?,
        on: parse::day_or_today("on_date", &it.on_date, context.today)?,
    })))
}

fn ask_prosecutor(it: &proto::AskProsecutorRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Referral(Own::AskProsecutor(AskProsecutor {
        number: parse::number("number", it.number)?,
        prosecutor: parse::line("prosecutor", &it.prosecutor)?,
        grounds: parse::text("grounds", &it.grounds)?,
        on: parse::day_or_today("on_date", &it.on_date, context.today)?,
    })))
}

fn record_supervision(
    it: &proto::RecordSupervisionRequest,
    context: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::Referral(Own::RecordSupervision(RecordSupervision {
        number: parse::number("number", it.number)?,
        filed: it.filed,
        document: parse::line("document", &it.document)?,
        reasons: parse::text_if_any("reasons", &it.reasons)?,
        on: parse::day_or_today("on_date", &it.on_date, context.today)?,
    })))
}

fn accept_refusal(it: &proto::AcceptRefusalRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Referral(Own::AcceptRefusal(AcceptRefusal {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn hand_over_goods(it: &proto::HandOverGoodsRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Referral(Own::HandOverGoods(HandOverGoods {
        number: parse::number("number", it.number)?,
        goods: goodss(&it.goods)?,
        material: parse::text("material", &it.material)?,
        receiver: parse::line("receiver", &it.receiver)?,
        party_told: parse::day_if_any("party_told_date", &it.party_told_date)?,
        on: parse::day_or_today("on_date", &it.on_date, context.today)?,
    })))
}

fn record_outcome(it: &proto::RecordOutcomeRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Referral(Own::RecordOutcome(RecordOutcome {
        number: parse::number("number", it.number)?,
        outcome: parse::chosen("outcome", record::read_criminal_outcome(it.outcome()))?,
        document: parse::line("document", &it.document)?,
        criminal_fine: parse::fen("criminal_fine_fen", it.criminal_fine_fen)?,
        prosecutor_opinion: parse::text_if_any("prosecutor_opinion", &it.prosecutor_opinion)?,
        on: parse::day_or_today("on_date", &it.on_date, context.today)?,
    })))
}

fn papers(all: &[proto::ReferralPaper]) -> Result<Vec<Paper>, Refusal> {
    parse::not_too_many("dossier", all)?;
    all.iter().map(paper).collect()
}

fn paper(it: &proto::ReferralPaper) -> Result<Paper, Refusal> {
    Ok(Paper {
        kind: parse::chosen("kind", record::read_dossier_kind(it.kind()))?,
        title: parse::line("title", &it.title)?,
    })
}

fn goodss(all: &[proto::ReferralGoods]) -> Result<Vec<Goods>, Refusal> {
    parse::not_too_many("goods", all)?;
    all.iter().map(goods).collect()
}

fn goods(it: &proto::ReferralGoods) -> Result<Goods, Refusal> {
    Ok(Goods {
        name: parse::line("name", &it.name)?,
        quantity: parse::line("quantity", &it.quantity)?,
        measure_number: parse::count("measure_number", it.measure_number)?,
    })
}

#[tonic::async_trait]
impl ReferralService for Acts {
    async fn report_crime(
        &self,
        request: Request<proto::ReportCrimeRequest>,
    ) -> Answered<proto::ReportCrimeResponse> {
        self.act(request).await
    }

    async fn decide_referral(
        &self,
        request: Request<proto::DecideReferralRequest>,
    ) -> Answered<proto::DecideReferralResponse> {
        self.act(request).await
    }

    async fn transfer_crime(
        &self,
        request: Request<proto::TransferCrimeRequest>,
    ) -> Answered<proto::TransferCrimeResponse> {
        self.act(request).await
    }

    async fn record_police_receipt(
        &self,
        request: Request<proto::RecordPoliceReceiptRequest>,
    ) -> Answered<proto::RecordPoliceReceiptResponse> {
        self.act(request).await
    }

    async fn record_forwarding(
        &self,
        request: Request<proto::RecordForwardingRequest>,
    ) -> Answered<proto::RecordForwardingResponse> {
        self.act(request).await
    }

    async fn record_police_answer(
        &self,
        request: Request<proto::RecordPoliceAnswerRequest>,
    ) -> Answered<proto::RecordPoliceAnswerResponse> {
        self.act(request).await
    }

    async fn ask_police_review(
        &self,
        request: Request<proto::AskPoliceReviewRequest>,
    ) -> Answered<proto::AskPoliceReviewResponse> {
        self.act(request).await
    }

    async fn record_review_answer(
        &self,
        request: Request<proto::RecordReviewAnswerRequest>,
    ) -> Answered<proto::RecordReviewAnswerResponse> {
        self.act(request).await
    }

    async fn ask_prosecutor(
        &self,
        request: Request<proto::AskProsecutorRequest>,
    ) -> Answered<proto::AskProsecutorResponse> {
        self.act(request).await
    }

    async fn record_supervision(
        &self,
        request: Request<proto::RecordSupervisionRequest>,
    ) -> Answered<proto::RecordSupervisionResponse> {
        self.act(request).await
    }

    async fn accept_refusal(
        &self,
        request: Request<proto::AcceptRefusalRequest>,
    ) -> Answered<proto::AcceptRefusalResponse> {
        self.act(request).await
    }

    async fn hand_over_goods(
        &self,
        request: Request<proto::HandOverGoodsRequest>,
    ) -> Answered<proto::HandOverGoodsResponse> {
        self.act(request).await
    }

    async fn record_outcome(
        &self,
        request: Request<proto::RecordOutcomeRequest>,
    ) -> Answered<proto::RecordOutcomeResponse> {
        self.act(request).await
    }
}
