//! What a day alone brings about.

use contract::cases::v1::DeadlineState;
use contract::supervision::v1 as proto;
use supervision::sweep::{Known, sweep};

use crate::acts::{acknowledge, act};
use crate::office::{self, hong};
use crate::story::Opening;

fn states(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter()
        .map(|(rule, state)| ((*rule).to_owned(), (*state).to_owned()))
        .collect()
}

#[tokio::test]
async fn a_clock_warns_when_it_is_near_and_when_it_has_passed_and_not_again() {
    let office = office::open("2026-01-05T09:00:00+08:00").await;
    office.told.file(&Opening::default(), "2026-03-31");
    office.hear().await;
    office.on("2026-03-16");
    assert_eq!(
        office.sweep().await.cases,
        0,
        "nothing to look at before its day"
    );
    office.on("2026-03-17");
    assert_eq!(office.sweep().await.events, 1);
    assert_eq!(office.sweep().await.cases, 0);
    office.on("2026-03-31");
    assert_eq!(office.sweep().await.events, 0);
    office.on("2026-04-01");
    assert_eq!(office.sweep().await.events, 1);
    office.on("2026-05-01");
    assert_eq!(office.sweep().await.events, 0);
    let expected = states(&[("CLOCK_NEAR", "RAISED"), ("CLOCK_PASSED", "RAISED")]);
    assert_eq!(office.states().await, expected);
    office.close().await;
}

#[tokio::test]
async fn a_clock_that_is_moved_or_stands_still_takes_its_lights_with_it() {
    let office = office::open("2026-01-05T09:00:00+08:00").await;
    office.told.file(&Opening::default(), "2026-03-31");
    office.hear().await;
    office.on("2026-03-17");
    assert_eq!(office.sweep().await.events, 1);
    let clock = ("DECISION", "2026-01-05");
    let id = Opening::default().id;

    // Prolonged: what was near is no longer.
    office.told.adjust(id, clock, "2026-04-30", "");
    office.hear().await;
    assert_eq!(office.states().await, states(&[("CLOCK_NEAR", "CLOSED")]));
    office.on("2026-04-01");
    assert_eq!(office.sweep().await.events, 0, "it has not passed");
    office.on("2026-04-16");
    assert_eq!(office.sweep().await.events, 1, "near again");

    // Standing still it nears nothing, however long.
    office.told.adjust(id, clock, "2026-04-30", "2026-04-17");
    office.hear().await;
    let lifted = states(&[("CLOCK_NEAR", "CLOSED"), ("CLOCK_NEAR", "CLOSED")]);
    assert_eq!(office.states().await, lifted);
    office.on("2026-05-06");
    assert_eq!(office.sweep().await.events, 0);

    // Running again it passes on its new last day; moved once more, not even that.
    office.told.adjust(id, clock, "2026-05-20", "");
    office.hear().await;
    office.on("2026-05-21");
    office.sweep().await;
    let passed = |light: &str| {
        states(&[
            ("CLOCK_NEAR", "CLOSED"),
            ("CLOCK_NEAR", "CLOSED"),
            (
                "CLOCK_NEAR",
                if light == "RAISED" {
                    "RAISED"
                } else {
                    "CLOSED"
                },
            ),
            ("CLOCK_PASSED", light),
        ])
    };
    let mut lights = office.states().await;
    lights.sort();
    assert_eq!(lights, passed("RAISED"));
    office.told.adjust(id, clock, "2026-09-30", "");
    office.hear().await;
    let mut lights = office.states().await;
    lights.sort();
    assert_eq!(lights, passed("CLOSED"));
    office.close().await;
}

#[tokio::test]
async fn clocks_of_a_kind_that_run_side_by_side_end_one_by_one() {
    let office = office::open("2026-01-05T09:00:00+08:00").await;
    office.told.file(&Opening::default(), "2026-12-01");
    let id = Opening::default().id;
    for about in [1, 2] {
        office.told.arm_about(id, ("SEIZURE", about), "2026-02-04");
    }
    office.hear().await;
    office.on("2026-02-02");
    office
        .told
        .settle_about(id, ("SEIZURE", 1), DeadlineState::Met);
    office.hear().await;
    office.on("2026-02-05");
    office.sweep().await;
    let objects: Vec<String> = office
        .seen()
        .await
        .into_iter()
        .filter(|seen| seen.rule == "CLOCK_PASSED")
        .map(|seen| seen.object)
        .collect();
    assert_eq!(objects, ["SEIZURE#2:2026-02-04"]);
    office.close().await;
}

