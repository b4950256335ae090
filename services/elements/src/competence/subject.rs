//! Who acts on an item at a place on a day.

use std::collections::BTreeMap;

use competence::{Competence, PartyKind, Records, Subject, Why};
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{CompetenceGround, CompetenceOutcome};
use elements_domain::{Key, Registry};
use refusal::{Failure, Fault, Refusal};
use sqlx::PgConnection;
use statute::identifier::{DivisionCode, Level};

use super::{lookup, words};
use crate::store::{self, Point};

/// Steps up that a common superior is looked for.
const HIGHEST: usize = 8;

/// What is asked.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Item.
    pub(crate) item_id: String,
    /// Place of the act.
    pub(crate) place: DivisionCode,
    /// Party, if it is known.
    pub(crate) party_id: Option<String>,
    /// Day of the act, and instant of knowledge.
    pub(crate) at: Point,
}

/// What was found out about the item and its surroundings.
pub(super) struct Found {
    pub(super) item: proto::Item,
    pub(super) agencies: BTreeMap<String, proto::Agency>,
    pub(super) instruments: Vec<proto::Instrument>,
    pub(super) claims: Vec<proto::Claim>,
    /// Names of the item's agencies that do not hold on the day.
    pub(super) lapsed: Vec<String>,
    /// Full name of the place.
    pub(super) place: String,
}

/// Says who is competent.
///
/// # Refuses
/// Absent: an item, division or party that never was.
pub(crate) async fn resolve(
    conn: &mut PgConnection,
    asked: &Asked,
) -> Result<proto::ResolveCompetenceResponse, Failure> {
    let place = full_name(conn, &asked.place, asked.at)
        .await?
        .ok_or_else(|| absent(Registry::Division))?;
    let party = party_kind(conn, asked).await?;
    let Some(item) = item(conn, asked).await? else {
        return not_in_force(conn, asked, &place).await;
    };
    let found = gather(conn, asked, item, place).await?;
    let records = Records {
        item: &found.item,
        agencies: &found.agencies,
        instruments: &found.instruments,
        claims: &found.claims,
    };
    let competence = records.resolve(&asked.place, party);
    let mut answer = proto::ResolveCompetenceResponse {
        outcome: outcome(&competence).into(),
        citations: words::citations(&competence, &found),
        ..proto::ResolveCompetenceResponse::default()
    };
    match &competence {
        Competence::One(subject) => {
            answer.explanation = words::one(subject, &records, &found, asked);
            answer.subject = Some(found.subject(subject));
        }
        Competence::Dispute { candidates, common } => {
            let superior = superior(conn, candidates, &found, asked.at).await?;
            let government = match &superior {
                Some(superior) => superior.name.clone(),
                None => government(conn, common, asked.at).await?,
            };
            answer.explanation = words::dispute(candidates, &government, &found);
            answer.common_superior_id = superior.map(|it| it.agency_id).unwrap_or_default();
            answer.common_superior_name = government;
            answer.candidates = candidates.iter().map(|it| found.subject(it)).collect();
        }
        Competence::None(why) => answer.explanation = words::none(why, &found),
    }
    Ok(answer)
}

async fn gather(
    conn: &mut PgConnection,
    asked: &Asked,
    item: proto::Item,
    place: String,
) -> Result<Found, Fault> {
    let facet = format!("item_id={}", asked.item_id);
    let rows = lookup::with_facets(conn, Registry::Instrument, &[facet], asked.at).await?;
    let instruments = lookup::instruments(rows);
    let mut claims = Vec::new();
    for instrument in instruments.iter().filter(|instrument| instrument.claimed) {
        let facet = format!("instrument_id={}", instrument.instrument_id);
        let rows = lookup::with_facets(conn, Registry::Claim, &[facet], asked.at).await?;
        claims.extend(lookup::claims(rows));
    }
    let own = lookup::with_ids(conn, Registry::Agency, &item.agency_ids, None, asked.at).await?;
    let mut agencies: BTreeMap<String, proto::Agency> = lookup::agencies(own).collect();
    let missing: Vec<String> = item
        .agency_ids
        .iter()
        .filter(|id| !agencies.contains_key(*id))
        .cloned()
        .collect();
    let names = lookup::names(conn, Registry::Agency, &missing).await?;
    // A province's instrument names every town; only those about the place matter.
    let others: Vec<String> = instruments
        .iter()
        .flat_map(|instrument| &instrument.grantee_ids)
        .filter(|id| !agencies.contains_key(*id))
        .cloned()
        .collect();
    let near = Some(&asked.place);
    let others = lookup::with_ids(conn, Registry::Agency, &others, near, asked.at).await?;
    agencies.extend(lookup::agencies(others));
    Ok(Found {
        item,
        agencies,
        instruments,
        claims,
        lapsed: names.into_values().collect(),
        place,
    })
}

async fn item(conn: &mut PgConnection, asked: &Asked) -> Result<Option<proto::Item>, Fault> {
    let key = Key::new(Registry::Item, asked.item_id.as_str());
    let found = store::get(conn, &key, asked.at).await?;
    Ok(found.and_then(|(stored, _)| match stored.body {
        Body::Item(item) => Some(item),
        _ => None,
    }))
}

