//! The calendar at hand, and answers written as the vectors file writes them.

use calendar::{Calendar, CivilDate, Due, Exclusions, Period};
use serde_json::{Value, json};
use statute::Limit;

use super::inputs::Unanswered;

/// What the rules need besides a vector's inputs.
pub(super) struct Rules {
    pub(super) calendar: Calendar,
}

impl Rules {
    pub(super) fn new(calendar: Calendar) -> Self {
        Self { calendar }
    }

    /// The last day of a limit.
    pub(super) fn last(&self, limit: &Limit, day: CivilDate) -> Result<CivilDate, Unanswered> {
        Ok(limit.due(&self.calendar, day)?.due)
    }

    /// The last day of a limit, if its start is known.
    pub(super) fn last_if(
        &self,
        limit: &Limit,
        day: Option<CivilDate>,
    ) -> Result<Option<CivilDate>, Unanswered> {
        day.map(|day| self.last(limit, day)).transpose()
    }

    /// A limit as `{nominal, due, rolled}`.
    pub(super) fn full(&self, limit: &Limit, day: CivilDate) -> Result<Value, Unanswered> {
        Ok(due(&limit.due(&self.calendar, day)?))
    }

    /// Periods one after the other as `{nominal, due, rolled}`.
    pub(super) fn chained(
        &self,
        start: CivilDate,
        periods: &[Period],
    ) -> Result<Value, Unanswered> {
        let running = self.calendar.running(start, periods, &Exclusions::NONE)?;
        Ok(due(&running.due))
    }

    /// Periods of which some days are left out as `{excluded_days, nominal, due, rolled}`.
    pub(super) fn excluding(
        &self,
        start: CivilDate,
        periods: &[Period],
        exclusions: &Exclusions,
    ) -> Result<Value, Unanswered> {
        let running = self.calendar.running(start, periods, exclusions)?;
        let mut answer = due(&running.due);
        answer["excluded_days"] = json!(running.excluded);
        Ok(answer)
    }
}

/// `{nominal, due, rolled}`.
pub(super) fn due(due: &Due) -> Value {
    json!({ "nominal": due.nominal, "due": due.due, "rolled": due.rolled })
}
