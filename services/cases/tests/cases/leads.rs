//! Leads over the routes: reported by officers, grid staff and the hotline, and brought to their end.

use cases::clocks::tick;
use contract::cases::v1::{self as proto, *};
use contract::elements::v1::Domain;
use feed::bundle::{Bundle, verify};
use futures::future::join_all;
use tonic::Code;

use crate::acts::{self, done};
use crate::elements::{MARKET, SHIMA};
use crate::office::{
    self, Office, fresh, grid, guo, hotline, lin, luo, reason, refusal, supervisor, zheng,
};

const MONDAY: &str = "2023-11-20T09:00:00+08:00";

/// Does an act on a lead.
macro_rules! lead {
    ($office:expr, $actor:expr, $method:ident($message:expr)) => {{
        let request = $office.by($actor, $message);
        let answer = $office.leads.clone().$method(request).await;
        answer.unwrap().into_inner().lead.unwrap()
    }};
}

/// Tries an act on a lead and gives the reason of its refusal.
macro_rules! refused {
    ($office:expr, $actor:expr, $method:ident($message:expr)) => {{
        let request = $office.by($actor, $message);
        reason($office.leads.clone().$method(request).await)
    }};
}

fn call(number: &str) -> ReportLeadRequest {
    ReportLeadRequest {
        request_id: fresh(),
        agency_id: MARKET.to_owned(),
        domain: Domain::MarketSupervision.into(),
        source: LeadSource::Hotline.into(),
        source_number: number.to_owned(),
        division: "350604001".to_owned(),
        place: "石码街道紫光路12号".to_owned(),
        point: Some(LeadPoint {
            latitude_e6: 24_446_000,
            longitude_e6: 117_814_000,
        }),
        content: "餐馆出售过期食品".to_owned(),
        suspect: "某餐馆".to_owned(),
        informant: Some(LeadInformant {
            name: "王先生".to_owned(),
            contact: "13800000000".to_owned(),
        }),
        ..ReportLeadRequest::default()
    }
}

async fn reported(office: &Office, by: &actor::Actor, message: ReportLeadRequest) -> LeadReport {
    let request = office.by(by, message);
    let answer = office.leads.clone().report_lead(request).await.unwrap();
    answer.into_inner().report.unwrap()
}

pub(crate) async fn called(office: &Office, number: &str) -> String {
    reported(office, &hotline(), call(number)).await.lead_id
}

fn accept(lead_id: &str) -> AcceptLeadRequest {
    AcceptLeadRequest {
        request_id: fresh(),
        lead_id: lead_id.to_owned(),
        ..AcceptLeadRequest::default()
    }
}

fn assign(lead_id: &str, officers: [&str; 2]) -> AssignLeadRequest {
    AssignLeadRequest {
        request_id: fresh(),
        lead_id: lead_id.to_owned(),
        officer_ids: officers.map(str::to_owned).to_vec(),
        ..AssignLeadRequest::default()
    }
}

pub(crate) fn verified(lead_id: &str, finding: LeadFinding) -> VerifyLeadRequest {
    VerifyLeadRequest {
        request_id: fresh(),
        lead_id: lead_id.to_owned(),
        co_officer_id: "o-cai".to_owned(),
        finding: finding.into(),
        facts: "现场核实，货架上有过期食品".to_owned(),
        ..VerifyLeadRequest::default()
    }
}

fn propose(lead_id: &str) -> ProposeRefusalRequest {
    ProposeRefusalRequest {
        request_id: fresh(),
        lead_id: lead_id.to_owned(),
        reasons: "未发现违法事实".to_owned(),
        ..ProposeRefusalRequest::default()
    }
}

fn approve(lead_id: &str) -> ApproveRefusalRequest {
    ApproveRefusalRequest {
        request_id: fresh(),
        lead_id: lead_id.to_owned(),
        opinion: "同意".to_owned(),
        ..ApproveRefusalRequest::default()
    }
}

fn transfer(lead_id: &str, to: &str) -> TransferLeadRequest {
    TransferLeadRequest {
        request_id: fresh(),
        lead_id: lead_id.to_owned(),
        agency_id: to.to_owned(),
        reasons: "属于赋权街道的事项".to_owned(),
        ..TransferLeadRequest::default()
    }
}

