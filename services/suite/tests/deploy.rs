//! What is shipped for running the product names only what exists: settings, programs, files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use suite::{Part, Settings};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| unreachable!("{file}: {error}"))
}

/// Every setting of a program of its own: what every process has, and the tables of all parts.
fn known() -> Value {
    let mut known = serde_json::to_value(Settings::default()).unwrap();
    let process = serde_json::to_value(host::process::Settings::default()).unwrap();
    for (key, value) in process.as_object().unwrap() {
        known[key] = value.clone();
    }
    let tls = serde_json::json!({ "certificate": "", "key": "" });
    known["gateway"]["tls"] = tls;
    for part in Part::ALL {
        known["upstreams"][part.name()] = Value::from("");
    }
    known
}

/// Where a setting is named that does not exist.
fn strangers(given: &Value, known: &Value, path: &str, found: &mut Vec<String>) {
    let (Some(given), Some(known)) = (given.as_object(), known.as_object()) else {
        return;
    };
    for (key, value) in given {
        let path = format!("{path}.{key}");
        match known.get(key) {
            Some(known) => strangers(value, known, &path, found),
            None => found.push(path),
        }
    }
}

#[test]
fn every_settings_file_names_settings_that_exist() {
    let mut files = vec![root().join("deploy/yifa.toml")];
    for entry in fs::read_dir(root().join("deploy/separate")).unwrap() {
        let path = entry.unwrap().path();
        files.extend((path.extension() == Some("toml".as_ref())).then_some(path));
    }
    assert_eq!(files.len(), 2 + Part::ALL.len());
    for file in files {
        let sources = host::settings::sources(Some(&file)).unwrap();
        let given: Value = sources.try_deserialize().unwrap();
        let mut found = Vec::new();
        strangers(&given, &known(), "", &mut found);
        assert!(found.is_empty(), "{}: {found:?}", file.display());
    }
}

#[test]
fn the_settings_of_each_part_are_read_as_its_program_reads_them() {
    for part in Part::ALL {
        let file = root().join(format!("deploy/separate/{part}.toml"));
        if part == Part::Gateway {
            let settings: Settings = host::settings::load(Some(&file)).unwrap();
            assert_eq!(settings.upstreams.len(), Part::ALL.len() - 1);
            continue;
        }
        let sources = host::settings::sources(Some(&file)).unwrap();
        let process: host::process::Settings = sources.clone().try_deserialize().unwrap();
        assert_ne!(process.server.listen.port(), 0, "{part}");
        let own: Value = sources.get(part.name()).unwrap();
        let table = serde_json::json!({ part.name(): own });
        serde_json::from_value::<Settings>(table)
            .unwrap_or_else(|error| unreachable!("{part}: {error}"));
    }
}

#[test]
fn the_examples_in_comments_are_settings_too() {
    for part in ["exchange", "gateway"] {
        let text = read(&format!("deploy/separate/{part}.toml"));
        let begin = text.find("# [").expect("it has an example");
        let example: Vec<&str> = text[begin..]
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| {
                line.contains(" = ") || line.starts_with('[') || line.starts_with(['"', '-', '…'])
            })
            .filter(|line| !line.contains("LoadCredential"))
            .collect();
        let file = std::env::temp_dir().join(format!("yifa-{part}-{}.toml", std::process::id()));
        fs::write(&file, example.join("\n")).unwrap();
        let loaded = host::settings::load::<Settings>(Some(&file));
        fs::remove_file(&file).unwrap();
        let loaded = loaded.unwrap_or_else(|error| unreachable!("{part}: {error:#}"));
        assert!(loaded.gateway.tls.is_some() || !loaded.exchange.lower.is_empty());
    }
}

#[test]
fn the_tools_and_the_whole_product_load_their_settings() {
    for file in ["deploy/yifa.toml", "deploy/separate/tools.toml"] {
        let settings: Settings = host::settings::load(Some(&root().join(file))).unwrap();
        assert_eq!(settings.data, Path::new("/var/lib/yifa"), "{file}");
    }
}

