//! Cases for tests, told as case handling tells them: a feed that tests speak into, at the instant of their clock.

use std::sync::{Arc, Mutex};

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use clock::{Clock, ManualClock};
use contract::cases::v1::{self as proto, DeadlineState, InspectionKind};
use contract::feed::v1::Event;
use feed::{Page, Pages, Source};
use futures::StreamExt as _;
use prost::Name;
use refusal::Fault;
use uuid::Uuid;

pub(crate) const MARKET: &str = "longhai-market";
pub(crate) const FIRE: &str = "longhai-fire";
pub(crate) const OTHER: &str = "shaxian-market";

/// A feed of cases that tests speak into.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    events: Arc<Mutex<Vec<Event>>>,
    clock: Arc<ManualClock>,
}

/// What a case is opened with; tests change what they are about.
#[derive(Debug, Clone)]
pub(crate) struct Opening {
    pub(crate) id: u128,
    pub(crate) agency: &'static str,
    pub(crate) division: &'static str,
    pub(crate) domain: &'static str,
    pub(crate) party: &'static str,
    pub(crate) party_kind: &'static str,
    pub(crate) expiry: &'static str,
    pub(crate) kind: InspectionKind,
    pub(crate) cap: i32,
}

impl Default for Opening {
    fn default() -> Self {
        Self {
            id: 1,
            agency: MARKET,
            division: "350604",
            domain: "market_supervision",
            party: "p-zhang",
            party_kind: "ORGANISATION",
            expiry: "2029-12-31",
            kind: InspectionKind::Daily,
            cap: 0,
        }
    }
}

/// The id of a case.
pub(crate) fn case_id(id: u128) -> String {
    Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0000 + id).to_string()
}

impl Told {
    pub(crate) fn new(clock: Arc<ManualClock>) -> Self {
        Self {
            events: Arc::default(),
            clock,
        }
    }

    /// Tells an event of a case.
    pub(crate) fn tell<M: Name>(&self, id: u128, message: &M) {
        let mut events = self.events.lock().unwrap();
        let position = i64::try_from(events.len()).unwrap() + 1;
        let version = events
            .iter()
            .filter(|event| event.aggregate_id == case_id(id))
            .count();
        let now = self.clock.now();
        let mut event = Event {
            position,
            event_id: Uuid::from_u128(u128::try_from(position).unwrap()).to_string(),
            aggregate_type: "case".to_owned(),
            aggregate_id: case_id(id),
            aggregate_version: i64::try_from(version).unwrap() + 1,
            payload: Some(prost_types::Any {
                type_url: M::type_url(),
                value: message.encode_to_vec(),
            }),
            record_time: Some(timestamp(now)),
            actor: "account-of-o-zheng".to_owned(),
            request_id: Uuid::from_u128(9_000 + u128::try_from(position).unwrap()).to_string(),
            trace_id: format!("{position:032x}"),
            division: "350604".to_owned(),
            previous_hash: vec![0; 32],
            hash: Vec::new(),
        };
        event.hash = feed::event_hash(&event).unwrap().to_vec();
        events.push(event);
    }

    /// What has been told.
    pub(crate) fn events(&self) -> Vec<Event> {
        self.events.lock().unwrap().clone()
    }

    /// A penalty case is filed; its 90 days begin.
    pub(crate) fn file(&self, opening: &Opening, decision_due: &str) {
        let filed = proto::CaseFiled {
            opening: Some(opened(opening)),
            filed_date: self.today(),
            ..proto::CaseFiled::default()
        };
        self.tell(opening.id, &filed);
        self.arm(opening.id, "DECISION", "作出处罚决定期限", decision_due);
    }

    /// An inspection is opened and its site visited.
    pub(crate) fn inspect(&self, opening: &Opening) {
        let inspection = proto::InspectionOpened {
            opening: Some(opened(opening)),
            kind: opening.kind.into(),
            opened_date: self.today(),
            ..proto::InspectionOpened::default()
        };
        self.tell(opening.id, &inspection);
        self.visit(opening);
    }

    /// A site is visited.
    pub(crate) fn visit(&self, opening: &Opening) {
        let site = proto::SiteRecorded {
            officers: officers(opening.expiry),
            start_time: Some(timestamp(self.clock.now())),
            ..proto::SiteRecorded::default()
        };
        self.tell(opening.id, &site);
    }

    /// A clock is armed today.
    pub(crate) fn arm(&self, id: u128, kind: &str, name: &str, due: &str) {
        self.arm_one(id, (kind, 0), name, due);
    }

    /// A clock about a thing is armed today.
    pub(crate) fn arm_about(&self, id: u128, clock: (&str, i32), due: &str) {
        self.arm_one(id, clock, "查封扣押期限", due);
    }

