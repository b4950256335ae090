//! The sanctions of a decision (行政处罚法 §9), as far as publication looks at them: in words, and how grave.

use contract::cases::v1 as cases;
use serde::{Deserialize, Serialize};
use statute::credit::CreditGrade;

use crate::mask::yuan;

/// A sanction that was decided.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Sanction {
    /// Kind, as the contract of cases names it: `SANCTION_KIND_FINE`.
    pub kind: String,
    /// In Chinese, before masking: `暂扣许可证件30日（食品经营许可证）`.
    pub text: String,
}

impl Sanction {
    /// As it was told.
    pub(crate) fn of(told: &cases::Sanction) -> Self {
        let mut text = zh(told.kind()).to_owned();
        if told.amount_fen > 0 {
            text.push_str("人民币");
            text.push_str(&yuan(told.amount_fen));
            text.push('元');
        }
        if told.term_days > 0 {
            text.push_str(&told.term_days.to_string());
            text.push('日');
        }
        if !told.object.is_empty() {
            for part in ["（", &told.object, "）"] {
                text.push_str(part);
            }
        }
        Self {
            kind: told.kind().as_str_name().to_owned(),
            text,
        }
    }

    fn kind(&self) -> cases::SanctionKind {
        cases::SanctionKind::from_str_name(&self.kind).unwrap_or_default()
    }

    /// Whether it is a warning (警告).
    pub fn is_warning(&self) -> bool {
        self.kind() == cases::SanctionKind::Warning
    }

    /// The grade it alone gives a decision, whatever the fine. 没收 is general, 吊销 and 限制从业 are serious (S: examples of
    /// 信用修复管理办法 as reported); what lies between them is assumed (M) by the order of 行政处罚法 §9.
    pub fn grade(&self) -> CreditGrade {
        use cases::SanctionKind as Kind;
        match self.kind() {
            Kind::LicenceRevocation | Kind::TradeBar | Kind::Closure | Kind::Detention => {
                CreditGrade::Serious
            }
            Kind::IncomeConfiscation
            | Kind::GoodsConfiscation
            | Kind::LicenceSuspension
            | Kind::Downgrading
            | Kind::BusinessRestriction
            | Kind::BusinessSuspension => CreditGrade::General,
            Kind::Warning | Kind::Criticism | Kind::Fine | Kind::Other | Kind::Unspecified => {
                CreditGrade::Minor
            }
        }
    }
}

const fn zh(kind: cases::SanctionKind) -> &'static str {
    use cases::SanctionKind as Kind;
    match kind {
        Kind::Warning => "警告",
        Kind::Criticism => "通报批评",
        Kind::Fine => "罚款",
        Kind::IncomeConfiscation => "没收违法所得",
        Kind::GoodsConfiscation => "没收非法财物",
        Kind::LicenceSuspension => "暂扣许可证件",
        Kind::Downgrading => "降低资质等级",
        Kind::LicenceRevocation => "吊销许可证件",
        Kind::BusinessRestriction => "限制开展生产经营活动",
        Kind::BusinessSuspension => "责令停产停业",
        Kind::Closure => "责令关闭",
        Kind::TradeBar => "限制从业",
        Kind::Detention => "行政拘留",
        Kind::Other | Kind::Unspecified => "其他行政处罚",
    }
}
