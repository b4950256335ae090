//! Worked examples of periods: what the statutes and the schedule make of a start.

use calendar::{
    Calendar, CivilDate, Days, Exclusions, Hours, Interval, Period, Unpublished, WorkingDays,
};

fn day(text: &str) -> CivilDate {
    CivilDate::parse(text).expect("a date")
}

fn interval(from: &str, to: &str) -> Interval {
    Interval::new(day(from), day(to)).expect("an interval")
}

fn due(start: &str, period: Period) -> String {
    Calendar::state_council()
        .due(day(start), &period)
        .expect("a loaded year")
        .due
        .to_string()
}

#[test]
fn working_days_skip_holidays_and_count_make_up_days() {
    for (start, n, expected) in [
        ("2025-09-29", 5, "2025-10-13"),
        ("2026-02-12", 5, "2026-02-26"),
        ("2026-04-30", 3, "2026-05-08"),
        ("2026-03-14", 7, "2026-03-24"),
        ("2025-12-30", 7, "2026-01-09"),
        ("2026-01-30", 20, "2026-03-05"),
    ] {
        assert_eq!(
            due(start, Period::working_days(n)),
            expected,
            "{start} + {n}"
        );
    }
}

#[test]
fn a_last_day_of_rest_moves_and_a_made_up_saturday_does_not() {
    assert_eq!(due("2026-09-17", Period::days(15)), "2026-10-08");
    assert_eq!(due("2026-02-13", Period::days(15)), "2026-02-28");
    assert_eq!(due("2026-06-12", Period::days(15)), "2026-06-29");
    assert_eq!(due("2025-08-31", Period::months(6)), "2026-02-28");
    assert_eq!(due("2026-04-03", Period::months(6)), "2026-10-08");
}

#[test]
fn a_seizure_ends_in_the_holiday() {
    assert_eq!(due("2026-01-20", Period::days_at_most(30)), "2026-02-19");
}

#[test]
fn an_extension_is_added_to_the_nominal_period() {
    let calendar = Calendar::state_council();
    let extended = [Period::days(90), Period::days(30)];
    let running = calendar
        .running(day("2026-01-12"), &extended, &Exclusions::NONE)
        .unwrap();
    assert_eq!(running.due.due, day("2026-05-12"));
    assert_eq!(due("2026-01-12", Period::days(90)), "2026-04-13");
}

#[test]
fn overlapping_exclusions_count_once() {
    let calendar = Calendar::state_council();
    let exclusions = Exclusions::merge([
        interval("2026-06-01", "2026-06-20"),
        interval("2026-06-15", "2026-06-30"),
    ]);
    let running = calendar
        .running(day("2026-04-20"), &[Period::days(90)], &exclusions)
        .unwrap();
    assert_eq!(
        (running.excluded, running.due.due),
        (Days(30), day("2026-08-18"))
    );
}

#[test]
fn an_exclusion_outside_the_running_period_changes_nothing() {
    let calendar = Calendar::state_council();
    let period = [Period::days_at_most(30)];
    let of = |from, to| {
        let exclusions = Exclusions::merge([interval(from, to)]);
        calendar
            .running(day("2026-04-01"), &period, &exclusions)
            .unwrap()
    };
    // The start day is not counted, so it cannot be left out either.
    assert_eq!(of("2026-03-20", "2026-04-01").due.due, day("2026-05-01"));
    assert_eq!(of("2026-04-01", "2026-04-03").due.due, day("2026-05-03"));
    // Testing sent out after the seizure ran out does not revive it.
    assert_eq!(of("2026-05-02", "2026-05-20").due.due, day("2026-05-01"));
    assert_eq!(of("2026-05-01", "2026-05-20").due.due, day("2026-05-21"));
}

#[test]
fn counting_back_leaves_out_the_day_itself() {
    let calendar = Calendar::state_council();
    let before = |date, n| calendar.working_days_before(day(date), WorkingDays(n));
    assert_eq!(before("2026-10-20", 7), Ok(day("2026-10-10")));
    assert_eq!(before("2026-10-20", 8), Ok(day("2026-10-09")));
    assert_eq!(before("2026-03-03", 7), Ok(day("2026-02-14")));
    assert_eq!(before("2022-01-05", 7), Err(Unpublished { year: 2021 }));
}

#[test]
fn an_unloaded_year_is_refused_or_marked() {
    let calendar = Calendar::state_council();
    let seven = Period::working_days(7);
    assert_eq!(
        calendar.due(day("2026-12-28"), &seven),
        Err(Unpublished { year: 2027 })
    );
    let provisional = calendar.due_or_provisional(day("2026-12-28"), &seven);
    assert!(provisional.provisional);
    assert_eq!(provisional.due, day("2027-01-06"));
    let payment = calendar.due_or_provisional(day("2026-12-25"), &Period::days(15));
    assert!(payment.provisional && !payment.rolled);
    assert_eq!(payment.due, day("2027-01-09"));
    let notice = calendar.working_days_before_or_provisional(day("2027-01-05"), WorkingDays(7));
    assert!(notice.provisional);
}

#[test]
fn hours_run_through_nights_and_holidays() {
    let at = "2026-10-01T08:30:00Z".parse().unwrap();
    assert_eq!(
        Hours(24).after(at).to_rfc3339(),
        "2026-10-02T08:30:00+00:00"
    );
    assert_eq!(due("2026-10-01", Period::hours(24)), "2026-10-02");
    assert_eq!(due("2026-10-01", Period::hours(25)), "2026-10-03");
}

#[test]
fn the_stored_form_of_a_period_is_stable() {
    let stored = serde_json::to_string(&Period::days(15)).unwrap();
    assert_eq!(stored, r#"{"days":{"n":15,"roll":"forward"}}"#);
    assert_eq!(
        serde_json::to_string(&Period::working_days(5)).unwrap(),
        r#"{"working_days":5}"#
    );
    assert_eq!(
        serde_json::from_str::<Period>(&stored).unwrap(),
        Period::days(15)
    );
}
