//! 福建省行政区划, province down to towns (data/README.md).

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use serde::Deserialize;
use statute::identifier::{DivisionCode, Level};

use super::{Entry, SeedError, beginning};

const DIVISIONS: &str = include_str!("../../data/divisions.csv");

#[derive(Deserialize)]
struct Line {
    code: String,
    name: String,
}

/// The divisions, province first, then cities, counties and towns.
pub(super) fn by_level() -> Result<Vec<Vec<Entry>>, SeedError> {
    let mut levels = vec![Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for line in csv::Reader::from_reader(DIVISIONS.as_bytes()).deserialize() {
        let Line { code, name } = line.map_err(data)?;
        let division = DivisionCode::parse(&code).map_err(data)?;
        let level = match division.level() {
            Level::Province => 0,
            Level::City => 1,
            Level::County => 2,
            Level::Town | Level::Village => 3,
        };
        let parent = division
            .parent()
            .map(|above| above.as_str().to_owned())
            .unwrap_or_default();
        let body = Body::Division(proto::Division { code, name, parent });
        levels[level].push(Entry::since(beginning(), body));
    }
    Ok(levels)
}

fn data(error: impl std::error::Error + Send + Sync + 'static) -> SeedError {
    SeedError::Data(Box::new(error))
}
