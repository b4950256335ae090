//! Redis flushed, stopped and back while officers work: it holds only what may be lost.

use stories::{Load, Shape, Stage, caught_up, deviations, finished, fresh};
use testkit::TestRedis;

use super::MORNING;

#[tokio::test(flavor = "multi_thread")]
async fn redis_may_be_flushed_and_stopped() {
    let mut redis = TestRedis::start();
    let port = redis.port();
    let mut settings = fresh().await;
    settings.gateway.redis_url = redis.url().as_str().into();
    let stage = Stage::with(Shape::OneProcess, MORNING, settings).await;
    let load = Load::sign_in(&stage).await;

    let working = load.start(3, 3);
    flush(port).await;
    redis.kill();
    // Signing in, limits and revocations go on without it.
    let supervisor = stage.sign_in("hong.liping").await;
    let mut journal = finished(working).await;
    let redis = TestRedis::start_on(port);
    journal.extend(finished(load.start(2, 2)).await);

    assert_eq!(journal.len(), 13);
    let listed = supervisor
        .cases()
        .list_cases(contract::cases::v1::ListCasesRequest::default())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(listed.cases.len(), 13);
    caught_up(&stage.settings).await;
    assert_eq!(
        deviations(&stage.settings, &journal).await,
        Vec::<String>::new()
    );
    assert_eq!(stage.findings().await, Vec::<String>::new());
    stage.close().await;
    drop(redis);
}

async fn flush(port: u16) {
    let flushed = tokio::process::Command::new("redis-cli")
        .args(["-p", &port.to_string(), "flushall"])
        .output()
        .await
        .unwrap();
    assert!(flushed.status.success(), "{flushed:?}");
}
