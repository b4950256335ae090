//! A call passed on: directly, through the gateway with everything on, and through the proxies of others.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;

use http::HeaderValue;

use super::Options;
use super::load::{self, Outcome, Pressure, Target};
use super::program::{self, Program};
use super::proxies::{Between, Proxy};
use super::report::{Section, Table};
use super::site::{self, Site};
use super::statistic::{Spread, milliseconds};
use super::stub::Stub;

/// A read that is not audited.
const READ: &str = "/yifa.cases.v1.CaseService/ListAllowedActs";
/// An act: its beginning is in the audit log before it is passed on, its end before the answer ends.
const ACT: &str = "/yifa.cases.v1.PenaltyService/RecordEvidence";
/// Calls under way, and the connections that they share.
const PRESSURES: [Pressure; 3] = [
    Pressure {
        calls: 1,
        connections: 1,
    },
    Pressure {
        calls: 32,
        connections: 4,
    },
    Pressure {
        calls: 256,
        connections: 16,
    },
];
/// Seconds of one run.
const SECONDS: f64 = 1.5;

/// A way from the load to the stub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Direct,
    Read,
    Act,
    Nginx,
    HaProxy,
    Envoy,
}

/// What stands between the load and the stub.
struct Front {
    way: Way,
    target: Target,
    program: Option<Program>,
}

type Runs = BTreeMap<(Pressure, Way), Vec<Outcome>>;

pub(super) async fn measure(site: &Site, options: &Options) -> anyhow::Result<Section> {
    let stub = Stub::start()?;
    let folder = site.folder.join("passage");
    std::fs::create_dir_all(&folder)?;
    let (redis, redis_url) = site::redis(&folder).await?;
    let (gateway, address) = open_gateway(site, &folder, stub.address(), &redis_url).await?;
    let signed_in = site.sign_in(address, "zheng.haifeng").await?;
    let bearer = format!("Bearer {}", signed_in.tokens.access_token);
    let authorization = HeaderValue::try_from(bearer)?;
    let target = |address, path| Target {
        address,
        path,
        authorization: authorization.clone(),
    };
    let mut fronts = vec![
        Front {
            way: Way::Direct,
            target: target(stub.address(), READ),
            program: None,
        },
        Front {
            way: Way::Read,
            target: target(address, READ),
            program: Some(gateway),
        },
        Front {
            way: Way::Act,
            target: target(address, ACT),
            program: None,
        },
    ];
    let token_key = actor::keys::public_pem(site.settings().gateway.keys.token.expose())?;
    for proxy in Proxy::ALL
        .into_iter()
        .filter(|proxy| proxy.program().is_some())
    {
        let between = Between {
            listen: program::free_address()?,
            backend: stub.address(),
            token_key: &token_key,
            folder: &folder,
        };
        fronts.push(Front {
            way: Way::of(proxy),
            target: target(between.listen, READ),
            program: Some(proxy.start(&between).await?),
        });
    }
    let runs = run(&fronts, options).await?;
    for program in fronts.into_iter().filter_map(|front| front.program) {
        program.stop().await?;
    }
    redis.stop().await?;
    Ok(report(&runs, options))
}

/// The gateway as the program that is shipped, in front of the stub.
async fn open_gateway(
    site: &Site,
    folder: &Path,
    backend: SocketAddr,
    redis: &str,
) -> anyhow::Result<(Program, SocketAddr)> {
    let address = program::free_address()?;
    let file = folder.join("gateway.toml");
    let backend = format!("http://{backend}");
    let settings = site.gateway_settings(address, redis, &backend);
    let settings = settings + &format!("cases = \"{backend}\"\n");
    std::fs::write(&file, settings)?;
    let file = file.display().to_string();
    let mut program = Program::start(
        "yifa-gateway",
        &program::own("yifa-gateway")?,
        &[&file],
        folder,
    )?;
    site::serves(&mut program, address).await?;
    Ok((program, address))
}

async fn run(fronts: &[Front], options: &Options) -> anyhow::Result<Runs> {
    let mut runs = Runs::new();
    let seconds = options.seconds.unwrap_or(SECONDS);
    // The audited call goes through the same process as the read.
    let gateway = fronts
        .iter()
        .find(|front| front.way == Way::Read)
        .and_then(|front| front.program.as_ref())
        .map(Program::pid);
    for round in 1..=options.rounds {
        println!("  round {round} of {}", options.rounds);
        for pressure in PRESSURES {
            for front in fronts {
                let pid = match front.way {
                    Way::Act => gateway,
                    _ => front.program.as_ref().map(Program::pid),
                };
                let used = move || pid.map_or(0.0, super::processes::family_cpu);
                let outcome = load::run(front.target.clone(), pressure, seconds, used).await?;
                runs.entry((pressure, front.way)).or_default().push(outcome);
            }
        }
    }
    Ok(runs)
}

