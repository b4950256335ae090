//! 亮证: one officer shows one certificate that is good for the case, and the case keeps to whom and when.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::presentation::{Act as Own, Guard, PresentCard, Step};
use cases_domain::procedure::{Stage as _, inspection, penalty};
use cases_domain::*;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{inspection_at, penalty_at};

fn present(items: &[&str]) -> Act {
    Act::Presentation(Own::PresentCard(PresentCard {
        items: items.iter().map(|id| ItemId((*id).to_owned())).collect(),
        shown_to: "陈某（店长）".to_owned(),
        place: String::new(),
    }))
}

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    for step in penalty::Step::ALL {
        each_pair_moves_or_is_refused(&penalty_at(step.name()), &present(&[]));
    }
    for step in inspection::Step::ALL {
        each_pair_moves_or_is_refused(&inspection_at(step.name()), &present(&[]));
    }
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let story = penalty_at("FILED");
    let mut tripped = BTreeSet::new();
    let own = cases_domain::Guard::Presentation;
    tripped.insert(trips(own(Guard::ItemsOfCase), &story, present(&[]), |s| {
        s.act = present(&["of-another-case"]);
    }));
    let every: BTreeSet<_> = Guard::ALL.iter().copied().map(own).collect();
    assert_eq!(tripped, every);
}

#[test]
fn the_case_keeps_who_showed_what_to_whom() {
    let mut story = inspection_at("OPENED");
    let [event] = story.attempt(&present(&[])).unwrap().try_into().unwrap();
    assert_eq!(event.name(), "CardPresented");
    assert!(
        event.summary().contains("向陈某（店长）出示执法证件"),
        "{}",
        event.summary()
    );
    story.act(&present(&[]));
    let case = story.case();
    let numbers: Vec<u32> = case.presentations.iter().map(|it| it.number).collect();
    assert_eq!(numbers, [1, 2]);
    let shown = &case.presentations[0];
    let all: Vec<&ItemId> = case.opening.items.iter().map(|it| &it.id).collect();
    assert_eq!(shown.items.iter().collect::<Vec<_>>(), all);
    assert!(!shown.officer.certificate.is_empty());
    assert_eq!(shown.at.timestamp_subsec_nanos(), 0);
    assert!(case.handlers.contains(&shown.officer.id));
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(case));
}
