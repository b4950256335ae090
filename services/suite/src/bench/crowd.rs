//! Millions of cases: copies of one, spread over towns, agencies, officers, parties, steps and two years.

use sqlx::{PgConnection, PgPool};
use tokio::task::JoinSet;

/// Connections that write side by side.
const WRITERS: i32 = 2;

/// Writes them, with a task for each open one.
pub(super) async fn fill(pool: &PgPool, sample: &str, cases: i32) -> anyhow::Result<()> {
    let mut conn = pool.acquire().await?;
    for statement in [
        // A million cases would take three gigabytes as they are: their state is compressed more eagerly.
        "alter table cases alter column state set storage main",
        "alter table cases set (toast_tuple_target = 128)",
    ] {
        sqlx::query(statement).execute(&mut *conn).await?;
    }
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (pool, sample) = (pool.clone(), sample.to_owned());
        let share = cases / WRITERS;
        let first = writer * share + 1;
        let last = if writer + 1 == WRITERS {
            cases
        } else {
            first + share - 1
        };
        writers.spawn(async move {
            let mut conn = pool.acquire().await?;
            at_leisure(&mut conn).await?;
            sqlx::query(CASES)
                .bind(sample)
                .bind(first)
                .bind(last)
                .execute(&mut *conn)
                .await
        });
    }
    while let Some(written) = writers.join_next().await {
        written??;
    }
    at_leisure(&mut conn).await?;
    sqlx::query(TASKS).bind(sample).execute(&mut *conn).await?;
    for statement in ["vacuum (analyze) cases", "vacuum (analyze) case_task"] {
        sqlx::query(statement).execute(&mut *conn).await?;
    }
    Ok(())
}

async fn at_leisure(conn: &mut PgConnection) -> sqlx::Result<()> {
    for statement in ["set statement_timeout = 0", "set synchronous_commit = off"] {
        sqlx::query(statement).execute(&mut *conn).await?;
    }
    Ok(())
}

/// One of ten is open; a rare step stands at one in ten thousand. Thirteen seconds lie between two cases; half of the parties are
/// restaurants, one in ten is called after a tree.
const CASES: &str = "
    insert into cases (case_id, code, procedure, step, closed, agency_id, party_id, division, version, chain_head, state,
        created_at, updated_at)
    select id::uuid, lpad(n::text, 17, '0'), s.procedure,
        case when n % 10 <> 0 then 'CLOSED' when n % 10000 = 0 then 'REVIEWED'
            when n % 20 = 0 then 'FILED' else 'NOTICED' end,
        n % 10 <> 0, 'agency-' || town, 'party-' || n % 50000, '35' || town, s.version, s.chain_head,
        s.state || jsonb_build_object('opening', s.opening || jsonb_build_object(
            'id', id,
            'agency', s.agency || jsonb_build_object('id', 'agency-' || town, 'division', '35' || town),
            'party', s.party || jsonb_build_object(
                'id', 'party-' || n % 50000,
                'name', '龙海' || (array['福兴', '榕树', '九龙', '海丝', '紫光', '双第', '锦江', '南溪', '港尾', '浮宫'])[1 + n % 30 / 3]
                    || '第' || n % 50000
                    || (array['餐饮店', '食品有限公司', '餐饮管理部', '烟草商行', '餐饮服务部', '建材厂'])[1 + n % 6])
        )),
        timestamptz '2024-01-01 00:00:00Z' + n * interval '13 s', timestamptz '2024-01-01 00:00:00Z' + n * interval '13 s'
    from (
        select n,
            lpad((1 + n % 9)::text, 2, '0') || lpad((1 + n / 9 % 10)::text, 2, '0') || lpad((1 + n / 90 % 12)::text, 3, '0') as town,
            overlay(lpad(to_hex(1704067200000 + n * 13000::bigint), 12, '0') placing '-' from 9 for 0)
                || '-7000-8000-' || lpad(to_hex(n), 12, '0') as id
        from generate_series($2, $3) as n
    ) as numbers
    cross join (
        select *, state -> 'opening' as opening, state -> 'opening' -> 'agency' as agency, state -> 'opening' -> 'party' as party
        from cases
        where case_id = $1::uuid
    ) as s";

/// What the sample waits for, for an officer of each case's agency.
const TASKS: &str = "
    insert into case_task (case_id, number, act, whom, officer_id, co_officer_id, agency_id, division, due_on, since)
    select c.case_id, t.number, t.act, t.whom,
        replace(c.agency_id, 'agency', 'officer') || '-' || n % 5, replace(c.agency_id, 'agency', 'officer') || '-' || (n + 1) % 5,
        c.agency_id, c.division, date '2026-01-01' + (n % 120)::integer, c.created_at
    from (
        select *, row_number() over (order by case_id) as n from cases where not closed and case_id <> $1::uuid
    ) as c
    cross join (
        select number, act, whom from case_task where case_id = $1::uuid order by number limit 1
    ) as t";
