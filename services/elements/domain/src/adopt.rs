//! Adopting what the upper element centre manages: its timeline becomes ours, as of now. Pure.

use std::collections::BTreeSet;

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use statute::identifier::DivisionCode;

use super::decide::{Known, RowKey};
use super::element::{Element, Key};
use super::timeline::Span;

/// An element as the upper element centre tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Which element.
    pub key: Key,
    /// Division that owns it.
    pub division: DivisionCode,
    /// Everything known of it, by first day; the spans do not overlap.
    pub timeline: Vec<(Span, Element)>,
}

/// What is to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Adoption {
    /// Which element.
    pub key: Key,
    /// Version before; 0: the element is new here.
    pub version_before: i64,
    /// Version after.
    pub version: i64,
    /// Instant of the record: now, but never before the change before it.
    pub at: DateTime<Utc>,
    /// Division that owns it.
    pub division: DivisionCode,
    /// Name it is found by.
    pub name: String,
    /// Rows that are no longer what is known.
    pub superseded: Vec<RowKey>,
    /// What is recorded anew.
    pub recorded: Vec<(Span, Element)>,
    /// What the others are told.
    pub event: proto::ElementChanged,
}

/// What adopting an element changes; `None`: it is known just so.
pub fn adopt(known: Option<&Known>, told: Told, now: DateTime<Utc>) -> Option<Adoption> {
    let rows = known.map_or(&[][..], |known| &known.rows);
    let old: Vec<(Span, &Body)> = rows.iter().map(|row| (row.span, &row.body)).collect();
    let new: Vec<(Span, &Body)> = told
        .timeline
        .iter()
        .map(|(span, element)| (*span, element.body()))
        .collect();
    let changed = difference(&old, &new)?;
    let event = proto::ElementChanged {
        registry: told.key.registry.to_proto().into(),
        element_id: told.key.id.clone(),
        timeline: new.iter().map(|entry| entry_of(*entry)).collect(),
        changed_from: changed.from().to_string(),
        changed_to: last_day(changed),
        ..proto::ElementChanged::default()
    };
    let superseded = rows
        .iter()
        .filter(|row| !new.contains(&(row.span, &row.body)))
        .map(|row| row.key)
        .collect();
    let name = told
        .timeline
        .last()
        .map(|(_, element)| element.name().to_owned())
        .or_else(|| known.map(|known| known.name.clone()))
        .unwrap_or_default();
    let recorded = told
        .timeline
        .iter()
        .filter(|(span, element)| !old.contains(&(*span, element.body())))
        .cloned()
        .collect();
    let version_before = known.map_or(0, |known| known.version);
    Some(Adoption {
        key: told.key,
        version_before,
        version: version_before + 1,
        at: known.map_or(now, |known| known.changed_at.max(now)),
        division: told.division,
        name,
        superseded,
        recorded,
        event,
    })
}

/// The days from the first to the last on which two timelines differ; `None`: they do not, however they are cut.
fn difference(old: &[(Span, &Body)], new: &[(Span, &Body)]) -> Option<Span> {
    let spans = || old.iter().chain(new).map(|(span, _)| *span);
    let edges: BTreeSet<CivilDate> = spans()
        .map(Span::from)
        .chain(spans().filter_map(Span::to))
        .collect();
    let mut differing = edges
        .iter()
        .filter(|day| held_on(old, **day) != held_on(new, **day));
    let first = *differing.next()?;
    let last = *differing.next_back().unwrap_or(&first);
    let end = edges.range(last..).nth(1).copied();
    Span::new(first, end)
}

fn held_on<'a>(timeline: &[(Span, &'a Body)], day: CivilDate) -> Option<&'a Body> {
    timeline
        .iter()
        .find(|(span, _)| span.holds_on(day))
        .map(|(_, body)| *body)
}

fn entry_of((span, body): (Span, &Body)) -> proto::TimelineEntry {
    proto::TimelineEntry {
        valid_from: span.from().to_string(),
        valid_to: last_day(span),
        element: Some(proto::Element {
            body: Some(body.clone()),
        }),
    }
}

