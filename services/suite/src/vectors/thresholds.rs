//! TH and ST: amounts, ages and kinds that decide on the procedure, and the column of the yearly
//! report.

use serde_json::{Value, json};
use statute::age::{Responsibility, responsibility};
use statute::concurrence::{FineRange, higher};
use statute::inspection::{InspectionCause, counted, next_allowed};
use statute::legal_review::reviewers_needed;
use statute::penalty::{
    CashGround, HearingThresholds, Reach, cash_ground, hearing_right, summary_allowed,
};
use statute::statistics::column;
use statute::{Fen, PartyKind, PenaltyKind};

use super::inputs::{Inputs, Unanswered, amount, bad};

pub(super) fn answer(number: u32, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    match number {
        1..=8 => {
            let allowed =
                summary_allowed(party(inputs)?, &kinds(inputs)?, inputs.opt_amount("fine")?);
            Ok(json!({ "summary_allowed": allowed }))
        }
        9..=12 => cash(inputs),
        13..=18 => hearing(inputs),
        19 => higher_fine(inputs),
        20..=23 => {
            let class = match responsibility(inputs.date("born")?, inputs.date("act_on")?) {
                Responsibility::None => "none",
                Responsibility::Mitigated => "mitigate",
                Responsibility::Full => "full",
            };
            Ok(json!({ "class": class }))
        }
        24 => {
            let required = inputs.flag("hearing_held")?
                || inputs.flag("complex")?
                || inputs.flag("public_interest")?;
            Ok(json!({ "legal_review_required": required }))
        }
        25 => Ok(json!({ "min_reviewers": reviewers_needed(inputs.count("officers")?) })),
        26 => inspections(inputs),
        _ => Err(Unanswered::NotCovered),
    }
}

/// The column of the yearly report for a case with these kinds of penalty.
pub(super) fn statistics_column(inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    let column = column(&kinds(inputs)?);
    Ok(json!({ "bucket": column.map(PenaltyKind::zh), "count": u8::from(column.is_some()) }))
}

fn cash(inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    let ground = cash_ground(
        inputs.procedure("procedure")?,
        inputs.amount("fine")?,
        inputs.flag("hard_to_enforce_later")?,
        inputs.flag("remote_and_requested")?,
    );
    let article = ground.map(|ground| match ground {
        CashGround::SmallFine => "68(1)",
        CashGround::HardToEnforceLater => "68(2)",
        CashGround::RemoteAndRequested => "69",
    });
    Ok(json!({ "ground": article }))
}

fn hearing(inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    let figures = inputs
        .value("thresholds")
        .ok_or_else(|| bad("thresholds"))?;
    let figures = Inputs::new(figures.as_object().ok_or_else(|| bad("thresholds"))?);
    let thresholds = HearingThresholds {
        person: figures.amount("person")?,
        organisation: figures.amount("org")?,
        reach: if figures.flag("inclusive")? {
            Reach::AtLeast
        } else {
            Reach::MoreThan
        },
    };
    let items = inputs
        .value("items")
        .and_then(Value::as_object)
        .ok_or_else(|| bad("items"))?;
    let mut proposed = Vec::with_capacity(items.len());
    for (name, value) in items {
        for kind in kinds_named(name) {
            let amount = match kind {
                PenaltyKind::Fine | PenaltyKind::Confiscation => amount("items", value)?,
                _ => Fen::ZERO,
            };
            proposed.push((kind, amount));
        }
    }
    Ok(json!({ "hearing_right": hearing_right(party(inputs)?, &proposed, &thresholds) }))
}

fn higher_fine(inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    let mut rules = Vec::new();
    for range in inputs.list("ranges")? {
        let [name, least, most] = range
            .as_array()
            .map(Vec::as_slice)
            .ok_or_else(|| bad("ranges"))?
        else {
            return Err(bad("ranges"));
        };
        let figure = |value: &Value| match value {
            Value::Null => Ok(None),
            value => amount("ranges", value).map(Some),
        };
        let least = figure(least)?.unwrap_or(Fen::ZERO);
        rules.push((
            FineRange {
                least,
                most: figure(most)?,
            },
            name,
            most,
        ));
    }
    let ranges: Vec<FineRange> = rules.iter().map(|(range, ..)| *range).collect();
    let (_, name, most) = &rules[higher(&ranges).ok_or_else(|| bad("ranges"))?];
    Ok(json!({ "apply": name, "max": most }))
}

fn inspections(inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    let cap = usize::try_from(inputs.count("cap")?).map_err(|_| bad("cap"))?;
    let year: Vec<InspectionCause> = inputs
        .texts("inspections")?
        .into_iter()
        .map(InspectionCause::named)
        .collect();
    Ok(json!({
        "counted": counted(&year),
        "next_daily_allowed": next_allowed(cap, &year, InspectionCause::Routine),
        "next_clue_allowed": next_allowed(cap, &year, InspectionCause::Complaint),
    }))
}

fn party(inputs: &Inputs<'_>) -> Result<PartyKind, Unanswered> {
    inputs.text("party")?.parse().map_err(|_| bad("party"))
}

fn kinds(inputs: &Inputs<'_>) -> Result<Vec<PenaltyKind>, Unanswered> {
    Ok(inputs
        .texts("kinds")?
        .into_iter()
        .flat_map(kinds_named)
        .collect())
}

/// The kinds in one name; the law itself joins some by 、.
fn kinds_named(name: &str) -> Vec<PenaltyKind> {
    match PenaltyKind::named(name) {
        PenaltyKind::Other => name.split('、').map(PenaltyKind::named).collect(),
        kind => vec![kind],
    }
}
