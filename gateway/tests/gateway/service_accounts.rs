//! Service accounts: a key of their own, an assertion good once, a token of ten minutes.

use std::collections::BTreeMap;

use contract::identity::v1::{ExchangeAssertionRequest, ExchangeAssertionResponse};
use gateway::roles::Role;
use host::ServiceAccount;
use jsonwebtoken::{Algorithm, EncodingKey, Header, crypto};
use prost::Message as _;
use serde_json::{Value, json};
use tonic::Code;

use crate::wire::Answer;
use crate::world::{EXCHANGE, READ, SENSITIVE, WATCH, World};

fn claims(world: &World, jti: &str) -> BTreeMap<&'static str, Value> {
    let now = world.now().timestamp();
    BTreeMap::from([
        ("iss", json!("follower")),
        ("sub", json!("follower")),
        ("aud", json!("yifa")),
        ("iat", json!(now)),
        ("exp", json!(now + 60)),
        ("jti", json!(jti)),
    ])
}

fn assertion(key: &str, header: &Header, claims: &BTreeMap<&'static str, Value>) -> String {
    jsonwebtoken::encode(
        header,
        claims,
        &EncodingKey::from_ed_pem(key.as_bytes()).unwrap(),
    )
    .unwrap()
}

async fn exchange(world: &World, assertion: &str) -> Answer {
    let request = ExchangeAssertionRequest {
        assertion: assertion.to_owned(),
    }
    .encode_to_vec();
    world.wire.grpc(EXCHANGE, &[], &request).await
}

