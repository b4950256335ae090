//! 抽样取证、检测鉴定: told for how long, told the result, tested again in time; the days do not count where the line says so.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::procedure::penalty;
use cases_domain::testing::{Act as Own, Guard, Step};
use cases_domain::*;
use world::inquiry::*;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, day, penalty_at};

fn tested(path: &[(&str, Act)]) -> Story {
    let mut story = penalty_at("FILED");
    for (today, act) in path {
        story.then(today).act(act);
    }
    story
}

fn told() -> Story {
    tested(&[
        ("2026-03-03", take_sample(day("2026-03-03"))),
        ("2026-03-04", send_sample(day("2026-03-04"))),
        ("2026-03-18", result_of(1, day("2026-03-18"))),
        (
            "2026-03-19",
            tell(day("2026-03-19"), Some(day("2026-03-26"))),
        ),
    ])
}

fn begun() -> Vec<Story> {
    let on = day("2026-03-03");
    let sampled = ("2026-03-03", take_sample(on));
    let sent = ("2026-03-03", send_sample(on));
    let came = ("2026-03-03", result_of(1, on));
    let mut again = told();
    again
        .then("2026-03-20")
        .act(&retest(day("2026-03-20"), day("2026-03-20")));
    let mut answered = again.clone();
    answered
        .then("2026-03-25")
        .act(&result_of(1, day("2026-03-25")));
    vec![
        tested(std::slice::from_ref(&sampled)),
        tested(&[sampled.clone(), ("2026-03-03", return_sample())]),
        tested(&[sampled.clone(), sent.clone()]),
        tested(&[("2026-03-03", entrust(on)), ("2026-03-04", abandon())]),
        tested(&[sampled.clone(), sent.clone(), came.clone()]),
        told(),
        again,
        answered,
        tested(&[sampled, sent, came, ("2026-03-03", tell(on, None))]),
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
        .map(|story| story.case().testings[0].step)
        .collect();
    assert_eq!(reached, Step::ALL.iter().copied().collect());
    let mut pairs = 0;
    let before = penalty::Step::ALL
        .iter()
        .map(|step| penalty_at(step.name()));
    for mut story in before.chain(begun()) {
        story.today = story.today.max(day("2026-03-26"));
        let on = story.today;
        for act in [
            take_sample(on),
            return_sample(),
            send_sample(on),
            entrust(on),
            result_of(1, on),
            abandon(),
            tell(on, Some(on.add_days(7))),
            tell(on, None),
            retest(on, on),
            lapse_retest(),
        ] {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() + begun().len()) * 10);
}

fn bent(act: Act, bend: impl FnOnce(&mut Own)) -> Act {
    let Act::Testing(mut own) = act else {
        panic!("an act of a testing")
    };
    bend(&mut own);
    Act::Testing(own)
}

fn ordered(act: Act, bend: impl FnOnce(&mut cases_domain::testing::Order)) -> Act {
    bent(act, |own| match own {
        Own::EntrustTesting(act) => bend(&mut act.order),
        Own::EntrustRetest(act) => bend(&mut act.order),
        other => panic!("{other:?}"),
    })
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    type G = cases_domain::Guard;
    let filed = penalty_at("FILED");
    let on = filed.today;
    let mut tripped = BTreeSet::new();
    let mut trip = |guard: Guard, story: &Story, act: &Act, to: Act| {
        tripped.insert(trips(G::Testing(guard), story, act.clone(), |s| s.act = to));
    };
    trip(
        Guard::CounterpartKept,
        &filed,
        &take_sample(on),
        bent(take_sample(on), |own| {
            let Own::TakeSample(act) = own else { panic!() };
            act.sample.counterpart.clear();
        }),
    );
    let asked = entrust(on);
    trip(
        Guard::InstitutionQualified,
        &filed,
        &asked,
        ordered(asked.clone(), |order| {
            order.institution.qualified_until = on.add_days(-1);
        }),
    );
    trip(
        Guard::PeriodDefinite,
        &filed,
        &asked,
        ordered(asked.clone(), |order| {
            order.until = on;
        }),
    );
    trip(
        Guard::MeasureRuns,
        &filed,
        &asked,
        ordered(asked.clone(), |order| {
            order.measure = 7;
        }),
    );
    let sent = tested(&[("2026-03-04", entrust(day("2026-03-04")))]);
    let came = result_of(1, day("2026-03-04"));
    trip(
        Guard::AfterOrder,
        &sent,
        &came,
        result_of(1, day("2026-03-03")),
    );
    let resulted = tested(&[
        ("2026-03-04", entrust(day("2026-03-04"))),
        ("2026-03-10", result_of(1, day("2026-03-10"))),
    ]);
    let ok = tell(day("2026-03-10"), Some(day("2026-03-20")));
    trip(
        Guard::AfterResult,
        &resulted,
        &ok,
        tell(day("2026-03-09"), Some(day("2026-03-20"))),
    );
    trip(
        Guard::WindowAhead,
        &resulted,
        &ok,
        tell(day("2026-03-10"), Some(day("2026-03-10"))),
    );
    let mut late = told();
    late.then("2026-03-27");
    let again = retest(day("2026-03-26"), day("2026-03-27"));
    trip(
        Guard::AskedInTime,
        &late,
        &again,
        retest(day("2026-03-27"), day("2026-03-27")),
    );
    trip(
        Guard::OtherInstitution,
        &late,
        &again,
        ordered(again.clone(), |order| {
            order.institution.name = "省质检院".to_owned();
        }),
    );
    let answered = begun().swap_remove(7);
    let last = tell(answered.today, None);
    trip(
        Guard::RetestedOnce,
        &answered,
        &last,
        tell(answered.today, Some(day("2026-04-20"))),
    );
    tripped.insert(trips(
        G::Testing(Guard::WindowOver),
        &late,
        lapse_retest(),
        |s| {
            s.facts.now = world::morning(day("2026-03-26"));
        },
    ));
    tripped.insert(trips(
        G::Testing(Guard::DuringInquiry),
        &filed,
        asked,
        |s| {
            let concluded = penalty_at("CONCLUDED").case.unwrap();
            s.case.as_mut().unwrap().procedure = concluded.procedure;
        },
    ));
    let every: BTreeSet<_> = Guard::ALL.iter().copied().map(G::Testing).collect();
    assert_eq!(tripped, every);
}

#[test]
fn the_days_of_testing_do_not_count_both_ends_left_out_and_the_result_is_evidence() {
    let mut story = told();
    let decision = story.running(DeadlineKind::Decision);
    // Filed 2026-03-02, ninety days to 05-31; testing from 03-04 to 03-18, fifteen days.
    assert_eq!(decision.nominal, day("2026-06-15"));
    let evidence = &story.case().penalty().unwrap().evidence;
    assert_eq!(evidence.last().unwrap().kind, EvidenceKind::ExpertOpinion);
    let early = story
        .clone()
        .then("2026-03-20")
        .attempt(&acts::conclude(Fen::yuan(3000)));
    assert_eq!(early.unwrap_err().reason().name, "TESTING_UNDER_WAY");
    story.then("2026-03-27").act(&lapse_retest());
    story.act(&acts::conclude(Fen::yuan(3000)));
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn testings_that_overlap_are_left_out_once() {
    let mut story = penalty_at("FILED");
    story.then("2026-03-04").act(&entrust(day("2026-03-04")));
    story.then("2026-03-10").act(&entrust(day("2026-03-10")));
    story
        .then("2026-03-16")
        .act(&result_of(1, day("2026-03-16")));
    assert!(story.running(DeadlineKind::Decision).paused_on.is_some());
    story
        .then("2026-03-20")
        .act(&result_of(2, day("2026-03-20")));
    let decision = story.running(DeadlineKind::Decision);
    // From 03-04 to 03-20, seventeen days.
    assert_eq!(decision.nominal, day("2026-06-17"));
    assert_eq!(decision.excluded.len(), 2, "each says which days");
}

#[test]
fn where_the_line_is_silent_the_days_go_on() {
    let mut story = Story::on("2026-03-02");
    story.act(&acts::file(day("2026-02-25"), day("2026-02-26")));
    story.case.as_mut().unwrap().opening.domain = Domain::Culture;
    story.then("2026-03-04").act(&entrust(day("2026-03-04")));
    assert_eq!(story.running(DeadlineKind::Decision).paused_on, None);
}
