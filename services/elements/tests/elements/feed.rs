//! The feed carries enough for a replica, and proves itself.

use std::collections::BTreeMap;

use contract::elements::v1::*;
use contract::feed::v1::Event;
use futures::StreamExt as _;
use tonic::Code;

use crate::centre::*;

#[tokio::test]
async fn an_event_carries_the_whole_timeline_now_known() {
    let mut centre = longhai().await;
    let middle = RecordPartyRequest {
        valid_from: "2022-01-01".into(),
        valid_to: "2022-07-01".into(),
        ..record_party(Party {
            name: "改名公司".into(),
            ..party("p-foods")
        })
    };
    centre
        .elements
        .record_party(centre.by_clerk(record_party(party("p-foods"))))
        .await
        .unwrap();
    centre
        .elements
        .record_party(centre.by_clerk(middle))
        .await
        .unwrap();
    let recall = WithdrawElementRequest {
        request_id: fresh(),
        registry: Registry::Party.into(),
        element_id: "p-foods".into(),
        valid_from: "2023-01-01".into(),
        ..WithdrawElementRequest::default()
    };
    centre
        .elements
        .withdraw_element(centre.by_clerk(recall))
        .await
        .unwrap();

    let events: Vec<_> = published(&centre, 12)
        .await
        .into_iter()
        .filter(|e| e.aggregate_id == "party/p-foods")
        .collect();
    let last = events.last().unwrap();
    let changed = timeline(last);
    assert_eq!(
        (changed.registry(), changed.element_id.as_str()),
        (Registry::Party, "p-foods")
    );
    assert_eq!(
        (changed.changed_from.as_str(), changed.changed_to.as_str()),
        ("2023-01-01", "")
    );
    let spans: Vec<_> = changed
        .timeline
        .iter()
        .map(|entry| {
            (
                entry.valid_from.as_str(),
                entry.valid_to.as_str(),
                name_of(entry),
            )
        })
        .collect();
    let (first, renamed) = ("漳州市示例食品有限公司", "改名公司");
    assert_eq!(
        spans,
        [
            ("2021-07-15", "2022-01-01", first),
            ("2022-01-01", "2022-07-01", renamed),
            ("2022-07-01", "2023-01-01", first),
        ]
    );
    let about = |e: &Event| {
        (
            e.aggregate_type.clone(),
            e.aggregate_version,
            e.division.clone(),
            e.actor.clone(),
        )
    };
    assert_eq!(
        about(last),
        (
            "element".into(),
            3,
            "350604".into(),
            "account-of-second-clerk-of-fujian".into()
        )
    );
    assert_eq!(events[2].previous_hash, events[1].hash);
    assert_eq!(feed::event_hash(last).unwrap().to_vec(), last.hash);
    centre.close().await;
}

#[tokio::test]
async fn a_replica_of_the_feed_equals_what_is_read() {
    let mut centre = longhai().await;
    for (id, name) in [("urban", "甲"), ("fire", "乙"), ("urban", "丙")] {
        let body = Agency {
            name: name.into(),
            ..agency(id, "350604")
        };
        centre
            .elements
            .record_agency(centre.by_clerk(record_agency(body)))
            .await
            .unwrap();
    }
    let mut replica = BTreeMap::new();
    for event in published(&centre, 12).await {
        let changed = timeline(&event);
        replica.insert((changed.registry, changed.element_id), changed.timeline);
    }
    let request = centre.by_clerk(ListAgenciesRequest::default());
    let agencies = centre
        .elements
        .list_agencies(request)
        .await
        .unwrap()
        .into_inner()
        .agencies;
    let held: Vec<_> = replica
        .iter()
        .filter(|((registry, _), _)| *registry == i32::from(Registry::Agency))
        .map(|(_, timeline)| {
            match timeline
                .last()
                .and_then(|entry| entry.element.clone())
                .unwrap()
                .body
            {
                Some(element::Body::Agency(agency)) => agency,
                other => panic!("{other:?}"),
            }
        })
        .collect();
    assert_eq!(held, agencies);
    centre.close().await;
}

#[tokio::test]
async fn watching_goes_on_with_what_comes() {
    let mut centre = longhai().await;
    let before = published(&centre, 9).await;
    let after = before.last().unwrap().position;
    let request = centre.by(&centre.follower, WatchEventsRequest { after });
    let mut events = centre
        .feed
        .watch_events(request)
        .await
        .unwrap()
        .into_inner();
    let alive = events.next().await.unwrap().unwrap();
    assert_eq!((alive.events.len(), alive.head), (0, after));
    centre
        .elements
        .record_party(centre.by_clerk(record_party(party("p-foods"))))
        .await
        .unwrap();
    let page = events.next().await.unwrap().unwrap();
    assert_eq!(page.events[0].position, after + 1);
    assert_eq!(page.events[0].aggregate_id, "party/p-foods");
    drop(events);
    centre.close().await;
}

#[tokio::test]
async fn the_signed_head_covers_the_feed() {
    let centre = longhai().await;
    published(&centre, 9).await;
    let answer = testkit::eventually("a head over nine events", || {
        let mut client = centre.feed.clone();
        let request = centre.by(&centre.follower, GetLogHeadRequest {});
        async move {
            let answer = client.get_log_head(request).await.unwrap().into_inner();
            answer
                .head
                .as_ref()
                .is_some_and(|head| head.tree_size == 9)
                .then_some(answer)
        }
    })
    .await;
    let head = answer.head.unwrap();
    assert_eq!(head.log, "elements");
    assert!(feed::verify_head(&head, &answer.public_key_pem).is_ok());
    centre.close().await;
}

#[tokio::test]
async fn a_page_of_events_is_bounded() {
    let mut centre = longhai().await;
    published(&centre, 9).await;
    let request = ListEventsRequest {
        after: 3,
        page_size: 2,
    };
    let page = centre
        .feed
        .list_events(centre.by(&centre.follower, request))
        .await
        .unwrap()
        .into_inner();
    let positions: Vec<_> = page.events.iter().map(|event| event.position).collect();
    assert_eq!((positions, page.head), (vec![4, 5], 9));
    let large = ListEventsRequest {
        after: 0,
        page_size: 1_000_000,
    };
    assert!(
        centre
            .feed
            .list_events(centre.by(&centre.follower, large))
            .await
            .is_ok()
    );
    for (after, page_size, field) in [(-1, 0, "after"), (0, -1, "page_size")] {
        let request = ListEventsRequest { after, page_size };
        let answer = centre
            .feed
            .list_events(centre.by(&centre.follower, request))
            .await;
        assert_eq!(
            refused(answer),
            (
                Code::InvalidArgument,
                "MALFORMED_FIELD".into(),
                vec![field.into()]
            )
        );
    }
    centre.close().await;
}

fn name_of(entry: &TimelineEntry) -> &str {
    match &entry.element.as_ref().unwrap().body {
        Some(element::Body::Party(party)) => &party.name,
        other => panic!("{other:?}"),
    }
}

/// The events of the feed, once there are so many.
async fn published(centre: &TestCentre, count: usize) -> Vec<Event> {
    testkit::eventually("the events are published", || {
        let mut client = centre.feed.clone();
        let request = centre.by(&centre.follower, ListEventsRequest::default());
        async move {
            let page = client.list_events(request).await.unwrap().into_inner();
            (page.events.len() >= count).then_some(page.events)
        }
    })
    .await
}
