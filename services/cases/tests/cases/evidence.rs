//! Exhibits over the contract: read with every byte checked, shown without their place, handed over, lent.

use contract::cases::v1 as proto;
use contract::elements::v1::element::Body;
use uuid::Uuid;

use crate::acts::{self, done};
use crate::beside::called;
use crate::elements::{self, URBAN};
use crate::office::{self, Office, fresh, guo, lin, reason, refusal, zheng};
use crate::uploads::{
    CHUNK, PIXEL, begin, begun, chunk, client, complete, filed, film, read, under,
};

#[tokio::test]
async fn every_byte_that_is_read_was_checked_and_a_changed_file_is_found() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let bytes = film(CHUNK + 4000);
    filed(&office, &id, &bytes).await;
    let mut whole = Vec::new();
    while whole.len() < bytes.len() {
        let offset = i64::try_from(whole.len()).unwrap();
        whole.extend(read(&office, &id, offset, 200_000).await.unwrap());
    }
    assert_eq!(whole, bytes);
    assert_eq!(read(&office, &id, 5, 7).await.unwrap(), bytes[5..12]);
    for (offset, length) in [(-1, 5), (i64::try_from(bytes.len()).unwrap(), 5), (0, -1)] {
        let refused = read(&office, &id, offset, length).await.unwrap_err();
        assert_eq!(refusal(&refused).0, "MALFORMED_FIELD");
    }
    let other = testkit::actor::officer("o-far", "another-agency", "350205");
    let message = proto::ReadFileRequest {
        case_id: id.clone(),
        number: 1,
        ..proto::ReadFileRequest::default()
    };
    let unseen = client(&office)
        .read_file(office.by(&other, message))
        .await
        .unwrap_err();
    assert_eq!(unseen.code(), tonic::Code::NotFound);

    let vault = office.desk.vault();
    let pool = &office.database.pool;
    let sound = cases::files::verify(pool, vault).await.unwrap();
    assert_eq!(sound, (1, Vec::new()));
    let object = under(&office, "objects").pop().unwrap();
    let mut changed = bytes.clone();
    changed[CHUNK + 1] ^= 1;
    std::fs::write(&object, &changed).unwrap();
    let altered = read(&office, &id, i64::try_from(CHUNK).unwrap(), 10)
        .await
        .unwrap_err();
    assert_eq!(refusal(&altered).0, "FILE_ALTERED");
    assert!(read(&office, &id, 0, 10).await.is_ok());
    let (read_so_far, problems) = cases::files::verify(pool, vault).await.unwrap();
    assert_eq!((read_so_far, problems.len()), (1, 1));
    std::fs::remove_file(&object).unwrap();
    let gone = read(&office, &id, 0, 10).await.unwrap_err();
    assert_eq!(refusal(&gone).0, "FILE_ALTERED");
    office.close().await;
}

#[tokio::test]
async fn an_inspection_has_exhibits_and_a_picture_is_shown_without_its_place() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let open = acts::open_inspection();
    let opened = done!(office, &lin(), inspections.open_inspection(open));
    let id = opened.case_id;
    let bytes = PIXEL.to_vec();
    let message = proto::BeginUploadRequest {
        kind: proto::EvidenceKind::Physical.into(),
        co_officer_id: "o-huang".to_owned(),
        ..begin(&office, &id, "现场.png", &bytes)
    };
    let upload = begun(&office, &lin(), message).await.upload_id;
    let kept = client(&office)
        .put_chunk(office.by(&lin(), chunk(&upload, 0, &bytes)))
        .await;
    kept.unwrap();
    let case = called!(
        office,
        &lin(),
        client(&office),
        complete_upload(complete(&upload))
    );
    assert_eq!(case.exhibits[0].evidence_number, 0);
    let preview = proto::PreviewFileRequest {
        case_id: id.clone(),
        number: 1,
    };
    let preview = client(&office)
        .preview_file(office.by(&lin(), preview))
        .await;
    let preview = preview.unwrap().into_inner();
    assert_eq!((preview.width, preview.height), (1, 1));
    assert!(preview.jpeg.starts_with(&[0xFF, 0xD8]));
    let list = proto::ListEvidenceRequest {
        case_id: id.clone(),
        ..proto::ListEvidenceRequest::default()
    };
    let list = client(&office).list_evidence(office.by(&lin(), list)).await;
    let list = list.unwrap().into_inner();
    assert_eq!(
        (list.exhibits.len(), list.next_page_token.as_str()),
        (1, "")
    );
    assert!(list.exhibits[0].holder.is_some());
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn an_exhibit_goes_from_hand_to_hand_and_every_hand_over_is_on_record() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    filed(&office, &id, &film(100)).await;
    let to = |officer: &str| proto::CustodyHolder {
        holder: Some(proto::custody_holder::Holder::OfficerId(officer.to_owned())),
    };
    let hand_over = proto::HandOverCustodyRequest {
        request_id: fresh(),
        case_id: id.clone(),
        exhibit_number: 1,
        to: Some(to("o-cai")),
        purpose: "存入证据室".to_owned(),
        ..proto::HandOverCustodyRequest::default()
    };
    called!(
        office,
        &zheng(),
        client(&office),
        hand_over_custody(hand_over)
    );
    let receive = proto::ReceiveCustodyRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        remark: "校验值一致".to_owned(),
        ..proto::ReceiveCustodyRequest::default()
    };
    let early = client(&office)
        .receive_custody(office.by(&zheng(), receive.clone()))
        .await;
    assert_eq!(reason(early), "CUSTODY_RECEIVED_BY_OTHERS");
    let received = called!(
        office,
        &office::cai(),
        client(&office),
        receive_custody(receive)
    );
    assert_eq!(received.exhibits[0].holder, Some(to("o-cai")));
    let transfer = &received.custody_transfers[0];
    assert_eq!(
        (transfer.step.as_str(), transfer.from.clone()),
        ("RECEIVED", Some(to("o-zheng")))
    );
    let one = proto::GetEvidenceRequest {
        case_id: id.clone(),
        number: 1,
    };
    let one = client(&office)
        .get_evidence(office.by(&zheng(), one))
        .await
        .unwrap();
    assert_eq!(one.into_inner().custody_transfers.len(), 1);
    office.stands_as_recorded(&id).await;
    office.close().await;
}

