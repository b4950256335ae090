//! A measure goes along with its case: into the penalty that follows an inspection, or to the agency that takes the case over.
//!
//! Papers, objects and custody stay as they are, and the period goes on: its clock is handed over as it runs, nothing starts anew
//! (行政强制法 §25(1) counts from the day on which it was done). Goods that the police take over leave the measure (§21).

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::event::{Handled, Left};
use super::{Event as Own, Handling, Holding, Measure, Step, period_of};
use crate::decide::Events;
use crate::guard::{Fails, View};
use crate::procedure::Stage as _;
use crate::referral::Goods;
use crate::{Agency, Case, CaseCode, CaseId, Deadline, DeadlineKind, Event, Facts, OfficerId};

/// The other case of a measure that went along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carriage {
    /// The case.
    pub case: CaseId,
    /// Its identity code.
    pub code: CaseCode,
    /// Agency that handles it.
    pub agency: Agency,
    /// Number of the measure there.
    pub number: u32,
    /// Day.
    pub on: CivilDate,
}

/// A measure was given to another case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Its number.
    pub number: u32,
    /// Where it goes.
    pub to: Carriage,
    /// Officer.
    pub by: OfficerId,
}

/// A measure came from another case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The measure as it stands, under its number here, with where it comes from.
    pub measure: Measure,
    /// Officer.
    pub by: OfficerId,
}

/// Whether a measure that stands here goes along: it is in force, and nobody has decided to give anything back yet.
pub(super) const fn goes(step: Step) -> bool {
    matches!(step, Step::InForce | Step::Frozen)
}

/// Every open measure of the case may go along.
pub(super) fn all_go(view: &View<'_>) -> Result<(), Fails> {
    let measures = view.case.into_iter().flat_map(|case| &case.measures);
    let mut stay = measures.filter(|it| !it.step.is_final() && !goes(it.step));
    match stay.next() {
        Some(it) => Err(format!(
            "第{}号{}措施{}，不能随案移送",
            it.number,
            it.kind.zh(),
            it.step.zh()
        )),
        None => Ok(()),
    }
}

/// The case named goes on with this one: an open penalty that was filed from it, against the same party.
pub(super) fn receiver_follows(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case.filter(|_| view.act.is_some()) else {
        return Ok(());
    };
    let named = view.act.and_then(crate::Act::leads_to);
    let follows = view.facts.linked.as_ref().filter(|linked| {
        Some(linked.id) == named
            && linked.procedure == crate::ProcedureKind::OrdinaryPenalty
            && linked.from_case == Some(case.id())
            && linked.party == case.opening.party.id
    });
    match follows {
        Some(linked) if linked.closed => Err("转入的案件已经结案".to_owned()),
        Some(_) => Ok(()),
        None => Err("转入的案件不是以本案为来源、对同一当事人立案的行政处罚案件".to_owned()),
    }
}

/// The clocks of a measure that run.
fn clocks(case: &Case, number: u32) -> impl Iterator<Item = &Deadline> {
    const OWN: [DeadlineKind; 4] = [
        DeadlineKind::Seizure,
        DeadlineKind::Freeze,
        DeadlineKind::OtherMeasure,
        DeadlineKind::FreezeDelivery,
    ];
    let running = case.deadlines.iter().filter(|it| it.is_open());
    running.filter(move |it| it.clock.about == number && OWN.contains(&it.kind()))
}

/// Gives a measure to the case that follows: its clocks end here.
pub(super) fn give<'a>(view: &View<'a>, case: &Case, measure: &Measure) -> Option<Events<'a>> {
    let linked = view.facts.linked.as_ref()?;
    let on = view.facts.today();
    let to = Carriage {
        case: linked.id,
        code: linked.code,
        agency: linked.agency.clone(),
        number: linked.measures.saturating_add(1),
        on,
    };
    let carried = Own::Carried(Box::new(Carried {
        number: measure.number,
        to,
        by: view.facts.officer_id(),
    }));
    let mut events = Events::of(view, case.rules(), Event::Measure(carried));
    for clock in clocks(case, measure.number) {
        events.cancel(case, clock.clock, on);
    }
    Some(events)
}

/// Gives every measure in force to the case that another agency opens. Its clocks end with the case's own.
pub(crate) fn give_all(
    case: &Case,
    (to, code, agency): (CaseId, CaseCode, &Agency),
    on: CivilDate,
    by: &OfficerId,
) -> Vec<Event> {
    let going = case.measures.iter().filter(|it| goes(it.step));
    let numbered = (1..).zip(going);
    numbered
        .map(|(number, measure)| {
            let to = Carriage {
                case: to,
                code,
                agency: agency.clone(),
                number,
                on,
            };
            Event::Measure(Own::Carried(Box::new(Carried {
                number: measure.number,
                to,
                by: by.clone(),
            })))
        })
        .collect()
}

