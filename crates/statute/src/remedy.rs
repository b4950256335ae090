//! Review, suit, and what an agency may do when neither is used.

use calendar::{Calendar, CivilDate, Due, Unpublished};

use crate::{Citation, Law, Limit, Procedure, limits};

/// Where a decision made on the spot must first go to review.
pub const REVIEW_FIRST: Citation = Citation::article(Law::AdministrativeReviewLaw, 23)
    .paragraph(1)
    .item(1);

/// What a party may do against a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// 先申请行政复议: no suit without a review decision.
    ReviewFirst,
    /// 行政复议或者行政诉讼, at the party's choice.
    ReviewOrSuit,
}

/// When the court may be asked to enforce a decision nobody challenged (行政强制法 53, 54).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CourtWindow {
    /// The last day for review.
    pub review_until: CivilDate,
    /// The last day for a suit.
    pub suit_until: CivilDate,
    /// The first day after the urging letter has run out; `None` while none was served.
    pub urged_from: Option<CivilDate>,
    /// The first day for the application; `None` while no urging letter was served.
    pub from: Option<CivilDate>,
    /// The last day for the application; the agency's right is lost after it.
    pub until: Due,
}

/// What a party may do against a decision made by this procedure.
pub const fn remedy(procedure: Procedure) -> Remedy {
    match procedure {
        Procedure::Summary => Remedy::ReviewFirst,
        Procedure::Ordinary => Remedy::ReviewOrSuit,
    }
}

/// When the court may be asked to enforce a decision served on `served`, neither reviewed nor sued.
///
/// The three months run from the end of the suit period (行诉法解释 156), not of the shorter review
/// period.
pub fn court_window(
    calendar: &Calendar,
    served: CivilDate,
    urging_served: Option<CivilDate>,
) -> Result<CourtWindow, Unpublished> {
    let review_until = limits::REVIEW_APPLICATION.due(calendar, served)?.due;
    let suit_until = limits::SUIT.due(calendar, served)?.due;
    let urged_from = match urging_served {
        Some(day) => Some(limits::URGING.due(calendar, day)?.due.add_days(1)),
        None => None,
    };
    Ok(CourtWindow {
        review_until,
        suit_until,
        urged_from,
        from: urged_from.map(|urged| urged.max(suit_until.add_days(1))),
        until: limits::COURT_APPLICATION.due(calendar, suit_until)?,
    })
}

/// The last day of a remedy whose period the party was not told: `known` is the period from the day
/// the party learned of its rights, `longest` the stop from the day it learned of the act.
pub fn untold(
    calendar: &Calendar,
    known: &Limit,
    rights_known: Option<CivilDate>,
    longest: &Limit,
    act_known: CivilDate,
) -> Result<Due, Unpublished> {
    let stop = longest.period.nominal_from(act_known);
    match rights_known {
        Some(day) if known.period.nominal_from(day) <= stop => known.due(calendar, day),
        _ => longest.due(calendar, act_known),
    }
}

impl Remedy {
    /// The remedy as the decision states it.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::ReviewFirst => "先行政复议",
            Self::ReviewOrSuit => "行政复议或者行政诉讼",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    #[test]
    fn the_court_is_asked_after_the_suit_period_and_the_urging() {
        let calendar = Calendar::state_council();
        let served = day("2025-12-26");
        let window = court_window(&calendar, served, Some(day("2026-06-10"))).unwrap();
        assert_eq!(window.review_until, day("2026-02-24"));
        assert_eq!(window.suit_until, day("2026-06-26"));
        assert_eq!(window.urged_from, Some(day("2026-06-26")));
        assert_eq!(window.from, Some(day("2026-06-27")));
        assert_eq!(
            (window.until.nominal, window.until.due),
            (day("2026-09-26"), day("2026-09-28"))
        );
        assert_eq!(court_window(&calendar, served, None).unwrap().from, None);
    }

    #[test]
    fn the_longest_period_stops_a_late_discovery_of_rights() {
        let calendar = Calendar::state_council();
        let (act, rights) = (day("2025-11-20"), Some(day("2026-09-01")));
        let review = untold(
            &calendar,
            &limits::REVIEW_APPLICATION,
            rights,
            &limits::REVIEW_APPLICATION_UNTOLD,
            act,
        );
        assert_eq!(review.unwrap().due, day("2026-11-02"));
        let suit = untold(&calendar, &limits::SUIT, rights, &limits::SUIT_UNTOLD, act);
        assert_eq!(suit.unwrap().due, day("2026-11-20"));
    }
}
