//! 期限届满 and 期限即将届满: the clocks of law.md 8.3 that are the agency's.

use calendar::{Calendar, CivilDate, WorkingDays};

use super::{Finding, Ground, Judged, Level, Parameter, Parameters, Rule};
use crate::facts::{Clock, ClockState, Facts};

/// Clocks of the party (law.md 8.3, side P): they end the party's right or are the party's to keep. Those of other organs, and
/// those that end a right of the agency's which it need not use. And the one clock that ends outside the record of cases: a
/// report to the credit platform is not told there yet.
const NOT_LOOKED_AT: &[&str] = &[
    "STATEMENT",
    "HEARING_REQUEST",
    "PAYMENT",
    "LATE_FINE",
    "INSTALMENT",
    "REVIEW_APPLICATION",
    "SUIT",
    "URGING",
    "RECTIFICATION",
    "POLICE_REPLY",
    "POLICE_REVIEW_REPLY",
    "JURISDICTION_DESIGNATION",
    "ASSISTANCE_REPLY",
    "LEAD_TRANSFER_REPLY",
    "POLICE_REVIEW",
    "PROSECUTOR_REQUEST",
    "PUBLIC_NOTICE",
    "EXECUTION_SUSPENSION",
    "LIMITATION",
    "CREDIT_REPORT",
];

const EXCLUSIONS: &[&str] = &[
    "陈述申辩、要求听证、缴纳罚款（含分期、加处）、责令改正、催告、申请复议、起诉期限属当事人的期限，届满不构成执法机关逾期",
    "公安机关、共同上级、协助机关等其他机关的期限，以及执法机关可以不行使的权利的期限，届满不构成执法机关逾期",
    "公告送达、中止执行、追责时效届满产生法律效果，不是逾期",
    "中止计算的期限，恢复计算之前不预警",
    "双公示报送期限的完成情况尚不在办案记录内，由信用信息报送环节核对",
];

pub(super) const PASSED: Rule = Rule {
    id: "CLOCK_PASSED",
    zh: "期限届满",
    level: Level::Red,
    looks_at: "执法机关办理期限的届满：期限以届满告终，或者末日已过仍未完成",
    citation: "行政处罚法第六十条等（以期限自身依据为准）",
    exclusions: EXCLUSIONS,
    repeat: "同一案件同一期限（同一末日）只预警一次；监督人员签收前末日依法改变的，自动办结",
    version: "2",
    parameters: &[],
    judge: passed,
    stands: not_moved,
};

pub(super) const NEAR: Rule = Rule {
    id: "CLOCK_NEAR",
    zh: "期限即将届满",
    level: Level::Yellow,
    looks_at: "执法机关办理期限距末日不超过规定工作日数且仍未完成",
    citation: "行政处罚法第六十条等（以期限自身依据为准）",
    exclusions: EXCLUSIONS,
    repeat: "同一案件同一期限（同一末日）只预警一次；监督人员签收前期限已有结果、中止计算或者末日依法改变的，自动办结",
    version: "2",
    parameters: &[
        Parameter {
            id: "working_days",
            zh: "提前预警的工作日数（未单列的期限）",
            default: 3,
            smallest: 3,
            largest: 30,
            basis: "平台设定",
        },
        Parameter {
            id: "working_days.DECISION",
            zh: "作出处罚决定期限提前预警的工作日数",
            default: 10,
            smallest: 10,
            largest: 60,
            basis: "平台设定",
        },
        Parameter {
            id: "working_days.LEGAL_REVIEW",
            zh: "法制审核期限提前预警的工作日数",
            default: 2,
            smallest: 2,
            largest: 10,
            basis: "平台设定",
        },
        Parameter {
            id: "working_days.DECISION_SERVICE",
            zh: "送达处罚决定书期限提前预警的工作日数",
            default: 3,
            smallest: 3,
            largest: 7,
            basis: "平台设定",
        },
    ],
    judge: near,
    stands: still_runs,
};

/// The next day on which a clock has to be looked at although nothing happens; none: never.
///
/// `looked` is the day of the last look; none: not looked at yet.
pub fn look_on(
    clock: &Clock,
    looked: Option<CivilDate>,
    parameters: &Parameters,
    calendar: &Calendar,
) -> Option<CivilDate> {
    if !clock.is_open() || !is_looked_at(clock) || clock.paused {
        return None;
    }
    let days = [
        near_from(clock, parameters, calendar),
        clock.due.add_days(1),
    ];
    let next = days
        .into_iter()
        .find(|day| looked.is_none_or(|looked| *day > looked));
    // Past its last day a clock that may still move is looked at daily until its deployment has counted it anew.
    next.or_else(|| Some(looked?.add_days(1)).filter(|_| clock.provisional))
}

fn passed(judged: &Judged<'_>) -> Vec<Finding> {
    let clocks = judged.facts.clocks.iter();
    let passed = clocks.filter(|clock| is_looked_at(clock) && has_passed(clock, judged.today));
    passed
        .map(|clock| {
            let reason = format!(
                "{}（{}）末日为{}，末日已过仍未完成",
                named(clock),
                clock.length,
                clock.due.zh()
            );
            judged.rule.finding(
                clock.object(),
                reason,
                cited(clock, judged.rule),
                clock.due.add_days(1),
            )
        })
        .collect()
}

fn near(judged: &Judged<'_>) -> Vec<Finding> {
    let clocks = judged.facts.clocks.iter();
    clocks
        .filter(|clock| is_looked_at(clock) && !clock.paused)
        .filter_map(|clock| {
            let from = near_from(clock, judged.parameters, judged.calendar);
            (clock.ran_until(judged.today) >= from).then(|| {
                let reason = format!(
                    "{}（{}）末日为{}，距末日不超过{}个工作日仍未完成",
                    named(clock),
                    clock.length,
                    clock.due.zh(),
                    days_before(clock, judged.parameters)
                );
                judged
                    .rule
                    .finding(clock.object(), reason, cited(clock, judged.rule), from)
            })
        })
        .collect()
}

