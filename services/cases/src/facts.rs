//! Facts out of the replica: elements of the contract become what the domain judges by.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use actor::Actor;
use calendar::CivilDate;
use cases_domain::{
    Act, Agency, AgencyId, Caller, CaseCode, CaseId, Certificate, Domain, Fen, FineRange, Item,
    ItemId, ItemKind, ItemSnapshot, Officer, OfficerId, OpeningFacts, Party, PartyKind, Person,
    Right, Standing,
};
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use refusal::Fault;
use statute::age::is_of_age;
use statute::chinese;
use statute::identifier::{CitizenId, Uscc};

use crate::store::Element;

/// Years from which the whole law holds for a person (行政处罚法 §30).
const ADULT: u8 = 18;

/// Elements as they stood on the day of an act.
#[derive(Debug, Default)]
pub(crate) struct Elements {
    officers: BTreeMap<String, proto::Officer>,
    certificates: BTreeMap<String, Vec<proto::Certificate>>,
    postings: BTreeMap<String, Vec<proto::Posting>>,
    agencies: BTreeMap<String, proto::Agency>,
    parties: BTreeMap<String, proto::Party>,
    items: BTreeMap<String, proto::Item>,
    laws: BTreeMap<String, (CivilDate, proto::Law)>,
}

/// An element that says what cannot be.
#[derive(Debug, thiserror::Error)]
#[error("{what} of {element} cannot be read")]
struct Unreadable {
    what: &'static str,
    element: String,
}

fn unreadable(what: &'static str, element: &str) -> Fault {
    Fault::internal(Unreadable {
        what,
        element: element.to_owned(),
    })
}

