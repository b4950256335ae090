//! Lists, work lists and search over five million cases.

use std::time::Duration;

use actor::Actor;
use contract::cases::v1::{FindCasesRequest, ListCasesRequest, ListTasksRequest, TaskScope};
use tokio::time::Instant;

use super::Options;
use super::asked::Asked;
use super::crowd;
use super::office::{self, Office};
use super::report::{Section, Table};
use super::site::Site;
use super::statistic::{Latency, milliseconds};

/// Cases.
const CASES: i32 = 5_000_000;
/// Pages asked for of one shape, at most, and for how long.
const CALLS: usize = 300;
const SECONDS: f64 = 4.0;
/// The bar.
const BAR: Duration = Duration::from_millis(50);

/// A way of asking.
struct Shape {
    name: &'static str,
    viewer: Actor,
    asked: Asked,
    /// Pages turned before the one that is measured.
    turned: usize,
}

pub(super) async fn measure(site: &Site, options: &Options) -> anyhow::Result<Section> {
    site.needs(30).await?;
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
    crowd::fill(&office.pool, &sample.case_id, CASES).await?;
    let filled = begun.elapsed().as_secs_f64();
    println!("  {CASES} cases in {filled:.0} s");
    let begun = Instant::now();
    office.take_in().await?;
    let indexed = begun.elapsed().as_secs_f64();
    println!("  indexed in {indexed:.0} s");
    let seconds = options.seconds.unwrap_or(SECONDS);
    let mut tables = Vec::new();
    let mut slowest = Duration::ZERO;
    for (title, shapes) in [
        ("list", lists()),
        ("work list", work_lists()),
        ("search", searches()),
    ] {
        let mut table = Table::new([title, "rows", "p50 ms", "p99 ms"]);
        for shape in shapes {
            let (latency, found) = ask(&office, &shape, seconds).await?;
            println!("  {}: p99 {:.2} ms", shape.name, milliseconds(latency.p99));
            slowest = slowest.max(latency.p99);
            table.row([
                shape.name.to_owned(),
                found.to_string(),
                format!("{:.2}", milliseconds(latency.p50)),
                format!("{:.2}", milliseconds(latency.p99)),
            ]);
        }
        tables.push(table);
    }
    office.pool.close().await;
    site.drop("lists").await?;
    let mut section = Section::new("Lists, work lists and search of cases");
    section.say(format!(
        "{CASES} synthetic cases of 1,080 towns over two years, nine tenths closed (written in {filled:.0} s, indexed in {indexed:.0} \
         s), with a task for each open one; up to {CALLS} pages of 20 for each shape, one at a time, in process (no gateway): the \
         query, reading the cases, and writing the page."
    ));
    for table in &tables {
        section.show(table);
    }
    section.judge("p99 under 50 ms for every shape", slowest < BAR);
    Ok(section)
}

async fn ask(office: &Office, shape: &Shape, seconds: f64) -> anyhow::Result<(Latency, usize)> {
    let mut asked = shape.asked.clone();
    for _ in 0..shape.turned {
        let page = office.ask(&shape.viewer, &asked).await?;
        asked.turn(page.next);
    }
    let found = office.ask(&shape.viewer, &asked).await?.rows;
    let until = Instant::now() + Duration::from_secs_f64(seconds);
    let mut taken = Vec::new();
    while taken.len() < CALLS && Instant::now() < until {
        let begun = Instant::now();
        office.ask(&shape.viewer, &asked).await?;
        taken.push(begun.elapsed());
    }
    let latency = Latency::of(taken).ok_or_else(|| anyhow::anyhow!("nothing was asked"))?;
    Ok((latency, found))
}

fn shape(name: &'static str, viewer: Actor, asked: impl Into<Asked>) -> Shape {
    Shape {
        name,
        viewer,
        asked: asked.into(),
        turned: 0,
    }
}

fn officer() -> Actor {
    Actor {
        officer_id: Some("officer-0101001-1".to_owned()),
        ..office::viewer(
            "agency-0101001",
            "350101001",
            &["cases.read", "cases.handle"],
        )
    }
}

fn supervisor(division: &str) -> Actor {
    office::viewer("", division, &["cases.read", "cases.supervise"])
}

fn lists() -> Vec<Shape> {
    let all = ListCasesRequest::default;
    let step = |step: &str| ListCasesRequest {
        step: step.to_owned(),
        ..all()
    };
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
        shape("a province, by step", supervisor("35"), step("NOTICED")),
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

fn work_lists() -> Vec<Shape> {
    let all = ListTasksRequest::default;
    let of = |scope: TaskScope| ListTasksRequest {
        scope: scope.into(),
        ..all()
    };
    vec![
        shape("my work", officer(), all()),
        Shape {
            turned: 5,
            ..shape("the same, five pages on", officer(), all())
        },
        shape("my agency's", officer(), of(TaskScope::Agency)),
        shape("a county's", supervisor("350101"), of(TaskScope::Division)),
        shape("a province's", supervisor("35"), of(TaskScope::Division)),
        shape(
            "a province's, due by a day",
            supervisor("35"),
            ListTasksRequest {
                due_by_date: "2026-03-01".to_owned(),
                ..of(TaskScope::Division)
            },
        ),
    ]
}

fn searches() -> Vec<Shape> {
    let words = |query: &str| FindCasesRequest {
        query: query.to_owned(),
        ..FindCasesRequest::default()
    };
    vec![
        shape(
            "two characters that half of all have, province",
            supervisor("35"),
            words("餐饮"),
        ),
        shape("the same, an officer's agency", officer(), words("餐饮")),
        shape(
            "a name, province",
            supervisor("35"),
            words("龙海榕树第4713烟草商行"),
        ),
        shape(
            "two characters of names, province",
            supervisor("35"),
            words("榕树"),
        ),
        shape(
            "two words, county",
            supervisor("350101"),
            words("榕树 烟草"),
        ),
        shape("two words, province", supervisor("35"), words("榕树 烟草")),
        shape("one character, province", supervisor("35"), words("榕")),
        Shape {
            turned: 20,
            ..shape(
                "half of all, twenty pages on",
                supervisor("35"),
                words("餐饮"),
            )
        },
        shape(
            "words of one party",
            supervisor("35"),
            FindCasesRequest {
                party_id: "party-4713".to_owned(),
                ..words("榕树")
            },
        ),
        shape("what nobody has", supervisor("35"), words("航空母舰")),
    ]
}
