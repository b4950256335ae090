//! A table of facts, amounts and explanations.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

use discretion::{
    Assessment, Circumstance, Departure, Effect, Ground, Outcome, Question, Range, Tier, Version,
    Weights, assess,
};
use statute::Fen;

fn range(floor: u64, cap: u64) -> Range {
    Range::new(Fen::yuan(floor), Fen::yuan(cap)).unwrap()
}

fn tier(name: &str, range: Option<Range>) -> Tier {
    Tier {
        standard: "std-label@2025-01-01".to_owned(),
        document: "闽市监规〔2025〕3号".to_owned(),
        name: name.to_owned(),
        condition: "货值不足五千元".to_owned(),
        range,
    }
}

/// From 1000 to 10000 yuan, the tier from 1000 to 4000.
fn label() -> Version {
    Version {
        item: "i-label@2021-07-15".to_owned(),
        statutory: range(1000, 10_000),
        tier: Some(tier("较轻", Some(range(1000, 4000)))),
    }
}

fn question(circumstances: &[Ground]) -> Question {
    Question {
        at_act: label(),
        at_decision: Some(label()),
        circumstances: circumstances
            .iter()
            .map(|ground| Circumstance {
                ground: ground.clone(),
                description: String::new(),
                evidence: vec![1],
            })
            .collect(),
        exempt: false,
        mitigate: false,
        weights: Weights::USUAL,
    }
}

fn weighed(question: &Question) -> (Option<(Range, Fen, bool)>, Vec<String>) {
    let assessment = assess(question);
    assert!(assessment.is_sound(), "{assessment:?}");
    let texts = assessment.steps.iter().map(|step| {
        assert!(step.citation.exists(), "{}", step.citation);
        step.text.clone()
    });
    let texts = texts.collect();
    match assessment.outcome {
        Outcome::Exempt => (None, texts),
        Outcome::Fine {
            range,
            proposed,
            mitigated,
        } => (Some((range, proposed, mitigated)), texts),
    }
}

#[test]
fn without_circumstances_the_middle_of_the_tier_is_proposed() {
    let (fine, steps) = weighed(&question(&[]));
    assert_eq!(fine, Some((range(1000, 4000), Fen::yuan(2500), false)));
    assert_eq!(
        steps,
        [
            "违法行为发生时与作出决定时的规定相同，法定幅度1000元至10000元",
            "依照裁量基准闽市监规〔2025〕3号，“货值不足五千元”属于“较轻”，幅度1000元至4000元",
        ]
    );
}

#[test]
fn a_lighter_circumstance_leaves_the_lowest_part_a_heavier_one_the_highest() {
    let (fine, steps) = weighed(&question(&[Ground::HarmRemoved]));
    assert_eq!(fine, Some((range(1000, 1900), Fen::yuan(1450), false)));
    assert_eq!(
        steps[2],
        "主动消除或者减轻违法行为危害后果，应当从轻或者减轻：从轻，取幅度的0%至30%，即1000元至1900元"
    );
    let (fine, _) = weighed(&question(&[Ground::Emergency]));
    assert_eq!(fine, Some((range(3100, 4000), Fen::yuan(3550), false)));
    let (fine, steps) = weighed(&question(&[Ground::HarmRemoved, Ground::Emergency]));
    assert_eq!(fine, Some((range(1000, 4000), Fen::yuan(2500), false)));
    assert!(steps[2].ends_with("综合考虑，幅度不变"));
}

#[test]
fn mitigation_goes_below_the_law_and_only_where_a_circumstance_allows_it() {
    let mut asked = question(&[Ground::Disclosed]);
    asked.mitigate = true;
    let (fine, _) = weighed(&asked);
    let below = Range::new(Fen(1), Fen(99_999)).unwrap();
    assert_eq!(fine, Some((below, Fen::yuan(500), true)));

    let mut without = question(&[Ground::Emergency]);
    without.mitigate = true;
    assert_eq!(weighed(&without).0.unwrap().0, range(3100, 4000));

    let listed = Ground::Listed {
        list: "list-mitigated@2024-01-01".to_owned(),
        name: "减轻处罚事项清单".to_owned(),
        effect: Effect::Mitigated,
    };
    assert!(
        weighed(&question(&[listed])).0.unwrap().2,
        "a list leaves no choice"
    );
}

