//! Lists of cases over a million of them.

use std::time::Duration;

use actor::Actor;
use contract::cases::v1::ListCasesRequest;
use sqlx::PgPool;
use tokio::time::Instant;

use super::Options;
use super::office::{self, Office};
use super::report::{Section, Table};
use super::site::Site;
use super::statistic::{Latency, milliseconds};

/// Cases.
const CASES: i32 = 1_000_000;
/// Lists asked for of one shape, at most, and for how long.
const CALLS: usize = 300;
const SECONDS: f64 = 4.0;
/// The bar.
const BAR: Duration = Duration::from_millis(50);

/// A way of asking for a list.
struct Shape {
    name: &'static str,
    viewer: Actor,
    request: ListCasesRequest,
    /// Pages turned before the one that is measured.
    turned: usize,
}

pub(super) async fn measure(site: &Site, options: &Options) -> anyhow::Result<Section> {
    site.needs(6).await?;
    let product = site.product().await?;
    let url = site.database("lists").await?;
    // Only for its elements.
    let opened = async {
        let office = Office::open(site, &url, product.address).await?;
        let sample = office.file().await?;
        anyhow::Ok((office, sample))
    };
    let opened = opened.await;
    product.program.stop().await?;
    let (office, sample) = opened?;
    let begun = Instant::now();
    fill(&office.pool, &sample.case_id).await?;
    println!("  {CASES} cases in {:.0} s", begun.elapsed().as_secs_f64());
    let seconds = options.seconds.unwrap_or(SECONDS);
    let mut table = Table::new(["list", "cases", "p50 ms", "p99 ms"]);
    let mut slowest = Duration::ZERO;
    for shape in shapes() {
        let (latency, found) = ask(&office, &shape, seconds).await?;
        slowest = slowest.max(latency.p99);
        table.row([
            shape.name.to_owned(),
            found.to_string(),
            format!("{:.2}", milliseconds(latency.p50)),
            format!("{:.2}", milliseconds(latency.p99)),
        ]);
    }
    office.pool.close().await;
    site.drop("lists").await?;
    let mut section = Section::new("Lists of cases");
    section.say(format!(
        "{CASES} synthetic cases of 1,080 towns, nine tenths closed; up to {CALLS} lists of 20 for each shape, one at a time, in \
         process (no gateway): the query, reading the cases, and writing the page."
    ));
    section.show(&table);
    section.judge("p99 under 50 ms for every shape", slowest < BAR);
    Ok(section)
}

async fn ask(office: &Office, shape: &Shape, seconds: f64) -> anyhow::Result<(Latency, usize)> {
    let mut request = shape.request.clone();
    for _ in 0..shape.turned {
        let page = office.list(&shape.viewer, request.clone()).await?;
        request.page_token = page.next_page_token;
    }
    let found = office
        .list(&shape.viewer, request.clone())
        .await?
        .cases
        .len();
    let until = Instant::now() + Duration::from_secs_f64(seconds);
    let mut taken = Vec::new();
    while taken.len() < CALLS && Instant::now() < until {
        let begun = Instant::now();
        office.list(&shape.viewer, request.clone()).await?;
        taken.push(begun.elapsed());
    }
    let latency = Latency::of(taken).ok_or_else(|| anyhow::anyhow!("no list was given"))?;
    Ok((latency, found))
}

/// Copies of one case, spread over towns, agencies, parties and steps.
async fn fill(pool: &PgPool, sample: &str) -> anyhow::Result<()> {
    let mut conn = pool.acquire().await?;
    for statement in [
        "set statement_timeout = 0",
        "set synchronous_commit = off",
        // A million cases would take three gigabytes as they are: their state is compressed more eagerly.
        "alter table cases alter column state set storage main",
        "alter table cases set (toast_tuple_target = 128)",
    ] {
        sqlx::query(statement).execute(&mut *conn).await?;
    }
    // Two of a hundred are open; a rare step stands at one in ten thousand.
    sqlx::query(
        "insert into cases (case_id, code, procedure, step, closed, agency_id, party_id, division,
             version, chain_head, state, created_at, updated_at)
         select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, lpad(n::text, 17, '0'), s.procedure,
             case when n % 10 <> 0 then 'CLOSED' when n % 10000 = 0 then 'REVIEWED'
                 when n % 20 = 0 then 'FILED' else 'NOTICED' end,
             n % 10 <> 0, 'agency-' || town, 'party-' || n % 50000, '35' || town,
             s.version, s.chain_head, s.state, s.created_at, s.updated_at
         from (select n, lpad((1 + n % 9)::text, 2, '0') || lpad((1 + n / 9 % 10)::text, 2, '0')
                 || lpad((1 + n / 90 % 12)::text, 3, '0') as town
             from generate_series(1, $2) as n) as numbers
         cross join (select * from cases where case_id = $1::uuid) as s",
    )
    .bind(sample)
    .bind(CASES)
    .execute(&mut *conn)
    .await?;
    sqlx::query("vacuum (analyze) cases")
        .execute(&mut *conn)
        .await?;
    Ok(())
}

fn shapes() -> Vec<Shape> {
    let shape = |name, viewer, request| Shape {
        name,
        viewer,
        request,
        turned: 0,
    };
    let all = ListCasesRequest::default;
    let step = |step: &str| ListCasesRequest {
        step: step.to_owned(),
        ..all()
    };
    let officer = || office::viewer("agency-0101001", "350101001", &["cases.read"]);
    let supervisor =
        |division: &str| office::viewer("", division, &["cases.read", "cases.supervise"]);
    vec![
        shape("an officer's agency, newest", officer(), all()),
        Shape {
            turned: 30,
            ..shape("the same, thirty pages on", officer(), all())
        },
        shape("an officer's agency, by step", officer(), step("NOTICED")),
        shape("a province, newest", supervisor("35"), all()),
        shape("a county, newest", supervisor("350101"), all()),
        shape("a county, by step", supervisor("350101"), step("NOTICED")),
        shape(
            "a county, by a rare step",
            supervisor("350101"),
            step("REVIEWED"),
        ),
        shape(
            "a province, what is open",
            supervisor("35"),
            ListCasesRequest {
                open: Some(true),
                ..all()
            },
        ),
        shape(
            "one town, seen from the province",
            supervisor("35"),
            ListCasesRequest {
                division: "350101001".to_owned(),
                ..all()
            },
        ),
        shape(
            "one party, seen from the province",
            supervisor("35"),
            ListCasesRequest {
                party_id: "party-4711".to_owned(),
                ..all()
            },
        ),
        shape(
            "a step that no case has, province",
            supervisor("35"),
            step("PAID"),
        ),
    ]
}
