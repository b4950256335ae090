//! LM: until when an act may be punished.

use serde_json::{Value, json};
use statute::limitation::{Concern, Field, Harm, last_day, limitation};

use super::inputs::{Inputs, Unanswered};

pub(super) fn answer(number: u32, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    let field = match number {
        1..=6 | 10 | 11 => Field::General,
        7 | 8 | 12 => Field::Ecological,
        9 => Field::PublicSecurity,
        _ => return Err(Unanswered::NotCovered),
    };
    // An act that has not ended has not begun to lapse.
    let Some(ended) = inputs.opt_date("act_end")? else {
        return Ok(json!({ "last_day_in_time": null, "punishable": true }));
    };
    let harm = if inputs.flag("harm")? {
        Harm::Done
    } else {
        Harm::None
    };
    let last = last_day(&limitation(field, ended, concern(inputs)?, harm), ended);
    let punishable = inputs.opt_date("discovered")?.map(|day| day <= last);
    Ok(json!({ "last_day_in_time": last, "punishable": punishable }))
}

fn concern(inputs: &Inputs<'_>) -> Result<Concern, Unanswered> {
    let named = inputs.opt_text("category")?.is_some_and(|category| {
        ["生命", "健康", "金融"]
            .iter()
            .any(|word| category.contains(word))
    });
    let concerned = named || inputs.flag("life_health")?;
    Ok(if concerned {
        Concern::LifeHealthOrFinance
    } else {
        Concern::Other
    })
}
