//! What holds for every period, not only for the worked examples.

use calendar::{Calendar, CivilDate, Exclusions, Interval, Period, Roll, Unpublished, WorkingDays};
use proptest::prelude::*;

fn first() -> CivilDate {
    CivilDate::ymd(2022, 1, 1).expect("a date")
}

/// A day from which a few months on and a day back stay inside the loaded years.
fn start() -> impl Strategy<Value = CivilDate> {
    (30_i64..1500).prop_map(|offset| first().add_days(offset))
}

fn any_day() -> impl Strategy<Value = CivilDate> {
    (-2000_i64..6000).prop_map(|offset| first().add_days(offset))
}

fn roll() -> impl Strategy<Value = Roll> {
    prop_oneof![Just(Roll::Forward), Just(Roll::Stay)]
}

fn period() -> impl Strategy<Value = Period> {
    prop_oneof![
        (0_u32..60).prop_map(Period::working_days),
        (0_u32..120, roll()).prop_map(|(n, roll)| Period::Days {
            n: calendar::Days(n),
            roll
        }),
        (0_u32..7, roll()).prop_map(|(n, roll)| Period::Months {
            n: calendar::Months(n),
            roll
        }),
        (0_u32..100).prop_map(Period::hours),
    ]
}

fn exclusions() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((-20_i64..120, 0_i64..25), 0..5)
}

fn merged(start: CivilDate, offsets: &[(i64, i64)]) -> Exclusions {
    offsets
        .iter()
        .map(|(from, length)| {
            let from = start.add_days(*from);
            Interval::new(from, from.add_days(*length)).expect("forward")
        })
        .collect()
}

