//! The audit log: one row for each call of an audited method, whatever became of it, and none that can be changed unseen.

use std::collections::BTreeMap;

use contract::identity::v1::{ListAuditEntriesRequest, ListAuditEntriesResponse};
use gateway::access::{Access, Audited, Method, Table};
use gateway::roles::Role;
use gateway::{Broken, verify_audit};
use prost::Message as _;
use tonic::Code;
use uuid::Uuid;

use crate::wire::{Answer, framed};
use crate::world::{PASSWORD, READ, SENSITIVE, STUB, World};

const LIST: &str = "/yifa.identity.v1.AuditService/ListAuditEntries";

/// Rows of one call.
#[derive(Debug, PartialEq, Eq)]
struct Rows {
    opened: i64,
    ended: Vec<(String, String)>,
}

async fn rows(world: &World, call_id: Uuid) -> Rows {
    let opened = sqlx::query_scalar("select count(*) from audit where call_id = $1")
        .bind(call_id)
        .fetch_one(&world.database.pool)
        .await
        .unwrap();
    let ended = sqlx::query_as("select outcome, reason from audit_outcome where call_id = $1")
        .bind(call_id)
        .fetch_all(&world.database.pool)
        .await
        .unwrap();
    Rows { opened, ended }
}

fn once(outcome: &str, reason: &str) -> Rows {
    Rows {
        opened: 1,
        ended: vec![(outcome.to_owned(), reason.to_owned())],
    }
}

fn audited() -> Vec<std::sync::Arc<Method>> {
    let table = Table::from_descriptors(contract::DESCRIPTORS).unwrap();
    table
        .methods()
        .filter(|method| method.audit != Audited::No)
        .cloned()
        .collect()
}

