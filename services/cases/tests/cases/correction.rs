//! Decisions that the law corrects: changed, revoked, declared illegal or void.

use cases::clocks::tick;
use contract::cases::v1::{
    self as proto, DeadlineState, ListCasesRequest, RevocationEffect, RevokeDecisionRequest,
};
use tonic::Code;

use crate::acts::{self, done};
use crate::office::{self, guo, reason, refusal, supervisor, zheng};

fn deadline<'a>(case: &'a proto::Case, kind: &str) -> &'a proto::Deadline {
    let mut deadlines = case.deadlines.iter();
    deadlines.find(|deadline| deadline.kind == kind).unwrap()
}

#[tokio::test]
async fn a_leader_records_what_became_of_a_served_decision() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::served(&office).await;
    let id = case.case_id.clone();
    let mut without = guo();
    without.permissions.remove("cases.revoke");
    for actor in [zheng(), without] {
        let request = office.by(&actor, acts::revoke(&id));
        let status = office.penalties.clone().revoke_decision(request).await;
        let status = status.unwrap_err();
        assert_eq!(status.code(), Code::PermissionDenied);
        assert_eq!(refusal(&status).0, "REVOCATION_NOT_PERMITTED");
    }
    let tried = RevokeDecisionRequest {
        validate_only: true,
        etag: case.etag.clone(),
        ..acts::revoke(&id)
    };
    let answer = done!(office, &guo(), penalties.revoke_decision(tried));
    assert_eq!(answer.step, "REVOKED");
    assert_eq!(office.case(&zheng(), &id).await, case, "only tried");

    office.at("2023-11-21T09:00:00+08:00");
    let correction = RevokeDecisionRequest {
        etag: case.etag,
        ..acts::revoke(&id)
    };
    let revoked = done!(
        office,
        &guo(),
        penalties.revoke_decision(correction.clone())
    );
    let again = done!(office, &guo(), penalties.revoke_decision(correction));
    assert_eq!(revoked, again);
    assert_eq!(
        (
            revoked.step.as_str(),
            revoked.step_name.as_str(),
            revoked.closed
        ),
        ("REVOKED", "决定已依法纠正", true)
    );
    let file = revoked.penalty.as_ref().unwrap();
    assert_eq!(file.revocation_effect(), RevocationEffect::Revoked);
    assert_eq!(file.revoked_date, "2023-11-21");
    assert_eq!(
        file.document_number, "龙市监罚〔2023〕1号",
        "a number is never given back"
    );
    for kind in ["PAYMENT", "PUBLICITY", "CREDIT_REPORT"] {
        assert_eq!(
            deadline(&revoked, kind).state(),
            DeadlineState::Cancelled,
            "{kind}"
        );
    }
    let withdrawal = deadline(&revoked, "WITHDRAWAL");
    assert_eq!(
        (withdrawal.due_date.as_str(), withdrawal.state()),
        ("2023-11-24", DeadlineState::Open)
    );
    assert_eq!(withdrawal.citation, "行政处罚法第四十八条第二款");

    let twice = office.by(&guo(), acts::revoke(&id));
    assert_eq!(
        reason(office.penalties.clone().revoke_decision(twice).await),
        "CASE_CLOSED"
    );
    let request = ListCasesRequest {
        step: "REVOKED".to_owned(),
        ..ListCasesRequest::default()
    };
    let page = office
        .cases
        .clone()
        .list_cases(office.by(&supervisor("35"), request))
        .await
        .unwrap();
    assert_eq!(page.into_inner().cases, [revoked]);

    office.at("2023-11-25T00:00:00+08:00");
    assert_eq!(tick(&office.desk).await.unwrap().acts, 1);
    let case = office.case(&zheng(), &id).await;
    assert_eq!(deadline(&case, "WITHDRAWAL").state(), DeadlineState::Passed);
    office.close().await;
}

#[tokio::test]
async fn a_closed_case_is_left_only_by_the_correction_of_its_decision() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::served(&office).await.case_id;
    let early = RevokeDecisionRequest {
        revoked_date: "2023-11-19".to_owned(),
        ..acts::revoke(&id)
    };
    let early = office.by(&guo(), early);
    assert_eq!(
        reason(office.penalties.clone().revoke_decision(early).await),
        "REVOCATION_BEFORE_DECISION"
    );
    let payment = acts::pay(&office, &id, 300_000);
    done!(office, &zheng(), penalties.record_payment(payment));
    acts::closed(&office, &id).await;

    let request = proto::ListAllowedActsRequest {
        case_id: id.clone(),
    };
    let request = office.by(&guo(), request);
    let listed = office.cases.clone().list_allowed_acts(request).await;
    let open: Vec<String> = listed
        .unwrap()
        .into_inner()
        .acts
        .into_iter()
        .filter(|act| act.allowed)
        .map(|act| act.method)
        .collect();
    assert_eq!(open, ["/yifa.cases.v1.PenaltyService/RevokeDecision"]);

    let unsaid = RevokeDecisionRequest {
        effect: RevocationEffect::Changed.into(),
        ..acts::revoke(&id)
    };
    let request = office.by(&guo(), unsaid.clone());
    assert_eq!(
        reason(office.penalties.clone().revoke_decision(request).await),
        "CHANGE_NOT_STATED"
    );
    let changed = RevokeDecisionRequest {
        request_id: office::fresh(),
        changed: Some(proto::Disposal {
            ruling: proto::Ruling::Punished.into(),
            sanctions: vec![proto::Sanction {
                kind: proto::SanctionKind::Fine.into(),
                amount_fen: 200_000,
                ..proto::Sanction::default()
            }],
            ..proto::Disposal::default()
        }),
        ..unsaid
    };
    let case = done!(office, &guo(), penalties.revoke_decision(changed));
    assert_eq!(case.step, "PAID", "what was paid is more than enough");
    let file = case.penalty.unwrap();
    assert_eq!(file.revocation_effect(), RevocationEffect::Changed);
    assert_eq!(file.former.len(), 1);
    office.close().await;
}
