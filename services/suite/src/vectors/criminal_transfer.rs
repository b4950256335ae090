//! TR: transfer of suspected crimes. The alarm is on the nominal day, the rolled one is the limit.

use serde_json::Value;
use statute::limits::{GOODS_HANDOVER, POLICE_RECONSIDERATION, POLICE_REPLY, TRANSFER_APPROVAL};

use super::inputs::{Inputs, Unanswered};
use super::rules::Rules;

impl Rules {
    pub(super) fn criminal_transfer(
        &self,
        number: u32,
        inputs: &Inputs<'_>,
    ) -> Result<Value, Unanswered> {
        let (limit, key) = match number {
            1 | 2 => (TRANSFER_APPROVAL, "report_received"),
            3 => (POLICE_REPLY, "accepted"),
            4 => (POLICE_RECONSIDERATION, "refusal_received"),
            5 => (GOODS_HANDOVER, "notice_received"),
            _ => return Err(Unanswered::NotCovered),
        };
        let mut answer = self.full(&limit, inputs.date(key)?)?;
        answer["alarm"] = answer["nominal"].clone();
        Ok(answer)
    }
}