/// What the receiving case is told of a measure that is about to go along, none: the giving case has no such measure in force.
///
/// Judged before the giving case is changed: the clock that goes along is the one that runs there.
pub fn received(
    giver: &Case,
    number: u32,
    receiver: &Case,
    facts: &Facts<'_>,
) -> Option<Vec<Event>> {
    let mut measures = giver.measures.iter().filter(|it| goes(it.step));
    let measure = measures.find(|it| it.number == number)?;
    let next = u32::try_from(receiver.measures.len() + 1).ok()?;
    Some(taken_over(giver, measure, next, facts))
}

/// What the receiving case, about to be opened, is told of all of them.
pub(crate) fn all_received(giver: &Case, facts: &Facts<'_>) -> Vec<Event> {
    let going = giver.measures.iter().filter(|it| goes(it.step));
    let numbered = (1..).zip(going);
    numbered
        .flat_map(|(number, measure)| taken_over(giver, measure, number, facts))
        .collect()
}

fn taken_over(giver: &Case, measure: &Measure, number: u32, facts: &Facts<'_>) -> Vec<Event> {
    let from = Carriage {
        case: giver.id(),
        code: giver.opening.code,
        agency: giver.opening.agency.clone(),
        number: measure.number,
        on: facts.today(),
    };
    let received = Received {
        measure: Measure {
            number,
            from: Some(from),
            ..measure.clone()
        },
        by: facts.officer_id(),
    };
    let clocks = clocks(giver, measure.number).map(|clock| {
        Event::DeadlineArmed(Deadline {
            clock: clock.kind().about(number),
            ..clock.clone()
        })
    });
    std::iter::once(Event::MeasureReceived(Box::new(received)))
        .chain(clocks)
        .collect()
}

/// The receiving case with the measure; none: it is not the next one, or not one that goes along.
pub(crate) fn receive(case: &mut Case, it: &Received) -> Option<()> {
    let next = u32::try_from(case.measures.len() + 1).ok()?;
    if it.measure.number != next || !goes(it.measure.step) || it.measure.from.is_none() {
        return None;
    }
    case.measures.push(it.measure.clone());
    // Whoever implemented it has handled this matter, in whichever case.
    let team = it.measure.officers.iter().map(|officer| officer.id.clone());
    case.handlers.extend(team);
    case.handlers.insert(it.by.clone());
    Some(())
}

/// Goods of a referral that are named as held under a measure are held under it.
pub(crate) fn hold_goods(view: &View<'_>, goods: &[Goods]) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let mut named = goods.iter().filter(|it| it.measure_number > 0);
    match named.find(|it| objects(case, it).is_empty()) {
        Some(it) => Err(format!(
            "第{}号强制措施下没有在押的“{}”",
            it.measure_number, it.name
        )),
        None => Ok(()),
    }
}

/// Numbers of the objects held under the measure that goods are named by.
fn objects(case: &Case, goods: &Goods) -> Vec<u32> {
    let mut measures = case.measures.iter();
    let measure = measures.find(|it| it.number == goods.measure_number && it.step == Step::InForce);
    let held = measure.into_iter().flat_map(Measure::held);
    held.filter(|object| object.name == goods.name)
        .map(|object| object.number)
        .collect()
}

/// The police have taken goods over: they leave their measures, which end where nothing is left.
pub(crate) fn taken_by_police(
    case: &Case,
    goods: &[Goods],
    (on, by): (CivilDate, &OfficerId),
    events: &mut Events<'_>,
) {
    for measure in &case.measures {
        let of_measure = goods
            .iter()
            .filter(|it| it.measure_number == measure.number);
        let mut numbers: Vec<u32> = of_measure.flat_map(|it| objects(case, it)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        if numbers.is_empty() {
            continue;
        }
        let left = Left::after(&measure.objects, &numbers, Holding::Transferred);
        events.and(Event::Measure(Own::Handled(Handled {
            number: measure.number,
            objects: numbers,
            handling: Handling::Transferred,
            reasons: "涉案物品移交公安机关".to_owned(),
            told: None,
            on,
            by: by.clone(),
            left,
        })));
        if left != Left::InPart {
            events.fulfil(case, period_of(measure), on);
        }
    }
}