fn report(runs: &Runs, options: &Options) -> Section {
    let mut section = Section::new("A call through the gateway");
    section.say(format!(
        "One unary call of 200 bytes each way to the same stub, {} rounds of {} s for each line, taken in turn; \
         medians, with the least and the most of the rounds. `yifa-gateway` is the program that is shipped, with everything \
         on: token verified, method permitted, source and person limited through Redis, traced at the default sampling with a \
         collector that takes it, and for the act two rows in the audit log (PostgreSQL with fsync). nginx, HAProxy and Envoy run on one thread and write no access log; \
         nginx and HAProxy check nothing, Envoy checks the same token (and remembers that it did). CPU is that of the proxy's \
         processes; load, stub, proxy and database share the machine.",
        options.rounds,
        options.seconds.unwrap_or(SECONDS),
    ));
    for pressure in PRESSURES {
        let of = |way: Way| runs.get(&(pressure, way)).map_or(&[][..], Vec::as_slice);
        let rate = |way| Spread::of(of(way).iter().map(Outcome::rate));
        let cpu = |way| Spread::of(of(way).iter().map(Outcome::used_each));
        let direct = rate(Way::Direct).map(|spread| spread.median);
        let nginx = cpu(Way::Nginx).map(|spread| spread.median);
        let mut table = Table::new([
            "path",
            "calls/s",
            "of direct",
            "p50 ms",
            "p99 ms",
            "CPU µs/call",
            "of nginx",
        ]);
        for way in Way::ALL {
            let (Some(rate), Some(used)) = (rate(way), cpu(way)) else {
                continue;
            };
            let latency = |pick: fn(&Outcome) -> std::time::Duration| {
                let taken = of(way).iter().map(|outcome| milliseconds(pick(outcome)));
                Spread::of(taken).map_or_else(String::new, |spread| format!("{:.2}", spread.median))
            };
            table.row([
                way.name().to_owned(),
                rate.text(0),
                share(rate.median, direct),
                latency(|outcome| outcome.latency.p50),
                latency(|outcome| outcome.latency.p99),
                if way == Way::Direct {
                    "–".to_owned()
                } else {
                    used.text(1)
                },
                if way == Way::Direct {
                    "–".to_owned()
                } else {
                    share(used.median, nginx)
                },
            ]);
        }
        section.say(format!(
            "**{} under way**, over {} connections:",
            pressure.calls, pressure.connections
        ));
        section.show(&table);
    }
    judge(&mut section, runs);
    section
}

fn judge(section: &mut Section, runs: &Runs) {
    let [alone, many, _] = PRESSURES;
    let of = |pressure, way| runs.get(&(pressure, way)).map_or(&[][..], Vec::as_slice);
    let cpu = |way| Spread::of(of(many, way).iter().map(Outcome::used_each));
    if let (Some(read), Some(nginx)) = (cpu(Way::Read), cpu(Way::Nginx)) {
        let what = format!(
            "no more CPU for a checked read than nginx takes for passing it on, 32 under way ({:.1} and {:.1} µs)",
            read.median, nginx.median
        );
        section.judge(&what, read.median <= nginx.median);
    }
    if let (Some(read), Some(haproxy)) = (cpu(Way::Read), cpu(Way::HaProxy)) {
        let what = format!(
            "the same against HAProxy ({:.1} and {:.1} µs)",
            read.median, haproxy.median
        );
        section.judge(&what, read.median <= haproxy.median);
    }
    let p50 = |way| {
        let taken = of(alone, way)
            .iter()
            .map(|outcome| milliseconds(outcome.latency.p50));
        Spread::of(taken)
    };
    if let (Some(direct), Some(read)) = (p50(Way::Direct), p50(Way::Read)) {
        let added = read.median - direct.median;
        let what =
            format!("the gateway adds less than 0.5 ms at p50, one under way ({added:.2} ms)");
        section.judge(&what, added < 0.5);
    }
}

/// `value` as a share of `whole`.
fn share(value: f64, whole: Option<f64>) -> String {
    whole.map_or_else(|| "–".to_owned(), |whole| format!("{:.2}", value / whole))
}

impl Way {
    const ALL: [Self; 6] = [
        Self::Direct,
        Self::Read,
        Self::Act,
        Self::Nginx,
        Self::HaProxy,
        Self::Envoy,
    ];

    const fn of(proxy: Proxy) -> Self {
        match proxy {
            Proxy::Nginx => Self::Nginx,
            Proxy::Ha => Self::HaProxy,
            Proxy::Envoy => Self::Envoy,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Read => "yifa-gateway, read",
            Self::Act => "yifa-gateway, audited act",
            Self::Nginx => Proxy::Nginx.name(),
            Self::HaProxy => Proxy::Ha.name(),
            Self::Envoy => Proxy::Envoy.name(),
        }
    }
}
