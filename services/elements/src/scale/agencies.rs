//! 执法主体: organs of fourteen lines at three levels, towns, enforcement teams and police stations. 4,024 in all, six of
//! them those of the demonstration.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{AgencyKind, Domain};

use super::codes;
use super::dice::{Dice, For};
use super::lines::{LINES, Line};
use super::places::{Place, Places};
use super::{Draft, beginning};
use crate::seed::ids;

/// Agencies of the province.
pub const AGENCIES: usize = 4_024;

/// An agency, as far as others need to know it.
#[derive(Debug, Clone)]
pub(super) struct Office {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) role: Role,
    /// Division.
    pub(super) division: String,
    /// Place of its county in the list of counties; none above counties.
    pub(super) county: Option<usize>,
}

/// What an agency is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// An organ of a line.
    Organ { line: usize, level: Seat },
    /// 乡镇人民政府、街道办事处.
    Town { town: usize },
    /// 综合执法支队、大队, entrusted by an organ.
    Team { line: usize, level: Seat },
    /// 派出所, authorised.
    Station { town: usize },
}

/// At which division an organ sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seat {
    Province,
    City(usize),
    County(usize),
}

/// All of them, those above first.
pub(super) fn offices(places: &Places, seed: u64) -> Vec<Office> {
    let mut offices = Vec::with_capacity(AGENCIES);
    let seats = seats(places);
    for level in &seats {
        let lines = LINES.iter().enumerate();
        offices.extend(lines.filter_map(|(line, _)| {
            organ(
                places,
                Role::Organ {
                    line,
                    level: *level,
                },
            )
        }));
    }
    for (town, place) in places.towns.iter().enumerate() {
        offices.push(Office {
            id: town_id(place),
            name: town_name(place),
            role: Role::Town { town },
            division: place.code.clone(),
            county: Some(place.above),
        });
    }
    for level in seats.iter().filter(|level| **level != Seat::Province) {
        let teams = LINES
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.team.is_empty());
        offices.extend(teams.filter_map(|(line, _)| {
            organ(
                places,
                Role::Team {
                    line,
                    level: *level,
                },
            )
        }));
    }
    // Police stations stand in as many towns as are left, everywhere alike.
    let left = AGENCIES.saturating_sub(offices.len());
    let mut towns: Vec<usize> = (0..places.towns.len()).collect();
    towns.sort_by_key(|town| Dice::of(seed, For::Agency, *town as u64).below(1 << 40));
    towns.truncate(left);
    towns.sort_unstable();
    offices.extend(towns.into_iter().map(|town| {
        let place = &places.towns[town];
        let police = organ_name(places, POLICE, Seat::County(place.above));
        Office {
            id: format!("a-{}-police", place.code),
            name: format!("{police}{}派出所", short_town(place)),
            role: Role::Station { town },
            division: place.code.clone(),
            county: Some(place.above),
        }
    }));
    offices
}

/// Place of 公安 and 司法 in the list of lines.
pub(super) const POLICE: usize = 11;
const JUSTICE: usize = 0;

/// The agency as it is recorded; the demonstration's own are recorded by the demonstration. `police_law` is what police
/// stations are authorised by.
pub(super) fn draft(
    places: &Places,
    office: &Office,
    serial: usize,
    police_law: &str,
) -> Option<Draft> {
    if !office.id.starts_with("a-") {
        return None;
    }
    let place = seat_place(places, office.role);
    let registered = match office.role {
        Role::Town { town } | Role::Station { town } => {
            places.counties[places.towns[town].above].six()
        }
        _ => place.six(),
    };
    let kind = match office.role {
        Role::Team { .. } => "12",
        _ => "11",
    };
    let mut agency = proto::Agency {
        agency_id: office.id.clone(),
        name: office.name.clone(),
        credit_code: codes::credit_code(kind, &registered, &format!("MB{:06}", 200_000 + serial)),
        kind: AgencyKind::Statutory.into(),
        division: office.division.clone(),
        domains: domains(office.role)
            .iter()
            .map(|domain| i32::from(*domain))
            .collect(),
        superior_id: superior(places, office.role),
        reconsideration_organ: reconsideration(places, office.role),
        document_word: word(places, office.role),
        public_notice: format!(
            "{}行政执法主体公告（2021年第{}批）",
            places.province.full,
            1 + serial % 6
        ),
        address: address(places, office, serial),
        phone: format!("{}-00{serial:06}", area_code(&office.division)),
        ..proto::Agency::default()
    };
    match office.role {
        Role::Team { line, level } => {
            agency.kind = AgencyKind::Entrusted.into();
            agency.principal_id = organ_id(places, line, level);
            agency.document_word = String::new();
        }
        Role::Station { .. } => {
            agency.kind = AgencyKind::Authorised.into();
            // 法律、法规授权的具有管理公共事务职能的组织 (行政处罚法 §19).
            agency.qualification = vec![proto::Basis {
                law_id: police_law.to_owned(),
                article: 2,
                ..proto::Basis::default()
            }];
        }
        Role::Organ { .. } | Role::Town { .. } => {}
    }
    Some(Draft::since(beginning(), Body::Agency(agency)))
}

