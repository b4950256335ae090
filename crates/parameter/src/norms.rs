//! The catalogue of parameters: each key with its name, its unit, and what national law says of it.

use contract::elements::v1::{ParameterDirection, ParameterUnit};
use statute::{Citation, Law, Mark, Rank};

use ParameterDirection::{Equal, Maximum, Minimum};
use ParameterUnit::{Days, Fen, Hours, Months, Permille, WorkingDays};

/// What the platform knows of one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParameterNorm {
    /// Key, e.g. `statement_period`.
    pub key: &'static str,
    /// Name, e.g. 陈述申辩期限.
    pub name: &'static str,
    /// Unit in which packs state it as a rule.
    pub unit: ParameterUnit,
    /// What national law says; `None`: it leaves the number open.
    pub bound: Option<NationalBound>,
    /// Place of national law that calls for the number or sets it.
    pub basis: Citation,
}

/// What national law says of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NationalBound {
    /// How it binds.
    pub direction: ParameterDirection,
    /// The number, in the norm's unit.
    pub value: i64,
    /// The place that sets it.
    pub citation: Citation,
    /// How far that was verified.
    pub mark: Mark,
    /// Lowest rank of norm that the place lets say otherwise (从其规定); `None`: only what is of its own rank.
    pub yields_to: Option<Rank>,
}

/// The norm of a key.
pub fn parameter_norm(key: &str) -> Option<&'static ParameterNorm> {
    NORMS.iter().find(|norm| norm.key == key)
}

