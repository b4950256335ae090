//! The feed's positions, the subtrees stored for them, and the heads signed over them.

use std::collections::BTreeMap;

use contract::feed::v1::LogHead;
use sqlx::PgConnection;

use super::{Problem, Report};
use crate::hash::Hash;
use crate::head::Keys;
use crate::merkle::{Frontier, Node, Place, column, leaf};
use crate::read::{self, HeadRow};

/// Positions read at once.
const PAGE: i64 = 2000;

pub(super) async fn check(
    conn: &mut PgConnection,
    keys: &Keys,
    witnessed: &[LogHead],
    report: &mut Report,
) -> sqlx::Result<()> {
    report.log = read::log_head(conn).await?.map(|head| head.log);
    let extent = extent(conn).await?;
    for (what, size) in [
        ("merkle log", extent.leaves),
        ("newest signed head", extent.signed),
    ] {
        if size > extent.feed {
            let text = format!(
                "the feed ends here, but the {what} holds {size} events: the newest were removed"
            );
            report.add(Problem::new("feed", text).at(extent.feed));
        }
    }
    let mut walk = Walk {
        keys,
        log: report.log.clone(),
        witnessed,
        frontier: Frontier::default(),
        broken: false,
    };
    let end = extent.feed.max(extent.leaves);
    let mut after = 0;
    while after < end && !walk.broken {
        let until = (after + PAGE).min(end);
        let page = Page::read(conn, after, until).await?;
        for position in after + 1..=until {
            walk.step(position, &page, report);
            if walk.broken {
                break;
            }
        }
        after = until;
    }
    let walked = column(walk.frontier.size());
    for head in witnessed
        .iter()
        .filter(|head| head.tree_size > walked || head.tree_size < 1)
    {
        report.heads += 1;
        let text = "the log no longer holds what this head covers";
        report.add(Problem::new("witness", text).at(head.tree_size));
    }
    strays(conn, walked, report).await
}

struct Extent {
    feed: i64,
    leaves: i64,
    signed: i64,
}

async fn extent(conn: &mut PgConnection) -> sqlx::Result<Extent> {
    sqlx::query_as!(
        Extent,
        r#"
        select
            coalesce((select max(position) from feed), 0) as "feed!",
            coalesce((select max(index) + 1 from merkle_node where level = 0), 0) as "leaves!",
            coalesce((select max(tree_size) from log_head), 0) as "signed!"
        "#
    )
    .fetch_one(conn)
    .await
}

/// What stands in the feed at a position.
struct Entry {
    position: i64,
    aggregatetype: Option<String>,
    aggregateid: Option<String>,
    aggregateversion: Option<i64>,
    hash: Option<Hash>,
}

struct Page {
    entries: BTreeMap<i64, Entry>,
    nodes: BTreeMap<Place, Hash>,
    heads: BTreeMap<i64, LogHead>,
}

impl Page {
    async fn read(conn: &mut PgConnection, after: i64, until: i64) -> sqlx::Result<Self> {
        let entries = sqlx::query_as!(
            Entry,
            r#"
            select
                f.position as "position!", r.aggregatetype as "aggregatetype?", r.aggregateid as "aggregateid?",
                r.aggregateversion as "aggregateversion?", r.hash as "hash?: Hash"
            from feed f
            left join record r on r.event_id = f.event_id
            where f.position > $1 and f.position <= $2
            "#,
            after,
            until
        )
        .fetch_all(&mut *conn)
        .await?;
        let heads = sqlx::query_as!(
            HeadRow,
            r#"
            select log, tree_size, root_hash as "root_hash: Hash", signed_at, signature, key_id
            from log_head
            where tree_size > $1 and tree_size <= $2
            "#,
            after,
            until
        )
        .fetch_all(&mut *conn)
        .await?;
        Ok(Self {
            entries: entries
                .into_iter()
                .map(|entry| (entry.position, entry))
                .collect(),
            nodes: completed_between(conn, after, until).await?,
            heads: heads
                .into_iter()
                .map(|row| (row.tree_size, LogHead::from(row)))
                .collect(),
        })
    }
}

/// The stored subtrees that the positions after `after` up to `until` complete.
async fn completed_between(
    conn: &mut PgConnection,
    after: i64,
    until: i64,
) -> sqlx::Result<BTreeMap<Place, Hash>> {
    let levels: Vec<i16> = (0..63).filter(|level| until >> level > 0).collect();
    let from: Vec<i64> = levels.iter().map(|level| after >> level).collect();
    let to: Vec<i64> = levels.iter().map(|level| until >> level).collect();
    let rows = sqlx::query!(
        r#"
        select n.level, n.index, n.hash as "hash: Hash"
        from unnest($1::smallint[], $2::bigint[], $3::bigint[]) as want (level, low, high)
        join merkle_node n on n.level = want.level and n.index >= want.low and n.index < want.high
        "#,
        &levels,
        &from,
        &to
    )
    .fetch_all(conn)
    .await?;
    // Levels and indexes are checked by the table to be in range.
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let level = u8::try_from(row.level).ok()?;
            Some((
                Place {
                    level,
                    index: u64::try_from(row.index).ok()?,
                },
                row.hash,
            ))
        })
        .collect())
}

