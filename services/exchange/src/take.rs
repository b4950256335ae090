//! Taking the upper deployment's elements: its feed is kept here as a received one, for the element centre to follow.

use std::sync::Arc;

use clock::Clock;
use contract::feed::v1::Event;
use feed::{Projection, Wake};
use refusal::Fault;
use sqlx::PgConnection;
use subscription::Log;

use crate::batch::{Objection, Sealed};
use crate::grow::{Stop, grow};
use crate::settings::Upper;
use crate::store::{self, Arrived, Side};

/// Name of the consumer: the key of its checkpoint.
pub(crate) const CONSUMER: &str = "exchange.upper";

/// The upper deployment's elements, kept as they come.
#[derive(Debug, Clone)]
pub(crate) struct UpperElements {
    origin: String,
    division: String,
    clock: Arc<dyn Clock>,
    wake: Wake,
}

/// The upper deployment tells what cannot be.
#[derive(Debug, thiserror::Error)]
#[error("the feed of the upper deployment is not believed at {0:?}")]
struct NotBelieved(Objection);

/// An event of the upper deployment cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("event {0} of the upper deployment cannot be read")]
struct Unreadable(i64);

impl UpperElements {
    pub(crate) fn new(upper: &Upper, clock: Arc<dyn Clock>, wake: Wake) -> Self {
        Self {
            origin: upper.name.clone(),
            division: upper.division.clone(),
            clock,
            wake,
        }
    }
}

impl Projection for UpperElements {
    fn name(&self) -> &str {
        CONSUMER
    }

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        let at = self.clock.now();
        let log = Log::Elements.name();
        let sealed: Vec<Sealed> = events
            .iter()
            .map(|event| {
                let unreadable = || Fault::internal(Unreadable(event.position));
                Sealed::read(event.clone()).ok_or_else(unreadable)
            })
            .collect::<Result<_, _>>()?;
        let side = Side::Upper;
        let link = store::open(tx, &self.origin, log, side, "", &self.division, at).await?;
        match grow(tx, (link.link_id, link.position), &sealed, at).await {
            Ok(_) => {}
            Err(Stop::Objected(objection)) => return Err(Fault::internal(NotBelieved(objection))),
            Err(Stop::Failed(fault)) => return Err(fault),
        }
        let position = sealed.last().map_or(link.position, |event| event.position);
        let arrived = Arrived {
            link_id: link.link_id,
            division: &self.division,
            position,
            proved_position: link.proved_position,
            feed_head: position,
            log_public_key_pem: &link.log_public_key_pem,
            any_events: true,
            at,
        };
        store::save(tx, &arrived).await?;
        // Before the commit: who looks too early looks again with the database's notice, or within the poll.
        self.wake.wake();
        Ok(())
    }

    async fn clear(&self, _: &mut PgConnection) -> Result<(), Fault> {
        Err(Fault::internal("a received feed is kept, not made anew"))
    }

    /// A received feed has every event or it is none.
    fn may_set_aside(&self) -> bool {
        false
    }
}
