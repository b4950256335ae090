//! Publications as they count.

use chrono::NaiveDate;
use refusal::Fault;
use sqlx::PgConnection;
use subscription::Log;
use uuid::Uuid;

use super::{Kept, unreadable};
use crate::fact::PublicationFact;
use crate::step::Kind;

struct Row {
    publication_id: Uuid,
    origin: String,
    case_id: Uuid,
    code: String,
    division: String,
    agency_id: String,
    agency_name: String,
    domain: String,
    kind: String,
    published_on: NaiveDate,
    in_time: bool,
    withdrawn_on: Option<NaiveDate>,
    counts: bool,
}

impl Kept for PublicationFact {
    const LOG: Log = Log::Disclosure;

    async fn load(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Self>, Fault> {
        let rows = sqlx::query_as!(
            Row,
            r#"
            select
                publication_id, origin, case_id, code, division, agency_id, agency_name, domain, kind,
                published_on, in_time, withdrawn_on, counts
            from publication_fact
            where publication_id = any ($1)
            "#,
            ids
        )
        .fetch_all(conn)
        .await?;
        rows.into_iter().map(PublicationFact::try_from).collect()
    }

    async fn save(conn: &mut PgConnection, made: &[&Self], changed: &[&Self]) -> Result<(), Fault> {
        let facts = || made.iter().chain(changed);
        let texts = |of: fn(&Self) -> &str| -> Vec<String> {
            facts().map(|fact| of(fact).to_owned()).collect()
        };
        let ids: Vec<Uuid> = facts().map(|fact| fact.publication_id).collect();
        let cases: Vec<Uuid> = facts().map(|fact| fact.case_id).collect();
        let published: Vec<NaiveDate> = facts().map(|fact| fact.published_on).collect();
        let in_time: Vec<bool> = facts().map(|fact| fact.in_time).collect();
        let withdrawn: Vec<Option<NaiveDate>> = facts().map(|fact| fact.withdrawn_on).collect();
        let counts: Vec<bool> = facts().map(|fact| fact.counts).collect();
        sqlx::query!(
            r#"
            insert into publication_fact (
                publication_id, origin, case_id, code, division, agency_id, agency_name, domain, kind,
                published_on, in_time, withdrawn_on, counts
            )
            select
                t.publication_id, t.origin, t.case_id, t.code, t.division, t.agency_id, t.agency_name, t.domain,
                t.kind, t.published_on, t.in_time, t.withdrawn_on, t.counts
            from unnest(
                $1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::date[], $11::boolean[], $12::date[], $13::boolean[]
            ) as t (
                publication_id, origin, case_id, code, division, agency_id, agency_name, domain, kind,
                published_on, in_time, withdrawn_on, counts
            )
            on conflict on constraint publication_fact_pkey do update
            set code = excluded.code, division = excluded.division, agency_id = excluded.agency_id,
                agency_name = excluded.agency_name, domain = excluded.domain, kind = excluded.kind,
                published_on = excluded.published_on, in_time = excluded.in_time,
                withdrawn_on = excluded.withdrawn_on, counts = excluded.counts
            "#,
            &ids,
            &texts(|fact| &fact.origin),
            &cases,
            &texts(|fact| &fact.code),
            &texts(|fact| &fact.division),
            &texts(|fact| &fact.agency_id),
            &texts(|fact| &fact.agency_name),
            &texts(|fact| &fact.domain),
            &texts(|fact| fact.kind.name()),
            &published,
            &in_time,
            &withdrawn as &[Option<NaiveDate>],
            &counts
        )
        .execute(conn)
        .await?;
        Ok(())
    }

    async fn forget(conn: &mut PgConnection, origin: &str) -> Result<(), Fault> {
        sqlx::query!("delete from publication_fact where origin = $1", origin)
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
                publication_id, origin, case_id, code, division, agency_id, agency_name, domain, kind,
                published_on, in_time, withdrawn_on, counts
            from publication_fact
            where origin = $1 and publication_id > $2
            order by publication_id
            limit $3
            "#,
            origin,
            after,
            limit
        )
        .fetch_all(conn)
        .await?;
        rows.into_iter().map(PublicationFact::try_from).collect()
    }
}

impl TryFrom<Row> for PublicationFact {
    type Error = Fault;

    fn try_from(row: Row) -> Result<Self, Fault> {
        Ok(Self {
            publication_id: row.publication_id,
            origin: row.origin,
            case_id: row.case_id,
            code: row.code,
            division: row.division,
            agency_id: row.agency_id,
            agency_name: row.agency_name,
            domain: row.domain,
            kind: Kind::named(&row.kind).ok_or_else(|| unreadable("procedure"))?,
            published_on: row.published_on,
            in_time: row.in_time,
            withdrawn_on: row.withdrawn_on,
            counts: row.counts,
        })
    }
}
