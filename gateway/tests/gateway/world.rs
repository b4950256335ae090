//! The world of a test: a gateway on a port, its database, a stub in place of every service, accounts.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use contract::identity::v1::{SignInRequest, SignInResponse, Tokens};
use futures::StreamExt as _;
use gateway::roles::Role;
use gateway::settings::{Keys, Settings, SignIn};
use gateway::{Gateway, MIGRATOR, Person, ServicePrincipal};
use host::Upstream;
use http::{HeaderMap, HeaderValue, Request, Response};
use http_body::Frame;
use http_body_util::{BodyExt as _, StreamBody};
use prost::Message as _;
use testkit::{TestDatabase, TestHost};
use tokio::net::TcpListener;
use tonic::Status;
use tonic::body::Body;

use crate::wire::{Answer, Wire, framed};

pub(crate) const PASSWORD: &str = "Shima-2026-zhifa";
pub(crate) const SIGN_IN: &str = "/yifa.identity.v1.SessionService/SignIn";
pub(crate) const REFRESH: &str = "/yifa.identity.v1.SessionService/RefreshSession";
pub(crate) const SIGN_OUT: &str = "/yifa.identity.v1.SessionService/SignOut";
pub(crate) const EXCHANGE: &str = "/yifa.identity.v1.SessionService/ExchangeAssertion";
pub(crate) const MYSELF: &str = "/yifa.identity.v1.SessionService/GetMyself";
/// A read of a stub service that is not audited.
pub(crate) const READ: &str = "/yifa.cases.v1.CaseService/ListAllowedActs";
/// A sensitive read of a stub service.
pub(crate) const SENSITIVE: &str = "/yifa.cases.v1.CaseService/GetCase";
/// A stream of a stub service.
pub(crate) const WATCH: &str = "/yifa.cases.v1.CaseFeedService/WatchEvents";

/// Tells the stub what to do.
pub(crate) const STUB: &str = "x-stub";

/// A gateway and what stands around it.
pub(crate) struct World {
    pub(crate) test: TestHost,
    pub(crate) database: TestDatabase,
    pub(crate) settings: Settings,
    pub(crate) gateway: Gateway,
    pub(crate) address: SocketAddr,
    pub(crate) stub: Stub,
    pub(crate) wire: Wire,
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub(crate) async fn start_with(adjust: impl FnOnce(&mut Settings)) -> Self {
        let database = testkit::database(&[&MIGRATOR]).await;
        let mut settings = settings(&database.url);
        adjust(&mut settings);
        Self::over(database, settings).await
    }

    /// A world over a database that another may share.
    pub(crate) async fn over(database: TestDatabase, mut settings: Settings) -> Self {
        let test = testkit::host("2026-03-02T09:00:00+08:00");
        settings.keys.actor = test.actor_key_pem.as_str().into();
        let stub = Stub::default();
        let areas = [
            "analytics",
            "cases",
            "disclosure",
            "elements",
            "exchange",
            "supervision",
        ];
        let upstreams = areas.map(|area| (format!("yifa.{area}.v1"), stub.upstream()));
        let upstreams = BTreeMap::from(upstreams);
        let gateway = gateway::start(settings.clone(), upstreams, &test.host)
            .await
            .expect("it starts");
        gateway.readiness().ready().await;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("a free port");
        let address = listener.local_addr().expect("an address");
        let serving = gateway.clone();
        test.host.tasks.spawn("gateway", async move {
            serving.serve(listener).await.expect("it serves");
        });
        let wire = Wire::connect(address, &test.host.tasks).await;
        Self {
            test,
            database,
            settings,
            gateway,
            address,
            stub,
            wire,
        }
    }

    /// Makes an account with these roles.
    pub(crate) async fn account(&self, username: &str, roles: &[Role]) -> uuid::Uuid {
        self.account_in(username, roles, "350604").await
    }

    pub(crate) async fn account_in(
        &self,
        username: &str,
        roles: &[Role],
        division: &str,
    ) -> uuid::Uuid {
        let person = Person {
            username,
            display_name: username,
            password: PASSWORD,
            one_time_secret: &secret(username),
            officer_id: Some("o-lin"),
            agency_id: "shima",
            division,
            roles,
            postings: &[("fire", "350604")],
        };
        self.gateway
            .provision()
            .expect("keys")
            .account(person)
            .await
            .expect("an account")
    }

    /// Tries to sign in with the right code.
    pub(crate) async fn try_sign_in(&self, username: &str, password: &str) -> Answer {
        let code = self.code(username);
        self.try_sign_in_with(username, password, &code).await
    }

    pub(crate) async fn try_sign_in_with(
        &self,
        username: &str,
        password: &str,
        code: &str,
    ) -> Answer {
        let request = SignInRequest {
            username: username.to_owned(),
            password: password.to_owned(),
            one_time_code: code.to_owned(),
        };
        self.wire.grpc(SIGN_IN, &[], &request.encode_to_vec()).await
    }

    /// The one-time code of an account at the clock's instant.
    pub(crate) fn code(&self, username: &str) -> String {
        gateway::one_time_code_at(&secret(username), self.now()).expect("a code")
    }

    pub(crate) async fn sign_in(&self, username: &str) -> Tokens {
        let answer: SignInResponse = self.try_sign_in(username, PASSWORD).await.message();
        answer.tokens.expect("tokens")
    }

    /// The authorization header of a new account with these roles.
    pub(crate) async fn bearer(&self, username: &str, roles: &[Role]) -> String {
        self.account(username, roles).await;
        bearer(&self.sign_in(username).await)
    }

