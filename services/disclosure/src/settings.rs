//! What disclosure is told before it starts.

use std::path::PathBuf;

use host::{Secret, database};
use serde::{Deserialize, Serialize};

use crate::rules::Book;

/// Settings of disclosure.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Its database.
    pub database: database::Settings,
    /// Key that signs the heads of its log (SM2, PKCS#8, PEM). Empty: the one in `log_key_file`.
    pub log_key: Secret,
    /// File of that key; made when there is none.
    pub log_key_file: PathBuf,
    /// Folder of the search index: this replica's own, made anew when it is lost.
    pub search_folder: PathBuf,
    /// Seconds between two looks at what is due for publication or at the end of its window.
    pub day_interval_s: u64,
    /// File with holiday schedules of later years, in the form of crates/calendar/data/holidays.json. Empty: none.
    pub holidays_file: PathBuf,
    /// Address of the portal as the public types it, e.g. `https://zf.example.gov.cn`: for the site map. Empty: none.
    pub public_url: String,
    /// When decisions are published and for how long, where the law leaves it open.
    pub rules: Book,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            database: database::Settings::default(),
            log_key: Secret::default(),
            log_key_file: PathBuf::from("var/keys/log-disclosure.pem"),
            search_folder: PathBuf::from("var/search"),
            day_interval_s: 30,
            holidays_file: PathBuf::new(),
            public_url: String::new(),
            rules: Book::default(),
        }
    }
}
