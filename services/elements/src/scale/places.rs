//! Where things are: the divisions of Fujian with the names under which agencies are called.

use serde::Deserialize;

use crate::seed::SeedError;

const DIVISIONS: &str = include_str!("../../data/divisions.csv");

/// The divisions, by level; those above are named by their place in the list.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) province: Place,
    pub(super) cities: Vec<Place>,
    pub(super) counties: Vec<Place>,
    pub(super) towns: Vec<Place>,
}

/// One division.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Code, without padding.
    pub(super) code: String,
    /// Its own name, e.g. 石码街道.
    pub(super) name: String,
    /// Name with those above as agencies write it: 漳州市龙海区石码街道, but 福清市 and 闽侯县白沙镇.
    pub(super) full: String,
    /// Place of the division above in its list.
    pub(super) above: usize,
}

#[derive(Deserialize)]
struct Line {
    code: String,
    name: String,
}

impl Places {
    /// The divisions of the data in the tree.
    pub(super) fn read() -> Result<Self, SeedError> {
        let mut lines = csv::Reader::from_reader(DIVISIONS.as_bytes())
            .deserialize()
            .collect::<Result<Vec<Line>, _>>()
            .map_err(|error| SeedError::Data(Box::new(error)))?;
        lines.sort_by(|one, other| one.code.cmp(&other.code));
        let mut places = Self {
            province: Place::of("35", "福建省", String::new(), 0),
            cities: Vec::new(),
            counties: Vec::new(),
            towns: Vec::new(),
        };
        for Line { code, name } in lines {
            let last = |places: &[Place]| places.len().saturating_sub(1);
            match code.len() {
                4 => places
                    .cities
                    .push(Place::of(&code, &name, String::new(), 0)),
                6 => {
                    let city = last(&places.cities);
                    // A county-level city and a county are called by their own names.
                    let before = if name.ends_with('区') {
                        places.cities[city].full.clone()
                    } else {
                        String::new()
                    };
                    places.counties.push(Place::of(&code, &name, before, city));
                }
                9 => {
                    let county = last(&places.counties);
                    let before = places.counties[county].full.clone();
                    places.towns.push(Place::of(&code, &name, before, county));
                }
                _ => {}
            }
        }
        Ok(places)
    }

    /// The city of a town's county.
    pub(super) fn city_of_town(&self, town: usize) -> usize {
        self.counties[self.towns[town].above].above
    }
}

impl Place {
    fn of(code: &str, name: &str, before: String, above: usize) -> Self {
        Self {
            code: code.to_owned(),
            name: name.to_owned(),
            full: before + name,
            above,
        }
    }

    /// The name without 市, 区, 县.
    pub(super) fn stem(&self) -> &str {
        self.name
            .strip_suffix(['市', '区', '县', '省'])
            .unwrap_or(&self.name)
    }

    /// The code as six digits, as registrars write it.
    pub(super) fn six(&self) -> String {
        let code: String = self.code.chars().take(6).collect();
        format!("{code:0<6}")
    }

    /// The short form of a city in document numbers.
    pub(super) fn word(&self) -> &'static str {
        match self.code.as_str() {
            "3501" => "榕",
            "3502" => "厦",
            "3503" => "莆",
            "3504" => "明",
            "3505" => "泉",
            "3506" => "漳",
            "3507" => "南",
            "3508" => "岩",
            "3509" => "宁",
            _ => "闽",
        }
    }

    /// Whether it is a 街道, which has an office instead of a government.
    pub(super) fn is_street(&self) -> bool {
        self.name.ends_with("街道")
    }
}
