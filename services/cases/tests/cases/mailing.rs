//! What tests of service and of the party's page share: documents that are issued, handed out, and on their way by e-mail.

use cases::post::Post;
use cases_domain::OfficerId;
use cases_domain::issuing::{Document, Form, Printed, Step};
use contract::cases::v1 as proto;
use contract::cases::v1::serving_service_client::ServingServiceClient;
use host::Upstream;
use sqlx::types::Json;
use testkit::SmtpServer;
use uuid::Uuid;

use crate::acts;
use crate::office::{Office, fresh, zheng};

pub(crate) const PDF: &[u8] = b"%PDF-1.7 \xE5\x91\x8A\xE7\x9F\xA5\xE4\xB9\xA6";

pub(crate) fn client(office: &Office) -> ServingServiceClient<Upstream> {
    ServingServiceClient::new(office.door.clone())
}

/// What sends this office's letters to a server.
pub(crate) fn post(office: &Office, server: &SmtpServer) -> Post {
    let settings = mail::Settings {
        host: "127.0.0.1".to_owned(),
        port: server.port(),
        from: "wenshu@longhai.example".to_owned(),
        tls: mail::Tls::None,
        timeout_s: 1,
        ..mail::Settings::default()
    };
    Post::new(office.desk.clone(), &settings).unwrap()
}

/// Puts a document into the case as issuing leaves it, with its file in the vault. Printing it is not what these tests are about.
pub(crate) async fn issued(office: &Office, case_id: &str, code: &str, name: &str) -> i32 {
    let file = office.desk.put_file(PDF.to_vec()).await.unwrap();
    let id = Uuid::parse_str(case_id).unwrap();
    let kept = office.kept(case_id).await;
    let mut documents: Vec<Document> = serde_json::from_value(kept["documents"].clone()).unwrap();
    let number = u32::try_from(documents.len() + 1).unwrap();
    documents.push(Document {
        number,
        step: Step::Issued,
        form: Form {
            code: code.to_owned(),
            name: name.to_owned(),
        },
        about: 0,
        document_number: None,
        printed: Printed {
            sm3: file.sm3.to_string(),
            size: file.size,
            pages: 1,
            ..Printed::default()
        },
        entered: "{}".to_owned(),
        corrects: None,
        issued_on: office.today(),
        issued_by: OfficerId::from("o-zheng"),
        voided: None,
    });
    sqlx::query("update cases set state = jsonb_set(state, '{documents}', $2) where case_id = $1")
        .bind(id)
        .bind(Json(&documents))
        .execute(&office.database.pool)
        .await
        .unwrap();
    i32::try_from(number).unwrap()
}

pub(crate) async fn confirmed(office: &Office, case_id: &str, email: &str, page: bool) {
    let request = proto::ConfirmPartyAddressRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        email: email.to_owned(),
        postal_address: "石码街道解放路1号".to_owned(),
        electronic_consent: !email.is_empty() || page,
        signed_date: office.today().to_string(),
        party_page: page,
        ..proto::ConfirmPartyAddressRequest::default()
    };
    let request = office.by(&zheng(), request);
    let answer = office
        .penalties
        .clone()
        .confirm_party_address(request)
        .await;
    answer.unwrap();
}

pub(crate) async fn prepared(
    office: &Office,
    case_id: &str,
    document: i32,
    paper: proto::ServicePaper,
) -> proto::Case {
    let request = proto::PrepareServiceRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        document_number: document,
        paper: Some(paper),
        ..proto::PrepareServiceRequest::default()
    };
    let answer = client(office)
        .prepare_service(office.by(&zheng(), request))
        .await;
    answer.unwrap().into_inner().case.unwrap()
}

pub(crate) fn notice() -> proto::ServicePaper {
    proto::ServicePaper {
        matter: proto::ServiceMatter::PenaltyNotice.into(),
        content: "拟作出的行政处罚内容及事实、理由、依据".to_owned(),
        ..proto::ServicePaper::default()
    }
}

pub(crate) fn send(
    case_id: &str,
    number: i32,
    manner: proto::DeliveryManner,
) -> proto::SendDocumentRequest {
    proto::SendDocumentRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        number,
        manner: manner.into(),
        co_officer_id: "o-cai".to_owned(),
        ..proto::SendDocumentRequest::default()
    }
}

pub(crate) async fn sent(office: &Office, request: proto::SendDocumentRequest) -> proto::Case {
    let answer = client(office)
        .send_document(office.by(&zheng(), request))
        .await;
    answer.unwrap().into_inner().case.unwrap()
}

/// A penalty whose notice is on its way by e-mail.
pub(crate) async fn mailed(office: &Office) -> String {
    let id = acts::reviewed(office).await.case_id;
    confirmed(office, &id, "shop@party.example", false).await;
    let document = issued(office, &id, "GZ01", "行政处罚事先告知书").await;
    prepared(office, &id, document, notice()).await;
    sent(office, send(&id, 1, proto::DeliveryManner::Email)).await;
    id
}

pub(crate) async fn letters(office: &Office, case_id: &str) -> Vec<proto::Letter> {
    let request = proto::ListLettersRequest {
        case_id: case_id.to_owned(),
    };
    let answer = client(office)
        .list_letters(office.by(&zheng(), request))
        .await;
    answer.unwrap().into_inner().letters
}

pub(crate) async fn recorded(office: &Office, case_id: &str, name: &str) -> i64 {
    sqlx::query_scalar("select count(*) from record where aggregateid = $1 and type like '%' || $2")
        .bind(case_id)
        .bind(name)
        .fetch_one(&office.database.pool)
        .await
        .unwrap()
}
