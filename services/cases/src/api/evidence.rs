//! Acts of exhibits, custody, grants and recordings over the contract.

use cases_domain::custody::{self, HandOver, Holder, ReceiveCustody, TakeBack};
use cases_domain::exhibit::{self, GrantUse, LinkExhibit, UseGranted, WithdrawGrant};
use cases_domain::recording::{self, ExplainUnrecorded};
use cases_domain::{Act, AgencyId, OfficerId};
use contract::cases::v1 as proto;
use contract::cases::v1::custody_holder::Holder as ProtoHolder;
use refusal::Refusal;

use super::acts::{Context, act_request};
use super::{parse, uploads};
use crate::record::recording::read_occasion;

act_request!(LinkExhibitRequest -> LinkExhibitResponse, "EvidenceService/LinkExhibit", link);
act_request!(HandOverCustodyRequest -> HandOverCustodyResponse, "EvidenceService/HandOverCustody", hand_over);
act_request!(ReceiveCustodyRequest -> ReceiveCustodyResponse, "EvidenceService/ReceiveCustody", receive);
act_request!(TakeBackCustodyRequest -> TakeBackCustodyResponse, "EvidenceService/TakeBackCustody", take_back);
act_request!(GrantUseRequest -> GrantUseResponse, "EvidenceService/GrantUse", grant);
act_request!(WithdrawGrantRequest -> WithdrawGrantResponse, "EvidenceService/WithdrawGrant", withdraw);
act_request!(UseGrantedRequest -> UseGrantedResponse, "EvidenceService/UseGranted", use_granted);
act_request!(ExplainUnrecordedRequest -> ExplainUnrecordedResponse, "EvidenceService/ExplainUnrecorded", explain);

/// The method that does an act of an exhibit.
pub(super) const fn method(kind: exhibit::Kind) -> &'static str {
    match kind {
        exhibit::Kind::AddExhibit => crate::uploads::COMPLETE,
        exhibit::Kind::LinkExhibit => "/yifa.cases.v1.EvidenceService/LinkExhibit",
        exhibit::Kind::GrantUse => "/yifa.cases.v1.EvidenceService/GrantUse",
        exhibit::Kind::WithdrawGrant => "/yifa.cases.v1.EvidenceService/WithdrawGrant",
        exhibit::Kind::UseGranted => "/yifa.cases.v1.EvidenceService/UseGranted",
    }
}

/// The method that does an act of custody.
pub(super) const fn custody_method(kind: custody::Kind) -> &'static str {
    match kind {
        custody::Kind::HandOver => "/yifa.cases.v1.EvidenceService/HandOverCustody",
        custody::Kind::ReceiveCustody => "/yifa.cases.v1.EvidenceService/ReceiveCustody",
        custody::Kind::TakeBack => "/yifa.cases.v1.EvidenceService/TakeBackCustody",
    }
}

/// The method that does an act about recordings.
pub(super) const fn recording_method(kind: recording::Kind) -> &'static str {
    match kind {
        recording::Kind::ExplainUnrecorded => "/yifa.cases.v1.EvidenceService/ExplainUnrecorded",
    }
}

fn link(it: &proto::LinkExhibitRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Exhibit(exhibit::Act::LinkExhibit(LinkExhibit {
        number: parse::number("number", it.number)?,
        link: uploads::link(it.link)?,
    })))
}

fn hand_over(it: &proto::HandOverCustodyRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let to = match it.to.as_ref().and_then(|it| it.holder.as_ref()) {
        Some(ProtoHolder::OfficerId(id)) => {
            Holder::Officer(OfficerId(parse::id("to.officer_id", id)?))
        }
        Some(ProtoHolder::Outside(name)) => Holder::Outside(parse::line("to.outside", name)?),
        None => return Err(Refusal::malformed("to", "must be stated", "请写明接收人")),
    };
    Ok(Act::Custody(custody::Act::HandOver(HandOver {
        exhibit: parse::number("exhibit_number", it.exhibit_number)?,
        to,
        why: parse::text("purpose", &it.purpose)?,
    })))
}

fn receive(it: &proto::ReceiveCustodyRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Custody(custody::Act::ReceiveCustody(ReceiveCustody {
        number: parse::number("number", it.number)?,
        remark: parse::text("remark", &it.remark)?,
    })))
}

fn take_back(it: &proto::TakeBackCustodyRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Custody(custody::Act::TakeBack(TakeBack {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn grant(it: &proto::GrantUseRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Exhibit(exhibit::Act::GrantUse(GrantUse {
        number: parse::number("number", it.number)?,
        to: AgencyId(parse::id("agency_id", &it.agency_id)?),
        purpose: parse::text("purpose", &it.purpose)?,
        until: parse::day("until_date", &it.until_date)?,
    })))
}

fn withdraw(it: &proto::WithdrawGrantRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Exhibit(exhibit::Act::WithdrawGrant(WithdrawGrant {
        number: parse::number("number", it.number)?,
        grant: parse::number("grant_number", it.grant_number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn use_granted(it: &proto::UseGrantedRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Exhibit(exhibit::Act::UseGranted(UseGranted {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        case: parse::case_id("from_case_id", &it.from_case_id)?,
        exhibit: parse::number("exhibit_number", it.exhibit_number)?,
        grant: parse::number_if_any("grant_number", it.grant_number)?,
        purpose: parse::text("purpose", &it.purpose)?,
        recognition: parse::text("recognition", &it.recognition)?,
    })))
}

fn explain(it: &proto::ExplainUnrecordedRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let occasion = read_occasion(it.occasion(), it.number);
    Ok(Act::Recording(recording::Act::ExplainUnrecorded(
        ExplainUnrecorded {
            occasion: parse::chosen("occasion", occasion)?,
            reasons: parse::text("reasons", &it.reasons)?,
        },
    )))
}
