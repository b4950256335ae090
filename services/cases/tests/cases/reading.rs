//! Finding and listing cases and their events.

use contract::cases::v1::{self as proto, ListCasesRequest, Procedure};
use tonic::Code;

use crate::acts::{self, done};
use crate::elements::{MARKET, SHIMA};
use crate::office::{self, Office, lin, supervisor, zheng};

async fn listed(office: &Office, request: ListCasesRequest) -> (Vec<String>, String) {
    let request = office.by(&supervisor("35"), request);
    let page = office
        .cases
        .clone()
        .list_cases(request)
        .await
        .unwrap()
        .into_inner();
    (
        page.cases.into_iter().map(|case| case.case_id).collect(),
        page.next_page_token,
    )
}

#[tokio::test]
async fn pages_walked_to_the_end_give_every_case_once_newest_first() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let mut made = Vec::new();
    for number in 0..7 {
        office.test.clock.advance(chrono::Duration::seconds(1));
        let case = if number % 2 == 0 {
            acts::filed(&office).await
        } else {
            acts::opened(&office).await
        };
        made.push(case.case_id);
    }
    made.reverse();
    let (mut walked, mut token) = (Vec::new(), String::new());
    loop {
        let request = ListCasesRequest {
            page_size: 3,
            page_token: token,
            ..ListCasesRequest::default()
        };
        let (ids, next) = listed(&office, request).await;
        assert!(ids.len() <= 3);
        walked.extend(ids);
        token = next;
        if token.is_empty() {
            break;
        }
        // What is opened meanwhile stands before the first page.
        office.test.clock.advance(chrono::Duration::seconds(1));
        acts::filed(&office).await;
    }
    assert_eq!(walked, made);
    office.close().await;
}

#[tokio::test]
async fn filters_narrow_the_list_and_belong_to_its_pages() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let filed = acts::filed(&office).await.case_id;
    office.test.clock.advance(chrono::Duration::seconds(1));
    let opened = acts::opened(&office).await.case_id;
    office.test.clock.advance(chrono::Duration::seconds(1));
    let noticed = acts::noticed(&office).await.case_id;
    let all = ListCasesRequest::default;
    for (request, expected) in [
        (all(), vec![&noticed, &opened, &filed]),
        (
            ListCasesRequest {
                procedure: Procedure::Inspection.into(),
                ..all()
            },
            vec![&opened],
        ),
        (
            ListCasesRequest {
                step: "NOTICED".into(),
                ..all()
            },
            vec![&noticed],
        ),
        (
            ListCasesRequest {
                agency_id: MARKET.into(),
                ..all()
            },
            vec![&noticed, &filed],
        ),
        (
            ListCasesRequest {
                party_id: "p-snack".into(),
                ..all()
            },
            vec![&opened],
        ),
        (
            ListCasesRequest {
                division: "350604001".into(),
                ..all()
            },
            vec![&opened],
        ),
        (
            ListCasesRequest {
                division: "350600".into(),
                ..all()
            },
            vec![&noticed, &opened, &filed],
        ),
        (
            ListCasesRequest {
                division: "350605".into(),
                ..all()
            },
            vec![],
        ),
        (
            ListCasesRequest {
                open: Some(false),
                ..all()
            },
            vec![],
        ),
        (
            ListCasesRequest {
                open: Some(true),
                agency_id: SHIMA.into(),
                ..all()
            },
            vec![&opened],
        ),
    ] {
        let (ids, next) = listed(&office, request.clone()).await;
        assert_eq!(ids.iter().collect::<Vec<_>>(), expected, "{request:?}");
        assert!(next.is_empty());
    }
    let (_, token) = listed(
        &office,
        ListCasesRequest {
            page_size: 1,
            ..all()
        },
    )
    .await;
    let bent = ListCasesRequest {
        page_token: token.clone(),
        step: "FILED".into(),
        ..all()
    };
    for (actor, request) in [
        (supervisor("35"), bent),
        (
            zheng(),
            ListCasesRequest {
                page_token: token,
                ..all()
            },
        ),
        (
            zheng(),
            ListCasesRequest {
                page_size: -1,
                ..all()
            },
        ),
        (
            zheng(),
            ListCasesRequest {
                step: "SOMEWHERE".into(),
                ..all()
            },
        ),
        (
            zheng(),
            ListCasesRequest {
                procedure: 99,
                ..all()
            },
        ),
        (
            zheng(),
            ListCasesRequest {
                division: "x".into(),
                ..all()
            },
        ),
    ] {
        let answer = office
            .cases
            .clone()
            .list_cases(office.by(&actor, request))
            .await;
        assert_eq!(answer.unwrap_err().code(), Code::InvalidArgument);
    }
    office.close().await;
}

