//! Leads in PostgreSQL.

use std::collections::BTreeSet;

use calendar::CivilDate;
use cases_domain::LeadId;
use chrono::{DateTime, NaiveDate, Utc};
use feed::Hash;
use leads_domain::{Lead, Source};
use refusal::Fault;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::{Informant, Kept};
use crate::store::{Viewer, read_date};

/// Constraint by which the same number of the same source is the same lead.
const NUMBER: &str = "lead_source_number_key";

/// Which leads are wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only of this agency.
    pub(crate) agency: Option<String>,
    /// Only of this division and below.
    pub(crate) division: Option<String>,
    /// Only at this step.
    pub(crate) step: Option<&'static str>,
    /// Only of this source.
    pub(crate) source: Option<&'static str>,
    /// Only those that are late.
    pub(crate) overdue: bool,
    /// Only those that this officer verifies.
    pub(crate) officer: Option<String>,
    /// Only those that have ended, or that have not.
    pub(crate) ended: Option<bool>,
    /// Only of this number of its source.
    pub(crate) source_number: Option<String>,
}

/// One row of queries/leads.sql, and of every other way to a lead.
struct Line {
    version: i64,
    chain_head: Hash,
    state: Json<Lead>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    informant_name: Option<String>,
    informant_contact: Option<String>,
}

impl From<Line> for Kept {
    fn from(line: Line) -> Self {
        Self {
            lead: line.state.0,
            version: line.version,
            head: line.chain_head,
            informant: line
                .informant_name
                .zip(line.informant_contact)
                .map(|(name, contact)| Informant { name, contact }),
            created_at: line.created_at,
            updated_at: line.updated_at,
        }
    }
}

/// The lead of this id.
pub(crate) async fn get(conn: &mut PgConnection, id: LeadId) -> Result<Option<Kept>, Fault> {
    let line = sqlx::query_as!(
        Line,
        r#"
        select
            version, chain_head as "chain_head: Hash", state as "state: Json<Lead>", created_at, updated_at,
            informant_name, informant_contact
        from lead
        where lead_id = $1
        "#,
        id.0
    )
    .fetch_optional(conn)
    .await?;
    Ok(line.map(Kept::from))
}

/// The lead that a source knows by a number.
pub(crate) async fn by_number(
    conn: &mut PgConnection,
    source: Source,
    number: &str,
) -> Result<Option<Kept>, Fault> {
    let line = sqlx::query_as!(
        Line,
        r#"
        select
            version, chain_head as "chain_head: Hash", state as "state: Json<Lead>", created_at, updated_at,
            informant_name, informant_contact
        from lead
        where source = $1 and source_number = $2
        "#,
        source.name(),
        number
    )
    .fetch_optional(conn)
    .await?;
    Ok(line.map(Kept::from))
}

/// The leads that a principal reported, newest first, older than `after`, at most `limit`.
pub(crate) async fn reported(
    conn: &mut PgConnection,
    principal: &str,
    after: Option<LeadId>,
    limit: i64,
) -> Result<Vec<Kept>, Fault> {
    let lines = sqlx::query_as!(
        Line,
        r#"
        select
            version, chain_head as "chain_head: Hash", state as "state: Json<Lead>", created_at, updated_at,
            informant_name, informant_contact
        from lead
        where reported_by = $1 and ($2::uuid is null or lead_id < $2)
        order by lead_id desc
        limit $3
        "#,
        principal,
        after.map(|id| id.0),
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(lines.into_iter().map(Kept::from).collect())
}

/// The leads that the viewer may see, newest first, older than `after`, at most `limit`. Late are those that are so today.
pub(crate) async fn list(
    conn: &mut PgConnection,
    viewer: &Viewer,
    filter: &Filter,
    today: CivilDate,
    (after, limit): (Option<LeadId>, i64),
) -> Result<Vec<Kept>, Fault> {
    let lines = sqlx::query_file_as!(
        Line,
        "queries/leads.sql",
        after.map(|id| id.0),
        limit,
        filter.agency.as_deref(),
        filter.division.as_deref(),
        filter.step,
        filter.source,
        filter.overdue,
        today.naive(),
        filter.officer.as_deref(),
        filter.ended,
        filter.source_number.as_deref(),
        &viewer.parts,
        &viewer.overseen_at(|length| length == 2),
        &viewer.overseen_at(|length| length == 4),
        &viewer.overseen_at(|length| length == 6),
        &viewer.overseen_at(|length| length > 6),
    )
    .fetch_all(conn)
    .await?;
    Ok(lines.into_iter().map(Kept::from).collect())
}

/// A lead with a clock that may have something to do, and the place to go on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pending {
    /// The lead.
    pub(crate) lead_id: LeadId,
    /// Last day of its first clock.
    pub(crate) due: CivilDate,
}

