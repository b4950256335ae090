//! Browsers: gRPC-Web, the questions they ask before they call, and plain HTTP/1.

use std::net::SocketAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use contract::identity::v1::{GetMyselfResponse, SignInRequest};
use gateway::roles::Role;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use prost::Message as _;
use tokio::net::TcpStream;

use crate::wire::{Answer, framed};
use crate::world::{MYSELF, PASSWORD, READ, SIGN_IN, STUB, WATCH, World};

/// One HTTP/1.1 request, as browsers without HTTP/2 and curl send it.
async fn http1(address: SocketAddr, path: &str, headers: &[(&str, &str)], body: Bytes) -> Answer {
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .unwrap();
    let mut request = Request::builder()
        .method("POST")
        .uri(path)
        .header("host", "gateway");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let sending = sender.send_request(request.body(Full::new(body)).unwrap());
    let whole = async { Answer::whole(sending.await.unwrap() as Response<Incoming>).await };
    tokio::select! {
        answer = whole => answer,
        ended = connection => panic!("the connection ended first: {ended:?}"),
    }
}

/// The message and the trailers of a gRPC-Web body.
fn opened(body: &[u8]) -> (Vec<u8>, String) {
    let (mut message, mut trailers, mut rest) = (vec![], String::new(), body);
    while let [flag, a, b, c, d, tail @ ..] = rest {
        let length = usize::try_from(u32::from_be_bytes([*a, *b, *c, *d])).unwrap();
        let (frame, tail) = tail.split_at(length);
        if *flag == 0x80 {
            trailers = String::from_utf8(frame.to_vec()).unwrap();
        } else {
            message.extend_from_slice(frame);
        }
        rest = tail;
    }
    (message, trailers)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_calls_with_grpc_web_over_either_http() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let headers = [
        ("content-type", "application/grpc-web+proto"),
        ("authorization", bearer.as_str()),
        ("x-grpc-web", "1"),
    ];
    for answer in [
        http1(world.address, MYSELF, &headers, framed(&[])).await,
        world.wire.send("POST", MYSELF, &headers, framed(&[])).await,
    ] {
        assert_eq!(answer.http, 200);
        assert!(
            answer
                .header("content-type")
                .starts_with("application/grpc-web")
        );
        let (message, trailers) = opened(&answer.body);
        let myself = GetMyselfResponse::decode(message.as_slice())
            .unwrap()
            .myself
            .unwrap();
        assert_eq!(myself.username, "lin");
        assert!(trailers.contains("grpc-status:0"), "{trailers}");
        assert!(!answer.call_id().is_nil());
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn grpc_web_in_text_and_refusals_come_through() {
    let world = World::start().await;
    let text = [("content-type", "application/grpc-web-text")];
    let body = Bytes::from(STANDARD.encode(framed(&[])));
    let refused = http1(world.address, READ, &text, body).await;
    assert_eq!(refused.http, 200);
    let status = refused
        .headers
        .get("grpc-status")
        .map(|v| v.to_str().unwrap().to_owned());
    let in_body = opened(&STANDARD.decode(&refused.body).unwrap_or_default()).1;
    assert!(
        status.as_deref() == Some("16") || in_body.contains("grpc-status:16"),
        "{status:?} {in_body}"
    );

    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let headers = [
        ("content-type", "application/grpc-web"),
        ("authorization", bearer.as_str()),
        (STUB, "refuse late"),
    ];
    let late = http1(world.address, READ, &headers, framed(&[])).await;
    let (_, trailers) = opened(&late.body);
    assert!(
        trailers.contains("grpc-status:5") && trailers.contains("grpc-status-details-bin:"),
        "{trailers}"
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_reaches_the_browser() {
    let world = World::start_with(|settings| settings.reflection = false).await;
    let key = world.service("follower", &["cases.feed"]).await;
    let token = service_token(&world, &key).await;
    let headers = [
        ("content-type", "application/grpc-web"),
        ("authorization", token.as_str()),
        (STUB, "stream three"),
    ];
    let answer = http1(world.address, WATCH, &headers, framed(&[])).await;
    let (messages, trailers) = opened(&answer.body);
    assert_eq!(messages, b"\x08\x01\x08\x02\x08\x03");
    assert!(trailers.contains("grpc-status:5"), "{trailers}");
    world.stop().await;
}

pub(crate) async fn service_token(world: &World, key: &str) -> String {
    use contract::identity::v1::{ExchangeAssertionRequest, ExchangeAssertionResponse};
    use jsonwebtoken::{Algorithm, EncodingKey, Header};
    let now = world.now().timestamp();
    let claims = serde_json::json!({
        "iss": "follower", "sub": "follower", "aud": "yifa", "iat": now, "exp": now + 60,
        "jti": clock::Entropy::random_id(&clock::SystemEntropy).to_string(),
    });
    let key = EncodingKey::from_ed_pem(key.as_bytes()).unwrap();
    let assertion = jsonwebtoken::encode(&Header::new(Algorithm::EdDSA), &claims, &key).unwrap();
    let request = ExchangeAssertionRequest { assertion }.encode_to_vec();
    let answer: ExchangeAssertionResponse = world
        .wire
        .grpc(crate::world::EXCHANGE, &[], &request)
        .await
        .message();
    format!("Bearer {}", answer.access_token)
}

#[tokio::test(flavor = "multi_thread")]
async fn only_allowed_origins_are_answered() {
    const CONSOLE: &str = "https://console.example";
    let world =
        World::start_with(|settings| settings.allowed_origins = vec![CONSOLE.to_owned()]).await;
    let ask = async |origin: &str| {
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "POST"),
            (
                "access-control-request-headers",
                "authorization,content-type,x-grpc-web",
            ),
        ];
        world
            .wire
            .send("OPTIONS", READ, &headers, Bytes::new())
            .await
    };
    let allowed = ask(CONSOLE).await;
    assert_eq!(allowed.http, 204);
    assert_eq!(allowed.header("access-control-allow-origin"), CONSOLE);
    for name in [
        "authorization",
        "content-type",
        "x-grpc-web",
        "grpc-timeout",
    ] {
        assert!(
            allowed
                .header("access-control-allow-headers")
                .contains(name),
            "{name}"
        );
    }
    let refused = ask("https://evil.example").await;
    assert_eq!(refused.header("access-control-allow-origin"), "");
    let headers = [
        ("origin", CONSOLE),
        ("content-type", "application/grpc-web"),
    ];
    let answer = world.wire.send("POST", READ, &headers, framed(&[])).await;
    assert_eq!(answer.header("access-control-allow-origin"), CONSOLE);
    for name in [
        "grpc-status",
        "grpc-message",
        "grpc-status-details-bin",
        "x-request-id",
    ] {
        assert!(
            answer
                .header("access-control-expose-headers")
                .contains(name),
            "{name}"
        );
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn json_over_http_1_and_grpc_not() {
    let world = World::start().await;
    world.account("lin", &[Role::Officer]).await;
    let body = serde_json::json!({ "username": "lin", "password": PASSWORD, "oneTimeCode": world.code("lin") });
    let headers = [("content-type", "application/json; charset=utf-8")];
    let answer = http1(world.address, SIGN_IN, &headers, body.to_string().into()).await;
    assert_eq!(answer.http, 200);
    assert_eq!(answer.to_json()["myself"]["username"], "lin");
    let request = SignInRequest::default().encode_to_vec();
    let answer = http1(
        world.address,
        SIGN_IN,
        &[("content-type", "application/grpc")],
        framed(&request),
    )
    .await;
    assert_eq!(answer.http, 505, "its trailers would be lost");
    world.stop().await;
}
