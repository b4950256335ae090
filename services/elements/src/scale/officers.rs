//! 执法人员: 90,360 officers, each with a certificate, one in twenty posted to a town (派驻) for dated spans.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{CertificateKind, CertificateState, Domain, ReviewResult};
use elements_domain::Span;

use super::agencies::{self, Office, Role, Seat};
use super::dice::{Dice, For};
use super::lines::LINES;
use super::places::Places;
use super::{Draft, beginning, day, names};

/// Officers.
pub const OFFICERS: usize = 90_360;

/// The agencies' staff: of each officer the place of the agency, and where those of an agency begin.
#[derive(Debug)]
pub(super) struct Staff {
    /// Place of each officer's agency in the list of agencies.
    agency: Vec<usize>,
}

impl Staff {
    /// Shares the officers out by how large agencies of a kind are.
    pub(super) fn of(offices: &[Office]) -> Self {
        let weights: Vec<usize> = offices.iter().map(|office| size(office.role)).collect();
        let sum: usize = weights.iter().sum();
        let mut agency = Vec::with_capacity(OFFICERS);
        let mut before = 0;
        for (at, weight) in weights.iter().enumerate() {
            before += weight;
            agency.resize(OFFICERS * before / sum, at);
        }
        Self { agency }
    }
}

/// An officer as recorded: one in thirty came from another agency of the county and has a past there.
pub(super) fn officer(
    places: &Places,
    offices: &[Office],
    staff: &Staff,
    at: usize,
    seed: u64,
) -> Vec<Draft> {
    let mut dice = Dice::of(seed, For::Officer, at as u64);
    let office = &offices[staff.agency[at]];
    let name = names::person(&mut dice);
    let legally_qualified = dice.permille(70);
    let is_justice = matches!(office.role, Role::Organ { line: 0, .. });
    let officer = proto::Officer {
        officer_id: officer_id(at),
        name,
        agency_id: office.id.clone(),
        division: office.division.clone(),
        legally_qualified,
        supervisor: is_justice && dice.permille(700),
        qualification_number: if legally_qualified {
            format!("A{}3599{at:06}", dice.between(2002, 2020))
        } else {
            String::new()
        },
        reviews: (2022..=2025)
            .map(|year| {
                let failed = dice.permille(6);
                proto::YearlyReview {
                    year,
                    result: if failed {
                        ReviewResult::Failed
                    } else {
                        ReviewResult::Passed
                    }
                    .into(),
                    remark: if failed {
                        "未参加公共法律知识培训".to_owned()
                    } else {
                        String::new()
                    },
                }
            })
            .collect(),
    };
    let since = joined(at, seed);
    let before = office
        .county
        .filter(|_| dice.permille(30))
        .map(|county| agencies::organ_id(places, 1, Seat::County(county)))
        .filter(|earlier| *earlier != office.id);
    let moved = day(2024, 3, 1).add_days(i64::from(dice.between(0, 600)));
    let (Some(earlier), Some(county)) = (before, office.county) else {
        return vec![Draft::since(since, Body::Officer(officer))];
    };
    let mut past = officer.clone();
    past.agency_id = earlier;
    past.division.clone_from(&places.counties[county].code);
    past.reviews.clear();
    let mut drafts = Vec::with_capacity(2);
    drafts.extend(Span::new(since, Some(moved)).map(|span| Draft {
        span,
        body: Body::Officer(past),
    }));
    drafts.push(Draft::since(moved, Body::Officer(officer)));
    drafts
}

