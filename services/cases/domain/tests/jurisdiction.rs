//! 管辖: the first to file goes on; disputes are settled between the two, or by their common superior.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::jurisdiction::{Guard, Step};
use cases_domain::procedure::{Stage, penalty};
use cases_domain::*;
use world::beside::*;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{AGENCY, acts, penalty_at};

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
    let begun = Step::ALL.iter().map(|step| disputed_to(step.name()));
    for story in before.chain(begun) {
        for act in [
            raise(story.case()),
            agree(true),
            agree(false),
            withdraw_dispute(),
            escalate_dispute(GOVERNMENT),
            designate(true),
            designate(false),
            take_up(CITY),
        ] {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() + Step::ALL.len()) * 8);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let own = G::Jurisdiction;
    let case = penalty_at("CONCLUDED");
    let mut tripped = BTreeSet::new();
    tripped.insert(trips(
        own(Guard::BeforeDecision),
        &case,
        raise(case.case()),
        |s| {
            s.penalty().step = penalty::Step::Served;
        },
    ));
    tripped.insert(trips(
        own(Guard::NotOwnCase),
        &case,
        raise(case.case()),
        |s| {
            s.case.as_mut().unwrap().opening.agency = urban();
        },
    ));
    tripped.insert(trips(
        own(Guard::NoneOpen),
        &case,
        raise(case.case()),
        |s| {
            s.case.as_mut().unwrap().disputes = disputed_to("ESCALATED").case.unwrap().disputes;
        },
    ));
    let open = disputed_to("NEGOTIATING");
    let asked = escalate_dispute(GOVERNMENT);
    tripped.insert(trips(own(Guard::CommonSuperior), &open, asked, |s| {
        s.act = escalate_dispute(CITY);
    }));
    tripped.insert(trips(own(Guard::OneBelow), &case, take_up(CITY), |s| {
        s.act = take_up(URBAN);
    }));
    let every: BTreeSet<G> = Guard::ALL.iter().copied().map(own).collect();
    assert_eq!(tripped, every);
}

#[test]
fn who_is_not_competent_raises_no_dispute() {
    let story = penalty_at("FILED");
    let act = raise(story.case());
    let mut facts = story.facts_for(&act);
    facts.opening.as_mut().unwrap().competence.clear();
    let refusal = story.judge(&act, &facts).unwrap_err();
    assert_eq!(refusal.reason().name, "AGENCY_NOT_COMPETENT");
}

#[test]
fn seven_working_days_to_negotiate_and_seven_to_designate() {
    let mut story = penalty_at("FILED");
    let claim = raise(story.case());
    story.then("2026-09-28").act(&claim);
    let negotiation = story
        .case()
        .running(DeadlineKind::JurisdictionNegotiation.about(1));
    // The holidays of October do not count, the Saturday of the tenth does.
    assert_eq!(negotiation.unwrap().due.to_string(), "2026-10-13");
    story.then("2026-10-13").act(&escalate_dispute(GOVERNMENT));
    assert_eq!(
        story
            .case()
            .running(DeadlineKind::JurisdictionNegotiation.about(1)),
        None
    );
    let designation = story
        .case()
        .running(DeadlineKind::JurisdictionDesignation.about(1));
    assert_eq!(designation.unwrap().due.to_string(), "2026-10-22");
}

#[test]
fn whoever_is_designated_gets_the_case_and_can_neither_refuse_it_nor_lose_it() {
    let mut story = disputed_to("ESCALATED");
    story.act(&designate(false));
    let elsewhere = story
        .attempt(&acts::review(ReviewOpinion::Passed))
        .and_then(|_| story.attempt(&acts::conclude(Fen::yuan(3000))));
    assert!(elsewhere.is_err());
    let refusal = story.attempt(&offer(CITY)).unwrap_err();
    assert_eq!(refusal.reason().name, "RECEIVER_NOT_DESIGNATED");
    story.act(&offer(URBAN));
    let refusal = story.attempt(&refuse_handover()).unwrap_err();
    assert_eq!(refusal.reason().name, "RECEIVER_BOUND");
    let refusal = story.attempt(&withdraw_handover()).unwrap_err();
    assert_eq!(refusal.reason().name, "RECEIVER_BOUND");
    story.act(&accept(story.case()));
    assert_eq!(story.step(), "TRANSFERRED");
}

#[test]
fn a_case_that_stays_goes_on() {
    let mut story = disputed_to("ESCALATED");
    story.act(&designate(true));
    story.act(&acts::review(ReviewOpinion::Passed));
    assert_eq!(story.step(), "REVIEWED");
    let again = replay(&story.history).unwrap();
    assert_eq!(again.as_ref(), Some(story.case()));
}

#[test]
fn a_superior_takes_a_case_up_or_has_another_below_handle_it() {
    let mut story = penalty_at("FILED");
    story.act(&take_up(CITY));
    let refusal = story.attempt(&acts::conclude(Fen::yuan(3000))).unwrap_err();
    assert_eq!(refusal.reason().name, "CASE_TO_BE_HANDED_OVER");
    // It stands above the one, and not above the other.
    let mut story = penalty_at("FILED");
    let refusal = story.attempt(&take_up(URBAN)).unwrap_err();
    assert_eq!(refusal.reason().name, "NOT_ABOVE_THE_AGENCY");
    let refusal = story.attempt(&take_up(AGENCY)).unwrap_err();
    assert_eq!(refusal.reason().name, "NOT_ABOVE_THE_AGENCY");
}