/// The lines in which an agency acts.
pub(super) fn domains(role: Role) -> &'static [Domain] {
    const TOWN: [Domain; 4] = [
        Domain::Housing,
        Domain::MarketSupervision,
        Domain::Agriculture,
        Domain::FireSafety,
    ];
    match role {
        Role::Organ { line, .. } | Role::Team { line, .. } => LINES[line].domains,
        Role::Town { .. } => &TOWN,
        Role::Station { .. } => &[Domain::PublicSecurity],
    }
}

/// Id of the organ of a line at a division.
pub(super) fn organ_id(places: &Places, line: usize, level: Seat) -> String {
    let code = &seat(places, level).code;
    match (code.as_str(), LINES[line].key) {
        (ids::DIVISION_FUJIAN, "justice") => ids::AGENCY_PROVINCE.to_owned(),
        (ids::DIVISION_LONGHAI, "justice") => ids::AGENCY_JUSTICE.to_owned(),
        (ids::DIVISION_LONGHAI, "market") => ids::AGENCY_MARKET.to_owned(),
        (ids::DIVISION_LONGHAI, "urban") => ids::AGENCY_URBAN.to_owned(),
        (ids::DIVISION_LONGHAI, "fire") => ids::AGENCY_FIRE.to_owned(),
        (code, key) => format!("a-{code}-{key}"),
    }
}

/// Id of a town's own agency.
pub(super) fn town_id(place: &Place) -> String {
    if place.code == ids::DIVISION_SHIMA {
        ids::AGENCY_SHIMA.to_owned()
    } else {
        format!("a-{}", place.code)
    }
}

/// Area code of the telephone.
pub(super) fn area_code(division: &str) -> &'static str {
    match division.get(..4) {
        Some("3502") => "0592",
        Some("3503") => "0594",
        Some("3504") => "0598",
        Some("3505") => "0595",
        Some("3506") => "0596",
        Some("3507") => "0599",
        Some("3508") => "0597",
        Some("3509") => "0593",
        _ => "0591",
    }
}

fn seats(places: &Places) -> Vec<Seat> {
    let cities = (0..places.cities.len()).map(Seat::City);
    let counties = (0..places.counties.len()).map(Seat::County);
    [Seat::Province]
        .into_iter()
        .chain(cities)
        .chain(counties)
        .collect()
}

fn organ(places: &Places, role: Role) -> Option<Office> {
    let (Role::Organ { line, level } | Role::Team { line, level }) = role else {
        return None;
    };
    let is_team = matches!(role, Role::Team { .. });
    if level == Seat::Province && LINES[line].province.is_empty() {
        return None;
    }
    let place = seat(places, level);
    let (id, name) = if is_team {
        let suffix = if matches!(level, Seat::City(_)) {
            "支队"
        } else {
            "大队"
        };
        (
            format!("a-{}-{}-team", place.code, LINES[line].key),
            format!("{}{}{suffix}", place.full, LINES[line].team),
        )
    } else {
        (
            organ_id(places, line, level),
            organ_name(places, line, level),
        )
    };
    Some(Office {
        id,
        name,
        role,
        division: place.code.clone(),
        county: match level {
            Seat::County(county) => Some(county),
            _ => None,
        },
    })
}

/// What an organ is called: some lines have their own manner.
fn organ_name(places: &Places, line: usize, level: Seat) -> String {
    let Line {
        key,
        province,
        local,
        ..
    } = &LINES[line];
    let place = seat(places, level);
    match (*key, level) {
        (_, Seat::Province) => format!("{}{province}", place.full),
        ("police", Seat::County(_)) if place.name.ends_with('区') => {
            let city = &places.cities[place.above];
            format!("{}公安局{}分局", city.full, place.stem())
        }
        ("environment", Seat::County(_)) => {
            let city = &places.cities[place.above];
            format!("{}{}生态环境局", city.full, place.stem())
        }
        ("fire", Seat::City(_)) => format!("{}消防救援支队", place.full),
        ("fire", Seat::County(_)) => format!("{}消防救援大队", place.full),
        _ => format!("{}{local}", place.full),
    }
}