fn feedback(lead_id: &str) -> GiveLeadFeedbackRequest {
    GiveLeadFeedbackRequest {
        request_id: fresh(),
        lead_id: lead_id.to_owned(),
        to: "王先生".to_owned(),
        manner: "电话".to_owned(),
        content: "已立案查处".to_owned(),
        ..GiveLeadFeedbackRequest::default()
    }
}

pub(crate) async fn verifying(office: &Office, number: &str) -> String {
    let id = called(office, number).await;
    lead!(office, &zheng(), accept_lead(accept(&id)));
    lead!(
        office,
        &zheng(),
        assign_lead(assign(&id, ["o-zheng", "o-cai"]))
    );
    id
}

pub(crate) fn file_from(office: &Office, lead_id: &str) -> FileCaseRequest {
    FileCaseRequest {
        from_lead_id: lead_id.to_owned(),
        ..acts::file(office)
    }
}

async fn get(office: &Office, by: &actor::Actor, lead_id: &str) -> Lead {
    let message = GetLeadRequest {
        lead_id: lead_id.to_owned(),
    };
    lead!(office, by, get_lead(message))
}

async fn listed(office: &Office, by: &actor::Actor, message: ListLeadsRequest) -> Vec<String> {
    let request = office.by(by, message);
    let answer = office.leads.clone().list_leads(request).await.unwrap();
    let leads = answer.into_inner().leads;
    leads.into_iter().map(|lead| lead.lead_id).collect()
}

/// The events of a lead, read back, say what the database keeps, and are written the same again.
async fn is_its_record(office: &Office, by: &actor::Actor, lead_id: &str) {
    let message = ListLeadEventsRequest {
        lead_id: lead_id.to_owned(),
        ..ListLeadEventsRequest::default()
    };
    let request = office.by(by, message);
    let answer = office.leads.clone().list_lead_events(request).await;
    let page = answer.unwrap().into_inner();
    let uuid = uuid::Uuid::parse_str(lead_id).unwrap();
    let read: Vec<leads_domain::Event> = page
        .events
        .iter()
        .map(|event| {
            assert_eq!(event.aggregate_type, "lead");
            let payload = event.payload.as_ref().unwrap();
            let written = cases::record::Written {
                type_name: payload.type_url.rsplit('/').next().unwrap().to_owned(),
                payload: payload.value.clone(),
            };
            let event = cases::record::lead::read(cases_domain::LeadId(uuid), &written).unwrap();
            assert_eq!(cases::record::lead::write(&event), written);
            event
        })
        .collect();
    assert_eq!(page.summaries.len(), read.len());
    let replayed = leads_domain::replay(&read).unwrap().unwrap();
    let kept: sqlx::types::Json<serde_json::Value> =
        sqlx::query_scalar("select state from lead where lead_id = $1")
            .bind(uuid)
            .fetch_one(&office.database.pool)
            .await
            .unwrap();
    assert_eq!(serde_json::to_value(&replayed).unwrap(), kept.0);
    let lead = get(office, by, lead_id).await;
    assert_eq!(read.len().to_string(), lead.etag[1..]);
}

#[tokio::test]
async fn a_call_becomes_a_case_in_one_act_and_the_caller_is_told() {
    let office = office::open(MONDAY).await;
    let id = verifying(&office, "FJ-1").await;
    lead!(
        office,
        &zheng(),
        verify_lead(verified(&id, LeadFinding::Suspected))
    );
    let case = done!(
        office,
        &zheng(),
        penalties.file_case(file_from(&office, &id))
    );
    assert_eq!(case.from_lead_id, id);
    let lead = get(&office, &zheng(), &id).await;
    assert_eq!(lead.step, "AWAITING_FEEDBACK");
    let ending = lead.ending.clone().unwrap();
    assert_eq!(
        (ending.kind(), ending.case_id),
        (LeadEndingKind::Converted, case.case_id.clone())
    );
    assert_eq!(lead.deadlines[0].state(), DeadlineState::Met);
    assert_eq!(
        lead.deadlines[0].citation,
        "市场监管行政处罚程序规定第十八条"
    );

    // A second case from the same lead is refused, and nothing is opened.
    let again = office.by(&zheng(), file_from(&office, &id));
    let no = office.penalties.clone().file_case(again).await;
    assert_eq!(reason(no), "LEAD_STEP_PASSED");
    let ended = lead!(office, &zheng(), give_lead_feedback(feedback(&id)));
    assert!(ended.ended && ended.turn_agency_id.is_empty());
    let message = GetLeadReportRequest {
        lead_id: id.clone(),
    };
    let told = office
        .leads
        .clone()
        .get_lead_report(office.by(&hotline(), message))
        .await;
    let told = told.unwrap().into_inner().report.unwrap();
    assert_eq!(
        (told.ending(), told.feedback.len()),
        (LeadEndingKind::Converted, 1)
    );
    is_its_record(&office, &zheng(), &id).await;
    office.close().await;
}

