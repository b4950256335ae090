//! Installations to be examined: nothing is where it should be, until a test puts it there.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use calendar::Calendar;
use clock::{Clock, ManualClock, SeededEntropy, SystemClock, SystemEntropy};
use host::database;
use suite::World;
use suite::doctor::{self, Database, Finding, Level, Needs, Probe};
use testkit::TestDatabase;
use tokio::net::TcpListener;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::body::Body;
use tonic::transport::Server;

/// Where nothing listens.
pub(crate) const NOWHERE: &str = "http://127.0.0.1:1";

/// A folder of one test, removed at its end.
#[derive(Debug)]
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let name = clock::Entropy::random_id(&SystemEntropy)
            .simple()
            .to_string();
        let path = Path::new("/var/tmp").join(format!("yifa-doctor-{name}"));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file under it, its folders too.
    pub(crate) fn write(&self, file: &str, text: &str) -> PathBuf {
        let path = self.0.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// An installation of which nothing is known but the time (RFC 3339).
pub(crate) fn probe_at(instant: &str) -> Probe {
    probe(Arc::new(ManualClock::at(instant.parse().unwrap())))
}

/// An installation of which nothing is known, now.
pub(crate) fn probe_now() -> Probe {
    probe(Arc::new(SystemClock))
}

fn probe(clock: Arc<dyn Clock>) -> Probe {
    let gateway = gateway::Settings::default();
    Probe {
        world: World {
            clock,
            entropy: Arc::new(SeededEntropy::new(7)),
        },
        databases: Vec::new(),
        address: NOWHERE.to_owned(),
        listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
        needs: Needs::of(&gateway),
        gateway,
        demonstration: Vec::new(),
        accounts: Vec::new(),
        keys: PathBuf::from("/nonexistent"),
        folders: Vec::new(),
        search: PathBuf::from("/nonexistent"),
        element_search: PathBuf::from("/nonexistent"),
        case_search: PathBuf::from("/nonexistent"),
        files: None,
        fonts: None,
        mail: None,
        calendar: Ok(Calendar::state_council()),
        telemetry: String::new(),
        peers: Vec::new(),
        machine: PathBuf::from("/nonexistent"),
    }
}

/// A service's database with the tables of the record.
pub(crate) fn database(name: &'static str, test: &TestDatabase) -> Database {
    at(name, &test.url)
}

/// The same, at an address.
pub(crate) fn at(name: &'static str, url: &str) -> Database {
    let mut settings = database::Settings::at(url);
    settings.acquire_timeout_ms = 1_000;
    Database {
        name,
        name_zh: name,
        pool: database::connect(name, &settings).unwrap(),
        settings,
        migrations: vec![&feed::MIGRATOR],
        log: None,
        append_only: &[],
        has_feed: true,
        is_source: true,
        is_private: false,
    }
}

/// The one finding of one check.
pub(crate) async fn only(check: &str, probe: &Probe) -> Finding {
    let report = doctor::examine_only(probe, |id| id == check).await;
    let found: Vec<&Finding> = report.of(check).collect();
    assert_eq!(found.len(), 1, "{report:?}");
    found[0].clone()
}

/// Asserts that a finding is at this level, says this, and how to mend it.
pub(crate) fn assert_found(finding: &Finding, level: Level, says: &str) {
    assert_eq!(finding.level, level, "{finding:?}");
    assert!(finding.found.en.contains(says), "{finding:?}");
    let mend = finding.mend.as_ref().expect("it says how to mend it");
    assert!(!mend.zh.is_empty() && !mend.en.is_empty());
}

/// Something that answers every call with this gRPC status.
pub(crate) async fn door_that_answers(status: &'static str) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let door = tower::service_fn(move |_: http::Request<Body>| answer(status));
    host::Tasks::new().spawn("door", async move {
        let served = Server::builder().serve_with_incoming(door, TcpListenerStream::new(listener));
        served.await.unwrap();
    });
    format!("http://{address}")
}

/// An empty answer with this gRPC status.
pub(crate) async fn answer(status: &'static str) -> Result<http::Response<Body>, Infallible> {
    let answer = http::Response::builder()
        .header("content-type", "application/grpc")
        .header("grpc-status", status);
    Ok(answer.body(Body::empty()).unwrap())
}

/// Writes events past the record's own functions: `recorded_at` for each, in order.
pub(crate) async fn record(test: &TestDatabase, recorded_at: &[&str], published: bool) {
    for (index, at) in recorded_at.iter().enumerate() {
        let version = index + 1;
        let hash = format!("sha256('{version}')");
        let statement = format!(
            "with written as (
                insert into record (
                    id, aggregatetype, aggregateid, aggregateversion, type, payload, division, actor, request_id,
                    trace_id, recorded_at, previous_hash, hash
                )
                values (
                    gen_random_uuid(), 'case', 'c-1', {version}, 'yifa.cases.v1.CaseOpened', '', '35', 'o-lin',
                    gen_random_uuid(), '', '{at}', {hash}, {hash}
                )
                returning event_id
            )
            {} from written",
            if published {
                format!("insert into feed (position, event_id) select {version}, event_id")
            } else {
                "insert into outbox (event_id) select event_id".to_owned()
            }
        );
        run(test, &statement).await;
    }
}

/// Runs a statement.
pub(crate) async fn run(test: &TestDatabase, statement: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(&test.pool)
        .await
        .unwrap();
}
