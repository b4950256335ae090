//! Where files are to be kept.

use std::path::PathBuf;

use host::Secret;
use serde::{Deserialize, Serialize};

/// Settings of a vault: a folder, or a bucket of an S3-compatible store.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The folder, where no bucket is named.
    pub folder: PathBuf,
    /// Address of the S3-compatible store, e.g. `https://files.example:9000`. Empty: that of the region.
    pub endpoint: String,
    /// The bucket. Empty: files are kept in the folder.
    pub bucket: String,
    /// Its region.
    pub region: String,
    /// Id of the access key.
    pub key_id: String,
    /// The access key itself.
    pub secret: Secret,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            folder: PathBuf::from("var/files"),
            endpoint: String::new(),
            bucket: String::new(),
            region: "us-east-1".to_owned(),
            key_id: String::new(),
            secret: Secret::default(),
        }
    }
}