#[tokio::test]
async fn the_same_number_of_the_hotline_is_the_same_lead() {
    let office = office::open(MONDAY).await;
    let first = called(&office, "FJ-1").await;
    let again = office.by(&hotline(), call("FJ-1"));
    let answer = office
        .leads
        .clone()
        .report_lead(again)
        .await
        .unwrap()
        .into_inner();
    assert!(answer.already_known);
    assert_eq!(answer.report.unwrap().lead_id, first);
    // An officer who types it in comes to the same lead, and is not shown what others reported.
    let typed = office.by(&zheng(), call("FJ-1"));
    let report = office
        .leads
        .clone()
        .report_lead(typed)
        .await
        .unwrap()
        .into_inner();
    let report = report.report.unwrap();
    assert_eq!(
        (report.lead_id.as_str(), report.contents),
        (first.as_str(), None)
    );

    let calls = (0..6).map(|_| called(&office, "FJ-2"));
    let ids = join_all(calls).await;
    assert!(
        ids.iter().all(|id| *id == ids[0]),
        "of calls at once one is registered"
    );
    assert_eq!(
        listed(&office, &zheng(), ListLeadsRequest::default())
            .await
            .len(),
        2
    );
    office.close().await;
}

#[tokio::test]
async fn a_grid_worker_reports_and_does_nothing_else() {
    let office = office::open(MONDAY).await;
    let message = ReportLeadRequest {
        agency_id: String::new(),
        source: LeadSource::Grid.into(),
        source_number: String::new(),
        informant: None,
        ..call("")
    };
    let report = reported(&office, &grid(), message.clone()).await;
    let id = report.lead_id.clone();
    assert_eq!(get(&office, &lin(), &id).await.agency_id, SHIMA);
    let request = office.by(&grid(), ListLeadReportsRequest::default());
    let own = office
        .leads
        .clone()
        .list_lead_reports(request)
        .await
        .unwrap();
    assert_eq!(own.into_inner().reports, [report]);

    // To look or to act, the lead is not there for the one who reported it.
    let look = office.by(
        &grid(),
        GetLeadRequest {
            lead_id: id.clone(),
        },
    );
    assert_eq!(
        office
            .leads
            .clone()
            .get_lead(look)
            .await
            .unwrap_err()
            .code(),
        Code::PermissionDenied
    );
    assert_eq!(
        refused!(office, &grid(), accept_lead(accept(&id))),
        "NOT_FOUND"
    );
    let both = actor::Actor {
        permissions: ["leads.report", "leads.triage", "cases.read"]
            .map(str::to_owned)
            .into(),
        ..grid()
    };
    assert_eq!(
        refused!(office, &both, accept_lead(accept(&id))),
        "LEAD_CALLER_NOT_AN_OFFICER"
    );
    let media = ReportLeadRequest {
        source: LeadSource::Media.into(),
        request_id: fresh(),
        ..message
    };
    assert_eq!(
        refused!(office, &grid(), report_lead(media)),
        "LEAD_SOURCE_NOT_CALLERS"
    );
    let unnumbered = ReportLeadRequest {
        source: LeadSource::Complaint.into(),
        ..call("")
    };
    assert_eq!(
        refused!(office, &hotline(), report_lead(unnumbered)),
        "LEAD_SOURCE_NUMBER_MISSING"
    );
    office.close().await;
}

