//! What the tables say, whatever a case looks like.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use cases_domain::procedure::{Row, Stage, inspection, penalty};
use cases_domain::*;
use world::table::{is_a_sound_table, reachable};
use world::{acts, day, inspection_at, penalty_at};

#[test]
fn both_tables_are_sound() {
    is_a_sound_table::<inspection::Step>();
    is_a_sound_table::<penalty::Step>();
}

#[test]
fn a_closed_penalty_is_left_only_to_the_archive_and_by_the_correction_of_its_decision() {
    fn leaving<S: Stage>(step: S) -> Vec<(ActKind, S)> {
        let rows = S::ROWS.iter().filter(|row| row.from == Some(step));
        rows.map(|row| (row.act, row.to)).collect()
    }
    use penalty::Step;
    let remedied = [Step::Revoked, Step::Served, Step::Paid, Step::Filed];
    let remedied = remedied.map(|to| (ActKind::RevokeDecision, to));
    assert_eq!(leaving(Step::Archived), remedied);
    assert_eq!(
        leaving(Step::Closed),
        [&[(ActKind::ArchiveCase, Step::Archived)][..], &remedied].concat()
    );
    let unpunished = [Step::Revoked, Step::Filed].map(|to| (ActKind::RevokeDecision, to));
    assert_eq!(leaving(Step::DismissalArchived), unpunished);
    assert_eq!(leaving(Step::Revoked), []);
    assert_eq!(leaving(inspection::Step::Closed), []);
    // It is possible wherever a decision was made, and nowhere before.
    for step in Step::ALL {
        let made = step.behind().contains(&Guard::DecisionMade) && *step != Step::Revoked;
        let corrected = step.moves(ActKind::RevokeDecision).next().is_some();
        assert_eq!(corrected, made, "{step:?}");
    }
}

/// What stands behind a step is what every way to it has passed, and nothing less.
fn stands_behind<S: Stage + Debug>(
    made: &[(Guard, ActKind, Outcome)],
    undone: &[(ActKind, Guard)],
) {
    // The greatest solution of: behind(step) = the intersection, over the rows that lead to it, of
    // what stands behind their start, without what the act undoes, with what it makes.
    let every: BTreeSet<Guard> = made.iter().map(|(guard, ..)| *guard).collect();
    let mut behind: BTreeMap<S, BTreeSet<Guard>> =
        S::ALL.iter().map(|step| (*step, every.clone())).collect();
    loop {
        let before = behind.clone();
        for row in S::ROWS {
            let mut after = row
                .from
                .map_or(BTreeSet::new(), |from| before[&from].clone());
            let undoes = undone.iter().filter(|(act, _)| *act == row.act);
            after.retain(|guard| !undoes.clone().any(|(_, undone)| undone == guard));
            let makes = made
                .iter()
                .filter(|(_, act, when)| *act == row.act && *when == row.when);
            after.extend(makes.map(|(guard, ..)| *guard));
            let at = behind.get_mut(&row.to).unwrap();
            *at = at.intersection(&after).copied().collect();
        }
        if behind == before {
            break;
        }
    }
    for step in S::ALL {
        let claimed: BTreeSet<Guard> = step.behind().iter().copied().collect();
        assert_eq!(claimed, behind[step], "{step:?}");
    }
}

