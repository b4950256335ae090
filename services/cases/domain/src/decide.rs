//! Deciding: an act, held against the law, becomes events or a refusal. Pure.

mod events;
mod inspection;
mod penalty;

use std::collections::BTreeSet;

use calendar::CivilDate;
use refusal::Refusal;

use crate::facts::Facts;
use crate::guard::{Guard, View};
use crate::procedure::inspection::Step as InspectionStep;
use crate::procedure::penalty::Step as PenaltyStep;
use crate::procedure::summary::Step as SummaryStep;
use crate::procedure::{Outcome, Stage, not_from_here, rights};
use crate::{
    Act, ActKind, BackEntry, Case, Clock, CorrectDeadlineStart, DeadlineKind,
    DeadlineStartCorrected, DeadlineState, Disclosed, Division, Domain, Event, NoteDisclosure,
    OfficerSnapshot, Opening, OpeningFacts, Procedure, Service, ServiceManner, account, assistance,
    concurrence, custody, execution, exhibit, handover, hearing, interview, issuing, jurisdiction,
    measure, meeting, offsite, presentation, preservation, public_notice, recording, recusal,
    referral, remedy, serving, summary_penalty, suspension, task, testing, transcript, weighing,
};

pub(crate) use events::Events;

/// Whether an act may be done now.
#[derive(Debug)]
pub struct Allowed {
    /// The act.
    pub act: ActKind,
    /// Number of the thing it is about, for an act of a side procedure that has begun; 0: the case itself.
    pub about: u32,
    /// Whether it may be done; if not, why, under which article, and what would satisfy it.
    pub verdict: Result<(), Refusal>,
}

/// Judges an act. `case` is none for an act that opens one.
///
/// The events are, in this order: what was done, then clocks that ended by it, then clocks it started.
///
/// # Refuses
/// The reason names the first guard that fails: first who may act at all, then what must have gone
/// before, then the guards of the table's row in their order.
pub fn decide(case: Option<&Case>, act: &Act, facts: &Facts<'_>) -> Result<Vec<Event>, Refusal> {
    let view = View {
        case,
        kind: act.kind(),
        about: act.about(),
        act: Some(act),
        facts,
    };
    view.hold(rights(act.kind()))?;
    match (case, act) {
        (_, act) if act.kind().opens() => open(&view, act),
        (Some(case), Act::PassDeadline(clock)) => pass_deadline(&view, case, *clock),
        (Some(case), Act::RecountDeadline(clock)) => recount_deadline(&view, case, *clock),
        (Some(case), Act::CorrectDeadlineStart(act)) => correct_start(&view, case, act),
        (Some(case), Act::NoteDisclosure(act)) => note_disclosure(&view, case, *act),
        (Some(case), Act::Recusal(act)) => recusal::decide(&view, case, act),
        (Some(case), Act::Concurrence(act)) => concurrence::decide(&view, case, act),
        (Some(case), Act::Assistance(act)) => assistance::decide(&view, case, act),
        (Some(case), Act::Jurisdiction(act)) => jurisdiction::decide(&view, case, act),
        (Some(case), Act::Handover(act)) => handover::decide(&view, case, act),
        (Some(case), Act::Referral(act)) => referral::decide(&view, case, act),
        (Some(case), Act::Weighing(act)) => weighing::decide(&view, case, act),
        (Some(case), Act::Measure(act)) => measure::decide(&view, case, act),
        (Some(case), Act::Execution(act)) => execution::decide(&view, case, act),
        (Some(case), Act::Account(act)) => account::decide(&view, case, act),
        (Some(case), Act::Remedy(act)) => remedy::decide(&view, case, act),
        (Some(case), Act::Preservation(act)) => preservation::decide(&view, case, act),
        (Some(case), Act::Testing(act)) => testing::decide(&view, case, act),
        (Some(case), Act::Suspension(act)) => suspension::decide(&view, case, act),
        (Some(case), Act::Exhibit(act)) => exhibit::decide(&view, case, act),
        (Some(case), Act::Custody(act)) => custody::decide(&view, case, act),
        (Some(case), Act::Recording(act)) => recording::decide(&view, case, act),
        (Some(case), Act::Interview(act)) => interview::decide(&view, case, act),
        (Some(case), Act::Offsite(act)) => offsite::decide(&view, case, act),
        (Some(case), Act::Presentation(act)) => presentation::decide(&view, case, act),
        (Some(case), Act::PublicNotice(act)) => public_notice::decide(&view, case, act),
        (Some(case), Act::Serving(act)) => serving::decide(&view, case, act),
        (Some(case), Act::Task(act)) => task::decide(&view, case, act),
        (Some(case), Act::Hearing(act)) => hearing::decide(&view, case, act),
        (Some(case), Act::Meeting(act)) => meeting::decide(&view, case, act),
        (Some(case), Act::Issuing(act)) => issuing::decide(&view, case, act),
        (Some(case), Act::Transcript(act)) => transcript::decide(&view, case, act),
        (Some(case), _) => go_on(&view, case, act),
        (None, _) => Err(Refusal::absent("case", "案件")),
    }
}

