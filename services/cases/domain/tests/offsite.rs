//! 非现场执法: no device that was not reviewed and published, no record that was not verified, no decision the party knows nothing of.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::offsite::{Act as Own, Guard, Step, Taken};
use cases_domain::procedure::{Stage as _, penalty};
use cases_domain::*;
use world::inquiry::*;
use world::scene::{Scene, trips};
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, day, penalty_at};

fn recorded(path: &[Act]) -> Story {
    let mut story = penalty_at("FILED");
    for act in path {
        story.act(act);
    }
    story
}

fn begun() -> Vec<Story> {
    let on = penalty_at("FILED").today;
    vec![
        recorded(&[capture(on)]),
        recorded(&[capture(on), verify_capture(true)]),
        recorded(&[capture(on), verify_capture(false)]),
        recorded(&[capture(on), verify_capture(true), tell_capture(on)]),
    ]
}

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let reached: BTreeSet<Step> = begun()
        .iter()
        .map(|story| story.case().captures[0].step)
        .collect();
    assert_eq!(reached, Step::ALL.iter().copied().collect());
    let mut pairs = 0;
    let before = penalty::Step::ALL
        .iter()
        .map(|step| penalty_at(step.name()));
    for story in before.chain(begun()) {
        let on = story.today;
        for act in [
            capture(on),
            verify_capture(true),
            verify_capture(false),
            tell_capture(on),
        ] {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() + 4) * 4);
}

fn taken<'a>(scene: &'a mut Scene<'_>) -> &'a mut Taken {
    match &mut scene.act {
        Act::Offsite(Own::RecordCapture(act)) => &mut act.taken,
        _ => panic!("a record"),
    }
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    type G = cases_domain::Guard;
    let story = penalty_at("FILED");
    let act = || capture(story.today);
    let mut tripped = BTreeSet::new();
    let mut trip = |guard: Guard, story: &Story, act: Act, change: &dyn Fn(&mut Scene<'_>)| {
        tripped.insert(trips(G::Offsite(guard), story, act, |s| change(s)));
    };
    trip(Guard::OfPenalty, &story, act(), &|s| {
        let decided = penalty_at("DECIDED").case.unwrap();
        s.case.as_mut().unwrap().procedure = decided.procedure;
    });
    trip(Guard::DeviceReviewed, &story, act(), &|s| {
        taken(s).device.legal_review = None;
    });
    trip(Guard::DeviceReviewed, &story, act(), &|s| {
        taken(s).device.technical_review.as_mut().unwrap().on = day("2026-03-04");
    });
    trip(Guard::PlacePublished, &story, act(), &|s| {
        taken(s).device.publication = None;
    });
    let mut verified = recorded(&[capture(story.today)]);
    verified.then("2026-03-05").act(&verify_capture(true));
    let tell = tell_capture(day("2026-03-05"));
    trip(Guard::NotBeforeVerified, &verified, tell, &|s| {
        s.act = tell_capture(day("2026-03-04"));
    });
    let every: BTreeSet<_> = Guard::ALL.iter().copied().map(G::Offsite).collect();
    assert_eq!(tripped, every);
    trips(G::NotInFuture, &story, act(), |s| {
        taken(s).at += chrono::Duration::days(1);
    });
}

#[test]
fn a_record_is_evidence_once_verified_and_used_once_the_party_was_told() {
    let on = penalty_at("FILED").today;
    let conclude = acts::conclude(Fen::yuan(3000));
    let mut story = recorded(&[capture(on)]);
    let before = story.case().penalty().unwrap().evidence.len();
    let refused = story.clone().then("2026-03-10").attempt(&conclude);
    let refused = refused.unwrap_err();
    assert_eq!(refused.reason().name, "CAPTURE_OPEN");
    assert_eq!(refused.article(), Some("行政处罚法第四十一条第二款"));
    assert!(refused.zh().contains("未经审核"), "{}", refused.zh());

    story.act(&verify_capture(true));
    let evidence = &story.case().penalty().unwrap().evidence;
    assert_eq!(evidence.len(), before + 1);
    assert_eq!(evidence.last().unwrap().kind, EvidenceKind::Audiovisual);
    let untold = story.clone().then("2026-03-10").attempt(&conclude);
    assert!(untold.unwrap_err().zh().contains("尚未告知"));

    story
        .act(&tell_capture(on))
        .then("2026-03-10")
        .act(&conclude);
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn a_record_that_does_not_stand_is_not_used_and_holds_nothing_up() {
    let on = penalty_at("FILED").today;
    let mut story = recorded(&[capture(on)]);
    let before = story.case().penalty().unwrap().evidence.len();
    story.act(&verify_capture(false));
    assert_eq!(story.case().penalty().unwrap().evidence.len(), before);
    story
        .then("2026-03-10")
        .act(&acts::conclude(Fen::yuan(3000)));
    assert_eq!(story.step(), "CONCLUDED");
}
