//! Whatever is asked, no input leads outside what the law allows.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

use discretion::{
    Circumstance, Departure, Effect, Ground, Outcome, Question, Range, Tier, Version, Weights,
    assess,
};
use proptest::prelude::*;
use statute::Fen;

fn range() -> impl Strategy<Value = Range> {
    (0..2_000_000_u64, 0..2_000_000_u64)
        .prop_map(|(a, b)| Range::new(Fen(a.min(b)), Fen(a.max(b))).unwrap())
}

fn version() -> impl Strategy<Value = Version> {
    (range(), prop::option::of(prop::option::of(range()))).prop_map(|(statutory, tier)| Version {
        item: "i@2021-07-15".to_owned(),
        statutory,
        tier: tier.map(|range| Tier {
            standard: "s@2025-01-01".to_owned(),
            document: "文号".to_owned(),
            name: "阶次".to_owned(),
            condition: "条件".to_owned(),
            range,
        }),
    })
}

fn effect() -> impl Strategy<Value = Effect> {
    prop::sample::select(vec![
        Effect::Exempt,
        Effect::MayExempt,
        Effect::LighterOrMitigated,
        Effect::MayLighterOrMitigated,
        Effect::Mitigated,
        Effect::Lighter,
        Effect::Heavier,
    ])
}

fn ground() -> impl Strategy<Value = Ground> {
    let named = prop::sample::select(vec![
        Ground::UnderFourteen,
        Ground::Minor,
        Ground::PartlyCapable,
        Ground::HarmRemoved,
        Ground::Coerced,
        Ground::Disclosed,
        Ground::Merit,
        Ground::FirstOffence,
        Ground::Emergency,
    ]);
    let of_standard = effect().prop_map(|effect| Ground::Factor {
        standard: "s@2025-01-01".to_owned(),
        circumstance: "情节".to_owned(),
        effect,
    });
    prop_oneof![3 => named, 1 => of_standard]
}

fn question() -> impl Strategy<Value = Question> {
    (
        version(),
        prop::option::weighted(0.9, version()),
        prop::collection::vec(ground(), 0..4),
        any::<bool>(),
        any::<bool>(),
        (0..=100_u8, 0..=100_u8),
    )
        .prop_map(
            |(at_act, at_decision, grounds, exempt, mitigate, (lighter, heavier))| Question {
                at_act,
                at_decision,
                circumstances: grounds
                    .into_iter()
                    .map(|ground| Circumstance {
                        ground,
                        description: String::new(),
                        evidence: Vec::new(),
                    })
                    .collect(),
                exempt,
                mitigate,
                weights: Weights { lighter, heavier },
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn no_input_leads_outside_the_law(question in question(), amount in 0..3_000_000_u64) {
        let assessment = assess(&question);
        prop_assert!(assessment.is_sound(), "{assessment:?}");
        prop_assert_eq!(assessment.replayed(), Some(assessment.outcome));
        let laws = [Some(question.at_act.statutory), question.at_decision.as_ref().map(|it| it.statutory)];
        let allowed = |amount: Fen| laws.iter().flatten().any(|law| law.contains(amount));
        if let Outcome::Fine { range, proposed, mitigated } = assessment.outcome {
            prop_assert!(range.contains(proposed));
            let ground = question.circumstances.iter().any(|it| it.ground.effect().may_mitigate());
            if mitigated {
                prop_assert!(ground);
                prop_assert!(laws.iter().flatten().any(|law| range.cap() < law.floor()));
            } else {
                prop_assert!(allowed(range.floor()) && allowed(range.cap()));
            }
            if assessment.departure(Fen(amount)) == Departure::FromStandard {
                prop_assert!(allowed(Fen(amount)));
            }
        }
    }

    #[test]
    fn one_fen_changed_in_any_step_or_in_the_outcome_is_found(question in question(), at in 0..4_usize) {
        let assessment = assess(&question);
        let wider = |range: Range| Range::new(range.floor(), range.cap().plus(Fen(1))).unwrap();
        let mut changed = assessment.clone();
        if let Some(step) = changed.steps.get_mut(at) {
            step.range = step.range.map(wider);
            prop_assert_eq!(changed.is_sound(), changed == assessment);
        }
        let mut changed = assessment.clone();
        if let Outcome::Fine { range, .. } = &mut changed.outcome {
            *range = wider(*range);
            prop_assert!(!changed.is_sound());
        }
    }
}
