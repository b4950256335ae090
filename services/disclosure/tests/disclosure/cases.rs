//! Cases for tests, told as the record of cases tells them.

use std::sync::{Arc, Mutex};

use contract::cases::v1 as proto;
use contract::feed::v1::Event;
use feed::{Page, Pages, Source};
use futures::StreamExt as _;
use prost::{Message, Name};
use refusal::Fault;
use uuid::Uuid;

/// A feed that tests speak into.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told(Arc<Mutex<Vec<Event>>>);

impl Told {
    /// Tells an event of a case on a day.
    pub(crate) fn tell<E: Message + Name>(&self, case_id: Uuid, on: &str, event: &E) {
        let mut events = self.0.lock().unwrap();
        let position = i64::try_from(events.len()).unwrap() + 1;
        let at: chrono::DateTime<chrono::Utc> = format!("{on}T09:00:00+08:00").parse().unwrap();
        let mut told = Event {
            position,
            event_id: Uuid::from_u128(u128::try_from(position).unwrap()).to_string(),
            aggregate_type: "case".to_owned(),
            aggregate_id: case_id.to_string(),
            aggregate_version: position,
            payload: Some(prost_types::Any {
                type_url: E::type_url(),
                value: event.encode_to_vec(),
            }),
            record_time: Some(prost_types::Timestamp {
                seconds: at.timestamp(),
                nanos: 0,
            }),
            actor: "account-of-o-lin".to_owned(),
            request_id: Uuid::from_u128(7).to_string(),
            trace_id: "0af7651916cd43dd8448eb211c80319c".to_owned(),
            division: "350604".to_owned(),
            previous_hash: vec![0; 32],
            hash: Vec::new(),
        };
        told.hash = feed::event_hash(&told).unwrap().to_vec();
        events.push(told);
    }
}

impl Source for Told {
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

/// A case as a test wants it.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) id: Uuid,
    pub(crate) code: String,
    pub(crate) party: proto::PartySnapshot,
    pub(crate) agency: &'static str,
    pub(crate) division: &'static str,
    pub(crate) domain: &'static str,
    pub(crate) facts: String,
    pub(crate) fine_fen: i64,
    pub(crate) number: String,
    pub(crate) decided: &'static str,
    pub(crate) receiver: String,
}

/// The firm's credit code.
pub(crate) const CREDIT_CODE: &str = "91350604MA8UAB126N";

/// An ordinary penalty against a firm, number `n`.
pub(crate) fn penalty(n: u8) -> Case {
    Case {
        id: Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 + u128::from(n)),
        code: cases_domain::CaseCode::from_random([n, 1, 2, 3, 4, 5, 6, 7, 8, 9]).to_string(),
        party: proto::PartySnapshot {
            party_id: format!("p-{n}"),
            name: format!("龙海区福源{n}餐饮店"),
            kind: "INDIVIDUAL_BUSINESS".to_owned(),
            masked_identity_code: "9235**********126N".to_owned(),
            minor: false,
            credit_code: CREDIT_CODE.to_owned(),
        },
        agency: "longhai-market",
        division: "350604",
        domain: "market_supervision",
        facts: "当事人在石码街道解放西路23号经营过期食品，电话13800138000".to_owned(),
        fine_fen: 300_000,
        number: format!("龙市监罚〔2026〕{n}号"),
        decided: "2026-03-02",
        receiver: "陈小明".to_owned(),
    }
}

impl Case {
    pub(crate) fn person(mut self, name: &str) -> Self {
        name.clone_into(&mut self.party.name);
        "PERSON".clone_into(&mut self.party.kind);
        "3506**********0016".clone_into(&mut self.party.masked_identity_code);
        self.party.credit_code.clear();
        self
    }

    fn opening(&self) -> proto::CaseOpening {
        proto::CaseOpening {
            case_code: self.code.clone(),
            agency_id: self.agency.to_owned(),
            agency_name: "龙海区市场监督管理局".to_owned(),
            division: self.division.to_owned(),
            domain: self.domain.to_owned(),
            party: Some(self.party.clone()),
            items: vec![proto::ItemSnapshot {
                item_id: "i-1".to_owned(),
                name: "对经营超过保质期食品的处罚".to_owned(),
                violated: vec!["食品安全法第三十四条".to_owned()],
                basis: vec!["食品安全法第一百二十四条".to_owned()],
                domain: self.domain.to_owned(),
                ..proto::ItemSnapshot::default()
            }],
            officers: vec![proto::OfficerSnapshot {
                officer_id: "o-zheng".to_owned(),
                name: "郑卫民".to_owned(),
                certificate_number: "闽060012345".to_owned(),
                ..proto::OfficerSnapshot::default()
            }],
            ..proto::CaseOpening::default()
        }
    }

