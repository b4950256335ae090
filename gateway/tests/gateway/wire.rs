//! A client that sends exactly what a test says, and sees exactly what comes back.

use std::net::SocketAddr;

use bytes::{Buf as _, Bytes};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http2::{self, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo};
use serde_json::Value;
use tokio::net::TcpStream;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

/// A connection to the gateway.
#[derive(Clone)]
pub(crate) struct Wire {
    sender: SendRequest<Full<Bytes>>,
    address: SocketAddr,
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) http: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) trailers: HeaderMap,
}

impl Wire {
    pub(crate) async fn connect(address: SocketAddr, tasks: &host::Tasks) -> Self {
        let stream = TcpStream::connect(address)
            .await
            .expect("the gateway listens");
        let (sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
            .await
            .expect("the gateway speaks HTTP/2");
        tasks.spawn("test connection", async move {
            let _ = connection.await;
        });
        let wire = Self { sender, address };
        // Once answered, the client knows how many streams it may open.
        wire.send("GET", "/", &[], Bytes::new()).await;
        wire
    }

    /// A gRPC call with one message and these headers.
    pub(crate) async fn grpc(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        message: &[u8],
    ) -> Answer {
        let mut all = vec![("content-type", "application/grpc"), ("te", "trailers")];
        all.extend_from_slice(headers);
        self.send("POST", path, &all, framed(message)).await
    }

    /// A JSON call.
    pub(crate) async fn json(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        self.send("POST", path, &all, Bytes::copy_from_slice(body.as_bytes()))
            .await
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> Answer {
        let answer = self
            .begin(method, path, headers, body)
            .await
            .expect("the connection lives");
        Answer::whole(answer).await
    }

    /// Sends a request and returns when the answer begins.
    pub(crate) async fn begin(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> Result<Response<Incoming>, hyper::Error> {
        let uri = format!("http://{}{path}", self.address);
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            let name = HeaderName::try_from(*name).expect("a header name");
            let value = HeaderValue::from_bytes(value.as_bytes()).expect("a header value");
            request = request.header(name, value);
        }
        let request = request.body(Full::new(body)).expect("a request");
        self.sender.clone().send_request(request).await
    }
}

impl Answer {
    pub(crate) async fn whole(answer: Response<Incoming>) -> Self {
        let (head, body) = answer.into_parts();
        let body = body.collect().await.expect("the answer ends");
        Self {
            http: head.status,
            headers: head.headers,
            trailers: body.trailers().cloned().unwrap_or_default(),
            body: body.to_bytes(),
        }
    }

    /// The gRPC status, wherever it stands.
    pub(crate) fn status(&self) -> Status {
        Status::from_header_map(&self.trailers)
            .or_else(|| Status::from_header_map(&self.headers))
            .expect("an answer has a status")
    }

    pub(crate) fn code(&self) -> Code {
        self.status().code()
    }

    /// The stable reason of a gRPC failure.
    pub(crate) fn reason(&self) -> String {
        self.status()
            .get_details_error_info()
            .map(|info| info.reason)
            .unwrap_or_default()
    }

    /// The message of a gRPC success.
    pub(crate) fn message<M: prost::Message + Default>(&self) -> M {
        let status = self.status();
        assert_eq!(status.code(), Code::Ok, "{status:?}");
        let mut body = self.body.clone();
        assert_eq!(body.get_u8(), 0, "not compressed");
        let length = usize::try_from(body.get_u32()).expect("a length");
        M::decode(body.split_to(length)).expect("the answer's message")
    }

    pub(crate) fn to_json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().expect("ASCII"))
            .unwrap_or_default()
    }

    /// The gateway's id of the call.
    pub(crate) fn call_id(&self) -> uuid::Uuid {
        self.header("x-request-id")
            .parse()
            .expect("every answer names its call")
    }
}

pub(crate) fn framed(message: &[u8]) -> Bytes {
    let mut framed = vec![0];
    framed.extend_from_slice(
        &u32::try_from(message.len())
            .expect("a short message")
            .to_be_bytes(),
    );
    framed.extend_from_slice(message);
    framed.into()
}
