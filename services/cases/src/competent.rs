//! Who is competent for the items of an act that opens a case: the elements of the replica, put to crate `competence`.
//!
//! A penalty has one subject, the lowest that holds the power at the place (行政处罚法 §22, §23); an inspection may be made by
//! everybody who holds it. What was lawfully opened is finished by whoever opened it: a power that is withdrawn later stops
//! new cases, not those under way.

use std::collections::{BTreeMap, BTreeSet};

use calendar::CivilDate;
use cases_domain::{AgencyId, Competence, Division, Power, Subject};
use competence::{
    Agency, Entrustment, Family, Grantee, Ground, ItemPowers, PartyKind, Question, Transfer,
    TransferKind,
};
use contract::elements::v1 as proto;
use refusal::Fault;
use statute::Citation;
use statute::identifier::{DivisionCode, Level};

use super::facts::unreadable;

/// What stands around the place on the day of the act.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'a> {
    /// Agencies.
    pub(crate) agencies: &'a BTreeMap<String, proto::Agency>,
    /// Instruments, with the first day of the version in force.
    pub(crate) instruments: &'a BTreeMap<String, (CivilDate, proto::Instrument)>,
    /// Claims.
    pub(crate) claims: &'a [proto::Claim],
    /// Divisions, for their names.
    pub(crate) divisions: &'a BTreeMap<String, proto::Division>,
}

impl Around<'_> {
    /// Who is competent for an item at a place, against a kind of party.
    pub(crate) fn competence(
        &self,
        item: &proto::Item,
        place: &Division,
        party: Option<proto::PartyKind>,
    ) -> Result<Competence, Fault> {
        let powers = self.powers(item)?;
        let Ok(place) = DivisionCode::parse(place.as_str()) else {
            // The agency's own division cannot be read: nothing rests on it.
            return Ok(nobody(&competence::Why::OutsideAll));
        };
        let question = Question {
            place,
            party: party.and_then(kind),
        };
        let (transfers, entrustments) = (self.transfers(item)?, self.entrustments(item)?);
        if powers.family == Family::Penalty {
            return Ok(
                match competence::resolve(&question, &powers, &transfers, &entrustments) {
                    competence::Competence::One(subject) => {
                        Competence::Held(vec![self.subject(&subject)])
                    }
                    competence::Competence::Dispute { candidates, common } => {
                        Competence::Disputed {
                            candidates: candidates.iter().map(|it| self.subject(it)).collect(),
                            designates: self.government(&common),
                        }
                    }
                    competence::Competence::None(why) => nobody(&why),
                },
            );
        }
        Ok(
            match competence::holders(&question, &powers, &transfers, &entrustments) {
                Ok(subjects) => {
                    Competence::Held(subjects.iter().map(|it| self.subject(it)).collect())
                }
                Err(why) => nobody(&why),
            },
        )
    }

    fn powers(&self, item: &proto::Item) -> Result<ItemPowers, Fault> {
        let family = match item.kind() {
            proto::ItemKind::Inspection => Family::Inspection,
            proto::ItemKind::Penalty => Family::Penalty,
            proto::ItemKind::Compulsion => Family::Compulsion,
            proto::ItemKind::Unspecified => return Err(unreadable("kind", &item.item_id)),
        };
        Ok(ItemPowers {
            family,
            agencies: item
                .agency_ids
                .iter()
                .filter_map(|id| self.agency(id))
                .collect(),
            levels: item.levels().filter_map(level).collect(),
            party_kinds: item.party_kinds().filter_map(kind).collect(),
        })
    }

    /// How the item's power moves: each grantor of each instrument on its own.
    fn transfers(&self, item: &proto::Item) -> Result<Vec<Transfer>, Fault> {
        let mut transfers = Vec::new();
        for (_, instrument) in self.instruments.values() {
            let kind = match instrument.kind() {
                proto::InstrumentKind::Grant => TransferKind::Grant,
                proto::InstrumentKind::Concentration => TransferKind::Concentration,
                _ => continue,
            };
            for grantor in grantors(instrument, item) {
                transfers.push(Transfer {
                    instrument: instrument.instrument_id.clone(),
                    kind,
                    division: division(instrument)?,
                    published: !instrument.publication.is_empty(),
                    grantor: grantor.to_owned(),
                    grantees: self.grantees(instrument, item),
                });
            }
        }
        Ok(transfers)
    }

    fn grantees(&self, instrument: &proto::Instrument, item: &proto::Item) -> Vec<Grantee> {
        let has_claimed = |agency: &str| {
            self.claims.iter().any(|claim| {
                claim.instrument_id == instrument.instrument_id
                    && claim.agency_id == agency
                    && claim.item_ids.contains(&item.item_id)
            })
        };
        let grantees = instrument.grantee_ids.iter();
        grantees
            .filter_map(|id| self.agency(id))
            .map(|agency| Grantee {
                claimed: !instrument.claimed || has_claimed(&agency.id),
                agency,
            })
            .collect()
    }

    fn entrustments(&self, item: &proto::Item) -> Result<Vec<Entrustment>, Fault> {
        let mut entrustments = Vec::new();
        for (_, instrument) in self.instruments.values() {
            if instrument.kind() != proto::InstrumentKind::Entrustment {
                continue;
            }
            for grantor in grantors(instrument, item) {
                entrustments.push(Entrustment {
                    instrument: instrument.instrument_id.clone(),
                    division: division(instrument)?,
                    published: !instrument.publication.is_empty(),
                    principal: grantor.to_owned(),
                    entrusted: instrument.grantee_ids.clone(),
                });
            }
        }
        Ok(entrustments)
    }

    /// An agency that holds on the day; one whose division cannot be read holds no place.
    fn agency(&self, id: &str) -> Option<Agency> {
        let agency = self.agencies.get(id)?;
        Some(Agency {
            id: id.to_owned(),
            division: DivisionCode::parse(&agency.division).ok()?,
            in_own_name: agency.kind() != proto::AgencyKind::Entrusted,
        })
    }

    fn subject(&self, subject: &competence::Subject) -> Subject {
        let agency = self.agencies.get(&subject.agency);
        let instrument = subject
            .instrument
            .as_ref()
            .and_then(|id| self.instruments.get(id));
        Subject {
            agency: AgencyId(subject.agency.clone()),
            name: agency.map_or_else(|| subject.agency.clone(), |agency| agency.name.clone()),
            power: instrument.map(|(from, instrument)| power(subject.ground, *from, instrument)),
            entrusted: subject.entrusted.iter().cloned().map(AgencyId).collect(),
            articles: articles(&subject.citations()),
        }
    }

    /// The government of a division, by its full name: `福建省漳州市龙海区人民政府`.
    fn government(&self, common: &DivisionCode) -> String {
        let levels = [Level::Province, Level::City, Level::County];
        let above = levels.into_iter().filter_map(|level| common.at(level));
        let names: Vec<&str> = above
            .filter_map(|code| Some(self.divisions.get(code.as_str())?.name.as_str()))
            .collect();
        if names.is_empty() {
            return format!("共同的上一级人民政府（{common}）");
        }
        format!("{}人民政府", names.concat())
    }
}

