//! LF: late fines.

use calendar::CivilDate;
use serde_json::{Value, json};
use statute::Fen;
use statute::late_fine::{Agreement, Base, LateFine, late_fine, late_fine_of_parts, payable};
use statute::limits::PAYMENT;

use super::inputs::{Inputs, Unanswered, amount, bad, date};
use super::rules::Rules;

impl Rules {
    pub(super) fn late_fines(&self, number: u32, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        match number {
            1..=9 => self.late_fine(inputs),
            10 => self.instalments(inputs),
            11 => parts(inputs),
            12 => {
                let agreement = if inputs.flag("agreement_waives")? {
                    Agreement::WaivesLateFine
                } else {
                    Agreement::None
                };
                let payable = payable(inputs.amount("fine")?, inputs.amount("accrued")?, agreement);
                Ok(json!({ "payable": payable.to_string() }))
            }
            _ => Err(Unanswered::NotCovered),
        }
    }

    /// Due on a stated day, or as the decision's receipt makes it.
    fn late_fine(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let fine = inputs.amount("fine")?;
        let due = match inputs.opt_date("due")? {
            Some(day) => day,
            None => self.last(&PAYMENT, inputs.date("received")?)?,
        };
        let suspended = inputs.exclusions("suspended")?;
        let late: LateFine = late_fine(fine, due, inputs.date("paid")?, &suspended);
        Ok(json!({
            "overdue_days": late.overdue,
            "late_fine": late.amount.to_string(),
            "capped": late.capped,
            "total": fine.plus(late.amount).to_string(),
        }))
    }

    /// Each instalment is a fine of its own, due on a day that moves off a day of rest.
    fn instalments(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let (mut due, mut late) = (Vec::new(), Vec::new());
        for value in inputs.list("instalments")? {
            let instalment = Inputs::new(value.as_object().ok_or_else(|| bad("instalments"))?);
            let effective = self.calendar.working_day_from(instalment.date("due")?)?;
            let suspended = inputs.exclusions("suspended")?;
            let (amount, paid) = (instalment.amount("amount")?, instalment.date("paid")?);
            due.push(effective);
            late.push(
                late_fine(amount, effective, paid, &suspended)
                    .amount
                    .to_string(),
            );
        }
        Ok(json!({ "effective_due": due, "late_fine": late }))
    }
}

fn parts(inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    let (fine, due) = (inputs.amount("fine")?, inputs.date("due")?);
    let suspended = inputs.exclusions("suspended")?;
    let payments = inputs
        .list("payments")?
        .iter()
        .map(|value| match value.as_array().map(Vec::as_slice) {
            Some([on, paid]) => Ok((date("payments", on)?, amount("payments", paid)?)),
            _ => Err(bad("payments")),
        })
        .collect::<Result<Vec<(CivilDate, Fen)>, Unanswered>>()?;
    let of = |base| late_fine_of_parts(fine, due, &payments, base, &suspended).to_string();
    Ok(json!({
        "reading_A_outstanding_balance": of(Base::OutstandingBalance),
        "reading_B_original_fine": of(Base::OriginalFine),
    }))
}