#[test]
fn every_variable_of_the_manifests_is_a_setting() {
    let mut seen = BTreeSet::new();
    for folder in ["base", "single", "components/upper"] {
        for entry in fs::read_dir(root().join("k8s").join(folder)).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            for (begin, _) in text.match_indices("YIFA__") {
                let name: String = text[begin..]
                    .chars()
                    .take_while(|c| c.is_ascii_uppercase() || *c == '_')
                    .collect();
                seen.insert(name);
            }
        }
    }
    assert!(seen.len() > 30, "{seen:?}");
    for name in seen {
        let mut at = &known();
        let path = name.trim_start_matches("YIFA__").to_lowercase();
        for key in path.split("__") {
            at = at
                .get(key)
                .unwrap_or_else(|| unreachable!("{name} is no setting: {key}"));
        }
    }
}

#[test]
fn every_part_has_a_unit_settings_an_upstream_and_a_place_in_the_image() {
    let (target, gateway) = (
        read("deploy/separate/yifa.target"),
        read("deploy/separate/gateway.toml"),
    );
    let (image, kustomization) = (read("Containerfile"), read("k8s/base/kustomization.yaml"));
    for part in Part::ALL {
        let name = part.name();
        let unit = read(&format!("deploy/separate/yifa-{name}.service"));
        assert!(
            unit.contains(&format!("/usr/local/bin/yifa-{name} ")),
            "{name}"
        );
        assert!(
            unit.contains(&format!("settings.toml:/etc/yifa/{name}.toml")),
            "{name}"
        );
        assert!(target.contains(&format!("yifa-{name}.service")), "{name}");
        assert!(image.contains(&format!(" yifa-{name}")), "{name}");
        assert!(kustomization.contains(&format!("- {name}.yaml")), "{name}");
        if part == Part::Gateway {
            continue;
        }
        // Where the gateway looks for it is where it listens.
        let settings = read(&format!("deploy/separate/{name}.toml"));
        let listen = settings
            .split_once("listen = \"")
            .unwrap()
            .1
            .split_once('"')
            .unwrap()
            .0;
        assert!(
            gateway.contains(&format!("{name} = \"http://{listen}\"")),
            "{name}"
        );
    }
}

#[test]
fn what_a_unit_hands_over_is_where_the_settings_look_for_it() {
    for part in Part::ALL {
        let name = part.name();
        let unit = read(&format!("deploy/separate/yifa-{name}.service"));
        let handed: BTreeSet<&str> = unit
            .lines()
            .filter_map(|line| line.strip_prefix("LoadCredential=")?.split_once(':'))
            .map(|(credential, _)| credential)
            .collect();
        let settings = read(&format!("deploy/separate/{name}.toml"));
        let folder = format!("/run/credentials/yifa-{name}.service/");
        for line in settings.lines().filter(|line| !line.starts_with('#')) {
            if let Some((_, rest)) = line.split_once(&folder) {
                let file = rest.trim_end_matches('"');
                assert!(handed.contains(file), "{name}: {file} is not handed over");
            }
        }
    }
}

#[test]
fn the_image_copies_programs_that_exist_and_runs_as_nobody() {
    let image = read("Containerfile");
    assert!(image.contains("USER 10001:10001") && image.contains("--locked"));
    let version = format!("image.version=\"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(
        image.contains(&version),
        "the image's version is the workspace's"
    );
    let toolchain = format!("FROM rust:{}-bookworm", env!("CARGO_PKG_RUST_VERSION"));
    assert!(
        image.contains(&toolchain),
        "the image is built with the workspace's Rust"
    );
    let list = image
        .split_once("for program in ")
        .unwrap()
        .1
        .split_once(';')
        .unwrap()
        .0;
    let mut programs: Vec<&str> = list.split_whitespace().collect();
    let mut built = Vec::new();
    for folder in ["gateway", "services"] {
        collect_programs(&root().join(folder), &mut built);
    }
    programs.sort_unstable();
    built.sort_unstable();
    assert_eq!(programs, built);
}

fn collect_programs(folder: &Path, built: &mut Vec<String>) {
    let manifest = folder.join("Cargo.toml");
    if let Ok(text) = fs::read_to_string(manifest) {
        for (_, rest) in text
            .match_indices("[[bin]]")
            .map(|(at, _)| text.split_at(at))
        {
            let name = rest
                .split_once("name = \"")
                .unwrap()
                .1
                .split_once('"')
                .unwrap()
                .0;
            built.push(name.to_owned());
        }
        return;
    }
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_programs(&path, built);
        }
    }
}
