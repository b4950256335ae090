//! A case as it counts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use contract::cases::v1 as proto;
use contract::feed::v1::Event;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::read::Reader;
use super::{Fact, Unreadable, type_name};
use crate::measure::Measure;
use crate::step::Kind;
use crate::tally::{NO_DAY, Tally};

/// A case as the newest event left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFact {
    /// Case.
    pub case_id: Uuid,
    /// Deployment whose feed tells of it; empty: this one.
    pub origin: String,
    /// Identity code.
    pub code: String,
    /// Procedure.
    pub kind: Kind,
    /// Division that owns it.
    pub division: String,
    /// Agency that handles it.
    pub agency_id: String,
    /// Its name as of the opening.
    pub agency_name: String,
    /// Line.
    pub domain: String,
    /// Party.
    pub party_id: String,
    /// Kind of party.
    pub party_kind: String,
    /// Whether it was first handled off-line.
    pub back_entered: bool,
    /// Step.
    pub step: &'static str,
    /// Day of opening or filing.
    pub opened_on: NaiveDate,
    /// Day of the site record.
    pub site_on: Option<NaiveDate>,
    /// Day of the order to rectify.
    pub ordered_on: Option<NaiveDate>,
    /// Day of the newest decision.
    pub decided_on: Option<NaiveDate>,
    /// Day on which it was served.
    pub served_on: Option<NaiveDate>,
    /// Day of closing.
    pub closed_on: Option<NaiveDate>,
    /// Day on which the decision was revoked, changed or declared illegal or void.
    pub revoked_on: Option<NaiveDate>,
    /// Fine of the newest decision.
    pub fine_fen: i64,
    /// Whether that decision stands.
    pub stands: bool,
    /// What may happen more than once.
    pub many: Many,
}

/// What may happen more than once in a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Many {
    /// Days of visits.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub visits: BTreeSet<NaiveDate>,
    /// Payments by day, in fen.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub payments: BTreeMap<NaiveDate, i64>,
}

/// Natural persons are no firms.
const PERSON: &str = "PERSON";

impl Fact for CaseFact {
    const AGGREGATE: &'static str = "case";

    fn id(&self) -> Uuid {
        self.case_id
    }

    fn origin(&self) -> &str {
        &self.origin
    }

    fn tallies(&self) -> Vec<Tally> {
        let opened = if self.back_entered {
            Measure::OpenedOffline
        } else {
            Measure::OpenedOnline
        };
        let mut tallies = vec![Tally {
            facet: self.party_kind.clone(),
            ..self.tally(opened, self.opened_on)
        }];
        if !course::is_final(self.step) {
            tallies.push(Tally {
                facet: self.step.to_owned(),
                ..self.tally(Measure::Open, NO_DAY)
            });
        }
        for (measure, day) in [
            (Measure::Inspected, self.site_on),
            (Measure::Ordered, self.ordered_on),
            (Measure::Served, self.served_on),
            (Measure::Closed, self.closed_on),
            (Measure::Revoked, self.revoked_on),
        ] {
            tallies.extend(day.map(|day| self.tally(measure, day)));
        }
        if let Some(day) = self.decided_on {
            tallies.extend(self.decision(day));
        }
        if self.party_kind != PERSON {
            let visits = self.many.visits.iter().map(|day| Tally {
                party_id: Some(self.party_id.clone()),
                ..self.tally(Measure::Visited, *day)
            });
            tallies.extend(visits);
        }
        let payments = self.many.payments.iter().map(|(day, fen)| Tally {
            amount: *fen,
            ..self.tally(Measure::Paid, *day)
        });
        tallies.extend(payments);
        tallies
    }

    fn after(
        before: Option<&Self>,
        event: &Event,
        id: Uuid,
        origin: &str,
    ) -> Result<Option<Self>, Unreadable> {
        let read = Reader(event);
        let name = type_name(event);
        if let Some(fact) = Self::opened(read, name, id, origin)? {
            return match before {
                Some(_) => Err(read.wrong("the case is opened already")),
                None => Ok(Some(fact)),
            };
        }
        let before = before.ok_or_else(|| read.wrong("the case was never opened"))?;
        let mut fact = before.clone();
        fact.change(read, name)?;
        Ok(Some(fact))
    }

