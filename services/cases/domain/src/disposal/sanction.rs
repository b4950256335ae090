//! One sanction of a penalty (行政处罚法 §9).

use serde::{Deserialize, Serialize};
use statute::PenaltyKind;

use crate::{Fen, in_yuan};

/// A sanction with its own basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sanction {
    /// Kind.
    pub kind: SanctionKind,
    /// Amount of a fine or of confiscated income, value of confiscated goods; nothing: it has none.
    pub amount: Fen,
    /// Days for which it holds; 0: it has no end, or needs none.
    pub days: u32,
    /// What it is about: the goods, the licence, the trade.
    pub object: String,
    /// Article, paragraph and item that give it; empty: those of the case's item.
    pub basis: String,
}

/// Declares kinds of sanction: variant, name on the wire, kind of the law, Chinese.
macro_rules! kinds {
    ($($kind:ident = $name:literal, $in_law:ident, $zh:literal;)*) => {
        /// Kinds of sanction, as decisions tell them apart.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum SanctionKind {
            $(#[doc = $zh] $kind,)*
        }

        impl SanctionKind {
            /// Every kind, in the order of the law.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Name on the wire: `FINE`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The kind of §9 it is.
            pub const fn in_law(self) -> PenaltyKind {
                match self { $(Self::$kind => PenaltyKind::$in_law,)* }
            }

            /// The kind in Chinese: `罚款`.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$kind => $zh,)* }
            }
        }
    };
}

kinds! {
    Warning = "WARNING", Warning, "警告";
    Criticism = "CRITICISM", Criticism, "通报批评";
    Fine = "FINE", Fine, "罚款";
    IncomeConfiscation = "INCOME_CONFISCATION", Confiscation, "没收违法所得";
    GoodsConfiscation = "GOODS_CONFISCATION", Confiscation, "没收非法财物";
    LicenceSuspension = "LICENCE_SUSPENSION", LicenceSuspension, "暂扣许可证件";
    Downgrading = "DOWNGRADING", Downgrading, "降低资质等级";
    LicenceRevocation = "LICENCE_REVOCATION", LicenceRevocation, "吊销许可证件";
    BusinessRestriction = "BUSINESS_RESTRICTION", BusinessRestriction, "限制开展生产经营活动";
    BusinessSuspension = "BUSINESS_SUSPENSION", BusinessSuspension, "责令停产停业";
    Closure = "CLOSURE", Closure, "责令关闭";
    TradeBar = "TRADE_BAR", TradeBar, "限制从业";
    Detention = "DETENTION", Detention, "行政拘留";
    Other = "OTHER", Other, "其他行政处罚";
}

impl Sanction {
    /// A sanction of which nothing but the kind is known yet.
    pub const fn new(kind: SanctionKind) -> Self {
        Self {
            kind,
            amount: Fen::ZERO,
            days: 0,
            object: String::new(),
            basis: String::new(),
        }
    }

    /// A fine on the item's basis.
    pub fn fine(amount: Fen) -> Self {
        Self {
            amount,
            ..Self::new(SanctionKind::Fine)
        }
    }

    /// In Chinese: `暂扣许可证件30日（食品经营许可证）`.
    pub fn zh(&self) -> String {
        let mut text = self.kind.zh().to_owned();
        if self.amount > Fen::ZERO {
            text.push_str(&in_yuan(self.amount));
        }
        if self.days > 0 {
            text.push_str(&self.days.to_string());
            text.push('日');
        }
        if !self.object.is_empty() {
            for part in ["（", &self.object, "）"] {
                text.push_str(part);
            }
        }
        text
    }

    /// What it lacks to be carried out, in Chinese.
    pub(crate) fn lacks(&self) -> Option<&'static str> {
        match self.kind {
            SanctionKind::Fine | SanctionKind::IncomeConfiscation if self.amount == Fen::ZERO => {
                Some("未写明数额")
            }
            SanctionKind::LicenceSuspension
            | SanctionKind::BusinessRestriction
            | SanctionKind::TradeBar
            | SanctionKind::Detention
                if self.days == 0 =>
            {
                Some("未写明期限")
            }
            SanctionKind::GoodsConfiscation
            | SanctionKind::LicenceSuspension
            | SanctionKind::Downgrading
            | SanctionKind::LicenceRevocation
            | SanctionKind::BusinessRestriction
            | SanctionKind::TradeBar
            | SanctionKind::Other
                if self.object.is_empty() =>
            {
                Some("未写明所涉的财物、证件、业务或者内容")
            }
            _ => None,
        }
    }
}
