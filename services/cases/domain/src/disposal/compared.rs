//! Which of two disposals is heavier: one kind more, one amount higher, one term longer is enough (行政处罚法 §45(2)).

use std::collections::BTreeMap;

use super::{Disposal, SanctionKind};
use crate::{Fen, in_yuan, total};

impl Disposal {
    /// By what it is heavier than another, in Chinese; none: by nothing.
    ///
    /// What people would have to weigh against each other, e.g. a higher fine against a shorter closure, counts as heavier:
    /// nobody is to find in a decision what was not told.
    pub fn heavier_than(&self, other: &Self) -> Option<String> {
        if !self.punishes() {
            return None;
        }
        let (mine, told) = (self.by_kind(), other.by_kind());
        for (kind, (amount, days)) in mine {
            let zh = kind.zh();
            let Some((told_amount, told_days)) = told.get(&kind) else {
                return Some(format!("增加了{zh}"));
            };
            if amount > *told_amount {
                let (amount, told) = (in_yuan(amount), in_yuan(*told_amount));
                return Some(format!("{zh}{amount}重于{told}"));
            }
            if longer(days, *told_days) {
                return Some(format!("{zh}的期限长于{told_days}日"));
            }
        }
        None
    }

    /// Amount and term of each kind; 0 days: without end.
    fn by_kind(&self) -> BTreeMap<SanctionKind, (Fen, u32)> {
        let mut kinds: BTreeMap<SanctionKind, (Fen, u32)> = BTreeMap::new();
        if !self.punishes() {
            return kinds;
        }
        for sanction in &self.sanctions {
            let seen = kinds.get(&sanction.kind).copied();
            let merged = seen.map_or((sanction.amount, sanction.days), |(amount, days)| {
                let amount = total([amount, sanction.amount]);
                let endless = days == 0 || sanction.days == 0;
                (amount, if endless { 0 } else { days.max(sanction.days) })
            });
            kinds.insert(sanction.kind, merged);
        }
        kinds
    }
}

/// Whether a term is longer than another; 0 has no end.
const fn longer(days: u32, than: u32) -> bool {
    than != 0 && (days == 0 || days > than)
}

#[cfg(test)]
mod tests {
    use super::super::{Ruling, Sanction};
    use super::*;

    fn with(kind: SanctionKind, amount: u64, days: u32) -> Disposal {
        let sanction = Sanction {
            amount: Fen::yuan(amount),
            days,
            ..Sanction::new(kind)
        };
        Disposal {
            sanctions: vec![sanction],
            ..Disposal::default()
        }
    }

    #[test]
    fn a_kind_more_an_amount_higher_or_a_term_longer_is_heavier() {
        let told = with(SanctionKind::Fine, 3000, 0);
        assert_eq!(told.heavier_than(&told), None);
        assert_eq!(
            with(SanctionKind::Fine, 2000, 0).heavier_than(&told),
            None,
            "lighter"
        );
        let higher = with(SanctionKind::Fine, 3001, 0).heavier_than(&told);
        assert_eq!(higher.as_deref(), Some("罚款3001元重于3000元"));
        let other = with(SanctionKind::Warning, 0, 0).heavier_than(&told);
        assert_eq!(other.as_deref(), Some("增加了警告"));
        let month = with(SanctionKind::LicenceSuspension, 0, 30);
        for (days, heavier) in [(29, false), (30, false), (31, true), (0, true)] {
            let other = with(SanctionKind::LicenceSuspension, 0, days);
            assert_eq!(other.heavier_than(&month).is_some(), heavier, "{days}");
        }
    }

    #[test]
    fn two_of_a_kind_count_together_and_sparing_is_never_heavier() {
        let mut twice = with(SanctionKind::Fine, 2000, 0);
        twice.sanctions.push(Sanction::fine(Fen::yuan(2000)));
        assert!(
            twice
                .heavier_than(&with(SanctionKind::Fine, 3000, 0))
                .is_some()
        );
        let spared = Disposal {
            ruling: Ruling::NotEstablished,
            ..Disposal::default()
        };
        assert_eq!(spared.heavier_than(&Disposal::default()), None);
        assert!(twice.heavier_than(&spared).is_some());
    }
}
