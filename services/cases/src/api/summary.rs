//! Summary penalties over the contract.

use cases_domain::summary_penalty::{
    self, ConvertSummary, DecideOnSpot, FileSummary, HandOverDecision, HearOnSpot, HowCollected,
    Kind, OpenSummary,
};
use cases_domain::{Act, CloseCase, Fen, ItemId, PartyId, RecordPayment, RevokeDecision};
use contract::cases::v1 as proto;
use contract::cases::v1::summary_penalty_service_server::SummaryPenaltyService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::inspection::agency;
use super::parse;
use crate::record::{read_revocation_effect, read_revocation_ground};

act_request!(OpenSummaryRequest -> OpenSummaryResponse, "SummaryPenaltyService/OpenSummary", open, opens, from_lead_id);
act_request!(HearOnSpotRequest -> HearOnSpotResponse, "SummaryPenaltyService/HearOnSpot", hear);
act_request!(DecideOnSpotRequest -> DecideOnSpotResponse, "SummaryPenaltyService/DecideOnSpot", decide);
act_request!(HandOverDecisionRequest -> HandOverDecisionResponse, "SummaryPenaltyService/HandOverDecision", hand_over);
act_request!(FileSummaryRequest -> FileSummaryResponse, "SummaryPenaltyService/FileSummary", file);
act_request!(ConvertSummaryRequest -> ConvertSummaryResponse, "SummaryPenaltyService/ConvertSummary", convert);
act_request!(RecordSummaryPaymentRequest -> RecordSummaryPaymentResponse, "SummaryPenaltyService/RecordSummaryPayment", pay);
act_request!(CloseSummaryRequest -> CloseSummaryResponse, "SummaryPenaltyService/CloseSummary", close);
act_request!(RevokeSummaryDecisionRequest -> RevokeSummaryDecisionResponse, "SummaryPenaltyService/RevokeSummaryDecision", revoke);

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::OpenSummary => "/yifa.cases.v1.SummaryPenaltyService/OpenSummary",
        Kind::HearOnSpot => "/yifa.cases.v1.SummaryPenaltyService/HearOnSpot",
        Kind::DecideOnSpot => "/yifa.cases.v1.SummaryPenaltyService/DecideOnSpot",
        Kind::HandOverDecision => "/yifa.cases.v1.SummaryPenaltyService/HandOverDecision",
        Kind::FileSummary => "/yifa.cases.v1.SummaryPenaltyService/FileSummary",
        Kind::ConvertSummary => "/yifa.cases.v1.SummaryPenaltyService/ConvertSummary",
    }
}

fn open(it: &proto::OpenSummaryRequest, context: Context<'_>) -> Result<Act, Refusal> {
    let offline = parse::back_entry(it.back_entry.as_ref(), context.today)?;
    let begun_on = offline.map_or(context.today, |offline| offline.handled_on);
    Ok(Act::Summary(summary_penalty::Act::OpenSummary(
        OpenSummary {
            agency: agency(&it.agency_id, context)?,
            party: PartyId(parse::id("party_id", &it.party_id)?),
            item: ItemId(parse::id("item_id", &it.item_id)?),
            facts: parse::text("facts", &it.facts)?,
            place: parse::line("place", &it.place)?,
            place_division: parse::division("place_division", &it.place_division)?,
            act_on: parse::day_or_today("act_date", &it.act_date, begun_on)?,
            co_officer: parse::co_officer(&it.co_officer_id)?,
            certificates_shown: it.certificates_shown,
            rights_told: it.rights_told,
            offline,
        },
    )))
}

fn hear(it: &proto::HearOnSpotRequest, context: Context<'_>) -> Result<Act, Refusal> {
    let statement = parse::text_if_any("statement", &it.statement)?;
    let reply = if statement.is_empty() {
        parse::text_if_any("reply", &it.reply)?
    } else {
        parse::text("reply", &it.reply)?
    };
    Ok(Act::Summary(summary_penalty::Act::HearOnSpot(HearOnSpot {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        told: parse::text("told", &it.told)?,
        intended_fine: parse::fen("intended_fine_fen", it.intended_fine_fen)?,
        statement,
        adopted: it.adopted,
        reply,
        on: parse::day_or_today("heard_date", &it.heard_date, context.today)?,
    })))
}

