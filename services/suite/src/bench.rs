//! `yifa bench`: measures the product against its bars and against others, in one run on one machine, and writes what it found.

mod acts;
mod asked;
mod catch_up;
mod clocks;
mod cockpit;
mod crowd;
mod documents;
mod elements;
mod lists;
mod load;
mod machine;
mod office;
mod parcels;
mod passage;
mod processes;
mod program;
mod proxies;
mod report;
mod search;
mod site;
mod start;
mod statistic;
mod stub;
mod uploads;

use std::fmt::{self, Write as _};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use anyhow::bail;
use tokio::time::Instant;

use crate::World;
use report::{Report, Section};
use site::Site;

/// What is measured, and how long.
#[derive(Debug, Clone)]
pub struct Options {
    /// Only these subjects; empty: all of them.
    pub only: Vec<Subject>,
    /// Alternating rounds, from which medians are taken.
    pub rounds: usize,
    /// Seconds of one run; none: each subject's own.
    pub seconds: Option<f64>,
    /// File that the report is written to.
    pub out: PathBuf,
}

/// Something that is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A call through the gateway.
    Gateway,
    /// A complete act.
    Acts,
    /// Ready time and memory.
    Start,
    /// A consumer catching up.
    CatchUp,
    /// From commit to cockpit.
    Cockpit,
    /// Public search.
    Search,
    /// Lists of cases.
    Lists,
    /// The element centre of a province.
    Elements,
    /// The clock catching up.
    Clocks,
    /// Verifying what was signed.
    Parcels,
    /// A document.
    Documents,
    /// Evidence coming in.
    Uploads,
}

impl Subject {
    /// Every subject, in the order in which they are measured.
    pub const ALL: [Self; 12] = [
        Self::Gateway,
        Self::Acts,
        Self::Start,
        Self::CatchUp,
        Self::Cockpit,
        Self::Search,
        Self::Lists,
        Self::Elements,
        Self::Clocks,
        Self::Parcels,
        Self::Documents,
        Self::Uploads,
    ];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Acts => "acts",
            Self::Start => "start",
            Self::CatchUp => "catch-up",
            Self::Cockpit => "cockpit",
            Self::Search => "search",
            Self::Lists => "lists",
            Self::Elements => "elements",
            Self::Clocks => "clocks",
            Self::Parcels => "parcels",
            Self::Documents => "documents",
            Self::Uploads => "uploads",
        }
    }

    /// Past it a subject is stopped, and said not to have been measured.
    const fn longest(self) -> Duration {
        match self {
            // Most of it goes into writing the cases and making their index.
            Self::Lists => Duration::from_hours(1),
            _ => Duration::from_mins(25),
        }
    }

    async fn measure(self, site: &Site, options: &Options) -> anyhow::Result<Section> {
        let longest = self.longest();
        let measured = tokio::time::timeout(longest, Box::pin(self.measured(site, options)));
        measured
            .await
            .unwrap_or_else(|_| bail!("not done after {} minutes", longest.as_secs() / 60))
    }

    async fn measured(self, site: &Site, options: &Options) -> anyhow::Result<Section> {
        match self {
            Self::Gateway => passage::measure(site, options).await,
            Self::Acts => acts::measure(site, options).await,
            Self::Start => start::measure(site, options).await,
            Self::CatchUp => catch_up::measure(site, options).await,
            Self::Cockpit => cockpit::measure(site, options).await,
            Self::Search => search::measure(site, options).await,
            Self::Lists => Box::pin(lists::measure(site, options)).await,
            Self::Elements => elements::measure(site, options).await,
            Self::Clocks => Box::pin(clocks::measure(site, options)).await,
            Self::Parcels => parcels::measure(site, options).await,
            Self::Documents => documents::measure(options).await,
            Self::Uploads => Box::pin(uploads::measure(site, options)).await,
        }
    }
}

/// Measures, prints each section as it is done, and writes the report after each.
pub async fn run(options: Options, world: &World) -> anyhow::Result<()> {
    if cfg!(debug_assertions) {
        bail!("figures of a debug build mean nothing: run `make bench`");
    }
    let site = Box::pin(Site::open(world)).await?;
    let measured = tokio::select! {
        measured = Box::pin(measure(&options, &site, world)) => measured,
        stopped = host::process::stop_signal() => stopped,
    };
    site.close().await?;
    measured
}