fn town_name(place: &Place) -> String {
    if place.is_street() {
        format!("{}办事处", place.full)
    } else {
        format!("{}人民政府", place.full)
    }
}

fn short_town(place: &Place) -> &str {
    place
        .name
        .strip_suffix("街道")
        .or_else(|| place.name.strip_suffix('镇'))
        .or_else(|| place.name.strip_suffix('乡'))
        .filter(|short| short.chars().count() > 1)
        .unwrap_or(&place.name)
}

fn seat(places: &Places, level: Seat) -> &Place {
    match level {
        Seat::Province => &places.province,
        Seat::City(city) => &places.cities[city],
        Seat::County(county) => &places.counties[county],
    }
}

fn seat_place(places: &Places, role: Role) -> &Place {
    match role {
        Role::Organ { level, .. } | Role::Team { level, .. } => seat(places, level),
        Role::Town { town } | Role::Station { town } => &places.towns[town],
    }
}

/// The organ of the same line above; a town is supervised by the county's 司法局.
fn superior(places: &Places, role: Role) -> String {
    let above = |line: usize, level| match level {
        Seat::County(county) => Some((line, Seat::City(places.counties[county].above))),
        Seat::City(_) if LINES[line].province.is_empty() => Some((HOUSING, Seat::Province)),
        Seat::City(_) => Some((line, Seat::Province)),
        Seat::Province if line == JUSTICE => None,
        Seat::Province => Some((JUSTICE, Seat::Province)),
    };
    let found = match role {
        Role::Organ { line, level } => above(line, level),
        Role::Team { line, level } => Some((line, level)),
        Role::Town { town } => Some((JUSTICE, Seat::County(places.towns[town].above))),
        Role::Station { town } => Some((POLICE, Seat::County(places.towns[town].above))),
    };
    found.map_or_else(String::new, |(line, level)| organ_id(places, line, level))
}

/// Place of 住房和城乡建设 in the list of lines.
const HOUSING: usize = 5;

/// 行政复议机关: the government of the same level; a town's is the county's.
fn reconsideration(places: &Places, role: Role) -> String {
    let place = match role {
        Role::Organ { level, .. } | Role::Team { level, .. } => seat(places, level),
        Role::Town { town } | Role::Station { town } => &places.counties[places.towns[town].above],
    };
    format!("{}人民政府", place.full)
}

/// 机关代字: 榕鼓楼市监.
fn word(places: &Places, role: Role) -> String {
    match role {
        Role::Organ { line, level } => {
            let word = LINES[line].word;
            match level {
                Seat::Province => format!("闽{word}"),
                Seat::City(city) => format!("{}{word}", places.cities[city].word()),
                Seat::County(county) => {
                    let place = &places.counties[county];
                    format!(
                        "{}{}{word}",
                        places.cities[place.above].word(),
                        place.stem()
                    )
                }
            }
        }
        Role::Town { town } => {
            let place = &places.towns[town];
            let county = &places.counties[place.above];
            let city = &places.cities[county.above];
            let own = place.name.strip_suffix('道').unwrap_or(&place.name);
            // A word is written with characters that every printer has: 虎𬇙镇 has one that is rare.
            let own: String = own.chars().filter(|letter| *letter <= '\u{9FFF}').collect();
            format!("{}{}{own}", city.word(), county.stem())
        }
        Role::Team { .. } | Role::Station { .. } => String::new(),
    }
}

fn address(places: &Places, office: &Office, serial: usize) -> String {
    let city = match office.role {
        Role::Organ { level, .. } | Role::Team { level, .. } => match level {
            Seat::Province => "福州市".to_owned(),
            Seat::City(city) => places.cities[city].name.clone(),
            Seat::County(county) => {
                let place = &places.counties[county];
                format!("{}{}", places.cities[place.above].name, place.name)
            }
        },
        Role::Town { town } | Role::Station { town } => {
            let place = &places.towns[town];
            let county = &places.counties[place.above];
            format!(
                "{}{}{}",
                places.cities[places.city_of_town(town)].name,
                county.name,
                place.name
            )
        }
    };
    format!("福建省{city}示例路{}号", 1 + serial % 400)
}
