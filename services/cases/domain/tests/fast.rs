//! 轻微速罚: marked at filing, agreed to in writing, and left for good at the party's first objection.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::fast::{Act as Own, Ground, Guard};
use cases_domain::procedure::{Stage, penalty};
use cases_domain::*;
use world::scene::{Scene, trips};
use world::table::each_pair_moves_or_is_refused;
use world::{Story, acts, day, penalty_at};

/// An ordinary case filed for the fast path.
fn filed() -> Story {
    let mut story = Story::on("2026-03-02");
    let Act::FileCase(mut act) = acts::file(day("2026-03-01"), day("2026-03-02")) else {
        panic!("files")
    };
    act.fast = true;
    story.act(&Act::FileCase(act));
    story
}

fn agreed() -> Story {
    let mut story = filed();
    let on = story.today;
    story.act(&acts::agree_fast(on)).act(&acts::evidence(on));
    story
}

fn noticed() -> Story {
    let mut story = agreed();
    let on = story.today;
    story
        .act(&acts::conclude(Fen::yuan(3000)))
        .act(&acts::review(ReviewOpinion::Passed))
        .act(&acts::notice(on, false));
    story
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let mut pairs = 0;
    for step in penalty::Step::ALL {
        for act in [
            acts::agree_fast(day("2026-03-26")),
            acts::leave_fast(Ground::AdmissionWithdrawn),
        ] {
            let mut story = penalty_at(step.name());
            story.then("2026-03-26");
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, 2 * penalty::Step::ALL.len());
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let mut tripped = BTreeSet::new();
    let mut trip = |guard, (story, act): (Story, Act), change: &dyn Fn(&mut Scene<'_>)| {
        let guard = cases_domain::Guard::Fast(guard);
        tripped.insert(trips(guard, &story, act, change));
    };
    let files = || {
        let story = Story::on("2026-03-02");
        let Act::FileCase(mut act) = acts::file(day("2026-03-01"), day("2026-03-02")) else {
            panic!("files")
        };
        act.fast = true;
        (story, Act::FileCase(act))
    };
    trip(Guard::OpenToItem, files(), &|s| {
        s.opening().items[0].procedures = BTreeSet::from([ItemProcedure::Ordinary]);
    });
    let agrees = || (filed(), acts::agree_fast(day("2026-03-02")));
    trip(Guard::Marked, agrees(), &|s| s.penalty().fast = None);
    trip(Guard::NotLeft, agrees(), &|s| {
        let mut left = filed();
        left.act(&acts::leave_fast(Ground::FactsUnclear));
        s.penalty().fast = left.case().penalty().unwrap().fast.clone();
    });
    trip(Guard::NotAgreedYet, agrees(), &|s| {
        s.penalty().fast = agreed().case().penalty().unwrap().fast.clone();
    });
    trip(Guard::Signed, agrees(), &|s| {
        let Act::Fast(Own::AgreeFast(act)) = &mut s.act else {
            panic!("agrees")
        };
        act.signature.manner = SignatureManner::Refused;
    });
    trip(Guard::FactsClear, agrees(), &|s| {
        let Act::Fast(Own::AgreeFast(act)) = &mut s.act else {
            panic!("agrees")
        };
        act.facts_clear = false;
    });
    let concludes = || (agreed(), acts::conclude(Fen::yuan(3000)));
    trip(Guard::Agreed, concludes(), &|s| {
        s.penalty().fast.as_mut().unwrap().agreed = None;
    });
    trip(Guard::BelowHearing, concludes(), &|s| {
        s.act = acts::conclude(Fen::yuan(100_000));
    });
    let every: BTreeSet<_> = Guard::ALL
        .iter()
        .copied()
        .map(cases_domain::Guard::Fast)
        .collect();
    assert_eq!(tripped, every);
}

#[test]
fn a_fast_case_takes_nothing_from_the_party_and_is_decided_within_its_target() {
    let mut story = noticed();
    let target = story.running(DeadlineKind::FastTarget);
    // Ten working days, beside the ninety days of the law.
    assert_eq!(target.due, day("2026-03-16"));
    assert_eq!(story.running(DeadlineKind::Decision).due, day("2026-06-01"));
    let early = story.attempt(&acts::decide(Fen::yuan(3000))).unwrap_err();
    assert_eq!(early.reason().name, "STATEMENT_WINDOW_OPEN");
    let on = story.today;
    story
        .act(&acts::waive(on))
        .act(&acts::endorse())
        .act(&acts::decide(Fen::yuan(3000)));
    assert!(story.case().penalty().unwrap().is_fast());
    let target = story
        .case()
        .deadlines
        .iter()
        .find(|it| it.kind() == DeadlineKind::FastTarget);
    assert_eq!(target.unwrap().state, DeadlineState::Met);
}

#[test]
fn a_statement_returns_the_case_to_the_ordinary_path_for_good() {
    let mut story = noticed();
    let on = story.today;
    story.act(&acts::statement(on));
    let penalty = story.case().penalty().unwrap();
    let left = penalty.fast.as_ref().unwrap().left.as_ref().unwrap();
    assert_eq!(left.ground, Ground::Statement);
    assert!(!penalty.is_fast());
    assert!(story.case().running(DeadlineKind::FastTarget).is_none());
    assert!(story.case().running(DeadlineKind::Decision).is_some());
    assert_eq!(story.step(), "HEARD");
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
    // What is concluded anew is not held to the fast path, and it is not left twice.
    let refusal = story
        .attempt(&acts::leave_fast(Ground::AdmissionWithdrawn))
        .unwrap_err();
    assert_eq!(refusal.reason().name, "FAST_LEFT");
    story.act(&acts::statement(on));
    story.act(&acts::conclude(Fen::yuan(2000)));
}

#[test]
fn a_withdrawn_admission_returns_the_case_before_it_is_decided() {
    for reached in ["FILED", "CONCLUDED", "REVIEWED", "NOTICED"] {
        let mut story = agreed();
        let on = story.today;
        for act in [
            acts::conclude(Fen::yuan(3000)),
            acts::review(ReviewOpinion::Passed),
            acts::notice(on, false),
        ] {
            if story.step() != reached {
                story.act(&act);
            }
        }
        story.act(&acts::leave_fast(Ground::AdmissionWithdrawn));
        assert_eq!(story.step(), reached);
        assert!(!story.case().penalty().unwrap().is_fast());
    }
}

#[test]
fn a_case_that_was_never_fast_hears_of_no_fast_path() {
    let mut story = penalty_at("NOTICED");
    let on = story.today;
    story.act(&acts::statement(on));
    assert!(
        !story
            .history
            .iter()
            .any(|event| matches!(event, Event::Fast(_)))
    );
    let refusal = penalty_at("FILED")
        .attempt(&acts::agree_fast(day("2026-03-02")))
        .unwrap_err();
    assert_eq!(refusal.reason().name, "FAST_NOT_MARKED");
}
