//! 协助: asked for, given, or refused with reasons.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::assistance::{Guard, Step};
use cases_domain::procedure::{Stage, penalty};
use cases_domain::*;
use world::beside::*;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{AGENCY, inspection_at, penalty_at};

type G = cases_domain::Guard;

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let mut pairs = 0;
    let before = penalty::Step::ALL
        .iter()
        .map(|step| penalty_at(step.name()));
    let begun = Step::ALL.iter().map(|step| asked_to(step.name()));
    for story in before.chain(begun) {
        for act in [
            ask(URBAN),
            answer(),
            refuse_assistance(),
            escalate_assistance(GOVERNMENT),
            direct_assistance(true),
            direct_assistance(false),
            withdraw_assistance(),
        ] {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() + Step::ALL.len()) * 7);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let own = G::Assistance;
    let mut tripped = BTreeSet::new();
    let case = penalty_at("FILED");
    tripped.insert(trips(own(Guard::AnotherAgency), &case, ask(URBAN), |s| {
        s.act = ask(AGENCY);
    }));
    let refused = asked_to("REFUSED");
    let asked = escalate_assistance(GOVERNMENT);
    tripped.insert(trips(own(Guard::CommonSuperior), &refused, asked, |s| {
        s.act = escalate_assistance(CITY);
    }));
    let every: BTreeSet<G> = Guard::ALL.iter().copied().map(own).collect();
    assert_eq!(tripped, every);
}

#[test]
fn market_supervision_waits_fifteen_working_days_and_others_as_long_as_it_takes() {
    let reply = DeadlineKind::AssistanceReply.about(1);
    let story = asked_to("REQUESTED");
    let due = story.case().running(reply).unwrap().due;
    assert_eq!(due.to_string(), "2026-03-24");
    let mut housing = inspection_at("OPENED");
    housing.act(&ask(URBAN));
    assert_eq!(housing.case().running(reply), None);
}

#[test]
fn refused_and_ordered_by_the_superior_it_is_given() {
    let mut story = asked_to("DIRECTED");
    story.act(&answer());
    assert_eq!(story.case().assistances[0].step, Step::Answered);
    assert!(story.case().involved().contains(&AgencyId::from(URBAN)));
    let again = replay(&story.history).unwrap();
    assert_eq!(again.as_ref(), Some(story.case()));
}
