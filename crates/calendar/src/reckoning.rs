//! Counting: from a start to the last day of a period, and back from a day.

use crate::{
    Calendar, CivilDate, Due, Exclusions, Period, Roll, Running, Unpublished, WorkingDays,
};

impl Calendar {
    /// The last day of a period that starts on `start`; `start` itself is not counted.
    ///
    /// Hours given with a day only end, at the latest, on the day this answers.
    ///
    /// # Refuses
    /// [`Unpublished`] when the answer depends on a year whose schedule is not loaded.
    pub fn due(&self, start: CivilDate, period: &Period) -> Result<Due, Unpublished> {
        Ok(self.running(start, &[*period], &Exclusions::NONE)?.due)
    }

    /// [`Calendar::due`] that never fails: a year without a schedule is counted Monday to Friday,
    /// a last day in it is not rolled, and the answer is marked provisional.
    pub fn due_or_provisional(&self, start: CivilDate, period: &Period) -> Due {
        self.running_or_provisional(start, &[*period], &Exclusions::NONE)
            .due
    }

    /// The last day of a period followed by its extensions, days of `exclusions` left out.
    ///
    /// An extension is added to the period as counted, not to a last day that was rolled: 90 days
    /// extended by 30 are 120 days from the start.
    ///
    /// Both ends of an excluded interval are left out. An interval counts only if it began while
    /// the period ran: days up to the start are not counted anyway, and nothing revives a period
    /// that has run out.
    ///
    /// # Refuses
    /// [`Unpublished`] when the answer depends on a year whose schedule is not loaded.
    pub fn running(
        &self,
        start: CivilDate,
        periods: &[Period],
        exclusions: &Exclusions,
    ) -> Result<Running, Unpublished> {
        let mut count = Count {
            calendar: self,
            exclusions,
            missing: None,
        };
        let running = count.run(start, periods);
        count.missing.map_or(Ok(running), Err)
    }

    /// [`Calendar::running`] that never fails, in the manner of [`Calendar::due_or_provisional`].
    pub fn running_or_provisional(
        &self,
        start: CivilDate,
        periods: &[Period],
        exclusions: &Exclusions,
    ) -> Running {
        Count {
            calendar: self,
            exclusions,
            missing: None,
        }
        .run(start, periods)
    }

    /// The day `n` working days before `date`, itself not counted: the last day for something that
    /// must be done so long in advance ("七日前"). `date` need not be a working day.
    pub fn working_days_before(
        &self,
        date: CivilDate,
        n: WorkingDays,
    ) -> Result<CivilDate, Unpublished> {
        let mut count = Count {
            calendar: self,
            exclusions: &Exclusions::NONE,
            missing: None,
        };
        let day = count.working_days(date, n, Direction::Back);
        count.missing.map_or(Ok(day), Err)
    }

    /// [`Calendar::working_days_before`] that never fails, in the manner of
    /// [`Calendar::due_or_provisional`].
    pub fn working_days_before_or_provisional(&self, date: CivilDate, n: WorkingDays) -> Due {
        let mut count = Count {
            calendar: self,
            exclusions: &Exclusions::NONE,
            missing: None,
        };
        let day = count.working_days(date, n, Direction::Back);
        Due {
            nominal: day,
            due: day,
            rolled: false,
            provisional: count.missing.is_some(),
        }
    }

    /// The day itself if offices are open on it, else the first working day after it.
    pub fn working_day_from(&self, date: CivilDate) -> Result<CivilDate, Unpublished> {
        let mut day = date;
        while !self.is_working_day(day)? {
            day = day.add_days(1);
        }
        Ok(day)
    }
}

/// One count under way. It always reaches an answer, and remembers the first year it had to guess.
struct Count<'a> {
    calendar: &'a Calendar,
    exclusions: &'a Exclusions,
    missing: Option<Unpublished>,
}

#[derive(Clone, Copy)]
enum Direction {
    Forward,
    Back,
}

impl Count<'_> {
    fn run(&mut self, start: CivilDate, periods: &[Period]) -> Running {
        let nominal = periods
            .iter()
            .fold(start, |day, period| self.advance(day, *period));
        let due = match periods.last().map_or(Roll::Stay, Period::roll) {
            Roll::Forward => self.rolled(nominal),
            Roll::Stay => nominal,
        };
        Running {
            due: Due {
                nominal,
                due,
                rolled: due != nominal,
                provisional: self.missing.is_some(),
            },
            excluded: self.exclusions.days_within(start.add_days(1), nominal),
        }
    }

    fn advance(&mut self, start: CivilDate, period: Period) -> CivilDate {
        let end = match period {
            Period::WorkingDays(n) => return self.working_days(start, n, Direction::Forward),
            Period::Days { n, .. } => start.add_days(i64::from(n.0)),
            Period::Months { n, .. } => start.add_months(saturate(n.0)),
            Period::Years { n, .. } => start.add_years(saturate(n.0)),
            Period::Hours(n) => start.add_days(i64::from(n.0.div_ceil(24))),
        };
        let owed = self.exclusions.days_within(start.add_days(1), end);
        self.days_not_excluded(end, owed.0)
    }

    /// Steps over `n` days that are not excluded; the days that had to be left out before may run
    /// into a further exclusion, which is then left out too.
    fn days_not_excluded(&self, start: CivilDate, n: u32) -> CivilDate {
        let mut day = start;
        let mut left = n;
        while left > 0 {
            day = day.add_days(1);
            if !self.exclusions.contains(day) {
                left -= 1;
            }
        }
        day
    }

    fn working_days(
        &mut self,
        start: CivilDate,
        n: WorkingDays,
        direction: Direction,
    ) -> CivilDate {
        let step = match direction {
            Direction::Forward => 1,
            Direction::Back => -1,
        };
        let mut day = start;
        let mut left = n.0;
        while left > 0 {
            let next = day.add_days(step);
            if next == day {
                break; // the end of representable time
            }
            day = next;
            if !self.exclusions.contains(day) && self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }

    /// The first working day from the nominal last day on; the nominal day itself where the
    /// schedule is not known.
    fn rolled(&mut self, nominal: CivilDate) -> CivilDate {
        let mut day = nominal;
        loop {
            match self.calendar.is_working_day(day) {
                Ok(true) if !self.exclusions.contains(day) => return day,
                Ok(_) => day = day.add_days(1),
                Err(unpublished) => {
                    self.missing.get_or_insert(unpublished);
                    return nominal;
                }
            }
        }
    }

    fn is_working_day(&mut self, day: CivilDate) -> bool {
        match self.calendar.is_working_day(day) {
            Ok(open) => open,
            Err(unpublished) => {
                self.missing.get_or_insert(unpublished);
                !day.is_weekend()
            }
        }
    }
}

fn saturate(n: u32) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}
