//! Inspections and the fast path as the contract writes them, and back.

use cases_domain::fast::{self, FastAgreed, FastLeft, FastPath, Ground};
use cases_domain::inspection::{
    Answer, Answered, Approval, Basis, BasisKind, Check, Ending, Event, Extension, Inspection,
    InspectionApprovalDecided, InspectionClosed, InspectionNoticeServed, InspectionResultTold,
    RectificationExtensionDecided, RectificationExtensionRequested, Reminder, ReminderIssued,
};
use cases_domain::{CaseId, ItemId, OfficerId};
use contract::cases::v1 as proto;
use uuid::Uuid;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::InspectionApprovalDecided(it) => Written::of(&proto::InspectionApprovalDecided {
            granted: it.granted,
            reasons: it.reasons.clone(),
            decided_date: it.on.to_string(),
            decided_by: it.by.to_string(),
        }),
        Event::InspectionNoticeServed(it) => Written::of(&proto::InspectionNoticeServed {
            document_number: parts::document_number(it.document_number.as_ref()),
            service: Some(parts::service(&it.service)),
            recorded_by: it.by.to_string(),
        }),
        Event::InspectionResultTold(it) => Written::of(&proto::InspectionResultTold {
            content: it.content.clone(),
            service: Some(parts::service(&it.service)),
            recorded_by: it.by.to_string(),
        }),
        Event::RectificationExtensionRequested(it) => {
            Written::of(&proto::RectificationExtensionRequested {
                number: parts::count(it.number),
                until_date: it.until.to_string(),
                grounds: it.grounds.clone(),
                asked_date: it.on.to_string(),
                recorded_by: it.by.to_string(),
            })
        }
        Event::RectificationExtensionDecided(it) => {
            Written::of(&proto::RectificationExtensionDecided {
                number: parts::count(it.number),
                granted: it.granted,
                reasons: it.reasons.clone(),
                decided_date: it.on.to_string(),
                decided_by: it.by.to_string(),
            })
        }
        Event::ReminderIssued(it) => Written::of(&proto::ReminderIssued {
            officers: parts::officers(&it.officers),
            number: parts::count(it.number),
            content: it.content.clone(),
            document_number: parts::document_number(it.document_number.as_ref()),
            service: Some(parts::service(&it.service)),
        }),
    }
}

/// The event of this name; none: it is not an inspection's.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "InspectionApprovalDecided" => {
            let it: proto::InspectionApprovalDecided = message(written)?;
            Event::InspectionApprovalDecided(InspectionApprovalDecided {
                on: parts::day(&it.decided_date)?,
                granted: it.granted,
                reasons: it.reasons,
                by: OfficerId(it.decided_by),
            })
        }
        "InspectionNoticeServed" => {
            let it: proto::InspectionNoticeServed = message(written)?;
            Event::InspectionNoticeServed(InspectionNoticeServed {
                document_number: parts::read_document_number(&it.document_number)?,
                service: parts::read_service(it.service)?,
                by: OfficerId(it.recorded_by),
            })
        }
        "InspectionResultTold" => {
            let it: proto::InspectionResultTold = message(written)?;
            Event::InspectionResultTold(InspectionResultTold {
                service: parts::read_service(it.service)?,
                content: it.content,
                by: OfficerId(it.recorded_by),
            })
        }
        "RectificationExtensionRequested" => {
            let it: proto::RectificationExtensionRequested = message(written)?;
            Event::RectificationExtensionRequested(RectificationExtensionRequested {
                number: parts::number(it.number)?,
                until: parts::day(&it.until_date)?,
                on: parts::day(&it.asked_date)?,
                grounds: it.grounds,
                by: OfficerId(it.recorded_by),
            })
        }
        "RectificationExtensionDecided" => {
            let it: proto::RectificationExtensionDecided = message(written)?;
            Event::RectificationExtensionDecided(RectificationExtensionDecided {
                number: parts::number(it.number)?,
                on: parts::day(&it.decided_date)?,
                granted: it.granted,
                reasons: it.reasons,
                by: OfficerId(it.decided_by),
            })
        }
        "ReminderIssued" => {
            let it: proto::ReminderIssued = message(written)?;
            Event::ReminderIssued(ReminderIssued {
                officers: parts::read_officers(it.officers)?,
                number: parts::number(it.number)?,
                content: it.content,
                document_number: parts::read_document_number(&it.document_number)?,
                service: parts::read_service(it.service)?,
            })
        }
        _ => return Ok(None),
    }))
}

/// The end of an inspection as the record keeps it.
pub(super) fn closed(it: &InspectionClosed) -> proto::InspectionClosed {
    let (ending, penalty_case) = match it.ending {
        Ending::Completed => (proto::InspectionEnding::Completed, None),
        Ending::Escalated(id) => (proto::InspectionEnding::Escalated, Some(id)),
        Ending::Cancelled => (proto::InspectionEnding::Cancelled, None),
    };
    proto::InspectionClosed {
        conclusion: it.conclusion.clone(),
        closed_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
        ending: ending.into(),
        penalty_case_id: penalty_case.map(|id| id.to_string()).unwrap_or_default(),
    }
}

