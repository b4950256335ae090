//! Deciding: an act, held against the law, becomes events or a refusal. Pure.

mod inspection;
mod penalty;

use std::collections::BTreeSet;

use calendar::{Calendar, CivilDate};
use refusal::Refusal;

use crate::facts::Facts;
use crate::guard::{Guard, View};
use crate::procedure::inspection::Step as InspectionStep;
use crate::procedure::penalty::Step as PenaltyStep;
use crate::procedure::{Outcome, Stage, not_from_here, rights};
use crate::{
    Act, ActKind, BackEntry, Case, Deadline, DeadlineKind, DeadlineState, Disclosed, Division,
    Domain, Event, NoteDisclosure, OfficerSnapshot, Opening, OpeningFacts, Procedure, Rules,
    Service, ServiceManner,
};

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
        act: Some(act),
        facts,
    };
    view.hold(rights(act.kind()))?;
    match (case, act) {
        (_, Act::OpenInspection(_) | Act::FileCase(_)) => open(&view, act),
        (Some(case), Act::PassDeadline(kind)) => pass_deadline(&view, case, *kind),
        (Some(case), Act::RecountDeadline(kind)) => recount_deadline(&view, case, *kind),
        (Some(case), Act::NoteDisclosure(act)) => note_disclosure(&view, case, *act),
        (Some(case), _) => go_on(&view, case, act),
        (None, _) => Err(Refusal::absent("case", "案件")),
    }
}

/// For every act of the case's procedure but the one that opened it, whether it may be done now by the caller, as far as can be
/// told before its contents are known.
pub fn allowed(case: &Case, facts: &Facts<'_>) -> Vec<(ActKind, Result<(), Refusal>)> {
    match &case.procedure {
        Procedure::Inspection(inspection) => allowed_from(inspection.step, case, facts),
        Procedure::OrdinaryPenalty(penalty) => allowed_from(penalty.step, case, facts),
    }
}

fn allowed_from<S: Stage>(
    step: S,
    case: &Case,
    facts: &Facts<'_>,
) -> Vec<(ActKind, Result<(), Refusal>)> {
    let possible = |kind: ActKind| {
        let view = View {
            case: Some(case),
            kind,
            act: None,
            facts,
        };
        view.hold(rights(kind))?;
        let mut refused = None;
        for row in step.moves(kind) {
            match view.hold(row.guards()) {
                Ok(()) => return Ok(()),
                Err(refusal) => refused = refused.or(Some(refusal)),
            }
        }
        Err(refused.unwrap_or_else(|| not_from_here(step, &view)))
    };
    let acts = S::ACTS.iter().filter(|kind| !kind.opens());
    acts.map(|kind| (*kind, possible(*kind))).collect()
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
        _ => Ok(Vec::new()),
    }
}

/// Takes a case a step further.
fn go_on(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    match &case.procedure {
        Procedure::Inspection(it) => {
            judge(it.step, view, || inspection::draft(view, case, it, act))
        }
        Procedure::OrdinaryPenalty(it) => {
            judge(it.step, view, || penalty::draft(view, case, it, act))
        }
    }
}

/// Finds the act's row and holds the act against its guards.
///
/// The events are drafted first, because which row it is depends on what the act comes to; a draft
/// that the guards refuse is thrown away.
fn judge<'a, S: Stage>(
    step: S,
    view: &View<'a>,
    draft: impl FnOnce() -> Option<Events<'a>>,
) -> Result<Vec<Event>, Refusal> {
    if !S::ACTS.contains(&view.kind) {
        let guard = Guard::SameProcedure;
        let why = format!("“{}”不是本案程序中的事项", view.kind.zh());
        return Err(view.refusal(guard, guard.citation(), &why));
    }
    if step.moves(view.kind).next().is_none() {
        return Err(not_from_here(step, view));
    }
    let drafted = draft().and_then(|events| Some((events.done.first()?.move_made()?.1, events)));
    let Some((outcome, events)) = drafted else {
        return Err(not_from_here(step, view));
    };
    hold_row(Some(step), view, outcome)?;
    Ok(events.in_order())
}

