//! What does not prove itself is refused, kept for the supervisors, and changes nothing.

use clock::{Entropy as _, SeededEntropy};
use contract::exchange::v1::{DisputeKind, HandOverRequest};
use feed::event_hash;
use prost::Message as _;

use crate::place::{COUNTY, COUNTY_LOG, OTHER, Place, account, city, county, fact, reason};
use crate::record::{Record, seal};

async fn record() -> Record {
    Record::new("350604", COUNTY_LOG).await
}

fn signed(mut batch: HandOverRequest) -> HandOverRequest {
    seal(COUNTY).sign(&mut batch).unwrap();
    batch
}

async fn is_refused(city: &Place, batch: HandOverRequest, expected: &str, kind: DisputeKind) {
    assert_eq!(
        reason(city.hand_over(&county(), signed(batch)).await),
        expected
    );
    let disputes = city.disputes().await;
    assert!(
        disputes
            .iter()
            .any(|(noted, _, open)| *noted == kind && *open),
        "{expected} {disputes:?}"
    );
}

#[tokio::test]
async fn the_same_batch_again_changes_nothing() {
    let (city, record) = (city().await, record().await);
    record.acts(9).await;
    for (first, last, position) in [
        (1, 5, 5),
        (1, 5, 5),
        (3, 7, 7),
        (2, 4, 7),
        (6, 9, 9),
        (1, 9, 9),
    ] {
        let batch = signed(record.batch(first, last).await);
        let answer = city.hand_over(&county(), batch).await.unwrap();
        assert_eq!(answer.position, position, "{first} to {last}");
    }
    assert_eq!(city.events("350604").await, record.events().await);
    assert!(city.gaps().await.is_empty() && city.disputes().await.is_empty());
    city.close().await;
    record.database.close().await;
}

#[tokio::test]
async fn batches_that_come_in_any_order_and_often_add_up_to_the_record() {
    let (city, record) = (city().await, record().await);
    record.acts(60).await;
    let dice = SeededEntropy::new(20_231_120);
    let throw = |sides: i64| {
        let mut byte = [0_u8; 1];
        dice.fill(&mut byte);
        i64::from(byte[0]) % sides
    };
    let mut position = 0;
    let mut tries = 0;
    while position < 60 {
        let first = 1 + throw(60);
        let last = (first + throw(20)).min(60);
        let batch = signed(record.batch(first, last).await);
        match city.hand_over(&county(), batch).await {
            Ok(answer) => {
                assert_eq!(answer.position, position.max(last), "{first} to {last}");
                position = answer.position;
            }
            Err(status) => {
                let missing = (fact(&status, "from"), fact(&status, "to"));
                let expected = ((position + 1).to_string(), (first - 1).to_string());
                assert_eq!(missing, expected, "{first} to {last}");
            }
        }
        tries += 1;
        assert!(tries < 2000, "the seed never ends");
    }
    assert_eq!(city.events("350604").await, record.events().await);
    let gaps = city.gaps().await;
    assert!(!gaps.is_empty() && gaps.iter().all(|gap| gap.close_time.is_some()));
    assert!(city.disputes().await.is_empty());
    city.close().await;
    record.database.close().await;
}

#[tokio::test]
async fn a_byte_flipped_anywhere_in_a_batch_is_refused() {
    let (city, record) = (city().await, record().await);
    record.acts(2).await;
    let good = signed(record.batch(1, 2).await);
    let bytes = good.encode_to_vec();
    let mut tried = 0;
    for at in 0..bytes.len() {
        let mut bent = bytes.clone();
        bent[at] ^= if at % 2 == 0 { 1 } else { 0x20 };
        let Ok(bent) = HandOverRequest::decode(bent.as_slice()) else {
            continue;
        };
        if bent == good {
            continue;
        }
        let answer = city.hand_over(&county(), bent).await;
        assert!(answer.is_err(), "byte {at} was flipped");
        tried += 1;
    }
    assert!(tried > bytes.len() / 2, "{tried} of {}", bytes.len());
    assert!(city.events("350604").await.is_empty());
    assert_eq!(
        city.hand_over(&county(), good)
            .await
            .unwrap()
            .proved_position,
        2
    );
    city.close().await;
    record.database.close().await;
}

