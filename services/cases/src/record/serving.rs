//! Service of documents as the contract writes it, and back.

use cases_domain::procedure::Stage as _;
use cases_domain::serving::{
    Attempt, DocumentServed, Event, Failure, Handed, Kind, Manner, Paper, Prepared, Receipt, Sent,
    ServiceFailed, Serving, Signed, SignedOnline, Withdrawn,
};
use cases_domain::{ActKind, OfficerId, ServiceAddress};
use contract::cases::v1 as proto;

use super::execution::{obligation, read_obligation};
use super::preservation::{fate, read_fate};
use super::read::message;
use super::testing::{read_retest, retest};
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::Prepared(it) => Written::of(&proto::ServicePrepared {
            number: parts::count(it.number),
            document: Some(document(&it.document)),
            paper: Some(paper(&it.paper)),
            prepared_date: it.on.to_string(),
            prepared_by: it.by.to_string(),
        }),
        Event::Sent(it) => Written::of(&proto::DocumentSent {
            number: parts::count(it.number),
            attempt: Some(attempt(&it.attempt)),
        }),
        Event::Served(it) => Written::of(&proto::DocumentServed {
            number: parts::count(it.number),
            told_by: it.told_by.name().to_owned(),
            attempt: it.attempt.as_ref().map(attempt),
            receipt: Some(receipt(&it.receipt)),
        }),
        Event::Failed(it) => Written::of(&proto::ServiceFailed {
            number: parts::count(it.number),
            told_by: it.told_by.name().to_owned(),
            attempt: it.attempt.as_ref().map(attempt),
            failure: Some(failure(&it.failure)),
        }),
        Event::Signed(it) => Written::of(&proto::DocumentSignedOnline {
            number: parts::count(it.number),
            signed: Some(signed(&it.signed)),
            receipt: it.receipt.as_ref().map(receipt),
        }),
        Event::Withdrawn(it) => Written::of(&proto::ServiceWithdrawn {
            number: parts::count(it.number),
            reasons: it.reasons.clone(),
            withdrawn_date: it.on.to_string(),
            withdrawn_by: it.by.to_string(),
        }),
    }
}

/// The event of this name; none: it is not one of service.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "ServicePrepared" => {
            let it: proto::ServicePrepared = message(written)?;
            Event::Prepared(Box::new(Prepared {
                number: parts::number(it.number)?,
                document: read_document(it.document)?,
                paper: read_paper(it.paper)?,
                on: parts::day(&it.prepared_date)?,
                by: OfficerId(it.prepared_by),
            }))
        }
        "DocumentSent" => {
            let it: proto::DocumentSent = message(written)?;
            Event::Sent(Sent {
                number: parts::number(it.number)?,
                attempt: read_attempt(it.attempt.ok_or(Unreadable("attempt of service"))?)?,
            })
        }
        "DocumentServed" => {
            let it: proto::DocumentServed = message(written)?;
            Event::Served(Box::new(DocumentServed {
                number: parts::number(it.number)?,
                told_by: read_kind(&it.told_by)?,
                attempt: it.attempt.map(read_attempt).transpose()?,
                receipt: read_receipt(it.receipt.ok_or(Unreadable("receipt of service"))?)?,
            }))
        }
        "ServiceFailed" => {
            let it: proto::ServiceFailed = message(written)?;
            Event::Failed(ServiceFailed {
                number: parts::number(it.number)?,
                told_by: read_kind(&it.told_by)?,
                attempt: it.attempt.map(read_attempt).transpose()?,
                failure: read_failure(it.failure.ok_or(Unreadable("failure of service"))?)?,
            })
        }
        "DocumentSignedOnline" => {
            let it: proto::DocumentSignedOnline = message(written)?;
            Event::Signed(Box::new(Signed {
                number: parts::number(it.number)?,
                signed: read_signed(it.signed.ok_or(Unreadable("signature on-line"))?)?,
                receipt: it.receipt.map(read_receipt).transpose()?,
            }))
        }
        "ServiceWithdrawn" => {
            let it: proto::ServiceWithdrawn = message(written)?;
            Event::Withdrawn(Withdrawn {
                number: parts::number(it.number)?,
                reasons: it.reasons,
                on: parts::day(&it.withdrawn_date)?,
                by: OfficerId(it.withdrawn_by),
            })
        }
        _ => return Ok(None),
    }))
}

