//! Reading one case.

use cases_domain::{Case, CaseCode, CaseId, DocumentNumber};
use refusal::Fault;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::Stored;

/// The case of this id.
pub(crate) async fn get(conn: &mut PgConnection, id: CaseId) -> Result<Option<Stored>, Fault> {
    let row = sqlx::query!(
        r#"
        select version, state as "state: Json<Case>", created_at, updated_at
        from cases
        where case_id = $1
        "#,
        id.0
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Stored {
        case: row.state.0,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }))
}

/// The cases of these ids, in no order; those that are not there are left out.
pub(crate) async fn get_all(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Stored>, Fault> {
    let rows = sqlx::query!(
        r#"
        select version, state as "state: Json<Case>", created_at, updated_at
        from cases
        where case_id = any($1)
        "#,
        ids
    )
    .fetch_all(conn)
    .await?;
    let stored = rows.into_iter().map(|row| Stored {
        case: row.state.0,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    });
    Ok(stored.collect())
}

/// The cases after an id, by their ids, at most `limit`.
pub(crate) async fn cases_after(
    conn: &mut PgConnection,
    after: Uuid,
    limit: i64,
) -> Result<Vec<Case>, Fault> {
    let rows = sqlx::query_scalar!(
        r#"
        select state as "state: Json<Case>"
        from cases
        where case_id > $1
        order by case_id
        limit $2
        "#,
        after,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|state| state.0).collect())
}

/// The case of this identity code.
pub(crate) async fn by_code(
    conn: &mut PgConnection,
    code: CaseCode,
) -> Result<Option<Stored>, Fault> {
    let row = sqlx::query!(
        r#"
        select version, state as "state: Json<Case>", created_at, updated_at
        from cases
        where code = $1
        "#,
        code.plain()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Stored {
        case: row.state.0,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }))
}

/// The case of this document number.
pub(crate) async fn by_number(
    conn: &mut PgConnection,
    number: &DocumentNumber,
) -> Result<Option<Stored>, Fault> {
    let row = sqlx::query!(
        r#"
        select c.version, c.state as "state: Json<Case>", c.created_at, c.updated_at
        from document_number d
        join cases c on c.case_id = d.case_id
        where d.prefix = $1 and d.year = $2::integer and d.number = $3::bigint
        "#,
        number.prefix(),
        i32::from(number.year()),
        i64::from(number.number())
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Stored {
        case: row.state.0,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }))
}
