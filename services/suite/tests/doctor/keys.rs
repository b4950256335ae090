//! The checks of the keys.

use std::fs::{Permissions, set_permissions};
use std::os::unix::fs::PermissionsExt as _;

use suite::doctor::Level;

use crate::fixture::{Folder, assert_found, only, probe_now};

#[tokio::test]
async fn keys_usable_is_red_when_one_is_missing() {
    let mut probe = probe_now();
    probe.gateway.keys.token = actor::keys::generate().unwrap().into();
    let finding = only("keys.usable", &probe).await;
    assert_found(&finding, Level::Red, "missing or unreadable: actor");
}

#[tokio::test]
async fn keys_private_is_red_when_others_can_read_one() {
    let folder = Folder::new();
    let file = folder.write("token.pem", "secret");
    let public = folder.write("token.public.pem", "public");
    set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    set_permissions(&public, Permissions::from_mode(0o644)).unwrap();
    let mut probe = probe_now();
    probe.keys = folder.0.clone();
    let finding = only("keys.private", &probe).await;
    assert_found(&finding, Level::Red, "token.pem (644)");
    assert!(!finding.found.en.contains("public"), "{finding:?}");
    set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
    assert_eq!(only("keys.private", &probe).await.level, Level::Ok);
}

#[tokio::test]
async fn keys_distinct_is_red_when_two_parts_share_one() {
    let folder = Folder::new();
    let key = actor::keys::generate().unwrap();
    folder.write("account-cases.pem", &key);
    folder.write("account-elements.pem", &key);
    let mut probe = probe_now();
    probe.keys = folder.0.clone();
    let finding = only("keys.distinct", &probe).await;
    assert_found(
        &finding,
        Level::Red,
        "account-cases.pem = account-elements.pem",
    );
    folder.write("account-elements.pem", &actor::keys::generate().unwrap());
    assert_eq!(only("keys.distinct", &probe).await.level, Level::Ok);
    // Given by settings instead of by files, they are looked at all the same.
    probe.gateway.keys.token = key.as_str().into();
    let finding = only("keys.distinct", &probe).await;
    assert_found(
        &finding,
        Level::Red,
        "account-cases.pem = gateway.keys.token",
    );
}

#[tokio::test]
async fn keys_seal_is_red_when_it_is_short() {
    let mut probe = probe_now();
    probe.gateway.keys.seal = "00112233".into();
    let finding = only("keys.seal", &probe).await;
    assert_found(&finding, Level::Red, "8 characters");
}
