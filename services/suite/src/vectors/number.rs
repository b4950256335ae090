//! DN: document numbers.

use serde_json::{Value, json};
use statute::DocumentNumber;

use super::inputs::{Inputs, Unanswered};

pub(super) fn answer(inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    Ok(json!({ "valid": inputs.text_or_empty("text").parse::<DocumentNumber>().is_ok() }))
}
