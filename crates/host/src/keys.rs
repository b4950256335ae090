//! Keys in files: made at first use, readable by their owner only.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::Context as _;

use crate::Secret;

/// The secret in `path`; when there is none, `make` makes one, which is kept first (mode 0600).
pub fn load_or_make(
    path: &Path,
    make: impl FnOnce() -> anyhow::Result<String>,
) -> anyhow::Result<Secret> {
    if path.exists() {
        return load(path);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let secret = make()?;
    // Written beside and renamed: a crash leaves either no key or a whole one.
    let draft = path.with_extension("new");
    let _ = fs::remove_file(&draft);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)
        .with_context(|| format!("cannot write {}", draft.display()))?;
    file.write_all(secret.as_bytes())?;
    file.sync_all()?;
    fs::rename(&draft, path)?;
    Ok(secret.into())
}

/// The secret that the settings give; when they give none, the one in `path`, made at first use.
pub fn given_or_made(
    given: &Secret,
    path: &Path,
    make: impl FnOnce() -> anyhow::Result<String>,
) -> anyhow::Result<Secret> {
    if given.is_empty() {
        load_or_make(path, make)
    } else {
        Ok(given.clone())
    }
}

/// The secret in `path`.
pub fn load(path: &Path) -> anyhow::Result<Secret> {
    let secret = fs::read_to_string(path)
        .with_context(|| format!("cannot read the key {}", path.display()))?;
    Ok(secret.into())
}
