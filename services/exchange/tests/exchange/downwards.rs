//! The city's elements come down to the county: adopted there, read-only, told on by its own feed.

use std::sync::Arc;

use actor::Actor;
use contract::elements::v1::change_service_client::ChangeServiceClient;
use contract::elements::v1::element_feed_service_client::ElementFeedServiceClient;
use contract::elements::v1::element_service_client::ElementServiceClient;
use contract::elements::v1::*;
use contract::exchange::v1::Direction;
use feed::HeadSigner;
use host::{Service, Upstream};
use testkit::{TestDatabase, TestHost};

use crate::line::{Line, door, gateway};
use crate::place::{COUNTY, NOW, Place, county, handing_over, reason};

/// A running element centre.
struct Centre {
    test: Arc<TestHost>,
    database: TestDatabase,
    service: Service,
    client: ElementServiceClient<Upstream>,
    changes: ChangeServiceClient<Upstream>,
}

impl Centre {
    async fn start(test: &Arc<TestHost>, settings: elements::Settings) -> Self {
        let database = testkit::database(&elements::migrations()).await;
        let entropy = test.host.entropy.as_ref();
        let log_key = HeadSigner::generate(entropy).unwrap().to_pem().unwrap();
        let settings = elements::Settings {
            database: host::database::Settings::at(database.url.as_str()),
            log_key: log_key.as_str().into(),
            ..settings
        };
        let service = elements::start(settings, &test.host).await.unwrap();
        service.readiness.ready().await;
        Self {
            client: ElementServiceClient::new(service.door(&test.host)),
            changes: ChangeServiceClient::new(service.door(&test.host)),
            test: Arc::clone(test),
            database,
            service,
        }
    }

    async fn name_division(&self, actor: &Actor, code: &str, name: &str, from: &str) -> String {
        let parent = match code.len() {
            2 => "",
            4 => "35",
            _ => "3506",
        };
        let request = RecordDivisionRequest {
            request_id: self.test.host.entropy.random_id().to_string(),
            division: Some(Division {
                code: code.into(),
                name: name.into(),
                parent: parent.into(),
            }),
            valid_from: from.into(),
            ..RecordDivisionRequest::default()
        };
        let request = self.test.request(actor, request);
        let proposed = match self.client.clone().record_division(request).await {
            Ok(proposed) => proposed.into_inner().change_id,
            refused => return reason(refused),
        };
        let request = PublishChangeRequest {
            request_id: self.test.host.entropy.random_id().to_string(),
            change_id: proposed,
            etag: String::new(),
        };
        let second = testkit::actor::element_clerk("second-clerk", &actor.division);
        let request = self.test.request(&second, request);
        match self.changes.clone().publish_change(request).await {
            Ok(_) => String::new(),
            refused => reason(refused),
        }
    }

    async fn name_of(&self, code: &str, on: &str) -> Option<String> {
        let request = GetDivisionRequest {
            code: code.into(),
            as_of: Some(AsOf {
                valid_date: on.into(),
                known_time: None,
            }),
        };
        let request = self.test.request(&clerk("35"), request);
        let answer = self.client.clone().get_division(request).await.ok()?;
        match answer.into_inner().version?.element?.body? {
            element::Body::Division(division) => Some(division.name),
            _ => None,
        }
    }
}

fn clerk(division: &str) -> Actor {
    testkit::actor::element_clerk("clerk", division)
}

#[tokio::test]
async fn an_element_of_the_city_is_adopted_amended_and_read_only_in_the_county() {
    let above = Arc::new(testkit::host(NOW));
    let city = Centre::start(&above, elements::Settings::default()).await;
    for (code, name) in [("35", "福建省"), ("3506", "漳州市"), ("350604", "龙海市")] {
        assert_eq!(
            city.name_division(&clerk("35"), code, name, "2020-01-01")
                .await,
            ""
        );
    }

    let below = Arc::new(testkit::host(NOW));
    let adopt = elements::adopt::Settings {
        origin: "upper".into(),
        division: "350604".into(),
    };
    let settings = elements::Settings {
        adopt,
        ..elements::Settings::default()
    };
    let centre = Centre::start(&below, settings).await;
    let line = Line::default();
    let routes = vec![("/yifa.elements.v1.", city.service.door(&above.host))];
    let way = gateway(
        &above,
        "county-350604",
        line.over(door(&above, county(), routes)),
    );
    let exchange = Place::start_on(
        Arc::clone(&below),
        handing_over("350604", COUNTY),
        Some(way),
    )
    .await;
    // One host stands for both services of the county.
    let own = testkit::actor::service("county", &["exchange.feed", "elements.feed"]);
    let routes = vec![
        ("/yifa.exchange.v1.", exchange.service.door(&below.host)),
        ("/yifa.elements.v1.", centre.service.door(&below.host)),
    ];
    below.host.gateway.bind(door(&below, own, routes));

    let named = |code: &'static str, on: &'static str, name: &'static str| {
        let centre = &centre;
        testkit::eventually(name, move || async move {
            let held = centre.name_of(code, on).await?;
            (held == name).then_some(())
        })
    };
    named("350604", "2023-11-20", "龙海市").await;
    let renamed = city
        .name_division(&clerk("35"), "350604", "龙海区", "2021-02-01")
        .await;
    assert_eq!(renamed, "");
    named("350604", "2023-11-20", "龙海区").await;
    named("350604", "2020-06-01", "龙海市").await;

    let here = centre
        .name_division(&clerk("35"), "350604", "别名", "2022-01-01")
        .await;
    assert_eq!(here, "MANAGED_ABOVE");
    assert_eq!(
        centre
            .name_division(&clerk("35"), "350605", "长泰区", "2022-01-01")
            .await,
        ""
    );

    let link = exchange
        .link("the way down shows", Direction::Taken, "upper", |link| {
            link.position == 4
        })
        .await;
    assert_eq!(
        (link.head, link.lag_events, link.trouble.as_str()),
        (4, 0, "")
    );

    // What is adopted is told on: five changes, one of them the county's own.
    let told = testkit::eventually("the county's own feed tells them", || {
        let mut feed = ElementFeedServiceClient::new(centre.service.door(&below.host));
        let follower = testkit::actor::service("cases", &["elements.feed"]);
        let request = below.request(&follower, ListEventsRequest::default());
        async move {
            let page = feed.list_events(request).await.unwrap().into_inner();
            // The head is read after the events, so it may already count some that this page does not hold.
            (page.events.len() == 5).then_some(page.events)
        }
    })
    .await;
    let actors: Vec<&str> = told.iter().map(|event| event.actor.as_str()).collect();
    assert_eq!(actors[..4], [elements::adopt::PRINCIPAL; 4]);
    let change: ElementChanged = told[3].payload.as_ref().unwrap().to_msg().unwrap();
    assert_eq!(
        (change.changed_from.as_str(), change.timeline.len()),
        ("2021-02-01", 2)
    );

    for database in [centre.database, city.database] {
        below
            .host
            .tasks
            .stop(std::time::Duration::from_secs(5))
            .await;
        above
            .host
            .tasks
            .stop(std::time::Duration::from_secs(5))
            .await;
        database.close().await;
    }
    exchange.close().await;
}
