//! What a lead is after an event.

use cases_domain::{DeadlineState, OfficerId};

use crate::{
    Ending, Event, GivenFeedback, Kind, Lead, Outcome, RefusalToFile, Step, Transfer, TransferEnd,
    Verification,
};

/// An event that the table does not know from where the lead stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{event} does not follow {step}")]
pub struct DoesNotFollow {
    /// The event.
    pub event: String,
    /// The step; empty: no lead.
    pub step: &'static str,
}

/// The lead after an event.
pub fn evolve(lead: Option<Lead>, event: &Event) -> Result<Lead, DoesNotFollow> {
    let step = lead.as_ref().map_or("", |lead| lead.step.name());
    after(lead, event).ok_or_else(|| DoesNotFollow {
        event: event.kind().map_or("CLOCK", Kind::name).to_owned(),
        step,
    })
}

/// The lead after a history; none: nothing has happened.
pub fn replay<'e>(
    events: impl IntoIterator<Item = &'e Event>,
) -> Result<Option<Lead>, DoesNotFollow> {
    events
        .into_iter()
        .try_fold(None, |lead, event| evolve(lead, event).map(Some))
}

/// What an act comes to in a lead: whether somebody waits to be told of its end.
pub(crate) fn outcome(kind: Kind, feedback_wanted: bool) -> Outcome {
    match kind {
        Kind::Decline
        | Kind::Merge
        | Kind::ApproveRefusal
        | Kind::ConvertToInspection
        | Kind::ConvertToCase => {
            if feedback_wanted {
                Outcome::FeedbackDue
            } else {
                Outcome::NothingDue
            }
        }
        _ => Outcome::Done,
    }
}

fn after(lead: Option<Lead>, event: &Event) -> Option<Lead> {
    if let Event::Reported {
        id,
        report,
        agency,
        domain,
        ..
    } = event
    {
        let step = Step::after(None, Kind::Report, Outcome::Done)?;
        return lead.is_none().then(|| Lead {
            id: *id,
            report: report.as_ref().clone(),
            agency: agency.clone(),
            domain: *domain,
            step,
            officers: Vec::new(),
            verification: None,
            refusal: None,
            transfers: Vec::new(),
            duplicates: Vec::new(),
            feedback: Vec::new(),
            ending: None,
            handlers: std::collections::BTreeSet::new(),
            deadlines: Vec::new(),
        });
    }
    let mut lead = lead?;
    if let Some(kind) = event.kind() {
        let outcome = outcome(kind, lead.report.feedback_wanted);
        lead.step = Step::after(Some(lead.step), kind, outcome)?;
    }
    change(&mut lead, event)?;
    Some(lead)
}

fn change(lead: &mut Lead, event: &Event) -> Option<()> {
    match event {
        Event::Reported { .. } | Event::Extended { .. } => {}
        Event::Accepted { domain, .. } => lead.domain = domain.or(lead.domain),
        Event::Declined {
            reasons,
            belongs_to,
            ..
        } => {
            lead.ending = Some(Ending::Declined {
                reasons: reasons.clone(),
                belongs_to: belongs_to.clone(),
            });
        }
        Event::Merged { into, .. } => lead.ending = Some(Ending::Merged { into: *into }),
        Event::DuplicateLinked { duplicate, .. } => lead.duplicates.push(*duplicate),
        Event::Assigned { officers, .. } => lead.officers.clone_from(officers),
        Event::Verified {
            officers,
            finding,
            facts,
            on,
        } => {
            let ids = officers.iter().map(|officer| officer.id.clone());
            lead.handlers.extend(ids);
            lead.verification = Some(Verification {
                finding: *finding,
                facts: facts.clone(),
                on: *on,
            });
        }
        Event::RefusalProposed { reasons, on, by } => {
            lead.handlers.insert(by.clone());
            lead.refusal = Some(RefusalToFile {
                reasons: reasons.clone(),
                on: *on,
                proposed_by: by.clone(),
            });
        }
        Event::RefusalApproved { by, .. } => not_filed(lead, by)?,
        Event::RefusalRejected { .. } => {
            lead.refusal = None;
            lead.verification = None;
        }
        Event::Converted {
            case_id, procedure, ..
        } => {
            lead.ending = Some(Ending::Converted {
                case_id: *case_id,
                procedure: procedure.clone(),
            });
        }
        Event::Transferred {
            number,
            to,
            reasons,
            designation,
            on,
            ..
        } => lead.transfers.push(Transfer {
            number: *number,
            from: lead.agency.clone(),
            to: to.clone(),
            reasons: reasons.clone(),
            designation: designation.clone(),
            sent_on: *on,
            end: None,
        }),
        Event::TransferAccepted { domain, on, .. } => {
            let transfer = lead.transfers.last_mut()?;
            transfer.end = Some(TransferEnd::Accepted { on: *on });
            lead.agency = transfer.to.clone();
            lead.domain = domain.or(lead.domain);
            // The receiver begins anew: what the sender's officers had found stands in the record.
            lead.officers.clear();
            lead.verification = None;
        }
        Event::TransferRefused { reasons, on, .. } => {
            lead.transfers.last_mut()?.end = Some(TransferEnd::Refused {
                on: *on,
                reasons: reasons.clone(),
            });
        }
        Event::TransferWithdrawn { reasons, on, .. } => {
            lead.transfers.last_mut()?.end = Some(TransferEnd::Withdrawn {
                on: *on,
                reasons: reasons.clone(),
            });
        }
        Event::FeedbackGiven {
            to,
            manner,
            content,
            on,
            ..
        } => lead.feedback.push(GivenFeedback {
            to: to.clone(),
            manner: manner.clone(),
            content: content.clone(),
            on: *on,
        }),
        Event::ClockStarted(deadline) => lead.deadlines.push(deadline.clone()),
        Event::ClockAdjusted { deadline, .. } => {
            let mut running = lead.deadlines.iter_mut();
            let running = running.find(|it| it.clock == deadline.clock && it.is_open())?;
            running.clone_from(deadline);
        }
        Event::ClockSettled { clock, state, on } => {
            let mut running = lead.deadlines.iter_mut();
            let running = running.find(|it| it.clock == *clock && it.is_open())?;
            (*state != DeadlineState::Open).then_some(())?;
            running.state = *state;
            running.settled_on = Some(*on);
        }
    }
    Some(())
}

fn not_filed(lead: &mut Lead, by: &OfficerId) -> Option<()> {
    let proposed = lead.refusal.as_ref()?;
    lead.ending = Some(Ending::NotFiled {
        reasons: proposed.reasons.clone(),
        approved_by: by.clone(),
    });
    Some(())
}
