//! Listing and counting warnings.

use feed::Hash;
use refusal::Fault;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Stored;

/// Which warnings are wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only in this state.
    pub(crate) state: Option<&'static str>,
    /// Only of these rules; none: of any.
    pub(crate) rules: Option<Vec<String>>,
    /// Only of this division and below.
    pub(crate) division: Option<String>,
    /// Only of this line.
    pub(crate) domain: Option<String>,
    /// Only of this agency.
    pub(crate) agency: Option<String>,
    /// Only of this case.
    pub(crate) case_id: Option<Uuid>,
    /// Only of this origin.
    pub(crate) origin: Option<String>,
}

/// Through whose eyes the list is seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Viewer {
    /// Agencies the caller acts for.
    pub(crate) agencies: Vec<String>,
    /// Division the caller oversees, with all below.
    pub(crate) overseen: Option<String>,
}

/// Where to look: the narrowest that the viewer and the filter leave together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Scope {
    /// Of the agencies only what lies in this division.
    within: Option<String>,
    agencies: Vec<String>,
    provinces: Vec<String>,
    cities: Vec<String>,
    counties: Vec<String>,
    divisions: Vec<String>,
}

/// A number of warnings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) division: String,
    pub(crate) domain: String,
    pub(crate) rule: String,
    pub(crate) state: String,
    pub(crate) origin: String,
    pub(crate) count: i64,
}

/// The warnings that the viewer may see, newest first, older than `after`, at most `limit`.
pub(crate) async fn list(
    conn: &mut PgConnection,
    viewer: &Viewer,
    filter: &Filter,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Stored>, Fault> {
    if let Some(case_id) = filter.case_id {
        return of_case(conn, viewer, filter, case_id, after, limit).await;
    }
    let Some(scope) = Scope::of(viewer, filter) else {
        return Ok(Vec::new());
    };
    let rows = sqlx::query_file_as!(
        Stored,
        "queries/list.sql",
        after.unwrap_or(Uuid::max()),
        limit,
        filter.state,
        filter.rules.as_deref(),
        filter.domain.as_deref(),
        filter.origin.as_deref(),
        scope.within.as_deref(),
        &scope.agencies,
        &scope.provinces,
        &scope.cities,
        &scope.counties,
        &scope.divisions,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Numbers of the warnings that the viewer may see.
pub(crate) async fn count(
    conn: &mut PgConnection,
    viewer: &Viewer,
    filter: &Filter,
) -> Result<Vec<Counted>, Fault> {
    let rows = sqlx::query_as!(
        Counted,
        r#"
        select c.division, c.domain, c.rule, c.state, c.origin, sum(c.count)::bigint as "count!"
        from warning_count c
        where c.count > 0
            and (c.agency_id = any ($1) or starts_with(c.division, $2))
            and ($3::text is null or starts_with(c.division, $3))
            and ($4::text is null or c.domain = $4)
            and ($5::text is null or c.agency_id = $5)
            and ($6::text is null or c.origin = $6)
        group by c.division, c.domain, c.rule, c.state, c.origin
        order by c.division, c.domain, c.rule, c.state, c.origin
        "#,
        &viewer.agencies,
        viewer.overseen.as_deref(),
        filter.division.as_deref(),
        filter.domain.as_deref(),
        filter.agency.as_deref(),
        filter.origin.as_deref(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Warnings of one case: never many.
async fn of_case(
    conn: &mut PgConnection,
    viewer: &Viewer,
    filter: &Filter,
    case_id: Uuid,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Stored>, Fault> {
    let rows = sqlx::query_as!(
        Stored,
        r#"
        select
            warning_id, origin, rule, rule_version, case_id, object, case_code, agency_id, agency_name, division, domain,
            reason, citation, ground_on, raised_on, state, explain_by, question, explanation, outcome, close_note,
            version, chain_head as "chain_head: Hash", created_at, updated_at
        from warning
        where case_id = $1
            and warning_id < $2
            and (agency_id = any ($4) or starts_with(division, $5))
            and ($6::text is null or state = $6)
            and ($7::text[] is null or rule = any ($7))
            and ($8::text is null or starts_with(division, $8))
            and ($9::text is null or domain = $9)
            and ($10::text is null or agency_id = $10)
            and ($11::text is null or origin = $11)
        order by warning_id desc
        limit $3
        "#,
        case_id,
        after.unwrap_or(Uuid::max()),
        limit,
        &viewer.agencies,
        viewer.overseen.as_deref(),
        filter.state,
        filter.rules.as_deref(),
        filter.division.as_deref(),
        filter.domain.as_deref(),
        filter.agency.as_deref(),
        filter.origin.as_deref(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

impl Scope {
    /// None: the filter asks for nothing that the viewer may see.
    fn of(viewer: &Viewer, filter: &Filter) -> Option<Self> {
        let asked = filter.division.as_deref();
        let overseen = viewer.overseen.as_deref();
        let below = overseen.and_then(|overseen| narrower(overseen, asked));
        let within = asked.map(str::to_owned);
        let mut scope = Self {
            within,
            ..Self::default()
        };
        match &filter.agency {
            Some(agency) if viewer.agencies.contains(agency) => {
                scope.agencies.push(agency.clone());
            }
            Some(agency) => {
                scope.agencies.push(agency.clone());
                scope.within = Some(below?.to_owned());
            }
            None => {
                scope.agencies.clone_from(&viewer.agencies);
                if let Some(division) = below {
                    scope.level(division).push(division.to_owned());
                }
            }
        }
        Some(scope)
    }

    fn level(&mut self, division: &str) -> &mut Vec<String> {
        match division.len() {
            2 => &mut self.provinces,
            4 => &mut self.cities,
            6 => &mut self.counties,
            _ => &mut self.divisions,
        }
    }
}

/// The narrower of two divisions, if one lies within the other.
fn narrower<'a>(overseen: &'a str, asked: Option<&'a str>) -> Option<&'a str> {
    match asked {
        None => Some(overseen),
        Some(asked) if asked.starts_with(overseen) => Some(asked),
        Some(asked) if overseen.starts_with(asked) => Some(overseen),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(
        overseen: Option<&str>,
        agency: Option<&str>,
        division: Option<&str>,
    ) -> Option<Scope> {
        let viewer = Viewer {
            agencies: vec!["mine".to_owned()],
            overseen: overseen.map(str::to_owned),
        };
        let filter = Filter {
            agency: agency.map(str::to_owned),
            division: division.map(str::to_owned),
            ..Filter::default()
        };
        Scope::of(&viewer, &filter)
    }

    #[test]
    fn a_filter_narrows_what_is_overseen_and_never_widens_it() {
        let counties = |scope: Option<Scope>| scope.unwrap().counties;
        assert_eq!(
            counties(scope(Some("3506"), None, Some("350604"))),
            ["350604"]
        );
        assert_eq!(
            counties(scope(Some("350604"), None, Some("35"))),
            ["350604"]
        );
        let apart = scope(Some("350604"), None, Some("3502")).unwrap();
        assert_eq!((apart.counties.len(), apart.agencies.len()), (0, 1));
        assert_eq!(apart.within.as_deref(), Some("3502"));
    }

    #[test]
    fn another_agency_is_seen_only_within_what_is_overseen() {
        assert_eq!(scope(None, Some("other"), None), None);
        assert_eq!(scope(Some("350604"), Some("other"), Some("3502")), None);
        let below = scope(Some("3506"), Some("other"), None).unwrap();
        assert_eq!(below.within.as_deref(), Some("3506"));
        assert_eq!(scope(None, Some("mine"), None).unwrap().within, None);
    }
}
