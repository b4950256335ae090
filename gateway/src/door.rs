//! The one door: gRPC, gRPC-Web and JSON, told apart by content type and brought to the same path.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use clock::Entropy;
use futures::future::BoxFuture;
use http::{HeaderValue, Method, Request, Response, StatusCode, Version, header};
use http_body_util::Full;
use opentelemetry::trace::FutureExt as _;
use tokio::sync::Semaphore;
use tokio::time::Instant;
use tonic::Status;
use tonic::body::Body;
use tonic_web::{GrpcWebLayer, GrpcWebService};
use tower::{Layer as _, Service, ServiceExt as _};

use crate::admit::{Admission, Admitted, Arrival};
use crate::cors::Cors;
use crate::forward::{self, Passage};
use crate::json::{self, Details};
use crate::message;
use crate::meters::{Counted, Meters};
use crate::pages;
use crate::party_pages;
use crate::refusals;
use crate::source::{self, Network, Source};
use crate::trace::Trace;

/// Methods of gRPC itself, which carry no option of ours: health and reflection.
const INFRASTRUCTURE: &str = "/grpc.";
/// What is said at `GET /` until the console is served from here.
const PAGE: &str = include_str!("page.html");

/// What stands behind the door.
#[derive(Debug)]
pub(crate) struct House {
    pub(crate) admission: Admission,
    /// Health and reflection.
    pub(crate) infrastructure: host::Upstream,
    pub(crate) details: Details,
    pub(crate) cors: Cors,
    pub(crate) meters: Arc<Meters>,
    pub(crate) trusted: Vec<Network>,
    pub(crate) entropy: Arc<dyn Entropy>,
    /// Whether the port speaks TLS.
    pub(crate) secure: bool,
}

/// The door as one connection sees it.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    house: Arc<House>,
    peer: Peer,
}

/// Who stands before the door.
#[derive(Debug, Clone)]
pub(crate) enum Peer {
    /// A part of the platform in this process.
    Inside,
    /// A connection.
    Connection {
        /// Its other end.
        address: IpAddr,
        /// Calls of it that may be worked on at once.
        calls: Arc<Semaphore>,
    },
}

/// What a request speaks.
enum Speech {
    Grpc,
    GrpcWeb,
    Json,
    Other,
}

impl Door {
    pub(crate) fn new(house: Arc<House>, peer: Peer) -> Self {
        Self { house, peer }
    }

    async fn answer(self, request: Request<Body>) -> Response<Body> {
        let house = Arc::clone(&self.house);
        let now = house.admission.clock.now();
        let trace = Trace::of(request.headers(), house.entropy.id(now));
        let allowed_origin = house.cors.allowed(request.headers());
        let mut response = if Cors::is_preflight(&request) {
            Cors::preflight(allowed_origin.is_some())
        } else {
            let arrival = Arrival {
                trace: trace.clone(),
                at: now,
                begun: Instant::now(),
                source: self.source(&request),
                connection: self.calls(),
            };
            // What is logged meanwhile says which trace it belongs to.
            let context = trace.place.context();
            self.speak(request, arrival).with_context(context).await
        };
        let headers = response.headers_mut();
        trace.mark(headers);
        if let Some(origin) = allowed_origin {
            Cors::mark(headers, origin);
        }
        if house.secure {
            headers.insert(
                header::STRICT_TRANSPORT_SECURITY,
                HeaderValue::from_static("max-age=31536000"),
            );
        }
        response
    }

    async fn speak(&self, request: Request<Body>, arrival: Arrival) -> Response<Body> {
        match (speech(&request), request.method()) {
            _ if party_pages::is_page(&request) => {
                party_pages::answer(&self.house, request, &arrival).await
            }
            (Speech::Grpc, &Method::POST) if request.version() == Version::HTTP_2 => {
                self.grpc(request, arrival).await
            }
            (Speech::Grpc, &Method::POST) => {
                plain(StatusCode::HTTP_VERSION_NOT_SUPPORTED, "gRPC 需要 HTTP/2。")
            }
            (Speech::GrpcWeb, &Method::POST) => self.grpc_web(request, arrival).await,
            (Speech::Json, &Method::POST) => self.json(request, arrival).await,
            _ if pages::is_page(&request) => pages::answer(&self.house, request, &arrival).await,
            (_, &Method::GET | &Method::HEAD) if request.uri().path() == "/" => page(),
            (_, &Method::GET | &Method::HEAD) => plain(StatusCode::NOT_FOUND, "没有这个页面。"),
            (Speech::Other, &Method::POST) => plain(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "请使用 application/grpc、application/grpc-web 或 application/json。",
            ),
            _ => plain(StatusCode::METHOD_NOT_ALLOWED, "请使用 POST。"),
        }
    }

