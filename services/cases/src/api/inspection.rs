//! Messages of the inspection procedure, read into acts.

use cases_domain::inspection::{Answered, Basis, BasisKind};
use cases_domain::{
    Act, AgencyId, Close, Found, ItemId, OpenInspection, OrderRectification, PartyId,
    RecordRevisit, RecordSite, RevisitResult, ServiceAddress,
};
use contract::cases::v1 as proto;
use refusal::Refusal;

use super::acts::{Context, act_request};
use super::parse;
use crate::record::inspection::{read_answer, read_basis_kind};
use crate::record::read_inspection_kind;

act_request!(OpenInspectionRequest -> OpenInspectionResponse, "InspectionService/OpenInspection", open, opens, from_lead_id);
act_request!(RecordSiteRequest -> RecordSiteResponse, "InspectionService/RecordSite", record_site);
act_request!(OrderRectificationRequest -> OrderRectificationResponse, "InspectionService/OrderRectification", order);
act_request!(ConfirmServiceAddressRequest -> ConfirmServiceAddressResponse, "InspectionService/ConfirmServiceAddress", confirm);
act_request!(ServeOrderRequest -> ServeOrderResponse, "InspectionService/ServeOrder", serve);
act_request!(RecordRevisitRequest -> RecordRevisitResponse, "InspectionService/RecordRevisit", revisit);
act_request!(CloseInspectionRequest -> CloseInspectionResponse, "InspectionService/CloseInspection", close);

fn open(it: &proto::OpenInspectionRequest, context: Context<'_>) -> Result<Act, Refusal> {
    parse::not_too_many("joint_agency_ids", &it.joint_agency_ids)?;
    parse::not_too_many("item_ids", &it.item_ids)?;
    let agency = agency(&it.agency_id, context)?;
    let mut joint_agencies: Vec<AgencyId> = Vec::new();
    for (at, id) in it.joint_agency_ids.iter().enumerate() {
        let id = AgencyId(parse::id(format!("joint_agency_ids[{at}]"), id)?);
        if id != agency && !joint_agencies.contains(&id) {
            joint_agencies.push(id);
        }
    }
    let mut items: Vec<ItemId> = Vec::new();
    for (at, id) in it.item_ids.iter().enumerate() {
        let id = ItemId(parse::id(format!("item_ids[{at}]"), id)?);
        if !items.contains(&id) {
            items.push(id);
        }
    }
    if items.is_empty() {
        return Err(Refusal::malformed(
            "item_ids",
            "must not be empty",
            "请至少选择一个检查事项",
        ));
    }
    let offline = parse::back_entry(it.back_entry.as_ref(), context.today)?;
    let opened_on = offline.map_or(context.today, |offline| offline.handled_on);
    Ok(Act::OpenInspection(OpenInspection {
        agency,
        joint_agencies,
        party: PartyId(parse::id("party_id", &it.party_id)?),
        items,
        kind: parse::chosen("kind", read_inspection_kind(it.kind()))?,
        basis: basis(it.basis.as_ref())?,
        emergency: parse::text_if_any("emergency", &it.emergency)?,
        reason: parse::text("reason", &it.reason)?,
        place: parse::line("place", &it.place)?,
        place_division: parse::division("place_division", &it.place_division)?,
        planned_on: parse::day_or_today("planned_date", &it.planned_date, opened_on)?,
        co_officer: parse::co_officer(&it.co_officer_id)?,
        offline,
    }))
}

/// What an inspection rests on; nothing stated: a leader's approval alone.
fn basis(it: Option<&proto::InspectionBasis>) -> Result<Basis, Refusal> {
    let Some(it) = it else {
        return Ok(Basis::approval());
    };
    let kind = read_basis_kind(it.kind());
    Ok(Basis {
        kind,
        reference: match kind {
            BasisKind::Approval => parse::line_if_any("basis.reference", &it.reference)?,
            _ => parse::line("basis.reference", &it.reference)?,
        },
    })
}

