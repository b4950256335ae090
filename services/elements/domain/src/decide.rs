//! What a change does: pure, everything looked up comes in as [`Facts`].

use std::collections::BTreeMap;

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use refusal::Refusal;
use statute::identifier::DivisionCode;

use super::element::{Element, Key};
use super::reasons;
use super::timeline::{Span, revise};
use super::{identity, merge, norm, reference, right};

/// What somebody wants to change.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// What is said.
    pub change: Change,
    /// Days of which it is said.
    pub span: Span,
    /// Version last seen; `None`: no check.
    pub seen: Option<i64>,
}

/// What is said of an element.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// It holds.
    Record(Box<Element>),
    /// Nothing holds.
    Withdraw(Key),
}

/// An element as it is now known.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Version after its newest change.
    pub version: i64,
    /// Instant of its newest change.
    pub changed_at: DateTime<Utc>,
    /// Division that owns it.
    pub division: DivisionCode,
    /// Name it is found by.
    pub name: String,
    /// What is known of it; the spans do not overlap.
    pub rows: Vec<Row>,
    /// Upper deployment that manages it; `None`: it is managed here.
    pub managed_by: Option<String>,
    /// Position of the newest change adopted from there.
    pub adopted_position: Option<i64>,
}

/// One body for one span of days.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which row.
    pub key: RowKey,
    /// Days for which it holds.
    pub span: Span,
    /// What holds.
    pub body: Body,
}

/// A row of an element: the version that recorded it, and its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowKey {
    /// Version of the element whose change recorded the row.
    pub version: i64,
    /// First day.
    pub from: CivilDate,
}

/// What was looked up for the decision.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The present instant.
    pub now: DateTime<Utc>,
    /// Division whose elements the caller keeps; `None`: none.
    pub keeps: Option<DivisionCode>,
    /// Elements that are looked at ([`Element::looks_at`]) and every norm, as now known. There may be others.
    pub others: BTreeMap<Key, Vec<Row>>,
    /// Another element that carries the same identity for some of the same days.
    pub namesake: Option<String>,
    /// Other certificates of the same officer ([`Element::stands_beside`]).
    pub beside: Vec<Row>,
}

/// What is to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Which element.
    pub key: Key,
    /// Version before; 0: the element is new.
    pub version_before: i64,
    /// Version after.
    pub version: i64,
    /// Instant of the record: now, but never before the change before it, whatever the clock says.
    pub at: DateTime<Utc>,
    /// Division that owns the element.
    pub division: DivisionCode,
    /// Name it is found by.
    pub name: String,
    /// Rows that are no longer what is known.
    pub superseded: Vec<RowKey>,
    /// What is left of them.
    pub kept: Vec<(Span, RowKey)>,
    /// What is recorded anew; `None`: the element is withdrawn.
    pub recorded: Option<(Span, Box<Element>)>,
    /// What the others are told.
    pub event: proto::ElementChanged,
}

impl Change {
    /// Which element it is about.
    pub fn key(&self) -> &Key {
        match self {
            Self::Record(element) => element.key(),
            Self::Withdraw(key) => key,
        }
    }
}

/// Whether what is said is what is known already, for every day of which it is said.
pub fn is_known(known: &Known, act: &Act) -> bool {
    let Change::Record(element) = &act.change else {
        return false;
    };
    let mut rows: Vec<&Row> = known
        .rows
        .iter()
        .filter(|row| row.span.overlaps(act.span))
        .collect();
    rows.sort_by_key(|row| row.span.from());
    let mut day = Some(act.span.from());
    for row in rows {
        let follows = day.is_some_and(|day| row.span.from() <= day);
        if !follows || row.body != *element.body() {
            return false;
        }
        day = row.span.to();
    }
    // `day` is now the first day of which nothing is known; none: it is known for good.
    match (day, act.span.to()) {
        (None, _) => true,
        (Some(day), Some(to)) => day >= to,
        (Some(_), None) => false,
    }
}

