//! CN: amounts in capitals.

use serde_json::{Value, json};

use super::inputs::{Inputs, Unanswered};

pub(super) fn answer(inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    Ok(json!({ "upper": inputs.amount("amount")?.capitals() }))
}
