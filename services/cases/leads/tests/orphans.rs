//! Nothing is orphaned: whatever people do, every lead has exactly one agency whose turn it is, and that agency has a lawful act.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]
#![expect(dead_code, reason = "the world serves the other tests too")]

mod world;

use leads_domain::{Kind, Lead, Side, Step, due, replay};
use proptest::prelude::*;
use world::{FARM, MARKET, Story, doer, one_of, report, transfer};

/// Whether somebody of the agency whose turn it is can take the lead further.
fn has_a_way_on(story: &Story) -> bool {
    let lead = story.lead();
    let turn = lead.turn().unwrap().id.as_str();
    Kind::ALL.iter().any(|kind| {
        let by = doer(*kind, Some(lead));
        let of_turn = if by.starts_with("o-f") { FARM } else { MARKET };
        let before = lead.step;
        let mut tried = story.clone();
        let act = one_of(*kind, Some(lead));
        of_turn == turn
            && kind.side() != Side::Platform
            && tried.attempt(by, &act).is_ok()
            && tried.lead().step != before
    })
}

fn check(story: &Story) {
    let lead: &Lead = story.lead();
    match (lead.turn(), lead.step) {
        (None, Step::Ended) => assert!(lead.ending.is_some(), "it ended as something"),
        (Some(turn), step) if step != Step::Ended => {
            let pending = lead.pending_transfer();
            assert_eq!(pending.is_some(), step == Step::Transferring);
            assert!(lead.agencies().contains(turn.id.as_str()));
            assert!(has_a_way_on(story), "{step:?} has a way on");
        }
        (turn, step) => panic!("{step:?} with the turn of {turn:?}"),
    }
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(lead));
    let running = lead.deadlines.iter().filter(|it| it.is_open()).count();
    assert!(running <= 2, "the verification and one answer");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn every_lead_is_at_every_moment_somebodys_until_it_has_ended(
        wanted in any::<bool>(),
        steps in prop::collection::vec((0..Kind::ALL.len() + 2, 0_i64..6, any::<bool>()), 1..40),
    ) {
        let mut story = Story::new();
        story.act("o-lin", &report(leads_domain::Source::Complaint, wanted));
        for (pick, days, right_person) in steps {
            story.now += chrono::Duration::days(days);
            for late in due(story.lead(), &story.calendar.clone()) {
                if late.from <= cases_domain::CivilDate::of(story.now) {
                    story.act("", &late.act);
                }
            }
            let act = match Kind::ALL.get(pick) {
                Some(kind) => one_of(*kind, story.lead.as_ref()),
                // The superior designates.
                None if pick % 2 == 0 => transfer(FARM, "龙政指〔2026〕1号"),
                None => transfer(MARKET, "龙政指〔2026〕1号"),
            };
            let by = if right_person { doer(act.kind(), story.lead.as_ref()) } else { "o-fang" };
            let before = (story.lead.clone(), story.history.len());
            if story.attempt(by, &act).is_err() {
                prop_assert_eq!(before, (story.lead.clone(), story.history.len()));
            }
            check(&story);
        }
    }
}
