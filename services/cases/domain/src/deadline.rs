//! Clocks of a case (law.md 8.3): how long each runs, by which rule, and how it ends.

use calendar::{Calendar, CivilDate, Due, Period};
use serde::{Deserialize, Serialize};
use statute::{Citation, Domain, Law, Limit, chinese, limits};

use crate::ProcedureKind;

/// Which clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// K07 法制审核
    LegalReview,
    /// K08 陈述申辩
    Statement,
    /// K09 要求听证
    HearingRequest,
    /// K11 作出决定
    Decision,
    /// K12 送达决定书
    DecisionService,
    /// K13 缴纳罚款
    Payment,
    /// K16 公开处罚决定、检查结果
    Publicity,
    /// K17 双公示报送
    CreditReport,
    /// K18 撤回公开的处罚决定
    Withdrawal,
    /// K32 结案
    Closing,
    /// K39 责令改正
    Rectification,
}

/// What clocks are counted by: the line of the case and its procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Line.
    pub domain: Domain,
    /// Procedure.
    pub procedure: ProcedureKind,
}

/// A clock that was started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// Which clock.
    pub kind: DeadlineKind,
    /// Day that started it; it is not counted.
    pub start: CivilDate,
    /// Last day as counted, before rolling off a day of rest. Warn by this one.
    pub nominal: CivilDate,
    /// Last day in law.
    pub due: CivilDate,
    /// Whether a year without a published holiday schedule was met: the date may still move.
    pub provisional: bool,
    /// The rule that gave it.
    pub citation: Citation,
    /// How long, in Chinese: `九十日`, `五个工作日`.
    pub length: String,
    /// How it stands.
    pub state: DeadlineState,
    /// Day on which it was settled; none while it runs.
    pub settled_on: Option<CivilDate>,
}

/// How a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineState {
    /// Running.
    Open,
    /// Done in time.
    Met,
    /// Passed without being met.
    Passed,
    /// No longer needed, or counted anew.
    Cancelled,
}

impl DeadlineKind {
    /// Every clock.
    pub const ALL: [Self; 11] = [
        Self::LegalReview,
        Self::Statement,
        Self::HearingRequest,
        Self::Decision,
        Self::DecisionService,
        Self::Payment,
        Self::Publicity,
        Self::CreditReport,
        Self::Withdrawal,
        Self::Closing,
        Self::Rectification,
    ];

    /// Name on the wire: `STATEMENT`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LegalReview => "LEGAL_REVIEW",
            Self::Statement => "STATEMENT",
            Self::HearingRequest => "HEARING_REQUEST",
            Self::Decision => "DECISION",
            Self::DecisionService => "DECISION_SERVICE",
            Self::Payment => "PAYMENT",
            Self::Publicity => "PUBLICITY",
            Self::CreditReport => "CREDIT_REPORT",
            Self::Withdrawal => "WITHDRAWAL",
            Self::Closing => "CLOSING",
            Self::Rectification => "RECTIFICATION",
        }
    }

    /// The clock of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The clock in Chinese: `陈述申辩期限`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::LegalReview => "法制审核期限",
            Self::Statement => "陈述申辩期限",
            Self::HearingRequest => "要求听证期限",
            Self::Decision => "作出处罚决定期限",
            Self::DecisionService => "送达处罚决定书期限",
            Self::Payment => "缴纳罚款期限",
            Self::Publicity => "公示期限",
            Self::CreditReport => "双公示报送期限",
            Self::Withdrawal => "撤回公示期限",
            Self::Closing => "结案期限",
            Self::Rectification => "责令改正期限",
        }
    }

    /// The period a line's rules set, the general law where the line is silent. `None`: neither sets
    /// one, and no clock is started; or, for [`Self::Rectification`], the order itself sets it.
    pub fn limit(self, rules: Rules) -> Option<Limit> {
        let procedure = rules.procedure;
        let rules = rules.domain.parameters();
        match self {
            Self::LegalReview => rules.legal_review,
            Self::Statement => Some(rules.statement),
            Self::HearingRequest => Some(rules.hearing_request),
            Self::Decision => Some(rules.decision),
            Self::DecisionService => Some(limits::SERVICE_OF_DECISION),
            Self::Payment => Some(limits::PAYMENT),
            Self::Publicity => Some(match procedure {
                ProcedureKind::Inspection => limits::PUBLICITY_OTHER,
                ProcedureKind::OrdinaryPenalty => limits::PUBLICITY_PENALTY,
            }),
            Self::CreditReport => Some(limits::CREDIT_REPORT),
            Self::Withdrawal => Some(limits::WITHDRAWAL),
            Self::Closing => rules.closing,
            Self::Rectification => None,
        }
    }
}

