//! SV: service of documents.

use calendar::CivilDate;
use serde_json::{Value, json};
use statute::limits::{HEARING_REQUEST, PAYMENT};
use statute::service::{Consent, Delivery, LeavingProof, in_time};

use super::hours;
use super::inputs::{Inputs, Unanswered, bad};
use super::rules::Rules;

impl Rules {
    pub(super) fn service(&self, number: u32, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        match number {
            1 | 2 => self.electronic(inputs),
            3 => {
                let deadline = inputs.date("deadline")?;
                let posted = inputs.opt_date("postmarked")?;
                let arrived = inputs.opt_date("arrived")?;
                Ok(json!({ "in_time": in_time(deadline, posted, arrived) }))
            }
            4 => {
                let proven = inputs.flag("recorded_by_video")?
                    || inputs
                        .value("witness")
                        .is_some_and(|witness| *witness != json!(false));
                let proof = if proven {
                    LeavingProof::WitnessOrRecord
                } else {
                    LeavingProof::Missing
                };
                self.served(Delivery::Left {
                    on: inputs.date("left_on")?,
                    proof,
                })
            }
            5 => self.served(Delivery::Post {
                receipt: inputs.opt_date("receipt_date")?,
            }),
            _ => Err(Unanswered::NotCovered),
        }
    }

    fn electronic(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let arrived = inputs.text("arrived_at")?;
        let arrived_on = hours::day(arrived).ok_or_else(|| bad("arrived_at"))?;
        let consent = if inputs.flag("consent_signed")? {
            Consent::Signed
        } else {
            Consent::Missing
        };
        let served = Delivery::Electronic {
            arrived_on,
            consent,
        }
        .served_on();
        Ok(json!({
            "served_on": served,
            "hearing_request_due": self.last_if(&HEARING_REQUEST, served)?,
            "payment_if_decision": self.payment(served)?,
        }))
    }

    fn served(&self, delivery: Delivery) -> Result<Value, Unanswered> {
        let served = delivery.served_on();
        Ok(json!({ "served_on": served, "payment": self.payment(served)? }))
    }

    fn payment(&self, served: Option<CivilDate>) -> Result<Value, Unanswered> {
        served.map_or(Ok(Value::Null), |day| self.full(&PAYMENT, day))
    }
}
