//! A province at full size, made up: what the platform is measured with, and tried with (`yifa demo --scale fujian`).
//!
//! Every division of Fujian is real; agencies are named as agencies are; persons, firms, codes and texts of laws are
//! invented. The same seed makes the same province, element by element: each has dice of its own. Check characters are
//! valid, references hold, and what stands here goes the way of every other element ([`crate::publish`]).

mod agencies;
mod codes;
mod dice;
mod items;
mod laws;
mod lines;
mod load;
mod names;
mod officers;
mod parties;
mod places;
mod powers;
mod standards;
mod text;
mod wrongs;

use calendar::CivilDate;
use chrono::DateTime;
use contract::elements::v1::element::Body;
use elements_domain::{Registry, Span};

use agencies::Office;
use items::Laws;
use officers::Staff;
use places::Places;

pub use crate::seed::SeedError;
pub use agencies::AGENCIES;
pub use items::{ITEMS, LINKS};
pub use laws::LAWS;
pub use load::{LoadError, Loaded, Told, load};
pub use officers::OFFICERS;
pub use parties::PARTIES;
pub use standards::STANDARDS;

/// The seed when none is given: the year, month and day of 行政处罚法.
pub const SEED: u64 = 20_210_715;

/// A made-up province. Cheap to make; the elements are made when a stage is asked for.
#[derive(Debug)]
pub struct Province {
    seed: u64,
    places: Places,
    offices: Vec<Office>,
    staff: Staff,
    laws: Vec<laws::Plan>,
    items: Vec<items::Plan>,
}

/// Elements of one kind: what they refer to stands in the stages before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// 执法依据.
    Laws,
    /// 执法主体.
    Agencies,
    /// 执法人员.
    Officers,
    /// 执法证件.
    Certificates,
    /// 派驻.
    Postings,
    /// 执法事项.
    Items,
    /// 裁量基准.
    Standards,
    /// 检查对象.
    Parties,
    /// 赋权.
    Instruments,
    /// 认领.
    Claims,
}

/// One element as it is to hold for some days. Several of one element stand beside each other, the earliest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Days.
    pub span: Span,
    /// What holds.
    pub body: Body,
}

impl Province {
    /// The province of a seed.
    pub fn new(seed: u64) -> Result<Self, SeedError> {
        let places = Places::read()?;
        let offices = agencies::offices(&places, seed);
        Ok(Self {
            seed,
            staff: Staff::of(&offices),
            laws: laws::plans(&places, seed),
            items: items::plans(&places, seed),
            places,
            offices,
        })
    }

    /// Everything of a stage, in the order in which it is recorded.
    pub fn drafts(&self, stage: Stage) -> Vec<Draft> {
        let (seed, places, offices) = (self.seed, &self.places, &self.offices);
        let officers = 0..OFFICERS;
        match stage {
            Stage::Laws => (0..LAWS)
                .flat_map(|at| laws::drafts(&self.laws, at, seed))
                .collect(),
            Stage::Agencies => offices
                .iter()
                .enumerate()
                .filter_map(|(serial, office)| {
                    agencies::draft(places, office, serial, self.police_law())
                })
                .collect(),
            Stage::Officers => officers
                .flat_map(|at| officers::officer(places, offices, &self.staff, at, seed))
                .collect(),
            Stage::Certificates => officers
                .flat_map(|at| officers::certificate(offices, &self.staff, at, seed))
                .collect(),
            Stage::Postings => officers
                .filter_map(|at| officers::posting(places, offices, &self.staff, at, seed))
                .collect(),
            Stage::Items => {
                let laws = Laws::of(&self.laws, seed);
                let items = self.items.iter();
                items
                    .map(|plan| items::draft(places, &laws, plan, seed))
                    .collect()
            }
            Stage::Standards => standards::plans(&self.items)
                .into_iter()
                .enumerate()
                .map(|(at, item)| standards::draft(places, item, at, seed))
                .collect(),
            Stage::Parties => (0..PARTIES)
                .flat_map(|at| parties::drafts(places, at, seed))
                .collect(),
            Stage::Instruments => powers::counties(places)
                .into_iter()
                .filter_map(|county| powers::instrument(places, &self.items, county, seed))
                .collect(),
            Stage::Claims => powers::counties(places)
                .into_iter()
                .flat_map(|county| powers::claims(places, &self.items, county, seed))
                .collect(),
        }
    }
}

impl Province {
    /// The law that authorises police stations.
    fn police_law(&self) -> &str {
        let mut laws = self.laws.iter();
        laws.find(|law| law.line == agencies::POLICE && law.is_in_force(beginning()))
            .map_or("", |law| &law.id)
    }
}

impl Stage {
    /// Every stage, in the order of references.
    pub const ALL: [Self; 10] = [
        Self::Laws,
        Self::Agencies,
        Self::Officers,
        Self::Certificates,
        Self::Postings,
        Self::Items,
        Self::Standards,
        Self::Parties,
        Self::Instruments,
        Self::Claims,
    ];

    /// Its registry.
    pub const fn registry(self) -> Registry {
        match self {
            Self::Laws => Registry::Law,
            Self::Agencies => Registry::Agency,
            Self::Officers => Registry::Officer,
            Self::Certificates => Registry::Certificate,
            Self::Postings => Registry::Posting,
            Self::Items => Registry::Item,
            Self::Standards => Registry::Standard,
            Self::Parties => Registry::Party,
            Self::Instruments => Registry::Instrument,
            Self::Claims => Registry::Claim,
        }
    }
}

