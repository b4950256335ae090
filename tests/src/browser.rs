//! A browser at the gateway, as a party has one: HTTP/1.1, forms, a cookie, no script.

use bytes::Bytes;
use http::{Request, Response, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::Stage;

/// A browser that keeps its cookie.
#[derive(Debug)]
pub struct Browser {
    host: String,
    cookie: Option<String>,
}

/// What it was shown.
#[derive(Debug)]
pub struct Page {
    /// HTTP status.
    pub status: u16,
    /// Media type.
    pub content_type: String,
    /// Where it was sent instead; empty: nowhere.
    pub location: String,
    /// The cookie as it was set, with its attributes; empty: none was.
    pub set_cookie: String,
    /// Body.
    pub body: Bytes,
}

impl Page {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Browser {
    /// A browser without a cookie, at the gateway of a stage.
    pub fn at(stage: &Stage) -> Self {
        let address = stage.address();
        Self {
            host: address.trim_start_matches("http://").to_owned(),
            cookie: None,
        }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Page {
        let request = Request::get(path);
        self.send(request, Bytes::new()).await
    }

    /// Sends a form, as a form of the same site is sent.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, Bytes::from(body)).await
    }

    /// Calls a method with JSON, with the access token of an account or of nobody; the status and the answer.
    ///
    /// # Panics
    /// When the answer is no JSON.
    pub async fn call(&mut self, method: &str, token: &str, message: &Value) -> (u16, Value) {
        let mut request = Request::post(format!("/yifa.cases.v1.{method}"))
            .header(header::CONTENT_TYPE, "application/json");
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let page = self.send(request, Bytes::from(message.to_string())).await;
        let answer = serde_json::from_slice(&page.body).expect("JSON");
        (page.status, answer)
    }

    async fn send(&mut self, request: http::request::Builder, body: Bytes) -> Page {
        let mut request = request.header(header::HOST, &self.host);
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Full::new(body)).expect("a request");
        let stream = TcpStream::connect(&self.host).await;
        let stream = TokioIo::new(stream.expect("the gateway listens"));
        let (mut sender, connection) = http1::handshake(stream).await.expect("HTTP/1.1");
        let answered = async {
            let answer = sender.send_request(request).await.expect("an answer");
            self.kept(answer).await
        };
        tokio::select! {
            page = answered => page,
            ended = connection => unreachable!("the connection ended first: {ended:?}"),
        }
    }

    async fn kept(&mut self, answer: Response<Incoming>) -> Page {
        let named = |name| {
            let value: Option<&http::HeaderValue> = answer.headers().get(name);
            let text = value.and_then(|value| value.to_str().ok());
            text.unwrap_or_default().to_owned()
        };
        let page = Page {
            status: answer.status().as_u16(),
            content_type: named(header::CONTENT_TYPE),
            location: named(header::LOCATION),
            set_cookie: named(header::SET_COOKIE),
            body: Bytes::new(),
        };
        if let Some((cookie, attributes)) = page.set_cookie.split_once(';') {
            let ended = attributes.contains("Max-Age=0");
            self.cookie = (!ended).then(|| cookie.to_owned());
        }
        let body = answer.into_body().collect().await.expect("a body");
        Page {
            body: body.to_bytes(),
            ..page
        }
    }
}

/// A value as forms send it: every byte percent-encoded.
fn encoded(value: &str) -> String {
    use std::fmt::Write as _;
    value.bytes().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "%{byte:02X}");
        text
    })
}
