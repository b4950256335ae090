//! What an administrator with bad intent could do to a database, and what the check says about it.

use feed::read;
use feed::verify::{self, Report};
use testkit::TestDatabase;

use crate::acting::{database, feed, keep_acting, signer};

/// Three things with 4 events each, published in several heads.
async fn recorded() -> TestDatabase {
    let database = database().await;
    for _ in 0..2 {
        keep_acting(&database.pool, &["a", "b", "c"], 3, 2).await;
        feed(&database.pool)
            .publisher()
            .ensure_published()
            .await
            .unwrap();
    }
    database
}

async fn check(database: &TestDatabase) -> Report {
    verify::database(&database.pool, signer().public_pem())
        .await
        .unwrap()
}

/// Runs a statement past the triggers and gives what the check then says, as lines.
async fn said_after(statement: &str) -> Vec<String> {
    let database = recorded().await;
    assert_eq!(check(&database).await.problems, []);
    database.tamper(statement).await;
    let report = check(&database).await;
    database.close().await;
    report.problems.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_sound_database_has_nothing_wrong() {
    let database = recorded().await;
    let report = check(&database).await;
    assert!(report.is_sound(), "{:?}", report.problems);
    assert_eq!(
        (report.events, report.aggregates, report.covered),
        (12, 3, 12)
    );
    assert_eq!(
        (report.log.as_deref(), report.key_is_trusted),
        (Some("things"), true)
    );
    assert!(report.heads >= 2);
    database.close().await;
}

#[tokio::test]
async fn an_empty_database_is_sound() {
    let database = database().await;
    let report = check(&database).await;
    assert_eq!(
        (report.problems.as_slice(), report.events, report.heads),
        (&[][..], 0, 0)
    );
    database.close().await;
}

#[tokio::test]
async fn an_altered_row_is_named() {
    for column in [
        "payload = '\\x00'",
        "actor = 'somebody else'",
        "recorded_at = recorded_at - interval '1 microsecond'",
        "division = '350600'",
        "type = 'yifa.test.v1.Other'",
    ] {
        let statement =
            format!("update record set {column} where aggregateid = 'b' and aggregateversion = 2");
        let said = said_after(&statement).await;
        assert_eq!(
            said,
            ["record thing/b version 2 position 4: the row does not fit its hash: it was altered"],
            "{column}"
        );
    }
}

#[tokio::test]
async fn a_forged_hash_breaks_the_chain_and_the_log() {
    let said = said_after(
        "update record set hash = decode(repeat('ab', 32), 'hex') where aggregateid = 'a' and aggregateversion = 1",
    )
    .await;
    assert_eq!(
        said,
        [
            "record thing/a version 1 position 1: the row does not fit its hash: it was altered",
            "record thing/a version 2 position 2: the row is not linked to the one before it",
            "record thing/a version 1 position 1: the log holds another event at this position",
        ]
    );
}

#[tokio::test]
async fn a_removed_event_is_found_by_its_chain_and_its_position() {
    let said =
        said_after("delete from record where aggregateid = 'b' and aggregateversion = 2").await;
    assert_eq!(
        said,
        [
            "record thing/b version 3 position 9: version 2 is missing before it",
            "record position 4: the event of this position was removed",
        ]
    );
}

#[tokio::test]
async fn a_whole_thing_removed_with_its_positions_is_found() {
    let said = said_after(
        "with gone as (delete from record where aggregateid = 'c' returning event_id)
         delete from feed where event_id in (select event_id from gone)",
    )
    .await;
    assert!(
        said.contains(&"feed position 5: the position is missing".to_owned()),
        "{said:#?}"
    );
    assert!(
        said.contains(&"feed position 11: the position is missing".to_owned()),
        "{said:#?}"
    );
}

#[tokio::test]
async fn the_newest_event_removed_is_found_by_the_signed_head() {
    let said = said_after(
        "with gone as (delete from feed where position = 12 returning event_id)
         delete from record where event_id in (select event_id from gone);
         delete from merkle_node where (index + 1) << level > 11",
    )
    .await;
    assert_eq!(
        said,
        [
            "feed position 11: the feed ends here, but the newest signed head holds 12 events: the newest were removed",
            "log_head position 12: the log no longer holds what this head covers",
        ]
    );
}

#[tokio::test]
async fn an_event_that_never_reaches_the_feed_is_found() {
    let database = recorded().await;
    keep_acting(&database.pool, &["d"], 1, 1).await;
    assert!(
        check(&database).await.is_sound(),
        "an event on its way is not a problem"
    );
    database.tamper("delete from outbox").await;
    let said: Vec<String> = check(&database)
        .await
        .problems
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        said,
        ["record thing/d version 1: the event is neither in the feed nor on its way to it"]
    );
    database.close().await;
}