/// The service as callers see it.
pub(crate) fn file(it: &Serving) -> proto::ServingFile {
    proto::ServingFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        document: Some(document(&it.document)),
        paper: Some(paper(&it.paper)),
        attempts: it.attempts.iter().map(attempt).collect(),
        receipt: it.receipt.as_ref().map(receipt),
        signed: it.signed.as_ref().map(signed),
        withdrawal_reasons: it.withdrawn.clone(),
    }
}

/// The confirmation of address as callers see it.
pub(crate) fn address(it: &ServiceAddress) -> proto::ServiceAddressFile {
    proto::ServiceAddressFile {
        email: it.email.clone(),
        postal_address: it.postal.clone(),
        electronic_consent: it.electronic_consent,
        party_page: it.platform,
        signed_date: it.signed_on.to_string(),
        document_number: parts::count(it.document),
    }
}

fn read_kind(name: &str) -> Read<Kind> {
    match ActKind::named(name) {
        Some(ActKind::Serving(kind)) => Ok(kind),
        _ => Err(Unreadable("act of service")),
    }
}

fn document(it: &Handed) -> proto::ServedDocument {
    proto::ServedDocument {
        number: parts::count(it.number),
        form_code: it.form.clone(),
        name: it.name.clone(),
        document_number: it.document_number.clone(),
        issued_date: it.issued_on.to_string(),
    }
}

fn read_document(it: Option<proto::ServedDocument>) -> Read<Handed> {
    let it = it.ok_or(Unreadable("document that is served"))?;
    Ok(Handed {
        number: parts::number(it.number)?,
        form: it.form_code,
        name: it.name,
        document_number: it.document_number,
        issued_on: parts::day(&it.issued_date)?,
    })
}

fn attempt(it: &Attempt) -> proto::ServiceAttempt {
    proto::ServiceAttempt {
        number: parts::count(it.number),
        manner: manner(it.manner).into(),
        address: it.address.clone(),
        attempted_date: it.on.to_string(),
        course: it.course.clone(),
        officers: parts::officers(&it.officers),
        recorded_by: it.by.to_string(),
        failure: it.failure.as_ref().map(failure),
    }
}

fn read_attempt(it: proto::ServiceAttempt) -> Read<Attempt> {
    Ok(Attempt {
        number: parts::number(it.number)?,
        manner: read_manner(it.manner()).ok_or(Unreadable("manner of service"))?,
        address: it.address,
        on: parts::day(&it.attempted_date)?,
        course: it.course,
        officers: parts::read_officers(it.officers)?,
        by: OfficerId(it.recorded_by),
        failure: it.failure.map(read_failure).transpose()?,
    })
}

fn failure(it: &Failure) -> proto::ServiceFailure {
    proto::ServiceFailure {
        failed_date: it.on.to_string(),
        reason: it.why.clone(),
    }
}

fn read_failure(it: proto::ServiceFailure) -> Read<Failure> {
    Ok(Failure {
        on: parts::day(&it.failed_date)?,
        why: it.reason,
    })
}

fn receipt(it: &Receipt) -> proto::ServiceReceipt {
    proto::ServiceReceipt {
        manner: manner(it.manner).into(),
        served_date: it.on.to_string(),
        arrive_time: it.at.map(parts::timestamp),
        place: it.place.clone(),
        receiver: it.receiver.clone(),
        relation: it.relation.clone(),
        refusal: it.refusal.clone(),
        witness: it.witness.clone(),
        answer: it.answer.clone(),
        remarks: it.remarks.clone(),
    }
}

