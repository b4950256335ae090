//! Inspections over the contract: what firms are owed, the checklist, the year's cap, and the way to a penalty.

use contract::cases::v1::{self as proto, *};
use contract::elements::v1 as elements;
use contract::elements::v1::element::Body;
use futures::future::join_all;

use tonic_types::StatusExt as _;

use crate::acts::{self, done};
use crate::elements::{MARKET, SHIMA};
use crate::office::{self, Office, fresh, huang, lin, reason, refusal, zheng};
use crate::timeline;

/// What is looked at in a kitchen.
fn scene(mandatory: bool) -> Body {
    Body::Scene(elements::Scene {
        scene_id: "scene-gas".to_owned(),
        name: "餐饮燃气综合查一次".to_owned(),
        division: "350604".to_owned(),
        item_ids: vec!["i-gas".to_owned()],
        checks: vec![elements::SceneCheck {
            item_id: "i-gas".to_owned(),
            content: "是否安装可燃气体探测器".to_owned(),
            method: "现场查看".to_owned(),
            norm: "GB 50028".to_owned(),
            mandatory,
        }],
        ..elements::Scene::default()
    })
}

/// An item of which a firm is inspected so often in a year, and not more.
fn capped(office: &Office, yearly_cap: i32) {
    office.told.tell(Body::Item(elements::Item {
        item_id: "i-once".to_owned(),
        name: "餐饮场所消防通道检查".to_owned(),
        kind: elements::ItemKind::Inspection.into(),
        domain: elements::Domain::Housing.into(),
        basis: vec![elements::Basis {
            law_id: "law-gas".to_owned(),
            article: 41,
            ..elements::Basis::default()
        }],
        agency_ids: vec![SHIMA.to_owned()],
        yearly_cap,
        ..elements::Item::default()
    }));
}

fn planned() -> OpenInspectionRequest {
    OpenInspectionRequest {
        item_ids: vec!["i-once".to_owned()],
        kind: InspectionKind::Daily.into(),
        basis: Some(InspectionBasis {
            kind: InspectionBasisKind::Plan.into(),
            reference: "2023年度检查计划第12项".to_owned(),
        }),
        ..acts::open_inspection()
    }
}

fn cancel(case_id: &str) -> CancelInspectionRequest {
    CancelInspectionRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        reasons: "企业已停业".to_owned(),
        ..CancelInspectionRequest::default()
    }
}

pub(crate) fn tell(case_id: &str) -> TellResultRequest {
    TellResultRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        content: "发现一项问题，已责令改正".to_owned(),
        service: acts::direct(),
        ..TellResultRequest::default()
    }
}

