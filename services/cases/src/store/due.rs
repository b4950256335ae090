//! What is due, across cases.

use calendar::CivilDate;
use cases_domain::{Case, CaseId, DeadlineKind, DeadlineState};
use chrono::NaiveDate;
use refusal::Fault;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::{Viewer, read_date, unreadable};

/// Length of the code of a county.
const COUNTY: usize = 6;

/// Which clocks are wanted.
#[derive(Debug, Clone)]
pub(crate) struct DueFilter {
    /// In this state: open or passed.
    pub(crate) state: DeadlineState,
    /// Only of these kinds; empty: of all.
    pub(crate) kinds: Vec<DeadlineKind>,
    /// From this last day on.
    pub(crate) from: CivilDate,
    /// Up to this last day.
    pub(crate) to: CivilDate,
    /// Only of this agency.
    pub(crate) agency: Option<String>,
    /// Only of this division and below.
    pub(crate) division: Option<String>,
}

/// Where the viewer's clocks are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    /// Agencies, each with the division within which.
    pub(crate) agencies: Vec<(String, String)>,
    /// A county, and the division in it.
    pub(crate) county: Option<(String, String)>,
    /// A division that is wider than a county.
    pub(crate) wide: Option<String>,
    /// The part of a caller who has handled cases.
    pub(crate) handled: Option<String>,
}

/// A clock of the list.
#[derive(Debug)]
pub(crate) struct DueRow {
    /// Number of the clock within the case.
    pub(crate) number: i32,
    /// Its last day.
    pub(crate) due_on: CivilDate,
    /// The case.
    pub(crate) case: Case,
}

/// A place in the list.
pub(crate) type DuePlace = (CivilDate, CaseId, i32);

impl Reach {
    /// Where clocks are looked for that the viewer may see and the filter admits.
    pub(crate) fn of(viewer: &Viewer, filter: &DueFilter, mine: bool) -> Self {
        let officer = viewer
            .parts
            .iter()
            .find(|part| part.starts_with("officer:"));
        let mut reach = Self {
            handled: officer.cloned(),
            ..Self::default()
        };
        if mine {
            return reach;
        }
        let admitted = |id: &&String| filter.agency.as_ref().is_none_or(|agency| agency == *id);
        let own = viewer.agencies.iter().filter(admitted);
        reach.agencies = own.map(|id| (id.clone(), String::new())).collect();
        let Some(overseen) = &viewer.overseen else {
            return reach;
        };
        if let Some(agency) = &filter.agency {
            reach.agencies.push((agency.clone(), overseen.clone()));
            return reach;
        }
        let within = match &filter.division {
            Some(division) if division.starts_with(overseen.as_str()) => division,
            _ => overseen,
        };
        match within.get(..COUNTY) {
            Some(county) => reach.county = Some((county.to_owned(), within.clone())),
            None => reach.wide = Some(within.clone()),
        }
        reach
    }
}

/// One row of queries/due.sql.
struct Line {
    number: i32,
    due_on: NaiveDate,
    state: Json<Case>,
}

/// Clocks by last day, after a place, at most so many.
pub(crate) async fn list_due(
    conn: &mut PgConnection,
    reach: &Reach,
    filter: &DueFilter,
    after: Option<DuePlace>,
    limit: i64,
) -> Result<Vec<DueRow>, Fault> {
    let state = match filter.state {
        DeadlineState::Open => "OPEN",
        DeadlineState::Passed => "PASSED",
        DeadlineState::Met | DeadlineState::Cancelled => {
            return Err(unreadable("state of a list of clocks"));
        }
    };
    // Before every clock of the first day.
    let first = (filter.from, CaseId(uuid::Uuid::nil()), 0);
    let (due_on, case_id, number) = after.unwrap_or(first).max(first);
    // Above a county clocks are looked for kind by kind.
    let all = reach.wide.as_ref().map(|_| DeadlineKind::ALL.to_vec());
    let kinds = Some(filter.kinds.clone()).filter(|kinds| !kinds.is_empty());
    let kinds: Option<Vec<String>> = kinds
        .or(all)
        .map(|kinds| kinds.iter().map(|kind| kind.name().to_owned()).collect());
    let (agencies, agency_divisions): (Vec<String>, Vec<String>) =
        reach.agencies.iter().cloned().unzip();
    let (counties, county_divisions): (Vec<String>, Vec<String>) =
        reach.county.iter().cloned().unzip();
    let wide: Vec<String> = reach.wide.iter().cloned().collect();
    let handled: Vec<String> = reach.handled.iter().cloned().collect();
    let lines = sqlx::query_file_as!(
        Line,
        "queries/due.sql",
        state,
        due_on.naive(),
        case_id.0,
        number,
        filter.to.naive(),
        filter.agency.as_deref(),
        filter.division.as_deref().unwrap_or_default(),
        kinds.as_deref(),
        &agencies,
        &agency_divisions,
        &counties,
        &county_divisions,
        &wide,
        &handled,
        limit
    )
    .fetch_all(conn)
    .await?;
    let rows = lines.into_iter().map(|line| {
        Ok(DueRow {
            number: line.number,
            due_on: read_date(line.due_on)?,
            case: line.state.0,
        })
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter() -> DueFilter {
        let day = |text| CivilDate::parse(text).unwrap();
        DueFilter {
            state: DeadlineState::Open,
            kinds: Vec::new(),
            from: day("2026-01-01"),
            to: day("2026-12-31"),
            agency: None,
            division: None,
        }
    }

    fn overseer(division: &str) -> Viewer {
        Viewer {
            agencies: vec!["justice".to_owned()],
            parts: vec!["agency:justice".to_owned(), "officer:o-hong".to_owned()],
            overseen: Some(division.to_owned()),
        }
    }

    #[test]
    fn nobody_reaches_beyond_the_division_overseen() {
        let elsewhere = DueFilter {
            division: Some("3504".to_owned()),
            ..filter()
        };
        // The filter leaves nothing of it.
        let reach = Reach::of(&overseer("350604"), &elsewhere, false);
        let county = Some(("350604".to_owned(), "350604".to_owned()));
        assert_eq!(reach.county, county);
        let of_agency = DueFilter {
            agency: Some("fire".to_owned()),
            ..filter()
        };
        let reach = Reach::of(&overseer("350604"), &of_agency, false);
        let fire = ("fire".to_owned(), "350604".to_owned());
        assert_eq!((reach.agencies, reach.county), (vec![fire], None));
    }

    #[test]
    fn a_county_has_an_index_of_its_own_and_what_is_wider_goes_clock_by_clock() {
        let city = Reach::of(&overseer("3506"), &filter(), false);
        assert_eq!((city.wide.as_deref(), city.county), (Some("3506"), None));
        let town = DueFilter {
            division: Some("350604001".to_owned()),
            ..filter()
        };
        let town = Reach::of(&overseer("35"), &town, false);
        let county = Some(("350604".to_owned(), "350604001".to_owned()));
        assert_eq!((town.wide, town.county), (None, county));
    }

    #[test]
    fn what_is_mine_is_what_i_have_handled() {
        let mine = Reach::of(&overseer("35"), &filter(), true);
        let expected = Reach {
            handled: Some("officer:o-hong".to_owned()),
            ..Reach::default()
        };
        assert_eq!(mine, expected);
    }
}
