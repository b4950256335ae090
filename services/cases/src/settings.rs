//! What case handling is told before it starts.

use std::path::PathBuf;

use cases_domain::account::Terms;
use host::{Secret, database};
use serde::{Deserialize, Serialize};

/// Settings of case handling.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Its database.
    pub database: database::Settings,
    /// Key that signs the heads of its log (SM2, PKCS#8, PEM). Empty: the one in `log_key_file`.
    pub log_key: Secret,
    /// File of that key; made when there is none.
    pub log_key_file: PathBuf,
    /// Seconds for which the replica of the elements is good without a sign of life from the element centre. Past that,
    /// acts that need a certificate are refused.
    pub replica_max_age_s: u32,
    /// Milliseconds for which an act waits for the element centre when the replica is older than that.
    pub replica_wait_ms: u64,
    /// Seconds between two looks of the clock at what is due.
    pub clock_interval_s: u64,
    /// Working days within which the hand-over of a lead to another agency is to be answered; after that it is shown as late to
    /// both. An assumption: no law sets it.
    pub lead_transfer_reply_days: u32,
    /// What accounts of penalties are kept by: which claim a payment goes to first (`order`: `fine_first`, `late_fine_first`), and
    /// what late fines are taken of after a part was paid (`late_fine_of`: `balance`, `fine`).
    pub account: Terms,
    /// File with holiday schedules of later years, in the form of crates/calendar/data/holidays.json. Empty: none.
    /// What the element centre tells as 节假日安排 comes on top of it while the service runs.
    pub holidays_file: PathBuf,
    /// Folder of the index of words, one for each replica; made anew when it is not there. Empty: in memory.
    pub search_folder: PathBuf,
    /// Where evidence and documents are kept: a folder, or a bucket of an S3-compatible store.
    pub files: vault::Settings,
    /// Bounds of uploads.
    pub uploads: Uploads,
    /// Folders with the fonts that documents are printed in; where they lack one, documents are neither previewed nor issued.
    pub fonts: Vec<PathBuf>,
    /// Address under which the public looks up a case by its identity code, without a slash at its end, e.g.
    /// `https://portal.example/cases`: what the code on a document opens. Empty: the code itself.
    pub public_address: String,
    /// Hour at which night begins, in which nothing is executed by force but in an emergency (行政强制法 §43). The law sets none.
    pub night_from_hour: u32,
    /// Hour at which it ends.
    pub night_to_hour: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            database: database::Settings::default(),
            log_key: Secret::default(),
            log_key_file: PathBuf::from("var/keys/log-cases.pem"),
            replica_max_age_s: 24 * 60 * 60,
            replica_wait_ms: 2_000,
            clock_interval_s: 30,
            lead_transfer_reply_days: 5,
            account: Terms::default(),
            holidays_file: PathBuf::new(),
            search_folder: PathBuf::new(),
            files: vault::Settings::default(),
            uploads: Uploads::default(),
            fonts: press::default_folders(),
            public_address: String::new(),
            night_from_hour: 22,
            night_to_hour: 6,
        }
    }
}

/// Bounds of uploads.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Uploads {
    /// Uploads that an officer may have open at a time.
    pub open_per_officer: u32,
    /// Hours after which an upload into which nothing came is collected, and a file on which no act relies is removed.
    pub keep_hours: u32,
    /// Largest recording, in bytes; no file is larger. Other kinds have bounds of their own that no setting raises.
    pub largest_bytes: u64,
}

impl Default for Uploads {
    fn default() -> Self {
        Self {
            open_per_officer: 20,
            keep_hours: 72,
            largest_bytes: 2 * 1024 * 1024 * 1024,
        }
    }
}
