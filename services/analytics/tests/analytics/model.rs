//! A second count of the same events, written for nothing but being obviously right.

use std::collections::{BTreeMap, BTreeSet};

use analytics::synthetic::{Dice, Scribe};
use chrono::{Days, NaiveDate};
use contract::analytics::v1::Grouping;
use contract::cases::v1 as cases;
use contract::disclosure::v1 as disclosure;
use contract::feed::v1::Event;
use contract::supervision::v1 as supervision;
use prost::{Message, Name};
use uuid::Uuid;

use crate::bureau;

/// A thing that counts for a definition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) day: Option<NaiveDate>,
    pub(crate) division: String,
    pub(crate) domain: String,
    pub(crate) kind: &'static str,
    pub(crate) facet: String,
    pub(crate) party: String,
    pub(crate) amount: i64,
    /// For a share: whether it is in the part.
    pub(crate) in_part: bool,
}

/// A figure as the model has it: value, denominator, rows.
pub(crate) type Figure = (i64, i64, i64);

#[derive(Debug, Clone, Default)]
struct Case {
    division: String,
    domain: String,
    kind: &'static str,
    party: String,
    party_kind: String,
    offline: bool,
    step: String,
    days: BTreeMap<&'static str, NaiveDate>,
    fine: i64,
    fallen: bool,
    visits: BTreeSet<NaiveDate>,
    paid: BTreeMap<NaiveDate, i64>,
}

