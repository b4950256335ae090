//! A sound installation: no check finds anything wrong with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use calendar::{Calendar, CivilDate};
use clock::{SystemClock, SystemEntropy};
use gateway::access::Table;
use gateway::{Provision, ServicePrincipal};
use host::postgres::Cluster;
use host::{Host, Readiness, ServiceAccount, Tasks, Upstream, upstream};
use suite::doctor::{
    AUDIT_TABLES, Database, Format, Level, Needs, Probe, RECORD_TABLES, checks, examine,
};
use testkit::TestRedis;
use tokio::net::TcpListener;
use tower::service_fn;

use crate::fixture::{Folder, answer, at, probe_now};

/// What the services answer: the gRPC status of what is not there.
const NOT_FOUND: &str = "5";

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_installation_is_green_in_every_check() {
    let folder = Folder::new();
    let redis = bounded_redis().await;
    let cluster = Cluster::start(&folder.0.join("postgres"), &SystemEntropy)
        .await
        .unwrap();
    let mut probe = probe_now();
    probe.gateway.redis_url = redis.url().into();
    keys(&mut probe, &folder);
    probe.databases = databases(&cluster).await;
    let tasks = Tasks::new();
    door(&mut probe, &tasks).await;
    machine(&mut probe, &folder);
    let today = CivilDate::of(probe.world.clock.now());
    probe.calendar = Ok(covering(today.year()));

    let report = examine(&probe).await;
    tasks.stop(std::time::Duration::from_secs(5)).await;
    for database in &probe.databases {
        database.pool.close().await;
    }
    cluster.stop().await.unwrap();

    for check in checks() {
        assert!(
            report.of(check.id).next().is_some(),
            "{} was not carried out",
            check.id
        );
    }
    let printed = report.text(Format::En).unwrap();
    assert_eq!(report.count(Level::Ok), report.findings.len(), "{printed}");
    assert!(!report.text(Format::Zh).unwrap().contains("处置"));
}

