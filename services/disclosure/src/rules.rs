//! When a decision is published, for how long, and when it is not: the law as data.
//!
//! What is read in full is marked V in the table, what is known from a summary S, what nobody states and practice assumes M.
//! The grades of credit (轻微、一般、严重) come from 信用修复管理办法 (S); no text that was read says which fine belongs to
//! which grade: those thresholds are settings, by line.

use std::collections::BTreeMap;

use calendar::{Calendar, CivilDate, Due, Period};
use contract::disclosure::v1::PublicationKind;
use serde::{Deserialize, Serialize};
use statute::credit::{CreditGrade, GRADES};
use statute::{Citation, Domain, Law, Limit, limits};

use crate::sanction::Sanction;
use crate::served::{Outcome, Served};

/// Version of the table: the day on which its newest source came into force.
pub const VERSION: &str = "2026-04-01";

/// The rule of one kind of result.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Kind.
    pub kind: PublicationKind,
    /// Last day for publishing.
    pub publish: Limit,
    /// Last day for withdrawing what no longer stands.
    pub withdraw: Limit,
    /// Shortest display.
    pub at_least: Limit,
    /// Longest display.
    pub at_most: Limit,
}

/// The rules.
pub const RULES: [Rule; 2] = [
    Rule {
        kind: PublicationKind::Penalty,
        publish: limits::PUBLICITY_PENALTY, // V: 国办发〔2018〕118号 六
        withdraw: limits::WITHDRAWAL,       // V: 行政处罚法 §48(2)
        at_least: limits::DISPLAY_AT_LEAST, // V in part: 令242 §21
        at_most: limits::DISPLAY_AT_MOST,   // V in part: 令242 §21
    },
    Rule {
        kind: PublicationKind::Inspection,
        publish: limits::PUBLICITY_OTHER, // V: 国办发〔2018〕118号 六
        withdraw: limits::WITHDRAWAL, // M: §48(2) speaks of penalties; 118号 六 of every decision, without days
        at_least: limits::DISPLAY_AT_LEAST, // V in part: 令242 §21
        at_most: limits::DISPLAY_AT_MOST, // V in part: 令242 §21
    },
];

/// Lines in which a mere warning is not published whatever the settings say.
const WARNING_NOT_PUBLISHED: [(Domain, Citation); 1] = [(
    Domain::MarketSupervision,
    // V: 仅受到警告行政处罚的不予公示.
    Citation::article(Law::MarketPublicityRules, 2).paragraph(2),
)];

/// Minors are never published (V: 内蒙古令244; the general law speaks of privacy).
const MINOR: Citation = Citation::article(Law::AdministrativePenaltyLaw, 50);

/// What a deployment sets: by line, else for all.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Parameters {
    /// Days to wait between service and publication. A wait that would miss the limit is cut to it.
    pub publish_after_days: u32,
    /// Whether what is 轻微 is published all the same, for three months at most (in principle it is not).
    pub publish_minor_grade: bool,
    /// Smallest fine in fen that is 一般; below it is 轻微. Not stated in any text read (M): 1, any fine at all.
    pub general_from_fen: i64,
    /// Smallest fine in fen that is 严重. Not stated in any text read (M): 1 000 000 yuan.
    pub serious_from_fen: i64,
    /// Days for which the result of an inspection is shown, within 60 days and two years (M).
    pub inspection_display_days: u32,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            publish_after_days: 0,
            publish_minor_grade: false,
            general_from_fen: 1,
            serious_from_fen: 100_000_000,
            inspection_display_days: 365,
        }
    }
}

/// The rules of every line: those of a line before those for all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Book {
    /// For all.
    pub general: Parameters,
    /// By line, e.g. `market_supervision`.
    pub lines: BTreeMap<String, Parameters>,
}

/// Whether a result is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is, from a day on, until a day.
    Publish(Terms),
    /// It is not.
    Withhold {
        /// Why.
        ground: Ground,
        /// Last day for publishing, had it been published.
        due: CivilDate,
    },
}

/// When and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Last day for publishing.
    pub due: CivilDate,
    /// Whether that day may still move, because a year's holidays are not known.
    pub provisional: bool,
    /// Day on which it is to be published.
    pub on: CivilDate,
    /// Last day of display.
    pub until: CivilDate,
    /// Rule, for the record.
    pub citation: String,
}

/// Why something is withheld by rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// 未成年人.
    Minor,
    /// 仅警告.
    WarningOnly(Citation),
    /// 轻微.
    MinorGrade,
}

impl Ground {
    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Minor => "MINOR",
            Self::WarningOnly(_) => "WARNING_ONLY",
            Self::MinorGrade => "MINOR_GRADE",
        }
    }

    /// The ground in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Minor => "当事人为未成年人，依法不予公示",
            Self::WarningOnly(_) => "仅受到警告行政处罚，不予公示",
            Self::MinorGrade => "轻微失信信息，原则上不予公示",
        }
    }

    /// The article.
    pub fn citation(self) -> String {
        match self {
            Self::Minor => MINOR.to_string(),
            Self::WarningOnly(citation) => citation.to_string(),
            Self::MinorGrade => GRADES.to_string(),
        }
    }
}

