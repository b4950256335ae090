//! How far each feed is counted, as one snapshot has it.

use chrono::{DateTime, Utc};
use refusal::Fault;
use sqlx::PgConnection;

/// How far one feed is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Consumer.
    pub(crate) consumer: String,
    /// Position of its checkpoint.
    pub(crate) position: i64,
    /// When the newest event counted was recorded.
    pub(crate) event_time: Option<DateTime<Utc>>,
    /// Events that were set aside and wait.
    pub(crate) set_aside: i64,
}

/// Notes when the newest event counted was recorded; what is counted late does not turn it back.
pub(crate) async fn mark(
    conn: &mut PgConnection,
    consumer: &str,
    event_time: DateTime<Utc>,
) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        insert into watermark as w (consumer, event_time)
        values ($1, $2)
        on conflict on constraint watermark_pkey do update
        set event_time = greatest(w.event_time, excluded.event_time)
        "#,
        consumer,
        event_time
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets it.
pub(crate) async fn forget(conn: &mut PgConnection, consumer: &str) -> Result<(), Fault> {
    sqlx::query!("delete from watermark where consumer = $1", consumer)
        .execute(conn)
        .await?;
    Ok(())
}

/// Every feed that is counted.
pub(crate) async fn marks(conn: &mut PgConnection) -> Result<Vec<Mark>, Fault> {
    let marks = sqlx::query_as!(
        Mark,
        r#"
        select
            c.consumer, c.position, w.event_time as "event_time?",
            (
                select count(*)
                from set_aside s
                where s.consumer = c.consumer and s.replayed_at is null
            ) as "set_aside!"
        from checkpoint c
        left join watermark w on w.consumer = c.consumer
        order by c.consumer
        "#
    )
    .fetch_all(conn)
    .await?;
    Ok(marks)
}
