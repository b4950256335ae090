//! What measures and executions are to the rest: their clocks with the rule that gives each, whose turn it is, and where a measure
//! goes that outlives its case.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use account::{Act as Money, DecideDeferral, Instalment, RequestDeferral};
use cases_domain::execution::{Obligation, Step as Executing, SuspensionGround};
use cases_domain::measure::{Handling, Holding, MeasureKind, ReleaseGround, Step, received};
use cases_domain::procedure::Stage;
use cases_domain::referral::{Act as ReferralAct, Goods};
use cases_domain::remedy::{Act as RemedyAct, NoteRemedy, Path};
use cases_domain::task::Whom;
use cases_domain::*;
use refusal::Refusal;
use statute::{Limit, limits};
use world::beside::*;
use world::force::*;
use world::{Story, acts, day, inspection_at, morning, penalty_at, text};

fn reason(refused: Result<Vec<Event>, Refusal>) -> &'static str {
    refused.unwrap_err().reason().name
}

fn newest(story: &Story, clock: Clock) -> &Deadline {
    let mut clocks = story.case().deadlines.iter().rev();
    clocks
        .find(|it| it.clock == clock)
        .unwrap_or_else(|| panic!("{clock:?} was never armed"))
}

/// What the case waits for from measures and executions.
fn waits(story: &Story) -> Vec<(&'static str, u32, Whom)> {
    let beside = |act: ActKind| matches!(act, ActKind::Measure(_) | ActKind::Execution(_));
    let tasks = story.case().tasks.iter().filter(|task| beside(task.act));
    tasks
        .map(|task| (task.act.name(), task.about, task.whom))
        .collect()
}

#[test]
fn each_clock_is_armed_with_its_days_and_the_rule_that_gives_them() {
    use DeadlineKind as K;
    let urged = execution_at("URGED");
    let emergency = measure_at("EMERGENCY");
    let frozen = measure_at("FROZEN");
    let rows: [(&Story, K, Limit, &str); 8] = [
        (
            &measure_at("IN_FORCE"),
            K::Seizure,
            limits::SEIZURE,
            "2026-04-03",
        ),
        (
            &emergency,
            K::EmergencyApproval,
            limits::EMERGENCY_COERCION_APPROVAL,
            "2026-03-04",
        ),
        (
            &frozen,
            K::FreezeDelivery,
            limits::FREEZE_DELIVERY,
            "2026-03-09",
        ),
        (&frozen, K::Freeze, limits::FREEZE, "2026-04-03"),
        (&urged, K::Urging, limits::URGING, "2026-05-25"),
        (
            &urged,
            K::CourtApplication,
            limits::COURT_APPLICATION,
            "2026-12-21",
        ),
        (
            &execution_at("SUSPENDED"),
            K::ExecutionSuspension,
            limits::SUSPENSION,
            "2029-05-12",
        ),
        (
            &substitute_urged(),
            K::SubstituteUrging,
            limits::PERFORMANCE_URGING,
            "2026-06-05",
        ),
    ];
    for (story, kind, limit, due) in rows {
        let clock = newest(story, kind.about(1));
        assert_eq!(clock.citation, limit.citation, "{kind:?}");
        assert_eq!(clock.length, length_zh(limit.period), "{kind:?}");
        assert_eq!(clock.due, day(due), "{kind:?}");
        assert!(!clock.provisional, "{kind:?}");
    }
}

