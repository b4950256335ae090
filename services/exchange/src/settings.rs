//! What exchange is told before it starts: who we are to the upper deployment, and who may hand over to us.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use host::{Secret, database};
use serde::{Deserialize, Serialize};
use statute::identifier::DivisionCode;
use subscription::Log;

/// Longest name of a deployment, in characters.
const LONGEST_NAME: usize = 32;

/// Settings of exchange.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Its database.
    pub database: database::Settings,
    /// Key with which the deployment signs what it hands over (SM2, PKCS#8, PEM). Empty: the one in `deployment_key_file`.
    pub deployment_key: Secret,
    /// File of that key; made when there is none. Its public half is kept beside it, for the upper deployment.
    pub deployment_key_file: PathBuf,
    /// The upper deployment; without an address there is none.
    pub upper: Upper,
    /// Lower deployments that hand over to this one.
    pub lower: Vec<Lower>,
    /// Events handed over at once, 1 to 2000.
    pub batch_events: usize,
    /// Milliseconds for which the upper deployment may take to answer.
    pub call_timeout_ms: u64,
    /// Shortest pause after a failure, in milliseconds; it doubles with each.
    pub retry_min_ms: u64,
    /// Longest pause after a failure, in milliseconds.
    pub retry_max_ms: u64,
}

/// The upper deployment, and who we are to it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Upper {
    /// Address of its gateway, e.g. `https://yifa.zhangzhou.example`. Empty: there is no upper deployment.
    pub address: String,
    /// File with the certificate of the authority that vouches for it (PEM). Needed for `https://`.
    pub ca_file: PathBuf,
    /// Name under which its elements are kept here, e.g. `upper`.
    pub name: String,
    /// Its division, e.g. `3506`.
    pub division: String,
    /// Name of this deployment, as registered there, e.g. `350604`.
    pub origin: String,
    /// Service account of this deployment at its gateway.
    pub account: String,
    /// Private key of that account (Ed25519, PKCS#8 PEM). Empty: the one in `account_key_file`.
    pub account_key: Secret,
    /// File of that key.
    pub account_key_file: PathBuf,
    /// Logs that are handed over; empty: all.
    pub logs: Vec<String>,
}

/// A lower deployment.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lower {
    /// Its name, e.g. `350604`: lower-case letters, digits and hyphens.
    pub origin: String,
    /// Name for a reader, e.g. 漳州市龙海区.
    pub display_name: String,
    /// Its division; what it hands over lies in it.
    pub division: String,
    /// Its service account at this deployment's gateway.
    pub account: String,
    /// Public keys of the deployment (SM2, SPKI, PEM), one block after another. Empty: those in `public_key_file`.
    pub public_key_pem: String,
    /// File of these keys.
    pub public_key_file: PathBuf,
    /// Public keys of its logs (SPKI, PEM) by log, where they are not to be learned at first sight.
    pub log_keys: BTreeMap<String, String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            database: database::Settings::default(),
            deployment_key: Secret::default(),
            deployment_key_file: PathBuf::from("var/keys/deployment.pem"),
            upper: Upper::default(),
            lower: Vec::new(),
            batch_events: 500,
            call_timeout_ms: 20_000,
            retry_min_ms: 200,
            retry_max_ms: 10_000,
        }
    }
}

impl Default for Upper {
    fn default() -> Self {
        Self {
            address: String::new(),
            ca_file: PathBuf::new(),
            name: "upper".to_owned(),
            division: String::new(),
            origin: String::new(),
            account: String::new(),
            account_key: Secret::default(),
            account_key_file: PathBuf::new(),
            logs: Vec::new(),
        }
    }
}

/// A lower deployment as it is known once its settings have been read.
#[derive(Debug, Clone)]
pub struct Registered {
    /// Name for a reader.
    pub display_name: String,
    /// Its division.
    pub division: DivisionCode,
    /// Its service account.
    pub account: String,
    /// Public keys of the deployment.
    pub keys: crate::seal::Keys,
    /// Public keys of its logs (PEM), where they are configured.
    pub log_keys: BTreeMap<Log, String>,
}

impl Settings {
    /// The lower deployments by name.
    pub fn registered(&self) -> anyhow::Result<BTreeMap<String, Registered>> {
        let mut registered = BTreeMap::new();
        for lower in &self.lower {
            let origin = &lower.origin;
            let read = lower
                .read()
                .with_context(|| format!("the lower deployment {origin:?} is set up wrongly"))?;
            ensure!(
                self.upper.address.is_empty()
                    || (*origin != self.upper.name && *origin != self.upper.origin),
                "{origin} is the name of the upper deployment or of this one"
            );
            ensure!(
                registered.insert(origin.clone(), read).is_none(),
                "the lower deployment {origin} is set up twice"
            );
        }
        Ok(registered)
    }

