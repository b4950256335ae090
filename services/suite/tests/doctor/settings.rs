//! Settings that cannot be read are a finding like any other.

use suite::doctor::{Format, Level, settings_report};

use crate::fixture::{Folder, assert_found};

#[test]
fn settings_readable_is_red_when_a_key_is_misspelt() {
    let folder = Folder::new();
    let file = folder.write("yifa.toml", "[database]\nmax_conections = 8\n");
    let refused = host::settings::load::<Misspelt>(Some(&file)).unwrap_err();
    let report = settings_report(&refused);
    assert_found(&report.findings[0], Level::Red, "max_conections");
    assert!(!report.is_sound());
    let printed = report.text(Format::Zh).unwrap();
    assert!(
        printed.contains("[故障] settings.readable") && printed.contains("处置："),
        "{printed}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&report.text(Format::Json).unwrap()).unwrap();
    assert_eq!(json["findings"][0]["level"], "red");
}

/// Settings of any program: unknown keys are refused.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Misspelt {
    database: host::database::Settings,
}
