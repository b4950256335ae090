//! Access tokens that must not be believed: all refused over the wire, in the same words.

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use gateway::roles::Role;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value, json};
use tonic::Code;

use crate::wire::Answer;
use crate::world::{MYSELF, READ, World, bearer};

/// A good token taken apart, to be put together wrongly.
struct Parts {
    header: Value,
    claims: Value,
    signature: String,
    key: String,
}

impl Parts {
    async fn of(world: &World) -> (Self, String) {
        world.account("lin", &[Role::Officer]).await;
        let good = world.sign_in("lin").await.access_token;
        let mut parts = good.split('.');
        let mut next = || parts.next().unwrap();
        let read =
            |part: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
        let parts = Self {
            header: read(next()),
            claims: read(next()),
            signature: next().to_owned(),
            key: world.settings.keys.token.expose().to_owned(),
        };
        (parts, good)
    }

    /// Signed by the gateway's own key: only what it says is wrong.
    fn genuine(&self, header: &str, claims: &str) -> String {
        signed(&self.key, header, claims)
    }

    fn claiming(&self, name: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        claims[name] = value;
        self.genuine(&self.header.to_string(), &claims.to_string())
    }

    fn without(&self, name: &str) -> String {
        let mut claims = self.claims.clone();
        claims.as_object_mut().unwrap().remove(name);
        self.genuine(&self.header.to_string(), &claims.to_string())
    }

    fn heading(&self, name: &str, value: Value) -> String {
        let mut header = self.header.clone();
        header[name] = value;
        self.genuine(&header.to_string(), &self.claims.to_string())
    }

    fn hmac(&self, alg: &str, secret: &[u8]) -> String {
        let mut header = self.header.clone();
        header["alg"] = json!(alg);
        let message = format!(
            "{}.{}",
            encode(&header.to_string()),
            encode(&self.claims.to_string())
        );
        let key = EncodingKey::from_secret(secret);
        let signature = crypto::sign(message.as_bytes(), &key, Algorithm::HS256).unwrap();
        format!("{message}.{signature}")
    }
}

