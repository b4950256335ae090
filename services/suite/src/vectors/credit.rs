//! CR: how long decisions and records show.

use serde_json::{Value, json};
use statute::Limit;
use statute::credit::CreditGrade;
use statute::limits::{
    DISPLAY_AT_LEAST, DISPLAY_AT_MOST, MARKET_DISPLAY_LOW, MARKET_DISPLAY_OTHER,
};

use super::inputs::{Inputs, Unanswered, bad};

pub(super) fn answer(number: u32, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    let end =
        |limit: Limit| Ok::<_, Unanswered>(limit.period.nominal_from(inputs.date("published")?));
    let answer = match number {
        1..=3 => {
            let grade: CreditGrade = inputs.text("grade")?.parse().map_err(|_| bad("grade"))?;
            let document = inputs.date("document_date")?;
            json!({
                "earliest_repair": grade.earliest_repair(document),
                "latest_end": grade.latest_end(document),
            })
        }
        4 => json!({ "not_before": end(DISPLAY_AT_LEAST)?, "not_after": end(DISPLAY_AT_MOST)? }),
        5 => json!({ "low": end(MARKET_DISPLAY_LOW)?, "other": end(MARKET_DISPLAY_OTHER)? }),
        _ => return Err(Unanswered::NotCovered),
    };
    Ok(answer)
}
