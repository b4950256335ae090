//! 执法事项: 20,000 items, some of the whole province, some of a city, most of a county; 311,000 articles linked in all.

use std::collections::BTreeSet;

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{Domain, ItemKind, ItemProcedure, Level, PartyKind};

use super::agencies::{Seat, organ_id};
use super::dice::{Dice, For};
use super::laws::{self, Part};
use super::lines::LINES;
use super::places::Places;
use super::wrongs::{WRONGS, wrong};
use super::{Draft, beginning};

/// Items.
pub const ITEMS: usize = 20_000;
/// Articles that they are linked to, in sum.
pub const LINKS: usize = 311_000;
/// Items that every county of the province has.
const OF_THE_PROVINCE: usize = 1_000;
/// Items that every county of one city has.
const OF_A_CITY: usize = 4_000;
/// Fewest and most articles of an item.
const FEWEST: usize = 8;
const MOST: usize = 24;

/// Fines in yuan: floor and cap for organisations, then for persons.
const FINES: [([i64; 2], [i64; 2]); 9] = [
    ([0, 3_000], [0, 200]),
    ([0, 10_000], [0, 1_000]),
    ([500, 5_000], [100, 1_000]),
    ([1_000, 10_000], [200, 2_000]),
    ([2_000, 20_000], [500, 2_000]),
    ([5_000, 50_000], [500, 5_000]),
    ([10_000, 100_000], [1_000, 10_000]),
    ([50_000, 500_000], [5_000, 20_000]),
    ([100_000, 1_000_000], [10_000, 100_000]),
];

/// An item, as far as others need to know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub(super) at: usize,
    pub(super) line: usize,
    pub(super) seat: Seat,
    pub(super) kind: ItemKind,
    /// Fines in yuan, of organisations and of persons; all 0: none.
    pub(super) fines: ([i64; 2], [i64; 2]),
    pub(super) from: CivilDate,
    links: usize,
}

/// All of them.
pub(super) fn plans(places: &Places, seed: u64) -> Vec<Plan> {
    let mut plans: Vec<Plan> = (0..ITEMS).map(|at| plan(places, seed, at)).collect();
    // What the drawn numbers of links miss is shared out, one each.
    let mut sum: usize = plans.iter().map(|plan| plan.links).sum();
    for at in (0..ITEMS).cycle() {
        let plan = &mut plans[at];
        if sum < LINKS && plan.links < MOST {
            plan.links += 1;
            sum += 1;
        } else if sum > LINKS && plan.links > FEWEST {
            plan.links -= 1;
            sum -= 1;
        } else if sum == LINKS {
            break;
        }
    }
    plans
}

/// The item as it is recorded.
pub(super) fn draft(places: &Places, laws: &Laws<'_>, plan: &Plan, seed: u64) -> Draft {
    let mut dice = Dice::of(seed, For::Links, plan.at as u64);
    let line = &LINES[plan.line];
    let subject = dice.pick(line.subjects);
    let wrong = wrong(line, plan.at / 7);
    let (name, domain) = (
        match plan.kind {
            ItemKind::Penalty => format!("对{subject}{wrong}的行政处罚"),
            ItemKind::Compulsion => format!("对{subject}{wrong}所涉物品的查封、扣押"),
            _ => format!(
                "对{subject}{}的行政检查",
                line.objects[plan.at / 7 % line.objects.len()]
            ),
        },
        line.domains.first().copied().unwrap_or(Domain::Housing),
    );
    let (violated, basis) = links(laws, plan, &mut dice);
    let yuan = |yuan: i64| yuan * 100;
    let ([floor, cap], [person_floor, person_cap]) = plan.fines;
    let item = proto::Item {
        item_id: item_id(plan.at),
        name,
        kind: plan.kind.into(),
        domain: domain.into(),
        violated,
        basis,
        agency_ids: holders(places, plan),
        fine_floor_fen: yuan(floor),
        fine_cap_fen: yuan(cap),
        person_fine_floor_fen: yuan(person_floor),
        person_fine_cap_fen: yuan(person_cap),
        yearly_cap: if plan.kind == ItemKind::Inspection {
            dice.between(1, 4)
        } else {
            0
        },
        levels: vec![Level::County.into()],
        party_kinds: if dice.permille(150) {
            vec![
                PartyKind::Organisation.into(),
                PartyKind::IndividualBusiness.into(),
            ]
        } else {
            Vec::new()
        },
        procedures: procedures(plan),
        business_agency_id: match plan.seat {
            Seat::County(_) if line.key == "urban" => organ_id(places, HOUSING, plan.seat),
            _ => String::new(),
        },
        catalogue_code: format!("35{:02}{:08}", plan.line, plan.at + 1),
        means: Vec::new(),
        keywords: keywords(line, plan, &mut dice),
    };
    Draft::since(plan.from, Body::Item(item))
}

/// Id of an item.
pub(super) fn item_id(at: usize) -> String {
    format!("i-{:05}", at + 1)
}

/// Place of 住房和城乡建设 in the list of lines: whose business it is that 城管 enforces.
const HOUSING: usize = 5;

/// The laws that items may rest on, by line.
#[derive(Debug)]
pub(super) struct Laws<'a> {
    plans: &'a [laws::Plan],
    by_line: Vec<Vec<usize>>,
    seed: u64,
}

