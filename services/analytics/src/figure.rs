//! Figures out of sums.

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};
use refusal::Fault;
use sqlx::PgConnection;

use crate::definition::{Counting, Definition};
use crate::division::{Level, Scope};
use crate::measure::Measure;
use crate::step::Kind;
use crate::store::{self, Key, Rows, Span, Sum, Wanted};
use crate::tally::{BEGINNING, END, Grain, NO_DAY, month};

/// What figures are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// One figure for all.
    None,
    /// Divisions directly below, and what the division handles itself.
    Division,
    /// Lines.
    Line,
    /// Procedures.
    Kind,
    /// Steps, levels or kinds of party: what the definition's facets are.
    Facet,
    /// Days.
    Day,
    /// Months.
    Month,
}

/// Which rows count, whatever the definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Place.
    pub scope: Scope,
    /// Only of this line.
    pub domain: Option<String>,
    /// Only of this procedure.
    pub kind: Option<Kind>,
    /// Only of this facet.
    pub facet: Option<String>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// One figure, or one group of it: the definition and the filter say exactly which rows it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// What it counts.
    pub definition: &'static Definition,
    /// Which rows, narrowed to the group.
    pub filter: Filter,
    /// Key of the group; empty without grouping.
    pub group: String,
    /// A number of rows or parties, fen, the part of a share, the sum behind an average, or a percentile.
    pub value: i64,
    /// For a share the whole, for an average or a percentile the number of rows; else 0.
    pub denominator: i64,
    /// How many rows stand behind it.
    pub rows: i64,
}