/// The elements an act names: registry and id.
pub(crate) fn named(act: &Act, caller: Option<&OfficerId>) -> Vec<(&'static str, String)> {
    let mut elements: Vec<(&'static str, String)> = officers(act, caller)
        .into_iter()
        .map(|id| ("officer", id.0))
        .collect();
    match act {
        Act::OpenInspection(act) => {
            let agencies = act.joint_agencies.iter().chain([&act.agency]);
            elements.extend(agencies.map(|id| ("agency", id.to_string())));
            elements.push(("party", act.party.to_string()));
            elements.extend(act.items.iter().map(|id| ("item", id.to_string())));
        }
        Act::FileCase(act) => {
            elements.push(("agency", act.agency.to_string()));
            elements.push(("party", act.party.to_string()));
            elements.push(("item", act.item.to_string()));
        }
        _ => {}
    }
    elements.sort();
    elements.dedup();
    elements
}

/// The officers of an act.
pub(crate) fn officers(act: &Act, caller: Option<&OfficerId>) -> Vec<OfficerId> {
    act.co_officer()
        .into_iter()
        .chain(caller)
        .cloned()
        .collect()
}

/// Who acts, from what the gateway vouches for and what the element centre knows.
pub(crate) fn caller(actor: &Actor, elements: &Elements) -> Result<Caller, Fault> {
    let officer_id = actor.officer_id.as_deref().map(OfficerId::from);
    let officer = officer_id
        .as_ref()
        .map(|id| elements.officer(id))
        .transpose()?
        .flatten();
    let postings = actor
        .postings
        .iter()
        .map(|posting| posting.agency_id.as_str());
    let agencies = postings
        .chain([actor.agency_id.as_str()])
        .filter(|id| !id.is_empty());
    let rights = [Right::Handle, Right::Review, Right::Approve, Right::Revoke]
        .into_iter()
        .filter(|right| {
            right
                .permission()
                .is_some_and(|permission| actor.may(permission))
        });
    Ok(Caller::Person(Person {
        officer_id,
        officer,
        agencies: agencies.map(AgencyId::from).collect(),
        rights: rights.collect(),
    }))
}

impl Elements {
    /// Sorts what was loaded.
    pub(crate) fn of(elements: Vec<Element>) -> Self {
        let mut sorted = Self::default();
        for Element {
            id,
            valid_from,
            body,
        } in elements
        {
            match body {
                Body::Officer(officer) => {
                    sorted.officers.insert(id, officer);
                }
                Body::Certificate(certificate) => {
                    let of = sorted.certificates.entry(certificate.officer_id.clone());
                    of.or_default().push(certificate);
                }
                Body::Posting(posting) => {
                    sorted
                        .postings
                        .entry(posting.officer_id.clone())
                        .or_default()
                        .push(posting);
                }
                Body::Agency(agency) => {
                    sorted.agencies.insert(id, agency);
                }
                Body::Party(party) => {
                    sorted.parties.insert(id, party);
                }
                Body::Item(item) => {
                    sorted.items.insert(id, item);
                }
                Body::Law(law) => {
                    sorted.laws.insert(id, (valid_from, law));
                }
                Body::Division(_) => {}
            }
        }
        for certificates in sorted.certificates.values_mut() {
            certificates.sort_by(|a, b| a.certificate_id.cmp(&b.certificate_id));
        }
        sorted
    }

    /// The officer of this id.
    pub(crate) fn officer(&self, id: &OfficerId) -> Result<Option<Officer>, Fault> {
        let Some(officer) = self.officers.get(id.as_str()) else {
            return Ok(None);
        };
        let held = self
            .certificates
            .get(id.as_str())
            .map_or(&[][..], Vec::as_slice);
        let posted = self
            .postings
            .get(id.as_str())
            .map_or(&[][..], Vec::as_slice);
        Ok(Some(Officer {
            id: id.clone(),
            name: officer.name.clone(),
            agency: AgencyId(officer.agency_id.clone()),
            postings: posted
                .iter()
                .map(|posting| AgencyId(posting.agency_id.clone()))
                .collect(),
            legally_qualified: officer.legally_qualified,
            certificates: held.iter().map(certificate).collect::<Result<_, _>>()?,
        }))
    }

    /// What a case is opened with; none: the act opens none.
    pub(crate) fn opening(
        &self,
        act: &Act,
        id: CaseId,
        code: CaseCode,
        today: CivilDate,
    ) -> Result<Option<OpeningFacts>, Fault> {
        let (agency, joint, party, items): (_, &[AgencyId], _, &[ItemId]) = match act {
            Act::OpenInspection(act) => (&act.agency, &act.joint_agencies, &act.party, &act.items),
            Act::FileCase(act) => (
                &act.agency,
                &[],
                &act.party,
                std::slice::from_ref(&act.item),
            ),
            _ => return Ok(None),
        };
        let act_on = match act {
            Act::FileCase(act) => act.act_on,
            _ => act.done_on().unwrap_or(today),
        };
        let unqualified = joint
            .iter()
            .filter(|id| !self.agencies.contains_key(id.as_str()));
        let unlisted = items
            .iter()
            .filter(|id| !self.items.contains_key(id.as_str()));
        let listed = items.iter().filter_map(|id| self.items.get(id.as_str()));
        let party = self.parties.get(party.as_str());
        Ok(Some(OpeningFacts {
            id,
            code,
            agency: self.agencies.get(agency.as_str()).map(agency_of),
            unqualified_joint_agencies: unqualified.cloned().collect(),
            party: party.map(|party| party_of(party, act_on)).transpose()?,
            items: listed
                .map(|item| self.item(item))
                .collect::<Result<_, _>>()?,
            unlisted_items: unlisted.cloned().collect(),
        }))
    }

    /// Versions of the laws, e.g. `law-penalty@2021-07-15`.
    pub(crate) fn versions(&self) -> Vec<String> {
        self.laws
            .iter()
            .map(|(id, (from, _))| format!("{id}@{from}"))
            .collect()
    }

    fn item(&self, item: &proto::Item) -> Result<Item, Fault> {
        let kind = match item.kind() {
            proto::ItemKind::Inspection => ItemKind::Inspection,
            proto::ItemKind::Penalty => ItemKind::Penalty,
            proto::ItemKind::Compulsion => ItemKind::Compulsion,
            proto::ItemKind::Unspecified => return Err(unreadable("kind", &item.item_id)),
        };
        let domain = domain(item.domain())
            .ok_or_else(|| unreadable("line of enforcement", &item.item_id))?;
        Ok(Item {
            snapshot: ItemSnapshot {
                id: ItemId(item.item_id.clone()),
                name: item.name.clone(),
                domain,
                violated: item
                    .violated
                    .iter()
                    .map(|basis| self.citation(basis))
                    .collect(),
                basis: item
                    .basis
                    .iter()
                    .map(|basis| self.citation(basis))
                    .collect(),
                yearly_cap: u32::try_from(item.yearly_cap)
                    .ok()
                    .and_then(NonZeroU32::new),
            },
            kind,
            agencies: item.agency_ids.iter().cloned().map(AgencyId).collect(),
            fine: range(item.fine_floor_fen, item.fine_cap_fen),
            person_fine: range(item.person_fine_floor_fen, item.person_fine_cap_fen),
        })
    }

    /// A place in a law as decisions print it: `《中华人民共和国广告法》第五十九条第一款第（二）项`.
    fn citation(&self, basis: &proto::Basis) -> String {
        let law = self.laws.get(&basis.law_id);
        let title = law.map_or(&basis.law_id, |(_, law)| &law.title);
        let mut text = format!("《{title}》");
        for (number, before, after) in [
            (basis.article, "第", "条"),
            (basis.paragraph, "第", "款"),
            (basis.item, "第（", "）项"),
        ] {
            if let Some(number) = u16::try_from(number).ok().filter(|number| *number > 0) {
                text.extend([before, chinese(number).as_str(), after]);
            }
        }
        text
    }
}

fn agency_of(agency: &proto::Agency) -> Agency {
    Agency {
        id: AgencyId(agency.agency_id.clone()),
        name: agency.name.clone(),
        division: agency.division.as_str().into(),
    }
}

fn party_of(party: &proto::Party, on: CivilDate) -> Result<Party, Fault> {
    let kind = match party.kind() {
        proto::PartyKind::Person => PartyKind::Person,
        proto::PartyKind::IndividualBusiness => PartyKind::IndividualBusiness,
        proto::PartyKind::Organisation => PartyKind::Organisation,
        proto::PartyKind::Unspecified => return Err(unreadable("kind", &party.party_id)),
    };
    Ok(Party {
        id: party.party_id.as_str().into(),
        name: party.name.clone(),
        kind,
        masked_identity_code: masked(&party.identity_code),
        credit_code: credit_code(kind, &party.identity_code),
        minor: kind == PartyKind::Person && is_minor(&party.identity_code, on),
    })
}

/// The credit code of a firm. Whatever else stands in its place, a citizen's number above all, is no code to be shown.
fn credit_code(kind: PartyKind, code: &str) -> String {
    let firm = kind != PartyKind::Person && Uscc::parse(code).is_ok();
    if firm { code.to_owned() } else { String::new() }
}

fn certificate(certificate: &proto::Certificate) -> Result<Certificate, Fault> {
    let of = |what| unreadable(what, &certificate.certificate_id);
    let day = |text: &str| CivilDate::parse(text).map_err(|_| of("day of validity"));
    let standing = match certificate.state() {
        proto::CertificateState::Valid => Standing::Good,
        proto::CertificateState::Suspended => Standing::Suspended,
        proto::CertificateState::Revoked => Standing::Revoked,
        proto::CertificateState::Unspecified => return Err(of("state")),
    };
    Ok(Certificate {
        number: certificate.number.clone(),
        domains: certificate
            .domains()
            .filter_map(domain)
            .collect::<BTreeSet<Domain>>(),
        division: certificate.division.as_str().into(),
        issued: day(&certificate.issue_date)?,
        expires: day(&certificate.expiry_date)?,
        standing,
    })
}

const fn domain(domain: proto::Domain) -> Option<Domain> {
    match domain {
        proto::Domain::MarketSupervision => Some(Domain::MarketSupervision),
        proto::Domain::Agriculture => Some(Domain::Agriculture),
        proto::Domain::Housing => Some(Domain::Housing),
        proto::Domain::Transport => Some(Domain::Transport),
        proto::Domain::MedicalInsurance => Some(Domain::MedicalInsurance),
        proto::Domain::Environment => Some(Domain::Environment),
        proto::Domain::PublicSecurity => Some(Domain::PublicSecurity),
        proto::Domain::FireSafety => Some(Domain::FireSafety),
        proto::Domain::Unspecified => None,
    }
}

fn range(floor: i64, cap: i64) -> FineRange {
    let fen = |amount: i64| Fen(u64::try_from(amount).unwrap_or(0));
    FineRange {
        floor: fen(floor),
        cap: fen(cap),
    }
}

/// Whether the citizen of this identity number is under eighteen on a day. A code that is no citizen's number says nothing.
fn is_minor(code: &str, on: CivilDate) -> bool {
    CitizenId::parse(code).is_ok_and(|id| !is_of_age(id.birth(), on, ADULT))
}

/// An identity code of which only the ends can be read: a case never holds the whole.
fn masked(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let shown = if letters.len() >= 15 { 4 } else { 1 };
    let hidden = shown..letters.len().saturating_sub(shown);
    let masked = letters.iter().enumerate().map(
        |(at, letter)| {
            if hidden.contains(&at) { '*' } else { *letter }
        },
    );
    masked.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_identity_code_only_the_ends_can_be_read() {
        assert_eq!(masked("350604199001010016"), "3506**********0016");
        assert_eq!(masked("91350604MA8UAB126N"), "9135**********126N");
        assert_eq!(masked("H1234567"), "H******7");
        assert_eq!(masked(""), "");
    }
}