/// An item that was recorded, but not for that day: a penalty on it would be without a basis (行政处罚法 §38).
async fn not_in_force(
    conn: &mut PgConnection,
    asked: &Asked,
    place: &str,
) -> Result<proto::ResolveCompetenceResponse, Failure> {
    let ids = [asked.item_id.clone()];
    let names = lookup::names(conn, Registry::Item, &ids).await?;
    let name = names
        .get(&asked.item_id)
        .ok_or_else(|| absent(Registry::Item))?;
    let (explanation, citation) = words::not_in_force(name, place, asked.at.valid);
    Ok(proto::ResolveCompetenceResponse {
        outcome: CompetenceOutcome::None.into(),
        explanation,
        citations: vec![citation],
        ..proto::ResolveCompetenceResponse::default()
    })
}

async fn party_kind(conn: &mut PgConnection, asked: &Asked) -> Result<Option<PartyKind>, Failure> {
    let Some(id) = &asked.party_id else {
        return Ok(None);
    };
    let key = Key::new(Registry::Party, id.as_str());
    let found = store::get(conn, &key, asked.at).await?;
    match found.map(|(stored, _)| stored.body) {
        Some(Body::Party(party)) => Ok(PartyKind::from_proto(party.kind())),
        _ => Err(absent(Registry::Party).into()),
    }
}

/// The lowest agency that stands above all candidates by the chain of superiors.
async fn superior(
    conn: &mut PgConnection,
    candidates: &[Subject],
    found: &Found,
    at: Point,
) -> Result<Option<proto::Agency>, Fault> {
    let mut chains: Vec<Vec<proto::Agency>> = Vec::new();
    for candidate in candidates {
        let own = found.agencies.get(&candidate.agency);
        let mut chain: Vec<proto::Agency> = Vec::new();
        let mut next = own.map(|agency| agency.superior_id.clone());
        while let Some(id) = next.filter(|id| !id.is_empty() && chain.len() < HIGHEST) {
            let rows = lookup::with_ids(conn, Registry::Agency, &[id], None, at).await?;
            let above = lookup::agencies(rows).next();
            next = above.as_ref().map(|(_, agency)| agency.superior_id.clone());
            chain.extend(above.map(|(_, agency)| agency));
        }
        chains.push(chain);
    }
    let Some((first, others)) = chains.split_first() else {
        return Ok(None);
    };
    let stands = |agency: &&proto::Agency| {
        let id = &agency.agency_id;
        candidates.iter().all(|candidate| candidate.agency != *id)
            && others
                .iter()
                .all(|chain| chain.iter().any(|above| above.agency_id == *id))
    };
    Ok(first.iter().find(stands).cloned())
}

/// Name of a division's government: 漳州市龙海区人民政府.
async fn government(
    conn: &mut PgConnection,
    division: &DivisionCode,
    at: Point,
) -> Result<String, Fault> {
    let name = full_name(conn, division, at).await?;
    let name = name.unwrap_or_else(|| division.padded());
    Ok(format!("{name}人民政府"))
}

/// Name of a division with those above it up to the city: 漳州市龙海区石码街道. `None`: there is no such division on the day.
async fn full_name(
    conn: &mut PgConnection,
    division: &DivisionCode,
    at: Point,
) -> Result<Option<String>, Fault> {
    let mut codes = vec![division.clone()];
    while let Some(above) = codes
        .last()
        .and_then(DivisionCode::parent)
        .filter(|above| above.level() > Level::Province)
    {
        codes.push(above);
    }
    let ids: Vec<String> = codes.iter().map(|code| code.as_str().to_owned()).collect();
    let rows = lookup::with_ids(conn, Registry::Division, &ids, None, at).await?;
    let held = rows.iter().any(|row| row.id == division.as_str());
    // By id, those above come first: their codes begin the others'.
    let name = rows.into_iter().filter_map(|row| match row.body {
        Body::Division(division) => Some(division.name),
        _ => None,
    });
    Ok(held.then(|| name.collect()))
}

impl Found {
    /// Name of an agency, or its id where it is not known.
    pub(super) fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.agencies.get(id).map_or(id, |agency| &agency.name)
    }

    fn subject(&self, subject: &Subject) -> proto::Subject {
        proto::Subject {
            agency_id: subject.agency.clone(),
            name: self.name(&subject.agency).to_owned(),
            division: subject.division.as_str().to_owned(),
            ground: ground(subject.ground).into(),
            instrument_id: subject.instrument.clone().unwrap_or_default(),
            entrusted_ids: subject.entrusted.clone(),
        }
    }
}

const fn outcome(competence: &Competence) -> CompetenceOutcome {
    match competence {
        Competence::One(_) => CompetenceOutcome::One,
        Competence::Dispute { .. } => CompetenceOutcome::Dispute,
        Competence::None(
            Why::NobodyQualified
            | Why::PartyNotCovered
            | Why::OutsideAll
            | Why::LevelClosed
            | Why::TownWithoutGrant
            | Why::TownNotStated { .. },
        ) => CompetenceOutcome::None,
    }
}

const fn ground(ground: competence::Ground) -> CompetenceGround {
    match ground {
        competence::Ground::Own => CompetenceGround::Own,
        competence::Ground::Grant => CompetenceGround::Grant,
        competence::Ground::Concentration => CompetenceGround::Concentration,
    }
}

fn absent(registry: Registry) -> Refusal {
    Refusal::absent(registry.name(), registry.zh())
}
