//! The parameter table of the fields, one constant a field.

use calendar::Period;

use super::{Approver, Domain, Extension, NotCounted, Parameters};
use crate::limits::{DECISION, HEARING_REQUEST, PUBLIC_NOTICE_SERVICE, STATEMENT};
use crate::penalty::HearingThresholds;
use crate::{Citation, Law, Limit, Mark};

use NotCounted::{Hearing, Identification, PublicNotice, Refund, Suspension, Testing};

pub(super) const fn of(domain: Domain) -> &'static Parameters {
    match domain {
        Domain::MarketSupervision => &MARKET_SUPERVISION,
        Domain::Agriculture => &AGRICULTURE,
        Domain::Housing => &HOUSING,
        Domain::Transport => &TRANSPORT,
        Domain::MedicalInsurance => &MEDICAL_INSURANCE,
        Domain::Environment => &ENVIRONMENT,
        Domain::PublicSecurity => &PUBLIC_SECURITY,
        Domain::FireSafety => &FIRE_SAFETY,
        Domain::NaturalResources => &NATURAL_RESOURCES,
        Domain::Culture => &CULTURE,
        Domain::Health => &HEALTH,
        Domain::Water => &WATER,
        Domain::Forestry => &FORESTRY,
        Domain::Fisheries => &FISHERIES,
        Domain::Labour => &LABOUR,
        Domain::CivilAffairs => &CIVIL_AFFAIRS,
    }
}

const CLUE_CHECK: &str = "核查立案";
const CLUE_CHECK_EXTENSION: &str = "延长核查立案";
const LEGAL_REVIEW: &str = "法制审核";
const LEGAL_REVIEW_EXTENSION: &str = "延长法制审核";
const SUMMARY_FILING: &str = "简易程序备案归档";
const CLOSING: &str = "结案审批";
const ASSISTANCE: &str = "协助调查";
const NEGOTIATION: &str = "管辖争议协商";
const DESIGNATION: &str = "指定管辖";

/// A field whose own rules set nothing, or could not be read: the general law alone.
const fn general(domain: Domain) -> Parameters {
    Parameters {
        domain,
        procedure: None,
        clue_check: None,
        clue_check_extension: None,
        statement: STATEMENT,
        hearing_request: HEARING_REQUEST,
        hearing_thresholds: HearingThresholds::MARKET,
        hearing_thresholds_mark: Mark::Assumed,
        legal_review: None,
        legal_review_extension: None,
        decision: DECISION,
        extension1: None,
        extension2: None,
        not_counted: &[],
        summary_filing: None,
        public_notice_service: PUBLIC_NOTICE_SERVICE,
        closing: None,
        assistance_reply: None,
        jurisdiction_negotiation: None,
        jurisdiction_designation: None,
    }
}

const fn working_days(name_zh: &'static str, n: u32, citation: Citation) -> Limit {
    Limit::new(name_zh, Period::working_days(n), citation)
}

const fn extension(most: Option<Period>, approver: Approver, citation: Citation) -> Extension {
    Extension {
        most,
        approver,
        citation,
        mark: Mark::Verified,
    }
}

const fn market(article: u16) -> Citation {
    Citation::article(Law::MarketPenaltyProcedure, article)
}

/// 市场监督管理行政处罚程序规定 (令2, 2022).
static MARKET_SUPERVISION: Parameters = Parameters {
    procedure: Some(Law::MarketPenaltyProcedure),
    hearing_thresholds: HearingThresholds::MARKET,
    hearing_thresholds_mark: Mark::Verified,
    clue_check: Some(working_days(CLUE_CHECK, 15, market(18))),
    clue_check_extension: Some(working_days(CLUE_CHECK_EXTENSION, 15, market(18))),
    statement: working_days(STATEMENT.name_zh, 5, market(57)),
    hearing_request: working_days(HEARING_REQUEST.name_zh, 5, market(57)),
    // Article 55 lets the review be prolonged but names no number.
    legal_review: Some(working_days(LEGAL_REVIEW, 10, market(55))),
    decision: Limit::new(DECISION.name_zh, Period::days(90), market(64)),
    extension1: Some(extension(
        Some(Period::days(30)),
        Approver::Head,
        market(64),
    )),
    extension2: Some(extension(None, Approver::CollectiveDiscussion, market(64))),
    not_counted: &[
        Suspension,
        Hearing,
        PublicNotice,
        Testing,
        Identification,
        Refund,
    ],
    summary_filing: Some(working_days(SUMMARY_FILING, 7, market(70))),
    public_notice_service: Limit::new(
        PUBLIC_NOTICE_SERVICE.name_zh,
        Period::days_at_most(30),
        market(82),
    ),
    closing: Some(working_days(CLOSING, 15, market(77))),
    assistance_reply: Some(working_days(ASSISTANCE, 15, market(45))),
    jurisdiction_negotiation: Some(working_days(NEGOTIATION, 7, market(13))),
    jurisdiction_designation: Some(working_days(DESIGNATION, 7, market(16))),
    ..general(Domain::MarketSupervision)
};