/// For every act of the case's procedure but the one that opened it, and of its side procedures, whether it may be done now by
/// the caller, as far as can be told before its contents are known.
pub fn allowed(case: &Case, facts: &Facts<'_>) -> Vec<Allowed> {
    let mut all = match &case.procedure {
        Procedure::Inspection(inspection) => allowed_at(inspection.step, 0, case, facts),
        Procedure::OrdinaryPenalty(penalty) => allowed_at(penalty.step, 0, case, facts),
        Procedure::SummaryPenalty(penalty) => allowed_at(penalty.step, 0, case, facts),
    };
    all.extend(allowed_beside(recusal::standing(case), case, facts));
    all.extend(allowed_beside(concurrence::standing(case), case, facts));
    all.extend(allowed_beside(assistance::standing(case), case, facts));
    all.extend(allowed_beside(jurisdiction::standing(case), case, facts));
    all.extend(allowed_beside(handover::standing(case), case, facts));
    all.extend(allowed_beside(referral::standing(case), case, facts));
    all.extend(allowed_beside(weighing::standing(case), case, facts));
    all.extend(allowed_beside(measure::standing(case), case, facts));
    all.extend(allowed_beside(execution::standing(case), case, facts));
    all.extend(allowed_beside(account::notices(case), case, facts));
    all.extend(allowed_beside(account::cash_collected(case), case, facts));
    all.extend(allowed_beside(account::deferrals(case), case, facts));
    all.extend(allowed_beside(account::refunds(case), case, facts));
    all.extend(allowed_beside(account::settlements(), case, facts));
    all.extend(allowed_beside(remedy::standing(case), case, facts));
    all.extend(allowed_beside(preservation::standing(case), case, facts));
    all.extend(allowed_beside(testing::standing(case), case, facts));
    all.extend(allowed_beside(suspension::standing(case), case, facts));
    all.extend(allowed_beside(exhibit::standing(case), case, facts));
    all.extend(allowed_beside(custody::standing(case), case, facts));
    all.extend(allowed_beside(recording::standing(case), case, facts));
    all.extend(allowed_beside(interview::standing(case), case, facts));
    all.extend(allowed_beside(offsite::standing(case), case, facts));
    all.extend(allowed_beside(presentation::standing(case), case, facts));
    all.extend(allowed_beside(public_notice::standing(case), case, facts));
    all.extend(allowed_beside(serving::standing(case), case, facts));
    all.extend(task::allowed(case, facts));
    all.extend(allowed_beside(hearing::standing(case), case, facts));
    all.extend(allowed_beside(meeting::standing(case), case, facts));
    all.extend(allowed_beside(issuing::steps(case), case, facts));
    all.extend(allowed_beside(transcript::standing(case), case, facts));
    all
}

