//! What the questions are answered from: elements of a registry by id or facet, at a point or over some days.

use std::collections::BTreeMap;

use calendar::CivilDate;
use chrono::NaiveDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use elements_domain::{Registry, Span};
use refusal::Fault;
use sqlx::PgConnection;
use statute::identifier::DivisionCode;

use crate::store::{self, Filter, Point, read_body, read_date, unreadable};

/// More elements than any facet that is asked for has.
const ALL: i64 = 100_000;

/// An element for some days.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) span: Span,
    pub(super) body: Body,
}

struct Line {
    element_id: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    body: Vec<u8>,
}

/// The elements of a registry with a facet, at a point, by id.
pub(super) async fn with_facets(
    conn: &mut PgConnection,
    registry: Registry,
    facets: &[String],
    at: Point,
) -> Result<Vec<Row>, Fault> {
    let filter = Filter {
        facets: facets.to_vec(),
        ..Filter::default()
    };
    let stored = store::list(conn, registry, &filter, at, "", ALL).await?;
    Ok(stored
        .into_iter()
        .map(|stored| Row {
            id: stored.element_id,
            span: stored.span,
            body: stored.body,
        })
        .collect())
}

/// The elements of a registry with these ids, at a point; with `near` only those of divisions that hold it or lie in it.
pub(super) async fn with_ids(
    conn: &mut PgConnection,
    registry: Registry,
    ids: &[String],
    near: Option<&DivisionCode>,
    at: Point,
) -> Result<Vec<Row>, Fault> {
    let lines = sqlx::query_as!(
        Line,
        r#"
        select v.element_id, v.valid_from, v.valid_to, v.body
        from element_version v
        where v.registry = $1
            and v.element_id = any($2)
            and v.valid_from <= $3
            and (v.valid_to is null or v.valid_to > $3)
            and case
                when $4::timestamptz is null then v.superseded_at is null
                else v.recorded_at <= $4 and (v.superseded_at is null or v.superseded_at > $4)
            end
            and ($5::text is null or starts_with($5, v.division) or starts_with(v.division, $5))
        order by v.element_id
        "#,
        registry.name(),
        ids,
        at.valid.naive(),
        at.known,
        near.map(DivisionCode::as_str),
    )
    .fetch_all(conn)
    .await?;
    lines.into_iter().map(Line::read).collect()
}

/// What is now known of the elements of a registry with a facet, or with one of these ids, for any day from one to
/// another, both included.
pub(super) async fn over(
    conn: &mut PgConnection,
    registry: Registry,
    facet: Option<&str>,
    ids: &[String],
    (from, to): (CivilDate, CivilDate),
) -> Result<Vec<Row>, Fault> {
    let lines = sqlx::query_as!(
        Line,
        r#"
        select v.element_id, v.valid_from, v.valid_to, v.body
        from element_version v
        where v.registry = $1
            and v.superseded_at is null
            and v.valid_from <= $5
            and (v.valid_to is null or v.valid_to > $4)
            and (v.element_id = any($3) or v.facets @> array[$2]::text[])
        order by v.element_id, v.valid_from
        "#,
        registry.name(),
        facet,
        ids,
        from.naive(),
        to.naive(),
    )
    .fetch_all(conn)
    .await?;
    lines.into_iter().map(Line::read).collect()
}

/// Names by which elements of a registry were last known, whether they hold or not; an id that never was is left out.
pub(super) async fn names(
    conn: &mut PgConnection,
    registry: Registry,
    ids: &[String],
) -> Result<BTreeMap<String, String>, Fault> {
    let lines = sqlx::query!(
        "select element_id, name from element where registry = $1 and element_id = any($2)",
        registry.name(),
        ids
    )
    .fetch_all(conn)
    .await?;
    Ok(lines
        .into_iter()
        .map(|line| (line.element_id, line.name))
        .collect())
}

/// Agencies by id.
pub(super) fn agencies(
    rows: impl IntoIterator<Item = Row>,
) -> impl Iterator<Item = (String, proto::Agency)> {
    rows.into_iter().filter_map(|row| match row.body {
        Body::Agency(agency) => Some((row.id, agency)),
        _ => None,
    })
}

/// Instruments.
pub(super) fn instruments(rows: impl IntoIterator<Item = Row>) -> Vec<proto::Instrument> {
    let of = |row: Row| match row.body {
        Body::Instrument(instrument) => Some(instrument),
        _ => None,
    };
    rows.into_iter().filter_map(of).collect()
}

/// Claims.
pub(super) fn claims(rows: impl IntoIterator<Item = Row>) -> Vec<proto::Claim> {
    let of = |row: Row| match row.body {
        Body::Claim(claim) => Some(claim),
        _ => None,
    };
    rows.into_iter().filter_map(of).collect()
}

impl Line {
    fn read(self) -> Result<Row, Fault> {
        let from = read_date(self.valid_from)?;
        let to = self.valid_to.map(read_date).transpose()?;
        Ok(Row {
            id: self.element_id,
            span: Span::new(from, to).ok_or_else(|| unreadable("span of days"))?,
            body: read_body(&self.body)?,
        })
    }
}
