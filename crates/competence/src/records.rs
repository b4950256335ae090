//! From the element centre's records to what the question is decided on: one reading for everybody who asks.

use std::collections::{BTreeMap, BTreeSet};

use contract::elements::v1 as proto;
use contract::elements::v1::{AgencyKind, InstrumentKind, ItemKind};
use statute::identifier::{DivisionCode, Level};

use crate::organisation::{
    Agency, Entrustment, Family, Grantee, ItemPowers, PartyKind, Transfer, TransferKind,
};
use crate::outcome::{Competence, Subject, Why};
use crate::resolve::{Question, holders, resolve};

/// Everything recorded that bears on one item, as it holds on the day: what does not hold then is not in here.
#[derive(Debug, Clone, Copy)]
pub struct Records<'a> {
    /// The item.
    pub item: &'a proto::Item,
    /// Agencies by id: the item's, and those that give and receive by the instruments. What is missing does not hold.
    pub agencies: &'a BTreeMap<String, proto::Agency>,
    /// Instruments that name the item; others are passed over.
    pub instruments: &'a [proto::Instrument],
    /// Claims under these instruments; others are passed over.
    pub claims: &'a [proto::Claim],
}

impl Records<'_> {
    /// Who is competent at the place, against such a party.
    pub fn resolve(&self, place: &DivisionCode, party: Option<PartyKind>) -> Competence {
        let question = Question {
            place: place.clone(),
            party,
        };
        resolve(
            &question,
            &self.powers(),
            &self.transfers(),
            &self.entrustments(),
        )
    }

    /// Everybody who holds the power there, agencies of higher levels among them.
    ///
    /// # Refuses
    /// As [`holders`].
    pub fn holders(
        &self,
        place: &DivisionCode,
        party: Option<PartyKind>,
    ) -> Result<Vec<Subject>, Why> {
        let question = Question {
            place: place.clone(),
            party,
        };
        holders(
            &question,
            &self.powers(),
            &self.transfers(),
            &self.entrustments(),
        )
    }

    /// The item as far as it says who may act on it.
    pub fn powers(&self) -> ItemPowers {
        ItemPowers {
            family: match self.item.kind() {
                ItemKind::Inspection => Family::Inspection,
                ItemKind::Compulsion => Family::Compulsion,
                ItemKind::Penalty | ItemKind::Unspecified => Family::Penalty,
            },
            agencies: self
                .item
                .agency_ids
                .iter()
                .filter_map(|id| self.agency(id))
                .collect(),
            levels: self.item.levels().filter_map(level).collect(),
            party_kinds: self
                .item
                .party_kinds()
                .filter_map(PartyKind::from_proto)
                .collect(),
        }
    }

    /// The grants and concentrations that move the item's power, one for each grantor.
    pub fn transfers(&self) -> Vec<Transfer> {
        let moves = |instrument: &&proto::Instrument| {
            matches!(
                instrument.kind(),
                InstrumentKind::Grant | InstrumentKind::Concentration
            )
        };
        let instruments = self.instruments.iter().filter(moves);
        instruments
            .flat_map(|instrument| {
                let grantors = self.grantors(instrument);
                grantors
                    .into_iter()
                    .filter_map(|grantor| self.transfer(instrument, grantor))
            })
            .collect()
    }

    /// The entrustments under which others act on the item, one for each principal.
    pub fn entrustments(&self) -> Vec<Entrustment> {
        let entrusts =
            |instrument: &&proto::Instrument| instrument.kind() == InstrumentKind::Entrustment;
        let instruments = self.instruments.iter().filter(entrusts);
        instruments
            .flat_map(|instrument| {
                let grantors = self.grantors(instrument);
                grantors
                    .into_iter()
                    .filter_map(|principal| self.entrustment(instrument, principal))
            })
            .collect()
    }

    fn transfer(&self, instrument: &proto::Instrument, grantor: &str) -> Option<Transfer> {
        let kind = match instrument.kind() {
            InstrumentKind::Grant => TransferKind::Grant,
            _ => TransferKind::Concentration,
        };
        let receivers = instrument
            .grantee_ids
            .iter()
            .filter_map(|id| self.agency(id));
        Some(Transfer {
            instrument: instrument.instrument_id.clone(),
            kind,
            division: DivisionCode::parse(&instrument.division).ok()?,
            published: !instrument.publication.is_empty(),
            grantor: grantor.to_owned(),
            grantees: receivers
                .map(|agency| Grantee {
                    claimed: !instrument.claimed || self.is_claimed(instrument, &agency.id),
                    agency,
                })
                .collect(),
        })
    }

    fn entrustment(&self, instrument: &proto::Instrument, principal: &str) -> Option<Entrustment> {
        let entrusted = instrument.grantee_ids.iter().filter(|id| {
            self.agencies.get(*id).is_some_and(|agency| {
                agency.kind() == AgencyKind::Entrusted && agency.principal_id == principal
            })
        });
        Some(Entrustment {
            instrument: instrument.instrument_id.clone(),
            division: DivisionCode::parse(&instrument.division).ok()?,
            published: !instrument.publication.is_empty(),
            principal: principal.to_owned(),
            entrusted: entrusted.cloned().collect(),
        })
    }

    /// Agencies whose power on the item an instrument passes on.
    fn grantors<'i>(&self, instrument: &'i proto::Instrument) -> BTreeSet<&'i str> {
        let of_item = instrument
            .powers
            .iter()
            .filter(|power| power.item_id == self.item.item_id);
        of_item.map(|power| power.grantor_id.as_str()).collect()
    }

    fn is_claimed(&self, instrument: &proto::Instrument, agency: &str) -> bool {
        self.claims.iter().any(|claim| {
            claim.instrument_id == instrument.instrument_id
                && claim.agency_id == agency
                && claim.item_ids.contains(&self.item.item_id)
        })
    }

    fn agency(&self, id: &str) -> Option<Agency> {
        let agency = self.agencies.get(id)?;
        Some(Agency {
            id: agency.agency_id.clone(),
            division: DivisionCode::parse(&agency.division).ok()?,
            in_own_name: agency.kind() != AgencyKind::Entrusted,
        })
    }
}

