//! 案件移送: offered, accepted or refused, with its evidence, and never nobody's.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::handover::{Act as HandoverAct, Guard, Step, succeed};
use cases_domain::procedure::{Stage, penalty};
use cases_domain::*;
use proptest::prelude::*;
use world::beside::*;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{AGENCY, Story, acts, day, penalty_at};

type G = cases_domain::Guard;

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

fn every_act(case: &Case) -> Vec<Act> {
    vec![
        offer(URBAN),
        accept(case),
        refuse_handover(),
        escalate_handover(GOVERNMENT),
        direct_handover(true),
        direct_handover(false),
        withdraw_handover(),
    ]
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let mut pairs = 0;
    let before = penalty::Step::ALL
        .iter()
        .map(|step| penalty_at(step.name()));
    let begun = Step::ALL.iter().map(|step| handed_to(step.name()));
    for story in before.chain(begun) {
        for act in every_act(story.case()) {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() + Step::ALL.len()) * 7);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let own = G::Handover;
    let case = penalty_at("CONCLUDED");
    let mut tripped = BTreeSet::new();
    tripped.insert(trips(
        own(Guard::BeforeDecision),
        &case,
        offer(URBAN),
        |s| {
            s.penalty().step = penalty::Step::Decided;
        },
    ));
    tripped.insert(trips(own(Guard::NoneUnderWay), &case, offer(URBAN), |s| {
        s.case.as_mut().unwrap().handovers = handed_to("OFFERED").case.unwrap().handovers;
    }));
    tripped.insert(trips(
        own(Guard::ReceiverQualified),
        &case,
        offer(URBAN),
        |s| {
            s.facts.agencies.clear();
        },
    ));
    tripped.insert(trips(
        own(Guard::ReceiverQualified),
        &case,
        offer(URBAN),
        |s| {
            s.act = offer(AGENCY);
        },
    ));
    tripped.insert(trips(
        own(Guard::ReceiverDesignated),
        &case,
        offer(CITY),
        |s| {
            s.case.as_mut().unwrap().disputes = disputed_to("YIELDED").case.unwrap().disputes;
        },
    ));
    let offered = handed_to("OFFERED");
    tripped.insert(trips(
        own(Guard::SameMatter),
        &offered,
        accept(offered.case()),
        |s| {
            let Act::Handover(HandoverAct::AcceptHandover(act)) = &mut s.act else {
                return;
            };
            act.filing.act_on = day("2026-02-20");
        },
    ));
    tripped.insert(trips(
        own(Guard::NotBound),
        &offered,
        refuse_handover(),
        |s| {
            s.case.as_mut().unwrap().disputes = disputed_to("YIELDED").case.unwrap().disputes;
        },
    ));
    let refused = handed_to("REFUSED");
    let asked = escalate_handover(GOVERNMENT);
    tripped.insert(trips(own(Guard::CommonSuperior), &refused, asked, |s| {
        // A department of the city stands above the one, and not above the other.
        s.act = escalate_handover(CITY);
    }));
    let every: BTreeSet<G> = Guard::ALL.iter().copied().map(own).collect();
    assert_eq!(tripped, every);
}

#[test]
fn only_the_agency_whose_turn_it_is_acts() {
    let offered = handed_to("OFFERED");
    let act = refuse_handover();
    let mut facts = offered.facts_for(&act);
    facts.caller = world::person(world::leader(), &[Right::Approve]);
    let refusal = offered.judge(&act, &facts).unwrap_err();
    assert_eq!(refusal.reason().name, "NOT_OF_THIS_AGENCY");
}

/// The receiver's case, as the acceptance opens it.
fn taken(story: &Story) -> Case {
    let act = accept(story.case());
    let facts = story.facts_for(&act);
    let Act::Handover(HandoverAct::AcceptHandover(accepted)) = &act else {
        panic!("an acceptance")
    };
    let events = succeed(story.case(), accepted, &facts).unwrap();
    replay(&events).unwrap().unwrap()
}

#[test]
fn the_sender_ends_and_the_receiver_begins_with_the_same_evidence() {
    let sender = handed_to("OFFERED");
    let receiver = taken(&sender);
    let mut sender = sender;
    sender.act(&accept(sender.case()));
    assert_eq!(sender.step(), "TRANSFERRED");
    assert!(sender.case().deadlines.iter().all(|it| !it.is_open()));
    let accepted = sender.case().handovers[0].acceptance.as_ref().unwrap();
    assert_eq!(accepted.new_code, receiver.opening.code);

    let penalty = receiver.penalty().unwrap();
    assert_eq!(receiver.step_name(), "FILED");
    assert_eq!(receiver.opening.agency.id, URBAN.into());
    assert_eq!(penalty.from_case, Some(sender.case().id()));
    assert_eq!(penalty.evidence, sender.case().penalty().unwrap().evidence);
    // Its own ninety days begin.
    assert!(receiver.running(DeadlineKind::Decision).is_some());
    let received = receiver.received.as_ref().unwrap();
    let custody: Vec<&str> = received.evidence[0]
        .custody
        .iter()
        .map(|it| it.agency.id.as_str())
        .collect();
    assert_eq!(custody, [AGENCY, URBAN]);
    assert_eq!(received.objects.len(), 1);
    let again = replay(&sender.history).unwrap();
    assert_eq!(again.as_ref(), Some(sender.case()));
}

#[test]
fn a_refused_case_goes_on_where_it_is() {
    let mut story = handed_to("REFUSED");
    story.act(&withdraw_handover());
    let review = acts::review(ReviewOpinion::Passed);
    story.act(&review);
    assert_eq!(story.step(), "REVIEWED");
}

#[test]
fn a_case_that_is_offered_is_not_decided() {
    let mut story = penalty_at("HEARD");
    story.act(&offer(URBAN));
    let refusal = story.attempt(&acts::decide(Fen::yuan(3000))).unwrap_err();
    assert_eq!(refusal.reason().name, "CASE_TO_BE_HANDED_OVER");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever is tried in whatever order, exactly one agency is in charge.
    #[test]
    fn exactly_one_agency_is_in_charge_at_any_moment(tries in prop::collection::vec(0..10_usize, 1..14)) {
        let mut story = penalty_at("CONCLUDED");
        let mut receiver = None;
        for tried in tries {
            let case = story.case().clone();
            let acts = every_act(&case);
            let act = match tried {
                7 => raise(&case),
                8 => agree(false),
                9 => withdraw_dispute(),
                at => acts[at].clone(),
            };
            let before = story.clone();
            if story.attempt(&act).is_ok()
                && matches!(act, Act::Handover(HandoverAct::AcceptHandover(_)))
            {
                prop_assert!(receiver.is_none());
                receiver = Some(taken(&before));
            }
            let open = std::iter::once(story.case())
                .chain(receiver.as_ref())
                .filter(|case| !case.is_closed());
            prop_assert_eq!(open.count(), 1);
        }
    }
}
