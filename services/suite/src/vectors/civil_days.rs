//! CAL: which days are working days.

use calendar::Period;
use serde_json::{Value, json};

use super::inputs::{Inputs, Unanswered};
use super::rules::Rules;

impl Rules {
    pub(super) fn civil_days(&self, number: u32, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let answer = match number {
            1..=10 => {
                json!({ "is_workday": self.calendar.is_working_day(inputs.date("date")?)? })
            }
            11 | 12 => {
                let (from, to) = (inputs.date("from")?, inputs.date("to")?);
                json!({ "workdays": self.calendar.working_days_between(from, to)? })
            }
            13 => {
                let period = Period::working_days(inputs.count("workdays")?);
                json!({ "result": self.calendar.due(inputs.date("start")?, &period)?.due })
            }
            _ => return Err(Unanswered::NotCovered),
        };
        Ok(answer)
    }
}
