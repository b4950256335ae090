//! Registered preservations as the contract writes them, and back.

use cases_domain::preservation::{
    Applied, Decided, Disposition, Dropped, Event, Fate, Handled, Lapsed, Manner, Object, Plan,
    Preservation, Preserved, Reported,
};
use cases_domain::procedure::Stage as _;
use cases_domain::{CivilDate, OfficerId};
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::Applied(it) => Written::of(&proto::PreservationApplied {
            number: parts::count(it.number),
            plan: Some(plan(&it.plan)),
            applied_date: it.on.to_string(),
            recorded_by: it.by.to_string(),
        }),
        Event::Decided(it) => Written::of(&proto::PreservationDecided {
            number: parts::count(it.number),
            approved: it.approved,
            reasons: it.reasons.clone(),
            decided_date: it.on.to_string(),
            decided_by: it.by.to_string(),
        }),
        Event::Preserved(it) => Written::of(&proto::EvidencePreserved {
            number: parts::count(it.number),
            emergency: it.emergency,
            plan: Some(plan(&it.plan)),
            officers: parts::officers(&it.officers),
            preserve_time: Some(parts::timestamp(it.at)),
            signature: Some(parts::signature(&it.signature)),
            document_number: parts::document_number(it.document_number.as_ref()),
        }),
        Event::Reported(it) => Written::of(&proto::PreservationReported {
            number: parts::count(it.number),
            report: it.report.clone(),
            report_time: Some(parts::timestamp(it.at)),
            recorded_by: it.by.to_string(),
        }),
        Event::Handled(it) => Written::of(&proto::PreservationHandled {
            number: parts::count(it.number),
            officers: parts::officers(&it.officers),
            fates: it.fates.iter().map(fate).collect(),
            service: Some(parts::service(&it.service)),
            document_number: parts::document_number(it.document_number.as_ref()),
        }),
        Event::Dropped(it) => Written::of(&proto::PreservationDropped {
            number: parts::count(it.number),
            reasons: it.reasons.clone(),
            dropped_date: it.on.to_string(),
            recorded_by: it.by.to_string(),
        }),
        Event::Lapsed(it) => Written::of(&proto::PreservationLapsed {
            number: parts::count(it.number),
            citation: it.citation.to_string(),
            lapsed_date: it.on.to_string(),
        }),
    }
}

/// The event of this name; none: it is not a preservation's.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "PreservationApplied" => {
            let it: proto::PreservationApplied = message(written)?;
            Event::Applied(Applied {
                number: parts::number(it.number)?,
                plan: read_plan(it.plan)?,
                on: parts::day(&it.applied_date)?,
                by: OfficerId(it.recorded_by),
            })
        }
        "PreservationDecided" => {
            let it: proto::PreservationDecided = message(written)?;
            Event::Decided(Decided {
                number: parts::number(it.number)?,
                approved: it.approved,
                on: parts::day(&it.decided_date)?,
                reasons: it.reasons,
                by: OfficerId(it.decided_by),
            })
        }
        "EvidencePreserved" => {
            let it: proto::EvidencePreserved = message(written)?;
            Event::Preserved(Preserved {
                number: parts::number(it.number)?,
                emergency: it.emergency,
                plan: read_plan(it.plan)?,
                officers: parts::read_officers(it.officers)?,
                at: parts::instant(it.preserve_time)?,
                signature: parts::read_signature(it.signature)?,
                document_number: parts::read_document_number(&it.document_number)?,
            })
        }
        "PreservationReported" => {
            let it: proto::PreservationReported = message(written)?;
            Event::Reported(Reported {
                number: parts::number(it.number)?,
                at: parts::instant(it.report_time)?,
                report: it.report,
                by: OfficerId(it.recorded_by),
            })
        }
        "PreservationHandled" => {
            let it: proto::PreservationHandled = message(written)?;
            let fates: Read<Vec<Fate>> = it.fates.into_iter().map(read_fate).collect();
            Event::Handled(Handled {
                number: parts::number(it.number)?,
                officers: parts::read_officers(it.officers)?,
                fates: fates?,
                service: parts::read_service(it.service)?,
                document_number: parts::read_document_number(&it.document_number)?,
            })
        }
        "PreservationDropped" => {
            let it: proto::PreservationDropped = message(written)?;
            Event::Dropped(Dropped {
                number: parts::number(it.number)?,
                on: parts::day(&it.dropped_date)?,
                reasons: it.reasons,
                by: OfficerId(it.recorded_by),
            })
        }
        "PreservationLapsed" => {
            let it: proto::PreservationLapsed = message(written)?;
            Event::Lapsed(Lapsed {
                number: parts::number(it.number)?,
                citation: parts::citation(&it.citation)?,
                on: parts::day(&it.lapsed_date)?,
            })
        }
        _ => return Ok(None),
    }))
}

