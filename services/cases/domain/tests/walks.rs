//! Random walks: whatever is tried in whatever order, what a case has become is lawful.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeMap;

use cases_domain::procedure::Stage;
use cases_domain::*;
use proptest::prelude::*;
use world::{Story, acts, day, world_officers};

/// One try: which act, with which figures, how many days later, by whom.
#[derive(Debug, Clone)]
struct Try {
    act: usize,
    yuan: u64,
    days_later: i64,
    days_back: i64,
    flag: bool,
    by: usize,
}

fn tries(length: usize) -> impl Strategy<Value = Vec<Try>> {
    let one = (
        0..33_usize,
        0..6_u64,
        0..4_i64,
        -1..3_i64,
        any::<bool>(),
        0..8_usize,
    );
    let one = one.prop_map(|(act, thousands, days_later, days_back, flag, by)| Try {
        act,
        yuan: thousands * 1000,
        days_later,
        days_back,
        flag,
        by,
    });
    prop::collection::vec(one, 1..length)
}

fn act(tried: &Try, today: CivilDate) -> Act {
    let on = today.add_days(-tried.days_back);
    let fine = Fen::yuan(tried.yuan);
    let opinion = if tried.flag {
        ReviewOpinion::Passed
    } else {
        ReviewOpinion::Returned
    };
    let kinds = DeadlineKind::ALL;
    match tried.act {
        0 | 1 => acts::evidence(on),
        2 | 3 => acts::conclude(fine),
        4..=6 => acts::review(opinion),
        7 | 8 => acts::notice(on, tried.flag),
        9 => acts::statement(on),
        10 => acts::waive(on),
        11 => Act::LapseStatement,
        12..=14 => acts::decide(fine),
        15 => Act::ServeDecision(world::direct(on)),
        16 => Act::ServeDecision(acts::by_email(on)),
        17 | 18 => acts::pay(
            on,
            fine,
            &format!("FJ-{}", tried.yuan + u64::from(tried.flag)),
        ),
        19 if tried.flag => acts::propose_closing(ClosingGround::Executed),
        19 => acts::close_case(),
        28 => acts::endorse(),
        29 => acts::forgo(),
        30 => acts::dismiss(acts::spared(disposal::SpareGround::MinorCorrected)),
        31 => acts::correct_errors(),
        32 => acts::archive(),
        20 => acts::confirm_address(on),
        21 => Act::PassDeadline(kinds[usize::try_from(tried.yuan).unwrap() % kinds.len()].into()),
        22 => acts::order(on),
        23 => acts::revoke(on),
        24..=26 => {
            let all = Disclosed::ALL;
            acts::disclosed(all[usize::try_from(tried.yuan).unwrap() % all.len()], on)
        }
        _ => acts::record_site(on, &["未配置灭火器"]),
    }
}

