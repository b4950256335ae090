//! Events being drafted, with the clocks they end, change and start.

use calendar::{Calendar, CivilDate, Hours, Period};
use chrono::{DateTime, Utc};
use statute::{Citation, Limit};

use crate::guard::View;
use crate::{Case, Clock, Deadline, DeadlineState, Event, Excluded, Parameters, Rules};

/// What an act comes to: what was done, the clocks that end or change by it, the clocks that it starts.
pub(crate) struct Events<'a> {
    pub(super) done: Vec<Event>,
    changed: Vec<Event>,
    pub(crate) started: Vec<Deadline>,
    /// Clocks that end by the act that starts them.
    met: Vec<Event>,
    calendar: &'a Calendar,
    parameters: &'a Parameters,
    rules: Rules,
    /// Day of the step before this act: no clock it starts can have started earlier.
    not_before: Option<CivilDate>,
}

impl<'a> Events<'a> {
    pub(crate) fn new(view: &View<'a>, rules: Rules) -> Self {
        let calendar = view.facts.calendar;
        Self {
            done: Vec::new(),
            changed: Vec::new(),
            started: Vec::new(),
            met: Vec::new(),
            calendar,
            parameters: &view.facts.parameters,
            rules,
            not_before: view.case.map(|case| case.last_step_on),
        }
    }

    pub(crate) fn of(view: &View<'a>, rules: Rules, done: Event) -> Self {
        Self {
            done: vec![done],
            ..Self::new(view, rules)
        }
    }

    /// Adds what else happened by the act, as its consequence.
    pub(crate) fn and(&mut self, consequence: Event) {
        self.done.push(consequence);
    }

    /// Starts a clock, where a rule sets its period.
    pub(crate) fn start(&mut self, clock: impl Into<Clock>, start: CivilDate) {
        let rules = (self.rules, self.parameters);
        if let Some(deadline) = Deadline::by(clock, start, rules, self.calendar) {
            self.arm(deadline);
        }
    }

    /// Starts a clock that the same act keeps, where a rule sets its period.
    pub(crate) fn start_met(&mut self, clock: impl Into<Clock>, start: CivilDate, on: CivilDate) {
        let (clock, state) = (clock.into(), DeadlineState::Met);
        self.start(clock, start);
        if self.started.iter().any(|it| it.clock == clock) {
            self.met.push(Event::DeadlineSettled { clock, state, on });
        }
    }

    /// Starts a clock; a step that was entered late may have started it before the newest.
    fn arm(&mut self, deadline: Deadline) {
        let not_before = self.not_before.map(|day| day.min(deadline.start));
        self.started.push(Deadline {
            not_before,
            ..deadline
        });
    }

    /// Starts a clock under a limit that the case's rules do not know by themselves.
    pub(crate) fn start_under(&mut self, clock: impl Into<Clock>, start: CivilDate, limit: &Limit) {
        self.arm(Deadline::under(clock, start, limit, self.calendar));
    }

    /// Starts a clock of hours at a moment.
    pub(crate) fn start_hours(
        &mut self,
        clock: impl Into<Clock>,
        start: DateTime<Utc>,
        hours: Hours,
        citation: Citation,
    ) {
        self.arm(Deadline::from_moment(clock, start, hours, citation));
    }

    /// Starts a clock whose last day the act sets itself, with the article that lets it and what the day is, in Chinese.
    pub(crate) fn start_until(
        &mut self,
        clock: impl Into<Clock>,
        (start, last): (CivilDate, CivilDate),
        rule: (Citation, &str),
    ) {
        self.arm(Deadline::until_day(clock, start, last, rule, self.calendar));
    }

    /// Ends a clock by doing what it was for, in time or late.
    pub(crate) fn fulfil(&mut self, case: &Case, clock: impl Into<Clock>, on: CivilDate) {
        let clock = clock.into();
        let Some(running) = case.running(clock) else {
            return;
        };
        let due = running.firm_due(self.calendar).unwrap_or(running.due);
        let state = if on <= due {
            DeadlineState::Met
        } else {
            DeadlineState::Passed
        };
        self.end(case, clock, state, on);
    }

    /// Ends a clock of hours by doing what it was for, in time or late.
    pub(crate) fn fulfil_at(&mut self, case: &Case, clock: impl Into<Clock>, at: DateTime<Utc>) {
        let clock = clock.into();
        let until = case.running(clock).and_then(|running| running.until);
        match until {
            Some(until) if at > until => {
                self.end(case, clock, DeadlineState::Passed, CivilDate::of(at));
            }
            _ => self.fulfil(case, clock, CivilDate::of(at)),
        }
    }

