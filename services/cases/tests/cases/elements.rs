//! Elements for tests, told as the element centre tells them: agencies, officers, certificates, parties, items, a law.

use std::sync::{Arc, Mutex};

use contract::elements::v1::element::Body;
use contract::elements::v1::{self as proto, ElementChanged, Registry, TimelineEntry};
use contract::feed::v1::Event;
use feed::{Page, Pages, Source};
use futures::StreamExt as _;
use prost::{Message as _, Name as _};
use refusal::Fault;

pub(crate) const SHIMA: &str = "shima-street";
pub(crate) const MARKET: &str = "longhai-market";
pub(crate) const FIRE: &str = "longhai-fire";
pub(crate) const URBAN: &str = "longhai-urban";
pub(crate) const OTHER: &str = "shaxian-market";

/// A feed of elements that tests speak into.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told(Arc<Mutex<Vec<Event>>>);

impl Told {
    /// Everything the tests refer to.
    pub(crate) fn whole() -> Self {
        let told = Self::default();
        for body in whole() {
            told.tell(body);
        }
        told
    }

    /// Tells that an element holds from 2021-07-15 on.
    pub(crate) fn tell(&self, body: Body) {
        self.tell_from("2021-07-15", body);
    }

    /// Tells that an element holds from a day on, and nothing before.
    pub(crate) fn tell_from(&self, valid_from: &str, body: Body) {
        let (registry, id) = key(&body);
        let timeline = vec![TimelineEntry {
            valid_from: valid_from.to_owned(),
            valid_to: String::new(),
            element: Some(proto::Element { body: Some(body) }),
        }];
        self.change(registry, &id, timeline);
    }

    /// Tells an element's whole timeline.
    pub(crate) fn change(&self, registry: Registry, id: &str, timeline: Vec<TimelineEntry>) {
        let mut events = self.0.lock().unwrap();
        let position = i64::try_from(events.len()).unwrap() + 1;
        let change = ElementChanged {
            registry: registry.into(),
            element_id: id.to_owned(),
            timeline,
            changed_from: "2021-07-15".to_owned(),
            ..ElementChanged::default()
        };
        let mut event = Event {
            position,
            event_id: uuid::Uuid::from_u128(u128::try_from(position).unwrap()).to_string(),
            aggregate_type: "element".to_owned(),
            aggregate_id: format!("{registry:?}/{id}"),
            aggregate_version: position,
            payload: Some(prost_types::Any {
                type_url: ElementChanged::type_url(),
                value: change.encode_to_vec(),
            }),
            record_time: Some(prost_types::Timestamp {
                seconds: 1_700_000_000,
                nanos: 0,
            }),
            actor: "clerk".to_owned(),
            request_id: uuid::Uuid::from_u128(1).to_string(),
            trace_id: String::new(),
            division: "35".to_owned(),
            previous_hash: vec![0; 32],
            hash: Vec::new(),
        };
        event.hash = feed::event_hash(&event).unwrap().to_vec();
        events.push(event);
    }

    /// What has been told.
    pub(crate) fn events(&self) -> Vec<Event> {
        self.0.lock().unwrap().clone()
    }
}

impl Source for Told {
    async fn list(&self, after: i64, limit: i64) -> Result<Page, Fault> {
        let events = self.events();
        let head = i64::try_from(events.len()).unwrap();
        let limit = usize::try_from(limit).unwrap();
        let page = events
            .into_iter()
            .filter(|event| event.position > after)
            .take(limit);
        Ok(Page {
            events: page.collect(),
            head,
        })
    }

    async fn watch(&self, _: i64) -> Result<Pages, Fault> {
        Ok(futures::stream::pending().boxed())
    }
}