    /// Makes a service account and returns its private key.
    pub(crate) async fn service(&self, name: &str, scopes: &[&str]) -> String {
        let key = actor::keys::generate().expect("a key");
        let service = ServicePrincipal {
            name,
            display_name: name,
            public_key_pem: &actor::keys::public_pem(&key).expect("its public half"),
            scopes,
            division: "35",
        };
        self.gateway
            .provision()
            .expect("keys")
            .service_account(service)
            .await
            .expect("it is made");
        key
    }

    pub(crate) fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.test.host.clock.now()
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.test.clock.advance(chrono::Duration::seconds(seconds));
    }

    pub(crate) async fn stop(self) {
        drop(self.wire);
        self.test.host.tasks.stop(Duration::from_secs(2)).await;
        self.gateway.pool().close().await;
        self.database.close().await;
    }
}

pub(crate) fn bearer(tokens: &Tokens) -> String {
    format!("Bearer {}", tokens.access_token)
}

/// The one-time secret of a test account.
pub(crate) fn secret(username: &str) -> [u8; gateway::ONE_TIME_SECRET] {
    let mut secret = [7; gateway::ONE_TIME_SECRET];
    for (slot, byte) in secret.iter_mut().zip(username.bytes()) {
        *slot = byte;
    }
    secret
}

pub(crate) fn settings(database_url: &str) -> Settings {
    Settings {
        database: host::database::Settings {
            max_connections: 4,
            ..host::database::Settings::at(database_url)
        },
        keys: Keys {
            token: actor::keys::generate().expect("a key").into(),
            seal: gateway::new_seal_key(&clock::SystemEntropy).into(),
            ..Keys::default()
        },
        sign_in: SignIn {
            hash_memory_kib: 8,
            hash_passes: 1,
            ..SignIn::default()
        },
        ..Settings::default()
    }
}

/// A stub in place of every service: it answers an empty message, or what the call's `x-stub` header says, and remembers
/// what it was sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stub(Arc<Mutex<Vec<Seen>>>);

/// A call as the stub saw it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Stub {
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.0.lock().expect("the stub lives").clone()
    }

    /// How many calls came.
    pub(crate) fn count(&self) -> usize {
        self.0.lock().expect("the stub lives").len()
    }

    pub(crate) fn last(&self) -> Seen {
        let seen = self.0.lock().expect("the stub lives");
        seen.last().cloned().expect("the stub was called")
    }

    pub(crate) fn upstream(&self) -> Upstream {
        let stub = self.clone();
        Upstream::new(tower::service_fn(move |request: Request<Body>| {
            let stub = stub.clone();
            async move { Ok(stub.answer(request).await) }
        }))
    }

    pub(crate) async fn answer(&self, request: Request<Body>) -> Response<Body> {
        let (head, body) = request.into_parts();
        if head.uri.path().starts_with("/grpc.health.") {
            return Status::unimplemented("the stub knows no health").into_http();
        }
        let body = match body.collect().await {
            Ok(body) => body.to_bytes(),
            Err(status) => return status.into_http(),
        };
        let what = head
            .headers
            .get(STUB)
            .map(|value| value.to_str().expect("ASCII").to_owned());
        self.0.lock().expect("the stub lives").push(Seen {
            path: head.uri.path().to_owned(),
            headers: head.headers,
            body,
        });
        match what.as_deref() {
            None => grpc(vec![framed(&[])], &Status::ok("")),
            Some("refuse") => refused().into_http(),
            Some("refuse late") => grpc(vec![framed(&[])], &refused()),
            Some("hang") => std::future::pending().await,
            Some("hang late") => {
                let pending = futures::stream::pending::<Result<Frame<Bytes>, Status>>();
                answer(Body::new(StreamBody::new(pending)))
            }
            Some("end without status") => {
                answer(Body::new(StreamBody::new(futures::stream::empty::<
                    Result<Frame<Bytes>, Status>,
                >())))
            }
            Some("name the object") => {
                let mut response = grpc(vec![framed(&[])], &Status::ok(""));
                response.headers_mut().insert(
                    gateway::forward::OBJECT,
                    HeaderValue::from_static("cases/0197"),
                );
                response
            }
            Some("stream three") => grpc(
                vec![
                    framed(b"\x08\x01"),
                    framed(b"\x08\x02"),
                    framed(b"\x08\x03"),
                ],
                &refused(),
            ),
            Some("stream and hang") => {
                let one = futures::stream::iter([Ok::<_, Status>(Frame::data(framed(&[])))]);
                answer(Body::new(StreamBody::new(
                    one.chain(futures::stream::pending()),
                )))
            }
            Some(other) => panic!("the stub does not know how to {other}"),
        }
    }
}

/// What a service's refusal looks like.
pub(crate) fn refused() -> Status {
    refusal::Refusal::absent("case", "案件").into()
}

fn grpc(frames: Vec<Bytes>, status: &Status) -> Response<Body> {
    let mut trailers = HeaderMap::new();
    status
        .add_header(&mut trailers)
        .expect("a status fits into trailers");
    let frames = frames
        .into_iter()
        .map(Frame::data)
        .chain([Frame::trailers(trailers)])
        .map(Ok::<_, Status>);
    answer(Body::new(StreamBody::new(futures::stream::iter(frames))))
}

fn answer(body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    response.headers_mut().insert(
        http::header::CONTENT_TYPE,
        HeaderValue::from_static("application/grpc"),
    );
    response
}