fn last_day(span: Span) -> String {
    span.to().map(|to| to.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::decide::Row;
    use super::super::registry::Registry;
    use super::*;

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    fn span(from: &str, to: &str) -> Span {
        Span::new(day(from), (!to.is_empty()).then(|| day(to))).unwrap()
    }

    fn division(name: &str) -> Body {
        Body::Division(proto::Division {
            code: "350604".into(),
            name: name.into(),
            parent: "3506".into(),
        })
    }

    fn known(rows: &[(&str, &str, &str)]) -> Known {
        let row = |(at, (from, to, name)): (usize, &(&str, &str, &str))| Row {
            key: RowKey {
                version: i64::try_from(at).unwrap() + 1,
                from: day(from),
            },
            span: span(from, to),
            body: division(name),
        };
        Known {
            version: 7,
            changed_at: DateTime::UNIX_EPOCH,
            division: DivisionCode::parse("350604").unwrap(),
            name: "龙海区".into(),
            rows: rows.iter().enumerate().map(row).collect(),
            managed_by: None,
            adopted_position: None,
        }
    }

    fn told(entries: &[(&str, &str, &str)]) -> Told {
        let entry = |(from, to, name): &(&str, &str, &str)| {
            let span = span(from, to);
            let element = Element::read(division(name), span, day("2023-11-20")).unwrap();
            (span, element)
        };
        Told {
            key: Key::new(Registry::Division, "350604"),
            division: DivisionCode::parse("350604").unwrap(),
            timeline: entries.iter().map(entry).collect(),
        }
    }

    fn decided(
        before: Option<&Known>,
        entries: &[(&str, &str, &str)],
    ) -> Option<(Vec<i64>, usize, String, String)> {
        let adoption = adopt(before, told(entries), DateTime::UNIX_EPOCH)?;
        Some((
            adoption.superseded.iter().map(|key| key.version).collect(),
            adoption.recorded.len(),
            adoption.event.changed_from,
            adoption.event.changed_to,
        ))
    }

    #[test]
    fn what_is_known_just_so_changes_nothing() {
        let before = known(&[("2021-01-01", "", "龙海区")]);
        assert_eq!(
            decided(Some(&before), &[("2021-01-01", "", "龙海区")]),
            None
        );
        let cut = [
            ("2021-01-01", "2022-01-01", "龙海区"),
            ("2022-01-01", "", "龙海区"),
        ];
        assert_eq!(decided(Some(&before), &cut), None, "however it is cut");
        assert_eq!(decided(None, &[]), None);
    }

    #[test]
    fn only_the_days_that_differ_are_told_as_changed() {
        let before = known(&[("2021-01-01", "", "龙海市")]);
        let renamed = [
            ("2021-01-01", "2022-01-01", "龙海市"),
            ("2022-01-01", "", "龙海区"),
        ];
        let (superseded, recorded, from, to) = decided(Some(&before), &renamed).unwrap();
        assert_eq!((superseded, recorded), (vec![1], 2));
        assert_eq!((from.as_str(), to.as_str()), ("2022-01-01", ""));

        let middle = [
            ("2021-01-01", "2022-01-01", "龙海市"),
            ("2022-01-01", "2022-07-01", "甲"),
            ("2022-07-01", "", "龙海市"),
        ];
        let (_, recorded, from, to) = decided(Some(&before), &middle).unwrap();
        assert_eq!(
            (recorded, from.as_str(), to.as_str()),
            (3, "2022-01-01", "2022-07-01")
        );
    }

    #[test]
    fn rows_that_stay_are_left_alone() {
        let before = known(&[
            ("2021-01-01", "2022-01-01", "龙海市"),
            ("2022-01-01", "", "甲"),
        ]);
        let after = [
            ("2021-01-01", "2022-01-01", "龙海市"),
            ("2022-01-01", "", "龙海区"),
        ];
        let (superseded, recorded, ..) = decided(Some(&before), &after).unwrap();
        assert_eq!((superseded, recorded), (vec![2], 1));
    }

    #[test]
    fn what_was_withdrawn_above_holds_no_longer_here() {
        let before = known(&[("2021-01-01", "", "龙海市")]);
        let adoption = adopt(Some(&before), told(&[]), DateTime::UNIX_EPOCH).unwrap();
        assert_eq!((adoption.superseded.len(), adoption.recorded.len()), (1, 0));
        assert_eq!((adoption.version, adoption.name.as_str()), (8, "龙海区"));
        assert!(adoption.event.timeline.is_empty());
    }
}
