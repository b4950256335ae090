//! 行政强制 (行政强制法): what measures and execution have in common: by which item the agency has the power, and for which
//! means the law gives it.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Timelike as _, Utc};
use serde::{Deserialize, Serialize};

use crate::guard::{Fails, View};
use crate::{Competence, Division, Item, ItemKind};

/// What an agency may be given the power to do by force (行政强制法 §9, §12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// 查封场所、设施或者财物
    Seal,
    /// 扣押财物
    Seize,
    /// 冻结存款、汇款
    Freeze,
    /// 其他行政强制措施
    OtherMeasure,
    /// 划拨存款、汇款
    Transfer,
    /// 拍卖或者依法处理查封、扣押的财物
    Auction,
    /// 排除妨碍
    ClearObstruction,
    /// 恢复原状
    Restore,
    /// 强制拆除
    Demolish,
    /// 代履行
    Substitute,
    /// 其他强制执行方式
    OtherExecution,
}

/// What is known of the item by which an agency uses force, at the place and on the day of the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompulsionFacts {
    /// The item; none: it is not listed on that day.
    pub item: Option<Item>,
    /// Means that the law gives by it.
    pub means: BTreeSet<Means>,
    /// Place of the case.
    pub place: Division,
    /// Who is competent for it there; none: it is not listed.
    pub competence: Option<Competence>,
}

/// When it is night (§43(1)): the law does not say, so the hours are a setting.
///
/// Unit: hours of the day in Asia/Shanghai; the first is night, the last is not. Source: law.md 2 (a working assumption).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Night {
    /// Hour at which it begins, 0 to 23.
    pub from_hour: u32,
    /// Hour at which it ends, 0 to 23.
    pub to_hour: u32,
}

impl Default for Night {
    fn default() -> Self {
        Self {
            from_hour: 22,
            to_hour: 6,
        }
    }
}

impl Night {
    /// Whether any part of the time from one moment to another lies at night.
    pub fn touches(self, started: DateTime<Utc>, ended: DateTime<Utc>) -> bool {
        let until_night = (self.from_hour * 60 + DAY - minute(started)) % DAY;
        self.covers(started)
            || self.covers(ended)
            || ended - started >= TimeDelta::minutes(i64::from(until_night))
    }

    fn covers(self, at: DateTime<Utc>) -> bool {
        let hour = minute(at) / 60;
        if self.from_hour <= self.to_hour {
            (self.from_hour..self.to_hour).contains(&hour)
        } else {
            hour >= self.from_hour || hour < self.to_hour
        }
    }
}

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// Minute of the day in Asia/Shanghai, eight hours ahead all year.
fn minute(at: DateTime<Utc>) -> u32 {
    (at.hour() * 60 + at.minute() + 8 * 60) % DAY
}

impl Means {
    /// Every one, in order.
    pub const ALL: &'static [Self] = &[
        Self::Seal,
        Self::Seize,
        Self::Freeze,
        Self::OtherMeasure,
        Self::Transfer,
        Self::Auction,
        Self::ClearObstruction,
        Self::Restore,
        Self::Demolish,
        Self::Substitute,
        Self::OtherExecution,
    ];

    /// Means that an item which names none is taken to give: sealing, seizing and what its own law calls otherwise; and
    /// performance by another, which the law gives every agency (§50). Freezing and any other execution must be named.
    pub const UNNAMED: &'static [Self] = &[
        Self::Seal,
        Self::Seize,
        Self::OtherMeasure,
        Self::Substitute,
    ];

    /// The means in Chinese: `查封`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Seal => "查封场所、设施或者财物",
            Self::Seize => "扣押财物",
            Self::Freeze => "冻结存款、汇款",
            Self::OtherMeasure => "其他行政强制措施",
            Self::Transfer => "划拨存款、汇款",
            Self::Auction => "拍卖或者依法处理查封、扣押的财物",
            Self::ClearObstruction => "排除妨碍",
            Self::Restore => "恢复原状",
            Self::Demolish => "强制拆除",
            Self::Substitute => "代履行",
            Self::OtherExecution => "其他强制执行方式",
        }
    }
}

