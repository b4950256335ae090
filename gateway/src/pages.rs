//! The public's pages: `GET /public/…` becomes one call of disclosure, admitted like every other, and its answer a page with
//! the headers that a page needs. No cookie goes in or out.

use std::collections::BTreeMap;

use bytes::Bytes;
use contract::disclosure::v1::{RenderPageRequest, RenderPageResponse};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::Full;
use refusal::{Fault, Refusal};
use tonic::body::Body;
use tonic::{Code, Status};

use crate::admit::Arrival;
use crate::door::House;
use crate::forward::{self, Passage};
use crate::message;

/// The method that makes pages.
const RENDER: &str = "/yifa.disclosure.v1.PublicDisclosureService/RenderPage";
/// Where pages are.
const ROOT: &str = "/public";
/// Where robots look first.
const ROBOTS: &str = "/robots.txt";
/// Longest path, in bytes.
const LONGEST_PATH: usize = 256;
/// Longest query, in bytes.
const LONGEST_QUERY: usize = 2_048;
/// Most fields of a query.
const MOST_FIELDS: usize = 32;
/// Largest page that is taken from the service, in bytes.
const LARGEST_PAGE: usize = 8 * 1024 * 1024;

/// What every page says to the browser: load nothing but our own style, send forms to nobody else, be framed by nobody.
const HEADERS: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Whether a request is for a page.
pub(crate) fn is_page(request: &Request<Body>) -> bool {
    let path = request.uri().path();
    let under = path
        .strip_prefix(ROOT)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    (under || path == ROBOTS) && matches!(*request.method(), Method::GET | Method::HEAD)
}

/// Answers a request for a page.
pub(crate) async fn answer(
    house: &House,
    request: Request<Body>,
    arrival: &Arrival,
) -> Response<Body> {
    let (request, _) = request.into_parts();
    let with_body = request.method != Method::HEAD;
    let rendered = match asked(&request) {
        Ok(asked) => render(house, &request.headers, &asked, arrival).await,
        Err(refusal) => match house.admission.within_source_limit(arrival).await {
            Ok(()) => Err(refusal.into()),
            Err(throttled) => Err(throttled.into()),
        },
    };
    match rendered {
        Ok(page) => found(&request.headers, page, with_body),
        Err(status) => failed(&status, with_body),
    }
}

/// What is asked for.
fn asked(request: &Parts) -> Result<RenderPageRequest, Refusal> {
    let uri = &request.uri;
    let path = match uri.path() {
        ROBOTS => "/public/robots.txt",
        path => path,
    };
    let too_long = |what| Refusal::malformed(what, "is too long", "网址过长");
    if path.len() > LONGEST_PATH {
        return Err(too_long("path"));
    }
    let query = uri.query().unwrap_or_default();
    if query.len() > LONGEST_QUERY {
        return Err(too_long("query"));
    }
    Ok(RenderPageRequest {
        path: path.to_owned(),
        query: fields(query)?,
    })
}

/// The fields of a query, decoded; of a name that comes twice, the last.
pub(crate) fn fields(query: &str) -> Result<BTreeMap<String, String>, Refusal> {
    let mut fields = BTreeMap::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decoded = decoded(name).zip(decoded(value));
        let (name, value) = decoded
            .ok_or_else(|| Refusal::malformed("query", "is not UTF-8", "网址中有无法识别的字符"))?;
        fields.insert(name, value);
    }
    if fields.len() > MOST_FIELDS {
        return Err(Refusal::malformed(
            "query",
            "has too many fields",
            "查询条件过多",
        ));
    }
    Ok(fields)
}

/// Percent-decoded, with plus for a blank, as forms send it. What is no escape stands as it is.
fn decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escape = bytes.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let escape = escape
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        at += if escape.is_some() { 3 } else { 1 };
        out.push(match (escape, byte) {
            (Some(escaped), _) => escaped,
            (None, b'+') => b' ',
            (None, byte) => *byte,
        });
    }
    String::from_utf8(out).ok()
}

async fn render(
    house: &House,
    headers: &HeaderMap,
    asked: &RenderPageRequest,
    arrival: &Arrival,
) -> Result<RenderPageResponse, Status> {
    call(house, headers, RENDER, asked, arrival).await
}