impl Deadline {
    /// The clock of this kind, started on a day; `None` where no rule sets a period.
    pub fn started(
        kind: DeadlineKind,
        start: CivilDate,
        rules: Rules,
        calendar: &Calendar,
    ) -> Option<Self> {
        let limit = kind.limit(rules)?;
        let due = limit.due_or_provisional(calendar, start);
        Some(Self::new(
            kind,
            start,
            due,
            limit.citation,
            length_zh(limit.period),
        ))
    }

    /// The clock of an order to rectify: the officer fixes the last day, which rolls off a day of
    /// rest like any other.
    pub fn rectification(start: CivilDate, last: CivilDate, calendar: &Calendar) -> Self {
        let due = match calendar.working_day_from(last) {
            Ok(due) => Due {
                nominal: last,
                due,
                rolled: due != last,
                provisional: false,
            },
            Err(_) => Due {
                nominal: last,
                due: last,
                rolled: false,
                provisional: true,
            },
        };
        let citation = Citation::article(Law::AdministrativePenaltyLaw, 28).paragraph(1);
        Self::new(
            DeadlineKind::Rectification,
            start,
            due,
            citation,
            "通知书指定期限".to_owned(),
        )
    }

    fn new(
        kind: DeadlineKind,
        start: CivilDate,
        due: Due,
        citation: Citation,
        length: String,
    ) -> Self {
        Self {
            kind,
            start,
            nominal: due.nominal,
            due: due.due,
            provisional: due.provisional,
            citation,
            length,
            state: DeadlineState::Open,
            settled_on: None,
        }
    }

    /// Whether it still runs.
    pub fn is_open(&self) -> bool {
        self.state == DeadlineState::Open
    }

    /// The same clock counted with the calendar as it is known now.
    #[must_use]
    pub fn recounted(&self, rules: Rules, calendar: &Calendar) -> Self {
        match self.kind.limit(rules) {
            Some(limit) => {
                let due = limit.due_or_provisional(calendar, self.start);
                let length = length_zh(limit.period);
                Self::new(self.kind, self.start, due, limit.citation, length)
            }
            None => Self::rectification(self.start, self.nominal, calendar),
        }
    }

    /// The last day in law, if it can be told for certain: a provisional one is counted again.
    pub fn firm_due(&self, rules: Rules, calendar: &Calendar) -> Option<CivilDate> {
        if !self.provisional {
            return Some(self.due);
        }
        let recounted = self.recounted(rules, calendar);
        (!recounted.provisional).then_some(recounted.due)
    }
}

impl DeadlineState {
    /// The state in Chinese: `已按期完成`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Open => "进行中",
            Self::Met => "已按期完成",
            Self::Passed => "已届满",
            Self::Cancelled => "已取消",
        }
    }
}

