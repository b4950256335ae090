//! What is kept of the cases, and the warnings that their events give rise to.
//!
//! Events are judged one by one, in their order, on the day and under the parameters of their recording: however they are cut
//! into batches, now or in a replay, they come to the same warnings.

use std::collections::BTreeSet;

use contract::feed::v1::Event;
use feed::{Hash, Projection};
use refusal::Fault;
use sqlx::PgConnection;
use subscription::Subscription;
use uuid::Uuid;

use super::fold::{Fold, tallies_needed};
use super::told::{Heard, hear, recorded_at};
use crate::desk::Desk;
use crate::raise::Ledger;
use crate::store;

/// Kind of the aggregates that are cases; their log holds others, of which no rule speaks.
const CASE: &str = "case";

/// The cases of an origin.
#[derive(Debug, Clone)]
pub struct Cases {
    consumer: String,
    origin: String,
    desk: Desk,
}

impl Cases {
    /// The cases of a subscription's origin.
    pub fn new(subscription: &Subscription, desk: Desk) -> Self {
        Self {
            consumer: subscription.consumer.clone(),
            origin: subscription.origin.name().to_owned(),
            desk,
        }
    }
}

impl Projection for Cases {
    fn name(&self) -> &str {
        &self.consumer
    }

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        let heard: Vec<Heard> = events
            .iter()
            .filter(|event| event.aggregate_type == CASE)
            .filter_map(|event| hear(event).transpose())
            .collect::<Result<_, _>>()?;
        if let Some(newest) = events.iter().filter_map(recorded_at).max() {
            store::heard_to(tx, &self.origin, newest).await?;
        }
        if heard.is_empty() {
            return Ok(());
        }
        let ids: BTreeSet<Uuid> = heard.iter().map(|heard| heard.case_id).collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let cases = store::load_cases(tx, &ids).await?;
        let known = store::known(tx, &ids).await?;
        let settings = store::load_settings(tx).await?;
        let calendar = self.desk.calendar(tx).await?;
        let keys = tallies_needed(&cases, &heard);
        let tallies = store::load_tallies(tx, &self.origin, &keys).await?;
        let now = self.desk.now();
        let mut ledger = Ledger::new(self.desk.entropy(), now, known);
        let mut fold = Fold::new(&self.origin, cases, tallies);
        for heard in heard {
            fold.take(heard, &settings, &calendar, &mut ledger)?;
        }
        fold.write(tx).await?;
        ledger.write(tx).await?;
        Ok(())
    }

    async fn clear(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        store::clear_cases(tx, &self.origin).await
    }

    async fn digest(&self, tx: &mut PgConnection) -> Result<Option<Hash>, Fault> {
        Ok(Some(store::digest_cases(tx, &self.origin).await?))
    }
}
