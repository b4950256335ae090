//! 中止调查、延长办案期限、终止调查、撤销立案.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::procedure::penalty;
use cases_domain::suspension::{Act as Own, Guard, Step};
use cases_domain::*;
use world::inquiry::*;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, day, penalty_at};

fn filed(path: &[Act]) -> Story {
    let mut story = penalty_at("FILED");
    for act in path {
        story.act(act);
    }
    story
}

fn begun() -> Vec<Story> {
    vec![
        filed(&[propose_suspension()]),
        filed(&[propose_suspension(), decide_suspension(1, true)]),
        filed(&[propose_suspension(), decide_suspension(1, false)]),
        filed(&[propose_suspension(), decide_suspension(1, true), resume(1)]),
        filed(&[propose_extension(30)]),
        filed(&[propose_extension(30), decide_extension(1, true, "")]),
        filed(&[propose_extension(30), decide_extension(1, false, "")]),
    ]
}

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    use cases_domain::procedure::Stage as _;
    let reached: BTreeSet<Step> = begun()
        .iter()
        .map(|story| story.case().standstills[0].step)
        .collect();
    assert_eq!(reached, Step::ALL.iter().copied().collect());
    let mut pairs = 0;
    let before = penalty::Step::ALL
        .iter()
        .map(|step| penalty_at(step.name()));
    for mut story in before.chain(begun()) {
        story.today = story.today.max(day("2026-03-26"));
        for act in [
            propose_suspension(),
            decide_suspension(1, true),
            decide_suspension(1, false),
            resume(1),
            propose_extension(30),
            decide_extension(1, true, ""),
            decide_extension(1, false, ""),
        ] {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() + begun().len()) * 7);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    type G = cases_domain::Guard;
    type Scene<'a> = world::scene::Scene<'a>;
    let mut tripped = BTreeSet::new();
    let mut trip = |guard: Guard, story: &Story, act: Act, change: &dyn Fn(&mut Scene<'_>)| {
        tripped.insert(trips(G::Suspension(guard), story, act, |s| change(s)));
    };
    let at = penalty_at("FILED");
    trip(Guard::BeforeDecision, &at, propose_suspension(), &|s| {
        let decided = penalty_at("DECIDED").case.unwrap();
        s.case.as_mut().unwrap().procedure = decided.procedure;
    });
    trip(Guard::NonePending, &at, propose_suspension(), &|s| {
        let pending = filed(&[propose_extension(30)]).case.unwrap();
        s.case.as_mut().unwrap().standstills = pending.standstills;
    });
    let proposed = filed(&[propose_suspension()]);
    trip(
        Guard::ApproverNotHandler,
        &proposed,
        decide_suspension(1, true),
        &|s| {
            s.case.as_mut().unwrap().handlers.insert("o-wu".into());
        },
    );
    trip(
        Guard::LineKnowsExtension,
        &at,
        propose_extension(30),
        &|s| {
            s.case.as_mut().unwrap().opening.domain = Domain::Culture;
        },
    );
    trip(Guard::DecisionClockRuns, &at, propose_extension(30), &|s| {
        s.case.as_mut().unwrap().deadlines.clear();
    });
    trip(Guard::WithinMost, &at, propose_extension(30), &|s| {
        s.act = propose_extension(31);
    });
    let mut once = filed(&[propose_extension(30), decide_extension(1, true, "")]);
    once.act(&propose_extension(45));
    trip(
        Guard::ApprovedAsRuled,
        &once,
        decide_extension(2, true, "龙市监集〔2026〕3号"),
        &|s| {
            let Act::Suspension(Own::DecideExtension(act)) = &mut s.act else {
                panic!()
            };
            act.meeting.clear();
        },
    );
    let every: BTreeSet<_> = Guard::ALL.iter().copied().map(G::Suspension).collect();
    assert_eq!(tripped, every);
}

#[test]
fn suspended_nothing_is_inquired_and_the_days_stand_still() {
    let mut story = penalty_at("FILED");
    story
        .then("2026-03-05")
        .act(&propose_suspension())
        .act(&decide_suspension(1, true));
    assert_eq!(
        story.case().standstills[0].citation.to_string(),
        "市场监管行政处罚程序规定第四十六条第（一）项"
    );
    assert!(story.running(DeadlineKind::Decision).paused_on.is_some());
    for act in [
        acts::evidence(day("2026-03-06")),
        entrust(day("2026-03-06")),
        at_once(day("2026-03-06")),
        propose_extension(30),
    ] {
        let refused = story.clone().then("2026-03-06").attempt(&act).unwrap_err();
        assert_eq!(refused.reason().name, "INQUIRY_SUSPENDED", "{act:?}");
    }
    story.then("2026-03-25").act(&resume(1));
    // Ninety days from 03-02 end on 05-31; twenty-one days do not count.
    assert_eq!(
        story.running(DeadlineKind::Decision).nominal,
        day("2026-06-21")
    );
    story.act(&acts::evidence(day("2026-03-25")));
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn a_suspension_that_ends_while_something_is_tested_leaves_the_clock_standing() {
    let mut story = penalty_at("FILED");
    story.then("2026-03-04").act(&entrust(day("2026-03-04")));
    story
        .then("2026-03-05")
        .act(&propose_suspension())
        .act(&decide_suspension(1, true));
    story.then("2026-03-10").act(&resume(1));
    assert!(story.running(DeadlineKind::Decision).paused_on.is_some());
    story
        .then("2026-03-12")
        .act(&result_of(1, day("2026-03-12")));
    // 03-04 to 03-12, nine days, once.
    assert_eq!(
        story.running(DeadlineKind::Decision).nominal,
        day("2026-06-09")
    );
}

#[test]
fn the_days_to_decide_are_prolonged_twice_by_whom_the_line_names_and_never_again() {
    let mut story = penalty_at("FILED");
    story
        .act(&propose_extension(30))
        .act(&decide_extension(1, true, ""));
    assert_eq!(
        story.running(DeadlineKind::Decision).nominal,
        day("2026-06-30")
    );
    story.act(&propose_extension(45));
    let refused = story
        .clone()
        .attempt(&decide_extension(2, true, ""))
        .unwrap_err();
    assert_eq!(refused.reason().name, "EXTENSION_NOT_APPROVED_AS_RULED");
    assert!(refused.zh().contains("集体讨论"), "{}", refused.zh());
    story.act(&decide_extension(2, true, "龙市监集〔2026〕3号"));
    assert_eq!(
        story.running(DeadlineKind::Decision).nominal,
        day("2026-08-14")
    );
    let refused = story.attempt(&propose_extension(30)).unwrap_err();
    assert_eq!(refused.reason().name, "NO_FURTHER_EXTENSION");
}

#[test]
fn a_case_ends_without_a_decision_on_its_own_ground_only_and_no_clock_runs_on() {
    let mut wrong = penalty_at("HEARD");
    let mixed = Act::TerminateCase(EndCase {
        ground: EndGround::Unfounded,
        reasons: "事实不成立".to_owned(),
    });
    assert!(wrong.attempt(&mixed).is_err());
    for (act, step) in [(terminate(), "TERMINATED"), (withdraw(), "WITHDRAWN")] {
        let mut story = penalty_at("NOTICED");
        story.act(&act);
        assert_eq!(story.step(), step);
        assert!(story.case().is_closed());
        assert!(story.case().deadlines.iter().all(|it| !it.is_open()));
    }
    let refused = penalty_at("DECIDED").attempt(&terminate()).unwrap_err();
    assert_eq!(refused.reason().name, "STEP_PASSED");
}
