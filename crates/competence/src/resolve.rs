//! From item, place and party to the subject.

use std::collections::{BTreeMap, BTreeSet};

use statute::identifier::{DivisionCode, Level};

use crate::organisation::{Agency, Entrustment, ItemPowers, PartyKind, Transfer, TransferKind};
use crate::outcome::{Competence, Ground, Subject, Why};

/// What is asked. The day is the caller's: whatever is handed over holds on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Place of the act, as far down as it is known.
    pub place: DivisionCode,
    /// Kind of the party; `None`: not known yet.
    pub party: Option<PartyKind>,
}

/// Who is competent: the lowest of those who hold the power at the place.
///
/// The order of the inputs is of no importance, and what does not concern the item's agencies or the place changes nothing.
pub fn resolve(
    question: &Question,
    item: &ItemPowers,
    transfers: &[Transfer],
    entrustments: &[Entrustment],
) -> Competence {
    let origins = match origins(question, item) {
        Ok(origins) => origins,
        Err(why) => return Competence::None(why),
    };
    let lowest = origins.iter().map(|origin| origin.division.level()).max();
    let origins = origins
        .into_iter()
        .filter(|origin| Some(origin.division.level()) == lowest);
    let paths = Paths::of(question, transfers);
    let origins: Vec<&Agency> = origins.collect();
    let instruments = paths.unsettled(&origins);
    if !instruments.is_empty() {
        return Competence::None(Why::TownNotStated { instruments });
    }
    let mut candidates = subjects(&paths, origins, question, entrustments);
    match candidates.len() {
        0 => Competence::None(Why::OutsideAll),
        1 => Competence::One(candidates.swap_remove(0)),
        _ => Competence::Dispute {
            common: above_all(&candidates, &question.place),
            candidates,
        },
    }
}

/// Everybody who holds the power at the place, agencies of higher levels among them, by agency id: who may act at all,
/// while [`resolve`] says who ought to.
///
/// # Refuses
/// As [`resolve`]; only where the town of the place is not stated, whoever granted the power to towns is named.
pub fn holders(
    question: &Question,
    item: &ItemPowers,
    transfers: &[Transfer],
    entrustments: &[Entrustment],
) -> Result<Vec<Subject>, Why> {
    let origins = origins(question, item)?;
    let paths = Paths::of(question, transfers);
    Ok(subjects(&paths, origins, question, entrustments))
}

/// The item's own agencies that hold the place and the level.
fn origins<'a>(question: &Question, item: &'a ItemPowers) -> Result<Vec<&'a Agency>, Why> {
    if question.party.is_some_and(|party| !item.covers(party)) {
        return Err(Why::PartyNotCovered);
    }
    let mut qualified = item
        .agencies
        .iter()
        .filter(|agency| agency.in_own_name)
        .peekable();
    if qualified.peek().is_none() {
        return Err(Why::NobodyQualified);
    }
    let here: Vec<&Agency> = qualified
        .filter(|agency| agency.division.contains(&question.place))
        .collect();
    if here.is_empty() {
        return Err(Why::OutsideAll);
    }
    let open: Vec<&Agency> = here
        .iter()
        .copied()
        .filter(|agency| item.is_open_to(agency.division.level()))
        .collect();
    if !open.is_empty() {
        return Ok(open);
    }
    let towns = here
        .iter()
        .all(|agency| agency.division.level() >= Level::Town);
    Err(if towns && item.levels.is_empty() {
        Why::TownWithoutGrant
    } else {
        Why::LevelClosed
    })
}

/// Where the powers of each agency go at the place.
struct Paths<'a> {
    grants: BTreeMap<&'a str, Vec<Step<'a>>>,
    concentrations: BTreeMap<&'a str, Vec<Step<'a>>>,
    /// Grants to towns within the place, which is stated no further down.
    unsettled: BTreeMap<&'a str, Vec<&'a str>>,
}

/// One way out of an agency's hands.
#[derive(Clone, Copy)]
struct Step<'a> {
    instrument: &'a str,
    ground: Ground,
    to: &'a Agency,
}

/// Where a power has got to.
#[derive(Clone, Copy)]
struct Held<'a> {
    by: &'a Agency,
    step: Option<(Step<'a>, &'a str)>,
}

impl<'a> Paths<'a> {
    fn of(question: &Question, transfers: &'a [Transfer]) -> Self {
        let mut paths = Self {
            grants: BTreeMap::new(),
            concentrations: BTreeMap::new(),
            unsettled: BTreeMap::new(),
        };
        for transfer in transfers {
            paths.add(question, transfer);
        }
        paths
    }