/// One call of ours for a page, admitted like every other.
pub(crate) async fn call<Asked: prost::Message, Page: prost::Message + Default>(
    house: &House,
    headers: &HeaderMap,
    method: &'static str,
    asked: &Asked,
    arrival: &Arrival,
) -> Result<Page, Status> {
    let admitted = house.admission.admit(method, headers, arrival).await?;
    let passage = Passage {
        upstream: admitted.upstream,
        actor: admitted.actor,
        call_id: arrival.trace.call_id_header.clone(),
        traceparent: arrival.trace.traceparent.clone(),
        deadline: admitted.deadline,
        max_bytes: admitted.max_bytes,
    };
    // A call of our own: nothing of the browser's headers goes on.
    let body = Full::new(message::framed(&asked.encode_to_vec()));
    let mut call = Request::new(Body::new(body));
    *call.method_mut() = Method::POST;
    *call.uri_mut() = http::Uri::from_static(method);
    let grpc = HeaderValue::from_static("application/grpc");
    call.headers_mut().insert(header::CONTENT_TYPE, grpc);
    let trailers = HeaderValue::from_static("trailers");
    call.headers_mut().insert(header::TE, trailers);
    let answer = forward::forward(&admitted.permit, passage, call).await?;
    let (head, body) = answer.into_parts();
    if let Some(status) = Status::from_header_map(&head.headers)
        && status.code() != Code::Ok
    {
        return Err(status);
    }
    let (body, trailers) = forward::collect(body, LARGEST_PAGE, admitted.deadline).await?;
    match Status::from_header_map(&trailers) {
        Some(status) if status.code() == Code::Ok => {}
        Some(status) => return Err(status),
        None => return Err(unreadable()),
    }
    let answer = message::unframed(body).ok_or_else(unreadable)?;
    Page::decode(answer).map_err(|_| unreadable())
}

/// The page, or word that the browser's copy is still good.
fn found(headers: &HeaderMap, page: RenderPageResponse, with_body: bool) -> Response<Body> {
    let status = u16::try_from(page.status)
        .ok()
        .and_then(|status| StatusCode::from_u16(status).ok())
        .filter(|status| status.as_u16() >= 200)
        .unwrap_or(StatusCode::BAD_GATEWAY);
    let unchanged = status == StatusCode::OK && known(headers, &page.etag);
    let length = page.body.len();
    let mut response = if unchanged {
        written(StatusCode::NOT_MODIFIED, Bytes::new(), false)
    } else {
        written(status, Bytes::from(page.body), with_body)
    };
    let headers = response.headers_mut();
    if !unchanged {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        set(headers, header::CONTENT_TYPE, &page.content_type);
    }
    set(headers, header::ETAG, &page.etag);
    set(headers, header::CACHE_CONTROL, &page.cache_control);
    if page.content_type.starts_with("text/csv") {
        let name = "attachment; filename=\"decisions.csv\"";
        set(headers, header::CONTENT_DISPOSITION, name);
    }
    response
}

/// Whether the browser has these very bytes.
fn known(headers: &HeaderMap, etag: &str) -> bool {
    let given = headers.get_all(header::IF_NONE_MATCH).iter();
    let mut tags = given
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    !etag.is_empty()
        && tags.any(|tag| {
            let tag = tag.trim();
            tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag
        })
}

/// Why there is no page, for whoever reads it in a browser.
pub(crate) fn failed(status: &Status, with_body: bool) -> Response<Body> {
    let (code, text) = match status.code() {
        Code::InvalidArgument => (StatusCode::BAD_REQUEST, "网址有误，请核对后重新输入。"),
        Code::ResourceExhausted => (StatusCode::TOO_MANY_REQUESTS, "访问过于频繁，请稍后再试。"),
        Code::NotFound | Code::Unimplemented => (StatusCode::NOT_FOUND, "没有这个页面。"),
        Code::DeadlineExceeded => (StatusCode::GATEWAY_TIMEOUT, "服务繁忙，请稍后再试。"),
        Code::Unavailable => (
            StatusCode::SERVICE_UNAVAILABLE,
            "公示服务暂时不可用，请稍后再试。",
        ),
        _ => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "页面暂时无法显示，请稍后再试。",
        ),
    };
    let mut response = written(code, Bytes::from_static(text.as_bytes()), with_body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(text.len()));
    set(headers, header::CONTENT_TYPE, "text/plain; charset=utf-8");
    set(headers, header::CACHE_CONTROL, "no-store");
    if code == StatusCode::TOO_MANY_REQUESTS || code == StatusCode::SERVICE_UNAVAILABLE {
        set(headers, header::RETRY_AFTER, "5");
    }
    response
}

pub(crate) fn written(status: StatusCode, body: Bytes, with_body: bool) -> Response<Body> {
    let body = if with_body {
        Body::new(Full::new(body))
    } else {
        Body::empty()
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Sets a header, if its value is one.
pub(crate) fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value)
        && !value.is_empty()
    {
        headers.insert(name, value);
    }
}

fn unreadable() -> Status {
    Fault::internal("an upstream's page cannot be read").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_decoded_as_forms_send_them() {
        let fields =
            fields("q=%E5%8D%A0%E9%81%93+%E7%BB%8F%E8%90%A5&view=elder&q=b%2Bc&x&=&p=%zz%4")
                .unwrap();
        let expected = [
            ("", ""),
            ("p", "%zz%4"),
            ("q", "b+c"),
            ("view", "elder"),
            ("x", ""),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(fields, BTreeMap::from(expected));
        assert!(super::fields("q=%ff").is_err());
        let many: Vec<String> = (0..40).map(|n| format!("f{n}=1")).collect();
        assert!(super::fields(&many.join("&")).is_err());
    }
}