/// The acts of a side procedure: those that begin it, and those of each that has begun and not ended.
fn allowed_beside<S: Stage>(
    standing: Vec<(u32, S)>,
    case: &Case,
    facts: &Facts<'_>,
) -> Vec<Allowed> {
    let rows = S::ROWS.iter();
    let begin: BTreeSet<ActKind> = rows
        .filter(|row| row.from.is_none())
        .map(|row| row.act)
        .collect();
    let number = standing.len().saturating_add(1);
    let begun = begin.iter().map(|kind| {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        allowed_one::<S>(None, *kind, (case, number), facts)
    });
    let mut all: Vec<Allowed> = begun.map(|it| Allowed { about: 0, ..it }).collect();
    for (number, step) in standing.into_iter().filter(|(_, step)| !step.is_final()) {
        all.extend(
            allowed_at(step, number, case, facts)
                .into_iter()
                .filter(|it| !begin.contains(&it.act)),
        );
    }
    all
}

fn allowed_at<S: Stage>(step: S, about: u32, case: &Case, facts: &Facts<'_>) -> Vec<Allowed> {
    let acts = S::ACTS.iter().filter(|kind| !kind.opens());
    acts.map(|kind| allowed_one(Some(step), *kind, (case, about), facts))
        .collect()
}

fn allowed_one<S: Stage>(
    from: Option<S>,
    kind: ActKind,
    (case, about): (&Case, u32),
    facts: &Facts<'_>,
) -> Allowed {
    let view = View {
        case: Some(case),
        kind,
        about,
        act: None,
        facts,
    };
    let possible = || {
        view.hold(rights(kind))?;
        let mut refused = None;
        for row in S::leaving(from, kind) {
            match view.hold(row.guards()) {
                Ok(()) => return Ok(()),
                Err(refusal) => refused = refused.or(Some(refusal)),
            }
        }
        Err(refused.unwrap_or_else(|| not_from_here(from, &view)))
    };
    Allowed {
        act: kind,
        about,
        verdict: possible(),
    }
}

/// Opens a case.
fn open(view: &View<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let Some(facts) = &view.facts.opening else {
        // An act that opens is never sent for a case that stands.
        return Err(Refusal::absent("case", "案件"));
    };
    match act {
        Act::OpenInspection(act) => {
            hold_row::<InspectionStep>(None, view, Outcome::Done)?;
            Ok(opening(view, facts)
                .map(|it| inspection::open(view, act, it))
                .unwrap_or_default())
        }
        Act::FileCase(act) => {
            hold_row::<PenaltyStep>(None, view, Outcome::Done)?;
            Ok(opening(view, facts)
                .map(|it| penalty::file(view, act, it))
                .unwrap_or_default())
        }
        Act::Summary(summary_penalty::Act::OpenSummary(act)) => {
            hold_row::<SummaryStep>(None, view, Outcome::Done)?;
            Ok(opening(view, facts)
                .map(|it| summary_penalty::open(view, act, it))
                .unwrap_or_default())
        }
        _ => Ok(Vec::new()),
    }
}

/// Takes a case a step further.
fn go_on(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    match &case.procedure {
        Procedure::Inspection(it) => judge(Some(it.step), view, || {
            inspection::draft(view, case, it, act)
        }),
        Procedure::OrdinaryPenalty(it) => {
            judge(Some(it.step), view, || penalty::draft(view, case, it, act))
        }
        Procedure::SummaryPenalty(it) => judge(Some(it.step), view, || {
            summary_penalty::draft(view, case, it, act)
        }),
    }
}

