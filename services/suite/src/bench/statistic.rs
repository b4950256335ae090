//! Medians, percentiles, and how far apart the runs were.

use std::time::Duration;

/// What several runs gave: the median, and the least and the most of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    pub(super) median: f64,
    pub(super) least: f64,
    pub(super) most: f64,
}

impl Spread {
    /// Of at least one value.
    pub(super) fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let (least, most) = (*values.first()?, *values.last()?);
        let upper = values[values.len() / 2];
        let lower = values[(values.len() - 1) / 2];
        Some(Self {
            median: f64::midpoint(lower, upper),
            least,
            most,
        })
    }

    /// The median with least and most, e.g. `38.2 (36.0–41.5)`.
    pub(super) fn text(self, decimals: usize) -> String {
        let Self {
            median,
            least,
            most,
        } = self;
        format!("{median:.decimals$} ({least:.decimals$}–{most:.decimals$})")
    }
}

/// How long the calls of a run took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Latency {
    pub(super) p50: Duration,
    pub(super) p99: Duration,
}

impl Latency {
    /// Of at least one call.
    pub(super) fn of(mut taken: Vec<Duration>) -> Option<Self> {
        taken.sort_unstable();
        Some(Self {
            p50: percentile(&taken, 50)?,
            p99: percentile(&taken, 99)?,
        })
    }
}

/// The smallest value that so many percent of the values do not exceed.
pub(super) fn percentile<T: Copy>(sorted: &[T], percent: usize) -> Option<T> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

/// Milliseconds, for a table.
pub(super) fn milliseconds(taken: Duration) -> f64 {
    taken.as_secs_f64() * 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_of_runs_lies_between_the_middle_two() {
        let spread = Spread::of([4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!(spread.text(1), "2.5 (1.0–4.0)");
        assert_eq!(Spread::of([7.0]).unwrap().text(0), "7 (7–7)");
        assert_eq!(Spread::of([]), None);
    }

    #[test]
    fn a_spread_is_printed_with_its_ends() {
        assert_eq!(
            Spread::of([1.0, 2.0, 4.04]).unwrap().text(1),
            "2.0 (1.0–4.0)"
        );
    }

    #[test]
    fn a_percentile_is_a_value_that_was_measured() {
        let values: Vec<u32> = (1..=200).collect();
        assert_eq!(percentile(&values, 50), Some(100));
        assert_eq!(percentile(&values, 99), Some(198));
        assert_eq!(percentile(&values[..1], 99), Some(1));
        assert_eq!(percentile::<u32>(&[], 50), None);
    }

    #[test]
    fn latencies_need_not_come_sorted() {
        let taken = [3, 1, 2].map(Duration::from_millis).to_vec();
        let latency = Latency::of(taken).unwrap();
        assert_eq!(latency.p50, Duration::from_millis(2));
        assert_eq!(latency.p99, Duration::from_millis(3));
    }
}
