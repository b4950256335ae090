//! Cases as they count.

use chrono::NaiveDate;
use refusal::Fault;
use sqlx::PgConnection;
use subscription::Log;
use uuid::Uuid;

use super::{Kept, unreadable};
use crate::fact::CaseFact;
use crate::step::{self, Kind};

struct Row {
    case_id: Uuid,
    origin: String,
    code: String,
    kind: String,
    division: String,
    agency_id: String,
    agency_name: String,
    domain: String,
    party_id: String,
    party_kind: String,
    back_entered: bool,
    step: String,
    opened_on: NaiveDate,
    site_on: Option<NaiveDate>,
    ordered_on: Option<NaiveDate>,
    decided_on: Option<NaiveDate>,
    served_on: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
    revoked_on: Option<NaiveDate>,
    fine_fen: i64,
    stands: bool,
    many: String,
}

impl Kept for CaseFact {
    const LOG: Log = Log::Cases;

    async fn load(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Self>, Fault> {
        let rows = sqlx::query_as!(
            Row,
            r#"
            select
                case_id, origin, code, kind, division, agency_id, agency_name, domain, party_id, party_kind,
                back_entered, step, opened_on, site_on, ordered_on, decided_on, served_on, closed_on,
                revoked_on, fine_fen, stands, many::text as "many!"
            from case_fact
            where case_id = any ($1)
            "#,
            ids
        )
        .fetch_all(conn)
        .await?;
        rows.into_iter().map(CaseFact::try_from).collect()
    }

    async fn save(conn: &mut PgConnection, made: &[&Self], changed: &[&Self]) -> Result<(), Fault> {
        if !made.is_empty() {
            insert(&mut *conn, &Columns::of(made)?).await?;
        }
        if !changed.is_empty() {
            update(conn, &Columns::of(changed)?).await?;
        }
        Ok(())
    }

    async fn forget(conn: &mut PgConnection, origin: &str) -> Result<(), Fault> {
        sqlx::query!("delete from case_fact where origin = $1", origin)
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
                case_id, origin, code, kind, division, agency_id, agency_name, domain, party_id, party_kind,
                back_entered, step, opened_on, site_on, ordered_on, decided_on, served_on, closed_on,
                revoked_on, fine_fen, stands, many::text as "many!"
            from case_fact
            where origin = $1 and case_id > $2
            order by case_id
            limit $3
            "#,
            origin,
            after,
            limit
        )
        .fetch_all(conn)
        .await?;
        rows.into_iter().map(CaseFact::try_from).collect()
    }
}

impl TryFrom<Row> for CaseFact {
    type Error = Fault;

    fn try_from(row: Row) -> Result<Self, Fault> {
        let kind = Kind::named(&row.kind).ok_or_else(|| unreadable("procedure"))?;
        Ok(Self {
            case_id: row.case_id,
            origin: row.origin,
            code: row.code,
            kind,
            division: row.division,
            agency_id: row.agency_id,
            agency_name: row.agency_name,
            domain: row.domain,
            party_id: row.party_id,
            party_kind: row.party_kind,
            back_entered: row.back_entered,
            step: step::named(kind, &row.step).ok_or_else(|| unreadable("step"))?,
            opened_on: row.opened_on,
            site_on: row.site_on,
            ordered_on: row.ordered_on,
            decided_on: row.decided_on,
            served_on: row.served_on,
            closed_on: row.closed_on,
            revoked_on: row.revoked_on,
            fine_fen: row.fine_fen,
            stands: row.stands,
            many: serde_json::from_str(&row.many).map_err(|_| unreadable("visits and payments"))?,
        })
    }
}

#[derive(Default)]
struct Columns {
    ids: Vec<Uuid>,
    origins: Vec<String>,
    codes: Vec<String>,
    kinds: Vec<String>,
    divisions: Vec<String>,
    agencies: Vec<String>,
    agency_names: Vec<String>,
    domains: Vec<String>,
    parties: Vec<String>,
    party_kinds: Vec<String>,
    back_entered: Vec<bool>,
    steps: Vec<String>,
    opened: Vec<NaiveDate>,
    site: Vec<Option<NaiveDate>>,
    ordered: Vec<Option<NaiveDate>>,
    decided: Vec<Option<NaiveDate>>,
    served: Vec<Option<NaiveDate>>,
    closed: Vec<Option<NaiveDate>>,
    revoked: Vec<Option<NaiveDate>>,
    fines: Vec<i64>,
    stands: Vec<bool>,
    many: Vec<String>,
}