/// A Redis with a memory limit, which evicts.
async fn bounded_redis() -> TestRedis {
    let redis = TestRedis::start();
    let client = ::redis::Client::open(redis.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    for (name, value) in [("maxmemory", "64mb"), ("maxmemory-policy", "volatile-ttl")] {
        let mut command = ::redis::cmd("CONFIG");
        let () = command
            .arg("SET")
            .arg(name)
            .arg(value)
            .query_async(&mut connection)
            .await
            .unwrap();
    }
    redis
}

/// Keys as `yifa migrate` makes them.
fn keys(probe: &mut Probe, folder: &Folder) {
    probe.keys = folder.0.join("keys");
    let ed25519 = |name: &str| {
        let file = folder.0.join("keys").join(format!("{name}.pem"));
        host::keys::load_or_make(&file, || Ok(actor::keys::generate()?)).unwrap()
    };
    probe.gateway.keys.token = ed25519("token");
    probe.gateway.keys.actor = ed25519("actor");
    ed25519("account-cases");
    let seal = folder.0.join("keys/seal.hex");
    probe.gateway.keys.seal =
        host::keys::load_or_make(&seal, || Ok(gateway::new_seal_key(&SystemEntropy))).unwrap();
    probe.gateway.sign_in.hash_memory_kib = 8;
    probe.accounts = vec!["cases"];
    probe.demonstration = vec!["lin.jianguo"];
}

/// The gateway's database and one of a service that keeps a record, each owned by a role of its own.
async fn databases(cluster: &Cluster) -> Vec<Database> {
    let address = |name: &'static str| cluster.database(name, &SystemEntropy);
    let mut door = at("gateway", address("gateway").await.unwrap().expose());
    door.migrations = vec![&gateway::MIGRATOR];
    door.has_feed = false;
    door.append_only = AUDIT_TABLES;
    let mut cases = at("cases", address("cases").await.unwrap().expose());
    let signer = feed::HeadSigner::generate(&SystemEntropy).unwrap();
    cases.log = Some(Ok(signer.public_pem().to_owned()));
    cases.append_only = RECORD_TABLES;
    cases.migrations = cases::migrations().to_vec();
    for database in [&door, &cases] {
        host::database::migrate(&database.pool, &database.migrations)
            .await
            .unwrap();
    }
    vec![door, cases]
}

/// A gateway in front of services that are ready.
async fn door(probe: &mut Probe, tasks: &Tasks) {
    let host = host(probe, tasks);
    let pool = probe.databases[0].pool.clone();
    let mut settings = probe.gateway.clone();
    settings.database = probe.databases[0].settings.clone();
    let key = host::keys::load(&probe.keys.join("account-cases.pem")).unwrap();
    let public_key_pem = actor::keys::public_pem(key.expose()).unwrap();
    let account = ServicePrincipal {
        name: "cases",
        display_name: "执法办案",
        public_key_pem: &public_key_pem,
        scopes: &["elements.feed"],
        division: "35",
    };
    let provision = Provision::new(pool, &settings, &host).unwrap();
    provision.service_account(account).await.unwrap();

    let table = Table::from_descriptors(contract::DESCRIPTORS).unwrap();
    let upstreams: BTreeMap<String, Upstream> = table
        .methods()
        .map(|method| {
            (
                method.package.clone(),
                upstream::local(service_fn(|_| answer(NOT_FOUND))),
            )
        })
        .collect();
    let packages: Vec<String> = upstreams.keys().cloned().collect();
    let gateway = gateway::start(settings, upstreams, &host).await.unwrap();
    for package in packages
        .iter()
        .filter(|package| !package.contains("identity"))
    {
        let ready = Readiness::default();
        ready.set(true);
        gateway.follow(package, ready);
    }
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let serving = gateway.clone();
    tasks.spawn("gateway.serve", async move {
        serving.serve(listener).await.unwrap();
    });
    probe.listen = address.trim_start_matches("http://").parse().unwrap();
    gateway.readiness().ready().await;
    // Health is told once a second.
    probe.address.clone_from(&address);
    let seen: &Probe = probe;
    testkit::eventually("every service serving", || async {
        let report = suite::doctor::examine_only(seen, |id| id == "gateway.health").await;
        report.is_sound().then_some(())
    })
    .await;
}

fn host(probe: &Probe, tasks: &Tasks) -> Host {
    let public = actor::keys::public_pem(probe.gateway.keys.actor.expose()).unwrap();
    let account = ServiceAccount {
        name: "gateway".to_owned(),
        private_key: probe.gateway.keys.actor.clone(),
    };
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    Host {
        clock: clock.clone(),
        entropy: entropy.clone(),
        tasks: tasks.clone(),
        verifier: Arc::new(actor::Verifier::from_spki_pem(&public).unwrap()),
        gateway: host::Gateway::new(account, clock, entropy),
    }
}

/// A machine with a kept clock, enough memory and enough files.
fn machine(probe: &mut Probe, folder: &Folder) {
    folder.write("machine/proc/meminfo", "MemTotal:        8000000 kB\n");
    folder.write("machine/proc/self/cgroup", "0::/\n");
    let limits = "Max open files            65536                524288               files\n";
    folder.write("machine/proc/self/limits", limits);
    folder.write("machine/run/chrony/chronyd.pid", "7\n");
    probe.machine = folder.0.join("machine");
    probe.folders = vec![folder.0.clone()];
    probe.needs = Needs {
        free_bytes: 1,
        ..probe.needs
    };
}

/// Schedules of this year and the next.
fn covering(year: i32) -> Calendar {
    let next = year + 1;
    let text = format!(
        r#"{{"years":{{"{year}":{{"off":["{year}-01-01"],"makeup":[]}},"{next}":{{"off":["{next}-01-01"],"makeup":[]}}}}}}"#
    );
    Calendar::from_json(&text).unwrap()
}
