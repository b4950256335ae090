//! The party's pages: `/party…` becomes one call of case handling, admitted like every other (ADR 0013, ADR 0022). The session is kept
//! in a cookie that no script reads and that no other site's page makes the browser send.

use std::collections::BTreeMap;

use bytes::Bytes;
use contract::cases::v1::{RenderPartyPageRequest, RenderPartyPageResponse};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
use refusal::Refusal;
use tonic::Status;
use tonic::body::Body;

use crate::admit::Arrival;
use crate::door::House;
use crate::pages;

/// The method that makes pages.
const RENDER: &str = "/yifa.cases.v1.PartyService/RenderPartyPage";
/// Where pages are.
const ROOT: &str = "/party";
/// The cookie's name.
const COOKIE: &str = "yifa_party";
/// Longest path, in bytes.
const LONGEST_PATH: usize = 128;
/// Longest query, in bytes.
const LONGEST_QUERY: usize = 512;
/// Largest form, in bytes.
const LARGEST_FORM: usize = 8 * 1024;
/// Seconds for which the cookie is kept: as long as a session lasts.
const SESSION_S: u32 = 15 * 60;

/// Whether a request is for a page of the party.
pub(crate) fn is_page(request: &Request<Body>) -> bool {
    let path = request.uri().path();
    let under = path
        .strip_prefix(ROOT)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    under && matches!(*request.method(), Method::GET | Method::HEAD | Method::POST)
}

/// Answers a request for a page of the party.
pub(crate) async fn answer(
    house: &House,
    request: Request<Body>,
    arrival: &Arrival,
) -> Response<Body> {
    let with_body = request.method() != Method::HEAD;
    let headers = request.headers().clone();
    match rendered(house, request, arrival).await {
        Ok(page) => found(page, house.secure, with_body),
        Err(status) => {
            tracing::debug!(code = ?status.code(), host = ?headers.get(header::HOST), "no page of the party");
            pages::failed(&status, with_body)
        }
    }
}

async fn rendered(
    house: &House,
    request: Request<Body>,
    arrival: &Arrival,
) -> Result<RenderPartyPageResponse, Status> {
    // Before anything is read of it.
    house.admission.within_source_limit(arrival).await?;
    let (head, body) = request.into_parts();
    let uri = &head.uri;
    let too_long = |what| Refusal::malformed(what, "is too long", "网址过长");
    if uri.path().len() > LONGEST_PATH {
        return Err(too_long("path").into());
    }
    let query = uri.query().unwrap_or_default();
    if query.len() > LONGEST_QUERY {
        return Err(too_long("query").into());
    }
    let posted = head.method == Method::POST;
    let fields = if posted {
        own_form(&head.headers)?;
        let bytes = form(body).await?;
        let text = std::str::from_utf8(&bytes).map_err(|_| not_a_form())?;
        pages::fields(text)?
    } else {
        pages::fields(query)?
    };
    let asked = RenderPartyPageRequest {
        path: uri.path().to_owned(),
        fields: fields.into_iter().collect::<BTreeMap<_, _>>(),
        session_token: cookie(&head.headers).unwrap_or_default(),
        posted,
    };
    // A call of nobody in particular: what else the browser sends does not go on.
    pages::call(house, &HeaderMap::new(), RENDER, &asked, arrival).await
}

/// A form of our own pages: sent as forms are, and not from another site.
fn own_form(headers: &HeaderMap) -> Result<(), Refusal> {
    let is_form = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"));
    if !is_form {
        return Err(not_a_form());
    }
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    match site {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(Refusal::malformed(
            "sec-fetch-site",
            "must be same-origin",
            "请从本平台的页面提交",
        )),
    }
}

async fn form(body: Body) -> Result<Bytes, Status> {
    use http_body_util::{BodyExt as _, Limited};
    let collected = Limited::new(body, LARGEST_FORM).collect().await;
    Ok(collected.map_err(|_| not_a_form())?.to_bytes())
}

fn not_a_form() -> Refusal {
    Refusal::malformed(
        "form",
        "is none, or too large",
        "提交的内容无法识别或者过长",
    )
}

/// The session of the cookie.
fn cookie(headers: &HeaderMap) -> Option<String> {
    let given = headers.get_all(header::COOKIE).iter();
    let mut pairs = given
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let (_, token) = pairs.find(|(name, _)| *name == COOKIE)?;
    let hex = token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    hex.then(|| token.to_owned())
}

