//! 领域: the fields of enforcement, and what each field's own procedure rules set differently.

mod parameters;

use std::fmt;
use std::str::FromStr;

use calendar::Period;
use serde::{Deserialize, Serialize};

use crate::penalty::HearingThresholds;
use crate::{Citation, Law, Limit, Mark};

/// A field of enforcement. A town that acts on a power handed down uses the rules of the field the
/// item comes from. Stored by its name in snake case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Domain {
    /// 市场监管
    MarketSupervision,
    /// 农业
    Agriculture,
    /// 住建/城管
    Housing,
    /// 交通
    Transport,
    /// 医保
    MedicalInsurance,
    /// 生态环境
    Environment,
    /// 治安
    PublicSecurity,
    /// 应急/消防
    FireSafety,
    /// 自然资源
    NaturalResources,
    /// 文化旅游
    Culture,
    /// 卫生健康
    Health,
    /// 水利
    Water,
    /// 林业
    Forestry,
    /// 海洋渔业
    Fisheries,
    /// 人力资源社会保障
    Labour,
    /// 民政
    CivilAffairs,
}

/// What a field's rules set, ready to use: where the field is silent, the general law's figure
/// stands in its place; what neither sets is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parameters {
    /// The field.
    pub domain: Domain,
    /// The field's own procedure rules.
    pub procedure: Option<Law>,
    /// Check a clue and decide on filing.
    pub clue_check: Option<Limit>,
    /// The extension of that.
    pub clue_check_extension: Option<Limit>,
    /// Statement and defence, from service of the notice.
    pub statement: Limit,
    /// Request for a hearing, from service of the notice.
    pub hearing_request: Limit,
    /// The amounts from which the party has the right to a hearing; a province may set others.
    pub hearing_thresholds: HearingThresholds,
    /// How far those amounts were verified.
    pub hearing_thresholds_mark: Mark,
    /// 法制审核, from receipt of the file.
    pub legal_review: Option<Limit>,
    /// The extension of that.
    pub legal_review_extension: Option<Limit>,
    /// The decision, from filing.
    pub decision: Limit,
    /// The first extension of the decision.
    pub extension1: Option<Extension>,
    /// The second extension of the decision.
    pub extension2: Option<Extension>,
    /// What does not count towards the decision period.
    pub not_counted: &'static [NotCounted],
    /// 备案 or 归档 of a summary decision.
    pub summary_filing: Option<Limit>,
    /// Service by public notice, from publication.
    pub public_notice_service: Limit,
    /// 结案 approval, from full execution.
    pub closing: Option<Limit>,
    /// Reply to a request for assistance, from its receipt.
    pub assistance_reply: Option<Limit>,
    /// Negotiation of a dispute over jurisdiction.
    pub jurisdiction_negotiation: Option<Limit>,
    /// Designation by the common superior, from its report.
    pub jurisdiction_designation: Option<Limit>,
}

/// A longer time for the decision, and who may grant it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// The most that may be granted; `None` where the rule names no number.
    pub most: Option<Period>,
    /// Who grants it.
    pub approver: Approver,
    /// The place that sets it.
    pub citation: Citation,
    /// How far the place was verified.
    pub mark: Mark,
}

/// Who grants an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approver {
    /// 机关负责人批准
    Head,
    /// 集体讨论决定
    CollectiveDiscussion,
    /// 上级机关批准
    SuperiorOrgan,
}

/// Time that does not count towards the decision period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotCounted {
    /// 中止
    Suspension,
    /// 听证
    Hearing,
    /// 公告
    PublicNotice,
    /// 检测、检验、检疫、鉴定
    Testing,
    /// 辨认、鉴别
    Identification,
    /// 责令退款
    Refund,
}

/// The text names no field the platform knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a known domain: {0:?}")]
pub struct UnknownDomain(pub String);

impl Domain {
    /// Every field, in the order of declaration.
    pub const ALL: [Self; 16] = [
        Self::MarketSupervision,
        Self::Agriculture,
        Self::Housing,
        Self::Transport,
        Self::MedicalInsurance,
        Self::Environment,
        Self::PublicSecurity,
        Self::FireSafety,
        Self::NaturalResources,
        Self::Culture,
        Self::Health,
        Self::Water,
        Self::Forestry,
        Self::Fisheries,
        Self::Labour,
        Self::CivilAffairs,
    ];

