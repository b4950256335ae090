//! Facts out of the replica: elements of the contract become what the domain judges by.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use actor::Actor;
use calendar::CivilDate;
use cases_domain::inspection::Check;
use cases_domain::summary_penalty;
use cases_domain::{
    Act, Agency, AgencyId, Caller, CaseCode, CaseId, Certificate, CompulsionFacts, Division,
    Domain, Fen, FineRange, Item, ItemId, ItemKind, ItemProcedure, ItemSnapshot, Known, Officer,
    OfficerId, OpeningFacts, Party, PartyId, PartyKind, Person, Right, Standing,
};
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use refusal::Fault;
use statute::age::is_of_age;
use statute::chinese;
use statute::identifier::{CitizenId, Uscc};

use crate::competent::Around;
use crate::features;
use crate::force;
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
    instruments: BTreeMap<String, (CivilDate, proto::Instrument)>,
    claims: Vec<proto::Claim>,
    features: BTreeMap<String, proto::Feature>,
    scenes: BTreeMap<String, proto::Scene>,
    divisions: BTreeMap<String, proto::Division>,
}

/// An element that says what cannot be.
#[derive(Debug, thiserror::Error)]
#[error("{what} of {element} cannot be read")]
struct Unreadable {
    what: &'static str,
    element: String,
}