/// The rule of a kind.
pub fn rule(kind: PublicationKind) -> &'static Rule {
    let found = RULES.iter().find(|rule| rule.kind == kind);
    found.unwrap_or(&RULES[0])
}

impl Book {
    /// The parameters of a line.
    pub fn parameters(&self, domain: &str) -> &Parameters {
        self.lines.get(domain).unwrap_or(&self.general)
    }

    /// Judges a result that was served on, or by, `today`. None while there is no result, or its day cannot be read.
    pub fn judge(&self, served: &Served, calendar: &Calendar, today: CivilDate) -> Option<Verdict> {
        let result = served.result.as_ref()?;
        let decided = CivilDate::parse(&result.date).ok()?;
        let rule = rule(served.kind());
        let parameters = self.parameters(&served.domain);
        let Due {
            due, provisional, ..
        } = rule.publish.due_or_provisional(calendar, decided);
        if let Some(ground) = ground(served, parameters) {
            return Some(Verdict::Withhold { ground, due });
        }
        // The wait counts from the day of judging and never passes the limit; what is late already is published now.
        let waited = today.add_days(i64::from(parameters.publish_after_days));
        let on = waited.min(due).max(today);
        Some(Verdict::Publish(Terms {
            due,
            provisional,
            on,
            until: until(served, parameters, rule, decided, on),
            citation: rule.publish.citation.to_string(),
        }))
    }

    /// Last day of display of what is published on a day.
    pub fn until_when_published(&self, served: &Served, on: CivilDate) -> Option<CivilDate> {
        let decided = CivilDate::parse(&served.result.as_ref()?.date).ok()?;
        let parameters = self.parameters(&served.domain);
        Some(until(served, parameters, rule(served.kind()), decided, on))
    }

    /// Last day for withdrawing a decision that stopped standing on a day.
    pub fn withdrawal_due(
        &self,
        kind: PublicationKind,
        calendar: &Calendar,
        on: CivilDate,
    ) -> CivilDate {
        rule(kind).withdraw.due_or_provisional(calendar, on).due
    }
}

/// The grade that a decision is taken for: the gravest that its fine or one of its sanctions gives.
pub fn grade(result: &Outcome, parameters: &Parameters) -> CreditGrade {
    let by_fine = if result.fine_fen >= parameters.serious_from_fen {
        CreditGrade::Serious
    } else if result.fine_fen >= parameters.general_from_fen {
        CreditGrade::General
    } else {
        CreditGrade::Minor
    };
    let by_kind = result.sanctions.iter().map(Sanction::grade);
    by_kind.fold(by_fine, Ord::max)
}

fn ground(served: &Served, parameters: &Parameters) -> Option<Ground> {
    if served.party.minor {
        return Some(Ground::Minor);
    }
    if !served.penalty {
        return None;
    }
    let result = served.result.as_ref()?;
    let line = served.domain.parse::<Domain>().ok();
    let warned = WARNING_NOT_PUBLISHED
        .iter()
        .find(|(domain, _)| line == Some(*domain));
    if let Some((_, citation)) = warned
        && result.fine_fen == 0
        && result.sanctions.iter().all(Sanction::is_warning)
    {
        return Some(Ground::WarningOnly(*citation));
    }
    let minor = grade(result, parameters) == CreditGrade::Minor;
    (minor && !parameters.publish_minor_grade).then_some(Ground::MinorGrade)
}

/// The last day of display: the grade's from the day of the document, and never outside what the platform may show.
fn until(
    served: &Served,
    parameters: &Parameters,
    rule: &Rule,
    decided: CivilDate,
    published: CivilDate,
) -> CivilDate {
    let wanted = match &served.result {
        Some(result) if served.penalty => grade(result, parameters).latest_end(decided),
        _ => Period::days_at_most(parameters.inspection_display_days).nominal_from(published),
    };
    let least = rule.at_least.period.nominal_from(published);
    let most = rule.at_most.period.nominal_from(published);
    wanted.max(least).min(most)
}

#[cfg(test)]
mod tests {
    use crate::served::Party;

    use super::*;

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    fn penalty(fine_fen: i64, domain: &str) -> Served {
        Served {
            penalty: true,
            domain: domain.to_owned(),
            party: Party {
                kind: "ORGANISATION".to_owned(),
                ..Party::default()
            },
            result: Some(Outcome {
                fine_fen,
                date: "2026-03-02".to_owned(),
                ..Outcome::default()
            }),
            served: true,
            ..Served::default()
        }
    }

    fn fined(fine_fen: i64) -> Outcome {
        Outcome {
            fine_fen,
            ..Outcome::default()
        }
    }