/// A role that may call a method, and one that may not.
fn roles_for(method: &Method) -> (Option<Role>, Option<Role>) {
    let Access::Officer { permission, .. } = &method.access else {
        return (None, None);
    };
    let may = |role: &Role| role.permissions().contains(&permission.as_str());
    (
        Role::ALL.into_iter().find(may),
        Role::ALL.into_iter().find(|role| !may(role)),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_of_an_audited_method_has_exactly_one_row_whatever_became_of_it() {
    let world = World::start_with(|settings| settings.sign_in.source_failures = 10_000).await;
    let mut bearers = BTreeMap::new();
    for role in Role::ALL {
        bearers.insert(role, world.bearer(role.name(), &[role]).await);
    }
    let mut checked = 0;
    for method in audited() {
        let path = method.path.as_str();
        let (permitted, forbidden) = roles_for(&method);
        let mut calls: Vec<(&str, Answer)> = vec![
            ("without a token", world.wire.grpc(path, &[], &[]).await),
            (
                "with a bad token",
                world
                    .wire
                    .grpc(path, &[("authorization", "Bearer x.y.z")], &[])
                    .await,
            ),
            (
                "compressed",
                world
                    .wire
                    .grpc(path, &[("grpc-encoding", "gzip")], &[])
                    .await,
            ),
            (
                "with a bad timeout",
                world.wire.grpc(path, &[("grpc-timeout", "x")], &[]).await,
            ),
            (
                "JSON without a token",
                world.wire.json(path, &[], "{}").await,
            ),
            ("malformed JSON", world.wire.json(path, &[], "{").await),
        ];
        if let Some(role) = forbidden {
            let headers = [("authorization", bearers[&role].as_str())];
            calls.push(("forbidden", world.wire.grpc(path, &headers, &[]).await));
        }
        if let Some(role) = permitted {
            let bearer = ("authorization", bearers[&role].as_str());
            calls.push(("permitted", world.wire.grpc(path, &[bearer], &[]).await));
            calls.push((
                "permitted, malformed JSON",
                world.wire.json(path, &[bearer], "{").await,
            ));
            calls.push((
                "permitted, unknown field",
                world.wire.json(path, &[bearer], "{\"x\":1}").await,
            ));
            calls.push((
                "refused",
                world
                    .wire
                    .grpc(path, &[bearer, (STUB, "refuse")], &[])
                    .await,
            ));
            calls.push((
                "refused late",
                world
                    .wire
                    .grpc(path, &[bearer, (STUB, "refuse late")], &[])
                    .await,
            ));
        }
        for (what, answer) in calls {
            let rows = rows(&world, answer.call_id()).await;
            assert_eq!((rows.opened, rows.ended.len()), (1, 1), "{path} {what}");
            let grpc = answer
                .header("content-type")
                .starts_with("application/grpc");
            if grpc {
                let status = answer.status();
                let name = format!("{:?}", status.code()).to_uppercase();
                assert_eq!(rows.ended[0].0.replace('_', ""), name, "{path} {what}");
            } else if answer.http == 200 {
                assert_eq!(rows.ended[0].0, "OK", "{path} {what}");
            } else {
                assert_ne!(rows.ended[0].0, "OK", "{path} {what}");
            }
            checked += 1;
        }
    }
    assert!(checked > 300, "{checked} calls");
    let report = verify_audit(&world.database.pool).await.unwrap();
    assert!(report.is_whole(), "{:?}", report.broken);
    assert_eq!(report.without_outcome, 0);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ordinary_read_leaves_no_row() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let answer = world
        .wire
        .grpc(READ, &[("authorization", &bearer)], &[])
        .await;
    assert_eq!(
        rows(&world, answer.call_id()).await,
        Rows {
            opened: 0,
            ended: vec![]
        }
    );
    let refused = world.wire.grpc(READ, &[], &[]).await;
    assert_eq!(
        rows(&world, refused.call_id()).await,
        Rows {
            opened: 0,
            ended: vec![]
        }
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn throttled_overloaded_and_late_calls_have_their_row_too() {
    let world = World::start_with(|settings| {
        settings.limits.person = gateway::settings::Rate::new(1, 2);
    })
    .await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let call = async |what: &str| {
        let headers = [
            ("authorization", bearer.as_str()),
            (STUB, what),
            ("grpc-timeout", "300m"),
        ];
        world.wire.grpc(SENSITIVE, &headers, &[]).await
    };
    let late = call("hang").await;
    assert_eq!(
        rows(&world, late.call_id()).await,
        once("DEADLINE_EXCEEDED", "DEADLINE_EXCEEDED")
    );
    let late = call("hang late").await;
    assert_eq!(
        rows(&world, late.call_id()).await,
        once("DEADLINE_EXCEEDED", "DEADLINE_EXCEEDED")
    );
    let throttled = call("refuse").await;
    assert_eq!(
        rows(&world, throttled.call_id()).await,
        once("RESOURCE_EXHAUSTED", "THROTTLED")
    );
    world.advance(1);
    let large = vec![0; 2 * 1024 * 1024];
    let large = world
        .wire
        .grpc(SENSITIVE, &[("authorization", &bearer)], &large)
        .await;
    assert_eq!(
        rows(&world, large.call_id()).await,
        once("RESOURCE_EXHAUSTED", "MESSAGE_TOO_LARGE")
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_cancelled_ends_as_cancelled() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    for what in ["hang", "hang late"] {
        let before = world.stub.count();
        let headers = [
            ("content-type", "application/grpc"),
            ("authorization", bearer.as_str()),
            (STUB, what),
        ];
        let calling = async {
            let answer = world
                .wire
                .begin("POST", SENSITIVE, &headers, framed(&[]))
                .await
                .unwrap();
            Answer::whole(answer).await
        };
        let reached = testkit::eventually("the stub is reached", async || {
            (world.stub.count() > before).then_some(())
        });
        tokio::select! {
            _ = calling => panic!("it does not answer"),
            () = reached => {}
        }
        let call_id: Uuid = world.stub.last().headers["x-request-id"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        testkit::eventually("the end is written", async || {
            (rows(&world, call_id).await == once("CANCELLED", "")).then_some(())
        })
        .await;
    }
    world.stop().await;
}

async fn entries(
    world: &World,
    bearer: &str,
    request: ListAuditEntriesRequest,
) -> ListAuditEntriesResponse {
    world
        .wire
        .grpc(LIST, &[("authorization", bearer)], &request.encode_to_vec())
        .await
        .message()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_auditor_reads_who_did_what_to_what_from_where() {
    let world = World::start().await;
    let auditor = world.bearer("auditor", &[Role::AuditAdmin]).await;
    let id = world.account("lin", &[Role::Officer]).await.to_string();
    let bearer = crate::world::bearer(&world.sign_in("lin").await);
    let headers = [
        ("authorization", bearer.as_str()),
        ("x-request-id", "my-own-id"),
        (STUB, "name the object"),
    ];
    let answer = world.wire.grpc(SENSITIVE, &headers, &[]).await;
    assert!(
        answer.headers.get("yifa-audit-object").is_none(),
        "it stays inside"
    );
    world.advance(1);
    let json = world.wire.json(SENSITIVE, &headers, "{}").await;
    assert!(json.headers.get("yifa-audit-object").is_none());
    let request = ListAuditEntriesRequest {
        principal: id.clone(),
        ..Default::default()
    };
    let list = entries(&world, &auditor, request).await;
    assert_eq!(
        list.entries.len(),
        2,
        "newest first, signing in is nobody's yet"
    );
    assert_eq!(list.entries[1].call_id, answer.call_id().to_string());
    for entry in &list.entries {
        assert_eq!(entry.principal, id);
        assert_eq!(entry.username, "lin");
        assert_eq!(
            (entry.agency_id.as_str(), entry.division.as_str()),
            ("shima", "350604")
        );
        assert_eq!(entry.method, SENSITIVE);
        assert_eq!(entry.source, "127.0.0.1");
        assert_eq!(entry.request_id, "my-own-id");
        assert_eq!(entry.object, "cases/0197");
        assert_eq!((entry.outcome.as_str(), entry.reason.as_str()), ("OK", ""));
        assert_eq!(entry.trace_id.len(), 32);
    }
    let by_id = ListAuditEntriesRequest {
        request_id: "my-own-id".to_owned(),
        ..Default::default()
    };
    assert_eq!(entries(&world, &auditor, by_id).await.entries.len(), 2);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_is_walked_page_by_page_and_by_division() {
    let world = World::start().await;
    let auditor = world.bearer("auditor", &[Role::AuditAdmin]).await;
    world
        .account_in("elsewhere", &[Role::Officer], "350605")
        .await;
    let elsewhere = crate::world::bearer(&world.sign_in("elsewhere").await);
    let lin = world.bearer("lin", &[Role::Officer]).await;
    for _ in 0..5 {
        world
            .wire
            .grpc(SENSITIVE, &[("authorization", &lin)], &[])
            .await;
        world
            .wire
            .grpc(SENSITIVE, &[("authorization", &elsewhere)], &[])
            .await;
    }
    let mut request = ListAuditEntriesRequest {
        page_size: 2,
        method: SENSITIVE.to_owned(),
        ..Default::default()
    };
    let mut ids = vec![];
    loop {
        let page = entries(&world, &auditor, request.clone()).await;
        ids.extend(page.entries.into_iter().map(|entry| entry.call_id));
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    assert_eq!(ids.len(), 5, "those of the own division, each once");
    assert!(ids.is_sorted_by(|a, b| a > b), "newest first");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_takes_no_change_and_finds_one_made_past_its_guard() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    for _ in 0..10 {
        world
            .wire
            .grpc(SENSITIVE, &[("authorization", &bearer)], &[])
            .await;
    }
    let pool = &world.database.pool;
    for statement in [
        "update audit set principal = 'x'",
        "delete from audit",
        "truncate audit",
        "update audit_outcome set outcome = 'OK'",
        "delete from audit_outcome",
        "truncate audit_outcome",
    ] {
        assert!(
            sqlx::query(sqlx::AssertSqlSafe(statement))
                .execute(pool)
                .await
                .is_err(),
            "{statement}"
        );
    }
    let whole = verify_audit(pool).await.unwrap();
    assert!(whole.is_whole(), "{:?}", whole.broken);
    assert_eq!(
        (whole.calls, whole.without_outcome, whole.heads.len()),
        (11, 0, 1)
    );
    let writer = whole.heads[0].writer;

    world
        .database
        .tamper("update audit set username = 'chen' where seq = 3")
        .await;
    let report = verify_audit(pool).await.unwrap();
    assert!(
        matches!(report.broken.as_slice(), [Broken::Altered { seq: 3, .. }]),
        "{:?}",
        report.broken
    );
    world
        .database
        .tamper("update audit set username = 'lin' where seq = 3")
        .await;
    assert!(verify_audit(pool).await.unwrap().is_whole(), "put back");

    world
        .database
        .tamper("update audit_outcome set outcome = 'INTERNAL' where seq = 4")
        .await;
    assert!(
        !verify_audit(pool).await.unwrap().is_whole(),
        "a changed outcome"
    );
    world
        .database
        .tamper("update audit_outcome set outcome = 'OK' where seq = 4")
        .await;

    world
        .database
        .tamper("delete from audit where seq = 5")
        .await;
    let report = verify_audit(pool).await.unwrap();
    assert_eq!(report.broken[0], Broken::Missing { writer, seq: 5 });
    assert!(
        matches!(report.broken[1], Broken::Orphan { .. }),
        "{:?}",
        report.broken
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_callers_write_does_not_break_the_log() {
    let world = World::start().await;
    for name in [
        "a\0b",
        "line\nfeed",
        &"长".repeat(1_000),
        "'; drop table audit; --",
        "\u{202e}rtl",
    ] {
        let answer = world.try_sign_in_with(name, PASSWORD, "000000").await;
        assert_eq!(answer.code(), Code::Unauthenticated);
        assert_eq!(rows(&world, answer.call_id()).await.opened, 1);
    }
    let long = "x".repeat(2_000);
    let answer = world
        .wire
        .grpc(SENSITIVE, &[("x-request-id", &long)], &[])
        .await;
    assert_eq!(
        rows(&world, answer.call_id()).await,
        once("UNAUTHENTICATED", "UNAUTHENTICATED")
    );
    assert!(verify_audit(&world.database.pool).await.unwrap().is_whole());
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_calls_at_once_make_one_whole_chain() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let headers = [("authorization", bearer.as_str())];
    let calls = (0..1_000).map(|_| world.wire.grpc(SENSITIVE, &headers, &[]));
    let answers = futures::future::join_all(calls).await;
    assert!(answers.iter().all(|answer| answer.code() == Code::Ok));
    let report = verify_audit(&world.database.pool).await.unwrap();
    assert!(report.is_whole(), "{:?}", report.broken);
    assert_eq!(
        (report.calls, report.heads.len(), report.heads[0].seq),
        (1_001, 1, 2_002)
    );
    world.stop().await;
}
