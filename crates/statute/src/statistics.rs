//! 行政执法统计年报: where a penalty with several kinds is counted.

use crate::PenaltyKind;

/// The column of the yearly table for a case: one case, one count, under its heaviest kind.
///
/// `None` for a case without any penalty.
pub fn column(kinds: &[PenaltyKind]) -> Option<PenaltyKind> {
    kinds.iter().copied().max_by_key(|kind| weight(*kind))
}

/// Light to heavy, the order of the tables published since 2021; a kind the law does not name is
/// the lightest.
const fn weight(kind: PenaltyKind) -> u8 {
    match kind {
        PenaltyKind::Other => 0,
        PenaltyKind::Warning => 1,
        PenaltyKind::Criticism => 2,
        PenaltyKind::Fine => 3,
        PenaltyKind::Confiscation => 4,
        PenaltyKind::LicenceSuspension => 5,
        PenaltyKind::Downgrading => 6,
        PenaltyKind::BusinessRestriction => 7,
        PenaltyKind::BusinessSuspension => 8,
        PenaltyKind::Closure => 9,
        PenaltyKind::TradeBar => 10,
        PenaltyKind::LicenceRevocation => 11,
        PenaltyKind::Detention => 12,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PenaltyKind::{BusinessSuspension, Fine, LicenceRevocation, Other, Warning};

    #[test]
    fn several_kinds_count_once_under_the_heaviest() {
        assert_eq!(
            column(&[LicenceRevocation, Fine, BusinessSuspension]),
            Some(LicenceRevocation)
        );
        assert_eq!(column(&[Warning, Fine]), Some(Fine));
        assert_eq!(column(&[Other, Warning]), Some(Warning));
        assert_eq!(column(&[]), None);
    }
}
