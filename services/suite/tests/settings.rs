//! The settings that are shipped can be read, what is misspelt is refused, and no secret is printed.

use std::path::{Path, PathBuf};

use suite::Settings;

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/yifa.toml")
}

#[test]
fn the_shipped_settings_can_be_read() {
    let settings: Settings = host::settings::load(Some(&shipped())).unwrap();
    assert_eq!(settings.data, Path::new("/var/lib/yifa"));
    assert_eq!(settings.cases.database.max_connections, 8);
}

#[test]
fn a_misspelt_key_is_refused_by_name() {
    let file = std::env::temp_dir().join(format!("yifa-settings-{}.toml", std::process::id()));
    std::fs::write(&file, "[gateway]\nredis_ulr = \"\"\n").unwrap();
    let refused = host::settings::load::<Settings>(Some(&file)).unwrap_err();
    std::fs::remove_file(&file).unwrap();
    assert!(format!("{refused:#}").contains("redis_ulr"), "{refused:#}");
}

#[test]
fn printed_settings_hide_their_secrets() {
    let mut settings = Settings::default();
    settings.cases.database.url = "postgres://cases:hunter2@127.0.0.1/cases".into();
    settings.gateway.keys.seal = "hunter2".into();
    let printed = serde_json::to_string(&settings).unwrap();
    assert!(
        printed.contains("***") && !printed.contains("hunter2"),
        "{printed}"
    );
}