#[tokio::test]
async fn an_inverted_order_is_found() {
    let said = said_after(
        "update feed set position = 1000 + position where position in (1, 2);
         update feed set position = 1003 - position where position > 1000",
    )
    .await;
    assert!(
        said.contains(
            &"record thing/a version 2 position 1: it stands in the feed before the version it follows".to_owned()
        ),
        "{said:#?}"
    );
}

#[tokio::test]
async fn altered_subtrees_heads_and_signatures_are_named() {
    let said = said_after("update merkle_node set hash = decode(repeat('ab', 32), 'hex') where level = 1 and index = 2").await;
    assert_eq!(
        said,
        ["merkle_node position 6: the subtree at level 1 index 2 does not fit its leaves"]
    );
    let said = said_after("delete from merkle_node where level = 2 and index = 0").await;
    assert_eq!(
        said,
        ["merkle_node position 4: the subtree at level 2 index 0 is missing"]
    );
    let said = said_after(
        "update log_head set signed_at = signed_at - interval '1 day' where tree_size = 12",
    )
    .await;
    assert_eq!(
        said,
        ["log_head position 12: the signature of the head does not fit"]
    );
    let said = said_after(
        "update log_head set root_hash = decode(repeat('ab', 32), 'hex') where tree_size = 12",
    )
    .await;
    assert_eq!(
        said,
        [
            "log_head position 12: the signature of the head does not fit",
            "log_head position 12: the root of the log is another than was signed",
        ]
    );
}

#[tokio::test]
async fn a_database_replaced_as_a_whole_is_found_by_the_head_that_somebody_else_kept() {
    let original = recorded().await;
    let mut conn = original.pool.acquire().await.unwrap();
    let kept = read::log_head(&mut conn).await.unwrap().unwrap();
    drop(conn);
    let witnessed = [kept];
    let pem = signer().public_pem().to_owned();
    let report = verify::database_against(&original.pool, &pem, &witnessed)
        .await
        .unwrap();
    assert!(report.is_sound(), "{:?}", report.problems);

    // The same key, the same events but one, everything consistent: by itself it is sound.
    let forged = database().await;
    keep_acting(&forged.pool, &["a", "b"], 6, 2).await;
    feed(&forged.pool)
        .publisher()
        .ensure_published()
        .await
        .unwrap();
    assert!(check(&forged).await.is_sound());
    let report = verify::database_against(&forged.pool, &pem, &witnessed)
        .await
        .unwrap();
    let said: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        ["witness position 12: the root of the log is another than was signed"]
    );

    // An older state: shorter than what the witness saw.
    let older = database().await;
    let report = verify::database_against(&older.pool, &pem, &witnessed)
        .await
        .unwrap();
    let said: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        ["witness position 12: the log no longer holds what this head covers"]
    );
    for database in [original, forged, older] {
        database.close().await;
    }
}

#[tokio::test]
async fn a_feed_shortened_under_a_running_publisher_is_not_stamped_over() {
    let database = recorded().await;
    database
        .tamper("delete from feed where position = 12")
        .await;
    keep_acting(&database.pool, &["d"], 1, 1).await;
    let refused = feed(&database.pool)
        .publisher()
        .publish_once()
        .await
        .unwrap_err();
    let cause = std::error::Error::source(&refused).unwrap().to_string();
    assert!(cause.contains("positions were removed"), "{cause}");
    database.close().await;
}
