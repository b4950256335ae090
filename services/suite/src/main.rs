//! `yifa`: the whole product in one process, and the tools around it.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use clock::{SystemClock, SystemEntropy};
use suite::{Settings, World, assemble, demo, maintain, vectors};

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
        /// Prints the settings in force, secrets hidden, and ends.
        #[arg(long)]
        print_settings: bool,
    },
    /// Plays two stories against the running product.
    Demo {
        /// Address of the gateway.
        #[arg(long, default_value = "http://127.0.0.1:8080")]
        address: String,
    },
    /// Prints the present one-time code of a demonstration account.
    DemoCode {
        /// User name.
        username: String,
    },
    /// Applies the database migrations.
    Migrate,
    /// Checks the record of every database and the audit log, or an exported case.
    Verify {
        /// An exported case (JSON); checked off-line.
        #[arg(long)]
        bundle: Option<PathBuf>,
        /// Public key that the bundle's head must be signed with (SPKI, PEM); without it the key in the bundle is used.
        #[arg(long, requires = "bundle")]
        public_key: Option<PathBuf>,
    },
    /// Makes a consumer's projection anew from position 0 of the feed it follows; the product must be running.
    Rebuild {
        /// Consumer, e.g. `cases.elements`.
        consumer: String,
        /// Address of the gateway.
        #[arg(long, default_value = "http://127.0.0.1:8080")]
        address: String,
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
    let mut settings: Settings = host::settings::load(command.settings.as_deref())?;
    if let Some(data) = command.data {
        settings.data = data;
    }
    let world = World {
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
    };
    match command.task {
        Task::Run {
            demo,
            listen,
            print_settings,
        } => {
            if let Some(listen) = listen {
                settings.listen = listen;
            }
            if print_settings {
                println!("{}", serde_json::to_string_pretty(&settings)?);
                return Ok(ExitCode::SUCCESS);
            }
            host::telemetry::start(&settings.telemetry)?;
            assemble::run_until_stopped(settings, world, demo).await?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Demo { address } => {
            demo::play(&address, world.clock.as_ref(), world.entropy.as_ref()).await?;
            Ok(ExitCode::SUCCESS)
        }
        Task::DemoCode { username } => {
            println!("{}", demo::one_time_code(&username, world.clock.now())?);
            Ok(ExitCode::SUCCESS)
        }
        Task::Migrate => {
            maintain::migrate(&settings, &world).await?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Verify {
            bundle: Some(bundle),
            public_key,
        } => Ok(verdict(maintain::verify_bundle(
            &bundle,
            public_key.as_deref(),
        )?)),
        Task::Verify { bundle: None, .. } => {
            Ok(verdict(maintain::verify(&settings, &world).await?))
        }
        Task::Rebuild { consumer, address } => {
            maintain::rebuild(&settings, &world, &consumer, &address).await?;
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
