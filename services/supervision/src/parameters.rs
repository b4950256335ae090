//! Which setting of a parameter counts: the newest of the closest division, of its own line before every line.

use chrono::{DateTime, Utc};
use refusal::Refusal;

use crate::reasons;
use crate::rules::{Parameter, Parameters, Rule};

/// A setting that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Division for which it counts, with all below.
    pub division: String,
    /// Line; empty: every line.
    pub domain: String,
    /// Rule.
    pub rule: String,
    /// Parameter.
    pub parameter: String,
    /// Value.
    pub value: i64,
    /// Place among the settings of the same division, line and parameter.
    pub revision: i64,
    /// Who made it.
    pub set_by: String,
    /// When.
    pub set_at: DateTime<Utc>,
}

/// Every setting that was ever made.
#[derive(Debug, Clone, Default)]
pub struct Settings(Vec<Setting>);

impl Settings {
    /// These settings.
    pub const fn new(settings: Vec<Setting>) -> Self {
        Self(settings)
    }

    /// These settings and one more.
    #[must_use]
    pub fn with(mut self, setting: Setting) -> Self {
        self.0.push(setting);
        self
    }

    /// Values for a case of a division and line, as they were in force at an instant.
    pub fn in_force(&self, division: &str, domain: &str, at: DateTime<Utc>) -> Parameters {
        let mut counting: Vec<&Setting> = self.counting(division, domain, at).collect();
        // The closest comes last and so stays.
        counting.sort_by_key(|setting| closeness(setting));
        let mut parameters = Parameters::default();
        for setting in counting {
            parameters.set(&setting.rule, &setting.parameter, setting.value);
        }
        parameters
    }

    /// The setting of a parameter that counts for a division and line at an instant; none: the default does.
    pub fn setting<'a>(
        &'a self,
        rule: &Rule,
        parameter: &Parameter,
        (division, domain): (&str, &str),
        at: DateTime<Utc>,
    ) -> Option<&'a Setting> {
        self.counting(division, domain, at)
            .filter(|setting| setting.rule == rule.id && setting.parameter == parameter.id)
            .max_by_key(|setting| closeness(setting))
    }

    fn counting<'a, 'q>(
        &'a self,
        division: &'q str,
        domain: &'q str,
        at: DateTime<Utc>,
    ) -> impl Iterator<Item = &'a Setting> + use<'a, 'q> {
        self.0.iter().filter(move |setting| {
            division.starts_with(&setting.division)
                && (setting.domain.is_empty() || setting.domain == domain)
                && setting.set_at <= at
        })
    }
}

/// Lets a value pass that is no laxer than the rule.
///
/// # Refuses
/// `PARAMETER_OUT_OF_BOUNDS`.
pub fn bounded(parameter: &Parameter, value: i64) -> Result<i64, Refusal> {
    let (smallest, largest) = (parameter.smallest, parameter.largest);
    if (smallest..=largest).contains(&value) {
        return Ok(value);
    }
    Err(Refusal::new(
        &reasons::PARAMETER_OUT_OF_BOUNDS,
        format!("{} must be {smallest} to {largest}", parameter.id),
        format!("“{}”应在{smallest}至{largest}之间", parameter.zh),
    )
    .with_metadata("smallest", smallest.to_string())
    .with_metadata("largest", largest.to_string()))
}

/// The longer the division, the closer; the line's own before every line; the newest last.
fn closeness(setting: &Setting) -> (usize, bool, i64) {
    let has_own_line = !setting.domain.is_empty();
    (setting.division.len(), has_own_line, setting.revision)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32) -> DateTime<Utc> {
        format!("2026-03-{day:02}T00:00:00Z").parse().unwrap()
    }

    fn set(division: &str, domain: &str, value: i64, revision: i64, day: u32) -> Setting {
        Setting {
            division: division.to_owned(),
            domain: domain.to_owned(),
            rule: "CERTIFICATE_ENDING".to_owned(),
            parameter: "days".to_owned(),
            value,
            revision,
            set_by: "s".to_owned(),
            set_at: at(day),
        }
    }

    #[test]
    fn the_closest_division_counts_then_the_line_then_the_newest() {
        let settings = Settings::new(vec![
            set("350604", "", 60, 1, 2),
            set("350604", "", 61, 2, 3),
            set("350604", "transport", 70, 1, 2),
            set("35", "", 40, 1, 1),
            set("35", "market_supervision", 45, 1, 1),
            set("3506", "", 50, 1, 1),
        ]);
        let rule = Rule::named("CERTIFICATE_ENDING").unwrap();
        let value = |division: &str, domain: &str, day: u32| {
            settings
                .in_force(division, domain, at(day))
                .value(rule, "days")
        };
        assert_eq!(value("350604001", "housing", 5), 61);
        assert_eq!(value("350604001", "housing", 2), 60, "as it was then");
        assert_eq!(value("350604001", "transport", 5), 70);
        assert_eq!(value("350681", "market_supervision", 5), 50);
        assert_eq!(value("350200", "market_supervision", 5), 45);
        assert_eq!(value("350200", "housing", 5), 40);
        assert_eq!(value("11", "housing", 5), 30);
        let parameter = rule.parameter("days").unwrap();
        let found = settings.setting(rule, parameter, ("350604001", "transport"), at(5));
        assert_eq!(found.map(|setting| setting.value), Some(70));
        assert_eq!(settings.setting(rule, parameter, ("11", ""), at(5)), None);
    }

    #[test]
    fn a_value_is_never_laxer_than_the_rule() {
        let parameter = Rule::named("DECISION_LATE")
            .unwrap()
            .parameter("days")
            .unwrap();
        assert_eq!(bounded(parameter, 30), Ok(30));
        assert_eq!(bounded(parameter, 1), Ok(1));
        for value in [0, 31, -1, i64::MAX] {
            let refusal = bounded(parameter, value).unwrap_err();
            assert_eq!(refusal.reason().name, "PARAMETER_OUT_OF_BOUNDS");
            assert_eq!(refusal.metadata()["largest"], "30");
        }
    }
}
