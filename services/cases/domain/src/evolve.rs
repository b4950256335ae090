//! Evolving: what a case is after an event. Pure, and held to the table: a history that the table
//! does not know is not a history of a case.

mod contents;
mod opening;

use std::collections::BTreeSet;

use calendar::CivilDate;

use contents::{inspected, punished};
use opening::{filed_case, opened_case, opened_inspection};

use crate::account::Channel;
use crate::inspection::Ending;
use crate::procedure::{Outcome, Stage, inspection, penalty, summary};
use crate::{
    ActKind, Case, Clock, Deadline, DeadlineState, Event, OfficerId, OfficerSnapshot, Procedure,
    ReviewOpinion, account, assistance, concurrence, custody, execution, exhibit, handover,
    hearing, interview, issuing, jurisdiction, measure, meeting, offsite, presentation,
    preservation, public_notice, recording, recusal, referral, remedy, serving, summary_penalty,
    suspension, task, testing, transcript, weighing,
};

/// The event does not fit the case: a record that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{event} does not follow on {step}")]
pub struct DoesNotFollow {
    /// The event's name.
    pub event: &'static str,
    /// The step the case stood at; `nothing` where there was no case.
    pub step: &'static str,
}

/// The case after an event, and what it waits for from then on.
pub fn evolve(case: Option<Case>, event: &Event) -> Result<Case, DoesNotFollow> {
    let mut case = case;
    if let Some(before) = &mut case {
        let step = before.step_name();
        account::note(before, event).ok_or(DoesNotFollow {
            event: event.name(),
            step,
        })?;
    }
    let mut case = after(case, event)?;
    task::keep(&mut case);
    Ok(case)
}

fn after(case: Option<Case>, event: &Event) -> Result<Case, DoesNotFollow> {
    match (case, event) {
        (None, Event::InspectionOpened(opened)) => Ok(opened_inspection(opened)),
        (None, Event::CaseFiled(filed)) => Ok(filed_case(filed)),
        (None, Event::Summary(summary_penalty::Event::SummaryOpened(opened))) => {
            let penalty = Procedure::SummaryPenalty(Box::new(summary_penalty::opened(opened)));
            Ok(opened_case(&opened.opening, opened.on, penalty))
        }
        (None, _) => Err(DoesNotFollow {
            event: event.name(),
            step: "nothing",
        }),
        (Some(mut case), Event::DeadlineArmed(deadline)) => {
            case.deadlines.push(deadline.clone());
            Ok(case)
        }
        (Some(mut case), Event::FileReceived(file)) => {
            let step = case.step_name();
            handover::receive(&mut case, file).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::MeasureReceived(it)) => {
            let step = case.step_name();
            measure::receive(&mut case, it).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Recusal(event)) => {
            let step = case.step_name();
            recusal::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Measure(event)) => {
            let step = case.step_name();
            measure::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Account(event)) => {
            let step = case.step_name();
            account::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Execution(event)) => {
            let step = case.step_name();
            execution::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Remedy(event)) => {
            let step = case.step_name();
            remedy::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Referral(event)) => {
            let step = case.step_name();
            referral::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Weighing(event)) => {
            let step = case.step_name();
            weighing::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Preservation(event)) => {
            let step = case.step_name();
            preservation::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Testing(event)) => {
            let step = case.step_name();
            testing::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Suspension(event)) => {
            let step = case.step_name();
            suspension::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Exhibit(event)) => {
            let step = case.step_name();
            exhibit::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Custody(event)) => {
            let step = case.step_name();
            custody::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Recording(event)) => {
            let step = case.step_name();
            recording::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Interview(event)) => {
            let step = case.step_name();
            interview::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Offsite(event)) => {
            let step = case.step_name();
            offsite::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Presentation(event)) => {
            let step = case.step_name();
            presentation::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::PublicNotice(event)) => {
            let step = case.step_name();
            public_notice::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Serving(event)) => {
            let step = case.step_name();
            serving::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Task(event)) => {
            let step = case.step_name();
            task::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Issuing(event)) => {
            let step = case.step_name();
            issuing::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        // Which clock it moves, and where to, the event after it says.
        // What a command says is how an act came in; the act moved the case.
        (Some(case), Event::DeadlineStartCorrected(_) | Event::CommandReplayed(_)) => Ok(case),
        (Some(mut case), Event::Hearing(event)) => {
            let step = case.step_name();
            hearing::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Handover(event)) => {
            let step = case.step_name();
            handover::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Meeting(event)) => {
            let step = case.step_name();
            meeting::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Transcript(event)) => {
            let step = case.step_name();
            transcript::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Jurisdiction(event)) => {
            let step = case.step_name();
            jurisdiction::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Assistance(event)) => {
            let step = case.step_name();
            assistance::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(mut case), Event::Concurrence(event)) => {
            let step = case.step_name();
            concurrence::evolve(&mut case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })?;
            Ok(case)
        }
        (Some(case), Event::DeadlineAdjusted { deadline, .. }) => {
            let step = case.step_name();
            adjusted(case, deadline).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })
        }
        (Some(case), Event::DeadlineSettled { clock, state, on }) => {
            let step = case.step_name();
            settled(case, *clock, *state, *on).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })
        }
        (Some(case), _) => {
            let step = case.step_name();
            moved(case, event).ok_or(DoesNotFollow {
                event: event.name(),
                step,
            })
        }
    }
}

