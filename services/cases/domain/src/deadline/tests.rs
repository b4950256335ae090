//! How a clock runs: its last day, its stops, its extensions.

use super::*;

fn day(text: &str) -> CivilDate {
    CivilDate::parse(text).unwrap()
}

fn penalty(domain: Domain) -> Rules {
    Rules {
        domain,
        procedure: ProcedureKind::OrdinaryPenalty,
    }
}

fn ordered(start: CivilDate, last: CivilDate, calendar: &Calendar) -> Deadline {
    let rule = (
        Citation::article(statute::Law::AdministrativePenaltyLaw, 28),
        "通知书指定期限",
    );
    Deadline::until_day(DeadlineKind::Rectification, start, last, rule, calendar)
}

#[test]
fn each_line_counts_by_its_own_rule() {
    let calendar = Calendar::state_council();
    let statement = |domain| {
        let start = day("2026-04-30");
        Deadline::started(DeadlineKind::Statement, start, penalty(domain), &calendar).unwrap()
    };
    // Vector WD-04: agriculture, served 2026-04-30.
    let agriculture = statement(Domain::Agriculture);
    assert_eq!(
        (agriculture.due, agriculture.length.as_str()),
        (day("2026-05-08"), "三个工作日")
    );
    let market = statement(Domain::MarketSupervision);
    assert_eq!(
        (market.due, market.length.as_str()),
        (day("2026-05-11"), "五个工作日")
    );
    assert_eq!(
        market.citation.to_string(),
        "市场监管行政处罚程序规定第五十七条"
    );
}

#[test]
fn a_line_without_a_figure_falls_back_or_starts_no_clock() {
    let calendar = Calendar::state_council();
    let started =
        |kind| Deadline::started(kind, day("2026-03-02"), penalty(Domain::Culture), &calendar);
    assert_eq!(started(DeadlineKind::Decision).unwrap().length, "九十日");
    assert_eq!(started(DeadlineKind::LegalReview), None);
    assert_eq!(started(DeadlineKind::Closing), None);
}

#[test]
fn ninety_days_are_shown_nominal_and_rolled() {
    // Vector CD-06: filed 2026-01-12.
    let deadline = Deadline::started(
        DeadlineKind::Decision,
        day("2026-01-12"),
        penalty(Domain::MarketSupervision),
        &Calendar::state_council(),
    )
    .unwrap();
    assert_eq!(
        (deadline.nominal, deadline.due),
        (day("2026-04-12"), day("2026-04-13"))
    );
    assert!(!deadline.provisional);
}

#[test]
fn a_year_without_a_schedule_makes_a_date_provisional_until_it_is_published() {
    let calendar = Calendar::state_council();
    let domain = penalty(Domain::MarketSupervision);
    let deadline = Deadline::started(
        DeadlineKind::Statement,
        day("2026-12-28"),
        domain,
        &calendar,
    );
    let deadline = deadline.unwrap();
    assert!(deadline.provisional);
    assert_eq!(deadline.firm_due(&calendar), None);

    let notice = r#"{"years":{"2027":{"off":["2027-01-01"],"makeup":[]}}}"#;
    let later = calendar.with(Calendar::from_json(notice).unwrap());
    assert_eq!(deadline.firm_due(&later), Some(day("2027-01-05")));
    assert!(!deadline.recounted(&later).provisional);
}

#[test]
fn a_day_of_rest_named_in_an_order_moves_to_the_next_working_day() {
    let calendar = Calendar::state_council();
    let deadline = ordered(day("2026-09-24"), day("2026-10-03"), &calendar);
    assert_eq!(
        (deadline.nominal, deadline.due),
        (day("2026-10-03"), day("2026-10-08"))
    );
    let next_year = ordered(day("2026-12-20"), day("2027-01-05"), &calendar);
    assert!(next_year.provisional);
    assert_eq!(next_year.due, day("2027-01-05"));
}

#[test]
fn penalties_are_published_in_seven_working_days_inspections_in_twenty() {
    // Vector WD-12: decision of 2025-12-30.
    let calendar = Calendar::state_council();
    let due = |procedure, start| {
        let rules = Rules {
            domain: Domain::Housing,
            procedure,
        };
        let deadline = Deadline::started(DeadlineKind::Publicity, day(start), rules, &calendar);
        let deadline = deadline.unwrap();
        assert_eq!(deadline.recounted(&calendar), deadline);
        deadline.due
    };
    assert_eq!(
        due(ProcedureKind::OrdinaryPenalty, "2025-12-30"),
        day("2026-01-09")
    );
    assert_eq!(
        due(ProcedureKind::Inspection, "2023-11-30"),
        day("2023-12-28")
    );
}

#[test]
fn names_lead_back_to_their_clocks() {
    for kind in DeadlineKind::ALL {
        assert_eq!(DeadlineKind::named(kind.name()), Some(*kind));
    }
    assert_eq!(DeadlineKind::named("SOMETHING"), None);
}

#[test]
fn no_two_clocks_share_a_name() {
    let names: std::collections::BTreeSet<_> =
        DeadlineKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names.len(), DeadlineKind::ALL.len());
}

#[test]
fn testing_days_do_not_count_towards_a_seizure() {
    // Vector CD-14: seized 2026-04-01, testing from 04-10 to 04-24.
    let calendar = Calendar::state_council();
    let seizure = Deadline::under(
        DeadlineKind::Seizure.about(1),
        day("2026-04-01"),
        &statute::limits::SEIZURE,
        &calendar,
    );
    assert_eq!(seizure.due, day("2026-05-01"));
    let testing = Excluded {
        from: day("2026-04-10"),
        to: day("2026-04-24"),
        why: "检验".to_owned(),
    };
    assert_eq!(
        seizure.excluding(testing.clone(), &calendar).due,
        day("2026-05-16")
    );
    let paused = seizure.paused(day("2026-04-10"));
    assert_eq!(paused.firm_due(&calendar), None);
    let resumed = paused.resumed(testing, None, &calendar);
    assert_eq!(resumed.firm_due(&calendar), Some(day("2026-05-16")));
}

