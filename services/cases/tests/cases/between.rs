//! What stands between agencies: the first to file, a case that is handed over, one fine for one act, first offences.

use actor::Actor;
use contract::cases::v1::handover_service_client::HandoverServiceClient;
use contract::cases::v1::referral_service_client::ReferralServiceClient;
use contract::cases::v1::register_service_client::RegisterServiceClient;
use contract::cases::v1::{self as proto, *};
use contract::elements::v1::Item;
use contract::elements::v1::element::Body;

use crate::acts::{self, done};
use crate::elements::{self, MARKET, URBAN};
use crate::office::{self, Office, fresh, guo, refusal, zheng};

pub(crate) fn urban() -> Actor {
    testkit::actor::officer("o-urban", URBAN, "350604")
}

/// An office in which two departments are competent for the same item.
pub(crate) async fn open() -> Office {
    let office = office::open("2023-12-04T09:00:00+08:00").await;
    let both = Item {
        agency_ids: vec![MARKET.to_owned(), URBAN.to_owned()],
        ..elements::penalty_item()
    };
    office.told.tell(Body::Item(both));
    for id in ["o-urban", "o-urban-2"] {
        let officer = elements::officer(id, "城管人员", URBAN, "350604");
        office.told.tell(Body::Officer(officer));
        let certificate = elements::certificate(id, "350604", "2027-12-31");
        office.told.tell(Body::Certificate(certificate));
    }
    office.hear().await;
    office
}

fn file(office: &Office, act_date: &str, second: &str) -> FileCaseRequest {
    FileCaseRequest {
        act_date: act_date.to_owned(),
        co_officer_id: second.to_owned(),
        place_division: "350604001".to_owned(),
        ..acts::file(office)
    }
}

/// The case as its record gives it is the case that is kept, and so is what the register says of it.
async fn is_as_recorded(office: &Office, case_id: &str) {
    office.stands_as_recorded(case_id).await;
    let mut conn = office.database.pool.acquire().await.unwrap();
    let id = cases_domain::CaseId(case_id.parse().unwrap());
    let case: cases_domain::Case = serde_json::from_value(office.kept(case_id).await).unwrap();
    let registered: sqlx::types::Json<serde_json::Value> = sqlx::query_scalar(
        "select filing from act_register where case_id = $1 order by number desc limit 1",
    )
    .bind(id.0)
    .fetch_one(&mut *conn)
    .await
    .unwrap();
    let filing = cases_domain::register::filing(&case).unwrap();
    assert_eq!(registered.0, serde_json::to_value(&filing).unwrap());
}

#[tokio::test]
async fn of_two_agencies_that_file_at_once_exactly_one_goes_on() {
    let office = open().await;
    let (_, mut elsewhere) = office.second().await;
    for day in ["2023-11-20", "2023-11-21", "2023-11-22", "2023-11-23"] {
        let mut here = office.penalties.clone();
        let ours = office.by(&zheng(), file(&office, day, "o-cai"));
        let theirs = office.by(&urban(), file(&office, day, "o-urban-2"));
        let (ours, theirs) = tokio::join!(here.file_case(ours), elsewhere.file_case(theirs));
        let (filed, stopped) = match (ours, theirs) {
            (Ok(filed), Err(stopped)) | (Err(stopped), Ok(filed)) => (filed, stopped),
            both => panic!("one of the two files: {both:?}"),
        };
        let first = filed.into_inner().case.unwrap();
        let (reason, article, text) = refusal(&stopped);
        assert_eq!(reason, "FILED_ALREADY");
        assert_eq!(article, "行政处罚法第二十五条第一款");
        assert!(text.contains(&first.case_code), "{text}");
        assert!(text.contains(&first.agency_name), "{text}");
    }
    office.close().await;
}

#[tokio::test]
async fn a_case_is_handed_over_with_its_evidence_and_is_never_nobodys() {
    let office = open().await;
    let mut handovers = HandoverServiceClient::new(office.door());
    let case = done!(
        office,
        &zheng(),
        penalties.file_case(file(&office, "2023-11-28", "o-cai"))
    );
    let id = case.case_id;
    let evidence = RecordEvidenceRequest {
        content_hash: "ab".repeat(32),
        ..acts::evidence(&office, &id)
    };
    done!(office, &zheng(), penalties.record_evidence(evidence));
    let hidden = office.by(
        &urban(),
        GetCaseRequest {
            case_id: id.clone(),
        },
    );
    let hidden = office.cases.clone().get_case(hidden).await.unwrap_err();
    assert_eq!(hidden.code(), tonic::Code::NotFound);

    let offer = OfferHandoverRequest {
        request_id: fresh(),
        case_id: id.clone(),
        to_agency_id: URBAN.to_owned(),
        reasons: "属于城市管理领域".to_owned(),
        ..OfferHandoverRequest::default()
    };
    let offered = handovers.offer_handover(office.by(&guo(), offer)).await;
    let offered = offered.unwrap().into_inner().case.unwrap();
    let letter = offered.handovers[0].offer.as_ref().unwrap();
    assert!(
        letter.document_number.contains('移'),
        "{}",
        letter.document_number
    );
    assert_eq!(office.case(&urban(), &id).await.step, "FILED");

    let accept = AcceptHandoverRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        co_officer_id: "o-urban-2".to_owned(),
        ..AcceptHandoverRequest::default()
    };
    let tried = AcceptHandoverRequest {
        request_id: fresh(),
        validate_only: true,
        ..accept.clone()
    };
    handovers
        .accept_handover(office.by(&urban(), tried))
        .await
        .unwrap();
    assert!(!office.case(&zheng(), &id).await.closed, "only tried");
    let by_sender = AcceptHandoverRequest {
        request_id: fresh(),
        co_officer_id: "o-cai".to_owned(),
        ..accept.clone()
    };
    let by_sender = handovers
        .accept_handover(office.by(&zheng(), by_sender))
        .await;
    assert_eq!(office::reason(by_sender), "NOT_OF_THIS_AGENCY");
    let taken = handovers
        .accept_handover(office.by(&urban(), accept.clone()))
        .await;
    let taken = taken.unwrap().into_inner().case.unwrap();
    let again = handovers.accept_handover(office.by(&urban(), accept)).await;
    assert_eq!(again.unwrap().into_inner().case.unwrap(), taken);

    let sender = office.case(&zheng(), &id).await;
    assert_eq!((sender.step.as_str(), sender.closed), ("TRANSFERRED", true));
    let penalty = taken.penalty.unwrap();
    assert_eq!((taken.agency_id.as_str(), taken.closed), (URBAN, false));
    assert_eq!(penalty.from_case_id, id);
    assert_eq!(penalty.evidence[0].content_hash, "ab".repeat(32));
    let custody = &penalty.received.unwrap().evidence[0].custody;
    let held: Vec<&str> = custody
        .iter()
        .map(|it| it.agency.as_ref().unwrap().agency_id.as_str())
        .collect();
    assert_eq!(held, [MARKET, URBAN]);
    is_as_recorded(&office, &id).await;
    is_as_recorded(&office, &taken.case_id).await;
    office.close().await;
}