/// Decides a change.
///
/// # Refuses
/// Absent (nothing to withdraw from) · `PROVINCE_ONLY` · `FOREIGN_DIVISION` · `MANAGED_ABOVE` · Stale · `REFERENCE_NOT_IN_FORCE` ·
/// `BASIS_NOT_IN_FORCE` (行政处罚法 §38) · `DIVISION_DOES_NOT_FIT` · `REFERENCE_DOES_NOT_FIT` · `ENTRUSTED_FURTHER` (§20) ·
/// `CERTIFICATES_OVERLAP` · `STANDARD_OUT_OF_RANGE` (§34) · `MERGE_IMPOSSIBLE` · `IDENTITY_TAKEN` · `NORM_NOT_MET` ·
/// `NOTHING_HOLDS`
pub fn decide(known: Option<&Known>, act: Act, facts: &Facts) -> Result<Decision, Refusal> {
    let key = act.change.key().clone();
    if known.is_none() && matches!(act.change, Change::Withdraw(_)) {
        return Err(Refusal::absent(key.registry.name(), key.registry.zh()));
    }
    let division = right::owner(known, &act.change, facts)?;
    check_managed_here(known, &key)?;
    check_seen(known, act.seen, &key)?;
    if let Change::Record(element) = &act.change {
        reference::check(element, act.span, facts)?;
        merge::check(element, act.span, facts)?;
        check_identity(element, facts)?;
        norm::check(element, &division, facts.norms_on(CivilDate::of(facts.now)))?;
    }
    let rows = known.map_or(&[][..], |known| &known.rows);
    let revision = revise(rows.iter().map(|row| (row.span, row.key)), act.span);
    if revision.superseded.is_empty() && matches!(act.change, Change::Withdraw(_)) {
        return Err(nothing_holds(&act));
    }
    let version_before = known.map_or(0, |known| known.version);
    let recorded = match act.change {
        Change::Record(element) => Some((act.span, element)),
        Change::Withdraw(_) => None,
    };
    let timeline = timeline(
        rows,
        &revision.superseded,
        &revision.kept,
        recorded.as_ref(),
    );
    Ok(Decision {
        event: proto::ElementChanged {
            registry: key.registry.to_proto().into(),
            element_id: key.id.clone(),
            timeline,
            changed_from: act.span.from().to_string(),
            changed_to: act.span.to().map(|to| to.to_string()).unwrap_or_default(),
            ..proto::ElementChanged::default()
        },
        key,
        version_before,
        version: version_before + 1,
        at: known.map_or(facts.now, |known| known.changed_at.max(facts.now)),
        division,
        name: match (&recorded, known) {
            (Some((_, element)), _) => element.name().to_owned(),
            (None, known) => known.map(|known| known.name.clone()).unwrap_or_default(),
        },
        superseded: revision.superseded,
        kept: revision.kept,
        recorded,
    })
}

fn check_managed_here(known: Option<&Known>, key: &Key) -> Result<(), Refusal> {
    let Some(upper) = known.and_then(|known| known.managed_by.as_ref()) else {
        return Ok(());
    };
    let registry = key.registry;
    let (zh, remedy) = (registry.zh(), reasons::MANAGED_ABOVE.remedy);
    Err(Refusal::new(
        &reasons::MANAGED_ABOVE,
        format!("the {registry} is managed by the upper deployment {upper}"),
        format!("该{zh}由上级要素中心管理，本级只能查看。{remedy}"),
    )
    .with_metadata("managed_by", upper.clone()))
}

fn check_seen(known: Option<&Known>, seen: Option<i64>, key: &Key) -> Result<(), Refusal> {
    let current = known.map_or(0, |known| known.version);
    match seen {
        Some(seen) if seen != current => {
            let etag = if current == 0 {
                String::new()
            } else {
                refusal::etag::write(current)
            };
            Err(Refusal::stale(
                key.registry.name(),
                key.registry.zh(),
                &etag,
            ))
        }
        _ => Ok(()),
    }
}

fn check_identity(element: &Element, facts: &Facts) -> Result<(), Refusal> {
    match &facts.namesake {
        Some(namesake) => Err(identity::taken(element, namesake)),
        None => Ok(()),
    }
}

fn nothing_holds(act: &Act) -> Refusal {
    Refusal::new(
        &reasons::NOTHING_HOLDS,
        format!("nothing is recorded for {}", act.span),
        "该时段没有有效记录，无需撤销",
    )
}

fn timeline(
    rows: &[Row],
    superseded: &[RowKey],
    kept: &[(Span, RowKey)],
    recorded: Option<&(Span, Box<Element>)>,
) -> Vec<proto::TimelineEntry> {
    let untouched = rows
        .iter()
        .filter(|row| !superseded.contains(&row.key))
        .map(|row| (row.span, &row.body));
    let left = kept.iter().filter_map(|(span, key)| {
        rows.iter()
            .find(|row| row.key == *key)
            .map(|row| (*span, &row.body))
    });
    let new = recorded.map(|(span, element)| (*span, element.body()));
    let mut entries: Vec<_> = untouched.chain(left).chain(new).collect();
    entries.sort_by_key(|(span, _)| span.from());
    entries
        .into_iter()
        .map(|(span, body)| proto::TimelineEntry {
            valid_from: span.from().to_string(),
            valid_to: span.to().map(|to| to.to_string()).unwrap_or_default(),
            element: Some(proto::Element {
                body: Some(body.clone()),
            }),
        })
        .collect()
}
