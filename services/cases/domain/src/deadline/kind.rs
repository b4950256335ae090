//! Which clocks there are (law.md 8.3), and the period that the rules set for each.

use calendar::{CivilDate, WorkingDays};
use serde::{Deserialize, Serialize};
use statute::{Limit, limits};

use super::Rules;
use crate::{Parameters, ProcedureKind, Rule, fast, inspection};

/// Declares the clocks: variant, name on the wire, number in law.md 8.3 (empty: it has none there), name in Chinese.
macro_rules! clocks {
    ($($kind:ident = $name:literal, $number:literal, $zh:literal;)*) => {
        /// Which clock.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum DeadlineKind {
            $(#[doc = concat!($number, " ", $zh)] $kind,)*
        }

        impl DeadlineKind {
            /// Every clock.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Name on the wire: `STATEMENT`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// Its number in the catalogue of clocks, e.g. `K08`; empty: sector rules alone know it.
            pub const fn number(self) -> &'static str {
                match self { $(Self::$kind => $number,)* }
            }

            /// The clock in Chinese: `陈述申辩期限`.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$kind => $zh,)* }
            }
        }
    };
}

impl DeadlineKind {
    /// Duties towards the public: to publish, to report, to withdraw.
    pub(crate) const TO_THE_PUBLIC: [Self; 3] =
        [Self::Publicity, Self::CreditReport, Self::Withdrawal];
}

clocks! {
    ClueCheck = "CLUE_CHECK", "K01", "线索核查期限";
    PreservationReport = "PRESERVATION_REPORT", "K02", "紧急先行登记保存报告期限";
    Preservation = "PRESERVATION", "K03", "先行登记保存处理期限";
    Seizure = "SEIZURE", "K04", "查封扣押期限";
    EmergencyApproval = "EMERGENCY_APPROVAL", "K05", "紧急强制措施补办批准期限";
    FreezeDelivery = "FREEZE_DELIVERY", "K06", "交付冻结决定书期限";
    Freeze = "FREEZE", "K06", "冻结期限";
    OtherMeasure = "OTHER_MEASURE", "", "其他强制措施期限";
    LegalReview = "LEGAL_REVIEW", "K07", "法制审核期限";
    Statement = "STATEMENT", "K08", "陈述申辩期限";
    HearingRequest = "HEARING_REQUEST", "K09", "要求听证期限";
    HearingNotice = "HEARING_NOTICE", "K10", "听证通知期限";
    Decision = "DECISION", "K11", "作出处罚决定期限";
    DecisionService = "DECISION_SERVICE", "K12", "送达处罚决定书期限";
    Payment = "PAYMENT", "K13", "缴纳罚款期限";
    LateFine = "LATE_FINE", "K14", "加处罚款达到上限之日";
    CashToAgency = "CASH_TO_AGENCY", "K15", "当场收缴罚款交至机关期限";
    CashToBank = "CASH_TO_BANK", "K15", "当场收缴罚款缴付银行期限";
    Publicity = "PUBLICITY", "K16", "公示期限";
    CreditReport = "CREDIT_REPORT", "K17", "双公示报送期限";
    Withdrawal = "WITHDRAWAL", "K18", "撤回公示期限";
    ReviewApplication = "REVIEW_APPLICATION", "K21", "申请行政复议期限";
    Suit = "SUIT", "K22", "提起行政诉讼期限";
    Urging = "URGING", "K23", "催告期限";
    CourtApplication = "COURT_APPLICATION", "K24", "申请法院强制执行期限";
    ExecutionSuspension = "EXECUTION_SUSPENSION", "K25", "中止执行期限";
    SubstituteUrging = "SUBSTITUTE_URGING", "K26", "代履行催告期限";
    ReferralApproval = "REFERRAL_APPROVAL", "K27", "移送审批期限";
    ReferralTransfer = "REFERRAL_TRANSFER", "K27", "移送公安机关期限";
    PoliceReply = "POLICE_REPLY", "K28", "公安机关立案审查期限";
    PoliceReview = "POLICE_REVIEW", "K29", "提请公安机关复议期限";
    PoliceReviewReply = "POLICE_REVIEW_REPLY", "K29", "公安机关复议决定期限";
    ProsecutorRequest = "PROSECUTOR_REQUEST", "K29", "建议检察机关立案监督期限";
    GoodsHandover = "GOODS_HANDOVER", "K30", "移交涉案物品期限";
    SummaryFiling = "SUMMARY_FILING", "K31", "当场处罚备案期限";
    Closing = "CLOSING", "K32", "结案期限";
    RemedyReply = "REMEDY_REPLY", "K34", "提出复议答复期限";
    RemedyForwarding = "REMEDY_FORWARDING", "K35", "转送复议申请期限";
    Limitation = "LIMITATION", "K37", "追责时效";
    Rectification = "RECTIFICATION", "K39", "责令改正期限";
    PublicNotice = "PUBLIC_NOTICE", "K40", "公告送达期限";
    ServiceNotice = "SERVICE_NOTICE", "K40", "文书公告送达期限";
    JurisdictionNegotiation = "JURISDICTION_NEGOTIATION", "", "管辖争议协商期限";
    JurisdictionDesignation = "JURISDICTION_DESIGNATION", "", "指定管辖期限";
    AssistanceReply = "ASSISTANCE_REPLY", "", "协助回复期限";
    Retest = "RETEST", "", "申请复检期限";
    Instalment = "INSTALMENT", "", "分期缴纳期限";
    LeadTransferReply = "LEAD_TRANSFER_REPLY", "", "线索移送接收期限";
    InspectionApproval = "INSPECTION_APPROVAL", "", "紧急检查补办审批期限";
    FastTarget = "FAST_TARGET", "", "快速办理目标期限";
}

