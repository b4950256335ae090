//! What the upper element centre manages is adopted: in order, once, as of now, and read-only here.

use std::sync::{Arc, Mutex};

use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use contract::feed::v1::Event;
use elements::adopt::{Adopter, Settings};
use feed::{Follower, Page, Pages, Source};
use futures::StreamExt as _;
use prost::{Message as _, Name as _};
use refusal::Fault;
use tonic::Code;

use crate::centre::*;

/// The upper element centre's feed, which tests speak into.
#[derive(Debug, Clone, Default)]
struct Above(Arc<Mutex<Vec<Event>>>);

impl Above {
    /// Tells an element's whole timeline: first days, last days and bodies.
    fn tells(&self, registry: Registry, id: &str, division: &str, entries: &[(&str, &str, Body)]) {
        let mut events = self.0.lock().unwrap();
        let position = i64::try_from(events.len()).unwrap() + 1;
        let entry = |(from, to, body): &(&str, &str, Body)| TimelineEntry {
            valid_from: (*from).into(),
            valid_to: (*to).into(),
            element: Some(Element {
                body: Some(body.clone()),
            }),
        };
        let change = ElementChanged {
            registry: registry.into(),
            element_id: id.into(),
            timeline: entries.iter().map(entry).collect(),
            changed_from: "2021-07-15".into(),
            ..ElementChanged::default()
        };
        let name = registry.as_str_name().trim_start_matches("REGISTRY_");
        let mut event = Event {
            position,
            event_id: fresh(),
            aggregate_type: "element".into(),
            aggregate_id: format!("{}/{id}", name.to_lowercase()),
            aggregate_version: position,
            payload: Some(prost_types::Any {
                type_url: ElementChanged::type_url(),
                value: change.encode_to_vec(),
            }),
            record_time: Some(prost_types::Timestamp {
                seconds: 1_700_000_000,
                nanos: 0,
            }),
            actor: "clerk-of-zhangzhou".into(),
            request_id: fresh(),
            trace_id: "0af7651916cd43dd8448eb211c80319c".into(),
            division: division.into(),
            previous_hash: vec![0; 32],
            hash: Vec::new(),
        };
        event.hash = feed::event_hash(&event).unwrap().to_vec();
        events.push(event);
    }

    fn tells_agency(&self, entries: &[(&str, &str, Agency)]) {
        let entries: Vec<_> = entries
            .iter()
            .map(|(from, to, agency)| (*from, *to, Body::Agency(agency.clone())))
            .collect();
        self.tells(Registry::Agency, "market", "350604", &entries);
    }
}

impl Source for Above {
    async fn list(&self, after: i64, limit: i64) -> Result<Page, Fault> {
        let events = self.0.lock().unwrap().clone();
        let head = i64::try_from(events.len()).unwrap();
        let page = events.into_iter().filter(|event| event.position > after);
        Ok(Page {
            events: page.take(usize::try_from(limit).unwrap()).collect(),
            head,
        })
    }

    async fn watch(&self, _: i64) -> Result<Pages, Fault> {
        Ok(futures::stream::pending().boxed())
    }
}

/// Adopts everything that was told, for 龙海区; gives how many events wait for want of sense.
async fn adopt(centre: &TestCentre, above: &Above) -> i64 {
    let follower = follower(centre, above);
    follower.catch_up().await.unwrap().set_aside
}

fn follower(centre: &TestCentre, above: &Above) -> Follower<Above, Adopter> {
    let settings = Settings {
        origin: "upper".into(),
        division: "350604".into(),
    };
    let adopter = Adopter::new(&settings, &centre.test.host).unwrap().unwrap();
    let clock = Arc::clone(&centre.test.host.clock);
    Follower::new(centre.database.pool.clone(), above.clone(), adopter, clock)
}

fn named(name: &str) -> Agency {
    Agency {
        name: name.into(),
        ..agency("market", "350604")
    }
}

async fn name_of(centre: &TestCentre, as_of: Option<AsOf>) -> Option<(String, String)> {
    let request = GetAgencyRequest {
        agency_id: "market".into(),
        as_of,
    };
    let mut client = centre.elements.clone();
    let answer = client.get_agency(centre.by_clerk(request)).await.ok()?;
    let version = answer.into_inner().version?;
    match version.element?.body? {
        Body::Agency(agency) => Some((agency.name, version.recorded_by)),
        _ => None,
    }
}