/// The end of an inspection, read back.
pub(super) fn read_closed(it: proto::InspectionClosed) -> Read<InspectionClosed> {
    let ending = match it.ending() {
        proto::InspectionEnding::Unspecified | proto::InspectionEnding::Completed => {
            Ending::Completed
        }
        proto::InspectionEnding::Escalated => Ending::Escalated(read_case_id(&it.penalty_case_id)?),
        proto::InspectionEnding::Cancelled => Ending::Cancelled,
    };
    Ok(InspectionClosed {
        on: parts::day(&it.closed_date)?,
        conclusion: it.conclusion,
        by: OfficerId(it.recorded_by),
        ending,
    })
}

/// The id of another case.
pub(super) fn read_case_id(text: &str) -> Read<CaseId> {
    let id = Uuid::parse_str(text).map_err(|_| Unreadable("case id"))?;
    Ok(CaseId(id))
}

/// An event of the fast path as the record keeps it.
pub(super) fn write_fast(event: &fast::Event) -> Written {
    match event {
        fast::Event::FastAgreed(it) => Written::of(&proto::FastAgreed {
            officers: parts::officers(&it.officers),
            admission: it.admission.clone(),
            signature: Some(parts::signature(&it.signature)),
            agreed_date: it.on.to_string(),
        }),
        fast::Event::FastLeft(it) => Written::of(&proto::FastLeft {
            ground: ground(it.ground).into(),
            reasons: it.reasons.clone(),
            left_date: it.on.to_string(),
            recorded_by: it.by.to_string(),
        }),
    }
}

/// The event of this name; none: it is not the fast path's.
pub(super) fn read_fast(name: &str, written: &Written) -> Read<Option<fast::Event>> {
    Ok(Some(match name {
        "FastAgreed" => {
            let it: proto::FastAgreed = message(written)?;
            fast::Event::FastAgreed(FastAgreed {
                officers: parts::read_officers(it.officers)?,
                signature: parts::read_signature(it.signature)?,
                on: parts::day(&it.agreed_date)?,
                admission: it.admission,
            })
        }
        "FastLeft" => {
            let it: proto::FastLeft = message(written)?;
            fast::Event::FastLeft(FastLeft {
                ground: read_ground(it.ground()).ok_or(Unreadable("ground"))?,
                on: parts::day(&it.left_date)?,
                reasons: it.reasons,
                by: OfficerId(it.recorded_by),
            })
        }
        _ => return Ok(None),
    }))
}

/// The fast path as callers see it.
pub(crate) fn fast_file(it: &FastPath) -> proto::FastFile {
    let (agreed, left) = (it.agreed.as_ref(), it.left.as_ref());
    proto::FastFile {
        open: it.is_open(),
        admission: agreed.map(|it| it.admission.clone()).unwrap_or_default(),
        agreed_date: agreed.map(|it| it.on.to_string()).unwrap_or_default(),
        left_ground: left
            .map_or(proto::FastLeaveGround::Unspecified, |it| ground(it.ground))
            .into(),
        left_reasons: left.map(|it| it.reasons.clone()).unwrap_or_default(),
        left_date: left.map(|it| it.on.to_string()).unwrap_or_default(),
    }
}

const fn ground(it: Ground) -> proto::FastLeaveGround {
    match it {
        Ground::Statement => proto::FastLeaveGround::Statement,
        Ground::HearingRequest => proto::FastLeaveGround::HearingRequest,
        Ground::AdmissionWithdrawn => proto::FastLeaveGround::AdmissionWithdrawn,
        Ground::FactsUnclear => proto::FastLeaveGround::FactsUnclear,
        Ground::Unfit => proto::FastLeaveGround::Unfit,
    }
}

pub(crate) const fn read_ground(it: proto::FastLeaveGround) -> Option<Ground> {
    match it {
        proto::FastLeaveGround::Statement => Some(Ground::Statement),
        proto::FastLeaveGround::HearingRequest => Some(Ground::HearingRequest),
        proto::FastLeaveGround::AdmissionWithdrawn => Some(Ground::AdmissionWithdrawn),
        proto::FastLeaveGround::FactsUnclear => Some(Ground::FactsUnclear),
        proto::FastLeaveGround::Unfit => Some(Ground::Unfit),
        proto::FastLeaveGround::Unspecified => None,
    }
}

pub(crate) fn basis(it: &Basis) -> proto::InspectionBasis {
    let kind = match it.kind {
        BasisKind::Plan => proto::InspectionBasisKind::Plan,
        BasisKind::Campaign => proto::InspectionBasisKind::Campaign,
        BasisKind::Complaint => proto::InspectionBasisKind::Complaint,
        BasisKind::Referral => proto::InspectionBasisKind::Referral,
        BasisKind::Monitoring => proto::InspectionBasisKind::Monitoring,
        BasisKind::Request => proto::InspectionBasisKind::Request,
        BasisKind::Case => proto::InspectionBasisKind::Case,
        BasisKind::Approval => proto::InspectionBasisKind::Approval,
    };
    proto::InspectionBasis {
        kind: kind.into(),
        reference: it.reference.clone(),
    }
}