    /// Ends a clock that is no longer needed.
    pub(crate) fn cancel(&mut self, case: &Case, clock: impl Into<Clock>, on: CivilDate) {
        self.end(case, clock, DeadlineState::Cancelled, on);
    }

    pub(crate) fn end(
        &mut self,
        case: &Case,
        clock: impl Into<Clock>,
        state: DeadlineState,
        on: CivilDate,
    ) {
        let clock = clock.into();
        if case.running(clock).is_some() {
            self.changed
                .push(Event::DeadlineSettled { clock, state, on });
        }
    }

    /// Counts a clock anew with the calendar as it is known now.
    pub(crate) fn recount(&mut self, case: &Case, clock: impl Into<Clock>, why: &str) {
        let calendar = self.calendar;
        self.adjust(case, clock, why, |running| running.recounted(calendar));
    }

    /// Prolongs a clock.
    pub(crate) fn extend(
        &mut self,
        case: &Case,
        clock: impl Into<Clock>,
        (by, citation): (Period, Citation),
        why: &str,
    ) {
        let calendar = self.calendar;
        self.adjust(case, clock, why, |running| {
            running.extended(by, citation, calendar)
        });
    }

    /// Sets another last day for a clock whose last day was set outright.
    pub(crate) fn move_to(
        &mut self,
        case: &Case,
        clock: impl Into<Clock>,
        last: CivilDate,
        why: &str,
    ) {
        let calendar = self.calendar;
        self.adjust(case, clock, why, |running| running.moved_to(last, calendar));
    }

    /// Leaves days out of a clock, both ends included.
    pub(crate) fn exclude(&mut self, case: &Case, clock: impl Into<Clock>, days: &Excluded) {
        let calendar = self.calendar;
        self.adjust(
            case,
            clock,
            &format!("{}期间不计入", days.why),
            |running| running.excluding(days.clone(), calendar),
        );
    }

    /// Lets the newest days that were left out of a clock end earlier.
    pub(crate) fn end_exclusion(
        &mut self,
        case: &Case,
        clock: impl Into<Clock>,
        on: CivilDate,
        why: &str,
    ) {
        let calendar = self.calendar;
        self.adjust(case, clock, why, |running| {
            let mut shorter = running.clone();
            if let Some(days) = shorter.excluded.last_mut() {
                days.to = on.max(days.from);
            }
            shorter.recounted(calendar)
        });
    }

    /// Stops a clock until it is resumed; one that stands still since that day or longer is left as it is.
    pub(crate) fn pause(
        &mut self,
        case: &Case,
        clock: impl Into<Clock>,
        from: CivilDate,
        why: &str,
    ) {
        let clock = clock.into();
        let since = case.running(clock).and_then(|running| running.paused_on);
        if since.is_none_or(|since| from < since) {
            self.adjust(case, clock, why, |running| running.paused(from));
        }
    }

    /// Lets a clock run again, the days of the stop left out, unless another stop holds it since a day.
    pub(crate) fn resume(
        &mut self,
        case: &Case,
        clock: impl Into<Clock>,
        days: Excluded,
        still: Option<CivilDate>,
    ) {
        let calendar = self.calendar;
        let why = format!("{}期间不计入", days.why);
        self.adjust(case, clock, &why, |running| {
            running.resumed(days, still, calendar)
        });
    }

    fn adjust(
        &mut self,
        case: &Case,
        clock: impl Into<Clock>,
        why: &str,
        change: impl FnOnce(&Deadline) -> Deadline,
    ) {
        if let Some(running) = case.running(clock) {
            let deadline = change(running);
            let why = why.to_owned();
            self.changed.push(Event::DeadlineAdjusted { deadline, why });
        }
    }

    /// Counts a clock from another day, which was recorded wrongly.
    pub(crate) fn correct_start(
        &mut self,
        case: &Case,
        clock: impl Into<Clock>,
        start: CivilDate,
        why: &str,
    ) {
        let calendar = self.calendar;
        self.adjust(case, clock, why, |running| {
            running.started_on(start, calendar)
        });
    }

    pub(crate) fn in_order(self) -> Vec<Event> {
        let started = self.started.into_iter().map(Event::DeadlineArmed);
        self.done
            .into_iter()
            .chain(self.changed)
            .chain(started)
            .chain(self.met)
            .collect()
    }
}
