//! What the checks look at: the installation as data, with ways to reach its parts.

use std::net::SocketAddr;
use std::path::PathBuf;

use calendar::Calendar;
use host::{ServiceAccount, database};
use sqlx::PgPool;
use sqlx::migrate::Migrator;

use super::check::Text;
use crate::World;

/// An installation to be examined.
#[derive(Debug)]
pub struct Probe {
    /// Time and randomness.
    pub world: World,
    /// Its databases; those without a known address are left out.
    pub databases: Vec<Database>,
    /// Address of the gateway, e.g. `http://127.0.0.1:8080`.
    pub address: String,
    /// Where the gateway is told to listen.
    pub listen: SocketAddr,
    /// Settings of the gateway, keys filled in as far as there are any.
    pub gateway: gateway::Settings,
    /// User names of the demonstration.
    pub demonstration: Vec<&'static str>,
    /// Services that call the others with an account of their own.
    pub accounts: Vec<&'static str>,
    /// Folder of the keys.
    pub keys: PathBuf,
    /// Folders that must be writable, with room left.
    pub folders: Vec<PathBuf>,
    /// Folder of the index of the public search.
    pub search: PathBuf,
    /// Folder of the index of elements.
    pub element_search: PathBuf,
    /// Folder of the index of cases.
    pub case_search: PathBuf,
    /// Where evidence and documents are kept; none: case handling does not run here.
    pub files: Option<vault::Settings>,
    /// The mail server for electronic service; none: case handling does not run here.
    pub mail: Option<::mail::Settings>,
    /// Folders with the fonts of documents; none: case handling does not run here.
    pub fonts: Option<Vec<PathBuf>>,
    /// The holiday schedules that are loaded, or why they cannot be.
    pub calendar: anyhow::Result<Calendar>,
    /// Where telemetry is sent, e.g. `http://127.0.0.1:4317`. Empty: nowhere.
    pub telemetry: String,
    /// Deployments that this one calls.
    pub peers: Vec<Peer>,
    /// Where the machine tells about itself: `/`, under which are proc, sys and run.
    pub machine: PathBuf,
    /// What is thought enough.
    pub needs: Needs,
}

/// A database of the product.
#[derive(Debug)]
pub struct Database {
    /// The part whose it is, e.g. `cases`.
    pub name: &'static str,
    /// The same for officers.
    pub name_zh: &'static str,
    /// How the part reaches it.
    pub settings: database::Settings,
    /// Connections to it.
    pub pool: PgPool,
    /// What it is made of.
    pub migrations: Vec<&'static Migrator>,
    /// Public key of the log kept in it, or why there is none to be had; none: it keeps no record.
    pub log: Option<anyhow::Result<String>>,
    /// Tables that are only ever added to, each with statements that change nothing and must be refused.
    pub append_only: &'static [(&'static str, &'static str)],
    /// Whether it has the tables of the record and of consumers (crate feed).
    pub has_feed: bool,
    /// Whether what it holds cannot be had again from elsewhere.
    pub is_source: bool,
    /// Whether it stands in the cluster that the product brought along.
    pub is_private: bool,
}

/// Another deployment, as this one calls it.
#[derive(Debug)]
pub struct Peer {
    /// Its name.
    pub name: String,
    /// Address of its gateway.
    pub address: String,
    /// Our account there, or why there is none.
    pub account: anyhow::Result<ServiceAccount>,
}

/// What is thought enough of the machine.
#[derive(Debug, Clone, Copy)]
pub struct Needs {
    /// Free bytes below which a folder is soon full; an eighth of it is red.
    pub free_bytes: u64,
    /// Files that a process may have open.
    pub open_files: u64,
    /// Bytes of memory for the product in one process; half of it is red.
    pub memory_bytes: u64,
}

impl Needs {
    /// For a gateway of so many connections: each is two files when it is passed on; the pools and logs come on top.
    pub fn of(gateway: &gateway::Settings) -> Self {
        Self {
            free_bytes: 4 << 30,
            open_files: gateway.server.connections as u64 * 2 + 512,
            memory_bytes: 512 << 20,
        }
    }
}

/// Of every database with a record: statements that touch no row, and that the tables refuse all the same.
pub const RECORD_TABLES: &[(&str, &str)] = &[
    ("record", "update record set type = type where false"),
    ("record", "delete from record where false"),
    ("feed", "update feed set position = position where false"),
    ("feed", "delete from feed where false"),
    (
        "merkle_node",
        "update merkle_node set hash = hash where false",
    ),
    ("merkle_node", "delete from merkle_node where false"),
    ("log_head", "update log_head set log = log where false"),
    ("log_head", "delete from log_head where false"),
];

/// The same of the gateway's database.
pub const AUDIT_TABLES: &[(&str, &str)] = &[
    ("audit", "update audit set username = username where false"),
    ("audit", "delete from audit where false"),
    (
        "audit_outcome",
        "update audit_outcome set outcome = outcome where false",
    ),
    ("audit_outcome", "delete from audit_outcome where false"),
];

/// The same of what exchange has received.
pub const RECEIVED_TABLES: &[(&str, &str)] = &[
    (
        "received_event",
        "update received_event set type = type where false",
    ),
    ("received_event", "delete from received_event where false"),
    (
        "received_node",
        "update received_node set hash = hash where false",
    ),
    ("received_node", "delete from received_node where false"),
];

/// What a finding is about.
pub(super) const INSTALLATION: Text = Text::new("全平台", "installation");
