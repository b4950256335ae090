//! Two agencies, their people, and leads on their way between them.

use std::collections::BTreeSet;
use std::sync::Arc;

use calendar::{Calendar, CivilDate};
use cases_domain::{
    Agency, Caller, CaseId, Certificate, Clock, Domain, LeadId, Officer, Person, Standing,
};
use chrono::{DateTime, Utc};
use leads_domain::{
    Act, Event, Facts, Feedback, Finding, Geo, Intake, Kind, Lead, Report, Right, Source, Step,
    Urgency, Verify, decide, evolve,
};
use refusal::Refusal;
use uuid::Uuid;

pub(crate) const MARKET: &str = "a-market";
pub(crate) const FARM: &str = "a-farm";

pub(crate) fn day(text: &str) -> CivilDate {
    CivilDate::parse(text).unwrap()
}

pub(crate) fn agency(id: &str) -> Agency {
    let name = if id == MARKET {
        "龙海区市场监督管理局"
    } else {
        "龙海区农业农村局"
    };
    Agency {
        id: id.into(),
        name: name.to_owned(),
        division: "350604".into(),
    }
}

pub(crate) fn officer(id: &str) -> Officer {
    let agency = if id.starts_with("o-f") { FARM } else { MARKET };
    Officer {
        id: id.into(),
        name: id.to_owned(),
        agency: agency.into(),
        postings: BTreeSet::new(),
        principal: None,
        legally_qualified: false,
        certificates: vec![Certificate {
            number: format!("闽-{id}"),
            domains: BTreeSet::from([Domain::MarketSupervision, Domain::Agriculture]),
            division: "350604".into(),
            issued: day("2021-07-15"),
            expires: day("2030-12-31"),
            standing: Standing::Good,
        }],
    }
}

/// A person of an agency with every right, known as an officer.
pub(crate) fn person(id: &str) -> Person {
    let officer = officer(id);
    Person {
        officer_id: Some(id.into()),
        agencies: BTreeSet::from([officer.agency.clone()]),
        officer: Some(officer),
        rights: BTreeSet::new(),
    }
}

/// Somebody who acts, with what has been told of the world on a day.
pub(crate) fn facts<'a>(
    by: &str,
    act: &Act,
    at: DateTime<Utc>,
    calendar: &'a Calendar,
    into: Option<&'a Lead>,
) -> Facts<'a> {
    let clock = matches!(act.kind(), Kind::PassDeadline | Kind::RecountDeadline);
    Facts {
        now: at,
        calendar,
        parameters: Arc::default(),
        caller: if clock {
            Caller::Clock
        } else {
            Caller::Person(Box::new(person(by)))
        },
        rights: Right::ALL.into_iter().collect(),
        intake: Intake::Officer,
        agency: act.agency().map(|id| agency(id.as_str())),
        officers: act
            .officers()
            .iter()
            .map(|id| Some(officer(id.as_str())))
            .collect(),
        into,
        transfer_reply_days: 5,
    }
}

/// A lead with its history.
#[derive(Clone)]
pub(crate) struct Story {
    pub(crate) lead: Option<Lead>,
    pub(crate) history: Vec<Event>,
    pub(crate) now: DateTime<Utc>,
    pub(crate) calendar: Calendar,
    pub(crate) into: Option<Lead>,
}

impl Story {
    pub(crate) fn new() -> Self {
        Self {
            lead: None,
            history: Vec::new(),
            now: "2026-03-02T09:00:00+08:00".parse().unwrap(),
            calendar: Calendar::state_council(),
            into: Some(other()),
        }
    }

    pub(crate) fn lead(&self) -> &Lead {
        self.lead.as_ref().unwrap()
    }

    pub(crate) fn on(&mut self, day: &str) -> &mut Self {
        self.now = format!("{day}T09:00:00+08:00").parse().unwrap();
        self
    }

    pub(crate) fn attempt(&mut self, by: &str, act: &Act) -> Result<Vec<Event>, Refusal> {
        let facts = facts(by, act, self.now, &self.calendar, self.into.as_ref());
        let events = decide(self.lead.as_ref(), act, &facts)?;
        for event in &events {
            self.lead = Some(evolve(self.lead.take(), event).unwrap());
        }
        self.history.extend(events.clone());
        Ok(events)
    }

    pub(crate) fn act(&mut self, by: &str, act: &Act) -> &mut Self {
        if let Err(refusal) = self.attempt(by, act) {
            panic!("{by} {act:?}: {}", refusal.zh());
        }
        self
    }
}

pub(crate) fn lead_id(n: u128) -> LeadId {
    LeadId(Uuid::from_u128(n))
}

pub(crate) fn case_id() -> CaseId {
    CaseId(Uuid::from_u128(77))
}

pub(crate) fn report(source: Source, feedback_wanted: bool) -> Act {
    Act::Report {
        id: lead_id(1),
        report: Box::new(Report {
            source,
            source_number: "FJ12345-0001".to_owned(),
            reported_by: "hotline".to_owned(),
            received_on: day("2026-03-02"),
            division: "350604001".into(),
            place: "石码街道紫光路12号".to_owned(),
            geo: Some(Geo {
                latitude_e6: 24_446_000,
                longitude_e6: 117_814_000,
            }),
            content: "餐馆使用过期食品".to_owned(),
            suspect: "某餐馆".to_owned(),
            party: None,
            urgency: Urgency::Normal,
            feedback_wanted,
        }),
        agency: MARKET.into(),
        domain: Some(Domain::MarketSupervision),
    }
}