#[tokio::test]
async fn a_batch_that_its_origin_signs_must_still_hold() {
    let (city, record) = (city().await, record().await);
    record.acts(6).await;
    let good = record.batch(1, 6).await;

    let mut reordered = good.clone();
    reordered.events.swap(1, 2);
    reordered.events[1].position = 3;
    assert_eq!(
        reason(city.hand_over(&county(), signed(reordered)).await),
        "GAP_IN_FEED"
    );
    let mut backwards = good.clone();
    backwards.events[1] = backwards.events[0].clone();
    is_refused(&city, backwards, "EVENT_FORGED", DisputeKind::Forged).await;

    let mut truncated = good.clone();
    truncated.events.pop();
    assert_eq!(
        reason(city.hand_over(&county(), signed(truncated)).await),
        "MALFORMED_FIELD"
    );

    let mut altered = good.clone();
    altered.events[3].actor = "o-nobody".into();
    is_refused(&city, altered, "EVENT_FORGED", DisputeKind::Forged).await;

    // Altered with a hash that fits: the chain of the thing, and the signed root, know better.
    let mut chained = good.clone();
    chained.events[0].previous_hash = vec![9; 32];
    chained.events[0].hash = event_hash(&chained.events[0]).unwrap().to_vec();
    is_refused(&city, chained, "CHAIN_BROKEN", DisputeKind::Chain).await;
    let mut replaced = good.clone();
    replaced.events[5].actor = "o-nobody".into();
    replaced.events[5].hash = event_hash(&replaced.events[5]).unwrap().to_vec();
    is_refused(&city, replaced, "HISTORY_REWRITTEN", DisputeKind::Rewritten).await;

    let mut headless = good.clone();
    headless.head.as_mut().unwrap().signature[7] ^= 1;
    is_refused(&city, headless, "HEAD_NOT_SIGNED", DisputeKind::Head).await;

    assert!(city.events("350604").await.is_empty());
    city.hand_over(&county(), signed(good)).await.unwrap();
    assert!(
        city.disputes().await.iter().all(|(_, _, open)| !open),
        "a right root settles them"
    );
    city.close().await;
    record.database.close().await;
}

#[tokio::test]
async fn only_the_registered_account_and_key_speak_for_an_origin() {
    let (city, record) = (city().await, record().await);
    record.acts(2).await;
    let good = signed(record.batch(1, 2).await);
    let neighbour = account("county-350605", "350605");
    assert_eq!(
        reason(city.hand_over(&neighbour, good.clone()).await),
        "UNKNOWN_ORIGIN"
    );
    assert_eq!(city.disputes().await, [(DisputeKind::Account, 1, true)]);
    let mut person = county();
    person.kind = actor::Kind::Person;
    assert_eq!(
        reason(city.hand_over(&person, good.clone()).await),
        "UNKNOWN_ORIGIN"
    );
    let stranger = HandOverRequest {
        origin: "350699".into(),
        ..good.clone()
    };
    assert_eq!(
        reason(city.hand_over(&county(), stranger).await),
        "UNKNOWN_ORIGIN"
    );
    let mut other_key = good.clone();
    seal(OTHER).sign(&mut other_key).unwrap();
    assert_eq!(
        reason(city.hand_over(&county(), other_key).await),
        "BATCH_NOT_SIGNED"
    );
    let unscoped = testkit::actor::service("county-350604", &["exchange.feed"]);
    assert_eq!(
        reason(city.hand_over(&unscoped, good).await),
        "PERMISSION_DENIED"
    );
    assert!(city.events("350604").await.is_empty());
    city.close().await;
    record.database.close().await;
}

#[tokio::test]
async fn what_belongs_to_a_foreign_division_is_refused() {
    let (city, record) = (city().await, record().await);
    record.act_in("c-near", "350604001").await;
    record.act_in("c-far", "350605").await;
    record.publish().await;
    let first = signed(record.batch(1, 1).await);
    city.hand_over(&county(), first).await.unwrap();
    let batch = record.batch(2, 2).await;
    is_refused(
        &city,
        batch,
        "DIVISION_OUTSIDE_ORIGIN",
        DisputeKind::Division,
    )
    .await;
    let above = Record::new("3506", COUNTY_LOG).await;
    above.acts(1).await;
    let batch = above.batch(1, 1).await;
    is_refused(
        &city,
        batch,
        "DIVISION_OUTSIDE_ORIGIN",
        DisputeKind::Division,
    )
    .await;
    assert_eq!(city.events("350604").await.len(), 1);
    city.close().await;
    record.database.close().await;
    above.database.close().await;
}

#[tokio::test]
async fn a_gap_is_reported_as_a_range_and_closes_when_it_is_filled() {
    let (city, record) = (city().await, record().await);
    record.acts(12).await;
    let early = signed(record.batch(1, 3).await);
    city.hand_over(&county(), early).await.unwrap();
    let late = signed(record.batch(8, 12).await);
    for _ in 0..2 {
        let status = city.hand_over(&county(), late.clone()).await.unwrap_err();
        assert_eq!(status.code(), tonic::Code::FailedPrecondition);
        assert_eq!(
            (fact(&status, "from"), fact(&status, "to")),
            ("4".into(), "7".into())
        );
    }
    let gaps = city.gaps().await;
    assert_eq!((gaps[0].from, gaps[0].to, gaps[0].times), (4, 7, 2));
    assert!(gaps.len() == 1 && gaps[0].close_time.is_none());
    assert_eq!(
        city.events("350604").await.len(),
        3,
        "nothing after the gap is kept"
    );

    let mut holed = record.batch(4, 7).await;
    holed.events.remove(1);
    holed.last = 6;
    let status = city.hand_over(&county(), signed(holed)).await.unwrap_err();
    assert_eq!(
        (fact(&status, "from"), fact(&status, "to")),
        ("5".into(), "5".into())
    );

    let missing = signed(record.batch(4, 7).await);
    city.hand_over(&county(), missing).await.unwrap();
    assert!(city.gaps().await.iter().all(|gap| gap.close_time.is_some()));
    city.hand_over(&county(), late).await.unwrap();
    assert_eq!(city.events("350604").await, record.events().await);
    city.close().await;
    record.database.close().await;
}
