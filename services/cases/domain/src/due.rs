//! What falls due by itself, and from which moment on.

use calendar::{Calendar, CivilDate};
use chrono::{DateTime, Utc};

use crate::{
    Act, Case, Clock, Deadline, DeadlineKind, account, execution, measure, preservation,
    public_notice, referral, serving, testing,
};

/// Something the clock has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueAct {
    /// Place of the clock among the case's, from 0.
    pub place: usize,
    /// What.
    pub act: Act,
    /// First day on which it may be done.
    pub from: CivilDate,
    /// First moment at which it may be done.
    pub at: DateTime<Utc>,
}

/// What falls due in a case, in the order of its clocks.
///
/// A clock that comes to another day by the calendar as it is known now is counted anew first. One whose last day cannot be
/// told for certain does nothing until the schedule is known: a party's days are never cut short by a guess.
pub fn due(case: &Case, calendar: &Calendar) -> Vec<DueAct> {
    let clocks = case.deadlines.iter().enumerate();
    let running = clocks.filter(|(_, deadline)| deadline.is_open() && deadline.paused_on.is_none());
    running
        .filter_map(|(place, deadline)| {
            if deadline.is_outdated(calendar) {
                return Some(DueAct {
                    place,
                    act: Act::RecountDeadline(deadline.clock),
                    from: deadline.start,
                    at: deadline.start.start_of_day_utc(),
                });
            }
            let over_at = deadline.over_at();
            (!deadline.provisional).then(|| DueAct {
                place,
                act: on_expiry(case, deadline.clock),
                from: CivilDate::of(over_at),
                at: over_at,
            })
        })
        .collect()
}

impl Deadline {
    /// Whether the clock comes to another day, or to a certain one, by the calendar as it is known now.
    pub fn is_outdated(&self, calendar: &Calendar) -> bool {
        let again = self.recounted(calendar);
        (again.nominal, again.due, again.provisional) != (self.nominal, self.due, self.provisional)
    }
}

/// What the clock does when the last day has passed.
fn on_expiry(case: &Case, clock: Clock) -> Act {
    match clock.kind {
        DeadlineKind::Statement => Act::LapseStatement,
        DeadlineKind::PoliceReview | DeadlineKind::ProsecutorRequest => {
            let number = clock.about;
            Act::Referral(referral::Act::LapseReview(referral::LapseReview { number }))
        }
        DeadlineKind::EmergencyApproval => {
            let number = clock.about;
            Act::Measure(Box::new(measure::Act::LapseApproval { number }))
        }
        DeadlineKind::Seizure | DeadlineKind::Freeze | DeadlineKind::OtherMeasure => {
            let number = clock.about;
            Act::Measure(Box::new(measure::Act::ExpireMeasure { number }))
        }
        DeadlineKind::ExecutionSuspension => {
            let number = clock.about;
            Act::Execution(Box::new(execution::Act::GiveUp { number }))
        }
        DeadlineKind::Instalment => match case.account.deferral() {
            Some(granted) => {
                Act::Account(account::Act::DefaultDeferral(account::DefaultDeferral {
                    number: granted.number,
                    instalment: clock.about,
                }))
            }
            None => Act::PassDeadline(clock),
        },
        DeadlineKind::Preservation => {
            Act::Preservation(preservation::Act::LapsePreservation(clock.about))
        }
        DeadlineKind::PublicNotice => {
            let number = clock.about;
            Act::PublicNotice(public_notice::Act::LapsePublicNotice(number))
        }
        DeadlineKind::ServiceNotice => {
            let number = clock.about;
            Act::Serving(Box::new(serving::Act::LapseServiceNotice(number)))
        }
        DeadlineKind::Retest => Act::Testing(testing::Act::LapseRetest(clock.about)),
        _ => Act::PassDeadline(clock),
    }
}
