//! What disclosure tells of our cases: written down here, turned into acts by [`crate::settle`].

use calendar::CivilDate;
use cases_domain::{CaseId, Disclosed};
use contract::disclosure::v1::{DecisionPublished, DecisionWithdrawn, DecisionWithheld};
use contract::feed::v1::Event;
use feed::Projection;
use prost::{DecodeError, Message as _, Name as _};
use refusal::Fault;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{DISCLOSURE, Unreadable};
use crate::store::{self, Settlement};

/// What disclosure tells of our cases.
#[derive(Debug, Clone, Copy)]
pub struct Disclosures;

impl Projection for Disclosures {
    fn name(&self) -> &str {
        DISCLOSURE
    }

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        let mut settlements = Vec::new();
        for event in events {
            let told = told(event).map_err(|_| unreadable(event.position))?;
            // What was received from another deployment is settled there.
            if let Some(told) = told.filter(|told| told.origin.is_empty()) {
                let settlement = told.settlement(event);
                settlements.push(settlement.ok_or_else(|| unreadable(event.position))?);
            }
        }
        if settlements.is_empty() {
            return Ok(());
        }
        store::note_settlements(tx, &settlements).await
    }

    async fn clear(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        store::clear_settlements(tx).await
    }
}

/// What an event tells of a case.
struct Told {
    case_id: String,
    origin: String,
    disclosed: Disclosed,
    day: String,
}

impl Told {
    fn settlement(self, event: &Event) -> Option<Settlement> {
        Some(Settlement {
            event_id: Uuid::parse_str(&event.event_id).ok()?,
            position: event.position,
            case_id: CaseId(Uuid::parse_str(&self.case_id).ok()?),
            disclosed: self.disclosed,
            on: CivilDate::parse(&self.day).ok()?,
            trace_id: event.trace_id.clone(),
        })
    }
}

/// What an event tells of a case, if anything.
fn told(event: &Event) -> Result<Option<Told>, DecodeError> {
    let Some(payload) = &event.payload else {
        return Ok(None);
    };
    let name = payload.type_url.rsplit('/').next().unwrap_or_default();
    let body = payload.value.as_slice();
    Ok(if name == DecisionPublished::full_name() {
        let it = DecisionPublished::decode(body)?;
        Some(Told {
            case_id: it.case_id,
            origin: it.origin,
            disclosed: Disclosed::Published,
            day: it.published_date,
        })
    } else if name == DecisionWithheld::full_name() {
        let it = DecisionWithheld::decode(body)?;
        Some(Told {
            case_id: it.case_id,
            origin: it.origin,
            disclosed: Disclosed::Withheld,
            day: it.withheld_date,
        })
    } else if name == DecisionWithdrawn::full_name() {
        let it = DecisionWithdrawn::decode(body)?;
        Some(Told {
            case_id: it.case_id,
            origin: it.origin,
            disclosed: Disclosed::Withdrawn,
            day: it.withdrawn_date,
        })
    } else {
        None
    })
}

fn unreadable(position: i64) -> Fault {
    Fault::internal(Unreadable {
        feed: "disclosure",
        position,
    })
}