#[tokio::test]
async fn an_act_that_is_only_tried_writes_nothing_and_a_repeated_one_is_answered_alike() {
    let office = office::open(MONDAY).await;
    let id = called(&office, "FJ-1").await;
    let tried = AcceptLeadRequest {
        validate_only: true,
        ..accept(&id)
    };
    assert_eq!(lead!(office, &zheng(), accept_lead(tried)).step, "ACCEPTED");
    assert_eq!(get(&office, &zheng(), &id).await.step, "REGISTERED");
    let probed = ReportLeadRequest {
        validate_only: true,
        ..call("FJ-9")
    };
    reported(&office, &hotline(), probed).await;
    assert_eq!(
        listed(&office, &zheng(), ListLeadsRequest::default()).await,
        std::slice::from_ref(&id)
    );

    let once = accept(&id);
    let first = lead!(office, &zheng(), accept_lead(once.clone()));
    office.days_later(1);
    assert_eq!(lead!(office, &zheng(), accept_lead(once)), first);
    let stale = AcceptLeadRequest {
        etag: "v1".to_owned(),
        ..accept(&id)
    };
    assert_eq!(refused!(office, &zheng(), accept_lead(stale)), "STALE");
    let tried = FileCaseRequest {
        validate_only: true,
        ..file_from(&office, &id)
    };
    let no = office
        .penalties
        .clone()
        .file_case(office.by(&zheng(), tried))
        .await;
    let (name, article, _) = refusal(&no.unwrap_err());
    assert_eq!(
        (name.as_str(), article.as_str()),
        ("LEAD_STEP_PASSED", "行政处罚法第五十四条第二款")
    );
    office.close().await;
}

#[tokio::test]
async fn of_two_who_triage_at_once_one_wins() {
    let office = office::open(MONDAY).await;
    let (other, second) = office.second_for_leads().await;
    for round in 0..4 {
        let id = called(&office, &format!("FJ-{round}")).await;
        let decline = DeclineLeadRequest {
            request_id: fresh(),
            lead_id: id.clone(),
            reasons: "不属于行政执法事项".to_owned(),
            ..DeclineLeadRequest::default()
        };
        let (mut here, mut there) = (office.leads.clone(), second.clone());
        let (accepted, declined) = tokio::join!(
            here.accept_lead(office.by(&zheng(), accept(&id))),
            there.decline_lead(office.by(&guo(), decline)),
        );
        assert!(
            accepted.is_ok() != declined.is_ok(),
            "{accepted:?} {declined:?}"
        );
        let lost = accepted.err().or(declined.err()).unwrap();
        assert_eq!(refusal(&lost).0, "LEAD_STEP_PASSED");
        is_its_record(&office, &zheng(), &id).await;
    }
    other.pool().close().await;
    office.close().await;
}

#[tokio::test]
async fn of_two_who_open_a_case_from_one_lead_at_once_one_does() {
    let office = office::open(MONDAY).await;
    let id = verifying(&office, "FJ-1").await;
    lead!(
        office,
        &zheng(),
        verify_lead(verified(&id, LeadFinding::Suspected))
    );
    let filings = (0..4).map(|_| {
        let request = office.by(&zheng(), file_from(&office, &id));
        let mut client = office.penalties.clone();
        async move { client.file_case(request).await }
    });
    let answers = join_all(filings).await;
    let opened: Vec<_> = answers
        .iter()
        .filter_map(|answer| answer.as_ref().ok())
        .collect();
    assert_eq!(opened.len(), 1);
    let cases: i64 = sqlx::query_scalar("select count(*) from cases")
        .fetch_one(&office.database.pool)
        .await
        .unwrap();
    assert_eq!(cases, 1, "no case is opened in vain");
    is_its_record(&office, &zheng(), &id).await;
    office.close().await;
}

#[tokio::test]
async fn a_lead_becomes_an_inspection_of_the_agency_that_has_it_and_of_no_other() {
    let office = office::open(MONDAY).await;
    let message = ReportLeadRequest {
        agency_id: SHIMA.to_owned(),
        domain: Domain::FireSafety.into(),
        ..call("FJ-1")
    };
    let id = reported(&office, &hotline(), message).await.lead_id;
    lead!(office, &lin(), accept_lead(accept(&id)));
    let opening = OpenInspectionRequest {
        from_lead_id: id.clone(),
        ..acts::open_inspection()
    };
    // Whoever may not know of the lead opens nothing from it.
    let hidden = office.by(
        &zheng(),
        FileCaseRequest {
            from_lead_id: id.clone(),
            ..acts::file(&office)
        },
    );
    assert_eq!(
        reason(office.penalties.clone().file_case(hidden).await),
        "NOT_FOUND"
    );
    let case = done!(office, &lin(), inspections.open_inspection(opening));
    let lead = get(&office, &lin(), &id).await;
    assert_eq!(lead.ending.unwrap().procedure, "INSPECTION");
    assert_eq!(case.from_lead_id, id);
    let kept = office.kept(&case.case_id).await;
    assert_eq!(kept["opening"]["from_lead"], serde_json::json!(id));
    office.close().await;
}

