//! 权责清单: the powers that an agency holds, and how they came and went.

use std::collections::{BTreeMap, BTreeSet};

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{CompetenceGround, InstrumentKind};
use elements_domain::Registry;
use refusal::Fault;
use sqlx::PgConnection;

use super::lookup::{self, Row};
use crate::store::Point;

/// A power of an agency's list: an item, and the instrument by which it is held; empty: the agency's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Held {
    /// Item.
    pub(crate) item_id: String,
    /// Instrument.
    pub(crate) instrument_id: String,
}

/// What an agency's list is made from: the items that name it, the instruments that name it as receiver, its claims.
#[derive(Debug, Default)]
struct Sources {
    items: Vec<Row>,
    instruments: Vec<Row>,
    claims: Vec<Row>,
}

/// The powers that an agency holds at a point, by item, then instrument.
pub(crate) async fn held(
    conn: &mut PgConnection,
    agency: &str,
    at: Point,
) -> Result<Vec<(Held, proto::HeldPower)>, Fault> {
    let facets = [format!("agency_id={agency}")];
    let mut sources = Sources {
        items: lookup::with_facets(conn, Registry::Item, &facets, at).await?,
        instruments: lookup::with_facets(conn, Registry::Instrument, &facets, at).await?,
        claims: lookup::with_facets(conn, Registry::Claim, &facets, at).await?,
    };
    let granted: Vec<String> = sources.granted_items().into_iter().collect();
    let granted = lookup::with_ids(conn, Registry::Item, &granted, None, at).await?;
    sources.items.extend(granted);
    let gives = [format!("grantor_id={agency}")];
    let gives = lookup::with_facets(conn, Registry::Instrument, &gives, at).await?;
    let given = given(conn, agency, &lookup::instruments(gives), at).await?;
    let powers = sources.on(agency, at.valid);
    Ok(powers
        .into_iter()
        .map(|held| {
            let power = sources.power(&held, &given, at.valid);
            (held, power)
        })
        .collect())
}

/// What came to an agency's list and what went from it, from one day's list to another's, by day, then item.
pub(crate) async fn adjustments(
    conn: &mut PgConnection,
    agency: &str,
    from: CivilDate,
    to: CivilDate,
) -> Result<Vec<proto::PowerAdjustment>, Fault> {
    let facet = format!("agency_id={agency}");
    let days = (from, to);
    let mut sources = Sources {
        items: lookup::over(conn, Registry::Item, Some(&facet), &[], days).await?,
        instruments: lookup::over(conn, Registry::Instrument, Some(&facet), &[], days).await?,
        claims: lookup::over(conn, Registry::Claim, Some(&facet), &[], days).await?,
    };
    let granted: Vec<String> = sources.granted_items().into_iter().collect();
    let more = lookup::over(conn, Registry::Item, None, &granted, days).await?;
    sources.items.extend(more);
    let mut before = sources.on(agency, from);
    let mut adjustments = Vec::new();
    for day in sources.boundaries(from, to) {
        let after = sources.on(agency, day);
        let went = before.difference(&after).map(|held| (held, false));
        let came = after.difference(&before).map(|held| (held, true));
        let mut changed: Vec<(&Held, bool)> = went.chain(came).collect();
        changed.sort();
        adjustments.extend(
            changed
                .into_iter()
                .map(|(held, added)| proto::PowerAdjustment {
                    date: day.to_string(),
                    item_id: held.item_id.clone(),
                    item_name: String::new(),
                    added,
                    instrument_id: held.instrument_id.clone(),
                }),
        );
        before = after;
    }
    let ids: BTreeSet<String> = adjustments.iter().map(|it| it.item_id.clone()).collect();
    let ids: Vec<String> = ids.into_iter().collect();
    let names = lookup::names(conn, Registry::Item, &ids).await?;
    for adjustment in &mut adjustments {
        adjustment.item_name = names.get(&adjustment.item_id).cloned().unwrap_or_default();
    }
    Ok(adjustments)
}

/// To whom an agency's powers went, by item: those who hold them.
async fn given(
    conn: &mut PgConnection,
    agency: &str,
    instruments: &[proto::Instrument],
    at: Point,
) -> Result<BTreeMap<String, Vec<String>>, Fault> {
    let mut given: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for instrument in instruments.iter().filter(|instrument| passes(instrument)) {
        let claims = if instrument.claimed {
            let facet = format!("instrument_id={}", instrument.instrument_id);
            let rows = lookup::with_facets(conn, Registry::Claim, &[facet], at).await?;
            lookup::claims(rows)
        } else {
            Vec::new()
        };
        let claimed: BTreeSet<(&str, &str)> = claims
            .iter()
            .flat_map(|claim| {
                let items = claim.item_ids.iter();
                items.map(|item| (claim.agency_id.as_str(), item.as_str()))
            })
            .collect();
        let own = |power: &&proto::Power| power.grantor_id == agency;
        for power in instrument.powers.iter().filter(own) {
            let holds = |grantee: &&String| {
                !instrument.claimed || claimed.contains(&(grantee.as_str(), &power.item_id))
            };
            let holders = instrument.grantee_ids.iter().filter(holds).cloned();
            given
                .entry(power.item_id.clone())
                .or_default()
                .extend(holders);
        }
    }
    Ok(given
        .into_iter()
        .map(|(item, holders)| (item, holders.into_iter().collect()))
        .collect())
}

