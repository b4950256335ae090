//! Reading elements as they were on a day and known at an instant.

use calendar::CivilDate;
use chrono::{DateTime, NaiveDate, Utc};
use contract::elements::v1::element::Body;
use refusal::Fault;
use sqlx::{Connection as _, PgConnection};
use statute::identifier::DivisionCode;
use uuid::Uuid;

use super::{read_body, read_date, unreadable};
use elements_domain::{Key, Registry, RowKey, Span};

/// A point on both time axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Day for which the answer holds.
    pub valid: CivilDate,
    /// Instant of knowledge; `None`: what is known now.
    pub known: Option<DateTime<Utc>>,
}

/// A version as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Id of the element.
    pub element_id: String,
    /// Which row of the element it is.
    pub key: RowKey,
    /// Days for which it holds.
    pub span: Span,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When a later record overwrote it.
    pub superseded_at: Option<DateTime<Utc>>,
    /// Who recorded it.
    pub recorded_by: String,
    /// Change that recorded it; `None`: adopted from above, or part of the first data.
    pub change_id: Option<Uuid>,
    /// Who proposed it.
    pub proposed_by: String,
    /// What holds.
    pub body: Body,
}

/// Which elements of a registry to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those whose name holds this text.
    pub name: Option<String>,
    /// Only those of this division and below.
    pub under: Option<DivisionCode>,
    /// Only those that belong to this element.
    pub parent: Option<String>,
    /// All but this one.
    pub except: Option<String>,
    /// Only those with all of these facets.
    pub facets: Vec<String>,
    /// Only those that carry this code.
    pub identity: Option<String>,
    /// Only those whose last day is before this one.
    pub expiring_before: Option<CivilDate>,
    /// Also parties that were merged into another.
    pub merged: bool,
}

struct Line {
    element_id: String,
    version: i64,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    recorded_at: DateTime<Utc>,
    superseded_at: Option<DateTime<Utc>>,
    recorded_by: String,
    change_id: Option<Uuid>,
    proposed_by: String,
    body: Vec<u8>,
}

/// Gets one element, and the version its state now has.
pub async fn get(
    conn: &mut PgConnection,
    key: &Key,
    at: Point,
) -> Result<Option<(Stored, i64)>, Fault> {
    let found = sqlx::query!(
        r#"
        select
            e.version as current_version, v.element_id, v.version, v.valid_from, v.valid_to,
            v.recorded_at, v.superseded_at, v.recorded_by, v.change_id, v.proposed_by, v.body
        from element e
        join element_version v on v.registry = e.registry and v.element_id = e.element_id
        where e.registry = $1
            and e.element_id = $2
            and v.valid_from <= $3
            and (v.valid_to is null or v.valid_to > $3)
            and case
                when $4::timestamptz is null then v.superseded_at is null
                else v.recorded_at <= $4 and (v.superseded_at is null or v.superseded_at > $4)
            end
        "#,
        key.registry.name(),
        key.id,
        at.valid.naive(),
        at.known,
    )
    .fetch_optional(conn)
    .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    let current_version = found.current_version;
    let line = Line {
        element_id: found.element_id,
        version: found.version,
        valid_from: found.valid_from,
        valid_to: found.valid_to,
        recorded_at: found.recorded_at,
        superseded_at: found.superseded_at,
        recorded_by: found.recorded_by,
        change_id: found.change_id,
        proposed_by: found.proposed_by,
        body: found.body,
    };
    Ok(Some((line.read()?, current_version)))
}

