//! Settings: read once, from defaults, then a file, then the environment.

use std::path::Path;

use anyhow::Context as _;
use config::{Config, Environment, File, FileFormat};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Prefix of the environment's settings: `YIFA__CASES__DATABASE__URL`.
const PREFIX: &str = "YIFA";

/// Reads settings: defaults of `T`, then `file` (TOML) if given, then the environment. An unknown key is an error.
pub fn load<T>(file: Option<&Path>) -> anyhow::Result<T>
where
    T: DeserializeOwned + Serialize + Default,
{
    sources(file)?
        .try_deserialize()
        .context("the settings cannot be read")
}

/// What was set, not yet read into a struct: `file` (TOML) if given, then the environment.
pub fn sources(file: Option<&Path>) -> anyhow::Result<Config> {
    let mut builder = Config::builder();
    if let Some(path) = file {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the settings file {}", path.display()))?;
        builder = builder.add_source(File::from_str(&text, FileFormat::Toml));
    }
    let environment = Environment::with_prefix(PREFIX)
        .prefix_separator("__")
        .separator("__")
        .try_parsing(true);
    builder
        .add_source(environment)
        .build()
        .context("the settings cannot be read")
}

/// The text of a file that a setting names; empty when it names none.
pub fn text_of(file: &Path) -> anyhow::Result<String> {
    if file.as_os_str().is_empty() {
        return Ok(String::new());
    }
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// One variable of the environment, for the few things that are no settings of a service (colours, test servers).
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