/// What an act comes to, its conditions not asked: for a fact that has come about whatever else happened meanwhile.
pub(crate) fn drafted<'a>(view: &View<'a>, case: &Case, act: &Act) -> Option<Events<'a>> {
    match (act, &case.procedure) {
        (Act::Execution(act), _) => execution::drafted(view, case, act),
        (Act::Measure(act), _) => measure::drafted(view, case, act),
        (Act::Hearing(act), _) => Some(hearing::drafted(view, case, act)),
        (Act::Preservation(act), _) => preservation::drafted(view, case, act),
        (Act::Testing(act), _) => Some(testing::drafted(view, case, act)),
        (Act::Offsite(act), _) => Some(offsite::drafted(view, case, act)),
        (_, Procedure::Inspection(it)) => inspection::draft(view, case, it, act),
        (_, Procedure::OrdinaryPenalty(it)) => penalty::draft(view, case, it, act),
        (_, Procedure::SummaryPenalty(it)) => summary_penalty::draft(view, case, it, act),
    }
}

/// Finds the act's row and holds the act against its guards.
///
/// The events are drafted first, because which row it is depends on what the act comes to; a draft
/// that the guards refuse is thrown away.
///
/// `from` is where the procedure stands; none: a side procedure is about to begin.
pub(crate) fn judge<'a, S: Stage>(
    from: Option<S>,
    view: &View<'a>,
    draft: impl FnOnce() -> Option<Events<'a>>,
) -> Result<Vec<Event>, Refusal> {
    if !S::ACTS.contains(&view.kind) {
        let guard = Guard::SameProcedure;
        let why = format!("“{}”不是本案程序中的事项", view.kind.zh());
        return Err(view.refusal(guard, guard.citation(), &why));
    }
    if S::leaving(from, view.kind).next().is_none() {
        return Err(not_from_here(from, view));
    }
    let drafted = draft().and_then(|events| Some((events.done.first()?.move_made()?.1, events)));
    let Some((outcome, events)) = drafted else {
        return Err(not_from_here(from, view));
    };
    hold_row(from, view, outcome)?;
    Ok(events.in_order())
}

/// Holds the act against the guards of its row.
fn hold_row<S: Stage>(from: Option<S>, view: &View<'_>, outcome: Outcome) -> Result<(), Refusal> {
    let mut rows = S::ROWS.iter();
    let row = rows.find(|r| r.from == from && r.act == view.kind && r.when == outcome);
    let Some(row) = row else {
        // What the act would come to is not possible from here: a guard of the act's other rows says why, or the table does.
        for row in S::leaving(from, view.kind) {
            view.hold(row.guards())?;
        }
        return Err(not_from_here(from, view));
    };
    view.hold(row.guards())
}

/// What a case is opened with. The guards have made sure that everything is known.
fn opening(view: &View<'_>, facts: &OpeningFacts) -> Option<Opening> {
    let first = facts.items.first()?;
    let agency = facts.agency.clone()?;
    let domain = first.snapshot.domain;
    let joint_agencies = match view.act {
        Some(Act::OpenInspection(act)) => act.joint_agencies.clone(),
        _ => Vec::new(),
    };
    let officers = snapshots(view, domain, &agency.division);
    Some(Opening {
        id: facts.id,
        code: facts.code,
        agency,
        joint_agencies,
        party: facts.party.clone()?,
        items: facts
            .items
            .iter()
            .map(|item| item.snapshot.clone())
            .collect(),
        domain,
        officers,
        bound_versions: view.facts.versions.clone(),
        back_entry: back_entry(view),
        place: Some(facts.place.clone()),
        powers: powers(facts),
        from_lead: facts.from_lead,
    })
}

/// The instruments by which the agency is competent for the items, each once.
fn powers(facts: &OpeningFacts) -> Vec<String> {
    let agency = facts.agency.as_ref();
    let subjects = facts
        .competence
        .values()
        .filter_map(|competence| competence.subject(&agency?.id));
    let versions: BTreeSet<String> = subjects
        .filter_map(|subject| Some(subject.power.as_ref()?.version.clone()))
        .collect();
    versions.into_iter().collect()
}

/// How the case is entered afterwards, if it is.
fn back_entry(view: &View<'_>) -> Option<BackEntry> {
    let offline = view.act?.offline()?;
    Some(offline.entered(view.facts.today(), view.facts.calendar))
}

