//! A publication: what has been told of it, and what it is therefore. The one fold of its events, own and received alike.

use calendar::CivilDate;
use contract::disclosure::v1::{
    DecisionExpired, DecisionPublished, DecisionReleased, DecisionWithdrawn, DecisionWithheld,
    PublicDecision, PublicationKind, PublicationState,
};
use contract::feed::v1::Event;
use feed::{Batch, Chain, Hash};
use prost::{Message, Name};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Kind of the aggregate in the record.
pub const AGGREGATE: &str = "publication";

/// Reason of a decision that stopped standing before it was published.
pub const REVOKED: &str = "REVOKED";

/// A publication as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Publication {
    /// Its id; the permanent address ends with it.
    pub id: Uuid,
    /// Order of arrival; 0 before it is kept.
    pub serial: i64,
    /// The case.
    pub case_id: Uuid,
    /// Deployment that publishes; empty: this one.
    pub origin: String,
    /// Kind.
    pub kind: PublicationKind,
    /// State.
    pub state: State,
    /// Version after its newest event; 0: nothing told yet.
    pub version: i64,
    /// Hash of its newest event.
    pub head: Hash,
    /// Agency.
    pub agency_id: String,
    /// Division.
    pub division: String,
    /// Line.
    pub domain: String,
    /// What the public sees, or would see.
    pub decision: PublicDecision,
    /// Dates, rules, reasons.
    pub body: Body,
}

/// States, as the database names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// 待公示.
    Pending,
    /// 公示中.
    Published,
    /// 不予公示.
    Withheld,
    /// 已撤回.
    Withdrawn,
    /// 公示期满.
    Expired,
}

/// Dates, rules, reasons.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Body {
    /// Last day for publishing.
    pub due: Option<CivilDate>,
    /// Day on which it is to be published.
    pub publish_on: Option<CivilDate>,
    /// Day of publication.
    pub published: Option<CivilDate>,
    /// Last day of display.
    pub until: Option<CivilDate>,
    /// Rule that gave limit and window, or article that forbids.
    pub citation: String,
    /// Version of the rules.
    pub rules_version: String,
    /// Stable reason of withholding.
    pub reason: String,
    /// The same in Chinese.
    pub reason_text: String,
    /// Whether the rules withhold it, and not the agency.
    pub by_rule: bool,
    /// Day of withholding.
    pub withheld: Option<CivilDate>,
    /// Reasons of withdrawal, masked.
    pub withdrawal_reasons: String,
    /// Day of withdrawal.
    pub withdrawn: Option<CivilDate>,
    /// Article of withdrawal.
    pub withdrawal_citation: String,
    /// Decisions of the same case that stood before this one and have fallen, by number and day.
    pub fallen: Vec<String>,
}

/// Something told of a publication.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// 已公示.
    Published(Box<DecisionPublished>),
    /// 不予公示.
    Withheld(DecisionWithheld),
    /// 已恢复公示程序.
    Released(DecisionReleased),
    /// 已撤回.
    Withdrawn(DecisionWithdrawn),
    /// 公示期满.
    Expired(DecisionExpired),
}

impl State {
    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Published => "PUBLISHED",
            Self::Withheld => "WITHHELD",
            Self::Withdrawn => "WITHDRAWN",
            Self::Expired => "EXPIRED",
        }
    }

    /// The state of that name.
    pub fn named(name: &str) -> Option<Self> {
        [
            Self::Pending,
            Self::Published,
            Self::Withheld,
            Self::Withdrawn,
            Self::Expired,
        ]
        .into_iter()
        .find(|state| state.name() == name)
    }

    /// As the contract has it.
    pub const fn wire(self) -> PublicationState {
        match self {
            Self::Pending => PublicationState::Pending,
            Self::Published => PublicationState::Published,
            Self::Withheld => PublicationState::Withheld,
            Self::Withdrawn => PublicationState::Withdrawn,
            Self::Expired => PublicationState::Expired,
        }
    }
}

impl Publication {
    /// A publication of which nothing has been told yet.
    pub fn pending(case_id: Uuid, kind: PublicationKind) -> Self {
        Self {
            id: id_of(case_id),
            serial: 0,
            case_id,
            origin: String::new(),
            kind,
            state: State::Pending,
            version: 0,
            head: Hash::ZERO,
            agency_id: String::new(),
            division: String::new(),
            domain: String::new(),
            decision: PublicDecision::default(),
            body: Body::default(),
        }
    }

    /// Whether the public sees it on a day.
    pub fn is_shown(&self, today: CivilDate) -> bool {
        self.state == State::Published && self.body.until.is_some_and(|until| until >= today)
    }

    /// Whether it has nothing more to show of this decision: it fell before another took its place, or it is the one that was
    /// withdrawn, or shown long enough.
    pub(crate) fn is_over(&self, decision: &PublicDecision) -> bool {
        self.body.fallen.contains(&named(decision)) || (self.has_ended() && self.is_of(decision))
    }

    /// Whether it shows, or would show, this decision and no other of the case.
    pub(crate) fn is_of(&self, decision: &PublicDecision) -> bool {
        named(&self.decision) == named(decision)
    }

    /// Whether what it was made for has ended.
    pub(crate) fn has_ended(&self) -> bool {
        match self.state {
            State::Withdrawn | State::Expired => true,
            State::Withheld => self.body.reason == REVOKED,
            State::Pending | State::Published => false,
        }
    }

