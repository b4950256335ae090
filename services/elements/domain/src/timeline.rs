//! Two time axes: what holds on a day (valid time), as it was known at an instant (recorded time).
//!
//! A change says that something holds, or that nothing holds, for a span of days. What was known of those days is
//! superseded, never altered; what sticks out on either side is recorded again under its old body. So the rows known at
//! any instant never overlap, and every earlier state of knowledge can still be read.

use std::fmt;

use calendar::CivilDate;

/// Days for which something holds: from the first, until before the end; without an end it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    from: CivilDate,
    to: Option<CivilDate>,
}

/// What a change does to the rows now known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision<K> {
    /// Rows that are no longer what is known.
    pub superseded: Vec<K>,
    /// What is left of superseded rows outside the change: the days, and the row whose body they keep.
    pub kept: Vec<(Span, K)>,
}

impl Span {
    /// From a day until before another; `None` if it would hold no day.
    pub fn new(from: CivilDate, to: Option<CivilDate>) -> Option<Self> {
        to.is_none_or(|to| from < to).then_some(Self { from, to })
    }

    /// From a day on.
    pub const fn since(from: CivilDate) -> Self {
        Self { from, to: None }
    }

    /// First day.
    pub const fn from(self) -> CivilDate {
        self.from
    }

    /// First day after; `None`: open.
    pub const fn to(self) -> Option<CivilDate> {
        self.to
    }

    /// Whether it holds on a day.
    pub fn holds_on(self, day: CivilDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// Whether two spans have a day in common.
    pub fn overlaps(self, other: Self) -> bool {
        let begins_before_end = |a: Self, b: Self| b.to.is_none_or(|to| a.from < to);
        begins_before_end(self, other) && begins_before_end(other, self)
    }

    /// The days before and the days after another span.
    fn without(self, other: Self) -> [Option<Self>; 2] {
        let before_end = self.to.map_or(other.from, |to| to.min(other.from));
        let before = Self::new(self.from, Some(before_end));
        let after = other
            .to
            .and_then(|to| Self::new(self.from.max(to), self.to));
        [before, after]
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) => write!(f, "[{}, {to})", self.from),
            None => write!(f, "[{}, …)", self.from),
        }
    }
}

/// What a change of the days in `span` does to the rows now known.
pub fn revise<K: Copy>(known: impl IntoIterator<Item = (Span, K)>, span: Span) -> Revision<K> {
    let mut revision = Revision {
        superseded: Vec::new(),
        kept: Vec::new(),
    };
    for (held, key) in known {
        if held.overlaps(span) {
            revision.superseded.push(key);
            revision.kept.extend(
                held.without(span)
                    .into_iter()
                    .flatten()
                    .map(|days| (days, key)),
            );
        }
    }
    revision
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A row as the database keeps it; instants are counted.
    #[derive(Debug, Clone)]
    struct Row {
        span: Span,
        body: usize,
        recorded: usize,
        superseded: Option<usize>,
    }

    /// What was said: from this instant on, `body` (or nothing) holds for `span`.
    #[derive(Debug, Clone)]
    struct Said {
        span: Span,
        body: Option<usize>,
    }

    const FIRST: (i32, u32, u32) = (2021, 1, 1);
    const DAYS: i64 = 24;

    fn day(offset: i64) -> CivilDate {
        let (year, month, day) = FIRST;
        CivilDate::ymd(year, month, day).unwrap().add_days(offset)
    }

    fn span() -> impl Strategy<Value = Span> {
        (0..DAYS, prop::option::of(1..DAYS))
            .prop_map(|(from, length)| Span::new(day(from), length.map(|l| day(from + l))).unwrap())
    }

    fn log() -> impl Strategy<Value = Vec<Said>> {
        prop::collection::vec((span(), prop::bool::weighted(0.8)), 0..16).prop_map(|said| {
            said.into_iter()
                .enumerate()
                .map(|(at, (span, holds))| Said {
                    span,
                    body: holds.then_some(at),
                })
                .collect()
        })
    }

    /// Applies the log the way the store does.
    fn record(log: &[Said]) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for (now, said) in log.iter().enumerate() {
            let known = rows
                .iter()
                .enumerate()
                .filter(|(_, row)| row.superseded.is_none())
                .map(|(key, row)| (row.span, key))
                .collect::<Vec<_>>();
            let revision = revise(known, said.span);
            for (span, key) in revision.kept {
                let body = rows[key].body;
                rows.push(Row {
                    span,
                    body,
                    recorded: now,
                    superseded: None,
                });
            }
            for key in revision.superseded {
                rows[key].superseded = Some(now);
            }
            if let Some(body) = said.body {
                rows.push(Row {
                    span: said.span,
                    body,
                    recorded: now,
                    superseded: None,
                });
            }
        }
        rows
    }

    fn as_of(rows: &[Row], valid: CivilDate, known: usize) -> Vec<usize> {
        rows.iter()
            .filter(|row| row.span.holds_on(valid))
            .filter(|row| row.recorded <= known && row.superseded.is_none_or(|at| known < at))
            .map(|row| row.body)
            .collect()
    }

    /// The same by hand: the last thing said by then about that day.
    fn replay(log: &[Said], valid: CivilDate, known: usize) -> Option<usize> {
        log.iter()
            .take(known + 1)
            .rev()
            .find(|said| said.span.holds_on(valid))
            .and_then(|said| said.body)
    }

    proptest! {
        #[test]
        fn reading_as_of_any_two_points_equals_replaying_the_log(log in log()) {
            let rows = record(&log);
            for known in 0..log.len() {
                for offset in -1..2 * DAYS {
                    let held = as_of(&rows, day(offset), known);
                    prop_assert!(held.len() <= 1, "rows overlap on day {offset}");
                    prop_assert_eq!(held.first().copied(), replay(&log, day(offset), known));
                }
            }
        }

        #[test]
        fn rows_once_superseded_stay_as_they_were(log in log()) {
            let whole = record(&log);
            let earlier = record(&log[..log.len().saturating_sub(1)]);
            for (before, after) in earlier.iter().zip(&whole) {
                prop_assert_eq!((before.span, before.body, before.recorded), (after.span, after.body, after.recorded));
                prop_assert!(before.superseded.is_none() || before.superseded == after.superseded);
            }
        }
    }

    #[test]
    fn a_span_without_a_day_cannot_be_made() {
        assert_eq!(Span::new(day(3), Some(day(3))), None);
        assert_eq!(Span::new(day(3), Some(day(2))), None);
        assert!(Span::new(day(3), Some(day(4))).is_some_and(|span| span.holds_on(day(3))));
    }

    #[test]
    fn a_correction_in_the_middle_keeps_both_sides() {
        let whole = Span::since(day(0));
        let middle = Span::new(day(5), Some(day(8))).unwrap();
        let revision = revise([(whole, 'a')], middle);
        assert_eq!(revision.superseded, ['a']);
        let left = Span::new(day(0), Some(day(5))).unwrap();
        assert_eq!(revision.kept, [(left, 'a'), (Span::since(day(8)), 'a')]);
    }

    #[test]
    fn spans_that_only_touch_do_not_overlap() {
        let first = Span::new(day(0), Some(day(5))).unwrap();
        let second = Span::new(day(5), Some(day(9))).unwrap();
        assert!(!first.overlaps(second) && !second.overlaps(first));
        assert_eq!(
            revise([(first, 1)], second),
            Revision {
                superseded: vec![],
                kept: vec![]
            }
        );
    }
}