#[tokio::test]
async fn a_case_is_found_by_its_identity_code_however_it_is_typed() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::filed(&office).await;
    assert_eq!(
        case.case_code.len(),
        21,
        "seventeen characters in groups of four"
    );
    let look_up = |case_code: String| {
        let request = office.by(&zheng(), proto::LookUpCaseRequest { case_code });
        let mut client = office.cases.clone();
        async move { client.look_up_case(request).await }
    };
    let typed = case.case_code.to_lowercase().replace('-', " ");
    let found = look_up(typed).await.unwrap().into_inner().case.unwrap();
    assert_eq!(found, case);
    let mistyped = format!(
        "{}{}",
        &case.case_code[..20],
        if case.case_code.ends_with('0') {
            '1'
        } else {
            '0'
        }
    );
    assert_eq!(
        look_up(mistyped).await.unwrap_err().code(),
        Code::InvalidArgument
    );
    let another = cases_domain::CaseCode::from_random([1; 10]).to_string();
    assert_eq!(look_up(another).await.unwrap_err().code(), Code::NotFound);
    office.close().await;
}

#[tokio::test]
async fn the_events_of_a_case_come_in_order_with_what_they_say() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::noticed(&office).await.case_id;
    let (mut events, mut summaries, mut token) = (Vec::new(), Vec::new(), String::new());
    loop {
        let request = proto::ListCaseEventsRequest {
            case_id: id.clone(),
            page_size: 4,
            page_token: token,
        };
        let request = office.by(&zheng(), request);
        let page = office
            .cases
            .clone()
            .list_case_events(request)
            .await
            .unwrap()
            .into_inner();
        assert_eq!(page.events.len(), page.summaries.len());
        events.extend(page.events);
        summaries.extend(page.summaries);
        token = page.next_page_token;
        if token.is_empty() {
            break;
        }
    }
    let versions: Vec<i64> = events.iter().map(|event| event.aggregate_version).collect();
    assert_eq!(
        versions,
        (1..=i64::try_from(events.len()).unwrap()).collect::<Vec<_>>()
    );
    for pair in events.windows(2) {
        assert_eq!(pair[1].previous_hash, pair[0].hash);
    }
    assert_eq!(
        summaries[0],
        "立案，当事人：龙海某食品有限公司，承办人：郑海峰、蔡雅婷"
    );
    assert!(summaries.contains(&"法制审核：同意".to_owned()));
    assert_eq!(
        summaries.last().unwrap(),
        "陈述申辩期限起算，五个工作日，至2023年11月27日"
    );
    assert!(
        events
            .iter()
            .all(|event| event.actor.starts_with("account-of-"))
    );
    office.close().await;
}

#[tokio::test]
async fn the_feed_tells_of_every_event_at_a_dense_position() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::entered(&office).await.case_id;
    done!(
        office,
        &lin(),
        inspections.record_site(acts::record_site(&office, &id, &["甲"]))
    );
    let follower = testkit::actor::service("supervision", &["cases.feed"]);
    let page = testkit::eventually("all four events in the feed", || async {
        let request = office.by(&follower, proto::ListEventsRequest::default());
        let page = office
            .feed
            .clone()
            .list_events(request)
            .await
            .unwrap()
            .into_inner();
        (page.events.len() == 4).then_some(page)
    })
    .await;
    let positions: Vec<i64> = page.events.iter().map(|event| event.position).collect();
    assert_eq!((positions, page.head), (vec![1, 2, 3, 4], 4));
    let first = page.events[0].payload.as_ref().unwrap();
    assert!(
        first.type_url.ends_with("yifa.cases.v1.InspectionOpened"),
        "{}",
        first.type_url
    );
    office.close().await;
}
