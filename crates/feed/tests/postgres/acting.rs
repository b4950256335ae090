//! A small service: things with a version and a chain, changed by acts in one statement, as services do it.

use std::sync::Arc;

use chrono::DateTime;
use clock::{Entropy as _, ManualClock, SeededEntropy, SystemEntropy};
use feed::{Batch, Chain, Feed, Hash, HeadSigner, Provenance};
use sqlx::{PgPool, Row as _};
use testkit::TestDatabase;
use uuid::Uuid;

pub(crate) const METHOD: &str = "/yifa.test.v1.ThingService/Change";

/// A fresh database with the record, the feed and the things.
pub(crate) async fn database() -> TestDatabase {
    let database = testkit::database(&[&feed::MIGRATOR]).await;
    sqlx::raw_sql(
        "create table thing (id text primary key, version bigint not null, head bytea not null)",
    )
    .execute(&database.pool)
    .await
    .unwrap();
    database
}

pub(crate) fn signer() -> HeadSigner {
    HeadSigner::generate(&SeededEntropy::new(42)).unwrap()
}

/// A feed on this database: what one replica of the service has.
pub(crate) fn feed(pool: &PgPool) -> Feed {
    let clock = ManualClock::at(DateTime::from_timestamp(1_700_000_000, 0).unwrap());
    Feed::new(pool.clone(), "things", signer(), Arc::new(clock))
}

/// What became of an act.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    Stale,
    AnsweredMeanwhile,
}

/// A request: who asks, under which id, for which change.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) actor: String,
    pub(crate) id: Uuid,
    pub(crate) payload: Vec<u8>,
}

impl Request {
    pub(crate) fn new(payload: &[u8]) -> Self {
        Self {
            actor: "o-lin".to_owned(),
            id: SystemEntropy.random_id(),
            payload: payload.to_vec(),
        }
    }
}

pub(crate) async fn chain_of(pool: &PgPool, thing: &str) -> Chain {
    let row = sqlx::query("select version, head from thing where id = $1")
        .bind(thing)
        .fetch_optional(pool)
        .await
        .unwrap();
    row.map_or_else(
        || Chain::new("thing", thing, "350681"),
        |row| {
            let head = Hash::try_from(row.get::<Vec<u8>, _>(1)).unwrap();
            Chain::resume("thing", thing, "350681", row.get(0), head)
        },
    )
}

/// Changes a thing with `events` events: loads it, then saves it, its events and its answer in one statement.
pub(crate) async fn act(pool: &PgPool, thing: &str, request: &Request, events: u8) -> Outcome {
    let before = chain_of(pool, thing).await;
    act_on(pool, &before, request, events).await
}

/// The same with the thing as it was loaded before.
pub(crate) async fn act_on(
    pool: &PgPool,
    before: &Chain,
    request: &Request,
    events: u8,
) -> Outcome {
    let mut chain = before.clone();
    let mut batch = Batch::new(Provenance {
        actor: request.actor.clone(),
        request_id: request.id,
        trace_id: String::new(),
        at: DateTime::from_timestamp_micros(1_700_000_000_000_001).unwrap(),
    });
    for number in 0..events {
        let payload = [request.payload.as_slice(), &[number]].concat();
        let type_name = "yifa.test.v1.ThingChanged".to_owned();
        batch.seal_encoded(&mut chain, SystemEntropy.random_id(), type_name, payload);
    }
    batch.answer(METHOD, &request.payload, b"changed".to_vec());
    let save = if before.version == 0 {
        "insert into thing (id, version, head) select $1, $3, $4 where $2 = 0
         on conflict (id) do nothing returning 1"
    } else {
        "update thing set version = $3, head = $4 where id = $1 and version = $2 returning 1"
    };
    let statement = format!(
        "with saved as ({save})
         select feed_append($5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
         from saved"
    );
    let appended = sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(statement))
        .bind(&chain.aggregate_id)
        .bind(before.version)
        .bind(chain.version)
        .bind(chain.head)
        .bind(&batch.ids)
        .bind(&batch.aggregate_types)
        .bind(&batch.aggregate_ids)
        .bind(&batch.aggregate_versions)
        .bind(&batch.types)
        .bind(&batch.payloads)
        .bind(&batch.divisions)
        .bind(&batch.previous_hashes)
        .bind(&batch.hashes)
        .bind(&batch.provenance.actor)
        .bind(batch.provenance.request_id)
        .bind(&batch.provenance.trace_id)
        .bind(batch.provenance.at)
        .bind(&batch.method)
        .bind(&batch.payload_hash)
        .bind(&batch.response)
        .fetch_optional(pool)
        .await;
    match appended {
        Ok(Some(count)) => {
            assert_eq!(count, i64::from(events));
            Outcome::Done
        }
        Ok(None) => Outcome::Stale,
        Err(error) if feed::is_version_conflict(&error) => Outcome::Stale,
        Err(error) if feed::is_answer_conflict(&error) => Outcome::AnsweredMeanwhile,
        Err(error) => panic!("the act failed: {error}"),
    }
}

/// Changes things until `acts` acts are done; each makes `events` events. Gives the events made.
pub(crate) async fn keep_acting(pool: &PgPool, things: &[&str], acts: usize, events: u8) -> i64 {
    let mut made = 0;
    for number in 0..acts {
        let request = Request::new(&number.to_be_bytes());
        let thing = things[number % things.len()];
        while act(pool, thing, &request, events).await != Outcome::Done {}
        made += i64::from(events);
    }
    made
}

pub(crate) async fn count(pool: &PgPool, what: &'static str) -> i64 {
    sqlx::query_scalar(what).fetch_one(pool).await.unwrap()
}
