//! What disclosure knows of a case: a pure fold of the case's events. It is never shown; [`crate::mask`] makes of it what is.

use std::collections::BTreeSet;

use contract::cases::v1 as cases;
use contract::disclosure::v1::PublicationKind;
use contract::feed::v1::Event;
use prost::{Message, Name};
use serde::{Deserialize, Serialize};

use crate::sanction::Sanction;

/// A case as far as it has come, with everything in it that must not be published.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four facts of a file, each of which may hold by itself"
)]
pub struct Served {
    /// Case id.
    pub case_id: String,
    /// Identity code: the party's key to its case, never published.
    pub case_code: String,
    /// Whether it is a penalty; otherwise an inspection.
    pub penalty: bool,
    /// Whether it is a penalty imposed on the spot: a minor one, which is not published (国办发〔2025〕22号).
    pub on_the_spot: bool,
    /// Agency.
    pub agency_id: String,
    /// Its name.
    pub agency_name: String,
    /// Division that owns the case.
    pub division: String,
    /// Line.
    pub domain: String,
    /// Party.
    pub party: Party,
    /// Items.
    pub items: Vec<Item>,
    /// Step reached, as the contract of cases names it.
    pub step: String,
    /// Facts or findings as the agency wrote them.
    pub facts: Vec<String>,
    /// Whether an inspection has been on site.
    pub on_site: bool,
    /// What was decided or concluded.
    pub result: Option<Outcome>,
    /// Whether the decision has been served; an inspection's result needs no service.
    pub served: bool,
    /// What became of the decision.
    pub revocation: Option<Revocation>,
    /// Number of the order to rectify, if one was issued.
    pub order_number: String,
    /// Addresses, accounts, numbers of certificates: whatever must not occur in a public text.
    pub secrets: BTreeSet<String>,
    /// Names of natural persons other than officers.
    pub persons: BTreeSet<String>,
}

/// The party.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Party {
    /// Name.
    pub name: String,
    /// "PERSON", "INDIVIDUAL_BUSINESS", "ORGANISATION" or "UNREGISTERED".
    pub kind: String,
    /// Unified social credit code of a firm; empty for a natural person.
    pub credit_code: String,
    /// Whether it was a minor.
    pub minor: bool,
}

/// An item of enforcement.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// Name.
    pub name: String,
    /// Articles, those broken first.
    pub basis: Vec<String>,
}

/// What was decided or concluded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Outcome {
    /// Number of the document.
    pub document_number: String,
    /// Fine in fen.
    pub fine_fen: i64,
    /// Sanctions; none: a record from before they were told of by themselves, or an inspection.
    pub sanctions: Vec<Sanction>,
    /// Order to correct, or the conclusion of an inspection.
    pub text: String,
    /// Day (YYYY-MM-DD).
    pub date: String,
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Revocation {
    /// 撤销、变更、确认违法、确认无效.
    pub effect: String,
    /// Through which remedy.
    pub ground: String,
    /// The instrument that says so.
    pub instrument: String,
    /// Reasons.
    pub reasons: String,
    /// Day (YYYY-MM-DD).
    pub date: String,
    /// Whether the decision stands as changed; otherwise it has fallen.
    pub replaced: bool,
}

/// What an event changed for disclosure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Nothing that bears on publication.
    None,
    /// A decision was made.
    Decided,
    /// A decision was served, or an inspection closed: it may be published.
    Publishable,
    /// The decision no longer stands.
    Revoked,
    /// The decision stands as changed, and no longer as it was.
    Changed,
}

/// An event that cannot be read, or does not fit the case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("event {0} of cases cannot be read")]
pub struct Unreadable(pub i64);

impl Served {
    /// Kind of what is published of it.
    pub const fn kind(&self) -> PublicationKind {
        if self.penalty {
            PublicationKind::Penalty
        } else {
            PublicationKind::Inspection
        }
    }

    /// Whether its decision no longer stands, and no other has taken its place.
    pub fn has_fallen(&self) -> bool {
        self.revocation.as_ref().is_some_and(|it| !it.replaced)
    }