/// The ground of a clock that is about to pass goes when the clock ends, whichever way.
fn still_runs(facts: &Facts, object: &str) -> Ground {
    let mut same = facts.clocks.iter().filter(|clock| clock.object() == object);
    // A clock that is not known has not ended: a rebuild may not have come to it yet.
    match same.next_back() {
        Some(newest) if !newest.is_open() || newest.paused => Ground::Gone,
        Some(_) => Ground::Stands,
        None => not_moved(facts, object),
    }
}

/// The ground of a clock goes when it was moved to another last day.
fn not_moved(facts: &Facts, object: &str) -> Ground {
    let mut clocks = facts.clocks.iter();
    if clocks.clone().any(|clock| clock.object() == object) {
        return Ground::Stands;
    }
    if clocks.any(|clock| clock.was(object)) {
        Ground::Gone
    } else {
        Ground::Stands
    }
}

fn is_looked_at(clock: &Clock) -> bool {
    !NOT_LOOKED_AT.contains(&clock.kind.as_str())
}

/// Whether it passed: it ended so, or it was still running after its last day. A day that may still move decides nothing.
fn has_passed(clock: &Clock, today: CivilDate) -> bool {
    match clock.state {
        ClockState::Passed(_) => true,
        ClockState::Open | ClockState::Met(_) | ClockState::Cancelled(_) => {
            !clock.provisional && !clock.paused && clock.ran_until(today) > clock.due
        }
    }
}

/// First day on which the clock is near its end: so many working days before the last, never the day that started it. One that
/// is counted back ends before that day.
fn near_from(clock: &Clock, parameters: &Parameters, calendar: &Calendar) -> CivilDate {
    let before = calendar
        .working_days_before_or_provisional(clock.due, WorkingDays(days_before(clock, parameters)));
    if clock.due < clock.start {
        before.due
    } else {
        before.due.max(clock.start.add_days(1))
    }
}

fn days_before(clock: &Clock, parameters: &Parameters) -> u32 {
    let own = format!("working_days.{}", clock.kind);
    let parameter = NEAR.parameter(&own).map_or("working_days", |own| own.id);
    u32::try_from(parameters.value(&NEAR, parameter)).unwrap_or_default()
}

fn named(clock: &Clock) -> &str {
    if clock.name.is_empty() {
        &clock.kind
    } else {
        &clock.name
    }
}

fn cited(clock: &Clock, rule: &Rule) -> String {
    if clock.citation.is_empty() {
        rule.citation.to_owned()
    } else {
        clock.citation.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    #[test]
    fn a_clock_is_looked_at_when_it_is_near_and_when_it_has_passed_and_then_no_more() {
        let calendar = Calendar::state_council();
        let parameters = Parameters::default();
        let clock = Clock {
            kind: "DECISION_SERVICE".to_owned(),
            about: 0,
            name: String::new(),
            length: String::new(),
            citation: String::new(),
            start: day("2026-03-02"),
            due: day("2026-03-11"),
            until: None,
            provisional: false,
            paused: false,
            former: Vec::new(),
            state: ClockState::Open,
        };
        let next = |looked| look_on(&clock, looked, &parameters, &calendar);
        assert_eq!(next(None), Some(day("2026-03-06")));
        assert_eq!(next(Some(day("2026-03-06"))), Some(day("2026-03-12")));
        assert_eq!(next(Some(day("2026-03-12"))), None);
        let moving = Clock {
            provisional: true,
            ..clock.clone()
        };
        let next = look_on(&moving, Some(day("2026-03-12")), &parameters, &calendar);
        assert_eq!(next, Some(day("2026-03-13")));
        let standing = Clock {
            paused: true,
            ..clock.clone()
        };
        assert_eq!(look_on(&standing, None, &parameters, &calendar), None);
        let ended = Clock {
            state: ClockState::Met(day("2026-03-05")),
            ..clock
        };
        assert_eq!(look_on(&ended, None, &parameters, &calendar), None);
    }

    #[test]
    fn a_clock_that_was_moved_is_another_and_so_is_one_that_came_back() {
        let mut clock = Clock {
            kind: "SEIZURE".to_owned(),
            about: 2,
            name: String::new(),
            length: String::new(),
            citation: String::new(),
            start: day("2026-03-02"),
            due: day("2026-04-01"),
            until: None,
            provisional: false,
            paused: false,
            former: Vec::new(),
            state: ClockState::Open,
        };
        let mut objects = vec![clock.object()];
        for due in ["2026-04-16", "2026-04-16", "2026-04-01"] {
            let moved = Clock {
                due: day(due),
                ..clock.clone()
            };
            clock.adjust(moved);
            objects.push(clock.object());
        }
        assert_eq!(
            objects,
            [
                "SEIZURE#2:2026-04-01",
                "SEIZURE#2:2026-04-16",
                "SEIZURE#2:2026-04-16",
                "SEIZURE#2:2026-04-01~2"
            ]
        );
        let facts = Facts {
            clocks: vec![clock],
            ..Facts::default()
        };
        let ground = |object: &str| not_moved(&facts, object);
        assert_eq!(ground("SEIZURE#2:2026-04-01"), Ground::Gone);
        assert_eq!(ground("SEIZURE#2:2026-04-16"), Ground::Gone);
        assert_eq!(ground("SEIZURE#2:2026-04-01~2"), Ground::Stands);
        // A rebuild may not have come to it yet.
        assert_eq!(ground("SEIZURE#3:2026-04-01"), Ground::Stands);
    }
}