fn read_receipt(it: proto::ServiceReceipt) -> Read<Receipt> {
    Ok(Receipt {
        manner: read_manner(it.manner()).ok_or(Unreadable("manner of service"))?,
        on: parts::day(&it.served_date)?,
        at: it
            .arrive_time
            .map(|at| parts::instant(Some(at)))
            .transpose()?,
        place: it.place,
        receiver: it.receiver,
        relation: it.relation,
        refusal: it.refusal,
        witness: it.witness,
        answer: it.answer,
        remarks: it.remarks,
    })
}

fn signed(it: &SignedOnline) -> proto::OnlineSignature {
    proto::OnlineSignature {
        signer: it.signer.clone(),
        relation: it.relation.clone(),
        sign_time: Some(parts::timestamp(it.at)),
        factor: it.factor.clone(),
        remarks: it.remarks.clone(),
    }
}

fn read_signed(it: proto::OnlineSignature) -> Read<SignedOnline> {
    Ok(SignedOnline {
        signer: it.signer,
        relation: it.relation,
        at: parts::instant(it.sign_time)?,
        factor: it.factor,
        remarks: it.remarks,
    })
}

fn paper(it: &Paper) -> proto::ServicePaper {
    use proto::ServiceMatter as M;
    let of = |matter: M| proto::ServicePaper {
        matter: matter.into(),
        ..proto::ServicePaper::default()
    };
    let about = |matter: M, number: u32| proto::ServicePaper {
        about: parts::count(number),
        ..of(matter)
    };
    match it {
        Paper::Other => of(M::Other),
        Paper::PenaltyNotice {
            content,
            hearing_told,
        } => proto::ServicePaper {
            content: content.clone(),
            hearing_told: *hearing_told,
            ..of(M::PenaltyNotice)
        },
        Paper::Decision => of(M::Decision),
        Paper::RectificationOrder => of(M::RectificationOrder),
        Paper::InspectionNotice => of(M::InspectionNotice),
        Paper::InspectionResult { content } => proto::ServicePaper {
            content: content.clone(),
            ..of(M::InspectionResult)
        },
        Paper::Urging {
            obligation: owed,
            overdue_since,
            until,
            manner,
            principal,
            late_fine,
            rights_told,
        } => proto::ServicePaper {
            obligation: obligation(*owed).into(),
            overdue_since: overdue_since.map(|on| on.to_string()).unwrap_or_default(),
            until_date: until.to_string(),
            manner: manner.clone(),
            principal_fen: parts::fen(*principal),
            late_fine_fen: parts::fen(*late_fine),
            rights_told: *rights_told,
            ..of(M::Urging)
        },
        Paper::ExecutionDecision(number) => about(M::ExecutionDecision, *number),
        Paper::UrgingAgain(number) => about(M::UrgingAgain, *number),
        Paper::ClearingNotice(number) => about(M::ClearingNotice, *number),
        Paper::FreezeDecision(number) => about(M::FreezeDecision, *number),
        Paper::ExtensionNotice(number) => about(M::ExtensionNotice, *number),
        Paper::HearingNotice {
            number,
            on,
            place,
            public,
            closed_because,
        } => proto::ServicePaper {
            hearing_date: on.to_string(),
            hearing_place: place.clone(),
            public: *public,
            closed_because: closed_because.clone(),
            ..about(M::HearingNotice, *number)
        },
        Paper::PreservationHandling { number, fates } => proto::ServicePaper {
            fates: fates.iter().map(fate).collect(),
            ..about(M::PreservationHandling, *number)
        },
        Paper::TestingPeriod {
            number,
            what,
            from,
            to,
        } => proto::ServicePaper {
            content: what.clone(),
            testing_from_date: from.to_string(),
            testing_until_date: to.to_string(),
            ..about(M::TestingPeriod, *number)
        },
        Paper::TestingResult {
            number,
            retest: right,
        } => proto::ServicePaper {
            retest: right.as_ref().map(retest),
            ..about(M::TestingResult, *number)
        },
        Paper::OffsiteFacts { number, access } => proto::ServicePaper {
            access: access.clone(),
            ..about(M::OffsiteFacts, *number)
        },
    }
}

