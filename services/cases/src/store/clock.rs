//! Clocks that may have run out.

use calendar::CivilDate;
use cases_domain::CaseId;
use refusal::Fault;
use sqlx::{PgConnection, Postgres, Transaction};

use super::read_date;

/// Key of the advisory lock that the working clock holds: "cases.ck" as a number.
const LOCK: i64 = 0x6361_7365_732e_636b;

/// A case with a clock that may have something to do, and the place to go on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pending {
    /// The case.
    pub(crate) case_id: CaseId,
    /// Last day of the clock.
    pub(crate) due: CivilDate,
    /// Number of the clock within the case.
    pub(crate) number: i32,
}

/// Makes this transaction the one clock that works, until it ends; false: another is at work.
pub(crate) async fn lead(tx: &mut Transaction<'_, Postgres>) -> Result<bool, Fault> {
    let leads = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "leads!""#, LOCK)
        .fetch_one(&mut **tx)
        .await?;
    Ok(leads)
}

/// Running clocks whose last day has passed, or that were counted without a holiday schedule that is known by now, in
/// the order of their last days, after a place.
pub(crate) async fn pending(
    conn: &mut PgConnection,
    today: CivilDate,
    known_to: CivilDate,
    after: Option<Pending>,
    limit: i64,
) -> Result<Vec<Pending>, Fault> {
    let rows = sqlx::query!(
        r#"
        select case_id, due_on, number
        from case_deadline
        where state = 'OPEN'
            and not paused
            and (due_on < $1 or (provisional and due_on <= $2))
            and ($3::date is null or (due_on, case_id, number) > ($3, $4, $5))
        order by due_on, case_id, number
        limit $6
        "#,
        today.naive(),
        known_to.naive(),
        after.map(|place| place.due.naive()),
        after.map(|place| place.case_id.0),
        after.map(|place| place.number),
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let due = read_date(row.due_on)?;
            Ok(Pending {
                case_id: CaseId(row.case_id),
                due,
                number: row.number,
            })
        })
        .collect()
}
