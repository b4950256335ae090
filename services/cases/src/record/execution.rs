//! Executions by force as the contract writes them, and back.

mod words;

use cases_domain::OfficerId;
use cases_domain::execution::{
    Agreement, Answer, Carried, Clearing, Court, CourtAnswer, Event, Execution, ExecutionDecision,
    Response, Stage, Substitute, Suspension, Urging,
};
use cases_domain::procedure::Stage as _;
use contract::cases::v1 as proto;

use super::measure::{item, read_item};
use super::read::message;
use super::{Unreadable, Written, parts};

use words::{ground, harm, means, spill, termination};

pub(crate) use words::{
    obligation, read_ground, read_harm, read_means, read_obligation, read_spill, read_termination,
};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    let number = parts::count(event.number());
    match event {
        Event::Urged {
            obligation: owed,
            urging: letter,
            by,
            ..
        } => Written::of(&proto::PerformanceUrged {
            number,
            obligation: obligation(*owed).into(),
            urging: Some(urging(letter)),
            recorded_by: by.to_string(),
        }),
        Event::ResponseHeard {
            response: heard,
            by,
            ..
        } => Written::of(&proto::ExecutionResponseHeard {
            number,
            response: Some(response(heard)),
            recorded_by: by.to_string(),
        }),
        Event::Decided { decision: it, .. } => Written::of(&proto::ExecutionDecided {
            number,
            decision: Some(decision(it)),
        }),
        Event::Served { service, by, .. } => Written::of(&proto::ExecutionDecisionServed {
            number,
            service: Some(parts::service(service)),
            recorded_by: by.to_string(),
        }),
        Event::UrgedAgain { service, by, .. } => Written::of(&proto::PerformanceUrgedAgain {
            number,
            service: Some(parts::service(service)),
            recorded_by: by.to_string(),
        }),
        Event::CarriedOut { carried: it, .. } => Written::of(&proto::ExecutionCarriedOut {
            number,
            carried: Some(carried(it)),
        }),
        Event::Cleared { clearing: it, .. } => Written::of(&proto::ClearedAtOnce {
            number,
            clearing: Some(clearing(it)),
        }),
        Event::ClearingTold { service, by, .. } => Written::of(&proto::ClearingTold {
            number,
            service: Some(parts::service(service)),
            recorded_by: by.to_string(),
        }),
        Event::Agreed { agreement: it, .. } => Written::of(&proto::ExecutionAgreed {
            number,
            agreement: Some(agreement(it)),
        }),
        Event::AgreementBroken {
            reasons,
            after_decision,
            on,
            by,
            ..
        } => Written::of(&proto::ExecutionAgreementBroken {
            number,
            reasons: reasons.clone(),
            after_decision: *after_decision,
            broken_date: on.to_string(),
            recorded_by: by.to_string(),
        }),
        Event::Suspended { suspension: it, .. } => Written::of(&proto::ExecutionSuspended {
            number,
            suspension: Some(suspension(it)),
        }),
        Event::Resumed {
            reasons,
            after_decision,
            on,
            by,
            ..
        } => Written::of(&proto::ExecutionResumed {
            number,
            reasons: reasons.clone(),
            after_decision: *after_decision,
            resumed_date: on.to_string(),
            resumed_by: by.to_string(),
        }),
        Event::Terminated {
            ground,
            reasons,
            on,
            by,
            ..
        } => Written::of(&proto::ExecutionTerminated {
            number,
            ground: termination(*ground).into(),
            reasons: reasons.clone(),
            terminated_date: on.to_string(),
            terminated_by: by.to_string(),
        }),
        Event::Filed { court: it, .. } => Written::of(&proto::CourtAskedToExecute {
            number,
            filing: Some(court(it)),
        }),
        Event::Answered { answer: it, by, .. } => Written::of(&proto::CourtAnswered {
            number,
            answer: Some(answer(it)),
            recorded_by: by.to_string(),
        }),
        Event::Performed { what, on, by, .. } => Written::of(&proto::ExecutionPerformed {
            number,
            what: what.clone(),
            performed_date: on.to_string(),
            recorded_by: by.to_string(),
        }),
        Event::GivenUp { on, .. } => Written::of(&proto::ExecutionGivenUp {
            number,
            given_up_date: on.to_string(),
        }),
    }
}

