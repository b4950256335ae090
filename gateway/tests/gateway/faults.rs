//! The gateway's database gone and back: what changes is refused, what reads goes on, nothing is lost or let through.

use gateway::roles::Role;
use gateway::verify_audit;
use host::postgres::Cluster;
use testkit::TestDatabase;
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::world::{MYSELF, READ, SENSITIVE, World, settings};

/// A mutating method of a stub service.
const MUTATION: &str = "/yifa.cases.v1.PenaltyService/FileCase";

/// A proxy before the database that can be cut: what a network partition looks like to the gateway.
struct Cut {
    port: u16,
    open: tokio::sync::watch::Sender<bool>,
}

impl Cut {
    async fn before(url: &str, tasks: &host::Tasks) -> (Self, String) {
        let authority = url
            .split('@')
            .nth(1)
            .unwrap_or(url)
            .split('/')
            .next()
            .unwrap_or_default()
            .to_owned();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let open = tokio::sync::watch::Sender::new(true);
        let (gate, target, inner) = (open.subscribe(), authority.clone(), tasks.clone());
        tasks.spawn("proxy", async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let (mut gate, target) = (gate.clone(), target.clone());
                inner.spawn("proxied", async move {
                    if !*gate.borrow() {
                        return;
                    }
                    let Ok(mut far) = tokio::net::TcpStream::connect(&target).await else {
                        return;
                    };
                    tokio::select! {
                        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                        _ = gate.wait_for(|open| !open) => {}
                    }
                });
            }
        });
        (
            Self { port, open },
            url.replace(&authority, &format!("127.0.0.1:{port}")),
        )
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_audit_log_nothing_is_changed_and_reading_goes_on() {
    let database: TestDatabase = testkit::database(&[&gateway::MIGRATOR]).await;
    let tasks = host::Tasks::new();
    let (cut, url) = Cut::before(&database.url, &tasks).await;
    assert!(url.contains(&cut.port.to_string()));
    let mut settings = settings(&url);
    settings.audit_timeout_ms = 1_000;
    settings.database.acquire_timeout_ms = 1_000;
    let world = World::over(database, settings).await;
    let lin = world.bearer("lin", &[Role::Officer]).await;
    let chen = world.bearer("chen", &[Role::Officer]).await;
    let headers = [("authorization", lin.as_str())];
    assert_eq!(
        world.wire.grpc(MUTATION, &headers, &[]).await.code(),
        Code::Ok
    );
    let passed_on = world.stub.count();

    cut.open.send_replace(false);
    for path in [MUTATION, SENSITIVE] {
        let refused = world.wire.grpc(path, &headers, &[]).await;
        assert_eq!(
            (refused.code(), refused.reason().as_str()),
            (Code::Unavailable, "AUDIT_UNAVAILABLE"),
            "{path}"
        );
        assert!(
            refused.status().get_details_retry_info().is_some(),
            "{path}"
        );
    }
    let json = world.wire.json(MUTATION, &headers, "{}").await;
    assert_eq!(json.http, 503);
    assert_eq!(world.stub.count(), passed_on, "nothing was passed on");
    assert_eq!(
        world.wire.grpc(READ, &headers, &[]).await.code(),
        Code::Ok,
        "reading goes on"
    );
    let unknown = world
        .wire
        .grpc(READ, &[("authorization", &chen)], &[])
        .await;
    assert_eq!(
        unknown.code(),
        Code::Unavailable,
        "a token that cannot be looked up opens nothing"
    );
    let forged = world
        .wire
        .grpc(READ, &[("authorization", "Bearer a.b.c")], &[])
        .await;
    assert_eq!(forged.code(), Code::Unauthenticated);
    testkit::eventually("the gateway is not ready", async || {
        (!world.gateway.readiness().get()).then_some(())
    })
    .await;

    cut.open.send_replace(true);
    testkit::eventually("changing goes on", async || {
        (world.wire.grpc(MUTATION, &headers, &[]).await.code() == Code::Ok).then_some(())
    })
    .await;
    world.gateway.readiness().ready().await;
    assert_eq!(
        world
            .wire
            .grpc(MYSELF, &[("authorization", &chen)], &[])
            .await
            .code(),
        Code::Ok
    );
    let report = verify_audit(&world.database.pool).await.unwrap();
    assert!(report.is_whole(), "{:?}", report.broken);
    tasks.stop(std::time::Duration::ZERO).await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_died_unnoticed_cost_no_call() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let headers = [("authorization", bearer.as_str())];
    for _ in 0..3 {
        assert_eq!(
            world.wire.grpc(MUTATION, &headers, &[]).await.code(),
            Code::Ok
        );
        let ended: i64 = sqlx::query_scalar(
            "select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()",
        )
        .fetch_one(&world.database.pool)
        .await
        .unwrap();
        assert!(ended > 0);
    }
    assert_eq!(
        world.wire.grpc(MUTATION, &headers, &[]).await.code(),
        Code::Ok
    );
    let report = verify_audit(&world.database.pool).await.unwrap();
    assert!(report.is_whole(), "{:?}", report.broken);
    assert_eq!((report.calls, report.without_outcome), (5, 0));
    assert_eq!(report.heads.len(), 1, "one chain throughout");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_crashes_under_load_loses_no_row_of_a_call_that_was_passed_on() {
    let folder = std::env::temp_dir().join(format!(
        "yifa-gateway-{}",
        clock::Entropy::random_id(&clock::SystemEntropy)
    ));
    let cluster = Cluster::start(&folder, &clock::SystemEntropy)
        .await
        .unwrap();
    let url = cluster
        .database("gateway", &clock::SystemEntropy)
        .await
        .unwrap();
    let database = testkit::database(&[&gateway::MIGRATOR]).await;
    let pool = sqlx::PgPool::connect(url.expose()).await.unwrap();
    host::database::migrate(&pool, &[&gateway::MIGRATOR])
        .await
        .unwrap();
    pool.close().await;
    let world = World::over(database, settings(url.expose())).await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let headers = [("authorization", bearer.as_str())];
    let load = async {
        let mut answers = vec![];
        for _ in 0..40 {
            let batch = (0..20).map(|_| world.wire.grpc(MUTATION, &headers, &[]));
            answers.extend(futures::future::join_all(batch).await);
        }
        answers
    };
    let crash = async {
        testkit::eventually("some calls have passed", async || {
            (world.stub.count() > 100).then_some(())
        })
        .await;
        cluster.crash().await.unwrap();
        cluster.restart().await.unwrap();
    };
    let (answers, ()) = tokio::join!(load, crash);
    for answer in &answers {
        assert!(
            matches!(answer.code(), Code::Ok | Code::Unavailable),
            "{:?}",
            answer.status()
        );
    }
    testkit::eventually("it recovers without a restart", async || {
        (world.wire.grpc(MUTATION, &headers, &[]).await.code() == Code::Ok).then_some(())
    })
    .await;
    let report = verify_audit(world.gateway.pool()).await.unwrap();
    assert!(report.is_whole(), "{:?}", report.broken);
    for seen in world.stub.seen() {
        let call_id: uuid::Uuid = seen.headers["x-request-id"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        let opened: i64 = sqlx::query_scalar("select count(*) from audit where call_id = $1")
            .bind(call_id)
            .fetch_one(world.gateway.pool())
            .await
            .unwrap();
        assert_eq!(opened, 1, "{call_id} was passed on");
    }
    world.stop().await;
    cluster.stop().await.unwrap();
    std::fs::remove_dir_all(folder).unwrap();
}

/// What makes good settings bad.
type Damage = fn(&mut gateway::Settings);

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_with_a_missing_key_does_not_start() {
    let test = testkit::host("2026-03-02T09:00:00+08:00");
    let mut good = settings("postgres://nobody@127.0.0.1:1/none");
    good.keys.actor = test.actor_key_pem.as_str().into();
    assert!(
        gateway::start(good.clone(), [].into(), &test.host)
            .await
            .is_ok(),
        "it does not wait for its database"
    );
    let breaks: [(&str, Damage); 7] = [
        ("token key", |settings| settings.keys.token = "".into()),
        ("rubbish for a token key", |settings| {
            settings.keys.token = "rubbish".into();
        }),
        ("retired key", |settings| {
            settings.keys.retired_tokens = vec!["rubbish".to_owned()];
        }),
        ("actor key", |settings| settings.keys.actor = "".into()),
        ("sealing key", |settings| settings.keys.seal = "00".into()),
        ("database", |settings| settings.database.url = "".into()),
        ("Redis address", |settings| {
            settings.redis_url = "rubbish".into();
        }),
    ];
    for (what, damage) in breaks {
        let mut settings = good.clone();
        damage(&mut settings);
        assert!(
            gateway::start(settings, [].into(), &test.host)
                .await
                .is_err(),
            "{what}"
        );
    }
    test.host
        .tasks
        .stop(std::time::Duration::from_secs(1))
        .await;
}
