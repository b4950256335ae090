//! 加处罚款 (行政处罚法 72(1)(1)): three per cent of the fine for each day overdue, never more than
//! the fine itself.

use calendar::{CivilDate, Days, Exclusions};

use crate::{Citation, Fen, Law};

/// Where the late fine is set.
pub const LATE_FINE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 72)
    .paragraph(1)
    .item(1);

/// Per cent of the fine for each day overdue.
const PER_CENT_A_DAY: u128 = 3;

/// What a late payment adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateFine {
    /// Days overdue, days of review and suit left out.
    pub overdue: Days,
    /// The late fine, rounded once, half up, to the fen.
    pub amount: Fen,
    /// Whether the cap, the fine itself, was hit.
    pub capped: bool,
}

/// What the three per cent are taken of when a fine is paid in parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The part not yet paid: common practice, and it favours the party.
    OutstandingBalance,
    /// The fine as decided: the letter of the law.
    OriginalFine,
}

/// The late fine on a fine due on `due` and paid on `paid`.
///
/// The day after `due` is the first overdue day, the day of payment the last. Days of `suspended`
/// (review and suit, 73(3)) are not counted, both ends included.
pub fn late_fine(fine: Fen, due: CivilDate, paid: CivilDate, suspended: &Exclusions) -> LateFine {
    let overdue = overdue_days(due, paid, suspended);
    let hundredths = accrued(fine, overdue);
    LateFine {
        overdue,
        amount: rounded(hundredths).min(fine),
        capped: hundredths > u128::from(fine.0) * 100,
    }
}

/// The late fine on a fine paid in parts, up to the last payment that was needed.
pub fn late_fine_of_parts(
    fine: Fen,
    due: CivilDate,
    payments: &[(CivilDate, Fen)],
    base: Base,
    suspended: &Exclusions,
) -> Fen {
    let mut payments = payments.to_vec();
    payments.sort_unstable();
    let mut balance = fine;
    let mut from = due;
    let mut hundredths = 0;
    for (on, amount) in payments {
        if balance == Fen::ZERO {
            break;
        }
        let of = match base {
            Base::OutstandingBalance => balance,
            Base::OriginalFine => fine,
        };
        hundredths += accrued(of, overdue_days(from, on, suspended));
        from = from.max(on);
        balance = balance.less(amount);
    }
    rounded(hundredths).min(fine)
}

/// What remains to be paid of fine and late fine once an 执行协议 (行政强制法 42) is performed: it may
/// waive the late fine, never the fine.
pub fn payable(fine: Fen, accrued: Fen, agreement: Agreement) -> Fen {
    match agreement {
        Agreement::WaivesLateFine => fine,
        Agreement::None => fine.plus(accrued.min(fine)),
    }
}

/// Whether an 执行协议 waives the late fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// There is no agreement, or it waives nothing.
    None,
    /// The late fine is waived after remedial measures.
    WaivesLateFine,
}

fn overdue_days(due: CivilDate, paid: CivilDate, suspended: &Exclusions) -> Days {
    let all = u32::try_from(due.days_until(paid)).unwrap_or(0);
    let left_out = suspended.days_within(due.add_days(1), paid).0;
    Days(all.saturating_sub(left_out))
}

/// The late fine in hundredths of a fen, not rounded, not capped.
fn accrued(fine: Fen, overdue: Days) -> u128 {
    u128::from(fine.0) * PER_CENT_A_DAY * u128::from(overdue.0)
}

fn rounded(hundredths: u128) -> Fen {
    Fen(u64::try_from((hundredths + 50) / 100).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::Interval;

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    fn of(fine: &str, due: &str, paid: &str) -> LateFine {
        late_fine(
            fine.parse().unwrap(),
            day(due),
            day(paid),
            &Exclusions::NONE,
        )
    }

    #[test]
    fn the_cap_is_hit_on_the_34th_day() {
        let before = of("10000", "2026-03-20", "2026-04-22");
        assert_eq!(
            (before.overdue, before.amount, before.capped),
            (Days(33), Fen::yuan(9900), false)
        );
        let after = of("10000", "2026-03-20", "2026-04-23");
        assert_eq!(
            (after.overdue, after.amount, after.capped),
            (Days(34), Fen::yuan(10_000), true)
        );
    }

    #[test]
    fn payment_on_or_before_the_day_costs_nothing() {
        for paid in ["2026-03-20", "2026-03-01"] {
            assert_eq!(of("10000", "2026-03-20", paid).amount, Fen::ZERO);
        }
    }

    #[test]
    fn the_late_fine_is_rounded_once() {
        assert_eq!(of("333.33", "2026-03-20", "2026-03-27").amount, Fen(7000));
    }

    #[test]
    fn days_of_review_do_not_count() {
        let review = Interval::new(day("2026-04-01"), day("2026-05-30")).unwrap();
        let fine = late_fine(
            Fen::yuan(10_000),
            day("2026-03-20"),
            day("2026-06-05"),
            &Exclusions::merge([review]),
        );
        assert_eq!((fine.overdue, fine.amount), (Days(17), Fen::yuan(5100)));
    }

    #[test]
    fn part_payments_lower_the_base_or_not() {
        let payments = [
            (day("2026-03-25"), Fen::yuan(6000)),
            (day("2026-04-04"), Fen::yuan(4000)),
        ];
        let of = |base| {
            late_fine_of_parts(
                Fen::yuan(10_000),
                day("2026-03-20"),
                &payments,
                base,
                &Exclusions::NONE,
            )
        };
        assert_eq!(of(Base::OutstandingBalance), Fen::yuan(2700));
        assert_eq!(of(Base::OriginalFine), Fen::yuan(4500));
    }

    #[test]
    fn an_agreement_waives_the_late_fine_but_never_the_fine() {
        let (fine, accrued) = (Fen::yuan(10_000), Fen::yuan(4500));
        assert_eq!(payable(fine, accrued, Agreement::WaivesLateFine), fine);
        assert_eq!(payable(fine, accrued, Agreement::None), Fen::yuan(14_500));
    }
}
