//! An event that no consumer can apply: it is set aside with its reason, everything else goes on, and an operator can replay it.

use chrono::TimeDelta;
use clock::{Entropy as _, SystemEntropy};
use feed::{Batch, Chain, Provenance};
use sqlx::{Connection as _, PgConnection};
use stories::{Load, Stage, caught_up, deviations, drifts, finished};
use subscription::{Kept, Upkeep};

use super::MORNING;

#[tokio::test(flavor = "multi_thread")]
async fn a_poison_event_is_set_aside_and_everything_else_goes_on() {
    let stage = Stage::at(MORNING).await;
    let load = Load::sign_in(&stage).await;
    let mut journal = finished(load.start(2, 1)).await;

    let poisoned = poison(&stage).await;
    journal.extend(finished(load.start(2, 2)).await);
    caught_up(&stage.settings).await;
    assert_eq!(
        deviations(&stage.settings, &journal).await,
        [format!("{poisoned} is a case that nobody filed")],
        "it stands in the record all the same"
    );

    let world = stage.world();
    let set_aside = suite::maintain::set_aside(&stage.settings, &world)
        .await
        .unwrap();
    let consumers: Vec<_> = set_aside
        .iter()
        .map(|event| event.consumer.as_str())
        .collect();
    assert_eq!(
        consumers,
        ["analytics.cases", "disclosure.cases", "supervision.cases"],
        "{set_aside:?}"
    );
    for event in &set_aside {
        assert_eq!(event.aggregate.id, poisoned);
        assert!(!event.reason.is_empty());
    }
    // Nothing has been mended: it stays, with the reason of this time.
    for event in &set_aside {
        let kept = suite::maintain::kept(
            &stage.settings,
            &world,
            &event.consumer,
            Upkeep::Replay,
            stage.address(),
        )
        .await
        .unwrap();
        let Kept::Replayed(replayed) = kept else {
            unreachable!("a replay was asked for");
        };
        assert_eq!((replayed.applied, replayed.waiting), (0, 1), "{event:?}");
    }
    assert_eq!(drifts(&stage).await, Vec::<String>::new());
    stage.close().await;
}

/// Writes an event into the record of case handling that says to be a filing and is none; its case.
async fn poison(stage: &Stage) -> String {
    let mut connection = PgConnection::connect(stage.settings.cases.database.url.expose())
        .await
        .unwrap();
    let case_id = SystemEntropy.random_id().to_string();
    let mut chain = Chain::new("case", case_id.clone(), "350604");
    let mut batch = Batch::new(Provenance {
        actor: "nobody".to_owned(),
        request_id: SystemEntropy.random_id(),
        trace_id: String::new(),
        at: stage.instant() + TimeDelta::zero(),
    });
    batch.seal_encoded(
        &mut chain,
        SystemEntropy.random_id(),
        "yifa.cases.v1.CaseFiled".to_owned(),
        vec![0xff; 7],
    );
    feed::append(&mut connection, &batch).await.unwrap();
    case_id
}