/// The case after a whole history, from its first event.
pub fn replay<'e>(
    events: impl IntoIterator<Item = &'e Event>,
) -> Result<Option<Case>, DoesNotFollow> {
    let mut case = None;
    for event in events {
        case = Some(evolve(case, event)?);
    }
    Ok(case)
}

impl Event {
    /// The move of the table that made the event; none for clocks, which are no moves.
    pub(crate) fn move_made(&self) -> Option<(ActKind, Outcome)> {
        let done = |act| Some((act, Outcome::Done));
        let either = |act, first: bool, yes, no| Some((act, if first { yes } else { no }));
        match self {
            Self::InspectionOpened(_) => done(ActKind::OpenInspection),
            Self::SiteRecorded(site) => either(
                ActKind::RecordSite,
                site.findings.is_empty(),
                Outcome::NothingFound,
                Outcome::SomethingFound,
            ),
            Self::RectificationOrdered(_) => done(ActKind::OrderRectification),
            Self::ServiceAddressConfirmed { .. } => done(ActKind::ConfirmServiceAddress),
            Self::OrderServed { .. } => done(ActKind::ServeOrder),
            Self::RevisitRecorded(revisit) => either(
                ActKind::RecordRevisit,
                revisit.all_corrected,
                Outcome::AllCorrected,
                Outcome::SomeUncorrected,
            ),
            Self::InspectionClosed(closed) => done(match closed.ending {
                Ending::Completed => ActKind::CloseInspection,
                Ending::Escalated(_) => {
                    ActKind::Inspection(crate::inspection::Kind::EscalateInspection)
                }
                Ending::Cancelled => ActKind::Inspection(crate::inspection::Kind::CancelInspection),
            }),
            Self::Inspection(event) => Some((ActKind::Inspection(event.kind()), event.outcome())),
            Self::Summary(event) => Some((ActKind::Summary(event.kind()), event.outcome())),
            Self::Fast(event) => done(ActKind::Fast(event.kind())),
            Self::CaseFiled(_) => done(ActKind::FileCase),
            Self::EvidenceRecorded { .. } => done(ActKind::RecordEvidence),
            Self::InquiryConcluded(_) => done(ActKind::ConcludeInquiry),
            Self::LegalityReviewed(review) => either(
                ActKind::ReviewLegality,
                review.opinion == ReviewOpinion::Passed,
                Outcome::Passed,
                Outcome::Returned,
            ),
            Self::NoticeServed(_) => done(ActKind::ServeNotice),
            Self::StatementRecorded(_) => done(ActKind::RecordStatement),
            Self::StatementWaived(_) => done(ActKind::WaiveStatement),
            Self::StatementLapsed(_) => done(ActKind::LapseStatement),
            Self::ReviewExtended { .. } => done(ActKind::ExtendReview),
            Self::ReviewForgone(_) => done(ActKind::ForgoReview),
            Self::DecisionEndorsed(it) => either(
                ActKind::EndorseDecision,
                it.opinion == ReviewOpinion::Passed,
                Outcome::Passed,
                Outcome::Returned,
            ),
            Self::PenaltyDecided(_) => done(ActKind::Decide),
            Self::CaseDismissed(_) => done(ActKind::Dismiss),
            Self::DecisionCorrected(_) => done(ActKind::CorrectErrors),
            Self::DecisionServed { .. } => done(ActKind::ServeDecision),
            Self::PaymentRecorded(payment) => either(
                ActKind::RecordPayment,
                payment.paid_in_full,
                Outcome::PaidInFull,
                Outcome::PaidInPart,
            ),
            Self::CaseTransferred(_) => done(ActKind::CloseTransferred),
            Self::ClosingProposed(_) => done(ActKind::ProposeClosing),
            Self::ClosingReturned { .. } => Some((ActKind::CloseCase, Outcome::Refused)),
            Self::CaseClosed(_) => Some((ActKind::CloseCase, Outcome::Granted)),
            Self::CaseArchived { .. } => done(ActKind::ArchiveCase),
            Self::DecisionRevoked(it) => Some((ActKind::RevokeDecision, it.outcome())),
            Self::Recusal(event) => Some((ActKind::Recusal(event.kind()), event.outcome())),
            Self::Concurrence(event) => Some((ActKind::Concurrence(event.kind()), event.outcome())),
            Self::Assistance(event) => Some((ActKind::Assistance(event.kind()), event.outcome())),
            Self::Jurisdiction(event) => {
                Some((ActKind::Jurisdiction(event.kind()), event.outcome()))
            }
            Self::Handover(event) => Some((ActKind::Handover(event.kind()), event.outcome())),
            Self::Referral(event) => Some((ActKind::Referral(event.kind()), event.outcome())),
            Self::Weighing(event) => Some((ActKind::Weighing(event.kind()), event.outcome())),
            Self::Hearing(event) => Some((ActKind::Hearing(event.kind()), event.outcome())),
            Self::Meeting(event) => done(ActKind::Meeting(event.kind())),
            Self::Issuing(event) => done(ActKind::Issuing(event.kind())),
            Self::Transcript(event) => Some((ActKind::Transcript(event.kind()), event.outcome())),
            Self::Measure(event) => Some((ActKind::Measure(event.kind()), event.outcome())),
            Self::Execution(event) => Some((ActKind::Execution(event.kind()), event.outcome())),
            Self::Account(event) => Some((ActKind::Account(event.kind()), event.outcome())),
            Self::Remedy(event) => Some((ActKind::Remedy(event.kind()), Outcome::Done)),
            Self::Preservation(event) => {
                Some((ActKind::Preservation(event.kind()), event.outcome()))
            }
            Self::Testing(event) => Some((ActKind::Testing(event.kind()), event.outcome())),
            Self::Suspension(event) => Some((ActKind::Suspension(event.kind()), event.outcome())),
            Self::Exhibit(event) => done(ActKind::Exhibit(event.kind())),
            Self::Custody(event) => done(ActKind::Custody(event.kind())),
            Self::Recording(event) => done(ActKind::Recording(event.kind())),
            Self::Interview(event) => Some((ActKind::Interview(event.kind()), Outcome::Done)),
            Self::Offsite(event) => Some((ActKind::Offsite(event.kind()), event.outcome())),
            Self::Presentation(event) => done(ActKind::Presentation(event.kind())),
            Self::PublicNotice(event) => done(ActKind::PublicNotice(event.kind())),
            Self::Serving(event) => Some((ActKind::Serving(event.kind()), event.outcome())),
            Self::CaseEnded(ended) => done(ended.ground.act()),
            Self::Task(_)
            | Self::CommandReplayed(_)
            | Self::FileReceived(_)
            | Self::MeasureReceived(_)
            | Self::DeadlineArmed(_)
            | Self::DeadlineAdjusted { .. }
            | Self::DeadlineStartCorrected(_)
            | Self::DeadlineSettled { .. } => None,
        }
    }
}