/// Every key, in the order of the procedure.
pub const NORMS: &[ParameterNorm] = &[
    // 立案与调查
    open(
        "clue_check_period",
        "核查立案期限",
        WorkingDays,
        penalty(54).paragraph(2),
    ),
    open(
        "clue_check_extension",
        "延长核查立案期限",
        WorkingDays,
        penalty(54).paragraph(2),
    ),
    open(
        "dispute_negotiation_period",
        "管辖争议协商期限",
        WorkingDays,
        penalty(25).paragraph(2),
    ),
    open(
        "dispute_designation_period",
        "指定管辖期限",
        WorkingDays,
        penalty(25).paragraph(2),
    ),
    open(
        "assistance_reply_period",
        "协助调查回复期限",
        WorkingDays,
        penalty(26),
    ),
    bound(
        "preservation_period",
        "先行登记保存处理期限",
        WorkingDays,
        Maximum,
        7,
        penalty(56),
    ),
    bound(
        "limitation_period",
        "追责时效",
        Months,
        Equal,
        24,
        penalty(36).paragraph(1),
    ),
    bound(
        "limitation_period_of_harm",
        "追责时效（危害后果）",
        Months,
        Equal,
        60,
        penalty(36).paragraph(1),
    ),
    // 告知、听证、审核
    open(
        "statement_period",
        "陈述申辩期限",
        WorkingDays,
        penalty(45).paragraph(1),
    ),
    bound(
        "hearing_request_period",
        "要求听证期限",
        WorkingDays,
        Minimum,
        5,
        penalty(64).item(1),
    ),
    bound(
        "hearing_notice_period",
        "听证通知提前期限",
        WorkingDays,
        Minimum,
        7,
        penalty(64).item(2),
    ),
    open(
        "hearing_threshold_person",
        "听证金额（公民）",
        Fen,
        penalty(63).paragraph(1),
    ),
    open(
        "hearing_threshold_organisation",
        "听证金额（法人、其他组织）",
        Fen,
        penalty(63).paragraph(1),
    ),
    open(
        "legal_review_period",
        "法制审核期限",
        WorkingDays,
        penalty(58).paragraph(1),
    ),
    open(
        "legal_review_extension",
        "延长法制审核期限",
        WorkingDays,
        penalty(58).paragraph(1),
    ),
    // 决定与送达
    yielding(
        "decision_period",
        "作出处罚决定期限",
        Days,
        Maximum,
        90,
        penalty(60),
        Rank::LocalGovernmentRule,
    ),
    // The law itself knows no extension: only a rule may give one.
    yielding(
        "decision_extension",
        "延长处罚决定期限",
        Days,
        Maximum,
        0,
        penalty(60),
        Rank::LocalGovernmentRule,
    ),
    yielding(
        "decision_second_extension",
        "再次延长处罚决定期限",
        Days,
        Maximum,
        0,
        penalty(60),
        Rank::LocalGovernmentRule,
    ),
    bound(
        "service_of_decision_period",
        "送达决定书期限",
        WorkingDays,
        Maximum,
        7,
        penalty(61).paragraph(1),
    ),
    bound(
        "public_notice_period",
        "公告送达期限",
        Days,
        Minimum,
        30,
        Citation::article(Law::CivilProcedureLaw, 95),
    ),
    bound(
        "withdrawal_period",
        "撤回公开信息期限",
        WorkingDays,
        Maximum,
        3,
        penalty(48).paragraph(2),
    ),
    open("closing_period", "结案审批期限", WorkingDays, penalty(57)),
    // 简易程序与当场收缴
    bound(
        "summary_fine_limit_person",
        "简易程序罚款限额（公民）",
        Fen,
        Maximum,
        20_000,
        penalty(51),
    ),
    bound(
        "summary_fine_limit_organisation",
        "简易程序罚款限额（法人、其他组织）",
        Fen,
        Maximum,
        300_000,
        penalty(51),
    ),
    open(
        "summary_filing_period",
        "简易程序备案归档期限",
        WorkingDays,
        penalty(52).paragraph(3),
    ),
    bound(
        "on_the_spot_collection_limit",
        "当场收缴罚款限额",
        Fen,
        Maximum,
        10_000,
        penalty(68).item(1),
    ),
    bound(
        "cash_to_agency_period",
        "当场收缴罚款交机关期限",
        WorkingDays,
        Maximum,
        2,
        penalty(71),
    ),
    bound(
        "cash_to_bank_period",
        "当场收缴罚款缴付银行期限",
        WorkingDays,
        Maximum,
        2,
        penalty(71),
    ),
    // 执行
    bound(
        "payment_period",
        "缴纳罚款期限",
        Days,
        Equal,
        15,
        penalty(67).paragraph(3),
    ),
    bound(
        "late_fine_rate",
        "每日加处罚款比例",
        Permille,
        Equal,
        30,
        penalty(72).paragraph(1).item(1),
    ),
    bound(
        "late_fine_cap",
        "加处罚款上限（占罚款数额）",
        Permille,
        Maximum,
        1_000,
        penalty(72).paragraph(1).item(1),
    ),
    bound(
        "late_fine_before_enforcement",
        "加处罚款满多久可强制执行",
        Days,
        Minimum,
        30,
        coercion(46).paragraph(1),
    ),
    // 行政强制
    bound(
        "emergency_coercion_report_period",
        "紧急强制补办批准期限",
        Hours,
        Maximum,
        24,
        coercion(19),
    ),
    yielding(
        "seizure_period",
        "查封扣押期限",
        Days,
        Maximum,
        30,
        coercion(25).paragraph(1),
        Rank::AdministrativeRegulation,
    ),
    yielding(
        "seizure_extension",
        "延长查封扣押期限",
        Days,
        Maximum,
        30,
        coercion(25).paragraph(1),
        Rank::AdministrativeRegulation,
    ),
    bound(
        "freeze_delivery_period",
        "交付冻结决定书期限",
        WorkingDays,
        Maximum,
        3,
        coercion(31),
    ),
    bound(
        "freeze_period",
        "冻结期限",
        Days,
        Maximum,
        30,
        coercion(32).paragraph(1),
    ),
    bound(
        "freeze_extension",
        "延长冻结期限",
        Days,
        Maximum,
        30,
        coercion(32).paragraph(1),
    ),
    bound(
        "performance_urging_period",
        "代履行催告提前期限",
        WorkingDays,
        Minimum,
        3,
        coercion(51).paragraph(1).item(2),
    ),
    bound(
        "urging_period",
        "申请法院强制执行前催告期限",
        WorkingDays,
        Minimum,
        10,
        coercion(54),
    ),
    bound(
        "court_application_period",
        "申请法院强制执行期限",
        Months,
        Equal,
        3,
        coercion(53),
    ),
];

const fn open(
    key: &'static str,
    name: &'static str,
    unit: ParameterUnit,
    basis: Citation,
) -> ParameterNorm {
    ParameterNorm {
        key,
        name,
        unit,
        bound: None,
        basis,
    }
}

const fn bound(
    key: &'static str,
    name: &'static str,
    unit: ParameterUnit,
    direction: ParameterDirection,
    value: i64,
    citation: Citation,
) -> ParameterNorm {
    ParameterNorm {
        key,
        name,
        unit,
        bound: Some(NationalBound {
            direction,
            value,
            citation,
            mark: Mark::Verified,
            yields_to: None,
        }),
        basis: citation,
    }
}