pub(crate) fn unreadable(what: &'static str, element: &str) -> Fault {
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
        Act::Summary(summary_penalty::Act::OpenSummary(act)) => {
            elements.push(("agency", act.agency.to_string()));
            elements.push(("party", act.party.to_string()));
            elements.push(("item", act.item.to_string()));
        }
        _ => {}
    }
    if let Some(act) = act.filing() {
        elements.push(("agency", act.agency.to_string()));
        elements.push(("party", act.party.to_string()));
        elements.push(("item", act.item.to_string()));
    }
    let switch = features::asked_by(act).map(str::to_owned);
    elements.extend(switch.map(|id| ("feature", id)));
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
    // What the session still tells of an employer or a posting counts only while it holds.
    let holds = |agency: &AgencyId| match &officer {
        Some(officer) => officer.acts_as(agency),
        None => true,
    };
    let postings = actor.postings.iter().map(|posting| &posting.agency_id);
    let told = postings
        .chain([&actor.agency_id])
        .filter(|id| !id.is_empty())
        .map(|id| AgencyId(id.clone()))
        .filter(holds);
    let principal = officer.as_ref().and_then(|it| it.principal.clone());
    let agencies: BTreeSet<AgencyId> = told.chain(principal).collect();
    let rights = Right::ALL.into_iter().filter(|right| {
        right
            .permission()
            .is_some_and(|permission| actor.may(permission))
    });
    Ok(Caller::Person(Box::new(Person {
        officer_id,
        officer,
        agencies,
        rights: rights.collect(),
    })))
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
                Body::Instrument(instrument) => {
                    sorted.instruments.insert(id, (valid_from, instrument));
                }
                Body::Claim(claim) => sorted.claims.push(claim),
                Body::Scene(scene) => {
                    sorted.scenes.insert(id, scene);
                }
                Body::Feature(feature) => {
                    sorted.features.insert(id, feature);
                }
                Body::Division(division) => {
                    sorted.divisions.insert(id, division);
                }
                // No act asks for others.
                _ => {}
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
            principal: self.principal(&officer.agency_id),
            certificates: held.iter().map(certificate).collect::<Result<_, _>>()?,
        }))
    }

    /// The agency in whose name an entrusted organisation acts.
    fn principal(&self, agency: &str) -> Option<AgencyId> {
        let agency = self.agencies.get(agency)?;
        let entrusted = agency.kind() == proto::AgencyKind::Entrusted;
        (entrusted && !agency.principal_id.is_empty())
            .then(|| AgencyId(agency.principal_id.clone()))
    }

    /// The agency of this id; none: it is no enforcement subject on the day.
    pub(crate) fn agency(&self, id: &AgencyId) -> Option<Agency> {
        self.agencies.get(id.as_str()).map(agency_of)
    }

    /// The agency of this id as the element centre describes it.
    pub(crate) fn agency_element(&self, id: &AgencyId) -> Option<&proto::Agency> {
        self.agencies.get(id.as_str())
    }

    /// The party of this id as the element centre describes it.
    pub(crate) fn party_element(&self, id: &PartyId) -> Option<&proto::Party> {
        self.parties.get(id.as_str())
    }

    /// The switch of a function; none: it has none.
    pub(crate) fn feature(&self, id: &str) -> Option<&proto::Feature> {
        self.features.get(id)
    }

    /// What a case is opened with; none: the act opens none.
    pub(crate) fn opening(
        &self,
        act: &Act,
        id: CaseId,
        code: CaseCode,
        today: CivilDate,
    ) -> Result<Option<OpeningFacts>, Fault> {
        let (agency, joint, party, items): (_, &[AgencyId], _, &[ItemId]) =
            match (act, act.filing()) {
                (Act::OpenInspection(act), _) => {
                    (&act.agency, &act.joint_agencies, &act.party, &act.items)
                }
                (Act::Summary(summary_penalty::Act::OpenSummary(act)), _) => (
                    &act.agency,
                    &[],
                    &act.party,
                    std::slice::from_ref(&act.item),
                ),
                (_, Some(filing)) => (
                    &filing.agency,
                    &[],
                    &filing.party,
                    std::slice::from_ref(&filing.item),
                ),
                _ => return Ok(None),
            };
        let act_on = match (act, act.filing()) {
            (_, Some(filing)) => filing.act_on,
            (Act::Summary(summary_penalty::Act::OpenSummary(act)), _) => act.act_on,
            _ => act.done_on().unwrap_or(today),
        };
        let unqualified = joint
            .iter()
            .filter(|id| !self.agencies.contains_key(id.as_str()));
        let unlisted = items
            .iter()
            .filter(|id| !self.items.contains_key(id.as_str()));
        let listed = || items.iter().filter_map(|id| self.items.get(id.as_str()));
        let party = self.parties.get(party.as_str());
        let agency = self.agencies.get(agency.as_str());
        let place = place(stated_place(act), agency, party);
        let kind = party.map(proto::Party::kind);
        let around = Around {
            agencies: &self.agencies,
            instruments: &self.instruments,
            claims: &self.claims,
            divisions: &self.divisions,
        };
        let competence = listed().map(|item| {
            let competence = around.competence(item, &place, kind)?;
            Ok((ItemId(item.item_id.clone()), competence))
        });
        Ok(Some(OpeningFacts {
            competence: competence.collect::<Result<_, Fault>>()?,
            merged_into: party.and_then(|party| self.survivor(party)),
            id,
            code,
            agency: agency.map(agency_of),
            unqualified_joint_agencies: unqualified.cloned().collect(),
            party: party.map(|party| party_of(party, act_on)).transpose()?,
            from_lead: None,
            checks: match act {
                Act::OpenInspection(_) => self.checks(items, agency, kind),
                _ => Vec::new(),
            },
            visits: BTreeMap::new(),
            government: agency.map_or_else(String::new, |it| self.government(&it.division)),
            items: listed()
                .map(|item| self.item(item))
                .collect::<Result<_, _>>()?,
            unlisted_items: unlisted.cloned().collect(),
            place,
        }))
    }

    /// What is to be looked at for the items, as the scenes that are used there say, each point once.
    fn checks(
        &self,
        items: &[ItemId],
        agency: Option<&proto::Agency>,
        party: Option<proto::PartyKind>,
    ) -> Vec<Check> {
        let division = agency.map_or("", |it| it.division.as_str());
        let used = self.scenes.values().filter(|scene| {
            let of_party = party.is_some_and(|kind| scene.party_kinds().any(|it| it == kind));
            division.starts_with(&scene.division) && (scene.party_kinds.is_empty() || of_party)
        });
        let mut checks: Vec<Check> = Vec::new();
        for check in used.flat_map(|scene| &scene.checks) {
            let item = ItemId(check.item_id.clone());
            let known = |it: &Check| it.item == item && it.content == check.content;
            if items.contains(&item) && !checks.iter().any(known) {
                checks.push(Check {
                    number: 0,
                    item,
                    content: check.content.clone(),
                    method: check.method.clone(),
                    norm: check.norm.clone(),
                    mandatory: check.mandatory,
                });
            }
        }
        checks
    }

    /// The government to which a party applies for review of what an agency of a division decides (行政复议法 §24): the county's for
    /// its departments, its street offices and its towns; above, that of the agency's own level. Empty: its name is not known.
    pub(crate) fn government(&self, division: &str) -> String {
        let own = division.get(..6).unwrap_or(division);
        let levels = [4, 6].into_iter().filter_map(|length| own.get(..length));
        let names: String = levels
            .filter_map(|code| Some(self.divisions.get(code)?.name.as_str()))
            .collect();
        if self.divisions.contains_key(own) {
            format!("{names}人民政府")
        } else {
            String::new()
        }
    }

    /// By what an agency uses force against a kind of party at a place.
    pub(crate) fn compulsion(
        &self,
        item: &ItemId,
        place: &Division,
        party: PartyKind,
    ) -> Result<CompulsionFacts, Fault> {
        let listed = self.items.get(item.as_str());
        let around = Around {
            agencies: &self.agencies,
            instruments: &self.instruments,
            claims: &self.claims,
            divisions: &self.divisions,
        };
        let against = Some(match party {
            PartyKind::Person => proto::PartyKind::Person,
            PartyKind::IndividualBusiness => proto::PartyKind::IndividualBusiness,
            PartyKind::Organisation => proto::PartyKind::Organisation,
            PartyKind::Unregistered => proto::PartyKind::Unregistered,
        });
        let competence = listed.map(|item| around.competence(item, place, against));
        Ok(CompulsionFacts {
            item: listed.map(|item| self.item(item)).transpose()?,
            means: listed.map(force::means).unwrap_or_default(),
            place: place.clone(),
            competence: competence.transpose()?,
        })
    }

    /// Name of the party that stands for one that was merged; its id, where the name is not known.
    fn survivor(&self, party: &proto::Party) -> Option<String> {
        let mut survivor = &party.merged_into;
        let mut seen = BTreeSet::from([&party.party_id]);
        while let Some(next) = self.parties.get(survivor) {
            if next.merged_into.is_empty() || !seen.insert(survivor) {
                return Some(format!("{}（{survivor}）", next.name));
            }
            survivor = &next.merged_into;
        }
        (!survivor.is_empty()).then(|| survivor.clone())
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
            procedures: item.procedures().filter_map(item_procedure).collect(),
            basis_in_force: item
                .basis
                .iter()
                .any(|basis| self.laws.contains_key(&basis.law_id)),
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

/// A procedure that may be open to an item; none: not stated.
const fn item_procedure(procedure: proto::ItemProcedure) -> Option<ItemProcedure> {
    match procedure {
        proto::ItemProcedure::Summary => Some(ItemProcedure::Summary),
        proto::ItemProcedure::Fast => Some(ItemProcedure::Fast),
        proto::ItemProcedure::Ordinary => Some(ItemProcedure::Ordinary),
        proto::ItemProcedure::Unspecified => None,
    }
}

/// Agencies by id with everybody who stands above them.
pub(crate) fn with_superiors(
    named: &BTreeSet<String>,
    found: &BTreeMap<String, proto::Agency>,
) -> BTreeMap<AgencyId, Known> {
    let known = named.iter().filter_map(|id| {
        let agency = found.get(id)?;
        let mut above = BTreeSet::new();
        let mut superior = &agency.superior_id;
        while !superior.is_empty() && above.insert(AgencyId(superior.clone())) {
            let Some(next) = found.get(superior) else {
                break;
            };
            superior = &next.superior_id;
        }
        let agency = agency_of(agency);
        Some((agency.id.clone(), Known { agency, above }))
    });
    known.collect()
}

/// The division of the place that an act states, if it states one.
pub(crate) fn stated_place(act: &Act) -> Option<&Division> {
    match act {
        Act::OpenInspection(act) => act.place_division.as_ref(),
        Act::Summary(summary_penalty::Act::OpenSummary(act)) => act.place_division.as_ref(),
        _ => act.filing().and_then(|it| it.place_division.as_ref()),
    }
}

/// Where an act lies: as stated, else where the party is if that is the agency's to look after, else where the agency is.
fn place(
    stated: Option<&Division>,
    agency: Option<&proto::Agency>,
    party: Option<&proto::Party>,
) -> Division {
    let of_agency = agency.map_or_else(|| Division::from(""), |it| it.division.as_str().into());
    let of_party = party.map(|party| Division::from(party.division.as_str()));
    stated
        .cloned()
        .or_else(|| of_party.filter(|place| of_agency.covers(place)))
        .unwrap_or(of_agency)
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
        proto::PartyKind::Unregistered => PartyKind::Unregistered,
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

/// A line of enforcement; none: not stated.
pub(crate) const fn domain(domain: proto::Domain) -> Option<Domain> {
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