/// Figures of these definitions.
pub async fn figures(
    conn: &mut PgConnection,
    definitions: &[&'static Definition],
    filter: &Filter,
    grouping: Grouping,
) -> Result<Vec<Counted>, Fault> {
    let mut measures: Vec<i16> = definitions
        .iter()
        .filter(|definition| !matches!(definition.counting, Counting::Parties(_)))
        .flat_map(|definition| definition.measures())
        .map(Measure::key)
        .collect();
    measures.sort_unstable();
    measures.dedup();
    let wanted = filter.wanted(measures, grouping);
    let sums = if wanted.measures.is_empty() {
        Vec::new()
    } else {
        store::sums(&mut *conn, &wanted).await?
    };
    let mut figures = Vec::new();
    for definition in definitions {
        let groups = match definition.counting {
            Counting::Parties(_) => {
                parties(&mut *conn, definition, filter, &wanted, grouping).await?
            }
            _ => summed(definition, &sums, filter, grouping),
        };
        figures.extend(counted(definition, groups, filter, grouping));
    }
    Ok(figures)
}

impl Filter {
    fn period(&self) -> (NaiveDate, NaiveDate) {
        let before = self.to.and_then(|to| to.checked_add_days(Days::new(1)));
        (self.from.unwrap_or(BEGINNING), before.unwrap_or(END))
    }

    fn wanted(&self, measures: Vec<i16>, grouping: Grouping) -> Wanted<'_> {
        let key = match grouping {
            Grouping::None | Grouping::Kind | Grouping::Facet => Key::None,
            Grouping::Division => Key::Division,
            Grouping::Line => Key::Line,
            Grouping::Day => Key::Day,
            Grouping::Month => Key::Month,
        };
        let level = match grouping {
            Grouping::Division => self.scope.level.below(),
            _ => self.scope.level,
        };
        let (from, before) = self.period();
        let by_month = level < Level::TOWN && key != Key::Day;
        Wanted {
            measures,
            scope: &self.scope,
            spans: spans(from, before, by_month),
            domain: self.domain.as_deref(),
            kind: self.kind.map(Kind::name),
            key,
        }
    }

    /// The rows that a definition counts.
    pub(crate) fn rows(&self, definition: &'static Definition) -> Rows<'_> {
        let part = definition.part();
        let (first, end) = self.scope.range();
        let (from, before) = if definition.stands() {
            (NO_DAY, NO_DAY + Days::new(1))
        } else {
            self.period()
        };
        let facets = match &self.facet {
            Some(facet) => Some(vec![facet.clone()]),
            None if part.facets.is_empty() => None,
            None => Some(part.facets.iter().map(|&facet| facet.to_owned()).collect()),
        };
        Rows {
            measures: part.measures.iter().map(|measure| measure.key()).collect(),
            first,
            end,
            from,
            before,
            domain: self.domain.as_deref(),
            kind: self.kind.or(part.kind).map(Kind::name),
            facets,
        }
    }

    /// The filter of one group.
    fn narrowed(&self, grouping: Grouping, group: &str) -> Self {
        let mut filter = self.clone();
        match grouping {
            Grouping::None => {}
            Grouping::Division => {
                filter.scope = Scope {
                    level: self.scope.level.below(),
                    code: group.to_owned(),
                };
            }
            Grouping::Line => filter.domain = Some(group.to_owned()),
            Grouping::Kind => filter.kind = Kind::named(group),
            Grouping::Facet => filter.facet = Some(group.to_owned()),
            Grouping::Day => {
                filter.from = group.parse().ok();
                filter.to = filter.from;
            }
            Grouping::Month => {
                let first: Option<NaiveDate> = format!("{group}-01").parse().ok();
                let last = first.and_then(|first| first.checked_add_months(Months::new(1)));
                let last = last.and_then(|next| next.pred_opt());
                filter.from = self.from.max(first);
                filter.to = [self.to, last].into_iter().flatten().min();
            }
        }
        filter
    }
}

/// The days before `before` from `from` on, as whole months and the days around them.
fn spans(from: NaiveDate, before: NaiveDate, by_month: bool) -> Vec<Span> {
    let span = |grain, from, before| Span {
        grain,
        from,
        before,
    };
    let mut spans = vec![span(Grain::Now, NO_DAY, NO_DAY + Days::new(1))];
    let mut first = month(from);
    if first < from {
        first = first.checked_add_months(Months::new(1)).unwrap_or(END);
    }
    let end = month(before);
    if by_month && first < end {
        spans.push(span(Grain::Day, from, first));
        spans.push(span(Grain::Month, first, end));
        spans.push(span(Grain::Day, end, before));
    } else {
        spans.push(span(Grain::Day, from, before));
    }
    spans.retain(|span| span.from < span.before);
    spans
}

/// What is summed of one group.
#[derive(Debug, Default)]
struct Group {
    count: i64,
    amount: i64,
    whole: i64,
    parties: i64,
    lengths: BTreeMap<String, i64>,
}

type Groups = BTreeMap<String, Group>;

fn summed(definition: &Definition, sums: &[Sum], filter: &Filter, grouping: Grouping) -> Groups {
    let mut groups = Groups::new();
    let facet_fits = |facet: &str| filter.facet.as_deref().is_none_or(|only| only == facet);
    for sum in sums.iter().filter(|sum| facet_fits(&sum.facet)) {
        let in_part = definition.part().takes(sum.measure, &sum.kind, &sum.facet);
        let in_whole = match &definition.counting {
            Counting::Share { whole, .. } => whole.takes(sum.measure, &sum.kind, &sum.facet),
            _ => false,
        };
        if !in_part && !in_whole || (sum.count, sum.amount) == (0, 0) {
            continue;
        }
        let key = match grouping {
            Grouping::Kind => &sum.kind,
            Grouping::Facet => &sum.facet,
            _ => &sum.key,
        };
        let group = groups.entry(key.clone()).or_default();
        if in_whole {
            group.whole += sum.count;
        }
        if in_part {
            group.count += sum.count;
            group.amount += sum.amount;
            *group.lengths.entry(sum.facet.clone()).or_default() += sum.count;
        }
    }
    groups
}

async fn parties(
    conn: &mut PgConnection,
    definition: &Definition,
    filter: &Filter,
    wanted: &Wanted<'_>,
    grouping: Grouping,
) -> Result<Groups, Fault> {
    let mut groups = Groups::new();
    let (from, before) = filter.period();
    for measure in definition.part().measures {
        for row in store::parties(&mut *conn, *measure, wanted, from, before).await? {
            let key = match grouping {
                Grouping::Kind => row.kind,
                _ => row.key,
            };
            let group = groups.entry(key).or_default();
            group.parties += row.different;
            group.count += row.rows;
        }
    }
    Ok(groups)
}

fn counted(
    definition: &'static Definition,
    mut groups: Groups,
    filter: &Filter,
    grouping: Grouping,
) -> Vec<Counted> {
    if grouping == Grouping::None {
        groups.entry(String::new()).or_default();
    }
    let of_group = |(key, group): (String, Group)| {
        let (value, denominator) = match definition.counting {
            Counting::Count(_) => (group.count, 0),
            Counting::Amount(_) => (group.amount, 0),
            Counting::Parties(_) => (group.parties, 0),
            Counting::Share { .. } => (group.count, group.whole),
            Counting::Average(_) => (group.amount, group.count),
            Counting::Percentile(_, percent) => (percentile(&group, percent), group.count),
        };
        Counted {
            definition,
            filter: filter.narrowed(grouping, &key),
            group: key,
            value,
            denominator,
            rows: group.count,
        }
    };
    groups.into_iter().map(of_group).collect()
}

/// The shortest length that at least so many in a hundred do not exceed; 0 of nothing.
fn percentile(group: &Group, percent: u8) -> i64 {
    let wanted = i64::from(percent) * group.count;
    let mut seen = 0;
    for (length, count) in &group.lengths {
        seen += count;
        if seen * 100 >= wanted {
            return length.parse().unwrap_or(0);
        }
    }
    0
}

impl Counted {
    /// The figure as it is read: `428`, `94.7%`, `3000.00`; a dash when there is nothing to divide by.
    pub fn text(&self) -> String {
        match self.definition.counting {
            Counting::Amount(_) => yuan(self.value),
            Counting::Share { .. } | Counting::Average(_) | Counting::Percentile(..)
                if self.denominator == 0 =>
            {
                "—".to_owned()
            }
            Counting::Share { .. } => {
                format!("{}%", tenths(self.value * 1_000, self.denominator))
            }
            Counting::Average(_) => tenths(self.value * 10, self.denominator),
            Counting::Count(_) | Counting::Parties(_) | Counting::Percentile(..) => {
                self.value.to_string()
            }
        }
    }
}

/// Fen as 元.
fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}

