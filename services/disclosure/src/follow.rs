//! Following cases, and what lower deployments have published.

use std::collections::BTreeMap;
use std::sync::Arc;

use calendar::CivilDate;
use clock::{Clock, Entropy};
use contract::feed::v1::Event;
use feed::{Batch, Hash, Projection, Provenance};
use refusal::Fault;
use sqlx::PgConnection;
use subscription::{Log, Origin, Subscription};
use uuid::Uuid;

use crate::publication::{AGGREGATE, Publication, Told};
use crate::publish::Office;
use crate::served::{Served, Turn};
use crate::store::{self, File};

/// Who acts when the platform itself does.
pub const PRINCIPAL: &str = "yifa.disclosure";

/// What a feed is made into: cases into files and publications, received publications into publications.
#[derive(Debug, Clone)]
pub struct Following {
    subscription: Subscription,
    ground: Ground,
}

/// What projections stand on.
#[derive(Debug, Clone)]
pub struct Ground {
    /// The rules.
    pub office: Arc<Office>,
    /// The present instant.
    pub clock: Arc<dyn Clock>,
    /// Ids.
    pub entropy: Arc<dyn Entropy>,
}

/// An event that cannot be applied.
#[derive(Debug, thiserror::Error)]
enum Unfit {
    #[error("event {0} cannot be read")]
    Unreadable(i64),
    #[error("event {position} speaks of a case that {owner:?} has opened")]
    Foreign { position: i64, owner: String },
}

impl Following {
    /// The projection of a subscription.
    pub const fn new(subscription: Subscription, ground: Ground) -> Self {
        Self {
            subscription,
            ground,
        }
    }

    fn origin(&self) -> &Origin {
        &self.subscription.origin
    }

    async fn apply_cases(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        let ids = aggregates(events, "case")?;
        let mut files = store::files(tx, &ids).await?;
        let mut publications: BTreeMap<Uuid, Publication> = BTreeMap::new();
        // What lower deployments publish comes by their own disclosure feed: from their cases nothing is published here.
        let publishes = self.origin().is_here();
        if publishes {
            let known = store::of_cases(tx, &ids).await?;
            publications.extend(known.into_iter().map(|it| (it.case_id, it)));
        }
        let mut changed: Vec<Uuid> = Vec::new();
        for event in events.iter().filter(|event| event.aggregate_type == "case") {
            let case_id = id(event)?;
            let file = files.entry(case_id).or_insert_with(|| File {
                case_id,
                origin: self.origin().name().to_owned(),
                served: Served::default(),
            });
            if file.origin != self.origin().name() {
                let owner = file.origin.clone();
                return Err(Fault::internal(Unfit::Foreign {
                    position: event.position,
                    owner,
                }));
            }
            let turn = file.served.apply(event).map_err(Fault::internal)?;
            if !publishes || turn == Turn::None {
                continue;
            }
            let publication = publications
                .entry(case_id)
                .or_insert_with(|| Publication::pending(case_id, file.served.kind()));
            let before = publication.clone();
            let today = CivilDate::of(self.ground.clock.now());
            let on = day_of(event).unwrap_or(today);
            let turns: &[Turn] = match turn {
                // What has been served stands from now on as it is changed.
                Turn::Changed if file.served.served => &[Turn::Changed, Turn::Publishable],
                _ => &[turn],
            };
            for turn in turns {
                let office = &self.ground.office;
                if let Some(told) = office.went_on(publication, &file.served, *turn, on, today) {
                    self.tell(tx, publication, event, &told).await?;
                }
            }
            if *publication != before || publication.serial == 0 {
                changed.push(case_id);
            }
        }
        files.retain(|id, file| ids.contains(id) && !file.served.case_id.is_empty());
        store::put_files(tx, files.values()).await?;
        changed.sort_unstable();
        changed.dedup();
        let changed: Vec<&Publication> = changed
            .iter()
            .filter_map(|id| publications.get(id))
            .collect();
        store::put(tx, &changed).await
    }