    async fn grpc(&self, request: Request<Body>, arrival: Arrival) -> Response<Body> {
        if request.uri().path().starts_with(INFRASTRUCTURE) {
            return self.infrastructure(request, &arrival).await;
        }
        let path = request.uri().path();
        let counted = self.counted(path, &arrival);
        let admitted = match self
            .house
            .admission
            .admit(path, request.headers(), &arrival)
            .await
        {
            Ok(admitted) => admitted,
            Err(status) => {
                counted.refused(&status);
                return status.into_http();
            }
        };
        let (passage, mut rest) = passage(admitted, &arrival);
        match forward::forward(&rest.permit, passage, rest.introduce(request)).await {
            Ok(answer) => forward::watch(answer, rest.deadline, rest.open.take(), counted).await,
            Err(status) => {
                if let Some(open) = rest.open.take() {
                    open.end(&status, "").await;
                }
                counted.end(status.code());
                status.into_http()
            }
        }
    }

    /// gRPC-Web is gRPC in another envelope: tonic-web opens and closes it around the same path.
    async fn grpc_web(&self, request: Request<Body>, arrival: Arrival) -> Response<Body> {
        let door = self.clone();
        let arrival = Arc::new(std::sync::Mutex::new(Some(arrival)));
        let inner = tower::service_fn(move |request: Request<Body>| {
            let (door, arrival) = (door.clone(), Arc::clone(&arrival));
            async move {
                let arrival = arrival
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .take();
                Ok::<_, Infallible>(match arrival {
                    Some(arrival) => door.grpc(request, arrival).await,
                    None => plain(StatusCode::BAD_REQUEST, ""),
                })
            }
        });
        let service: GrpcWebService<_> = GrpcWebLayer::new().layer(inner);
        service
            .oneshot(request)
            .await
            .unwrap_or_else(|never| match never {})
    }

    async fn json(&self, request: Request<Body>, arrival: Arrival) -> Response<Body> {
        let path = request.uri().path().to_owned();
        let counted = self.counted(&path, &arrival);
        let admitted = match self
            .house
            .admission
            .admit(&path, request.headers(), &arrival)
            .await
        {
            Ok(admitted) => admitted,
            Err(status) => {
                counted.refused(&status);
                return self.house.details.refused(&status);
            }
        };
        let (passage, mut rest) = passage(admitted, &arrival);
        let (answer, object) = self.transcode(request, passage, &rest).await;
        let status = answer
            .as_ref()
            .err()
            .cloned()
            .unwrap_or_else(|| Status::ok(""));
        if let Some(open) = rest.open.take() {
            open.end(&status, &object).await;
        }
        counted.end(status.code());
        answer.unwrap_or_else(|status| self.house.details.refused(&status))
    }

    async fn transcode(
        &self,
        request: Request<Body>,
        passage: Passage,
        rest: &Rest,
    ) -> (Result<Response<Body>, Status>, String) {
        let mut object = String::new();
        let answer = self.transcoded(request, passage, rest, &mut object).await;
        (answer, object)
    }

