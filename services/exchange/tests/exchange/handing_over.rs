//! A county's record arrives whole in the city, whatever the line does.

use contract::exchange::v1::{Direction, GetCursorRequest};

use crate::line::Line;
use crate::place::{city, county, county_below, supervisor};

#[tokio::test]
async fn the_line_is_cut_under_load_and_nothing_is_missing_after() {
    let city = city().await;
    let line = Line::default();
    let (county, record) = county_below(&city, &line).await;
    let received = |at_least: i64| {
        let city = &city;
        async move {
            city.link("events arrive", Direction::Received, "350604", |link| {
                link.position >= at_least
            })
            .await
        }
    };
    record.acts(60).await;
    received(60).await;
    let faults: [fn(&Line); 3] = [Line::cut, Line::hang, Line::lose_answers];
    let mut made = 60;
    for fault in faults {
        fault(&line);
        record.acts(130).await;
        made += 130;
        let waiting = county
            .link("trouble shows", Direction::HandedOver, "350604", |link| {
                !link.trouble.is_empty() && link.head == made
            })
            .await;
        assert!(waiting.lag_events > 0 || waiting.position == made);
        line.heal();
        record.acts(20).await;
        made += 20;
        received(made).await;
    }
    let link = city
        .link("a proved root", Direction::Received, "350604", |link| {
            link.proved_position == made
        })
        .await;
    assert_eq!((link.lag_events, link.trouble.as_str()), (0, ""));
    assert_eq!(city.events("350604").await, record.events().await);
    assert!(city.gaps().await.is_empty() && city.disputes().await.is_empty());
    assert_eq!(line.most_at_once(), 1, "one batch in flight");
    let healed = county
        .link("no trouble", Direction::HandedOver, "350604", |link| {
            link.trouble.is_empty() && link.proved_position == made
        })
        .await;
    assert_eq!((healed.lag_events, healed.lag_seconds), (0, 0));
    county.close().await;
    city.close().await;
    record.database.close().await;
}

#[tokio::test]
async fn what_is_behind_for_long_shows_for_how_long() {
    let city = city().await;
    let line = Line::default();
    let (county, record) = county_below(&city, &line).await;
    record.acts(3).await;
    county
        .link("all arrived", Direction::HandedOver, "350604", |link| {
            link.position == 3
        })
        .await;
    line.cut();
    record.acts(4).await;
    county
        .link("it is behind", Direction::HandedOver, "350604", |link| {
            link.lag_events == 4
        })
        .await;
    county.test.clock.advance(chrono::Duration::seconds(90));
    let links = county.status(&supervisor("3506")).await;
    assert_eq!(links[0].lag_seconds, 90);
    county.close().await;
    city.close().await;
    record.database.close().await;
}

#[tokio::test]
async fn a_county_that_starts_anew_goes_on_where_the_city_stands() {
    let city = city().await;
    let line = Line::default();
    let (first, record) = county_below(&city, &line).await;
    record.acts(100).await;
    city.link("100 events", Direction::Received, "350604", |link| {
        link.proved_position == 100
    })
    .await;
    first.close().await;
    let before = line.handed_over();
    // Nothing of the first exchange is left: its database is gone.
    let test = std::sync::Arc::new(testkit::host(crate::place::NOW));
    let second = crate::place::county_with(&city, &line, test, &record).await;
    record.acts(10).await;
    city.link("110 events", Direction::Received, "350604", |link| {
        link.proved_position == 110
    })
    .await;
    // A sign of life, the ten in one batch or several, a head alone: nothing like the 100 again.
    assert!(
        line.handed_over() - before <= 13,
        "{} batches",
        line.handed_over() - before
    );
    let request = GetCursorRequest {
        origin: "350604".into(),
        log: "cases".into(),
        ..GetCursorRequest::default()
    };
    let request = city.by(&county(), request);
    let cursor = city.exchange.clone().get_cursor(request).await.unwrap();
    assert_eq!(cursor.into_inner().position, 110);
    second.close().await;
    city.close().await;
    record.database.close().await;
}
