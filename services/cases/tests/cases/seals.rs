//! Seals, hand signatures and parcels over the contract: what was signed verifies from itself, and who has lapsed signs no more.

use contract::cases::v1 as proto;
use contract::cases::v1::document_service_client::DocumentServiceClient;
use contract::cases::v1::signature_service_client::SignatureServiceClient;
use contract::elements::v1::element::Body;
use contract::elements::v1::{Element, Registry, TimelineEntry};
use data_encoding::HEXLOWER;
use feed::extract::{Extract, Extracted, verify};
use host::Upstream;
use seal::parcel::{self, Holds};
use seal::strokes::HandSignature;
use seal::{Trust, pdf};
use tonic::Status;

use crate::acts;
use crate::elements::{self, MARKET};
use crate::office::{self, Office, fresh, luo, reason, refusal, zheng};

fn client(office: &Office) -> SignatureServiceClient<Upstream> {
    SignatureServiceClient::new(office.door.clone()).max_decoding_message_size(64 << 20)
}

pub(crate) async fn trust(office: &Office) -> Trust {
    let request = office.by(&zheng(), proto::ListTrustedCertificatesRequest {});
    let answer = client(office)
        .list_trusted_certificates(request)
        .await
        .unwrap();
    Trust::from_pem(&answer.into_inner().pem).unwrap()
}

pub(crate) async fn issued(office: &Office, case_id: &str) -> Result<proto::Case, Status> {
    let address = prost_types::Value {
        kind: Some(prost_types::value::Kind::StringValue(
            "漳州市龙海区石码街道解放北路1号".to_owned(),
        )),
    };
    let request = proto::IssueDocumentRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        form: Some(proto::DocumentForm {
            code: "JD03".to_owned(),
            name: String::new(),
        }),
        entered: Some(prost_types::Struct {
            fields: [("party_address".to_owned(), address)].into(),
        }),
        ..proto::IssueDocumentRequest::default()
    };
    let mut documents = DocumentServiceClient::new(office.door.clone());
    let answer = documents
        .issue_document(office.by(&zheng(), request))
        .await?;
    Ok(answer.into_inner().case.unwrap())
}

async fn parcel_of(office: &Office, case_id: &str) -> Result<Vec<u8>, Status> {
    let request = proto::ExportParcelRequest {
        case_id: case_id.to_owned(),
    };
    let answer = client(office)
        .export_parcel(office.by(&zheng(), request))
        .await?;
    Ok(answer.into_inner().parcel)
}

/// The agency stands no longer, from a day on.
async fn lapse(office: &Office, day: &str) {
    let body = Body::Agency(elements::agency(
        MARKET,
        "漳州市龙海区市场监督管理局",
        "350604",
    ));
    let stood = TimelineEntry {
        valid_from: "2021-07-15".to_owned(),
        valid_to: day.to_owned(),
        element: Some(Element { body: Some(body) }),
    };
    office.told.change(Registry::Agency, MARKET, vec![stood]);
    office.hear().await;
}

#[tokio::test]
async fn a_decision_that_was_issued_is_sealed_by_its_agency() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::decided(&office).await.case_id;
    issued(&office, &id).await.unwrap();
    let request = proto::GetDocumentRequest {
        case_id: id.clone(),
        number: 1,
    };
    let mut documents = DocumentServiceClient::new(office.door.clone());
    let got = documents.get_document(office.by(&zheng(), request)).await;
    let file = got.unwrap().into_inner().pdf;
    let seals = pdf::verify(&file, Some(&trust(&office).await)).unwrap();
    assert_eq!(seals.len(), 1);
    assert_eq!(
        (seals[0].by.id.as_str(), seals[0].at),
        (MARKET, office.now())
    );
    let mut bent = file.clone();
    bent[file.len() / 3] ^= 1;
    assert!(pdf::verify(&bent, None).is_err());
    office.close().await;
}

#[tokio::test]
async fn the_seal_of_an_agency_that_stands_no_longer_is_refused() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::decided(&office).await.case_id;
    // The certificate is there and would hold for a year.
    parcel_of(&office, &id).await.unwrap();
    lapse(&office, "2026-03-02").await;
    let (why, _, zh) = refusal(&issued(&office, &id).await.unwrap_err());
    assert_eq!(why, "SEAL_LAPSED");
    assert!(zh.contains("不具备执法主体资格"), "{zh}");
    let (why, _, _) = refusal(&parcel_of(&office, &id).await.unwrap_err());
    assert_eq!(why, "SEAL_LAPSED");
    assert!(office.case(&zheng(), &id).await.documents.is_empty());
    office.close().await;
}

