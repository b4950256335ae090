//! When the days to decide do not count (K11): while the inquiry is suspended, something is being tested, a hearing is on or the
//! notice is served by publication, where the line's own rules leave those days out, and while the case is with the police. Each of these stops has days of its own; days
//! that two of them share count once, and the clock runs again when the last of them has ended.

use calendar::CivilDate;
use statute::NotCounted;

use crate::decide::Events;
use crate::{
    Case, DeadlineKind, Excluded, hearing, public_notice, referral, serving, suspension, testing,
};

/// What holds the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hold {
    /// A suspension of this number.
    Suspension(u32),
    /// A testing of this number.
    Testing(u32),
    /// A hearing of this number.
    Hearing(u32),
    /// Service of the notice by publication, of this number.
    PublicNotice(u32),
    /// Service of the issued notice by publication, of this number.
    ServiceNotice(u32),
    /// A referral of this number.
    Police(u32),
}

impl Hold {
    /// What it is, in Chinese.
    const fn why(self) -> &'static str {
        match self {
            Self::Suspension(_) => "中止调查",
            Self::Testing(_) => "检测检验检疫鉴定",
            Self::Hearing(_) => "听证",
            Self::PublicNotice(_) | Self::ServiceNotice(_) => "公告送达",
            Self::Police(_) => "涉嫌犯罪案件移送",
        }
    }

    /// Whether it stops the clock of this case.
    fn counts(self, case: &Case) -> bool {
        let left_out = |what| {
            case.penalty().is_some() && case.domain().parameters().not_counted.contains(&what)
        };
        match self {
            Self::Suspension(_) => left_out(NotCounted::Suspension),
            Self::Testing(_) => left_out(NotCounted::Testing),
            Self::Hearing(_) => left_out(NotCounted::Hearing),
            Self::PublicNotice(_) | Self::ServiceNotice(_) => left_out(NotCounted::PublicNotice),
            // No line counts the days of others' proceedings: what is decided depends on them.
            Self::Police(_) => true,
        }
    }
}

/// Stops the clock from a day on, unless it stands still already.
pub(crate) fn stop(events: &mut Events<'_>, case: &Case, hold: Hold, from: CivilDate) {
    if hold.counts(case) {
        events.pause(case, DeadlineKind::Decision, from, hold.why());
    }
}

/// Leaves out the days of a stop that has ended, and lets the clock run again unless another holds it.
pub(crate) fn go_on(events: &mut Events<'_>, case: &Case, ended: Hold, to: CivilDate) {
    let since = |(_, from): &(Hold, CivilDate)| *from;
    let Some(from) = holds(case)
        .find(|(hold, _)| *hold == ended)
        .as_ref()
        .map(since)
    else {
        return;
    };
    if ended.counts(case) {
        let others = holds(case).filter(|(hold, _)| *hold != ended && hold.counts(case));
        let days = Excluded {
            from,
            to: to.max(from),
            why: ended.why().to_owned(),
        };
        let still = others.map(|(_, from)| from).min();
        events.resume(case, DeadlineKind::Decision, days, still);
    }
}

/// All that holds the clock now, each since its first day.
fn holds(case: &Case) -> impl Iterator<Item = (Hold, CivilDate)> + '_ {
    let suspended = suspension::since(case).map(|(number, from)| (Hold::Suspension(number), from));
    let tested = testing::with_institutions(case).map(|(it, on)| (Hold::Testing(it.number), on));
    let heard = hearing::pending(case).map(|(number, from)| (Hold::Hearing(number), from));
    let published = public_notice::before_decision(case);
    let published = published.map(|(number, from)| (Hold::PublicNotice(number), from));
    let notices = serving::published_before_decision(case);
    let notices = notices.map(|(number, from)| (Hold::ServiceNotice(number), from));
    let police = referral::with_police(case).map(|(number, from)| (Hold::Police(number), from));
    let here = suspended.chain(tested).chain(heard).chain(published);
    here.chain(notices).chain(police)
}