/// The event of this name; none: it is not one of an execution.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "PerformanceUrged" => {
            let it: proto::PerformanceUrged = message(written)?;
            Event::Urged {
                number: parts::number(it.number)?,
                obligation: read_obligation(it.obligation()).ok_or(Unreadable("obligation"))?,
                urging: Box::new(read_urging(it.urging)?),
                by: OfficerId(it.recorded_by),
            }
        }
        "ExecutionResponseHeard" => {
            let it: proto::ExecutionResponseHeard = message(written)?;
            Event::ResponseHeard {
                number: parts::number(it.number)?,
                response: read_response(it.response)?,
                by: OfficerId(it.recorded_by),
            }
        }
        "ExecutionDecided" => {
            let it: proto::ExecutionDecided = message(written)?;
            Event::Decided {
                number: parts::number(it.number)?,
                decision: Box::new(read_decision(it.decision)?),
            }
        }
        "ExecutionDecisionServed" => {
            let it: proto::ExecutionDecisionServed = message(written)?;
            Event::Served {
                number: parts::number(it.number)?,
                service: parts::read_service(it.service)?,
                by: OfficerId(it.recorded_by),
            }
        }
        "PerformanceUrgedAgain" => {
            let it: proto::PerformanceUrgedAgain = message(written)?;
            Event::UrgedAgain {
                number: parts::number(it.number)?,
                service: parts::read_service(it.service)?,
                by: OfficerId(it.recorded_by),
            }
        }
        "ExecutionCarriedOut" => {
            let it: proto::ExecutionCarriedOut = message(written)?;
            Event::CarriedOut {
                number: parts::number(it.number)?,
                carried: Box::new(read_carried(it.carried)?),
            }
        }
        "ClearedAtOnce" => {
            let it: proto::ClearedAtOnce = message(written)?;
            Event::Cleared {
                number: parts::number(it.number)?,
                clearing: Box::new(read_clearing(it.clearing)?),
            }
        }
        "ClearingTold" => {
            let it: proto::ClearingTold = message(written)?;
            Event::ClearingTold {
                number: parts::number(it.number)?,
                service: parts::read_service(it.service)?,
                by: OfficerId(it.recorded_by),
            }
        }
        _ => return read_course(name, written),
    }))
}

