//! 询问 over the contract: without it, or the party's own words, no inquiry ends.

use contract::cases::v1 as proto;
use contract::cases::v1::interview_service_client::InterviewServiceClient;
use host::Upstream;

use crate::acts::{self, done};
use crate::beside::called;
use crate::office::{self, Office, fresh, reason, refusal, timestamp, zheng};

pub(crate) fn client(office: &Office) -> InterviewServiceClient<Upstream> {
    InterviewServiceClient::new(office.door.clone())
}

pub(crate) fn ask(office: &Office, case_id: &str) -> proto::RecordInterviewRequest {
    let now = timestamp(office.now());
    proto::RecordInterviewRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        co_officer_id: "o-cai".to_owned(),
        interview: Some(proto::InterviewRecord {
            name: "王某".to_owned(),
            role: proto::InterviewRole::Representative.into(),
            relation: "法定代表人".to_owned(),
            place: "当事人办公室".to_owned(),
            start_time: Some(prost_types::Timestamp {
                seconds: now.seconds - 1800,
                nanos: 0,
            }),
            end_time: Some(now),
            record: "问：标签由谁印制？答：本公司自行印制。".to_owned(),
            signature: acts::signed(),
        }),
        certificates_shown: true,
        rights_told: true,
        alone: true,
        ..proto::RecordInterviewRequest::default()
    }
}

fn site_record(office: &Office, case_id: &str) -> proto::RecordEvidenceRequest {
    proto::RecordEvidenceRequest {
        kind: proto::EvidenceKind::SiteRecord.into(),
        ..acts::evidence(office, case_id)
    }
}

#[tokio::test]
async fn an_inquiry_ends_once_the_party_was_asked() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let seen = site_record(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(seen));
    let early = office.by(&zheng(), acts::conclude(&id, 300_000));
    let refused = office.penalties.clone().conclude_inquiry(early).await;
    let refused = refused.unwrap_err();
    assert_eq!(
        (refusal(&refused).0.as_str(), refusal(&refused).1.as_str()),
        ("PARTY_NOT_ASKED", "行政处罚法第五十四条第一款")
    );

    let unshown = proto::RecordInterviewRequest {
        certificates_shown: false,
        ..ask(&office, &id)
    };
    let unshown = office.by(&zheng(), unshown);
    assert_eq!(
        reason(client(&office).record_interview(unshown).await),
        "CERTIFICATE_NOT_SHOWN"
    );
    let mut backwards = ask(&office, &id);
    if let Some(interview) = &mut backwards.interview {
        std::mem::swap(&mut interview.start_time, &mut interview.end_time);
    }
    let backwards = office.by(&zheng(), backwards);
    assert_eq!(
        reason(client(&office).record_interview(backwards).await),
        "MALFORMED_FIELD"
    );

    let tried = proto::RecordInterviewRequest {
        validate_only: true,
        ..ask(&office, &id)
    };
    called!(office, &zheng(), client(&office), record_interview(tried));
    assert!(office.case(&zheng(), &id).await.interviews.is_empty());
    let request = ask(&office, &id);
    let asked = called!(
        office,
        &zheng(),
        client(&office),
        record_interview(request.clone())
    );
    let again = called!(office, &zheng(), client(&office), record_interview(request));
    assert_eq!(asked, again);
    let file = &asked.interviews[0];
    assert_eq!((file.step.as_str(), file.officers.len()), ("HELD", 2));
    let evidence = &asked.penalty.as_ref().unwrap().evidence;
    assert_eq!(
        evidence.last().unwrap().kind(),
        proto::EvidenceKind::PartyStatement
    );
    let conclude = acts::conclude(&id, 300_000);
    done!(office, &zheng(), penalties.conclude_inquiry(conclude));
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn a_party_that_cannot_be_reached_holds_nothing_up() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let seen = site_record(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(seen));
    let missed = proto::RecordNotReachedRequest {
        request_id: fresh(),
        case_id: id.clone(),
        co_officer_id: "o-cai".to_owned(),
        attempts: "两次上门无人，登记电话停机".to_owned(),
        attempt_time: Some(timestamp(office.now())),
        ..proto::RecordNotReachedRequest::default()
    };
    let missed = called!(
        office,
        &zheng(),
        client(&office),
        record_not_reached(missed)
    );
    assert_eq!(missed.interviews[0].step, "NOT_REACHED");
    let conclude = acts::conclude(&id, 300_000);
    done!(office, &zheng(), penalties.conclude_inquiry(conclude));
    office.stands_as_recorded(&id).await;
    office.close().await;
}
