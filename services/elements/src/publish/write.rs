//! Writing many decisions at once.

use calendar::CivilDate;
use chrono::{DateTime, NaiveDate, Utc};
use clock::Entropy;
use feed::{Batch, Chain, Hash, Provenance};
use prost::Message as _;
use refusal::Fault;
use sqlx::PgConnection;

use super::{AGGREGATE, By, NotPublished};
use elements_domain::{Decision, Element, Key, Span};

/// Decisions that are written together, no two of the same element, as columns.
pub(super) struct Writing<'a> {
    by: &'a By,
    at: DateTime<Utc>,
    batch: Batch,
    elements: Elements,
    superseded: Rows,
    kept: Kept,
    recorded: Recorded,
}

/// What stands in `element`.
#[derive(Default)]
struct Elements {
    keys: Vec<Key>,
    versions: Vec<i64>,
    heads: Vec<Vec<u8>>,
    divisions: Vec<String>,
    names: Vec<String>,
}

/// Rows of `element_version`.
#[derive(Default)]
struct Rows {
    registries: Vec<String>,
    ids: Vec<String>,
    versions: Vec<i64>,
    from: Vec<NaiveDate>,
}

/// What is left of superseded rows.
#[derive(Default)]
struct Kept {
    old: Rows,
    versions: Vec<i64>,
    from: Vec<NaiveDate>,
    to: Vec<Option<NaiveDate>>,
}

/// What is recorded anew.
#[derive(Default)]
struct Recorded {
    rows: Rows,
    to: Vec<Option<NaiveDate>>,
    names: Vec<String>,
    divisions: Vec<String>,
    parents: Vec<Option<String>>,
    codes: Vec<Option<String>>,
    /// Facets of a row, joined: arrays of arrays must all have the same length.
    facets: Vec<String>,
    expires: Vec<Option<NaiveDate>>,
    bodies: Vec<Vec<u8>>,
}

impl<'a> Writing<'a> {
    /// Nothing is to be written yet.
    pub(super) fn new(by: &'a By, at: DateTime<Utc>) -> Self {
        let batch = Batch::new(Provenance {
            actor: by.publisher.clone(),
            request_id: by.request_id,
            trace_id: by.trace_id.clone(),
            at,
        });
        Self {
            by,
            at,
            batch,
            elements: Elements::default(),
            superseded: Rows::default(),
            kept: Kept::default(),
            recorded: Recorded::default(),
        }
    }

    /// Takes a decision in; `head` is the end of the element's hash chain, and so is the answer.
    pub(super) fn take(
        &mut self,
        mut decision: Decision,
        head: Hash,
        entropy: &dyn Entropy,
    ) -> Hash {
        let change_id = self.by.change_id.map(|id| id.to_string());
        decision.event.change_id = change_id.unwrap_or_default();
        decision.event.proposed_by.clone_from(&self.by.proposed_by);
        let mut chain = Chain::resume(
            AGGREGATE,
            decision.key.aggregate_id(),
            decision.division.as_str(),
            decision.version_before,
            head,
        );
        self.batch
            .seal(&mut chain, entropy.id(self.at), &decision.event);
        for old in &decision.superseded {
            self.superseded.push(&decision.key, old.version, old.from);
        }
        for (span, old) in &decision.kept {
            self.kept.old.push(&decision.key, old.version, old.from);
            self.kept.versions.push(decision.version);
            self.kept.from.push(span.from().naive());
            self.kept.to.push(end(*span));
        }
        if let Some((span, element)) = &decision.recorded {
            self.recorded.push(&decision, *span, element);
        }
        let elements = &mut self.elements;
        elements.keys.push(decision.key);
        elements.versions.push(decision.version);
        elements.heads.push(chain.head.to_vec());
        elements
            .divisions
            .push(decision.division.as_str().to_owned());
        elements.names.push(decision.name);
        chain.head
    }

    /// Writes everything.
    pub(super) async fn write(self, tx: &mut PgConnection) -> Result<(), NotPublished> {
        if self.batch.is_empty() {
            return Ok(());
        }
        self.write_elements(tx).await?;
        self.write_superseded(tx).await?;
        self.write_kept(tx).await?;
        self.write_recorded(tx).await?;
        feed::append(tx, &self.batch)
            .await
            .map_err(|error| self.overtaken(error))?;
        Ok(())
    }

