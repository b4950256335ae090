//! What the mail server is told about.

use std::path::PathBuf;

use host::Secret;
use serde::{Deserialize, Serialize};

/// Settings of the mail server that takes letters.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Its name. Empty: nothing is sent by e-mail.
    pub host: String,
    /// Its port: 465 with `implicit`, 587 with `starttls`, 25 between servers.
    pub port: u16,
    /// Account; empty: the server lets us in without.
    pub user: String,
    /// Its password.
    pub secret: Secret,
    /// Address letters come from, e.g. `wenshu@example.gov.cn`.
    pub from: String,
    /// How the line is encrypted.
    pub tls: Tls,
    /// File of the certificates that are trusted (PEM, one or many). Empty: those that the machine trusts.
    pub ca_file: PathBuf,
    /// Seconds for which an answer to each command is waited for.
    pub timeout_s: u64,
    /// Name under which we greet the server; empty: the domain of `from`.
    pub hello: String,
    /// Whether the server is the party's own, or answers only when the party's has taken the letter. False for one that only
    /// queues: what it takes has not arrived yet, and the officer records what came of it.
    pub taken_is_arrived: bool,
    /// Hours after which a letter that no server would take or refuse counts as not delivered.
    pub give_up_after_h: u32,
}

/// How the line to the mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tls {
    /// Not at all: a server on the same machine or in the same closed network.
    None,
    /// After a greeting in the clear (STARTTLS); a server that cannot is not used.
    Starttls,
    /// From the first byte.
    Implicit,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 465,
            user: String::new(),
            secret: Secret::default(),
            from: String::new(),
            tls: Tls::Implicit,
            ca_file: PathBuf::new(),
            timeout_s: 30,
            hello: String::new(),
            taken_is_arrived: true,
            give_up_after_h: 48,
        }
    }
}

impl Settings {
    /// Name under which we greet the server.
    pub(crate) fn hello(&self, domain: &str) -> String {
        if self.hello.is_empty() {
            domain.to_owned()
        } else {
            self.hello.clone()
        }
    }
}
