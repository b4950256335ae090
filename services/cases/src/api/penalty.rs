//! Messages of the ordinary penalty procedure, read into acts.

use cases_domain::register::Extent;
use cases_domain::{
    Act, Close, CloseCase, ConcludeInquiry, Decide, FileCase, ItemId, PartyId, RecordEvidence,
    RecordPayment, RecordStatement, ReviewLegality, RevokeDecision, ServeNotice, WaiveStatement,
};
use contract::cases::v1 as proto;
use refusal::Refusal;

use super::acts::{Context, act_request};
use super::disposal::{disposal, whole};
use super::inspection::{address, agency};
use super::parse;
use crate::record::parts::read_grave_harm;
use crate::record::{evidence_kind, read_opinion, read_revocation_effect, read_revocation_ground};

act_request!(FileCaseRequest -> FileCaseResponse, "PenaltyService/FileCase", file, opens, from_lead_id);
act_request!(RecordEvidenceRequest -> RecordEvidenceResponse, "PenaltyService/RecordEvidence", record_evidence);
act_request!(ConcludeInquiryRequest -> ConcludeInquiryResponse, "PenaltyService/ConcludeInquiry", conclude);
act_request!(ReviewLegalityRequest -> ReviewLegalityResponse, "PenaltyService/ReviewLegality", review);
act_request!(ServeNoticeRequest -> ServeNoticeResponse, "PenaltyService/ServeNotice", serve_notice);
act_request!(RecordStatementRequest -> RecordStatementResponse, "PenaltyService/RecordStatement", record_statement);
act_request!(WaiveStatementRequest -> WaiveStatementResponse, "PenaltyService/WaiveStatement", waive);
act_request!(LapseStatementRequest -> LapseStatementResponse, "PenaltyService/LapseStatement", lapse);
act_request!(DecideRequest -> DecideResponse, "PenaltyService/Decide", decide);
act_request!(ConfirmPartyAddressRequest -> ConfirmPartyAddressResponse, "PenaltyService/ConfirmPartyAddress", confirm);
act_request!(ServeDecisionRequest -> ServeDecisionResponse, "PenaltyService/ServeDecision", serve_decision);
act_request!(RecordPaymentRequest -> RecordPaymentResponse, "PenaltyService/RecordPayment", record_payment);
act_request!(CloseCaseRequest -> CloseCaseResponse, "PenaltyService/CloseCase", close);
act_request!(CloseTransferredRequest -> CloseTransferredResponse, "PenaltyService/CloseTransferred", close_transferred);
act_request!(RevokeDecisionRequest -> RevokeDecisionResponse, "PenaltyService/RevokeDecision", revoke);

fn file(it: &proto::FileCaseRequest, context: Context<'_>) -> Result<Act, Refusal> {
    let offline = parse::back_entry(it.back_entry.as_ref(), context.today)?;
    let filed_on = offline.map_or(context.today, |offline| offline.handled_on);
    let act_on = parse::day("act_date", &it.act_date)?;
    let found_on = parse::day_or_today("found_date", &it.found_date, filed_on)?;
    if found_on < act_on {
        let rule = "must not be before act_date";
        return Err(Refusal::malformed(
            "found_date",
            rule,
            "发现日期不能早于违法行为日期",
        ));
    }
    if offline.is_some() && found_on > filed_on {
        let rule = "must not be after back_entry.handled_date";
        return Err(Refusal::malformed(
            "found_date",
            rule,
            "发现日期不能晚于线下办理日期",
        ));
    }
    let from = parse::day_if_any("act_from_date", &it.act_from_date)?;
    if from.is_some_and(|from| from > act_on) {
        let rule = "must not be after act_date";
        let zh = "起始日期不能晚于违法行为日期";
        return Err(Refusal::malformed("act_from_date", rule, zh));
    }
    let from_case = match it.from_case_id.as_str() {
        "" => None,
        id => Some(parse::case_id("from_case_id", id)?),
    };
    Ok(Act::FileCase(FileCase {
        agency: agency(&it.agency_id, context)?,
        party: PartyId(parse::id("party_id", &it.party_id)?),
        item: ItemId(parse::id("item_id", &it.item_id)?),
        place_division: parse::division("place_division", &it.place_division)?,
        source: parse::line("source", &it.source)?,
        summary: parse::text("summary", &it.summary)?,
        act_on,
        found_on,
        from_case,
        fast: it.fast,
        co_officer: parse::co_officer(&it.co_officer_id)?,
        offline,
        extent: Extent {
            from,
            separate: parse::text_if_any("separate_act_reason", &it.separate_act_reason)?,
            harm: read_grave_harm(it.grave_harm()),
        },
    }))
}

