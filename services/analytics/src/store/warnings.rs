//! Warnings as they count.

use chrono::NaiveDate;
use refusal::Fault;
use sqlx::PgConnection;
use subscription::Log;
use uuid::Uuid;

use super::{Kept, unreadable};
use crate::fact::WarningFact;
use crate::fact::warning::LEVELS;

struct Row {
    warning_id: Uuid,
    origin: String,
    case_id: Uuid,
    code: String,
    division: String,
    agency_id: String,
    agency_name: String,
    domain: String,
    level: String,
    raised_on: NaiveDate,
    counts: bool,
    open: bool,
}

impl Kept for WarningFact {
    const LOG: Log = Log::Supervision;

    async fn load(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Self>, Fault> {
        let rows = sqlx::query_as!(
            Row,
            r#"
            select
                warning_id, origin, case_id, code, division, agency_id, agency_name, domain, level, raised_on,
                counts, open
            from warning_fact
            where warning_id = any ($1)
            "#,
            ids
        )
        .fetch_all(conn)
        .await?;
        rows.into_iter().map(WarningFact::try_from).collect()
    }

    async fn save(conn: &mut PgConnection, made: &[&Self], changed: &[&Self]) -> Result<(), Fault> {
        let facts = || made.iter().chain(changed);
        let texts = |of: fn(&Self) -> &str| -> Vec<String> {
            facts().map(|fact| of(fact).to_owned()).collect()
        };
        let ids: Vec<Uuid> = facts().map(|fact| fact.warning_id).collect();
        let cases: Vec<Uuid> = facts().map(|fact| fact.case_id).collect();
        let raised: Vec<NaiveDate> = facts().map(|fact| fact.raised_on).collect();
        let counts: Vec<bool> = facts().map(|fact| fact.counts).collect();
        let open: Vec<bool> = facts().map(|fact| fact.open).collect();
        sqlx::query!(
            r#"
            insert into warning_fact (
                warning_id, origin, case_id, code, division, agency_id, agency_name, domain, level, raised_on,
                counts, open
            )
            select
                t.warning_id, t.origin, t.case_id, t.code, t.division, t.agency_id, t.agency_name, t.domain,
                t.level, t.raised_on, t.counts, t.open
            from unnest(
                $1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::date[], $11::boolean[], $12::boolean[]
            ) as t (
                warning_id, origin, case_id, code, division, agency_id, agency_name, domain, level, raised_on,
                counts, open
            )
            on conflict on constraint warning_fact_pkey do update set open = excluded.open
            "#,
            &ids,
            &texts(|fact| &fact.origin),
            &cases,
            &texts(|fact| &fact.code),
            &texts(|fact| &fact.division),
            &texts(|fact| &fact.agency_id),
            &texts(|fact| &fact.agency_name),
            &texts(|fact| &fact.domain),
            &texts(|fact| fact.level),
            &raised,
            &counts,
            &open
        )
        .execute(conn)
        .await?;
        Ok(())
    }

    async fn forget(conn: &mut PgConnection, origin: &str) -> Result<(), Fault> {
        sqlx::query!("delete from warning_fact where origin = $1", origin)
            .execute(conn)
            .await?;
        Ok(())
    }

    async fn page(
        conn: &mut PgConnection,
        origin: &str,
        after: Uuid,
        limit: i64,
    ) -> Result<Vec<Self>, Fault> {
        let rows = sqlx::query_as!(
            Row,
            r#"
            select
                warning_id, origin, case_id, code, division, agency_id, agency_name, domain, level, raised_on,
                counts, open
            from warning_fact
            where origin = $1 and warning_id > $2
            order by warning_id
            limit $3
            "#,
            origin,
            after,
            limit
        )
        .fetch_all(conn)
        .await?;
        rows.into_iter().map(WarningFact::try_from).collect()
    }
}

impl TryFrom<Row> for WarningFact {
    type Error = Fault;

    fn try_from(row: Row) -> Result<Self, Fault> {
        let level = LEVELS.iter().find(|(name, _)| *name == row.level);
        Ok(Self {
            warning_id: row.warning_id,
            origin: row.origin,
            case_id: row.case_id,
            code: row.code,
            division: row.division,
            agency_id: row.agency_id,
            agency_name: row.agency_name,
            domain: row.domain,
            level: level.ok_or_else(|| unreadable("level"))?.0,
            raised_on: row.raised_on,
            counts: row.counts,
            open: row.open,
        })
    }
}