/// The event of this name by which the course of an execution changes or ends.
fn read_course(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "ExecutionAgreed" => {
            let it: proto::ExecutionAgreed = message(written)?;
            Event::Agreed {
                number: parts::number(it.number)?,
                agreement: read_agreement(it.agreement)?,
            }
        }
        "ExecutionAgreementBroken" => {
            let it: proto::ExecutionAgreementBroken = message(written)?;
            Event::AgreementBroken {
                number: parts::number(it.number)?,
                on: parts::day(&it.broken_date)?,
                reasons: it.reasons,
                after_decision: it.after_decision,
                by: OfficerId(it.recorded_by),
            }
        }
        "ExecutionSuspended" => {
            let it: proto::ExecutionSuspended = message(written)?;
            Event::Suspended {
                number: parts::number(it.number)?,
                suspension: read_suspension(it.suspension)?,
            }
        }
        "ExecutionResumed" => {
            let it: proto::ExecutionResumed = message(written)?;
            Event::Resumed {
                number: parts::number(it.number)?,
                on: parts::day(&it.resumed_date)?,
                reasons: it.reasons,
                after_decision: it.after_decision,
                by: OfficerId(it.resumed_by),
            }
        }
        "ExecutionTerminated" => {
            let it: proto::ExecutionTerminated = message(written)?;
            Event::Terminated {
                number: parts::number(it.number)?,
                ground: read_termination(it.ground()).ok_or(Unreadable("ground of an end"))?,
                on: parts::day(&it.terminated_date)?,
                reasons: it.reasons,
                by: OfficerId(it.terminated_by),
            }
        }
        "CourtAskedToExecute" => {
            let it: proto::CourtAskedToExecute = message(written)?;
            Event::Filed {
                number: parts::number(it.number)?,
                court: Box::new(read_court(it.filing)?),
            }
        }
        "CourtAnswered" => {
            let it: proto::CourtAnswered = message(written)?;
            Event::Answered {
                number: parts::number(it.number)?,
                answer: read_answer(it.answer.ok_or(Unreadable("answer of a court"))?)?,
                by: OfficerId(it.recorded_by),
            }
        }
        "ExecutionPerformed" => {
            let it: proto::ExecutionPerformed = message(written)?;
            Event::Performed {
                number: parts::number(it.number)?,
                on: parts::day(&it.performed_date)?,
                what: it.what,
                by: OfficerId(it.recorded_by),
            }
        }
        "ExecutionGivenUp" => {
            let it: proto::ExecutionGivenUp = message(written)?;
            Event::GivenUp {
                number: parts::number(it.number)?,
                on: parts::day(&it.given_up_date)?,
            }
        }
        _ => return Ok(None),
    }))
}

/// The execution as callers see it.
pub(crate) fn file(it: &Execution) -> proto::ExecutionFile {
    proto::ExecutionFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        obligation: obligation(it.obligation).into(),
        urging: it.urging.as_ref().map(urging),
        responses: it.responses.iter().map(response).collect(),
        decision: it.decision.as_ref().map(decision),
        decision_service: it.decision_service.as_ref().map(parts::service),
        second_urging: it.second_urging.as_ref().map(parts::service),
        carried: it.carried.iter().map(carried).collect(),
        agreement: it.agreement.as_ref().map(agreement),
        suspension: it.suspension.as_ref().map(suspension),
        court: it.court.as_ref().map(court),
        clearing: it.clearing.as_ref().map(clearing),
        end: it.end.clone(),
    }
}

fn urging(it: &Urging) -> proto::ExecutionUrging {
    proto::ExecutionUrging {
        until_date: it.until.to_string(),
        manner: it.manner.clone(),
        principal_fen: parts::fen(it.principal),
        late_fine_fen: parts::fen(it.late_fine),
        rights_told: it.rights_told,
        service: Some(parts::service(&it.service)),
        document_number: parts::document_number(it.document_number.as_ref()),
    }
}

fn read_urging(it: Option<proto::ExecutionUrging>) -> Read<Urging> {
    let it = it.ok_or(Unreadable("urging letter"))?;
    Ok(Urging {
        until: parts::day(&it.until_date)?,
        principal: parts::amount(it.principal_fen)?,
        late_fine: parts::amount(it.late_fine_fen)?,
        rights_told: it.rights_told,
        service: parts::read_service(it.service)?,
        document_number: parts::read_document_number(&it.document_number)?,
        manner: it.manner,
    })
}

fn response(it: &Response) -> proto::ExecutionResponse {
    proto::ExecutionResponse {
        statement: it.statement.clone(),
        adopted: it.adopted,
        reply: it.reply.clone(),
        response_date: it.on.to_string(),
    }
}

fn read_response(it: Option<proto::ExecutionResponse>) -> Read<Response> {
    let it = it.ok_or(Unreadable("response to an urging"))?;
    Ok(Response {
        on: parts::day(&it.response_date)?,
        statement: it.statement,
        adopted: it.adopted,
        reply: it.reply,
    })
}

