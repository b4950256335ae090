//! 行政强制执行: urged first, by day and on working days, by the agency that has the power or by the court within its window.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::execution::{
    Act as Own, Answer, Guard, Kind, Obligation, Step, SuspensionGround, TerminationGround,
};
use cases_domain::measure::{Handling, MeasureKind};
use cases_domain::procedure::{Stage, penalty};
use cases_domain::*;
use chrono::Duration;
use refusal::Refusal;
use world::force::*;
use world::scene::{Scene, trips};
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table, reachable};
use world::{Story, acts, day, morning, penalty_at, subject};

fn reason(refused: Result<Vec<Event>, Refusal>) -> &'static str {
    refused.unwrap_err().reason().name
}

/// One of each act.
fn every_act() -> Vec<Act> {
    let today = day("2026-09-24");
    let now = morning(today);
    vec![
        urge(Obligation::Money, today, "2026-09-30"),
        urge(Obligation::Conduct, today, "2026-09-30"),
        respond(true, today),
        respond(false, today),
        execute(Means::Transfer),
        substitute("2026-10-20"),
        serve_execution(today),
        urge_again(today),
        carry_out(now - Duration::minutes(20), false),
        carry_out(now - Duration::minutes(20), true),
        clear(now, true),
        clear(now, false),
        notify_cleared(today),
        agree(&[("2026-10-30", 3900)], Fen::ZERO, ""),
        break_agreement(),
        suspend(SuspensionGround::Inability, true),
        resume(),
        terminate(TerminationGround::Other),
        to_court(),
        answer(Answer::Accepted, today),
        answer(Answer::Granted, today),
        answer(Answer::Refused, today),
        performed(today),
        give_up(),
    ]
}

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

