//! A case as the contract shows it.

use calendar::{Calendar, CivilDate};
use cases_domain::inspection::Inspection;
use cases_domain::limitation;
use cases_domain::meeting::called_for;
use cases_domain::review;
use cases_domain::{Case, DeadlineKind, Fen, Penalty, Procedure};
use contract::cases::v1 as proto;
use refusal::etag;

use super::methods;
use crate::record::{
    account, assistance, clocks, concurrence, custody, decision, disposal, execution, exhibit,
    handover, hearing, inspection, interview, issuing, jurisdiction, measure, meeting, offsite,
    parts, presentation, preservation, public_notice, received, recording, recusal, referral,
    remedy, serving, summary, suspension, task, testing, transcript, weighing,
};

use crate::store::Stored;

/// The case as the contract shows it.
pub(crate) fn case(stored: &Stored) -> proto::Case {
    let Stored {
        case,
        version,
        created_at,
        updated_at,
    } = stored;
    let opening = &case.opening;
    let (inspection, penalty, summary) = match &case.procedure {
        Procedure::Inspection(it) => (Some(inspection_file(it)), None, None),
        Procedure::OrdinaryPenalty(it) => (None, Some(penalty_file(case, it)), None),
        Procedure::SummaryPenalty(it) => (None, None, Some(summary::file(it))),
    };
    proto::Case {
        case_id: case.id().to_string(),
        case_code: opening.code.to_string(),
        procedure: procedure(&case.procedure).into(),
        step: case.step_name().to_owned(),
        step_name: case.step_zh().to_owned(),
        closed: case.is_closed(),
        agency_id: opening.agency.id.to_string(),
        agency_name: opening.agency.name.clone(),
        division: case.division().to_string(),
        party: Some(parts::party(&opening.party)),
        items: parts::items(&opening.items),
        officers: parts::officers(&opening.officers),
        deadlines: deadlines(case),
        inspection,
        penalty,
        etag: etag::write(*version),
        create_time: Some(parts::timestamp(*created_at)),
        update_time: Some(parts::timestamp(*updated_at)),
        joint_agency_ids: opening
            .joint_agencies
            .iter()
            .map(ToString::to_string)
            .collect(),
        back_entry: opening.back_entry.as_ref().map(parts::back_entry),
        place_division: parts::place(opening),
        competence_versions: opening.powers.clone(),
        from_lead_id: parts::lead_id(opening.from_lead),
        summary,
        recusals: case.recusals.iter().map(recusal::file).collect(),
        hearings: case.hearings.iter().map(hearing::file).collect(),
        meetings: case.meetings.iter().map(meeting::file).collect(),
        documents: case
            .documents
            .iter()
            .map(|it| issuing::file(case, it))
            .collect(),
        presentations: case.presentations.iter().map(presentation::file).collect(),
        preservations: case.preservations.iter().map(preservation::file).collect(),
        testings: case.testings.iter().map(testing::file).collect(),
        standstills: case.standstills.iter().map(suspension::file).collect(),
        exhibits: case
            .exhibits
            .iter()
            .map(|it| exhibit::file(case, it))
            .collect(),
        custody_transfers: case.custody.iter().map(custody::file).collect(),
        recordings: recordings(case),
        interviews: case.interviews.iter().map(interview::file).collect(),
        servings: case.servings.iter().map(serving::file).collect(),
        service_address: case.address.as_ref().map(serving::address),
        transcripts: case.transcripts.iter().map(transcript::file).collect(),
        public_notices: case
            .public_notices
            .iter()
            .map(public_notice::file)
            .collect(),
        captures: case.captures.iter().map(offsite::file).collect(),
        distinctions: case.distinctions.iter().map(concurrence::file).collect(),
        assistances: case.assistances.iter().map(assistance::file).collect(),
        disputes: case.disputes.iter().map(jurisdiction::file).collect(),
        handovers: case.handovers.iter().map(handover::file).collect(),
        referrals: case.referrals.iter().map(referral::file).collect(),
        account: account::file(&case.account),
        remedies: case.remedies.iter().map(remedy::file).collect(),
        weighings: case.weighings.iter().map(weighing::file).collect(),
        measures: case.measures.iter().map(measure::file).collect(),
        executions: case.executions.iter().map(execution::file).collect(),
        tasks: tasks(case),
    }
}

