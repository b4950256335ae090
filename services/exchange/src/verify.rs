//! Checking what was received: every hash, every chain, every position, every subtree, every signed root.

use std::collections::BTreeMap;

use feed::merkle::{Frontier, Place};
use feed::verify::Problem;
use feed::{Hash, event_hash};
use sqlx::{PgConnection, PgPool};

use crate::batch::Head;
use crate::store::{self, LOWEST};

/// Events read at once.
const PAGE: i64 = 1000;

/// Most problems listed of one log; one row that was altered makes one or two.
const MOST_PROBLEMS: usize = 100;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Logs checked.
    pub logs: usize,
    /// Events checked.
    pub events: i64,
    /// Heads whose root was compared.
    pub heads: usize,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Checks everything received, in one snapshot of a live database.
pub async fn verify(pool: &PgPool) -> sqlx::Result<Report> {
    let mut tx = pool
        .begin_with("begin isolation level repeatable read read only")
        .await?;
    // Reading all that ever came takes what it takes.
    sqlx::query_scalar!("select set_config('statement_timeout', '0', true)")
        .fetch_one(&mut *tx)
        .await?;
    let mut report = Report::default();
    for log in store::logs(&mut tx).await? {
        let mut walk = Walk::of(&mut tx, &log).await?;
        walk.events(&mut tx).await?;
        walk.chains(&mut tx).await?;
        report.logs += 1;
        report.events += walk.position;
        report.heads += walk.compared;
        report.problems.append(&mut walk.problems);
    }
    tx.rollback().await?;
    Ok(report)
}

/// One log on the way from its first event to its last.
struct Walk<'a> {
    log: &'a store::KnownLog,
    nodes: BTreeMap<Place, Hash>,
    frontier: Frontier,
    position: i64,
    compared: usize,
    problems: Vec<Problem>,
}

impl<'a> Walk<'a> {
    async fn of(conn: &mut PgConnection, log: &'a store::KnownLog) -> sqlx::Result<Self> {
        let nodes = sqlx::query!(
            r#"select level, index, hash as "hash: Hash" from received_node where link_id = $1"#,
            log.link_id
        )
        .fetch_all(&mut *conn)
        .await?;
        let place = |level: i16, index: i64| {
            Some(Place {
                level: level.try_into().ok()?,
                index: index.try_into().ok()?,
            })
        };
        Ok(Self {
            log,
            nodes: nodes
                .into_iter()
                .filter_map(|node| Some((place(node.level, node.index)?, node.hash)))
                .collect(),
            frontier: Frontier::default(),
            position: 0,
            compared: 0,
            problems: Vec::new(),
        })
    }

    async fn events(&mut self, conn: &mut PgConnection) -> sqlx::Result<()> {
        while self.problems.len() < MOST_PROBLEMS {
            let page = store::list(conn, self.log.link_id, self.position, PAGE).await?;
            let Some(last) = page.last().map(|event| event.position) else {
                break;
            };
            let heads = store::heads(conn, self.log.link_id, self.position, last).await?;
            let heads = heads
                .into_iter()
                .map(|head| (head.tree_size, head))
                .collect();
            for stored in page {
                let event = contract::feed::v1::Event::from(stored);
                if event.position != self.position + 1 {
                    self.add(
                        "received_event",
                        self.position + 1,
                        "positions are missing from here",
                    );
                    return Ok(());
                }
                self.position = event.position;
                let hash = Hash::try_from(event.hash.as_slice()).unwrap_or(Hash::ZERO);
                if event_hash(&event) != Some(hash) {
                    let what = "the row does not fit its hash: it was altered";
                    self.add("received_event", event.position, what);
                }
                self.step(&hash, &heads);
            }
        }
        if self.position != self.log.position {
            let what = format!("the log ends here, but {} were received", self.log.position);
            self.add("received_event", self.position, &what);
        }
        Ok(())
    }

    /// Grows the tree by one event and compares what it completes.
    fn step(&mut self, hash: &Hash, heads: &BTreeMap<i64, Head>) {
        let mut completed = Vec::new();
        self.frontier.append(hash, &mut completed);
        for node in completed.iter().filter(|node| node.place.level >= LOWEST) {
            if self.nodes.get(&node.place) != Some(&node.hash) {
                let what = "a subtree does not fit its leaves";
                self.add("received_node", self.position, what);
            }
        }
        if let Some(head) = heads.get(&self.position) {
            self.compared += 1;
            if head.root_hash != self.frontier.root() {
                let what = "the root that the origin signed is not that of what was received";
                self.add("received_head", self.position, what);
            }
            let signed = head.clone().into_proto(&self.log.log);
            if feed::verify_head(&signed, &self.log.log_public_key_pem).is_err() {
                let what = "the signature does not fit the head: it was altered";
                self.add("received_head", self.position, what);
            }
        }
    }

    /// Each event continues the one before of its aggregate.
    async fn chains(&mut self, conn: &mut PgConnection) -> sqlx::Result<()> {
        let broken = sqlx::query!(
            r#"
            select position as "position!", aggregatetype as "kind!", aggregateid as "id!", version as "version!"
            from (
                select
                    position, aggregatetype, aggregateid, aggregateversion as version, previous_hash,
                    lag(hash) over chain as hash_before,
                    row_number() over chain as expected
                from received_event
                where link_id = $1
                window chain as (partition by aggregatetype, aggregateid order by aggregateversion)
            ) event
            where version <> expected or previous_hash <> coalesce(hash_before, $2)
            order by position
            limit 100
            "#,
            self.log.link_id,
            Hash::ZERO.as_slice()
        )
        .fetch_all(conn)
        .await?;
        for event in broken {
            let mut problem = self.problem(
                "received_event",
                event.position,
                "the event does not continue its aggregate's chain",
            );
            problem.aggregate = Some(format!("{}/{}", event.kind, event.id));
            problem.version = Some(event.version);
            self.problems.push(problem);
        }
        Ok(())
    }

    fn add(&mut self, table: &str, position: i64, what: &str) {
        let problem = self.problem(table, position, what);
        self.problems.push(problem);
    }

    fn problem(&self, table: &str, position: i64, what: &str) -> Problem {
        Problem {
            table: table.to_owned(),
            position: Some(position),
            what: format!("{what} ({} of {})", self.log.log, self.log.origin),
            ..Problem::default()
        }
    }
}
