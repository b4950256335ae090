//! The entries of a change as they are published.

use calendar::CivilDate;
use chrono::NaiveDate;
use refusal::{Failure, Fault, Refusal, etag};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::publish::Entry;
use crate::store::{read_body, read_date, unreadable};
use elements_domain::{Change, Element, Key, Registry, Span, reasons};

/// One row of `change_entry`.
struct Line {
    registry: String,
    element_id: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    body: Option<Vec<u8>>,
}

/// The entries of a change, in their order.
///
/// # Refuses
/// Malformed, where a rule for bodies has become stricter since the change was proposed.
pub(super) async fn read(
    conn: &mut PgConnection,
    change_id: Uuid,
    today: CivilDate,
) -> Result<Vec<Entry>, Failure> {
    let lines = sqlx::query_as!(
        Line,
        r#"
        select registry, element_id, valid_from, valid_to, body
        from change_entry
        where change_id = $1
        order by ordinal
        "#,
        change_id
    )
    .fetch_all(conn)
    .await?;
    lines.into_iter().map(|line| line.read(today)).collect()
}

/// Checks that every element still stands where it stood when the change was proposed; they are locked already.
///
/// # Refuses
/// `ELEMENT_MOVED`, naming the element.
pub(super) async fn check_unmoved(conn: &mut PgConnection, change_id: Uuid) -> Result<(), Failure> {
    let moved = sqlx::query!(
        r#"
        select entry.registry, entry.element_id, coalesce(e.version, 0) as "version!"
        from (
            select registry, element_id, min(ordinal) as ordinal, min(seen) as seen
            from change_entry
            where change_id = $1
            group by registry, element_id
        ) entry
        left join element e on e.registry = entry.registry and e.element_id = entry.element_id
        where entry.seen <> coalesce(e.version, 0)
        order by entry.ordinal
        limit 1
        "#,
        change_id
    )
    .fetch_optional(conn)
    .await?;
    let Some(moved) = moved else {
        return Ok(());
    };
    let registry = read_registry(&moved.registry)?;
    let (zh, id) = (registry.zh(), moved.element_id);
    let refusal = Refusal::new(
        &reasons::ELEMENT_MOVED,
        format!("{registry} {id:?} has changed since the change was proposed"),
        format!("{zh}“{id}”在该变更单提出后已有变动，请核对现状后重新提出"),
    );
    let refusal = refusal
        .with_metadata("registry", registry.name())
        .with_metadata("element_id", id)
        .with_metadata("current_etag", etag::write(moved.version));
    Err(refusal.into())
}

/// The registry of that name.
pub(super) fn read_registry(name: &str) -> Result<Registry, Fault> {
    Registry::named(name).ok_or_else(|| unreadable("registry"))
}

/// The days between two dates.
pub(super) fn read_span(from: NaiveDate, to: Option<NaiveDate>) -> Result<Span, Fault> {
    Span::new(read_date(from)?, to.map(read_date).transpose()?)
        .ok_or_else(|| unreadable("span of days"))
}

impl Line {
    fn read(self, today: CivilDate) -> Result<Entry, Failure> {
        let span = read_span(self.valid_from, self.valid_to)?;
        let change = match self.body {
            Some(body) => {
                let element = Element::read(read_body(&body)?, span, today)?;
                Change::Record(Box::new(element))
            }
            None => Change::Withdraw(Key::new(read_registry(&self.registry)?, self.element_id)),
        };
        Ok(Entry {
            change,
            span,
            seen: None,
        })
    }
}
