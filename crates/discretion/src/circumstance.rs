//! Circumstances: what weighs, which way, and under which article.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

/// A circumstance of a case, with what proves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstance {
    /// What the law calls it.
    pub ground: Ground,
    /// How it shows in this case, in Chinese.
    pub description: String,
    /// Numbers of the evidence that proves it, from 1.
    pub evidence: Vec<u32>,
}

/// Circumstances that the law, a standard or a list knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 不满十四周岁 (§30)
    UnderFourteen,
    /// 已满十四周岁不满十八周岁 (§30)
    Minor,
    /// 不能辨认或者不能控制自己行为 (§31)
    Incapable,
    /// 尚未完全丧失辨认或者控制能力 (§31)
    PartlyCapable,
    /// 主动消除或者减轻违法行为危害后果 (§32 (1))
    HarmRemoved,
    /// 受他人胁迫或者诱骗 (§32 (2))
    Coerced,
    /// 主动供述行政机关尚未掌握的违法行为 (§32 (3))
    Disclosed,
    /// 配合行政机关查处违法行为有立功表现 (§32 (4))
    Merit,
    /// 违法行为轻微并及时改正，没有造成危害后果 (§33 (1))
    MinorAndCorrected,
    /// 初次违法且危害后果轻微并及时改正 (§33 (1))
    FirstOffence,
    /// 没有主观过错 (§33 (2))
    NoFault,
    /// 违反突发事件应对措施 (§49)
    Emergency,
    /// A circumstance that a standard names.
    Factor {
        /// The standard's version.
        standard: String,
        /// The circumstance in its words.
        circumstance: String,
        /// Which way it weighs.
        effect: Effect,
    },
    /// An entry of one of the four lists whose conditions are all met.
    Listed {
        /// The list's version.
        list: String,
        /// Its name, e.g. `不予处罚事项清单`.
        name: String,
        /// Which way it weighs.
        effect: Effect,
    },
}

/// Which way a circumstance weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// 不予处罚: it must stay unpunished.
    Exempt,
    /// 可以不予处罚: it may.
    MayExempt,
    /// 应当从轻或者减轻
    LighterOrMitigated,
    /// 可以从轻或者减轻
    MayLighterOrMitigated,
    /// 减轻
    Mitigated,
    /// 从轻
    Lighter,
    /// 从重
    Heavier,
}

impl Ground {
    /// Which way it weighs.
    pub const fn effect(&self) -> Effect {
        match self {
            Self::UnderFourteen | Self::Incapable | Self::MinorAndCorrected | Self::NoFault => {
                Effect::Exempt
            }
            Self::FirstOffence => Effect::MayExempt,
            Self::PartlyCapable => Effect::MayLighterOrMitigated,
            Self::Minor | Self::HarmRemoved | Self::Coerced | Self::Disclosed | Self::Merit => {
                Effect::LighterOrMitigated
            }
            Self::Emergency => Effect::Heavier,
            Self::Factor { effect, .. } | Self::Listed { effect, .. } => *effect,
        }
    }

    /// The article it rests on; standards and lists rest on that which lets them be made.
    pub const fn citation(&self) -> Citation {
        const fn penalty(article: u16) -> Citation {
            Citation::article(Law::AdministrativePenaltyLaw, article)
        }
        match self {
            Self::UnderFourteen | Self::Minor => penalty(30),
            Self::Incapable | Self::PartlyCapable => penalty(31),
            Self::HarmRemoved => penalty(32).item(1),
            Self::Coerced => penalty(32).item(2),
            Self::Disclosed => penalty(32).item(3),
            Self::Merit => penalty(32).item(4),
            Self::MinorAndCorrected | Self::FirstOffence => penalty(33).paragraph(1),
            Self::NoFault => penalty(33).paragraph(2),
            Self::Emergency => penalty(49),
            Self::Factor { .. } | Self::Listed { .. } => penalty(34),
        }
    }

    /// The circumstance in Chinese, as the law, the standard or the list says it.
    pub fn zh(&self) -> &str {
        match self {
            Self::UnderFourteen => "不满十四周岁",
            Self::Minor => "已满十四周岁不满十八周岁",
            Self::Incapable => "在不能辨认或者不能控制自己行为时有违法行为",
            Self::PartlyCapable => "尚未完全丧失辨认或者控制自己行为能力",
            Self::HarmRemoved => "主动消除或者减轻违法行为危害后果",
            Self::Coerced => "受他人胁迫或者诱骗实施违法行为",
            Self::Disclosed => "主动供述行政机关尚未掌握的违法行为",
            Self::Merit => "配合行政机关查处违法行为有立功表现",
            Self::MinorAndCorrected => "违法行为轻微并及时改正，没有造成危害后果",
            Self::FirstOffence => "初次违法且危害后果轻微并及时改正",
            Self::NoFault => "有证据足以证明没有主观过错",
            Self::Emergency => "违反突发事件应对措施",
            Self::Factor { circumstance, .. } => circumstance,
            Self::Listed { name, .. } => name,
        }
    }
}

impl Effect {
    /// Whether it may lead below the lowest fine of the law.
    pub const fn may_mitigate(self) -> bool {
        matches!(
            self,
            Self::LighterOrMitigated | Self::MayLighterOrMitigated | Self::Mitigated
        )
    }

    /// The effect in Chinese: `应当从轻或者减轻`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Exempt => "不予处罚",
            Self::MayExempt => "可以不予处罚",
            Self::LighterOrMitigated => "应当从轻或者减轻",
            Self::MayLighterOrMitigated => "可以从轻或者减轻",
            Self::Mitigated => "减轻",
            Self::Lighter => "从轻",
            Self::Heavier => "从重",
        }
    }
}
