//! What the law needs to be loaded: the State Council's holiday schedule of the years that deadlines reach into.

use calendar::CivilDate;

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::Probe;

/// From this month on deadlines reach into the next year, and its schedule is published about then.
const NEXT_YEAR_FROM: u32 = 11;

pub(super) const CHECKS: &[Check] = &[Check {
    id: "calendar.covers",
    probes: Text::new(
        "节假日安排覆盖今年；11 月起覆盖次年",
        "the holiday schedule covers this year and, from November on, the next",
    ),
    mend: Text::new(
        "国务院办公厅公布后升级程序，或把公布的日期写入 cases.holidays_file 指定的文件并重启；公布之前按工作日计算的期限标为暂定，任何人不得自行推定。",
        "When the State Council has published it, upgrade, or put the dates into the file of cases.holidays_file and restart; \
         until then deadlines in working days are marked provisional. Nobody may make a schedule up.",
    ),
    worst: Level::Red,
    examine: Examine::Once(|probe| Box::pin(async { Ok(covers(probe)) })),
}];

fn covers(probe: &Probe) -> Outcome {
    let calendar = match &probe.calendar {
        Ok(calendar) => calendar,
        Err(error) => {
            return Outcome::red(
                format!("节假日文件不可用：{error:#}"),
                format!("the schedules cannot be read: {error:#}"),
            );
        }
    };
    let today = CivilDate::of(probe.world.clock.now());
    let has = |year: i32| calendar.loaded_years().any(|loaded| loaded == year);
    let (this, next) = (today.year(), today.year() + 1);
    if !has(this) {
        return Outcome::red(
            format!("没有 {this} 年的节假日安排"),
            format!("no schedule for {this}"),
        );
    }
    if today.month() >= NEXT_YEAR_FROM && !has(next) {
        return Outcome::warning(
            format!("{next} 年的节假日安排尚未载入"),
            format!("no schedule for {next} yet"),
        );
    }
    Outcome::ok(format!("已载入 {this} 年"), format!("{this} is loaded"))
}
