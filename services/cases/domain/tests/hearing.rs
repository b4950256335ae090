//! 听证: from the request to the report, and what waits for it.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::hearing::{Act as HearingAct, EndGround, Guard, Step};
use cases_domain::procedure::{Stage, penalty};
use cases_domain::*;
use world::hall::{
    HEAVY, answer, appoint, call, conclude, end, hearing_at, hold, notify, postpone, report,
    request, told,
};
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{acts, day, penalty_at, text};

fn every_act(today: &str) -> [Act; 9] {
    [
        request(today),
        answer(true),
        answer(false),
        appoint("o-huang"),
        notify(today, "2026-06-30"),
        postpone(),
        hold(today),
        end(EndGround::Withdrawn),
        report(),
    ]
}

fn refused(story: &world::Story, act: &Act) -> &'static str {
    story.clone().attempt(act).unwrap_err().reason().name
}

macro_rules! contents {
    ($scene:expr, $kind:ident) => {
        match &mut $scene.act {
            Act::Hearing(HearingAct::$kind(act)) => act,
            other => panic!("{other:?}"),
        }
    };
}

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let mut pairs = 0;
    for step in penalty::Step::ALL {
        let story = penalty_at(step.name());
        for act in every_act(&story.today.to_string()) {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    for step in Step::ALL {
        let story = hearing_at(step.name());
        assert_eq!(story.case().hearings[0].step, *step);
        for act in every_act(&story.today.to_string()) {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() + Step::ALL.len()) * 9);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let mut tripped = BTreeSet::new();
    let mut trip = |guard: Guard,
                    story: &world::Story,
                    act: Act,
                    change: &dyn Fn(&mut world::scene::Scene<'_>)| {
        tripped.insert(trips(
            cases_domain::Guard::Hearing(guard),
            story,
            act,
            change,
        ));
    };
    let asked = request("2026-03-16");
    trip(Guard::Undecided, &told(), asked.clone(), &|s| {
        s.penalty().notice.as_mut().unwrap().hearing_told = false;
    });
    let open = hearing_at("GRANTED").case().hearings[0].clone();
    trip(Guard::NoOther, &told(), asked, &|s| {
        s.case.as_mut().unwrap().hearings.push(open.clone());
    });
    trip(
        Guard::InTime,
        &hearing_at("REQUESTED"),
        answer(true),
        &|s| {
            s.case.as_mut().unwrap().hearings[0].late = true;
        },
    );
    let mut late = told();
    late.then("2026-03-23").act(&request("2026-03-23"));
    trip(Guard::OutOfTime, &late, answer(false), &|s| {
        s.case.as_mut().unwrap().hearings[0].late = false;
    });
    let granted = hearing_at("GRANTED");
    trip(
        Guard::PresiderNotHandler,
        &granted,
        appoint("o-huang"),
        &|s| {
            contents!(s, AppointPresider).presider = "o-lin".into();
        },
    );
    trip(
        Guard::PresiderNotRecused,
        &granted,
        appoint("o-huang"),
        &|s| {
            s.case.as_mut().unwrap().recusals.push(Recusal {
                number: 1,
                step: recusal::Step::Granted,
                officer: "o-huang".into(),
                requested_by: recusal::Asker::Party,
                grounds: text("与当事人有近亲属关系"),
                requested_on: day("2026-03-16"),
                decided_by: Some("o-wu".into()),
                reasons: text("经核实"),
            });
        },
    );
    let mut appointed = hearing_at("APPOINTED");
    appointed.then("2026-03-18");
    let in_time = notify("2026-03-18", "2026-03-31");
    trip(Guard::ByPresider, &appointed, in_time.clone(), &|s| {
        s.case.as_mut().unwrap().hearings[0].presider = Some("o-else".into());
    });
    trip(Guard::SevenDays, &appointed, in_time.clone(), &|s| {
        contents!(s, NotifyHearing).on = day("2026-03-26");
    });
    trip(Guard::ClosedForReason, &appointed, in_time, &|s| {
        contents!(s, NotifyHearing).public = false;
    });
    let mut notified = hearing_at("NOTIFIED");
    notified.then("2026-03-31");
    trip(Guard::OnTheDay, &notified, hold("2026-03-31"), &|s| {
        contents!(s, HoldHearing).on = day("2026-03-30");
    });
    trip(Guard::TwoAgents, &notified, hold("2026-03-31"), &|s| {
        contents!(s, HoldHearing).agents = vec![text("甲"), text("乙"), text("丙")];
    });
    trip(Guard::RecordSigned, &notified, hold("2026-03-31"), &|s| {
        contents!(s, HoldHearing).signature.manner = SignatureManner::Refused;
    });
    trip(
        Guard::MissedOnTheDay,
        &notified,
        end(EndGround::Absent),
        &|s| {
            s.facts.now = world::morning(day("2026-03-30"));
        },
    );
    let every: BTreeSet<_> = Guard::ALL
        .iter()
        .copied()
        .map(cases_domain::Guard::Hearing)
        .collect();
    assert_eq!(tripped, every);
}

#[test]
fn a_heavy_case_is_heard_reviewed_again_discussed_and_then_decided_on_the_record() {
    let mut story = hearing_at("HELD");
    let decide = acts::decide(HEAVY);
    // Its days do not count towards the ninety of the decision (市场监管).
    let standing = story.running(DeadlineKind::Decision);
    assert_eq!(standing.paused_on, Some(day("2026-03-17")));
    assert_eq!(refused(&story, &decide), "HEARING_OPEN");
    assert_eq!(refused(&story, &acts::conclude(HEAVY)), "HEARING_OPEN");
    assert_eq!(refused(&story, &acts::endorse()), "HEARING_OPEN");

    story.then("2026-04-01").act(&report());
    let running = story.running(DeadlineKind::Decision);
    assert_eq!(running.paused_on, None);
    assert_eq!(
        (running.excluded[0].from, running.excluded[0].to),
        (day("2026-03-17"), day("2026-04-01"))
    );
    assert_eq!(
        story.running(DeadlineKind::LegalReview).start,
        day("2026-04-01")
    );
    assert_eq!(refused(&story, &decide), "LEGAL_REVIEW_NEEDED");
    story.act(&acts::review(ReviewOpinion::Passed));
    assert_eq!(refused(&story, &decide), "MEETING_NEEDED");
    story
        .act(&call())
        .act(&conclude(1, day("2026-04-01"), Disposal::fined(HEAVY)));
    assert_eq!(refused(&story, &decide), "ENDORSEMENT_MISSING");
    story.act(&acts::endorse()).act(&decide);
    assert_eq!(story.step(), "DECIDED");
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn a_late_request_is_kept_and_refused_with_its_reason_and_one_in_time_is_not_refused() {
    let mut late = told();
    late.then("2026-03-23").act(&request("2026-03-23"));
    assert!(late.case().hearings[0].late);
    assert_eq!(refused(&late, &answer(true)), "HEARING_REQUEST_LATE");
    late.act(&answer(false));
    assert_eq!(late.case().hearings[0].step, Step::Refused);

    let in_time = hearing_at("REQUESTED");
    assert_eq!(refused(&in_time, &answer(false)), "HEARING_MUST_BE_GRANTED");
    let clock = in_time
        .case()
        .deadlines
        .iter()
        .find(|it| it.kind() == DeadlineKind::HearingRequest);
    assert_eq!(clock.unwrap().state, DeadlineState::Met);
}

#[test]
fn a_party_that_stays_away_has_waived_and_a_hearing_put_off_is_told_anew() {
    let mut story = hearing_at("NOTIFIED");
    story.then("2026-03-20").act(&postpone());
    assert_eq!(story.case().hearings[0].step, Step::Appointed);
    assert_eq!(
        refused(&story, &notify("2026-03-20", "2026-03-30")),
        "HEARING_NOTICE_TOO_LATE"
    );
    story.act(&notify("2026-03-20", "2026-04-10"));
    story.then("2026-04-10").act(&end(EndGround::Absent));
    assert_eq!(story.case().hearings[0].step, Step::Ended);
    assert_eq!(story.running(DeadlineKind::Decision).paused_on, None);
    // No hearing was held: what was reviewed before still counts, and it is discussed because it is heavy.
    assert_eq!(refused(&story, &acts::decide(HEAVY)), "MEETING_NEEDED");
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn who_presides_is_nobody_who_investigated_and_nobody_else_acts_for_them() {
    let story = hearing_at("GRANTED");
    assert_eq!(refused(&story, &appoint("o-chen")), "PRESIDER_HANDLED_CASE");
    let mut other = hearing_at("GRANTED");
    other.act(&appoint("o-deng")).then("2026-03-18");
    assert_eq!(
        refused(&other, &notify("2026-03-18", "2026-03-31")),
        "NOT_THE_PRESIDER"
    );
}
