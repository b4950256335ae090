//! Made-up cases on lawful paths.

use chrono::{DateTime, Days, NaiveDate, Utc};
use contract::cases::v1 as proto;
use contract::feed::v1::Event;
use prost::Name;
use uuid::Uuid;

use super::scribe::timestamp;
use super::{Dice, MOST, Scribe};

const DOMAINS: [&str; 8] = [
    "market_supervision",
    "agriculture",
    "housing",
    "transport",
    "medical_insurance",
    "environment",
    "public_security",
    "fire_safety",
];
const PARTY_KINDS: [&str; 3] = ["PERSON", "INDIVIDUAL_BUSINESS", "ORGANISATION"];
/// Cases in hand at once.
const IN_HAND: usize = 2_000;
const AGGREGATE: &str = "case";

/// Events of made-up cases, the same for the same seed, at most [`MOST`]: inspections and penalties of a whole province, many
/// in hand at once, so many events a day from `first` on. Their hashes are good, so that a follower believes them.
pub fn cases(seed: u64, count: usize, a_day: usize, first: NaiveDate) -> Vec<Event> {
    let mut town = Town {
        dice: Dice::new(seed),
        scribe: Scribe::default(),
        events: Vec::new(),
        day: first,
    };
    let mut in_hand: Vec<Hand> = Vec::new();
    let count = count.min(MOST);
    while town.events.len() < count {
        town.day = first + Days::new((town.events.len() / a_day.max(1)) as u64);
        if in_hand.is_empty() || (in_hand.len() < IN_HAND && town.dice.happens(15)) {
            let opened = town.open();
            in_hand.push(opened);
        } else {
            let at = town.dice.below(in_hand.len());
            let hand = in_hand.swap_remove(at);
            if let Some(hand) = town.act(hand) {
                in_hand.push(hand);
            }
        }
    }
    town.events.truncate(count);
    town.events
}

struct Town {
    dice: Dice,
    scribe: Scribe,
    events: Vec<Event>,
    day: NaiveDate,
}

/// A case in hand.
struct Hand {
    id: Uuid,
    division: String,
    step: &'static str,
    inspection: bool,
    fine: i64,
}

impl Town {
    fn now(&self) -> DateTime<Utc> {
        self.day.and_hms_opt(2, 0, 0).unwrap_or_default().and_utc()
    }

    fn tell<E: Name>(&mut self, hand: &Hand, event: &E) {
        let now = self.now();
        let id = hand.id.to_string();
        let event = self
            .scribe
            .write((AGGREGATE, &id), &hand.division, now, event);
        self.events.push(event);
    }

    fn open(&mut self) -> Hand {
        let inspection = self.dice.happens(60);
        let division = self.dice.division();
        let hand = Hand {
            id: self.dice.id(),
            step: if inspection { "OPENED" } else { "FILED" },
            fine: 100 * (1 + i64::from(self.dice.small(5_000))),
            division,
            inspection,
        };
        let opening = Some(self.opening(&hand));
        let day = self.day.to_string();
        if inspection {
            let opened = proto::InspectionOpened {
                opening,
                kind: proto::InspectionKind::Daily.into(),
                reason: "年度检查计划".to_owned(),
                place: "石码街道新华路1号".to_owned(),
                planned_date: day.clone(),
                opened_date: day,
                ..proto::InspectionOpened::default()
            };
            self.tell(&hand, &opened);
        } else {
            let filed = proto::CaseFiled {
                opening,
                source: "检查发现".to_owned(),
                summary: "未按规定建立进货查验记录".to_owned(),
                act_date: day.clone(),
                found_date: day.clone(),
                filed_date: day,
                fine_cap_fen: 500_000,
                ..proto::CaseFiled::default()
            };
            self.tell(&hand, &filed);
        }
        self.clock(&hand, true);
        hand
    }

