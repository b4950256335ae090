//! The index of the public search: there, of this database, and as far as it.

use std::path::Path;

use anyhow::Context as _;

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::{Database, Probe};
use crate::Part;

/// Changes that a running index takes in within a second or two.
const SOON: i64 = 5_000;
/// How far disclosure's table is; this crate's checked queries do not know it.
const NEWEST: &str = "select newest, instance from publication_change";

pub(super) const CHECKS: &[Check] = &[Check {
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
}];

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

/// The change that the index has come to, and the database that it is of: what disclosure writes with each commit.
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
