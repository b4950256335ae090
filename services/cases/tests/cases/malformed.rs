//! Requests that cannot be read: every one names its field.

use contract::cases::v1::*;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::acts;
use crate::office::{self, fresh, lin, zheng};

fn field(status: &Status) -> String {
    assert_eq!(status.code(), Code::InvalidArgument, "{status:?}");
    let details = status.get_error_details();
    assert!(!details.localized_message().unwrap().message.is_empty());
    details.bad_request().unwrap().field_violations[0]
        .field
        .clone()
}

/// Sends messages that are wrong in one field each.
macro_rules! wrong {
    ($office:expr, $actor:expr, $client:ident.$method:ident, $good:expr, $($field:literal => |$it:ident| $bend:expr;)*) => {$(
        let mut $it = $good;
        $bend;
        let request = $office.by($actor, $it);
        let mut client = $office.$client.clone();
        // On the heap: a case's answer is large, and a test has many of them.
        let status = Box::pin(client.$method(request)).await.unwrap_err();
        assert_eq!(field(&status), $field);
    )*};
}

#[expect(clippy::unnecessary_wraps, reason = "requests carry it as an option")]
fn entry(handled_date: &str, obstacle_ended_date: &str, reason: i32) -> Option<BackEntry> {
    Some(BackEntry {
        reason,
        handled_date: handled_date.to_owned(),
        obstacle_ended_date: obstacle_ended_date.to_owned(),
        late: false,
    })
}

#[tokio::test]
async fn a_malformed_field_of_an_inspection_is_named() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::opened(&office).await.case_id;
    wrong!(office, &lin(), inspections.open_inspection, acts::open_inspection(),
        "request_id" => |it| it.request_id = "1".into();
        "request_id" => |it| it.request_id = "00000000-0000-0000-0000-000000000000".into();
        "party_id" => |it| it.party_id.clear();
        "item_ids" => |it| it.item_ids.clear();
        "item_ids[0]" => |it| it.item_ids[0] = "i gas".into();
        "joint_agency_ids[1]" => |it| it.joint_agency_ids[1].clear();
        "joint_agency_ids" => |it| it.joint_agency_ids = vec!["a".into(); 201];
        "kind" => |it| it.kind = 0;
        "kind" => |it| it.kind = 77;
        "reason" => |it| it.reason = " \n".into();
        "place" => |it| it.place = "街".repeat(201);
        "planned_date" => |it| it.planned_date = "2023-11-31".into();
        "planned_date" => |it| it.planned_date = "2023/11/20".into();
        "co_officer_id" => |it| it.co_officer_id = "o\u{0}chen".into();
        "back_entry.reason" => |it| it.back_entry = entry("2023-11-17", "2023-11-17", 0);
        "back_entry.handled_date" => |it| it.back_entry = entry("", "2023-11-17", 1);
        "back_entry.handled_date" => |it| it.back_entry = entry("2023-11-18", "2023-11-17", 1);
        "back_entry.obstacle_ended_date" => |it| it.back_entry = entry("2023-11-17", "", 1);
        "back_entry.obstacle_ended_date" => |it| it.back_entry = entry("2023-11-17", "2023-11-21", 1);
    );
    wrong!(office, &lin(), inspections.record_site, acts::record_site(&office, &id, &["甲"]),
        "case_id" => |it| it.case_id = "7".into();
        "etag" => |it| it.etag = "7".into();
        "start_time" => |it| it.start_time = None;
        "start_time" => |it| it.start_time.as_mut().unwrap().nanos = -1;
        "end_time" => |it| it.end_time.as_mut().unwrap().seconds -= 3600;
        "findings[0].description" => |it| it.findings[0].description.clear();
        "findings[0].item_id" => |it| it.findings[0].item_id = " ".into();
        "signature" => |it| it.signature = None;
        "signature.manner" => |it| it.signature.as_mut().unwrap().manner = 0;
        "signature.signer" => |it| it.signature.as_mut().unwrap().signer.clear();
        "party_remark" => |it| it.party_remark = "a\u{0}b".into();
    );
    wrong!(office, &lin(), inspections.order_rectification, acts::order(&id, "2023-11-30"),
        "due_date" => |it| it.due_date.clear();
        "finding_numbers[0]" => |it| it.finding_numbers = vec![0];
        "requirement" => |it| it.requirement.clear();
    );
    wrong!(office, &lin(), inspections.confirm_service_address, acts::confirm_address(&office, &id),
        "email" => |it| it.email = "shop".into();
        "email" => |it| it.email.clear();
        "postal_address" => |it| (it.electronic_consent, it.email) = (false, String::new());
        "signed_date" => |it| it.signed_date = "2023-11-2".into();
    );
    wrong!(office, &lin(), inspections.serve_order, acts::serve_order(&id, acts::direct()),
        "service" => |it| it.service = None;
        "service.manner" => |it| it.service.as_mut().unwrap().manner = 0;
        "service.served_date" => |it| it.service.as_mut().unwrap().served_date = "today".into();
        "service.receiver" => |it| it.service.as_mut().unwrap().receiver.clear();
    );
    wrong!(office, &lin(), inspections.record_revisit, acts::revisit(&office, &id, &[1]),
        "visit_time" => |it| it.visit_time = None;
        "results" => |it| it.results.clear();
        "results[0].finding_number" => |it| it.results[0].finding_number = -1;
    );
    wrong!(office, &lin(), inspections.close_inspection, acts::close_inspection(&id),
        "conclusion" => |it| it.conclusion.clear();
    );
    office.close().await;
}

