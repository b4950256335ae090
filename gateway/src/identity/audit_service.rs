//! `AuditService`: the audit log for the audit administrator.

use contract::identity::v1::audit_service_server::AuditService;
use contract::identity::v1::{AuditEntry, ListAuditEntriesRequest, ListAuditEntriesResponse};
use refusal::{Failure, Refusal};
use tonic::{Request, Response, Status, async_trait};
use uuid::Uuid;

use super::{Identity, Visit, timestamp};
use crate::caller::Caller;
use crate::page_token;

const LIST: &str = "/yifa.identity.v1.AuditService/ListAuditEntries";
/// What stands in place of an outcome that is not in the log.
const UNKNOWN: &str = "UNKNOWN_OUTCOME";

#[async_trait]
impl AuditService for Identity {
    async fn list_audit_entries(
        &self,
        request: Request<ListAuditEntriesRequest>,
    ) -> Result<Response<ListAuditEntriesResponse>, Status> {
        let visit = Visit::of(&request)?;
        let answer = self.entries(visit.caller()?, &request.into_inner()).await?;
        Ok(Response::new(answer))
    }
}

impl Identity {
    async fn entries(
        &self,
        caller: &Caller,
        request: &ListAuditEntriesRequest,
    ) -> Result<ListAuditEntriesResponse, Failure> {
        let size = page_token::size(request.page_size, 50, 500)?;
        let actor = caller.actor();
        let scope = [
            actor.principal.as_str(),
            LIST,
            &request.principal,
            &request.method,
            &request.request_id,
        ];
        for (name, filter) in [
            ("principal", &request.principal),
            ("method", &request.method),
            ("request_id", &request.request_id),
        ] {
            if filter.contains('\0') {
                return Err(
                    Refusal::malformed(name, "must not contain NUL", "含有非法字符").into(),
                );
            }
        }
        let before = page_token::read(&self.seal, &scope, &request.page_token)?
            .and_then(|text| Uuid::parse_str(&text).ok())
            .unwrap_or(Uuid::max());
        let of = |filter: &str| (!filter.is_empty()).then(|| filter.to_owned());
        // Calls of the caller's division and below, and those of which it is not known whose they were.
        let rows = sqlx::query!(
            r#"
            select a.call_id, a.at, a.principal, a.username, a.agency_id, a.division, a.method, a.source,
                a.request_id, a.trace_id,
                o.username as "given?", o.object as "object?", o.outcome as "outcome?",
                o.reason as "reason?", o.duration_us as "duration_us?"
            from audit a
            left join audit_outcome o on o.call_id = a.call_id
            where a.call_id < $1
                and (a.division = '' or left(a.division, length($2)) = $2)
                and ($3::text is null or a.principal = $3)
                and ($4::text is null or a.method = $4)
                and ($5::text is null or a.request_id = $5)
            order by a.call_id desc
            limit $6
            "#,
            before,
            actor.division,
            of(&request.principal),
            of(&request.method),
            of(&request.request_id),
            size + 1,
        )
        .fetch_all(&self.pool)
        .await?;
        let asked = usize::try_from(size).unwrap_or(usize::MAX);
        let more = rows.len() > asked;
        let entries: Vec<AuditEntry> = rows
            .into_iter()
            .take(asked)
            .map(|row| AuditEntry {
                call_id: row.call_id.to_string(),
                call_time: Some(timestamp(row.at)),
                principal: row.principal,
                username: if row.username.is_empty() {
                    row.given.unwrap_or_default()
                } else {
                    row.username
                },
                agency_id: row.agency_id,
                division: row.division,
                method: row.method,
                source: row.source,
                request_id: row.request_id,
                trace_id: row.trace_id,
                outcome: row.outcome.unwrap_or_else(|| UNKNOWN.to_owned()),
                reason: row.reason.unwrap_or_default(),
                duration_us: row.duration_us.unwrap_or_default(),
                object: row.object.unwrap_or_default(),
            })
            .collect();
        let next_page_token = match entries.last().filter(|_| more) {
            Some(last) => page_token::write(&self.seal, &scope, &last.call_id),
            None => String::new(),
        };
        Ok(ListAuditEntriesResponse {
            entries,
            next_page_token,
        })
    }
}