fn key(body: &Body) -> (Registry, String) {
    match body {
        Body::Standard(it) => (Registry::Standard, it.standard_id.clone()),
        Body::Agency(it) => (Registry::Agency, it.agency_id.clone()),
        Body::Officer(it) => (Registry::Officer, it.officer_id.clone()),
        Body::Certificate(it) => (Registry::Certificate, it.certificate_id.clone()),
        Body::Posting(it) => (Registry::Posting, it.posting_id.clone()),
        Body::RevenueMapping(it) => (Registry::RevenueMapping, it.revenue_mapping_id.clone()),
        Body::Party(it) => (Registry::Party, it.party_id.clone()),
        Body::Item(it) => (Registry::Item, it.item_id.clone()),
        Body::Law(it) => (Registry::Law, it.law_id.clone()),
        Body::ParameterPack(it) => (Registry::ParameterPack, it.parameter_pack_id.clone()),
        Body::Division(it) => (Registry::Division, it.code.clone()),
        Body::Instrument(it) => (Registry::Instrument, it.instrument_id.clone()),
        Body::Claim(it) => (Registry::Claim, it.claim_id.clone()),
        Body::Feature(it) => (Registry::Feature, it.feature_id.clone()),
        Body::Scene(it) => (Registry::Scene, it.scene_id.clone()),
        Body::Template(it) => (Registry::Template, it.template_id.clone()),
        Body::HolidayCalendar(it) => (Registry::HolidayCalendar, it.holiday_calendar_id.clone()),
        other => unreachable!("no test tells {other:?}"),
    }
}

pub(crate) fn officer(id: &str, name: &str, agency: &str, division: &str) -> proto::Officer {
    proto::Officer {
        officer_id: id.to_owned(),
        name: name.to_owned(),
        agency_id: agency.to_owned(),
        division: division.to_owned(),
        legally_qualified: id == "o-xu",
        ..proto::Officer::default()
    }
}

pub(crate) fn certificate(officer: &str, division: &str, expires: &str) -> proto::Certificate {
    proto::Certificate {
        certificate_id: officer.replacen("o-", "c-", 1),
        officer_id: officer.to_owned(),
        number: format!("闽-{officer}"),
        domains: vec![
            proto::Domain::MarketSupervision.into(),
            proto::Domain::Housing.into(),
            proto::Domain::FireSafety.into(),
        ],
        division: division.to_owned(),
        issue_date: "2021-01-01".to_owned(),
        expiry_date: expires.to_owned(),
        state: proto::CertificateState::Valid.into(),
        ..proto::Certificate::default()
    }
}

pub(crate) fn agency(id: &str, name: &str, division: &str) -> proto::Agency {
    proto::Agency {
        agency_id: id.to_owned(),
        name: name.to_owned(),
        kind: proto::AgencyKind::Statutory.into(),
        division: division.to_owned(),
        domains: vec![proto::Domain::MarketSupervision.into()],
        document_word: document_word(id).to_owned(),
        ..proto::Agency::default()
    }
}

fn document_word(agency_id: &str) -> &'static str {
    match agency_id {
        SHIMA => "龙石街",
        MARKET => "龙市监",
        URBAN => "龙城管",
        FIRE => "龙消",
        _ => "沙市监",
    }
}

pub(crate) fn law() -> proto::Law {
    proto::Law {
        law_id: "law-gas".to_owned(),
        title: "城镇燃气管理条例".to_owned(),
        issuer: "国务院令第583号".to_owned(),
        rank: "行政法规".to_owned(),
        issue_date: "2016-02-06".to_owned(),
        articles: vec![proto::Article {
            number: 28,
            text: "燃气用户应当遵守安全用气规则".to_owned(),
            ..proto::Article::default()
        }],
        ..proto::Law::default()
    }
}

pub(crate) fn penalty_item() -> proto::Item {
    proto::Item {
        item_id: "i-label".to_owned(),
        name: "对销售标识不合格产品的处罚".to_owned(),
        kind: proto::ItemKind::Penalty.into(),
        domain: proto::Domain::MarketSupervision.into(),
        violated: vec![basis(27, 1, 0)],
        basis: vec![basis(54, 0, 2)],
        agency_ids: vec![MARKET.to_owned()],
        fine_cap_fen: 10_000_000,
        person_fine_cap_fen: 1_000_000,
        ..proto::Item::default()
    }
}