impl PartyKind {
    /// The kind as the contract names it; `None`: not stated.
    pub const fn from_proto(kind: proto::PartyKind) -> Option<Self> {
        match kind {
            proto::PartyKind::Unspecified => None,
            proto::PartyKind::Person => Some(Self::Person),
            proto::PartyKind::IndividualBusiness => Some(Self::IndividualBusiness),
            proto::PartyKind::Organisation => Some(Self::Organisation),
            proto::PartyKind::Unregistered => Some(Self::Unregistered),
        }
    }
}

const fn level(level: proto::Level) -> Option<Level> {
    match level {
        proto::Level::Unspecified => None,
        proto::Level::Province => Some(Level::Province),
        proto::Level::City => Some(Level::City),
        proto::Level::County => Some(Level::County),
        proto::Level::Town => Some(Level::Town),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Ground;

    fn agency(id: &str, division: &str, kind: AgencyKind) -> (String, proto::Agency) {
        let agency = proto::Agency {
            agency_id: id.into(),
            division: division.into(),
            kind: kind.into(),
            principal_id: if kind == AgencyKind::Entrusted {
                "urban".into()
            } else {
                String::new()
            },
            ..proto::Agency::default()
        };
        (id.into(), agency)
    }

    fn instrument(id: &str, kind: InstrumentKind, grantee: &str) -> proto::Instrument {
        proto::Instrument {
            instrument_id: id.into(),
            kind: kind.into(),
            division: "350427".into(),
            grantee_ids: vec![grantee.into()],
            powers: vec![proto::Power {
                item_id: "i-1".into(),
                grantor_id: "urban".into(),
                ..proto::Power::default()
            }],
            claimed: kind == InstrumentKind::Grant,
            publication: "沙县区人民政府网站".into(),
            ..proto::Instrument::default()
        }
    }

    #[test]
    fn records_read_as_the_law_means_them() {
        let agencies = BTreeMap::from([
            agency("urban", "350427", AgencyKind::Statutory),
            agency("brigade", "350427", AgencyKind::Entrusted),
            agency("gaosha", "350427104", AgencyKind::Statutory),
        ]);
        let item = proto::Item {
            item_id: "i-1".into(),
            kind: ItemKind::Penalty.into(),
            agency_ids: vec!["urban".into(), "lapsed".into()],
            ..proto::Item::default()
        };
        let instruments = [
            instrument("grant", InstrumentKind::Grant, "gaosha"),
            instrument("entrustment", InstrumentKind::Entrustment, "brigade"),
        ];
        let claim = proto::Claim {
            claim_id: "c".into(),
            instrument_id: "grant".into(),
            agency_id: "gaosha".into(),
            item_ids: vec!["i-1".into()],
            ..proto::Claim::default()
        };
        let place = DivisionCode::parse("350427104").unwrap();
        let records = |claims| Records {
            item: &item,
            agencies: &agencies,
            instruments: &instruments,
            claims,
        };
        let unclaimed = records(&[]).resolve(&place, None);
        let subject = unclaimed.subject_of("brigade").unwrap();
        assert_eq!((&*subject.agency, subject.ground), ("urban", Ground::Own));
        let claims = [claim];
        let claimed = records(&claims).resolve(&place, None);
        let subject = claimed.subject_of("gaosha").unwrap();
        assert_eq!(
            (subject.ground, subject.instrument.as_deref()),
            (Ground::Grant, Some("grant"))
        );
        assert_eq!(subject.from.as_deref(), Some("urban"));
        assert!(claimed.subject_of("urban").is_none());
    }
}