fn power(ground: Ground, from: CivilDate, instrument: &proto::Instrument) -> Power {
    let proto::Instrument {
        instrument_id,
        title,
        document_number,
        ..
    } = instrument;
    let number = if document_number.is_empty() {
        String::new()
    } else {
        format!("（{document_number}）")
    };
    Power {
        version: format!("{instrument_id}@{from}"),
        words: format!("{}，《{title}》{number}，自{}起", ground.zh(), from.zh()),
    }
}

fn nobody(why: &competence::Why) -> Competence {
    Competence::Nobody {
        why: why.zh().to_owned(),
        articles: articles(&why.citations()),
    }
}

fn articles(citations: &[Citation]) -> String {
    let citations: Vec<String> = citations.iter().map(ToString::to_string).collect();
    citations.join("、")
}

/// Who had the item's power before an instrument, each once.
fn grantors<'a>(instrument: &'a proto::Instrument, item: &proto::Item) -> BTreeSet<&'a str> {
    let powers = instrument.powers.iter();
    powers
        .filter(|power| power.item_id == item.item_id)
        .map(|power| power.grantor_id.as_str())
        .collect()
}

fn division(instrument: &proto::Instrument) -> Result<DivisionCode, Fault> {
    DivisionCode::parse(&instrument.division)
        .map_err(|_| unreadable("division", &instrument.instrument_id))
}

const fn kind(kind: proto::PartyKind) -> Option<PartyKind> {
    match kind {
        proto::PartyKind::Person => Some(PartyKind::Person),
        proto::PartyKind::IndividualBusiness => Some(PartyKind::IndividualBusiness),
        proto::PartyKind::Organisation => Some(PartyKind::Organisation),
        proto::PartyKind::Unregistered => Some(PartyKind::Unregistered),
        proto::PartyKind::Unspecified => None,
    }
}

const fn level(level: proto::Level) -> Option<Level> {
    match level {
        proto::Level::Province => Some(Level::Province),
        proto::Level::City => Some(Level::City),
        proto::Level::County => Some(Level::County),
        proto::Level::Town => Some(Level::Town),
        proto::Level::Unspecified => None,
    }
}