/// What happened and can be recorded by sound and picture.
pub(crate) fn recordings(case: &Case) -> Vec<proto::RecordingDuty> {
    let happened = cases_domain::recording::happened(case);
    happened.iter().map(recording::duty).collect()
}

/// What the case waits for.
fn tasks(case: &Case) -> Vec<proto::TaskFile> {
    let files = case.tasks.iter().map(|it| {
        let method = methods::of(&case.procedure, it.act).unwrap_or_default();
        task::file(case, it, method)
    });
    files.collect()
}

/// What is left of the clocks that run, on a day.
pub(crate) fn reckon(case: &mut proto::Case, calendar: &Calendar, today: CivilDate) {
    for deadline in &mut case.deadlines {
        reckon_one(deadline, calendar, today);
    }
}

/// The same of one clock.
pub(crate) fn reckon_one(deadline: &mut proto::Deadline, calendar: &Calendar, today: CivilDate) {
    if deadline.state() != proto::DeadlineState::Open || !deadline.paused_date.is_empty() {
        return;
    }
    let day = |text: &str| CivilDate::parse(text).ok();
    let days = day(&deadline.start_date).zip(day(&deadline.nominal_date));
    let (Some((start, nominal)), Some(due)) = (days, day(&deadline.due_date)) else {
        return;
    };
    if let Some(kind) = DeadlineKind::named(&deadline.kind) {
        let from = calendar.working_days_before_or_provisional(nominal, kind.urgent_before());
        let from = from.due.max(start.add_days(1)).min(due);
        deadline.warn_date = from.to_string();
    }
    deadline.days_left = i32::try_from(today.days_until(due)).ok();
    let working_days = if due < today {
        let overdue = calendar.working_days_between(due.add_days(1), today);
        overdue.map(|days| -i64::from(days))
    } else {
        let left = calendar.working_days_between(today.add_days(1), due);
        left.map(i64::from)
    };
    deadline.working_days_left = working_days.ok().and_then(|days| i32::try_from(days).ok());
}

/// Open ones first, by their last day.
fn deadlines(case: &Case) -> Vec<proto::Deadline> {
    let mut deadlines: Vec<_> = case.deadlines.iter().collect();
    deadlines.sort_by_key(|deadline| (!deadline.is_open(), deadline.due, deadline.clock));
    let limitation = limitation::clock(case);
    deadlines
        .into_iter()
        .chain(&limitation)
        .map(clocks::deadline)
        .collect()
}

pub(super) const fn procedure(procedure: &Procedure) -> proto::Procedure {
    match procedure {
        Procedure::Inspection(_) => proto::Procedure::Inspection,
        Procedure::OrdinaryPenalty(_) => proto::Procedure::OrdinaryPenalty,
        Procedure::SummaryPenalty(_) => proto::Procedure::SummaryPenalty,
    }
}

fn inspection_file(it: &Inspection) -> proto::InspectionFile {
    let order = it.order.as_ref();
    let conclusion = it.conclusion.as_ref();
    let mut file = proto::InspectionFile {
        kind: parts::inspection_kind(it.kind).into(),
        place: it.place.clone(),
        planned_date: it.planned_on.to_string(),
        findings: it.findings.iter().map(parts::finding).collect(),
        requirement: order
            .map(|order| order.requirement.clone())
            .unwrap_or_default(),
        rectify_by: order.map(|order| order.due.to_string()).unwrap_or_default(),
        order_served_date: it
            .order_service
            .as_ref()
            .map(|service| service.on.to_string())
            .unwrap_or_default(),
        conclusion: conclusion
            .map(|conclusion| conclusion.text.clone())
            .unwrap_or_default(),
        document_number: parts::document_number(
            order.and_then(|order| order.document_number.as_ref()),
        ),
        ..proto::InspectionFile::default()
    };
    inspection::fill(&mut file, it);
    file
}

