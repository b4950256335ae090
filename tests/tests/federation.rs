//! Two deployments on one machine: what a county does is supervised, disclosed and counted in its city, and the city's elements
//! come down. The line between them is cut under load and healed.

#![expect(
    clippy::unwrap_used,
    reason = "what a story stands on must hold, or the story ends here"
)]

use std::collections::BTreeMap;

use clock::SystemEntropy;
use contract::analytics::v1::{FigureFilter, GetFiguresRequest, Grouping};
use contract::cases::v1::FileCaseRequest;
use contract::disclosure::v1::SearchDecisionsRequest;
use contract::disclosure::v1::public_disclosure_service_client::PublicDisclosureServiceClient;
use contract::elements::v1::element::Body;
use contract::elements::v1::{
    Feature, GetPartyRequest, Instrument, InstrumentKind, Party, PartyKind, Power,
    PublishChangeRequest, RecordPartyRequest,
};
use contract::exchange::v1::{Direction, GetExchangeStatusRequest};
use elements::adopt;
use elements::seed::ids;
use exchange::settings::{Lower, Upper};
use feed::HeadSigner;
use gateway::ServicePrincipal;
use sqlx::{Connection as _, PgConnection, Row as _};
use stories::{Clerks, Line, Load, Stage, caught_up, deviations, finished, fresh, said};
use suite::client::Client;
use suite::{Part, Settings};
use tonic::Code;

const MORNING: &str = "2023-11-20T09:00:00+08:00";
const COUNTY: &str = "350604";
const CITY: &str = "3506";
const ACCOUNT: &str = "county-350604";

