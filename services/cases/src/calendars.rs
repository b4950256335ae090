//! The working days that acts are counted by: the State Council's schedules as shipped, with what the element centre tells.
//!
//! Every act looks where the newest change of a holiday calendar stands, in the statement that looks everything else up. Only
//! when it has moved, or the day has, are the calendars read again: a change is used from the next act on, in every process,
//! without a restart. What was armed before keeps its last day until it is counted anew.

use std::sync::{Arc, PoisonError, RwLock};

use calendar::{Announced, Announcement, Calendar, CivilDate};
use contract::elements::v1::HolidayCalendar;
use contract::elements::v1::element::Body;
use refusal::Fault;
use sqlx::PgConnection;

use crate::store;

/// The calendar, as it stands.
#[derive(Debug, Clone)]
pub(crate) struct Calendars {
    shipped: Arc<Calendar>,
    held: Arc<RwLock<Option<Held>>>,
}

/// A calendar that was put together, and for what.
#[derive(Debug)]
struct Held {
    changed_at: i64,
    on: CivilDate,
    calendar: Arc<Calendar>,
}

impl Calendars {
    /// The calendars told, on top of those shipped.
    pub(crate) fn new(shipped: Calendar) -> Self {
        Self {
            shipped: Arc::new(shipped),
            held: Arc::default(),
        }
    }

    /// The calendar of a day, when the newest change of it that was taken over stands at a position.
    pub(crate) async fn of(
        &self,
        conn: &mut PgConnection,
        changed_at: Option<i64>,
        on: CivilDate,
    ) -> Result<Arc<Calendar>, Fault> {
        let Some(changed_at) = changed_at else {
            return Ok(Arc::clone(&self.shipped));
        };
        if let Some(calendar) = self.held(changed_at, on) {
            return Ok(calendar);
        }
        let mut calendar = Calendar::clone(&self.shipped);
        for element in store::calendars(conn, on).await? {
            if let Body::HolidayCalendar(told) = element.body {
                announce(&mut calendar, &told);
            }
        }
        let calendar = Arc::new(calendar);
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        *held = Some(Held {
            changed_at,
            on,
            calendar: Arc::clone(&calendar),
        });
        Ok(calendar)
    }

    fn held(&self, changed_at: i64, on: CivilDate) -> Option<Arc<Calendar>> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let held = held.as_ref()?;
        (held.changed_at == changed_at && held.on == on).then(|| Arc::clone(&held.calendar))
    }
}

/// Takes one year over. What cannot be a schedule is left out with a warning: it must not stop acts whose days it does not
/// touch, and those it does touch are refused as long as their year is not known.
fn announce(calendar: &mut Calendar, told: &HolidayCalendar) {
    let year = &told.holiday_calendar_id;
    let announcement = Announcement::read(
        year,
        &told.document_number,
        &told.days_off,
        &told.make_up_days,
    );
    match announcement.and_then(|announcement| calendar.announce(announcement)) {
        Ok(Announced::Added | Announced::Same) => {}
        Ok(Announced::Changed) => {
            let document = &told.document_number;
            tracing::info!(year, document, "a year is worked otherwise than shipped");
        }
        Ok(Announced::Undocumented) => {
            tracing::warn!(
                year,
                "a holiday calendar differs from the one shipped and names no document"
            );
        }
        Err(error) => tracing::warn!(year, %error, "a holiday calendar is no schedule"),
    }
}
