//! Facts of one feed, counted.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use contract::feed::v1::Event;
use feed::{Hash, Projection, sm3};
use refusal::Fault;
use sqlx::PgConnection;
use subscription::{Origin, Subscription};
use uuid::Uuid;

use super::newest;
use crate::fact::{subject, type_name};
use crate::store::{self, Kept};
use crate::tally::Changes;

/// What is counted of one feed: a fact for each aggregate, its tallies, and their sums.
#[derive(Debug, Clone)]
pub struct Counting<F> {
    consumer: String,
    origin: Origin,
    facts: PhantomData<fn() -> F>,
}

/// An aggregate that another deployment has opened already.
#[derive(Debug, thiserror::Error)]
#[error("{aggregate} of {teller:?} was opened by {owner:?}")]
struct Foreign {
    aggregate: Uuid,
    owner: String,
    teller: String,
}

impl<F> Counting<F> {
    /// What is counted of a subscription.
    pub fn new(subscription: &Subscription) -> Self {
        Self {
            consumer: subscription.consumer.clone(),
            origin: subscription.origin.clone(),
            facts: PhantomData,
        }
    }
}

impl<F: Kept + fmt::Debug> Projection for Counting<F> {
    fn name(&self) -> &str {
        &self.consumer
    }

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        store::share(&mut *tx).await?;
        let heeded: Vec<(Uuid, &Event)> = events
            .iter()
            .filter(|event| event.aggregate_type == F::AGGREGATE && F::heeds(type_name(event)))
            .map(|event| (subject(&event.aggregate_id), event))
            .collect();
        if !heeded.is_empty() {
            self.count(&mut *tx, &heeded).await?;
        }
        if let Some(time) = newest(events) {
            store::mark(tx, &self.consumer, time).await?;
        }
        Ok(())
    }

    async fn clear(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        store::shut(&mut *tx).await?;
        store::clear_tallies(&mut *tx, self.origin.name(), F::LOG).await?;
        F::forget(&mut *tx, self.origin.name()).await?;
        store::forget_mark(tx, &self.consumer).await
    }

    async fn digest(&self, tx: &mut PgConnection) -> Result<Option<Hash>, Fault> {
        let facts = store::digest_facts::<F>(&mut *tx, self.origin.name()).await?;
        let tallies = store::digest_tallies(tx, self.origin.name(), F::LOG).await?;
        Ok(Some(sm3(&[facts.as_slice(), tallies.as_slice()])))
    }
}

#[expect(
    private_bounds,
    reason = "how facts are kept is nobody else's business"
)]
impl<F: Kept> Counting<F> {
    async fn count(&self, tx: &mut PgConnection, heeded: &[(Uuid, &Event)]) -> Result<(), Fault> {
        let mut ids: Vec<Uuid> = heeded.iter().map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        let before: BTreeMap<Uuid, F> = F::load(&mut *tx, &ids)
            .await?
            .into_iter()
            .map(|fact| (fact.id(), fact))
            .collect();
        let now = self.fold(&before, heeded)?;
        let mut changes = Changes::default();
        let (mut made, mut changed) = (Vec::new(), Vec::new());
        for (id, fact) in &now {
            match before.get(id) {
                Some(same) if same == fact => {}
                Some(other) => {
                    changed.push(fact);
                    changes.note(other.tallies(), fact.tallies());
                }
                None => {
                    made.push(fact);
                    changes.note(Vec::new(), fact.tallies());
                }
            }
        }
        if made.is_empty() && changed.is_empty() {
            return Ok(());
        }
        F::save(&mut *tx, &made, &changed).await?;
        store::write(tx, self.origin.name(), &changes).await
    }

    /// What the events leave of the facts.
    fn fold(
        &self,
        before: &BTreeMap<Uuid, F>,
        heeded: &[(Uuid, &Event)],
    ) -> Result<BTreeMap<Uuid, F>, Fault> {
        let mut now: BTreeMap<Uuid, F> = BTreeMap::new();
        for (id, event) in heeded {
            let known = now.get(id).or_else(|| before.get(id));
            if let Some(known) = known.filter(|fact| fact.origin() != self.origin.name()) {
                return Err(Fault::internal(Foreign {
                    aggregate: *id,
                    owner: known.origin().to_owned(),
                    teller: self.origin.name().to_owned(),
                }));
            }
            let after = F::after(known, event, *id, self.origin.name()).map_err(Fault::internal)?;
            if let Some(fact) = after {
                now.insert(*id, fact);
            }
        }
        Ok(now)
    }
}