    fn opening(&mut self, hand: &Hand) -> proto::CaseOpening {
        let party = self.dice.below(5_000);
        let officer = |number| proto::OfficerSnapshot {
            officer_id: format!("o-{number}"),
            name: "林建国".to_owned(),
            certificate_number: format!("3506{number:08}"),
            certificate_expiry: "2030-12-31".to_owned(),
        };
        proto::CaseOpening {
            case_code: format!("{:016X}0", self.dice.any()),
            agency_id: format!("a-{}", hand.division),
            agency_name: "综合行政执法机关".to_owned(),
            division: hand.division.clone(),
            domain: (*self.dice.one(&DOMAINS)).to_owned(),
            party: Some(proto::PartySnapshot {
                party_id: format!("p-{party}"),
                name: "某某小吃店".to_owned(),
                kind: PARTY_KINDS[party % PARTY_KINDS.len()].to_owned(),
                masked_identity_code: "92350**********12X".to_owned(),
                credit_code: String::new(),
                minor: false,
            }),
            items: vec![proto::ItemSnapshot {
                item_id: "i-purchase-records".to_owned(),
                name: "对未建立进货查验记录制度的处罚".to_owned(),
                ..proto::ItemSnapshot::default()
            }],
            officers: vec![officer(1), officer(2)],
            bound_versions: vec!["law-penalty@2021-07-15".to_owned()],
            back_entry: self.dice.happens(6).then(|| proto::BackEntry {
                reason: proto::OfflineReason::NoNetwork.into(),
                handled_date: self.day.to_string(),
                obstacle_ended_date: self.day.to_string(),
                late: false,
            }),
            ..proto::CaseOpening::default()
        }
    }

    /// What no figure counts stands between what they count.
    fn clock(&mut self, hand: &Hand, armed: bool) {
        let day = self.day.to_string();
        if armed {
            let deadline = Some(proto::Deadline {
                kind: "DECISION".to_owned(),
                start_date: day.clone(),
                nominal_date: day.clone(),
                due_date: day,
                ..proto::Deadline::default()
            });
            self.tell(hand, &proto::DeadlineArmed { deadline });
        } else {
            let settled = proto::DeadlineSettled {
                kind: "DECISION".to_owned(),
                state: proto::DeadlineState::Met.into(),
                settled_date: day,
                ..proto::DeadlineSettled::default()
            };
            self.tell(hand, &settled);
        }
    }

    /// Takes a case one act further; none: nothing more is told of it.
    fn act(&mut self, hand: Hand) -> Option<Hand> {
        let step = if hand.inspection {
            self.inspect(&hand)
        } else {
            self.punish(&hand)
        };
        if self.dice.happens(30) {
            let armed = self.dice.happens(50);
            self.clock(&hand, armed);
        }
        if let Some(step) = step {
            return Some(Hand { step, ..hand });
        }
        self.scribe.forget(&hand.id.to_string());
        None
    }