/// The officer's certificate: mostly valid, some lapsed, some suspended for a time, a few revoked.
pub(super) fn certificate(offices: &[Office], staff: &Staff, at: usize, seed: u64) -> Vec<Draft> {
    let mut dice = Dice::of(seed, For::Certificate, at as u64);
    let office = &offices[staff.agency[at]];
    let since = joined(at, seed);
    // Five years, as certificates are good for; one in forty has run out without a new one.
    let lapsed = dice.permille(25) && since <= day(2021, 12, 31);
    let issued = if lapsed {
        since.add_days(-i64::from(dice.between(30, 200)))
    } else {
        // Renewed since, or issued when the officer joined.
        since
    };
    let years = if lapsed { 3 } else { 6 };
    let expiry = issued.add_years(years).add_days(-1);
    let domains = agencies::domains(office.role);
    let all = [
        Domain::MarketSupervision,
        Domain::Agriculture,
        Domain::Housing,
        Domain::Transport,
        Domain::MedicalInsurance,
        Domain::Environment,
        Domain::PublicSecurity,
        Domain::FireSafety,
    ];
    let domains = if domains.is_empty() {
        &all[..]
    } else {
        domains
    };
    let kind = match office.role {
        Role::Organ { line: 0, .. } => CertificateKind::Supervision,
        Role::Organ { line, .. } if LINES[line].key == "police" || LINES[line].key == "fire" => {
            CertificateKind::Ministry
        }
        _ => CertificateKind::Enforcement,
    };
    let valid = proto::Certificate {
        certificate_id: format!("c-{:06}", at + 1),
        officer_id: officer_id(at),
        number: format!("{:0<6}{:06}", short(&office.division), at + 1),
        domains: domains.iter().map(|domain| i32::from(*domain)).collect(),
        division: office.division.clone(),
        issue_date: issued.to_string(),
        expiry_date: expiry.to_string(),
        state: CertificateState::Valid.into(),
        kind: kind.into(),
    };
    let change = day(2025, 1, 6).add_days(i64::from(dice.between(0, 600)));
    let outcome = *dice.weighted(&[
        (None, 985),
        (Some(CertificateState::Suspended), 11),
        (Some(CertificateState::Revoked), 4),
    ]);
    let mut drafts = vec![Draft::since(since, Body::Certificate(valid.clone()))];
    if let Some(state) = outcome.filter(|_| since < change && change < expiry) {
        let mut changed = valid.clone();
        changed.state = state.into();
        let ends = (state == CertificateState::Suspended && dice.permille(600))
            .then(|| change.add_days(90));
        drafts = Vec::with_capacity(3);
        drafts.extend(Span::new(since, Some(change)).map(|span| Draft {
            span,
            body: Body::Certificate(valid.clone()),
        }));
        drafts.extend(Span::new(change, ends).map(|span| Draft {
            span,
            body: Body::Certificate(changed),
        }));
        drafts.extend(ends.map(|end| Draft::since(end, Body::Certificate(valid))));
    }
    drafts
}

/// A second posting, for one in twenty of those who work for a county: to one of its towns, for a year or two.
pub(super) fn posting(
    places: &Places,
    offices: &[Office],
    staff: &Staff,
    at: usize,
    seed: u64,
) -> Option<Draft> {
    let mut dice = Dice::of(seed, For::Posting, at as u64);
    let office = &offices[staff.agency[at]];
    let county = office.county?;
    if matches!(office.role, Role::Town { .. }) || !dice.permille(SECONDED) {
        return None;
    }
    let first = places.towns.partition_point(|town| town.above < county);
    let count = places.towns[first..].partition_point(|town| town.above == county);
    if count == 0 {
        return None;
    }
    let town = &places.towns[first + dice.below(count)];
    let from = day(2024, 1, 1).add_days(i64::from(dice.between(0, 900)));
    let to = dice
        .permille(600)
        .then(|| from.add_days(i64::from(dice.between(180, 720))));
    let posting = proto::Posting {
        posting_id: format!("post-{:06}", at + 1),
        officer_id: officer_id(at),
        agency_id: agencies::town_id(town),
        division: town.code.clone(),
        post: "派驻执法队员".to_owned(),
    };
    Some(Draft {
        span: Span::new(from, to)?,
        body: Body::Posting(posting),
    })
}

/// Of a thousand officers of counties: so that one in twenty of all is posted to a town.
const SECONDED: usize = 76;

fn officer_id(at: usize) -> String {
    format!("o-{:06}", at + 1)
}

/// The day since which an officer is one: most since the beginning of the record, the others later.
fn joined(at: usize, seed: u64) -> calendar::CivilDate {
    let mut dice = Dice::of(seed, For::Joined, at as u64);
    if dice.permille(650) {
        beginning()
    } else {
        beginning().add_days(i64::from(dice.between(1, 900)))
    }
}

/// How many officers an agency has, in relation to others.
fn size(role: Role) -> usize {
    match role {
        Role::Organ { line, level } | Role::Team { line, level } => {
            let share = LINES[line].officers;
            match level {
                Seat::Province => share * 2,
                Seat::City(_) => share * 3 / 2,
                Seat::County(_) => share,
            }
        }
        Role::Town { .. } => 18,
        Role::Station { .. } => 20,
    }
}

fn short(division: &str) -> String {
    division.chars().take(6).collect()
}