    fn heeds(type_name: &str) -> bool {
        const SILENT: [&str; 6] = [
            "EvidenceRecorded",
            "ServiceAddressConfirmed",
            "DeadlineArmed",
            "DeadlineAdjusted",
            "DeadlineStartCorrected",
            "DeadlineSettled",
        ];
        let known = type_name.strip_prefix("yifa.cases.v1.");
        known.is_some_and(|name| !SILENT.contains(&name))
    }
}

impl CaseFact {
    fn tally(&self, measure: Measure, day: NaiveDate) -> Tally {
        Tally {
            measure,
            division: self.division.clone(),
            day,
            subject: self.case_id,
            domain: self.domain.clone(),
            kind: self.kind.name(),
            facet: String::new(),
            party_id: None,
            amount: 0,
        }
    }

    /// As what a decision of that day counts.
    fn decision(&self, day: NaiveDate) -> [Tally; 2] {
        let decided = if self.stands {
            Measure::Decided
        } else {
            Measure::DecidedFallen
        };
        let days = (day - self.opened_on).num_days();
        [
            Tally {
                amount: self.fine_fen,
                ..self.tally(decided, day)
            },
            Tally {
                amount: days,
                facet: length(days),
                ..self.tally(Measure::Took, day)
            },
        ]
    }

    /// The case that an event opens; none: it opens none.
    fn opened(
        read: Reader<'_>,
        name: &str,
        id: Uuid,
        origin: &str,
    ) -> Result<Option<Self>, Unreadable> {
        let (kind, step, opening, day) = match name {
            "yifa.cases.v1.InspectionOpened" => {
                let opened: proto::InspectionOpened = read.payload()?;
                let day = read.day(&opened.opened_date)?;
                (Kind::Inspection, "OPENED", opened.opening, day)
            }
            "yifa.cases.v1.CaseFiled" => {
                let filed: proto::CaseFiled = read.payload()?;
                let day = read.day(&filed.filed_date)?;
                (Kind::OrdinaryPenalty, "FILED", filed.opening, day)
            }
            "yifa.cases.v1.SummaryOpened" => {
                let opened: proto::SummaryOpened = read.payload()?;
                let day = read.day(&opened.opened_date)?;
                (Kind::SummaryPenalty, "OPENED", opened.opening, day)
            }
            _ => return Ok(None),
        };
        let opening = opening.ok_or_else(|| read.wrong("no opening"))?;
        let party = opening.party.ok_or_else(|| read.wrong("no party"))?;
        Ok(Some(Self {
            case_id: id,
            origin: origin.to_owned(),
            code: opening.case_code,
            kind,
            division: opening.division,
            agency_id: opening.agency_id,
            agency_name: opening.agency_name,
            domain: opening.domain,
            party_id: party.party_id,
            party_kind: party.kind,
            back_entered: opening.back_entry.is_some(),
            step,
            opened_on: day,
            site_on: None,
            ordered_on: None,
            decided_on: None,
            served_on: None,
            closed_on: None,
            revoked_on: None,
            fine_fen: 0,
            stands: true,
            many: Many::default(),
        }))
    }