const fn agriculture(article: u16) -> Citation {
    Citation::article(Law::AgriculturePenaltyProcedure, article)
}

/// 农业行政处罚程序规定 (令2021-4): 二、三、五、七日 are working days (89), all others calendar.
static AGRICULTURE: Parameters = Parameters {
    procedure: Some(Law::AgriculturePenaltyProcedure),
    hearing_thresholds: HearingThresholds::AGRICULTURE,
    hearing_thresholds_mark: Mark::Verified,
    clue_check: Some(working_days(CLUE_CHECK, 7, agriculture(29))),
    clue_check_extension: Some(working_days(CLUE_CHECK_EXTENSION, 7, agriculture(29))),
    statement: working_days(STATEMENT.name_zh, 3, agriculture(23)),
    hearing_request: working_days(HEARING_REQUEST.name_zh, 5, agriculture(61)),
    legal_review: Some(working_days(LEGAL_REVIEW, 5, agriculture(53))),
    legal_review_extension: Some(Limit::new(
        LEGAL_REVIEW_EXTENSION,
        Period::days(15),
        agriculture(53),
    )),
    decision: Limit::new(DECISION.name_zh, Period::days(90), agriculture(58)),
    extension1: Some(extension(
        Some(Period::days(30)),
        Approver::Head,
        agriculture(58),
    )),
    extension2: Some(extension(None, Approver::SuperiorOrgan, agriculture(58))),
    not_counted: &[Suspension, Hearing, PublicNotice, Testing],
    summary_filing: Some(working_days(SUMMARY_FILING, 2, agriculture(27))),
    public_notice_service: Limit::new(
        PUBLIC_NOTICE_SERVICE.name_zh,
        Period::days_at_most(60),
        agriculture(72),
    ),
    jurisdiction_negotiation: Some(working_days(NEGOTIATION, 7, agriculture(16))),
    jurisdiction_designation: Some(working_days(DESIGNATION, 7, agriculture(18))),
    ..general(Domain::Agriculture)
};

const fn housing(article: u16) -> Citation {
    Citation::article(Law::HousingPenaltyProcedure, article)
}

/// 住房和城乡建设行政处罚程序规定 (令55, 2022): 三、五、七、十、十五日 are working days (45).
static HOUSING: Parameters = Parameters {
    procedure: Some(Law::HousingPenaltyProcedure),
    hearing_thresholds: HearingThresholds::MARKET,
    hearing_thresholds_mark: Mark::Secondary,
    clue_check: Some(working_days(CLUE_CHECK, 15, housing(15))),
    clue_check_extension: Some(working_days(CLUE_CHECK_EXTENSION, 10, housing(15))),
    statement: working_days(STATEMENT.name_zh, 5, housing(22)),
    hearing_request: working_days(HEARING_REQUEST.name_zh, 5, housing(33)),
    legal_review: Some(working_days(LEGAL_REVIEW, 10, housing(25))),
    decision: Limit::new(DECISION.name_zh, Period::days(90), housing(29)),
    extension1: Some(extension(
        Some(Period::days(30)),
        Approver::Head,
        housing(29),
    )),
    extension2: Some(extension(
        Some(Period::days(60)),
        Approver::CollectiveDiscussion,
        housing(29),
    )),
    not_counted: &[Suspension, Hearing, Testing],
    summary_filing: Some(working_days(SUMMARY_FILING, 3, housing(14))),
    closing: Some(working_days(CLOSING, 15, housing(31))),
    jurisdiction_negotiation: Some(working_days(NEGOTIATION, 7, housing(6))),
    jurisdiction_designation: Some(working_days(DESIGNATION, 7, housing(6))),
    ..general(Domain::Housing)
};

const fn transport(article: u16) -> Citation {
    Citation::article(Law::TransportEnforcementProcedure, article)
}

/// 交通运输行政执法程序规定 (令2021-6): 五日 is read with 行政处罚法 85 as working days.
static TRANSPORT: Parameters = Parameters {
    procedure: Some(Law::TransportEnforcementProcedure),
    hearing_request: working_days(HEARING_REQUEST.name_zh, 5, transport(82)),
    decision: Limit::new(DECISION.name_zh, Period::days(90), transport(78)),
    extension1: Some(extension(
        Some(Period::days(30)),
        Approver::Head,
        transport(78),
    )),
    summary_filing: Some(working_days(SUMMARY_FILING, 5, transport(61).item(8))),
    public_notice_service: Limit::new(
        PUBLIC_NOTICE_SERVICE.name_zh,
        Period::days_at_most(60),
        transport(18),
    ),
    ..general(Domain::Transport)
};