fn penalty_file(case: &Case, it: &Penalty) -> proto::PenaltyFile {
    let notice = it.notice.as_ref();
    let made = it.decision.as_ref();
    let mut bound_versions = case.opening.bound_versions.clone();
    for version in made
        .into_iter()
        .flat_map(|decision| &decision.bound_versions)
    {
        if !bound_versions.contains(version) {
            bound_versions.push(version.clone());
        }
    }
    let amount = |amount: Option<Fen>| parts::fen(amount.unwrap_or_default());
    proto::PenaltyFile {
        fast: it.fast.as_ref().map(inspection::fast_file),
        act_date: it.act_on.to_string(),
        filed_date: it.filed_on.to_string(),
        summary: it.summary.clone(),
        evidence: it.evidence.iter().map(parts::evidence).collect(),
        proposed_fine_fen: amount(it.inquiry.as_ref().map(|inquiry| inquiry.proposed_fine)),
        noticed_fine_fen: amount(notice.map(|notice| notice.fine)),
        notice_served_date: notice
            .map(|notice| notice.service.on.to_string())
            .unwrap_or_default(),
        fine_fen: amount(made.map(|decision| decision.fine)),
        decided_date: made
            .map(|decision| decision.on.to_string())
            .unwrap_or_default(),
        decision_served_date: it
            .decision_service
            .as_ref()
            .map(|service| service.on.to_string())
            .unwrap_or_default(),
        paid_fen: parts::fen(it.paid()),
        conclusion: it
            .conclusion
            .as_ref()
            .map(|it| it.text.clone())
            .unwrap_or_default(),
        act_from_date: it
            .extent
            .from
            .map(|day| day.to_string())
            .unwrap_or_default(),
        separate_act_reason: it.extent.separate.clone(),
        grave_harm: parts::grave_harm(it.harm()).into(),
        received: case.received.as_deref().map(received::file),
        from_case_id: it.from_case.map(|id| id.to_string()).unwrap_or_default(),
        bound_versions,
        proposal: it.inquiry.as_ref().map(|it| disposal::write(&it.whole())),
        told: notice.map(|it| disposal::write(&it.whole())),
        review_grounds: review::of_proposal(case)
            .into_iter()
            .map(|it| disposal::ground(it).into())
            .collect(),
        meeting_triggers: meeting_triggers(case, it),
        endorsement: it
            .endorsement
            .as_ref()
            .map_or(proto::ReviewOpinion::Unspecified, |it| {
                parts::opinion(it.opinion)
            })
            .into(),
        review_forgone: it
            .forgone
            .as_ref()
            .map(|it| it.reasons.clone())
            .unwrap_or_default(),
        education: it.education.clone(),
        corrections: it.corrections.iter().map(decision::correction).collect(),
        closing_ground: it
            .closing
            .as_ref()
            .map_or(proto::ClosingGround::Unspecified, |it| {
                decision::closing_ground(it.ground)
            })
            .into(),
        archive_number: it.archive_number.clone(),
        former: it.former.iter().map(decision::former).collect(),
        decided: made.map(|it| disposal::write(&it.whole())),
        hearing_told: notice.is_some_and(|notice| notice.hearing_told),
        fine_floor_fen: parts::fen(it.range.floor),
        fine_cap_fen: parts::fen(it.range.cap),
        document_number: parts::document_number(
            made.and_then(|decision| decision.document_number.as_ref()),
        ),
        revocation_effect: it
            .revocation
            .as_ref()
            .map_or(proto::RevocationEffect::Unspecified, |it| {
                parts::revocation_effect(it.effect)
            })
            .into(),
        revoked_date: it
            .revocation
            .as_ref()
            .map(|it| it.on.to_string())
            .unwrap_or_default(),
    }
}

/// Why the proposal is to be discussed together, in Chinese.
fn meeting_triggers(case: &Case, it: &Penalty) -> Vec<String> {
    let inquiry = it.inquiry.as_ref();
    let triggers = inquiry.map(|it| called_for(case, &it.whole()));
    let triggers = triggers.unwrap_or_default().into_iter();
    triggers.map(|it| it.zh().to_owned()).collect()
}
