//! A lead as the contract shows it.

use actor::Actor;
use contract::cases::v1 as proto;
use leads_domain::{Ending, GivenFeedback, Lead, Transfer, TransferEnd};
use refusal::etag;

use super::Kept;
use crate::record::lead::{contents, write_domain, write_finding};
use crate::record::{clocks, parts};

/// The lead as a caller sees it; none: as the answer of the platform's own acts. Who told of it is shown only to those who see
/// to the lead now.
pub(crate) fn lead(kept: &Kept, viewer: Option<&Actor>) -> proto::Lead {
    let Kept {
        lead,
        version,
        created_at,
        updated_at,
        ..
    } = kept;
    let turn = lead.turn();
    let sees_to_it = viewer.is_some_and(|actor| {
        let agencies = turn.into_iter().chain([&lead.agency]);
        agencies
            .into_iter()
            .any(|it| actor.acts_for(it.id.as_str()))
    });
    proto::Lead {
        lead_id: lead.id.to_string(),
        contents: Some(contents(&lead.report)),
        step: lead.step.name().to_owned(),
        step_name: lead.step.zh().to_owned(),
        ended: lead.step.is_final(),
        agency_id: lead.agency.id.to_string(),
        agency_name: lead.agency.name.clone(),
        turn_agency_id: turn.map(|it| it.id.to_string()).unwrap_or_default(),
        turn_agency_name: turn.map(|it| it.name.clone()).unwrap_or_default(),
        domain: write_domain(lead.domain),
        officers: parts::officers(&lead.officers),
        verification: lead
            .verification
            .as_ref()
            .map(|it| proto::LeadVerification {
                finding: write_finding(it.finding).into(),
                facts: it.facts.clone(),
                verified_date: it.on.to_string(),
            }),
        refusal_reasons: lead
            .refusal
            .as_ref()
            .map(|it| it.reasons.clone())
            .unwrap_or_default(),
        transfers: lead.transfers.iter().map(transfer).collect(),
        duplicate_lead_ids: lead.duplicates.iter().map(ToString::to_string).collect(),
        feedback: lead.feedback.iter().map(feedback).collect(),
        ending: lead.ending.as_ref().map(ending),
        deadlines: deadlines(lead),
        overdue: lead.is_overdue(),
        etag: etag::write(*version),
        create_time: Some(parts::timestamp(*created_at)),
        update_time: Some(parts::timestamp(*updated_at)),
        informant: kept
            .informant
            .as_ref()
            .filter(|_| sees_to_it)
            .map(|it| proto::LeadInformant {
                name: it.name.clone(),
                contact: it.contact.clone(),
            }),
    }
}

/// The lead as a reporter sees the own one. Whoever reports what somebody else has reported before is told no more than
/// where it stands.
pub(crate) fn report(kept: &Kept, principal: &str) -> proto::LeadReport {
    let lead = &kept.lead;
    let own = lead.report.reported_by == principal;
    proto::LeadReport {
        lead_id: lead.id.to_string(),
        contents: own.then(|| contents(&lead.report)),
        step: lead.step.name().to_owned(),
        step_name: lead.step.zh().to_owned(),
        ended: lead.step.is_final(),
        agency_name: lead
            .turn()
            .map_or_else(|| lead.agency.name.clone(), |it| it.name.clone()),
        feedback: if own {
            lead.feedback.iter().map(feedback).collect()
        } else {
            Vec::new()
        },
        ending: lead
            .ending
            .as_ref()
            .map_or(proto::LeadEndingKind::Unspecified, ending_kind)
            .into(),
        create_time: Some(parts::timestamp(kept.created_at)),
    }
}

/// Open ones first, by their last day.
fn deadlines(lead: &Lead) -> Vec<proto::Deadline> {
    let mut deadlines: Vec<_> = lead.deadlines.iter().collect();
    deadlines.sort_by_key(|deadline| (!deadline.is_open(), deadline.due, deadline.clock));
    deadlines.into_iter().map(clocks::deadline).collect()
}

fn transfer(it: &Transfer) -> proto::LeadTransfer {
    let (state, on, answer) = match &it.end {
        None => (proto::LeadTransferState::Pending, None, ""),
        Some(TransferEnd::Accepted { on }) => (proto::LeadTransferState::Accepted, Some(on), ""),
        Some(TransferEnd::Refused { on, reasons }) => (
            proto::LeadTransferState::Refused,
            Some(on),
            reasons.as_str(),
        ),
        Some(TransferEnd::Withdrawn { on, reasons }) => (
            proto::LeadTransferState::Withdrawn,
            Some(on),
            reasons.as_str(),
        ),
    };
    proto::LeadTransfer {
        number: parts::count(it.number),
        from_agency_id: it.from.id.to_string(),
        from_agency_name: it.from.name.clone(),
        to_agency_id: it.to.id.to_string(),
        to_agency_name: it.to.name.clone(),
        reasons: it.reasons.clone(),
        designation: it.designation.clone(),
        sent_date: it.sent_on.to_string(),
        state: state.into(),
        ended_date: on.map(ToString::to_string).unwrap_or_default(),
        answer: answer.to_owned(),
    }
}

fn feedback(it: &GivenFeedback) -> proto::LeadFeedback {
    proto::LeadFeedback {
        to: it.to.clone(),
        manner: it.manner.clone(),
        content: it.content.clone(),
        given_date: it.on.to_string(),
    }
}

const fn ending_kind(ending: &Ending) -> proto::LeadEndingKind {
    match ending {
        Ending::Declined { .. } => proto::LeadEndingKind::Declined,
        Ending::Merged { .. } => proto::LeadEndingKind::Merged,
        Ending::Converted { .. } => proto::LeadEndingKind::Converted,
        Ending::NotFiled { .. } => proto::LeadEndingKind::NotFiled,
    }
}

fn ending(it: &Ending) -> proto::LeadEnding {
    let kind = ending_kind(it).into();
    let none = proto::LeadEnding {
        kind,
        ..proto::LeadEnding::default()
    };
    match it {
        Ending::Declined {
            reasons,
            belongs_to,
        } => proto::LeadEnding {
            reasons: reasons.clone(),
            belongs_to: belongs_to.clone(),
            ..none
        },
        Ending::Merged { into } => proto::LeadEnding {
            into_lead_id: into.to_string(),
            ..none
        },
        Ending::Converted { case_id, procedure } => proto::LeadEnding {
            case_id: case_id.to_string(),
            procedure: procedure.clone(),
            ..none
        },
        Ending::NotFiled {
            reasons,
            approved_by,
        } => proto::LeadEnding {
            reasons: reasons.clone(),
            approved_by: approved_by.to_string(),
            ..none
        },
    }
}