#[tokio::test(flavor = "multi_thread")]
async fn a_county_hands_over_to_its_city_across_a_line_that_breaks() {
    let (city, county, line) = two_deployments().await;
    let load = Load::sign_in(&county).await;
    let mut journal = finished(load.start(2, 2)).await;
    received(&city, &county).await;

    let working = load.start(3, 5);
    line.cut();
    journal.extend(finished(working).await);
    line.heal();
    journal.extend(finished(load.start(2, 2)).await);
    caught_up(&county.settings).await;
    received(&city, &county).await;

    assert_eq!(
        deviations(&county.settings, &journal).await,
        Vec::<String>::new()
    );
    let below = county.sign_in("hong.liping").await;
    let above = city.sign_in("ye.weimin").await;
    let figures = figures_of(&below).await;
    assert_eq!(
        figures["cases.opened"],
        i64::try_from(journal.len()).unwrap()
    );
    let same = testkit::eventually("the city counts what the county counts", || async {
        let seen = figures_of(&above).await;
        (seen == figures).then_some(seen)
    })
    .await;
    assert_eq!(same, figures);
    published_above(&city, journal.len()).await;
    assert_eq!(county.findings().await, Vec::<String>::new());
    assert_eq!(city.findings().await, Vec::<String>::new());

    let status = above
        .exchange()
        .get_exchange_status(GetExchangeStatusRequest {})
        .await
        .unwrap()
        .into_inner();
    let received: Vec<_> = status
        .links
        .iter()
        .filter(|link| link.direction() == Direction::Received)
        .collect();
    assert_eq!(received.len(), 4, "four logs: {status:?}");
    for link in received {
        assert_eq!(link.lag_events, 0, "{link:?}");
        assert!(link.open_gaps.is_empty() && link.open_disputes.is_empty());
    }
    elements_come_down(&city, &county).await;
    county.close().await;
    city.close().await;
    line.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn powers_and_switches_that_the_city_publishes_count_in_the_county() {
    let (city, county, line) = two_deployments().await;
    let town = FileCaseRequest {
        party_id: ids::PARTY_SNACK.to_owned(),
        item_id: ids::ITEM_GAS_USER.to_owned(),
        source: "监督检查".to_owned(),
        summary: "检查中发现的违法行为".to_owned(),
        act_date: "2023-11-18".to_owned(),
        co_officer_id: ids::OFFICER_CHEN.id.to_owned(),
        validate_only: true,
        ..FileCaseRequest::default()
    };
    let filing = || FileCaseRequest {
        request_id: county.request_id(),
        ..town.clone()
    };
    let lin = county.sign_in("lin.jianguo").await;
    let refused = said(lin.penalties().file_case(filing()).await);
    assert_eq!(refused.reason, "AGENCY_NOT_COMPETENT");

    let clerks = Clerks::sign_in(&city).await;
    let grant = Instrument {
        instrument_id: "grant-of-the-city".to_owned(),
        kind: InstrumentKind::Grant.into(),
        title: "关于赋予乡镇（街道）部分行政处罚权的决定".to_owned(),
        document_number: "漳政规〔2023〕8号".to_owned(),
        issuer: "漳州市人民政府".to_owned(),
        division: COUNTY.to_owned(),
        grantee_ids: vec![ids::AGENCY_SHIMA.to_owned()],
        powers: vec![Power {
            item_id: ids::ITEM_GAS_USER.to_owned(),
            grantor_id: ids::AGENCY_URBAN.to_owned(),
            ..Power::default()
        }],
        publication: "漳州市人民政府公报2023年第8期".to_owned(),
        ..Instrument::default()
    };
    clerks
        .publish(&city, "2023-11-20", vec![Body::Instrument(grant)])
        .await;
    testkit::eventually("the town may act", || async {
        lin.penalties().file_case(filing()).await.ok()
    })
    .await;

    let nowhere = Feature {
        feature_id: "cases.penalty".to_owned(),
        name: "行政处罚".to_owned(),
        scopes: Vec::new(),
    };
    clerks
        .publish(&city, "2023-11-20", vec![Body::Feature(nowhere)])
        .await;
    testkit::eventually("the switch is off", || async {
        let answer = lin.penalties().file_case(filing()).await;
        answer
            .is_err()
            .then(|| assert_eq!(said(answer).reason, "FEATURE_NOT_OPEN"))
    })
    .await;
    county.close().await;
    city.close().await;
    line.close().await;
}

/// What the city's element centre records is known in the county, and is the city's to change.
async fn elements_come_down(city: &Stage, county: &Stage) {
    let above = city.sign_in("su.mingyuan").await;
    let record = |request_id: String, name: &str| RecordPartyRequest {
        request_id,
        party: Some(Party {
            party_id: "p-from-above".to_owned(),
            name: name.to_owned(),
            kind: PartyKind::Organisation.into(),
            identity_code: "91350604MA8UAD015B".to_owned(),
            representative: "周明".to_owned(),
            address: "漳州市龙海区".to_owned(),
            division: COUNTY.to_owned(),
            ..Party::default()
        }),
        valid_from: "2023-11-20".to_owned(),
        ..RecordPartyRequest::default()
    };
    let proposed = above
        .elements()
        .record_party(record(city.request_id(), "漳州市某某商贸有限公司"))
        .await
        .unwrap()
        .into_inner();
    let publish = PublishChangeRequest {
        request_id: city.request_id(),
        change_id: proposed.change_id,
        ..PublishChangeRequest::default()
    };
    let second = city.sign_in("ke.shuwen").await;
    second.changes().publish_change(publish).await.unwrap();
    let below = county.sign_in("su.mingyuan").await;
    let known = testkit::eventually("the county knows the city's element", || async {
        let request = GetPartyRequest {
            party_id: "p-from-above".to_owned(),
            ..GetPartyRequest::default()
        };
        below
            .elements()
            .get_party(request)
            .await
            .ok()?
            .into_inner()
            .party
    })
    .await;
    assert_eq!(known.name, "漳州市某某商贸有限公司");
    let refused = said(
        below
            .elements()
            .record_party(record(county.request_id(), "另一名称"))
            .await,
    );
    assert_eq!(
        (refused.code, refused.reason.as_str()),
        (Code::FailedPrecondition, "MANAGED_ABOVE")
    );
}

/// A city, and a county whose line to it can be cut.
async fn two_deployments() -> (Stage, Stage, Line) {
    let deployment = HeadSigner::generate(&SystemEntropy).unwrap();
    let account = actor::keys::generate().unwrap();

    let mut settings = fresh().await;
    settings.exchange.lower = vec![Lower {
        origin: COUNTY.to_owned(),
        display_name: "漳州市龙海区".to_owned(),
        division: COUNTY.to_owned(),
        account: ACCOUNT.to_owned(),
        public_key_pem: deployment.public_pem().to_owned(),
        ..Lower::default()
    }];
    let city = Stage::with(stories::Shape::OneProcess, MORNING, settings).await;
    let public_key_pem = actor::keys::public_pem(&account).unwrap();
    let principal = ServicePrincipal {
        name: ACCOUNT,
        display_name: "漳州市龙海区",
        public_key_pem: &public_key_pem,
        scopes: &["exchange.receive", "elements.feed"],
        division: COUNTY,
    };
    suite::maintain::service_account(&city.settings, &city.world(), principal)
        .await
        .unwrap();

    let line = Line::to(
        city.address()
            .trim_start_matches("http://")
            .parse()
            .unwrap(),
    )
    .await;
    let mut settings = fresh().await;
    settings.exchange.deployment_key = deployment.to_pem().unwrap().as_str().into();
    settings.exchange.upper = Upper {
        address: line.url(),
        name: CITY.to_owned(),
        division: CITY.to_owned(),
        origin: COUNTY.to_owned(),
        account: ACCOUNT.to_owned(),
        account_key: account.as_str().into(),
        ..Upper::default()
    };
    settings.elements.adopt = adopt::Settings {
        origin: CITY.to_owned(),
        division: COUNTY.to_owned(),
    };
    let county = city.beside(settings).await;
    (city, county, line)
}

/// Waits until the city has received what the county has recorded, and checks that it is the same, event by event.
async fn received(city: &Stage, county: &Stage) {
    for part in [Part::Elements, Part::Cases, Part::Disclosure] {
        testkit::eventually("the city has received it", || async {
            let below = feed_of(part, &county.settings).await;
            let above = received_of(part, &city.settings).await;
            (!below.is_empty() && below == above).then_some(())
        })
        .await;
    }
}

/// Position and hash of every event of a log.
async fn feed_of(part: Part, settings: &Settings) -> Vec<(i64, Vec<u8>)> {
    let mut connection = PgConnection::connect(part.database(settings).url.expose())
        .await
        .unwrap();
    let rows = sqlx::query(
        "select f.position, r.hash from feed f join record r using (event_id) order by f.position",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

async fn received_of(part: Part, settings: &Settings) -> Vec<(i64, Vec<u8>)> {
    let mut connection = PgConnection::connect(Part::Exchange.database(settings).url.expose())
        .await
        .unwrap();
    let rows = sqlx::query(
        "select e.position, hash from received_event e join received_log using (link_id) \
         where origin = $1 and log = $2 order by e.position",
    )
    .bind(COUNTY)
    .bind(part.name())
    .fetch_all(&mut connection)
    .await
    .unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

/// What is counted of the county, by definition.
async fn figures_of(reader: &Client) -> BTreeMap<String, i64> {
    let wanted = [
        "cases.opened",
        "penalties.decided",
        "penalties.served",
        "decisions.published",
        "fines.decided",
    ];
    let request = GetFiguresRequest {
        definition_ids: wanted.map(str::to_owned).into(),
        filter: Some(FigureFilter {
            division: ids::DIVISION_LONGHAI.to_owned(),
            ..FigureFilter::default()
        }),
        grouping: Grouping::Unspecified.into(),
    };
    let answer = reader.analytics().get_figures(request).await.unwrap();
    let figures = answer.into_inner().figures.into_iter();
    figures
        .map(|figure| (figure.definition_id, figure.value))
        .collect()
}

/// The city's portal shows what the county has published, once.
async fn published_above(city: &Stage, count: usize) {
    let public = PublicDisclosureServiceClient::new(city.channel());
    testkit::eventually("the city shows the county's decisions", || async {
        let found = public
            .clone()
            .search_decisions(SearchDecisionsRequest {
                division: COUNTY.to_owned(),
                ..SearchDecisionsRequest::default()
            })
            .await
            .ok()?
            .into_inner();
        (usize::try_from(found.total) == Ok(count)).then_some(())
    })
    .await;
}