    /// The field in Chinese: `市场监管`.
    pub const fn zh(self) -> &'static str {
        self.names()[0]
    }

    /// The field's name in storage and on the wire: `market_supervision`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::MarketSupervision => "market_supervision",
            Self::Agriculture => "agriculture",
            Self::Housing => "housing",
            Self::Transport => "transport",
            Self::MedicalInsurance => "medical_insurance",
            Self::Environment => "environment",
            Self::PublicSecurity => "public_security",
            Self::FireSafety => "fire_safety",
            Self::NaturalResources => "natural_resources",
            Self::Culture => "culture",
            Self::Health => "health",
            Self::Water => "water",
            Self::Forestry => "forestry",
            Self::Fisheries => "fisheries",
            Self::Labour => "labour",
            Self::CivilAffairs => "civil_affairs",
        }
    }

    /// What the field's rules set, the general law filling the gaps.
    pub const fn parameters(self) -> &'static Parameters {
        parameters::of(self)
    }

    /// The field's names, the one to print first.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::MarketSupervision => &["市场监管", "市场监督管理"],
            Self::Agriculture => &["农业", "农业农村"],
            Self::Housing => &["住建/城管", "住建", "城管", "住房和城乡建设", "城市管理"],
            Self::Transport => &["交通", "交通运输"],
            Self::MedicalInsurance => &["医保", "医疗保障"],
            Self::Environment => &["生态环境", "环保"],
            Self::PublicSecurity => &["治安", "公安"],
            Self::FireSafety => &["应急/消防", "应急", "消防", "应急管理", "消防救援"],
            Self::NaturalResources => &["自然资源"],
            Self::Culture => &["文化旅游", "文旅", "文化"],
            Self::Health => &["卫生健康", "卫健"],
            Self::Water => &["水利"],
            Self::Forestry => &["林业"],
            Self::Fisheries => &["海洋渔业", "渔业"],
            Self::Labour => &["人力资源社会保障", "人社", "劳动保障"],
            Self::CivilAffairs => &["民政"],
        }
    }
}

impl Parameters {
    /// The decision period with the extensions granted so far: `granted` of them, each at its most.
    /// An extension without a number cannot be reckoned here and ends the list.
    pub fn decision_periods(&self, granted: usize) -> Vec<Period> {
        let extensions = [self.extension1, self.extension2]
            .into_iter()
            .map_while(|extension| extension.and_then(|extension| extension.most));
        std::iter::once(self.decision.period)
            .chain(extensions.take(granted))
            .collect()
    }
}

impl Approver {
    /// The approver in Chinese: `集体讨论决定`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Head => "机关负责人批准",
            Self::CollectiveDiscussion => "集体讨论决定",
            Self::SuperiorOrgan => "上级机关批准",
        }
    }
}

impl NotCounted {
    /// The reason in Chinese: `听证`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Suspension => "中止",
            Self::Hearing => "听证",
            Self::PublicNotice => "公告",
            Self::Testing => "检测、检验、检疫、鉴定",
            Self::Identification => "辨认、鉴别",
            Self::Refund => "责令退款",
        }
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.zh())
    }
}

/// Reads the Chinese name (`城管` and `住建` are one field) or the code.
impl FromStr for Domain {
    type Err = UnknownDomain;

    fn from_str(text: &str) -> Result<Self, UnknownDomain> {
        Self::ALL
            .into_iter()
            .find(|domain| domain.names().contains(&text) || domain.code() == text)
            .ok_or_else(|| UnknownDomain(text.chars().take(32).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_to_its_domain_and_to_no_other() {
        for domain in Domain::ALL {
            for name in domain.names() {
                assert_eq!(name.parse(), Ok(domain));
            }
            assert_eq!(domain.code().parse(), Ok(domain));
            assert_eq!(
                serde_json::to_string(&domain).unwrap(),
                format!("\"{}\"", domain.code())
            );
            assert_eq!(domain.parameters().domain, domain);
        }
        assert!("气象".parse::<Domain>().is_err());
    }

    #[test]
    fn a_silent_domain_falls_back_on_the_general_law() {
        let medical = Domain::MedicalInsurance.parameters();
        assert_eq!(medical.hearing_request, crate::limits::HEARING_REQUEST);
        assert_eq!(medical.decision.period, Period::days(90));
        assert_eq!(
            medical.public_notice_service.period,
            Period::days_at_most(30)
        );
        assert_eq!(
            Domain::PublicSecurity.parameters().decision.period,
            Period::days(30)
        );
    }

    #[test]
    fn no_domain_gives_the_party_less_than_the_general_law() {
        for domain in Domain::ALL {
            let parameters = domain.parameters();
            assert!(parameters.hearing_request.period.count() >= 5, "{domain}");
            assert!(
                parameters.public_notice_service.period.count() >= 30,
                "{domain}"
            );
            assert!(parameters.decision.period.count() <= 90, "{domain}");
        }
    }

    #[test]
    fn extensions_follow_each_other_up_to_those_granted() {
        let housing = Domain::Housing.parameters();
        assert_eq!(housing.decision_periods(0), [Period::days(90)]);
        assert_eq!(
            housing.decision_periods(2),
            [Period::days(90), Period::days(30), Period::days(60)]
        );
        let market = Domain::MarketSupervision.parameters();
        assert_eq!(
            market.decision_periods(2),
            [Period::days(90), Period::days(30)]
        );
    }
}
