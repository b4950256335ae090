//! What supervision is told before it starts.

use std::path::PathBuf;

use host::{Secret, database};
use serde::{Deserialize, Serialize};

/// Settings of supervision.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Its database.
    pub database: database::Settings,
    /// Key that signs the heads of its log (SM2, PKCS#8, PEM). Empty: the one in `log_key_file`.
    pub log_key: Secret,
    /// File of that key; made when there is none.
    pub log_key_file: PathBuf,
    /// Seconds between two sweeps of the clocks.
    pub sweep_interval_s: u64,
    /// File with holiday schedules of later years, in the form of crates/calendar/data/holidays.json. Empty: none.
    pub holidays_file: PathBuf,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            database: database::Settings::default(),
            log_key: Secret::default(),
            log_key_file: PathBuf::from("var/keys/log-supervision.pem"),
            sweep_interval_s: 60,
            holidays_file: PathBuf::new(),
        }
    }
}
