//! 回避: asked for by the party or by the officer, decided by a leader, and then held to.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::procedure::Stage;
use cases_domain::procedure::penalty;
use cases_domain::recusal::{Act as RecusalAct, Asker, DecideRecusal, Guard, RequestRecusal, Step};
use cases_domain::*;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{acts, day, penalty_at, text};

fn request(officer: &str, by: Asker) -> Act {
    Act::Recusal(RecusalAct::RequestRecusal(RequestRecusal {
        officer: officer.into(),
        by,
        grounds: text("与当事人有近亲属关系"),
    }))
}

fn decided(granted: bool) -> Act {
    Act::Recusal(RecusalAct::DecideRecusal(DecideRecusal {
        number: 1,
        granted,
        reasons: text("经核实"),
    }))
}

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let mut pairs = 0;
    for step in penalty::Step::ALL {
        for begun in [false, true] {
            let mut story = penalty_at(step.name());
            if begun && !story.case().is_closed() {
                story.act(&request("o-chen", Asker::Party));
            }
            for act in [
                request("o-lin", Asker::Party),
                decided(true),
                decided(false),
            ] {
                each_pair_moves_or_is_refused(&story, &act);
                pairs += 1;
            }
        }
    }
    assert_eq!(pairs, penalty::Step::ALL.len() * 6);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let subject = cases_domain::Guard::Recusal(Guard::SubjectOfCase);
    let mut tripped = BTreeSet::new();
    tripped.insert(trips(
        subject,
        &penalty_at("FILED"),
        request("o-chen", Asker::Party),
        |s| {
            s.act = request("o-nobody", Asker::Party);
        },
    ));
    tripped.insert(trips(
        subject,
        &penalty_at("FILED"),
        request("o-lin", Asker::Officer),
        |s| {
            s.act = request("o-chen", Asker::Officer);
        },
    ));
    let mut asked = penalty_at("FILED");
    asked.act(&request("o-lin", Asker::Party));
    let own = cases_domain::Guard::Recusal(Guard::NotSubject);
    tripped.insert(trips(own, &asked, decided(true), |s| {
        s.case.as_mut().unwrap().recusals[0].officer = "o-wu".into();
    }));
    let every: BTreeSet<_> = Guard::ALL
        .iter()
        .copied()
        .map(cases_domain::Guard::Recusal)
        .collect();
    assert_eq!(tripped, every);
}

#[test]
fn until_it_is_granted_the_inquiry_goes_on_and_afterwards_the_officer_is_stopped() {
    let mut story = penalty_at("FILED");
    story.act(&request("o-chen", Asker::Party));
    story
        .then("2026-03-04")
        .act(&acts::evidence(day("2026-03-04")));
    story.act(&decided(true));
    let refusal = story
        .attempt(&acts::evidence(day("2026-03-04")))
        .unwrap_err();
    assert_eq!(refusal.reason().name, "OFFICER_RECUSED");
    assert_eq!(story.case().recusals[0].step, Step::Granted);
    assert_eq!(story.case().recusals[0].decided_by, Some("o-wu".into()));
}

#[test]
fn what_may_be_done_is_listed_with_the_recusal_it_is_about() {
    let mut story = penalty_at("FILED");
    story.act(&request("o-chen", Asker::Party));
    let facts = story.facts_for(&decided(true));
    let listed: Vec<(&str, u32, bool)> = allowed(story.case(), &facts)
        .iter()
        .filter(|it| matches!(it.act, ActKind::Recusal(_)))
        .map(|it| (it.act.name(), it.about, it.verdict.is_ok()))
        .collect();
    assert_eq!(
        listed,
        [("REQUEST_RECUSAL", 0, false), ("DECIDE_RECUSAL", 1, true)]
    );
}
