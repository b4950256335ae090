//! 处理内容: what is proposed, told and decided, in one structure, so that each can be held against the other.
//!
//! What the law does with a case (行政处罚法 §57(1)): it punishes, with one or several sanctions of §9, each with its own
//! basis; it spares; it finds nothing established; it hands the case on.

mod compared;
mod sanction;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use statute::legal_review::Ground;
use statute::{Citation, Law, PenaltyKind};

pub use sanction::{Sanction, SanctionKind};

use crate::{Fen, total};

/// What is to be done with a case, proposed, told or decided.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Disposal {
    /// Whether to punish at all.
    pub ruling: Ruling,
    /// Sanctions, at least one when it punishes, else none.
    pub sanctions: Vec<Sanction>,
    /// Why the fine lies below the floor; none: it does not.
    pub mitigation: Option<Mitigation>,
    /// What has to be refunded before income is confiscated (行政处罚法 §28(2)), or why nothing has.
    pub refund: String,
    /// Why it departs from the standard of discretion; empty: it does not.
    pub departure: String,
    /// What makes it need legal review, as far as only people can tell (行政处罚法 §58(1)).
    pub grounds: BTreeSet<Ground>,
}

/// What is done with a case (行政处罚法 §57(1)).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// 给予行政处罚
    #[default]
    Punished,
    /// 不予行政处罚
    Spared(SpareGround),
    /// 违法事实不成立
    NotEstablished,
    /// 移送公安机关
    ToPolice(String),
    /// 移送其他机关
    ToOther(String),
}

/// Declares grounds: variant, name on the wire, Chinese, article.
macro_rules! grounds {
    ($(#[$doc:meta])* $of:ident { $($ground:ident = $name:literal, $zh:literal, $citation:expr;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $of {
            $(#[doc = $zh] $ground,)*
        }

        impl $of {
            /// Every ground.
            pub const ALL: &'static [Self] = &[$(Self::$ground),*];

            /// Name on the wire.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$ground => $name,)* }
            }

            /// The ground in Chinese.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$ground => $zh,)* }
            }

            /// The place that names it.
            pub const fn citation(self) -> Citation {
                match self { $(Self::$ground => $citation,)* }
            }
        }
    };
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

grounds! {
    /// Why nobody is punished although the act was done.
    SpareGround {
        MinorCorrected = "MINOR_CORRECTED", "违法行为轻微并及时改正，没有造成危害后果", penalty(33).paragraph(1);
        FirstOffence = "FIRST_OFFENCE", "初次违法且危害后果轻微并及时改正", penalty(33).paragraph(1);
        NoFault = "NO_FAULT", "当事人有证据足以证明没有主观过错", penalty(33).paragraph(2);
        UnderFourteen = "UNDER_FOURTEEN", "不满十四周岁的未成年人有违法行为", penalty(30);
        Incapable = "INCAPABLE", "精神病人、智力残疾人在不能辨认或者不能控制自己行为时有违法行为", penalty(31);
    }
}

grounds! {
    /// Why a fine lies below what the item allows (减轻处罚).
    MitigationGround {
        Minor = "MINOR", "已满十四周岁不满十八周岁的未成年人有违法行为", penalty(30);
        HarmRemoved = "HARM_REMOVED", "主动消除或者减轻违法行为危害后果", penalty(32).item(1);
        Coerced = "COERCED", "受他人胁迫或者诱骗实施违法行为", penalty(32).item(2);
        Disclosed = "DISCLOSED", "主动供述行政机关尚未掌握的违法行为", penalty(32).item(3);
        Merit = "MERIT", "配合行政机关查处违法行为有立功表现", penalty(32).item(4);
        OtherByLaw = "OTHER_BY_LAW", "法律、法规、规章规定其他应当从轻或者减轻行政处罚", penalty(32).item(5);
    }
}

/// Why, and how it was established, that a fine lies below the floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mitigation {
    /// The ground.
    pub ground: MitigationGround,
    /// The facts and the evidence, or the entry of the list that is applied.
    pub reasons: String,
}