    /// Applies an event of the case, the opening one to `Served::default()`.
    pub fn apply(&mut self, event: &Event) -> Result<Turn, Unreadable> {
        let payload = event.payload.as_ref().ok_or(Unreadable(event.position))?;
        let name = payload.type_url.rsplit('/').next().unwrap_or_default();
        let short = name.strip_prefix("yifa.cases.v1.").unwrap_or_default();
        let told = Told {
            position: event.position,
            bytes: &payload.value,
        };
        let turn = match short {
            "InspectionOpened" => self.inspection_opened(told.read()?),
            "CaseFiled" => self.filed(told.read()?),
            "SummaryOpened" => self.summary_opened(told.read()?),
            _ if self.case_id.is_empty() && is_ours(short) => {
                return Err(Unreadable(event.position));
            }
            "SiteRecorded" => self.site(told.read()?),
            "RectificationOrdered" => self.ordered(told.read()?),
            "ServiceAddressConfirmed" => self.address(told.read()?),
            "OrderServed" => self.order_served(told.read()?),
            "RevisitRecorded" => self.revisited(told.read()?),
            "InspectionClosed" => self.inspection_closed(told.read()?),
            "EvidenceRecorded" => self.evidence(told.read()?),
            "InquiryConcluded" => self.concluded(told.read()?),
            "NoticeServed" => self.noticed(told.read()?),
            "StatementWaived" => self.waived(told.read()?),
            "PenaltyDecided" => self.decided(told.read()?),
            "CaseDismissed" => self.dismissed(),
            "DecisionServed" => self.decision_served(told.read()?),
            "DecisionRevoked" => self.revoked(&told.read()?),
            _ => Turn::None,
        };
        let step = course::step_after(&self.step, name, &payload.value);
        if let Some(step) = step.map_err(|_| Unreadable(event.position))? {
            step.clone_into(&mut self.step);
        }
        if self.case_id.is_empty() && is_ours(short) {
            self.case_id.clone_from(&event.aggregate_id);
        }
        Ok(if self.on_the_spot { Turn::None } else { turn })
    }

    fn summary_opened(&mut self, event: cases::SummaryOpened) -> Turn {
        self.open(event.opening);
        self.penalty = true;
        self.on_the_spot = true;
        Turn::None
    }

    fn open(&mut self, opening: Option<cases::CaseOpening>) {
        let opening = opening.unwrap_or_default();
        let party = opening.party.unwrap_or_default();
        self.case_code = opening.case_code;
        self.agency_id = opening.agency_id;
        self.agency_name = opening.agency_name;
        self.division = opening.division;
        self.domain = opening.domain;
        if !matches!(
            party.kind.as_str(),
            "ORGANISATION" | "INDIVIDUAL_BUSINESS" | "UNREGISTERED"
        ) {
            self.persons.insert(party.name.clone());
            self.secrets.insert(party.masked_identity_code.clone());
        }
        self.party = Party {
            name: party.name,
            kind: party.kind,
            credit_code: party.credit_code,
            minor: party.minor,
        };
        self.items = opening.items.into_iter().map(Item::of).collect();
        self.certificates(opening.officers);
    }

    fn certificates(&mut self, officers: Vec<cases::OfficerSnapshot>) {
        let numbers = officers.into_iter().map(|it| it.certificate_number);
        self.secrets
            .extend(numbers.filter(|number| !number.is_empty()));
    }

    fn signature(&mut self, signature: Option<cases::Signature>) {
        let signature = signature.unwrap_or_default();
        self.person(signature.signer);
        self.person(signature.witness);
    }

    /// A value given where a name, or an address, is asked for.
    fn person(&mut self, text: String) {
        if !text.trim().is_empty() {
            self.persons.insert(text);
        }
    }

    fn service(&mut self, service: Option<cases::Service>) {
        let service = service.unwrap_or_default();
        self.person(service.receiver);
    }

    fn inspection_opened(&mut self, event: cases::InspectionOpened) -> Turn {
        self.secrets.insert(event.place);
        self.open(event.opening);
        Turn::None
    }

    fn filed(&mut self, event: cases::CaseFiled) -> Turn {
        self.penalty = true;
        self.open(event.opening);
        self.facts = vec![event.summary];
        Turn::None
    }

    fn site(&mut self, event: cases::SiteRecorded) -> Turn {
        self.on_site = true;
        self.certificates(event.officers);
        self.signature(event.signature);
        let findings = event.findings.into_iter().map(|it| it.description);
        self.facts = findings.collect();
        Turn::None
    }

    fn ordered(&mut self, event: cases::RectificationOrdered) -> Turn {
        self.certificates(event.officers);
        self.order_number = event.document_number;
        Turn::None
    }

    fn address(&mut self, event: cases::ServiceAddressConfirmed) -> Turn {
        self.secrets.insert(event.email);
        self.secrets.insert(event.postal_address);
        Turn::None
    }

    fn order_served(&mut self, event: cases::OrderServed) -> Turn {
        self.service(event.service);
        Turn::None
    }

    fn revisited(&mut self, event: cases::RevisitRecorded) -> Turn {
        self.certificates(event.officers);
        Turn::None
    }

    fn inspection_closed(&mut self, event: cases::InspectionClosed) -> Turn {
        self.result = Some(Outcome {
            document_number: self.order_number.clone(),
            text: event.conclusion,
            date: event.closed_date,
            ..Outcome::default()
        });
        self.served = true;
        if self.on_site {
            Turn::Publishable
        } else {
            Turn::None
        }
    }

    fn evidence(&mut self, event: cases::EvidenceRecorded) -> Turn {
        self.certificates(event.officers);
        Turn::None
    }