/// The item is listed as one of compulsion.
pub(crate) fn listed(view: &View<'_>) -> Result<(), Fails> {
    let Some(facts) = facts(view) else {
        return Ok(());
    };
    match &facts.item {
        None => Err("该行政强制事项在办理之日未列入清单".to_owned()),
        Some(item) if item.kind != ItemKind::Compulsion => Err(format!(
            "“{}”是{}事项，不是行政强制事项",
            item.snapshot.name,
            item.kind.zh()
        )),
        Some(_) => Ok(()),
    }
}

/// It rests on a law that is in force.
pub(crate) fn in_force(view: &View<'_>) -> Result<(), Fails> {
    match facts(view).and_then(|facts| facts.item.as_ref()) {
        Some(item) if !item.basis_in_force => Err(format!(
            "“{}”所列执法依据在办理之日均未生效或者已经失效",
            item.snapshot.name
        )),
        _ => Ok(()),
    }
}

/// The agency of the case is competent for it where the case lies.
pub(crate) fn held(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(facts)) = (view.case, facts(view)) else {
        return Ok(());
    };
    let Some(item) = &facts.item else {
        return Ok(());
    };
    let name = &item.snapshot.name;
    let Some(competence) = &facts.competence else {
        return Err(format!("“{name}”由谁实施未能核实"));
    };
    let agency = &case.opening.agency;
    match competence.refuses((name, &facts.place), (&agency.id, &agency.name)) {
        Some(why) => Err(why),
        None => Ok(()),
    }
}

/// The law gives the means by the item.
pub(crate) fn gives(view: &View<'_>, means: Means) -> Result<(), Fails> {
    let Some(facts) = facts(view) else {
        return Ok(());
    };
    match &facts.item {
        Some(item) if !facts.means.contains(&means) => Err(format!(
            "“{}”没有授予{}的权力",
            item.snapshot.name,
            means.zh()
        )),
        _ => Ok(()),
    }
}

/// No officer of the act belongs to an organisation that is only entrusted: the power to use force cannot be entrusted.
pub(crate) fn not_delegated(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let agencies: Vec<_> = std::iter::once(&case.opening.agency.id)
        .chain(&case.opening.joint_agencies)
        .collect();
    let second = view.act.and(view.facts.co_officer.as_ref());
    let delegated = view.facts.officer().into_iter().chain(second).find(|it| {
        let own = agencies.iter().any(|agency| it.acts_as(agency));
        !own && agencies.iter().any(|agency| it.acts_for(agency))
    });
    match delegated {
        Some(officer) => Err(format!(
            "{}所在的组织受委托办案，行政强制措施权不得委托",
            officer.name
        )),
        None => Ok(()),
    }
}

fn facts<'a>(view: &View<'a>) -> Option<&'a CompulsionFacts> {
    view.facts.compulsion.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn night_is_from_ten_in_the_evening_to_six_in_the_morning_unless_set_otherwise() {
        let touches = |night: Night, from, to| night.touches(at(from), at(to));
        let night = Night::default();
        for (from, to, expected) in [
            (
                "2026-10-09T09:00:00+08:00",
                "2026-10-09T21:59:00+08:00",
                false,
            ),
            (
                "2026-10-09T21:00:00+08:00",
                "2026-10-09T22:00:00+08:00",
                true,
            ),
            (
                "2026-10-09T05:59:00+08:00",
                "2026-10-09T07:00:00+08:00",
                true,
            ),
            (
                "2026-10-09T06:00:00+08:00",
                "2026-10-09T07:00:00+08:00",
                false,
            ),
            (
                "2026-10-09T09:00:00+08:00",
                "2026-10-10T09:00:00+08:00",
                true,
            ),
        ] {
            assert_eq!(touches(night, from, to), expected, "{from} {to}");
        }
        let early = Night {
            from_hour: 0,
            to_hour: 5,
        };
        let evening = ("2026-10-09T22:00:00+08:00", "2026-10-09T23:00:00+08:00");
        assert!(!touches(early, evening.0, evening.1));
    }
}
