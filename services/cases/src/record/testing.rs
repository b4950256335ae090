//! Samplings and testings as the contract writes them, and back.

use cases_domain::procedure::Stage as _;
use cases_domain::testing::{
    Ended, Entrusted, Event, Institution, Kind, Order, Outcome, Resulted, Retest, Sample, Sampled,
    Telling, Testing, TestingKind, Told,
};
use cases_domain::{CivilDate, OfficerId};
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::Sampled(it) => Written::of(&proto::SampleTaken {
            number: parts::count(it.number),
            sample: Some(sample(&it.sample)),
            officers: parts::officers(&it.officers),
        }),
        Event::Entrusted(it) => Written::of(&proto::TestingEntrusted {
            number: parts::count(it.number),
            act: it.kind.name().to_owned(),
            order: Some(order(&it.order)),
            asked_date: day(it.asked_on),
        }),
        Event::Resulted(it) => Written::of(&proto::TestingResulted {
            number: parts::count(it.number),
            outcome: Some(outcome(&it.outcome)),
            evidence_number: parts::count(it.evidence),
            record_time: Some(parts::timestamp(it.at)),
            recorded_by: it.by.to_string(),
        }),
        Event::Told(it) => Written::of(&proto::TestingResultTold {
            number: parts::count(it.number),
            telling: Some(telling(&it.telling)),
            last: it.last,
            recorded_by: it.by.to_string(),
        }),
        Event::Ended(it) => Written::of(&proto::TestingEnded {
            number: parts::count(it.number),
            act: it.kind.name().to_owned(),
            reasons: it.reasons.clone(),
            ended_date: it.on.to_string(),
            recorded_by: parts::officer_id(it.by.as_ref()),
        }),
    }
}

/// The event of this name; none: it is not a testing's.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "SampleTaken" => {
            let it: proto::SampleTaken = message(written)?;
            Event::Sampled(Sampled {
                number: parts::number(it.number)?,
                sample: read_sample(it.sample)?,
                officers: parts::read_officers(it.officers)?,
            })
        }
        "TestingEntrusted" => {
            let it: proto::TestingEntrusted = message(written)?;
            Event::Entrusted(Entrusted {
                number: parts::number(it.number)?,
                kind: kind(&it.act)?,
                order: read_order(it.order)?,
                asked_on: parts::day_if_any(&it.asked_date)?,
            })
        }
        "TestingResulted" => {
            let it: proto::TestingResulted = message(written)?;
            let outcome = it.outcome.ok_or(Unreadable("result of a testing"))?;
            Event::Resulted(Resulted {
                number: parts::number(it.number)?,
                outcome: Outcome {
                    on: parts::day(&outcome.received_date)?,
                    report: outcome.report_number,
                    conclusion: outcome.conclusion,
                    content_hash: outcome.content_hash,
                },
                evidence: parts::number(it.evidence_number)?,
                at: parts::instant(it.record_time)?,
                by: OfficerId(it.recorded_by),
            })
        }
        "TestingResultTold" => {
            let it: proto::TestingResultTold = message(written)?;
            let telling = it.telling.ok_or(Unreadable("telling of a result"))?;
            let retest = telling.retest.map(read_retest);
            Event::Told(Told {
                number: parts::number(it.number)?,
                telling: Telling {
                    service: parts::read_service(telling.service)?,
                    retest: retest.transpose()?,
                },
                last: it.last,
                by: OfficerId(it.recorded_by),
            })
        }
        "TestingEnded" => {
            let it: proto::TestingEnded = message(written)?;
            Event::Ended(Ended {
                number: parts::number(it.number)?,
                kind: kind(&it.act)?,
                on: parts::day(&it.ended_date)?,
                reasons: it.reasons,
                by: (!it.recorded_by.is_empty()).then_some(OfficerId(it.recorded_by)),
            })
        }
        _ => return Ok(None),
    }))
}

/// The testing as callers see it.
pub(crate) fn file(it: &Testing) -> proto::TestingFile {
    proto::TestingFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        sample: it.sample.as_ref().map(sample),
        officers: parts::officers(&it.officers),
        orders: it.orders.iter().map(order).collect(),
        outcomes: it.outcomes.iter().map(outcome).collect(),
        tellings: it.told.iter().map(telling).collect(),
        reasons: it.reasons.clone(),
    }
}

