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
    /// Key of the deployment's certificate authority (SM2, PKCS#8, PEM). Empty: the one in `ca_key_file`.
    pub ca_key: Secret,
    /// File of that key; made when there is none.
    pub ca_key_file: PathBuf,
    /// Secret from which the keys of agencies, officers and sessions follow (64 hexadecimal digits). Empty: the one in
    /// `ring_key_file`. Every replica has the same.
    pub ring_key: Secret,
    /// File of that secret; made when there is none.
    pub ring_key_file: PathBuf,
    /// Name of the deployment in the certificates that it issues.
    pub authority_name: String,
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
    /// The mail server that takes letters for electronic service (电子送达). Without a host nothing goes by e-mail.
    pub mail: mail::Settings,
    /// Key from which the pick-up codes (取件码) of served papers follow. Empty: the one in `party_key_file`.
    pub party_key: Secret,
    /// File of that key; made when there is none. Another key makes every printed code useless.
    pub party_key_file: PathBuf,
    /// Folders with the fonts that documents are printed in; where they lack one, documents are neither previewed nor issued.
    pub fonts: Vec<PathBuf>,
    /// Address under which the public looks up a case by its identity code, without a slash at its end, e.g.
    /// `https://portal.example/cases`: what the code on a document opens. Empty: the code itself.
    pub public_address: String,
    /// How long a file is kept (保管期限), where the cover that was issued says nothing. An assumption: no statute read sets it.
    pub file_keeping: String,
    /// Hour at which night begins, in which nothing is executed by force but in an emergency (行政强制法 §43). The law sets none.
    pub night_from_hour: u32,
    /// Hour at which it ends.
    pub night_to_hour: u32,
    /// Seconds by which the clock of a phone may be off before what it recorded off-line is flagged. An assumption: no law sets it.
    pub offline_clock_tolerance_s: u32,
    /// Days for which a command recorded off-line waits for the commands it builds on. An assumption: no law sets it.
    pub offline_wait_days: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            database: database::Settings::default(),
            log_key: Secret::default(),
            log_key_file: PathBuf::from("var/keys/log-cases.pem"),
            ca_key: Secret::default(),
            ca_key_file: PathBuf::from("var/keys/ca-cases.pem"),
            ring_key: Secret::default(),
            ring_key_file: PathBuf::from("var/keys/ring-cases.hex"),
            authority_name: "依法行政执法平台".to_owned(),
            replica_max_age_s: 24 * 60 * 60,
            replica_wait_ms: 2_000,
            clock_interval_s: 30,
            lead_transfer_reply_days: 5,
            account: Terms::default(),
            holidays_file: PathBuf::new(),
            search_folder: PathBuf::new(),
            files: vault::Settings::default(),
            uploads: Uploads::default(),
            mail: mail::Settings::default(),
            party_key: Secret::default(),
            party_key_file: PathBuf::from("var/keys/party-cases.key"),
            fonts: press::default_folders(),
            public_address: String::new(),
            file_keeping: "30年".to_owned(),
            night_from_hour: 22,
            night_to_hour: 6,
            offline_clock_tolerance_s: 300,
            offline_wait_days: 30,
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
    /// How many of the 256 shares of the folder of files are searched for torn writes each quarter of an hour; what passes through
    /// is searched each time. 8: the whole in eight hours, whatever its size. An assumption: nothing waits for it.
    pub shares_swept: u32,
}

impl Default for Uploads {
    fn default() -> Self {
        Self {
            open_per_officer: 20,
            keep_hours: 72,
            largest_bytes: 2 * 1024 * 1024 * 1024,
            shares_swept: 8,
        }
    }
}
