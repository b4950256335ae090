//! What cases wait for, as rows.

use std::collections::BTreeMap;

use calendar::CivilDate;
use cases_domain::{Case, CaseId, Task};
use chrono::{DateTime, NaiveDate, Utc};
use refusal::Fault;
use sqlx::PgConnection;
use sqlx::types::Json;

/// The last day of a task that no clock hurries: it comes after every other.
const NEVER: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Tasks as columns: those that came or changed, and the numbers of those that are done.
#[derive(Debug, Default)]
pub(super) struct Tasks {
    pub(super) done: Vec<i32>,
    pub(super) numbers: Vec<i32>,
    pub(super) acts: Vec<String>,
    pub(super) whoms: Vec<String>,
    pub(super) officers: Vec<Option<String>>,
    pub(super) co_officers: Vec<Option<String>>,
    pub(super) dues: Vec<NaiveDate>,
}

/// One task as its row has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    act: &'static str,
    whom: &'static str,
    officers: [Option<String>; 2],
    due: NaiveDate,
}

impl Tasks {
    /// What an act changed; no case before: it was opened.
    pub(super) fn changed(before: Option<&Case>, after: &Case) -> Self {
        let before = before.map(lines).unwrap_or_default();
        let after = lines(after);
        let mut tasks = Self {
            done: before
                .keys()
                .filter(|number| !after.contains_key(number))
                .copied()
                .collect(),
            ..Self::default()
        };
        for (number, line) in after {
            if before.get(&number) != Some(&line) {
                tasks.push(number, line);
            }
        }
        tasks
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.done.is_empty() && self.numbers.is_empty()
    }

    fn push(&mut self, number: i32, line: Line) {
        let [officer, co_officer] = line.officers;
        self.numbers.push(number);
        self.acts.push(line.act.to_owned());
        self.whoms.push(line.whom.to_owned());
        self.officers.push(officer);
        self.co_officers.push(co_officer);
        self.dues.push(line.due);
    }
}

fn lines(case: &Case) -> BTreeMap<i32, Line> {
    let due = Task::due(case).map_or(NEVER, CivilDate::naive);
    let tasks = case.tasks.iter();
    tasks
        .map(|task| {
            let mut officers = task.officers(case).into_iter().map(|officer| officer.0);
            let line = Line {
                act: task.act.name(),
                whom: task.whom.name(),
                officers: [officers.next(), officers.next()],
                due,
            };
            (i32::try_from(task.number).unwrap_or(i32::MAX), line)
        })
        .collect()
}

/// Whose tasks are wanted, and which.
#[derive(Debug, Clone, Default)]
pub(crate) struct TaskFilter {
    /// Tasks of this officer, in person.
    pub(crate) officer: Option<String>,
    /// Tasks of these agencies that wait for whoever comes first of these roles.
    pub(crate) pools: Vec<(String, &'static str)>,
    /// Tasks of these agencies for these roles, whoever is to do them.
    pub(crate) roles: Vec<(String, &'static str)>,
    /// Division overseen, with all below.
    pub(crate) overseen: Option<String>,
    /// Only for these.
    pub(crate) whom: Option<String>,
    /// Only this act.
    pub(crate) act: Option<String>,
    /// Only due by this day.
    pub(crate) due_by: Option<CivilDate>,
    /// Only of this agency.
    pub(crate) agency: Option<String>,
    /// Only assigned to this officer.
    pub(crate) assignee: Option<String>,
    /// Who asks: nobody is asked to review or decide what they handled.
    pub(crate) not_handled_by: Option<String>,
}

/// Where a page of tasks goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TaskPlace {
    /// Last day of the last task.
    pub(crate) due: NaiveDate,
    /// Its case.
    pub(crate) case_id: CaseId,
    /// Its number.
    pub(crate) number: i32,
}

/// A task with its case.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    /// Its place in the list.
    pub(crate) place: TaskPlace,
    /// The case.
    pub(crate) case: Case,
    /// Since when it waits.
    pub(crate) since: DateTime<Utc>,
}

