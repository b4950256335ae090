//! Loading what a change is decided on.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use feed::{Answer, Hash};
use refusal::Fault;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{read_body, read_date, read_division, unreadable};
use crate::domain::{Key, Known, Registry, Row, RowKey, Span};

/// What is to be looked up for a change.
#[derive(Debug)]
pub(crate) struct Wanted<'a> {
    /// Who asks.
    pub(crate) principal: &'a str,
    /// By which request.
    pub(crate) request_id: Uuid,
    /// The element to be changed.
    pub(crate) key: &'a Key,
    /// Elements it refers to.
    pub(crate) references: Vec<Key>,
    /// Code that no other element may carry for the same days.
    pub(crate) identity: Option<&'a str>,
    /// The days.
    pub(crate) span: Span,
}

/// What was found.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The answer already given to the request.
    pub(crate) answer: Option<Answer>,
    /// The element to be changed; `None`: it is new.
    pub(crate) known: Option<Known>,
    /// End of its hash chain.
    pub(crate) head: Hash,
    /// Elements it refers to.
    pub(crate) others: BTreeMap<Key, Vec<Row>>,
    /// Another element with the same identity.
    pub(crate) namesake: Option<String>,
}

/// One row of queries/load.sql.
struct Line {
    method: Option<String>,
    payload_hash: Option<Hash>,
    response: Option<Vec<u8>>,
    namesake: Option<String>,
    registry: Option<String>,
    element_id: Option<String>,
    version: Option<i64>,
    chain_head: Option<Hash>,
    division: Option<String>,
    name: Option<String>,
    changed_at: Option<DateTime<Utc>>,
    managed_by: Option<String>,
    adopted_position: Option<i64>,
    row_version: Option<i64>,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    body: Option<Vec<u8>>,
}

/// Looks up everything that a change is decided on, in one statement.
pub(crate) async fn load(conn: &mut PgConnection, wanted: &Wanted<'_>) -> Result<Loaded, Fault> {
    let (registries, ids) = wanted.columns();
    let lines = sqlx::query_file_as!(
        Line,
        "queries/load.sql",
        wanted.principal,
        wanted.request_id,
        &registries,
        &ids,
        wanted.key.registry.name(),
        wanted.key.id,
        wanted.identity,
        wanted.span.from().naive(),
        wanted.span.to().map(calendar::CivilDate::naive),
    )
    .fetch_all(conn)
    .await?;
    let mut loaded = Loaded {
        answer: None,
        known: None,
        head: Hash::ZERO,
        others: BTreeMap::new(),
        namesake: None,
    };
    for line in lines {
        loaded.take(line, wanted.key)?;
    }
    Ok(loaded)
}

impl Wanted<'_> {
    /// Registry and id of every element to be looked up, none twice.
    fn columns(&self) -> (Vec<String>, Vec<String>) {
        let mut keys: Vec<&Key> = self.references.iter().chain([self.key]).collect();
        keys.sort();
        keys.dedup();
        keys.into_iter()
            .map(|key| (key.registry.name().to_owned(), key.id.clone()))
            .unzip()
    }
}

impl Loaded {
    fn take(&mut self, line: Line, changed: &Key) -> Result<(), Fault> {
        let row = line.row()?;
        let key = line.key()?;
        if let Some(key) = key {
            if key == *changed {
                if self.known.is_none() {
                    (self.known, self.head) = line.aggregate()?;
                }
                if let Some(known) = &mut self.known {
                    known.rows.extend(row.clone());
                }
            }
            // An element may refer to itself only by mistake; then it is both.
            self.others.entry(key).or_default().extend(row);
        }
        self.answer = Answer::from_columns(line.method, line.payload_hash, line.response);
        self.namesake = line.namesake;
        Ok(())
    }
}

impl Line {
    fn key(&self) -> Result<Option<Key>, Fault> {
        let Some((registry, id)) = self.registry.as_deref().zip(self.element_id.as_deref()) else {
            return Ok(None);
        };
        let registry = Registry::named(registry).ok_or_else(|| unreadable("registry"))?;
        Ok(Some(Key::new(registry, id)))
    }

    fn aggregate(&self) -> Result<(Option<Known>, Hash), Fault> {
        let whole = || unreadable("element");
        let known = Known {
            version: self.version.ok_or_else(whole)?,
            changed_at: self.changed_at.ok_or_else(whole)?,
            division: read_division(self.division.as_deref().ok_or_else(whole)?)?,
            name: self.name.clone().ok_or_else(whole)?,
            rows: Vec::new(),
            managed_by: self.managed_by.clone(),
            adopted_position: self.adopted_position,
        };
        Ok((Some(known), self.chain_head.ok_or_else(whole)?))
    }

    fn row(&self) -> Result<Option<Row>, Fault> {
        let Some((version, from)) = self.row_version.zip(self.valid_from) else {
            return Ok(None);
        };
        let from = read_date(from)?;
        let to = self.valid_to.map(read_date).transpose()?;
        let body = self
            .body
            .as_deref()
            .ok_or_else(|| unreadable("body of an element"))?;
        Ok(Some(Row {
            key: RowKey { version, from },
            span: Span::new(from, to).ok_or_else(|| unreadable("span of days"))?,
            body: read_body(body)?,
        }))
    }
}
