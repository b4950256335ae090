//! DN: document numbers.

use serde_json::{Value, json};
use statute::DocumentNumber;

use super::inputs::Inputs;

pub(super) fn answer(inputs: &Inputs<'_>) -> Value {
    json!({ "valid": inputs.text_or_empty("text").parse::<DocumentNumber>().is_ok() })
}
