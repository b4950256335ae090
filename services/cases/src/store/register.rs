//! The register of filed acts in PostgreSQL.

use calendar::CivilDate;
use cases_domain::register::{Filing, filing};
use cases_domain::{Case, CaseId};
use refusal::Fault;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::merged_with;

/// Constraint that lets one of two acts pass that were judged on the same entries.
const CONSTRAINT: &str = "act_register_pkey";

/// What the register holds of a party.
#[derive(Debug, Default)]
pub(crate) struct Registered {
    /// How each case stands that was filed against the party or those merged into it, by case.
    pub(crate) filings: Vec<Filing>,
    /// Number of the party's newest entry; 0: it has none.
    pub(crate) newest: i32,
}

/// Whether the statement failed because another act changed the register meanwhile: look again.
pub(crate) fn is_register_conflict(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|e| e.constraint()) == Some(CONSTRAINT)
}

/// What the register holds of a party, and of those that were merged into it.
pub(crate) async fn registered(
    conn: &mut PgConnection,
    party: &str,
    on: CivilDate,
) -> Result<Registered, Fault> {
    // The newest first: whatever is added after is of a higher number.
    let newest = sqlx::query_scalar!(
        r#"
        select max(number)
        from act_register
        where party_id = $1
        "#,
        party
    )
    .fetch_one(&mut *conn)
    .await?;
    let parties = merged_with(conn, party, on).await?;
    let filings = sqlx::query_scalar!(
        r#"
        select distinct on (case_id) filing as "filing: Json<Filing>"
        from act_register
        where party_id = any ($1)
        order by case_id, number desc
        "#,
        &parties
    )
    .fetch_all(conn)
    .await?;
    Ok(Registered {
        filings: filings.into_iter().map(|filing| filing.0).collect(),
        newest: newest.unwrap_or(0),
    })
}

/// What an act changes in the register; none: nothing.
pub(crate) fn change(before: Option<&Case>, after: &Case) -> Option<Filing> {
    let stands = filing(after)?;
    (before.and_then(filing).as_ref() != Some(&stands)).then_some(stands)
}

/// Adds how a case stands, after the entry that was the newest when it was judged; none: after whichever is.
pub(crate) async fn add(
    conn: &mut PgConnection,
    filing: &Filing,
    seen: Option<i32>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into act_register (party_id, number, case_id, filing)
        select $1, coalesce($2, (select max(number) from act_register where party_id = $1), 0) + 1, $3, $4
        "#,
        filing.party.as_str(),
        seen,
        filing.case.0,
        Json(filing) as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Penalties of which the register holds nothing, in the order of their ids.
pub(crate) async fn unregistered(
    conn: &mut PgConnection,
    after: CaseId,
    limit: i64,
) -> Result<Vec<Case>, Fault> {
    let cases = sqlx::query_scalar!(
        r#"
        select c.state as "state: Json<Case>"
        from cases c
        where c.case_id > $1
            and c.procedure <> 'INSPECTION'
            and not exists (select from act_register r where r.case_id = c.case_id)
        order by c.case_id
        limit $2
        "#,
        after.0,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(cases.into_iter().map(|case| case.0).collect())
}
