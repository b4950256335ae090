//! What an act that was recorded off-line asks of the cases: who changed one meanwhile, and whether an id is free.

use cases_domain::CaseId;
use refusal::Fault;
use sqlx::PgConnection;

/// Constraint that lets one of two openings pass which name the same case.
const CASE: &str = "cases_pkey";

/// Whether anybody but the clock, the platform and this device of the account changed the case after a version.
pub(crate) async fn changed_by_others(
    conn: &mut PgConnection,
    case_id: CaseId,
    seen: i64,
    (principal, device): (&str, &str),
) -> Result<bool, Fault> {
    let nobody = [crate::clocks::PRINCIPAL, crate::settle::PRINCIPAL].map(str::to_owned);
    let changed = sqlx::query_scalar!(
        r#"
        select exists (
            select
            from record r
            where r.aggregatetype = 'case' and r.aggregateid = $1 and r.aggregateversion > $2 and r.actor <> all ($3)
                and not (r.actor = $4 and exists (
                    select
                    from offline_command o
                    where o.principal = $4 and o.command_id = r.request_id and o.device_id = $5
                ))
        ) as "changed!"
        "#,
        case_id.to_string(),
        seen,
        &nobody,
        principal,
        device
    )
    .fetch_one(conn)
    .await?;
    Ok(changed)
}

/// Whether there is a case of this id, whoever may see it.
pub(crate) async fn is_taken(conn: &mut PgConnection, id: CaseId) -> Result<bool, Fault> {
    let taken = sqlx::query_scalar!(
        r#"select exists (select from cases where case_id = $1) as "taken!""#,
        id.0
    )
    .fetch_one(conn)
    .await?;
    Ok(taken)
}

/// Whether the act failed because another opened a case under the same id.
pub(crate) fn is_case_conflict(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|e| e.constraint()) == Some(CASE)
}
