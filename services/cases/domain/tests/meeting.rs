//! 集体讨论: who discusses, how many, and what it binds.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::meeting::{Act as MeetingAct, Guard, Step, called_for};
use cases_domain::procedure::{Stage, penalty};
use cases_domain::*;
use statute::discussion::Trigger;
use world::hall::{HEAVY, call, cancel, conclude, told, voice};
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{acts, day, penalty_at, text};

fn called() -> world::Story {
    let mut story = told();
    story.act(&call());
    story
}

fn concluded() -> Act {
    conclude(1, day("2026-03-16"), Disposal::fined(HEAVY))
}

macro_rules! contents {
    ($scene:expr, $kind:ident) => {
        match &mut $scene.act {
            Act::Meeting(MeetingAct::$kind(act)) => act,
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
    let discussed = [
        called(),
        {
            let mut story = called();
            story.act(&concluded());
            story
        },
        {
            let mut story = called();
            story.act(&cancel(1));
            story
        },
    ];
    let penalties = penalty::Step::ALL.iter().map(|it| penalty_at(it.name()));
    for story in penalties.chain(discussed) {
        let fined = Disposal::fined(HEAVY);
        for act in [call(), conclude(1, story.today, fined), cancel(1)] {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() + 3) * 3);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let recused = |officer: &str| Recusal {
        number: 1,
        step: recusal::Step::Granted,
        officer: officer.into(),
        requested_by: recusal::Asker::Party,
        grounds: text("与当事人有近亲属关系"),
        requested_on: day("2026-03-16"),
        decided_by: Some("o-else".into()),
        reasons: text("经核实"),
    };
    let mut tripped = BTreeSet::new();
    let mut trip = |guard: Guard,
                    story: &world::Story,
                    act: Act,
                    change: &dyn Fn(&mut world::scene::Scene<'_>)| {
        tripped.insert(trips(
            cases_domain::Guard::Meeting(guard),
            story,
            act,
            change,
        ));
    };
    trip(Guard::Proposed, &told(), call(), &|s| {
        s.penalty().step = penalty::Step::Filed;
    });
    let open = called().case().meetings[0].clone();
    trip(Guard::NoOther, &told(), call(), &|s| {
        s.case.as_mut().unwrap().meetings.push(open.clone());
    });
    trip(Guard::EnoughMembers, &told(), call(), &|s| {
        contents!(s, CallMeeting).members.pop();
    });
    trip(Guard::EnoughMembers, &told(), call(), &|s| {
        contents!(s, CallMeeting).members.push("o-wu".into());
    });
    trip(Guard::MembersNotHandlers, &told(), call(), &|s| {
        contents!(s, CallMeeting).members.push("o-lin".into());
    });
    trip(Guard::MembersNotRecused, &told(), call(), &|s| {
        s.case.as_mut().unwrap().recusals.push(recused("o-zhou"));
    });
    trip(Guard::SameProposal, &called(), concluded(), &|s| {
        s.penalty().proposals += 1;
    });
    trip(Guard::VoicesOfMembers, &called(), concluded(), &|s| {
        contents!(s, ConcludeMeeting)
            .voices
            .push(voice("o-else", true));
    });
    trip(Guard::PresentNotRecused, &called(), concluded(), &|s| {
        s.case.as_mut().unwrap().recusals.push(recused("o-zhou"));
    });
    trip(Guard::QuorumMet, &called(), concluded(), &|s| {
        contents!(s, ConcludeMeeting).voices.pop();
    });
    trip(Guard::PresiderThere, &called(), concluded(), &|s| {
        contents!(s, ConcludeMeeting).presider = "o-zheng".into();
    });
    trip(Guard::DissentExplained, &called(), concluded(), &|s| {
        contents!(s, ConcludeMeeting).voices[1].opinion.clear();
    });
    let every: BTreeSet<_> = Guard::ALL
        .iter()
        .copied()
        .map(cases_domain::Guard::Meeting)
        .collect();
    assert_eq!(tripped, every);
}

#[test]
fn what_calls_for_a_discussion_is_told_with_its_reasons() {
    let story = told();
    let light = Disposal::fined(Fen::yuan(2000));
    assert_eq!(called_for(story.case(), &light), []);
    let heavy = Disposal::fined(HEAVY);
    // 市场监管: what is reviewed is discussed.
    assert_eq!(
        called_for(story.case(), &heavy),
        [Trigger::Heavy, Trigger::Reviewed]
    );
    let departed = Disposal {
        departure: text("超出从轻幅度"),
        ..light
    };
    assert_eq!(called_for(story.case(), &departed), [Trigger::Departed]);
}

#[test]
fn a_fine_below_the_floor_needs_its_ground_and_a_discussion() {
    let mut story = penalty_at("FILED");
    let mut below = Disposal::fined(Fen::yuan(600));
    let propose = |disposal: &Disposal| {
        Act::ConcludeInquiry(ConcludeInquiry {
            co_officer: world::second(),
            facts: text("违法事实清楚"),
            proposal: disposal.clone(),
            discretion: text("主动消除危害后果"),
        })
    };
    story.then("2026-03-10");
    let refusal = story.attempt(&propose(&below)).unwrap_err();
    assert_eq!(refusal.reason().name, "FINE_OUTSIDE_RANGE");
    below.mitigation = Some(disposal::Mitigation {
        ground: disposal::MitigationGround::HarmRemoved,
        reasons: text("主动召回全部产品，见证据三"),
    });
    let decide = Act::Decide(Decide {
        disposal: below.clone(),
        reasons: text("减轻处罚"),
        correction_order: text("已改正"),
    });
    story
        .act(&propose(&below))
        .act(&acts::forgo())
        .act(&acts::notice(day("2026-03-10"), false))
        .act(&acts::waive(day("2026-03-10")))
        .act(&acts::endorse());
    let refusal = story.attempt(&decide).unwrap_err();
    assert_eq!(refusal.reason().name, "MEETING_NEEDED");
    assert!(refusal.zh().contains("减轻处罚"), "{}", refusal.zh());
    story
        .act(&call())
        .act(&conclude(1, day("2026-03-10"), below))
        .act(&decide);
    assert_eq!(story.step(), "DECIDED");
    let minutes = story.case().meetings[0].minutes.as_ref().unwrap();
    let dissent = minutes.voices.iter().find(|it| !it.agrees).unwrap();
    assert_eq!(dissent.opinion, "建议减轻", "dissent is kept");
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn a_discussion_of_another_proposal_does_not_count() {
    let mut story = called();
    story.act(&concluded());
    story
        .act(&acts::conclude(HEAVY))
        .act(&acts::review(ReviewOpinion::Passed))
        .act(&acts::notice(day("2026-03-16"), true))
        .act(&acts::waive(day("2026-03-16")))
        .act(&acts::endorse())
        .then("2026-03-24");
    let refusal = story.attempt(&acts::decide(HEAVY)).unwrap_err();
    assert_eq!(refusal.reason().name, "MEETING_NEEDED");
}
