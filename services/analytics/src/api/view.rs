//! Figures and rows as the contract writes them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use contract::analytics::v1 as proto;
use feed::{Progress, sm3};
use prost_types::Timestamp;
use statute::Domain;
use subscription::Subscription;

use super::ask::groupings;
use super::token::Drill;
use crate::definition::{Counting, Definition, facet_zh};
use crate::figure::{Counted, Grouping};
use crate::follow::consumer;
use crate::step::Kind;
use crate::store::{Mark, Row, Words};
use crate::tally::NO_DAY;

/// How far every feed is counted.
#[derive(Debug, Clone)]
pub(super) struct Marks {
    marks: Vec<(Mark, Option<Progress>)>,
    now: DateTime<Utc>,
}

impl Marks {
    /// What one snapshot has, and what has been heard since.
    pub(super) fn new(
        marks: Vec<Mark>,
        progress: &BTreeMap<Subscription, Progress>,
        now: DateTime<Utc>,
    ) -> Self {
        let heard = |mark: &Mark| {
            let of_mark = progress
                .iter()
                .find(|(subscription, _)| subscription.consumer == mark.consumer);
            of_mark.map(|(_, progress)| progress.clone())
        };
        Self {
            marks: marks
                .into_iter()
                .map(|mark| {
                    let progress = heard(&mark);
                    (mark, progress)
                })
                .collect(),
            now,
        }
    }

    /// As the contract writes them.
    pub(super) fn watermarks(&self) -> Vec<proto::Watermark> {
        let ours = self
            .marks
            .iter()
            .filter_map(|(mark, progress)| Some((mark, progress, consumer(&mark.consumer)?)));
        ours.map(|(mark, progress, (log, origin))| {
            let head = progress.as_ref().map_or(mark.position, |known| known.head);
            let behind = (head - mark.position).max(0);
            let heard = progress.as_ref().and_then(|known| known.last_heard_at);
            let known_at = if behind > 0 { mark.event_time } else { heard };
            proto::Watermark {
                consumer: mark.consumer.clone(),
                log: log.name().to_owned(),
                origin: origin.name().to_owned(),
                position: mark.position,
                event_time: mark.event_time.map(timestamp),
                events_behind: behind,
                lag_seconds: known_at.map(|at| (self.now - at).num_seconds().max(0)),
                events_set_aside: mark.set_aside,
            }
        })
        .collect()
    }

    /// A digest of the positions that a definition's figures stand on.
    pub(super) fn digest(&self, definition: &Definition) -> Vec<u8> {
        let logs: BTreeSet<_> = definition
            .measures()
            .map(crate::measure::Measure::log)
            .collect();
        let known =
            self.marks.iter().map(|(mark, _)| mark).filter(|mark| {
                consumer(&mark.consumer).is_some_and(|(log, _)| logs.contains(&log))
            });
        let lines: Vec<String> = known
            .map(|mark| format!("{} {} {}", mark.consumer, mark.position, mark.set_aside))
            .collect();
        let hash = sm3(&[b"yifa.analytics.marks", lines.join("\n").as_bytes()]);
        hash.as_slice().iter().take(8).copied().collect()
    }
}

/// What figures are written with.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) words: &'a Words,
    pub(super) marks: &'a Marks,
}