impl<'a> Laws<'a> {
    /// Those in force since the record begins.
    pub(super) fn of(plans: &'a [laws::Plan], seed: u64) -> Self {
        let mut by_line = vec![Vec::new(); LINES.len()];
        for (at, plan) in plans.iter().enumerate() {
            if plan.is_in_force(beginning()) {
                by_line[plan.line].push(at);
            }
        }
        Self {
            plans,
            by_line,
            seed,
        }
    }
}

fn plan(places: &Places, seed: u64, at: usize) -> Plan {
    let mut dice = Dice::of(seed, For::Item, at as u64);
    let lines: Vec<(usize, usize)> = LINES
        .iter()
        .enumerate()
        .filter(|(_, line)| line.items > 0)
        .map(|(at, line)| (at, line.items))
        .collect();
    let seat = if at < OF_THE_PROVINCE {
        Seat::Province
    } else if at < OF_THE_PROVINCE + OF_A_CITY {
        Seat::City(at % places.cities.len())
    } else {
        Seat::County(at % places.counties.len())
    };
    let kind = *dice.weighted(&[
        (ItemKind::Penalty, 860),
        (ItemKind::Inspection, 115),
        (ItemKind::Compulsion, 25),
    ]);
    let fines = if kind == ItemKind::Penalty {
        *dice.weighted(&FINES.map(|fines| (fines, 1)))
    } else {
        ([0, 0], [0, 0])
    };
    Plan {
        at,
        line: *dice.weighted(&lines),
        seat,
        kind,
        fines,
        from: if dice.permille(700) {
            beginning()
        } else {
            beginning().add_days(i64::from(dice.between(1, 1_500)))
        },
        links: 10 + dice.below(12),
    }
}

/// The agencies that have the item: those of the counties, which are competent in the first place (行政处罚法 §23).
fn holders(places: &Places, plan: &Plan) -> Vec<String> {
    let counties = places.counties.iter().enumerate();
    let counties = counties.filter(|(at, county)| match plan.seat {
        Seat::Province => true,
        Seat::City(city) => county.above == city,
        Seat::County(own) => *at == own,
    });
    counties
        .map(|(at, _)| organ_id(places, plan.line, Seat::County(at)))
        .collect()
}

fn procedures(plan: &Plan) -> Vec<i32> {
    let summary = plan.fines.0[0] * 100 <= 300_000 && plan.fines.1[0] * 100 <= 20_000;
    match plan.kind {
        ItemKind::Penalty if summary => vec![
            ItemProcedure::Summary.into(),
            ItemProcedure::Ordinary.into(),
        ],
        ItemKind::Penalty => vec![ItemProcedure::Ordinary.into()],
        _ => Vec::new(),
    }
}

fn keywords(line: &super::lines::Line, plan: &Plan, dice: &mut Dice) -> Vec<String> {
    let sentences = line.wrongs.len() + WRONGS.len();
    let object = line.objects[plan.at / 7 / sentences % line.objects.len()];
    let other = *dice.pick(line.objects);
    let mut keywords = vec![object.to_owned()];
    if other != object {
        keywords.push(other.to_owned());
    }
    keywords
}

/// As many different places of laws as the item has links: duties that are broken, liabilities that it rests on.
fn links(laws: &Laws<'_>, plan: &Plan, dice: &mut Dice) -> (Vec<proto::Basis>, Vec<proto::Basis>) {
    let among = &laws.by_line[plan.line];
    let chosen: Vec<usize> = (0..dice.between(3, 6)).map(|_| *dice.pick(among)).collect();
    let based = if plan.kind == ItemKind::Penalty {
        plan.links / 3
    } else {
        plan.links
    };
    let mut taken = BTreeSet::new();
    let (mut violated, mut basis) = (Vec::new(), Vec::new());
    let mut nth = 0;
    while taken.len() < plan.links {
        // Should the chosen laws be used up, any other of the line will do.
        let law = if nth < 200 {
            chosen[nth % chosen.len()]
        } else {
            *dice.pick(among)
        };
        nth += 1;
        let is_basis = taken.len() < based;
        let part = match (is_basis, plan.kind) {
            (true, ItemKind::Penalty) => Part::Liability,
            (true, _) => Part::Oversight,
            (false, _) => Part::Duties,
        };
        let (first, last) = laws.plans[law].part(part);
        let number = first + u16::try_from(dice.below(usize::from(last - first) + 1)).unwrap_or(0);
        let link = place(laws, law, number, dice);
        if taken.insert((law, link.article, link.paragraph, link.item)) {
            if is_basis {
                basis.push(link);
            } else {
                violated.push(link);
            }
        }
    }
    (violated, basis)
}

/// The article, or one of its paragraphs, or one of its items, as it has them.
fn place(laws: &Laws<'_>, law: usize, number: u16, dice: &mut Dice) -> proto::Basis {
    let shape = laws::shape(laws.seed, law, number);
    let mut basis = proto::Basis {
        law_id: laws.plans[law].id.clone(),
        article: i32::from(number),
        ..proto::Basis::default()
    };
    let narrow = shape.len() > 1 || shape.iter().any(|items| *items > 0);
    if narrow && dice.permille(700) {
        let paragraph = dice.below(shape.len());
        basis.paragraph = i32::try_from(paragraph + 1).unwrap_or(1);
        if shape[paragraph] > 0 && dice.permille(600) {
            basis.item = dice.between(1, i32::from(shape[paragraph]));
        }
    }
    basis
}