fn found(page: RenderPartyPageResponse, secure: bool, with_body: bool) -> Response<Body> {
    let status = u16::try_from(page.status)
        .ok()
        .and_then(|status| StatusCode::from_u16(status).ok())
        .filter(|status| status.as_u16() >= 200)
        .unwrap_or(StatusCode::BAD_GATEWAY);
    let length = page.body.len();
    let mut response = pages::written(status, Bytes::from(page.body), with_body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    pages::set(headers, header::CONTENT_TYPE, &page.content_type);
    pages::set(headers, header::CACHE_CONTROL, "no-store");
    pages::set(headers, header::LOCATION, &page.location);
    if !page.file_name.is_empty() {
        let name = forward_name(&page.file_name);
        let plain = plain_name(&page.content_type);
        let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{name}");
        pages::set(headers, header::CONTENT_DISPOSITION, &value);
    }
    let protected = if secure { "; Secure" } else { "" };
    let keeping = format!("; Path={ROOT}; HttpOnly; SameSite=Strict{protected}");
    if page.end_session {
        pages::set(
            headers,
            header::SET_COOKIE,
            &format!("{COOKIE}=; Max-Age=0{keeping}"),
        );
    } else if !page.session_token.is_empty() {
        let token = &page.session_token;
        pages::set(
            headers,
            header::SET_COOKIE,
            &format!("{COOKIE}={token}; Max-Age={SESSION_S}{keeping}"),
        );
    }
    response
}

/// What a file is called by a browser that reads no other names.
fn plain_name(content_type: &str) -> &'static str {
    match content_type {
        "application/zip" => "parcel.zip",
        "application/x-pem-file" => "certificates.pem",
        _ => "document.pdf",
    }
}

/// A name as a header takes it: every byte that is no letter or digit percent-encoded.
fn forward_name(name: &str) -> String {
    use std::fmt::Write as _;
    name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || byte == b'.' {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_is_read_from_our_cookie_alone() {
        let token = "ab".repeat(32);
        let mut headers = HeaderMap::new();
        let text = format!("other=1; {COOKIE}={token}; more=2");
        headers.insert(header::COOKIE, HeaderValue::from_str(&text).unwrap());
        assert_eq!(cookie(&headers), Some(token));
        headers.insert(header::COOKIE, HeaderValue::from_static("yifa_party=<x>"));
        assert_eq!(cookie(&headers), None);
    }

    #[test]
    fn a_session_goes_into_a_cookie_that_stays_here() {
        let page = RenderPartyPageResponse {
            status: 303,
            location: "/party/case".to_owned(),
            session_token: "ab".repeat(32),
            ..RenderPartyPageResponse::default()
        };
        let response = found(page, true, true);
        let set = response.headers()[header::SET_COOKIE].to_str().unwrap();
        for words in [
            "HttpOnly",
            "SameSite=Strict",
            "Secure",
            "Path=/party",
            "Max-Age=900",
        ] {
            assert!(set.contains(words), "{set}");
        }
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        assert_eq!(response.headers()[header::LOCATION], "/party/case");
    }

    #[test]
    fn a_download_has_a_name_of_its_kind() {
        for (content_type, name) in [
            ("application/pdf", "document.pdf"),
            ("application/zip", "parcel.zip"),
            ("application/x-pem-file", "certificates.pem"),
        ] {
            let page = RenderPartyPageResponse {
                status: 200,
                content_type: content_type.to_owned(),
                file_name: "材料包.zip".to_owned(),
                ..RenderPartyPageResponse::default()
            };
            let response = found(page, true, true);
            let said = response.headers()[header::CONTENT_DISPOSITION]
                .to_str()
                .unwrap();
            assert!(said.contains(&format!("filename=\"{name}\"")), "{said}");
        }
    }

    #[test]
    fn a_file_s_name_survives_its_header() {
        assert_eq!(
            forward_name("决定书.pdf"),
            "%E5%86%B3%E5%AE%9A%E4%B9%A6.pdf"
        );
    }

    #[test]
    fn a_form_of_another_site_is_refused() {
        let mut headers = HeaderMap::new();
        assert!(own_form(&headers).is_err());
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(header::CONTENT_TYPE, form);
        assert!(own_form(&headers).is_ok());
        headers.insert("sec-fetch-site", HeaderValue::from_static("cross-site"));
        assert!(own_form(&headers).is_err());
    }
}
