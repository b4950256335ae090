//! The holiday calendars that element centres have told.

use calendar::{Announced, Announcement, Calendar, CivilDate};
use chrono::NaiveDate;
use contract::elements::v1::HolidayCalendar;
use feed::{Hash, sm3};
use prost::Message as _;
use refusal::Fault;
use sqlx::PgConnection;

/// The calendars told of a year, each with the days on which it holds.
#[derive(Debug)]
pub(crate) struct Schedule {
    /// First day.
    pub(crate) from: NaiveDate,
    /// First day no longer; none: open.
    pub(crate) to: Option<NaiveDate>,
    /// What was told.
    pub(crate) told: HolidayCalendar,
}

/// Replaces what an origin has told of a year.
pub(crate) async fn replace_calendar(
    conn: &mut PgConnection,
    origin: &str,
    year: &str,
    schedules: &[Schedule],
) -> Result<(), Fault> {
    sqlx::query!(
        "delete from holiday_calendar where origin = $1 and year = $2",
        origin,
        year
    )
    .execute(&mut *conn)
    .await?;
    for schedule in schedules {
        sqlx::query!(
            r#"
            insert into holiday_calendar (origin, year, valid_from, valid_to, body)
            values ($1, $2, $3, $4, $5)
            "#,
            origin,
            year,
            schedule.from,
            schedule.to,
            schedule.told.encode_to_vec()
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// The calendars shipped with those that this deployment's element centre tells for a day. What cannot be a schedule is left
/// out with a warning.
pub(crate) async fn calendar(
    conn: &mut PgConnection,
    shipped: &Calendar,
    on: CivilDate,
) -> Result<Calendar, Fault> {
    let rows = sqlx::query!(
        r#"
        select year, body
        from holiday_calendar
        where origin = '' and valid_from <= $1 and (valid_to is null or $1 < valid_to)
        order by year
        "#,
        on.naive()
    )
    .fetch_all(conn)
    .await?;
    let mut calendar = shipped.clone();
    for row in rows {
        let told = HolidayCalendar::decode(row.body.as_slice()).map_err(Fault::internal)?;
        let year = row.year;
        let announcement = Announcement::read(
            &year,
            &told.document_number,
            &told.days_off,
            &told.make_up_days,
        );
        match announcement.and_then(|announcement| calendar.announce(announcement)) {
            Ok(Announced::Undocumented) => {
                tracing::warn!(
                    year,
                    "a holiday calendar differs from the one shipped and names no document"
                );
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(year, %error, "a holiday calendar is no schedule"),
        }
    }
    Ok(calendar)
}

/// Forgets the calendars that an origin has told.
pub(crate) async fn clear_calendars(conn: &mut PgConnection, origin: &str) -> Result<(), Fault> {
    sqlx::query!("delete from holiday_calendar where origin = $1", origin)
        .execute(conn)
        .await?;
    Ok(())
}

/// A hash over the calendars that an origin has told, on top of another.
pub(crate) async fn digest_calendars(
    conn: &mut PgConnection,
    origin: &str,
    mut hash: Hash,
) -> Result<Hash, Fault> {
    let rows = sqlx::query!(
        r#"
        select year, valid_from, valid_to, body
        from holiday_calendar
        where origin = $1
        order by year, valid_from
        "#,
        origin
    )
    .fetch_all(conn)
    .await?;
    for row in rows {
        let days = format!("{}\n{}\n{:?}\n", row.year, row.valid_from, row.valid_to);
        hash = sm3(&[hash.as_slice(), days.as_bytes(), &row.body]);
    }
    Ok(hash)
}