/// The case with a clock that runs on differently.
fn adjusted(mut case: Case, deadline: &Deadline) -> Option<Case> {
    *running(&mut case, deadline.clock)? = deadline.clone();
    Some(case)
}

fn running(case: &mut Case, clock: Clock) -> Option<&mut Deadline> {
    let mut deadlines = case.deadlines.iter_mut();
    deadlines.find(|deadline| deadline.clock == clock && deadline.is_open())
}

fn settled(mut case: Case, clock: Clock, state: DeadlineState, on: CivilDate) -> Option<Case> {
    let running = running(&mut case, clock)?;
    running.state = state;
    running.settled_on = Some(on);
    Some(case)
}

/// The case after a move of the table; none where the table knows no such move.
fn moved(mut case: Case, event: &Event) -> Option<Case> {
    let (act, when) = event.move_made()?;
    match &mut case.procedure {
        Procedure::Inspection(it) => {
            it.step = inspection::Step::after(Some(it.step), act, when)?;
            inspected(it, event);
        }
        Procedure::OrdinaryPenalty(it) => {
            it.step = penalty::Step::after(Some(it.step), act, when)?;
            punished(it, event);
        }
        Procedure::SummaryPenalty(it) => {
            it.step = summary::Step::after(Some(it.step), act, when)?;
            summary_penalty::evolve(it, event);
        }
    }
    take_note(&mut case, event);
    Some(case)
}

