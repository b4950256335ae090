//! What is done about a warning: states, refusals, retries.

use contract::supervision::v1 as proto;
use contract::supervision::v1::{WarningOutcome, WarningState};
use tonic::{Code, Response, Status};

use crate::office::{self, Office, fresh, hong, reason, refusal, supervisor, zheng};
use crate::story::{MARKET, Opening};

/// An office with one red warning: a decision clock that passed.
pub(crate) async fn with_one() -> (Office, proto::Warning) {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    office.told.file(&Opening::default(), "2026-03-05");
    office.on("2026-03-06");
    office
        .told
        .settle(1, "DECISION", contract::cases::v1::DeadlineState::Passed);
    office.hear().await;
    let request = proto::ListWarningsRequest {
        rule: "CLOCK_PASSED".to_owned(),
        ..proto::ListWarningsRequest::default()
    };
    let warnings = office.listed(&hong(), request).await;
    assert_eq!(warnings.len(), 1);
    (office, warnings.into_iter().next().unwrap())
}

pub(crate) fn acknowledge(warning: &proto::Warning) -> proto::AcknowledgeWarningRequest {
    proto::AcknowledgeWarningRequest {
        request_id: fresh(),
        warning_id: warning.warning_id.clone(),
        explain_by: "2026-03-10".to_owned(),
        question: "为何逾期？".to_owned(),
        ..proto::AcknowledgeWarningRequest::default()
    }
}

pub(crate) fn explain(warning: &proto::Warning) -> proto::ExplainWarningRequest {
    proto::ExplainWarningRequest {
        request_id: fresh(),
        warning_id: warning.warning_id.clone(),
        explanation: "检测鉴定时间未扣除".to_owned(),
        ..proto::ExplainWarningRequest::default()
    }
}

pub(crate) fn close(
    warning: &proto::Warning,
    outcome: WarningOutcome,
) -> proto::CloseWarningRequest {
    proto::CloseWarningRequest {
        request_id: fresh(),
        warning_id: warning.warning_id.clone(),
        outcome: outcome.into(),
        note: "经核查".to_owned(),
        ..proto::CloseWarningRequest::default()
    }
}

/// Does an act as an actor.
macro_rules! act {
    ($office:expr, $actor:expr, $method:ident, $request:expr) => {
        $office
            .api
            .clone()
            .$method($office.by(&$actor, $request))
            .await
    };
}
pub(crate) use act;

fn after<T>(
    answer: Result<Response<T>, Status>,
    warning: fn(T) -> Option<proto::Warning>,
) -> proto::Warning {
    warning(answer.unwrap().into_inner()).unwrap()
}

#[tokio::test]
async fn a_warning_is_taken_up_explained_and_closed_and_tells_its_history() {
    let (office, warning) = with_one().await;
    let subject = warning.subject.clone().unwrap();
    assert_eq!(subject.citation, "行政处罚法第六十条");
    assert_eq!(
        (subject.object.as_str(), subject.ground_date.as_str()),
        ("DECISION:2026-03-05", "2026-03-06")
    );
    let answer = act!(office, hong(), acknowledge_warning, acknowledge(&warning));
    let taken = after(answer, |it| it.warning);
    assert_eq!(taken.state(), WarningState::Acknowledged);
    assert_eq!(
        (taken.explain_by.as_str(), taken.etag.as_str()),
        ("2026-03-10", "v2")
    );
    let answer = act!(office, zheng(), explain_warning, explain(&warning));
    assert_eq!(
        after(answer, |it| it.warning).state(),
        WarningState::Explained
    );
    let closing = close(&warning, WarningOutcome::Justified);
    let answer = act!(office, hong(), close_warning, closing);
    let closed = after(answer, |it| it.warning);
    assert_eq!(closed.outcome(), WarningOutcome::Justified);
    assert_eq!(closed.state_name, "已办结");

    let get = proto::GetWarningRequest {
        warning_id: warning.warning_id.clone(),
    };
    let whole = act!(office, zheng(), get_warning, get)
        .unwrap()
        .into_inner();
    assert_eq!(whole.warning, Some(closed));
    assert_eq!(whole.events.len(), 4);
    for event in &whole.events {
        let hash = feed::event_hash(event).unwrap();
        assert_eq!(hash.as_slice(), event.hash);
    }
    assert!(whole.summaries[0].starts_with("产生预警：作出处罚决定期限"));
    assert!(whole.summaries[1].contains("2026-03-10"));
    assert!(whole.summaries[3].contains("说明理由成立"));
    assert_eq!(whole.rule.unwrap().name, "期限届满");
    office.close().await;
}