    fn concluded(&mut self, event: cases::InquiryConcluded) -> Turn {
        self.certificates(event.officers);
        self.facts = vec![event.facts];
        Turn::None
    }

    fn noticed(&mut self, event: cases::NoticeServed) -> Turn {
        self.certificates(event.officers);
        self.service(event.service);
        Turn::None
    }

    fn waived(&mut self, event: cases::StatementWaived) -> Turn {
        self.signature(event.signature);
        Turn::None
    }

    fn decided(&mut self, event: cases::PenaltyDecided) -> Turn {
        self.result = Some(Outcome {
            document_number: event.document_number,
            fine_fen: event.fine_fen,
            sanctions: sanctions(event.disposal.as_ref()),
            text: event.correction_order,
            date: event.decided_date,
        });
        // Decided anew, it has to be served again, and what was said of the former decision is over.
        self.served = false;
        self.revocation = None;
        Turn::Decided
    }

    /// What is decided is no penalty, whatever was decided before.
    fn dismissed(&mut self) -> Turn {
        self.result = None;
        Turn::None
    }

    fn decision_served(&mut self, event: cases::DecisionServed) -> Turn {
        self.service(event.service);
        // What is no penalty is not published (行政处罚法 §48(1)).
        if self.result.is_none() {
            return Turn::None;
        }
        self.served = true;
        Turn::Publishable
    }

    /// What is decided instead is published as the decision is, once the former is withdrawn.
    fn revoked(&mut self, event: &cases::DecisionRevoked) -> Turn {
        self.revocation = Some(Revocation {
            effect: effect(event.effect()).to_owned(),
            ground: ground(event.ground()).to_owned(),
            instrument: event.instrument.clone(),
            reasons: event.reasons.clone(),
            date: event.revoked_date.clone(),
            replaced: event.changed.as_ref().is_some_and(punishes),
        });
        let Some(result) = &mut self.result else {
            return Turn::None;
        };
        let Some(changed) = event.changed.as_ref().filter(|it| punishes(it)) else {
            return Turn::Revoked;
        };
        result.document_number = match event.document_number.as_str() {
            // Changed by whoever reviewed it: the instrument is all there is.
            "" => event.instrument.clone(),
            number => number.to_owned(),
        };
        result.fine_fen = fine(changed);
        result.sanctions = sanctions(Some(changed));
        result.date.clone_from(&event.revoked_date);
        Turn::Changed
    }
}

impl Item {
    fn of(item: cases::ItemSnapshot) -> Self {
        let mut basis = item.violated;
        for article in item.basis {
            if !basis.contains(&article) {
                basis.push(article);
            }
        }
        Self {
            name: item.name,
            basis,
        }
    }
}

/// Whether the event is one of a case's own: clocks may be told of without changing what is known here.
fn is_ours(short: &str) -> bool {
    !short.is_empty() && !short.starts_with("Deadline")
}

/// An event as it stands in the feed.
struct Told<'a> {
    position: i64,
    bytes: &'a [u8],
}

impl Told<'_> {
    fn read<M: Message + Name + Default>(&self) -> Result<M, Unreadable> {
        M::decode(self.bytes).map_err(|_| Unreadable(self.position))
    }
}

fn sanctions(disposal: Option<&cases::Disposal>) -> Vec<Sanction> {
    let sanctions = disposal.map(|it| it.sanctions.as_slice());
    sanctions
        .unwrap_or_default()
        .iter()
        .map(Sanction::of)
        .collect()
}

/// Whether it still punishes: what is no penalty is not published (行政处罚法 §48(1)).
fn punishes(disposal: &cases::Disposal) -> bool {
    disposal.ruling() == cases::Ruling::Punished
}

/// The fines of a disposal together, in fen.
fn fine(disposal: &cases::Disposal) -> i64 {
    let fines = disposal.sanctions.iter();
    let fines = fines.filter(|it| it.kind() == cases::SanctionKind::Fine);
    fines.map(|it| it.amount_fen).sum()
}

const fn effect(effect: cases::RevocationEffect) -> &'static str {
    match effect {
        cases::RevocationEffect::Changed => "变更",
        cases::RevocationEffect::DeclaredIllegal => "确认违法",
        cases::RevocationEffect::DeclaredVoid => "确认无效",
        cases::RevocationEffect::Revoked | cases::RevocationEffect::Unspecified => "撤销",
    }
}

const fn ground(ground: cases::RevocationGround) -> &'static str {
    match ground {
        cases::RevocationGround::SelfCorrection => "自行纠正",
        cases::RevocationGround::Reconsideration => "行政复议",
        cases::RevocationGround::Litigation => "行政诉讼",
        cases::RevocationGround::Supervision => "执法监督",
        cases::RevocationGround::Unspecified => "依法",
    }
}
