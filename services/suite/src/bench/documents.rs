//! How long a paper takes: a notice of two pages, and three other papers, printed again and again with other data: cold once, then warm.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, anyhow};
use chrono::{DateTime, Utc};
use form::{Data, Form, Sheet};
use press::{Press, Wording};
use serde_json::Value;

use super::Options;
use super::report::{Section, Table};
use super::statistic::{Spread, percentile};

/// Papers of one round, after as many have warmed the press.
const PAPERS: usize = 100;
/// The bar for a warm paper of two pages.
const WARM_MS: f64 = 25.0;
/// The papers that are printed: what they are called, and their data.
const PAPER: [(&str, &str); 4] = [
    (
        "行政处罚事先告知书",
        include_str!("../../../../crates/press/samples/GZ01.json"),
    ),
    (
        "行政处罚决定书",
        include_str!("../../../../crates/press/samples/JD03.json"),
    ),
    (
        "询问笔录",
        include_str!("../../../../crates/press/samples/DC04.json"),
    ),
    (
        "立案审批表",
        include_str!("../../../../crates/press/samples/LA02.json"),
    ),
];

pub(super) async fn measure(options: &Options) -> anyhow::Result<Section> {
    let rounds = options.rounds;
    tokio::task::spawn_blocking(move || measured(rounds)).await?
}

fn measured(rounds: usize) -> anyhow::Result<Section> {
    let folders: Vec<PathBuf> = press::default_folders();
    let begun = Instant::now();
    let press = Press::open(&folders).map_err(|error| anyhow!("{error}"))?;
    let opened = begun.elapsed();
    let mut section = Section::new("A document");
    section.say(format!(
        "{rounds} rounds of {PAPERS} papers for each line, one after the other on one thread, each with another number and \
         another party, after as many to warm the press; milliseconds for one paper from its data to its bytes, least and most of \
         the rounds' medians. Fonts are looked for in {:.0} ms once.",
        opened.as_secs_f64() * 1e3
    ));
    let mut table = Table::new(["paper", "pages", "KiB", "cold ms", "ms", "p99 ms"]);
    let mut notice: Option<f64> = None;
    for (name, sample) in PAPER {
        let (form, made_at, data) = read(sample).context(name)?;
        let begun = Instant::now();
        let first = print(&press, form, &data, made_at, 0)?;
        let cold = begun.elapsed().as_secs_f64() * 1e3;
        for nth in 1..=PAPERS {
            print(&press, form, &data, made_at, nth)?;
        }
        let (mut medians, mut slowest) = (Vec::new(), Vec::new());
        for round in 1..=rounds {
            let mut times = Vec::with_capacity(PAPERS);
            for nth in 0..PAPERS {
                let begun = Instant::now();
                print(&press, form, &data, made_at, (round + 1) * PAPERS + nth)?;
                times.push(begun.elapsed().as_secs_f64() * 1e3);
            }
            times.sort_by(f64::total_cmp);
            medians.push(times[PAPERS / 2]);
            slowest.push(percentile(&times, 99).context("no paper")?);
        }
        let warm = Spread::of(medians).context("no round")?;
        if first.pages == 2 {
            notice = Some(notice.map_or(warm.median, |most| most.max(warm.median)));
        }
        table.row([
            name.to_owned(),
            first.pages.to_string(),
            (first.pdf.len() >> 10).to_string(),
            format!("{cold:.0}"),
            warm.text(1),
            Spread::of(slowest).context("no round")?.text(1),
        ]);
    }
    section.show(&table);
    section.judge(
        &format!("a warm document of two pages in less than {WARM_MS} ms"),
        notice.is_some_and(|most| most < WARM_MS),
    );
    Ok(section)
}

/// Another paper each time, so that nothing but shapes of words can be remembered.
fn print(
    press: &Press,
    form: &'static Form,
    data: &Data,
    made_at: DateTime<Utc>,
    nth: usize,
) -> anyhow::Result<press::Printed> {
    let mut data = data.clone();
    data.insert(
        "case_number".into(),
        format!("龙应急案〔2026〕{nth}号").into(),
    );
    data.insert(
        "party_name".into(),
        format!("漳州海澄新味餐饮管理有限公司第{nth}分店").into(),
    );
    let sheet = Sheet { form, data: &data };
    press
        .print(&Wording::built_in(form), sheet, made_at)
        .map_err(|error| anyhow!("{error}"))
}

fn read(sample: &str) -> anyhow::Result<(&'static Form, DateTime<Utc>, Data)> {
    let sample: Value = serde_json::from_str(sample)?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let form = form::form(&text(&sample["form"][0]), &text(&sample["form"][1])).context("form")?;
    let Value::Object(data) = sample["data"].clone() else {
        anyhow::bail!("no data");
    };
    Ok((form, text(&sample["made_at"]).parse()?, data))
}