    async fn tell(
        &self,
        tx: &mut PgConnection,
        publication: &mut Publication,
        cause: &Event,
        told: &Told,
    ) -> Result<(), Fault> {
        let now = self.ground.clock.now();
        let mut batch = Batch::new(Provenance {
            actor: PRINCIPAL.to_owned(),
            request_id: Uuid::parse_str(&cause.request_id)
                .map_err(|_| Fault::internal(Unfit::Unreadable(cause.position)))?,
            trace_id: cause.trace_id.clone(),
            at: now,
        });
        publication.tell(&mut batch, self.ground.entropy.id(now), told);
        feed::append(tx, &batch).await?;
        Ok(())
    }

    async fn apply_received(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        let mut told: Vec<(&Event, Uuid, Told)> = Vec::new();
        for event in events
            .iter()
            .filter(|event| event.aggregate_type == AGGREGATE)
        {
            let unreadable = || Fault::internal(Unfit::Unreadable(event.position));
            if let Some(read) = Told::read(event).map_err(|_| unreadable())? {
                let case_id = Uuid::parse_str(read.case_id()).map_err(|_| unreadable())?;
                told.push((event, case_id, read));
            }
        }
        let ids: Vec<Uuid> = told.iter().map(|(_, case_id, _)| *case_id).collect();
        let known = store::of_cases(tx, &ids).await?;
        let mut publications: BTreeMap<Uuid, Publication> =
            known.into_iter().map(|it| (it.case_id, it)).collect();
        for (event, case_id, told) in &told {
            let publication = publications.entry(*case_id).or_insert_with(|| Publication {
                origin: self.origin().name().to_owned(),
                ..Publication::pending(
                    *case_id,
                    contract::disclosure::v1::PublicationKind::Unspecified,
                )
            });
            if publication.origin != self.origin().name() {
                return Err(Fault::internal(Unfit::Foreign {
                    position: event.position,
                    owner: publication.origin.clone(),
                }));
            }
            publication.id = id(event)?;
            publication.division.clone_from(&event.division);
            publication.version = event.aggregate_version;
            publication.head = Hash::try_from(event.hash.as_slice())
                .map_err(|_| Fault::internal(Unfit::Unreadable(event.position)))?;
            publication.evolve(told);
        }
        let changed: Vec<&Publication> = publications.values().collect();
        store::put(tx, &changed).await
    }
}

impl Projection for Following {
    fn name(&self) -> &str {
        &self.subscription.consumer
    }

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        match self.subscription.log {
            Log::Cases => self.apply_cases(tx, events).await,
            Log::Disclosure if !self.origin().is_here() => self.apply_received(tx, events).await,
            Log::Disclosure | Log::Elements | Log::Supervision => Ok(()),
        }
    }

    async fn clear(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        match self.subscription.log {
            // What was told stays told: publications stand in the record.
            Log::Cases => store::clear_files(tx, self.origin().name()).await,
            Log::Disclosure if !self.origin().is_here() => {
                store::clear_received(tx, self.origin().name()).await
            }
            Log::Disclosure | Log::Elements | Log::Supervision => Ok(()),
        }
    }

    async fn digest(&self, tx: &mut PgConnection) -> Result<Option<Hash>, Fault> {
        let origin = self.origin().name();
        Ok(match self.subscription.log {
            Log::Cases => Some(store::digest_files(tx, origin).await?),
            Log::Disclosure if !self.origin().is_here() => {
                Some(store::digest_received(tx, origin).await?)
            }
            Log::Disclosure | Log::Elements | Log::Supervision => None,
        })
    }
}

fn aggregates(events: &[Event], kind: &str) -> Result<Vec<Uuid>, Fault> {
    let of_kind = events.iter().filter(|event| event.aggregate_type == kind);
    let mut ids: Vec<Uuid> = of_kind.map(id).collect::<Result<_, _>>()?;
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

fn id(event: &Event) -> Result<Uuid, Fault> {
    Uuid::parse_str(&event.aggregate_id)
        .map_err(|_| Fault::internal(Unfit::Unreadable(event.position)))
}

/// The civil date on which an event was recorded.
fn day_of(event: &Event) -> Option<CivilDate> {
    let time = event.record_time.as_ref()?;
    let at = chrono::DateTime::from_timestamp(time.seconds, 0)?;
    Some(CivilDate::of(at))
}