impl Columns {
    fn of(facts: &[&CaseFact]) -> Result<Self, Fault> {
        let mut columns = Self::default();
        for fact in facts {
            columns.ids.push(fact.case_id);
            columns.origins.push(fact.origin.clone());
            columns.codes.push(fact.code.clone());
            columns.kinds.push(fact.kind.name().to_owned());
            columns.divisions.push(fact.division.clone());
            columns.agencies.push(fact.agency_id.clone());
            columns.agency_names.push(fact.agency_name.clone());
            columns.domains.push(fact.domain.clone());
            columns.parties.push(fact.party_id.clone());
            columns.party_kinds.push(fact.party_kind.clone());
            columns.back_entered.push(fact.back_entered);
            columns.steps.push(fact.step.to_owned());
            columns.opened.push(fact.opened_on);
            columns.site.push(fact.site_on);
            columns.ordered.push(fact.ordered_on);
            columns.decided.push(fact.decided_on);
            columns.served.push(fact.served_on);
            columns.closed.push(fact.closed_on);
            columns.revoked.push(fact.revoked_on);
            columns.fines.push(fact.fine_fen);
            columns.stands.push(fact.stands);
            let many = serde_json::to_string(&fact.many).map_err(Fault::internal)?;
            columns.many.push(many);
        }
        Ok(columns)
    }
}

async fn insert(conn: &mut PgConnection, columns: &Columns) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        insert into case_fact (
            case_id, origin, code, kind, division, agency_id, agency_name, domain, party_id, party_kind,
            back_entered, step, opened_on, site_on, ordered_on, decided_on, served_on, closed_on, revoked_on,
            fine_fen, stands, many
        )
        select
            t.case_id, t.origin, t.code, t.kind, t.division, t.agency_id, t.agency_name, t.domain, t.party_id,
            t.party_kind, t.back_entered, t.step, t.opened_on, t.site_on, t.ordered_on, t.decided_on,
            t.served_on, t.closed_on, t.revoked_on, t.fine_fen, t.stands, t.many::jsonb
        from unnest(
            $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::text[], $10::text[], $11::boolean[], $12::text[], $13::date[], $14::date[], $15::date[],
            $16::date[], $17::date[], $18::date[], $19::date[], $20::bigint[], $21::boolean[], $22::text[]
        ) as t (
            case_id, origin, code, kind, division, agency_id, agency_name, domain, party_id, party_kind,
            back_entered, step, opened_on, site_on, ordered_on, decided_on, served_on, closed_on, revoked_on,
            fine_fen, stands, many
        )
        "#,
        &columns.ids,
        &columns.origins,
        &columns.codes,
        &columns.kinds,
        &columns.divisions,
        &columns.agencies,
        &columns.agency_names,
        &columns.domains,
        &columns.parties,
        &columns.party_kinds,
        &columns.back_entered,
        &columns.steps,
        &columns.opened,
        &columns.site as &[Option<NaiveDate>],
        &columns.ordered as &[Option<NaiveDate>],
        &columns.decided as &[Option<NaiveDate>],
        &columns.served as &[Option<NaiveDate>],
        &columns.closed as &[Option<NaiveDate>],
        &columns.revoked as &[Option<NaiveDate>],
        &columns.fines,
        &columns.stands,
        &columns.many
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What was opened with the case never changes.
async fn update(conn: &mut PgConnection, columns: &Columns) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        update case_fact c
        set step = t.step, site_on = t.site_on, ordered_on = t.ordered_on, decided_on = t.decided_on,
            served_on = t.served_on, closed_on = t.closed_on, revoked_on = t.revoked_on,
            fine_fen = t.fine_fen, stands = t.stands, many = t.many::jsonb
        from unnest(
            $1::uuid[], $2::text[], $3::date[], $4::date[], $5::date[], $6::date[], $7::date[], $8::date[],
            $9::bigint[], $10::boolean[], $11::text[]
        ) as t (
            case_id, step, site_on, ordered_on, decided_on, served_on, closed_on, revoked_on, fine_fen, stands,
            many
        )
        where c.case_id = t.case_id
        "#,
        &columns.ids,
        &columns.steps,
        &columns.site as &[Option<NaiveDate>],
        &columns.ordered as &[Option<NaiveDate>],
        &columns.decided as &[Option<NaiveDate>],
        &columns.served as &[Option<NaiveDate>],
        &columns.closed as &[Option<NaiveDate>],
        &columns.revoked as &[Option<NaiveDate>],
        &columns.fines,
        &columns.stands,
        &columns.many
    )
    .execute(conn)
    .await?;
    Ok(())
}