    /// The pauses between tries.
    pub(crate) fn pauses(&self) -> (Duration, Duration) {
        let shortest = Duration::from_millis(self.retry_min_ms.max(1));
        (
            shortest,
            Duration::from_millis(self.retry_max_ms).max(shortest),
        )
    }
}

impl Upper {
    /// Whether there is one.
    pub const fn is_set(&self) -> bool {
        !self.address.is_empty()
    }

    /// Whether what it says can be used; call it when there is one.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        ensure!(
            is_name(&self.origin),
            "exchange.upper.origin {:?} is no name of a deployment",
            self.origin
        );
        ensure!(
            is_name(&self.name) && self.name != self.origin,
            "exchange.upper.name {:?} is no name of another deployment",
            self.name
        );
        DivisionCode::parse(&self.division).context("exchange.upper.division")?;
        self.logs()?;
        Ok(())
    }

    /// The logs that are handed over.
    pub(crate) fn logs(&self) -> anyhow::Result<BTreeSet<Log>> {
        if self.logs.is_empty() {
            return Ok(Log::ALL.into_iter().collect());
        }
        let named = |name: &String| Log::named(name).with_context(|| format!("{name} is no log"));
        self.logs.iter().map(named).collect()
    }
}

impl Lower {
    fn read(&self) -> anyhow::Result<Registered> {
        if !is_name(&self.origin) {
            bail!("its name must be lower-case letters, digits and hyphens");
        }
        ensure!(!self.account.is_empty(), "its account is missing");
        let pem = if self.public_key_pem.is_empty() {
            read(&self.public_key_file)?
        } else {
            self.public_key_pem.clone()
        };
        let mut log_keys = BTreeMap::new();
        for (name, pem) in &self.log_keys {
            let log = Log::named(name).with_context(|| format!("{name} is no log"))?;
            log_keys.insert(log, pem.clone());
        }
        let display_name = if self.display_name.is_empty() {
            self.origin.clone()
        } else {
            self.display_name.clone()
        };
        Ok(Registered {
            display_name,
            division: DivisionCode::parse(&self.division).context("its division")?,
            account: self.account.clone(),
            keys: crate::seal::Keys::from_pem(&pem).context("its public key")?,
            log_keys,
        })
    }
}

/// Whether a text is the name of a deployment: it stands in the names of consumers.
pub(crate) fn is_name(text: &str) -> bool {
    (1..=LONGEST_NAME).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn read(file: &Path) -> anyhow::Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

#[cfg(test)]
mod tests {
    use clock::SeededEntropy;

    use super::*;

    fn county() -> Lower {
        let signer = feed::HeadSigner::generate(&SeededEntropy::new(1)).unwrap();
        Lower {
            origin: "350604".into(),
            division: "350604".into(),
            account: "county-350604".into(),
            public_key_pem: signer.public_pem().into(),
            ..Lower::default()
        }
    }

    fn registered(change: impl FnOnce(&mut Settings)) -> anyhow::Result<usize> {
        let mut settings = Settings {
            lower: vec![county()],
            ..Settings::default()
        };
        change(&mut settings);
        Ok(settings.registered()?.len())
    }

    #[test]
    fn a_lower_deployment_that_is_set_up_wrongly_stops_the_start() {
        assert_eq!(registered(|_| ()).unwrap(), 1);
        let wrong: [fn(&mut Settings); 6] = [
            |s| s.lower[0].origin = "龙海".into(),
            |s| s.lower[0].division = "99".into(),
            |s| s.lower[0].account = String::new(),
            |s| s.lower[0].public_key_pem = "no key".into(),
            |s| s.lower.push(county()),
            |s| {
                s.upper.address = "http://upper".into();
                s.upper.origin = "350604".into();
            },
        ];
        for (at, change) in wrong.into_iter().enumerate() {
            assert!(registered(change).is_err(), "{at}");
        }
    }

    #[test]
    fn an_upper_deployment_needs_names_a_division_and_logs_that_exist() {
        let upper = |change: fn(&mut Upper)| {
            let mut upper = Upper {
                address: "https://upper".into(),
                division: "3506".into(),
                origin: "350604".into(),
                ..Upper::default()
            };
            change(&mut upper);
            upper.check()
        };
        assert!(upper(|_| ()).is_ok());
        assert!(upper(|u| u.origin.clear()).is_err());
        assert!(upper(|u| u.name = u.origin.clone()).is_err());
        assert!(upper(|u| u.division = "city".into()).is_err());
        assert!(upper(|u| u.logs = vec!["audit".into()]).is_err());
    }
}