#[tokio::test]
async fn another_agency_is_told_yes_or_no_and_how_many_and_nothing_else() {
    let office = open().await;
    let mut register = RegisterServiceClient::new(office.door());
    let question = LookUpFirstOffenceRequest {
        party_id: "p-foods".to_owned(),
        item_id: "i-label".to_owned(),
        ..LookUpFirstOffenceRequest::default()
    };
    let before = register
        .look_up_first_offence(office.by(&urban(), question.clone()))
        .await;
    let before = before.unwrap().into_inner();
    assert_eq!((before.first, before.count), (true, 0));
    assert_eq!(before.since_date, "2021-12-04");
    let case = acts::decided(&office).await;
    let after = register
        .look_up_first_offence(office.by(&urban(), question))
        .await;
    let after = after.unwrap().into_inner();
    assert_eq!((after.first, after.count), (false, 1));
    is_as_recorded(&office, &case.case_id).await;

    // What is missing is read off the cases again.
    let kept = "select filing from act_register order by party_id, number desc limit 1";
    let whole: sqlx::types::Json<serde_json::Value> = sqlx::query_scalar(kept)
        .fetch_one(&office.database.pool)
        .await
        .unwrap();
    office.database.tamper("delete from act_register").await;
    let stop = office.test.host.tasks.stopping();
    let added = cases::register::complete(&office.database.pool, &stop).await;
    assert_eq!(added.unwrap(), 1);
    let again: sqlx::types::Json<serde_json::Value> = sqlx::query_scalar(kept)
        .fetch_one(&office.database.pool)
        .await
        .unwrap();
    assert_eq!(again.0, whole.0);
    office.close().await;
}

#[tokio::test]
async fn a_case_with_the_police_is_not_fined() {
    let office = open().await;
    let mut referrals = ReferralServiceClient::new(office.door());
    let case = acts::heard(&office).await;
    let report = ReportCrimeRequest {
        request_id: fresh(),
        case_id: case.case_id.clone(),
        co_officer_id: "o-cai".to_owned(),
        crime: "生产、销售伪劣产品罪".to_owned(),
        facts: "销售金额六万元".to_owned(),
        opinion: "已达追诉标准".to_owned(),
        ..ReportCrimeRequest::default()
    };
    let reported = referrals
        .report_crime(office.by(&zheng(), report))
        .await
        .unwrap();
    let reported = reported.into_inner().case.unwrap();
    assert_eq!(reported.referrals[0].step, "REPORTED");
    let clock = |case: &proto::Case, kind: &str| {
        let found = case.deadlines.iter().find(|it| it.kind == kind);
        found.map(|it| (it.about, it.nominal_date.clone()))
    };
    let approval = clock(&reported, "REFERRAL_APPROVAL").unwrap();
    assert_eq!(approval.0, 1);
    let fine = office.by(&guo(), acts::decide(&case.case_id, 300_000));
    let refused = office.penalties.clone().decide(fine).await.unwrap_err();
    let (reason, article, _) = refusal(&refused);
    assert_eq!(
        (reason.as_str(), article.as_str()),
        ("REFERRAL_PENDING", "移送规定第十一条第一款")
    );
    let approve = DecideReferralRequest {
        request_id: fresh(),
        case_id: case.case_id.clone(),
        number: 1,
        approved: true,
        reasons: "涉嫌犯罪".to_owned(),
        ..DecideReferralRequest::default()
    };
    let approved = referrals
        .decide_referral(office.by(&guo(), approve))
        .await
        .unwrap();
    let approved = approved.into_inner().case.unwrap();
    let transfer = approved
        .deadlines
        .iter()
        .find(|it| it.kind == "REFERRAL_TRANSFER");
    let until = transfer.unwrap().until_time.as_ref().unwrap().seconds;
    assert_eq!(until, office.now().timestamp() + 24 * 3600);
    is_as_recorded(&office, &case.case_id).await;
    office.close().await;
}
