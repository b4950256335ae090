//! Bundles: an aggregate's events that prove themselves away from the database.

use clock::SeededEntropy;
use feed::bundle::{self, Bundle};
use feed::{Hash, HeadSigner};
use testkit::TestDatabase;

use crate::acting::{database, feed, keep_acting, signer};

/// A change that must not go unnoticed.
type Forgery = fn(&mut Bundle);

async fn exported() -> (TestDatabase, Bundle) {
    let database = database().await;
    keep_acting(&database.pool, &["a", "b", "c"], 9, 3).await;
    // Nobody has published yet: the export does.
    let bundle = feed(&database.pool)
        .bundle("thing", "b")
        .await
        .unwrap()
        .unwrap();
    (database, bundle)
}

#[tokio::test]
async fn a_bundle_verifies_away_from_its_database() {
    let (database, bundle) = exported().await;
    database.close().await;
    let file = serde_json::to_string_pretty(&bundle).unwrap();
    let read: Bundle = serde_json::from_str(&file).unwrap();
    assert_eq!(read, bundle);
    let report = bundle::verify(&read, Some(signer().public_pem()));
    assert_eq!(report.problems, []);
    assert_eq!(
        (report.events, report.covered, report.key_is_trusted),
        (9, 27, true)
    );
    let report = bundle::verify(&read, None);
    assert!(report.is_sound() && !report.key_is_trusted);
}

#[tokio::test]
async fn a_bundle_of_nothing_is_none() {
    let (database, _) = exported().await;
    assert_eq!(
        feed(&database.pool)
            .bundle("thing", "nobody")
            .await
            .unwrap(),
        None
    );
    database.close().await;
}

#[tokio::test]
async fn nothing_in_a_bundle_can_be_changed() {
    let (database, good) = exported().await;
    database.close().await;
    let forge: [(&str, Forgery); 12] = [
        ("altered", |b| b.events[4].payload[0] ^= 1),
        ("altered", |b| b.events[4].actor = "o-chen".to_owned()),
        ("altered", |b| b.aggregate_id = "c".to_owned()),
        ("altered", |b| {
            b.events[0].record_time += chrono::Duration::microseconds(1);
        }),
        ("missing before it", |b| drop(b.events.remove(3))),
        ("missing before it", |b| drop(b.events.remove(0))),
        ("before the version it follows", |b| b.events.swap(3, 4)),
        ("not linked", |b| b.events[2].previous_hash = Hash::ZERO),
        ("not proved", |b| b.events[2].position += 1),
        ("not proved", |b| b.events[2].inclusion.truncate(1)),
        ("the signature of the head does not fit", |b| {
            b.head.tree_size -= 1;
        }),
        ("the signature of the head does not fit", |b| {
            b.head.root_hash = Hash::ZERO;
        }),
    ];
    for (number, (expected, forge)) in forge.iter().enumerate() {
        let mut bundle = good.clone();
        forge(&mut bundle);
        let report = bundle::verify(&bundle, Some(signer().public_pem()));
        let said: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
        assert!(
            said.iter().any(|line| line.contains(expected)),
            "{number} {expected}: {said:#?}"
        );
    }
}

#[tokio::test]
async fn a_bundle_signed_by_a_stranger_is_told_from_one_by_the_log() {
    let (database, bundle) = exported().await;
    database.close().await;
    let stranger = HeadSigner::generate(&SeededEntropy::new(7)).unwrap();
    let report = bundle::verify(&bundle, Some(stranger.public_pem()));
    assert_eq!(report.problems.len(), 1);
    assert!(
        report.problems[0].what.contains("not among those given"),
        "{:?}",
        report.problems
    );
    assert_eq!(report.covered, 0);
}

#[tokio::test]
async fn an_extract_withholds_what_events_say_and_not_that_they_are_there() {
    use feed::extract::{Extract, Extracted, verify};
    type Forge = fn(&mut Extract);
    let (database, bundle) = exported().await;
    database.close().await;
    let good = Extract::of(bundle.clone(), |event| event.aggregate_version % 2 == 1);
    let file = serde_json::to_string(&good).unwrap();
    let read: Extract = serde_json::from_str(&file).unwrap();
    assert_eq!(read, good);
    assert_eq!(read.shown().count(), 5);
    let key = signer();
    let report = verify(&read, Some(key.public_pem()));
    assert_eq!((report.problems.as_slice(), report.events), (&[][..], 9));
    let hidden = data_encoding::BASE64.encode(&bundle.events[1].payload);
    assert!(!file.contains(&bundle.events[1].event_id) && !file.contains(&hidden));

    let forge: [(&str, Forge); 7] = [
        ("shown event altered", |e| {
            if let Extracted::Shown(event) = &mut e.events[4] {
                event.payload[0] ^= 1;
            }
        }),
        ("withheld hash altered", |e| {
            let zero = Hash::ZERO;
            if let Extracted::Withheld(event) = &mut e.events[3] {
                event.hash = zero;
            }
        }),
        ("withheld event left out", |e| drop(e.events.remove(3))),
        ("shown event left out", |e| drop(e.events.remove(4))),
        ("reordered", |e| e.events.swap(3, 5)),
        ("another size", |e| e.head.tree_size += 1),
        ("another aggregate", |e| e.aggregate_id.push('x')),
    ];
    for (what, forge) in forge {
        let mut bent = good.clone();
        forge(&mut bent);
        assert!(!verify(&bent, Some(key.public_pem())).is_sound(), "{what}");
    }
}