/// What an event says of any case: who took part, where papers go, on which day a step was made.
fn take_note(case: &mut Case, event: &Event) {
    let handlers = &mut case.handlers;
    let step_on = match event {
        Event::SiteRecorded(site) => {
            join(handlers, &site.officers);
            Some(CivilDate::of(site.ended))
        }
        Event::RectificationOrdered(order) => {
            join(handlers, &order.officers);
            Some(order.on)
        }
        Event::ServiceAddressConfirmed { address, by } => {
            handlers.insert(by.clone());
            case.address = Some(address.clone());
            None
        }
        Event::OrderServed { service, by } | Event::DecisionServed { service, by } => {
            handlers.insert(by.clone());
            Some(service.on)
        }
        Event::RevisitRecorded(revisit) => {
            join(handlers, &revisit.officers);
            Some(CivilDate::of(revisit.visited))
        }
        Event::EvidenceRecorded { officers, .. } => {
            join(handlers, officers);
            None
        }
        Event::InquiryConcluded(inquiry) => {
            join(handlers, &inquiry.officers);
            Some(inquiry.on)
        }
        Event::LegalityReviewed(review) => Some(review.on),
        Event::NoticeServed(notice) => {
            join(handlers, &notice.officers);
            Some(notice.service.on)
        }
        Event::StatementRecorded(statement) => {
            join(handlers, &statement.officers);
            Some(statement.on)
        }
        Event::StatementWaived(waived) => {
            handlers.insert(waived.by.clone());
            Some(waived.on)
        }
        Event::StatementLapsed(lapsed) => {
            handlers.extend(lapsed.by.clone());
            Some(lapsed.on)
        }
        Event::ReviewForgone(forgone) => {
            handlers.insert(forgone.by.clone());
            Some(forgone.on)
        }
        Event::DecisionEndorsed(it) => Some(it.on),
        Event::PenaltyDecided(decided) => Some(decided.on),
        Event::CaseDismissed(dismissed) => Some(dismissed.on),
        Event::ClosingProposed(it) => {
            handlers.insert(it.by.clone());
            Some(it.on)
        }
        Event::CaseArchived { on, by, .. } => {
            handlers.insert(by.clone());
            Some(*on)
        }
        Event::DecisionRevoked(revocation) => Some(revocation.on),
        Event::PaymentRecorded(payment) => {
            // Nobody handles what the bank tells, or what a leader lets be assigned.
            if matches!(payment.paid.channel, Channel::Slip | Channel::Cash) {
                handlers.insert(payment.by.clone());
            }
            // Receipts of several payments may come in any order.
            payment.paid_in_full.then_some(payment.on)
        }
        Event::InspectionClosed(closed) => {
            handlers.insert(closed.by.clone());
            Some(closed.on)
        }
        Event::CaseEnded(ended) => Some(ended.on),
        Event::CaseTransferred(closed) => {
            handlers.insert(closed.by.clone());
            Some(closed.on)
        }
        Event::Inspection(event) => {
            handlers.extend(event.handlers());
            event.step_on()
        }
        Event::Summary(event) => {
            handlers.extend(event.handlers());
            event.step_on()
        }
        Event::Fast(event) => {
            handlers.extend(event.handlers());
            None
        }
        // By a leader, who handles nothing by it.
        Event::CaseClosed(closed) => Some(closed.on),
        Event::InspectionOpened(_)
        | Event::CaseFiled(_)
        | Event::DeadlineArmed(_)
        | Event::Recusal(_)
        | Event::FileReceived(_)
        | Event::MeasureReceived(_)
        | Event::Handover(_)
        | Event::Jurisdiction(_)
        | Event::Assistance(_)
        | Event::Concurrence(_)
        | Event::Referral(_)
        | Event::Weighing(_)
        | Event::Measure(_)
        | Event::Execution(_)
        | Event::Account(_)
        | Event::Remedy(_)
        | Event::Preservation(_)
        | Event::Testing(_)
        | Event::Suspension(_)
        | Event::Exhibit(_)
        | Event::Custody(_)
        | Event::Recording(_)
        | Event::Interview(_)
        | Event::Offsite(_)
        | Event::PublicNotice(_)
        | Event::Presentation(_)
        | Event::Serving(_)
        | Event::Task(_)
        | Event::CommandReplayed(_)
        | Event::Hearing(_)
        | Event::Meeting(_)
        | Event::Issuing(_)
        | Event::Transcript(_)
        | Event::DecisionCorrected(_)
        | Event::ReviewExtended { .. }
        | Event::ClosingReturned { .. }
        | Event::DeadlineAdjusted { .. }
        | Event::DeadlineStartCorrected(_)
        | Event::DeadlineSettled { .. } => None,
    };
    case.last_step_on = step_on.map_or(case.last_step_on, |on| on.max(case.last_step_on));
}

fn join(handlers: &mut BTreeSet<OfficerId>, officers: &[OfficerSnapshot]) {
    handlers.extend(officers.iter().map(|officer| officer.id.clone()));
}