#[tokio::test]
async fn the_events_of_a_warning_carry_the_act_that_brought_it_about() {
    let (office, warning) = with_one().await;
    let mut conn = office.database.pool.acquire().await.unwrap();
    let id = &warning.warning_id;
    let events = feed::read::of_aggregate(&mut conn, supervision::AGGREGATE, id, 0, 9)
        .await
        .unwrap();
    let caused_by = office.told.events().pop().unwrap();
    assert_eq!(events[0].actor, supervision::PRINCIPAL);
    assert_eq!(events[0].request_id, caused_by.request_id);
    assert_eq!(events[0].trace_id, caused_by.trace_id);
    drop(conn);
    office.close().await;
}

#[tokio::test]
async fn acts_out_of_their_order_are_refused_with_the_state() {
    let (office, warning) = with_one().await;
    let justified = close(&warning, WarningOutcome::Justified);
    let refused = act!(office, hong(), close_warning, justified);
    assert_eq!(reason(refused), "NOT_EXPLAINED");
    let closing = close(&warning, WarningOutcome::FalseAlarm);
    act!(office, hong(), close_warning, closing).unwrap();
    let again = act!(office, hong(), acknowledge_warning, acknowledge(&warning));
    let status = again.unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);
    let (name, _, text) = refusal(&status);
    assert_eq!(
        (name.as_str(), text.as_str()),
        ("WARNING_STATE", "该预警已办结，不能再签收")
    );
    let refused = act!(office, zheng(), explain_warning, explain(&warning));
    assert_eq!(reason(refused), "WARNING_STATE");
    office.close().await;
}

#[tokio::test]
async fn nobody_closes_a_warning_about_the_own_agency() {
    let (office, warning) = with_one().await;
    let inside = supervisor("o-inside", MARKET, "350604");
    let closing = close(&warning, WarningOutcome::FalseAlarm);
    let refused = act!(office, inside, close_warning, closing);
    let (name, article, _) = refusal(&refused.unwrap_err());
    assert_eq!(
        (name.as_str(), article.as_str()),
        ("OWN_AGENCY", "行政执法监督条例第六条")
    );
    let mut both = hong();
    both.permissions.insert("supervision.explain".to_owned());
    let refused = act!(office, both, explain_warning, explain(&warning));
    assert_eq!(reason(refused), "NOT_HANDLING_AGENCY");
    office.close().await;
}

#[tokio::test]
async fn a_repeated_request_is_answered_alike_and_done_once() {
    let (office, warning) = with_one().await;
    let request = acknowledge(&warning);
    let first = act!(office, hong(), acknowledge_warning, request.clone()).unwrap();
    let closing = close(&warning, WarningOutcome::Corrected);
    act!(office, hong(), close_warning, closing).unwrap();
    let again = act!(office, hong(), acknowledge_warning, request.clone()).unwrap();
    assert_eq!(first.into_inner(), again.into_inner());
    let other = proto::AcknowledgeWarningRequest {
        question: "另一问题".to_owned(),
        ..request
    };
    let refused = act!(office, hong(), acknowledge_warning, other);
    assert_eq!(reason(refused), "IDEMPOTENCY_KEY_REUSED");
    office.close().await;
}

#[tokio::test]
async fn racing_acts_leave_one_winner() {
    let (office, warning) = with_one().await;
    let racers = (0..6).map(|_| {
        let request = office.by(&hong(), acknowledge(&warning));
        let mut api = office.api.clone();
        async move { api.acknowledge_warning(request).await }
    });
    let answers = futures::future::join_all(racers).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for refused in answers.into_iter().filter(Result::is_err) {
        assert_eq!(reason(refused), "WARNING_STATE");
    }
    office.close().await;
}