    fn judged(book: &Book, served: &Served, today: &str) -> Verdict {
        book.judge(served, &Calendar::state_council(), day(today))
            .unwrap()
    }

    fn terms(book: &Book, served: &Served, today: &str) -> Terms {
        match judged(book, served, today) {
            Verdict::Publish(terms) => terms,
            withheld @ Verdict::Withhold { .. } => panic!("{withheld:?}"),
        }
    }

    #[test]
    fn a_penalty_is_due_seven_working_days_after_the_decision_and_an_inspection_twenty() {
        let book = Book::default();
        let mut served = penalty(300_000, "market_supervision");
        assert_eq!(terms(&book, &served, "2026-03-04").due, day("2026-03-11"));
        served.penalty = false;
        assert_eq!(terms(&book, &served, "2026-03-04").due, day("2026-03-30"));
        assert!(
            terms(&book, &served, "2026-03-04")
                .citation
                .contains("118号")
        );
    }

    #[test]
    fn the_window_follows_the_grade_within_sixty_days_and_two_years() {
        let mut book = Book::default();
        let ordinary = penalty(300_000, "market_supervision");
        assert_eq!(
            terms(&book, &ordinary, "2026-03-04").until,
            day("2027-03-02")
        );
        let serious = penalty(100_000_000, "market_supervision");
        assert_eq!(
            terms(&book, &serious, "2026-03-04").until,
            day("2028-03-04"),
            "three years are cut to two"
        );
        let mut late = terms(&book, &ordinary, "2027-02-25");
        assert_eq!(late.until, day("2027-04-26"), "sixty days at least");
        book.general.inspection_display_days = 10;
        let inspection = Served {
            penalty: false,
            ..ordinary
        };
        late = terms(&book, &inspection, "2026-03-04");
        assert_eq!(late.until, day("2026-05-03"));
    }

    #[test]
    fn a_wait_never_passes_the_limit() {
        let mut book = Book::default();
        book.general.publish_after_days = 30;
        let served = penalty(300_000, "market_supervision");
        assert_eq!(terms(&book, &served, "2026-03-04").on, day("2026-03-11"));
        assert_eq!(terms(&book, &served, "2026-03-20").on, day("2026-03-20"));
        book.general.publish_after_days = 2;
        assert_eq!(terms(&book, &served, "2026-03-04").on, day("2026-03-06"));
    }

    #[test]
    fn minors_and_mere_warnings_are_never_published() {
        let mut book = Book::default();
        book.general.publish_minor_grade = true;
        let mut served = penalty(300_000, "market_supervision");
        served.party.minor = true;
        let Verdict::Withhold { ground, .. } = judged(&book, &served, "2026-03-04") else {
            panic!("published")
        };
        assert_eq!(ground.name(), "MINOR");
        let warning = penalty(0, "market_supervision");
        let Verdict::Withhold { ground, .. } = judged(&book, &warning, "2026-03-04") else {
            panic!("published")
        };
        assert_eq!(
            (ground.name(), ground.citation().contains("第二条第二款")),
            ("WARNING_ONLY", true)
        );
        let elsewhere = penalty(0, "transport");
        assert_eq!(
            terms(&book, &elsewhere, "2026-03-04").until,
            day("2026-06-02")
        );
        book.general.publish_minor_grade = false;
        assert!(matches!(
            judged(&book, &elsewhere, "2026-03-04"),
            Verdict::Withhold {
                ground: Ground::MinorGrade,
                ..
            }
        ));
    }

    #[test]
    fn a_line_has_its_own_thresholds() {
        let mut book = Book::default();
        let lower = Parameters {
            serious_from_fen: 200_000,
            ..Parameters::default()
        };
        book.lines.insert("transport".to_owned(), lower);
        assert_eq!(
            grade(&fined(300_000), book.parameters("transport")),
            CreditGrade::Serious
        );
        assert_eq!(
            grade(&fined(300_000), book.parameters("water")),
            CreditGrade::General
        );
    }

    #[test]
    fn a_licence_that_is_revoked_is_serious_and_published_though_no_fine_stands_beside_it() {
        let book = Book::default();
        let mut served = penalty(0, "market_supervision");
        assert!(matches!(
            judged(&book, &served, "2026-03-04"),
            Verdict::Withhold { .. }
        ));
        let revoked = contract::cases::v1::Sanction {
            kind: contract::cases::v1::SanctionKind::LicenceRevocation.into(),
            object: "食品经营许可证".to_owned(),
            ..Default::default()
        };
        let result = served.result.as_mut().unwrap();
        result.sanctions = vec![Sanction::of(&revoked)];
        assert_eq!(result.sanctions[0].text, "吊销许可证件（食品经营许可证）");
        assert_eq!(
            grade(result, book.parameters("market_supervision")),
            CreditGrade::Serious
        );
        let shown = terms(&book, &served, "2026-03-04");
        assert!(shown.until > terms(&book, &penalty(300_000, "water"), "2026-03-04").until);
    }
}