async fn measure(options: &Options, site: &Site, world: &World) -> anyhow::Result<()> {
    let mut report = Report {
        head: head(options, world),
        sections: Vec::new(),
    };
    let mut failed = Vec::new();
    for subject in options.subjects() {
        println!("{subject}");
        let (begun, foreign) = (Instant::now(), Foreign::begin(site));
        let mut section = match Box::pin(subject.measure(site, options)).await {
            Ok(section) => section,
            Err(error) => {
                failed.push(subject.name());
                let mut section = Section::new(subject.name());
                section.say(format!("Could not be measured: {error:#}"));
                section
            }
        };
        let seconds = begun.elapsed().as_secs_f64();
        section.say(format!(
            "Taken in {seconds:.0} s; meanwhile other programs on the machine used {:.2} cores.",
            foreign.cores(site, seconds)
        ));
        report.sections.push(section);
        report.write(&options.out)?;
    }
    println!("\n{}", report.markdown());
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("could not be measured: {}", failed.join(", "))
    }
}

impl Options {
    fn subjects(&self) -> impl Iterator<Item = Subject> + '_ {
        Subject::ALL
            .into_iter()
            .filter(|subject| self.only.is_empty() || self.only.contains(subject))
    }
}

/// What others make the machine do while something is measured.
struct Foreign {
    machine: f64,
    ours: f64,
}

impl Foreign {
    fn begin(site: &Site) -> Self {
        Self {
            machine: processes::machine_cpu(),
            ours: ours(site),
        }
    }

    /// Cores, on average.
    fn cores(&self, site: &Site, seconds: f64) -> f64 {
        let foreign = (processes::machine_cpu() - self.machine) - (ours(site) - self.ours);
        (foreign / seconds).max(0.0)
    }
}

fn ours(site: &Site) -> f64 {
    processes::family_cpu(std::process::id()) + site.cluster_cpu()
}

fn head(options: &Options, world: &World) -> String {
    let only: Vec<_> = options.only.iter().map(|subject| subject.name()).collect();
    let mut command = format!("yifa bench --rounds {}", options.rounds);
    if !only.is_empty() {
        let _ = write!(command, " --only {}", only.join(","));
    }
    if let Some(seconds) = options.seconds {
        let _ = write!(command, " --seconds {seconds}");
    }
    let versions: Vec<String> = [
        machine::find("postgres").or_else(|| machine::find("psql")),
        machine::find("redis-server"),
    ]
    .into_iter()
    .flatten()
    .filter_map(|program| machine::version(&program, "--version"))
    .chain(
        proxies::Proxy::ALL
            .into_iter()
            .filter_map(proxies::Proxy::version),
    )
    .collect();
    format!(
        "# Performance\n\nWritten by `make bench` on {}; the command was `{command}`.\n\n\
         Machine: {}.\n\nPrograms: {}.\n\n\
         Built as `{}`. Everything of a section ran in turn on this one machine within minutes, so ratios within a section mean more than its \
         figures. Bars are those of the design; where one is missed, the reason stands beside it.\n",
        world.clock.now().format("%Y-%m-%d"),
        machine::describe(),
        versions.join("; "),
        built(),
    )
}

/// Cargo's profile: the folder in which the programs lie.
fn built() -> String {
    let here = std::env::current_exe().ok();
    let folder = here.as_deref().and_then(std::path::Path::parent);
    let name = folder.and_then(std::path::Path::file_name);
    name.map_or_else(String::new, |name| name.display().to_string())
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Subject {
    type Err = UnknownSubject;

    fn from_str(name: &str) -> Result<Self, UnknownSubject> {
        let known = Self::ALL.into_iter().find(|subject| subject.name() == name);
        known.ok_or_else(|| UnknownSubject {
            name: name.to_owned(),
        })
    }
}

/// A name that no subject has.
#[derive(Debug, thiserror::Error)]
#[error("nothing called {name} is measured; there are {known}", known = Subject::ALL.map(Subject::name).join(", "))]
pub struct UnknownSubject {
    name: String,
}
