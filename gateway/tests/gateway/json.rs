//! JSON in Connect's unary shape.

use gateway::roles::Role;
use serde_json::json;

use crate::world::{MYSELF, PASSWORD, READ, SENSITIVE, SIGN_IN, STUB, WATCH, World};

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_in_and_reads_with_curl_s_means() {
    let world = World::start().await;
    world.account("lin", &[Role::Officer]).await;
    let body = json!({ "username": "lin", "password": PASSWORD, "oneTimeCode": world.code("lin") });
    let answer = world.wire.json(SIGN_IN, &[], &body.to_string()).await;
    assert_eq!(answer.http, 200, "{:?}", answer.body);
    let signed_in = answer.to_json();
    assert_eq!(signed_in["myself"]["username"], "lin");
    let bearer = format!(
        "Bearer {}",
        signed_in["tokens"]["accessToken"].as_str().unwrap()
    );
    let answer = world
        .wire
        .json(MYSELF, &[("authorization", &bearer)], "{}")
        .await;
    assert_eq!(answer.to_json()["myself"]["roles"], json!(["officer"]));
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
    let snake = json!({ "case_id": "0197" });
    let answer = world
        .wire
        .json(READ, &[("authorization", &bearer)], &snake.to_string())
        .await;
    assert_eq!((answer.http.as_u16(), answer.to_json()), (200, json!({})));
    assert_eq!(
        world.stub.last().headers["content-type"],
        "application/grpc"
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_field_is_named_and_malformed_json_refused() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let headers = [("authorization", bearer.as_str())];
    let answer = world
        .wire
        .json(READ, &headers, r#"{"caseIdd":"0197"}"#)
        .await;
    assert_eq!(answer.http, 400);
    let error = answer.to_json();
    assert_eq!(error["code"], "invalid_argument");
    assert!(
        error["message"].as_str().unwrap().starts_with("caseIdd: "),
        "{error}"
    );
    let violation = &detail(&error, "google.rpc.BadRequest")["debug"]["fieldViolations"][0];
    assert_eq!(violation["field"], "caseIdd");
    for bad in [
        "{",
        "[]",
        "\"x\"",
        "{\"case_id\":1}",
        "{} {}",
        "{\"case_id\":\"\\ud800\"}",
    ] {
        let answer = world.wire.json(READ, &headers, bad).await;
        assert_eq!(
            (answer.http.as_u16(), answer.to_json()["code"].as_str()),
            (400, Some("invalid_argument")),
            "{bad}"
        );
    }
    assert!(world.stub.seen().is_empty(), "nothing was passed on");
    world.stop().await;
}

fn detail<'a>(error: &'a serde_json::Value, kind: &str) -> &'a serde_json::Value {
    let details = error["details"].as_array().unwrap();
    details
        .iter()
        .find(|detail| detail["type"] == kind)
        .unwrap_or_else(|| panic!("{kind} in {error}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_s_refusal_arrives_whole_with_chinese_text() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    for what in ["refuse", "refuse late"] {
        let headers = [("authorization", bearer.as_str()), (STUB, what)];
        let answer = world.wire.json(SENSITIVE, &headers, "{}").await;
        assert_eq!(answer.http, 404, "{what}");
        let error = answer.to_json();
        assert_eq!(error["code"], "not_found");
        assert_eq!(error["message"], "case not found");
        assert_eq!(
            detail(&error, "google.rpc.ErrorInfo")["debug"]["reason"],
            "NOT_FOUND"
        );
        let text = &detail(&error, "google.rpc.LocalizedMessage")["debug"];
        assert_eq!(text["locale"], "zh-CN");
        assert!(
            text["message"].as_str().unwrap().contains("案件"),
            "{error}"
        );
        assert!(detail(&error, "google.rpc.ErrorInfo")["value"].is_string());
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_is_not_for_json() {
    let world = World::start().await;
    let key = world.service("follower", &["cases.feed"]).await;
    drop(key);
    let answer = world.wire.json(WATCH, &[], "{}").await;
    assert_eq!(answer.http, 401, "and is refused without a token first");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_not_one_whole_message_is_a_fault_without_a_word_about_it() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let headers = [
        ("authorization", bearer.as_str()),
        (STUB, "end without status"),
    ];
    let answer = world.wire.json(READ, &headers, "{}").await;
    assert_eq!(
        (answer.http.as_u16(), answer.to_json()["code"].as_str()),
        (500, Some("internal"))
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_neither_grpc_nor_json_is_told_so() {
    let world = World::start().await;
    for (method, path, kind, http) in [
        ("POST", READ, "text/plain", 415),
        ("POST", READ, "application/xml", 415),
        ("PUT", READ, "application/json", 405),
        ("GET", READ, "application/json", 404),
        ("GET", "/", "", 200),
        ("GET", "/nothing", "", 404),
        ("DELETE", "/", "", 405),
    ] {
        let answer = world
            .wire
            .send(method, path, &[("content-type", kind)], "{}".into())
            .await;
        assert_eq!(answer.http.as_u16(), http, "{method} {path} {kind}");
        assert!(!answer.call_id().is_nil(), "every answer names its call");
    }
    let page = world.wire.send("GET", "/", &[], "".into()).await;
    assert!(String::from_utf8_lossy(&page.body).contains("行政执法"));
    world.stop().await;
}
