//! What the element centre is told before it starts.

use std::path::PathBuf;

use host::{Secret, database};
use serde::{Deserialize, Serialize};

/// Settings of the element centre.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Its database.
    pub database: database::Settings,
    /// Key that signs the heads of its log (SM2, PKCS#8, PEM). Empty: the one in `log_key_file`.
    pub log_key: Secret,
    /// File of that key; made when there is none.
    pub log_key_file: PathBuf,
    /// Code of the division that holds all others: the province of the deployment.
    pub root_division: String,
    /// Folder of the index of words: this replica's own, made anew when it is lost. Empty: in memory, made anew at each start.
    pub search_folder: PathBuf,
    /// Elements that are adopted from the upper deployment.
    pub adopt: crate::adopt::Settings,
    /// Ids of the keys whose bundles are taken without asking (first 16 hexadecimal digits of the SM3 of the public key).
    pub trusted_bundle_keys: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            database: database::Settings::default(),
            log_key: Secret::default(),
            log_key_file: PathBuf::from("var/keys/log-elements.pem"),
            root_division: "35".to_owned(),
            search_folder: PathBuf::new(),
            adopt: crate::adopt::Settings::default(),
            trusted_bundle_keys: Vec::new(),
        }
    }
}
