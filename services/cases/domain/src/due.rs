//! What falls due by itself, and from which day on.

use calendar::{Calendar, CivilDate};

use crate::{Act, Case, Clock, DeadlineKind, referral};

/// Something the clock has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueAct {
    /// What.
    pub act: Act,
    /// First day on which it may be done.
    pub from: CivilDate,
}

/// What falls due in a case, in the order of its clocks.
///
/// A clock whose last day cannot be told for certain does nothing until the schedule is known: a
/// party's days are never cut short by a guess.
pub fn due(case: &Case, calendar: &Calendar) -> Vec<DueAct> {
    let running = case.deadlines.iter().filter(|deadline| deadline.is_open());
    running
        .filter_map(|deadline| {
            let last = deadline.firm_due(calendar)?;
            Some(if deadline.provisional {
                DueAct {
                    act: Act::RecountDeadline(deadline.clock),
                    from: deadline.start,
                }
            } else {
                DueAct {
                    act: on_expiry(deadline.clock),
                    from: last.add_days(1),
                }
            })
        })
        .collect()
}

/// What the clock does when the last day has passed.
fn on_expiry(clock: Clock) -> Act {
    match clock.kind {
        DeadlineKind::Statement => Act::LapseStatement,
        DeadlineKind::PoliceReview | DeadlineKind::ProsecutorRequest => {
            let number = clock.about;
            Act::Referral(referral::Act::LapseReview(referral::LapseReview { number }))
        }
        _ => Act::PassDeadline(clock),
    }
}