    /// What an event changes of an open case.
    fn change(&mut self, read: Reader<'_>, name: &str) -> Result<(), Unreadable> {
        if let Some(step) = read.step_after(self.step, name)? {
            self.step = step;
        }
        match name {
            "yifa.cases.v1.SiteRecorded" => {
                let site: proto::SiteRecorded = read.payload()?;
                let day = read.day_of(site.start_time)?;
                self.site_on = Some(day);
                self.many.visits.insert(day);
            }
            "yifa.cases.v1.RectificationOrdered" => {
                let ordered: proto::RectificationOrdered = read.payload()?;
                self.ordered_on = Some(read.day(&ordered.ordered_date)?);
            }
            "yifa.cases.v1.RevisitRecorded" => {
                let revisit: proto::RevisitRecorded = read.payload()?;
                self.many.visits.insert(read.day_of(revisit.visit_time)?);
            }
            "yifa.cases.v1.InspectionClosed" => {
                let closed: proto::InspectionClosed = read.payload()?;
                self.closed_on = Some(read.day(&closed.closed_date)?);
            }
            "yifa.cases.v1.SummaryDecided" => {
                let decided: proto::SummaryDecided = read.payload()?;
                self.decided_on = Some(read.day(&decided.decided_date)?);
                self.fine_fen = decided.fine_fen;
                self.stands = true;
            }
            "yifa.cases.v1.SummaryHandedOver" => {
                let handed: proto::SummaryHandedOver = read.payload()?;
                self.served_on = Some(read.day(&handed.handed_over_date)?);
            }
            "yifa.cases.v1.SummaryConverted" => {
                let converted: proto::SummaryConverted = read.payload()?;
                self.closed_on = Some(read.day(&converted.converted_date)?);
            }
            "yifa.cases.v1.PenaltyDecided" => {
                let decided: proto::PenaltyDecided = read.payload()?;
                self.decided_on = Some(read.day(&decided.decided_date)?);
                self.fine_fen = decided.fine_fen;
                self.stands = true;
            }
            "yifa.cases.v1.DecisionServed" => {
                let served: proto::DecisionServed = read.payload()?;
                let service = served.service.ok_or_else(|| read.wrong("no service"))?;
                self.served_on = Some(read.day(&service.served_date)?);
            }
            "yifa.cases.v1.PaymentRecorded" => {
                let paid: proto::PaymentRecorded = read.payload()?;
                let day = read.day(&paid.paid_date)?;
                *self.many.payments.entry(day).or_default() += paid.amount_fen;
            }
            "yifa.cases.v1.CaseClosed" => {
                let closed: proto::CaseClosed = read.payload()?;
                self.closed_on = Some(read.day(&closed.closed_date)?);
            }
            "yifa.cases.v1.CaseEnded" => {
                let ended: proto::CaseEnded = read.payload()?;
                self.closed_on = Some(read.day(&ended.ended_date)?);
            }
            "yifa.cases.v1.CaseTransferred" => {
                let closed: proto::CaseTransferred = read.payload()?;
                self.closed_on = Some(read.day(&closed.closed_date)?);
            }
            "yifa.cases.v1.DecisionRevoked" => self.revoke(read)?,
            // What moves the case and nothing else that counts, and what a later program tells.
            _ => {}
        }
        Ok(())
    }

    /// The decision fell, stands as changed, or is only said to be illegal; a case that goes on is no longer closed.
    fn revoke(&mut self, read: Reader<'_>) -> Result<(), Unreadable> {
        let revoked: proto::DecisionRevoked = read.payload()?;
        self.revoked_on = Some(read.day(&revoked.revoked_date)?);
        self.stands = match revoked.effect() {
            proto::RevocationEffect::Revoked | proto::RevocationEffect::DeclaredVoid => false,
            proto::RevocationEffect::Changed | proto::RevocationEffect::DeclaredIllegal => {
                self.stands
            }
            proto::RevocationEffect::Unspecified => return Err(read.wrong("effect")),
        };
        if let Some(changed) = revoked.changed {
            let fines = changed.sanctions.iter();
            self.fine_fen = fines
                .filter(|it| it.kind() == proto::SanctionKind::Fine)
                .map(|it| it.amount_fen)
                .sum();
        }
        if !course::is_final(self.step) {
            self.closed_on = None;
        }
        Ok(())
    }
}

/// Days as they stand in the histogram, so that they sort: whole days to 120, then steps of ten, then of thirty; each is
/// named by its longest. Nothing is longer than 3,600 days there.
fn length(days: i64) -> String {
    let up = |step: i64| (days + step - 1) / step * step;
    let end = match days {
        ..=120 => days.max(0),
        121..=360 => up(10),
        _ => up(30).min(3_600),
    };
    format!("{end:04}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_named_by_the_longest_of_their_step() {
        let named = [-1, 0, 90, 120, 121, 130, 360, 361, 9_999].map(length);
        assert_eq!(
            named,
            [
                "0000", "0000", "0090", "0120", "0130", "0130", "0360", "0390", "3600"
            ]
        );
    }
}