/// Lists elements of a registry by id, after an id, at most `limit` of them.
pub async fn list(
    conn: &mut PgConnection,
    registry: Registry,
    filter: &Filter,
    at: Point,
    after: &str,
    limit: i64,
) -> Result<Vec<Stored>, Fault> {
    let mut tx = conn.begin().await?;
    // What is asked for decides which index serves: the plan is made for these values, not for any.
    sqlx::query!(r#"select set_config('plan_cache_mode', 'force_custom_plan', true) as "mode!""#)
        .fetch_one(&mut *tx)
        .await?;
    let lines = if let Some(parent) = &filter.parent {
        children(&mut tx, registry, filter, parent, at, after, limit).await?
    } else {
        filtered(&mut tx, registry, filter, at, after, limit).await?
    };
    tx.commit().await?;
    lines.into_iter().map(Line::read).collect()
}

async fn filtered(
    conn: &mut PgConnection,
    registry: Registry,
    filter: &Filter,
    at: Point,
    after: &str,
    limit: i64,
) -> Result<Vec<Line>, Fault> {
    // Codes are digits and ':' follows '9', so a division with all below it is a range.
    let lines = sqlx::query_as!(
        Line,
        r#"
        select
            v.element_id, v.version, v.valid_from, v.valid_to,
            v.recorded_at, v.superseded_at, v.recorded_by, v.change_id, v.proposed_by, v.body
        from element_version v
        where v.registry = $1
            and v.element_id > $2
            and v.valid_from <= $3
            and (v.valid_to is null or v.valid_to > $3)
            and case
                when $4::timestamptz is null then v.superseded_at is null
                else v.recorded_at <= $4 and (v.superseded_at is null or v.superseded_at > $4)
            end
            and ($5::text is null or strpos(v.name, $5) > 0)
            and ($6::text is null or (v.division >= $6 and v.division < $6 || ':'))
            and ($7::text is null or v.element_id <> $7)
            and ($8::text[] is null or v.facets @> $8)
            and ($9::text is null or v.identity = $9)
            and ($10::date is null or v.expires < $10)
            and ($11 or coalesce(not v.facets @> array['merged=true'], true))
        order by v.element_id
        limit $12
        "#,
        registry.name(),
        after,
        at.valid.naive(),
        at.known,
        filter.name.as_deref(),
        filter.under.as_ref().map(DivisionCode::as_str),
        filter.except.as_deref(),
        Some(filter.facets.as_slice()).filter(|facets| !facets.is_empty()),
        filter.identity.as_deref(),
        filter.expiring_before.map(CivilDate::naive),
        filter.merged || registry != Registry::Party,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(lines)
}

/// Only divisions are listed by what they belong to.
async fn children(
    conn: &mut PgConnection,
    registry: Registry,
    filter: &Filter,
    parent: &str,
    at: Point,
    after: &str,
    limit: i64,
) -> Result<Vec<Line>, Fault> {
    let lines = sqlx::query_as!(
        Line,
        r#"
        select
            v.element_id, v.version, v.valid_from, v.valid_to,
            v.recorded_at, v.superseded_at, v.recorded_by, v.change_id, v.proposed_by, v.body
        from element_version v
        where v.registry = $1
            and v.parent_id = $2
            and v.element_id > $3
            and v.valid_from <= $4
            and (v.valid_to is null or v.valid_to > $4)
            and case
                when $5::timestamptz is null then v.superseded_at is null
                else v.recorded_at <= $5 and (v.superseded_at is null or v.superseded_at > $5)
            end
            and ($6::text is null or v.element_id <> $6)
        order by v.element_id
        limit $7
        "#,
        registry.name(),
        parent,
        after,
        at.valid.naive(),
        at.known,
        filter.except.as_deref(),
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(lines)
}

/// Lists every version of an element, newest record first, after a row; `None`: from the newest.
pub async fn versions(
    conn: &mut PgConnection,
    key: &Key,
    after: Option<RowKey>,
    limit: i64,
) -> Result<Vec<Stored>, Fault> {
    let lines = sqlx::query_as!(
        Line,
        r#"
        select
            v.element_id, v.version, v.valid_from, v.valid_to,
            v.recorded_at, v.superseded_at, v.recorded_by, v.change_id, v.proposed_by, v.body
        from element_version v
        where v.registry = $1
            and v.element_id = $2
            and ($3::bigint is null or (v.version, v.valid_from) < ($3, $4::date))
        order by v.version desc, v.valid_from desc
        limit $5
        "#,
        key.registry.name(),
        key.id,
        after.map(|row| row.version),
        after.map(|row| row.from.naive()),
        limit,
    )
    .fetch_all(conn)
    .await?;
    lines.into_iter().map(Line::read).collect()
}

impl Line {
    fn read(self) -> Result<Stored, Fault> {
        let from = read_date(self.valid_from)?;
        let to = self.valid_to.map(read_date).transpose()?;
        Ok(Stored {
            element_id: self.element_id,
            key: RowKey {
                version: self.version,
                from,
            },
            span: Span::new(from, to).ok_or_else(|| unreadable("span of days"))?,
            recorded_at: self.recorded_at,
            superseded_at: self.superseded_at,
            recorded_by: self.recorded_by,
            change_id: self.change_id,
            proposed_by: self.proposed_by,
            body: read_body(&self.body)?,
        })
    }
}
