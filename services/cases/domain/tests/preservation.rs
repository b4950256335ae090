//! 先行登记保存: approved before or after an emergency, every object dealt with in seven working days, else released.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use calendar::Calendar;
use cases_domain::preservation::{Act as Own, Disposition, Guard, Step};
use cases_domain::procedure::penalty;
use cases_domain::*;
use world::inquiry::*;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, day, penalty_at};

fn kept(path: &[Act]) -> Story {
    let mut story = penalty_at("FILED");
    for act in path {
        story.act(act);
    }
    story
}

fn in_force() -> Story {
    let on = penalty_at("FILED").today;
    kept(&[apply(), decide_preservation(true), carry_out(on)])
}

fn begun() -> Vec<Story> {
    let on = penalty_at("FILED").today;
    let mut lapsed = in_force();
    lapsed.then("2026-04-01").act(&lapse_preservation());
    vec![
        kept(&[apply()]),
        kept(&[apply(), decide_preservation(true)]),
        kept(&[apply(), decide_preservation(false)]),
        kept(&[at_once(on)]),
        kept(&[at_once(on), report_preservation()]),
        in_force(),
        kept(&[at_once(on), handle(on)]),
        lapsed,
        kept(&[apply(), give_up()]),
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
        .map(|story| story.case().preservations[0].step)
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
            apply(),
            decide_preservation(true),
            decide_preservation(false),
            carry_out(on),
            at_once(on),
            report_preservation(),
            handle(on),
            give_up(),
            lapse_preservation(),
        ] {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() + begun().len()) * 9);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    type G = cases_domain::Guard;
    let on = penalty_at("FILED").today;
    let mut tripped = BTreeSet::new();
    let mut trip =
        |guard: Guard, story: &Story, act: Act, change: &dyn Fn(&mut world::scene::Scene<'_>)| {
            tripped.insert(trips(G::Preservation(guard), story, act, |s| change(s)));
        };
    trip(Guard::DuringInquiry, &penalty_at("FILED"), apply(), &|s| {
        let decided = penalty_at("DECIDED").case.unwrap();
        s.case.as_mut().unwrap().procedure = decided.procedure;
    });
    trip(
        Guard::ApproverNotHandler,
        &kept(&[apply()]),
        decide_preservation(true),
        &|s| {
            s.case.as_mut().unwrap().handlers.insert("o-wu".into());
        },
    );
    let approved = kept(&[apply(), decide_preservation(true)]);
    trip(Guard::Approved, &approved, carry_out(on), &|s| {
        s.act = carry_out(on.add_days(-1));
    });
    let mut later = in_force();
    later.then("2026-03-06");
    trip(Guard::NotBeforeKept, &later, handle(later.today), &|s| {
        s.act = handle(on.add_days(-1));
    });
    trip(Guard::EveryObject, &in_force(), handle(on), &|s| {
        let Act::Preservation(Own::HandlePreserved(act)) = &mut s.act else {
            panic!()
        };
        act.fates.pop();
    });
    trip(Guard::EveryObject, &in_force(), handle(on), &|s| {
        let Act::Preservation(Own::HandlePreserved(act)) = &mut s.act else {
            panic!()
        };
        act.fates[1].object = 1;
    });
    trip(Guard::MeasureNamed, &in_force(), handle(on), &|s| {
        let Act::Preservation(Own::HandlePreserved(act)) = &mut s.act else {
            panic!()
        };
        act.fates[0].disposition = Disposition::Seized;
    });
    let mut over = in_force();
    over.then("2026-04-01");
    trip(Guard::TimeOver, &over, lapse_preservation(), &|s| {
        s.facts.now = world::morning(day("2026-03-05"));
    });
    let every: BTreeSet<_> = Guard::ALL.iter().copied().map(G::Preservation).collect();
    assert_eq!(tripped, every);
}

