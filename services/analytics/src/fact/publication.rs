//! A publication as it counts.

use chrono::NaiveDate;
use contract::disclosure::v1 as proto;
use contract::feed::v1::Event;
use uuid::Uuid;

use super::read::Reader;
use super::{Fact, Unreadable, subject, type_name};
use crate::measure::Measure;
use crate::step::Kind;
use crate::tally::Tally;

/// A publication as the newest event left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationFact {
    /// Publication.
    pub publication_id: Uuid,
    /// Deployment whose feed tells of it; empty: this one.
    pub origin: String,
    /// Case.
    pub case_id: Uuid,
    /// Identity code of the case.
    pub code: String,
    /// Division that owns the case.
    pub division: String,
    /// Agency that decided.
    pub agency_id: String,
    /// Its name.
    pub agency_name: String,
    /// Line.
    pub domain: String,
    /// Procedure whose result it is.
    pub kind: Kind,
    /// Day of the newest publication.
    pub published_on: NaiveDate,
    /// Whether that was within the limit.
    pub in_time: bool,
    /// Day of withdrawal.
    pub withdrawn_on: Option<NaiveDate>,
    /// Whether it was published where the case is handled.
    pub counts: bool,
}

impl Fact for PublicationFact {
    const AGGREGATE: &'static str = "publication";

    fn id(&self) -> Uuid {
        self.publication_id
    }

    fn origin(&self) -> &str {
        &self.origin
    }

    fn tallies(&self) -> Vec<Tally> {
        if !self.counts {
            return Vec::new();
        }
        let tally = |measure, day| Tally {
            measure,
            division: self.division.clone(),
            day,
            subject: self.publication_id,
            domain: self.domain.clone(),
            kind: self.kind.name(),
            facet: String::new(),
            party_id: None,
            amount: 0,
        };
        let published = if self.in_time {
            Measure::PublishedInTime
        } else {
            Measure::PublishedLate
        };
        let withdrawn = self.withdrawn_on.map(|day| tally(Measure::Withdrawn, day));
        let published = tally(published, self.published_on);
        [published].into_iter().chain(withdrawn).collect()
    }

    fn after(
        before: Option<&Self>,
        event: &Event,
        id: Uuid,
        origin: &str,
    ) -> Result<Option<Self>, Unreadable> {
        let read = Reader(event);
        if type_name(event) == "yifa.disclosure.v1.DecisionWithdrawn" {
            // What was never published here cannot be withdrawn here: it counts for nothing.
            let Some(before) = before else {
                return Ok(None);
            };
            let withdrawn: proto::DecisionWithdrawn = read.payload()?;
            return Ok(Some(Self {
                withdrawn_on: Some(read.day(&withdrawn.withdrawn_date)?),
                ..before.clone()
            }));
        }
        let published: proto::DecisionPublished = read.payload()?;
        let decision = published.decision;
        let decision = decision.ok_or_else(|| read.wrong("no decision"))?;
        let kind = match decision.kind() {
            proto::PublicationKind::Penalty => Kind::OrdinaryPenalty,
            proto::PublicationKind::Inspection => Kind::Inspection,
            proto::PublicationKind::Unspecified => return Err(read.wrong("kind")),
        };
        let published_on = read.day(&published.published_date)?;
        Ok(Some(Self {
            publication_id: id,
            origin: origin.to_owned(),
            case_id: subject(&published.case_id),
            code: decision.case_code,
            division: decision.division,
            agency_id: decision.agency_id,
            agency_name: decision.agency_name,
            domain: decision.domain,
            kind,
            published_on,
            in_time: published_on <= read.day(&published.due_date)?,
            withdrawn_on: before.and_then(|before| before.withdrawn_on),
            counts: published.origin.is_empty(),
        }))
    }

    fn heeds(type_name: &str) -> bool {
        matches!(
            type_name,
            "yifa.disclosure.v1.DecisionPublished" | "yifa.disclosure.v1.DecisionWithdrawn"
        )
    }
}
