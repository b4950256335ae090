//! One effect and one answer for each request id.

use feed::answer;
use futures::future::join_all;

use crate::acting::{METHOD, Outcome, Request, act, act_on, chain_of, count, database};

#[tokio::test]
async fn a_repeated_request_finds_its_answer_and_no_other_payload_does() {
    let database = database().await;
    let pool = &database.pool;
    let request = Request::new(b"paint it");
    let mut conn = pool.acquire().await.unwrap();
    assert_eq!(
        answer::find(&mut conn, &request.actor, request.id)
            .await
            .unwrap(),
        None
    );
    assert_eq!(act(pool, "t-1", &request, 1).await, Outcome::Done);

    let kept = answer::find(&mut conn, &request.actor, request.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.response, b"changed");
    assert!(kept.matches(METHOD, b"paint it").is_ok());
    let refusal = kept.matches(METHOD, b"burn it").unwrap_err();
    assert_eq!(refusal.reason().name, "IDEMPOTENCY_KEY_REUSED");
    assert!(
        kept.matches("/yifa.test.v1.ThingService/Burn", b"paint it")
            .is_err()
    );
    // Another principal's request of the same id is another request.
    assert_eq!(
        answer::find(&mut conn, "o-chen", request.id).await.unwrap(),
        None
    );
    drop(conn);
    database.close().await;
}

#[tokio::test]
async fn of_racing_twins_one_is_carried_out_and_the_other_finds_the_answer() {
    let database = database().await;
    let pool = &database.pool;
    let request = Request::new(b"twin");
    // On different things, so that only the request id stands between them.
    let names = ["t-1", "t-2", "t-3", "t-4", "t-5", "t-6", "t-7", "t-8"];
    let outcomes = join_all(names.map(|name| act(pool, name, &request, 2))).await;
    let done = outcomes
        .iter()
        .filter(|outcome| **outcome == Outcome::Done)
        .count();
    let answered = outcomes
        .iter()
        .filter(|o| **o == Outcome::AnsweredMeanwhile)
        .count();
    assert_eq!((done, answered), (1, 7));
    assert_eq!(count(pool, "select count(*) from record").await, 2);
    assert_eq!(count(pool, "select count(*) from outbox").await, 2);
    assert_eq!(count(pool, "select count(*) from thing").await, 1);
    database.close().await;
}

#[tokio::test]
async fn an_act_on_what_somebody_changed_meanwhile_is_stale_and_leaves_nothing() {
    let database = database().await;
    let pool = &database.pool;
    let before = chain_of(pool, "t-1").await;
    assert_eq!(
        act_on(pool, &before, &Request::new(b"first"), 1).await,
        Outcome::Done
    );
    assert_eq!(
        act_on(pool, &before, &Request::new(b"second"), 1).await,
        Outcome::Stale
    );
    let seen = chain_of(pool, "t-1").await;
    assert_eq!(
        act_on(pool, &seen, &Request::new(b"third"), 1).await,
        Outcome::Done
    );
    assert_eq!(
        act_on(pool, &seen, &Request::new(b"fourth"), 1).await,
        Outcome::Stale
    );
    assert_eq!(count(pool, "select count(*) from record").await, 2);
    assert_eq!(count(pool, "select count(*) from answer").await, 2);
    database.close().await;
}

#[tokio::test]
async fn old_answers_are_forgotten_and_recent_ones_kept() {
    let database = database().await;
    let pool = &database.pool;
    assert_eq!(
        act(pool, "t-1", &Request::new(b"x"), 1).await,
        Outcome::Done
    );
    let mut conn = pool.acquire().await.unwrap();
    let answered = chrono::DateTime::from_timestamp_micros(1_700_000_000_000_001).unwrap();
    assert_eq!(answer::forget(&mut conn, answered, 10).await.unwrap(), 0);
    let later = answered + chrono::Duration::microseconds(1);
    assert_eq!(answer::forget(&mut conn, later, 10).await.unwrap(), 1);
    assert_eq!(count(pool, "select count(*) from answer").await, 0);
    drop(conn);
    database.close().await;
}

#[tokio::test]
async fn the_tidier_forgets_what_is_older_than_ninety_days() {
    let database = database().await;
    let pool = &database.pool;
    assert_eq!(
        act(pool, "t-1", &Request::new(b"x"), 1).await,
        Outcome::Done
    );
    let answered = chrono::DateTime::from_timestamp_micros(1_700_000_000_000_001).unwrap();
    let clock = std::sync::Arc::new(clock::ManualClock::at(
        answered + chrono::Duration::days(90),
    ));
    let signer = feed::HeadSigner::generate(&clock::SeededEntropy::new(1)).unwrap();
    let tidier = feed::Feed::new(pool.clone(), "test", signer, clock.clone()).tidier();
    let stop = tokio_util::sync::CancellationToken::new();
    assert_eq!(tidier.round(&stop).await.unwrap(), 0);
    clock.advance(chrono::Duration::microseconds(1));
    assert_eq!(tidier.round(&stop).await.unwrap(), 1);
    assert_eq!(count(pool, "select count(*) from answer").await, 0);
    database.close().await;
}
