//! A matter in one call: from the first complaint over the case to what followed.

use contract::cases::v1::timeline_service_client::TimelineServiceClient;
use contract::cases::v1::{self as proto, *};
use tonic::Code;

use crate::acts::{self, done};
use crate::leads::{called, file_from, verified, verifying};
use crate::office::{self, Office, fresh, guo, head, luo, xu, zheng};

pub(crate) async fn told(
    office: &Office,
    by: &actor::Actor,
    case_id: &str,
) -> Result<GetTimelineResponse, tonic::Status> {
    let request = GetTimelineRequest {
        case_id: case_id.to_owned(),
    };
    let mut client = TimelineServiceClient::new(office.door());
    let answer = client.get_timeline(office.by(by, request)).await;
    answer.map(tonic::Response::into_inner)
}

/// The entry of an act, the first of its kind.
fn entry<'a>(timeline: &'a GetTimelineResponse, act: &str) -> &'a TimelineEntry {
    let mut entries = timeline.entries.iter();
    entries.find(|it| it.act == act).unwrap()
}

#[tokio::test]
async fn a_matter_is_told_from_the_first_complaint_to_the_closed_case_and_its_correction() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let first = verifying(&office, "FJ-1").await;
    let second = called(&office, "FJ-2").await;
    let merge = MergeLeadRequest {
        request_id: fresh(),
        lead_id: second.clone(),
        into_lead_id: first.clone(),
        reasons: "同一事项".to_owned(),
        ..MergeLeadRequest::default()
    };
    let merge = office.by(&zheng(), merge);
    office.leads.clone().merge_lead(merge).await.unwrap();
    let verify = office.by(&zheng(), verified(&first, LeadFinding::Suspected));
    office.leads.clone().verify_lead(verify).await.unwrap();
    office.at("2023-11-20T10:00:00+08:00");
    let file = file_from(&office, &first);
    let id = done!(office, &zheng(), penalties.file_case(file)).case_id;
    let evidence = acts::evidence(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(evidence));
    let conclude = acts::conclude(&id, 300_000);
    done!(office, &zheng(), penalties.conclude_inquiry(conclude));
    done!(office, &xu(), penalties.review_legality(acts::review(&id)));
    office.at("2023-11-21T09:00:00+08:00");
    let notice = acts::serve_notice(&id);
    done!(office, &zheng(), penalties.serve_notice(notice));
    done!(
        office,
        &zheng(),
        penalties.waive_statement(acts::waive(&id))
    );
    let endorse = acts::endorse(&id);
    done!(office, &head(), decisions.endorse_decision(endorse));
    done!(office, &guo(), penalties.decide(acts::decide(&id, 300_000)));
    let serve = acts::serve_decision(&id);
    done!(office, &zheng(), penalties.serve_decision(serve));
    let payment = acts::pay(&office, &id, 300_000);
    done!(office, &zheng(), penalties.record_payment(payment));
    acts::closed(&office, &id).await;
    office.at("2023-11-22T09:00:00+08:00");
    done!(office, &guo(), penalties.revoke_decision(acts::revoke(&id)));

    let timeline = told(&office, &zheng(), &id).await.unwrap();
    let parts: Vec<_> = timeline
        .parts
        .iter()
        .map(|it| (it.kind(), it.id.as_str(), it.relation.as_str(), it.from))
        .collect();
    assert_eq!(
        parts,
        [
            (TimelinePartKind::Case, id.as_str(), "本案", 0),
            (TimelinePartKind::Lead, first.as_str(), "来源线索", 1),
            (TimelinePartKind::Lead, second.as_str(), "合并办理的线索", 2),
        ]
    );
    assert!(!timeline.cut && timeline.parts.iter().all(|it| it.visible));

    // In the order in which it happened, and nothing of it without an article.
    let acts: Vec<&str> = timeline.entries.iter().map(|it| it.act.as_str()).collect();
    assert_eq!(acts.first(), Some(&"REPORT_LEAD"));
    assert_eq!(acts.last(), Some(&"REVOKE_DECISION"));
    let order = ["FILE_CASE", "SERVE_NOTICE", "DECIDE", "CLOSE_CASE"];
    let places: Vec<_> = order
        .map(|act| acts.iter().position(|it| *it == act))
        .to_vec();
    assert!(places.is_sorted() && places[0].is_some(), "{acts:?}");
    for it in &timeline.entries {
        assert!(!it.summary.is_empty() && !it.article.is_empty(), "{it:?}");
        assert!(!it.actor.is_empty() && !it.event_id.is_empty(), "{it:?}");
        for clock in &it.clocks {
            assert!(!clock.summary.is_empty(), "{clock:?}");
            assert!(!clock.article.is_empty(), "{clock:?}");
        }
    }
    let decided = entry(&timeline, "DECIDE");
    assert!(
        decided.article.starts_with("行政处罚法第五十七条"),
        "{}",
        decided.article
    );
    assert_eq!(decided.act_name, "作出处罚决定");
    assert_eq!(decided.document_numbers, ["龙市监罚〔2023〕1号"]);
    assert_eq!(decided.officers.len(), 1);
    assert_eq!(decided.officers[0].officer_id, "o-guo");
    assert!(!decided.officers[0].name.is_empty());
    let noticed = entry(&timeline, "SERVE_NOTICE");
    let officers: Vec<&str> = noticed
        .officers
        .iter()
        .map(|it| it.officer_id.as_str())
        .collect();
    assert_eq!(officers, ["o-cai", "o-zheng"]);
    assert!(
        noticed
            .clocks
            .iter()
            .any(|it| it.article.starts_with("市场监管行政处罚程序规定")),
        "{noticed:?}"
    );
    let revoked = entry(&timeline, "REVOKE_DECISION");
    assert!(revoked.clocks.len() > 1, "{revoked:?}");

    let elsewhere = told(&office, &luo(), &id).await.unwrap_err();
    assert_eq!(elsewhere.code(), Code::NotFound);
    office.close().await;
}

#[tokio::test]
async fn clocks_stand_beside_the_act_that_moved_them() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let alone: GetTimelineResponse = told(&office, &zheng(), &id).await.unwrap();
    assert_eq!(alone.parts.len(), 1);
    let parts: Vec<proto::TimelinePart> = alone.parts;
    assert_eq!(parts[0].name, "行政处罚普通程序");
    assert_eq!(parts[0].step_name, "已立案");
    let acts: Vec<&str> = alone.entries.iter().map(|it| it.act.as_str()).collect();
    assert_eq!(acts, ["FILE_CASE"], "clocks stand beside the act");
    assert!(!alone.entries[0].clocks.is_empty());
    office.close().await;
}
