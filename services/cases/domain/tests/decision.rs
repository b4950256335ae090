//! From the end of the inquiry to the archive: what is decided, on what it waits, and what becomes of it.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use cases_domain::disposal::SpareGround;
use cases_domain::*;
use world::hall::{self, HEAVY};
use world::{Story, acts, day, penalty_at, text};

fn refused(story: &Story, act: &Act) -> &'static str {
    story.clone().attempt(act).unwrap_err().reason().name
}

fn revoke(effect: RevocationEffect, changed: Option<Disposal>, redo: bool) -> Act {
    Act::RevokeDecision(RevokeDecision {
        effect,
        ground: RevocationGround::Reconsideration,
        instrument: text("龙政行复〔2026〕7号"),
        reasons: text("量罚过重"),
        on: day("2026-03-26"),
        changed,
        redo,
    })
}

#[test]
fn what_is_no_penalty_is_decided_without_a_notice_and_never_published_or_paid() {
    let mut story = penalty_at("DISMISSED");
    let decision = story.case().penalty().unwrap().decision.clone().unwrap();
    assert_eq!(decision.fine, Fen::ZERO);
    assert_eq!(
        decision.document_number.unwrap().to_string(),
        "龙市监不罚〔2026〕1号"
    );
    let clocks = |story: &Story| -> BTreeSet<DeadlineKind> {
        let open = story.case().deadlines.iter().filter(|it| it.is_open());
        open.map(Deadline::kind).collect()
    };
    assert_eq!(
        clocks(&story),
        BTreeSet::from([DeadlineKind::DecisionService])
    );
    assert_eq!(
        refused(&story, &acts::propose_closing(ClosingGround::NotPunished)),
        "CLOSING_GROUND_DOES_NOT_FIT",
        "not before it is served"
    );
    story
        .then("2026-03-13")
        .act(&Act::ServeDecision(world::direct(day("2026-03-13"))));
    assert_eq!(
        clocks(&story),
        BTreeSet::from([
            DeadlineKind::ReviewApplication,
            DeadlineKind::Suit,
            DeadlineKind::Closing
        ])
    );
    story
        .act(&acts::propose_closing(ClosingGround::NotPunished))
        .act(&acts::close_case())
        .act(&acts::archive());
    assert_eq!(story.step(), "DISMISSAL_ARCHIVED");
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn a_case_handed_on_is_closed_on_its_decision_without_service_or_number() {
    let mut story = penalty_at("HEARD");
    let elsewhere = Disposal {
        ruling: Ruling::ToOther(text("龙海区城市管理局")),
        ..Disposal::default()
    };
    story.act(&acts::dismiss(elsewhere));
    let decision = story.case().penalty().unwrap().decision.clone().unwrap();
    assert_eq!(decision.document_number, None);
    story
        .act(&acts::propose_closing(ClosingGround::Transferred))
        .act(&acts::close_case());
    assert_eq!(story.step(), "DISMISSAL_CLOSED");
}

#[test]
fn several_sanctions_are_told_and_decided_together_and_none_is_added() {
    let warned = Disposal {
        sanctions: vec![
            Sanction::new(SanctionKind::Warning),
            Sanction {
                amount: Fen::yuan(500),
                ..Sanction::new(SanctionKind::IncomeConfiscation)
            },
        ],
        refund: text("无消费者提出退赔"),
        ..Disposal::default()
    };
    let mut story = penalty_at("FILED");
    story
        .then("2026-03-10")
        .act(&Act::ConcludeInquiry(ConcludeInquiry {
            co_officer: world::second(),
            facts: text("违法事实清楚"),
            proposal: warned.clone(),
            discretion: text("一般情节"),
        }))
        .act(&acts::forgo())
        .act(&acts::notice(day("2026-03-10"), false))
        .act(&acts::waive(day("2026-03-10")))
        .act(&acts::endorse());
    // A fine that was not told.
    assert_eq!(
        refused(&story, &acts::decide(Fen::yuan(1000))),
        "FINE_ABOVE_NOTICE"
    );
    story.act(&Act::Decide(Decide {
        disposal: warned,
        reasons: text("事实清楚"),
        correction_order: text("责令改正"),
    }));
    let decision = story.case().penalty().unwrap().decision.clone().unwrap();
    assert_eq!(decision.whole().zh(), "警告；没收违法所得500元");
    assert_eq!(
        decision.disposal.sanctions[0].basis, "产品质量法第五十四条",
        "each has its basis"
    );
    // What is confiscated is paid like a fine.
    story
        .act(&Act::ServeDecision(world::direct(day("2026-03-10"))))
        .act(&acts::pay(day("2026-03-10"), Fen::yuan(500), "FJ-1"));
    assert_eq!(story.step(), "PAID");
}

#[test]
fn a_warning_alone_asks_for_no_payment_and_is_closed_once_served() {
    let mut story = penalty_at("HEARD");
    let warning = Disposal {
        sanctions: vec![Sanction::new(SanctionKind::Warning)],
        ..Disposal::default()
    };
    for told in [true, false] {
        let Procedure::OrdinaryPenalty(penalty) = &mut story.case.as_mut().unwrap().procedure
        else {
            panic!("a penalty")
        };
        if told {
            penalty.notice.as_mut().unwrap().disposal = warning.clone();
        }
    }
    story
        .act(&Act::Decide(Decide {
            disposal: warning,
            reasons: text("情节轻微"),
            correction_order: text("责令改正"),
        }))
        .act(&Act::ServeDecision(world::direct(day("2026-03-16"))));
    assert!(story.case().running(DeadlineKind::Payment).is_none());
    assert!(story.case().running(DeadlineKind::Closing).is_some());
    story
        .act(&acts::propose_closing(ClosingGround::Executed))
        .act(&acts::close_case());
    assert_eq!(story.step(), "CLOSED");
}

#[test]
fn a_review_may_wait_where_nothing_calls_for_it_but_not_past_the_decision() {
    let mut story = penalty_at("CONCLUDED");
    story.act(&acts::forgo());
    assert_eq!(story.step(), "REVIEWED");
    story
        .act(&acts::notice(day("2026-03-10"), false))
        .act(&acts::waive(day("2026-03-10")))
        .act(&acts::endorse())
        .act(&acts::decide(Fen::yuan(3000)));

    // Heavy, with a right to a hearing: told first, reviewed before the decision.
    let mut heavy = penalty_at("FILED");
    heavy
        .then("2026-03-10")
        .act(&acts::conclude(HEAVY))
        .act(&acts::forgo())
        .act(&acts::notice(day("2026-03-10"), true))
        .act(&acts::waive(day("2026-03-10")))
        .then("2026-03-20")
        .act(&acts::endorse());
    assert_eq!(refused(&heavy, &acts::decide(HEAVY)), "LEGAL_REVIEW_NEEDED");
    heavy.act(&acts::review(ReviewOpinion::Passed));
    assert_eq!(refused(&heavy, &acts::decide(HEAVY)), "MEETING_NEEDED");
}

#[test]
fn a_statement_after_the_days_to_be_heard_is_kept_as_a_note() {
    let mut story = penalty_at("HEARD");
    story
        .then("2026-03-23")
        .act(&acts::statement(day("2026-03-23")));
    let statements = &story.case().penalty().unwrap().statements;
    let late: Vec<bool> = statements.iter().map(|it| it.late).collect();
    assert_eq!(late, [false, true]);
}

#[test]
fn clerical_errors_are_corrected_and_nothing_else_changes() {
    let mut story = penalty_at("SERVED");
    let before = story.case().penalty().unwrap().decision.clone();
    story.act(&acts::correct_errors());
    let penalty = story.case().penalty().unwrap();
    assert_eq!(penalty.decision, before);
    assert_eq!(
        penalty.corrections[0]
            .document_number
            .as_ref()
            .unwrap()
            .to_string(),
        "龙市监补正〔2026〕1号"
    );
    assert_eq!(story.step(), "SERVED");
}

#[test]
fn a_change_puts_a_lighter_decision_in_force_that_can_be_collected() {
    let lighter = Disposal::fined(Fen::yuan(2000));
    let change = revoke(RevocationEffect::Changed, Some(lighter.clone()), false);
    let mut story = penalty_at("SERVED");
    story.then("2026-03-26").act(&change);
    assert_eq!(story.step(), "SERVED");
    assert_eq!(
        story.running(DeadlineKind::Payment).start,
        day("2026-03-26")
    );
    assert!(story.case().running(DeadlineKind::Withdrawal).is_some());
    story.act(&acts::pay(day("2026-03-26"), Fen::yuan(2000), "FJ-1"));
    assert_eq!(story.step(), "PAID");
    let penalty = story.case().penalty().unwrap();
    assert_eq!(penalty.former[0].decision.fine, Fen::yuan(3000));
    assert_eq!(penalty.decision.as_ref().unwrap().whole(), {
        let mut whole = lighter;
        whole.sanctions[0].basis = text("产品质量法第五十四条");
        whole
    });

    // Paid before it was changed: nothing is left to pay, and what is too much is not lost sight of.
    let mut paid = penalty_at("ARCHIVED");
    paid.act(&change);
    assert_eq!(paid.step(), "PAID");
    assert_eq!(paid.case().penalty().unwrap().paid(), Fen::yuan(3000));
    paid.act(&acts::propose_closing(ClosingGround::Executed));
    assert_eq!(
        refused(&paid, &acts::close_case()),
        "ACCOUNT_NOT_SETTLED",
        "not before it is given back"
    );
    assert_eq!(replay(&paid.history).unwrap().as_ref(), Some(paid.case()));
}

#[test]
fn a_revoked_decision_is_made_anew_from_the_inquiry_on() {
    let mut story = penalty_at("PAID");
    story
        .then("2026-03-26")
        .act(&revoke(RevocationEffect::Revoked, None, true));
    assert_eq!(story.step(), "FILED");
    assert_eq!(
        story.running(DeadlineKind::Decision).start,
        day("2026-03-26")
    );
    let penalty = story.case().penalty().unwrap();
    assert_eq!(
        penalty.paid(),
        Fen::ZERO,
        "what was paid belongs to what fell"
    );
    assert_eq!(penalty.former[0].payments[0].amount, Fen::yuan(3000));
    let lighter = Fen::yuan(2000);
    assert_eq!(
        refused(&story, &acts::decide(lighter)),
        "NOTICE_NOT_SERVED",
        "told anew"
    );
    story
        .act(&acts::conclude(lighter))
        .act(&acts::review(ReviewOpinion::Passed))
        .act(&acts::notice(day("2026-03-26"), false))
        .act(&acts::waive(day("2026-03-26")))
        .act(&acts::endorse())
        .act(&acts::decide(lighter));
    assert_eq!(story.step(), "DECIDED");
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn closing_is_proposed_by_the_officers_and_approved_or_sent_back_by_a_leader() {
    let mut story = penalty_at("PAID");
    let back = Act::CloseCase(CloseCase {
        approved: false,
        remarks: text("请补充改正复查材料"),
    });
    story.act(&back);
    assert_eq!(story.step(), "PAID");
    assert_eq!(refused(&story, &acts::close_case()), "CLOSING_NOT_PROPOSED");
    story
        .act(&acts::propose_closing(ClosingGround::Executed))
        .act(&acts::close_case());
    assert_eq!(story.step(), "CLOSED");
    assert_eq!(refused(&story, &acts::archive()), "PUBLICITY_RUNNING");
    world::published(&mut story);
    story.act(&acts::archive());
    // Nothing may change after that but by the one named remedy.
    let facts = story.facts_for(&acts::revoke(story.today));
    let open: Vec<&str> = allowed(story.case(), &facts)
        .into_iter()
        .filter(|it| it.verdict.is_ok())
        .map(|it| it.act.name())
        .collect();
    assert_eq!(open, ["REVOKE_DECISION"]);
}

/// What may be tried in a case that is heard, discussed, decided or spared.
fn tries(story: &Story) -> Vec<Act> {
    let today = story.today;
    let on = today.to_string();
    let next = u32::try_from(story.case().meetings.len()).unwrap();
    vec![
        acts::evidence(today),
        acts::conclude(HEAVY),
        acts::conclude(Fen::yuan(3000)),
        acts::forgo(),
        acts::review(ReviewOpinion::Passed),
        acts::review(ReviewOpinion::Returned),
        acts::notice(today, true),
        acts::statement(today),
        Act::LapseStatement,
        acts::endorse(),
        hall::request(&on),
        hall::answer(true),
        hall::answer(false),
        hall::appoint("o-huang"),
        hall::notify(&on, &today.add_days(14).to_string()),
        hall::hold(&on),
        hall::report(),
        hall::end(hearing::EndGround::Withdrawn),
        hall::call(),
        hall::conclude(next, today, Disposal::fined(HEAVY)),
        acts::decide(HEAVY),
        acts::decide(Fen::yuan(3000)),
        acts::dismiss(acts::spared(SpareGround::FirstOffence)),
        Act::ServeDecision(world::direct(today)),
        acts::pay(today, Fen::yuan(3000), "FJ-1"),
        acts::pay(today, HEAVY, "FJ-2"),
        acts::propose_closing(ClosingGround::Executed),
        acts::propose_closing(ClosingGround::NotPunished),
        acts::close_case(),
    ]
}

/// Where a case stands, as far as it decides what may be done.
fn standing(story: &Story) -> String {
    let case = story.case();
    let penalty = case.penalty().unwrap();
    let hearings: Vec<_> = case.hearings.iter().map(|it| it.step).collect();
    let meetings: Vec<_> = case
        .meetings
        .iter()
        .map(|it| (it.step, it.proposal == penalty.proposals))
        .collect();
    let fine = penalty.inquiry.as_ref().map(|it| it.proposed_fine);
    format!(
        "{:?} {hearings:?} {meetings:?} {fine:?} {:?} {:?} {:?} {:?} {}",
        penalty.step,
        penalty.review.as_ref().map(|it| it.opinion),
        penalty.endorsement.as_ref().map(|it| it.opinion),
        penalty.decision.as_ref().map(|it| it.fine),
        penalty.closing.is_some(),
        case.running(DeadlineKind::HearingRequest).is_some(),
    )
}

#[test]
fn no_way_leads_to_a_penalty_untold_unheard_unreviewed_or_undiscussed_and_every_case_has_a_way_out()
{
    const STATES: usize = 1500;
    let mut start = penalty_at("FILED");
    start.then("2026-03-10");
    let mut seen: BTreeMap<String, bool> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    let mut decided = 0;
    while let Some(story) = queue.pop_front() {
        let key = standing(&story);
        if seen.contains_key(&key) || seen.len() >= STATES {
            continue;
        }
        let mut left = story.case().is_closed();
        // Today, and when every period of a party is over and a hearing's day has come.
        for later in [0, 14] {
            let mut at = story.clone();
            at.today = at.today.add_days(later);
            for act in tries(&at) {
                let mut next = at.clone();
                if next.attempt(&act).is_err() {
                    continue;
                }
                left = true;
                let case = next.case();
                let penalty = case.penalty().unwrap();
                if let Act::Decide(act) = &act {
                    decided += 1;
                    let told = penalty.notice.as_ref().unwrap().whole();
                    assert_eq!(act.disposal.heavier_than(&told), None);
                    assert_eq!(
                        told,
                        penalty.inquiry.as_ref().unwrap().whole(),
                        "the last one"
                    );
                    let over = case.hearings.iter().all(|it| {
                        matches!(
                            it.step,
                            hearing::Step::Refused | hearing::Step::Reported | hearing::Step::Ended
                        )
                    });
                    assert!(over, "no decision before the hearing has ended");
                    let heavy = !meeting::called_for(case, &act.disposal).is_empty();
                    assert!(!heavy || !case.meetings.is_empty());
                    let needed = !review::of_proposal(case).is_empty();
                    let passed = penalty
                        .review
                        .as_ref()
                        .is_some_and(|it| it.opinion == ReviewOpinion::Passed);
                    assert!(!needed || passed);
                    assert!(penalty.endorsement.is_some());
                }
                queue.push_back(next);
            }
        }
        assert!(left, "no way out of {key}");
        seen.insert(key, left);
    }
    assert!(
        decided > 0 && seen.len() > 100,
        "{decided} of {}",
        seen.len()
    );
}