impl View<'_> {
    /// Figures.
    pub(super) fn figures(&self, counted: &[Counted], grouping: Grouping) -> Vec<proto::Figure> {
        let figure = |counted: &Counted| self.figure(counted, grouping);
        counted.iter().map(figure).collect()
    }

    fn figure(&self, counted: &Counted, grouping: Grouping) -> proto::Figure {
        proto::Figure {
            definition_id: counted.definition.id.to_owned(),
            unit: counted.definition.unit.to_owned(),
            group: counted.group.clone(),
            group_name: self.group_name(counted, grouping),
            value: counted.value,
            denominator: counted.denominator,
            text: counted.text(),
            rows: counted.rows,
            drill_down: Drill::token(counted, self.marks.digest(counted.definition)),
        }
    }

    fn group_name(&self, counted: &Counted, grouping: Grouping) -> String {
        let group = counted.group.as_str();
        match grouping {
            Grouping::None => String::new(),
            Grouping::Division if counted.filter.scope.is_own() => {
                format!("{}（本级）", self.words.division(group))
            }
            Grouping::Division => self.words.division(group).to_owned(),
            Grouping::Line => {
                let known: Result<Domain, _> = group.parse();
                known.map_or_else(|_| group.to_owned(), |domain| domain.zh().to_owned())
            }
            Grouping::Kind => {
                Kind::named(group).map_or_else(|| group.to_owned(), |kind| kind.zh().to_owned())
            }
            Grouping::Facet => {
                let known = facet_zh(counted.definition.facet(), group);
                known.unwrap_or_else(|| group.to_owned())
            }
            Grouping::Day | Grouping::Month => group.to_owned(),
        }
    }

    /// A row.
    pub(super) fn row(&self, row: &Row, counting: &Counting) -> proto::FigureCase {
        let counts_amounts = matches!(
            counting,
            Counting::Amount(_) | Counting::Average(_) | Counting::Percentile(..)
        );
        let named = match row.agency_name.as_str() {
            "" => &row.agency_id,
            name => name,
        };
        let agency_name = self.words.agency(&row.agency_id).unwrap_or(named);
        proto::FigureCase {
            case_id: row.case_id.to_string(),
            case_code: grouped(&row.code),
            agency_id: row.agency_id.clone(),
            agency_name: agency_name.to_owned(),
            division_name: self.words.division(&row.division).to_owned(),
            division: row.division.clone(),
            domain: row.domain.clone(),
            date: if row.day == NO_DAY {
                String::new()
            } else {
                row.day.to_string()
            },
            amount: if counts_amounts { row.amount } else { 1 },
            origin: row.origin.clone(),
        }
    }
}

/// A definition.
pub(super) fn definition(definition: &Definition) -> proto::Definition {
    let measurement = match definition.counting {
        Counting::Count(_) => proto::Measurement::Count,
        Counting::Amount(_) => proto::Measurement::Amount,
        Counting::Parties(_) => proto::Measurement::Distinct,
        Counting::Share { .. } => proto::Measurement::Share,
        Counting::Average(_) => proto::Measurement::Average,
        Counting::Percentile(..) => proto::Measurement::Percentile,
    };
    let groupings = groupings(definition);
    proto::Definition {
        definition_id: definition.id.to_owned(),
        name: definition.name.to_owned(),
        text: definition.text.to_owned(),
        unit: definition.unit.to_owned(),
        measurement: measurement.into(),
        standing: definition.stands(),
        groupings: groupings.into_iter().map(i32::from).collect(),
    }
}

/// The divisions that figures name.
pub(super) fn divisions(counted: &[Counted], grouping: Grouping, own: &str) -> Vec<String> {
    let mut codes = BTreeSet::from([own.to_owned()]);
    if grouping == Grouping::Division {
        codes.extend(counted.iter().map(|counted| counted.group.clone()));
    }
    codes.into_iter().collect()
}

/// The divisions and agencies that rows name.
pub(super) fn codes(rows: &[Row]) -> (Vec<String>, Vec<String>) {
    let divisions: BTreeSet<&str> = rows.iter().map(|row| row.division.as_str()).collect();
    let agencies: BTreeSet<&str> = rows.iter().map(|row| row.agency_id.as_str()).collect();
    let owned = |codes: BTreeSet<&str>| codes.into_iter().map(str::to_owned).collect();
    (owned(divisions), owned(agencies))
}

/// A case identity code in groups of four; as it is when it has groups already.
fn grouped(code: &str) -> String {
    if code.contains('-') {
        return code.to_owned();
    }
    let letters: Vec<char> = code.chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join("-")
}

fn timestamp(at: DateTime<Utc>) -> Timestamp {
    Timestamp {
        seconds: at.timestamp(),
        nanos: i32::try_from(at.timestamp_subsec_nanos()).unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_in_groups_of_four() {
        assert_eq!(grouped("0123456789ABCDEFG"), "0123-4567-89AB-CDEF-G");
        assert_eq!(grouped("0123-4567-89AB-CDEF-G"), "0123-4567-89AB-CDEF-G");
    }
}
