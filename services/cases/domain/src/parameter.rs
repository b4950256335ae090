//! 参数包: the numbers a line acts by where the case's agency is, day by day. What no pack sets is the law's own figure.

use std::collections::BTreeMap;

use calendar::{CivilDate, Period, Roll};
use serde::{Deserialize, Serialize};
use statute::penalty::HearingThresholds;
use statute::{Citation, Counting, Domain, Fen, Limit, Mark};

/// The numbers of one line in one division, as packs set them over the days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parameters {
    spans: Vec<InForce>,
}

/// The numbers that packs set on certain days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// First day.
    pub from: CivilDate,
    /// First day no longer; none: until further notice.
    pub to: Option<CivilDate>,
    /// By key of the catalogue, e.g. `statement_period`. What only national law sets is left out.
    pub set: BTreeMap<String, Set>,
}

/// A number that a pack sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// The number.
    pub figure: Figure,
    /// The place that sets it; of a document that is not in the register of laws, the place that calls for the number.
    pub citation: Citation,
    /// How far it was verified.
    pub mark: Mark,
    /// The pack.
    pub rule: Rule,
}

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// A time.
    Period(Period),
    /// An amount.
    Amount(Fen),
}

/// The pack by which a clock was counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rule {
    /// Its version: id and first day, e.g. `pack-market-supervision@2022-11-01`.
    pub version: String,
    /// The place it names, e.g. `市场监督管理行政处罚程序规定第五十七条`.
    pub place: String,
}

impl Parameters {
    /// No pack: the law's own figures.
    pub const NATIONAL: &'static Self = &Self { spans: Vec::new() };

    /// The numbers over the days.
    pub const fn new(spans: Vec<InForce>) -> Self {
        Self { spans }
    }

    /// The number of a key on a day, if a pack sets it.
    pub fn set(&self, key: &str, on: CivilDate) -> Option<&Set> {
        let mut spans = self.spans.iter();
        let span = spans.find(|span| span.from <= on && span.to.is_none_or(|to| on < to))?;
        span.set.get(key)
    }

    /// A period on a day: the pack's if one sets it, else the law's own; with the pack.
    ///
    /// Whether a last day rolls off a day of rest, and from which side is counted, is the law's to say, never a pack's.
    pub fn period(
        &self,
        (key, name_zh): (&str, &'static str),
        own: Option<Limit>,
        on: CivilDate,
    ) -> Option<(Limit, Option<Rule>)> {
        let set = self.set(key, on);
        let Some((set, Figure::Period(period))) = set.map(|set| (set, set.figure)) else {
            return own.map(|own| (own, None));
        };
        let limit = match own {
            Some(own) if own.counting == Counting::Before && !counts_working_days(period) => {
                return Some((own, None));
            }
            Some(own) => Limit {
                period: rolling_as(period, own.period.roll()),
                citation: set.citation,
                mark: set.mark,
                ..own
            },
            None => Limit::new(name_zh, period, set.citation).marked(set.mark),
        };
        Some((limit, Some(set.rule.clone())))
    }

    /// The amounts from which a party has the right to a hearing, on a day.
    pub fn hearing_thresholds(&self, domain: Domain, on: CivilDate) -> HearingThresholds {
        let own = domain.parameters().hearing_thresholds;
        let amount = |key, own| match self.set(key, on).map(|set| set.figure) {
            Some(Figure::Amount(amount)) => amount,
            _ => own,
        };
        HearingThresholds {
            person: amount("hearing_threshold_person", own.person),
            organisation: amount("hearing_threshold_organisation", own.organisation),
            reach: own.reach,
        }
    }
}

const fn counts_working_days(period: Period) -> bool {
    matches!(period, Period::WorkingDays(_))
}

const fn rolling_as(period: Period, roll: Roll) -> Period {
    match period {
        Period::Days { n, .. } => Period::Days { n, roll },
        Period::Months { n, .. } => Period::Months { n, roll },
        Period::Years { n, .. } => Period::Years { n, roll },
        Period::WorkingDays(_) | Period::Hours(_) => period,
    }
}

#[cfg(test)]
mod tests {
    use statute::{Law, limits};