impl DeadlineKind {
    /// The clock of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Whether it limits the party, not the agency (law.md 8.3, side P).
    pub const fn is_of_party(self) -> bool {
        matches!(
            self,
            Self::Statement
                | Self::HearingRequest
                | Self::Payment
                | Self::LateFine
                | Self::ReviewApplication
                | Self::Suit
                | Self::Urging
                | Self::Limitation
                | Self::Rectification
                | Self::Instalment
                | Self::Retest
        )
    }

    /// The period a line's rules set, the general law where the line is silent. `None`: neither sets
    /// one, and no clock is started by them: the act itself says until when, or under which limit.
    pub fn limit(self, rules: Rules) -> Option<Limit> {
        let procedure = rules.procedure;
        let rules = rules.domain.parameters();
        match self {
            Self::ClueCheck => rules.clue_check,
            Self::PreservationReport => Some(limits::EMERGENCY_PRESERVATION_REPORT),
            Self::Preservation => Some(limits::PRESERVATION),
            Self::Seizure => Some(limits::SEIZURE),
            Self::EmergencyApproval => Some(limits::EMERGENCY_COERCION_APPROVAL),
            Self::FreezeDelivery => Some(limits::FREEZE_DELIVERY),
            Self::Freeze => Some(limits::FREEZE),
            Self::LegalReview => rules.legal_review,
            Self::Statement => Some(rules.statement),
            Self::HearingRequest => Some(rules.hearing_request),
            Self::HearingNotice => Some(limits::HEARING_NOTICE),
            Self::Decision => Some(rules.decision),
            Self::DecisionService => Some(limits::SERVICE_OF_DECISION),
            Self::Payment => Some(limits::PAYMENT),
            Self::CashToAgency => Some(limits::CASH_TO_AGENCY),
            Self::CashToBank => Some(limits::CASH_TO_BANK),
            Self::Publicity => Some(match procedure {
                ProcedureKind::Inspection => limits::PUBLICITY_OTHER,
                ProcedureKind::OrdinaryPenalty | ProcedureKind::SummaryPenalty => {
                    limits::PUBLICITY_PENALTY
                }
            }),
            Self::CreditReport => Some(limits::CREDIT_REPORT),
            Self::Withdrawal => Some(limits::WITHDRAWAL),
            Self::ReviewApplication => Some(limits::REVIEW_APPLICATION),
            Self::Suit => Some(limits::SUIT),
            Self::Urging => Some(limits::URGING),
            Self::CourtApplication => Some(limits::COURT_APPLICATION),
            Self::ExecutionSuspension => Some(limits::SUSPENSION),
            Self::SubstituteUrging => Some(limits::PERFORMANCE_URGING),
            Self::ReferralApproval => Some(limits::TRANSFER_APPROVAL),
            Self::ReferralTransfer => Some(limits::TRANSFER),
            Self::PoliceReply => Some(limits::POLICE_REPLY),
            Self::PoliceReview | Self::PoliceReviewReply | Self::ProsecutorRequest => {
                Some(limits::POLICE_RECONSIDERATION)
            }
            Self::GoodsHandover => Some(limits::GOODS_HANDOVER),
            Self::SummaryFiling => rules.summary_filing,
            Self::Closing => rules.closing,
            Self::RemedyReply => Some(limits::REVIEW_REPLY),
            Self::RemedyForwarding => Some(limits::REVIEW_FORWARDING),
            Self::PublicNotice | Self::ServiceNotice => Some(rules.public_notice_service),
            Self::JurisdictionNegotiation => rules.jurisdiction_negotiation,
            Self::JurisdictionDesignation => rules.jurisdiction_designation,
            Self::AssistanceReply => rules.assistance_reply,
            Self::InspectionApproval => Some(inspection::EMERGENCY_APPROVAL),
            Self::FastTarget => Some(fast::TARGET),
            Self::OtherMeasure
            | Self::LateFine
            | Self::Limitation
            | Self::Rectification
            | Self::Instalment
            | Self::Retest
            | Self::LeadTransferReply => None,
        }
    }

