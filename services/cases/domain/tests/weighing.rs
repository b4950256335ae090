//! 裁量: weighed by the standard in force, departing only with approval, and binding for the proposal.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::procedure::Stage;
use cases_domain::procedure::penalty;
use cases_domain::weighing::{
    Act as WeighingAct, Chosen, DecideDeparture, Guard, ListEntry, Named, NamedGround, Standard,
    StandardFactor, StandardTier, Step, Version, Weigh, WeighingFacts,
};
use cases_domain::*;
use discretion::{Effect, Ground, Range};
use world::scene::{Scene, trips};
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, day, inspection_at, penalty_at, text};

const CONDITION: &str = "货值金额不足五千元";
const FACTOR: &str = "积极配合调查并提供证据材料";

fn range(floor: u64, cap: u64) -> Range {
    Range::new(Fen::yuan(floor), Fen::yuan(cap)).unwrap()
}

fn version() -> Version {
    let tier = |name: &str, floor, cap| StandardTier {
        name: text(name),
        conditions: vec![text(CONDITION)],
        range: Some(range(floor, cap)),
    };
    Version {
        item: text("i-label@2021-07-15"),
        statutory: range(1000, 10_000),
        standards: vec![Standard {
            id: text("std-label"),
            version: text("std-label@2025-01-01"),
            document: text("闽市监规〔2025〕3号"),
            tiers: vec![tier("较轻", 1000, 4000), tier("一般", 4000, 7000)],
            factors: vec![StandardFactor {
                circumstance: text(FACTOR),
                effect: Effect::Lighter,
            }],
        }],
        lists: vec![ListEntry {
            list: text("list-spare"),
            version: text("list-spare@2024-01-01"),
            name: text("不予处罚事项清单"),
            conditions: vec![text("首次被发现")],
            effect: Effect::Exempt,
        }],
    }
}

fn known() -> WeighingFacts {
    WeighingFacts {
        at_act: version(),
        at_decision: Some(version()),
    }
}

fn named(ground: NamedGround) -> Named {
    Named {
        ground,
        description: text("当日即整改完毕"),
        evidence: vec![1],
    }
}

fn weigh(amount: Option<u64>, departure: &str, circumstances: Vec<Named>) -> Act {
    Act::Weighing(WeighingAct::Weigh(Weigh {
        co_officer: Some("o-chen".into()),
        at_act: Some(Chosen {
            tier: text("较轻"),
            condition: text(CONDITION),
        }),
        at_decision: None,
        circumstances,
        exempt: false,
        mitigate: false,
        amount: amount.map(Fen::yuan),
        departure: text(departure),
    }))
}

fn allow(granted: bool) -> Act {
    Act::Weighing(WeighingAct::DecideDeparture(DecideDeparture {
        number: 1,
        granted,
        reasons: text("集体讨论〔2026〕第3次"),
    }))
}

/// Judges an act where the standard is known.
fn judged(story: &Story, act: &Act) -> Result<Vec<Event>, refusal::Refusal> {
    let mut facts = story.facts_for(act);
    facts.weighing = Some(known());
    story.judge(act, &facts)
}

fn happens(story: &mut Story, act: &Act) {
    let events = judged(story, act).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    story.happen(&events);
}

fn investigated() -> Story {
    let mut story = penalty_at("FILED");
    story
        .then("2026-03-04")
        .act(&acts::evidence(day("2026-03-04")));
    story
}

fn reason(result: Result<Vec<Event>, refusal::Refusal>) -> &'static str {
    result.unwrap_err().reason().name
}

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

