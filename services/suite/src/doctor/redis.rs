//! Redis, where one is configured: what it holds may be lost, but it should be near and bounded.

use std::time::{Duration, Instant};

use ::redis::aio::MultiplexedConnection;

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::Probe;

/// How long it may take to be reached.
const PATIENCE: Duration = Duration::from_secs(3);
/// A round trip that a call can afford.
const NEAR: Duration = Duration::from_millis(20);

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "redis.reachable",
        probes: Text::new("Redis 可连接且延迟低", "Redis answers, and soon"),
        mend: Text::new(
            "启动 Redis 或修正 gateway.redis_url；其间平台照常工作，只是各副本的限流与注销各自为政。只有一个网关时可清空该项。",
            "Start Redis or correct gateway.redis_url; until then limits and revocations are kept by each replica alone. With \
             one gateway leave it empty.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(reachable(probe))),
    },
    Check {
        id: "redis.policy",
        probes: Text::new(
            "Redis 内存有上限并会淘汰",
            "Redis has a memory limit and evicts",
        ),
        mend: Text::new(
            "设置 maxmemory（如 256mb）与 maxmemory-policy volatile-ttl；其中的数据都可丢失。",
            "Set maxmemory (e.g. 256mb) and maxmemory-policy volatile-ttl: all that it holds may be lost.",
        ),
        worst: Level::Warning,
        examine: Examine::Once(|probe| Box::pin(policy(probe))),
    },
];

async fn reachable(probe: &Probe) -> anyhow::Result<Outcome> {
    if probe.gateway.redis_url.is_empty() {
        return Ok(unused());
    }
    let mut connection = match connect(probe).await {
        Ok(connection) => connection,
        Err(error) => {
            return Ok(Outcome::red(
                format!("连接失败：{error:#}"),
                format!("no answer: {error:#}"),
            ));
        }
    };
    let begun = Instant::now();
    let () = ::redis::cmd("PING").query_async(&mut connection).await?;
    let took = begun.elapsed();
    let level = if took > NEAR {
        Level::Warning
    } else {
        Level::Ok
    };
    let ms = took.as_millis();
    Ok(Outcome::at(
        level,
        format!("往返 {ms} 毫秒"),
        format!("round trip {ms} ms"),
    ))
}

async fn policy(probe: &Probe) -> anyhow::Result<Outcome> {
    if probe.gateway.redis_url.is_empty() {
        return Ok(unused());
    }
    let mut connection = connect(probe).await?;
    let limit: u64 = setting(&mut connection, "maxmemory").await?.parse()?;
    let policy = setting(&mut connection, "maxmemory-policy").await?;
    let level = if limit == 0 || policy == "noeviction" {
        Level::Warning
    } else {
        Level::Ok
    };
    let said = format!("maxmemory={limit} maxmemory-policy={policy}");
    Ok(Outcome::at(level, said.clone(), said))
}

async fn connect(probe: &Probe) -> anyhow::Result<MultiplexedConnection> {
    let client = ::redis::Client::open(probe.gateway.redis_url.expose())?;
    let connecting = client.get_multiplexed_async_connection();
    Ok(tokio::time::timeout(PATIENCE, connecting).await??)
}

async fn setting(connection: &mut MultiplexedConnection, name: &str) -> anyhow::Result<String> {
    let pairs: Vec<String> = ::redis::cmd("CONFIG")
        .arg("GET")
        .arg(name)
        .query_async(connection)
        .await?;
    let value = pairs.into_iter().nth(1);
    value.ok_or_else(|| anyhow::anyhow!("Redis does not tell {name}"))
}

fn unused() -> Outcome {
    Outcome::ok("未使用 Redis", "not used")
}
