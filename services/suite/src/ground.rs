//! What the product stands on when nothing is configured: a private PostgreSQL cluster and keys of its own.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use gateway::{Provision, ServicePrincipal};
use host::postgres::Cluster;
use host::{Gateway, Host, Secret, ServiceAccount, Tasks, database, keys};

use crate::{Part, Settings, World};

/// Databases and keys, ready to use.
#[derive(Debug)]
pub(crate) struct Ground {
    /// Settings with every address and key filled in.
    pub(crate) settings: Settings,
    /// The private cluster, when at least one database is not configured.
    pub(crate) cluster: Option<Cluster>,
}

/// Division of the services' own accounts: all that the deployment handles.
const EVERYWHERE: &str = "35";

impl Ground {
    /// Makes or finds what the settings leave open.
    pub(crate) async fn prepare(mut settings: Settings, world: &World) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&settings.data)
            .with_context(|| format!("cannot make {}", settings.data.display()))?;
        let folder = settings.data.join("keys");
        let gateway = &mut settings.gateway.keys;
        for (key, name) in [(&mut gateway.token, "token"), (&mut gateway.actor, "actor")] {
            if key.is_empty() {
                *key = ed25519(&folder, name)?;
            }
        }
        if gateway.seal.is_empty() {
            let make = || Ok(gateway::new_seal_key(world.entropy.as_ref()));
            gateway.seal = keys::load_or_make(&folder.join("seal.hex"), make)?;
        }
        for part in Part::ALL {
            if let Some(key) = part.log_key_mut(&mut settings).filter(|key| key.is_empty()) {
                *key = sm2(&folder, &format!("log-{part}"), world)?;
            }
        }
        let secret = || -> anyhow::Result<String> {
            let mut secret = [0_u8; 32];
            world.entropy.fill(&mut secret);
            Ok(data_encoding::HEXLOWER.encode(&secret))
        };
        if settings.cases.party_key.is_empty() {
            settings.cases.party_key = keys::load_or_make(&folder.join("party-cases.key"), secret)?;
        }
        if settings.cases.ca_key.is_empty() {
            settings.cases.ca_key = sm2(&folder, "ca-cases", world)?;
        }
        if settings.cases.ring_key.is_empty() {
            settings.cases.ring_key = keys::load_or_make(&folder.join("ring-cases.hex"), secret)?;
        }
        // What is left at its default lies with everything else that the deployment keeps.
        if settings.disclosure.search_folder == disclosure::Settings::default().search_folder {
            settings.disclosure.search_folder = settings.data.join("search");
        }
        if settings.elements.search_folder.as_os_str().is_empty() {
            settings.elements.search_folder = settings.data.join("search-elements");
        }
        if settings.cases.search_folder.as_os_str().is_empty() {
            settings.cases.search_folder = settings.data.join("search-cases");
        }
        if settings.cases.files.folder == cases::Settings::default().files.folder {
            settings.cases.files.folder = settings.data.join("files");
        }
        let exchange = &mut settings.exchange;
        if exchange.deployment_key.is_empty() {
            exchange.deployment_key = sm2(&folder, "deployment", world)?;
        }
        let upper = &mut exchange.upper;
        if upper.account_key.is_empty() && upper.account_key_file.as_os_str().is_empty() {
            upper.account_key = ed25519(&folder, "account-upper")?;
        }
        let mut ground = Self {
            settings,
            cluster: None,
        };
        ground.find_databases(world).await?;
        Ok(ground)
    }

    /// What a service of this process lives on; its way to the others is not yet bound to the gateway.
    pub(crate) fn host_of(&self, name: &str, world: &World, tasks: &Tasks) -> anyhow::Result<Host> {
        let public = actor::keys::public_pem(self.settings.gateway.keys.actor.expose())?;
        let account = ServiceAccount {
            name: name.to_owned(),
            private_key: self.account_key(name)?,
        };
        Ok(Host {
            clock: world.clock.clone(),
            entropy: world.entropy.clone(),
            tasks: tasks.clone(),
            verifier: Arc::new(actor::Verifier::from_spki_pem(&public)?),
            gateway: Gateway::new(account, world.clock.clone(), world.entropy.clone()),
        })
    }

    /// Makes sure that the services' accounts stand at the gateway with their present keys and scopes.
    pub(crate) async fn provision_services(&self, host: &Host) -> anyhow::Result<()> {
        let pool = database::connect(gateway::NAME, &self.settings.gateway.database)?;
        let provision = Provision::new(pool.clone(), &self.settings.gateway, host)?;
        for part in Part::ALL.into_iter().filter(|part| *part != Part::Gateway) {
            let public_key_pem = actor::keys::public_pem(self.account_key(part.name())?.expose())?;
            let principal = ServicePrincipal {
                name: part.name(),
                display_name: part.zh(),
                public_key_pem: &public_key_pem,
                scopes: part.scopes(),
                division: EVERYWHERE,
            };
            provision.service_account(principal).await?;
        }
        pool.close().await;
        Ok(())
    }

    /// Private key of a service's account.
    pub(crate) fn account_key(&self, name: &str) -> anyhow::Result<Secret> {
        ed25519(&self.settings.data.join("keys"), &format!("account-{name}"))
    }

    /// Public half of the key that signs a service's log.
    pub(crate) fn log_public_key(key: &Secret) -> anyhow::Result<String> {
        Ok(feed::HeadSigner::from_pem(key.expose())?
            .public_pem()
            .to_owned())
    }

    async fn find_databases(&mut self, world: &World) -> anyhow::Result<()> {
        for part in Part::ALL {
            let given = !part.database(&self.settings).url.is_empty();
            if given || !self.settings.runs(part) {
                continue;
            }
            if self.cluster.is_none() {
                let folder = self.settings.data.join("postgres");
                self.cluster = Some(Cluster::start(&folder, world.entropy.as_ref()).await?);
            }
            if let Some(cluster) = &self.cluster {
                let url = cluster
                    .database(part.name(), world.entropy.as_ref())
                    .await?;
                part.database_mut(&mut self.settings).url = url;
            }
        }
        Ok(())
    }
}

/// An Ed25519 key; its public half is kept beside it, for the processes that only verify.
fn ed25519(folder: &Path, name: &str) -> anyhow::Result<Secret> {
    let secret = keys::load_or_make(&folder.join(format!("{name}.pem")), || {
        Ok(actor::keys::generate()?)
    })?;
    publish(&folder.join(format!("{name}.public.pem")), || {
        Ok(actor::keys::public_pem(secret.expose())?)
    })?;
    Ok(secret)
}

/// Keeps a public key, once.
fn publish(file: &Path, public: impl FnOnce() -> anyhow::Result<String>) -> anyhow::Result<()> {
    if !file.exists() {
        std::fs::write(file, public()?)
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

/// An SM2 key, of a log or of the deployment; its public half is kept beside it, for whoever verifies.
fn sm2(folder: &Path, name: &str, world: &World) -> anyhow::Result<Secret> {
    let secret = keys::load_or_make(&folder.join(format!("{name}.pem")), || {
        Ok(feed::HeadSigner::generate(world.entropy.as_ref())?
            .to_pem()?
            .to_string())
    })?;
    publish(&folder.join(format!("{name}.public.pem")), || {
        Ground::log_public_key(&secret)
    })?;
    Ok(secret)
}