fn record_site(it: &proto::RecordSiteRequest, _: Context<'_>) -> Result<Act, Refusal> {
    parse::not_too_many("findings", &it.findings)?;
    let (started, ended) = (
        parse::instant("start_time", it.start_time)?,
        parse::instant("end_time", it.end_time)?,
    );
    if ended < started {
        let rule = "must not be before start_time";
        return Err(Refusal::malformed(
            "end_time",
            rule,
            "结束时间不能早于开始时间",
        ));
    }
    let findings = it.findings.iter().enumerate().map(|(at, finding)| {
        let item = match finding.item_id.as_str() {
            "" => None,
            id => Some(ItemId(parse::id(format!("findings[{at}].item_id"), id)?)),
        };
        let description = parse::text(format!("findings[{at}].description"), &finding.description)?;
        Ok(Found { description, item })
    });
    parse::not_too_many("answers", &it.answers)?;
    let answers = it.answers.iter().enumerate().map(|(at, answer)| {
        let path = |field: &str| format!("answers[{at}].{field}");
        Ok(Answered {
            check: parse::number(path("check_number"), answer.check_number)?,
            answer: parse::chosen(path("result"), read_answer(answer.result()))?,
            remark: parse::text_if_any(path("remark"), &answer.remark)?,
        })
    });
    let answers = answers.collect::<Result<_, Refusal>>()?;
    Ok(Act::RecordSite(RecordSite {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        started,
        ended,
        certificates_shown: it.certificates_shown,
        rights_told: it.rights_told,
        findings: findings.collect::<Result<_, Refusal>>()?,
        answers,
        party_remark: parse::text_if_any("party_remark", &it.party_remark)?,
        signature: parse::signature(it.signature.as_ref())?,
    }))
}

fn order(it: &proto::OrderRectificationRequest, _: Context<'_>) -> Result<Act, Refusal> {
    parse::not_too_many("finding_numbers", &it.finding_numbers)?;
    let numbers = it.finding_numbers.iter().enumerate();
    let findings =
        numbers.map(|(at, number)| parse::number(format!("finding_numbers[{at}]"), *number));
    Ok(Act::OrderRectification(OrderRectification {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        findings: findings.collect::<Result<_, _>>()?,
        requirement: parse::text("requirement", &it.requirement)?,
        due: parse::day("due_date", &it.due_date)?,
    }))
}

fn confirm(it: &proto::ConfirmServiceAddressRequest, _: Context<'_>) -> Result<Act, Refusal> {
    address(
        &it.email,
        &it.postal_address,
        (it.electronic_consent, it.party_page),
        (&it.signed_date, it.document_number),
    )
}

fn serve(it: &proto::ServeOrderRequest, context: Context<'_>) -> Result<Act, Refusal> {
    parse::service(it.service.as_ref(), context.today).map(Act::ServeOrder)
}

fn revisit(it: &proto::RecordRevisitRequest, _: Context<'_>) -> Result<Act, Refusal> {
    parse::not_too_many("results", &it.results)?;
    if it.results.is_empty() {
        return Err(Refusal::malformed(
            "results",
            "must not be empty",
            "请至少填写一项复查结果",
        ));
    }
    let results = it.results.iter().enumerate().map(|(at, result)| {
        Ok(RevisitResult {
            finding: parse::number(
                format!("results[{at}].finding_number"),
                result.finding_number,
            )?,
            corrected: result.corrected,
            evidence: parse::text_if_any(format!("results[{at}].evidence"), &result.evidence)?,
        })
    });
    Ok(Act::RecordRevisit(RecordRevisit {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        visited: parse::instant("visit_time", it.visit_time)?,
        results: results.collect::<Result<_, Refusal>>()?,
    }))
}

fn close(it: &proto::CloseInspectionRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let conclusion = parse::text("conclusion", &it.conclusion)?;
    Ok(Act::CloseInspection(Close { conclusion }))
}

/// The agency in whose name a case is handled; none named: the caller's.
pub(super) fn agency(text: &str, context: Context<'_>) -> Result<AgencyId, Refusal> {
    let own = context.call.actor.agency_id.as_str();
    let id = if text.is_empty() { own } else { text };
    parse::id("agency_id", id).map(AgencyId)
}

/// A signed confirmation of address.
pub(super) fn address(
    email: &str,
    postal: &str,
    (electronic_consent, platform): (bool, bool),
    signed: (&str, i32),
) -> Result<Act, Refusal> {
    let address = ServiceAddress {
        email: parse::email(email)?,
        postal: parse::line_if_any("postal_address", postal)?,
        electronic_consent,
        platform,
        document: parse::number_if_any("document_number", signed.1)?,
        signed_on: parse::day("signed_date", signed.0)?,
    };
    if address.platform && !address.electronic_consent {
        let rule = "needs the party's consent to electronic service";
        return Err(Refusal::malformed(
            "party_page",
            rule,
            "指定以当事人主页接收文书的，应当同意电子送达",
        ));
    }
    if address.electronic_consent && address.email.is_empty() && !address.platform {
        let rule = "must be given when the party consents to electronic service";
        return Err(Refusal::malformed(
            "email",
            rule,
            "同意电子送达的，应填写电子邮箱或者指定当事人主页",
        ));
    }
    if address.email.is_empty() && address.postal.is_empty() {
        let rule = "must be given when there is no e-mail address";
        return Err(Refusal::malformed(
            "postal_address",
            rule,
            "电子邮箱和邮寄地址至少填写一项",
        ));
    }
    Ok(Act::ConfirmServiceAddress(address))
}