/// The day on which a case is opened: the one on which it was handled off-line, if it is entered afterwards.
pub(crate) fn opened_on(view: &View<'_>) -> CivilDate {
    view.act
        .and_then(Act::offline)
        .map_or_else(|| view.facts.today(), |offline| offline.handled_on)
}

/// The officers of an act with the certificates relied on, first and second.
pub(crate) fn team(view: &View<'_>, case: &Case) -> Vec<OfficerSnapshot> {
    snapshots(view, case.domain(), case.division())
}

fn snapshots(view: &View<'_>, domain: Domain, division: &Division) -> Vec<OfficerSnapshot> {
    let on = view
        .act
        .and_then(Act::done_on)
        .unwrap_or_else(|| view.facts.today());
    let officers = view
        .facts
        .officer()
        .into_iter()
        .chain(&view.facts.co_officer);
    officers
        .map(|officer| officer.snapshot(domain, division, on))
        .collect()
}

/// A service as the record keeps it: electronic service goes to the address on file.
pub(crate) fn addressed(case: &Case, service: &Service) -> Service {
    let mut service = service.clone();
    if service.manner == ServiceManner::Electronic
        && service.receiver.is_empty()
        && let Some(address) = &case.address
    {
        service.receiver.clone_from(&address.email);
    }
    service
}

/// A clock ran out.
fn pass_deadline(view: &View<'_>, case: &Case, clock: Clock) -> Result<Vec<Event>, Refusal> {
    view.hold(&[
        Guard::DeadlineRunning,
        Guard::DeadlineFirm,
        Guard::DeadlineOver,
    ])?;
    let mut events = Events::new(view, case.rules());
    events.end(case, clock, DeadlineState::Passed, view.facts.today());
    if clock == DeadlineKind::Payment.into()
        && let Some(running) = case.running(clock)
    {
        account::arm_cap(&mut events, case, running.due);
    }
    Ok(events.in_order())
}

/// The day that started a clock was recorded wrongly: it is counted from the right one.
fn correct_start(
    view: &View<'_>,
    case: &Case,
    act: &CorrectDeadlineStart,
) -> Result<Vec<Event>, Refusal> {
    view.hold(&[Guard::DeadlineRunning, Guard::DeadlineStartPossible])?;
    let recorded = case.running(act.clock);
    let from = recorded.map_or(act.start, |running| running.start);
    let done = Event::DeadlineStartCorrected(DeadlineStartCorrected {
        clock: act.clock,
        from,
        to: act.start,
        reason: act.reason.clone(),
        on: view.facts.today(),
        by: view.facts.officer_id(),
    });
    let mut events = Events::of(view, case.rules(), done);
    let why = format!("起算日由{}更正为{}", from.zh(), act.start.zh());
    events.correct_start(case, act.clock, act.start, &why);
    Ok(events.in_order())
}

/// A clock is counted anew by the calendar as it is known now.
fn recount_deadline(view: &View<'_>, case: &Case, clock: Clock) -> Result<Vec<Event>, Refusal> {
    view.hold(&[Guard::DeadlineRunning, Guard::DeadlineFirm])?;
    let mut events = Events::new(view, case.rules());
    let running = case.running(clock);
    let why = match running {
        Some(running) if running.provisional => "节假日安排已公布，重新计算",
        _ => "节假日安排调整，重新计算",
    };
    events.recount(case, clock, why);
    Ok(events.in_order())
}

/// What disclosure did settles the duties it was about.
fn note_disclosure(
    view: &View<'_>,
    case: &Case,
    act: NoteDisclosure,
) -> Result<Vec<Event>, Refusal> {
    view.hold(&[Guard::DeadlineRunning])?;
    let mut events = Events::new(view, case.rules());
    for kind in act.disclosed.settles() {
        match act.disclosed {
            Disclosed::Published | Disclosed::Withdrawn => events.fulfil(case, *kind, act.on),
            Disclosed::Withheld => events.cancel(case, *kind, act.on),
        }
    }
    Ok(events.in_order())
}