#[tokio::test]
async fn nothing_is_filed_only_with_a_leaders_approval() {
    let office = office::open(MONDAY).await;
    let id = verifying(&office, "FJ-1").await;
    lead!(
        office,
        &zheng(),
        verify_lead(verified(&id, LeadFinding::NothingFound))
    );
    let filing = office.by(&zheng(), file_from(&office, &id));
    assert_eq!(
        reason(office.penalties.clone().file_case(filing).await),
        "LEAD_NOTHING_SUSPECTED"
    );
    lead!(office, &zheng(), propose_refusal(propose(&id)));
    assert_eq!(
        refused!(office, &zheng(), approve_refusal(approve(&id))),
        "LEAD_APPROVAL_NOT_PERMITTED"
    );
    let lead = lead!(office, &guo(), approve_refusal(approve(&id)));
    let ending = lead.ending.unwrap();
    assert_eq!(
        (ending.kind(), ending.approved_by.as_str()),
        (LeadEndingKind::NotFiled, "o-guo")
    );
    assert_eq!(lead.step, "AWAITING_FEEDBACK");
    is_its_record(&office, &guo(), &id).await;
    office.close().await;
}

#[tokio::test]
async fn a_transfer_is_refused_with_reasons_and_late_for_both_while_nobody_answers() {
    let office = office::open(MONDAY).await;
    let id = called(&office, "FJ-1").await;
    assert_eq!(
        refused!(office, &lin(), accept_lead(accept(&id))),
        "NOT_FOUND"
    );
    let sent = lead!(office, &zheng(), transfer_lead(transfer(&id, SHIMA)));
    assert_eq!(
        (sent.agency_id.as_str(), sent.turn_agency_id.as_str()),
        (MARKET, SHIMA)
    );
    let late = || ListLeadsRequest {
        overdue: true,
        ..ListLeadsRequest::default()
    };
    assert_eq!(listed(&office, &lin(), late()).await, [""; 0]);
    office.at("2023-11-28T09:00:00+08:00");
    assert_eq!(
        listed(&office, &lin(), late()).await,
        std::slice::from_ref(&id),
        "before the clock has looked"
    );
    assert_eq!(tick(&office.desk).await.unwrap().acts, 1);
    assert_eq!(tick(&office.desk).await.unwrap().acts, 0, "once");
    for who in [lin(), zheng(), supervisor("350604")] {
        assert_eq!(
            listed(&office, &who, late()).await,
            std::slice::from_ref(&id)
        );
        assert!(get(&office, &who, &id).await.overdue);
    }
    assert_eq!(listed(&office, &luo(), late()).await, [""; 0]);

    let back = RefuseLeadTransferRequest {
        request_id: fresh(),
        lead_id: id.clone(),
        reasons: "不属于赋权事项".to_owned(),
        ..RefuseLeadTransferRequest::default()
    };
    assert_eq!(
        refused!(office, &zheng(), refuse_lead_transfer(back.clone())),
        "LEAD_OF_ANOTHER_AGENCY"
    );
    let returned = lead!(office, &lin(), refuse_lead_transfer(back));
    assert_eq!(
        (returned.step.as_str(), returned.turn_agency_id.as_str()),
        ("RETURNED", MARKET)
    );
    assert_eq!(returned.transfers[0].answer, "不属于赋权事项");
    assert_eq!(
        refused!(office, &zheng(), transfer_lead(transfer(&id, SHIMA))),
        "LEAD_TRANSFER_REFUSED_BEFORE"
    );
    let designated = TransferLeadRequest {
        designation: "龙政指〔2023〕1号".to_owned(),
        ..transfer(&id, SHIMA)
    };
    lead!(office, &zheng(), transfer_lead(designated));
    let taken = AcceptLeadTransferRequest {
        request_id: fresh(),
        lead_id: id.clone(),
        domain: Domain::FireSafety.into(),
        ..AcceptLeadTransferRequest::default()
    };
    let taken = lead!(office, &lin(), accept_lead_transfer(taken));
    assert_eq!(
        (taken.agency_id.as_str(), taken.step.as_str()),
        (SHIMA, "ACCEPTED")
    );
    assert_eq!(taken.deadlines[0].citation, "福建省行政执法条例第三十一条");
    is_its_record(&office, &lin(), &id).await;
    office.close().await;
}

