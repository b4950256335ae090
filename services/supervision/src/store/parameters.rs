//! Settings of the rules' parameters.

use chrono::{DateTime, Utc};
use feed::{Batch, Hash};
use refusal::Fault;
use sqlx::PgConnection;

use crate::parameters::{Setting, Settings};

/// Every setting that was ever made.
pub(crate) async fn load_settings(conn: &mut PgConnection) -> Result<Settings, Fault> {
    let rows = sqlx::query_as!(
        Setting,
        r#"
        select division, domain, rule, parameter, value, revision, set_by, set_at
        from rule_parameter
        order by division, domain, rule, parameter, revision
        "#
    )
    .fetch_all(conn)
    .await?;
    Ok(Settings::new(rows))
}

/// The newest revision of a setting and the end of its hash chain; none: it was never made.
pub(crate) async fn newest(
    conn: &mut PgConnection,
    division: &str,
    domain: &str,
    rule: &str,
    parameter: &str,
) -> Result<Option<(i64, Hash)>, Fault> {
    let row = sqlx::query!(
        r#"
        select revision, chain_head as "head: Hash"
        from rule_parameter
        where division = $1 and domain = $2 and rule = $3 and parameter = $4
        order by revision desc
        limit 1
        "#,
        division,
        domain,
        rule,
        parameter
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.revision, row.head)))
}

/// A setting to be made.
#[derive(Debug)]
pub(crate) struct Setter<'a> {
    pub(crate) division: &'a str,
    pub(crate) domain: &'a str,
    pub(crate) rule: &'a str,
    pub(crate) parameter: &'a str,
    pub(crate) revision: i64,
    pub(crate) value: i64,
    pub(crate) set_by: &'a str,
    pub(crate) set_at: DateTime<Utc>,
    pub(crate) note: &'a str,
    pub(crate) head: Hash,
    pub(crate) batch: &'a Batch,
}

/// Makes a setting, with its event and the answer.
pub(crate) async fn set_parameter(conn: &mut PgConnection, it: &Setter<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into rule_parameter (
            division, domain, rule, parameter, revision, value, set_by, set_at, note, chain_head
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        "#,
        it.division,
        it.domain,
        it.rule,
        it.parameter,
        it.revision,
        it.value,
        it.set_by,
        it.set_at,
        it.note,
        it.head.as_slice()
    )
    .execute(&mut *conn)
    .await?;
    feed::append(conn, it.batch).await?;
    Ok(())
}