proptest! {
    // A failure prints its smallest input; it is not kept in a file beside the tests.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_later_start_never_ends_earlier(start in start(), later in 0_i64..40, period in period()) {
        let calendar = Calendar::state_council();
        let early = calendar.due(start, &period).unwrap().due;
        let late = calendar.due(start.add_days(later), &period).unwrap().due;
        prop_assert!(early <= late);
    }

    #[test]
    fn a_longer_period_never_ends_earlier(start in start(), n in 0_u32..60, more in 0_u32..30) {
        let calendar = Calendar::state_council();
        for period in [Period::working_days, Period::days, Period::days_at_most] {
            let short = calendar.due(start, &period(n)).unwrap().due;
            let long = calendar.due(start, &period(n + more)).unwrap().due;
            prop_assert!(short <= long);
        }
    }

    #[test]
    fn working_days_end_on_a_working_day_and_count_to_their_number(
        start in start(), n in 1_u32..60,
    ) {
        let calendar = Calendar::state_council();
        let due = calendar.due(start, &Period::working_days(n)).unwrap().due;
        prop_assert_eq!(calendar.is_working_day(due), Ok(true));
        prop_assert_eq!(calendar.working_days_between(start.add_days(1), due), Ok(n));
    }

    #[test]
    fn a_roll_goes_forward_to_the_first_working_day_and_only_from_a_day_of_rest(
        start in start(), period in period(),
    ) {
        let calendar = Calendar::state_council();
        let due = calendar.due(start, &period).unwrap();
        prop_assert!(due.due >= due.nominal);
        prop_assert_eq!(due.rolled, due.due != due.nominal);
        prop_assert!(!due.provisional);
        if due.rolled {
            prop_assert_eq!(period.roll(), Roll::Forward);
            prop_assert_eq!(calendar.is_working_day(due.due), Ok(true));
            prop_assert_eq!(
                calendar.working_days_between(due.nominal, due.due),
                Ok(1),
                "no working day is skipped"
            );
        }
        if period.roll() == Roll::Forward {
            prop_assert_eq!(calendar.is_working_day(due.due), Ok(true));
        }
    }

    #[test]
    fn counting_back_undoes_counting_on(start in start(), n in 1_u32..60) {
        let calendar = Calendar::state_council();
        let due = calendar.due(start, &Period::working_days(n)).unwrap().due;
        let back = calendar.working_days_before(due, WorkingDays(n)).unwrap();
        prop_assert!(back <= start);
        prop_assert_eq!(calendar.is_working_day(back), Ok(true));
        if calendar.is_working_day(start) == Ok(true) {
            prop_assert_eq!(back, start);
        }
    }

    #[test]
    fn the_provisional_answer_is_the_strict_one_or_says_so(
        start in any_day(), period in period(),
    ) {
        let calendar = Calendar::state_council();
        let provisional = calendar.due_or_provisional(start, &period);
        match calendar.due(start, &period) {
            Ok(strict) => prop_assert_eq!(strict, provisional),
            Err(Unpublished { year }) => {
                prop_assert!(provisional.provisional);
                prop_assert!(!calendar.loaded_years().any(|loaded| loaded == year));
                prop_assert!(provisional.nominal >= start);
                prop_assert_eq!(provisional.due, provisional.nominal);
            }
        }
    }

    #[test]
    fn what_never_rolls_needs_no_schedule(start in any_day(), n in 0_u32..500) {
        let period = Period::days_at_most(n);
        let due = Calendar::state_council().due(start, &period).unwrap();
        prop_assert_eq!(due.due, start.add_days(i64::from(n)));
        prop_assert_eq!(due.due, period.nominal_from(start));
    }

    #[test]
    fn left_out_days_are_added_once_each(
        start in start(), n in 1_u32..90, offsets in exclusions(),
    ) {
        let calendar = Calendar::state_council();
        let exclusions = merged(start, &offsets);
        let periods = [Period::days_at_most(n)];
        let running = calendar.running(start, &periods, &exclusions).unwrap();
        let counted = (1..=start.days_until(running.due.nominal))
            .filter(|offset| !exclusions.contains(start.add_days(*offset)))
            .count();
        prop_assert_eq!(counted, usize::try_from(n).unwrap());
        prop_assert!(!exclusions.contains(running.due.nominal));
        prop_assert_eq!(
            running.due.nominal,
            start.add_days(i64::from(n) + i64::from(running.excluded.0))
        );
        prop_assert!(running.excluded <= exclusions.days());
    }

    #[test]
    fn more_left_out_never_ends_earlier(
        start in start(), period in period(), offsets in exclusions(),
    ) {
        let calendar = Calendar::state_council();
        let without = calendar.due(start, &period).unwrap();
        let with = calendar.running(start, &[period], &merged(start, &offsets)).unwrap();
        prop_assert!(with.due.due >= without.due);
    }

    #[test]
    fn merging_keeps_every_day_and_adds_none(offsets in exclusions(), probe in -40_i64..200) {
        let exclusions = merged(first(), &offsets);
        let inside = offsets.iter().any(|(from, length)| (*from..=from + length).contains(&probe));
        prop_assert_eq!(exclusions.contains(first().add_days(probe)), inside);
        let apart = exclusions.intervals().windows(2).all(|pair| {
            pair[0].to().add_days(1) < pair[1].from()
        });
        prop_assert!(apart, "merged intervals do not touch");
    }

    #[test]
    fn a_date_reads_back_as_written(date in any_day()) {
        prop_assert_eq!(CivilDate::parse(&date.to_string()), Ok(date));
        prop_assert_eq!(CivilDate::of(date.start_of_day_utc()), date);
        let last_moment = date.end_of_day_utc() - chrono::TimeDelta::milliseconds(1);
        prop_assert_eq!(CivilDate::of(last_moment), date);
    }

    #[test]
    fn months_keep_the_day_or_fall_back_to_the_last(date in any_day(), n in 0_i32..60) {
        let later = date.add_months(n);
        prop_assert!(later.day() == date.day() || later.add_days(1).day() == 1);
        prop_assert!(later.day() <= date.day());
    }
}