#[test]
fn what_stands_behind_a_step_was_passed_on_every_way_to_it() {
    stands_behind::<penalty::Step>(
        &[
            (
                Guard::InquiryConcluded,
                ActKind::ConcludeInquiry,
                Outcome::Done,
            ),
            (
                Guard::ReviewPassed,
                ActKind::ReviewLegality,
                Outcome::Passed,
            ),
            (Guard::ReviewPassed, ActKind::ForgoReview, Outcome::Done),
            (Guard::DecisionMade, ActKind::Dismiss, Outcome::Done),
            (
                Guard::FinePaid,
                ActKind::RevokeDecision,
                Outcome::ChangedAndPaid,
            ),
            (Guard::NoticeServed, ActKind::ServeNotice, Outcome::Done),
            (Guard::PartyHeard, ActKind::RecordStatement, Outcome::Done),
            (Guard::PartyHeard, ActKind::WaiveStatement, Outcome::Done),
            (Guard::PartyHeard, ActKind::LapseStatement, Outcome::Done),
            (Guard::DecisionMade, ActKind::Decide, Outcome::Done),
            (Guard::DecisionServed, ActKind::ServeDecision, Outcome::Done),
            (Guard::FinePaid, ActKind::RecordPayment, Outcome::PaidInFull),
        ],
        &[
            // A proposal concluded anew has to be reviewed, told and heard anew.
            (ActKind::ConcludeInquiry, Guard::ReviewPassed),
            (ActKind::ConcludeInquiry, Guard::NoticeServed),
            (ActKind::ConcludeInquiry, Guard::PartyHeard),
        ],
    );
    stands_behind::<inspection::Step>(
        &[
            (
                Guard::SiteRecorded,
                ActKind::RecordSite,
                Outcome::SomethingFound,
            ),
            (
                Guard::SiteRecorded,
                ActKind::RecordSite,
                Outcome::NothingFound,
            ),
            (
                Guard::SomethingFound,
                ActKind::RecordSite,
                Outcome::SomethingFound,
            ),
            (
                Guard::FindingsCorrected,
                ActKind::RecordSite,
                Outcome::NothingFound,
            ),
            (Guard::OrderMade, ActKind::OrderRectification, Outcome::Done),
            (Guard::OrderServed, ActKind::ServeOrder, Outcome::Done),
            (
                Guard::FindingsCorrected,
                ActKind::RecordRevisit,
                Outcome::AllCorrected,
            ),
        ],
        &[],
    );
}

#[test]
fn no_way_to_a_decision_goes_past_the_legal_review_or_the_notice_of_the_last_proposal() {
    use penalty::Step;
    let without = |act: ActKind, when: Outcome| {
        reachable::<Step>(None, move |row| !(row.act == act && row.when == when))
    };
    // The review was passed, or said to be needless or to follow; whether that is so the decision asks again.
    let unreviewed = reachable::<Step>(None, |row| {
        row.act != ActKind::ForgoReview
            && !(row.act == ActKind::ReviewLegality && row.when == Outcome::Passed)
    });
    assert!(!unreviewed.contains(&Step::Decided) && !unreviewed.contains(&Step::Dismissed));
    for row in Step::ROWS.iter().filter(|row| row.act == ActKind::Decide) {
        assert!(row.guards().any(|guard| *guard == Guard::ReviewSettled));
    }
    assert!(!without(ActKind::ServeNotice, Outcome::Done).contains(&Step::Decided));
    // Nor after a proposal was concluded, for the last time or again.
    let from_proposal = |barred: ActKind| {
        reachable(Some(Step::Concluded), move |row: &Row<Step>| {
            row.act != barred || row.when == Outcome::Returned
        })
    };
    assert!(!from_proposal(ActKind::ServeNotice).contains(&Step::Decided));
    let heard = [
        ActKind::RecordStatement,
        ActKind::WaiveStatement,
        ActKind::LapseStatement,
    ];
    let unheard = reachable::<Step>(None, |row| !heard.contains(&row.act));
    assert!(!unheard.contains(&Step::Decided));
}

