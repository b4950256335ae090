//! The checks of Redis, on a real one.

use suite::doctor::Level;
use testkit::TestRedis;

use crate::fixture::{assert_found, only, probe_now};

#[tokio::test]
async fn redis_reachable_is_red_when_it_is_gone() {
    let mut redis = TestRedis::start();
    let mut probe = probe_now();
    probe.gateway.redis_url = redis.url().into();
    assert_ne!(only("redis.reachable", &probe).await.level, Level::Red);
    redis.kill();
    let finding = only("redis.reachable", &probe).await;
    assert_found(&finding, Level::Red, "no answer");
}

#[tokio::test]
async fn redis_policy_warns_when_nothing_bounds_it() {
    let redis = TestRedis::start();
    let mut probe = probe_now();
    probe.gateway.redis_url = redis.url().into();
    let finding = only("redis.policy", &probe).await;
    assert_found(&finding, Level::Warning, "maxmemory=0");
}