fn read_paper(it: Option<proto::ServicePaper>) -> Read<Paper> {
    use proto::ServiceMatter as M;
    let it = it.ok_or(Unreadable("paper that is served"))?;
    let about = parts::number(it.about)?;
    Ok(match it.matter() {
        M::Unspecified => return Err(Unreadable("matter of a paper")),
        M::Other => Paper::Other,
        M::PenaltyNotice => Paper::PenaltyNotice {
            content: it.content,
            hearing_told: it.hearing_told,
        },
        M::Decision => Paper::Decision,
        M::RectificationOrder => Paper::RectificationOrder,
        M::InspectionNotice => Paper::InspectionNotice,
        M::InspectionResult => Paper::InspectionResult {
            content: it.content,
        },
        M::Urging => Paper::Urging {
            obligation: read_obligation(it.obligation()).ok_or(Unreadable("obligation"))?,
            overdue_since: parts::day_if_any(&it.overdue_since)?,
            until: parts::day(&it.until_date)?,
            principal: parts::amount(it.principal_fen)?,
            late_fine: parts::amount(it.late_fine_fen)?,
            rights_told: it.rights_told,
            manner: it.manner,
        },
        M::ExecutionDecision => Paper::ExecutionDecision(about),
        M::UrgingAgain => Paper::UrgingAgain(about),
        M::ClearingNotice => Paper::ClearingNotice(about),
        M::FreezeDecision => Paper::FreezeDecision(about),
        M::ExtensionNotice => Paper::ExtensionNotice(about),
        M::HearingNotice => Paper::HearingNotice {
            number: about,
            on: parts::day(&it.hearing_date)?,
            place: it.hearing_place,
            public: it.public,
            closed_because: it.closed_because,
        },
        M::PreservationHandling => {
            let fates: Read<Vec<_>> = it.fates.into_iter().map(read_fate).collect();
            Paper::PreservationHandling {
                number: about,
                fates: fates?,
            }
        }
        M::TestingPeriod => Paper::TestingPeriod {
            number: about,
            what: it.content,
            from: parts::day(&it.testing_from_date)?,
            to: parts::day(&it.testing_until_date)?,
        },
        M::TestingResult => Paper::TestingResult {
            number: about,
            retest: it.retest.map(read_retest).transpose()?,
        },
        M::OffsiteFacts => Paper::OffsiteFacts {
            number: about,
            access: it.access,
        },
    })
}

const fn manner(manner: Manner) -> proto::DeliveryManner {
    match manner {
        Manner::Direct => proto::DeliveryManner::Direct,
        Manner::Left => proto::DeliveryManner::Left,
        Manner::Post => proto::DeliveryManner::Post,
        Manner::Entrusted => proto::DeliveryManner::Entrusted,
        Manner::Transferred => proto::DeliveryManner::Transferred,
        Manner::Email => proto::DeliveryManner::Email,
        Manner::Platform => proto::DeliveryManner::PartyPage,
        Manner::PublicNotice => proto::DeliveryManner::PublicNotice,
    }
}

pub(crate) const fn read_manner(manner: proto::DeliveryManner) -> Option<Manner> {
    match manner {
        proto::DeliveryManner::Direct => Some(Manner::Direct),
        proto::DeliveryManner::Left => Some(Manner::Left),
        proto::DeliveryManner::Post => Some(Manner::Post),
        proto::DeliveryManner::Entrusted => Some(Manner::Entrusted),
        proto::DeliveryManner::Transferred => Some(Manner::Transferred),
        proto::DeliveryManner::Email => Some(Manner::Email),
        proto::DeliveryManner::PartyPage => Some(Manner::Platform),
        proto::DeliveryManner::PublicNotice => Some(Manner::PublicNotice),
        proto::DeliveryManner::Unspecified => None,
    }
}