#[test]
fn a_clock_is_prolonged_and_left_out_by_the_rule_that_says_so_and_stands_no_longer_than_its_measure()
 {
    let clock = DeadlineKind::Seizure.about(1);
    let mut story = measure_at("IN_FORCE");
    story.then("2026-03-20").act(&extend(30));
    let longer = story.case().running(clock).unwrap();
    assert_eq!(longer.due, day("2026-05-03"));
    assert_eq!(
        longer.extensions[0].citation,
        limits::SEIZURE_EXTENSION.citation
    );
    story.act(&tell_extension(story.today));
    story.act(&test("2026-03-21", "2026-03-30", day("2026-03-20")));
    let tested = story.case().running(clock).unwrap();
    assert_eq!(
        tested.due,
        day("2026-05-13"),
        "ten days of testing do not count"
    );
    assert_eq!(tested.excluded[0].why, "产品质量检验");
    story.act(&handle(Handling::Destroyed, &[]));
    assert_eq!(newest(&story, clock).state, DeadlineState::Met);

    let mut refused = measure_at("EMERGENCY");
    refused.act(&approve(false));
    assert_eq!(newest(&refused, clock).state, DeadlineState::Cancelled);
    let approval = newest(&refused, DeadlineKind::EmergencyApproval.about(1));
    assert_eq!(approval.state, DeadlineState::Met);

    let mut performed = execution_at("URGED");
    performed
        .then("2026-05-12")
        .act(&world::force::performed(day("2026-05-12")));
    let open = performed.case().deadlines.iter().filter(|it| it.is_open());
    let left: Vec<DeadlineKind> = open
        .map(Deadline::kind)
        .filter(|kind| matches!(kind, DeadlineKind::Urging | DeadlineKind::CourtApplication))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_court_is_asked_after_every_remedy_is_over_and_later_where_payment_was_deferred() {
    let mut sued = execution_at("URGED");
    sued.then("2026-08-03")
        .act(&Act::Remedy(RemedyAct::NoteRemedy(NoteRemedy {
            number: 0,
            path: Path::Suit,
            body: text("漳州市龙海区人民法院"),
            reference: text("（2026）闽0604行初12号"),
            claim: text("撤销处罚决定"),
            filed_on: day("2026-08-03"),
            received_on: day("2026-08-03"),
            simplified: false,
        })));
    sued.then("2026-09-21");
    let refusal = sued.attempt(&to_court()).unwrap_err();
    assert_eq!(refusal.reason().name, "REMEDIES_NOT_OVER");

    let mut deferred = penalty_at("SERVED");
    deferred.act(&Act::Account(Money::RequestDeferral(RequestDeferral {
        grounds: text("经营困难"),
        instalments: vec![Instalment {
            due: day("2026-11-30"),
            amount: Fen::yuan(3000),
        }],
    })));
    deferred.act(&Act::Account(Money::DecideDeferral(DecideDeferral {
        number: 1,
        granted: true,
        reasons: text("情况属实"),
    })));
    let on = day("2026-05-11");
    deferred
        .then("2026-05-11")
        .act(&urge(Obligation::Conduct, on, "2026-05-20"));
    let court = newest(&deferred, DeadlineKind::CourtApplication.about(1));
    assert_eq!(
        (court.start, court.nominal),
        (day("2026-11-30"), day("2027-02-28"))
    );
}

#[test]
fn whose_turn_it_is_at_each_step_of_a_measure() {
    for (step, act, whom) in [
        ("APPLIED", "APPROVE_MEASURE", Whom::Leader),
        ("APPROVED", "IMPLEMENT_MEASURE", Whom::Handlers),
        ("EMERGENCY", "APPROVE_MEASURE", Whom::Leader),
        ("IN_FORCE", "HANDLE_OBJECTS", Whom::Leader),
        ("FROZEN", "SERVE_FREEZE_DECISION", Whom::Handlers),
        ("MUST_RELEASE", "RELEASE_OBJECTS", Whom::Leader),
        ("RELEASING", "RETURN_OBJECTS", Whom::Handlers),
    ] {
        assert_eq!(waits(&measure_at(step)), [(act, 1, whom)], "{step}");
    }
    for step in Step::ALL.iter().filter(|step| step.is_final()) {
        assert!(waits(&measure_at(step.name())).is_empty(), "{step:?}");
    }
    let mut story = penalty_at("FILED");
    story.act(&apply(MeasureKind::Freeze)).act(&approve(true));
    assert_eq!(waits(&story), [("FREEZE_DEPOSIT", 1, Whom::Handlers)]);
    let mut served = measure_at("FROZEN");
    served.act(&serve_freeze(served.today));
    assert_eq!(waits(&served), [("UNFREEZE", 1, Whom::Leader)]);
    let mut longer = measure_at("IN_FORCE");
    longer.act(&extend(30));
    assert_eq!(waits(&longer), [("TELL_EXTENSION", 1, Whom::Handlers)]);
}

#[test]
fn whose_turn_it_is_at_each_step_of_an_execution() {
    for (step, act, whom) in [
        ("URGED", "DECIDE_EXECUTION", Whom::Party),
        ("DECIDED", "SERVE_EXECUTION", Whom::Handlers),
        ("SERVED", "CARRY_OUT", Whom::Handlers),
        ("URGED_AGAIN", "CARRY_OUT", Whom::Handlers),
        ("AGREED", "RECORD_PERFORMANCE", Whom::Party),
        ("SUSPENDED", "RESUME_EXECUTION", Whom::Leader),
        ("FILED", "RECORD_COURT_ANSWER", Whom::Outside),
        ("ACCEPTED", "RECORD_COURT_ANSWER", Whom::Outside),
        ("DENIED", "TERMINATE_EXECUTION", Whom::Leader),
        ("GRANTED", "RECORD_PERFORMANCE", Whom::Outside),
        ("CLEARED", "NOTIFY_CLEARED", Whom::Handlers),
    ] {
        assert_eq!(waits(&execution_at(step)), [(act, 1, whom)], "{step}");
    }
    for step in Executing::ALL.iter().filter(|step| step.is_final()) {
        assert!(waits(&execution_at(step.name())).is_empty(), "{step:?}");
    }
    let mut story = penalty_at("SERVED");
    let on = day("2026-05-11");
    story
        .then("2026-05-11")
        .act(&urge(Obligation::Conduct, on, "2026-05-20"));
    story.then("2026-05-25").act(&substitute("2026-06-10"));
    story.act(&serve_execution(story.today));
    assert_eq!(waits(&story), [("URGE_AGAIN", 1, Whom::Handlers)]);
    // What is waited for can be done from where it is waited for.
    for step in Executing::ALL {
        let mut rows = Executing::ROWS.iter();
        let possible = |act| rows.any(|row| row.from == Some(*step) && row.act == act);
        assert!(step.awaits().is_none_or(possible), "{step:?}");
    }
    for step in Step::ALL {
        let mut rows = Step::ROWS.iter();
        let possible = |act| rows.any(|row| row.from == Some(*step) && row.act == act);
        assert!(step.awaits().is_none_or(possible), "{step:?}");
    }
}

/// Carries the first measure of a case into another.
fn carried(giver: &mut Story, receiver: &mut Story) {
    let act = carry();
    let told = {
        let facts = giver.facts_for(&act);
        received(giver.case(), 1, receiver.case(), &facts).unwrap()
    };
    giver.act(&act);
    receiver.happen(&told);
}

#[test]
fn a_measure_of_an_inspection_goes_into_the_penalty_that_follows_and_its_days_go_on() {
    let mut inspection = inspection_at("RECORDED");
    inspection
        .act(&apply(MeasureKind::Seal))
        .act(&approve(true));
    let began = morning(inspection.today);
    inspection.then("2023-11-21").act(&implement(began));
    assert_eq!(
        reason(inspection.attempt(&acts::escalate())),
        "MEASURE_OPEN"
    );
    let clock = DeadlineKind::Seizure.about(1);
    let before = inspection.case().running(clock).unwrap().clone();

    let mut penalty = Story::on("2023-11-24");
    let mut filing = acts::file(day("2023-11-20"), day("2023-11-21"));
    if let Act::FileCase(act) = &mut filing {
        act.from_case = Some(inspection.case().id());
    }
    penalty.act(&filing);
    inspection.then("2023-11-24");
    carried(&mut inspection, &mut penalty);
    assert_eq!(inspection.case().measures[0].step, Step::Carried);
    assert_eq!(inspection.case().running(clock), None);
    inspection.act(&acts::escalate());
    assert_eq!(inspection.step(), "ESCALATED");

    let measure = &penalty.case().measures[0];
    assert_eq!(measure.step, Step::InForce);
    assert_eq!(measure.objects, inspection.case().measures[0].objects);
    let from = measure.from.as_ref().unwrap();
    assert_eq!((from.case, from.number), (inspection.case().id(), 1));
    let running = penalty.case().running(clock).unwrap();
    assert_eq!((running.start, running.due), (before.start, before.due));
    assert_eq!(running.citation, before.citation);
    for officer in &measure.officers {
        assert!(penalty.case().handlers.contains(&officer.id));
    }
    for story in [&inspection, &penalty] {
        assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
    }
    // It ends here on the day on which it would have ended there.
    penalty.then("2023-12-22");
    let dues = due(penalty.case(), &penalty.calendar);
    assert!(dues.iter().any(|it| it.act == expire()));
}

#[test]
fn the_receiving_case_is_not_closed_while_the_measure_is_open_and_numbers_it_after_its_own() {
    let mut giver = measure_at("IN_FORCE");
    giver.act(&extend(30));
    giver.act(&tell_extension(giver.today));
    giver.act(&test("2026-03-05", "2026-03-08", giver.today));
    let before = giver
        .case()
        .running(DeadlineKind::Seizure.about(1))
        .unwrap();
    let before = before.clone();
    let mut own = measure_at("IN_FORCE");
    carried(&mut giver.clone(), &mut own);
    assert_eq!(own.case().measures[1].number, 2);
    let second = own.case().running(DeadlineKind::Seizure.about(2)).unwrap();
    assert_eq!(second.due, before.due);
    assert_eq!(second.extensions, before.extensions);
    assert_eq!(second.excluded, before.excluded);

    let mut paid = penalty_at("PAID");
    carried(&mut giver, &mut paid);
    let refused = paid.attempt(&acts::close_case());
    assert_eq!(reason(refused), "MEASURE_OPEN");
    paid.act(&release(ReleaseGround::Decided, &[]));
    paid.act(&give_back(&[1, 2], paid.today));
    paid.act(&acts::close_case());
    assert_eq!(paid.step(), "CLOSED");
    assert!(giver.attempt(&carry()).is_err(), "it goes once");
}

#[test]
fn what_is_seized_goes_to_the_agency_that_takes_the_case_over() {
    let mut sender = measure_at("IN_FORCE");
    let clock = DeadlineKind::Seizure.about(1);
    let before = sender.case().running(clock).unwrap().clone();
    sender.then("2026-03-10").act(&offer(URBAN));
    let act = accept(sender.case());
    let receiver = {
        let facts = sender.facts_for(&act);
        let Act::Handover(handover::Act::AcceptHandover(accepted)) = &act else {
            panic!("an acceptance")
        };
        let events = handover::succeed(sender.case(), accepted, &facts).unwrap();
        replay(&events).unwrap().unwrap()
    };
    sender.act(&act);
    assert_eq!(sender.step(), "TRANSFERRED");
    let given = &sender.case().measures[0];
    assert_eq!(given.step, Step::Carried);
    let to = given.to.as_ref().unwrap();
    assert_eq!((to.case, &to.agency.id), (receiver.id(), &URBAN.into()));

    let taken = &receiver.measures[0];
    assert_eq!(
        (taken.step, &taken.objects),
        (Step::InForce, &given.objects)
    );
    assert_eq!(
        taken.from.as_ref().unwrap().agency,
        sender.case().opening.agency
    );
    let running = receiver.running(clock).unwrap();
    assert_eq!((running.start, running.due), (before.start, before.due));

    // What waits for its approval does not change hands.
    let mut waiting = measure_at("EMERGENCY");
    assert_eq!(
        reason(waiting.attempt(&offer(URBAN))),
        "MEASURE_CANNOT_GO_ALONG"
    );
}

#[test]
fn goods_that_the_police_take_over_leave_their_measure_and_the_case_may_end() {
    let on = day("2026-03-12");
    let goods = |names: &[&str]| {
        let Act::Referral(ReferralAct::HandOverGoods(mut act)) = hand_over_goods(Some(on), on)
        else {
            panic!("a hand-over")
        };
        act.goods = names
            .iter()
            .map(|name| Goods {
                name: text(name),
                quantity: text("120袋"),
                measure_number: 1,
            })
            .collect();
        Act::Referral(ReferralAct::HandOverGoods(act))
    };
    let mut story = measure_at("IN_FORCE");
    story.act(&report());
    for (today, act) in [
        ("2026-03-05", decide_referral(true)),
        ("2026-03-06", transfer(day("2026-03-06"))),
        ("2026-03-06", receipt(day("2026-03-06"))),
        ("2026-03-09", police_answer(true, day("2026-03-09"))),
    ] {
        story.then(today).act(&act);
    }
    story.then("2026-03-12");
    let unknown = story.attempt(&goods(&["伪劣食品"]));
    assert_eq!(reason(unknown), "GOODS_NOT_HELD");

    let mut part = story.clone();
    part.act(&goods(&["包装袋"]));
    let measure = &part.case().measures[0];
    assert_eq!(measure.objects[1].holding, Holding::Transferred);
    assert_eq!(measure.step, Step::InForce);
    assert_eq!(reason(part.attempt(&close_transferred())), "MEASURE_OPEN");

    story.act(&goods(&["标签不合格糕点", "包装袋"]));
    assert_eq!(story.case().measures[0].step, Step::Ended);
    let period = newest(&story, DeadlineKind::Seizure.about(1));
    assert_eq!(
        (period.state, period.settled_on),
        (DeadlineState::Met, Some(on))
    );
    story.act(&close_transferred());
    assert_eq!(story.step(), "TRANSFERRED");
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn three_years_stand_only_for_inability() {
    let mut story = execution_at("URGED");
    story.act(&suspend(SuspensionGround::Inability, false));
    let clock = DeadlineKind::ExecutionSuspension.about(1);
    assert_eq!(
        story.case().running(clock),
        None,
        "it would harm somebody to give up"
    );
    let mut harmless = execution_at("URGED");
    let began = harmless.today;
    harmless.act(&suspend(SuspensionGround::Inability, true));
    assert_eq!(harmless.case().running(clock).unwrap().start, began);
    let later = harmless.today.add_days(30);
    harmless.today = later;
    harmless.act(&resume());
    assert_eq!(newest(&harmless, clock).state, DeadlineState::Cancelled);
}

#[test]
fn what_may_be_done_is_listed_with_the_measure_it_is_about() {
    let story = measure_at("EMERGENCY");
    let facts = story.facts_for(&approve(true));
    let listed: Vec<(&str, u32, bool)> = allowed(story.case(), &facts)
        .iter()
        .filter(|it| matches!(it.act, ActKind::Measure(_)))
        .filter(|it| it.about == 0 || it.verdict.is_ok())
        .map(|it| (it.act.name(), it.about, it.verdict.is_ok()))
        .collect();
    assert_eq!(
        listed,
        [
            ("APPLY_FOR_MEASURE", 0, false),
            ("IMPLEMENT_AT_ONCE", 0, false),
            ("APPROVE_MEASURE", 1, true)
        ]
    );
}

#[test]
fn an_inspection_has_measures_too() {
    let mut story = inspection_at("RECORDED");
    story.act(&apply(MeasureKind::Seal)).act(&approve(true));
    let began = morning(story.today);
    story.then("2023-11-21").act(&implement(began));
    assert_eq!(story.case().measures[0].step, Step::InForce);
    let measure = &story.case().measures[0];
    assert_eq!(measure.objects[1].name, text("包装袋"));
    let confiscated = story.attempt(&handle(Handling::Confiscated, &[]));
    assert_eq!(reason(confiscated), "CONFISCATION_NOT_DECIDED");
}