const fn medical(article: u16) -> Citation {
    Citation::article(Law::MedicalInsurancePenaltyProcedure, article)
}

/// 医疗保障行政处罚程序暂行规定 (2021).
static MEDICAL_INSURANCE: Parameters = Parameters {
    procedure: Some(Law::MedicalInsurancePenaltyProcedure),
    clue_check: Some(working_days(CLUE_CHECK, 15, medical(14))),
    legal_review: Some(working_days(LEGAL_REVIEW, 10, medical(40))),
    legal_review_extension: Some(working_days(LEGAL_REVIEW_EXTENSION, 10, medical(40))),
    summary_filing: Some(working_days(SUMMARY_FILING, 7, medical(51))),
    // "十五日" as printed, without 工作日.
    assistance_reply: Some(Limit::new(ASSISTANCE, Period::days(15), medical(34))),
    jurisdiction_negotiation: Some(working_days(NEGOTIATION, 7, medical(10))),
    ..general(Domain::MedicalInsurance)
};

/// 生态环境行政处罚办法 (2023): of its own numbers only Article 68 could be read.
static ENVIRONMENT: Parameters = Parameters {
    procedure: Some(Law::EnvironmentPenaltyMeasures),
    hearing_thresholds: HearingThresholds::ENVIRONMENT,
    hearing_thresholds_mark: Mark::Assumed,
    clue_check: Some(
        Limit::new(
            CLUE_CHECK,
            Period::days(15),
            Citation::whole(Law::EnvironmentPenaltyMeasures),
        )
        .marked(Mark::Assumed),
    ),
    clue_check_extension: Some(
        Limit::new(
            CLUE_CHECK_EXTENSION,
            Period::days(15),
            Citation::whole(Law::EnvironmentPenaltyMeasures),
        )
        .marked(Mark::Assumed),
    ),
    summary_filing: Some(
        working_days(
            SUMMARY_FILING,
            3,
            Citation::article(Law::EnvironmentPenaltyMeasures, 68),
        )
        .marked(Mark::InPart),
    ),
    ..general(Domain::Environment)
};

const fn security(article: u16) -> Citation {
    Citation::article(Law::PublicSecurityPenaltyLaw, article)
}

/// 治安管理处罚法 (2025 revision).
static PUBLIC_SECURITY: Parameters = Parameters {
    procedure: Some(Law::PublicSecurityPenaltyLaw),
    hearing_thresholds: HearingThresholds::POLICE,
    hearing_thresholds_mark: Mark::InPart,
    decision: Limit::new(DECISION.name_zh, Period::days(30), security(118)),
    extension1: Some(extension(
        Some(Period::days(30)),
        Approver::SuperiorOrgan,
        security(118),
    )),
    extension2: Some(extension(
        Some(Period::days(30)),
        Approver::SuperiorOrgan,
        security(118),
    )),
    not_counted: &[Hearing, Testing],
    summary_filing: Some(Limit::new(SUMMARY_FILING, Period::hours(24), security(120))),
    ..general(Domain::PublicSecurity)
};

static FIRE_SAFETY: Parameters = general(Domain::FireSafety);
static NATURAL_RESOURCES: Parameters = general(Domain::NaturalResources);
static CULTURE: Parameters = general(Domain::Culture);
static HEALTH: Parameters = general(Domain::Health);
static WATER: Parameters = general(Domain::Water);
static FORESTRY: Parameters = general(Domain::Forestry);
static FISHERIES: Parameters = general(Domain::Fisheries);
static LABOUR: Parameters = general(Domain::Labour);
static CIVIL_AFFAIRS: Parameters = general(Domain::CivilAffairs);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cited_article_exists() {
        for domain in Domain::ALL {
            let p = of(domain);
            let limits = [
                p.clue_check,
                p.clue_check_extension,
                Some(p.statement),
                Some(p.hearing_request),
                p.legal_review,
                p.legal_review_extension,
                Some(p.decision),
                p.summary_filing,
                Some(p.public_notice_service),
                p.closing,
                p.assistance_reply,
                p.jurisdiction_negotiation,
                p.jurisdiction_designation,
            ];
            for limit in limits.into_iter().flatten() {
                assert!(limit.citation.exists(), "{domain}: {}", limit.citation);
            }
            for extension in [p.extension1, p.extension2].into_iter().flatten() {
                assert!(
                    extension.citation.exists(),
                    "{domain}: {}",
                    extension.citation
                );
            }
        }
    }

    #[test]
    fn an_assumed_figure_never_hides_behind_a_domain_rule() {
        for domain in Domain::ALL {
            let p = of(domain);
            if p.statement.mark == Mark::Verified {
                assert_eq!(Some(p.statement.citation.law), p.procedure, "{domain}");
            }
        }
    }
}
