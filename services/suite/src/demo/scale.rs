//! `yifa demo --scale fujian`: a made-up province at full size, loaded into the element centre. A second time changes nothing.

use std::io::IsTerminal as _;
use std::str::FromStr;
use std::sync::Mutex;

use anyhow::bail;
use elements::scale::{self, Loaded, Province, Stage, Told};
use host::{Tasks, database};
use indicatif::{ProgressBar, ProgressStyle};
use tokio::time::Instant;

use crate::{Part, Settings, World, maintain};

/// Sizes that can be loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// 福建省: 4,024 agencies, 90,360 officers, 20,000 items, 2,110 laws, 16,000 standards.
    Fujian,
}

/// Prepares the databases as `yifa migrate --demo` does, then loads the province; prints what it does and what to try.
pub async fn load_scale(
    settings: &Settings,
    world: &World,
    scale: Scale,
    seed: u64,
) -> anyhow::Result<()> {
    if !settings.runs(Part::Elements) {
        bail!("the element centre is not among the parts of these settings");
    }
    println!("准备数据库与演示数据……");
    maintain::prepare(settings, world, true).await?;
    let (ground, adopted) = maintain::ground(settings, world).await?;
    let loaded = async {
        let host = ground.host_of(elements::NAME, world, &Tasks::new())?;
        let pool = database::connect(elements::NAME, &ground.settings.elements.database)?;
        println!("生成{}全省数据（种子 {seed}），全部为虚构……", scale.zh());
        let begun = Instant::now();
        let province = Province::new(seed)?;
        let screen = Screen::default();
        let told = |told| screen.show(told);
        let (clock, entropy) = (host.clock.as_ref(), host.entropy.as_ref());
        let done = scale::load(&pool, clock, entropy, &province, &Stage::ALL, &told).await?;
        let seconds = begun.elapsed().as_secs_f64();
        pool.close().await;
        sum_up(&done, seconds);
        anyhow::Ok(())
    };
    let loaded = loaded.await;
    maintain::release(ground, adopted).await?;
    loaded
}

/// What stands on the terminal: a bar for the stage at work, or plain lines where nobody looks.
#[derive(Debug, Default)]
struct Screen {
    bar: Mutex<Option<ProgressBar>>,
}

impl Screen {
    fn show(&self, told: Told) {
        let Ok(mut bar) = self.bar.lock() else {
            return;
        };
        match told {
            Told::Begins(stage, entries) => {
                *bar = std::io::stderr()
                    .is_terminal()
                    .then(|| begin(stage, entries));
            }
            Told::Written(entries) => {
                if let Some(bar) = bar.as_ref() {
                    bar.inc(u64::try_from(entries).unwrap_or(0));
                }
            }
            Told::Ends(stage, loaded) => {
                if let Some(bar) = bar.take() {
                    bar.finish_and_clear();
                }
                println!("  {}", line(stage, loaded));
            }
        }
    }
}

fn begin(stage: Stage, entries: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(entries).unwrap_or(0));
    if let Ok(style) =
        ProgressStyle::with_template("  {msg} {bar:40} {pos}/{len} {per_sec} 剩余 {eta}")
    {
        bar.set_style(style);
    }
    bar.set_message(stage.registry().zh());
    bar
}

fn line(stage: Stage, loaded: Loaded) -> String {
    let Loaded {
        recorded,
        entries,
        present,
        took,
    } = loaded;
    let name = stage.registry().zh();
    let seconds = took.as_secs_f64();
    let mut line = format!("{name}：新登记 {recorded} 个（{entries} 段效力），{seconds:.1} 秒");
    if present > 0 {
        line += "，已有 ";
        line += &present.to_string();
        line += " 个未改动";
    }
    line
}

fn sum_up(done: &[(Stage, Loaded)], seconds: f64) {
    let recorded: usize = done.iter().map(|(_, loaded)| loaded.recorded).sum();
    let entries: usize = done.iter().map(|(_, loaded)| loaded.entries).sum();
    println!("\n共新登记 {recorded} 个要素（{entries} 段效力），用时 {seconds:.1} 秒。");
    println!(
        "事项共关联 {} 条依据；平台运行时，其他服务随后按执法要素变动逐条更新各自的副本。",
        scale::LINKS
    );
    println!("\n可以试试（登录方法见 README，账号 su.mingyuan）：");
    for call in [
        r#"ElementService/ListAgencies {"division":"350102"}          鼓楼区的执法主体"#,
        r#"ElementService/GetOfficer {"officerId":"o-000001"}         一名执法人员"#,
        r#"ElementService/ListItems {"agencyId":"a-350102-urban"}     鼓楼区城管的执法事项"#,
        r#"FindService/SearchArticles {"words":"台账 燃气"}            在两千余部依据中按词查条文"#,
        r#"FindService/SuggestBases {"facts":"沿街店铺占道经营，油烟直排"}  由事实找事项"#,
        r#"CompetenceService/ResolveCompetence {"itemId":"i-05001","division":"350102001"}  谁有权管"#,
    ] {
        println!("  yifa.elements.v1.{call}");
    }
}

impl Scale {
    const fn zh(self) -> &'static str {
        match self {
            Self::Fujian => "福建省",
        }
    }
}

impl FromStr for Scale {
    type Err = UnknownScale;

    fn from_str(name: &str) -> Result<Self, UnknownScale> {
        match name {
            "fujian" => Ok(Self::Fujian),
            _ => Err(UnknownScale(name.to_owned())),
        }
    }
}

/// A size that cannot be loaded.
#[derive(Debug, thiserror::Error)]
#[error("there is no data set called {0}; there is: fujian")]
pub struct UnknownScale(String);

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_stage_says_what_it_left_alone() {
        let loaded = Loaded {
            recorded: 2,
            entries: 3,
            present: 7,
            took: Duration::from_millis(1_500),
        };
        assert_eq!(
            line(Stage::Laws, loaded),
            "执法依据：新登记 2 个（3 段效力），1.5 秒，已有 7 个未改动"
        );
    }

    #[test]
    fn only_fujian_can_be_loaded() {
        assert_eq!("fujian".parse::<Scale>().unwrap(), Scale::Fujian);
        assert!("zhejiang".parse::<Scale>().is_err());
    }
}