const fn yielding(
    key: &'static str,
    name: &'static str,
    unit: ParameterUnit,
    direction: ParameterDirection,
    value: i64,
    citation: Citation,
    to: Rank,
) -> ParameterNorm {
    ParameterNorm {
        key,
        name,
        unit,
        bound: Some(NationalBound {
            direction,
            value,
            citation,
            mark: Mark::Verified,
            yields_to: Some(to),
        }),
        basis: citation,
    }
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

const fn coercion(article: u16) -> Citation {
    Citation::article(Law::AdministrativeCoercionLaw, article)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use calendar::Period;
    use statute::penalty::{CASH_LIMIT, SUMMARY_LIMIT_ORGANISATION, SUMMARY_LIMIT_PERSON};
    use statute::{Limit, limits};

    use super::*;

    /// What `statute` holds of the same numbers.
    const HELD_TWICE: &[(&str, Limit)] = &[
        ("preservation_period", limits::PRESERVATION),
        ("limitation_period", limits::LIMITATION),
        ("limitation_period_of_harm", limits::LIMITATION_OF_HARM),
        ("hearing_request_period", limits::HEARING_REQUEST),
        ("hearing_notice_period", limits::HEARING_NOTICE),
        ("decision_period", limits::DECISION),
        ("service_of_decision_period", limits::SERVICE_OF_DECISION),
        ("public_notice_period", limits::PUBLIC_NOTICE_SERVICE),
        ("withdrawal_period", limits::WITHDRAWAL),
        ("cash_to_agency_period", limits::CASH_TO_AGENCY),
        ("cash_to_bank_period", limits::CASH_TO_BANK),
        ("payment_period", limits::PAYMENT),
        (
            "late_fine_before_enforcement",
            limits::LATE_FINE_BEFORE_ENFORCEMENT,
        ),
        (
            "emergency_coercion_report_period",
            limits::EMERGENCY_COERCION_APPROVAL,
        ),
        ("seizure_period", limits::SEIZURE),
        ("seizure_extension", limits::SEIZURE_EXTENSION),
        ("freeze_delivery_period", limits::FREEZE_DELIVERY),
        ("freeze_period", limits::FREEZE),
        ("freeze_extension", limits::FREEZE_EXTENSION),
        ("performance_urging_period", limits::PERFORMANCE_URGING),
        ("urging_period", limits::URGING),
        ("court_application_period", limits::COURT_APPLICATION),
    ];

    #[test]
    fn keys_and_names_stand_once_and_cite_articles_that_exist() {
        let keys: BTreeSet<&str> = NORMS.iter().map(|norm| norm.key).collect();
        let names: BTreeSet<&str> = NORMS.iter().map(|norm| norm.name).collect();
        assert_eq!((keys.len(), names.len()), (NORMS.len(), NORMS.len()));
        for norm in NORMS {
            assert!(norm.basis.exists(), "{}: {}", norm.key, norm.basis);
            assert_ne!(norm.unit, ParameterUnit::Unspecified, "{}", norm.key);
        }
    }

    #[test]
    fn the_catalogue_says_what_the_law_as_data_says() {
        for (key, limit) in HELD_TWICE {
            let norm = parameter_norm(key).unwrap();
            let bound = norm.bound.unwrap();
            let unit = match limit.period {
                Period::WorkingDays(_) => WorkingDays,
                Period::Days { .. } => Days,
                Period::Hours(_) => Hours,
                Period::Months { .. } | Period::Years { .. } => Months,
            };
            let months = if matches!(limit.period, Period::Years { .. }) {
                12
            } else {
                1
            };
            assert_eq!(
                (norm.unit, bound.value, bound.citation, bound.mark),
                (
                    unit,
                    i64::from(limit.period.count()) * months,
                    limit.citation,
                    limit.mark
                ),
                "{key}"
            );
        }
        for (key, fen) in [
            ("summary_fine_limit_person", SUMMARY_LIMIT_PERSON),
            (
                "summary_fine_limit_organisation",
                SUMMARY_LIMIT_ORGANISATION,
            ),
            ("on_the_spot_collection_limit", CASH_LIMIT),
        ] {
            let bound = parameter_norm(key).unwrap().bound.unwrap();
            assert_eq!(u64::try_from(bound.value), Ok(fen.0), "{key}");
        }
    }
}
