//! The checks of the gateway, in front of doors that behave badly.

use std::net::SocketAddr;

use gateway::roles::Role;
use gateway::{Person, Provision};
use rcgen::{CertificateParams, KeyPair};
use suite::doctor::{Level, Probe};

use crate::fixture::{
    Folder, NOWHERE, assert_found, database, door_that_answers, only, probe_at, probe_now,
};

/// gRPC statuses.
const OK: &str = "0";
const UNIMPLEMENTED: &str = "12";
const UNAUTHENTICATED: &str = "16";

async fn in_front_of(status: &'static str) -> Probe {
    let mut probe = probe_now();
    probe.address = door_that_answers(status).await;
    probe
}

#[tokio::test]
async fn gateway_health_is_red_when_nothing_listens() {
    let finding = only("gateway.health", &probe_now()).await;
    assert_found(&finding, Level::Red, NOWHERE);
}

#[tokio::test]
async fn gateway_refuses_strangers_is_red_when_they_are_let_in() {
    let finding = only("gateway.refuses_strangers", &in_front_of(OK).await).await;
    assert_found(&finding, Level::Red, "/yifa.elements.v1.ElementService/");
}

#[tokio::test]
async fn gateway_refuses_bad_tokens_is_red_when_any_token_will_do() {
    let finding = only("gateway.refuses_bad_tokens", &in_front_of(OK).await).await;
    assert_found(&finding, Level::Red, "not refused");
}

#[tokio::test]
async fn gateway_answers_the_public_is_red_when_it_does_not() {
    let probe = in_front_of(UNIMPLEMENTED).await;
    let finding = only("gateway.answers_the_public", &probe).await;
    assert_found(&finding, Level::Red, "Unimplemented");
}

#[tokio::test]
async fn gateway_plaintext_warns_when_others_reach_a_port_without_tls() {
    let mut probe = in_front_of(UNAUTHENTICATED).await;
    probe.listen = SocketAddr::from(([0, 0, 0, 0], 8080));
    let finding = only("gateway.plaintext", &probe).await;
    assert_found(&finding, Level::Warning, "in plain text");
}

#[tokio::test]
async fn gateway_reflection_warns_when_others_reach_it() {
    let mut probe = in_front_of(OK).await;
    probe.listen = SocketAddr::from(([0, 0, 0, 0], 8080));
    let finding = only("gateway.reflection", &probe).await;
    assert_found(&finding, Level::Warning, "answers");
}

#[tokio::test]
async fn gateway_certificate_is_red_when_it_ends_this_week() {
    let folder = Folder::new();
    let mut parameters = CertificateParams::new(vec!["yifa.example".to_owned()]).unwrap();
    parameters.not_after = rcgen::date_time_ymd(2026, 6, 5);
    let key = KeyPair::generate().unwrap();
    let certificate = parameters.self_signed(&key).unwrap();
    let tls = gateway::settings::Tls {
        certificate: folder.write("certificate.pem", &pem(certificate.der())),
        key: folder.write("key.pem", ""),
    };
    for (day, level) in [
        ("2026-06-01", Level::Red),
        ("2026-05-20", Level::Warning),
        ("2026-03-01", Level::Ok),
    ] {
        let mut probe = probe_at(&format!("{day}T00:00:00Z"));
        probe.gateway.tls = Some(tls.clone());
        let finding = only("gateway.certificate", &probe).await;
        assert_eq!(finding.level, level, "{finding:?}");
    }
}

#[tokio::test]
async fn gateway_demonstration_is_red_where_others_reach_the_port() {
    let test = testkit::database(&[&gateway::MIGRATOR]).await;
    let host = testkit::host("2026-06-01T09:00:00+08:00");
    let mut probe = probe_at("2026-06-01T09:00:00+08:00");
    probe.gateway.keys.actor = host.actor_key_pem.as_str().into();
    probe.gateway.keys.seal = gateway::new_seal_key(host.host.entropy.as_ref()).into();
    probe.gateway.sign_in.hash_memory_kib = 8;
    probe.demonstration = vec!["lin.jianguo", "chen.meihua"];
    probe.databases.push(database("gateway", &test));
    let provision = Provision::new(test.pool.clone(), &probe.gateway, &host.host).unwrap();
    let person = Person {
        username: "lin.jianguo",
        display_name: "林建国",
        password: "Yifa-demo-2026",
        one_time_secret: &[7; gateway::ONE_TIME_SECRET],
        officer_id: None,
        agency_id: "a-1",
        division: "350604",
        roles: &[Role::Officer],
        postings: &[],
    };
    provision.account(person).await.unwrap();
    let finding = only("gateway.demonstration", &probe).await;
    assert_found(&finding, Level::Warning, "1: lin.jianguo");
    probe.listen = SocketAddr::from(([0, 0, 0, 0], 8080));
    let finding = only("gateway.demonstration", &probe).await;
    assert_found(&finding, Level::Red, "1: lin.jianguo");
    test.close().await;
}

#[tokio::test]
async fn gateway_accounts_is_red_when_one_is_not_known_there() {
    let folder = Folder::new();
    folder.write("account-cases.pem", &actor::keys::generate().unwrap());
    let mut probe = in_front_of(UNAUTHENTICATED).await;
    probe.keys = folder.0.clone();
    probe.accounts = vec!["cases"];
    let finding = only("gateway.accounts", &probe).await;
    assert_found(&finding, Level::Red, "not accepted: cases");
}

fn pem(der: &[u8]) -> String {
    let text = data_encoding::BASE64.encode(der);
    format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
}
