//! What the settings describe, as something to be examined. Nothing is made: an installation that is not there is a finding.

use std::path::{Path, PathBuf};

use calendar::Calendar;
use host::ServiceAccount;

use super::probe::{AUDIT_TABLES, Database, Needs, Peer, Probe, RECEIVED_TABLES, RECORD_TABLES};
use crate::ground::Ground;
use crate::{Part, Settings, World, demo};

/// The ground of an installation, to be left as it was found.
pub(super) struct Borrowed {
    ground: Ground,
    was_running: bool,
}

impl Borrowed {
    /// Stops the private cluster if it did not run before.
    pub(super) async fn release(self) -> anyhow::Result<()> {
        match self.ground.cluster {
            Some(cluster) if !self.was_running => cluster.stop().await,
            _ => Ok(()),
        }
    }
}

/// Finds the installation.
pub(super) async fn find(
    settings: &Settings,
    world: &World,
    address: &str,
) -> anyhow::Result<(Probe, Option<Borrowed>)> {
    let cluster = settings.data.join("postgres");
    let borrowed = if is_installed(settings, &cluster) {
        let was_running = host::postgres::is_running(&cluster).await;
        let ground = Ground::prepare(settings.clone(), world).await?;
        Some(Borrowed {
            ground,
            was_running,
        })
    } else {
        None
    };
    let found = borrowed
        .as_ref()
        .map_or(settings, |borrowed| &borrowed.ground.settings);
    let mut databases = Vec::new();
    for part in found.parts() {
        if !part.database(found).url.is_empty() {
            let is_private = part.database(settings).url.is_empty();
            databases.push(database(part, found, is_private)?);
        }
    }
    let probe = Probe {
        world: world.clone(),
        databases,
        address: address.to_owned(),
        listen: settings.listen,
        gateway: found.gateway.clone(),
        demonstration: demo::ACCOUNTS
            .iter()
            .map(|account| account.username)
            .collect(),
        accounts: found
            .parts()
            .filter(|part| *part != Part::Gateway)
            .map(Part::name)
            .collect(),
        keys: settings.data.join("keys"),
        folders: vec![settings.data.clone()],
        search: found.disclosure.search_folder.clone(),
        element_search: found.elements.search_folder.clone(),
        case_search: found.cases.search_folder.clone(),
        files: found
            .parts()
            .any(|part| part == Part::Cases)
            .then(|| found.cases.files.clone()),
        mail: found
            .parts()
            .any(|part| part == Part::Cases)
            .then(|| found.cases.mail.clone()),
        fonts: found
            .parts()
            .any(|part| part == Part::Cases)
            .then(|| found.cases.fonts.clone()),
        calendar: calendar(&found.cases.holidays_file),
        telemetry: found.telemetry.otlp_endpoint.clone(),
        peers: peers(found),
        machine: PathBuf::from("/"),
        needs: Needs::of(&found.gateway),
    };
    Ok((probe, borrowed))
}

/// Whether there is something to be prepared: its keys, and its cluster where no address is given.
fn is_installed(settings: &Settings, cluster: &Path) -> bool {
    let keys = &settings.gateway.keys;
    let has_keys = settings.data.join("keys").join("token.pem").exists() || !keys.token.is_empty();
    let brings_its_own = settings
        .parts()
        .any(|part| part.database(settings).url.is_empty());
    has_keys && (!brings_its_own || cluster.join("data").join("PG_VERSION").exists())
}

fn database(part: Part, settings: &Settings, is_private: bool) -> anyhow::Result<Database> {
    let log = part.log_key(settings).map(Ground::log_public_key);
    let append_only = match (part, &log) {
        (Part::Gateway, _) => AUDIT_TABLES,
        (Part::Exchange, _) => RECEIVED_TABLES,
        (_, Some(_)) => RECORD_TABLES,
        (_, None) => &[],
    };
    let own = part.database(settings);
    Ok(Database {
        name: part.name(),
        name_zh: part.zh(),
        settings: own.clone(),
        pool: host::database::connect(part.name(), own)?,
        migrations: part.migrations(),
        has_feed: part != Part::Gateway,
        is_source: part == Part::Gateway || log.is_some(),
        log,
        append_only,
        is_private,
    })
}

/// The schedules that case handling reckons with.
fn calendar(file: &Path) -> anyhow::Result<Calendar> {
    Ok(Calendar::state_council_with(&host::settings::text_of(
        file,
    )?)?)
}

/// The upper deployment, with the account that this one has there.
fn peers(settings: &Settings) -> Vec<Peer> {
    let upper = &settings.exchange.upper;
    if upper.address.is_empty() {
        return Vec::new();
    }
    let key = if upper.account_key.is_empty() {
        host::keys::load(&upper.account_key_file)
    } else {
        Ok(upper.account_key.clone())
    };
    vec![Peer {
        name: upper.name.clone(),
        address: upper.address.clone(),
        account: key.map(|private_key| ServiceAccount {
            name: upper.account.clone(),
            private_key,
        }),
    }]
}