#[tokio::test]
async fn a_failing_point_leads_through_order_and_longer_period_to_a_penalty() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    office.told.tell(scene(true));
    office.hear().await;
    let case = acts::entered(&office).await;
    let (id, file) = (case.case_id, case.inspection.unwrap());
    assert_eq!(file.basis.unwrap().reference, "12345-2023-0031");
    assert_eq!(file.checklist.len(), 1);
    assert_eq!(
        (file.checklist[0].number, file.checklist[0].norm.as_str()),
        (1, "GB 50028")
    );

    let site = acts::record_site(&office, &id, &["未安装可燃气体探测器"]);
    let unanswered = office.by(&lin(), site.clone());
    assert_eq!(
        reason(office.inspections.clone().record_site(unanswered).await),
        "CHECK_UNANSWERED"
    );
    let site = RecordSiteRequest {
        request_id: fresh(),
        answers: vec![CheckAnswer {
            check_number: 1,
            result: CheckResult::Failing.into(),
            remark: "厨房".to_owned(),
        }],
        ..site
    };
    done!(office, &lin(), inspections.record_site(site));
    done!(
        office,
        &lin(),
        inspections.order_rectification(acts::order(&id, "2023-11-30"))
    );
    done!(
        office,
        &lin(),
        inspections.serve_order(acts::serve_order(&id, acts::direct()))
    );
    done!(office, &lin(), inspections.tell_result(tell(&id)));

    let ask = RequestRectificationExtensionRequest {
        request_id: fresh(),
        case_id: id.clone(),
        until_date: "2023-12-15".to_owned(),
        grounds: "设备订购需要时间".to_owned(),
        ..RequestRectificationExtensionRequest::default()
    };
    let asked = done!(
        office,
        &lin(),
        inspections.request_rectification_extension(ask)
    );
    assert!(
        asked
            .tasks
            .iter()
            .any(|task| task.act == "DECIDE_RECTIFICATION_EXTENSION")
    );
    let grant = DecideRectificationExtensionRequest {
        request_id: fresh(),
        case_id: id.clone(),
        granted: true,
        reasons: "情况属实".to_owned(),
        ..DecideRectificationExtensionRequest::default()
    };
    let granted = done!(
        office,
        &huang(),
        inspections.decide_rectification_extension(grant)
    );
    let clock = granted
        .deadlines
        .iter()
        .find(|it| it.kind == "RECTIFICATION")
        .unwrap();
    assert_eq!(clock.due_date, "2023-12-15");

    let letter = IssueReminderRequest {
        request_id: fresh(),
        case_id: id.clone(),
        co_officer_id: "o-chen".to_owned(),
        content: "请定期检查燃气软管".to_owned(),
        service: acts::direct(),
        ..IssueReminderRequest::default()
    };
    let tried = IssueReminderRequest {
        validate_only: true,
        ..letter.clone()
    };
    let tried = done!(office, &lin(), inspections.issue_reminder(tried));
    assert_eq!(
        tried.inspection.unwrap().reminders[0].document_number,
        "",
        "what is only tried takes no number"
    );
    let first = done!(office, &lin(), inspections.issue_reminder(letter.clone()));
    let again = done!(office, &lin(), inspections.issue_reminder(letter));
    assert_eq!(first, again);
    let reminders = first.inspection.unwrap().reminders;
    assert_eq!(reminders.len(), 1);
    assert_eq!(reminders[0].document_number, "龙石街提示〔2023〕1号");

    office.at("2023-12-18T09:00:00+08:00");
    let filing = FileCaseRequest {
        party_id: "p-snack".to_owned(),
        from_case_id: id.clone(),
        ..acts::file(&office)
    };
    let penalty = done!(office, &zheng(), penalties.file_case(filing)).case_id;
    office.at("2023-12-18T10:00:00+08:00");
    let escalate = |penalty_case_id: &str| EscalateInspectionRequest {
        request_id: fresh(),
        case_id: id.clone(),
        penalty_case_id: penalty_case_id.to_owned(),
        reasons: "逾期未改正，已立案".to_owned(),
        ..EscalateInspectionRequest::default()
    };
    let other = acts::filed(&office).await.case_id;
    let wrong = office.by(&lin(), escalate(&other));
    let refused = office
        .inspections
        .clone()
        .escalate_inspection(wrong)
        .await
        .unwrap_err();
    assert_eq!(refusal(&refused).0, "PENALTY_NOT_FILED");
    assert_eq!(refusal(&refused).1, "行政处罚法第五十四条第二款");
    let ended = done!(
        office,
        &lin(),
        inspections.escalate_inspection(escalate(&penalty))
    );
    assert_eq!((ended.step.as_str(), ended.closed), ("ESCALATED", true));
    assert_eq!(ended.inspection.unwrap().escalated_to_case_id, penalty);
    office.stands_as_recorded(&id).await;
    // Told as one matter, from either end.
    for (case, other, relation) in [(&id, &penalty, "转立案处罚"), (&penalty, &id, "来源案件")]
    {
        let told = timeline::told(&office, &zheng(), case).await.unwrap();
        let parts: Vec<_> = told
            .parts
            .iter()
            .map(|it| (it.id.as_str(), it.relation.as_str(), it.visible))
            .collect();
        assert_eq!(
            parts,
            [
                (case.as_str(), "本案", true),
                (other.as_str(), relation, true)
            ]
        );
        let acts: Vec<&str> = told.entries.iter().map(|it| it.act.as_str()).collect();
        let places = [
            "OPEN_INSPECTION",
            "RECORD_SITE",
            "FILE_CASE",
            "ESCALATE_INSPECTION",
        ]
        .map(|act| acts.iter().position(|it| *it == act));
        assert!(places.is_sorted() && places[0].is_some(), "{acts:?}");
    }
    office.close().await;
}

#[tokio::test]
async fn who_handles_an_inspection_does_not_approve_it() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let opening = OpenInspectionRequest {
        co_officer_id: "o-huang".to_owned(),
        ..acts::open_inspection()
    };
    let id = done!(office, &lin(), inspections.open_inspection(opening)).case_id;
    let request = office.by(&huang(), acts::approve(&id, true));
    assert_eq!(
        reason(office.inspections.clone().approve_inspection(request).await),
        "INSPECTION_APPROVED_BY_HANDLER"
    );
    let request = office.by(&lin(), acts::approve(&id, true));
    assert_eq!(
        reason(office.inspections.clone().approve_inspection(request).await),
        "NOT_A_RESPONSIBLE_LEADER"
    );
    office.close().await;
}

