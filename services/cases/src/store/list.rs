//! Listing cases.

use cases_domain::{Case, CaseId};
use chrono::{DateTime, Utc};
use refusal::Fault;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::Stored;

/// Which cases are wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only this procedure.
    pub(crate) procedure: Option<&'static str>,
    /// Only cases at this step.
    pub(crate) step: Option<String>,
    /// Only closed or only open ones.
    pub(crate) closed: Option<bool>,
    /// Only of this agency.
    pub(crate) agency: Option<String>,
    /// Only of these parties: one, and those that were merged into it.
    pub(crate) parties: Option<Vec<String>>,
    /// Only of this division and below.
    pub(crate) division: Option<String>,
}

/// Through whose eyes the list is seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Viewer {
    /// Agencies the caller acts for.
    pub(crate) agencies: Vec<String>,
    /// Parts the caller may have in cases of other agencies: `agency:<id>`, `officer:<id>`.
    pub(crate) parts: Vec<String>,
    /// Division the caller oversees, with all below.
    pub(crate) overseen: Option<String>,
}

impl Filter {
    /// Whether a case is among those wanted.
    pub(crate) fn admits(&self, case: &Case) -> bool {
        let is =
            |wanted: &Option<String>, text: &str| wanted.as_deref().is_none_or(|it| it == text);
        self.procedure.is_none_or(|it| it == case.procedure.name())
            && is(&self.step, case.step_name())
            && self.closed.is_none_or(|closed| closed == case.is_closed())
            && is(&self.agency, case.opening.agency.id.as_str())
            && self
                .parties
                .as_ref()
                .is_none_or(|ids| ids.contains(&case.opening.party.id.0))
            && self
                .division
                .as_deref()
                .is_none_or(|code| case.division().as_str().starts_with(code))
    }
}

impl Viewer {
    /// The division overseen, if its code is of this length: each level has an index of its own.
    pub(crate) fn overseen_at(&self, level: impl Fn(usize) -> bool) -> Vec<String> {
        self.overseen
            .iter()
            .filter(|code| level(code.len()))
            .cloned()
            .collect()
    }
}

/// One row of queries/list.sql.
struct Line {
    version: i64,
    state: Json<Case>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// The cases that the viewer may see, newest first, older than `after`, at most `limit`.
pub(crate) async fn list(
    conn: &mut PgConnection,
    viewer: &Viewer,
    filter: &Filter,
    after: Option<CaseId>,
    limit: i64,
) -> Result<Vec<Stored>, Fault> {
    let lines = sqlx::query_file_as!(
        Line,
        "queries/list.sql",
        after.map(|id| id.0),
        limit,
        filter.procedure,
        filter.step.as_deref(),
        filter.closed,
        filter.agency.as_deref(),
        filter.parties.as_deref(),
        filter.division.as_deref(),
        &viewer.agencies,
        &viewer.parts,
        &viewer.overseen_at(|length| length == 2),
        &viewer.overseen_at(|length| length == 4),
        &viewer.overseen_at(|length| length == 6),
        &viewer.overseen_at(|length| length > 6),
    )
    .fetch_all(conn)
    .await?;
    let stored = lines.into_iter().map(|line| Stored {
        case: line.state.0,
        version: line.version,
        created_at: line.created_at,
        updated_at: line.updated_at,
    });
    Ok(stored.collect())
}