    fn arm_one(&self, id: u128, (kind, about): (&str, i32), name: &str, due: &str) {
        let deadline = proto::Deadline {
            kind: kind.to_owned(),
            about,
            name: name.to_owned(),
            start_date: self.today(),
            nominal_date: due.to_owned(),
            due_date: due.to_owned(),
            citation: "行政处罚法第六十条".to_owned(),
            length: "九十日".to_owned(),
            ..proto::Deadline::default()
        };
        let armed = proto::DeadlineArmed {
            deadline: Some(deadline),
        };
        self.tell(id, &armed);
    }

    /// A running clock is moved to another last day, or stands still from a day on.
    pub(crate) fn adjust(&self, id: u128, (kind, start): (&str, &str), due: &str, paused: &str) {
        let deadline = proto::Deadline {
            kind: kind.to_owned(),
            name: "作出处罚决定期限".to_owned(),
            start_date: start.to_owned(),
            nominal_date: due.to_owned(),
            due_date: due.to_owned(),
            citation: "行政处罚法第六十条".to_owned(),
            length: "九十日".to_owned(),
            paused_date: paused.to_owned(),
            ..proto::Deadline::default()
        };
        let adjusted = proto::DeadlineAdjusted {
            deadline: Some(deadline),
            why: "鉴定期间不计入".to_owned(),
        };
        self.tell(id, &adjusted);
    }

    /// A clock ends today.
    pub(crate) fn settle(&self, id: u128, kind: &str, state: DeadlineState) {
        self.settle_about(id, (kind, 0), state);
    }

    /// A clock about a thing ends today.
    pub(crate) fn settle_about(&self, id: u128, (kind, about): (&str, i32), state: DeadlineState) {
        let settled = proto::DeadlineSettled {
            kind: kind.to_owned(),
            about,
            state: state.into(),
            settled_date: self.today(),
        };
        self.tell(id, &settled);
    }

    /// The notice is served; the party's days begin.
    pub(crate) fn notice(&self, id: u128, statement_due: &str) {
        let service = proto::Service {
            served_date: self.today(),
            ..proto::Service::default()
        };
        let notice = proto::NoticeServed {
            officers: officers("2029-12-31"),
            service: Some(service),
            ..proto::NoticeServed::default()
        };
        self.tell(id, &notice);
        self.arm(id, "STATEMENT", "陈述申辩期限", statement_due);
    }

    /// An act is entered that a phone recorded off-line, until the obstacle ended.
    pub(crate) fn replay(&self, id: u128, obstacle_ended: &str) {
        let replayed = proto::CommandReplayed {
            receive_time: Some(timestamp(self.clock.now())),
            back_entry: Some(proto::BackEntry {
                reason: proto::OfflineReason::NoNetwork.into(),
                handled_date: obstacle_ended.to_owned(),
                obstacle_ended_date: obstacle_ended.to_owned(),
                late: true,
            }),
            ..proto::CommandReplayed::default()
        };
        self.tell(id, &replayed);
    }

    /// The decision is made.
    pub(crate) fn decide(&self, id: u128) {
        let decided = proto::PenaltyDecided {
            decided_date: self.today(),
            ..proto::PenaltyDecided::default()
        };
        self.tell(id, &decided);
        self.settle(id, "DECISION", DeadlineState::Met);
    }

    fn today(&self) -> String {
        CivilDate::of(self.clock.now()).to_string()
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

fn opened(opening: &Opening) -> proto::CaseOpening {
    proto::CaseOpening {
        case_code: format!("ABCD-{:04}", opening.id),
        agency_id: opening.agency.to_owned(),
        agency_name: "漳州市龙海区市场监督管理局".to_owned(),
        division: opening.division.to_owned(),
        domain: opening.domain.to_owned(),
        party: Some(proto::PartySnapshot {
            party_id: opening.party.to_owned(),
            name: "张记小吃店".to_owned(),
            kind: opening.party_kind.to_owned(),
            ..proto::PartySnapshot::default()
        }),
        items: vec![proto::ItemSnapshot {
            item_id: "i-food".to_owned(),
            name: "食品经营检查".to_owned(),
            yearly_cap: opening.cap,
            ..proto::ItemSnapshot::default()
        }],
        officers: officers(opening.expiry),
        ..proto::CaseOpening::default()
    }
}

fn officers(expiry: &str) -> Vec<proto::OfficerSnapshot> {
    let officer = |id: &str, expiry: &str| proto::OfficerSnapshot {
        officer_id: id.to_owned(),
        name: id.to_owned(),
        certificate_number: "闽E001".to_owned(),
        certificate_expiry: expiry.to_owned(),
    };
    vec![officer("o-zheng", expiry), officer("o-wu", "2029-12-31")]
}

fn timestamp(at: DateTime<Utc>) -> prost_types::Timestamp {
    prost_types::Timestamp {
        seconds: at.timestamp(),
        nanos: 0,
    }
}
