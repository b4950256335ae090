//! Settings of the whole product in one process.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Everything `yifa` can be told. Every value has a default: without settings it brings its own PostgreSQL.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Address of the gateway's one port.
    pub listen: SocketAddr,
    /// Folder for the private PostgreSQL cluster, keys and files.
    pub data: PathBuf,
    /// Logs.
    pub telemetry: host::telemetry::Settings,
    /// The gateway.
    pub gateway: gateway::Settings,
    /// The element centre.
    pub elements: elements::Settings,
    /// Case handling.
    pub cases: cases::Settings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: PathBuf::from("var"),
            telemetry: host::telemetry::Settings::default(),
            gateway: gateway::Settings::default(),
            elements: elements::Settings::default(),
            cases: cases::Settings::default(),
        }
    }
}
