//! The rows behind a figure.

use chrono::NaiveDate;
use refusal::Fault;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::tally::BEGINNING;

/// Where a row stands among those behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) measure: i16,
    pub(crate) division: String,
    pub(crate) day: NaiveDate,
    pub(crate) subject: Uuid,
}

impl Place {
    /// Before every row.
    pub(crate) const fn first() -> Self {
        Self {
            measure: 0,
            division: String::new(),
            day: BEGINNING,
            subject: Uuid::nil(),
        }
    }
}

/// Which rows.
#[derive(Debug, Clone)]
pub(crate) struct Rows<'a> {
    pub(crate) measures: Vec<i16>,
    pub(crate) first: String,
    pub(crate) end: String,
    pub(crate) from: NaiveDate,
    pub(crate) before: NaiveDate,
    pub(crate) domain: Option<&'a str>,
    pub(crate) kind: Option<&'a str>,
    pub(crate) facets: Option<Vec<String>>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) measure: i16,
    pub(crate) division: String,
    pub(crate) day: NaiveDate,
    pub(crate) subject: Uuid,
    pub(crate) domain: String,
    pub(crate) amount: i64,
    pub(crate) origin: String,
    pub(crate) case_id: Uuid,
    pub(crate) code: String,
    pub(crate) agency_id: String,
    pub(crate) agency_name: String,
}

/// Rows after a place, at most so many.
pub(crate) async fn rows(
    conn: &mut PgConnection,
    wanted: &Rows<'_>,
    after: &Place,
    limit: i64,
) -> Result<Vec<Row>, Fault> {
    Ok(sqlx::query_file_as!(
        Row,
        "queries/rows.sql",
        &wanted.measures,
        wanted.first,
        wanted.end,
        wanted.from,
        wanted.before,
        wanted.domain,
        wanted.kind,
        wanted.facets.as_deref(),
        after.measure,
        after.division,
        after.day,
        after.subject,
        limit
    )
    .fetch_all(conn)
    .await?)
}