    use super::*;

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    fn pack(from: &str, to: Option<&str>, key: &str, figure: Figure) -> InForce {
        let set = Set {
            figure,
            citation: Citation::article(Law::MarketPenaltyProcedure, 57),
            mark: Mark::Verified,
            rule: Rule {
                version: format!("pack@{from}"),
                place: "市场监督管理行政处罚程序规定第五十七条".to_owned(),
            },
        };
        InForce {
            from: day(from),
            to: to.map(day),
            set: BTreeMap::from([(key.to_owned(), set)]),
        }
    }

    #[test]
    fn the_pack_of_the_day_counts_and_the_law_where_there_is_none() {
        let seven = Figure::Period(Period::working_days(7));
        let parameters = Parameters::new(vec![
            pack(
                "2022-11-01",
                Some("2026-01-01"),
                "statement_period",
                Figure::Period(Period::working_days(6)),
            ),
            pack("2026-01-01", None, "statement_period", seven),
        ]);
        let statement = |on: &str| {
            let key = ("statement_period", "陈述申辩");
            let (limit, rule) = parameters
                .period(key, Some(limits::STATEMENT), day(on))
                .unwrap();
            (limit.period.count(), rule.map(|rule| rule.version))
        };
        assert_eq!(statement("2022-10-31"), (5, None));
        assert_eq!(
            statement("2025-12-31"),
            (6, Some("pack@2022-11-01".to_owned()))
        );
        assert_eq!(
            statement("2026-01-01"),
            (7, Some("pack@2026-01-01".to_owned()))
        );
    }

    #[test]
    fn a_pack_never_says_whether_a_last_day_rolls_or_from_which_side_is_counted() {
        let shorter = Figure::Period(Period::days(20));
        let parameters = Parameters::new(vec![pack("2022-11-01", None, "seizure_period", shorter)]);
        let (limit, _) = parameters
            .period(
                ("seizure_period", "查封扣押"),
                Some(limits::SEIZURE),
                day("2026-03-02"),
            )
            .unwrap();
        assert_eq!(
            (limit.period.count(), limit.period.roll()),
            (20, Roll::Stay)
        );
        let natural = pack(
            "2022-11-01",
            None,
            "hearing_notice_period",
            Figure::Period(Period::days(20)),
        );
        let parameters = Parameters::new(vec![natural]);
        let key = ("hearing_notice_period", "听证通知");
        let before = parameters.period(key, Some(limits::HEARING_NOTICE), day("2026-03-02"));
        assert_eq!(before, Some((limits::HEARING_NOTICE, None)));
    }

    #[test]
    fn a_line_that_is_silent_takes_what_a_pack_sets() {
        let five = Figure::Period(Period::working_days(5));
        let parameters =
            Parameters::new(vec![pack("2022-11-01", None, "legal_review_period", five)]);
        let key = ("legal_review_period", "法制审核");
        let (limit, rule) = parameters.period(key, None, day("2026-03-02")).unwrap();
        assert_eq!(
            (limit.period, limit.name_zh),
            (Period::working_days(5), key.1)
        );
        assert!(rule.is_some());
        assert_eq!(parameters.period(key, None, day("2022-10-31")), None);
    }

    #[test]
    fn a_hearing_is_told_of_from_the_pack_s_amounts() {
        let amount = Figure::Amount(Fen::yuan(50_000));
        let key = "hearing_threshold_organisation";
        let parameters = Parameters::new(vec![pack("2022-11-01", None, key, amount)]);
        let on = |on: &str| parameters.hearing_thresholds(Domain::MarketSupervision, day(on));
        assert_eq!(on("2026-03-02").organisation, Fen::yuan(50_000));
        assert_eq!(on("2026-03-02").person, HearingThresholds::MARKET.person);
        assert_eq!(on("2022-10-31"), HearingThresholds::MARKET);
    }
}