/// A quotient of tenths with one decimal, rounded half up.
fn tenths(numerator: i64, denominator: i64) -> String {
    let rounded = (2 * numerator + denominator).div_euclid(2 * denominator);
    let sign = if rounded < 0 { "-" } else { "" };
    let rounded = rounded.unsigned_abs();
    format!("{sign}{}.{}", rounded / 10, rounded % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days_of(spans: &[Span]) -> Vec<(i16, String, String)> {
        spans
            .iter()
            .filter(|span| span.grain != Grain::Now)
            .map(|span| {
                let (from, before) = (span.from.to_string(), span.before.to_string());
                (span.grain as i16, from, before)
            })
            .collect()
    }

    #[test]
    fn a_period_is_whole_months_and_the_days_around_them() {
        let spans_of = |from, before| days_of(&spans(day(from), day(before), true));
        let span = |grain, from: &str, before: &str| (grain, from.to_owned(), before.to_owned());
        assert_eq!(
            spans_of("2026-01-15", "2026-03-10"),
            [
                span(2, "2026-01-15", "2026-02-01"),
                span(1, "2026-02-01", "2026-03-01"),
                span(2, "2026-03-01", "2026-03-10"),
            ]
        );
        assert_eq!(
            spans_of("2026-01-01", "2027-01-01"),
            [span(1, "2026-01-01", "2027-01-01")]
        );
        assert_eq!(
            spans_of("2026-01-15", "2026-02-10"),
            [span(2, "2026-01-15", "2026-02-10")]
        );
        assert!(spans_of("2026-02-10", "2026-02-10").is_empty());
    }

    #[test]
    fn quotients_are_rounded_half_up_to_one_decimal() {
        assert_eq!(tenths(428 * 1_000, 452), "94.7");
        assert_eq!(tenths(10, 8), "0.1");
        assert_eq!(tenths(15, 10), "0.2");
        assert_eq!(tenths(0, 7), "0.0");
        assert_eq!(
            (yuan(300_005), yuan(-5)),
            ("3000.05".into(), "-0.05".into())
        );
    }

    #[test]
    fn a_percentile_is_the_shortest_length_that_enough_do_not_exceed() {
        let group = |lengths: &[(&str, i64)]| Group {
            count: lengths.iter().map(|(_, count)| count).sum(),
            lengths: lengths
                .iter()
                .map(|(length, count)| ((*length).to_owned(), *count))
                .collect(),
            ..Group::default()
        };
        let some = group(&[("0010", 5), ("0020", 4), ("0100", 1)]);
        assert_eq!((percentile(&some, 50), percentile(&some, 90)), (10, 20));
        assert_eq!(percentile(&some, 91), 100);
        assert_eq!(percentile(&group(&[]), 50), 0);
    }
}