/// The length of a period in Chinese as statutes write it: `九十日`, `五个工作日`.
pub fn length_zh(period: Period) -> String {
    let number = chinese(u16::try_from(period.count()).unwrap_or(u16::MAX));
    let unit = match period {
        Period::WorkingDays(_) => "个工作日",
        Period::Days { .. } => "日",
        Period::Months { .. } => "个月",
        Period::Years { .. } => "年",
        Period::Hours(_) => "小时",
    };
    format!("{number}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    fn penalty(domain: Domain) -> Rules {
        Rules {
            domain,
            procedure: ProcedureKind::OrdinaryPenalty,
        }
    }

    #[test]
    fn each_line_counts_by_its_own_rule() {
        let calendar = Calendar::state_council();
        let statement = |domain| {
            let start = day("2026-04-30");
            Deadline::started(DeadlineKind::Statement, start, penalty(domain), &calendar).unwrap()
        };
        // Vector WD-04: agriculture, served 2026-04-30.
        let agriculture = statement(Domain::Agriculture);
        assert_eq!(
            (agriculture.due, agriculture.length.as_str()),
            (day("2026-05-08"), "三个工作日")
        );
        let market = statement(Domain::MarketSupervision);
        assert_eq!(
            (market.due, market.length.as_str()),
            (day("2026-05-11"), "五个工作日")
        );
        assert_eq!(
            market.citation.to_string(),
            "市场监管行政处罚程序规定第五十七条"
        );
    }

    #[test]
    fn a_line_without_a_figure_falls_back_or_starts_no_clock() {
        let calendar = Calendar::state_council();
        let started =
            |kind| Deadline::started(kind, day("2026-03-02"), penalty(Domain::Culture), &calendar);
        assert_eq!(started(DeadlineKind::Decision).unwrap().length, "九十日");
        assert_eq!(started(DeadlineKind::LegalReview), None);
        assert_eq!(started(DeadlineKind::Closing), None);
    }

    #[test]
    fn ninety_days_are_shown_nominal_and_rolled() {
        // Vector CD-06: filed 2026-01-12.
        let deadline = Deadline::started(
            DeadlineKind::Decision,
            day("2026-01-12"),
            penalty(Domain::MarketSupervision),
            &Calendar::state_council(),
        )
        .unwrap();
        assert_eq!(
            (deadline.nominal, deadline.due),
            (day("2026-04-12"), day("2026-04-13"))
        );
        assert!(!deadline.provisional);
    }

    #[test]
    fn a_year_without_a_schedule_makes_a_date_provisional_until_it_is_published() {
        let calendar = Calendar::state_council();
        let domain = penalty(Domain::MarketSupervision);
        let deadline = Deadline::started(
            DeadlineKind::Statement,
            day("2026-12-28"),
            domain,
            &calendar,
        );
        let deadline = deadline.unwrap();
        assert!(deadline.provisional);
        assert_eq!(deadline.firm_due(domain, &calendar), None);

        let notice = r#"{"years":{"2027":{"off":["2027-01-01"],"makeup":[]}}}"#;
        let later = calendar.with(Calendar::from_json(notice).unwrap());
        assert_eq!(deadline.firm_due(domain, &later), Some(day("2027-01-05")));
        assert!(!deadline.recounted(domain, &later).provisional);
    }

    #[test]
    fn a_day_of_rest_named_in_an_order_moves_to_the_next_working_day() {
        let calendar = Calendar::state_council();
        let deadline = Deadline::rectification(day("2026-09-24"), day("2026-10-03"), &calendar);
        assert_eq!(
            (deadline.nominal, deadline.due),
            (day("2026-10-03"), day("2026-10-08"))
        );
        let next_year = Deadline::rectification(day("2026-12-20"), day("2027-01-05"), &calendar);
        assert!(next_year.provisional);
        assert_eq!(next_year.due, day("2027-01-05"));
    }

    #[test]
    fn penalties_are_published_in_seven_working_days_inspections_in_twenty() {
        // Vector WD-12: decision of 2025-12-30.
        let calendar = Calendar::state_council();
        let due = |procedure, start| {
            let rules = Rules {
                domain: Domain::Housing,
                procedure,
            };
            let deadline = Deadline::started(DeadlineKind::Publicity, day(start), rules, &calendar);
            let deadline = deadline.unwrap();
            assert_eq!(deadline.recounted(rules, &calendar), deadline);
            deadline.due
        };
        assert_eq!(
            due(ProcedureKind::OrdinaryPenalty, "2025-12-30"),
            day("2026-01-09")
        );
        assert_eq!(
            due(ProcedureKind::Inspection, "2023-11-30"),
            day("2023-12-28")
        );
    }

    #[test]
    fn names_lead_back_to_their_clocks() {
        for kind in DeadlineKind::ALL {
            assert_eq!(DeadlineKind::named(kind.name()), Some(kind));
        }
        assert_eq!(DeadlineKind::named("SOMETHING"), None);
    }
}
