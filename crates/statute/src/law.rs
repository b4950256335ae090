//! The instruments the platform cites.

mod registry;

use std::fmt;
use std::str::FromStr;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use registry::Entry;

/// A law, regulation, rule or policy document. Stored by its name in snake case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Law {
    /// 行政处罚法
    AdministrativePenaltyLaw,
    /// 行政强制法
    AdministrativeCoercionLaw,
    /// 行政复议法
    AdministrativeReviewLaw,
    /// 行政诉讼法
    AdministrativeLitigationLaw,
    /// 最高人民法院关于适用行政诉讼法的解释
    AdministrativeLitigationInterpretation,
    /// 民事诉讼法
    CivilProcedureLaw,
    /// 民法典
    CivilCode,
    /// 治安管理处罚法
    PublicSecurityPenaltyLaw,
    /// 生态环境法典
    EcologicalEnvironmentCode,
    /// 民营经济促进法
    PrivateEconomyPromotionLaw,
    /// 消防法
    FireProtectionLaw,
    /// 安全生产法
    WorkSafetyLaw,
    /// 反不正当竞争法
    AntiUnfairCompetitionLaw,
    /// 食品安全法
    FoodSafetyLaw,
    /// 产品质量法
    ProductQualityLaw,
    /// 个人信息保护法
    PersonalInformationProtectionLaw,
    /// 行政执法机关移送涉嫌犯罪案件的规定 (国务院令第730号)
    CriminalTransferRegulation,
    /// 罚款决定与罚款收缴分离实施办法
    FineSeparationMeasures,
    /// 行政执法监督条例 (国务院令第825号)
    EnforcementSupervisionRegulation,
    /// 城镇燃气管理条例
    UrbanGasRegulation,
    /// 优化营商环境条例
    BusinessEnvironmentRegulation,
    /// 政府信息公开条例
    GovernmentInformationRegulation,
    /// 福建省行政执法条例
    FujianEnforcementRegulation,
    /// 福建省一体化大融合行政执法平台管理暂行办法 (福建省人民政府令第242号)
    FujianPlatformMeasures,
    /// 市场监督管理行政处罚程序规定
    MarketPenaltyProcedure,
    /// 市场监督管理行政处罚听证办法
    MarketHearingMeasures,
    /// 市场监督管理行政处罚信息公示规定
    MarketPublicityRules,
    /// 农业行政处罚程序规定
    AgriculturePenaltyProcedure,
    /// 住房和城乡建设行政处罚程序规定
    HousingPenaltyProcedure,
    /// 交通运输行政执法程序规定
    TransportEnforcementProcedure,
    /// 医疗保障行政处罚程序暂行规定
    MedicalInsurancePenaltyProcedure,
    /// 生态环境行政处罚办法
    EnvironmentPenaltyMeasures,
    /// 公安机关办理行政案件程序规定
    PoliceAdministrativeCaseProcedure,
    /// 信用修复管理办法
    CreditRepairMeasures,
    /// 国办发〔2018〕118号 全面推行三项制度的指导意见
    ThreeSystemsOpinion,
    /// 国办发〔2022〕27号 行政裁量权基准
    DiscretionBaselineOpinion,
    /// 国办发〔2024〕54号 严格规范涉企行政检查的意见
    EnterpriseInspectionOpinion,
    /// 国办发〔2025〕22号 信用修复制度实施方案
    CreditRepairPlan,
}

/// Where an instrument stands in the order of norms, highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// 法律
    Law,
    /// 行政法规
    AdministrativeRegulation,
    /// 司法解释
    JudicialInterpretation,
    /// 地方性法规
    LocalRegulation,
    /// 部门规章
    DepartmentRule,
    /// 地方政府规章
    LocalGovernmentRule,
    /// 规范性文件
    PolicyDocument,
}

/// The text names no instrument the platform knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a known law: {0:?}")]
pub struct UnknownLaw(pub String);

impl Law {
    /// Every instrument, in the order of declaration.
    pub const ALL: [Self; 38] = [
        Self::AdministrativePenaltyLaw,
        Self::AdministrativeCoercionLaw,
        Self::AdministrativeReviewLaw,
        Self::AdministrativeLitigationLaw,
        Self::AdministrativeLitigationInterpretation,
        Self::CivilProcedureLaw,
        Self::CivilCode,
        Self::PublicSecurityPenaltyLaw,
        Self::EcologicalEnvironmentCode,
        Self::PrivateEconomyPromotionLaw,
        Self::FireProtectionLaw,
        Self::WorkSafetyLaw,
        Self::AntiUnfairCompetitionLaw,
        Self::FoodSafetyLaw,
        Self::ProductQualityLaw,
        Self::PersonalInformationProtectionLaw,
        Self::CriminalTransferRegulation,
        Self::FineSeparationMeasures,
        Self::EnforcementSupervisionRegulation,
        Self::UrbanGasRegulation,
        Self::BusinessEnvironmentRegulation,
        Self::GovernmentInformationRegulation,
        Self::FujianEnforcementRegulation,
        Self::FujianPlatformMeasures,
        Self::MarketPenaltyProcedure,
        Self::MarketHearingMeasures,
        Self::MarketPublicityRules,
        Self::AgriculturePenaltyProcedure,
        Self::HousingPenaltyProcedure,
        Self::TransportEnforcementProcedure,
        Self::MedicalInsurancePenaltyProcedure,
        Self::EnvironmentPenaltyMeasures,
        Self::PoliceAdministrativeCaseProcedure,
        Self::CreditRepairMeasures,
        Self::ThreeSystemsOpinion,
        Self::DiscretionBaselineOpinion,
        Self::EnterpriseInspectionOpinion,
        Self::CreditRepairPlan,
    ];