    fn add(&mut self, question: &Question, transfer: &'a Transfer) {
        let grant = transfer.kind == TransferKind::Grant;
        let overlaps = transfer.division.contains(&question.place)
            || question.place.contains(&transfer.division);
        if !overlaps || (grant && !transfer.published) {
            return;
        }
        let receivers = transfer.grantees.iter().filter(|grantee| {
            grantee.claimed && grantee.agency.in_own_name && grantee.agency.id != transfer.grantor
        });
        for grantee in receivers {
            let to = &grantee.agency;
            let town = to.division.level() >= Level::Town;
            if grant && !town {
                continue;
            }
            let here = to.division.contains(&question.place)
                && transfer.division.contains(&question.place);
            let within = to.division != question.place && question.place.contains(&to.division);
            let (ground, ways) = if grant {
                (Ground::Grant, &mut self.grants)
            } else {
                (Ground::Concentration, &mut self.concentrations)
            };
            if here {
                ways.entry(&transfer.grantor).or_default().push(Step {
                    instrument: &transfer.instrument,
                    ground,
                    to,
                });
            } else if grant && within && question.place.level() == Level::County {
                self.unsettled
                    .entry(&transfer.grantor)
                    .or_default()
                    .push(&transfer.instrument);
            }
        }
    }

    /// Grants that would move the power if the town were known.
    fn unsettled(&self, origins: &[&'a Agency]) -> Vec<String> {
        let mut instruments = BTreeSet::new();
        let ways = origins.iter().flat_map(|origin| self.arrivals(origin));
        for (holder, _) in ways {
            let found = self.unsettled.get(holder).into_iter().flatten();
            instruments.extend(found.map(|id| (*id).to_owned()));
        }
        instruments.into_iter().collect()
    }

    /// Who has the agency's power in the end. The narrower goes first: what a town was granted is not there to be
    /// concentrated; whoever received by concentration may grant on. Where concentrations run in a circle, everybody on
    /// the way has a claim.
    fn follow(&self, origin: &'a Agency) -> Vec<Held<'a>> {
        let arrivals = self.arrivals(origin);
        let mut ends = Vec::new();
        let mut circling = Vec::new();
        for (holder, arrived) in &arrivals {
            if let Some(grants) = self.grants.get(holder) {
                ends.extend(grants.iter().map(|step| Held::by(step, holder)));
            } else if self.concentrations.contains_key(holder) {
                circling.extend(arrived.iter().copied());
            } else {
                ends.extend(arrived.iter().copied());
            }
        }
        if ends.is_empty() { circling } else { ends }
    }

    /// Everybody through whose hands the power goes by concentration, with each way in.
    fn arrivals(&self, origin: &'a Agency) -> BTreeMap<&'a str, Vec<Held<'a>>> {
        let start = Held {
            by: origin,
            step: None,
        };
        let mut arrivals = BTreeMap::from([(origin.id.as_str(), vec![start])]);
        let mut open = vec![origin.id.as_str()];
        while let Some(holder) = open.pop() {
            if self.grants.contains_key(holder) {
                continue;
            }
            for step in self.concentrations.get(holder).into_iter().flatten() {
                let to = step.to.id.as_str();
                let ways = arrivals.entry(to).or_insert_with(|| {
                    open.push(to);
                    Vec::new()
                });
                ways.push(Held::by(step, holder));
            }
        }
        arrivals
    }
}

impl<'a> Held<'a> {
    const fn by(step: &Step<'a>, from: &'a str) -> Self {
        Self {
            by: step.to,
            step: Some((*step, from)),
        }
    }
}

/// The subjects, one for each agency, by id.
fn subjects(
    paths: &Paths<'_>,
    origins: Vec<&Agency>,
    question: &Question,
    entrustments: &[Entrustment],
) -> Vec<Subject> {
    let mut by_agency: BTreeMap<String, Subject> = BTreeMap::new();
    for held in origins.into_iter().flat_map(|origin| paths.follow(origin)) {
        let subject = subject(&held, question, entrustments);
        by_agency
            .entry(subject.agency.clone())
            // An agency that has the power in several ways has it by the first of them.
            .and_modify(|known| *known = known.clone().min(subject.clone()))
            .or_insert(subject);
    }
    by_agency.into_values().collect()
}

fn subject(held: &Held<'_>, question: &Question, entrustments: &[Entrustment]) -> Subject {
    let entrusted: BTreeSet<&String> = entrustments
        .iter()
        .filter(|entrustment| {
            entrustment.published
                && entrustment.principal == held.by.id
                && entrustment.division.contains(&question.place)
        })
        .flat_map(|entrustment| &entrustment.entrusted)
        .filter(|entrusted| **entrusted != held.by.id)
        .collect();
    Subject {
        agency: held.by.id.clone(),
        division: held.by.division.clone(),
        ground: held.step.map_or(Ground::Own, |(step, _)| step.ground),
        instrument: held.step.map(|(step, _)| step.instrument.to_owned()),
        from: held.step.map(|(_, from)| from.to_owned()),
        entrusted: entrusted.into_iter().cloned().collect(),
    }
}

/// The smallest division whose government stands above all of them. A town's own government is a party to a dispute within
/// it, so the county is the least.
fn above_all(candidates: &[Subject], place: &DivisionCode) -> DivisionCode {
    let common = candidates
        .iter()
        .map(|subject| subject.division.clone())
        .reduce(|common, next| common.common(&next).unwrap_or_else(|| common.province()))
        .unwrap_or_else(|| place.province());
    let mut above = common;
    while above.level() > Level::County {
        match above.parent() {
            Some(parent) => above = parent,
            None => break,
        }
    }
    above
}