/// Whether powers change hands by the instrument and do so on publication (§24(1)); by entrustment they do not.
fn passes(instrument: &proto::Instrument) -> bool {
    match instrument.kind() {
        InstrumentKind::Grant => !instrument.publication.is_empty(),
        InstrumentKind::Concentration => true,
        InstrumentKind::Entrustment | InstrumentKind::Unspecified => false,
    }
}

impl Sources {
    /// Items that some instrument hands to the agency.
    fn granted_items(&self) -> BTreeSet<String> {
        self.instruments
            .iter()
            .filter_map(instrument)
            .filter(|instrument| passes(instrument))
            .flat_map(|instrument| &instrument.powers)
            .map(|power| power.item_id.clone())
            .collect()
    }

    /// The list as it is on a day.
    fn on(&self, agency: &str, day: CivilDate) -> BTreeSet<Held> {
        let items = |row: &&Row| row.span.holds_on(day);
        let in_force: BTreeSet<&str> = self
            .items
            .iter()
            .filter(items)
            .map(|row| row.id.as_str())
            .collect();
        let mut list: BTreeSet<Held> = self
            .items
            .iter()
            .filter(items)
            .filter(|row| matches!(&row.body, Body::Item(item) if item.agency_ids.iter().any(|id| id == agency)))
            .map(|row| Held {
                item_id: row.id.clone(),
                instrument_id: String::new(),
            })
            .collect();
        let instruments = self.instruments.iter().filter(|row| row.span.holds_on(day));
        for instrument in instruments.filter_map(instrument).filter(|it| passes(it)) {
            let claimed = self.claimed(instrument, day);
            let holds = |power: &&proto::Power| {
                in_force.contains(power.item_id.as_str())
                    && (!instrument.claimed || claimed.contains(power.item_id.as_str()))
            };
            list.extend(instrument.powers.iter().filter(holds).map(|power| Held {
                item_id: power.item_id.clone(),
                instrument_id: instrument.instrument_id.clone(),
            }));
        }
        list
    }

    fn claimed(&self, instrument: &proto::Instrument, day: CivilDate) -> BTreeSet<&str> {
        let claims = self.claims.iter().filter(|row| row.span.holds_on(day));
        let claims = claims.filter_map(|row| match &row.body {
            Body::Claim(claim) if claim.instrument_id == instrument.instrument_id => Some(claim),
            _ => None,
        });
        claims
            .flat_map(|claim| &claim.item_ids)
            .map(String::as_str)
            .collect()
    }

    /// Days after the first, up to the last, on which something begins or ends to hold.
    fn boundaries(&self, from: CivilDate, to: CivilDate) -> BTreeSet<CivilDate> {
        let rows = self
            .items
            .iter()
            .chain(&self.instruments)
            .chain(&self.claims);
        rows.flat_map(|row| [Some(row.span.from()), row.span.to()])
            .flatten()
            .filter(|day| *day > from && *day <= to)
            .collect()
    }

    fn power(
        &self,
        held: &Held,
        given: &BTreeMap<String, Vec<String>>,
        day: CivilDate,
    ) -> proto::HeldPower {
        let item = self
            .items
            .iter()
            .find(|row| row.id == held.item_id && row.span.holds_on(day));
        let name = item.and_then(|row| match &row.body {
            Body::Item(item) => Some(item.name.clone()),
            _ => None,
        });
        let instrument = self
            .instruments
            .iter()
            .find(|row| row.id == held.instrument_id)
            .and_then(instrument);
        let ground = match instrument.map(proto::Instrument::kind) {
            None => CompetenceGround::Own,
            Some(InstrumentKind::Concentration) => CompetenceGround::Concentration,
            Some(_) => CompetenceGround::Grant,
        };
        let power = instrument.and_then(|instrument| {
            let mut powers = instrument.powers.iter();
            powers.find(|power| power.item_id == held.item_id).cloned()
        });
        proto::HeldPower {
            item_id: held.item_id.clone(),
            item_name: name.unwrap_or_default(),
            ground: ground.into(),
            instrument_id: held.instrument_id.clone(),
            power,
            given_to: given.get(&held.item_id).cloned().unwrap_or_default(),
        }
    }
}

fn instrument(row: &Row) -> Option<&proto::Instrument> {
    match &row.body {
        Body::Instrument(instrument) => Some(instrument),
        _ => None,
    }
}
