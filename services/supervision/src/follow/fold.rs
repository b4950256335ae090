//! A batch of events folded into the cases, each judged as it comes.

use std::collections::{BTreeMap, BTreeSet};

use calendar::{Calendar, CivilDate};
use refusal::Fault;
use sqlx::PgConnection;
use uuid::Uuid;

use super::told::{Heard, Moved, Opened, Told};
use crate::facts::{Act, Clock, Facts, Visit};
use crate::parameters::Settings;
use crate::raise::Ledger;
use crate::rules::{Parameters, judge, look_on};
use crate::store::{self, CaseRow, Item, Tally, TallyKey};

/// The cases that a batch touches.
pub(super) struct Fold<'a> {
    origin: &'a str,
    cases: BTreeMap<Uuid, CaseRow>,
    tallies: BTreeMap<TallyKey, Tally>,
    counted: BTreeSet<TallyKey>,
    clocks: BTreeSet<(Uuid, usize)>,
    acts: BTreeMap<(Uuid, String), Act>,
}

/// What an origin tells does not fit what is known.
#[derive(Debug, thiserror::Error)]
enum Odd {
    /// The case belongs to the origin that opened it.
    #[error("case {case_id} was opened by another origin than {origin:?}")]
    AnothersCase { case_id: Uuid, origin: String },
    /// The event comes before the case.
    #[error("case {case_id} is not known")]
    Unknown { case_id: Uuid },
    /// A clock ends that does not run.
    #[error("case {case_id} has no running clock {kind}")]
    NoClock { case_id: Uuid, kind: String },
}

/// What has to be looked up of the counts of inspections before a batch is folded.
pub(super) fn tallies_needed(cases: &BTreeMap<Uuid, CaseRow>, heard: &[Heard]) -> Vec<TallyKey> {
    let mut opened = BTreeMap::new();
    let mut keys = BTreeSet::new();
    for heard in heard {
        match &heard.told {
            Told::Opened(case) => {
                opened.insert(heard.case_id, case);
            }
            Told::Visited(on) => {
                if let Some(case) = opened.get(&heard.case_id) {
                    let items = case.opening.items.iter().map(|item| item.item_id.as_str());
                    keys.extend(tally_keys(party_id(case), items, *on));
                } else if let Some(case) = cases.get(&heard.case_id) {
                    let items = case.items.iter().map(|item| item.id.as_str());
                    keys.extend(tally_keys(&case.party_id, items, *on));
                }
            }
            _ => {}
        }
    }
    keys.into_iter().collect()
}

impl<'a> Fold<'a> {
    /// The cases and counts as they are kept.
    pub(super) const fn new(
        origin: &'a str,
        cases: BTreeMap<Uuid, CaseRow>,
        tallies: BTreeMap<TallyKey, Tally>,
    ) -> Self {
        Self {
            origin,
            cases,
            tallies,
            counted: BTreeSet::new(),
            clocks: BTreeSet::new(),
            acts: BTreeMap::new(),
        }
    }

    /// Takes in an event, and judges its case as it then stands.
    pub(super) fn take(
        &mut self,
        heard: Heard,
        settings: &Settings,
        calendar: &Calendar,
        ledger: &mut Ledger<'_>,
    ) -> Result<(), Fault> {
        let Heard {
            case_id,
            cause,
            told,
            acts,
            entries,
            moved,
        } = heard;
        if let Told::Opened(opened) = told {
            self.open(case_id, *opened)?;
        } else {
            self.evolve(case_id, told, &moved)?;
        }
        let case = self
            .cases
            .get_mut(&case_id)
            .ok_or_else(|| Fault::internal(Odd::Unknown { case_id }))?;
        let parameters = settings.in_force(&case.division, &case.domain, cause.recorded_at);
        for place in 0..case.looks.len() {
            let look = look(case, place, cause.on, &parameters, calendar);
            if let Some(known) = case.looks.get_mut(place)
                && *known != look
            {
                *known = look;
                self.clocks.insert((case_id, place));
            }
        }
        for act in &acts {
            self.acts
                .insert((case_id, act.officer_id.clone()), act.clone());
        }
        case.facts.acts = acts;
        case.facts.entries = entries;
        let findings = judge(&case.facts, cause.on, &parameters, calendar);
        ledger.raise(case, findings, &cause);
        ledger.lift(case_id, &case.facts, &cause);
        case.facts.acts.clear();
        case.facts.visits.clear();
        case.facts.entries.clear();
        Ok(())
    }

    /// Writes what has changed.
    pub(super) async fn write(mut self, conn: &mut PgConnection) -> Result<(), Fault> {
        let counted = &self.counted;
        self.tallies.retain(|key, _| counted.contains(key));
        store::write_cases(conn, &self.cases, &self.clocks, &self.acts).await?;
        store::write_tallies(conn, self.origin, &self.tallies).await
    }