fn is_lawful(story: &Story, refused: &BTreeMap<&'static str, u32>) -> Result<(), TestCaseError> {
    let case = story.case();
    let penalty = case.penalty().unwrap();
    // What the table says stands behind the step is on file.
    for guard in penalty.step.behind() {
        let on_file = match guard {
            Guard::InquiryConcluded => penalty.inquiry.is_some(),
            Guard::ReviewPassed => {
                let passed = |r: &Review| r.opinion == ReviewOpinion::Passed;
                penalty.review.as_ref().is_some_and(passed) || penalty.forgone.is_some()
            }
            Guard::NoticeServed => penalty.notice.is_some(),
            Guard::PartyHeard => case.running(DeadlineKind::Statement).is_none(),
            Guard::DecisionMade => penalty.decision.is_some(),
            Guard::DecisionServed => penalty.decision_service.is_some(),
            Guard::FinePaid => penalty
                .decision
                .as_ref()
                .is_some_and(|d| d.fine == penalty.paid()),
            other => panic!("{other:?} is not of this table"),
        };
        prop_assert!(on_file, "{guard:?} at {:?}", penalty.step);
    }
    if let Some(decision) = &penalty.decision {
        if decision.whole().punishes() {
            let told = penalty.notice.as_ref().unwrap();
            prop_assert!(penalty.range.allows(decision.fine) && decision.fine <= told.fine);
        } else {
            prop_assert_eq!(decision.fine, Fen::ZERO);
        }
        prop_assert!(penalty.paid() <= decision.fine);
        prop_assert!(!case.handlers.contains(&decision.decided_by));
        let endorser = &penalty.endorsement.as_ref().unwrap().by;
        prop_assert_eq!(endorser.as_str(), "o-yang");
        if let Some(review) = &penalty.review {
            prop_assert_eq!(review.reviewer.as_str(), "o-huang");
        }
    }
    prop_assert_eq!(
        penalty.revocation.is_some(),
        penalty.step == procedure::penalty::Step::Revoked
    );
    if penalty.revocation.is_some() {
        // Of the duties that a decision made, only that of taking it back is left.
        let mut running = case.deadlines.iter().filter(|d| d.is_open());
        prop_assert!(running.all(|d| d.kind() == DeadlineKind::Withdrawal));
    }
    for kind in DeadlineKind::ALL {
        let running = case
            .deadlines
            .iter()
            .filter(|d| d.kind() == *kind && d.is_open());
        prop_assert!(running.count() <= 1, "{kind:?} runs twice");
    }
    for deadline in &case.deadlines {
        prop_assert!(deadline.nominal <= deadline.due);
        prop_assert_eq!(deadline.is_open(), deadline.settled_on.is_none());
        // I12: every clock counted again gives what is stored.
        let counted = deadline.recounted(&story.calendar);
        prop_assert_eq!(
            (counted.nominal, counted.due),
            (deadline.nominal, deadline.due)
        );
    }
    for name in refused.keys() {
        prop_assert!(reasons::all().any(|reason| reason.name == *name), "{name}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_penalty_is_lawful_whatever_was_tried(walk in tries(70)) {
        let mut story = Story::on("2026-03-02");
        story.act(&acts::file(day("2026-02-25"), day("2026-02-26")));
        let mut refused = BTreeMap::new();
        for tried in &walk {
            story.today = story.today.add_days(tried.days_later);
            let act = act(tried, story.today);
            let mut facts = story.facts_for(&act);
            // Now and then the wrong person tries.
            if tried.by == 0 {
                facts.caller = world_officers(tried.days_later);
            }
            let listed = allowed(story.case(), &facts);
            match story.judge(&act, &facts) {
                Ok(events) => {
                    // What was done had been listed as possible.
                    let verdict = listed.iter().find(|it| it.act == act.kind());
                    prop_assert!(verdict.is_none_or(|it| it.verdict.is_ok()), "{act:?}");
                    story.happen(&events);
                }
                Err(refusal) => {
                    let article = refusal.article().expect("a refusal cites");
                    let citation: statute::Citation = article.parse().expect("a citation");
                    prop_assert!(citation.exists());
                    *refused.entry(refusal.reason().name).or_insert(0) += 1;
                }
            }
            is_lawful(&story, &refused)?;
        }
        let replayed = replay(&story.history).unwrap();
        prop_assert_eq!(replayed.as_ref(), Some(story.case()));
        let stored = serde_json::to_string(story.case()).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Case>(&stored).unwrap(), story.case());
    }

    #[test]
    fn an_inspection_never_closes_with_something_uncorrected(
        walk in prop::collection::vec((0..9_usize, 1..4_u32, any::<bool>(), 0..3_i64), 1..40),
    ) {
        let mut story = Story::inspection("2023-11-20");
        story.act(&acts::open_inspection(day("2023-11-20")));
        story
            .act(&acts::approve(true))
            .act(&acts::inspection_notice(day("2023-11-20")));
        for (choice, finding, flag, later) in walk {
            story.today = story.today.add_days(later);
            let today = story.today;
            let found: &[&str] = if flag { &["甲", "乙", "丙"] } else { &[] };
            let act = match choice {
                0 => acts::record_site(today, found),
                1 => acts::order(today.add_days(10)),
                2 => Act::ServeOrder(world::direct(today)),
                3..=6 => acts::revisit(today, &[(finding, flag)]),
                7 if flag => acts::tell_result(today),
                7 => acts::confirm_address(today),
                _ => acts::close_inspection(),
            };
            let _ = story.attempt(&act);
            let case = story.case();
            let inspection = case.inspection().unwrap();
            let replayed = replay(&story.history).unwrap();
            prop_assert_eq!(replayed.as_ref(), Some(case));
            if case.is_closed() {
                prop_assert_eq!(inspection.open_findings().count(), 0);
                // What was found is still to be published; nothing else is due.
                let publicity = case.running(DeadlineKind::Publicity).is_some();
                prop_assert_eq!(publicity, !inspection.findings.is_empty());
                let open = case.deadlines.iter().filter(|deadline| deadline.is_open());
                prop_assert_eq!(open.count(), usize::from(publicity));
            }
        }
    }
}
