//! 询问: asked separately by two officers with their certificates shown; no inquiry ends before the party was heard or looked for.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::interview::{Act as Own, Guard, Role, Step};
use cases_domain::procedure::{Stage as _, penalty};
use cases_domain::*;
use world::inquiry::*;
use world::scene::{Scene, trips};
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, day, penalty_at};

/// A case just filed on what an inspection found, without a word of the party's.
fn silent() -> Story {
    let mut story = penalty_at("FILED");
    let on = story.today;
    let mut record = acts::evidence(on);
    if let Act::RecordEvidence(act) = &mut record {
        act.kind = EvidenceKind::SiteRecord;
    }
    story.act(&record);
    if let Procedure::OrdinaryPenalty(penalty) = &mut story.case.as_mut().unwrap().procedure {
        penalty
            .evidence
            .retain(|it| it.kind == EvidenceKind::SiteRecord);
    }
    story
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
        let on = story.today;
        for act in [interview(on, Role::Party), not_reached(on)] {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, penalty::Step::ALL.len() * 2);
}

fn asked<'s>(scene: &'s mut Scene<'_>) -> &'s mut cases_domain::interview::RecordInterview {
    match &mut scene.act {
        Act::Interview(Own::RecordInterview(act)) => act,
        _ => panic!("an interview"),
    }
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    type G = cases_domain::Guard;
    let story = penalty_at("FILED");
    let act = || interview(story.today, Role::Party);
    let mut tripped = BTreeSet::new();
    tripped.insert(trips(
        G::Interview(Guard::DuringInquiry),
        &story,
        act(),
        |s| {
            let decided = penalty_at("DECIDED").case.unwrap();
            s.case.as_mut().unwrap().procedure = decided.procedure;
        },
    ));
    tripped.insert(trips(G::Interview(Guard::Alone), &story, act(), |s| {
        asked(s).alone = false;
    }));
    let every: BTreeSet<_> = Guard::ALL.iter().copied().map(G::Interview).collect();
    assert_eq!(tripped, every);
    trips(G::CertificatesShown, &story, act(), |s| {
        asked(s).certificates_shown = false;
    });
    trips(G::RightsTold, &story, act(), |s| {
        asked(s).rights_told = false;
    });
    trips(G::SignatureWitnessed, &story, act(), |s| {
        asked(s).held.signature.manner = SignatureManner::Refused;
    });
    trips(G::NotInFuture, &story, act(), |s| {
        asked(s).held.ended += chrono::Duration::days(1);
    });
}

#[test]
fn the_inquiry_ends_only_once_the_party_was_heard_or_looked_for() {
    let conclude = acts::conclude(Fen::yuan(3000));
    let refused = silent().then("2026-03-10").attempt(&conclude).unwrap_err();
    assert_eq!(refused.reason().name, "PARTY_NOT_ASKED");
    assert_eq!(refused.article(), Some("行政处罚法第五十四条第一款"));

    let mut witness = silent();
    let on = witness.today;
    witness.act(&interview(on, Role::Witness));
    assert!(
        witness
            .clone()
            .then("2026-03-10")
            .attempt(&conclude)
            .is_err()
    );
    let evidence = &witness.case().penalty().unwrap().evidence;
    assert_eq!(evidence.last().unwrap().kind, EvidenceKind::Testimony);

    for way in [
        interview(on, Role::Party),
        interview(on, Role::Representative),
        not_reached(on),
        acts::evidence(on),
    ] {
        let mut story = silent();
        story.act(&way).then("2026-03-10").act(&conclude);
        assert_eq!(story.step(), "CONCLUDED", "{way:?}");
    }
}

#[test]
fn an_interview_is_evidence_and_who_asked_has_handled_the_case() {
    let mut story = penalty_at("FILED");
    story.act(&interview(day("2026-03-03"), Role::Party));
    let evidence = story.case().penalty().unwrap().evidence.last().unwrap();
    assert_eq!(evidence.kind, EvidenceKind::PartyStatement);
    assert!(evidence.description.contains("询问笔录"));
    assert!(story.case().handlers.contains(&"o-chen".into()));
    assert_eq!(story.case().interviews[0].officers.len(), 2);
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}