fn day(on: Option<CivilDate>) -> String {
    on.map(|on| on.to_string()).unwrap_or_default()
}

fn kind(name: &str) -> Read<Kind> {
    let mut kinds = Kind::ALL.iter().copied();
    kinds
        .find(|kind| kind.name() == name)
        .ok_or(Unreadable("act of a testing"))
}

fn sample(it: &Sample) -> proto::Sample {
    proto::Sample {
        what: it.what.clone(),
        base: it.base.clone(),
        quantity: it.quantity.clone(),
        counterpart: it.counterpart.clone(),
        without_counterpart: it.without_counterpart.clone(),
        place: it.place.clone(),
        sample_time: Some(parts::timestamp(it.at)),
        signature: Some(parts::signature(&it.signature)),
    }
}

fn read_sample(it: Option<proto::Sample>) -> Read<Sample> {
    let it = it.ok_or(Unreadable("sample"))?;
    Ok(Sample {
        at: parts::instant(it.sample_time)?,
        signature: parts::read_signature(it.signature)?,
        what: it.what,
        base: it.base,
        quantity: it.quantity,
        counterpart: it.counterpart,
        without_counterpart: it.without_counterpart,
        place: it.place,
    })
}

fn order(it: &Order) -> proto::TestingOrder {
    let kind = match it.kind {
        TestingKind::Measurement => proto::TestingKind::Measurement,
        TestingKind::Inspection => proto::TestingKind::Inspection,
        TestingKind::Quarantine => proto::TestingKind::Quarantine,
        TestingKind::Appraisal => proto::TestingKind::Appraisal,
    };
    proto::TestingOrder {
        kind: kind.into(),
        object: it.object.clone(),
        questions: it.questions.clone(),
        institution: Some(proto::TestingInstitution {
            name: it.institution.name.clone(),
            qualification_number: it.institution.qualification.clone(),
            qualified_until: it.institution.qualified_until.to_string(),
        }),
        until_date: it.until.to_string(),
        measure_number: parts::count(it.measure),
        service: Some(parts::service(&it.service)),
        ordered_by: it.by.to_string(),
    }
}

fn read_order(it: Option<proto::TestingOrder>) -> Read<Order> {
    let it = it.ok_or(Unreadable("order of a testing"))?;
    let kind = testing_kind(it.kind()).ok_or(Unreadable("kind of a testing"))?;
    let institution = it.institution.ok_or(Unreadable("institution"))?;
    Ok(Order {
        kind,
        object: it.object,
        questions: it.questions,
        institution: Institution {
            qualified_until: parts::day(&institution.qualified_until)?,
            name: institution.name,
            qualification: institution.qualification_number,
        },
        until: parts::day(&it.until_date)?,
        measure: parts::number(it.measure_number)?,
        service: parts::read_service(it.service)?,
        by: OfficerId(it.ordered_by),
    })
}

pub(crate) const fn testing_kind(kind: proto::TestingKind) -> Option<TestingKind> {
    match kind {
        proto::TestingKind::Measurement => Some(TestingKind::Measurement),
        proto::TestingKind::Inspection => Some(TestingKind::Inspection),
        proto::TestingKind::Quarantine => Some(TestingKind::Quarantine),
        proto::TestingKind::Appraisal => Some(TestingKind::Appraisal),
        proto::TestingKind::Unspecified => None,
    }
}

fn outcome(it: &Outcome) -> proto::TestingOutcome {
    proto::TestingOutcome {
        report_number: it.report.clone(),
        conclusion: it.conclusion.clone(),
        received_date: it.on.to_string(),
        content_hash: it.content_hash.clone(),
    }
}

fn telling(it: &Telling) -> proto::TestingTelling {
    proto::TestingTelling {
        service: Some(parts::service(&it.service)),
        retest: it.retest.as_ref().map(retest),
    }
}

pub(super) fn retest(it: &Retest) -> proto::RetestRight {
    proto::RetestRight {
        until_date: it.until.to_string(),
        basis: it.basis.clone(),
    }
}

pub(super) fn read_retest(it: proto::RetestRight) -> Read<Retest> {
    Ok(Retest {
        until: parts::day(&it.until_date)?,
        basis: it.basis,
    })
}