fn decision(it: &ExecutionDecision) -> proto::ExecutionDecision {
    proto::ExecutionDecision {
        means: means(it.means).into(),
        item: item(&it.item),
        reasons: it.reasons.clone(),
        moving_assets: it.moving_assets.clone(),
        substitute: it.substitute.as_ref().map(substitute),
        decided_by: it.by.to_string(),
        decided_date: it.on.to_string(),
        document_number: parts::document_number(it.document_number.as_ref()),
    }
}

fn read_decision(it: Option<proto::ExecutionDecision>) -> Read<ExecutionDecision> {
    let it = it.ok_or(Unreadable("decision to execute"))?;
    Ok(ExecutionDecision {
        means: read_means(it.means()).ok_or(Unreadable("means of execution"))?,
        item: read_item(it.item)?,
        substitute: it.substitute.map(read_substitute).transpose()?,
        on: parts::day(&it.decided_date)?,
        document_number: parts::read_document_number(&it.document_number)?,
        reasons: it.reasons,
        moving_assets: it.moving_assets,
        by: OfficerId(it.decided_by),
    })
}

fn substitute(it: &Substitute) -> proto::SubstitutePerformance {
    proto::SubstitutePerformance {
        performer: it.performer.clone(),
        disinterested: it.disinterested,
        budget_fen: parts::fen(it.budget),
        performance_date: it.on.to_string(),
        harm: harm(it.harm).into(),
    }
}

fn read_substitute(it: proto::SubstitutePerformance) -> Read<Substitute> {
    Ok(Substitute {
        disinterested: it.disinterested,
        budget: parts::amount(it.budget_fen)?,
        on: parts::day(&it.performance_date)?,
        harm: read_harm(it.harm()).ok_or(Unreadable("harm"))?,
        performer: it.performer,
    })
}

fn carried(it: &Carried) -> proto::ExecutionCarried {
    proto::ExecutionCarried {
        officers: parts::officers(&it.officers),
        start_time: Some(parts::timestamp(it.started)),
        end_time: Some(parts::timestamp(it.ended)),
        what: it.what.clone(),
        emergency: it.emergency.clone(),
        amount_fen: parts::fen(it.amount),
        signature: Some(parts::signature(&it.signature)),
        completed: it.completed,
    }
}

fn read_carried(it: Option<proto::ExecutionCarried>) -> Read<Carried> {
    let it = it.ok_or(Unreadable("execution carried out"))?;
    Ok(Carried {
        officers: parts::read_officers(it.officers)?,
        started: parts::instant(it.start_time)?,
        ended: parts::instant(it.end_time)?,
        amount: parts::amount(it.amount_fen)?,
        signature: parts::read_signature(it.signature)?,
        completed: it.completed,
        what: it.what,
        emergency: it.emergency,
    })
}

fn agreement(it: &Agreement) -> proto::ExecutionAgreement {
    let stage = |it: &Stage| proto::AgreementStage {
        due_date: it.due.to_string(),
        what: it.what.clone(),
        amount_fen: parts::fen(it.amount),
    };
    proto::ExecutionAgreement {
        stages: it.stages.iter().map(stage).collect(),
        reduction_fen: parts::fen(it.reduction),
        remedy: it.remedy.clone(),
        agreed_by: it.by.to_string(),
        agreed_date: it.on.to_string(),
    }
}

fn read_agreement(it: Option<proto::ExecutionAgreement>) -> Read<Agreement> {
    let it = it.ok_or(Unreadable("agreement on execution"))?;
    let stage = |it: proto::AgreementStage| {
        Ok(Stage {
            due: parts::day(&it.due_date)?,
            amount: parts::amount(it.amount_fen)?,
            what: it.what,
        })
    };
    Ok(Agreement {
        stages: it.stages.into_iter().map(stage).collect::<Read<_>>()?,
        reduction: parts::amount(it.reduction_fen)?,
        on: parts::day(&it.agreed_date)?,
        remedy: it.remedy,
        by: OfficerId(it.agreed_by),
    })
}

