//! 节假日安排: the State Council's schedule for a year. Kept by the province.

use std::collections::BTreeSet;

use calendar::CivilDate;
use contract::elements::v1 as proto;

use super::element::Columns;
use super::fields::Fields;

/// Years for which a schedule can be recorded: 全国年节及纪念日放假办法 of 1949.
const YEARS: std::ops::RangeInclusive<i32> = 1949..=9999;

/// Reads a holiday calendar. Its id is its year.
pub(super) fn read(calendar: &proto::HolidayCalendar, fields: &mut Fields) -> Columns {
    let id = &calendar.holiday_calendar_id;
    let year = id
        .parse()
        .ok()
        .filter(|year| YEARS.contains(year) && id.len() == 4);
    if year.is_none() {
        fields.refuse(
            "holiday_calendar_id",
            "must be the year, e.g. 2027",
            "应为四位年份，例如2027",
        );
    }
    fields.text("document_number", &calendar.document_number);
    let off = read_days("days_off", &calendar.days_off, year, fields);
    let worked = read_days("make_up_days", &calendar.make_up_days, year, fields);
    for (at, day) in &worked {
        if !day.is_weekend() {
            fields.refuse(
                format!("make_up_days[{at}]"),
                "must be a Saturday or Sunday",
                "调休上班日应为星期六或者星期日",
            );
        }
    }
    let off: BTreeSet<CivilDate> = off.into_iter().map(|(_, day)| day).collect();
    if let Some((at, _)) = worked.iter().find(|(_, day)| off.contains(day)) {
        fields.refuse(
            format!("make_up_days[{at}]"),
            "must not be a day off as well",
            "同一日不能既放假又上班",
        );
    }
    if calendar.days_off.is_empty() {
        fields.refuse("days_off", "must hold at least one", "至少填写一个放假日期");
    }
    Columns {
        id: id.clone(),
        name: id.clone(),
        ..Columns::default()
    }
}

/// Days of the year, ascending, each once.
fn read_days(
    field: &'static str,
    days: &[String],
    year: Option<i32>,
    fields: &mut Fields,
) -> Vec<(usize, CivilDate)> {
    let mut read = Vec::new();
    let mut before = None;
    for (at, text) in days.iter().enumerate() {
        let Some(day) = fields.date(format!("{field}[{at}]"), text) else {
            continue;
        };
        if year.is_some_and(|year| day.year() != year) {
            fields.refuse(
                format!("{field}[{at}]"),
                "must be a day of the year",
                "不属于该年度",
            );
        }
        if before.is_some_and(|before| day <= before) {
            fields.refuse(
                format!("{field}[{at}]"),
                "days must ascend, each once",
                "日期应依次递增且不重复",
            );
        }
        before = before.max(Some(day));
        read.push((at, day));
    }
    read
}
