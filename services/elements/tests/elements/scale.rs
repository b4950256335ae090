//! A made-up province is loaded like everything else, and once.

use std::sync::atomic::{AtomicUsize, Ordering};

use clock::{ManualClock, SeededEntropy};
use elements::scale::{self, Province, Stage, Told};

use crate::centre::NOW;

#[tokio::test]
async fn a_province_is_loaded_once_and_taken_up_where_it_broke() {
    let database = testkit::database(&elements::migrations()).await;
    let pool = &database.pool;
    let clock = ManualClock::at(NOW.parse().unwrap());
    let entropy = SeededEntropy::new(7);
    elements::seed::demo(pool, &clock, &entropy, None)
        .await
        .unwrap();
    let province = Province::new(scale::SEED).unwrap();
    let written = AtomicUsize::new(0);
    let told = |told| {
        if let Told::Written(entries) = told {
            written.fetch_add(entries, Ordering::SeqCst);
        }
    };
    let load = async |stages: &[Stage]| {
        scale::load(pool, &clock, &entropy, &province, stages, &told)
            .await
            .unwrap()
    };

    let laws = load(&[Stage::Laws]).await;
    assert_eq!(laws[0].1.recorded, scale::LAWS);
    assert_eq!(written.load(Ordering::SeqCst), laws[0].1.entries);
    assert!(
        laws[0].1.entries > scale::LAWS,
        "some have several versions"
    );

    // What was loaded before the break is left as it is, the rest is loaded.
    let both = load(&[Stage::Laws, Stage::Agencies]).await;
    assert_eq!((both[0].1.recorded, both[0].1.present), (0, scale::LAWS));
    assert_eq!(both[1].1.recorded, scale::AGENCIES - 6);

    let events = async || -> i64 {
        sqlx::query_scalar("select count(*) from record")
            .fetch_one(pool)
            .await
            .unwrap()
    };
    let before = events().await;
    let again = load(&[Stage::Laws, Stage::Agencies]).await;
    assert!(again.iter().all(|(_, loaded)| loaded.recorded == 0));
    assert_eq!(events().await, before);
    database.close().await;
}