#[tokio::test]
async fn whoever_saw_an_older_state_is_told_and_a_trial_writes_nothing() {
    let (office, warning) = with_one().await;
    let trial = proto::AcknowledgeWarningRequest {
        validate_only: true,
        ..acknowledge(&warning)
    };
    let answer = act!(office, hong(), acknowledge_warning, trial);
    let tried = after(answer, |it| it.warning);
    assert_eq!(tried.state(), WarningState::Acknowledged);
    let request = proto::ListWarningsRequest {
        state: WarningState::Raised.into(),
        rule: "CLOCK_PASSED".to_owned(),
        ..proto::ListWarningsRequest::default()
    };
    let listed = office.listed(&hong(), request).await;
    assert_eq!(listed.first(), Some(&warning));
    let stale = proto::AcknowledgeWarningRequest {
        etag: "v7".to_owned(),
        ..acknowledge(&warning)
    };
    let refused = act!(office, hong(), acknowledge_warning, stale);
    assert_eq!(reason(refused), "STALE");
    office.close().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_named() {
    let (office, warning) = with_one().await;
    let good = acknowledge(&warning);
    let wrong = [
        (
            proto::AcknowledgeWarningRequest {
                request_id: "x".to_owned(),
                ..good.clone()
            },
            "request_id",
        ),
        (
            proto::AcknowledgeWarningRequest {
                warning_id: "x".to_owned(),
                ..good.clone()
            },
            "warning_id",
        ),
        (
            proto::AcknowledgeWarningRequest {
                etag: "7".to_owned(),
                ..good.clone()
            },
            "etag",
        ),
        (
            proto::AcknowledgeWarningRequest {
                explain_by: "10.3.".to_owned(),
                ..good.clone()
            },
            "explain_by",
        ),
        (
            proto::AcknowledgeWarningRequest {
                question: " ".to_owned(),
                ..good.clone()
            },
            "question",
        ),
    ];
    for (request, path) in wrong {
        let status = act!(office, hong(), acknowledge_warning, request).unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument);
        assert!(status.message().starts_with(path), "{}", status.message());
    }
    let past = proto::AcknowledgeWarningRequest {
        explain_by: "2026-03-05".to_owned(),
        ..good
    };
    let refused = act!(office, hong(), acknowledge_warning, past);
    assert_eq!(reason(refused), "EXPLAIN_BY_PASSED");
    let gone = close(&warning, WarningOutcome::GroundGone);
    let status = act!(office, hong(), close_warning, gone).unwrap_err();
    assert!(status.message().starts_with("outcome"));
    office.close().await;
}

#[tokio::test]
async fn what_happened_to_warnings_can_be_followed() {
    let (office, warning) = with_one().await;
    act!(office, hong(), acknowledge_warning, acknowledge(&warning)).unwrap();
    let follower = testkit::actor::service("consumer", &["supervision.feed"]);
    let list = || proto::ListEventsRequest {
        after: 0,
        page_size: 0,
    };
    let page = testkit::eventually("all events are published", || async {
        let request = office.by(&follower, list());
        let page = office.feed.clone().list_events(request).await.unwrap();
        Some(page.into_inner()).filter(|page| page.events.len() == 4)
    })
    .await;
    let names: Vec<_> = page
        .events
        .iter()
        .map(|event| event.payload.as_ref().unwrap().type_url.rsplit('.').next())
        .map(Option::unwrap)
        .collect();
    // The clock came near and passed between two looks: a yellow one, gone at once, and a red one.
    assert_eq!(
        names,
        [
            "WarningRaised",
            "WarningRaised",
            "WarningClosed",
            "WarningAcknowledged"
        ]
    );
    let mut feed = office.feed.clone();
    let refused = feed.list_events(office.by(&hong(), list()));
    assert_eq!(refused.await.unwrap_err().code(), Code::PermissionDenied);
    office.close().await;
}