impl Disposal {
    /// A fine and nothing else; its basis is the item's.
    pub fn fined(amount: Fen) -> Self {
        Self {
            sanctions: vec![Sanction::fine(amount)],
            ..Self::default()
        }
    }

    /// Whether it is a penalty.
    pub fn punishes(&self) -> bool {
        self.ruling == Ruling::Punished
    }

    /// The fine; nothing: it fines nobody.
    pub fn fine(&self) -> Fen {
        self.amount_of(PenaltyKind::Fine)
    }

    /// What is confiscated, as far as it has a value.
    pub fn confiscated(&self) -> Fen {
        self.amount_of(PenaltyKind::Confiscation)
    }

    /// What goes to the treasury in money: fine and illegal income. Confiscated goods are handed over, not paid.
    pub fn payable(&self) -> Fen {
        let paid = self.sanctions.iter().filter(|it| {
            matches!(
                it.kind,
                SanctionKind::Fine | SanctionKind::IncomeConfiscation
            )
        });
        total(paid.map(|it| it.amount))
    }

    /// Kinds and amounts as the statutes weigh them.
    pub fn weighed(&self) -> Vec<(PenaltyKind, Fen)> {
        let sanctions = self.sanctions.iter();
        sanctions.map(|it| (it.kind.in_law(), it.amount)).collect()
    }

    /// In Chinese: `罚款3000元；没收违法所得500元`.
    pub fn zh(&self) -> String {
        match &self.ruling {
            Ruling::Punished => {
                let sanctions = self.sanctions.iter().map(Sanction::zh);
                sanctions.collect::<Vec<_>>().join("；")
            }
            Ruling::Spared(ground) => format!("不予行政处罚（{}）", ground.zh()),
            Ruling::NotEstablished => "违法事实不能成立，不予行政处罚".to_owned(),
            Ruling::ToPolice(to) | Ruling::ToOther(to) => format!("移送{to}"),
        }
    }

    /// The same with the item's articles where a sanction names none of its own.
    #[must_use]
    pub(crate) fn resting_on(&self, basis: &str) -> Self {
        let mut disposal = self.clone();
        for sanction in &mut disposal.sanctions {
            if sanction.basis.is_empty() {
                basis.clone_into(&mut sanction.basis);
            }
        }
        disposal
    }

    /// The same, or the fine of a record from before the whole was kept.
    pub(crate) fn or_fine(&self, fine: Fen) -> Self {
        if self.punishes() && self.sanctions.is_empty() && fine > Fen::ZERO {
            Self::fined(fine)
        } else {
            self.clone()
        }
    }

    fn amount_of(&self, kind: PenaltyKind) -> Fen {
        let sanctions = self.sanctions.iter();
        let of_kind = sanctions.filter(|it| it.kind.in_law() == kind);
        total(of_kind.map(|it| it.amount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ground_rests_on_an_article_that_exists() {
        for ground in SpareGround::ALL {
            assert!(ground.citation().exists(), "{}", ground.name());
        }
        for ground in MitigationGround::ALL {
            assert!(ground.citation().exists(), "{}", ground.name());
        }
    }

    #[test]
    fn a_disposal_reads_as_the_decision_prints_it() {
        let mut both = Disposal::fined(Fen::yuan(3000));
        both.sanctions.push(Sanction {
            amount: Fen::yuan(500),
            ..Sanction::new(SanctionKind::IncomeConfiscation)
        });
        both.sanctions.push(Sanction {
            days: 30,
            object: "食品经营许可证".to_owned(),
            ..Sanction::new(SanctionKind::LicenceSuspension)
        });
        assert_eq!(
            both.zh(),
            "罚款3000元；没收违法所得500元；暂扣许可证件30日（食品经营许可证）"
        );
        assert_eq!(
            (both.fine(), both.confiscated(), both.payable()),
            (Fen::yuan(3000), Fen::yuan(500), Fen::yuan(3500))
        );
    }
}
