//! A paper that is made before its act: it takes the number, its service does the act, and the act bears the number of the paper.

use std::collections::BTreeMap;

use contract::cases::v1 as proto;
use contract::cases::v1::document_service_client::DocumentServiceClient;
use prost_types::value::Kind;

use crate::acts::{self, done};
use crate::mailing::{client, prepared};
use crate::office::{self, Office, fresh, huang, lin, zheng};

fn entered(fields: &[(&str, &str)]) -> prost_types::Struct {
    let fields = fields.iter().map(|(name, text)| {
        let kind = Some(Kind::StringValue((*text).to_owned()));
        ((*name).to_owned(), prost_types::Value { kind })
    });
    prost_types::Struct {
        fields: fields.collect::<BTreeMap<_, _>>(),
    }
}

fn issue(
    case_id: &str,
    (code, about): (&str, i32),
    fields: &[(&str, &str)],
) -> proto::IssueDocumentRequest {
    proto::IssueDocumentRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        form: Some(proto::DocumentForm {
            code: code.to_owned(),
            name: String::new(),
        }),
        about,
        entered: Some(entered(fields)),
        ..proto::IssueDocumentRequest::default()
    }
}

fn documents(office: &Office) -> DocumentServiceClient<host::Upstream> {
    DocumentServiceClient::new(office.door.clone())
}

#[tokio::test]
async fn a_notice_of_inspection_takes_its_number_before_it_is_served_and_the_service_is_the_act() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::opened(&office).await.case_id;
    let approval = acts::approve(&id, true);
    done!(office, &huang(), inspections.approve_inspection(approval));
    let request = issue(&id, ("JC03", 0), &[("time", "2023-11-21T09:00")]);
    let issued = documents(&office)
        .issue_document(office.by(&lin(), request.clone()))
        .await;
    let case = issued.unwrap().into_inner().case.unwrap();
    let number = case.documents[0].document_number.clone();
    assert!(
        number.contains("检通") && number.ends_with("1号"),
        "{number}"
    );
    let notice = |case: &proto::Case| case.inspection.as_ref().unwrap().notice_number.clone();
    assert_eq!(notice(&case), "", "nobody was told yet");
    // Once is enough.
    let twice = documents(&office)
        .issue_document(office.by(
            &lin(),
            proto::IssueDocumentRequest {
                request_id: fresh(),
                ..request
            },
        ))
        .await;
    assert_eq!(office::reason(twice), "DOCUMENT_ALREADY_ISSUED");

    let paper = proto::ServicePaper {
        matter: proto::ServiceMatter::InspectionNotice.into(),
        ..proto::ServicePaper::default()
    };
    let handed_out = proto::PrepareServiceRequest {
        request_id: fresh(),
        case_id: id.clone(),
        document_number: 1,
        paper: Some(paper),
        ..proto::PrepareServiceRequest::default()
    };
    let answer = client(&office)
        .prepare_service(office.by(&lin(), handed_out))
        .await;
    answer.unwrap();
    let delivery = proto::DeliverDocumentRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        manner: proto::DeliveryManner::Direct.into(),
        place: "石码街道解放北路1号".to_owned(),
        delivered: true,
        receiver: "张某某".to_owned(),
        relation: "法定代表人".to_owned(),
        ..proto::DeliverDocumentRequest::default()
    };
    let answer = client(&office)
        .deliver_document(office.by(&lin(), delivery))
        .await;
    let case = answer.unwrap().into_inner().case.unwrap();
    assert_eq!(notice(&case), number, "the act bears the paper's number");
    // One number was given, and one only.
    let given: i64 =
        sqlx::query_scalar("select count(*) from document_number where prefix like '%检通'")
            .fetch_one(&office.database.pool)
            .await
            .unwrap();
    assert_eq!(given, 1);
    // The next inspection, told in one step, goes on counting.
    let next = acts::entered(&office).await;
    assert!(notice(&next).ends_with("2号"), "{}", notice(&next));
    office.close().await;
}

#[tokio::test]
async fn an_urging_is_issued_before_its_execution_begins() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::served(&office).await.case_id;
    let fields = [
        ("period", "自收到本催告书之日起十日内履行"),
        ("performance", "缴纳罚款三千元"),
    ];
    office.at("2026-04-20T09:00:00+08:00");
    let issued = documents(&office)
        .issue_document(office.by(&zheng(), issue(&id, ("ZX04", 1), &fields)))
        .await;
    let case = issued.unwrap().into_inner().case.unwrap();
    let number = case.documents[0].document_number.clone();
    assert!(
        number.contains("催告") && number.ends_with("1号"),
        "{number}"
    );
    assert!(case.executions.is_empty());
    let paper = proto::ServicePaper {
        matter: proto::ServiceMatter::Other.into(),
        ..proto::ServicePaper::default()
    };
    let other = proto::PrepareServiceRequest {
        request_id: fresh(),
        case_id: id.clone(),
        document_number: 1,
        paper: Some(paper),
        ..proto::PrepareServiceRequest::default()
    };
    let refused = client(&office)
        .prepare_service(office.by(&zheng(), other))
        .await;
    assert_eq!(office::reason(refused), "PAPER_DOES_NOT_FIT");
    let urging = proto::ServicePaper {
        matter: proto::ServiceMatter::Urging.into(),
        obligation: proto::ExecutionObligation::Money.into(),
        until_date: "2026-05-30".to_owned(),
        manner: "缴至指定银行账户".to_owned(),
        principal_fen: 300_000,
        rights_told: true,
        ..proto::ServicePaper::default()
    };
    let case = prepared(&office, &id, 1, urging).await;
    assert_eq!(case.servings[0].step, "PENDING");
    office.close().await;
}
