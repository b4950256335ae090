//! Settings of the whole product in one process, or of some of its parts.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::Part;

/// Everything `yifa` can be told. Every value has a default: without settings it brings its own PostgreSQL.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Address of the gateway's one port.
    pub listen: SocketAddr,
    /// Folder for the private PostgreSQL cluster, keys and files.
    pub data: PathBuf,
    /// Parts that run in this process. Empty: all of them.
    pub only: Vec<Part>,
    /// Where the gateway is when it is not among them, e.g. `http://gateway:8080`.
    pub gateway_address: String,
    /// Where services in other processes are, by part, for the gateway of this one: `cases = "http://cases:8101"`.
    pub upstreams: BTreeMap<Part, String>,
    /// Where services of this process listen for a gateway in another one, by part: `cases = "127.0.0.1:8101"`.
    pub services: BTreeMap<Part, SocketAddr>,
    /// Logs, traces, metrics.
    pub telemetry: host::telemetry::Settings,
    /// The gateway.
    pub gateway: gateway::Settings,
    /// The element centre.
    pub elements: elements::Settings,
    /// Case handling.
    pub cases: cases::Settings,
    /// Supervision.
    pub supervision: supervision::Settings,
    /// Disclosure.
    pub disclosure: disclosure::Settings,
    /// Figures.
    pub analytics: analytics::Settings,
    /// Exchange with other deployments.
    pub exchange: exchange::Settings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: PathBuf::from("var"),
            only: Vec::new(),
            gateway_address: String::new(),
            upstreams: BTreeMap::new(),
            services: BTreeMap::new(),
            telemetry: host::telemetry::Settings::default(),
            gateway: gateway::Settings::default(),
            elements: elements::Settings::default(),
            cases: cases::Settings::default(),
            supervision: supervision::Settings::default(),
            disclosure: disclosure::Settings::default(),
            analytics: analytics::Settings::default(),
            exchange: exchange::Settings::default(),
        }
    }
}

impl Settings {
    /// Whether a part runs in this process.
    pub fn runs(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    /// The parts that run in this process.
    pub fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        Part::ALL.into_iter().filter(|part| self.runs(*part))
    }

    /// Whether the whole product runs in this process.
    pub fn is_whole(&self) -> bool {
        self.parts().count() == Part::ALL.len()
    }
}
