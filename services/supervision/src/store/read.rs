//! One warning.

use feed::Hash;
use refusal::Fault;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Stored;

/// The warning of this id.
pub(crate) async fn get(conn: &mut PgConnection, id: Uuid) -> Result<Option<Stored>, Fault> {
    let row = sqlx::query_as!(
        Stored,
        r#"
        select
            warning_id, origin, rule, rule_version, case_id, object, case_code, agency_id, agency_name, division, domain,
            reason, citation, ground_on, raised_on, state, explain_by, question, explanation, outcome, close_note,
            version, chain_head as "chain_head: Hash", created_at, updated_at
        from warning
        where warning_id = $1
        "#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row)
}