#[tokio::test]
async fn a_parcel_proves_the_decision_and_withholds_what_was_deliberated() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::decided(&office).await.case_id;
    let case = issued(&office, &id).await.unwrap();
    let bytes = parcel_of(&office, &id).await.unwrap();
    let opened = parcel::open(&bytes, Some(&trust(&office).await)).unwrap();
    assert_eq!(opened.manifest.about.case_code, case.case_code);
    assert_eq!(opened.seals.len(), 1);
    let remedies = String::from_utf8(opened.entry(Holds::Remedies).unwrap().to_vec()).unwrap();
    assert!(remedies.contains("行政复议"), "{remedies}");
    let record: Extract = serde_json::from_slice(opened.entry(Holds::Record).unwrap()).unwrap();
    let report = verify(&record, Some(office.desk.feed().public_pem()));
    assert!(report.is_sound(), "{report:?}");
    let names: Vec<&str> = record
        .shown()
        .filter_map(|event| event.type_name.rsplit('.').next())
        .collect();
    assert!(names.contains(&"PenaltyDecided") && names.contains(&"DocumentIssued"));
    assert!(!names.contains(&"LegalityReviewed") && !names.contains(&"InquiryConcluded"));
    let withheld = |it: &&Extracted| matches!(it, Extracted::Withheld(_));
    assert!(record.events.iter().filter(withheld).count() > 2);
    for at in (0..bytes.len()).step_by(97) {
        let mut bent = bytes.clone();
        bent[at] ^= 1;
        assert!(parcel::open(&bent, None).is_err(), "byte {at}");
    }
    let stranger = proto::ExportParcelRequest { case_id: id };
    let refused = client(&office)
        .export_parcel(office.by(&luo(), stranger))
        .await;
    assert_eq!(reason(refused), "NOT_FOUND");
    office.close().await;
}

fn drawn(case_id: &str) -> proto::SignByHandRequest {
    let point = |x, y, t| proto::StrokePoint {
        x,
        y,
        t,
        pressure: 0,
    };
    proto::SignByHandRequest {
        signature_id: fresh(),
        case_id: case_id.to_owned(),
        document_sm3: "ab".repeat(32),
        page: 1,
        strokes: Some(proto::Strokes {
            width: 600,
            height: 200,
            strokes: vec![proto::Stroke {
                points: vec![point(0, 0, 0), point(300, 100, 200), point(500, 20, 400)],
            }],
        }),
        ..proto::SignByHandRequest::default()
    }
}

async fn signed(
    office: &Office,
    request: proto::SignByHandRequest,
) -> Result<proto::HandSignatureFile, Status> {
    let answer = client(office)
        .sign_by_hand(office.by(&zheng(), request))
        .await?;
    Ok(answer.into_inner().signature.unwrap())
}

#[tokio::test]
async fn hands_sign_what_was_shown_once_and_anyone_can_verify_it() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let request = drawn(&id);
    let own = signed(&office, request.clone()).await.unwrap();
    assert_eq!(
        own,
        signed(&office, request.clone()).await.unwrap(),
        "a retry signs nothing twice"
    );
    assert_eq!(own.signer_kind, "执法人员");
    let party = proto::SignByHandRequest {
        signer_name: "陈某".to_owned(),
        witness: "李某".to_owned(),
        ..drawn(&id)
    };
    let party = signed(&office, party).await.unwrap();
    assert_eq!(
        (party.signer_name.as_str(), party.witness.as_str()),
        ("陈某", "李某")
    );
    let list = proto::ListHandSignaturesRequest { case_id: id };
    let list = client(&office)
        .list_hand_signatures(office.by(&zheng(), list))
        .await
        .unwrap();
    assert_eq!(list.into_inner().signatures.len(), 2);

    let trust = trust(&office).await;
    let document: [u8; 32] = HEXLOWER
        .decode("ab".repeat(32).as_bytes())
        .unwrap()
        .try_into()
        .unwrap();
    for file in [&own, &party] {
        let proof: HandSignature = serde_json::from_str(&file.signature_json).unwrap();
        assert!(proof.verify(&document, Some(&trust)).unwrap().vouched);
        assert_eq!(HEXLOWER.encode(&proof.strokes.digest()), file.strokes_sm3);
        assert!(file.picture_svg.starts_with("<svg"));
        assert!(proof.verify(&[0; 32], None).is_err());
    }
    let other = proto::SignByHandRequest {
        page: 2,
        ..request.clone()
    };
    assert_eq!(
        refusal(&signed(&office, other).await.unwrap_err()).0,
        "IDEMPOTENCY_KEY_REUSED"
    );
    let dot = proto::SignByHandRequest {
        strokes: Some(proto::Strokes {
            strokes: Vec::new(),
            ..request.strokes.clone().unwrap()
        }),
        ..drawn(&request.case_id)
    };
    let (why, _, zh) = refusal(&signed(&office, dot).await.unwrap_err());
    assert_eq!(why, "MALFORMED_FIELD");
    assert!(zh.contains("没有笔迹"), "{zh}");
    office.close().await;
}

#[tokio::test]
async fn of_many_who_sign_first_at_once_all_use_one_certificate() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let at_once = (0..6).map(|_| signed(&office, drawn(&id)));
    for answer in futures::future::join_all(at_once).await {
        answer.unwrap();
    }
    let kept: Vec<(String, i64)> =
        sqlx::query_as("select kind, count(*) from certificate group by kind order by kind")
            .fetch_all(&office.database.pool)
            .await
            .unwrap();
    assert_eq!(
        kept,
        [("authority".to_owned(), 1), ("officer".to_owned(), 1)]
    );
    office.close().await;
}