/// An act of each kind with contents that any step would take.
fn any_act(kind: ActKind) -> Act {
    use acts::*;
    let on = day("2026-03-26");
    match kind {
        ActKind::OpenInspection => open_inspection(on),
        ActKind::RecordSite => record_site(on, &["未配置灭火器"]),
        ActKind::OrderRectification => order(day("2026-04-10")),
        ActKind::ConfirmServiceAddress => confirm_address(on),
        ActKind::ServeOrder => Act::ServeOrder(world::direct(on)),
        ActKind::RecordRevisit => revisit(on, &[(1, true)]),
        ActKind::CloseInspection => close_inspection(),
        ActKind::FileCase => file(on, on),
        ActKind::RecordEvidence => evidence(on),
        ActKind::ConcludeInquiry => conclude(Fen::yuan(3000)),
        ActKind::ReviewLegality => review(ReviewOpinion::Passed),
        ActKind::ServeNotice => notice(on, false),
        ActKind::RecordStatement => statement(on),
        ActKind::WaiveStatement => waive(on),
        ActKind::LapseStatement => Act::LapseStatement,
        ActKind::Decide => decide(Fen::yuan(3000)),
        ActKind::ServeDecision => Act::ServeDecision(world::direct(on)),
        ActKind::RecordPayment => pay(on, Fen::yuan(3000), "FJ-009"),
        ActKind::CloseCase => close_case(),
        ActKind::CloseTransferred => world::beside::close_transferred(),
        ActKind::TerminateCase => world::inquiry::terminate(),
        ActKind::WithdrawCase => world::inquiry::withdraw(),
        ActKind::PassDeadline => Act::PassDeadline(DeadlineKind::Decision.into()),
        ActKind::RecountDeadline => Act::RecountDeadline(DeadlineKind::Decision.into()),
        ActKind::CorrectDeadlineStart => correct_start(DeadlineKind::Decision, day("2026-03-12")),
        ActKind::RevokeDecision => revoke(on),
        ActKind::ExtendReview => Act::ExtendReview(ExtendReview {
            reasons: world::text("案情复杂"),
        }),
        ActKind::ForgoReview => forgo(),
        ActKind::EndorseDecision => endorse(),
        ActKind::Dismiss => dismiss(spared(disposal::SpareGround::MinorCorrected)),
        ActKind::CorrectErrors => correct_errors(),
        ActKind::ProposeClosing => propose_closing(ClosingGround::Executed),
        ActKind::ArchiveCase => archive(),
        ActKind::NoteDisclosure => disclosed(Disclosed::Published, on),
        // Those that have a module of their own, and those of side procedures, have tables and tests of their own.
        ActKind::Inspection(_)
        | ActKind::Summary(_)
        | ActKind::Fast(_)
        | ActKind::Recusal(_)
        | ActKind::Referral(_)
        | ActKind::Weighing(_)
        | ActKind::Hearing(_)
        | ActKind::Meeting(_)
        | ActKind::Issuing(_)
        | ActKind::Measure(_)
        | ActKind::Execution(_)
        | ActKind::Task(_)
        | ActKind::Account(_)
        | ActKind::Remedy(_)
        | ActKind::Preservation(_)
        | ActKind::Testing(_)
        | ActKind::Suspension(_)
        | ActKind::Exhibit(_)
        | ActKind::Custody(_)
        | ActKind::Recording(_)
        | ActKind::Interview(_)
        | ActKind::Transcript(_)
        | ActKind::Offsite(_)
        | ActKind::Presentation(_)
        | ActKind::PublicNotice(_)
        | ActKind::Serving(_)
        | ActKind::Handover(_)
        | ActKind::Jurisdiction(_)
        | ActKind::Assistance(_)
        | ActKind::Concurrence(_) => {
            panic!("{kind:?} is no act of the case's own procedure")
        }
    }
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused_with_an_article_that_exists() {
    let mut pairs = 0;
    let inspections = inspection::Step::ALL
        .iter()
        .map(|step| inspection_at(step.name()));
    let penalties = penalty::Step::ALL
        .iter()
        .map(|step| penalty_at(step.name()));
    for mut story in inspections.chain(penalties) {
        story.today = day("2026-03-26");
        for kind in ActKind::OWN.iter().copied().filter(|kind| !kind.opens()) {
            pairs += 1;
            let mut attempt = story.clone();
            let step = attempt.step();
            match attempt.attempt(&any_act(kind)) {
                Ok(events) => {
                    assert!(!events.is_empty(), "{step} {kind:?}");
                    assert_eq!(
                        replay(&attempt.history).unwrap().as_ref(),
                        Some(attempt.case())
                    );
                }
                Err(refusal) => {
                    let article = refusal.article().expect("a refusal cites");
                    let citation: statute::Citation = article.parse().expect("a citation");
                    assert!(citation.exists(), "{article}");
                    assert_eq!(refusal.metadata()["act"], kind.name());
                    assert_eq!(refusal.metadata()["step"], step);
                    assert!(refusal.metadata().contains_key("guard"));
                    assert!(refusal.zh().contains(article), "{}", refusal.zh());
                    assert!(refusal.zh().ends_with('。'), "{}", refusal.zh());
                    assert!(!refusal.unmet().is_empty());
                }
            }
        }
    }
    let own = ActKind::OWN.iter().filter(|kind| !kind.opens()).count();
    let steps = inspection::Step::ALL.len() + penalty::Step::ALL.len();
    assert_eq!(pairs, steps * own);
}

#[test]
fn what_is_too_early_names_what_is_missing_and_the_way_to_it() {
    let refused = |story: &world::Story, act: &Act| {
        let refusal = story.clone().attempt(act).unwrap_err();
        (
            refusal.reason().name,
            refusal.article().unwrap().to_owned(),
            refusal.zh().to_owned(),
        )
    };
    let decide = any_act(ActKind::Decide);
    for step in ["FILED", "CONCLUDED", "REVIEWED"] {
        let (reason, article, _) = refused(&penalty_at(step), &decide);
        assert_eq!(reason, "NOTICE_NOT_SERVED", "{step}");
        assert_eq!(article, "行政处罚法第四十四条");
    }
    let (_, _, zh) = refused(&penalty_at("FILED"), &decide);
    assert_eq!(
        zh,
        "不能办理“作出处罚决定”：“行政处罚告知书已送达”这一条件尚未具备（行政处罚法第四十四条）。\
         案件现为“已立案”，请先依次办理：调查终结（行政处罚法第五十七条第一款）、\
         法制审核（行政处罚法第五十八条第一款）、送达行政处罚告知书（行政处罚法第四十四条）、\
         记录陈述申辩（行政处罚法第四十五条第一款）。"
    );
    for (step, kind, expected, article) in [
        (
            "NOTICED",
            ActKind::Decide,
            "STATEMENT_WINDOW_OPEN",
            "行政处罚法第六十二条",
        ),
        (
            "FILED",
            ActKind::ServeNotice,
            "LEGAL_REVIEW_NOT_PASSED",
            "行政处罚法第五十八条第一款",
        ),
        (
            "CONCLUDED",
            ActKind::ServeNotice,
            "LEGAL_REVIEW_NOT_PASSED",
            "行政处罚法第五十八条第一款",
        ),
        (
            "FILED",
            ActKind::ReviewLegality,
            "INQUIRY_NOT_CONCLUDED",
            "行政处罚法第五十七条第一款",
        ),
        (
            "REVIEWED",
            ActKind::WaiveStatement,
            "NOTICE_NOT_SERVED",
            "行政处罚法第四十四条",
        ),
        (
            "HEARD",
            ActKind::ServeDecision,
            "DECISION_NOT_MADE",
            "行政处罚法第五十七条第一款",
        ),
        (
            "DECIDED",
            ActKind::RecordPayment,
            "DECISION_NOT_SERVED",
            "行政处罚法第六十一条第一款",
        ),
        (
            "SERVED",
            ActKind::CloseCase,
            "CLOSING_NOT_PROPOSED",
            "行政处罚法第四十七条",
        ),
        (
            "DECIDED",
            ActKind::Decide,
            "STEP_PASSED",
            "行政处罚法第五十七条第一款第（一）项",
        ),
        (
            "NOTICED",
            ActKind::RevokeDecision,
            "DECISION_NOT_MADE",
            "行政处罚法第五十七条第一款",
        ),
        (
            "REVOKED",
            ActKind::RevokeDecision,
            "CASE_CLOSED",
            "行政处罚法第四十七条",
        ),
        (
            "REVOKED",
            ActKind::RecordPayment,
            "CASE_CLOSED",
            "行政处罚法第四十七条",
        ),
        (
            "DISMISSED",
            ActKind::RecordPayment,
            "DECISION_NOT_SERVED",
            "行政处罚法第六十一条第一款",
        ),
        (
            "ARCHIVED",
            ActKind::CorrectErrors,
            "CASE_CLOSED",
            "行政处罚法第四十七条",
        ),
        (
            "CLOSED",
            ActKind::RecordEvidence,
            "CASE_CLOSED",
            "行政处罚法第四十七条",
        ),
        (
            "FILED",
            ActKind::ServeOrder,
            "OTHER_PROCEDURE",
            "行政处罚法第四条",
        ),
    ] {
        let (reason, cited, _) = refused(&penalty_at(step), &any_act(kind));
        assert_eq!(
            (reason, cited.as_str()),
            (expected, article),
            "{step} {kind:?}"
        );
    }
    for (step, kind, expected) in [
        ("OPENED", ActKind::OrderRectification, "SITE_NOT_RECORDED"),
        ("OPENED", ActKind::CloseInspection, "SITE_NOT_RECORDED"),
        ("CLEAN", ActKind::OrderRectification, "NOTHING_FOUND"),
        ("CLEAN", ActKind::ServeOrder, "ORDER_NOT_MADE"),
        ("RECORDED", ActKind::ServeOrder, "ORDER_NOT_MADE"),
        ("ORDERED", ActKind::RecordRevisit, "ORDER_NOT_SERVED"),
        ("SERVED", ActKind::CloseInspection, "FINDINGS_UNCORRECTED"),
        ("ORDERED", ActKind::RecordSite, "STEP_PASSED"),
        ("CLOSED", ActKind::ConfirmServiceAddress, "CASE_CLOSED"),
    ] {
        let (reason, ..) = refused(&inspection_at(step), &any_act(kind));
        assert_eq!(reason, expected, "{step} {kind:?}");
    }
}

#[test]
fn what_is_listed_as_allowed_is_what_the_table_knows() {
    let story = penalty_at("REVIEWED");
    let facts = story.facts_for(&any_act(ActKind::ServeNotice));
    let open: Vec<ActKind> = allowed(story.case(), &facts)
        .into_iter()
        .filter_map(|it| it.verdict.is_ok().then_some(it.act))
        .filter(|kind| ActKind::OWN.contains(kind))
        .collect();
    assert_eq!(open, [ActKind::ConfirmServiceAddress, ActKind::ServeNotice]);

    let by_leader = story.facts_for(&any_act(ActKind::Decide));
    let verdicts: BTreeMap<ActKind, Result<(), refusal::Refusal>> =
        allowed(story.case(), &by_leader)
            .into_iter()
            .filter(|it| ActKind::OWN.contains(&it.act))
            .map(|it| (it.act, it.verdict))
            .collect();
    let own = penalty::Step::ACTS
        .iter()
        .filter(|kind| ActKind::OWN.contains(kind));
    assert_eq!(verdicts.len(), own.count() - 1);
    let reason = |kind: ActKind| verdicts[&kind].as_ref().unwrap_err().reason().name;
    assert_eq!(reason(ActKind::ServeNotice), "ROLE_NOT_PERMITTED");
    assert_eq!(reason(ActKind::Decide), "NOTICE_NOT_SERVED");
}