    fn inspect(&mut self, hand: &Hand) -> Option<&'static str> {
        let day = self.day.to_string();
        let now = Some(timestamp(self.now()));
        Some(match hand.step {
            "OPENED" => {
                let finding = proto::Finding {
                    number: 1,
                    description: "未建立进货查验记录".to_owned(),
                    ..proto::Finding::default()
                };
                let found = self.dice.happens(55);
                let site = proto::SiteRecorded {
                    start_time: now,
                    end_time: now,
                    findings: if found { vec![finding] } else { Vec::new() },
                    ..proto::SiteRecorded::default()
                };
                self.tell(hand, &site);
                if found { "RECORDED" } else { "CLEAN" }
            }
            "RECORDED" => {
                let ordered = proto::RectificationOrdered {
                    requirement: "建立进货查验记录制度".to_owned(),
                    due_date: day.clone(),
                    ordered_date: day,
                    ..proto::RectificationOrdered::default()
                };
                self.tell(hand, &ordered);
                "ORDERED"
            }
            "ORDERED" => {
                let service = Some(served(&day));
                self.tell(
                    hand,
                    &proto::OrderServed {
                        service,
                        ..proto::OrderServed::default()
                    },
                );
                "SERVED"
            }
            "SERVED" => {
                let all_corrected = self.dice.happens(70);
                let revisit = proto::RevisitRecorded {
                    visit_time: now,
                    all_corrected,
                    ..proto::RevisitRecorded::default()
                };
                self.tell(hand, &revisit);
                if all_corrected { "CORRECTED" } else { "SERVED" }
            }
            _ => {
                let closed = proto::InspectionClosed {
                    conclusion: "已改正".to_owned(),
                    closed_date: day,
                    recorded_by: "o-1".to_owned(),
                    ..proto::InspectionClosed::default()
                };
                self.tell(hand, &closed);
                return None;
            }
        })
    }

    fn punish(&mut self, hand: &Hand) -> Option<&'static str> {
        let day = self.day.to_string();
        let decided = ["DECIDED", "SERVED", "PAID"].contains(&hand.step);
        if hand.step == "CLOSED" || (decided && self.dice.happens(4)) {
            self.revoke(hand, day);
            return None;
        }
        Some(match hand.step {
            "FILED" => {
                self.tell(hand, &proto::EvidenceRecorded::default());
                let concluded = proto::InquiryConcluded {
                    facts: "当事人未建立进货查验记录制度".to_owned(),
                    proposed_fine_fen: hand.fine,
                    concluded_date: day,
                    ..proto::InquiryConcluded::default()
                };
                self.tell(hand, &concluded);
                "CONCLUDED"
            }
            "CONCLUDED" => {
                let passed = self.dice.happens(90);
                let opinion = if passed {
                    proto::ReviewOpinion::Passed
                } else {
                    proto::ReviewOpinion::Returned
                };
                let review = proto::LegalityReviewed {
                    opinion: opinion.into(),
                    reviewed_date: day,
                    ..proto::LegalityReviewed::default()
                };
                self.tell(hand, &review);
                if passed { "REVIEWED" } else { "FILED" }
            }
            "REVIEWED" => {
                let notice = proto::NoticeServed {
                    fine_fen: hand.fine,
                    service: Some(served(&day)),
                    ..proto::NoticeServed::default()
                };
                self.tell(hand, &notice);
                "NOTICED"
            }
            "NOTICED" => {
                let waived = proto::StatementWaived {
                    waived_date: day,
                    ..proto::StatementWaived::default()
                };
                self.tell(hand, &waived);
                "HEARD"
            }
            "HEARD" => {
                let decided = proto::PenaltyDecided {
                    fine_fen: hand.fine,
                    decided_date: day,
                    ..proto::PenaltyDecided::default()
                };
                self.tell(hand, &decided);
                "DECIDED"
            }
            "DECIDED" => {
                let service = Some(served(&day));
                self.tell(
                    hand,
                    &proto::DecisionServed {
                        service,
                        ..proto::DecisionServed::default()
                    },
                );
                "SERVED"
            }
            "SERVED" => {
                let whole = self.dice.happens(70);
                let paid = proto::PaymentRecorded {
                    amount_fen: if whole { hand.fine } else { 100 },
                    paid_date: day,
                    paid_in_full: whole,
                    ..proto::PaymentRecorded::default()
                };
                self.tell(hand, &paid);
                if whole { "PAID" } else { "SERVED" }
            }
            _ => {
                let closed = proto::CaseClosed {
                    conclusion: "执行完毕".to_owned(),
                    closed_date: day,
                    recorded_by: "o-1".to_owned(),
                };
                self.tell(hand, &closed);
                if !self.dice.happens(10) {
                    return None;
                }
                "CLOSED"
            }
        })
    }

    fn revoke(&mut self, hand: &Hand, day: String) {
        let effects = [
            proto::RevocationEffect::Revoked,
            proto::RevocationEffect::Changed,
            proto::RevocationEffect::DeclaredIllegal,
            proto::RevocationEffect::DeclaredVoid,
        ];
        let revoked = proto::DecisionRevoked {
            effect: (*self.dice.one(&effects)).into(),
            ground: proto::RevocationGround::Reconsideration.into(),
            revoked_date: day,
            ..proto::DecisionRevoked::default()
        };
        self.tell(hand, &revoked);
    }
}

fn served(day: &str) -> proto::Service {
    proto::Service {
        manner: proto::ServiceManner::Direct.into(),
        served_date: day.to_owned(),
        receiver: "林建国".to_owned(),
        remarks: String::new(),
    }
}