    /// The name as officers say it: `行政处罚法`.
    pub const fn short(self) -> &'static str {
        self.entry().short
    }

    /// The name as documents print it, without title marks: `中华人民共和国行政处罚法`.
    pub const fn full(self) -> &'static str {
        self.entry().full
    }

    /// The number of the promulgating order or document: `国务院令第730号`.
    pub const fn number(self) -> Option<&'static str> {
        self.entry().number
    }

    /// The day this version was adopted or promulgated.
    pub fn version(self) -> Option<CivilDate> {
        self.entry()
            .version
            .and_then(|(year, month, day)| CivilDate::ymd(year, month, day))
    }

    /// The day this version came into force.
    pub fn in_force_from(self) -> Option<CivilDate> {
        self.entry()
            .in_force
            .and_then(|(year, month, day)| CivilDate::ymd(year, month, day))
    }

    /// Where it stands in the order of norms.
    pub const fn rank(self) -> Rank {
        self.entry().rank
    }

    /// How many articles this version has; `None` where its full text was not at hand.
    pub const fn articles(self) -> Option<u16> {
        self.entry().articles
    }

    const fn entry(self) -> &'static Entry {
        registry::entry(self)
    }
}

impl Rank {
    /// The rank in Chinese: `部门规章`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Law => "法律",
            Self::AdministrativeRegulation => "行政法规",
            Self::JudicialInterpretation => "司法解释",
            Self::LocalRegulation => "地方性法规",
            Self::DepartmentRule => "部门规章",
            Self::LocalGovernmentRule => "地方政府规章",
            Self::PolicyDocument => "规范性文件",
        }
    }
}

impl fmt::Display for Law {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.short())
    }
}

/// Reads the short or full name or the number, with or without 《》 and 中华人民共和国.
impl FromStr for Law {
    type Err = UnknownLaw;

    fn from_str(text: &str) -> Result<Self, UnknownLaw> {
        let titled = text.replace('〈', "《").replace('〉', "》");
        let bare = bare(&titled);
        Self::ALL
            .into_iter()
            .find(|law| {
                bare == self::bare(law.short())
                    || bare == self::bare(law.full())
                    || law.number().is_some_and(|number| bare == number)
            })
            .ok_or_else(|| UnknownLaw(text.chars().take(64).collect()))
    }
}

fn bare(name: &str) -> &str {
    let name = name.trim();
    let untitled = name
        .strip_prefix('《')
        .and_then(|rest| rest.strip_suffix('》'))
        .unwrap_or(name);
    untitled.strip_prefix("中华人民共和国").unwrap_or(untitled)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_law_is_found_by_each_of_its_names() {
        for law in Law::ALL {
            assert_eq!(law.short().parse(), Ok(law));
            assert_eq!(law.full().parse(), Ok(law));
            assert_eq!(format!("《{}》", law.full()).parse(), Ok(law));
            assert_eq!(crate::Citation::whole(law).formal().parse(), Ok(law));
        }
        assert_eq!(
            "中华人民共和国行政处罚法".parse(),
            Ok(Law::AdministrativePenaltyLaw)
        );
        assert_eq!(
            "国务院令第730号".parse(),
            Ok(Law::CriminalTransferRegulation)
        );
        assert!("行政处罚法实施条例".parse::<Law>().is_err());
        assert!("".parse::<Law>().is_err());
    }

    #[test]
    fn no_two_laws_share_a_name() {
        let names: BTreeSet<&str> = Law::ALL.iter().map(|law| law.short()).collect();
        assert_eq!(names.len(), Law::ALL.len());
        assert_eq!(
            Law::ALL.iter().collect::<BTreeSet<_>>().len(),
            Law::ALL.len()
        );
    }

    #[test]
    fn versions_are_real_days_and_precede_their_force() {
        for law in Law::ALL {
            let entry = law.entry();
            assert_eq!(law.version().is_some(), entry.version.is_some(), "{law}");
            assert_eq!(
                law.in_force_from().is_some(),
                entry.in_force.is_some(),
                "{law}"
            );
            if let (Some(version), Some(force)) = (law.version(), law.in_force_from()) {
                assert!(version <= force, "{law}");
            }
        }
    }

    #[test]
    fn the_stored_name_is_stable() {
        let stored = serde_json::to_string(&Law::AdministrativePenaltyLaw).unwrap();
        assert_eq!(stored, "\"administrative_penalty_law\"");
    }
}