#[tokio::test]
async fn two_replicas_that_sweep_at_once_raise_once() {
    let office = office::open("2026-01-05T09:00:00+08:00").await;
    for id in 1..=40 {
        office.told.file(
            &Opening {
                id,
                ..Opening::default()
            },
            "2026-03-31",
        );
    }
    office.hear().await;
    office.on("2026-03-20");
    let second = office.second().await;
    let both = futures::future::join_all(
        [&office.desk, &second, &office.desk, &second].map(|desk| sweep(desk, Known::Today)),
    );
    let events: usize = both
        .await
        .into_iter()
        .map(|done| done.unwrap().events)
        .sum();
    assert_eq!(events + office.sweep().await.events, 40);
    assert_eq!(office.seen().await.len(), 40);
    second.pool().close().await;
    office.close().await;
}

#[tokio::test]
async fn a_ground_that_goes_takes_an_untouched_warning_with_it() {
    let office = office::open("2026-01-05T09:00:00+08:00").await;
    office.told.file(&Opening::default(), "2026-01-16");
    office.told.file(
        &Opening {
            id: 2,
            ..Opening::default()
        },
        "2026-01-16",
    );
    office.hear().await;
    office.on("2026-01-07");
    office.sweep().await;
    let warnings = office
        .listed(&hong(), proto::ListWarningsRequest::default())
        .await;
    assert_eq!(warnings.len(), 2);
    let touched = &warnings[0];
    let answer = act!(
        office,
        hong(),
        acknowledge_warning,
        proto::AcknowledgeWarningRequest {
            explain_by: String::new(),
            ..acknowledge(touched)
        }
    );
    answer.unwrap();
    office.on("2026-01-08");
    office.told.decide(1);
    office.told.decide(2);
    office.hear().await;
    let expected = states(&[("CLOCK_NEAR", "ACKNOWLEDGED"), ("CLOCK_NEAR", "CLOSED")]);
    let mut now = office.states().await;
    now.sort();
    assert_eq!(now, expected);
    let closed = proto::ListWarningsRequest {
        state: proto::WarningState::Closed.into(),
        ..proto::ListWarningsRequest::default()
    };
    let closed = office.listed(&hong(), closed).await;
    assert_eq!(closed[0].outcome(), proto::WarningOutcome::GroundGone);
    assert_ne!(closed[0].warning_id, touched.warning_id);
    office.close().await;
}

#[tokio::test]
async fn what_is_not_known_up_to_now_is_judged_as_it_was_heard() {
    let office = office::open("2026-01-05T09:00:00+08:00").await;
    office.told.file(&Opening::default(), "2026-02-13");
    office.hear().await;
    office.on("2026-02-20");
    let done = sweep(&office.desk, Known::AsHeard).await.unwrap();
    assert_eq!((done.cases, done.events), (0, 0));
    // It was met in time; the news was late.
    office.on("2026-01-06");
    office.told.decide(1);
    office.hear().await;
    office.on("2026-02-20");
    office.sweep().await;
    assert_eq!(office.states().await, states(&[]));
    office.close().await;
}

#[tokio::test]
async fn a_clock_that_is_counted_anew_is_another_one() {
    let office = office::open("2026-01-05T09:00:00+08:00").await;
    office.told.file(&Opening::default(), "2026-01-16");
    office.hear().await;
    office.on("2026-01-07");
    office.sweep().await;
    office.told.settle(1, "DECISION", DeadlineState::Cancelled);
    office
        .told
        .arm(1, "DECISION", "作出处罚决定期限", "2026-02-27");
    office.hear().await;
    assert_eq!(office.states().await, states(&[("CLOCK_NEAR", "CLOSED")]));
    office.on("2026-02-20");
    office.sweep().await;
    let expected = states(&[("CLOCK_NEAR", "CLOSED"), ("CLOCK_NEAR", "RAISED")]);
    assert_eq!(office.states().await, expected);
    office.close().await;
}