async fn token(world: &World, key: &str, jti: &str) -> String {
    let assertion = assertion(key, &Header::new(Algorithm::EdDSA), &claims(world, jti));
    let answer: ExchangeAssertionResponse = exchange(world, &assertion).await.message();
    assert_eq!(
        answer.expire_time.unwrap().seconds,
        world.now().timestamp() + 600
    );
    format!("Bearer {}", answer.access_token)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assertion_opens_what_its_scopes_open_and_nothing_else() {
    let world = World::start().await;
    let key = world.service("follower", &["cases.feed"]).await;
    let token = token(&world, &key, "1").await;
    let headers = [("authorization", token.as_str())];
    assert_eq!(world.wire.grpc(WATCH, &headers, &[]).await.code(), Code::Ok);
    assert_eq!(
        world.wire.grpc(SENSITIVE, &headers, &[]).await.code(),
        Code::PermissionDenied
    );
    assert_eq!(
        world.wire.grpc(READ, &headers, &[]).await.code(),
        Code::PermissionDenied
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assertion_that_is_not_whole_right_and_new_is_refused() {
    // Every failure counts against its source, which is not what this test is about.
    let world = World::start_with(|settings| settings.sign_in.source_failures = 1_000).await;
    let key = world.service("follower", &["cases.feed"]).await;
    let other = actor::keys::generate().unwrap();
    let good = Header::new(Algorithm::EdDSA);
    let now = world.now().timestamp();
    let with = |name: &'static str, value: Value| {
        let mut claims = claims(&world, "2");
        claims.insert(name, value);
        assertion(&key, &good, &claims)
    };
    let without = |name: &str| {
        let mut claims = claims(&world, "2");
        claims.remove(name);
        assertion(&key, &good, &claims)
    };
    let heading = |header: Header| assertion(&key, &header, &claims(&world, "2"));
    let secret = EncodingKey::from_secret(actor::keys::public_pem(&key).unwrap().as_bytes());
    let hmac = jsonwebtoken::encode(
        &Header::new(Algorithm::HS256),
        &claims(&world, "2"),
        &secret,
    )
    .unwrap();
    let used = assertion(&key, &good, &claims(&world, "used"));
    assert_eq!(exchange(&world, &used).await.code(), Code::Ok);
    for (name, bad) in [
        ("used before", used),
        (
            "another key",
            assertion(&other, &good, &claims(&world, "2")),
        ),
        ("HS256 with the public key", hmac),
        ("no such account", with("iss", json!("nobody"))),
        ("iss is not sub", with("sub", json!("cases"))),
        ("another audience", with("aud", json!("other"))),
        ("aud an array", with("aud", json!(["yifa"]))),
        ("expired", with("exp", json!(now - 6))),
        ("good for too long", with("exp", json!(now + 400))),
        ("good for ever", with("exp", json!(i64::MAX))),
        ("exp a fraction", with("exp", json!(1_772_413_260.5))),
        ("exp a string", with("exp", json!((now + 60).to_string()))),
        ("not yet", with("nbf", json!(now + 60))),
        ("from the future", with("iat", json!(now + 60))),
        ("an empty jti", with("jti", json!(""))),
        ("an endless jti", with("jti", json!("x".repeat(200)))),
        ("a jti with NUL", with("jti", json!("a\0b"))),
        ("an iss with NUL", with("iss", json!("a\0b"))),
        ("no jti", without("jti")),
        ("no exp", without("exp")),
        ("no aud", without("aud")),
        (
            "jku",
            heading(Header {
                jku: Some("https://evil.example".into()),
                ..good.clone()
            }),
        ),
        (
            "x5u",
            heading(Header {
                x5u: Some("https://evil.example".into()),
                ..good.clone()
            }),
        ),
        (
            "typ",
            heading(Header {
                typ: Some("at+jwt".into()),
                ..good.clone()
            }),
        ),
        ("rubbish", "a.b.c".to_owned()),
        ("nothing", String::new()),
        ("too long", "a".repeat(5_000)),
    ] {
        let answer = exchange(&world, &bad).await;
        assert_eq!(answer.code(), Code::Unauthenticated, "{name}");
        assert_eq!(answer.reason(), "UNAUTHENTICATED", "{name}");
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assertion_without_times_but_its_end_is_enough() {
    let world = World::start().await;
    let key = world.service("follower", &["cases.feed"]).await;
    let mut claims = claims(&world, "3");
    claims.remove("iat");
    claims.insert("extra", json!("ignored"));
    let header = Header {
        kid: Some("their-own".into()),
        typ: None,
        ..Header::new(Algorithm::EdDSA)
    };
    assert_eq!(
        exchange(&world, &assertion(&key, &header, &claims))
            .await
            .code(),
        Code::Ok
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_service_account_is_out_within_five_seconds() {
    let world = World::start().await;
    let key = world.service("follower", &["cases.feed"]).await;
    let token = token(&world, &key, "1").await;
    let watch = async || {
        world
            .wire
            .grpc(WATCH, &[("authorization", &token)], &[])
            .await
            .code()
    };
    assert_eq!(watch().await, Code::Ok);
    assert!(
        world
            .gateway
            .provision()
            .unwrap()
            .disable_service_account("follower")
            .await
            .unwrap()
    );
    testkit::eventually("the token is refused", async || {
        (watch().await == Code::Unauthenticated).then_some(())
    })
    .await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_calls_the_others_through_the_gateway() {
    use contract::cases::v1::ListAllowedActsRequest;
    use contract::cases::v1::case_service_client::CaseServiceClient;
    use contract::elements::v1::element_feed_service_client::ElementFeedServiceClient;
    let world = World::start().await;
    let private_key = world.service("cases", &["elements.feed"]).await;
    let account = ServiceAccount {
        name: "cases".to_owned(),
        private_key: private_key.into(),
    };
    let way = host::Gateway::new(
        account,
        std::sync::Arc::clone(&world.test.host.clock),
        std::sync::Arc::clone(&world.test.host.entropy),
    );
    way.bind(world.gateway.entry());
    let mut feed = ElementFeedServiceClient::new(way.clone());
    feed.list_events(contract::elements::v1::ListEventsRequest::default())
        .await
        .unwrap();
    let seen = world.stub.last();
    let stamp = seen.headers[actor::HEADER].to_str().unwrap();
    let actor = world.test.host.verifier.verify(stamp, world.now()).unwrap();
    assert_eq!(actor.principal, "cases");
    assert!(actor.may("elements.feed"));
    let refused = CaseServiceClient::new(way)
        .list_allowed_acts(ListAllowedActsRequest::default())
        .await;
    assert_eq!(refused.unwrap_err().code(), Code::PermissionDenied);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_s_token_is_no_service_s() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let answer = world
        .wire
        .grpc(WATCH, &[("authorization", &bearer)], &[])
        .await;
    assert_eq!(answer.code(), Code::PermissionDenied);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unsigned_assertion_is_refused_whatever_it_calls_its_algorithm() {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let world = World::start().await;
    let key = world.service("follower", &["cases.feed"]).await;
    let claims = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims(&world, "4")).unwrap());
    for alg in ["none", "None", "NONE", "nOnE", "EdDSA"] {
        let header = URL_SAFE_NO_PAD.encode(json!({ "alg": alg, "typ": "JWT" }).to_string());
        let unsigned = format!("{header}.{claims}.");
        assert_eq!(
            exchange(&world, &unsigned).await.code(),
            Code::Unauthenticated,
            "{alg}"
        );
    }
    // `crit` asks for an understanding that is not there, even when rightly signed.
    let header = URL_SAFE_NO_PAD.encode(json!({ "alg": "EdDSA", "crit": ["exp"] }).to_string());
    let message = format!("{header}.{claims}");
    let key = EncodingKey::from_ed_pem(key.as_bytes()).unwrap();
    let signature = crypto::sign(message.as_bytes(), &key, Algorithm::EdDSA).unwrap();
    assert_eq!(
        exchange(&world, &format!("{message}.{signature}"))
            .await
            .code(),
        Code::Unauthenticated
    );
    world.stop().await;
}
