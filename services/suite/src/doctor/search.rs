//! The indexes of words, of the public search, of elements and of cases: there, of this database, and as far as it.

use std::path::Path;

use anyhow::Context as _;

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::{Database, Probe};
use crate::Part;

/// Changes that a running index takes in within a second or two.
const SOON: i64 = 5_000;
/// How far disclosure's table is; this crate's checked queries do not know it.
const NEWEST: &str = "select newest, instance from publication_change";

/// How far the record of a service is.
const HEAD: &str = "select coalesce(max(position), 0) from feed";
/// The event at a position of it.
const HASH_AT: &str = "select encode(r.hash, 'hex') from feed f join record r on r.event_id = f.event_id where f.position = $1";

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "search.index",
        probes: Text::new(
            "公示检索索引属于本库且已跟上",
            "the index of the public search is of this database and as far as it",
        ),
        mend: Text::new(
            "停止公示服务，删除索引目录后启动：索引自动重建。公示服务不在本机时，请在其所在机器上检查。",
            "Stop disclosure, delete the folder of the index, start it: the index is made anew. Where disclosure runs on another \
         machine, look there.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(index(probe))),
    },
    Check {
        id: "search.elements",
        probes: Text::new(
            "执法要素检索索引属于本库且已跟上",
            "the index of elements is of this database and as far as it",
        ),
        mend: Text::new(
            "停止要素中心，运行 yifa rebuild elements.search 后启动。要素中心不在本机时，请在其所在机器上检查。",
            "Stop the element centre, run yifa rebuild elements.search, start it. Where it runs on another machine, look there.",
        ),
        worst: Level::Warning,
        examine: Examine::Once(|probe| {
            Box::pin(follows(probe, Part::Elements, &probe.element_search))
        }),
    },
    Check {
        id: "search.cases",
        probes: Text::new(
            "案件检索索引属于本库且已跟上",
            "the index of cases is of this database and as far as it",
        ),
        mend: Text::new(
            "停止执法办案服务，运行 yifa rebuild cases.search 后启动。该服务不在本机时，请在其所在机器上检查。",
            "Stop case handling, run yifa rebuild cases.search, start it. Where it runs on another machine, look there.",
        ),
        worst: Level::Warning,
        examine: Examine::Once(|probe| Box::pin(follows(probe, Part::Cases, &probe.case_search))),
    },
];

async fn index(probe: &Probe) -> anyhow::Result<Outcome> {
    let name = Part::Disclosure.name();
    let found = probe
        .databases
        .iter()
        .find(|database| database.name == name);
    let Some(Database { pool, .. }) = found else {
        return Ok(Outcome::ok(
            "未运行执法公示",
            "disclosure does not run here",
        ));
    };
    let (newest, instance): (i64, String) = sqlx::query_as(NEWEST).fetch_one(pool).await?;
    let Some((change, of)) = position(&probe.search)? else {
        let level = if newest == 0 {
            Level::Ok
        } else {
            Level::Warning
        };
        return Ok(Outcome::at(
            level,
            format!("本机没有索引，已公示 {newest} 次变更"),
            format!("no index on this machine; {newest} changes so far"),
        ));
    };
    if of != instance {
        return Ok(Outcome::red(
            "索引属于另一数据库",
            "it is of another database",
        ));
    }
    let behind = newest - change;
    let level = if behind > SOON {
        Level::Warning
    } else {
        Level::Ok
    };
    Ok(Outcome::at(
        level,
        format!("落后 {behind} 次变更"),
        format!("{behind} changes behind"),
    ))
}

/// An index that follows a record. One of another record is made anew by the running service itself: never worse than a warning.
async fn follows(probe: &Probe, part: Part, folder: &Path) -> anyhow::Result<Outcome> {
    let name = part.name();
    let found = probe
        .databases
        .iter()
        .find(|database| database.name == name);
    let Some(Database { pool, .. }) = found else {
        return Ok(Outcome::ok(
            format!("未运行 {name}"),
            format!("{name} does not run here"),
        ));
    };
    let head: i64 = sqlx::query_scalar(HEAD).fetch_one(pool).await?;
    let Some((at, hash)) = position(folder)? else {
        let level = if head == 0 { Level::Ok } else { Level::Warning };
        return Ok(Outcome::at(
            level,
            format!("本机没有索引，记录已有 {head} 条"),
            format!("no index on this machine; {head} events so far"),
        ));
    };
    let known: Option<String> = sqlx::query_scalar(HASH_AT)
        .bind(at)
        .fetch_optional(pool)
        .await?;
    if known.is_none_or(|known| known != hash) {
        return Ok(Outcome::at(
            Level::Warning,
            "索引属于另一数据库",
            "it is of another database",
        ));
    }
    let behind = head - at;
    let level = if behind > SOON {
        Level::Warning
    } else {
        Level::Ok
    };
    Ok(Outcome::at(
        level,
        format!("落后 {behind} 次变更"),
        format!("{behind} changes behind"),
    ))
}

/// The change that an index has come to, and the database that it is of: what its service writes with each commit.
fn position(folder: &Path) -> anyhow::Result<Option<(i64, String)>> {
    let file = folder.join("meta.json");
    if !file.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&file)?;
    let meta: serde_json::Value = serde_json::from_str(&text)?;
    let Some(payload) = meta["payload"].as_str() else {
        return Ok(None);
    };
    let mut parts = payload.split_whitespace().skip(1);
    let change = parts.next().and_then(|number| number.parse().ok());
    let instance = parts.next().map(str::to_owned);
    let position = change.zip(instance);
    position
        .map(Some)
        .with_context(|| format!("{} says nothing that is understood", file.display()))
}
