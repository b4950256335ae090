//! JSON for people and partners, in Connect's unary shape: `POST /yifa.cases.v1.CaseService/GetCase` with
//! `application/json`. Generic over every method: the descriptors know the messages, no method has code of its own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use prost::Message as _;
use prost_reflect::{DescriptorPool, DeserializeOptions, DynamicMessage, MessageDescriptor};
use refusal::{Fault, Refusal};
use serde_json::{Value, json};
use tonic::body::Body;
use tonic::{Code, Status};
use tonic_types::pb::{self, Status as RichStatus};

/// Messages of the error details that clients understand.
#[derive(Debug)]
pub(crate) struct Details(DescriptorPool);

impl Details {
    /// The standard details of `google.rpc`.
    pub(crate) fn new() -> Result<Self, prost_reflect::DescriptorError> {
        DescriptorPool::decode(pb::FILE_DESCRIPTOR_SET).map(Self)
    }

    /// The answer of a call that failed.
    pub(crate) fn refused(&self, status: &Status) -> Response<Body> {
        let details: Vec<Value> = RichStatus::decode(status.details())
            .map(|rich| rich.details)
            .unwrap_or_default()
            .iter()
            .map(|detail| self.detail(&detail.type_url, &detail.value))
            .collect();
        let body = json!({
            "code": name(status.code()),
            "message": status.message(),
            "details": details,
        });
        answer(http_status(status.code()), Bytes::from(body.to_string()))
    }

    fn detail(&self, type_url: &str, value: &[u8]) -> Value {
        let name = type_url.rsplit('/').next().unwrap_or(type_url);
        let mut detail = json!({ "type": name, "value": STANDARD_NO_PAD.encode(value) });
        let debug = self
            .0
            .get_message_by_name(name)
            .and_then(|descriptor| DynamicMessage::decode(descriptor, value).ok())
            .and_then(|message| serde_json::to_value(message).ok());
        if let Some(debug) = debug {
            detail["debug"] = debug;
        }
        detail
    }
}

/// The bytes of the message that `body` writes as JSON. An empty body is an empty message.
///
/// # Refuses
/// What is no JSON, no such field, no such value: malformed, with the field's name where it is known.
pub(crate) fn read(descriptor: MessageDescriptor, body: &[u8]) -> Result<Bytes, Refusal> {
    if body.trim_ascii().is_empty() {
        return Ok(Bytes::new());
    }
    let options = DeserializeOptions::new().deny_unknown_fields(true);
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let message = DynamicMessage::deserialize_with_options(descriptor, &mut deserializer, &options)
        .and_then(|message| deserializer.end().map(|()| message))
        .map_err(|error| malformed(&error))?;
    Ok(Bytes::from(message.encode_to_vec()))
}

/// The JSON of a message.
pub(crate) fn write(descriptor: MessageDescriptor, message: Bytes) -> Result<Bytes, Fault> {
    let message = DynamicMessage::decode(descriptor, message).map_err(Fault::internal)?;
    serde_json::to_vec(&message)
        .map(Bytes::from)
        .map_err(Fault::internal)
}

/// The answer of a call that succeeded. Headers that a service sent along go out too, but for those of gRPC itself.
pub(crate) fn answered(headers: &HeaderMap, json: Bytes) -> Response<Body> {
    let mut response = answer(StatusCode::OK, json);
    for (name, value) in headers {
        let own = name.as_str().starts_with("grpc-") || *name == header::CONTENT_TYPE;
        if !own && !response.headers().contains_key(name) {
            response.headers_mut().append(name, value.clone());
        }
    }
    response
}

fn answer(status: StatusCode, json: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::new(http_body_util::Full::new(json)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}

fn malformed(error: &serde_json::Error) -> Refusal {
    let text = error.to_string();
    let unknown = text
        .strip_prefix("unrecognized field name '")
        .and_then(|rest| rest.split_once('\''))
        .map(|(name, _)| crate::audit::clean(name));
    match unknown {
        Some(name) => {
            Refusal::malformed(name, "is not a field of this message", "不是本接口的字段")
        }
        None => Refusal::malformed("body", text, "不是符合接口要求的 JSON"),
    }
}

/// Connect's name of a code.
fn name(code: Code) -> &'static str {
    match code {
        // A call that failed with OK did not fail; gRPC's own word for that is UNKNOWN.
        Code::Ok | Code::Unknown => "unknown",
        Code::Cancelled => "canceled",
        Code::InvalidArgument => "invalid_argument",
        Code::DeadlineExceeded => "deadline_exceeded",
        Code::NotFound => "not_found",
        Code::AlreadyExists => "already_exists",
        Code::PermissionDenied => "permission_denied",
        Code::ResourceExhausted => "resource_exhausted",
        Code::FailedPrecondition => "failed_precondition",
        Code::Aborted => "aborted",
        Code::OutOfRange => "out_of_range",
        Code::Unimplemented => "unimplemented",
        Code::Internal => "internal",
        Code::Unavailable => "unavailable",
        Code::DataLoss => "data_loss",
        Code::Unauthenticated => "unauthenticated",
    }
}

/// Connect's HTTP status of a code.
fn http_status(code: Code) -> StatusCode {
    match code {
        Code::Cancelled => StatusCode::from_u16(499).unwrap_or(StatusCode::BAD_REQUEST),
        Code::InvalidArgument | Code::FailedPrecondition | Code::OutOfRange => {
            StatusCode::BAD_REQUEST
        }
        Code::DeadlineExceeded => StatusCode::GATEWAY_TIMEOUT,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::AlreadyExists | Code::Aborted => StatusCode::CONFLICT,
        Code::PermissionDenied => StatusCode::FORBIDDEN,
        Code::ResourceExhausted => StatusCode::TOO_MANY_REQUESTS,
        Code::Unimplemented => StatusCode::NOT_IMPLEMENTED,
        Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Code::Unauthenticated => StatusCode::UNAUTHORIZED,
        Code::Ok | Code::Unknown | Code::Internal | Code::DataLoss => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign_in() -> MessageDescriptor {
        DescriptorPool::decode(contract::DESCRIPTORS)
            .unwrap()
            .get_message_by_name("yifa.identity.v1.SignInRequest")
            .unwrap()
    }

    #[test]
    fn an_unknown_field_is_named() {
        let refusal = read(sign_in(), br#"{"username":"a","pasword":"b"}"#).unwrap_err();
        assert_eq!(refusal.fields()[0].path, "pasword");
    }

    #[test]
    fn what_is_not_the_message_is_refused() {
        for bad in [
            &b"{"[..],
            b"[]",
            b"null x",
            b"{\"username\":5}",
            b"{\"username\":\"a\"} {}",
            b"\xff",
        ] {
            let text = String::from_utf8_lossy(bad);
            assert!(read(sign_in(), bad).is_err(), "{text}");
        }
        assert_eq!(read(sign_in(), b" ").unwrap(), Bytes::new());
    }

    #[test]
    fn a_message_nested_too_deep_is_refused_and_not_fatal() {
        let deep = format!("{}{}", "{\"username\":".repeat(5_000), "}".repeat(5_000));
        assert!(read(sign_in(), deep.as_bytes()).is_err());
        let deep = "[".repeat(100_000);
        assert!(read(sign_in(), deep.as_bytes()).is_err());
    }
}