fn decide(it: &proto::DecideOnSpotRequest, context: Context<'_>) -> Result<Act, Refusal> {
    let fine = parse::fen("fine_fen", it.fine_fen)?;
    if it.collect_on_spot && fine == Fen::ZERO {
        let rule = "must not be set where there is no fine";
        return Err(Refusal::malformed(
            "collect_on_spot",
            rule,
            "没有罚款的，不能选择当场收缴",
        ));
    }
    let collected = if it.collect_on_spot {
        HowCollected::OnSpot {
            hard_to_enforce_later: it.hard_to_enforce_later,
            remote_and_requested: it.remote_and_requested,
        }
    } else {
        HowCollected::Bank
    };
    Ok(Act::Summary(summary_penalty::Act::DecideOnSpot(
        DecideOnSpot {
            co_officer: parse::co_officer(&it.co_officer_id)?,
            facts_clear: it.facts_clear,
            fine,
            correction_order: parse::text("correction_order", &it.correction_order)?,
            collected,
            on: parse::day_or_today("decided_date", &it.decided_date, context.today)?,
        },
    )))
}

fn hand_over(it: &proto::HandOverDecisionRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Summary(summary_penalty::Act::HandOverDecision(
        HandOverDecision {
            signature: parse::signature(it.signature.as_ref())?,
            on: parse::day_or_today("handed_over_date", &it.handed_over_date, context.today)?,
        },
    )))
}

fn file(it: &proto::FileSummaryRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Summary(summary_penalty::Act::FileSummary(
        FileSummary {
            remarks: parse::text_if_any("remarks", &it.remarks)?,
        },
    )))
}

fn convert(it: &proto::ConvertSummaryRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Summary(summary_penalty::Act::ConvertSummary(
        ConvertSummary {
            ordinary_case: parse::case_id("ordinary_case_id", &it.ordinary_case_id)?,
            reasons: parse::text("reasons", &it.reasons)?,
        },
    )))
}

fn pay(it: &proto::RecordSummaryPaymentRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::RecordPayment(RecordPayment {
        amount: parse::some_fen("amount_fen", it.amount_fen)?,
        receipt: parse::line("receipt_number", &it.receipt_number)?,
        on: parse::day("paid_date", &it.paid_date)?,
    }))
}

fn close(it: &proto::CloseSummaryRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::CloseCase(CloseCase {
        approved: true,
        remarks: parse::text("conclusion", &it.conclusion)?,
    }))
}

fn revoke(it: &proto::RevokeSummaryDecisionRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::RevokeDecision(RevokeDecision {
        effect: parse::chosen("effect", read_revocation_effect(it.effect()))?,
        ground: parse::chosen("ground", read_revocation_ground(it.ground()))?,
        instrument: parse::line("instrument", &it.instrument)?,
        reasons: parse::text("reasons", &it.reasons)?,
        on: parse::day_or_today("revoked_date", &it.revoked_date, context.today)?,
        changed: None,
        redo: false,
    }))
}

#[tonic::async_trait]
impl SummaryPenaltyService for Acts {
    async fn open_summary(
        &self,
        request: Request<proto::OpenSummaryRequest>,
    ) -> Answered<proto::OpenSummaryResponse> {
        self.act(request).await
    }

    async fn hear_on_spot(
        &self,
        request: Request<proto::HearOnSpotRequest>,
    ) -> Answered<proto::HearOnSpotResponse> {
        self.act(request).await
    }

    async fn decide_on_spot(
        &self,
        request: Request<proto::DecideOnSpotRequest>,
    ) -> Answered<proto::DecideOnSpotResponse> {
        self.act(request).await
    }

    async fn hand_over_decision(
        &self,
        request: Request<proto::HandOverDecisionRequest>,
    ) -> Answered<proto::HandOverDecisionResponse> {
        self.act(request).await
    }

    async fn file_summary(
        &self,
        request: Request<proto::FileSummaryRequest>,
    ) -> Answered<proto::FileSummaryResponse> {
        self.act(request).await
    }

    async fn convert_summary(
        &self,
        request: Request<proto::ConvertSummaryRequest>,
    ) -> Answered<proto::ConvertSummaryResponse> {
        self.act(request).await
    }

    async fn record_summary_payment(
        &self,
        request: Request<proto::RecordSummaryPaymentRequest>,
    ) -> Answered<proto::RecordSummaryPaymentResponse> {
        self.act(request).await
    }

    async fn close_summary(
        &self,
        request: Request<proto::CloseSummaryRequest>,
    ) -> Answered<proto::CloseSummaryResponse> {
        self.act(request).await
    }

    async fn revoke_summary_decision(
        &self,
        request: Request<proto::RevokeSummaryDecisionRequest>,
    ) -> Answered<proto::RevokeSummaryDecisionResponse> {
        self.act(request).await
    }
}
