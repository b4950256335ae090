//! Rules as data (B17): what each looks at, its parameters with their bounds, its article, what it leaves out, and the pure
//! function that judges.
//!
//! A finding depends on facts, a day and parameters alone. Facts carry the days on which things were *recorded*, so that
//! judging at every sweep and judging once, afterwards, come to the same warnings: a clock that was met on its last day but
//! recorded two days later was seen to pass, then and in any replay.

mod back_entry;
mod certificate;
mod clocks;
mod decision;
mod inspection;

use std::collections::BTreeMap;

use calendar::{Calendar, CivilDate};
use contract::supervision::v1 as proto;

use crate::facts::Facts;

pub use clocks::look_on;

/// How urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 黄灯: about to become a breach, or to be looked at.
    Yellow,
    /// 红灯: a limit is passed.
    Red,
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Name on the wire.
    pub id: &'static str,
    /// Name in Chinese.
    pub zh: &'static str,
    /// Level of its warnings.
    pub level: Level,
    /// What it looks at, in Chinese.
    pub looks_at: &'static str,
    /// Articles it rests on.
    pub citation: &'static str,
    /// What it leaves out and why, in Chinese.
    pub exclusions: &'static [&'static str],
    /// When it warns again, in Chinese.
    pub repeat: &'static str,
    /// Version: changes whenever the same facts may give other findings.
    pub version: &'static str,
    /// Its parameters.
    pub parameters: &'static [Parameter],
    judge: fn(&Judged<'_>) -> Vec<Finding>,
    stands: fn(&Facts, &str) -> Ground,
}

/// A parameter of a rule. Bounds let a division be stricter than the default, never laxer.
#[derive(Debug)]
pub struct Parameter {
    /// Name on the wire.
    pub id: &'static str,
    /// Name in Chinese, with its unit.
    pub zh: &'static str,
    /// Value while nobody has set one.
    pub default: i64,
    /// Smallest that may be set.
    pub smallest: i64,
    /// Largest that may be set.
    pub largest: i64,
    /// Where the default comes from.
    pub basis: &'static str,
}

/// Something that a rule has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static str,
    /// What within the case it is about.
    pub object: String,
    /// Reason in Chinese, with the figures it rests on.
    pub reason: String,
    /// Article.
    pub citation: String,
    /// Day on which the ground arose.
    pub ground_on: CivilDate,
}

/// What has become of the ground of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// It is there, or cannot go: what has happened has happened.
    Stands,
    /// It was there and is gone.
    Gone,
}

/// Values of the parameters of every rule: those set, the defaults where none is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parameters(BTreeMap<(&'static str, &'static str), i64>);

/// What a rule judges.
struct Judged<'a> {
    rule: &'static Rule,
    facts: &'a Facts,
    today: CivilDate,
    parameters: &'a Parameters,
    calendar: &'a Calendar,
}

/// Every rule.
pub const RULES: &[Rule] = &[
    clocks::PASSED,
    clocks::NEAR,
    certificate::ENDING,
    inspection::CAP,
    decision::LATE,
    back_entry::LATE,
];

/// Judges a case by every rule: no SQL, no clock.
pub fn judge(
    facts: &Facts,
    today: CivilDate,
    parameters: &Parameters,
    calendar: &Calendar,
) -> Vec<Finding> {
    let judged = RULES.iter().map(|rule| Judged {
        rule,
        facts,
        today,
        parameters,
        calendar,
    });
    judged
        .flat_map(|judged| (judged.rule.judge)(&judged))
        .collect()
}

/// What has become of the ground of a rule's finding.
pub fn ground(rule: &Rule, facts: &Facts, object: &str) -> Ground {
    (rule.stands)(facts, object)
}

impl Rule {
    /// The rule of this name.
    pub fn named(id: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.id == id)
    }

    /// Its parameter of this name.
    pub fn parameter(&self, id: &str) -> Option<&'static Parameter> {
        self.parameters.iter().find(|parameter| parameter.id == id)
    }

    fn finding(
        &self,
        object: String,
        reason: String,
        citation: String,
        ground_on: CivilDate,
    ) -> Finding {
        Finding {
            rule: self.id,
            object,
            reason,
            citation,
            ground_on,
        }
    }
}

impl Parameters {
    /// Sets a value; what is no parameter of a rule is left out.
    pub fn set(&mut self, rule: &str, parameter: &str, value: i64) {
        let found =
            Rule::named(rule).and_then(|rule| Some((rule.id, rule.parameter(parameter)?.id)));
        if let Some(key) = found {
            self.0.insert(key, value);
        }
    }

    /// The value in force.
    pub fn value(&self, rule: &Rule, parameter: &str) -> i64 {
        let Some(parameter) = rule.parameter(parameter) else {
            return 0;
        };
        self.0
            .get(&(rule.id, parameter.id))
            .copied()
            .unwrap_or(parameter.default)
    }
}

impl Judged<'_> {
    fn value(&self, parameter: &str) -> i64 {
        self.parameters.value(self.rule, parameter)
    }
}

impl From<Level> for proto::WarningLevel {
    fn from(level: Level) -> Self {
        match level {
            Level::Yellow => Self::Yellow,
            Level::Red => Self::Red,
        }
    }
}

/// What has happened has happened.
const fn lasting(_: &Facts, _: &str) -> Ground {
    Ground::Stands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_says_everything_that_is_asked_of_it() {
        for rule in RULES {
            assert!(rule.id.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'));
            for text in [
                rule.zh,
                rule.looks_at,
                rule.citation,
                rule.repeat,
                rule.version,
            ] {
                assert!(!text.is_empty(), "{}", rule.id);
            }
            for parameter in rule.parameters {
                let bounds = parameter.smallest..=parameter.largest;
                assert!(bounds.contains(&parameter.default), "{}", parameter.id);
                assert!(!parameter.basis.is_empty(), "{}", parameter.id);
            }
            assert_eq!(Rule::named(rule.id).map(|found| found.id), Some(rule.id));
        }
    }

    #[test]
    fn only_parameters_that_exist_can_be_set() {
        let mut parameters = Parameters::default();
        parameters.set("CLOCK_NEAR", "no_such", 7);
        parameters.set("NO_SUCH", "days", 7);
        assert_eq!(parameters, Parameters::default());
        parameters.set("CERTIFICATE_ENDING", "days", 45);
        assert_eq!(parameters.value(&certificate::ENDING, "days"), 45);
        assert_eq!(parameters.value(&decision::LATE, "days"), 30);
    }
}
