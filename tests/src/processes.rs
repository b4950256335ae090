//! The parts in processes of their own, as an operator of a city runs them: settings files, addresses, signals.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use gateway::settings::Rate;
use suite::{Part, Settings};
use tokio::process::{Child, Command};

/// Processes of one deployment.
#[derive(Debug)]
pub struct Processes {
    running: BTreeMap<String, Child>,
    commands: BTreeMap<String, Launch>,
}

/// How a process is started, and started again.
#[derive(Debug, Clone)]
struct Launch {
    program: &'static str,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    log: Option<PathBuf>,
}

/// Where each part of a deployment listens.
#[derive(Debug, Clone)]
pub struct Addresses(BTreeMap<Part, SocketAddr>);

impl Addresses {
    /// A free port for every part.
    pub fn free() -> Self {
        // All are held until all are chosen, so that none is given out twice.
        let held: Vec<_> = Part::ALL
            .into_iter()
            .map(|part| {
                let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
                (part, listener.expect("a port is free"))
            })
            .collect();
        let addresses = held.iter().map(|(part, listener)| {
            let address = listener.local_addr();
            (*part, address.expect("a listener has an address"))
        });
        Self(addresses.collect())
    }

    /// Where a part listens.
    pub fn of(&self, part: Part) -> SocketAddr {
        self.0[&part]
    }

    /// The same, to be called.
    pub fn url(&self, part: Part) -> String {
        format!("http://{}", self.of(part))
    }
}

impl Processes {
    /// Starts one process for each part, over databases and keys that are there (`suite::maintain::prepare`).
    pub fn one_per_part(
        settings: &Settings,
        addresses: &Addresses,
        environment: &[(String, String)],
        log: Option<&Path>,
    ) -> Self {
        let commands = Part::ALL
            .into_iter()
            .map(|part| {
                let file = settings.data.join(format!("{part}.toml"));
                let text = match part {
                    Part::Gateway => gateway_settings(settings, addresses),
                    _ => service_settings(part, settings, addresses),
                };
                std::fs::write(&file, text).expect("the settings can be written");
                let launch = Launch {
                    program: program_of(part),
                    arguments: vec![file.display().to_string()],
                    environment: environment.to_vec(),
                    log: log.map(Path::to_owned),
                };
                (part.name().to_owned(), launch)
            })
            .collect();
        Self::launched(commands)
    }

    /// Starts two processes of `yifa run --only`.
    pub fn two_halves(
        settings: &Settings,
        addresses: &Addresses,
        environment: &[(String, String)],
        log: Option<&Path>,
    ) -> Self {
        let file = settings.data.join("halves.toml");
        std::fs::write(&file, halves_settings(settings, addresses))
            .expect("the settings can be written");
        let halves: [(&str, &[Part]); 2] = [
            ("front", &crate::Shape::FRONT),
            ("back", &crate::Shape::BACK),
        ];
        let commands = halves.map(|(name, parts)| {
            let only: Vec<_> = parts.iter().map(|part| part.name()).collect();
            let mut arguments = vec![
                "run".to_owned(),
                "--settings".to_owned(),
                file.display().to_string(),
                "--only".to_owned(),
                only.join(","),
            ];
            if !parts.contains(&Part::Gateway) {
                arguments.extend(["--gateway".to_owned(), addresses.url(Part::Gateway)]);
            }
            let launch = Launch {
                program: "yifa",
                arguments,
                environment: environment.to_vec(),
                log: log.map(Path::to_owned),
            };
            (name.to_owned(), launch)
        });
        Self::launched(commands.into())
    }

    fn launched(commands: BTreeMap<String, Launch>) -> Self {
        let running = commands
            .iter()
            .map(|(name, launch)| (name.clone(), launch.spawn()))
            .collect();
        Self { running, commands }
    }

    /// Names of the processes.
    pub fn names(&self) -> Vec<String> {
        self.commands.keys().cloned().collect()
    }

    /// Kills a process with SIGKILL: nothing is flushed, nothing is said.
    pub async fn kill(&mut self, name: &str) {
        if let Some(mut child) = self.running.remove(name) {
            child.kill().await.expect("the process can be killed");
        }
    }

    /// Starts a process again.
    pub fn restart(&mut self, name: &str) {
        let child = self.commands[name].spawn();
        self.running.insert(name.to_owned(), child);
    }

    /// Asks every process to stop, as an operator does, and waits; answers whether all ended well.
    pub async fn stop(mut self) -> bool {
        for child in self.running.values() {
            let id = child.id().expect("the process runs");
            let asked = Command::new("kill")
                .args(["-TERM", &id.to_string()])
                .status()
                .await;
            assert!(asked.expect("kill runs").success());
        }
        let mut well = true;
        for child in self.running.values_mut() {
            well &= child.wait().await.expect("the process ends").success();
        }
        well
    }
}