fn suspension(it: &Suspension) -> proto::ExecutionSuspension {
    proto::ExecutionSuspension {
        ground: ground(it.ground).into(),
        reasons: it.reasons.clone(),
        harmless: it.harmless,
        suspended_by: it.by.to_string(),
        suspended_date: it.on.to_string(),
    }
}

fn read_suspension(it: Option<proto::ExecutionSuspension>) -> Read<Suspension> {
    let it = it.ok_or(Unreadable("suspension"))?;
    Ok(Suspension {
        ground: read_ground(it.ground()).ok_or(Unreadable("ground of a suspension"))?,
        on: parts::day(&it.suspended_date)?,
        reasons: it.reasons,
        harmless: it.harmless,
        by: OfficerId(it.suspended_by),
    })
}

fn court(it: &Court) -> proto::CourtFiling {
    proto::CourtFiling {
        court: it.court.clone(),
        object: it.object.clone(),
        urgent: it.urgent,
        filed_by: it.by.to_string(),
        filed_date: it.on.to_string(),
        document_number: parts::document_number(it.document_number.as_ref()),
        answers: it.answers.iter().map(answer).collect(),
    }
}

fn read_court(it: Option<proto::CourtFiling>) -> Read<Court> {
    let it = it.ok_or(Unreadable("application to a court"))?;
    Ok(Court {
        urgent: it.urgent,
        on: parts::day(&it.filed_date)?,
        document_number: parts::read_document_number(&it.document_number)?,
        answers: it
            .answers
            .into_iter()
            .map(read_answer)
            .collect::<Read<_>>()?,
        court: it.court,
        object: it.object,
        by: OfficerId(it.filed_by),
    })
}

fn answer(it: &CourtAnswer) -> proto::CourtAnswer {
    let answer = match it.answer {
        Answer::Accepted => proto::CourtAnswerKind::Accepted,
        Answer::Granted => proto::CourtAnswerKind::Granted,
        Answer::Refused => proto::CourtAnswerKind::Refused,
    };
    proto::CourtAnswer {
        answer: answer.into(),
        instrument: it.instrument.clone(),
        reasons: it.reasons.clone(),
        answered_date: it.on.to_string(),
    }
}

fn read_answer(it: proto::CourtAnswer) -> Read<CourtAnswer> {
    Ok(CourtAnswer {
        answer: read_answer_kind(it.answer()).ok_or(Unreadable("answer of a court"))?,
        on: parts::day(&it.answered_date)?,
        instrument: it.instrument,
        reasons: it.reasons,
    })
}

pub(crate) const fn read_answer_kind(it: proto::CourtAnswerKind) -> Option<Answer> {
    match it {
        proto::CourtAnswerKind::Accepted => Some(Answer::Accepted),
        proto::CourtAnswerKind::Granted => Some(Answer::Granted),
        proto::CourtAnswerKind::Refused => Some(Answer::Refused),
        proto::CourtAnswerKind::Unspecified => None,
    }
}

fn clearing(it: &Clearing) -> proto::ClearingFile {
    proto::ClearingFile {
        officers: parts::officers(&it.officers),
        spill: spill(it.spill).into(),
        place: it.place.clone(),
        performer: it.performer.clone(),
        cost_fen: parts::fen(it.cost),
        clear_time: Some(parts::timestamp(it.at)),
        party_present: it.party_present,
        told: it.told.as_ref().map(parts::service),
    }
}

fn read_clearing(it: Option<proto::ClearingFile>) -> Read<Clearing> {
    let it = it.ok_or(Unreadable("clearing"))?;
    let told = it.told.clone().map(|told| parts::read_service(Some(told)));
    Ok(Clearing {
        spill: read_spill(it.spill()).ok_or(Unreadable("kind of a spill"))?,
        officers: parts::read_officers(it.officers)?,
        cost: parts::amount(it.cost_fen)?,
        at: parts::instant(it.clear_time)?,
        party_present: it.party_present,
        told: told.transpose()?,
        place: it.place,
        performer: it.performer,
    })
}