#[test]
fn what_is_approved_and_kept_is_dealt_with_in_seven_working_days() {
    let mut story = in_force();
    let clock = DeadlineKind::Preservation.about(1);
    let running = story.case().running(clock).unwrap();
    assert_eq!(running.start, day("2026-03-03"));
    assert_eq!(running.due, day("2026-03-12"));
    assert_eq!(running.citation.to_string(), "行政处罚法第五十六条");
    assert_eq!(
        story.case().preservations[0]
            .document_number
            .as_ref()
            .unwrap()
            .to_string(),
        "龙市监登存〔2026〕1号"
    );
    story.then("2026-03-12").act(&handle(day("2026-03-12")));
    let settled = story
        .case()
        .deadlines
        .iter()
        .find(|it| it.clock == clock)
        .unwrap();
    assert_eq!(settled.state, DeadlineState::Met);
    assert!(story.case().handlers.contains(&"o-chen".into()));
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn what_is_not_dealt_with_is_released_by_the_clock_under_the_rule_of_the_line() {
    let mut story = in_force();
    let calendar = Calendar::state_council();
    let due: Vec<Act> = due(story.case(), &calendar)
        .into_iter()
        .filter(|it| it.from <= day("2026-03-13"))
        .map(|it| it.act)
        .collect();
    assert_eq!(due, [lapse_preservation()]);
    assert!(
        story
            .then("2026-03-12")
            .attempt(&lapse_preservation())
            .is_err()
    );
    let events = story
        .then("2026-03-13")
        .attempt(&lapse_preservation())
        .unwrap();
    assert!(
        events[0]
            .summary()
            .contains("市场监管行政处罚程序规定第三十五条")
    );
    assert_eq!(story.case().preservations[0].step, Step::Released);
    assert!(
        story
            .case()
            .running(DeadlineKind::Preservation.about(1))
            .is_none()
    );
}

#[test]
fn whoever_approves_before_the_report_is_told_to_wait_for_it() {
    let on = penalty_at("FILED").today;
    let mut story = kept(&[at_once(on)]);
    let early = story.attempt(&decide_preservation(true)).unwrap_err();
    assert!(
        early.zh().contains("请先依次办理：报告紧急先行登记保存"),
        "{}",
        early.zh()
    );
    story.act(&report_preservation());
    story.act(&decide_preservation(true));
    let again = story.attempt(&decide_preservation(true)).unwrap_err();
    assert!(again.zh().contains("无需再次办理"), "{}", again.zh());
}

#[test]
fn an_emergency_is_reported_within_twenty_four_hours_and_released_at_once_when_refused() {
    let on = penalty_at("FILED").today;
    let mut story = kept(&[at_once(on)]);
    let report = DeadlineKind::PreservationReport.about(1);
    let until = story.case().running(report).unwrap().until.unwrap();
    assert_eq!(
        until - world::morning(on),
        chrono::Duration::minutes(24 * 60 - 5)
    );
    story.then("2026-03-04").act(&report_preservation());
    let late = story
        .case()
        .deadlines
        .iter()
        .find(|it| it.clock == report)
        .unwrap();
    assert_eq!(late.state, DeadlineState::Passed);
    story.act(&decide_preservation(false));
    assert_eq!(story.case().preservations[0].step, Step::Released);
    assert!(
        story
            .case()
            .running(DeadlineKind::Preservation.about(1))
            .is_none()
    );
}

#[test]
fn several_stand_side_by_side_and_none_lets_the_case_end() {
    let mut story = in_force();
    let on = story.today;
    story.act(&at_once(on));
    assert_eq!(story.case().preservations[1].number, 2);
    story.act(&handle(on));
    let refused = story.clone().attempt(&terminate()).unwrap_err();
    assert_eq!(refused.reason().name, "PRESERVATION_OPEN");
    assert!(refused.zh().contains("第2号"), "{}", refused.zh());
    story.act(&acts::evidence(on));
}