impl Draft {
    fn since(from: CivilDate, body: Body) -> Self {
        Self {
            span: Span::since(from),
            body,
        }
    }
}

/// A day that stands in this folder's sources.
fn day(year: i32, month: u32, day: u32) -> CivilDate {
    CivilDate::ymd(year, month, day).unwrap_or_else(|| CivilDate::of(DateTime::UNIX_EPOCH))
}

/// Day from which most of it holds: 行政处罚法 of 2021 is in force.
fn beginning() -> CivilDate {
    day(2021, 7, 15)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use contract::elements::v1::CertificateState;
    use elements_domain::Element;

    use super::*;

    fn today() -> CivilDate {
        day(2026, 11, 22)
    }

    fn province() -> Province {
        Province::new(SEED).unwrap()
    }

    #[test]
    fn the_province_has_its_size() {
        let province = province();
        let elements = |stage| {
            let drafts = province.drafts(stage);
            let keys: BTreeSet<String> = drafts
                .into_iter()
                .map(|draft| {
                    let element = Element::read(draft.body, draft.span, today()).unwrap();
                    element.key().id.clone()
                })
                .collect();
            keys.len()
        };
        // Six agencies are the demonstration's own.
        assert_eq!(elements(Stage::Agencies), AGENCIES - 6);
        assert_eq!(elements(Stage::Officers), 90_360);
        assert_eq!(elements(Stage::Certificates), 90_360);
        assert_eq!(elements(Stage::Items), 20_000);
        assert_eq!(elements(Stage::Laws), 2_110);
        assert_eq!(elements(Stage::Standards), 16_000);
        assert_eq!(elements(Stage::Parties), PARTIES);
        let posted = elements(Stage::Postings);
        assert!((4_200..4_900).contains(&posted), "{posted}");
    }

    #[test]
    fn items_rest_on_311_000_articles_none_named_twice_by_one() {
        let mut links = 0;
        for draft in province().drafts(Stage::Items) {
            let Body::Item(item) = draft.body else {
                panic!("no item")
            };
            let all: Vec<_> = item.violated.iter().chain(&item.basis).collect();
            links += all.len();
            let places: BTreeSet<_> = all
                .iter()
                .map(|basis| (&basis.law_id, basis.article, basis.paragraph, basis.item))
                .collect();
            assert_eq!(places.len(), all.len(), "{}", item.item_id);
        }
        assert_eq!(links, 311_000);
    }

    #[test]
    fn every_element_can_be_read_and_its_references_stand_before_it() {
        let province = province();
        let mut known: BTreeSet<(Registry, String)> = BTreeSet::new();
        let mut codes: BTreeMap<(Registry, String), String> = BTreeMap::new();
        for stage in Stage::ALL {
            for draft in province.drafts(stage) {
                let read = Element::read(draft.body.clone(), draft.span, today());
                let element = read.unwrap_or_else(|refusal| panic!("{:?}: {refusal}", draft.body));
                assert_eq!(element.key().registry, stage.registry());
                for reference in element.references() {
                    let key = reference.key();
                    let seeded = key.registry == Registry::Division || !generated(&key.id);
                    assert!(
                        seeded || known.contains(&(key.registry, key.id.clone())),
                        "{:?} needs {key:?}",
                        element.key()
                    );
                }
                let id = element.key().id.clone();
                if let Some(code) = element.identity() {
                    let other = codes.insert((stage.registry(), code.to_owned()), id.clone());
                    assert!(
                        other.is_none_or(|other| other == id),
                        "{code} is held twice"
                    );
                }
                known.insert((stage.registry(), id));
            }
        }
    }

    /// Not one of the demonstration's.
    fn generated(id: &str) -> bool {
        id.chars().any(|letter| letter.is_ascii_digit())
    }

    #[test]
    fn some_certificates_have_lapsed_and_some_are_suspended() {
        let (mut lapsed, mut suspended) = (0, 0);
        for draft in province().drafts(Stage::Certificates) {
            if let Body::Certificate(certificate) = draft.body {
                lapsed += usize::from(certificate.expiry_date < today().to_string());
                suspended += usize::from(certificate.state() == CertificateState::Suspended);
            }
        }
        assert!((500..5_000).contains(&lapsed), "{lapsed}");
        assert!((300..2_000).contains(&suspended), "{suspended}");
    }

    #[test]
    fn the_same_seed_makes_the_same_province_and_another_another() {
        let (one, same, other) = (province(), province(), Province::new(SEED + 1).unwrap());
        for stage in [Stage::Agencies, Stage::Laws, Stage::Claims] {
            let drafts = one.drafts(stage);
            assert!(!drafts.is_empty());
            assert_eq!(drafts, same.drafts(stage));
        }
        assert_ne!(one.drafts(Stage::Parties), other.drafts(Stage::Parties));
    }

    #[test]
    fn the_towns_of_shaxian_took_232_to_283_of_284_items() {
        let province = province();
        let powers = province
            .drafts(Stage::Instruments)
            .into_iter()
            .find_map(|draft| match draft.body {
                Body::Instrument(instrument) if instrument.division == "350405" => {
                    Some(instrument.powers.len())
                }
                _ => None,
            });
        assert_eq!(powers, Some(284));
        let took: Vec<usize> = province
            .drafts(Stage::Claims)
            .into_iter()
            .filter_map(|draft| match draft.body {
                Body::Claim(claim) if claim.instrument_id == "grant-350405" => {
                    Some(claim.item_ids.len())
                }
                _ => None,
            })
            .collect();
        assert_eq!(took.iter().min(), Some(&232));
        assert_eq!(took.iter().max(), Some(&283));
    }
}