    async fn write_elements(&self, tx: &mut PgConnection) -> Result<(), NotPublished> {
        let new = &self.elements;
        let (registries, ids): (Vec<String>, Vec<String>) = new
            .keys
            .iter()
            .map(|key| (key.registry.name().to_owned(), key.id.clone()))
            .unzip();
        let written = sqlx::query_file!(
            "queries/elements.sql",
            &registries,
            &ids,
            &new.versions,
            &new.heads,
            &new.divisions,
            &new.names,
            self.at,
        )
        .execute(&mut *tx)
        .await
        .map_err(|error| self.overtaken(error))?;
        if written.rows_affected() == u64::try_from(ids.len()).unwrap_or(u64::MAX) {
            Ok(())
        } else {
            Err(self.some_overtaken())
        }
    }

    async fn write_superseded(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        let old = &self.superseded;
        if old.ids.is_empty() {
            return Ok(());
        }
        sqlx::query!(
            r#"
            update element_version v
            set superseded_at = $5
            from unnest($1::text[], $2::text[], $3::bigint[], $4::date[])
                as old (registry, element_id, version, valid_from)
            where v.registry = old.registry
                and v.element_id = old.element_id
                and v.version = old.version
                and v.valid_from = old.valid_from
            "#,
            &old.registries,
            &old.ids,
            &old.versions,
            &old.from,
            self.at,
        )
        .execute(tx)
        .await?;
        Ok(())
    }

    async fn write_kept(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        let Kept {
            old,
            versions,
            from,
            to,
        } = &self.kept;
        if old.ids.is_empty() {
            return Ok(());
        }
        sqlx::query_file!(
            "queries/kept.sql",
            &old.registries,
            &old.ids,
            &old.versions,
            &old.from,
            versions,
            from,
            to as &[Option<NaiveDate>],
            self.at,
            self.by.publisher,
            self.by.change_id,
            self.by.proposed_by,
        )
        .execute(tx)
        .await?;
        Ok(())
    }

    async fn write_recorded(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        let new = &self.recorded;
        if new.rows.ids.is_empty() {
            return Ok(());
        }
        sqlx::query_file!(
            "queries/recorded.sql",
            &new.rows.registries,
            &new.rows.ids,
            &new.rows.versions,
            &new.rows.from,
            &new.to as &[Option<NaiveDate>],
            &new.names,
            &new.divisions,
            &new.parents as &[Option<String>],
            &new.codes as &[Option<String>],
            &new.facets,
            &new.expires as &[Option<NaiveDate>],
            &new.bodies,
            self.at,
            self.by.publisher,
            self.by.change_id,
            self.by.proposed_by,
        )
        .execute(tx)
        .await?;
        Ok(())
    }

    /// Somebody who wrote the same element at the same time was faster, or it is a fault.
    fn overtaken(&self, error: sqlx::Error) -> NotPublished {
        let deadlock = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .is_some_and(|code| code.starts_with("40"));
        if deadlock || feed::is_version_conflict(&error) {
            self.some_overtaken()
        } else {
            NotPublished::Fault(error.into())
        }
    }

    fn some_overtaken(&self) -> NotPublished {
        match self.elements.keys.first() {
            Some(key) => NotPublished::Overtaken { key: key.clone() },
            None => NotPublished::Fault(Fault::internal(Nothing)),
        }
    }
}

/// Nothing was to be written, and yet something was in the way.
#[derive(Debug, thiserror::Error)]
#[error("nothing was to be written")]
struct Nothing;

impl Rows {
    fn push(&mut self, key: &Key, version: i64, from: CivilDate) {
        self.registries.push(key.registry.name().to_owned());
        self.ids.push(key.id.clone());
        self.versions.push(version);
        self.from.push(from.naive());
    }
}

impl Recorded {
    fn push(&mut self, decision: &Decision, span: Span, element: &Element) {
        self.rows.push(&decision.key, decision.version, span.from());
        self.to.push(end(span));
        self.names.push(element.name().to_owned());
        self.divisions.push(decision.division.as_str().to_owned());
        self.parents.push(element.parent().map(str::to_owned));
        self.codes.push(element.identity().map(str::to_owned));
        self.facets.push(element.facets().join("\u{1f}"));
        self.expires.push(element.expires().map(CivilDate::naive));
        self.bodies.push(element.to_proto().encode_to_vec());
    }
}

fn end(span: Span) -> Option<NaiveDate> {
    span.to().map(CivilDate::naive)
}