/// Holds the act against the guards of its row.
fn hold_row<S: Stage>(from: Option<S>, view: &View<'_>, outcome: Outcome) -> Result<(), Refusal> {
    let mut rows = S::ROWS.iter();
    let row = rows.find(|r| r.from == from && r.act == view.kind && r.when == outcome);
    row.map_or(Ok(()), |row| view.hold(row.guards()))
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
fn opened_on(view: &View<'_>) -> CivilDate {
    view.act
        .and_then(Act::offline)
        .map_or_else(|| view.facts.today(), |offline| offline.handled_on)
}

/// The officers of an act with the certificates relied on, first and second.
fn team(view: &View<'_>, case: &Case) -> Vec<OfficerSnapshot> {
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
fn addressed(case: &Case, service: &Service) -> Service {
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
fn pass_deadline(view: &View<'_>, case: &Case, kind: DeadlineKind) -> Result<Vec<Event>, Refusal> {
    view.hold(&[
        Guard::DeadlineRunning,
        Guard::DeadlineFirm,
        Guard::DeadlineOver,
    ])?;
    let mut events = Events::new(view, case.rules());
    events.end(case, kind, DeadlineState::Passed, view.facts.today());
    Ok(events.in_order())
}

/// A clock is counted anew, now that the schedule it needed is known.
fn recount_deadline(
    view: &View<'_>,
    case: &Case,
    kind: DeadlineKind,
) -> Result<Vec<Event>, Refusal> {
    view.hold(&[Guard::DeadlineRunning, Guard::DeadlineFirm])?;
    let mut events = Events::new(view, case.rules());
    if let Some(running) = case.running(kind) {
        events
            .started
            .push(running.recounted(case.rules(), view.facts.calendar));
        events.end(case, kind, DeadlineState::Cancelled, view.facts.today());
    }
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

/// Events being drafted, with the clocks they end and start.
struct Events<'a> {
    done: Vec<Event>,
    ended: Vec<Event>,
    started: Vec<Deadline>,
    calendar: &'a Calendar,
    rules: Rules,
}

impl<'a> Events<'a> {
    fn new(view: &View<'a>, rules: Rules) -> Self {
        let calendar = view.facts.calendar;
        Self {
            done: Vec::new(),
            ended: Vec::new(),
            started: Vec::new(),
            calendar,
            rules,
        }
    }

    fn of(view: &View<'a>, rules: Rules, done: Event) -> Self {
        Self {
            done: vec![done],
            ..Self::new(view, rules)
        }
    }

    /// Starts a clock, where a rule sets its period.
    fn start(&mut self, kind: DeadlineKind, start: CivilDate) {
        self.started
            .extend(Deadline::started(kind, start, self.rules, self.calendar));
    }

    /// Ends a clock by doing what it was for, in time or late.
    fn fulfil(&mut self, case: &Case, kind: DeadlineKind, on: CivilDate) {
        let Some(running) = case.running(kind) else {
            return;
        };
        let due = running
            .firm_due(self.rules, self.calendar)
            .unwrap_or(running.due);
        let state = if on <= due {
            DeadlineState::Met
        } else {
            DeadlineState::Passed
        };
        self.end(case, kind, state, on);
    }

    /// Ends a clock that is no longer needed.
    fn cancel(&mut self, case: &Case, kind: DeadlineKind, on: CivilDate) {
        self.end(case, kind, DeadlineState::Cancelled, on);
    }

    fn end(&mut self, case: &Case, kind: DeadlineKind, state: DeadlineState, on: CivilDate) {
        if case.running(kind).is_some() {
            self.ended.push(Event::DeadlineSettled { kind, state, on });
        }
    }

    fn in_order(self) -> Vec<Event> {
        let started = self.started.into_iter().map(Event::DeadlineArmed);
        self.done
            .into_iter()
            .chain(self.ended)
            .chain(started)
            .collect()
    }
}