impl Launch {
    fn spawn(&self) -> Child {
        let errors = self.log.as_ref().map_or_else(Stdio::inherit, |file| {
            let file = File::options().create(true).append(true).open(file);
            file.expect("the log can be written").into()
        });
        Command::new(built().join(self.program))
            .args(&self.arguments)
            .envs(self.environment.iter().cloned())
            .stdout(Stdio::null())
            .stderr(errors)
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| {
                unreachable!("{} is built beside the tests: {error}", self.program)
            })
    }
}

/// Where cargo puts the programs: beside the tests.
pub(crate) fn built() -> PathBuf {
    let test = std::env::current_exe().expect("the test knows its own path");
    let folder = test.parent().and_then(Path::parent);
    folder.expect("target/<profile>/deps/<test>").to_owned()
}

const fn program_of(part: Part) -> &'static str {
    match part {
        Part::Gateway => "yifa-gateway",
        Part::Elements => "yifa-elements",
        Part::Cases => "yifa-cases",
        Part::Supervision => "yifa-supervision",
        Part::Disclosure => "yifa-disclosure",
        Part::Analytics => "yifa-analytics",
        Part::Exchange => "yifa-exchange",
    }
}

fn gateway_settings(settings: &Settings, addresses: &Addresses) -> String {
    let key = |name: &str| {
        let text = std::fs::read_to_string(settings.data.join("keys").join(name));
        text.expect("the keys have been made")
    };
    let limits = &settings.gateway.limits;
    let rate = |rate: Rate| {
        format!(
            "{{ per_second = {}, burst = {} }}",
            rate.per_second, rate.burst
        )
    };
    let mut text = format!("listen = \"{}\"\n", addresses.of(Part::Gateway));
    let _ = writeln!(
        text,
        "[gateway.limits]\nperson = {}\nsource = {}",
        rate(limits.person),
        rate(limits.source)
    );
    let _ = writeln!(
        text,
        "[gateway.database]\nurl = \"{}\"",
        url_of(Part::Gateway, settings)
    );
    let _ = writeln!(
        text,
        "[gateway.keys]\ntoken = '''{}'''\nactor = '''{}'''\nseal = \"{}\"\n[upstreams]",
        key("token.pem"),
        key("actor.pem"),
        key("seal.hex").trim(),
    );
    for part in Part::ALL.into_iter().filter(|part| *part != Part::Gateway) {
        let _ = writeln!(text, "{part} = \"{}\"", addresses.url(part));
    }
    text
}

fn service_settings(part: Part, settings: &Settings, addresses: &Addresses) -> String {
    let keys = settings.data.join("keys");
    let mut text = format!(
        "gateway_address = \"{}\"\naccount_key_file = \"{}\"\nactor_key_file = \"{}\"\n[server]\nlisten = \"{}\"\n",
        addresses.url(Part::Gateway),
        keys.join(format!("account-{part}.pem")).display(),
        keys.join("actor.public.pem").display(),
        addresses.of(part),
    );
    let _ = writeln!(text, "[{part}]");
    text.push_str(&own_settings(part, settings));
    let _ = writeln!(
        text,
        "[{part}.database]\nurl = \"{}\"",
        url_of(part, settings)
    );
    text
}

/// What a service is told besides its database.
fn own_settings(part: Part, settings: &Settings) -> String {
    let keys = settings.data.join("keys");
    match part {
        Part::Elements | Part::Cases | Part::Supervision | Part::Disclosure => {
            let key = keys.join(format!("log-{part}.pem"));
            let mut text = format!("log_key_file = \"{}\"\n", key.display());
            if part == Part::Cases {
                let key = keys.join("party-cases.key");
                let _ = writeln!(text, "party_key_file = \"{}\"", key.display());
            }
            if matches!(part, Part::Disclosure | Part::Elements) {
                let folder = settings.data.join(format!("search-{part}"));
                let _ = writeln!(text, "search_folder = \"{}\"", folder.display());
            }
            text
        }
        Part::Gateway | Part::Analytics | Part::Exchange => String::new(),
    }
}

fn halves_settings(settings: &Settings, addresses: &Addresses) -> String {
    let mut text = format!(
        "listen = \"{}\"\ndata = \"{}\"\n",
        addresses.of(Part::Gateway),
        settings.data.display(),
    );
    text.push_str("[upstreams]\n");
    for part in crate::Shape::BACK {
        let _ = writeln!(text, "{part} = \"{}\"", addresses.url(part));
    }
    text.push_str("[services]\n");
    for part in crate::Shape::BACK {
        let _ = writeln!(text, "{part} = \"{}\"", addresses.of(part));
    }
    for part in Part::ALL {
        let _ = writeln!(
            text,
            "[{part}.database]\nurl = \"{}\"",
            url_of(part, settings)
        );
    }
    text
}

fn url_of(part: Part, settings: &Settings) -> &str {
    part.database(settings).url.expose()
}