    /// Tells it as far as the decision.
    pub(crate) fn decide(&self, told: &Told) {
        let filed = proto::CaseFiled {
            opening: Some(self.opening()),
            summary: "简要案情".to_owned(),
            ..proto::CaseFiled::default()
        };
        told.tell(self.id, self.decided, &filed);
        let address = proto::ServiceAddressConfirmed {
            email: "fuyuan@example.com".to_owned(),
            postal_address: "榜山镇北溪头社区甲八八".to_owned(),
            electronic_consent: true,
            ..proto::ServiceAddressConfirmed::default()
        };
        told.tell(self.id, self.decided, &address);
        let concluded = proto::InquiryConcluded {
            facts: self.facts.clone(),
            ..proto::InquiryConcluded::default()
        };
        told.tell(self.id, self.decided, &concluded);
        self.decide_anew(told);
    }

    /// Tells a decision of a case that is told of already.
    pub(crate) fn decide_anew(&self, told: &Told) {
        let decided = proto::PenaltyDecided {
            fine_fen: self.fine_fen,
            correction_order: "停止经营过期食品".to_owned(),
            decided_date: self.decided.to_owned(),
            document_number: self.number.clone(),
            ..proto::PenaltyDecided::default()
        };
        told.tell(self.id, self.decided, &decided);
    }

    /// Tells that the decision was served.
    pub(crate) fn serve(&self, told: &Told, on: &str) {
        let served = proto::DecisionServed {
            service: Some(proto::Service {
                served_date: on.to_owned(),
                receiver: self.receiver.clone(),
                ..proto::Service::default()
            }),
            ..proto::DecisionServed::default()
        };
        told.tell(self.id, on, &served);
    }

    /// Tells it from filing to service.
    pub(crate) fn whole(&self, told: &Told) {
        self.decide(told);
        self.serve(told, "2026-03-03");
    }

    /// Tells that the agency has changed it: half of the fine, and the goods.
    pub(crate) fn change(&self, told: &Told, on: &str) {
        let sanction = |kind: proto::SanctionKind, amount_fen, object: &str| proto::Sanction {
            kind: kind.into(),
            amount_fen,
            object: object.to_owned(),
            ..proto::Sanction::default()
        };
        let changed = proto::DecisionRevoked {
            effect: proto::RevocationEffect::Changed.into(),
            ground: proto::RevocationGround::SelfCorrection.into(),
            reasons: "罚款数额不当".to_owned(),
            revoked_date: on.to_owned(),
            document_number: "龙市监纠〔2026〕1号".to_owned(),
            changed: Some(proto::Disposal {
                ruling: proto::Ruling::Punished.into(),
                sanctions: vec![
                    sanction(proto::SanctionKind::Fine, self.fine_fen / 2, ""),
                    sanction(proto::SanctionKind::GoodsConfiscation, 0, "过期饼干三箱"),
                ],
                ..proto::Disposal::default()
            }),
            ..proto::DecisionRevoked::default()
        };
        told.tell(self.id, on, &changed);
    }

    /// Tells that it no longer stands.
    pub(crate) fn revoke(&self, told: &Told, on: &str) {
        let revoked = proto::DecisionRevoked {
            effect: proto::RevocationEffect::Revoked.into(),
            ground: proto::RevocationGround::Reconsideration.into(),
            instrument: "龙政复决〔2026〕3号".to_owned(),
            reasons: "主要证据不足，联系电话13800138000".to_owned(),
            revoked_date: on.to_owned(),
            ..proto::DecisionRevoked::default()
        };
        told.tell(self.id, on, &revoked);
    }

    /// Tells an inspection of the same party, with or without a visit.
    pub(crate) fn inspect(&self, told: &Told, on_site: bool) {
        let opened = proto::InspectionOpened {
            opening: Some(self.opening()),
            place: "石码街道紫云路甲区".to_owned(),
            ..proto::InspectionOpened::default()
        };
        told.tell(self.id, self.decided, &opened);
        if on_site {
            let site = proto::SiteRecorded {
                findings: vec![proto::Finding {
                    number: 1,
                    description: self.facts.clone(),
                    ..proto::Finding::default()
                }],
                signature: Some(proto::Signature {
                    signer: self.receiver.clone(),
                    ..proto::Signature::default()
                }),
                ..proto::SiteRecorded::default()
            };
            told.tell(self.id, self.decided, &site);
        }
        let closed = proto::InspectionClosed {
            conclusion: "已改正".to_owned(),
            closed_date: self.decided.to_owned(),
            ..proto::InspectionClosed::default()
        };
        told.tell(self.id, self.decided, &closed);
    }
}