    async fn transcoded(
        &self,
        request: Request<Body>,
        passage: Passage,
        rest: &Rest,
        object: &mut String,
    ) -> Result<Response<Body>, Status> {
        let method = &rest.method;
        if method.streams {
            return Err(refusals::no_such_method(
                "this method streams: call it with gRPC or gRPC-Web",
            ));
        }
        let (mut parts, body) = request.into_parts();
        let max = usize::try_from(passage.max_bytes).unwrap_or(usize::MAX);
        let (body, _) = forward::collect(body, max, rest.deadline).await?;
        let request = json::read(method.descriptor.input(), &body)?;
        parts.headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/grpc"),
        );
        parts
            .headers
            .insert(header::TE, HeaderValue::from_static("trailers"));
        parts.headers.remove(header::ACCEPT_ENCODING);
        let request = Body::new(Full::new(message::framed(&request)));
        let request = rest.introduce(Request::from_parts(parts, request));
        let answer = forward::forward(&rest.permit, passage, request).await?;
        let (mut head, body) = answer.into_parts();
        if let Some(value) = head.headers.remove(forward::OBJECT) {
            *object = String::from_utf8_lossy(value.as_bytes()).into_owned();
        }
        if let Some(status) = Status::from_header_map(&head.headers) {
            return Err(status);
        }
        let max =
            usize::try_from(self.house.admission.limits.json_answer_bytes).unwrap_or(usize::MAX);
        let (body, trailers) = forward::collect(body, max, rest.deadline).await?;
        match Status::from_header_map(&trailers) {
            Some(status) if status.code() == tonic::Code::Ok => {}
            Some(status) => return Err(status),
            None => return Err(unreadable()),
        }
        let answer = message::unframed(body).ok_or_else(unreadable)?;
        let json = json::write(method.descriptor.output(), answer)?;
        Ok(json::answered(&head.headers, json))
    }

    async fn infrastructure(&self, request: Request<Body>, arrival: &Arrival) -> Response<Body> {
        if let Err(refusal) = self.house.admission.within_source_limit(arrival).await {
            return Status::from(refusal).into_http();
        }
        match self.house.infrastructure.clone().oneshot(request).await {
            Ok(answer) => answer,
            Err(away) => Status::from(refusal::Fault::unavailable(away)).into_http(),
        }
    }

    fn counted(&self, path: &str, arrival: &Arrival) -> Counted {
        let method = self.house.admission.table.get(path);
        self.house
            .meters
            .begin(&arrival.trace, arrival.begun, method)
    }

    fn source(&self, request: &Request<Body>) -> Source {
        match &self.peer {
            Peer::Inside => Source::Inside,
            Peer::Connection { address, .. } => {
                source::of(*address, request.headers(), &self.house.trusted)
            }
        }
    }

    fn calls(&self) -> Option<Arc<Semaphore>> {
        match &self.peer {
            Peer::Inside => None,
            Peer::Connection { calls, .. } => Some(Arc::clone(calls)),
        }
    }
}

/// What is passed on of an admitted call, and what stays.
fn passage(admitted: Admitted, arrival: &Arrival) -> (Passage, Rest) {
    let passage = Passage {
        upstream: admitted.upstream,
        actor: admitted.actor,
        call_id: arrival.trace.call_id_header.clone(),
        traceparent: arrival.trace.traceparent.clone(),
        deadline: admitted.deadline,
        max_bytes: admitted.max_bytes,
    };
    let rest = Rest {
        method: admitted.method,
        permit: admitted.permit,
        deadline: admitted.deadline,
        open: admitted.open,
        note: admitted.note,
        source: arrival.source,
        _room: admitted.room,
    };
    (passage, rest)
}

/// What stays at the door while a call is passed on.
struct Rest {
    method: Arc<crate::access::Method>,
    permit: crate::access::Permit,
    deadline: crate::deadline::Deadline,
    open: Option<crate::audit::Open>,
    note: crate::audit::Note,
    source: Source,
    _room: crate::admit::Room,
}

impl Rest {
    /// Tells the gateway's own services who calls; what leaves the process carries the signed actor instead.
    fn introduce(&self, mut request: Request<Body>) -> Request<Body> {
        if self.method.package == crate::identity::PACKAGE {
            request.extensions_mut().insert(crate::identity::Visit {
                caller: self.permit.caller().cloned(),
                source: self.source,
                note: self.note.clone(),
            });
        }
        request
    }
}

impl Service<Request<Body>> for Door {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let door = self.clone();
        Box::pin(async move { Ok(door.answer(request).await) })
    }
}

fn speech(request: &Request<Body>) -> Speech {
    let Some(kind) = request.headers().get(header::CONTENT_TYPE) else {
        return Speech::Other;
    };
    let kind = kind
        .to_str()
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    match kind {
        "application/grpc" | "application/grpc+proto" => Speech::Grpc,
        "application/grpc-web"
        | "application/grpc-web+proto"
        | "application/grpc-web-text"
        | "application/grpc-web-text+proto" => Speech::GrpcWeb,
        "application/json" => Speech::Json,
        _ => Speech::Other,
    }
}

fn unreadable() -> Status {
    refusal::Fault::internal("an upstream's unary answer cannot be read").into()
}

fn page() -> Response<Body> {
    let mut response = Response::new(Body::new(Full::new(Bytes::from_static(PAGE.as_bytes()))));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        ),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::new(Full::new(Bytes::from_static(text.as_bytes()))));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}
