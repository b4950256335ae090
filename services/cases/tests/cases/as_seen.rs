//! A case as the officer saw it, at every step.

use contract::cases::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{Party, PartyKind};
use tonic::Code;

use crate::acts::{self, done};
use crate::beside::called;
use crate::office::{self, Office, guo, head, luo, reason, timestamp, zheng};
use crate::transcripts::{bring, client};

async fn stood(office: &Office, case: &proto::Case) -> proto::GetCaseAtResponse {
    let request = proto::GetCaseAtRequest {
        case_id: case.case_id.clone(),
        etag: case.etag.clone(),
        time: None,
    };
    let request = office.by(&zheng(), request);
    office
        .cases
        .clone()
        .get_case_at(request)
        .await
        .unwrap()
        .into_inner()
}

#[tokio::test]
async fn a_case_is_shown_as_the_officer_saw_it_at_every_step() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let mut seen = vec![acts::filed(&office).await];
    let id = seen[0].case_id.clone();
    let evidence = acts::evidence(&office, &id);
    seen.push(done!(office, &zheng(), penalties.record_evidence(evidence)));
    seen.push(called!(
        office,
        &zheng(),
        client(&office),
        conclude_transcript(bring(&office, &id))
    ));
    office.days_later(1);
    let weighed_at = office.now();
    let conclude = acts::conclude(&id, 300_000);
    seen.push(done!(
        office,
        &zheng(),
        penalties.conclude_inquiry(conclude)
    ));
    let review = acts::review(&id);
    seen.push(done!(
        office,
        &office::xu(),
        penalties.review_legality(review)
    ));
    let notice = acts::serve_notice(&id);
    seen.push(done!(office, &zheng(), penalties.serve_notice(notice)));
    seen.push(done!(
        office,
        &zheng(),
        penalties.waive_statement(acts::waive(&id))
    ));
    seen.push(done!(
        office,
        &head(),
        decisions.endorse_decision(acts::endorse(&id))
    ));
    office.days_later(2);
    seen.push(done!(
        office,
        &guo(),
        penalties.decide(acts::decide(&id, 300_000))
    ));
    seen.push(done!(
        office,
        &zheng(),
        penalties.serve_decision(acts::serve_decision(&id))
    ));

    // Later: the party is renamed, a clock's start is corrected, the decision is revoked.
    office.days_later(30);
    office.told.tell(Body::Party(Party {
        party_id: "p-foods".to_owned(),
        name: "改名后的公司".to_owned(),
        kind: PartyKind::Organisation.into(),
        ..Party::default()
    }));
    office.hear().await;
    seen.push(done!(
        office,
        &guo(),
        penalties.revoke_decision(acts::revoke(&id))
    ));

    for snapshot in &seen {
        let past = stood(&office, snapshot).await;
        assert_eq!(
            past.case.as_ref(),
            Some(snapshot),
            "after {}",
            past.last_event
        );
        assert!(!past.bound_versions.is_empty());
    }
    // By the instant: what had been recorded by then, on that day's clocks.
    let at = |time: chrono::DateTime<chrono::Utc>| proto::GetCaseAtRequest {
        case_id: id.clone(),
        etag: String::new(),
        time: Some(timestamp(time)),
    };
    let before = at(weighed_at - chrono::Duration::seconds(1));
    let before = office
        .cases
        .clone()
        .get_case_at(office.by(&zheng(), before))
        .await
        .unwrap();
    let before = before.into_inner().case.unwrap();
    assert_eq!((&before.etag, before.transcripts.len()), (&seen[2].etag, 1));
    assert!(before.penalty.unwrap().decided_date.is_empty());
    let never = at("2023-11-19T00:00:00+08:00".parse().unwrap());
    let never = office
        .cases
        .clone()
        .get_case_at(office.by(&zheng(), never))
        .await;
    assert_eq!(reason(never), "MALFORMED_FIELD");
    let mut future = seen.last().unwrap().clone();
    future.etag = refuse_tag(&future.etag);
    let request = proto::GetCaseAtRequest {
        case_id: id.clone(),
        etag: future.etag,
        time: None,
    };
    let future = office
        .cases
        .clone()
        .get_case_at(office.by(&zheng(), request))
        .await;
    assert_eq!(reason(future), "MALFORMED_FIELD");
    let hidden = office.by(&luo(), at(weighed_at));
    let hidden = office.cases.clone().get_case_at(hidden).await.unwrap_err();
    assert_eq!(hidden.code(), Code::NotFound);
    office.close().await;
}

/// A tag that the case never had.
fn refuse_tag(tag: &str) -> String {
    let version = refusal::etag::read(tag).unwrap();
    refusal::etag::write(version + 1)
}