fn record_evidence(it: &proto::RecordEvidenceRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::RecordEvidence(RecordEvidence {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        kind: parse::chosen("kind", evidence_kind(it.kind()))?,
        description: parse::text("description", &it.description)?,
        collected: parse::instant("collect_time", it.collect_time)?,
        content_hash: parse::content_hash(&it.content_hash)?,
        exhibits: {
            parse::not_too_many("exhibit_numbers", &it.exhibit_numbers)?;
            let numbers = it.exhibit_numbers.iter();
            numbers
                .map(|number| parse::number("exhibit_numbers", *number))
                .collect::<Result<_, _>>()?
        },
    }))
}

fn conclude(it: &proto::ConcludeInquiryRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::ConcludeInquiry(ConcludeInquiry {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        facts: parse::text("facts", &it.facts)?,
        proposal: disposal(
            "proposal",
            it.proposal.as_ref(),
            ("proposed_fine_fen", it.proposed_fine_fen),
        )?,
        discretion: parse::text("discretion", &it.discretion)?,
        harm_refuted: it.harm_refuted,
    }))
}

fn review(it: &proto::ReviewLegalityRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::ReviewLegality(ReviewLegality {
        opinion: parse::chosen("opinion", read_opinion(it.opinion()))?,
        remarks: parse::text("remarks", &it.remarks)?,
    }))
}

fn serve_notice(it: &proto::ServeNoticeRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::ServeNotice(ServeNotice {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        content: parse::text("content", &it.content)?,
        hearing_told: it.hearing_told,
        service: parse::service(it.service.as_ref(), context.today)?,
    }))
}

fn record_statement(
    it: &proto::RecordStatementRequest,
    context: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::RecordStatement(RecordStatement {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        statement: match it.transcript_number {
            0 => parse::text("statement", &it.statement)?,
            _ => parse::text_if_any("statement", &it.statement)?,
        },
        transcript: parse::number_if_any("transcript_number", it.transcript_number)?,
        adopted: it.adopted,
        reply: parse::text("reply", &it.reply)?,
        on: parse::day_or_today("stated_date", &it.stated_date, context.today)?,
    }))
}

fn waive(it: &proto::WaiveStatementRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::WaiveStatement(WaiveStatement {
        signature: parse::signature(it.signature.as_ref())?,
        hearing_waived: it.hearing_waived,
        on: parse::day_or_today("waived_date", &it.waived_date, context.today)?,
    }))
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every message is read by such a function"
)]
fn lapse(_: &proto::LapseStatementRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::LapseStatement)
}

fn decide(it: &proto::DecideRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Decide(Decide {
        disposal: disposal("disposal", it.disposal.as_ref(), ("fine_fen", it.fine_fen))?,
        reasons: parse::text("reasons", &it.reasons)?,
        correction_order: parse::text("correction_order", &it.correction_order)?,
    }))
}

fn confirm(it: &proto::ConfirmPartyAddressRequest, _: Context<'_>) -> Result<Act, Refusal> {
    address(
        &it.email,
        &it.postal_address,
        (it.electronic_consent, it.party_page),
        (&it.signed_date, it.document_number),
    )
}

fn serve_decision(it: &proto::ServeDecisionRequest, context: Context<'_>) -> Result<Act, Refusal> {
    parse::service(it.service.as_ref(), context.today).map(Act::ServeDecision)
}

fn record_payment(it: &proto::RecordPaymentRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::RecordPayment(RecordPayment {
        amount: parse::some_fen("amount_fen", it.amount_fen)?,
        receipt: parse::line("receipt_number", &it.receipt_number)?,
        on: parse::day("paid_date", &it.paid_date)?,
    }))
}

fn close(it: &proto::CloseCaseRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::CloseCase(CloseCase {
        approved: !it.returned,
        remarks: if it.returned {
            parse::text("conclusion", &it.conclusion)?
        } else {
            parse::text_if_any("conclusion", &it.conclusion)?
        },
    }))
}

fn close_transferred(it: &proto::CloseTransferredRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::CloseTransferred(Close {
        conclusion: parse::text("conclusion", &it.conclusion)?,
    }))
}

fn revoke(it: &proto::RevokeDecisionRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::RevokeDecision(RevokeDecision {
        effect: parse::chosen("effect", read_revocation_effect(it.effect()))?,
        ground: parse::chosen("ground", read_revocation_ground(it.ground()))?,
        instrument: parse::line("instrument", &it.instrument)?,
        reasons: parse::text("reasons", &it.reasons)?,
        on: parse::day_or_today("revoked_date", &it.revoked_date, context.today)?,
        changed: it
            .changed
            .as_ref()
            .map(|it| whole("changed", it))
            .transpose()?,
        redo: it.redo,
    }))
}