fn basis(article: i32, paragraph: i32, item: i32) -> proto::Basis {
    proto::Basis {
        law_id: "law-gas".to_owned(),
        article,
        paragraph,
        item,
        ..proto::Basis::default()
    }
}

/// Under which revenue item an agency's fines are paid.
pub(crate) fn revenue_mapping(agency: &str) -> proto::RevenueMapping {
    proto::RevenueMapping {
        revenue_mapping_id: format!("rev-{agency}"),
        agency_id: agency.to_owned(),
        item_id: String::new(),
        revenue_code: "103050199".to_owned(),
        revenue_name: "一般罚没收入".to_owned(),
        collector_code: "350604001".to_owned(),
    }
}

fn whole() -> Vec<Body> {
    let mut bodies = vec![Body::Law(law()), Body::Item(penalty_item())];
    for (id, name, division) in [
        (SHIMA, "漳州市龙海区石码街道办事处", "350604001"),
        (MARKET, "漳州市龙海区市场监督管理局", "350604"),
        (URBAN, "漳州市龙海区城市管理和综合执法局", "350604"),
        (FIRE, "漳州市龙海区消防救援大队", "350604"),
        (OTHER, "三明市沙县区市场监督管理局", "350405"),
    ] {
        bodies.push(Body::Agency(agency(id, name, division)));
        bodies.push(Body::RevenueMapping(revenue_mapping(id)));
    }
    for (id, name, agency, division) in [
        ("o-lin", "林建国", SHIMA, "350604001"),
        ("o-chen", "陈美华", SHIMA, "350604001"),
        ("o-huang", "黄志强", SHIMA, "350604001"),
        ("o-zheng", "郑海峰", MARKET, "350604"),
        ("o-cai", "蔡雅婷", MARKET, "350604"),
        ("o-wu", "吴文斌", MARKET, "350604"),
        ("o-xu", "许静怡", MARKET, "350604"),
        ("o-guo", "郭立诚", MARKET, "350604"),
        ("o-dai", "戴文祥", MARKET, "350604"),
        ("o-ye", "叶志强", MARKET, "350604"),
        ("o-lan", "蓝秀英", MARKET, "350604"),
        ("o-luo", "罗永强", OTHER, "350405"),
    ] {
        let expires = if id == "o-wu" {
            "2023-06-30"
        } else {
            "2027-12-31"
        };
        bodies.push(Body::Officer(officer(id, name, agency, division)));
        bodies.push(Body::Certificate(certificate(id, division, expires)));
    }
    bodies.push(Body::Party(proto::Party {
        party_id: "p-snack".to_owned(),
        name: "石码某小吃店".to_owned(),
        kind: proto::PartyKind::IndividualBusiness.into(),
        identity_code: "92350604MA7T000145".to_owned(),
        ..proto::Party::default()
    }));
    bodies.push(Body::Party(proto::Party {
        party_id: "p-foods".to_owned(),
        name: "龙海某食品有限公司".to_owned(),
        kind: proto::PartyKind::Organisation.into(),
        identity_code: "91350604MA8UAB126N".to_owned(),
        ..proto::Party::default()
    }));
    // Born on 2005-11-10 and on 1990-01-01.
    for (id, identity_code) in [
        ("p-child", "350604200511100017"),
        ("p-adult", "350604199001010016"),
    ] {
        bodies.push(Body::Party(proto::Party {
            party_id: id.to_owned(),
            name: "张三".to_owned(),
            kind: proto::PartyKind::Person.into(),
            identity_code: identity_code.to_owned(),
            ..proto::Party::default()
        }));
    }
    bodies.push(Body::Item(proto::Item {
        item_id: "i-gas".to_owned(),
        name: "餐饮场所燃气使用安全检查".to_owned(),
        kind: proto::ItemKind::Inspection.into(),
        domain: proto::Domain::Housing.into(),
        violated: vec![basis(28, 0, 0)],
        basis: vec![basis(41, 0, 0)],
        agency_ids: vec![SHIMA.to_owned(), MARKET.to_owned(), URBAN.to_owned()],
        yearly_cap: 4,
        ..proto::Item::default()
    }));
    bodies
}