#[tokio::test]
async fn of_many_who_plan_the_last_visit_of_the_year_one_opens_it() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    capped(&office, 1);
    office.hear().await;
    let tries = (0..6).map(|_| {
        let request = office.by(&lin(), planned_with(fresh()));
        let mut inspections = office.inspections.clone();
        async move { inspections.open_inspection(request).await }
    });
    let mut opened = Vec::new();
    for answer in join_all(tries).await {
        match answer {
            Ok(answer) => opened.push(answer.into_inner().case.unwrap().case_id),
            Err(status) => assert_eq!(refusal(&status).0, "INSPECTION_CAP_REACHED"),
        }
    }
    assert_eq!(opened.len(), 1);

    // What a complaint leads to is not counted, and not stopped.
    let complaint = OpenInspectionRequest {
        item_ids: vec!["i-once".to_owned()],
        ..acts::open_inspection()
    };
    done!(office, &lin(), inspections.open_inspection(complaint));
    // A visit that never took place leaves room for another; next year counts anew.
    done!(
        office,
        &lin(),
        inspections.cancel_inspection(cancel(&opened[0]))
    );
    done!(office, &lin(), inspections.open_inspection(planned()));
    let full = office.by(&lin(), planned());
    let refused = office
        .inspections
        .clone()
        .open_inspection(full)
        .await
        .unwrap_err();
    assert!(
        refusal(&refused).2.contains("公布的年度频次上限为1次"),
        "{refused:?}"
    );
    let next_year = OpenInspectionRequest {
        planned_date: "2024-01-10".to_owned(),
        ..planned()
    };
    done!(office, &lin(), inspections.open_inspection(next_year));
    office.close().await;
}

fn planned_with(request_id: String) -> OpenInspectionRequest {
    OpenInspectionRequest {
        request_id,
        ..planned()
    }
}

#[tokio::test]
async fn an_emergency_entry_runs_against_a_clock_of_hours() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let opening = OpenInspectionRequest {
        emergency: "燃气泄漏".to_owned(),
        ..acts::open_inspection()
    };
    let id = done!(office, &lin(), inspections.open_inspection(opening)).case_id;
    done!(
        office,
        &lin(),
        inspections.serve_inspection_notice(acts::inspection_notice(&id))
    );
    let site = acts::record_site(&office, &id, &[]);
    let case = done!(office, &lin(), inspections.record_site(site));
    let clock = case
        .deadlines
        .iter()
        .find(|it| it.kind == "INSPECTION_APPROVAL")
        .unwrap();
    assert_eq!(clock.state(), DeadlineState::Open);
    done!(office, &lin(), inspections.tell_result(tell(&id)));
    let early = office.by(&lin(), acts::close_inspection(&id));
    assert_eq!(
        reason(office.inspections.clone().close_inspection(early).await),
        "INSPECTION_NOT_APPROVED"
    );
    office.days_later(2);
    let late = done!(
        office,
        &huang(),
        inspections.approve_inspection(acts::approve(&id, true))
    );
    let clock = late
        .deadlines
        .iter()
        .find(|it| it.kind == "INSPECTION_APPROVAL")
        .unwrap();
    assert_eq!(clock.state(), DeadlineState::Passed);
    let closed = done!(
        office,
        &lin(),
        inspections.close_inspection(acts::close_inspection(&id))
    );
    assert!(closed.closed);
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn a_basis_that_says_nothing_is_named_in_the_error() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let opening = OpenInspectionRequest {
        basis: Some(proto::InspectionBasis {
            kind: InspectionBasisKind::Plan.into(),
            reference: String::new(),
        }),
        agency_id: SHIMA.to_owned(),
        joint_agency_ids: vec![MARKET.to_owned()],
        ..acts::open_inspection()
    };
    let request = office.by(&lin(), opening);
    let status = office
        .inspections
        .clone()
        .open_inspection(request)
        .await
        .unwrap_err();
    assert_eq!(status.code(), tonic::Code::InvalidArgument);
    let details = status.get_error_details();
    let fields = details.bad_request().unwrap();
    assert_eq!(fields.field_violations[0].field, "basis.reference");
    office.close().await;
}
