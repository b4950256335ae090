//! Every case and every lead made anew from its record, and held against what is kept of it.
//!
//! What is kept is only there to be quick: the record is the truth. A difference is a defect of the program, or somebody has
//! written into the tables past it.

use cases_domain::LeadId;
use contract::feed::v1::Event;
use leads_domain::Lead;
use refusal::Fault;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::leads;
use crate::record::{self, Unreadable, Written};
use crate::store;

/// Files looked at in one statement.
const PAGE: i64 = 200;
/// Events read in one statement.
const EVENTS: i64 = 500;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Cases made anew.
    pub cases: u64,
    /// Leads made anew.
    pub leads: u64,
    /// What is kept otherwise than its record says, one line each.
    pub problems: Vec<String>,
}

/// Makes every case and lead anew, and says where it is kept otherwise.
pub async fn rebuild(pool: &PgPool) -> Result<Rebuilt, Fault> {
    let mut conn = pool.acquire().await?;
    let mut rebuilt = Rebuilt::default();
    all_cases(&mut conn, &mut rebuilt).await?;
    all_leads(&mut conn, &mut rebuilt).await?;
    Ok(rebuilt)
}

async fn all_cases(conn: &mut PgConnection, rebuilt: &mut Rebuilt) -> Result<(), Fault> {
    let mut after = Uuid::nil();
    loop {
        let page = store::cases_after(conn, after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.id().0;
        for kept in page {
            let id = kept.id();
            let events = events(conn, record::AGGREGATE, id.0).await?;
            let read: Result<Vec<_>, _> = events.iter().map(|it| record::read(id, it)).collect();
            let told = read.map(|read| cases_domain::replay(&read).ok().flatten());
            rebuilt.cases += 1;
            rebuilt.compare("case", id.0, told, &kept);
        }
    }
}

async fn all_leads(conn: &mut PgConnection, rebuilt: &mut Rebuilt) -> Result<(), Fault> {
    let mut after = Uuid::nil();
    loop {
        let page = sqlx::query!(
            r#"
            select lead_id, state as "state: Json<Lead>"
            from lead
            where lead_id > $1
            order by lead_id
            limit $2
            "#,
            after,
            PAGE
        )
        .fetch_all(&mut *conn)
        .await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.lead_id;
        for row in page {
            let id = LeadId(row.lead_id);
            let events = events(conn, leads::AGGREGATE, row.lead_id).await?;
            let read: Result<Vec<_>, _> =
                events.iter().map(|it| record::lead::read(id, it)).collect();
            let told = read.map(|read| leads_domain::replay(&read).ok().flatten());
            rebuilt.leads += 1;
            rebuilt.compare("lead", row.lead_id, told, &row.state.0);
        }
    }
}

/// The record of one file, oldest first.
async fn events(conn: &mut PgConnection, kind: &str, id: Uuid) -> Result<Vec<Written>, Fault> {
    let id = id.to_string();
    let mut all = Vec::new();
    let mut after = 0;
    loop {
        let page = feed::read::of_aggregate(conn, kind, &id, after, EVENTS).await?;
        let Some(last) = page.last() else {
            return Ok(all);
        };
        after = last.aggregate_version;
        all.extend(page.into_iter().map(written));
    }
}

/// An event of the feed as the record keeps it.
pub(crate) fn written(event: Event) -> Written {
    let payload = event.payload.unwrap_or_default();
    Written {
        type_name: payload
            .type_url
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned(),
        payload: payload.value,
    }
}

impl Rebuilt {
    fn compare<T: PartialEq>(
        &mut self,
        what: &str,
        id: Uuid,
        told: Result<Option<T>, Unreadable>,
        kept: &T,
    ) {
        let problem = match told {
            Ok(Some(told)) if told == *kept => return,
            Ok(Some(_)) => "is kept otherwise than its record says".to_owned(),
            Ok(None) => "has a record that does not follow from itself".to_owned(),
            Err(unreadable) => unreadable.to_string(),
        };
        self.problems.push(format!("{what} {id}: {problem}"));
    }
}