    fn open(&mut self, case_id: Uuid, opened: Opened) -> Result<(), Fault> {
        if self.cases.contains_key(&case_id) {
            return Err(self.anothers(case_id));
        }
        let Opened {
            procedure,
            step,
            inspection_kind,
            on,
            opening,
        } = opened;
        let party = opening.party.unwrap_or_default();
        let items = opening.items.into_iter().map(|item| Item {
            id: item.item_id,
            name: item.name,
            cap: u32::try_from(item.yearly_cap).unwrap_or_default(),
        });
        let case = CaseRow {
            case_id,
            origin: self.origin.to_owned(),
            code: opening.case_code,
            agency_id: opening.agency_id,
            agency_name: opening.agency_name,
            division: opening.division,
            domain: opening.domain,
            party_id: party.party_id,
            procedure: procedure.to_owned(),
            step: step.to_owned(),
            items: items.collect(),
            opened_on: on,
            site_on: None,
            notice_served_on: None,
            closed_on: None,
            facts: Facts {
                party_kind: party.kind,
                inspection_kind: inspection_kind.to_owned(),
                ..Facts::default()
            },
            looks: Vec::new(),
        };
        self.cases.insert(case_id, case);
        Ok(())
    }

    fn evolve(&mut self, case_id: Uuid, told: Told, moved: &Moved) -> Result<(), Fault> {
        let Some(case) = self.cases.get_mut(&case_id) else {
            return Err(Fault::internal(Odd::Unknown { case_id }));
        };
        if case.origin != self.origin {
            return Err(self.anothers(case_id));
        }
        if let Some(step) = moved.after(&case.step)? {
            step.clone_into(&mut case.step);
            // A decision that is changed or made anew takes the case up again.
            if !course::is_final(step) {
                case.closed_on = None;
            }
            if step == "FILED" {
                case.notice_served_on = None;
                case.facts.decided_on = None;
            }
        }
        match told {
            Told::Opened(_) | Told::Acted => {}
            Told::Visited(on) => {
                if case.site_on.is_none() {
                    case.site_on = Some(on);
                    case.facts.visits = count(case, on, &mut self.tallies, &mut self.counted);
                }
            }
            Told::Noticed(on) => case.notice_served_on = Some(on),
            Told::Decided(on) => case.facts.decided_on = Some(on),
            Told::Closed(on) => case.closed_on = Some(on),
            Told::Armed(clock) => {
                self.clocks.insert((case_id, case.facts.clocks.len()));
                case.arm(clock, None);
            }
            Told::Ended(kind, about, state) => {
                let clock = running(&mut case.facts.clocks, &kind, about);
                let (place, clock) =
                    clock.ok_or_else(|| Fault::internal(Odd::NoClock { case_id, kind }))?;
                clock.state = state;
                self.clocks.insert((case_id, place));
            }
            Told::Adjusted(moved) => {
                let clock = running(&mut case.facts.clocks, &moved.kind, moved.about);
                let (place, clock) = clock.ok_or_else(|| {
                    let kind = moved.kind.clone();
                    Fault::internal(Odd::NoClock { case_id, kind })
                })?;
                clock.adjust(moved);
                // The day on which it was to be looked at is another now.
                if let Some(look) = case.looks.get_mut(place) {
                    *look = None;
                }
                self.clocks.insert((case_id, place));
            }
        }
        Ok(())
    }

    fn anothers(&self, case_id: Uuid) -> Fault {
        Fault::internal(Odd::AnothersCase {
            case_id,
            origin: self.origin.to_owned(),
        })
    }
}

/// The next day to look at a clock: kept while it has one that still lies ahead.
fn look(
    case: &CaseRow,
    place: usize,
    today: CivilDate,
    parameters: &Parameters,
    calendar: &Calendar,
) -> Option<CivilDate> {
    let clock = case.facts.clocks.get(place)?;
    let known = case.looks.get(place).copied().flatten();
    if clock.is_open() && known.is_some_and(|known| known > today) {
        return known;
    }
    look_on(clock, Some(today), parameters, calendar)
}

/// The running clock of a kind, about a thing, with its place.
fn running<'c>(clocks: &'c mut [Clock], kind: &str, about: u32) -> Option<(usize, &'c mut Clock)> {
    let mut newest_first = clocks.iter_mut().enumerate().rev();
    newest_first.find(|(_, clock)| clock.kind == kind && clock.about == about && clock.is_open())
}

/// Counts a site visit, and tells how many it makes.
fn count(
    case: &CaseRow,
    on: CivilDate,
    tallies: &mut BTreeMap<TallyKey, Tally>,
    counted: &mut BTreeSet<TallyKey>,
) -> Vec<Visit> {
    let items = case.items.iter().map(|item| item.id.as_str());
    let visits = tally_keys(&case.party_id, items, on)
        .into_iter()
        .map(|key| {
            let tally = tallies.entry(key.clone()).or_default();
            if case.facts.inspection_kind == "CASE" {
                tally.individual += 1;
            } else {
                tally.scheduled += 1;
            }
            let tally = *tally;
            let item = case.items.iter().find(|item| item.id == key.1);
            counted.insert(key.clone());
            Visit {
                item_id: key.1,
                item_name: item.map(|item| item.name.clone()).unwrap_or_default(),
                cap: item.map_or(0, |item| item.cap),
                on,
                scheduled: tally.scheduled,
                individual: tally.individual,
            }
        });
    visits.collect()
}

/// Under what a visit is counted: each of its items, and altogether.
fn tally_keys<'a>(
    party_id: &str,
    items: impl Iterator<Item = &'a str>,
    on: CivilDate,
) -> BTreeSet<TallyKey> {
    let items = items.chain([""]);
    items
        .map(|item| (party_id.to_owned(), item.to_owned(), on.year()))
        .collect()
}

fn party_id(opened: &Opened) -> &str {
    opened
        .opening
        .party
        .as_ref()
        .map_or("", |party| &party.party_id)
}
