//! Whether everybody has followed to the end, and whether what they made of it is what a rebuild makes.

use std::collections::BTreeMap;

use sqlx::postgres::PgConnection;
use sqlx::{Connection as _, Row as _};
use subscription::{Kept, Upkeep};
use suite::{Part, Settings};

use crate::Stage;

/// Waits until every event has a position and every consumer of this deployment's own feeds has applied the last one.
pub async fn caught_up(settings: &Settings) {
    testkit::eventually("every consumer has caught up", || async {
        is_caught_up(settings).await.ok()?.then_some(())
    })
    .await;
}

/// Makes every projection anew; what came out otherwise than it stood.
pub async fn drifts(stage: &Stage) -> Vec<String> {
    let (settings, world) = (&stage.settings, stage.world());
    let consumers = suite::maintain::consumers(settings, &world)
        .await
        .expect("the databases answer");
    assert!(consumers.len() >= 8, "everybody follows: {consumers:?}");
    let (mut drifts, mut compared) = (Vec::new(), 0);
    for consumer in consumers {
        let kept = suite::maintain::kept(
            settings,
            &world,
            &consumer,
            Upkeep::Rebuild,
            stage.address(),
        )
        .await
        .expect("a projection can be rebuilt");
        let Kept::Rebuilt(rebuilt) = kept else {
            unreachable!("a rebuild was asked for");
        };
        compared += usize::from(rebuilt.digest_after.is_some());
        if rebuilt.digest_before != rebuilt.digest_after {
            drifts.push(format!("{consumer}: {rebuilt:?}"));
        }
    }
    // What keeps nothing of its own, a note that has become an act, has nothing to compare.
    assert!(compared >= 7, "only {compared} consumers have contents");
    drifts
}

async fn is_caught_up(settings: &Settings) -> sqlx::Result<bool> {
    let mut heads = BTreeMap::new();
    for part in Part::ALL
        .into_iter()
        .filter(|part| !matches!(part, Part::Gateway | Part::Analytics | Part::Exchange))
    {
        let mut connection = connect(part, settings).await?;
        let row = sqlx::query(
            "select (select count(*) from outbox) as waiting, (select coalesce(max(position), 0) from feed) as head",
        )
        .fetch_one(&mut connection)
        .await?;
        if row.get::<i64, _>("waiting") > 0 {
            return Ok(false);
        }
        heads.insert(part.name(), row.get::<i64, _>("head"));
    }
    for part in Part::ALL.into_iter().filter(|part| *part != Part::Gateway) {
        let mut connection = connect(part, settings).await?;
        let rows = sqlx::query("select consumer, position from checkpoint")
            .fetch_all(&mut connection)
            .await?;
        for row in rows {
            let consumer: String = row.get("consumer");
            let followed = consumer.split_once('.').map_or("", |(_, log)| log);
            let head = heads.get(followed);
            if head.is_some_and(|head| row.get::<i64, _>("position") < *head) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

async fn connect(part: Part, settings: &Settings) -> sqlx::Result<PgConnection> {
    PgConnection::connect(part.database(settings).url.expose()).await
}