#[tokio::test]
async fn who_told_of_it_is_shown_to_those_who_see_to_it_and_stands_in_no_record() {
    let office = office::open(MONDAY).await;
    let id = called(&office, "FJ-1").await;
    assert_eq!(
        get(&office, &zheng(), &id).await.informant.unwrap().name,
        "王先生"
    );
    assert_eq!(
        get(&office, &supervisor("350604"), &id).await.informant,
        None
    );
    let request = office.by(
        &zheng(),
        ExportLeadBundleRequest {
            lead_id: id.clone(),
        },
    );
    let bundle = office
        .leads
        .clone()
        .export_lead_bundle(request)
        .await
        .unwrap();
    let bundle_json = bundle.into_inner().bundle_json;
    let bundle: Bundle = serde_json::from_str(&bundle_json).unwrap();
    let key = office.desk.feed().public_pem();
    assert!(verify(&bundle, Some(key)).is_sound());
    let named = "王先生".as_bytes();
    for event in &bundle.events {
        assert!(!event.payload.windows(named.len()).any(|part| part == named));
    }
    let whole = feed::verify::database(&office.database.pool, key)
        .await
        .unwrap();
    assert!(whole.is_sound(), "{whole:?}");
    office.close().await;
}

#[tokio::test]
async fn duplicates_are_merged_and_both_kept() {
    let office = office::open(MONDAY).await;
    let (first, second) = (called(&office, "FJ-1").await, called(&office, "FJ-2").await);
    let merge = |from: &str, into: &str| MergeLeadRequest {
        request_id: fresh(),
        lead_id: from.to_owned(),
        into_lead_id: into.to_owned(),
        reasons: "同一餐馆同一问题".to_owned(),
        ..MergeLeadRequest::default()
    };
    // Each into the other at once: one of them goes on.
    let (mut one, mut two) = (office.leads.clone(), office.leads.clone());
    let (one, two) = tokio::join!(
        one.merge_lead(office.by(&zheng(), merge(&second, &first))),
        two.merge_lead(office.by(&guo(), merge(&first, &second))),
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let (main, duplicate) = if one.is_ok() {
        (first, second)
    } else {
        (second, first)
    };
    let main = get(&office, &zheng(), &main).await;
    assert_eq!(
        (main.step.as_str(), main.duplicate_lead_ids.as_slice()),
        ("REGISTERED", &[duplicate.clone()][..])
    );
    let merged = get(&office, &zheng(), &duplicate).await;
    assert_eq!(merged.ending.unwrap().into_lead_id, main.lead_id);
    assert_eq!(
        merged.step, "AWAITING_FEEDBACK",
        "its own caller is told too"
    );
    is_its_record(&office, &zheng(), &duplicate).await;
    is_its_record(&office, &zheng(), &main.lead_id).await;
    office.close().await;
}

#[tokio::test]
async fn leads_are_listed_page_by_page_and_by_what_they_are() {
    let office = office::open(MONDAY).await;
    let mut ids = Vec::new();
    for number in 0..5 {
        ids.push(called(&office, &format!("FJ-{number}")).await);
    }
    // Of those of one moment, the order is that of their ids.
    ids.sort();
    ids.reverse();
    let mine = verifying(&office, "FJ-5").await;
    let mut found = Vec::new();
    let mut message = ListLeadsRequest {
        page_size: 2,
        step: "REGISTERED".to_owned(),
        ..ListLeadsRequest::default()
    };
    loop {
        let request = office.by(&zheng(), message.clone());
        let page = office
            .leads
            .clone()
            .list_leads(request)
            .await
            .unwrap()
            .into_inner();
        assert!(page.leads.len() <= 2);
        found.extend(page.leads.into_iter().map(|lead| lead.lead_id));
        if page.next_page_token.is_empty() {
            break;
        }
        message.page_token = page.next_page_token;
    }
    assert_eq!(found, ids);
    let own = ListLeadsRequest {
        officer_id: "o-cai".to_owned(),
        ..ListLeadsRequest::default()
    };
    assert_eq!(
        listed(&office, &zheng(), own).await,
        std::slice::from_ref(&mine)
    );
    let by_number = ListLeadsRequest {
        source_number: "FJ-5".to_owned(),
        source: LeadSource::Hotline.into(),
        open: Some(true),
        division: "3506".to_owned(),
        agency_id: MARKET.to_owned(),
        ..ListLeadsRequest::default()
    };
    assert_eq!(
        listed(&office, &supervisor("350604001"), by_number).await,
        std::slice::from_ref(&mine)
    );
    assert_eq!(
        listed(&office, &luo(), ListLeadsRequest::default()).await,
        [""; 0]
    );

    let request = office.by(
        &zheng(),
        ListAllowedLeadActsRequest {
            lead_id: mine.clone(),
        },
    );
    let acts = office
        .leads
        .clone()
        .list_allowed_lead_acts(request)
        .await
        .unwrap()
        .into_inner()
        .acts;
    let allowed: Vec<&str> = acts
        .iter()
        .filter(|it| it.allowed)
        .map(|it| it.act.as_str())
        .collect();
    assert_eq!(
        allowed,
        [
            "MERGE_LEAD",
            "ASSIGN_LEAD",
            "VERIFY_LEAD",
            "TRANSFER_LEAD",
            "GIVE_LEAD_FEEDBACK"
        ]
    );
    assert!(
        acts.iter()
            .filter(|it| !it.allowed)
            .all(|it| !it.citation.is_empty() && !it.message.is_empty())
    );
    office.close().await;
}

#[tokio::test]
async fn a_verification_that_is_late_is_noted_and_a_leader_prolongs_it_before() {
    let office = office::open(MONDAY).await;
    let (late, prolonged) = (
        verifying(&office, "FJ-1").await,
        verifying(&office, "FJ-2").await,
    );
    let extend = ExtendVerificationRequest {
        request_id: fresh(),
        lead_id: prolonged.clone(),
        reasons: "需要检验".to_owned(),
        ..ExtendVerificationRequest::default()
    };
    assert_eq!(
        refused!(office, &zheng(), extend_verification(extend.clone())),
        "LEAD_APPROVAL_NOT_PERMITTED"
    );
    let lead = lead!(office, &guo(), extend_verification(extend));
    assert_eq!(lead.deadlines[0].due_date, "2024-01-02");
    // Fifteen working days after 2023-11-20.
    office.at("2023-12-12T09:00:00+08:00");
    assert_eq!(tick(&office.desk).await.unwrap().acts, 1);
    let overdue = ListLeadsRequest {
        overdue: true,
        ..ListLeadsRequest::default()
    };
    assert_eq!(
        listed(&office, &guo(), overdue).await,
        std::slice::from_ref(&late)
    );
    assert!(!get(&office, &guo(), &prolonged).await.overdue);
    is_its_record(&office, &guo(), &late).await;
    office.close().await;
}

#[tokio::test]
async fn a_message_that_says_too_little_is_told_which_field() {
    let office = office::open(MONDAY).await;
    let field = |answer: Result<tonic::Response<proto::ReportLeadResponse>, tonic::Status>| {
        use tonic_types::StatusExt as _;
        let details = answer.unwrap_err().get_error_details();
        details.bad_request().unwrap().field_violations[0]
            .field
            .clone()
    };
    let point = Some(LeadPoint {
        latitude_e6: 91_000_000,
        longitude_e6: 0,
    });
    for (message, path) in [
        (
            ReportLeadRequest {
                division: String::new(),
                ..call("1")
            },
            "division",
        ),
        (
            ReportLeadRequest {
                content: String::new(),
                ..call("1")
            },
            "content",
        ),
        (
            ReportLeadRequest {
                agency_id: String::new(),
                ..call("1")
            },
            "agency_id",
        ),
        (
            ReportLeadRequest {
                source: 0,
                ..call("1")
            },
            "source",
        ),
        (ReportLeadRequest { point, ..call("1") }, "point"),
    ] {
        let request = office.by(&hotline(), message);
        assert_eq!(field(office.leads.clone().report_lead(request).await), path);
    }
    office.close().await;
}
