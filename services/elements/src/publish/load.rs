//! Loading what is known, many elements at once.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use feed::Hash;
use refusal::Fault;
use sqlx::PgConnection;

use crate::store::{read_body, read_date, read_division, unreadable};
use elements_domain::{Key, Known, Registry, Row, RowKey, Span};

/// An element as it is now known.
#[derive(Debug)]
pub(crate) struct Held {
    /// What is known.
    pub(crate) known: Known,
    /// End of its hash chain.
    pub(crate) head: Hash,
    /// Codes that its rows carry, and for which days.
    pub(crate) codes: BTreeMap<RowKey, (Span, String)>,
}

/// An element that carries a code for some days.
#[derive(Debug)]
pub(super) struct Carrier {
    pub(super) registry: Registry,
    pub(super) code: String,
    pub(super) element_id: String,
    pub(super) span: Span,
}

/// One row of queries/known.sql.
struct Line {
    registry: String,
    element_id: String,
    version: i64,
    chain_head: Hash,
    division: String,
    name: String,
    changed_at: DateTime<Utc>,
    managed_by: Option<String>,
    adopted_position: Option<i64>,
    row_version: Option<i64>,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    identity: Option<String>,
    body: Option<Vec<u8>>,
}

/// One element; `None`: there is none yet.
pub(crate) async fn load_one(conn: &mut PgConnection, key: &Key) -> Result<Option<Held>, Fault> {
    Ok(load(conn, &[key]).await?.remove(key))
}

/// Elements that are there, by key.
pub(super) async fn load(
    conn: &mut PgConnection,
    keys: &[&Key],
) -> Result<BTreeMap<Key, Held>, Fault> {
    let (registries, ids) = columns(keys);
    let lines = sqlx::query_file_as!(Line, "queries/known.sql", &registries, &ids)
        .fetch_all(conn)
        .await?;
    gather(lines)
}

/// Every element of a small registry.
pub(super) async fn load_registry(
    conn: &mut PgConnection,
    registry: Registry,
) -> Result<BTreeMap<Key, Held>, Fault> {
    let ids = sqlx::query_scalar!(
        "select element_id from element where registry = $1 order by element_id",
        registry.name()
    )
    .fetch_all(&mut *conn)
    .await?;
    let keys: Vec<Key> = ids.into_iter().map(|id| Key::new(registry, id)).collect();
    if keys.is_empty() {
        return Ok(BTreeMap::new());
    }
    load(conn, &keys.iter().collect::<Vec<_>>()).await
}

/// Who carries these codes, as now known.
pub(super) async fn carriers(
    conn: &mut PgConnection,
    codes: &[(Registry, &str)],
) -> Result<Vec<Carrier>, Fault> {
    let registries: Vec<String> = codes.iter().map(|(it, _)| it.name().to_owned()).collect();
    let codes: Vec<String> = codes.iter().map(|(_, code)| (*code).to_owned()).collect();
    let lines = sqlx::query!(
        r#"
        select v.registry, v.identity as "code!", v.element_id, v.valid_from, v.valid_to
        from unnest($1::text[], $2::text[]) as wanted (registry, code)
        join element_version v
            on v.registry = wanted.registry
            and v.identity = wanted.code
            and v.identity is not null
            and v.superseded_at is null
        "#,
        &registries,
        &codes
    )
    .fetch_all(conn)
    .await?;
    lines
        .into_iter()
        .map(|line| {
            Ok(Carrier {
                registry: read_registry(&line.registry)?,
                code: line.code,
                element_id: line.element_id,
                span: read_span(line.valid_from, line.valid_to)?,
            })
        })
        .collect()
}

/// Registry and id of each key.
pub(super) fn columns(keys: &[&Key]) -> (Vec<String>, Vec<String>) {
    keys.iter()
        .map(|key| (key.registry.name().to_owned(), key.id.clone()))
        .unzip()
}

fn gather(lines: Vec<Line>) -> Result<BTreeMap<Key, Held>, Fault> {
    let mut found = BTreeMap::new();
    for line in lines {
        let key = Key::new(read_registry(&line.registry)?, line.element_id.clone());
        let row = line.row()?;
        let code = line.identity.clone();
        let held = match found.entry(key) {
            std::collections::btree_map::Entry::Occupied(held) => held.into_mut(),
            std::collections::btree_map::Entry::Vacant(place) => place.insert(line.held()?),
        };
        if let Some(row) = row {
            if let Some(code) = code {
                held.codes.insert(row.key, (row.span, code));
            }
            held.known.rows.push(row);
        }
    }
    Ok(found)
}

impl Line {
    fn held(self) -> Result<Held, Fault> {
        Ok(Held {
            known: Known {
                version: self.version,
                changed_at: self.changed_at,
                division: read_division(&self.division)?,
                name: self.name,
                rows: Vec::new(),
                managed_by: self.managed_by,
                adopted_position: self.adopted_position,
            },
            head: self.chain_head,
            codes: BTreeMap::new(),
        })
    }

    fn row(&self) -> Result<Option<Row>, Fault> {
        let Some((version, from)) = self.row_version.zip(self.valid_from) else {
            return Ok(None);
        };
        let body = self.body.as_deref();
        let body = read_body(body.ok_or_else(|| unreadable("body of an element"))?)?;
        let span = read_span(from, self.valid_to)?;
        let key = RowKey {
            version,
            from: span.from(),
        };
        Ok(Some(Row { key, span, body }))
    }
}

fn read_registry(name: &str) -> Result<Registry, Fault> {
    Registry::named(name).ok_or_else(|| unreadable("registry"))
}

fn read_span(from: NaiveDate, to: Option<NaiveDate>) -> Result<Span, Fault> {
    Span::new(read_date(from)?, to.map(read_date).transpose()?)
        .ok_or_else(|| unreadable("span of days"))
}