    /// How many working days before its last day, as counted, it becomes urgent.
    pub const fn urgent_before(self) -> WorkingDays {
        WorkingDays(match self {
            Self::Decision => 10,
            Self::LegalReview => 2,
            _ => 3,
        })
    }

    /// Its key in the catalogue of parameters, e.g. `statement_period`; none: no pack sets it.
    pub const fn parameter(self) -> Option<&'static str> {
        Some(match self {
            Self::ClueCheck => "clue_check_period",
            Self::Preservation => "preservation_period",
            Self::Seizure => "seizure_period",
            Self::FreezeDelivery => "freeze_delivery_period",
            Self::Freeze => "freeze_period",
            Self::LegalReview => "legal_review_period",
            Self::Statement => "statement_period",
            Self::HearingRequest => "hearing_request_period",
            Self::HearingNotice => "hearing_notice_period",
            Self::Decision => "decision_period",
            Self::DecisionService => "service_of_decision_period",
            Self::Payment => "payment_period",
            Self::CashToAgency => "cash_to_agency_period",
            Self::CashToBank => "cash_to_bank_period",
            Self::Withdrawal => "withdrawal_period",
            Self::Urging => "urging_period",
            Self::CourtApplication => "court_application_period",
            Self::SubstituteUrging => "performance_urging_period",
            Self::SummaryFiling => "summary_filing_period",
            Self::Closing => "closing_period",
            Self::PublicNotice | Self::ServiceNotice => "public_notice_period",
            Self::JurisdictionNegotiation => "dispute_negotiation_period",
            Self::JurisdictionDesignation => "dispute_designation_period",
            Self::AssistanceReply => "assistance_reply_period",
            _ => return None,
        })
    }

    /// The period on the day that starts it: that of the pack in force where the agency is, else what [`Self::limit`] says;
    /// with the pack.
    pub fn limit_by(
        self,
        rules: Rules,
        parameters: &Parameters,
        on: CivilDate,
    ) -> Option<(Limit, Option<Rule>)> {
        let own = self.limit(rules);
        match self.parameter() {
            Some(key) => parameters.period((key, self.zh()), own, on),
            None => own.map(|own| (own, None)),
        }
    }
}
