//! Sums off the roll-ups, and different parties off the tallies.

use chrono::NaiveDate;
use refusal::Fault;
use sqlx::PgConnection;

use crate::division::Scope;
use crate::measure::Measure;
use crate::tally::Grain;

/// What sums are told apart by, besides measure, procedure and facet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i16)]
pub(crate) enum Key {
    /// Nothing.
    None = 0,
    /// Divisions below.
    Division = 1,
    /// Lines.
    Line = 2,
    /// Days.
    Day = 3,
    /// Months.
    Month = 4,
}

/// Days of one grain, from the first and before the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) grain: Grain,
    pub(crate) from: NaiveDate,
    pub(crate) before: NaiveDate,
}

/// What is summed.
#[derive(Debug, Clone)]
pub(crate) struct Wanted<'a> {
    pub(crate) measures: Vec<i16>,
    pub(crate) scope: &'a Scope,
    pub(crate) spans: Vec<Span>,
    pub(crate) domain: Option<&'a str>,
    pub(crate) kind: Option<&'a str>,
    pub(crate) key: Key,
}

/// One sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) measure: i16,
    pub(crate) key: String,
    pub(crate) kind: String,
    pub(crate) facet: String,
    pub(crate) count: i64,
    pub(crate) amount: i64,
}

/// Different parties and their rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parties {
    pub(crate) key: String,
    pub(crate) kind: String,
    pub(crate) different: i64,
    pub(crate) rows: i64,
}

/// Sums.
pub(crate) async fn sums(conn: &mut PgConnection, wanted: &Wanted<'_>) -> Result<Vec<Sum>, Fault> {
    let grains: Vec<i16> = wanted.spans.iter().map(|span| span.grain as i16).collect();
    let from: Vec<NaiveDate> = wanted.spans.iter().map(|span| span.from).collect();
    let before: Vec<NaiveDate> = wanted.spans.iter().map(|span| span.before).collect();
    let scope = wanted.scope;
    if wanted.key == Key::Division {
        let (first, end) = scope.range();
        return Ok(sqlx::query_file_as!(
            Sum,
            "queries/sums_below.sql",
            &wanted.measures,
            &grains,
            &from,
            &before,
            scope.level.below().number(),
            first,
            end,
            wanted.domain,
            wanted.kind
        )
        .fetch_all(conn)
        .await?);
    }
    Ok(sqlx::query_file_as!(
        Sum,
        "queries/sums.sql",
        &wanted.measures,
        &grains,
        &from,
        &before,
        scope.level.number(),
        scope.code,
        wanted.domain,
        wanted.kind,
        wanted.key as i16
    )
    .fetch_all(conn)
    .await?)
}

/// Different parties of what is wanted; the days are those of the spans of single days, which must be one.
pub(crate) async fn parties(
    conn: &mut PgConnection,
    measure: Measure,
    wanted: &Wanted<'_>,
    from: NaiveDate,
    before: NaiveDate,
) -> Result<Vec<Parties>, Fault> {
    let (first, end) = wanted.scope.range();
    let digits = i32::try_from(wanted.scope.level.below().digits()).unwrap_or(i32::MAX);
    Ok(sqlx::query_as!(
        Parties,
        r#"
        select
            case $8::smallint
                when 1 then left(t.division, $9)
                when 2 then t.domain
                when 3 then to_char(t.day, 'YYYY-MM-DD')
                when 4 then to_char(t.day, 'YYYY-MM')
                else ''
            end as "key!",
            t.kind, count(distinct t.party_id) as "different!", count(*) as "rows!"
        from tally t
        where t.measure = $1 and t.division >= $2 and t.division < $3 and t.day >= $4 and t.day < $5
            and ($6::text is null or t.domain = $6)
            and ($7::text is null or t.kind = $7)
        group by 1, t.kind
        order by 1, t.kind
        "#,
        measure.key(),
        first,
        end,
        from,
        before,
        wanted.domain,
        wanted.kind,
        wanted.key as i16,
        digits
    )
    .fetch_all(conn)
    .await?)
}
