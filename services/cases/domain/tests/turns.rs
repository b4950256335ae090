//! Who has to do what next, from the proposal to the archive.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::disposal::SpareGround;
use cases_domain::procedure::{Stage, penalty};
use cases_domain::task::Whom;
use cases_domain::*;
use world::hall::{self, HEAVY, hearing_at};
use world::{Story, acts, day, penalty_at, text};

/// What the case waits for: act, number of what it is about, whose turn.
fn next(story: &Story) -> Vec<(&'static str, u32, Whom)> {
    let tasks = story.case().tasks.iter();
    tasks
        .map(|task| (task.act.name(), task.about, task.whom))
        .collect()
}

/// Concludes the inquiry with a proposal of any kind.
fn proposing(proposal: Disposal) -> Act {
    match acts::conclude(Fen::yuan(3000)) {
        Act::ConcludeInquiry(act) => Act::ConcludeInquiry(ConcludeInquiry { proposal, ..act }),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_step_of_a_penalty_says_who_has_to_do_what_next() {
    let turns = [
        ("FILED", Some(("CONCLUDE_INQUIRY", Whom::Handlers))),
        ("CONCLUDED", Some(("REVIEW_LEGALITY", Whom::Reviewer))),
        ("REVIEWED", Some(("SERVE_NOTICE", Whom::Handlers))),
        ("NOTICED", Some(("RECORD_STATEMENT", Whom::Party))),
        // With the consent of the head of the unit.
        ("HEARD", Some(("DECIDE", Whom::Leader))),
        ("DECIDED", Some(("SERVE_DECISION", Whom::Handlers))),
        ("SERVED", Some(("RECORD_PAYMENT", Whom::Party))),
        // With the officers' proposal to close.
        ("PAID", Some(("CLOSE_CASE", Whom::Leader))),
        // It is still to be published.
        ("CLOSED", None),
        ("TRANSFERRED", None),
        ("ARCHIVED", None),
        ("DISMISSED", Some(("SERVE_DECISION", Whom::Handlers))),
        ("DISMISSAL_SERVED", Some(("CLOSE_CASE", Whom::Leader))),
        ("DISMISSAL_CLOSED", Some(("ARCHIVE_CASE", Whom::Archivist))),
        ("DISMISSAL_ARCHIVED", None),
        ("REVOKED", None),
        ("TERMINATED", None),
        ("WITHDRAWN", None),
    ];
    for (step, turn) in turns {
        let of_case = next(&penalty_at(step))
            .into_iter()
            .filter(|(_, about, _)| *about == 0)
            .map(|(act, _, whom)| (act, whom));
        assert_eq!(
            of_case.collect::<Vec<_>>(),
            turn.into_iter().collect::<Vec<_>>(),
            "{step}"
        );
    }
    let told: BTreeSet<&str> = turns.iter().map(|(step, _)| *step).collect();
    let all: BTreeSet<&str> = penalty::Step::ALL.iter().map(|step| step.name()).collect();
    assert_eq!(told, all);
}

#[test]
fn between_the_defence_and_the_decision_one_is_asked_after_the_other() {
    let mut story = penalty_at("NOTICED");
    let on = story.today;
    story.act(&acts::waive(on));
    assert_eq!(next(&story), [("ENDORSE_DECISION", 0, Whom::UnitHead)]);
    story.act(&acts::endorse());
    assert_eq!(next(&story), [("DECIDE", 0, Whom::Leader)]);
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn a_hearing_and_a_discussion_are_waited_for_by_those_who_hold_them_and_by_nobody_else() {
    for (step, act, whom) in [
        ("REQUESTED", "ANSWER_HEARING", Whom::Leader),
        ("GRANTED", "APPOINT_PRESIDER", Whom::Leader),
        ("APPOINTED", "NOTIFY_HEARING", Whom::Presider),
        ("NOTIFIED", "HOLD_HEARING", Whom::Presider),
        ("HELD", "REPORT_HEARING", Whom::Presider),
    ] {
        let story = hearing_at(step);
        assert_eq!(next(&story), [(act, 1, whom)], "{step}");
        let task = &story.case().tasks[0];
        let named: Vec<OfficerId> = match whom {
            Whom::Presider => vec!["o-huang".into()],
            _ => Vec::new(),
        };
        assert_eq!(task.officers(story.case()), named, "{step}");
    }
    let mut story = hearing_at("REPORTED");
    let proposed = story.case().penalty().unwrap().inquiry.clone().unwrap();
    assert_eq!(next(&story), [("REVIEW_LEGALITY", 0, Whom::Reviewer)]);
    story.act(&acts::review(ReviewOpinion::Passed));
    assert_eq!(next(&story), [("ENDORSE_DECISION", 0, Whom::UnitHead)]);
    story.act(&acts::endorse());
    assert_eq!(next(&story), [("CALL_MEETING", 0, Whom::Handlers)]);
    story.act(&hall::call());
    assert_eq!(next(&story), [("CONCLUDE_MEETING", 1, Whom::Members)]);
    let on = story.today;
    story.act(&hall::conclude(1, on, proposed.whole()));
    assert_eq!(next(&story), [("DECIDE", 0, Whom::Leader)]);
    assert_eq!(proposed.proposed_fine, HEAVY);
}

#[test]
fn what_is_no_penalty_goes_from_the_review_by_the_head_of_unit_to_the_leader() {
    let mut story = penalty_at("FILED");
    story
        .then("2026-03-10")
        .act(&proposing(acts::spared(SpareGround::MinorCorrected)));
    story.act(&acts::review(ReviewOpinion::Passed));
    assert_eq!(next(&story), [("ENDORSE_DECISION", 0, Whom::UnitHead)]);
    story.act(&acts::endorse());
    assert_eq!(next(&story), [("DISMISS", 0, Whom::Leader)]);
}

#[test]
fn what_asks_for_no_payment_and_what_is_handed_on_waits_to_be_closed() {
    let mut story = penalty_at("HEARD");
    let elsewhere = Disposal {
        ruling: Ruling::ToOther(text("龙海区城市管理局")),
        ..Disposal::default()
    };
    story.act(&acts::dismiss(elsewhere));
    assert_eq!(next(&story), [("PROPOSE_CLOSING", 0, Whom::Handlers)]);
    story.act(&acts::propose_closing(ClosingGround::Transferred));
    assert_eq!(next(&story), [("CLOSE_CASE", 0, Whom::Leader)]);
    story.act(&acts::close_case());
    assert_eq!(next(&story), [("ARCHIVE_CASE", 0, Whom::Archivist)]);
    let handlers: Vec<OfficerId> = vec!["o-lin".into(), "o-chen".into()];
    assert_eq!(story.case().tasks[0].officers(story.case()), handlers);
    story.act(&acts::archive());
    assert_eq!(next(&story), []);
}

#[test]
fn a_closed_case_waits_for_the_archive_once_the_public_has_what_it_is_due() {
    let mut story = penalty_at("CLOSED");
    assert_eq!(next(&story), []);
    world::published(&mut story);
    assert_eq!(next(&story), [("ARCHIVE_CASE", 0, Whom::Archivist)]);
    let number = story.case().tasks[0].number;
    story.act(&acts::archive());
    assert_eq!(next(&story), []);
    assert!(number > 1, "numbers are never used again");
}

#[test]
fn a_proposal_to_close_that_is_sent_back_waits_for_another() {
    let mut story = penalty_at("PAID");
    story.act(&Act::CloseCase(CloseCase {
        approved: false,
        remarks: text("缺少财政票据"),
    }));
    assert_eq!(next(&story), [("PROPOSE_CLOSING", 0, Whom::Handlers)]);
    assert_eq!(day("2026-03-25"), story.today);
}
