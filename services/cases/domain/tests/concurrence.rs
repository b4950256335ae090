//! 一事不再罚, 首违: what the register of filed acts says to a fine and to sparing.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use calendar::Years;
use cases_domain::concurrence::{Act as Own, DistinguishAct, Guard, Step};
use cases_domain::disposal::{Ruling, SpareGround};
use cases_domain::procedure::{Stage, penalty};
use cases_domain::register::{Filing, Standing, filing, years_before};
use cases_domain::*;
use refusal::Refusal;
use world::beside::*;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, day, penalty_at, text};

type G = cases_domain::Guard;

fn distinguish(code: CaseCode) -> Act {
    Act::Concurrence(Own::DistinguishAct(DistinguishAct {
        code,
        reasons: text("两次行为时间、地点均不同"),
    }))
}

/// Tries an act while the register holds this.
fn knowing(story: &Story, filings: &[Filing], act: &Act) -> Result<Vec<Event>, Refusal> {
    let mut facts = story.facts_for(act);
    facts.filings = filings.to_vec();
    story.judge(act, &facts)
}

#[test]
fn the_table_is_sound_and_every_pair_moves_or_is_refused() {
    is_a_sound_table::<Step>();
    for step in penalty::Step::ALL {
        let story = penalty_at(step.name());
        each_pair_moves_or_is_refused(&story, &distinguish(CaseCode::from_random([9; 10])));
    }
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let own = G::Concurrence(Guard::AnotherCase);
    let story = penalty_at("FILED");
    let act = distinguish(fined_elsewhere(story.case()).code);
    assert!(knowing(&story, &[fined_elsewhere(story.case())], &act).is_ok());
    let refusal = knowing(&story, &[], &act).unwrap_err();
    assert_eq!(refusal.metadata()["guard"], format!("{own:?}"));
    let every: BTreeSet<Guard> = Guard::ALL.iter().copied().collect();
    assert_eq!(every, BTreeSet::from([Guard::AnotherCase]));
}

#[test]
fn the_second_agency_is_stopped_before_a_fine_and_told_of_the_higher_rule() {
    let story = penalty_at("HEARD");
    let mut other = fined_elsewhere(story.case());
    other.item = "i-other".into();
    other.item_name = text("占道经营");
    other.range.cap = Fen::yuan(10_000);
    let fine = acts::decide(Fen::yuan(3000));
    let refusal = knowing(&story, std::slice::from_ref(&other), &fine).unwrap_err();
    assert_eq!(refusal.reason().name, "FINED_ALREADY");
    assert_eq!(refusal.article(), Some("行政处罚法第二十九条"));
    for said in ["罚款5000元", "本案“事项i-label”的罚款数额较高"] {
        assert!(refusal.zh().contains(said), "{}", refusal.zh());
    }
    other.range.cap = Fen::yuan(900_000);
    let refusal = knowing(&story, std::slice::from_ref(&other), &fine).unwrap_err();
    assert!(
        refusal.zh().contains("应当适用罚款数额较高的“占道经营”"),
        "{}",
        refusal.zh()
    );
    // Already the proposal.
    let filed = penalty_at("FILED");
    let proposal = acts::conclude(Fen::yuan(3000));
    let refusal = knowing(&filed, std::slice::from_ref(&other), &proposal).unwrap_err();
    assert_eq!(refusal.reason().name, "FINED_ALREADY");
    // Elsewhere, on other days, or under the same agency's other item: another act.
    for bend in [
        |it: &mut Filing| it.place = Some("350626".into()),
        |it: &mut Filing| (it.from, it.to) = (day("2025-01-01"), day("2025-01-02")),
        |it: &mut Filing| it.agency.id = world::AGENCY.into(),
        |it: &mut Filing| it.standing = Standing::Established,
    ] {
        let mut bent = other.clone();
        bend(&mut bent);
        assert!(knowing(&story, &[bent], &fine).is_ok());
    }
}