#[test]
fn a_fine_is_weighed_proposed_and_kept_with_its_explanation() {
    let mut story = investigated();
    assert_eq!(
        reason(judged(&story, &acts::conclude(Fen::yuan(2500)))),
        "NOT_AS_WEIGHED",
        "a standard in force has to be applied"
    );
    happens(
        &mut story,
        &weigh(None, "", vec![named(NamedGround::Factor(text(FACTOR)))]),
    );
    let weighing = &story.case().weighings[0];
    assert_eq!(
        (weighing.step, weighing.amount),
        (Step::Weighed, Fen::yuan(1450))
    );
    assert!(weighing.assessment.is_sound());
    let steps: Vec<&str> = weighing
        .assessment
        .steps
        .iter()
        .map(|it| it.text.as_str())
        .collect();
    assert_eq!(
        steps,
        [
            "违法行为发生时与作出决定时的规定相同，法定幅度1000元至10000元",
            "依照裁量基准闽市监规〔2025〕3号，“货值金额不足五千元”属于“较轻”，幅度1000元至4000元",
            "积极配合调查并提供证据材料，从轻：从轻，取幅度的0%至30%，即1000元至1900元",
        ]
    );
    assert_eq!(
        reason(judged(&story, &acts::conclude(Fen::yuan(2500)))),
        "NOT_AS_WEIGHED"
    );
    happens(&mut story, &acts::conclude(Fen::yuan(1450)));
    assert_eq!(story.step(), "CONCLUDED");
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn what_departs_from_the_standard_waits_for_its_approval() {
    let mut story = investigated();
    assert_eq!(
        reason(judged(&story, &weigh(Some(6000), "", vec![]))),
        "DEPARTURE_WITHOUT_REASONS"
    );
    assert_eq!(
        reason(judged(&story, &weigh(Some(10_001), "情节特殊", vec![]))),
        "AMOUNT_OUTSIDE_LAW"
    );
    happens(&mut story, &weigh(Some(6000), "情节特殊", vec![]));
    assert_eq!(story.case().weighings[0].step, Step::Departing);
    assert!(
        story
            .case()
            .tasks
            .iter()
            .any(|task| task.act.name() == "DECIDE_DEPARTURE")
    );
    assert_eq!(
        reason(judged(&story, &acts::conclude(Fen::yuan(6000)))),
        "NOT_AS_WEIGHED"
    );
    let mut refused = story.clone();
    happens(&mut refused, &allow(false));
    assert_eq!(
        reason(judged(&refused, &acts::conclude(Fen::yuan(6000)))),
        "NOT_AS_WEIGHED"
    );
    happens(&mut story, &allow(true));
    happens(&mut story, &acts::conclude(Fen::yuan(6000)));
    assert_eq!(story.step(), "CONCLUDED");
}

#[test]
fn a_list_that_spares_leaves_no_fine() {
    let mut story = investigated();
    let listed = named(NamedGround::Listed {
        list: text("list-spare"),
        entry: 1,
    });
    happens(&mut story, &weigh(None, "", vec![listed]));
    assert!(story.case().weighings[0].spares());
    assert_eq!(
        reason(judged(&story, &acts::conclude(Fen::yuan(1000)))),
        "NOT_AS_WEIGHED"
    );
}

#[test]
fn without_a_standard_in_force_a_proposal_needs_no_weighing() {
    let mut story = investigated();
    story.act(&acts::conclude(Fen::yuan(3000)));
    assert_eq!(story.step(), "CONCLUDED");
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let mut pairs = 0;
    for step in penalty::Step::ALL {
        let story = penalty_at(step.name());
        for act in [weigh(None, "", vec![]), allow(true), allow(false)] {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    let mut departing = investigated();
    happens(&mut departing, &weigh(Some(6000), "情节特殊", vec![]));
    for act in [allow(true), allow(false)] {
        each_pair_moves_or_is_refused(&departing, &act);
        pairs += 1;
    }
    assert_eq!(pairs, penalty::Step::ALL.len() * 3 + 2);
}

fn act<'s>(scene: &'s mut Scene<'_>) -> &'s mut Weigh {
    match &mut scene.act {
        Act::Weighing(WeighingAct::Weigh(act)) => act,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let own = cases_domain::Guard::Weighing;
    let mut tripped = BTreeSet::new();
    let mut trip = |guard: Guard, change: &dyn Fn(&mut Scene<'_>)| {
        let mut story = investigated();
        let circumstances = vec![named(NamedGround::Factor(text(FACTOR)))];
        story.party.minor = false;
        // The facts of the world know no standard: without them only this passes.
        let act = weigh(Some(1450), "", circumstances);
        let known = known();
        let mut facts = story.facts_for(&act);
        facts.weighing = Some(known);
        let mut scene = Scene {
            case: story.case.clone(),
            act,
            facts,
        };
        assert!(
            scene.refused().is_none(),
            "{guard:?}: {:?}",
            scene.refused()
        );
        change(&mut scene);
        let refusal = scene.refused().unwrap_or_else(|| panic!("{guard:?}"));
        assert_eq!(refusal.reason(), own(guard).reason(), "{}", refusal.zh());
        let citation: statute::Citation = refusal.article().unwrap().parse().unwrap();
        assert!(citation.exists());
        tripped.insert(guard);
    };
    trip(Guard::BeforeProposal, &|s| {
        s.case = penalty_at("CONCLUDED").case.clone();
    });
    trip(Guard::LawKnown, &|s| s.facts.weighing = None);
    trip(Guard::TierOfStandard, &|s| {
        act(s).at_act.as_mut().unwrap().tier = text("最轻");
    });
    trip(Guard::TierOfStandard, &|s| {
        act(s).at_act.as_mut().unwrap().condition = text("无");
    });
    trip(Guard::TierOfStandard, &|s| act(s).at_act = None);
    trip(Guard::CircumstancesKnown, &|s| {
        act(s).circumstances[0].ground = NamedGround::Factor(text("态度良好"));
    });
    trip(Guard::CircumstancesKnown, &|s| {
        act(s).circumstances[0].ground = NamedGround::Law(Ground::Minor);
    });
    trip(Guard::CircumstancesKnown, &|s| {
        act(s).circumstances[0].ground = NamedGround::Listed {
            list: text("list-spare"),
            entry: 0,
        };
    });
    trip(Guard::CircumstancesProved, &|s| {
        act(s).circumstances[0].evidence.clear();
    });
    trip(Guard::CircumstancesProved, &|s| {
        act(s).circumstances[0].evidence = vec![99];
    });
    trip(Guard::WithinLaw, &|s| act(s).amount = Some(Fen::yuan(999)));
    trip(Guard::DepartureReasoned, &|s| {
        act(s).amount = Some(Fen::yuan(9000));
    });
    trip(Guard::OfPenalty, &|s| {
        s.case = inspection_at("RECORDED").case.clone();
        s.facts.now = world::morning(day("2023-11-21"));
    });
    assert_eq!(tripped, Guard::ALL.iter().copied().collect());
    let mut story = investigated();
    happens(&mut story, &weigh(Some(6000), "情节特殊", vec![]));
    trips(
        cases_domain::Guard::DeciderNotHandler,
        &story,
        allow(true),
        |s| {
            s.case.as_mut().unwrap().handlers.insert("o-wu".into());
        },
    );
}