#[test]
fn every_pair_of_steps_and_act_moves_or_is_refused() {
    let mut pairs = 0;
    for step in Step::ALL {
        let mut story = execution_at(step.name());
        story.today = story.today.max(day("2026-09-24"));
        for act in every_act() {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    for step in penalty::Step::ALL {
        let mut story = penalty_at(step.name());
        story.today = day("2026-09-24");
        for act in every_act() {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    let kinds = every_act().iter().map(Act::kind).collect::<BTreeSet<_>>();
    assert_eq!(kinds.len(), Kind::ALL.len());
    assert_eq!(
        pairs,
        every_act().len() * (Step::ALL.len() + penalty::Step::ALL.len())
    );
}

macro_rules! contents {
    ($scene:expr, $kind:ident) => {
        match &mut $scene.act {
            Act::Execution(act) => match &mut **act {
                Own::$kind(act) => act,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    };
}

fn of_case<'a>(scene: &'a mut Scene<'_>) -> &'a mut Execution {
    &mut scene.case.as_mut().unwrap().executions[0]
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    use Guard as G;
    let mut tripped = BTreeSet::new();
    let mut trip = |guard: Guard, story: &Story, act: Act, change: &dyn Fn(&mut Scene<'_>)| {
        tripped.insert(trips(
            cases_domain::Guard::Execution(guard),
            story,
            act,
            change,
        ));
    };
    let power_of = |s: &mut Scene<'_>, change: &dyn Fn(&mut CompulsionFacts)| {
        change(s.facts.compulsion.as_mut().unwrap());
    };

    // Urging.
    let mut overdue = penalty_at("SERVED");
    overdue.then("2026-05-11");
    let today = overdue.today;
    let money = || urge(Obligation::Money, today, "2026-05-20");
    trip(G::DecisionServed, &overdue, money(), &|s| {
        s.penalty().decision_service = None;
    });
    trip(G::DecisionServed, &overdue, money(), &|s| {
        let revoked = penalty_at("REVOKED");
        s.penalty().revocation = revoked.case().penalty().unwrap().revocation.clone();
    });
    trip(G::Overdue, &overdue, money(), &|s| {
        contents!(s, Urge).service.on = day("2026-04-03");
    });
    trip(
        G::Overdue,
        &overdue,
        urge(Obligation::Conduct, today, "2026-05-20"),
        &|s| contents!(s, Urge).overdue_since = Some(today),
    );
    trip(G::OneAtATime, &overdue, money(), &|s| {
        s.case.as_mut().unwrap().executions = execution_at("URGED").case().executions.clone();
    });
    trip(G::UrgingTerm, &overdue, money(), &|s| {
        contents!(s, Urge).until = today;
    });
    trip(G::UrgingAmount, &overdue, money(), &|s| {
        contents!(s, Urge).principal = Fen::yuan(3001);
    });
    trip(G::UrgingAmount, &overdue, money(), &|s| {
        contents!(s, Urge).late_fine = Fen::yuan(3001);
    });
    trip(G::UrgingRights, &overdue, money(), &|s| {
        contents!(s, Urge).rights_told = false;
    });

    // The decision.
    let mut urged = execution_at("URGED");
    urged.then("2026-05-25");
    let transfer = || execute(Means::Transfer);
    trip(G::DeciderNotHandler, &urged, transfer(), &|s| {
        s.case.as_mut().unwrap().handlers.insert("o-wu".into());
    });
    trip(G::NotDelegated, &urged, transfer(), &|s| {
        s.officer().agency = "station".into();
        s.officer().principal = Some(world::AGENCY.into());
    });
    trip(G::PowerListed, &urged, transfer(), &|s| {
        power_of(s, &|power| power.item = None);
    });
    trip(G::PowerInForce, &urged, transfer(), &|s| {
        power_of(s, &|power| {
            power.item.as_mut().unwrap().basis_in_force = false;
        });
    });
    trip(G::PowerHeld, &urged, transfer(), &|s| {
        power_of(s, &|power| {
            power.competence = Some(Competence::Held(vec![subject("other", "其他机关")]));
        });
    });
    trip(G::MeansGiven, &urged, transfer(), &|s| {
        power_of(s, &|power| {
            power.means = Means::UNNAMED.iter().copied().collect();
        });
    });
    trip(G::MeansFit, &urged, transfer(), &|s| {
        contents!(s, DecideExecution).means = Means::Restore;
    });
    trip(G::UrgingOver, &urged, transfer(), &|s| {
        of_case(s).urging.as_mut().unwrap().until = day("2026-05-25");
    });
    trip(G::LateFineThirtyDays, &urged, transfer(), &|s| {
        // Vector CD-26: the thirtieth day is not over thirty days.
        for clock in &mut s.case.as_mut().unwrap().deadlines {
            if clock.kind() == DeadlineKind::Payment {
                clock.due = day("2026-04-25");
            }
        }
    });
    let owed = |on: &str| {
        let mut story = penalty_at("SERVED");
        story
            .then("2026-05-11")
            .act(&urge(Obligation::Conduct, day("2026-05-11"), "2026-05-20"));
        story.then(on);
        story
    };
    let late = owed("2026-09-21");
    trip(G::DemolitionRipe, &late, execute(Means::Demolish), &|s| {
        contents!(s, DecideExecution).announced_on = None;
    });
    trip(G::DemolitionRipe, &late, execute(Means::Demolish), &|s| {
        s.facts.now -= Duration::days(1);
    });
    let conduct = owed("2026-05-25");
    let other = || substitute("2026-06-10");
    trip(G::ConductOwed, &conduct, other(), &|s| {
        of_case(s).obligation = Obligation::Money;
    });
    trip(G::PerformerDisinterested, &conduct, other(), &|s| {
        contents!(s, DecideSubstitute).substitute.disinterested = false;
    });
    trip(G::BudgetStated, &conduct, other(), &|s| {
        contents!(s, DecideSubstitute).substitute.budget = Fen::ZERO;
    });

    // Carrying it out.
    let mut served = owed("2026-05-25");
    served.act(&other());
    served.then("2026-06-05");
    served.act(&serve_execution(day("2026-06-05")));
    let again = || urge_again(day("2026-06-05"));
    trip(G::AnotherPerforms, &served, again(), &|s| {
        of_case(s).decision.as_mut().unwrap().means = Means::Restore;
    });
    trip(G::ThreeDaysBefore, &served, again(), &|s| {
        let decision = of_case(s).decision.as_mut().unwrap();
        decision.substitute.as_mut().unwrap().on = day("2026-06-09");
    });
    let mut transferred = execution_at("SERVED");
    transferred.then("2026-05-27");
    let start = morning(day("2026-05-27")) - Duration::minutes(30);
    let carry = || carry_out(start, true);
    trip(G::AgencyPerforms, &transferred, carry(), &|s| {
        of_case(s).decision.as_mut().unwrap().means = Means::Substitute;
    });
    trip(G::NotAtNight, &transferred, carry(), &|s| {
        s.facts.night = Night {
            from_hour: 9,
            to_hour: 10,
        };
    });
    transferred.then("2026-06-20");
    let workday = morning(day("2026-06-18"));
    trip(
        G::NotOnHoliday,
        &transferred,
        carry_out(workday, true),
        &|s| {
            contents!(s, CarryOut).started = morning(day("2026-06-19")) - Duration::minutes(30);
            contents!(s, CarryOut).ended = morning(day("2026-06-19"));
        },
    );
    trip(
        G::UtilitiesKept,
        &transferred,
        carry_out(workday, true),
        &|s| {
            contents!(s, CarryOut).cuts_utilities = true;
        },
    );
    trip(
        G::RecordSigned,
        &transferred,
        carry_out(workday, true),
        &|s| {
            contents!(s, CarryOut).signature.manner = SignatureManner::Absent;
        },
    );
    let mut performing = substitute_urged();
    performing.then("2026-06-10");
    let ready = morning(day("2026-06-10")) - Duration::minutes(30);
    trip(
        G::PerformanceDay,
        &performing,
        carry_out(ready, true),
        &|s| {
            let decision = of_case(s).decision.as_mut().unwrap();
            decision.substitute.as_mut().unwrap().on = day("2026-06-11");
        },
    );
    trip(
        G::OfficialPresent,
        &performing,
        carry_out(ready, true),
        &|s| {
            contents!(s, CarryOut).official_present = false;
        },
    );
    let now = morning(overdue.today);
    trip(G::PartyCannotClear, &overdue, clear(now, true), &|s| {
        contents!(s, ClearAtOnce).party_cannot = false;
    });

    // Agreement, suspension, end.
    let urged_now = execution_at("URGED");
    let agreed = || {
        agree(
            &[("2026-05-31", 1000), ("2026-06-30", 2000)],
            Fen::yuan(900),
            "已召回",
        )
    };
    trip(G::AgreementHarmless, &urged_now, agreed(), &|s| {
        contents!(s, MakeAgreement).harmless = false;
    });
    trip(G::ReductionAfterRemedy, &urged_now, agreed(), &|s| {
        contents!(s, MakeAgreement).remedy.clear();
    });
    trip(G::ReductionAfterRemedy, &urged_now, agreed(), &|s| {
        contents!(s, MakeAgreement).reduction = Fen::yuan(901);
    });
    trip(G::StagesCover, &urged_now, agreed(), &|s| {
        contents!(s, MakeAgreement).stages[1].amount = Fen::yuan(1999);
    });
    trip(G::StagesCover, &urged_now, agreed(), &|s| {
        contents!(s, MakeAgreement).stages[0].due = day("2026-05-10");
    });
    let suspended = execution_at("SUSPENDED");
    trip(G::ThreeYearsNotOver, &suspended, resume(), &|s| {
        s.facts.now += Duration::days(1096);
    });
    let mut three_years = suspended.clone();
    three_years.then("2029-05-12");
    trip(G::ThreeYearsOver, &three_years, give_up(), &|s| {
        s.facts.now -= Duration::days(1);
    });
    trip(
        G::TerminationGround,
        &urged_now,
        terminate(TerminationGround::Other),
        &|s| contents!(s, TerminateExecution).ground = TerminationGround::DecisionRevoked,
    );

    // The court.
    let mut ripe = execution_at("URGED");
    ripe.then("2026-09-21");
    trip(G::RemediesOver, &ripe, to_court(), &|s| {
        s.facts.now -= Duration::days(1);
    });
    trip(G::UrgedTenDays, &ripe, to_court(), &|s| {
        of_case(s).urging.as_mut().unwrap().service.on = day("2026-09-10");
    });
    ripe.then("2026-12-21");
    trip(G::InCourtTime, &ripe, to_court(), &|s| {
        s.facts.now += Duration::days(1);
    });
    trip(G::FileComplete, &ripe, to_court(), &|s| {
        contents!(s, ApplyToCourt).file_complete = false;
    });
    trip(G::ApplicationSigned, &ripe, to_court(), &|s| {
        contents!(s, ApplyToCourt).signed = false;
    });

    let filed = execution_at("FILED");
    let accepted = || answer(Answer::Accepted, filed.today);
    trip(G::AnswerInOrder, &filed, accepted(), &|s| {
        contents!(s, RecordCourtAnswer).answer = Answer::Granted;
    });

    // What it forbids the case itself.
    trips(
        cases_domain::Guard::NoExecutionOpen,
        &penalty_at("PAID"),
        acts::close_case(),
        |s| {
            s.case.as_mut().unwrap().executions = urged_now.case().executions.clone();
        },
    );

    let every: BTreeSet<_> = Guard::ALL
        .iter()
        .copied()
        .map(cases_domain::Guard::Execution)
        .collect();
    let missing: Vec<_> = every.difference(&tripped).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn nothing_is_decided_carried_out_or_asked_of_the_court_before_the_party_was_urged() {
    let urge = ActKind::Execution(Kind::Urge);
    let unurged = reachable::<Step>(None, |row| row.act != urge);
    assert_eq!(
        unurged.into_iter().collect::<Vec<_>>(),
        [Step::Cleared, Step::Done],
        "only a public way is cleared at once, and that decides nothing else"
    );
    // Nor does a way lead from the urging to performance by another past the second urging.
    let again = ActKind::Execution(Kind::UrgeAgain);
    let once = reachable(Some(Step::Urged), |row| row.act != again);
    assert!(!once.contains(&Step::UrgedAgain));
    for row in Step::ROWS {
        let carried = row.act == ActKind::Execution(Kind::CarryOut);
        let own = cases_domain::Guard::Execution(Guard::AgencyPerforms);
        if carried && row.from == Some(Step::Served) {
            assert!(row.guards().any(|guard| *guard == own));
        }
    }
}

#[test]
fn the_court_is_asked_within_its_window() {
    let mut story = penalty_at("SERVED");
    // Served on 2026-03-19: suit until 2026-09-20, a Sunday that is worked.
    let urging = urge(Obligation::Money, day("2026-09-10"), "2026-09-18");
    story.then("2026-09-10").act(&urging);
    let clock = |kind: DeadlineKind| story.case().running(kind.about(1)).unwrap().clone();
    assert_eq!(clock(DeadlineKind::Urging).due, day("2026-09-23"));
    let court = clock(DeadlineKind::CourtApplication);
    assert_eq!(
        (court.start, court.due),
        (day("2026-09-20"), day("2026-12-21"))
    );
    story.then("2026-09-19");
    assert_eq!(reason(story.attempt(&to_court())), "REMEDIES_NOT_OVER");
    story.then("2026-09-23");
    assert_eq!(
        reason(story.attempt(&to_court())),
        "URGED_LESS_THAN_TEN_DAYS"
    );
    story.then("2026-12-22");
    assert_eq!(
        reason(story.clone().attempt(&to_court())),
        "COURT_TIME_OVER"
    );
    story.then("2026-09-24").act(&to_court());
    let filed = story.case().executions[0].court.clone().unwrap();
    assert_eq!(
        filed.document_number.unwrap().to_string(),
        "龙市监申执〔2026〕1号"
    );
    story
        .then("2026-09-28")
        .act(&answer(Answer::Refused, day("2026-09-28")));
    story
        .then("2026-10-14")
        .act(&answer(Answer::Accepted, day("2026-10-14")));
    story.act(&answer(Answer::Granted, day("2026-10-14")));
    story.act(&performed(day("2026-10-14")));
    let execution = &story.case().executions[0];
    assert_eq!(execution.step, Step::Done);
    assert_eq!(execution.court.as_ref().unwrap().answers.len(), 3);
    let own = |clock: &&Deadline| clock.clock.about == 1 && clock.is_open();
    assert_eq!(story.case().deadlines.iter().filter(own).count(), 0);
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn at_night_and_on_holidays_only_an_emergency_is_carried_out() {
    let mut story = execution_at("SERVED");
    story.then("2026-06-22");
    let at = |text: &str| text.parse().unwrap();
    let tried = |started: &str, emergency: &str| {
        let Act::Execution(mut act) = carry_out(at(started), true) else {
            unreachable!()
        };
        if let Own::CarryOut(act) = &mut *act {
            emergency.clone_into(&mut act.emergency);
        }
        story.clone().attempt(&Act::Execution(act))
    };
    assert_eq!(
        reason(tried("2026-06-11T21:50:00+08:00", "")),
        "EXECUTION_AT_NIGHT"
    );
    assert_eq!(
        reason(tried("2026-06-12T05:30:00+08:00", "")),
        "EXECUTION_AT_NIGHT"
    );
    // 端午节, and the Saturday within it.
    assert_eq!(
        reason(tried("2026-06-19T09:00:00+08:00", "")),
        "EXECUTION_ON_HOLIDAY"
    );
    assert_eq!(
        reason(tried("2026-06-20T09:00:00+08:00", "")),
        "EXECUTION_ON_HOLIDAY"
    );
    assert!(tried("2026-06-19T23:00:00+08:00", "堤坝告急").is_ok());
    assert!(
        tried("2026-06-13T09:00:00+08:00", "").is_ok(),
        "an ordinary Saturday is no statutory holiday"
    );
}

#[test]
fn an_agreement_that_is_not_kept_brings_the_execution_back_to_where_it_stood() {
    let stages = [("2026-05-31", 1000), ("2026-06-30", 2000)];
    let mut story = execution_at("URGED");
    // Vector LF-12: the late fine may be waived after remedial steps, the fine may not.
    story.act(&agree(&stages, Fen::yuan(900), "已召回全部问题产品"));
    story.then("2026-06-01").act(&break_agreement());
    assert_eq!(story.case().executions[0].step, Step::Urged);
    story.act(&execute(Means::Transfer));
    story
        .then("2026-06-02")
        .act(&serve_execution(day("2026-06-02")));
    story.act(&suspend(SuspensionGround::ThirdParty, true));
    let clock = DeadlineKind::ExecutionSuspension.about(1);
    assert_eq!(
        story.case().running(clock),
        None,
        "only inability ends in three years"
    );
    story.then("2026-07-01").act(&resume());
    assert_eq!(story.case().executions[0].step, Step::Served);
    story.then("2026-07-02");
    let start = morning(day("2026-07-02")) - Duration::minutes(30);
    story
        .act(&carry_out(start, false))
        .act(&carry_out(start, true));
    assert_eq!(story.case().executions[0].step, Step::Done);
}

#[test]
fn three_years_of_inability_end_it_for_good() {
    // Vector CD-27.
    let mut story = execution_at("SUSPENDED");
    let clock = DeadlineKind::ExecutionSuspension.about(1);
    assert_eq!(story.case().running(clock).unwrap().due, day("2029-05-12"));
    story.then("2029-05-13");
    let dues = due(story.case(), &story.calendar);
    assert!(dues.iter().any(|it| it.act == give_up()));
    story.act(&give_up());
    assert_eq!(story.case().executions[0].step, Step::GivenUp);
    let settled = story.case().deadlines.iter().find(|it| it.clock == clock);
    assert_eq!(settled.unwrap().state, DeadlineState::Passed);
}

#[test]
fn another_performs_after_a_second_urging_under_the_eyes_of_an_official() {
    // Vector WD-17: for 2026-05-12 the party is urged by 05-08.
    let mut story = penalty_at("SERVED");
    story.then("2026-04-20");
    story.act(&urge(Obligation::Conduct, day("2026-04-20"), "2026-04-28"));
    story.then("2026-04-29").act(&substitute("2026-05-12"));
    let clock = DeadlineKind::SubstituteUrging.about(1);
    assert_eq!(story.case().running(clock).unwrap().due, day("2026-05-08"));
    story
        .then("2026-05-09")
        .act(&serve_execution(day("2026-05-09")));
    let late = story.clone().attempt(&urge_again(day("2026-05-09")));
    assert_eq!(reason(late), "SECOND_URGING_TOO_LATE");
    let direct = story.attempt(&carry_out(morning(day("2026-05-08")), true));
    assert_eq!(reason(direct), "SECOND_URGING_MISSING");
    let decision = story.case().executions[0].decision.as_ref().unwrap();
    let number = decision.document_number.as_ref().unwrap();
    assert_eq!(number.to_string(), "龙市监代履〔2026〕1号");
}

#[test]
fn a_public_way_is_cleared_at_once_and_an_absent_party_is_told_afterwards() {
    let mut story = penalty_at("FILED");
    let now = morning(story.today);
    story.act(&clear(now, false));
    assert_eq!(story.case().executions[0].step, Step::Cleared);
    story.act(&notify_cleared(story.today));
    story.act(&clear(now, true));
    let steps: Vec<Step> = story.case().executions.iter().map(|it| it.step).collect();
    assert_eq!(steps, [Step::Done, Step::Done]);
}

#[test]
fn seized_goods_are_sold_against_the_fine_only_after_urging_and_when_no_remedy_was_used() {
    let mut story = penalty_at("SERVED");
    story.then("2026-08-24");
    story.act(&apply(MeasureKind::Seize)).act(&approve(true));
    let began = morning(story.today);
    story.then("2026-08-25").act(&implement(began));
    let offset = handle(Handling::Offset, &[]);
    assert_eq!(reason(story.attempt(&offset)), "OFFSET_NOT_ALLOWED");
    story.act(&urge(Obligation::Money, day("2026-08-25"), "2026-09-08"));
    story.then("2026-09-18");
    assert_eq!(reason(story.clone().attempt(&offset)), "OFFSET_NOT_ALLOWED");
    story.then("2026-09-21").act(&offset);
    assert_eq!(story.case().measures[0].end, "拍卖抵缴罚款");
}