fn payload<M: Message + Default + Name>(event: &Event) -> Option<M> {
    let any = event.payload.as_ref()?;
    (any.type_url.rsplit('/').next()? == M::full_name())
        .then(|| M::decode(any.value.as_slice()).unwrap())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn instant(time: Option<prost_types::Timestamp>) -> NaiveDate {
    // Shanghai is eight hours ahead.
    let time = time.unwrap();
    let at = chrono::DateTime::from_timestamp(time.seconds + 8 * 3600, 0).unwrap();
    at.date_naive()
}

fn opened(opening: Option<cases::CaseOpening>, kind: &'static str, on: &str) -> Case {
    let opening = opening.unwrap();
    let party = opening.party.unwrap();
    Case {
        division: opening.division,
        domain: opening.domain,
        kind,
        party: party.party_id,
        party_kind: party.kind,
        offline: opening.back_entry.is_some(),
        days: BTreeMap::from([("opened", day(on))]),
        ..Case::default()
    }
}

fn fold(events: &[Event]) -> Vec<Case> {
    let mut all: BTreeMap<String, Case> = BTreeMap::new();
    for event in events {
        let id = event.aggregate_id.clone();
        if let Some(it) = payload::<cases::InspectionOpened>(event) {
            let mut case = opened(it.opening, "INSPECTION", &it.opened_date);
            case.step = "OPENED".into();
            all.insert(id.clone(), case);
        }
        if let Some(it) = payload::<cases::CaseFiled>(event) {
            let mut case = opened(it.opening, "ORDINARY_PENALTY", &it.filed_date);
            case.step = "FILED".into();
            all.insert(id.clone(), case);
        }
        let case = all.get_mut(&id).unwrap();
        if let Some(it) = payload::<cases::SiteRecorded>(event) {
            case.days.insert("site", instant(it.start_time));
            case.visits.insert(instant(it.start_time));
            let clean = it.findings.is_empty();
            case.step = if clean { "CLEAN" } else { "RECORDED" }.into();
        }
        if let Some(it) = payload::<cases::RectificationOrdered>(event) {
            case.days.insert("ordered", day(&it.ordered_date));
            case.step = "ORDERED".into();
        }
        if payload::<cases::OrderServed>(event).is_some() {
            case.step = "SERVED".into();
        }
        if let Some(it) = payload::<cases::RevisitRecorded>(event) {
            case.visits.insert(instant(it.visit_time));
            case.step = if it.all_corrected {
                "CORRECTED"
            } else {
                "SERVED"
            }
            .into();
        }
        if let Some(it) = payload::<cases::InspectionClosed>(event) {
            case.days.insert("closed", day(&it.closed_date));
            case.step = "CLOSED".into();
        }
        if payload::<cases::InquiryConcluded>(event).is_some() {
            case.step = "CONCLUDED".into();
        }
        if let Some(it) = payload::<cases::LegalityReviewed>(event) {
            let passed = it.opinion() == cases::ReviewOpinion::Passed;
            case.step = if passed { "REVIEWED" } else { "FILED" }.into();
        }
        if payload::<cases::NoticeServed>(event).is_some() {
            case.step = "NOTICED".into();
        }
        if payload::<cases::StatementWaived>(event).is_some() {
            case.step = "HEARD".into();
        }
        if let Some(it) = payload::<cases::PenaltyDecided>(event) {
            case.days.insert("decided", day(&it.decided_date));
            case.fine = it.fine_fen;
            case.step = "DECIDED".into();
        }
        if let Some(it) = payload::<cases::DecisionServed>(event) {
            case.days
                .insert("served", day(&it.service.unwrap().served_date));
            case.step = "SERVED".into();
        }
        if let Some(it) = payload::<cases::PaymentRecorded>(event) {
            *case.paid.entry(day(&it.paid_date)).or_default() += it.amount_fen;
            if it.paid_in_full {
                case.step = "PAID".into();
            }
        }
        if let Some(it) = payload::<cases::CaseClosed>(event) {
            case.days.insert("closed", day(&it.closed_date));
            case.step = "CLOSED".into();
        }
        if let Some(it) = payload::<cases::DecisionRevoked>(event) {
            case.days.insert("revoked", day(&it.revoked_date));
            case.step = "REVOKED".into();
            case.fallen = matches!(
                it.effect(),
                cases::RevocationEffect::Revoked | cases::RevocationEffect::DeclaredVoid
            );
        }
    }
    all.into_values().collect()
}

/// What counts for a definition.
pub(crate) fn rows(
    definition: &str,
    case_events: &[Event],
    warning_events: &[Event],
    publication_events: &[Event],
) -> Vec<Row> {
    let family = definition.split('.').next().unwrap();
    if family == "warnings" {
        return warnings(definition == "warnings.open", warning_events);
    }
    if definition.starts_with("decisions.") && definition != "decisions.revoked" {
        return publications(definition, publication_events);
    }
    let cases = fold(case_events);
    cases
        .iter()
        .flat_map(|case| case.rows(definition))
        .collect()
}

impl Case {
    fn row(&self, day: Option<NaiveDate>) -> Row {
        Row {
            day,
            division: self.division.clone(),
            domain: self.domain.clone(),
            kind: self.kind,
            facet: String::new(),
            party: self.party.clone(),
            amount: 1,
            in_part: true,
        }
    }

    fn on(&self, name: &str) -> Option<Row> {
        let day = self.days.get(name)?;
        Some(self.row(Some(*day)))
    }

    fn rows(&self, definition: &str) -> Vec<Row> {
        let opened = || {
            let mut row = self.on("opened").unwrap();
            row.facet.clone_from(&self.party_kind);
            vec![row]
        };
        let only = |wanted: bool, rows: Vec<Row>| if wanted { rows } else { Vec::new() };
        let one = |row: Option<Row>| row.into_iter().collect::<Vec<_>>();
        let penalty = self.kind == "ORDINARY_PENALTY";
        let visits = || {
            let visits = self.visits.iter().map(|day| self.row(Some(*day)));
            only(self.party_kind != "PERSON", visits.collect())
        };
        match definition {
            "cases.opened" => opened(),
            "inspections.opened" => only(!penalty, opened()),
            "penalties.filed" => only(penalty, opened()),
            "penalties.filed.organisations" => {
                only(penalty && self.party_kind == "ORGANISATION", opened())
            }
            "cases.back_entered" => only(self.offline, opened()),
            "cases.online.share" => {
                let mut rows = opened();
                rows[0].in_part = !self.offline;
                rows
            }
            "cases.open" => {
                let mut row = self.row(None);
                row.facet.clone_from(&self.step);
                only(
                    !matches!(self.step.as_str(), "CLOSED" | "REVOKED"),
                    vec![row],
                )
            }
            "inspections.done" => one(self.on("site")),
            "inspections.visits" | "inspections.firms" => visits(),
            "rectifications.ordered" => one(self.on("ordered")),
            "penalties.decided" => one(self.on("decided")),
            "penalties.served" => one(self.on("served")),
            "cases.closed" => one(self.on("closed")),
            "decisions.revoked" => one(self.on("revoked")),
            "fines.decided" => {
                let mut rows = one(self.on("decided"));
                for row in &mut rows {
                    row.amount = self.fine;
                }
                only(!self.fallen, rows)
            }
            "fines.paid" => {
                let paid = self.paid.iter().map(|(day, fen)| Row {
                    amount: *fen,
                    ..self.row(Some(*day))
                });
                paid.collect()
            }
            "penalties.days.average" | "penalties.days.median" | "penalties.days.p90" => {
                let mut rows = one(self.on("decided"));
                for row in &mut rows {
                    row.amount = (row.day.unwrap() - self.days["opened"]).num_days();
                }
                rows
            }
            unknown => unreachable!("{unknown}"),
        }
    }
}

fn warnings(open: bool, events: &[Event]) -> Vec<Row> {
    let mut all: BTreeMap<String, (Row, bool)> = BTreeMap::new();
    for event in events {
        if let Some(it) = payload::<supervision::WarningRaised>(event) {
            let about = it.subject.unwrap();
            if !about.origin.is_empty() {
                continue;
            }
            let level = if about.level() == supervision::WarningLevel::Red {
                "RED"
            } else {
                "YELLOW"
            };
            let row = Row {
                day: (!open).then(|| day(&about.raised_date)),
                division: about.division,
                domain: about.domain,
                kind: "",
                facet: level.to_owned(),
                party: String::new(),
                amount: 1,
                in_part: true,
            };
            all.insert(event.aggregate_id.clone(), (row, true));
        }
        if payload::<supervision::WarningClosed>(event).is_some()
            && let Some(known) = all.get_mut(&event.aggregate_id)
        {
            known.1 = false;
        }
    }
    let rows = all.into_values().filter(|(_, is_open)| !open || *is_open);
    rows.map(|(row, _)| row).collect()
}

fn publications(definition: &str, events: &[Event]) -> Vec<Row> {
    let mut published: BTreeMap<String, Row> = BTreeMap::new();
    let mut withdrawn: BTreeMap<String, Row> = BTreeMap::new();
    for event in events {
        if let Some(it) = payload::<disclosure::DecisionPublished>(event) {
            let decision = it.decision.unwrap();
            let row = Row {
                day: Some(day(&it.published_date)),
                division: decision.division.clone(),
                domain: decision.domain.clone(),
                kind: match decision.kind() {
                    disclosure::PublicationKind::Penalty => "ORDINARY_PENALTY",
                    _ => "INSPECTION",
                },
                facet: String::new(),
                party: String::new(),
                amount: 1,
                in_part: definition == "decisions.published" || it.published_date <= it.due_date,
            };
            published.insert(event.aggregate_id.clone(), row);
        }
        if let Some(it) = payload::<disclosure::DecisionWithdrawn>(event) {
            let mut row = published[&event.aggregate_id].clone();
            row.day = Some(day(&it.withdrawn_date));
            row.in_part = true;
            withdrawn.insert(event.aggregate_id.clone(), row);
        }
    }
    let rows = if definition == "decisions.withdrawn" {
        withdrawn
    } else {
        published
    };
    rows.into_values().collect()
}

/// Where a row stands below a division: under the code of the next level, or its own shorter one.
fn below(division: &str, own: &str) -> String {
    let digits = match own.len() {
        2 => 4,
        4 => 6,
        _ => 9,
    };
    division.get(..digits).unwrap_or(division).to_owned()
}

/// The figures of a definition by group, out of its rows.
pub(crate) fn figures(
    definition: &str,
    rows: &[Row],
    own: &str,
    grouping: Grouping,
) -> BTreeMap<String, Figure> {
    let mut groups: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    if grouping == Grouping::Unspecified {
        groups.insert(String::new(), Vec::new());
    }
    for row in rows.iter().filter(|row| row.division.starts_with(own)) {
        let key = match grouping {
            Grouping::Unspecified => String::new(),
            Grouping::Division => below(&row.division, own),
            Grouping::Line => row.domain.clone(),
            Grouping::Kind => row.kind.to_owned(),
            Grouping::Day => row.day.unwrap().to_string(),
            Grouping::Month => row.day.unwrap().to_string()[..7].to_owned(),
            Grouping::Step | Grouping::Level | Grouping::PartyKind => row.facet.clone(),
        };
        groups.entry(key).or_default().push(row);
    }
    let groups = groups.into_iter();
    groups
        .map(|(key, rows)| (key, figure(definition, &rows)))
        .collect()
}

fn figure(definition: &str, rows: &[&Row]) -> Figure {
    let count = i64::try_from(rows.len()).unwrap();
    let sum: i64 = rows.iter().map(|row| row.amount).sum();
    let part = rows.iter().filter(|row| row.in_part).count();
    let part = i64::try_from(part).unwrap();
    let percentile = |percent: i64| {
        let mut days: Vec<i64> = rows.iter().map(|row| row.amount).collect();
        days.sort_unstable();
        // The nearest rank: the first that at least so many in a hundred do not exceed.
        let rank = (percent * count + 99) / 100;
        let at = usize::try_from((rank - 1).max(0)).unwrap();
        days.get(at).copied().unwrap_or(0)
    };
    match definition {
        "fines.decided" | "fines.paid" => (sum, 0, count),
        "inspections.firms" => {
            let parties: BTreeSet<&str> = rows.iter().map(|row| row.party.as_str()).collect();
            (i64::try_from(parties.len()).unwrap(), 0, count)
        }
        "cases.online.share" | "decisions.published.in_time" => (part, count, part),
        "penalties.days.average" => (sum, count, count),
        "penalties.days.median" => (percentile(50), count, count),
        "penalties.days.p90" => (percentile(90), count, count),
        _ => (count, 0, count),
    }
}

/// Made-up warnings: raised, and half of them closed; some of them an upper deployment's own.
pub(crate) fn made_up_warnings(seed: u64, count: usize, first: NaiveDate) -> Vec<Event> {
    let mut dice = Dice::new(seed);
    let mut scribe = Scribe::default();
    let mut events = Vec::new();
    for number in 0..count {
        let on = (first + Days::new(number as u64 / 10)).to_string();
        let id = dice.id();
        let level = if dice.happens(50) {
            supervision::WarningLevel::Red
        } else {
            supervision::WarningLevel::Yellow
        };
        let subject = supervision::WarningSubject {
            level: level.into(),
            division: dice.division(),
            case_id: dice.id().to_string(),
            origin: if dice.happens(10) { "350604" } else { "" }.to_owned(),
            ..bureau::subject(&on)
        };
        let division = subject.division.clone();
        events.push(bureau::raised(&mut scribe, id, subject));
        if dice.happens(50) {
            let closed = supervision::WarningClosed::default();
            let key = id.to_string();
            events.push(scribe.write(("warning", &key), &division, bureau::on(&on), &closed));
        }
    }
    events
}

/// Made-up publications: some late, some withdrawn, some published again.
pub(crate) fn made_up_publications(seed: u64, count: usize, first: NaiveDate) -> Vec<Event> {
    let mut dice = Dice::new(seed);
    let mut scribe = Scribe::default();
    let mut events = Vec::new();
    for number in 0..count {
        let at = first + Days::new(number as u64 / 10);
        let due = at + Days::new(3) - Days::new(dice.below(6) as u64);
        let key = format!("publication-{number}");
        let mut published = bureau::published(&at.to_string(), &due.to_string());
        let division = dice.division();
        if let Some(decision) = &mut published.decision {
            decision.division.clone_from(&division);
            if dice.happens(30) {
                decision.kind = disclosure::PublicationKind::Inspection.into();
            }
        }
        published.case_id = Uuid::from_u128(number as u128).to_string();
        let now = bureau::on(&at.to_string());
        let mut tell = |scribe: &mut Scribe| {
            events.push(scribe.write(("publication", &key), &division, now, &published));
        };
        tell(&mut scribe);
        if dice.happens(10) {
            published.published_date = (at + Days::new(40)).to_string();
            events.push(scribe.write(("publication", &key), &division, now, &published));
        }
        if dice.happens(20) {
            let withdrawn = disclosure::DecisionWithdrawn {
                case_id: published.case_id.clone(),
                withdrawn_date: (at + Days::new(5)).to_string(),
                ..disclosure::DecisionWithdrawn::default()
            };
            events.push(scribe.write(("publication", &key), &division, now, &withdrawn));
        }
    }
    events
}
