//! What stands outside: the collector of telemetry and the deployments that this one exchanges with.

use std::time::Duration;

use anyhow::bail;
use host::{Gateway, upstream};
use tokio::net::TcpStream;
use tonic::Code;

use super::check::{Check, Examine, Level, Outcome, Text};
use super::door;
use super::probe::{Peer, Probe};
use crate::Part;

/// How long it may take to be reached.
const PATIENCE: Duration = Duration::from_secs(3);

/// Open gaps in what was received.
const GAPS: &str = "select count(*) from gap where closed_at is null";
/// Open disputes about what was received.
const DISPUTES: &str = "select count(*) from dispute where closed_at is null";

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "telemetry.reachable",
        probes: Text::new(
            "遥测接收端可达",
            "the collector of telemetry can be reached",
        ),
        mend: Text::new(
            "启动 OpenTelemetry 接收端或修正 telemetry 的地址；不可达时平台照常工作，只是看不到链路与指标。",
            "Start the OpenTelemetry collector or correct the address under telemetry; without it the product works, unseen.",
        ),
        worst: Level::Warning,
        examine: Examine::Once(|probe| Box::pin(telemetry(probe))),
    },
    Check {
        id: "exchange.accepted",
        probes: Text::new(
            "上级部署可达并接受本级账号",
            "the upper deployment answers and accepts our account",
        ),
        mend: Text::new(
            "检查专网与上级地址；账号被拒则请上级登记本级账号公钥。其间本级照常办案，恢复后自动补传。",
            "Check the line and the address; if the account is refused, have its public key registered there. Work goes on \
             here, and what was missed is handed over by itself afterwards.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(accepted(probe))),
    },
    Check {
        id: "exchange.whole",
        probes: Text::new(
            "收到的事件没有缺口和争议",
            "what other deployments handed over has no gap and no dispute",
        ),
        mend: Text::new(
            "缺口会自动补齐：长期不补时联系来源部署；争议表示来源改写了已签名的记录，须由双方用 yifa verify 核对，切勿删除。",
            "Gaps fill by themselves; ask the origin about one that stays. A dispute means that signed history was rewritten: both \
             sides run `yifa verify`; delete nothing.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(whole(probe))),
    },
];

async fn telemetry(probe: &Probe) -> anyhow::Result<Outcome> {
    if probe.telemetry.is_empty() {
        return Ok(Outcome::ok("未配置", "not configured"));
    }
    Ok(match reach(&probe.telemetry).await {
        Ok(()) => Outcome::ok("可达", "answers"),
        Err(error) => Outcome::warning(
            format!("{} 不可达：{error:#}", probe.telemetry),
            format!("{} does not answer: {error:#}", probe.telemetry),
        ),
    })
}

async fn accepted(probe: &Probe) -> anyhow::Result<Outcome> {
    if probe.peers.is_empty() {
        return Ok(Outcome::ok("没有上级部署", "there is none"));
    }
    let mut wrong = Vec::new();
    for peer in &probe.peers {
        if let Err(error) = accepts(peer, probe).await {
            wrong.push(format!("{} {}: {error:#}", peer.name, peer.address));
        }
    }
    if wrong.is_empty() {
        let count = probe.peers.len();
        return Ok(Outcome::ok(
            format!("{count} 个，均接受"),
            format!("{count}, accepted"),
        ));
    }
    let wrong = wrong.join("; ");
    Ok(Outcome::red(format!("不可用：{wrong}"), wrong))
}

async fn accepts(peer: &Peer, probe: &Probe) -> anyhow::Result<()> {
    reach(&peer.address).await?;
    let account = match &peer.account {
        Ok(account) => account.clone(),
        Err(error) => bail!("our key cannot be read: {error:#}"),
    };
    // An authority of its own vouches for a city's certificate; exchange knows it, and tells in its log when it does not.
    if peer.address.starts_with("https://") {
        return Ok(());
    }
    let world = &probe.world;
    let way = Gateway::new(account, world.clock.clone(), world.entropy.clone());
    way.bind(upstream::remote(&peer.address)?);
    match door::call(&way, door::MYSELF, None).await {
        Code::Ok | Code::PermissionDenied => Ok(()),
        code => bail!("our account is not accepted ({code:?})"),
    }
}

/// Asks exchange's own tables, which this crate's checked queries do not know.
async fn whole(probe: &Probe) -> anyhow::Result<Outcome> {
    let database = probe
        .databases
        .iter()
        .find(|database| database.name == Part::Exchange.name());
    let Some(database) = database else {
        return Ok(Outcome::ok("未运行数据交换", "exchange does not run here"));
    };
    let mut open: Vec<(i64, &str, &str)> = Vec::new();
    for (statement, zh, en) in [(GAPS, "处缺口", "gaps"), (DISPUTES, "项争议", "disputes")] {
        let count: i64 = sqlx::query_scalar(statement)
            .fetch_one(&database.pool)
            .await?;
        if count > 0 {
            open.push((count, zh, en));
        }
    }
    if open.is_empty() {
        return Ok(Outcome::ok("没有", "none"));
    }
    let zh: Vec<String> = open.iter().map(|(n, zh, _)| format!("{n} {zh}")).collect();
    let en: Vec<String> = open.iter().map(|(n, _, en)| format!("{n} {en}")).collect();
    let is_disputed = open.iter().any(|(_, _, en)| *en == "disputes");
    let level = if is_disputed {
        Level::Red
    } else {
        Level::Warning
    };
    Ok(Outcome::at(level, zh.join("，"), en.join(", ")))
}

/// Opens a connection to an address like `http://host:port`.
async fn reach(address: &str) -> anyhow::Result<()> {
    let uri: http::Uri = address.parse()?;
    let host = uri
        .host()
        .ok_or_else(|| anyhow::anyhow!("{address} names no host"))?;
    let default = if uri.scheme_str() == Some("https") {
        443
    } else {
        80
    };
    let port = uri.port_u16().unwrap_or(default);
    tokio::time::timeout(PATIENCE, TcpStream::connect((host, port))).await??;
    Ok(())
}