/// Tasks, what is due first, after a place.
pub(crate) async fn tasks(
    conn: &mut PgConnection,
    filter: &TaskFilter,
    after: Option<TaskPlace>,
    limit: i64,
) -> Result<Vec<Waiting>, Fault> {
    let columns = Columns::of(filter);
    let rows = sqlx::query_file!(
        "queries/tasks.sql",
        after.map(|place| place.due),
        after.map(|place| place.case_id.0),
        after.map(|place| place.number),
        limit,
        filter.whom.as_deref(),
        filter.act.as_deref(),
        filter.due_by.map(CivilDate::naive),
        filter.agency.as_deref(),
        filter.assignee.as_deref(),
        &columns.officers,
        &columns.pool_agencies,
        &columns.pool_whoms,
        &columns.role_agencies,
        &columns.role_whoms,
        &columns.provinces,
        &columns.cities,
        &columns.counties,
        filter.not_handled_by.as_deref(),
        columns.division,
    )
    .fetch_all(conn)
    .await?;
    let waiting = rows.into_iter().map(|row| {
        let Json(case) = row.state;
        Waiting {
            place: TaskPlace {
                due: row.due_on,
                case_id: case.id(),
                number: row.number,
            },
            case,
            since: row.since,
        }
    });
    Ok(waiting.collect())
}

/// How many tasks wait for somebody: all, due before a day, due by another.
pub(crate) async fn count(
    conn: &mut PgConnection,
    filter: &TaskFilter,
    today: CivilDate,
    soon: CivilDate,
) -> Result<(i64, i64, i64), Fault> {
    let columns = Columns::of(filter);
    let row = sqlx::query!(
        r#"
        with mine as (
            select t.case_id, t.number, t.due_on, t.whom
            from case_task t
            where t.officer_id = any ($1::text[])
            union
            select t.case_id, t.number, t.due_on, t.whom
            from case_task t
            where t.co_officer_id = any ($1::text[])
            union
            select t.case_id, t.number, t.due_on, t.whom
            from unnest($2::text[], $3::text[]) as p (agency_id, whom)
            join case_task t
                on t.agency_id = p.agency_id and t.whom = p.whom and t.officer_id is null
            where not exists (
                select from case_part c
                where c.part = 'officer:' || $4::text and c.case_id = t.case_id
            )
        )
        select
            count(*) as "waiting!",
            count(*) filter (where m.due_on < $5) as "overdue!",
            count(*) filter (where m.due_on between $5 and $6) as "due_soon!"
        from mine m
        "#,
        &columns.officers,
        &columns.pool_agencies,
        &columns.pool_whoms,
        filter.not_handled_by.as_deref(),
        today.naive(),
        soon.naive(),
    )
    .fetch_one(conn)
    .await?;
    Ok((row.waiting, row.overdue, row.due_soon))
}

/// A filter as the query's parameters.
struct Columns<'a> {
    officers: Vec<String>,
    pool_agencies: Vec<String>,
    pool_whoms: Vec<String>,
    role_agencies: Vec<String>,
    role_whoms: Vec<String>,
    provinces: Vec<String>,
    cities: Vec<String>,
    counties: Vec<String>,
    division: Option<&'a str>,
}

impl<'a> Columns<'a> {
    fn of(filter: &'a TaskFilter) -> Self {
        let pairs = |pairs: &[(String, &'static str)]| -> (Vec<String>, Vec<String>) {
            let pairs = pairs.iter();
            pairs
                .map(|(agency, whom)| (agency.clone(), (*whom).to_owned()))
                .unzip()
        };
        let (pool_agencies, pool_whoms) = pairs(&filter.pools);
        let (role_agencies, role_whoms) = pairs(&filter.roles);
        let overseen = filter.overseen.as_deref();
        let level = |from: usize, to: usize| {
            let code = overseen.filter(|code| (from..=to).contains(&code.len()));
            code.into_iter()
                .map(|code| code.get(..code.len().min(6)).unwrap_or(code).to_owned())
                .collect()
        };
        Self {
            officers: filter.officer.iter().cloned().collect(),
            pool_agencies,
            pool_whoms,
            role_agencies,
            role_whoms,
            provinces: level(1, 3),
            cities: level(4, 5),
            counties: level(6, usize::MAX),
            division: overseen,
        }
    }
}
