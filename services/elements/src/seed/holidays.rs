//! 节假日安排 of 2018 to 2026 (data/README.md), each in force from the day it was announced.

use std::collections::BTreeMap;

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;

use super::{Entry, SeedError, day};

/// Days off and days worked instead, one a line.
const DAYS: &str = include_str!("../../data/holidays.csv");

/// The State Council's announcements, with their days.
fn announcements() -> [(i32, &'static str, CivilDate); 9] {
    [
        (2018, "国办发明电〔2017〕12号", day(2017, 11, 30)),
        (
            2019,
            "国办发明电〔2018〕15号、〔2019〕3号",
            day(2018, 12, 6),
        ),
        (
            2020,
            "国办发明电〔2019〕16号、〔2020〕1号",
            day(2019, 11, 21),
        ),
        (2021, "国办发明电〔2020〕27号", day(2020, 11, 25)),
        (2022, "国办发明电〔2021〕11号", day(2021, 10, 25)),
        (2023, "国办发明电〔2022〕16号", day(2022, 12, 8)),
        (2024, "国办发明电〔2023〕7号", day(2023, 10, 25)),
        (2025, "国办发明电〔2024〕12号", day(2024, 11, 12)),
        (2026, "国办发明电〔2025〕7号", day(2025, 11, 4)),
    ]
}

/// A line that is no day of the table.
#[derive(Debug, thiserror::Error)]
#[error("not a line of holidays.csv: {0:?}")]
struct NotADay(String);

/// The calendars.
pub(super) fn calendars() -> Result<Vec<Entry>, SeedError> {
    let mut years: BTreeMap<i32, proto::HolidayCalendar> = BTreeMap::new();
    for line in DAYS.lines().skip(1) {
        let broken = || SeedError::Data(Box::new(NotADay(line.to_owned())));
        let (date, kind) = line.split_once(',').ok_or_else(broken)?;
        let year = CivilDate::parse(date).map_err(|_| broken())?.year();
        let calendar = years.entry(year).or_default();
        let days = match kind {
            "off" => &mut calendar.days_off,
            "work" => &mut calendar.make_up_days,
            _ => return Err(broken()),
        };
        days.push(date.to_owned());
    }
    let entry = |(year, document, announced): (i32, &str, CivilDate)| {
        let calendar = proto::HolidayCalendar {
            holiday_calendar_id: year.to_string(),
            document_number: document.to_owned(),
            ..years.get(&year).cloned().unwrap_or_default()
        };
        Entry::since(announced, Body::HolidayCalendar(calendar))
    };
    Ok(announcements().into_iter().map(entry).collect())
}
