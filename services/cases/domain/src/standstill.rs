//! When the days to decide do not count (K11): while the inquiry is suspended, and while something is being tested, where the
//! line's own rules leave those days out. Overlapping times count once: the clock runs again when the last of them has ended.

use calendar::CivilDate;
use statute::NotCounted;

use crate::decide::Events;
use crate::{Case, DeadlineKind, suspension, testing};

/// Whether the line leaves days of this kind out of the decision period.
pub(crate) fn left_out(case: &Case, what: NotCounted) -> bool {
    case.penalty().is_some() && case.domain().parameters().not_counted.contains(&what)
}

/// Stops the decision clock, where the line leaves such days out.
pub(crate) fn stop(
    events: &mut Events<'_>,
    case: &Case,
    what: NotCounted,
    (on, why): (CivilDate, &str),
) {
    let runs = case.running(DeadlineKind::Decision);
    if left_out(case, what) && runs.is_some_and(|clock| clock.paused_on.is_none()) {
        events.pause(case, DeadlineKind::Decision, on, why);
    }
}

/// Lets the decision clock run again, unless something else holds it. `except` is what has just ended.
pub(crate) fn go_on(
    events: &mut Events<'_>,
    case: &Case,
    except: Ended,
    (on, why): (CivilDate, &str),
) {
    let testing = match except {
        Ended::Testing(number) => testing::under_way_besides(case, number),
        Ended::Suspension => testing::under_way_besides(case, 0),
    };
    let suspended = except != Ended::Suspension && suspension::is_suspended(case);
    let held = (testing && left_out(case, NotCounted::Testing))
        || (suspended && left_out(case, NotCounted::Suspension));
    if !held {
        events.resume(case, DeadlineKind::Decision, on, why);
    }
}

/// What held the clock and has just ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The testing of this number.
    Testing(u32),
    /// The suspension.
    Suspension,
}