#[test]
fn the_lighter_of_two_laws_applies_in_both_directions() {
    let with = |cap: u64| Version {
        item: "i-label@2026-05-01".to_owned(),
        statutory: range(1000, cap),
        tier: None,
    };
    let mut lighter = question(&[]);
    lighter.at_decision = Some(with(3000));
    let (fine, steps) = weighed(&lighter);
    assert_eq!(fine.unwrap().0, range(1000, 3000));
    assert!(steps[0].contains("适用新的规定"), "{}", steps[0]);

    let mut heavier = question(&[]);
    heavier.at_decision = Some(with(20_000));
    let (fine, steps) = weighed(&heavier);
    assert_eq!(fine.unwrap().0, range(1000, 4000));
    assert!(
        steps[0].contains("适用违法行为发生时的规定"),
        "{}",
        steps[0]
    );

    let mut lawful = question(&[]);
    lawful.at_decision = None;
    assert_eq!(weighed(&lawful).0, None);
}

#[test]
fn who_cannot_be_punished_is_not_and_what_may_stay_unpunished_waits_for_the_choice() {
    for ground in [
        Ground::UnderFourteen,
        Ground::Incapable,
        Ground::MinorAndCorrected,
        Ground::NoFault,
    ] {
        assert_eq!(weighed(&question(&[ground])).0, None);
    }
    let mut first = question(&[Ground::FirstOffence]);
    assert!(weighed(&first).0.is_some());
    first.exempt = true;
    let (fine, steps) = weighed(&first);
    assert_eq!((fine, steps.len()), (None, 1));
}

#[test]
fn a_tier_that_leaves_the_law_never_widens_it() {
    let mut asked = question(&[]);
    asked.at_act.tier = Some(tier("较重", Some(range(8000, 50_000))));
    asked.at_decision = Some(asked.at_act.clone());
    assert_eq!(weighed(&asked).0.unwrap().0, range(8000, 10_000));
    asked.at_act.tier = Some(tier("错误", Some(range(20_000, 50_000))));
    asked.at_decision = Some(asked.at_act.clone());
    assert_eq!(weighed(&asked).0.unwrap().0, range(1000, 10_000));
}

#[test]
fn an_amount_departs_from_the_standard_or_from_the_law() {
    let assessment = assess(&question(&[]));
    for (yuan, departure) in [
        (1000, Departure::None),
        (4000, Departure::None),
        (4001, Departure::FromStandard),
        (10_000, Departure::FromStandard),
        (10_001, Departure::FromLaw),
        (999, Departure::FromLaw),
    ] {
        assert_eq!(assessment.departure(Fen::yuan(yuan)), departure, "{yuan}");
    }
    let exempt = assess(&question(&[Ground::NoFault]));
    assert_eq!(exempt.departure(Fen::ZERO), Departure::None);
    assert_eq!(exempt.departure(Fen::yuan(1000)), Departure::FromLaw);
}

#[test]
fn a_kept_assessment_reads_back_and_one_changed_amount_is_found() {
    let assessment = assess(&question(&[Ground::HarmRemoved]));
    let kept = serde_json::to_string(&assessment).unwrap();
    let read: Assessment = serde_json::from_str(&kept).unwrap();
    assert_eq!(read, assessment);
    // 1900 yuan, the highest of what was weighed, made 1901.
    let changed: Assessment = serde_json::from_str(&kept.replace("190000", "190100")).unwrap();
    assert!(!changed.is_sound());
}
