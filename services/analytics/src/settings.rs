//! What analytics is told before it starts.

use host::database;
use serde::{Deserialize, Serialize};

/// Settings of analytics.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Its database.
    pub database: database::Settings,
}
