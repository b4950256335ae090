//! 赋权: in some counties towns were given items of the county's organs, and claimed most of them. In 沙县区 there are 284,
//! of which its towns took 232 to 283.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{InstrumentKind, ItemKind};
use elements_domain::Span;

use super::agencies::{Seat, organ_id, town_id};
use super::dice::{Dice, For};
use super::items::{self, item_id};
use super::places::Places;
use super::{Draft, day};

/// Of five counties one has granted powers to its towns.
const ONE_IN: usize = 5;
/// 沙县区.
const SHAXIAN: &str = "350405";
/// Powers of its list, and how many its towns took.
const SHAXIAN_POWERS: usize = 284;
const SHAXIAN_TOOK: (i32, i32) = (232, 283);

/// The counties with an instrument, by their place in the list.
pub(super) fn counties(places: &Places) -> Vec<usize> {
    let counties = places.counties.iter().enumerate();
    counties
        .filter(|(at, county)| at % ONE_IN == 0 || county.code == SHAXIAN)
        .filter(|(at, _)| places.towns.iter().any(|town| town.above == *at))
        .map(|(at, _)| at)
        .collect()
}

/// A county's instrument.
pub(super) fn instrument(
    places: &Places,
    items: &[items::Plan],
    county: usize,
    seed: u64,
) -> Option<Draft> {
    let place = &places.counties[county];
    let powers = powers(places, items, county, seed);
    let since = since(county, seed);
    let instrument = proto::Instrument {
        instrument_id: instrument_id(&place.code),
        kind: InstrumentKind::Grant.into(),
        title: format!(
            "关于赋予{}乡镇人民政府（街道办事处）部分县级行政处罚权的决定",
            place.full
        ),
        document_number: format!(
            "{}政规〔{}〕{}号",
            place.stem(),
            since.year(),
            1 + county % 9
        ),
        issuer: format!("{}人民政府", place.full),
        division: place.code.clone(),
        grantee_ids: towns(places, county).map(town_id).collect(),
        powers: powers
            .into_iter()
            .map(|item| proto::Power {
                item_id: item_id(item.at),
                grantor_id: organ_id(places, item.line, Seat::County(county)),
                duty: "行政处罚".to_owned(),
                basis: String::new(),
                workflow: "立案—调查取证—审核—告知—决定—送达—执行".to_owned(),
                supervision: format!("{}司法局监督电话", place.full),
            })
            .collect(),
        claimed: true,
        publication: format!("{}人民政府公报{}年第3期", place.full, since.year()),
        evaluation_date: since.add_years(3).to_string(),
    };
    Some(Draft {
        span: Span::new(since, None)?,
        body: Body::Instrument(instrument),
    })
}

/// What each town of the county has claimed.
pub(super) fn claims(
    places: &Places,
    items: &[items::Plan],
    county: usize,
    seed: u64,
) -> Vec<Draft> {
    let place = &places.counties[county];
    let powers = powers(places, items, county, seed);
    let since = since(county, seed);
    towns(places, county)
        .enumerate()
        .map(|(nth, town)| {
            let mut dice = Dice::of(seed, For::Claim, (county * 1_000 + nth) as u64);
            let took = if place.code == SHAXIAN {
                // The first town took least, the second most.
                match nth {
                    0 => SHAXIAN_TOOK.0,
                    1 => SHAXIAN_TOOK.1,
                    _ => dice.between(SHAXIAN_TOOK.0, SHAXIAN_TOOK.1),
                }
            } else {
                let all = i32::try_from(powers.len()).unwrap_or(1);
                dice.between((all / 2).max(1), all)
            };
            let took = usize::try_from(took).unwrap_or(1);
            let mut left: Vec<usize> = powers.iter().map(|item| item.at).collect();
            while left.len() > took {
                left.remove(dice.below(left.len()));
            }
            let claim = proto::Claim {
                claim_id: format!("cl-{}", town.code),
                instrument_id: instrument_id(&place.code),
                agency_id: town_id(town),
                item_ids: left.into_iter().map(item_id).collect(),
                confirmation: format!("{}赋权确认书第{}号", place.stem(), nth + 1),
            };
            Draft::since(
                since.add_days(i64::from(dice.between(0, 90))),
                Body::Claim(claim),
            )
        })
        .collect()
}

/// Penalties that the county's organs have since before the instrument.
fn powers<'a>(
    places: &Places,
    items: &'a [items::Plan],
    county: usize,
    seed: u64,
) -> Vec<&'a items::Plan> {
    let place = &places.counties[county];
    let mut dice = Dice::of(seed, For::Instrument, county as u64);
    let wanted = if place.code == SHAXIAN {
        SHAXIAN_POWERS
    } else {
        40 + dice.below(120)
    };
    let since = since(county, seed);
    let has = |item: &&items::Plan| {
        let here = match item.seat {
            Seat::Province => true,
            Seat::City(city) => places.counties[county].above == city,
            Seat::County(own) => own == county,
        };
        here && item.kind == ItemKind::Penalty && item.from <= since
    };
    // Those of the county first.
    items.iter().rev().filter(has).take(wanted).collect()
}

fn towns(places: &Places, county: usize) -> impl Iterator<Item = &super::places::Place> {
    places.towns.iter().filter(move |town| town.above == county)
}

fn since(county: usize, seed: u64) -> calendar::CivilDate {
    let mut dice = Dice::of(seed, For::Instrument, (county + 10_000) as u64);
    day(2022, 3, 1).add_days(i64::from(dice.between(0, 500)))
}

fn instrument_id(county: &str) -> String {
    format!("grant-{county}")
}
