//! Signing in: what is proved, what is not told, and what a thief meets.

use contract::identity::v1::{
    GetMyselfResponse, ListAuditEntriesRequest, ListAuditEntriesResponse, SignInResponse,
    UnlockAccountRequest,
};
use gateway::roles::Role;
use prost::Message as _;
use tonic::Code;

use crate::wire::Answer;
use crate::world::{MYSELF, PASSWORD, World, bearer};

const UNLOCK: &str = "/yifa.identity.v1.AccountService/UnlockAccount";
const AUDIT: &str = "/yifa.identity.v1.AuditService/ListAuditEntries";

fn words(answer: &Answer) -> (Code, String, Vec<u8>) {
    let status = answer.status();
    (
        status.code(),
        status.message().to_owned(),
        status.details().to_vec(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_is_who_calls() {
    let world = World::start().await;
    let id = world.account("lin", &[Role::Officer, Role::Leader]).await;
    let answer: SignInResponse = world.try_sign_in("lin", PASSWORD).await.message();
    let tokens = answer.tokens.unwrap();
    let headers = [("authorization", bearer(&tokens))];
    let headers = [(headers[0].0, headers[0].1.as_str())];
    let myself: GetMyselfResponse = world.wire.grpc(MYSELF, &headers, &[]).await.message();
    let myself = myself.myself.unwrap();
    assert_eq!(Some(&myself), answer.myself.as_ref());
    assert_eq!(myself.principal, id.to_string());
    assert_eq!(myself.roles, ["leader", "officer"]);
    assert_eq!(
        myself.permissions,
        [
            "analytics.read",
            "cases.approve",
            "cases.designate",
            "cases.handle",
            "cases.preside",
            "cases.read",
            "cases.revoke",
            "disclosure.manage",
            "disclosure.read",
            "elements.read",
            "leads.report",
            "leads.triage",
            "supervision.explain",
            "supervision.read"
        ]
    );
    assert_eq!(
        tokens.access_expire_time.unwrap().seconds,
        world.now().timestamp() + 15 * 60
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_failure_has_the_same_words() {
    let world = World::start().await;
    let admin = world.bearer("security", &[Role::SecurityAdmin]).await;
    let id = world.account("lin", &[Role::Officer]).await;
    world.account("chen", &[Role::Officer]).await;
    let code = world.code("lin");
    let mut failures = vec![
        (
            "wrong password",
            world.try_sign_in("lin", "Wrong-2026-zhifa").await,
        ),
        (
            "wrong code",
            world.try_sign_in_with("lin", PASSWORD, "000000").await,
        ),
        ("no code", world.try_sign_in_with("lin", PASSWORD, "").await),
        (
            "no such account",
            world.try_sign_in_with("nobody", PASSWORD, &code).await,
        ),
        ("no name", world.try_sign_in_with("", "", "").await),
        (
            "a name in upper case",
            world.try_sign_in_with("LIN", PASSWORD, &code).await,
        ),
        (
            "NUL",
            world.try_sign_in_with("lin\0", PASSWORD, &code).await,
        ),
        (
            "SQL",
            world
                .try_sign_in_with("lin' or '1'='1", PASSWORD, &code)
                .await,
        ),
        (
            "an endless password",
            world
                .try_sign_in_with("chen", &"a".repeat(3_000), &code)
                .await,
        ),
    ];
    let request = contract::identity::v1::DisableAccountRequest {
        account_id: id.to_string(),
        reason: "left".to_owned(),
    };
    let disabled = world
        .wire
        .grpc(
            "/yifa.identity.v1.AccountService/DisableAccount",
            &[("authorization", &admin)],
            &request.encode_to_vec(),
        )
        .await;
    assert_eq!(disabled.code(), Code::Ok);
    failures.push(("disabled", world.try_sign_in("lin", PASSWORD).await));
    for (name, answer) in &failures {
        assert_eq!(words(answer), words(&failures[0].1), "{name}");
        assert_eq!(answer.code(), Code::Unauthenticated, "{name}");
        assert_eq!(answer.reason(), "SIGN_IN_FAILED", "{name}");
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_failure_writes_one_row_so_that_its_commit_tells_nothing() {
    let world = World::start().await;
    world.account("lin", &[Role::Officer]).await;
    let written = async || -> (i64, i64) {
        sqlx::query_as(
            "select (select sum(failures)::bigint from decoy),
                (select sum(failed_attempts)::bigint from account)",
        )
        .fetch_one(&world.database.pool)
        .await
        .unwrap()
    };
    world.try_sign_in("nobody", PASSWORD).await;
    assert_eq!(written().await, (1, 0), "no such account: a decoy");
    for failures in 1..=5 {
        world.try_sign_in("lin", "Wrong-2026-zhifa").await;
        assert_eq!(written().await, (1, failures), "counted");
    }
    world.try_sign_in("lin", "Wrong-2026-zhifa").await;
    assert_eq!(written().await, (2, 5), "locked: a decoy again");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_failures_lock_an_account_for_a_quarter_of_an_hour_across_restarts() {
    let world = World::start().await;
    world.account("lin", &[Role::Officer]).await;
    for _ in 0..5 {
        assert_eq!(
            world.try_sign_in("lin", "Wrong-2026-zhifa").await.code(),
            Code::Unauthenticated
        );
    }
    assert_eq!(
        world.try_sign_in("lin", PASSWORD).await.code(),
        Code::Unauthenticated,
        "locked"
    );
    let reasons: Vec<String> = sqlx::query_scalar("select reason from audit_outcome order by seq")
        .fetch_all(&world.database.pool)
        .await
        .unwrap();
    assert_eq!(
        reasons[3..],
        ["WRONG_PASSWORD", "ACCOUNT_LOCKED_NOW", "ACCOUNT_LOCKED"]
    );
    // A replica that starts now knows it too.
    let other = World::over(world.database.clone(), world.settings.clone()).await;
    assert_eq!(
        other.try_sign_in("lin", PASSWORD).await.code(),
        Code::Unauthenticated,
        "still locked"
    );
    world.advance(15 * 60 - 1);
    assert_eq!(
        world.try_sign_in("lin", PASSWORD).await.code(),
        Code::Unauthenticated,
        "a second to go"
    );
    world.advance(1);
    assert_eq!(world.try_sign_in("lin", PASSWORD).await.code(), Code::Ok);
    other
        .test
        .host
        .tasks
        .stop(std::time::Duration::from_secs(2))
        .await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn four_failures_and_a_success_begin_a_new_count() {
    let world = World::start().await;
    world.account("lin", &[Role::Officer]).await;
    for _ in 0..3 {
        for _ in 0..4 {
            assert_eq!(
                world.try_sign_in("lin", "Wrong-2026-zhifa").await.code(),
                Code::Unauthenticated
            );
        }
        world.advance(30);
        assert_eq!(world.try_sign_in("lin", PASSWORD).await.code(), Code::Ok);
        // The source's count runs over its own quarter of an hour.
        world.advance(15 * 60);
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_security_administrator_lifts_a_lock() {
    let world = World::start().await;
    let admin = world.bearer("security", &[Role::SecurityAdmin]).await;
    let id = world.account("lin", &[Role::Officer]).await;
    for _ in 0..5 {
        world.try_sign_in("lin", "Wrong-2026-zhifa").await;
    }
    assert_eq!(
        world.try_sign_in("lin", PASSWORD).await.code(),
        Code::Unauthenticated
    );
    let request = UnlockAccountRequest {
        account_id: id.to_string(),
    }
    .encode_to_vec();
    let answer = world
        .wire
        .grpc(UNLOCK, &[("authorization", &admin)], &request)
        .await;
    assert_eq!(answer.code(), Code::Ok);
    assert_eq!(world.try_sign_in("lin", PASSWORD).await.code(), Code::Ok);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_failures_lock_their_source_for_every_account() {
    let world = World::start().await;
    world.account("lin", &[Role::Officer]).await;
    for number in 0..20 {
        let name = format!("guess-{number}");
        assert_eq!(
            world
                .try_sign_in_with(&name, PASSWORD, "000000")
                .await
                .code(),
            Code::Unauthenticated
        );
    }
    assert_eq!(
        world.try_sign_in("lin", PASSWORD).await.code(),
        Code::Unauthenticated,
        "from this source"
    );
    world.advance(15 * 60);
    assert_eq!(world.try_sign_in("lin", PASSWORD).await.code(), Code::Ok);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_good_once() {
    let world = World::start().await;
    world.account("lin", &[Role::Officer]).await;
    let code = world.code("lin");
    assert_eq!(
        world.try_sign_in_with("lin", PASSWORD, &code).await.code(),
        Code::Ok
    );
    assert_eq!(
        world.try_sign_in_with("lin", PASSWORD, &code).await.code(),
        Code::Unauthenticated
    );
    world.advance(30);
    assert_eq!(
        world.try_sign_in_with("lin", PASSWORD, &code).await.code(),
        Code::Unauthenticated,
        "within its window still"
    );
    assert_eq!(
        world.try_sign_in("lin", PASSWORD).await.code(),
        Code::Ok,
        "the next one"
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twins_with_the_same_code_one_gets_in() {
    let world = World::start().await;
    world.account("lin", &[Role::Officer]).await;
    let code = world.code("lin");
    let twins = (0..4).map(|_| world.try_sign_in_with("lin", PASSWORD, &code));
    let answers = futures::future::join_all(twins).await;
    let signed_in = answers
        .iter()
        .filter(|answer| answer.code() == Code::Ok)
        .count();
    assert_eq!(signed_in, 1);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_knows_the_cause_that_the_answer_does_not_tell() {
    let world = World::start().await;
    let auditor = world.bearer("auditor", &[Role::AuditAdmin]).await;
    world.account("lin", &[Role::Officer]).await;
    let causes = [
        (
            world.try_sign_in_with("nobody", PASSWORD, "000000").await,
            "nobody",
            "NO_SUCH_ACCOUNT",
        ),
        (
            world.try_sign_in("lin", "Wrong-2026-zhifa").await,
            "lin",
            "WRONG_PASSWORD",
        ),
        (
            world.try_sign_in_with("lin", PASSWORD, "000000").await,
            "lin",
            "WRONG_ONE_TIME_CODE",
        ),
        (world.try_sign_in("lin", PASSWORD).await, "lin", ""),
        (
            world.try_sign_in("lin", PASSWORD).await,
            "lin",
            "ONE_TIME_CODE_REUSED",
        ),
    ];
    let request = ListAuditEntriesRequest {
        page_size: 500,
        ..Default::default()
    }
    .encode_to_vec();
    let list: ListAuditEntriesResponse = world
        .wire
        .grpc(AUDIT, &[("authorization", &auditor)], &request)
        .await
        .message();
    for (answer, username, reason) in causes {
        let call_id = answer.call_id().to_string();
        let entry = list
            .entries
            .iter()
            .find(|entry| entry.call_id == call_id)
            .unwrap();
        assert_eq!(
            (entry.username.as_str(), entry.reason.as_str()),
            (username, reason)
        );
        assert_eq!(entry.source, "127.0.0.1");
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_lies_open_in_the_database() {
    let world = World::start().await;
    world.account("lin", &[Role::Officer]).await;
    let tokens = world.sign_in("lin").await;
    let rows: Vec<String> = sqlx::query_scalar(
        "select row_to_json(a)::text from account a union all select row_to_json(r)::text from refresh_token r
         union all select row_to_json(s)::text from session s",
    )
    .fetch_all(&world.database.pool)
    .await
    .unwrap();
    let everything = rows.join("\n");
    let secret = data_encoding::HEXLOWER.encode(&crate::world::secret("lin"));
    for (what, text) in [
        ("the password", PASSWORD),
        ("the one-time secret", secret.as_str()),
        ("the refresh token", tokens.refresh_token.as_str()),
        ("the access token", tokens.access_token.as_str()),
    ] {
        assert!(!everything.contains(text), "{what}");
    }
    world.stop().await;
}
