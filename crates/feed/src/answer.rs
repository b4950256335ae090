//! Answers that are kept, so that a retry is answered and not carried out again.

use chrono::{DateTime, Utc};
use refusal::{Refusal, general};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::chain::breaks;
use crate::hash::{Hash, sm3};

/// The constraint that the second of two identical requests breaks.
pub const ANSWER_CONSTRAINT: &str = "answer_key";

/// The answer that was given to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Method that was answered (gRPC path).
    pub method: String,
    /// Hash of the request that was answered.
    pub payload_hash: Hash,
    /// The answer, encoded.
    pub response: Vec<u8>,
}

/// The hash under which a request is remembered; `payload` is the encoded request.
pub fn payload_hash(payload: &[u8]) -> Hash {
    sm3(&[b"yifa.request.v1", payload])
}

/// Finds the answer already given to this principal's request.
pub async fn find(
    conn: &mut PgConnection,
    principal: &str,
    request_id: Uuid,
) -> sqlx::Result<Option<Answer>> {
    sqlx::query_as!(
        Answer,
        r#"
        select method, payload_hash as "payload_hash: Hash", response
        from answer
        where principal = $1 and request_id = $2
        "#,
        principal,
        request_id
    )
    .fetch_optional(conn)
    .await
}

/// Keeps the answer to a request that appends nothing to the record, in the transaction of what it did; false: the request was
/// answered meanwhile. What appends keeps its answer by [`Batch::answer`](crate::Batch::answer).
pub async fn keep(
    conn: &mut PgConnection,
    (principal, request_id): (&str, Uuid),
    answer: &Answer,
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let kept = sqlx::query!(
        r#"
        insert into answer (principal, request_id, method, payload_hash, response, answered_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict do nothing
        "#,
        principal,
        request_id,
        answer.method,
        answer.payload_hash.as_slice(),
        answer.response,
        at
    )
    .execute(conn)
    .await?;
    Ok(kept.rows_affected() == 1)
}

/// Forgets answers given before an instant, at most `limit` of them; gives how many. Retries come within days, not months.
pub async fn forget(
    conn: &mut PgConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        r#"
        delete from answer
        where (principal, request_id) in (
            select principal, request_id from answer where answered_at < $1 order by answered_at limit $2
        )
        "#,
        before,
        limit
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

impl Answer {
    /// The answer in a statement that loads everything at once, with the table `answer` left-joined to it.
    pub fn from_columns(
        method: Option<String>,
        payload_hash: Option<Hash>,
        response: Option<Vec<u8>>,
    ) -> Option<Self> {
        Some(Self {
            method: method?,
            payload_hash: payload_hash?,
            response: response?,
        })
    }

    /// Whether this is the answer to the same request: same method, same bytes.
    ///
    /// # Refuses
    /// `IDEMPOTENCY_KEY_REUSED` when the request id was used for something else.
    pub fn matches(&self, method: &str, payload: &[u8]) -> Result<(), Refusal> {
        if self.method == method && self.payload_hash == payload_hash(payload) {
            return Ok(());
        }
        Err(Refusal::new(
            &general::REQUEST_ID_REUSED,
            "this request_id was already used for another request",
            "该请求编号已用于其他操作，请为新的操作生成新的请求编号",
        )
        .with_metadata("method", self.method.clone()))
    }
}

/// Whether the statement failed because the same request was answered meanwhile: read that answer.
pub fn is_answer_conflict(error: &sqlx::Error) -> bool {
    breaks(error, ANSWER_CONSTRAINT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_id_with_other_contents_is_refused() {
        let answer = Answer {
            method: "/a/B".to_owned(),
            payload_hash: payload_hash(b"x"),
            response: vec![1],
        };
        assert!(answer.matches("/a/B", b"x").is_ok());
        for (method, payload) in [("/a/B", b"y"), ("/a/C", b"x")] {
            let refusal = answer.matches(method, payload).unwrap_err();
            assert_eq!(refusal.reason().name, "IDEMPOTENCY_KEY_REUSED");
        }
    }
}