struct Walk<'a> {
    keys: &'a Keys,
    log: Option<String>,
    witnessed: &'a [LogHead],
    frontier: Frontier,
    /// Neither feed nor log says what stood at a position: nothing after it can be checked.
    broken: bool,
}

impl Walk<'_> {
    fn step(&mut self, position: i64, page: &Page, report: &mut Report) {
        let place = Place {
            level: 0,
            index: self.frontier.size(),
        };
        let stored = page.nodes.get(&place);
        let Some(leaf) = leaf_at(position, page.entries.get(&position), stored, report) else {
            let text = "nothing is known of this position; what follows cannot be checked";
            report.add(Problem::new("merkle_node", text).at(position));
            self.broken = true;
            return;
        };
        let mut completed = Vec::new();
        self.frontier.append_leaf(leaf, &mut completed);
        for node in completed.iter().skip(1) {
            compare(node, page.nodes.get(&node.place), position, report);
        }
        if let Some(head) = page.heads.get(&position) {
            self.check_head("log_head", head, report);
        }
        for head in self
            .witnessed
            .iter()
            .filter(|head| head.tree_size == position)
        {
            self.check_head("witness", head, report);
        }
    }

    fn check_head(&self, table: &str, head: &LogHead, report: &mut Report) {
        report.heads += 1;
        let mut wrong = |what: String| report.add(Problem::new(table, what).at(head.tree_size));
        let mut fits = true;
        if let Err(error) = self.keys.verify(head) {
            wrong(error.to_string());
            fits = false;
        }
        if head.root_hash != self.frontier.root().as_slice() {
            wrong("the root of the log is another than was signed".to_owned());
            fits = false;
        }
        if self.log.as_ref() != Some(&head.log) {
            wrong(format!("the head is of another log ({})", head.log));
            fits = false;
        }
        if fits {
            report.covered = report.covered.max(head.tree_size);
        }
    }
}

/// The leaf at a position. Where feed and log differ the log's is taken, so that one altered event is one problem.
fn leaf_at(
    position: i64,
    entry: Option<&Entry>,
    stored: Option<&Hash>,
    report: &mut Report,
) -> Option<Hash> {
    let Some(entry) = entry else {
        report.add(Problem::new("feed", "the position is missing").at(position));
        return stored.copied();
    };
    let (Some(kind), Some(id), Some(version), Some(hash)) = (
        &entry.aggregatetype,
        &entry.aggregateid,
        entry.aggregateversion,
        &entry.hash,
    ) else {
        report.add(Problem::new("record", "the event of this position was removed").at(position));
        return stored.copied();
    };
    let expected = leaf(hash);
    match stored {
        None => {
            report.add(Problem::new("merkle_node", "the leaf is missing").at(position));
            Some(expected)
        }
        Some(stored) => {
            if *stored != expected {
                let text = "the log holds another event at this position";
                report.add(
                    Problem::new("record", text)
                        .of(kind, id, version)
                        .at(position),
                );
            }
            Some(*stored)
        }
    }
}

fn compare(node: &Node, stored: Option<&Hash>, position: i64, report: &mut Report) {
    let Place { level, index } = node.place;
    match stored {
        Some(hash) if *hash == node.hash => {}
        Some(_) => {
            let text =
                format!("the subtree at level {level} index {index} does not fit its leaves");
            report.add(Problem::new("merkle_node", text).at(position));
        }
        None => {
            let text = format!("the subtree at level {level} index {index} is missing");
            report.add(Problem::new("merkle_node", text).at(position));
        }
    }
}

/// Subtrees and heads beyond what could be walked.
async fn strays(conn: &mut PgConnection, walked: i64, report: &mut Report) -> sqlx::Result<()> {
    let beyond = sqlx::query_scalar!(
        r#"select count(*) as "count!" from merkle_node where level > 0 and (index + 1) << level > $1"#,
        walked
    )
    .fetch_one(&mut *conn)
    .await?;
    if beyond > 0 {
        let text = format!("{beyond} stored subtrees reach beyond the feed");
        report.add(Problem::new("merkle_node", text).at(walked));
    }
    let heads = sqlx::query_scalar!(
        "select tree_size from log_head where tree_size > $1 order by tree_size",
        walked
    )
    .fetch_all(&mut *conn)
    .await?;
    for size in heads {
        report.heads += 1;
        report.add(
            Problem::new("log_head", "the log no longer holds what this head covers").at(size),
        );
    }
    Ok(())
}