/// The preservation as callers see it.
pub(crate) fn file(it: &Preservation) -> proto::PreservationFile {
    let day = |on: Option<CivilDate>| on.map(|on| on.to_string()).unwrap_or_default();
    proto::PreservationFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        plan: Some(plan(&it.plan)),
        emergency: it.emergency,
        decided_by: parts::officer_id(it.decided_by.as_ref()),
        approved_date: day(it.approved_on),
        reasons: it.reasons.clone(),
        preserve_time: it.at.map(parts::timestamp),
        officers: parts::officers(&it.officers),
        signature: it.signature.as_ref().map(parts::signature),
        document_number: parts::document_number(it.document_number.as_ref()),
        report_time: it.reported_at.map(parts::timestamp),
        fates: it.fates.iter().map(fate).collect(),
        handling_service: it.handling_service.as_ref().map(parts::service),
        handling_number: parts::document_number(it.handling_number.as_ref()),
        ended_date: day(it.ended_on),
    }
}

fn plan(plan: &Plan) -> proto::PreservationPlan {
    let object = |it: &Object| proto::PreservedObject {
        name: it.name.clone(),
        spec: it.spec.clone(),
        quantity: it.quantity.clone(),
        unit: it.unit.clone(),
        condition: it.condition.clone(),
    };
    let manner = match plan.manner {
        Manner::OnTheSpot => proto::PreservationManner::OnTheSpot,
        Manner::Elsewhere => proto::PreservationManner::Elsewhere,
    };
    proto::PreservationPlan {
        grounds: plan.grounds.clone(),
        place: plan.place.clone(),
        manner: manner.into(),
        objects: plan.objects.iter().map(object).collect(),
    }
}

fn read_plan(plan: Option<proto::PreservationPlan>) -> Read<Plan> {
    let plan = plan.ok_or(Unreadable("plan of a preservation"))?;
    let object = |it: proto::PreservedObject| Object {
        name: it.name,
        spec: it.spec,
        quantity: it.quantity,
        unit: it.unit,
        condition: it.condition,
    };
    Ok(Plan {
        manner: manner(plan.manner()).ok_or(Unreadable("manner of a preservation"))?,
        objects: plan.objects.into_iter().map(object).collect(),
        grounds: plan.grounds,
        place: plan.place,
    })
}

pub(crate) const fn manner(manner: proto::PreservationManner) -> Option<Manner> {
    match manner {
        proto::PreservationManner::OnTheSpot => Some(Manner::OnTheSpot),
        proto::PreservationManner::Elsewhere => Some(Manner::Elsewhere),
        proto::PreservationManner::Unspecified => None,
    }
}

pub(super) fn fate(it: &Fate) -> proto::ObjectFate {
    let disposition = match it.disposition {
        Disposition::Returned => proto::Disposition::Returned,
        Disposition::CopiedAndReturned => proto::Disposition::CopiedAndReturned,
        Disposition::SentToTesting => proto::Disposition::SentToTesting,
        Disposition::Seized => proto::Disposition::Seized,
        Disposition::HandedOver => proto::Disposition::HandedOver,
        Disposition::ConfiscationProposed => proto::Disposition::ConfiscationProposed,
    };
    proto::ObjectFate {
        object_number: parts::count(it.object),
        disposition: disposition.into(),
        measure_number: parts::count(it.measure),
        remark: it.remark.clone(),
    }
}

pub(super) fn read_fate(it: proto::ObjectFate) -> Read<Fate> {
    Ok(Fate {
        object: parts::number(it.object_number)?,
        disposition: disposition(it.disposition()).ok_or(Unreadable("disposition"))?,
        measure: parts::number(it.measure_number)?,
        remark: it.remark,
    })
}

pub(crate) const fn disposition(it: proto::Disposition) -> Option<Disposition> {
    match it {
        proto::Disposition::Returned => Some(Disposition::Returned),
        proto::Disposition::CopiedAndReturned => Some(Disposition::CopiedAndReturned),
        proto::Disposition::SentToTesting => Some(Disposition::SentToTesting),
        proto::Disposition::Seized => Some(Disposition::Seized),
        proto::Disposition::HandedOver => Some(Disposition::HandedOver),
        proto::Disposition::ConfiscationProposed => Some(Disposition::ConfiscationProposed),
        proto::Disposition::Unspecified => None,
    }
}
