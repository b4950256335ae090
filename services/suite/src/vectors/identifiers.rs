//! ID and PK: codes of organisations, people and places, and the kind of party they tell.

use serde_json::{Value, json};
use statute::PartyKind;
use statute::identifier::{CitizenId, DivisionCode, Level, TownKind, Uscc, VillageKind};

use super::inputs::{Inputs, Unanswered, bad};

pub(super) fn answer(number: u32, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    match number {
        1..=11 => Ok(uscc(inputs.text_or_empty("uscc"))),
        12..=19 => citizen(inputs),
        20 | 21 => Ok(division(inputs.text_or_empty("code12"))),
        _ => Err(Unanswered::NotCovered),
    }
}

/// 行政相对人类别 of a party: of a code, or of a person who has none.
pub(super) fn party_category(inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    let kind = match inputs.opt_text("uscc")? {
        None => PartyKind::Citizen,
        Some(text) => PartyKind::of_code(&Uscc::parse(text).map_err(|_| bad("uscc"))?),
    };
    Ok(json!({ "CF_XDR_LB": kind.credit_category() }))
}

fn uscc(text: &str) -> Value {
    match Uscc::parse(text) {
        Ok(code) => json!({ "valid": true, "org_code": code.organisation_printed() }),
        Err(_) => json!({ "valid": false, "org_code": null }),
    }
}

fn citizen(inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    let text = inputs.text_or_empty("id");
    let id = match inputs.opt_date("today")? {
        Some(today) => CitizenId::parse_on(text, today),
        None => CitizenId::parse(text),
    };
    Ok(match id {
        Ok(id) => json!({ "valid": true, "sex": id.sex().zh(), "birth": id.birth() }),
        Err(_) => json!({ "valid": false, "sex": null, "birth": null }),
    })
}

fn division(text: &str) -> Value {
    let Ok(code) = DivisionCode::parse(text) else {
        return json!({ "valid": false });
    };
    json!({
        "valid": true,
        "province": code.at(Level::Province),
        "city": code.at(Level::City),
        "county": code.at(Level::County),
        "town": code.at(Level::Town),
        "village": code.at(Level::Village),
        "town_kind": code.town_kind().map(TownKind::zh),
        "village_kind": code.village_kind().map(VillageKind::zh),
    })
}