#[test]
fn days_that_two_stops_share_are_left_out_once() {
    let calendar = Calendar::state_council();
    let clock = Deadline::under(
        DeadlineKind::Seizure.about(1),
        day("2026-04-01"),
        &statute::limits::SEIZURE,
        &calendar,
    );
    let days = |from: &str, to: &str| Excluded {
        from: day(from),
        to: day(to),
        why: "检验".to_owned(),
    };
    // The first from the 10th to the 15th, the second from the 12th to the 24th.
    let both = clock.paused(day("2026-04-12")).paused(day("2026-04-10"));
    assert_eq!(both.paused_on, Some(day("2026-04-10")));
    let second = Some(day("2026-04-12"));
    let one = both.resumed(days("2026-04-10", "2026-04-15"), second, &calendar);
    assert_eq!(one.paused_on, second);
    let none = one.resumed(days("2026-04-12", "2026-04-24"), None, &calendar);
    assert_eq!(none.firm_due(&calendar), Some(day("2026-05-16")));
}

#[test]
fn an_extension_adds_to_the_period_as_counted() {
    // Vector CD-06: filed 2026-01-12, ninety days and thirty more.
    let calendar = Calendar::state_council();
    let rules = penalty(Domain::MarketSupervision);
    let start = day("2026-01-12");
    let deadline = Deadline::started(DeadlineKind::Decision, start, rules, &calendar).unwrap();
    let by = Citation::article(statute::Law::MarketPenaltyProcedure, 64);
    let longer = deadline.extended(Period::days(30), by, &calendar);
    assert_eq!(longer.due, day("2026-05-12"));
    assert_eq!(longer.extensions.len(), 1);
}

#[test]
fn a_clock_counted_back_is_counted_back_again() {
    // Vector WD-06: hearing on 2026-10-20, told seven working days before.
    let calendar = Calendar::state_council();
    let notice = Deadline::under(
        DeadlineKind::HearingNotice,
        day("2026-10-20"),
        &statute::limits::HEARING_NOTICE,
        &calendar,
    );
    assert_eq!(notice.due, day("2026-10-10"));
    assert_eq!(notice.recounted(&calendar), notice);
    // The make-up Saturday of 2026-10-10 is worked no longer, nor is the 12th.
    let mut changed = calendar;
    let holidays: Vec<String> = ["2026-10-12"].map(str::to_owned).to_vec();
    let told = calendar::Announcement::read("2026", "国办发明电〔2026〕9号", &holidays, &[]);
    changed.announce(told.unwrap()).unwrap();
    assert_eq!(notice.recounted(&changed).due, day("2026-10-08"));
}

#[test]
fn a_clock_of_days_is_over_when_its_last_day_is_and_one_of_hours_at_its_moment() {
    let calendar = Calendar::state_council();
    let rules = penalty(Domain::MarketSupervision);
    let statement = Deadline::started(DeadlineKind::Statement, day("2026-03-13"), rules, &calendar);
    let over = statement.unwrap().over_at();
    assert_eq!(
        over,
        "2026-03-20T16:00:00Z".parse::<DateTime<Utc>>().unwrap()
    );
    let at: DateTime<Utc> = "2026-10-01T08:30:00Z".parse().unwrap();
    let citation = statute::limits::EMERGENCY_COERCION_APPROVAL.citation;
    let report = Deadline::from_moment(
        DeadlineKind::EmergencyApproval.about(1),
        at,
        Hours(24),
        citation,
    );
    assert_eq!(report.over_at(), at + TimeDelta::hours(24));
    let corrected = report.started_on(day("2026-09-30"), &calendar);
    assert_eq!(corrected.over_at(), at);
    assert_eq!(
        (corrected.start, corrected.due),
        (day("2026-09-30"), day("2026-10-01"))
    );
}

#[test]
fn a_corrected_start_keeps_what_was_granted_and_left_out() {
    let calendar = Calendar::state_council();
    let rules = penalty(Domain::MarketSupervision);
    let deadline =
        Deadline::started(DeadlineKind::Decision, day("2026-01-12"), rules, &calendar).unwrap();
    let by = Citation::article(statute::Law::MarketPenaltyProcedure, 64);
    let longer = deadline.extended(Period::days(30), by, &calendar);
    let corrected = longer.started_on(day("2026-01-13"), &calendar);
    assert_eq!(corrected.due, day("2026-05-13"));
    assert_eq!(corrected.extensions, longer.extensions);
}

#[test]
fn hours_run_from_the_moment_through_holidays() {
    // Vector HR-01: emergency seizure on 2026-10-01 at 16:30.
    let at: DateTime<Utc> = "2026-10-01T08:30:00Z".parse().unwrap();
    let citation = statute::limits::EMERGENCY_COERCION_APPROVAL.citation;
    let clock = DeadlineKind::EmergencyApproval.about(1);
    let deadline = Deadline::from_moment(clock, at, Hours(24), citation);
    assert_eq!(
        deadline.until,
        Some("2026-10-02T08:30:00Z".parse().unwrap())
    );
    assert_eq!(deadline.due, day("2026-10-02"));
    assert_eq!(deadline.recounted(&Calendar::state_council()), deadline);
}