async fn versions(centre: &TestCentre) -> usize {
    let request = ListVersionsRequest {
        registry: Registry::Agency.into(),
        element_id: "market".into(),
        ..ListVersionsRequest::default()
    };
    let mut client = centre.elements.clone();
    let answer = client.list_versions(centre.by_clerk(request)).await;
    answer.unwrap().into_inner().versions.len()
}

#[tokio::test]
async fn an_adopted_element_is_known_from_now_on_and_what_was_known_stays_readable() {
    let centre = longhai().await;
    let above = Above::default();
    centre.test.clock.advance(chrono::Duration::days(1));
    above.tells_agency(&[
        ("2021-07-15", "2023-01-01", named("龙海区市场监督管理局")),
        ("2023-01-01", "", named("龙海区市场监管局")),
    ]);
    assert_eq!(adopt(&centre, &above).await, 0);

    let adopted = |name: &str| Some((name.to_owned(), elements::adopt::PRINCIPAL.to_owned()));
    assert_eq!(name_of(&centre, None).await, adopted("龙海区市场监管局"));
    let earlier = as_of("2022-06-01", "");
    assert_eq!(
        name_of(&centre, earlier).await,
        adopted("龙海区市场监督管理局")
    );
    let yesterday = as_of("2023-11-20", "2023-11-20T12:00:00+08:00");
    assert_eq!(name_of(&centre, yesterday).await.unwrap().0, "market局");
    assert_eq!(versions(&centre).await, 3);

    centre.test.clock.advance(chrono::Duration::days(1));
    above.tells_agency(&[
        ("2021-07-15", "2023-01-01", named("龙海区市场监督管理局")),
        ("2023-01-01", "2023-06-01", named("龙海区市场监管局")),
        ("2023-06-01", "", named("龙海区市监局")),
    ]);
    assert_eq!(adopt(&centre, &above).await, 0);
    assert_eq!(name_of(&centre, None).await, adopted("龙海区市监局"));
    assert_eq!(versions(&centre).await, 5, "the first row stays as it is");
    let between = as_of("2023-11-20", "2023-11-21T12:00:00+08:00");
    assert_eq!(name_of(&centre, between).await, adopted("龙海区市场监管局"));
    let sound = feed::verify::database(&centre.database.pool, &public_pem(&centre).await).await;
    assert_eq!(sound.unwrap().problems, []);
    centre.close().await;
}

#[tokio::test]
async fn what_is_told_again_or_known_just_so_makes_no_new_version() {
    let centre = longhai().await;
    let above = Above::default();
    above.tells_agency(&[("2021-07-15", "", named("market局"))]);
    assert_eq!(adopt(&centre, &above).await, 0);
    assert_eq!(
        versions(&centre).await,
        1,
        "the same was recorded here before"
    );
    above.tells_agency(&[("2021-07-15", "", named("甲"))]);
    above.tells_agency(&[("2021-07-15", "", named("甲"))]);
    above.tells_agency(&[
        ("2021-07-15", "2022-01-01", named("甲")),
        ("2022-01-01", "", named("甲")),
    ]);
    assert_eq!(adopt(&centre, &above).await, 0);
    assert_eq!(versions(&centre).await, 2);

    // From the first event again, as after a lost checkpoint: what was adopted is not adopted twice.
    sqlx::query!("update checkpoint set position = 0 where consumer = 'elements.upper'")
        .execute(&centre.database.pool)
        .await
        .unwrap();
    assert_eq!(adopt(&centre, &above).await, 0);
    assert_eq!(versions(&centre).await, 2);
    assert_eq!(name_of(&centre, None).await.unwrap().0, "甲");
    centre.close().await;
}

#[tokio::test]
async fn an_adopted_element_is_read_only_here_and_the_others_are_not() {
    let mut centre = longhai().await;
    let above = Above::default();
    above.tells_agency(&[("2021-07-15", "", named("market局"))]);
    assert_eq!(adopt(&centre, &above).await, 0);
    let change = record_agency(named("别名"));
    let answer = centre.elements.record_agency(centre.by_clerk(change)).await;
    let status = answer.unwrap_err();
    assert!(status.message().contains("upper"), "{}", status.message());
    assert_eq!(
        refused::<()>(Err(status)),
        (Code::FailedPrecondition, "MANAGED_ABOVE".into(), vec![])
    );
    let recall = WithdrawElementRequest {
        request_id: fresh(),
        registry: Registry::Agency.into(),
        element_id: "market".into(),
        valid_from: "2022-01-01".into(),
        ..WithdrawElementRequest::default()
    };
    let answer = centre
        .elements
        .withdraw_element(centre.by(&centre.province, recall))
        .await;
    assert_eq!(refused(answer).1, "MANAGED_ABOVE");
    let ours = record_agency(Agency {
        name: "石码街道办事处".into(),
        ..agency("shima", "350604001")
    });
    assert!(
        centre
            .elements
            .record_agency(centre.by_clerk(ours))
            .await
            .is_ok()
    );
    centre.close().await;
}