/// Another lead of the same agency, which is being handled.
pub(crate) fn other() -> Lead {
    let mut story = Story {
        lead: None,
        history: Vec::new(),
        now: "2026-03-02T09:00:00+08:00".parse().unwrap(),
        calendar: Calendar::state_council(),
        into: None,
    };
    story.act("o-lin", &report(Source::Patrol, false));
    let mut lead = story.lead.unwrap();
    lead.id = lead_id(2);
    lead
}

pub(crate) fn text(words: &str) -> String {
    words.to_owned()
}

pub(crate) fn verify(by_second: &str, finding: Finding) -> Act {
    Act::Verify(Verify {
        co_officer: Some(by_second.into()),
        finding,
        facts: text("现场核实"),
    })
}

pub(crate) fn assign(first: &str, second: &str) -> Act {
    Act::Assign {
        officers: [first.into(), second.into()],
    }
}

pub(crate) fn transfer(to: &str, designation: &str) -> Act {
    Act::Transfer {
        to: to.into(),
        reasons: text("属于农业领域"),
        designation: text(designation),
    }
}

/// One act of every kind, as it passes where the step lets it.
pub(crate) fn one_of(kind: Kind, lead: Option<&Lead>) -> Act {
    let reasons = || text("理由");
    let holder = lead.map_or(MARKET, |lead| lead.agency.id.as_str());
    let (first, second) = team_of(holder);
    let elsewhere = if holder == MARKET { FARM } else { MARKET };
    match kind {
        Kind::Report => report(Source::Hotline, true),
        Kind::Accept => Act::Accept {
            domain: None,
            remarks: String::new(),
        },
        Kind::Decline => Act::Decline {
            reasons: reasons(),
            belongs_to: text("人民法院"),
        },
        Kind::Merge => Act::Merge {
            into: lead_id(2),
            reasons: reasons(),
        },
        Kind::LinkDuplicate => Act::LinkDuplicate {
            duplicate: lead_id(3),
        },
        Kind::Assign => assign(first, second),
        Kind::Extend => Act::Extend { reasons: reasons() },
        Kind::Verify => verify(second, Finding::Suspected),
        Kind::ProposeRefusal => Act::ProposeRefusal { reasons: reasons() },
        Kind::ApproveRefusal => Act::ApproveRefusal {
            opinion: text("同意"),
        },
        Kind::RejectRefusal => Act::RejectRefusal { reasons: reasons() },
        Kind::ConvertToInspection => Act::ConvertToInspection {
            case_id: case_id(),
            agency: holder.into(),
        },
        Kind::ConvertToCase => Act::ConvertToCase {
            case_id: case_id(),
            agency: holder.into(),
            procedure: text("ORDINARY_PENALTY"),
        },
        Kind::Transfer => transfer(elsewhere, ""),
        Kind::AcceptTransfer => Act::AcceptTransfer {
            domain: Some(Domain::Agriculture),
        },
        Kind::RefuseTransfer => Act::RefuseTransfer { reasons: reasons() },
        Kind::WithdrawTransfer => Act::WithdrawTransfer { reasons: reasons() },
        Kind::GiveFeedback => Act::GiveFeedback(Feedback {
            to: text("王先生"),
            manner: text("电话"),
            content: text("已立案查处"),
        }),
        Kind::PassDeadline => Act::PassDeadline(clock()),
        Kind::RecountDeadline => Act::RecountDeadline(clock()),
    }
}

pub(crate) fn clock() -> Clock {
    cases_domain::DeadlineKind::ClueCheck.into()
}

pub(crate) fn team_of(agency: &str) -> (&'static str, &'static str) {
    if agency == MARKET {
        ("o-lin", "o-chen")
    } else {
        ("o-fang", "o-fu")
    }
}

/// Who does an act of a kind: of the agency on whose side it is.
pub(crate) fn doer(kind: Kind, lead: Option<&Lead>) -> &'static str {
    let Some(lead) = lead else { return "o-lin" };
    let receives = kind.side() == leads_domain::Side::Receiver;
    let agency = match lead.pending_transfer() {
        Some(transfer) if receives => &transfer.to,
        _ => &lead.agency,
    };
    let leader = matches!(
        kind,
        Kind::ApproveRefusal | Kind::RejectRefusal | Kind::Extend
    );
    match (agency.id.as_str() == MARKET, leader) {
        (true, true) => "o-wu",
        (true, false) => "o-lin",
        (false, true) => "o-feng",
        (false, false) => "o-fang",
    }
}

/// A lead at a step.
pub(crate) fn at(step: Step, feedback_wanted: bool) -> Story {
    let mut story = Story::new();
    let source = if feedback_wanted {
        Source::Hotline
    } else {
        Source::Media
    };
    story.act("o-lin", &report(source, feedback_wanted));
    let path: &[Kind] = match step {
        Step::Registered => &[],
        Step::Accepted => &[Kind::Accept],
        Step::Verifying => &[Kind::Accept, Kind::Assign],
        Step::Verified => &[Kind::Accept, Kind::Assign, Kind::Verify],
        Step::RefusalProposed => &[
            Kind::Accept,
            Kind::Assign,
            Kind::Verify,
            Kind::ProposeRefusal,
        ],
        Step::Transferring => &[Kind::Transfer],
        Step::Returned => &[Kind::Transfer, Kind::RefuseTransfer],
        Step::Ended if feedback_wanted => &[Kind::Decline, Kind::GiveFeedback],
        Step::AwaitingFeedback | Step::Ended => &[Kind::Decline],
    };
    for kind in path {
        let act = one_of(*kind, story.lead.as_ref());
        let by = doer(*kind, story.lead.as_ref());
        story.act(by, &act);
    }
    story
}