#[test]
fn what_a_leader_distinguishes_is_fined_on_its_own() {
    let mut story = penalty_at("HEARD");
    let other = fined_elsewhere(story.case());
    let events = knowing(
        &story,
        std::slice::from_ref(&other),
        &distinguish(other.code),
    )
    .unwrap();
    story.happen(&events);
    let fine = acts::decide(Fen::yuan(3000));
    assert!(knowing(&story, &[other], &fine).is_ok());
}

#[test]
fn of_two_filings_of_the_same_act_the_first_goes_on() {
    let story = Story::on("2026-03-02");
    let file = acts::file(day("2026-02-25"), day("2026-02-26"));
    let mut first = fined_elsewhere(penalty_at("FILED").case());
    first.standing = Standing::UnderWay;
    let refusal = knowing(&story, std::slice::from_ref(&first), &file).unwrap_err();
    assert_eq!(refusal.reason().name, "FILED_ALREADY");
    assert_eq!(refusal.article(), Some("行政处罚法第二十五条第一款"));
    assert!(
        refusal.zh().contains(&first.code.to_string()),
        "{}",
        refusal.zh()
    );
    let Act::FileCase(mut separate) = file.clone() else {
        panic!("a filing")
    };
    separate.extent.separate = text("另一门店的行为");
    let events = knowing(
        &story,
        std::slice::from_ref(&first),
        &Act::FileCase(separate),
    )
    .unwrap();
    let case = replay(&events).unwrap().unwrap();
    assert_eq!(case.penalty().unwrap().extent.separate, "另一门店的行为");
    first.standing = Standing::Ended;
    assert!(knowing(&story, &[first], &file).is_ok());
}

#[test]
fn a_second_offence_within_two_years_is_not_spared_as_a_first() {
    let story = penalty_at("FILED");
    let Act::ConcludeInquiry(mut spared) = acts::conclude(Fen::yuan(3000)) else {
        panic!("a proposal")
    };
    spared.proposal.sanctions.clear();
    spared.proposal.ruling = Ruling::Spared(SpareGround::FirstOffence);
    let spared = Act::ConcludeInquiry(spared);
    assert!(knowing(&story, &[], &spared).is_ok());
    let mut earlier = fined_elsewhere(story.case());
    (earlier.from, earlier.to) = (day("2024-02-01"), day("2024-02-01"));
    earlier.decided_on = Some(day("2024-02-25"));
    let refusal = knowing(&story, std::slice::from_ref(&earlier), &spared).unwrap_err();
    assert_eq!(refusal.reason().name, "NOT_A_FIRST_OFFENCE");
    assert_eq!(refusal.article(), Some("行政处罚法第三十三条第一款"));
    // The act was done on 25 February 2026: a day earlier lies outside.
    earlier.decided_on = Some(day("2024-02-24"));
    assert!(knowing(&story, std::slice::from_ref(&earlier), &spared).is_ok());
    earlier.decided_on = Some(day("2024-02-25"));
    earlier.kinds = BTreeSet::from([text("另一条款")]);
    assert!(knowing(&story, &[earlier], &spared).is_ok());
}

#[test]
fn the_register_says_how_a_case_stands() {
    let standing = |story: &Story| filing(story.case()).unwrap().standing;
    assert_eq!(standing(&penalty_at("NOTICED")), Standing::UnderWay);
    let fined = penalty_at("CLOSED");
    assert_eq!(standing(&fined), Standing::Fined);
    assert_eq!(filing(fined.case()).unwrap().fine, Fen::yuan(3000));
    assert_eq!(standing(&penalty_at("REVOKED")), Standing::Ended);
    assert_eq!(standing(&handed_to("ACCEPTED")), Standing::Ended);
    let mut with_police = referred_to("FILED");
    with_police.act(&close_transferred());
    assert_eq!(standing(&with_police), Standing::UnderWay);
    with_police.act(&outcome(
        cases_domain::referral::CriminalOutcome::Withdrawn,
        with_police.today,
    ));
    assert_eq!(standing(&with_police), Standing::Ended);
    assert_eq!(filing(world::inspection_at("OPENED").case()), None);
    assert_eq!(years_before(day("2024-02-29"), Years(1)), day("2023-02-28"));
}
