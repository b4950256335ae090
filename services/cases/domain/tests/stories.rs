//! Whole cases, from the first act to the last.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use cases_domain::*;
use world::{Story, acts, day, inspection_at, penalty_at, summary_at};

fn states(story: &Story) -> Vec<(&'static str, DeadlineState)> {
    let deadlines = story.case().deadlines.iter();
    deadlines
        .map(|deadline| (deadline.kind().name(), deadline.state))
        .collect()
}

#[test]
fn the_gas_inspection_of_shima_goes_from_three_hazards_to_its_end() {
    let mut story = Story::inspection("2023-11-20");
    let hazards = ["未配置灭火器", "燃气软管不合格", "未安装燃气泄漏报警装置"];
    story
        .act(&acts::open_inspection(day("2023-11-20")))
        .act(&acts::approve(true))
        .act(&acts::inspection_notice(day("2023-11-20")))
        .act(&acts::record_site(day("2023-11-20"), &hazards))
        .act(&acts::order(day("2023-11-30")))
        .act(&acts::confirm_address(day("2023-11-20")))
        .act(&Act::ServeOrder(acts::by_email(day("2023-11-20"))));
    assert_eq!(
        story.running(DeadlineKind::Rectification).due,
        day("2023-11-30")
    );

    // Two of three: it stays, and cannot be closed.
    story
        .then("2023-11-27")
        .act(&acts::revisit(day("2023-11-27"), &[(1, true), (2, true)]));
    assert_eq!(story.step(), "SERVED");
    let refusal = story.attempt(&acts::close_inspection()).unwrap_err();
    assert_eq!(refusal.reason().name, "FINDINGS_UNCORRECTED");

    story
        .then("2023-11-30")
        .act(&acts::revisit(day("2023-11-30"), &[(3, true)]));
    assert_eq!(story.step(), "CORRECTED");
    story.act(&acts::close_inspection());
    assert!(story.case().is_closed());
    assert_eq!(
        states(&story),
        [
            ("RECTIFICATION", DeadlineState::Met),
            ("PUBLICITY", DeadlineState::Open)
        ]
    );
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn an_inspection_that_finds_nothing_may_be_closed() {
    let mut story = inspection_at("CLEAN");
    story.act(&acts::close_inspection());
    assert!(story.case().is_closed());
}

#[test]
fn a_late_correction_is_a_correction_but_not_in_time() {
    let mut story = inspection_at("SERVED");
    story
        .then("2023-12-01")
        .act(&acts::revisit(day("2023-12-01"), &[(1, true), (2, true)]));
    assert_eq!(story.step(), "CORRECTED");
    assert_eq!(states(&story), [("RECTIFICATION", DeadlineState::Passed)]);
}

#[test]
fn an_ordinary_penalty_arms_and_meets_its_clocks() {
    let mut story = penalty_at("PAID");
    assert_eq!(
        story.running(DeadlineKind::Publicity).due,
        day("2026-03-27")
    );
    assert_eq!(story.running(DeadlineKind::Closing).due, day("2026-04-16"));
    story.then("2026-03-26").act(&acts::close_case());
    assert_eq!(
        states(&story),
        [
            ("DECISION", DeadlineState::Met),
            ("LEGAL_REVIEW", DeadlineState::Met),
            ("STATEMENT", DeadlineState::Met),
            ("DECISION_SERVICE", DeadlineState::Met),
            // Closing does not end the duties to publish and to report.
            ("PUBLICITY", DeadlineState::Open),
            ("CREDIT_REPORT", DeadlineState::Open),
            ("PAYMENT", DeadlineState::Met),
            ("REVIEW_APPLICATION", DeadlineState::Open),
            ("SUIT", DeadlineState::Open),
            ("CLOSING", DeadlineState::Met),
        ]
    );
    let clock = Act::PassDeadline(DeadlineKind::Publicity.into());
    assert!(
        story.clone().attempt(&clock).is_err(),
        "not before its last day is over"
    );
    story.then("2026-03-28").act(&clock);
    assert!(story.case().is_closed());
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn a_returned_case_goes_back_to_inquiry_and_through_review_again() {
    let mut story = penalty_at("CONCLUDED");
    story.act(&acts::review(ReviewOpinion::Returned));
    assert_eq!(story.step(), "FILED");
    story
        .act(&acts::evidence(story.today))
        .act(&acts::conclude(Fen::yuan(2000)));
    assert_eq!(story.running(DeadlineKind::LegalReview).start, story.today);
    story.act(&acts::review(ReviewOpinion::Passed));
    assert_eq!(story.step(), "REVIEWED");
    assert_eq!(
        story
            .case()
            .penalty()
            .unwrap()
            .review
            .as_ref()
            .unwrap()
            .opinion,
        ReviewOpinion::Passed
    );
}

#[test]
fn a_heavier_fine_needs_new_evidence_a_new_review_and_a_new_notice() {
    let mut story = penalty_at("HEARD");
    let heavier = Fen::yuan(5000);
    assert_eq!(
        story
            .attempt(&acts::decide(heavier))
            .unwrap_err()
            .reason()
            .name,
        "FINE_ABOVE_NOTICE"
    );
    let refusal = story.attempt(&acts::conclude(heavier)).unwrap_err();
    assert_eq!(refusal.reason().name, "HEAVIER_AFTER_DEFENCE");
    assert_eq!(refusal.article(), Some("行政处罚法第四十五条第二款"));

    story
        .then("2026-03-17")
        .act(&acts::evidence(day("2026-03-17")))
        .act(&acts::conclude(heavier));
    assert_eq!(
        story
            .attempt(&acts::decide(heavier))
            .unwrap_err()
            .reason()
            .name,
        "NOTICE_NOT_SERVED"
    );
    story
        .act(&acts::review(ReviewOpinion::Passed))
        .act(&acts::notice(day("2026-03-17"), false))
        .act(&acts::waive(day("2026-03-17")))
        .act(&acts::endorse())
        .act(&acts::decide(heavier));
    assert_eq!(
        story
            .case()
            .penalty()
            .unwrap()
            .decision
            .as_ref()
            .unwrap()
            .fine,
        heavier
    );
}

#[test]
fn a_lighter_fine_than_the_one_told_may_be_decided() {
    let mut story = penalty_at("HEARD");
    story.act(&acts::decide(Fen::yuan(2000)));
    assert_eq!(story.step(), "DECIDED");
}

#[test]
fn unused_days_to_be_heard_lapse_by_the_clock_after_their_last_day() {
    let mut story = penalty_at("NOTICED");
    let window = story.running(DeadlineKind::Statement).clone();
    assert_eq!(
        (window.start, window.due),
        (day("2026-03-13"), day("2026-03-20"))
    );
    let pending = due(story.case(), &story.calendar);
    let lapse = pending
        .iter()
        .find(|pending| pending.act == Act::LapseStatement)
        .unwrap();
    assert_eq!(lapse.from, day("2026-03-21"));

    story.then("2026-03-20");
    let mut by_clock = story.facts_for(&Act::LapseStatement);
    by_clock.caller = Caller::Clock;
    let refusal = story.judge(&Act::LapseStatement, &by_clock).unwrap_err();
    assert_eq!(refusal.reason().name, "STATEMENT_WINDOW_OPEN");
    by_clock.now = world::morning(day("2026-03-21"));
    let events = story.judge(&Act::LapseStatement, &by_clock).unwrap();
    let Event::StatementLapsed(lapsed) = &events[0] else {
        panic!("lapsed")
    };
    assert_eq!((lapsed.due, lapsed.by.as_ref()), (day("2026-03-20"), None));
    story.then("2026-03-21").happen(&events);
    assert_eq!(story.step(), "HEARD");
    story
        .act(&acts::endorse())
        .act(&acts::decide(Fen::yuan(3000)));
}

#[test]
fn a_hearing_that_was_told_keeps_the_decision_waiting_until_its_days_are_over() {
    let mut story = penalty_at("REVIEWED");
    story
        .act(&acts::notice(day("2026-03-12"), true))
        .act(&acts::waive(day("2026-03-12")))
        .act(&acts::endorse());
    let refusal = story.attempt(&acts::decide(Fen::yuan(3000))).unwrap_err();
    assert_eq!(refusal.article(), Some("行政处罚法第六十四条第（一）项"));
    story.then("2026-03-20").act(&acts::decide(Fen::yuan(3000)));
    let hearing = story
        .case()
        .deadlines
        .iter()
        .find(|d| d.kind() == DeadlineKind::HearingRequest);
    assert_eq!(hearing.unwrap().state, DeadlineState::Passed);

    let mut waived = penalty_at("REVIEWED");
    waived.act(&acts::notice(day("2026-03-12"), true));
    let both = WaiveStatement {
        signature: world::signed(),
        hearing_waived: true,
        on: day("2026-03-12"),
    };
    waived
        .act(&Act::WaiveStatement(both))
        .act(&acts::endorse())
        .act(&acts::decide(Fen::yuan(3000)));
}

#[test]
fn a_fine_is_paid_in_parts_and_never_more_than_whole() {
    let mut story = penalty_at("SERVED");
    story.act(&acts::pay(day("2026-03-19"), Fen::yuan(1000), "FJ-1"));
    assert_eq!(story.step(), "SERVED");
    assert_eq!(
        story
            .attempt(&acts::propose_closing(ClosingGround::Executed))
            .unwrap_err()
            .reason()
            .name,
        "FINE_NOT_PAID"
    );
    let refusal = story
        .attempt(&acts::pay(day("2026-03-19"), Fen::yuan(2001), "FJ-2"))
        .unwrap_err();
    assert_eq!(refusal.reason().name, "PAYMENT_EXCEEDS_FINE");
    story.act(&acts::pay(day("2026-03-19"), Fen::yuan(2000), "FJ-2"));
    assert_eq!(story.step(), "PAID");
}

#[test]
fn a_clock_that_runs_into_an_unpublished_year_never_fails_the_act_and_never_cuts_a_right_short() {
    let mut story = Story::on("2026-12-20");
    story.act(&acts::file(day("2026-12-01"), day("2026-12-18")));
    let decision = story.running(DeadlineKind::Decision);
    assert!(decision.provisional);
    assert_eq!(decision.nominal, day("2027-03-20"));
    story
        .act(&acts::evidence(day("2026-12-20")))
        .act(&acts::conclude(Fen::yuan(3000)))
        .act(&acts::review(ReviewOpinion::Passed))
        .then("2026-12-28")
        .act(&acts::notice(day("2026-12-28"), false));
    assert!(story.running(DeadlineKind::Statement).provisional);
    assert!(
        due(story.case(), &story.calendar).is_empty(),
        "the clock waits for the schedule"
    );

    story.then("2027-01-20");
    let refusal = story.attempt(&Act::LapseStatement).unwrap_err();
    assert_eq!(refusal.reason().name, "STATEMENT_WINDOW_OPEN");
    assert!(
        refusal.zh().contains("节假日安排尚未载入"),
        "{}",
        refusal.zh()
    );

    // The schedule is published: the clocks are counted anew, then do their work.
    let notice = r#"{"years":{"2027":{"off":["2027-01-01"],"makeup":[]}}}"#;
    story.calendar = story
        .calendar
        .clone()
        .with(calendar::Calendar::from_json(notice).unwrap());
    for pending in due(story.case(), &story.calendar) {
        assert!(
            matches!(pending.act, Act::RecountDeadline(_)),
            "{pending:?}"
        );
        story.act(&pending.act);
    }
    let statement = story.running(DeadlineKind::Statement);
    assert_eq!(
        (statement.due, statement.provisional),
        (day("2027-01-05"), false)
    );
    story.act(&Act::LapseStatement);
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn a_decision_and_an_order_carry_their_numbers() {
    let story = penalty_at("CLOSED");
    let decision = story.case().penalty().unwrap().decision.as_ref().unwrap();
    let number = decision.document_number.as_ref().unwrap();
    assert_eq!(number.to_string(), "龙市监罚〔2026〕1号");
    let said = |event: &&Event| matches!(event, Event::PenaltyDecided(_));
    assert_eq!(
        story.history.iter().find(said).unwrap().summary(),
        "作出行政处罚决定，罚款3000元，文号：龙市监罚〔2026〕1号"
    );
    let story = inspection_at("ORDERED");
    let order = story.case().inspection().unwrap().order.as_ref().unwrap();
    let number = order.document_number.as_ref().unwrap();
    assert_eq!(number.to_string(), "龙市监责改〔2023〕1号");
}

#[test]
fn a_served_decision_that_is_corrected_is_taken_back_within_three_working_days() {
    let mut story = penalty_at("SERVED");
    story
        .then("2026-03-30")
        .act(&acts::revoke(day("2026-03-27")));
    assert_eq!(story.step(), "REVOKED");
    assert!(story.case().is_closed());
    let withdrawal = story.running(DeadlineKind::Withdrawal);
    assert_eq!(
        (withdrawal.start, withdrawal.due, withdrawal.length.as_str()),
        (day("2026-03-27"), day("2026-04-01"), "三个工作日")
    );
    assert_eq!(
        withdrawal.citation.to_string(),
        "行政处罚法第四十八条第二款"
    );
    let running = story.case().deadlines.iter().filter(|d| d.is_open());
    assert_eq!(running.count(), 1, "nothing else that it asked for is due");
    let said = |event: &&Event| matches!(event, Event::DecisionRevoked(_));
    assert_eq!(
        story.history.iter().find(said).unwrap().summary(),
        "处罚决定经行政复议被撤销（龙政行复〔2026〕7号）：主要事实不清、证据不足"
    );
    story.act(&acts::disclosed(Disclosed::Withdrawn, day("2026-03-30")));
    assert!(states(&story).contains(&("WITHDRAWAL", DeadlineState::Met)));
}

#[test]
fn what_never_reached_the_public_need_not_be_taken_back() {
    // Not served, so it could not be published.
    let mut unserved = penalty_at("DECIDED");
    unserved.act(&acts::revoke(day("2026-03-18")));
    assert!(unserved.case().running(DeadlineKind::Withdrawal).is_none());
    // Served, but disclosure told that it is not published.
    let mut withheld = penalty_at("SERVED");
    withheld
        .act(&acts::disclosed(Disclosed::Withheld, day("2026-03-19")))
        .act(&acts::revoke(day("2026-03-19")));
    assert!(withheld.case().running(DeadlineKind::Withdrawal).is_none());
    // The same, told only after the correction.
    let mut later = penalty_at("SERVED");
    later
        .act(&acts::revoke(day("2026-03-19")))
        .act(&acts::disclosed(Disclosed::Withheld, day("2026-03-19")));
    assert!(states(&later).contains(&("WITHDRAWAL", DeadlineState::Cancelled)));
}

#[test]
fn an_instrument_may_be_older_than_the_closing_that_was_recorded_before_it() {
    let mut story = penalty_at("CLOSED");
    let closed_on = story.today;
    story
        .then("2026-04-02")
        .act(&acts::revoke(closed_on.add_days(-1)));
    assert_eq!(story.step(), "REVOKED");
    assert_eq!(story.case().last_step_on, closed_on, "days never run back");
}

#[test]
fn what_disclosure_tells_settles_the_duty_to_publish_in_time_or_late() {
    let publicity = |on: &str| {
        let mut story = penalty_at("SERVED");
        story.then("2026-04-30");
        story.act(&acts::disclosed(Disclosed::Published, day(on)));
        let publicity = |(kind, _): &(&str, DeadlineState)| *kind == "PUBLICITY";
        states(&story).into_iter().find(publicity).unwrap().1
    };
    // Decided on 2026-03-18: seven working days end on 2026-03-27.
    assert_eq!(publicity("2026-03-27"), DeadlineState::Met);
    assert_eq!(publicity("2026-03-28"), DeadlineState::Passed);
    let mut story = penalty_at("SERVED");
    story.act(&acts::disclosed(Disclosed::Withheld, day("2026-03-19")));
    assert!(states(&story).contains(&("PUBLICITY", DeadlineState::Cancelled)));
    assert_eq!(story.step(), "SERVED", "the case goes on as it was");
}

#[test]
fn an_inspection_that_found_something_is_to_be_published_in_twenty_working_days() {
    let story = inspection_at("CLOSED");
    let publicity = story.running(DeadlineKind::Publicity);
    assert_eq!(
        (publicity.start, publicity.due, publicity.length.as_str()),
        (day("2023-11-30"), day("2023-12-28"), "二十个工作日")
    );
    let mut told = story.clone();
    told.act(&acts::disclosed(Disclosed::Published, day("2023-11-30")));
    assert!(states(&told).contains(&("PUBLICITY", DeadlineState::Met)));
    let mut clean = inspection_at("CLEAN");
    clean.act(&acts::close_inspection());
    assert!(clean.case().running(DeadlineKind::Publicity).is_none());
}

#[test]
fn a_case_that_is_entered_afterwards_counts_from_the_day_it_was_handled() {
    let offline = Offline {
        reason: OfflineReason::NoNetwork,
        handled_on: day("2026-03-02"),
        obstacle_ended_on: day("2026-03-04"),
    };
    let entered = |today: &str| {
        let mut story = Story::on(today);
        let Act::FileCase(mut act) = acts::file(day("2026-02-25"), day("2026-02-26")) else {
            panic!("files")
        };
        act.offline = Some(offline);
        story.act(&Act::FileCase(act));
        story
    };
    let in_time = entered("2026-03-11");
    let entry = in_time.case().opening.back_entry.unwrap();
    assert_eq!((entry.offline, entry.late), (offline, false));
    let decision = in_time.running(DeadlineKind::Decision);
    assert_eq!(decision.start, day("2026-03-02"));
    assert_eq!(
        in_time.history[0].summary(),
        "立案，当事人：龙海某食品有限公司，承办人：林建国、陈丽萍，补录（现场无网络，2026年3月2日线下办理）"
    );
    let late = entered("2026-03-12");
    assert!(late.case().opening.back_entry.unwrap().late);
    assert!(
        late.history[0]
            .summary()
            .ends_with("2026年3月2日线下办理，已超过五个工作日）"),
        "{}",
        late.history[0].summary()
    );

    // On-site records made off-line follow the day on which the inspection was opened off-line.
    let mut story = Story::inspection("2026-03-05");
    let Act::OpenInspection(mut act) = acts::open_inspection(day("2026-03-02")) else {
        panic!("opens")
    };
    act.offline = Some(offline);
    story.act(&Act::OpenInspection(act));
    story
        .act(&acts::approve(true))
        .act(&acts::inspection_notice(day("2026-03-02")));
    story.act(&acts::record_site(day("2026-03-02"), &["未配置灭火器"]));
}

#[test]
fn the_record_keeps_how_long_a_certificate_was_good() {
    let story = penalty_at("FILED");
    let expiry = story.case().opening.officers[0].certificate_expiry;
    assert_eq!(expiry, Some(day("2028-12-31")));
}

#[test]
fn a_history_that_the_table_does_not_know_is_no_history() {
    let story = penalty_at("NOTICED");
    let mut without_review = story.history.clone();
    without_review.retain(|event| !matches!(event, Event::LegalityReviewed(_)));
    let error = replay(&without_review).unwrap_err();
    assert_eq!(
        error.to_string(),
        "NoticeServed does not follow on CONCLUDED"
    );
    assert_eq!(replay(&story.history[1..]).unwrap_err().step, "nothing");
    assert_eq!(replay([]).unwrap(), None);
}

#[test]
fn every_event_reads_as_a_sentence() {
    for event in penalty_at("CLOSED")
        .history
        .iter()
        .chain(&inspection_at("CLOSED").history)
        .chain(&summary_at("CLOSED").history)
    {
        let summary = event.summary();
        assert!(
            summary.chars().count() > 4 && !summary.ends_with('。'),
            "{summary}"
        );
    }
    let notice = penalty_at("NOTICED")
        .history
        .into_iter()
        .rev()
        .nth(1)
        .unwrap();
    assert_eq!(notice.summary(), "直接送达行政处罚告知书，拟罚款3000元");
}

#[test]
fn a_case_survives_storage() {
    for story in [
        penalty_at("CLOSED"),
        inspection_at("CLOSED"),
        inspection_at("ESCALATED"),
        summary_at("CLOSED"),
    ] {
        let stored = serde_json::to_string(story.case()).unwrap();
        assert_eq!(
            &serde_json::from_str::<Case>(&stored).unwrap(),
            story.case()
        );
    }
}