#[tokio::test]
async fn a_malformed_field_of_a_penalty_is_named() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    wrong!(office, &zheng(), penalties.file_case, acts::file(&office),
        "agency_id" => |it| it.agency_id = "two words".into();
        "item_id" => |it| it.item_id = "x".repeat(65);
        "source" => |it| it.source.clear();
        "summary" => |it| it.summary = "事".repeat(20_001);
        "act_date" => |it| it.act_date.clear();
        "act_date" => |it| it.act_date = "1899-12-31".into();
        "found_date" => |it| {
            it.act_date = "2023-11-10".into();
            it.found_date = "2023-11-01".into();
        };
        "from_case_id" => |it| it.from_case_id = "x".into();
        "back_entry.reason" => |it| it.back_entry = entry("2023-11-17", "2023-11-17", 9);
        "found_date" => |it| {
            it.back_entry = entry("2023-11-17", "2023-11-17", 1);
            it.found_date = "2023-11-18".into();
        };
    );
    wrong!(office, &zheng(), penalties.record_evidence, acts::evidence(&office, &id),
        "kind" => |it| it.kind = 0;
        "description" => |it| it.description.clear();
        "collect_time" => |it| it.collect_time = None;
        "content_hash" => |it| it.content_hash = "abc".into();
    );
    wrong!(office, &zheng(), penalties.conclude_inquiry, acts::conclude(&id, 300_000),
        "proposed_fine_fen" => |it| it.proposed_fine_fen = 0;
        "proposed_fine_fen" => |it| it.proposed_fine_fen = -1;
        "facts" => |it| it.facts.clear();
        "discretion" => |it| it.discretion.clear();
    );
    wrong!(office, &zheng(), penalties.review_legality, acts::review(&id),
        "opinion" => |it| it.opinion = 0;
        "remarks" => |it| it.remarks.clear();
    );
    wrong!(office, &zheng(), penalties.serve_notice, acts::serve_notice(&id),
        "content" => |it| it.content.clear();
        "service" => |it| it.service = None;
    );
    wrong!(office, &zheng(), penalties.waive_statement, acts::waive(&id),
        "signature" => |it| it.signature = None;
        "waived_date" => |it| it.waived_date = "x".into();
    );
    wrong!(office, &zheng(), penalties.decide, acts::decide(&id, 300_000),
        "fine_fen" => |it| it.fine_fen = i64::MIN;
        "reasons" => |it| it.reasons.clear();
        "correction_order" => |it| it.correction_order.clear();
    );
    wrong!(office, &zheng(), penalties.record_payment, acts::pay(&office, &id, 1),
        "amount_fen" => |it| it.amount_fen = 0;
        "receipt_number" => |it| it.receipt_number.clear();
        "paid_date" => |it| it.paid_date.clear();
    );
    wrong!(office, &zheng(), penalties.close_case, acts::close_case(&id),
        "conclusion" => |it| it.conclusion = "\u{7}".into();
    );
    wrong!(office, &zheng(), penalties.revoke_decision, acts::revoke(&id),
        "effect" => |it| it.effect = 0;
        "ground" => |it| it.ground = 5;
        "instrument" => |it| it.instrument.clear();
        "reasons" => |it| it.reasons = " ".into();
        "revoked_date" => |it| it.revoked_date = "2023-11".into();
    );
    wrong!(office, &zheng(), cases.list_cases, ListCasesRequest { page_size: 1, ..ListCasesRequest::default() },
        "document_number" => |it| it.document_number = "龙市监罚[2023]1号".into();
        "document_number" => |it| it.document_number = "龙市监罚〔2023〕01号".into();
    );
    wrong!(office, &zheng(), cases.get_case, GetCaseRequest { case_id: fresh() },
        "case_id" => |it| it.case_id = "' or 1=1 --".into();
    );
    wrong!(office, &zheng(), cases.look_up_case, LookUpCaseRequest { case_code: String::new() },
        "case_code" => |it| it.case_code = "0000-0000".into();
    );
    let feed = testkit::actor::service("supervision", &["cases.feed"]);
    wrong!(office, &feed, feed.list_events, ListEventsRequest { after: 0, page_size: 0 },
        "after" => |it| it.after = -1;
    );
    office.close().await;
}