/// Leads whose first clock has run out.
pub(crate) async fn pending(
    conn: &mut PgConnection,
    today: CivilDate,
    after: Option<Pending>,
    limit: i64,
) -> Result<Vec<Pending>, Fault> {
    let rows = sqlx::query!(
        r#"
        select lead_id, due_on as "due_on!"
        from lead
        where due_on < $1
            and not provisional
            and ($2::date is null or (due_on, lead_id) > ($2, $3))
        order by due_on, lead_id
        limit $4
        "#,
        today.naive(),
        after.map(|place| place.due.naive()),
        after.map(|place| place.lead_id.0),
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Pending {
                lead_id: LeadId(row.lead_id),
                due: read_date(row.due_on)?,
            })
        })
        .collect()
}

/// Leads with a clock that runs, in the order of their ids, after one.
pub(crate) async fn running(
    conn: &mut PgConnection,
    after: LeadId,
    limit: i64,
) -> Result<Vec<LeadId>, Fault> {
    let ids = sqlx::query_scalar!(
        r#"
        select lead_id
        from lead
        where due_on is not null and lead_id > $1
        order by lead_id
        limit $2
        "#,
        after.0,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(LeadId).collect())
}

/// What a lead's row shows besides its state.
struct Columns {
    turn: Option<String>,
    officers: Vec<String>,
    due: Option<NaiveDate>,
    provisional: bool,
    parts: Vec<String>,
}

impl Columns {
    fn of(lead: &Lead) -> Self {
        let next = lead.next_due();
        Self {
            turn: lead.turn().map(|agency| agency.id.to_string()),
            officers: lead.officers.iter().map(|it| it.id.to_string()).collect(),
            due: next.map(|deadline| deadline.due.naive()),
            provisional: next.is_some_and(|deadline| deadline.provisional),
            parts: parts(lead).into_iter().collect(),
        }
    }
}

/// Who has a part in a lead.
fn parts(lead: &Lead) -> BTreeSet<String> {
    let agencies = lead.agencies();
    let agencies = agencies.iter().map(|id| format!("agency:{id}"));
    let officers = lead.officers.iter().map(|it| format!("officer:{}", it.id));
    agencies.chain(officers).collect()
}

/// Writes the row of a lead in the transaction of its act; false: it no longer stands at the version that was judged.
pub(crate) async fn write(
    conn: &mut PgConnection,
    before: Option<i64>,
    after: &Kept,
) -> sqlx::Result<bool> {
    let columns = Columns::of(&after.lead);
    let written = match before {
        None => insert(&mut *conn, after, &columns).await?,
        Some(version) => update(&mut *conn, version, after, &columns).await?,
    };
    if written {
        sqlx::query!(
            r#"
            insert into lead_part (part, lead_id)
            select part, $2 from unnest($1::text[]) as part
            on conflict on constraint lead_part_pkey do nothing
            "#,
            &columns.parts,
            after.lead.id.0
        )
        .execute(conn)
        .await?;
    }
    Ok(written)
}

async fn insert(conn: &mut PgConnection, after: &Kept, columns: &Columns) -> sqlx::Result<bool> {
    let lead = &after.lead;
    let report = &lead.report;
    let number = Some(report.source_number.as_str()).filter(|number| !number.is_empty());
    let written = sqlx::query!(
        r#"
        insert into lead (
            lead_id, source, source_number, reported_by, agency_id, turn_agency_id, division, step, ended, officer_ids,
            due_on, provisional, overdue, version, chain_head, state, created_at, updated_at, informant_name,
            informant_contact
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        "#,
        lead.id.0,
        report.source.name(),
        number,
        report.reported_by,
        lead.agency.id.as_str(),
        columns.turn.as_deref(),
        report.division.as_str(),
        lead.step.name(),
        lead.step.is_final(),
        &columns.officers,
        columns.due,
        columns.provisional,
        lead.is_overdue(),
        after.version,
        after.head.as_slice(),
        Json(lead) as _,
        after.created_at,
        after.updated_at,
        after.informant.as_ref().map(|it| it.name.as_str()),
        after.informant.as_ref().map(|it| it.contact.as_str())
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected() == 1)
}

async fn update(
    conn: &mut PgConnection,
    version: i64,
    after: &Kept,
    columns: &Columns,
) -> sqlx::Result<bool> {
    let lead = &after.lead;
    let written = sqlx::query!(
        r#"
        update lead
        set agency_id = $3, turn_agency_id = $4, step = $5, ended = $6, officer_ids = $7, due_on = $8, provisional = $9,
            overdue = $10, version = $11, chain_head = $12, state = $13, updated_at = $14
        where lead_id = $1 and version = $2
        "#,
        lead.id.0,
        version,
        lead.agency.id.as_str(),
        columns.turn.as_deref(),
        lead.step.name(),
        lead.step.is_final(),
        &columns.officers,
        columns.due,
        columns.provisional,
        lead.is_overdue(),
        after.version,
        after.head.as_slice(),
        Json(lead) as _,
        after.updated_at
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Whether the statement failed because the source's number was registered meanwhile: look again.
pub(crate) fn is_number_conflict(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|e| e.constraint()) == Some(NUMBER)
}