    /// Waits for another decision of the same case, the former having fallen.
    pub(crate) fn begin_anew(&mut self) {
        let mut fallen = std::mem::take(&mut self.body.fallen);
        fallen.push(named(&self.decision));
        self.state = State::Pending;
        self.body = Body {
            fallen,
            ..Body::default()
        };
    }

    /// Takes over what a decision is, masked.
    pub(crate) fn show(&mut self, decision: PublicDecision) {
        self.kind = decision.kind();
        self.agency_id.clone_from(&decision.agency_id);
        self.division.clone_from(&decision.division);
        self.domain.clone_from(&decision.domain);
        self.decision = decision;
    }

    /// Becomes what was told.
    pub fn evolve(&mut self, told: &Told) {
        let day = |text: &str| CivilDate::parse(text).ok();
        match told {
            Told::Published(event) => {
                self.state = State::Published;
                self.show(event.decision.clone().unwrap_or_default());
                self.body = Body {
                    due: day(&event.due_date),
                    publish_on: day(&event.published_date),
                    published: day(&event.published_date),
                    until: day(&event.display_until),
                    citation: event.citation.clone(),
                    rules_version: event.rules_version.clone(),
                    fallen: std::mem::take(&mut self.body.fallen),
                    ..Body::default()
                };
            }
            Told::Withheld(event) => {
                self.state = State::Withheld;
                if self.agency_id.is_empty() {
                    self.kind = event.kind();
                    self.agency_id.clone_from(&event.agency_id);
                }
                self.body.publish_on = None;
                self.body.citation.clone_from(&event.citation);
                self.body.reason.clone_from(&event.reason);
                self.body.reason_text.clone_from(&event.reason_text);
                self.body.by_rule = event.by_rule;
                self.body.withheld = day(&event.withheld_date);
            }
            Told::Released(_) => {
                self.state = State::Pending;
                self.body.reason.clear();
                self.body.reason_text.clear();
                self.body.citation.clear();
                self.body.withheld = None;
                self.body.published = None;
                self.body.until = None;
            }
            Told::Withdrawn(event) => {
                self.state = State::Withdrawn;
                self.body.withdrawal_reasons.clone_from(&event.reasons);
                self.body.withdrawn = day(&event.withdrawn_date);
                self.body.withdrawal_citation.clone_from(&event.citation);
            }
            Told::Expired(_) => self.state = State::Expired,
        }
    }

    /// Tells something: seals it into the publication's chain and becomes it.
    pub(crate) fn tell(&mut self, batch: &mut Batch, event_id: Uuid, told: &Told) {
        let mut chain = Chain::resume(
            AGGREGATE,
            self.id.to_string(),
            self.division.clone(),
            self.version,
            self.head,
        );
        match told {
            Told::Published(event) => batch.seal(&mut chain, event_id, event.as_ref()),
            Told::Withheld(event) => batch.seal(&mut chain, event_id, event),
            Told::Released(event) => batch.seal(&mut chain, event_id, event),
            Told::Withdrawn(event) => batch.seal(&mut chain, event_id, event),
            Told::Expired(event) => batch.seal(&mut chain, event_id, event),
        }
        (self.version, self.head) = (chain.version, chain.head);
        self.evolve(told);
    }
}

impl Told {
    /// Reads an event of the feed; none: of a kind that is not known here.
    pub fn read(event: &Event) -> Result<Option<Self>, prost::DecodeError> {
        let Some(payload) = &event.payload else {
            return Ok(None);
        };
        let name = payload.type_url.rsplit('/').next().unwrap_or_default();
        let bytes = payload.value.as_slice();
        Ok(Some(if name == DecisionPublished::full_name() {
            Self::Published(Box::new(DecisionPublished::decode(bytes)?))
        } else if name == DecisionWithheld::full_name() {
            Self::Withheld(DecisionWithheld::decode(bytes)?)
        } else if name == DecisionReleased::full_name() {
            Self::Released(DecisionReleased::decode(bytes)?)
        } else if name == DecisionWithdrawn::full_name() {
            Self::Withdrawn(DecisionWithdrawn::decode(bytes)?)
        } else if name == DecisionExpired::full_name() {
            Self::Expired(DecisionExpired::decode(bytes)?)
        } else {
            return Ok(None);
        }))
    }

    /// The case it speaks of.
    pub fn case_id(&self) -> &str {
        match self {
            Self::Published(event) => &event.case_id,
            Self::Withheld(event) => &event.case_id,
            Self::Released(event) => &event.case_id,
            Self::Withdrawn(event) => &event.case_id,
            Self::Expired(event) => &event.case_id,
        }
    }
}

/// A decision by its number and day: a case may have several, one after another.
fn named(decision: &PublicDecision) -> String {
    format!("{} {}", decision.document_number, decision.decided_date)
}

/// The publication of a case: an id of its own, the same whenever it is made anew, from which the case's cannot be read.
pub fn id_of(case_id: Uuid) -> Uuid {
    let hash = feed::sm3(&[b"yifa.publication.v1", case_id.as_bytes()]).to_vec();
    let mut bytes = [0_u8; 16];
    for (to, from) in bytes.iter_mut().zip(hash) {
        *to = from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