fn encode(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

fn signed(key: &str, header: &str, claims: &str) -> String {
    let message = format!("{}.{}", encode(header), encode(claims));
    let key = EncodingKey::from_ed_pem(key.as_bytes()).unwrap();
    let signature = crypto::sign(message.as_bytes(), &key, Algorithm::EdDSA).unwrap();
    format!("{message}.{signature}")
}

/// Every token that must not be believed, by what is wrong with it.
fn bad_tokens(world: &World, parts: &Parts, good: &str) -> Vec<(String, String)> {
    let (header, claims) = (parts.header.to_string(), parts.claims.to_string());
    let now = world.now().timestamp();
    let public = actor::keys::public_pem(&parts.key).unwrap();
    let der = STANDARD
        .decode(
            public
                .lines()
                .filter(|l| !l.starts_with('-'))
                .collect::<String>(),
        )
        .unwrap();
    let other = actor::keys::generate().unwrap();
    let mut bad: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, token: String| bad.push((name.to_owned(), token));

    for alg in ["none", "None", "NONE", "nOnE"] {
        let mut header = parts.header.clone();
        header["alg"] = json!(alg);
        let message = format!("{}.{}", encode(&header.to_string()), encode(&claims));
        add(&format!("alg {alg}, no signature"), format!("{message}."));
        add(
            &format!("alg {alg}, the old signature"),
            format!("{message}.{}", parts.signature),
        );
    }
    add(
        "HS256 with the public key's text",
        parts.hmac("HS256", public.as_bytes()),
    );
    add(
        "HS256 with the public key's bytes",
        parts.hmac("HS256", &der),
    );
    add("HS256 with an empty secret", parts.hmac("HS256", b""));
    add("HS256 called EdDSA", parts.hmac("EdDSA", public.as_bytes()));
    for alg in ["ES256", "RS256", "HS384", "eddsa", ""] {
        add(
            &format!("alg {alg}, our signature"),
            parts.heading("alg", json!(alg)),
        );
    }
    for kid in [
        json!("0000000000000000"),
        json!("../../dev/null"),
        json!("' or 1=1 --"),
        json!(""),
        json!(7),
        Value::Null,
    ] {
        add(&format!("kid {kid}"), parts.heading("kid", kid));
    }
    add(
        "jku",
        parts.heading("jku", json!("https://evil.example/keys")),
    );
    add(
        "x5u",
        parts.heading("x5u", json!("https://evil.example/cert")),
    );
    add(
        "jwk",
        parts.heading("jwk", json!({"kty": "OKP", "crv": "Ed25519", "x": "AA"})),
    );
    add("crit", parts.heading("crit", json!(["exp"])));
    add("typ", parts.heading("typ", json!("at+jwt")));

    add("expired", parts.claiming("exp", json!(now - 6)));
    add("nbf in the future", parts.claiming("nbf", json!(now + 60)));
    add("iat in the future", parts.claiming("iat", json!(now + 60)));
    add("wrong aud", parts.claiming("aud", json!("someone-else")));
    add("aud as an array", parts.claiming("aud", json!(["yifa"])));
    add("wrong iss", parts.claiming("iss", json!("someone-else")));
    for exp in [
        json!("9999999999"),
        json!(1_772_413_800.5),
        json!([now + 600]),
        json!(true),
        Value::Null,
    ] {
        add(&format!("exp {exp}"), parts.claiming("exp", exp));
    }
    let huge = claims.replace(&format!("\"exp\":{}", parts.claims["exp"]), "\"exp\":1e400");
    add("exp 1e400", parts.genuine(&header, &huge));
    for name in ["exp", "nbf", "iat", "aud", "iss", "sub", "sid", "jti"] {
        add(&format!("no {name}"), parts.without(name));
    }
    add("an unknown claim", parts.claiming("admin", json!(true)));
    add(
        "exp twice",
        parts.genuine(
            &header,
            &claims.replacen('{', &format!("{{\"exp\":{},", now + 600), 1),
        ),
    );
    add("claims are no object", parts.genuine(&header, "[]"));
    add("claims are no JSON", parts.genuine(&header, "{"));
    add(
        "trailing data in the claims",
        parts.genuine(&header, &format!("{claims} {{}}")),
    );
    add(
        "another session",
        parts.claiming("sid", json!(uuid::Uuid::from_u128(7))),
    );
    add(
        "another account",
        parts.claiming("sub", json!(uuid::Uuid::from_u128(7))),
    );
    add(
        "an account's name for its id",
        parts.claiming("sub", json!("lin")),
    );

    add(
        "another key under our kid",
        signed(&other, &header, &claims),
    );
    let forged = URL_SAFE_NO_PAD.encode([7_u8; 64]);
    let message = good.rsplit_once('.').unwrap().0;
    add("a forged signature", format!("{message}.{forged}"));
    add("no signature", format!("{message}."));
    add("two parts", message.to_owned());
    add("a fourth part", format!("{good}.{forged}"));
    add("trailing data", format!("{good}AA"));
    add("padding", format!("{good}=="));
    add(
        "the standard alphabet",
        good.replace('-', "+").replace('_', "/") + "+/",
    );
    add(
        "a signature of another length",
        format!("{message}.{}", URL_SAFE_NO_PAD.encode([0_u8; 63])),
    );
    add(
        "a malleable signature",
        format!("{message}.{}", malleated(&parts.signature)),
    );
    add(
        "an oversized token",
        format!("{good}.{}", "A".repeat(8_000)),
    );
    add("empty", String::new());
    add("one dot", ".".to_owned());
    add("two dots", "..".to_owned());
    add(
        "a digest",
        STANDARD.encode(digest::digest(&digest::SHA256, b"x")),
    );
    bad
}

/// The same signature with the group order added to its second half: equal to a verifier that does not reduce.
fn malleated(signature: &str) -> String {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut bytes = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let mut carry = 0_u16;
    for (byte, order) in bytes[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        *byte = u8::try_from(sum & 0xff).unwrap();
        carry = sum >> 8;
    }
    URL_SAFE_NO_PAD.encode(bytes)
}

fn words(answer: &Answer) -> (String, Vec<u8>) {
    let status = answer.status();
    (status.message().to_owned(), status.details().to_vec())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bad_token_is_refused_in_the_same_words() {
    let world = World::start().await;
    let (parts, good) = Parts::of(&world).await;
    let none = world.wire.grpc(READ, &[], &[]).await;
    let bad = bad_tokens(&world, &parts, &good);
    assert!(bad.len() >= 60, "{}", bad.len());
    for (name, token) in &bad {
        let authorization = format!("Bearer {token}");
        let answer = world
            .wire
            .grpc(READ, &[("authorization", &authorization)], &[])
            .await;
        assert_eq!(answer.code(), Code::Unauthenticated, "{name}");
        assert_eq!(words(&answer), words(&none), "{name}");
    }
    assert!(world.stub.seen().is_empty(), "nothing was passed on");
    // The gateway still stands, and the token they were made from is still good.
    let answer = world
        .wire
        .grpc(READ, &[("authorization", &format!("Bearer {good}"))], &[])
        .await;
    assert_eq!(answer.code(), Code::Ok);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tokens_or_another_scheme_are_none() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let token = bearer.strip_prefix("Bearer ").unwrap();
    let (basic, bare, tab) = (
        format!("Basic {token}"),
        token.to_owned(),
        format!("Bearer\t{token}"),
    );
    for headers in [
        vec![
            ("authorization", bearer.as_str()),
            ("authorization", bearer.as_str()),
        ],
        vec![("authorization", basic.as_str())],
        vec![("authorization", bare.as_str())],
        vec![("authorization", tab.as_str())],
        vec![("cookie", token)],
    ] {
        assert_eq!(
            world.wire.grpc(READ, &headers, &[]).await.code(),
            Code::Unauthenticated,
            "{headers:?}"
        );
    }
    let lower = bearer.replacen("Bearer", "bearer", 1);
    assert_eq!(
        world
            .wire
            .grpc(READ, &[("authorization", &lower)], &[])
            .await
            .code(),
        Code::Ok
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_remembered_token_still_expires() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let headers = [("authorization", bearer.as_str())];
    assert_eq!(world.wire.grpc(READ, &headers, &[]).await.code(), Code::Ok);
    world.advance(15 * 60 + 4);
    assert_eq!(
        world.wire.grpc(READ, &headers, &[]).await.code(),
        Code::Ok,
        "within what clocks differ by"
    );
    world.advance(1);
    assert_eq!(
        world.wire.grpc(READ, &headers, &[]).await.code(),
        Code::Unauthenticated
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_signed_by_a_retired_key_lives_on_until_it_expires() {
    let world = World::start().await;
    world.account("lin", &[Role::Officer]).await;
    let tokens = world.sign_in("lin").await;
    let mut settings = world.settings.clone();
    settings.keys.retired_tokens =
        vec![actor::keys::public_pem(settings.keys.token.expose()).unwrap()];
    settings.keys.token = actor::keys::generate().unwrap().into();
    let next = World::over(world.database.clone(), settings.clone()).await;
    let headers = [("authorization", bearer(&tokens))];
    let headers = [(headers[0].0, headers[0].1.as_str())];
    assert_eq!(next.wire.grpc(MYSELF, &headers, &[]).await.code(), Code::Ok);
    settings.keys.retired_tokens.clear();
    let last = World::over(world.database.clone(), settings).await;
    assert_eq!(
        last.wire.grpc(MYSELF, &headers, &[]).await.code(),
        Code::Unauthenticated
    );
    next.test
        .host
        .tasks
        .stop(std::time::Duration::from_secs(2))
        .await;
    last.test
        .host
        .tasks
        .stop(std::time::Duration::from_secs(2))
        .await;
    world.stop().await;
}
