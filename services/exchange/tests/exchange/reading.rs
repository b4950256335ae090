//! What was received is followed like a feed of this deployment, by whoever may.

use std::sync::Arc;

use contract::exchange::v1::*;
use contract::feed::v1::Event;
use feed::{Follower, Projection, Source as _};
use futures::StreamExt as _;
use refusal::Fault;
use sqlx::PgConnection;
use subscription::{Log, Origin, ReceivedFeed};

use crate::line::gateway;
use crate::place::{COUNTY, COUNTY_LOG, city, consumer, county, reason, supervisor};
use crate::record::{Record, seal};

fn signed(mut batch: HandOverRequest) -> HandOverRequest {
    seal(COUNTY).sign(&mut batch).unwrap();
    batch
}

/// Counts in its checkpoint alone.
struct Nothing;

impl Projection for Nothing {
    fn name(&self) -> &'static str {
        "test.cases@350604"
    }

    async fn apply(&self, _: &mut PgConnection, _: &[Event]) -> Result<(), Fault> {
        Ok(())
    }

    async fn clear(&self, _: &mut PgConnection) -> Result<(), Fault> {
        Ok(())
    }
}

#[tokio::test]
async fn a_consumer_follows_what_was_received_and_is_told_at_once_what_comes() {
    let city = city().await;
    let record = Record::new("350604", COUNTY_LOG).await;
    record.acts(700).await;
    let first = signed(record.batch(1, 600).await);
    city.hand_over(&county(), first).await.unwrap();

    let way = gateway(&city.test, "analytics", city.door(consumer()));
    let feeds = ReceivedFeed::all(way.clone()).await.unwrap();
    assert_eq!(feeds.len(), 1);
    assert_eq!(
        (
            feeds[0].origin.as_str(),
            feeds[0].log.as_str(),
            feeds[0].side(),
            feeds[0].position
        ),
        ("350604", "cases", Side::Lower, 600)
    );
    assert!(feeds[0].receive_time.is_some() && feeds[0].division == "350604");

    let source = ReceivedFeed::new(Origin::named("350604"), Log::Cases, way);
    let clock = Arc::clone(&city.test.host.clock);
    let follower = Follower::new(city.database.pool.clone(), source.clone(), Nothing, clock);
    let progress = follower.catch_up().await.unwrap();
    assert_eq!((progress.position, progress.head), (600, 600));

    let mut pages = source.watch(600).await.unwrap();
    assert_eq!(pages.next().await.unwrap().unwrap().head, 600);
    let rest = signed(record.batch(601, 700).await);
    city.hand_over(&county(), rest).await.unwrap();
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!(
        (page.events.len(), page.events[0].position, page.head),
        (100, 601, 700)
    );

    let nothing = ReceivedFeed::new(Origin::named("350605"), Log::Cases, {
        gateway(&city.test, "analytics", city.door(consumer()))
    });
    assert_eq!(nothing.list(0, 10).await.unwrap(), feed::Page::default());
    drop(pages);
    city.close().await;
    record.database.close().await;
}

#[tokio::test]
async fn a_supervisor_sees_what_lies_in_the_division() {
    let city = city().await;
    let record = Record::new("350604", COUNTY_LOG).await;
    record.acts(5).await;
    let late = signed(record.batch(3, 5).await);
    assert!(city.hand_over(&county(), late).await.is_err());
    let first = signed(record.batch(1, 2).await);
    city.hand_over(&county(), first).await.unwrap();

    let links = city.status(&supervisor("3506")).await;
    let seen: Vec<_> = links
        .iter()
        .map(|link| {
            (
                link.origin.as_str(),
                link.display_name.as_str(),
                link.position,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [("350605", "平台350605", 0), ("350604", "平台350604", 2)]
    );
    assert!(links[0].contact_time.is_none() && links[0].trouble.contains("尚未收到"));
    assert_eq!((links[1].head, links[1].lag_events), (5, 3));

    let neighbour = supervisor("350605");
    assert!(
        city.status(&neighbour)
            .await
            .iter()
            .all(|link| link.origin == "350605")
    );
    let request = city.by(&neighbour, ListGapsRequest::default());
    let gaps = city.exchange.clone().list_gaps(request).await.unwrap();
    assert!(gaps.into_inner().gaps.is_empty());
    let own = ListGapsRequest {
        origin: "350604".into(),
        page_size: 1,
        ..ListGapsRequest::default()
    };
    let request = city.by(&supervisor("350604"), own);
    let page = city
        .exchange
        .clone()
        .list_gaps(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!((page.gaps.len(), page.next_page_token.as_str()), (1, ""));

    let officer = testkit::actor::officer("o-lin", "market", "350604");
    let request = city.by(&officer, GetExchangeStatusRequest {});
    let answer = city.exchange.clone().get_exchange_status(request).await;
    assert_eq!(reason(answer), "PERMISSION_DENIED");
    let request = city.by(&county(), ListReceivedFeedsRequest {});
    let answer = city.received.clone().list_received_feeds(request).await;
    assert_eq!(
        reason(answer),
        "PERMISSION_DENIED",
        "who hands over does not read"
    );
    city.close().await;
    record.database.close().await;
}
