//! An upper deployment shows what lower ones have published, and publishes nothing of theirs itself.

use std::sync::Arc;

use contract::disclosure::v1 as proto;
use contract::disclosure::v1::PublicationState;
use feed::Follower;
use subscription::{Log, Origin};
use tonic_types::StatusExt as _;

use crate::cases::penalty;
use crate::world::{self, World, fresh, leader};

/// The city takes over what the county has told.
async fn hear(city: &World, county: &World) {
    let origin = Origin::named("350604");
    county
        .all
        .feed
        .publisher()
        .ensure_published()
        .await
        .unwrap();
    let clock = Arc::clone(&city.test.host.clock);
    let published = city.following(Log::Disclosure, origin.clone());
    Follower::new(
        city.all.pool.clone(),
        county.all.feed.clone(),
        published,
        Arc::clone(&clock),
    )
    .catch_up()
    .await
    .unwrap();
    let cases = city.following(Log::Cases, origin);
    Follower::new(city.all.pool.clone(), county.told.clone(), cases, clock)
        .catch_up()
        .await
        .unwrap();
    city.all.index.catch_up().await.unwrap();
}

#[tokio::test]
async fn the_city_shows_what_the_county_publishes_and_hides_what_it_withdraws() {
    let (county, city) = (world::open().await, world::open().await);
    let (one, two) = (penalty(1), penalty(2));
    one.whole(&county.told);
    two.whole(&county.told);
    county.hear().await;
    hear(&city, &county).await;
    let (here, there) = (
        city.search(crate::world::anything()).await,
        county.search(crate::world::anything()).await,
    );
    assert_eq!(here.total, 2);
    let ids = |found: &proto::SearchDecisionsResponse| {
        let mut ids: Vec<_> = found
            .decisions
            .iter()
            .map(|it| (it.publication_id.clone(), it.decision.clone()))
            .collect();
        ids.sort_by(|a, b| a.0.cmp(&b.0));
        ids
    };
    assert_eq!(ids(&here), ids(&there));
    assert!(
        city.events().await.is_empty(),
        "nothing is published a second time"
    );
    for it in city.publications().await {
        assert_eq!(it.origin, "350604");
    }
    one.revoke(&county.told, "2026-03-03");
    county.hear().await;
    hear(&city, &county).await;
    assert_eq!(city.search(crate::world::anything()).await.total, 1);
    let states: Vec<_> = city
        .publications()
        .await
        .iter()
        .map(proto::Publication::state)
        .collect();
    assert!(states.contains(&PublicationState::Withdrawn), "{states:?}");
    // A code of a county's case is answered in the city too.
    let request = city.anyone(proto::LookUpCaseRequest {
        case_code: two.code.clone(),
    });
    let found = city
        .public
        .clone()
        .look_up_case(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(found.stage, "决定书已送达");
    county.close().await;
    city.close().await;
}

#[tokio::test]
async fn only_the_deployment_that_published_may_withhold_and_the_window_ends_without_it() {
    let (county, city) = (world::open().await, world::open().await);
    penalty(1).whole(&county.told);
    county.hear().await;
    hear(&city, &county).await;
    let id = city.only().await.publication_id;
    let request = proto::WithholdPublicationRequest {
        request_id: fresh(),
        publication_id: id.clone(),
        reason: proto::WithholdReason::Privacy.into(),
        text: "理由".to_owned(),
        ..Default::default()
    };
    let answer = city
        .staff
        .clone()
        .withhold_publication(city.by(&leader(), request))
        .await
        .unwrap_err();
    assert_eq!(
        answer.get_error_details().error_info().unwrap().reason,
        "PUBLISHED_ELSEWHERE"
    );
    // The line to the county is cut: the window ends here all the same.
    city.at("2027-03-03T00:00:00+08:00");
    assert_eq!(city.day_comes().await, 0);
    assert!(
        city.search(crate::world::anything())
            .await
            .decisions
            .is_empty()
    );
    assert_eq!(
        city.page(&format!("/public/decisions/{id}"), &[])
            .await
            .status,
        410
    );
    county.close().await;
    city.close().await;
}

#[tokio::test]
async fn a_rebuild_of_what_was_received_changes_nothing_and_leaves_the_rest_alone() {
    let (county, city) = (world::open().await, world::open().await);
    penalty(1).whole(&county.told);
    county.hear().await;
    let mut own = penalty(9);
    own.division = "3506";
    own.whole(&city.told);
    city.hear().await;
    hear(&city, &county).await;
    let before = city.publications().await;
    assert_eq!(before.len(), 2);
    let following = city.following(Log::Disclosure, Origin::named("350604"));
    let now = city.test.host.clock.now();
    let rebuilt = feed::rebuild(&city.all.pool, &following, &county.all.feed, now)
        .await
        .unwrap();
    assert_eq!(
        (rebuilt.events, rebuilt.digest_before),
        (1, rebuilt.digest_after)
    );
    assert_eq!(city.publications().await, before);
    county.close().await;
    city.close().await;
}

#[tokio::test]
async fn a_case_that_two_deployments_claim_stays_with_the_first() {
    let (county, city) = (world::open().await, world::open().await);
    penalty(1).whole(&county.told);
    penalty(1).whole(&city.told);
    city.hear().await;
    county.hear().await;
    let clock = Arc::clone(&city.test.host.clock);
    let before = (
        city.publications().await,
        city.search(crate::world::anything()).await,
    );
    let origin = Origin::named("350604");
    county
        .all
        .feed
        .publisher()
        .ensure_published()
        .await
        .unwrap();
    let cases = city.following(Log::Cases, origin.clone());
    let published = city.following(Log::Disclosure, origin);
    let pool = city.all.pool.clone();
    let told = county.told.clone();
    let cases = Follower::new(pool.clone(), told, cases, Arc::clone(&clock));
    let published = Follower::new(pool, county.all.feed.clone(), published, clock);
    // Set aside for the operator to look at; nothing of it shows.
    assert_eq!(cases.catch_up().await.unwrap().set_aside, 5);
    assert_eq!(published.catch_up().await.unwrap().set_aside, 1);
    let after = (
        city.publications().await,
        city.search(crate::world::anything()).await,
    );
    assert_eq!(before, after);
    county.close().await;
    city.close().await;
}