/// Something once somebody waits for a row of this database.
async fn waits(office: &Office) -> Option<()> {
    let waiting = "select exists (select from pg_stat_activity where datname = current_database()
        and wait_event_type = 'Lock' and wait_event in ('transactionid', 'tuple'))";
    let waiting: bool = sqlx::query_scalar(waiting)
        .fetch_one(&office.database.pool)
        .await
        .unwrap();
    waiting.then_some(())
}

#[tokio::test]
async fn another_agency_relies_on_an_exhibit_as_long_as_the_grant_stands() {
    let office = office::open("2023-12-04T09:00:00+08:00").await;
    let urban = testkit::actor::officer("o-urban", URBAN, "350604");
    let both = contract::elements::v1::Item {
        agency_ids: vec![elements::MARKET.to_owned(), URBAN.to_owned()],
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
    let id = acts::filed(&office).await.case_id;
    filed(&office, &id, &film(100)).await;
    filed(&office, &id, &film(101)).await;
    let theirs = proto::FileCaseRequest {
        act_date: "2023-11-21".to_owned(),
        co_officer_id: "o-urban-2".to_owned(),
        place_division: "350604001".to_owned(),
        ..acts::file(&office)
    };
    let theirs = office
        .penalties
        .clone()
        .file_case(office.by(&urban, theirs))
        .await;
    let theirs = theirs.unwrap().into_inner().case.unwrap().case_id;

    let grant = |number: i32| proto::GrantUseRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number,
        agency_id: URBAN.to_owned(),
        purpose: "同一当事人占道经营案取证".to_owned(),
        until_date: "2024-06-30".to_owned(),
        ..proto::GrantUseRequest::default()
    };
    let using = |number: i32| proto::UseGrantedRequest {
        request_id: fresh(),
        case_id: theirs.clone(),
        co_officer_id: "o-urban-2".to_owned(),
        from_case_id: id.clone(),
        exhibit_number: number,
        grant_number: 1,
        purpose: "证明经营行为".to_owned(),
        recognition: "已核对原始载体和校验值".to_owned(),
        ..proto::UseGrantedRequest::default()
    };
    let early = client(&office)
        .use_granted(office.by(&urban, using(1)))
        .await;
    assert_eq!(reason(early), "USE_NOT_GRANTED");
    for number in [1, 2] {
        called!(office, &guo(), client(&office), grant_use(grant(number)));
    }
    let used = called!(office, &urban, client(&office), use_granted(using(1)));
    let original = office.case(&zheng(), &id).await.exhibits[0].clone();
    let here = &used.exhibits[0];
    assert_eq!(
        (&here.sm3, &here.capture_time),
        (&original.sm3, &original.capture_time)
    );
    let origin = here.origin.as_ref().unwrap();
    assert_eq!(
        (origin.case_id.as_str(), origin.grant_number),
        (id.as_str(), 1)
    );
    // Its bytes are read in the case that relies on it.
    let message = proto::ReadFileRequest {
        case_id: theirs.clone(),
        number: 1,
        ..proto::ReadFileRequest::default()
    };
    let bytes = client(&office)
        .read_file(office.by(&urban, message))
        .await
        .unwrap();
    assert_eq!(bytes.into_inner().data, film(100));

    let withdraw = |number: i32| proto::WithdrawGrantRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number,
        grant_number: 1,
        reasons: "案件涉密".to_owned(),
        ..proto::WithdrawGrantRequest::default()
    };
    // The other way about: withdrawn after the use was judged and before it is written. The case that uses it is held, so that
    // the use gets as far as its writing and no further.
    let mut held = office.database.pool.begin().await.unwrap();
    sqlx::query("select from cases where case_id = $1 for update")
        .bind(Uuid::parse_str(&theirs).unwrap())
        .execute(&mut *held)
        .await
        .unwrap();
    let using_now = office.by(&urban, using(2));
    let mut theirs_client = client(&office);
    let meanwhile = async {
        testkit::eventually("the use waits for its case", || waits(&office)).await;
        called!(office, &guo(), client(&office), withdraw_grant(withdraw(2)));
        held.rollback().await.unwrap();
    };
    let (late, ()) = tokio::join!(theirs_client.use_granted(using_now), meanwhile);
    assert_eq!(reason(late), "GRANT_WITHDRAWN_OR_OVER");
    // What was used before stays.
    called!(office, &guo(), client(&office), withdraw_grant(withdraw(1)));
    let again = client(&office)
        .use_granted(office.by(&urban, using(2)))
        .await;
    assert_eq!(reason(again), "GRANT_WITHDRAWN_OR_OVER");
    let kept = office.case(&urban, &theirs).await;
    assert_eq!(kept.exhibits.len(), 1);
    for case in [&id, &theirs] {
        office.stands_as_recorded(case).await;
    }
    office.close().await;
}
