//! `yifa`: the whole product in one process, and the tools around it.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use clock::SystemEntropy;
use gateway::ServicePrincipal;
use subscription::Upkeep;
use suite::bench::Subject;
use suite::demo::Scale;
use suite::maintain::NewAccount;
use suite::{Part, Settings, World, assemble, bench, demo, doctor, maintain, vectors, verify};

/// Indexes of words, by the part that keeps each in a folder: they are rebuilt there, not through the running product.
const SEARCHES: [(&str, Part); 3] = [
    ("cases.search", Part::Cases),
    ("disclosure.search", Part::Disclosure),
    ("elements.search", Part::Elements),
];

/// Yifa 依法: administrative law enforcement.
#[derive(Debug, Parser)]
#[command(version, about, arg_required_else_help = true)]
struct Command {
    #[command(subcommand)]
    task: Task,
    /// Settings file (TOML). The environment (YIFA__…) stands above it.
    #[arg(long, global = true)]
    settings: Option<PathBuf>,
    /// Folder for the private PostgreSQL cluster, keys and files.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Starts the whole product.
    Run {
        /// Loads the demonstration data and accounts.
        #[arg(long)]
        demo: bool,
        /// Address of the gateway's port.
        #[arg(long)]
        listen: Option<std::net::SocketAddr>,
        /// Runs only these parts, e.g. `gateway,elements`: the others run in other processes.
        #[arg(long, value_delimiter = ',')]
        only: Vec<Part>,
        /// Address of the gateway, when it is not among the parts of this process.
        #[arg(long)]
        gateway: Option<String>,
        /// Prints the settings in force, secrets hidden, and ends.
        #[arg(long)]
        print_settings: bool,
    },
    /// Plays two stories against the running product, and shows what the supervisor, the public, the leader and the city see.
    Demo {
        /// Address of the gateway.
        #[arg(long, default_value = "http://127.0.0.1:8080")]
        address: String,
        /// Address of the city's own deployment, to which this one hands over (`make federation`).
        #[arg(long)]
        city: Option<String>,
        /// Plays nothing, but loads a made-up province of full size into the element centre: `fujian`.
        #[arg(long, conflicts_with = "city")]
        scale: Option<Scale>,
        /// Seed of the province: the same seed makes the same province.
        #[arg(long, requires = "scale", default_value_t = elements::scale::SEED)]
        seed: u64,
    },
    /// Prints the present one-time code of a demonstration account.
    DemoCode {
        /// User name.
        username: String,
    },
    /// Applies the database migrations, and makes the accounts of the services.
    Migrate {
        /// Loads the demonstration data and accounts too.
        #[arg(long)]
        demo: bool,
    },
    /// Makes an account for a program, or brings the one of that name to what is given: a lower deployment, an integrator.
    ServiceAccount {
        /// Name, e.g. `county-350604`.
        name: String,
        /// Its public key (Ed25519, SPKI, PEM).
        #[arg(long)]
        public_key: PathBuf,
        /// What it may call, e.g. `exchange.receive,elements.feed`.
        #[arg(long, value_delimiter = ',', required = true)]
        scopes: Vec<String>,
        /// Its division, e.g. `350604`.
        #[arg(long)]
        division: String,
        /// Name as it stands in records.
        #[arg(long, default_value = "")]
        display_name: String,
    },
    /// Checks the record of every database and the audit log, or an exported case.
    Verify {
        /// An exported case (JSON); checked off-line.
        #[arg(long)]
        bundle: Option<PathBuf>,
        /// A parcel (ZIP), a sealed PDF or an exported case; checked off-line.
        #[arg(long, conflicts_with = "bundle")]
        file: Option<PathBuf>,
        /// Text of a card's QR code; checked off-line with `--keys`.
        #[arg(long, conflicts_with_all = ["bundle", "file"], requires = "keys")]
        card: Option<String>,
        /// Published certificates (PEM) that seals and cards must be signed under; without them those in the file are used.
        #[arg(long)]
        keys: Option<PathBuf>,
        /// Public key that the log's head must be signed with (SPKI, PEM); without it the key in the file is used.
        #[arg(long)]
        public_key: Option<PathBuf>,
    },
    /// Makes a consumer's projection anew from position 0 of the feed it follows; the product must be running.
    Rebuild {
        /// Consumer, e.g. `cases.elements`; `cases.search`, `disclosure.search` and `elements.search` are indexes of
        /// words, while that part does not run.
        consumer: String,
        /// Address of the gateway.
        #[arg(long, default_value = "http://127.0.0.1:8080")]
        address: String,
    },
    /// Lists events that consumers could not apply and have set aside.
    SetAside,
    /// Tries again what a consumer has set aside; the product must be running.
    Replay {
        /// Consumer, e.g. `analytics.cases`.
        consumer: String,
        /// Address of the gateway.
        #[arg(long, default_value = "http://127.0.0.1:8080")]
        address: String,
    },
    /// Probes what the product stands on, and says how to mend what is not well.
    Doctor {
        /// Address of the gateway.
        #[arg(long, default_value = "http://127.0.0.1:8080")]
        address: String,
        /// Chinese, English, or JSON for a program.
        #[arg(long, value_enum, default_value_t)]
        format: doctor::Format,
    },
    /// Makes a person's account, or brings the one of that name to what is given; prints the secret of the one-time code once.
    Account {
        /// User name.
        username: String,
        /// Roles, e.g. `security_admin`.
        #[arg(long, value_delimiter = ',', required = true)]
        roles: Vec<String>,
        /// Name as it stands in records.
        #[arg(long)]
        display_name: String,
        /// Division, e.g. `35`.
        #[arg(long)]
        division: String,
        /// File with the password, so that it stands in no history of commands.
        #[arg(long)]
        password_file: PathBuf,
    },
    /// Measures the product on this machine, against its bars and against others (docs/performance.md); a release build only.
    Bench {
        /// Only these subjects, e.g. `gateway,acts`; without it all of them.
        #[arg(long, value_delimiter = ',')]
        only: Vec<Subject>,
        /// Alternating rounds, from which medians are taken.
        #[arg(long, default_value_t = 5)]
        rounds: usize,
        /// Seconds of one run; without it each subject's own.
        #[arg(long)]
        seconds: Option<f64>,
        /// File that the report is written to.
        #[arg(long, default_value = "docs/performance.md")]
        out: PathBuf,
    },
    /// Works out a file of law vectors and compares.
    Vectors {
        /// The file.
        file: PathBuf,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    // Only in builds for fault tests: reads FAILPOINTS.
    #[cfg(feature = "failpoints")]
    let _scenario = fail::FailScenario::setup();
    let command = Command::parse();
    let loaded = host::settings::load::<Settings>(command.settings.as_deref());
    let mut settings = match (loaded, &command.task) {
        (Err(error), Task::Doctor { format, .. }) => {
            return Ok(verdict(doctor::unreadable(&error, *format)?));
        }
        (loaded, _) => loaded?,
    };
    if let Some(data) = command.data {
        settings.data = data;
    }
    let world = World {
        clock: host::process::clock(),
        entropy: Arc::new(SystemEntropy),
    };
    match command.task {
        Task::Run {
            demo,
            listen,
            only,
            gateway,
            print_settings,
        } => {
            if let Some(listen) = listen {
                settings.listen = listen;
            }
            if !only.is_empty() {
                settings.only = only;
            }
            if let Some(address) = gateway {
                settings.gateway_address = address;
            }
            if print_settings {
                println!("{}", serde_json::to_string_pretty(&settings)?);
                return Ok(ExitCode::SUCCESS);
            }
            let _telemetry = host::telemetry::start(&settings.telemetry, "yifa")?;
            Box::pin(assemble::run_until_stopped(settings, world, demo)).await?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Demo {
            scale: Some(scale),
            seed,
            ..
        } => {
            Box::pin(demo::load_scale(&settings, &world, scale, seed)).await?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Demo { address, city, .. } => {
            let city = city.as_deref();
            let (clock, entropy) = (world.clock.as_ref(), world.entropy.as_ref());
            Box::pin(demo::play(&address, city, clock, entropy)).await?;
            Ok(ExitCode::SUCCESS)
        }
        Task::DemoCode { username } => {
            println!("{}", demo::one_time_code(&username, world.clock.now())?);
            Ok(ExitCode::SUCCESS)
        }
        Task::Migrate { demo } => {
            maintain::prepare(&settings, &world, demo).await?;
            Ok(ExitCode::SUCCESS)
        }
        Task::ServiceAccount {
            name,
            public_key,
            scopes,
            division,
            display_name,
        } => {
            let public_key_pem = std::fs::read_to_string(&public_key)
                .with_context(|| format!("cannot read {}", public_key.display()))?;
            let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
            let account = ServicePrincipal {
                name: &name,
                display_name: if display_name.is_empty() {
                    &name
                } else {
                    &display_name
                },
                public_key_pem: &public_key_pem,
                scopes: &scopes,
                division: &division,
            };
            maintain::service_account(&settings, &world, account).await?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Verify {
            bundle,
            file,
            card,
            keys,
            public_key,
        } => {
            let good = match (bundle.or(file), card, keys) {
                (Some(file), _, keys) => {
                    let trusted = verify::Trusted {
                        keys: keys.as_deref(),
                        log: public_key.as_deref(),
                    };
                    verify::file(&file, trusted)?.print()
                }
                (None, Some(card), Some(keys)) => {
                    verify::card(&card, &keys, world.clock.now())?.print()
                }
                _ => maintain::verify(&settings, &world).await?,
            };
            Ok(verdict(good))
        }
        Task::Rebuild { consumer, address } => {
            let search = SEARCHES.iter().find(|(name, _)| *name == consumer);
            if let Some((name, part)) = search {
                maintain::rebuild_search(&settings, &world, *part).await?;
                println!("{name}: made anew");
            } else {
                maintain::keep(&settings, &world, &consumer, Upkeep::Rebuild, &address).await?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Task::Replay { consumer, address } => {
            maintain::keep(&settings, &world, &consumer, Upkeep::Replay, &address).await?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Doctor { address, format } => {
            let well = doctor::run(&settings, &world, &address, format).await?;
            Ok(verdict(well))
        }
        Task::Account {
            username,
            roles,
            display_name,
            division,
            password_file,
        } => {
            let password = std::fs::read_to_string(&password_file)
                .with_context(|| format!("cannot read {}", password_file.display()))?;
            let wanted = NewAccount {
                username: &username,
                display_name: &display_name,
                password: password.trim_end_matches(['\r', '\n']),
                division: &division,
                roles: &roles,
            };
            let address = maintain::account(&settings, &world, wanted).await?;
            println!("{address}");
            Ok(ExitCode::SUCCESS)
        }
        Task::SetAside => {
            let waiting = maintain::set_aside(&settings, &world).await?;
            for event in &waiting {
                println!("{}", maintain::told(event));
            }
            println!("{} events set aside", waiting.len());
            Ok(verdict(waiting.is_empty()))
        }
        Task::Bench {
            only,
            rounds,
            seconds,
            out,
        } => {
            let options = bench::Options {
                only,
                rounds,
                seconds,
                out,
            };
            Box::pin(bench::run(options, &world)).await?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Vectors { file } => {
            let outcome = vectors::run(&file)?;
            println!("{outcome}");
            Ok(verdict(outcome.failures.is_empty()))
        }
    }
}

fn verdict(good: bool) -> ExitCode {
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