/// A kind of basis; none stated: a leader's approval alone.
pub(crate) const fn read_basis_kind(it: proto::InspectionBasisKind) -> BasisKind {
    match it {
        proto::InspectionBasisKind::Plan => BasisKind::Plan,
        proto::InspectionBasisKind::Campaign => BasisKind::Campaign,
        proto::InspectionBasisKind::Complaint => BasisKind::Complaint,
        proto::InspectionBasisKind::Referral => BasisKind::Referral,
        proto::InspectionBasisKind::Monitoring => BasisKind::Monitoring,
        proto::InspectionBasisKind::Request => BasisKind::Request,
        proto::InspectionBasisKind::Case => BasisKind::Case,
        proto::InspectionBasisKind::Approval | proto::InspectionBasisKind::Unspecified => {
            BasisKind::Approval
        }
    }
}

pub(super) fn read_basis(it: proto::InspectionBasis) -> Basis {
    Basis {
        kind: read_basis_kind(it.kind()),
        reference: it.reference,
    }
}

pub(crate) fn check(it: &Check) -> proto::InspectionCheck {
    proto::InspectionCheck {
        number: parts::count(it.number),
        item_id: it.item.to_string(),
        content: it.content.clone(),
        method: it.method.clone(),
        norm: it.norm.clone(),
        mandatory: it.mandatory,
    }
}

pub(super) fn read_check(it: proto::InspectionCheck) -> Read<Check> {
    Ok(Check {
        number: parts::number(it.number)?,
        item: ItemId(it.item_id),
        content: it.content,
        method: it.method,
        norm: it.norm,
        mandatory: it.mandatory,
    })
}

pub(crate) fn answered(it: &Answered) -> proto::CheckAnswer {
    let result = match it.answer {
        Answer::Conforming => proto::CheckResult::Conforming,
        Answer::Failing => proto::CheckResult::Failing,
        Answer::NotApplicable => proto::CheckResult::NotApplicable,
    };
    proto::CheckAnswer {
        check_number: parts::count(it.check),
        result: result.into(),
        remark: it.remark.clone(),
    }
}

pub(crate) const fn read_answer(it: proto::CheckResult) -> Option<Answer> {
    match it {
        proto::CheckResult::Conforming => Some(Answer::Conforming),
        proto::CheckResult::Failing => Some(Answer::Failing),
        proto::CheckResult::NotApplicable => Some(Answer::NotApplicable),
        proto::CheckResult::Unspecified => None,
    }
}

pub(super) fn read_answered(it: proto::CheckAnswer) -> Read<Answered> {
    Ok(Answered {
        check: parts::number(it.check_number)?,
        answer: read_answer(it.result()).ok_or(Unreadable("answer to a check"))?,
        remark: it.remark,
    })
}

fn approval(it: &Approval) -> proto::InspectionApproval {
    proto::InspectionApproval {
        granted: it.granted,
        decided_by: it.by.to_string(),
        reasons: it.reasons.clone(),
        decided_date: it.on.to_string(),
    }
}

fn extension(it: &Extension) -> proto::RectificationExtension {
    proto::RectificationExtension {
        number: parts::count(it.number),
        until_date: it.until.to_string(),
        grounds: it.grounds.clone(),
        asked_date: it.asked_on.to_string(),
        decision: it.decided.as_ref().map(approval),
    }
}

fn reminder(it: &Reminder) -> proto::ReminderLetter {
    proto::ReminderLetter {
        number: parts::count(it.number),
        content: it.content.clone(),
        document_number: parts::document_number(it.letter.document_number.as_ref()),
        service: Some(parts::service(&it.letter.service)),
    }
}

/// What a firm is owed, the checklist, longer periods, letters and the way it ended, put into the file as callers see it.
pub(crate) fn fill(file: &mut proto::InspectionFile, it: &Inspection) {
    let (notice, told) = (it.notice.as_ref(), it.told.as_ref());
    file.basis = it.basis.as_ref().map(basis);
    file.emergency.clone_from(&it.emergency);
    file.checklist = it.checklist.iter().map(check).collect();
    file.answers = it.answers.iter().map(answered).collect();
    file.approval = it.approval.as_ref().map(approval);
    file.notice_number = parts::document_number(notice.and_then(|it| it.document_number.as_ref()));
    file.notice_served_date = notice
        .map(|it| it.service.on.to_string())
        .unwrap_or_default();
    file.result_told = told.map(|it| it.content.clone()).unwrap_or_default();
    file.result_told_date = told.map(|it| it.service.on.to_string()).unwrap_or_default();
    file.extensions = it.extensions.iter().map(extension).collect();
    file.reminders = it.reminders.iter().map(reminder).collect();
    file.escalated_to_case_id = it.escalated_to.map(|id| id.to_string()).unwrap_or_default();
}
