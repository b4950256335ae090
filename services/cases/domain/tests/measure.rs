//! 行政强制措施: approved before or within twenty-four hours, never longer than the law lets it, and over before the case is.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::measure::{
    Act as Own, Guard, Handling, Holding, MeasureKind, ReleaseGround, Step,
};
use cases_domain::procedure::{Stage, penalty};
use cases_domain::*;
use chrono::{DateTime, Duration, Utc};
use refusal::Refusal;
use world::beside::{URBAN, offer};
use world::force::*;
use world::scene::{Scene, trips};
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, day, direct, inspection_at, lin, morning, penalty_at, subject};

fn instant(at: &str) -> DateTime<Utc> {
    at.parse().unwrap()
}

/// Tries an act at a moment of the story's day.
fn attempt_at(story: &mut Story, now: &str, act: &Act) -> Result<Vec<Event>, Refusal> {
    let now = instant(now);
    story.today = CivilDate::of(now);
    let mut facts = story.facts_for(act);
    facts.now = now;
    let events = decide(story.case.as_ref(), act, &facts)?;
    story.happen(&events);
    Ok(events)
}

fn reason(refused: Result<Vec<Event>, Refusal>) -> &'static str {
    refused.unwrap_err().reason().name
}

/// One of each act.
fn every_act() -> Vec<Act> {
    let (today, now) = (day("2026-04-04"), morning(day("2026-04-04")));
    vec![
        apply(MeasureKind::Seize),
        approve(true),
        approve(false),
        withdraw(),
        implement(now - Duration::minutes(20)),
        at_once(MeasureKind::Seal, now - Duration::minutes(20)),
        freeze(now),
        serve_freeze(today),
        extend(30),
        extend_freeze(30),
        tell_extension(today),
        test("2026-04-04", "2026-04-10", today),
        end_test(today),
        dispose(&[1]),
        handle(Handling::Destroyed, &[]),
        release(ReleaseGround::NoLongerNeeded, &[]),
        release(ReleaseGround::NoLongerNeeded, &[1]),
        give_back(&[1, 2], today),
        unfreeze(ReleaseGround::NoLongerNeeded),
        carry(),
        lapse(),
        expire(),
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
        let mut story = measure_at(step.name());
        story.today = story.today.max(day("2026-04-04"));
        for act in every_act() {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    for step in penalty::Step::ALL {
        // A case that is closed, or not: with no measure at all.
        let mut story = penalty_at(step.name());
        story.today = day("2026-04-04");
        for act in every_act() {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    let kinds = every_act().iter().map(Act::kind).collect::<BTreeSet<_>>();
    assert_eq!(kinds.len(), measure::Kind::ALL.len());
    assert_eq!(
        pairs,
        every_act().len() * (Step::ALL.len() + penalty::Step::ALL.len())
    );
}

macro_rules! contents {
    ($scene:expr, $kind:ident) => {
        match &mut $scene.act {
            Act::Measure(act) => match &mut **act {
                Own::$kind(act) => act,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    };
}

fn of_case<'a>(scene: &'a mut Scene<'_>) -> &'a mut Measure {
    &mut scene.case.as_mut().unwrap().measures[0]
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    use Guard as G;
    let mut tripped = BTreeSet::new();
    let mut trip = |guard: Guard, story: &Story, act: Act, change: &dyn Fn(&mut Scene<'_>)| {
        tripped.insert(trips(
            cases_domain::Guard::Measure(guard),
            story,
            act,
            change,
        ));
    };
    let power_of = |s: &mut Scene<'_>, change: &dyn Fn(&mut CompulsionFacts)| {
        change(s.facts.compulsion.as_mut().unwrap());
    };

    // By what.
    let filed = penalty_at("FILED");
    let seize = || apply(MeasureKind::Seize);
    trip(G::NotDelegated, &filed, seize(), &|s| {
        s.officer().agency = "station".into();
        s.officer().principal = Some(world::AGENCY.into());
    });
    trip(G::PowerListed, &filed, seize(), &|s| {
        power_of(s, &|power| power.item = None);
    });
    trip(G::PowerListed, &filed, seize(), &|s| {
        power_of(s, &|power| {
            power.item.as_mut().unwrap().kind = ItemKind::Penalty;
        });
    });
    trip(G::PowerInForce, &filed, seize(), &|s| {
        power_of(s, &|power| {
            power.item.as_mut().unwrap().basis_in_force = false;
        });
    });
    trip(G::PowerHeld, &filed, seize(), &|s| {
        power_of(s, &|power| {
            power.competence = Some(Competence::Held(vec![subject("other", "其他机关")]));
        });
    });
    trip(G::MeansGiven, &filed, seize(), &|s| {
        power_of(s, &|power| {
            power.means.remove(&Means::Seize);
        });
    });
    trip(G::FreezeByLaw, &filed, apply(MeasureKind::Freeze), &|s| {
        power_of(s, &|power| {
            power.means = Means::UNNAMED.iter().copied().collect();
        });
    });

    // Approval.
    let applied = measure_at("APPLIED");
    trip(G::ApproverNotHandler, &applied, approve(true), &|s| {
        s.case.as_mut().unwrap().handlers.insert("o-wu".into());
    });
    let emergency = measure_at("EMERGENCY");
    trip(G::InTime, &emergency, approve(true), &|s| {
        s.facts.now += Duration::hours(24);
    });
    let mut overdue = emergency.clone();
    overdue.then("2026-03-04");
    trip(G::ApprovalOverdue, &overdue, lapse(), &|s| {
        s.facts.now -= Duration::hours(1);
    });

    // On site.
    let approved = measure_at("APPROVED");
    let soon = morning(approved.today);
    let take = || implement(soon);
    let mut later = approved.clone();
    later.then("2026-03-04");
    trip(G::TakesThings, &later, take(), &|s| {
        of_case(s).kind = MeasureKind::Freeze;
    });
    trip(G::ApprovedBefore, &later, take(), &|s| {
        contents!(s, ImplementMeasure).site.started = soon - Duration::minutes(1);
    });
    trip(G::CertificatesShown, &later, take(), &|s| {
        contents!(s, ImplementMeasure).site.certificates_shown = false;
    });
    trip(G::PartyOrWitness, &later, take(), &|s| {
        contents!(s, ImplementMeasure).site.party_present = false;
    });
    trip(G::ReasonsTold, &later, take(), &|s| {
        contents!(s, ImplementMeasure).site.reasons_told = false;
    });
    trip(G::StatementHeard, &later, take(), &|s| {
        contents!(s, ImplementMeasure).site.heard = false;
    });
    trip(G::RecordSigned, &later, take(), &|s| {
        contents!(s, ImplementMeasure).site.signature.manner = SignatureManner::Refused;
    });
    trip(G::HandedOver, &later, take(), &|s| {
        contents!(s, ImplementMeasure).site.handed_over = false;
    });
    trip(G::InDuplicate, &later, take(), &|s| {
        contents!(s, ImplementMeasure).site.list_copies = 1;
    });
    trip(G::ObjectsRelated, &later, take(), &|s| {
        contents!(s, ImplementMeasure).objects[1].related = false;
    });
    trip(G::NoNecessities, &later, take(), &|s| {
        contents!(s, ImplementMeasure).objects[1].necessity = true;
    });
    trip(G::NotSeizedTwice, &later, take(), &|s| {
        contents!(s, ImplementMeasure).objects[1].seized_elsewhere = true;
    });
    trip(G::TermStated, &later, take(), &|s| {
        of_case(s).kind = MeasureKind::Other;
    });
    trip(G::TermStated, &later, take(), &|s| {
        contents!(s, ImplementMeasure).term_days = Some(90);
    });

    // In force.
    let in_force = measure_at("IN_FORCE");
    trip(G::PeriodRunning, &in_force, extend(30), &|s| {
        s.facts.now += Duration::days(31);
    });
    let mut over = in_force.clone();
    over.then("2026-04-04");
    trip(G::PeriodOver, &over, expire(), &|s| {
        s.facts.now -= Duration::days(1);
    });
    let mut extended = in_force.clone();
    extended.act(&extend(30));
    trip(G::ExtendedOnce, &in_force, extend(10), &|s| {
        of_case(s).extension = extended.case().measures[0].extension.clone();
    });
    trip(G::ExtensionLength, &in_force, extend(30), &|s| {
        contents!(s, ExtendMeasure).days = 31;
    });
    let today = in_force.today;
    trip(G::ExtensionUntold, &extended, tell_extension(today), &|s| {
        of_case(s).extension.as_mut().unwrap().told = Some(direct(today));
    });
    let destroy = || handle(Handling::Destroyed, &[1]);
    trip(G::ExtensionTold, &in_force, destroy(), &|s| {
        of_case(s).extension = extended.case().measures[0].extension.clone();
    });
    let sent = || test("2026-03-05", "2026-03-10", today);
    trip(G::TestingDefinite, &in_force, sent(), &|s| {
        contents!(s, TestObjects).to = day("2026-03-04");
    });
    trip(G::TestingDefinite, &in_force, sent(), &|s| {
        contents!(s, TestObjects).from = day("2026-03-03");
    });
    trip(G::TestingDefinite, &in_force, sent(), &|s| {
        contents!(s, TestObjects).from = day("2026-04-04");
        contents!(s, TestObjects).to = day("2026-04-05");
    });
    let mut tested = in_force.clone();
    tested.act(&sent());
    tested.then("2026-03-08");
    trip(G::TestingOpen, &tested, end_test(day("2026-03-08")), &|s| {
        of_case(s).tests.clear();
    });
    trip(G::TestingOpen, &tested, end_test(day("2026-03-08")), &|s| {
        contents!(s, EndTesting).on = day("2026-03-04");
    });
    trip(G::ObjectsHeld, &in_force, destroy(), &|s| {
        contents!(s, HandleObjects).objects = vec![3];
    });
    trip(G::ObjectsHeld, &in_force, destroy(), &|s| {
        contents!(s, HandleObjects).objects = vec![1, 1];
    });
    trip(G::ObjectsHeld, &in_force, destroy(), &|s| {
        of_case(s).objects[0].holding = Holding::Returned;
    });
    trip(G::ObjectsPerishable, &in_force, dispose(&[1]), &|s| {
        contents!(s, DisposeEarly).objects = vec![2];
    });
    trip(G::ConfiscatedByDecision, &in_force, destroy(), &|s| {
        contents!(s, HandleObjects).handling = Handling::Confiscated;
    });
    let hand_on = || handle(Handling::Transferred, &[1]);
    trip(G::TransferTold, &in_force, hand_on(), &|s| {
        contents!(s, HandleObjects).told = None;
    });
    trip(G::OffsetAllowed, &in_force, destroy(), &|s| {
        contents!(s, HandleObjects).handling = Handling::Offset;
    });
    let free = || release(ReleaseGround::NoLongerNeeded, &[]);
    trip(G::GroundHolds, &in_force, free(), &|s| {
        contents!(s, ReleaseObjects).ground = ReleaseGround::Decided;
    });
    trip(G::GroundHolds, &in_force, free(), &|s| {
        contents!(s, ReleaseObjects).ground = ReleaseGround::Expired;
    });
    let releasing = measure_at("RELEASING");
    let back = || give_back(&[1, 2], releasing.today);
    trip(G::ObjectsReleased, &releasing, back(), &|s| {
        of_case(s).objects[1].holding = Holding::Held;
    });

    // A freeze.
    let mut approved = measure_at("APPLIED");
    approved.case.as_mut().unwrap().measures[0].kind = MeasureKind::Freeze;
    approved.act(&approve(true));
    approved.then("2026-03-04");
    let frozen_now = || freeze(morning(day("2026-03-04")));
    trip(G::TakesDeposit, &approved, frozen_now(), &|s| {
        of_case(s).kind = MeasureKind::Seal;
    });
    trip(G::AmountInvolved, &approved, frozen_now(), &|s| {
        contents!(s, FreezeDeposit).involved = Fen::yuan(4999);
    });
    trip(G::NotFrozenTwice, &approved, frozen_now(), &|s| {
        contents!(s, FreezeDeposit).frozen_elsewhere = true;
    });
    trip(G::BankNotified, &approved, frozen_now(), &|s| {
        contents!(s, FreezeDeposit).bank_notified = false;
    });
    let frozen = measure_at("FROZEN");
    trip(G::FreezeRunning, &frozen, extend_freeze(30), &|s| {
        s.facts.now += Duration::days(31);
    });
    trip(G::FreezeExtendedOnce, &frozen, extend_freeze(30), &|s| {
        of_case(s).extension = extended.case().measures[0].extension.clone();
    });
    trip(G::FreezeExtensionLength, &frozen, extend_freeze(30), &|s| {
        contents!(s, ExtendFreeze).days = 0;
    });
    let lift = || unfreeze(ReleaseGround::NoViolation);
    trip(G::FreezeGroundHolds, &frozen, lift(), &|s| {
        contents!(s, Unfreeze).ground = ReleaseGround::Decided;
    });
    trip(G::ReleaseNotified, &frozen, lift(), &|s| {
        contents!(s, Unfreeze).bank_notified = false;
    });

    // With whom it goes.
    trip(G::ReceiverFollows, &in_force, carry(), &|s| {
        s.facts.linked.as_mut().unwrap().closed = true;
    });
    trip(G::ReceiverFollows, &frozen, carry(), &|s| {
        s.facts.linked.as_mut().unwrap().party = "p-other".into();
    });
    trip(G::ReceiverFollows, &in_force, carry(), &|s| {
        s.facts.linked.as_mut().unwrap().from_case = None;
    });
    trip(G::GoesAlong, &penalty_at("CONCLUDED"), offer(URBAN), &|s| {
        let waits = measure_at("EMERGENCY").case().measures.clone();
        s.case.as_mut().unwrap().measures = waits;
    });

    // What it forbids the case itself.
    let paid = penalty_at("PAID");
    let open = cases_domain::Guard::NoMeasureOpen;
    trips(open, &paid, acts::close_case(), |s| {
        s.case.as_mut().unwrap().measures = in_force.case().measures.clone();
    });
    let corrected = inspection_at("CORRECTED");
    trips(open, &corrected, acts::close_inspection(), |s| {
        s.case.as_mut().unwrap().measures = measure_at("FROZEN").case().measures.clone();
    });

    let every: BTreeSet<_> = Guard::ALL
        .iter()
        .copied()
        .map(cases_domain::Guard::Measure)
        .collect();
    let missing: Vec<_> = every.difference(&tripped).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn an_emergency_on_a_holiday_is_reported_within_twenty_four_hours_that_no_holiday_stops() {
    // Vector HR-01.
    let mut story = Story::on("2026-10-01");
    story.act(&acts::file(day("2026-09-28"), day("2026-09-29")));
    let began = instant("2026-10-01T16:30:00+08:00");
    let seize = at_once(MeasureKind::Seize, began);
    attempt_at(&mut story, "2026-10-01T17:10:00+08:00", &seize).unwrap();
    let clock = DeadlineKind::EmergencyApproval.about(1);
    let report = story.case().running(clock).unwrap();
    assert_eq!(
        report.until,
        Some(instant("2026-10-02T16:30:00+08:00")),
        "hours run through holidays"
    );
    assert_eq!(report.citation.to_string(), "行政强制法第十九条");
    let seizure = story
        .case()
        .running(DeadlineKind::Seizure.about(1))
        .unwrap();
    assert_eq!(seizure.due, day("2026-10-31"));
    let measure = &story.case().measures[0];
    let number = measure.document_number.as_ref().unwrap();
    assert_eq!(number.to_string(), "龙市监查扣〔2026〕1号");
    assert_eq!(measure.step, Step::Emergency);

    let mut late = story.clone();
    attempt_at(&mut story, "2026-10-02T16:30:00+08:00", &approve(true)).unwrap();
    assert_eq!(story.case().measures[0].step, Step::InForce);
    let met = story.case().deadlines.iter().find(|it| it.clock == clock);
    assert_eq!(met.unwrap().state, DeadlineState::Met);

    // A minute later it is for the clock, and all that is left is to give back.
    let refused = attempt_at(&mut late, "2026-10-02T16:31:00+08:00", &approve(true));
    assert_eq!(reason(refused), "EMERGENCY_APPROVAL_LATE");
    let due = due(late.case(), &late.calendar);
    let lapsing = due.iter().find(|due| due.act == lapse()).unwrap();
    assert!(lapsing.at <= instant("2026-10-02T16:31:00+08:00"));
    attempt_at(&mut late, "2026-10-02T16:31:00+08:00", &lapse()).unwrap();
    assert_eq!(late.case().measures[0].step, Step::MustRelease);
    assert_eq!(late.case().running(DeadlineKind::Seizure.about(1)), None);
    let destroyed = late.clone().attempt(&handle(Handling::Destroyed, &[]));
    assert_eq!(reason(destroyed), "STEP_PASSED");
    late.act(&release(ReleaseGround::Expired, &[]));
    late.act(&give_back(&[1, 2], day("2026-10-02")));
    assert_eq!(late.case().measures[0].step, Step::Ended);
    assert_eq!(
        replay(&late.history).unwrap().as_ref(),
        Some(late.case()),
        "the history gives the case"
    );
}

#[test]
fn thirty_days_and_thirty_more_without_the_days_of_testing_and_without_a_roll() {
    let due = |story: &Story| {
        let clock = DeadlineKind::Seizure.about(1);
        story.case().running(clock).unwrap().due
    };
    let seized_on = |on: &str| {
        let mut story = Story::on("2026-01-12");
        story.act(&acts::file(day("2026-01-05"), day("2026-01-06")));
        story.act(&apply(MeasureKind::Seize)).act(&approve(true));
        let began = morning(day(on)) - Duration::minutes(30);
        story.then(on).act(&implement(began));
        story
    };
    // Vectors CD-12 and CD-13: the last day lies within the Spring Festival and stays.
    let mut story = seized_on("2026-01-20");
    assert_eq!(due(&story), day("2026-02-19"));
    story.then("2026-02-14").act(&extend(30));
    assert_eq!(due(&story), day("2026-03-21"));
    let told = story.clone().attempt(&dispose(&[1]));
    assert!(told.is_ok(), "what spoils cannot wait for a letter");
    let untold = story.clone().attempt(&handle(Handling::Destroyed, &[]));
    assert_eq!(reason(untold), "EXTENSION_NOT_TOLD");
    story.act(&tell_extension(day("2026-02-14")));
    story.act(&handle(Handling::Destroyed, &[]));
    assert_eq!(story.case().measures[0].step, Step::Ended);

    // Vector CD-14: fifteen days of testing do not count; those that were not needed do.
    let mut story = seized_on("2026-04-01");
    story.then("2026-04-09");
    story.act(&test("2026-04-10", "2026-04-24", day("2026-04-09")));
    assert_eq!(due(&story), day("2026-05-16"));
    story.then("2026-04-20").act(&end_test(day("2026-04-20")));
    assert_eq!(due(&story), day("2026-05-12"));
    let clock = story
        .case()
        .running(DeadlineKind::Seizure.about(1))
        .unwrap();
    assert_eq!(clock.recounted(&story.calendar).due, clock.due);
}

#[test]
fn what_expires_can_only_be_given_back_and_the_clock_says_so_once() {
    let mut story = measure_at("IN_FORCE");
    story.then("2026-04-03");
    assert_eq!(
        reason(story.attempt(&expire())),
        "MEASURE_NOT_EXPIRED",
        "the last day is the agency's"
    );
    story.then("2026-04-04");
    assert_eq!(
        reason(story.attempt(&handle(Handling::Destroyed, &[]))),
        "MEASURE_EXPIRED",
        "before the clock has noted it, too"
    );
    let dues = due(story.case(), &story.calendar);
    assert_eq!(dues.iter().filter(|it| it.act == expire()).count(), 1);
    story.act(&expire());
    assert!(story.attempt(&expire()).is_err());
    assert_eq!(reason(story.attempt(&extend(30))), "STEP_PASSED");
    // In part, then the rest.
    story.act(&release(ReleaseGround::Expired, &[2]));
    assert_eq!(story.case().measures[0].step, Step::MustRelease);
    story.act(&give_back(&[2], day("2026-04-04")));
    story.act(&release(ReleaseGround::Expired, &[]));
    story.act(&give_back(&[1], day("2026-04-04")));
    assert_eq!(story.case().measures[0].step, Step::Ended);
}

#[test]
fn a_freeze_ends_by_itself_and_its_decision_is_delivered_within_three_working_days() {
    // Vectors WD-19 and CD-15.
    let mut story = Story::on("2026-04-29");
    story.act(&acts::file(day("2026-04-20"), day("2026-04-21")));
    story.act(&apply(MeasureKind::Freeze)).act(&approve(true));
    let frozen = freeze(morning(day("2026-04-30")));
    story.then("2026-04-30").act(&frozen);
    let running = |story: &Story, kind: DeadlineKind| {
        let clock = story.case().running(kind.about(1));
        clock.map(|clock| clock.due)
    };
    assert_eq!(
        running(&story, DeadlineKind::FreezeDelivery),
        Some(day("2026-05-08"))
    );
    story
        .then("2026-05-08")
        .act(&serve_freeze(day("2026-05-08")));
    assert_eq!(running(&story, DeadlineKind::FreezeDelivery), None);
    assert_eq!(
        running(&story, DeadlineKind::Freeze),
        Some(day("2026-05-30"))
    );
    story.act(&extend_freeze(30));
    assert_eq!(
        running(&story, DeadlineKind::Freeze),
        Some(day("2026-06-29"))
    );
    let mut lifted = story.clone();
    lifted.act(&unfreeze(ReleaseGround::NoLongerNeeded));
    assert_eq!(lifted.case().measures[0].step, Step::Ended);
    story.then("2026-06-30").act(&expire());
    assert_eq!(story.case().measures[0].step, Step::Ended);
    assert_eq!(story.case().measures[0].end, "期限届满，由金融机构解除");
    let at_once = at_once(
        MeasureKind::Freeze,
        morning(story.today) - Duration::minutes(30),
    );
    assert_eq!(reason(story.attempt(&at_once)), "MEASURE_IS_A_FREEZE");
}

#[test]
fn goods_are_confiscated_by_the_decision_disposed_of_early_or_go_along_with_the_case() {
    let mut story = measure_at("IN_FORCE");
    story.act(&dispose(&[1]));
    let measure = &story.case().measures[0];
    assert_eq!(measure.objects[0].holding, Holding::Disposed);
    assert_eq!(measure.objects[0].proceeds, Fen::yuan(300));
    let again = story.clone().attempt(&dispose(&[1]));
    assert_eq!(reason(again), "OBJECT_CAN_BE_KEPT");
    story.act(&handle(Handling::Transferred, &[2]));
    assert_eq!(story.case().measures[0].step, Step::InForce);

    let fine = Fen::yuan(3000);
    for (today, act) in [
        ("2026-03-10", acts::conclude(fine)),
        ("2026-03-12", acts::review(ReviewOpinion::Passed)),
        ("2026-03-13", acts::notice(day("2026-03-13"), false)),
        ("2026-03-16", acts::statement(day("2026-03-16"))),
        ("2026-03-17", acts::endorse()),
        ("2026-03-18", acts::decide(fine)),
    ] {
        if today == "2026-03-10" {
            story
                .then("2026-03-09")
                .act(&acts::evidence(day("2026-03-09")));
        }
        story.then(today).act(&act);
    }
    story.act(&handle(Handling::Confiscated, &[]));
    let measure = &story.case().measures[0];
    assert_eq!(measure.step, Step::Ended);
    assert_eq!(measure.objects[0].holding, Holding::Confiscated);
    let seizure = story
        .case()
        .deadlines
        .iter()
        .find(|it| it.kind() == DeadlineKind::Seizure);
    assert_eq!(seizure.unwrap().state, DeadlineState::Met);
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn of_two_approvals_the_second_is_too_late_and_who_seized_does_not_decide() {
    let mut story = measure_at("APPLIED");
    story.act(&approve(true));
    assert_eq!(reason(story.attempt(&approve(false))), "STEP_PASSED");
    let in_force = measure_at("IN_FORCE");
    let handlers = &in_force.case().handlers;
    assert!(handlers.contains(&lin().id) && handlers.contains(&OfficerId::from("o-chen")));
    assert!(!handlers.contains(&OfficerId::from("o-wu")));
}
