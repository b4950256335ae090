//! A warning as it counts.

use chrono::NaiveDate;
use contract::feed::v1::Event;
use contract::supervision::v1 as proto;
use uuid::Uuid;

use super::read::Reader;
use super::{Fact, Unreadable, subject, type_name};
use crate::measure::Measure;
use crate::tally::{NO_DAY, Tally};

/// A warning as the newest event left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarningFact {
    /// Warning.
    pub warning_id: Uuid,
    /// Deployment whose feed tells of it; empty: this one.
    pub origin: String,
    /// Case it is about.
    pub case_id: Uuid,
    /// Identity code of the case.
    pub code: String,
    /// Division that owns the case.
    pub division: String,
    /// Agency that handles it.
    pub agency_id: String,
    /// Its name.
    pub agency_name: String,
    /// Line.
    pub domain: String,
    /// Level.
    pub level: &'static str,
    /// Day on which it was raised.
    pub raised_on: NaiveDate,
    /// Whether it was raised where the case is handled.
    pub counts: bool,
    /// Whether it is not closed.
    pub open: bool,
}

/// Levels of warnings: name and Chinese.
pub const LEVELS: [(&str, &str); 2] = [("RED", "红灯"), ("YELLOW", "黄灯")];

impl Fact for WarningFact {
    const AGGREGATE: &'static str = "warning";

    fn id(&self) -> Uuid {
        self.warning_id
    }

    fn origin(&self) -> &str {
        &self.origin
    }

    fn tallies(&self) -> Vec<Tally> {
        let tally = |measure, day| Tally {
            measure,
            division: self.division.clone(),
            day,
            subject: self.warning_id,
            domain: self.domain.clone(),
            kind: "",
            facet: self.level.to_owned(),
            party_id: None,
            amount: 0,
        };
        let raised = self
            .counts
            .then(|| tally(Measure::WarningRaised, self.raised_on));
        let open = (self.counts && self.open).then(|| tally(Measure::WarningOpen, NO_DAY));
        raised.into_iter().chain(open).collect()
    }

    fn after(
        before: Option<&Self>,
        event: &Event,
        id: Uuid,
        origin: &str,
    ) -> Result<Option<Self>, Unreadable> {
        let read = Reader(event);
        if type_name(event) != "yifa.supervision.v1.WarningRaised" {
            let before = before.ok_or_else(|| read.wrong("the warning was never raised"))?;
            let open = false;
            return Ok(Some(Self {
                open,
                ..before.clone()
            }));
        }
        if before.is_some() {
            return Err(read.wrong("the warning is raised already"));
        }
        let raised: proto::WarningRaised = read.payload()?;
        let about = raised.subject.ok_or_else(|| read.wrong("no subject"))?;
        let level = match about.level() {
            proto::WarningLevel::Yellow => "YELLOW",
            proto::WarningLevel::Red => "RED",
            proto::WarningLevel::Unspecified => return Err(read.wrong("level")),
        };
        Ok(Some(Self {
            warning_id: id,
            origin: origin.to_owned(),
            case_id: subject(&about.case_id),
            counts: about.origin.is_empty(),
            raised_on: read.day(&about.raised_date)?,
            code: about.case_code,
            division: about.division,
            agency_id: about.agency_id,
            agency_name: about.agency_name,
            domain: about.domain,
            level,
            open: true,
        }))
    }

    fn heeds(type_name: &str) -> bool {
        matches!(
            type_name,
            "yifa.supervision.v1.WarningRaised" | "yifa.supervision.v1.WarningClosed"
        )
    }
}