#[tokio::test]
async fn only_what_concerns_the_division_is_adopted() {
    let centre = longhai().await;
    let above = Above::default();
    let officer_of = |id: &str, division: &str| {
        let officer = Officer {
            division: division.into(),
            ..officer(id, "market")
        };
        Body::Officer(officer)
    };
    for (id, division) in [
        ("o-county", "350604"),
        ("o-town", "350604001"),
        ("o-city", "3506"),
        ("o-neighbour", "350605"),
        ("o-elsewhere", "3501"),
    ] {
        let entry = ("2021-07-15", "", officer_of(id, division));
        above.tells(Registry::Officer, id, division, &[entry]);
    }
    let far = Division {
        code: "3501".into(),
        name: "福州市".into(),
        parent: "35".into(),
    };
    let entry = ("2021-07-15", "", Body::Division(far));
    above.tells(Registry::Division, "3501", "3501", &[entry]);
    let amended = Law {
        title: "试验法（修订）".into(),
        ..law()
    };
    let entry = ("2021-07-15", "", Body::Law(amended));
    above.tells(Registry::Law, "law-test", "35", &[entry]);
    // Moved away: it is held here, so the move is told.
    let entries = [
        ("2021-07-15", "2023-01-01", officer_of("o-county", "350604")),
        ("2023-01-01", "", officer_of("o-county", "350605")),
    ];
    above.tells(Registry::Officer, "o-county", "350605", &entries);
    let gone = [("2021-07-15", "", officer_of("o-county", "350605"))];
    above.tells(Registry::Officer, "o-county", "350605", &gone);
    assert_eq!(adopt(&centre, &above).await, 0);

    let managed = sqlx::query_scalar!(
        "select registry || '/' || element_id || ' ' || division as \"key!\" from element where managed_by = 'upper' order by 1"
    )
    .fetch_all(&centre.database.pool)
    .await
    .unwrap();
    assert_eq!(
        managed,
        [
            "division/3501 3501",
            "law/law-test 35",
            "officer/o-city 3506",
            "officer/o-county 350604",
            "officer/o-town 350604001"
        ],
        "what has moved away is told on as ours"
    );
    centre.close().await;
}

#[tokio::test]
async fn an_element_withdrawn_above_holds_no_longer_here() {
    let centre = longhai().await;
    let above = Above::default();
    above.tells_agency(&[("2021-07-15", "", named("甲"))]);
    above.tells_agency(&[("2021-07-15", "2023-01-01", named("甲"))]);
    assert_eq!(adopt(&centre, &above).await, 0);
    assert_eq!(name_of(&centre, None).await, None);
    assert_eq!(
        name_of(&centre, as_of("2022-06-01", "")).await.unwrap().0,
        "甲"
    );
    above.tells_agency(&[]);
    assert_eq!(adopt(&centre, &above).await, 0);
    assert_eq!(name_of(&centre, as_of("2022-06-01", "")).await, None);
    centre.close().await;
}

#[tokio::test]
async fn what_makes_no_sense_waits_and_the_rest_goes_on() {
    let centre = longhai().await;
    let above = Above::default();
    above.tells_agency(&[("2021-07-15", "", named(""))]);
    let town = Division {
        code: "350604002".into(),
        name: "榜山街道".into(),
        parent: "350604".into(),
    };
    let entry = ("2021-07-15", "", Body::Division(town));
    above.tells(Registry::Division, "350604002", "350604002", &[entry]);
    assert_eq!(adopt(&centre, &above).await, 1);
    assert_eq!(name_of(&centre, None).await.unwrap().0, "market局");
    let request = GetDivisionRequest {
        code: "350604002".into(),
        as_of: None,
    };
    let mut client = centre.elements.clone();
    assert!(client.get_division(centre.by_clerk(request)).await.is_ok());
    centre.close().await;
}

async fn public_pem(centre: &TestCentre) -> String {
    let mut feed = centre.feed.clone();
    let request = centre.by(&centre.follower, GetLogHeadRequest {});
    feed.get_log_head(request)
        .await
        .unwrap()
        .into_inner()
        .public_key_pem
}
