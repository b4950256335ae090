//! What the party is told: a paper issued in error is voided and keeps its number, the right one goes by e-mail and counts from its
//! arrival, the decision is sealed and served on the party's page.

use contract::cases::v1::serving_service_client::ServingServiceClient;
use contract::cases::v1::{
    Case, ConfirmPartyAddressRequest, DeadlineState, DeliveryManner, ListLettersRequest,
    PrepareServiceRequest, RecordStatementRequest, SendDocumentRequest, ServiceMatter,
    ServicePaper, VoidDocumentRequest,
};
use elements::seed::ids;
use serde_json::json;
use suite::client::SignedIn;

use super::papers::{holds, text};
use super::{EMAIL, Trail};
use crate::{act, case_when, clock, refused};

const CAI: &str = ids::OFFICER_CAI.id;

impl Trail<'_> {
    fn serving(&self) -> ServingServiceClient<SignedIn> {
        ServingServiceClient::new(self.crew.zheng.service())
    }

    /// Hands a paper out to be served; answers the number of its service.
    async fn handed_out(&self, id: &str, document: i32, paper: ServicePaper) -> i32 {
        let case = act!(
            self.stage,
            self.serving(),
            prepare_service(PrepareServiceRequest {
                case_id: id.to_owned(),
                document_number: document,
                paper: Some(paper.clone()),
            })
        );
        case.servings.last().unwrap().number
    }

    async fn sent(&self, id: &str, number: i32, manner: DeliveryManner) -> Case {
        act!(
            self.stage,
            self.serving(),
            send_document(SendDocumentRequest {
                case_id: id.to_owned(),
                number,
                manner: manner.into(),
                co_officer_id: CAI.to_owned(),
            })
        )
    }
}

/// The notice of the intended penalty: wrong once, void with its number, right the second time, sent by e-mail.
pub(super) async fn told_by_e_mail(trail: &mut Trail<'_>, id: &str) {
    trail.later("2026-03-09T09:00:00+08:00").await;
    trail.crew.weigh(id).await;
    trail.crew.conclude(id).await;
    trail.crew.review(id).await;
    let number = notice_after_an_error(trail, id).await;
    let paper = ServicePaper {
        matter: ServiceMatter::PenaltyNotice.into(),
        content: "拟罚款三千元".to_owned(),
        ..ServicePaper::default()
    };
    let serving = trail.handed_out(id, number, paper).await;
    let unasked = refused!(
        trail.stage,
        trail.serving(),
        send_document(SendDocumentRequest {
            case_id: id.to_owned(),
            number: serving,
            manner: DeliveryManner::Email.into(),
            co_officer_id: CAI.to_owned(),
        })
    );
    assert_eq!(unasked.reason, "SERVICE_CONSENT_MISSING");
    assert!(
        unasked.article.starts_with("行政处罚法第六十一条"),
        "{unasked:?}"
    );
    act!(
        trail.stage,
        trail.crew.zheng.penalties(),
        confirm_party_address(ConfirmPartyAddressRequest {
            case_id: id.to_owned(),
            email: EMAIL.to_owned(),
            postal_address: "福建省漳州市龙海区示例工业园1号".to_owned(),
            electronic_consent: true,
            signed_date: "2026-03-09".to_owned(),
            party_page: true,
        })
    );
    trail.sent(id, serving, DeliveryManner::Email).await;
    let told = case_when(&trail.crew.zheng, id, |case| case.step == "NOTICED").await;
    let letter = trail.post.taken().pop().unwrap();
    assert_eq!(letter.to, [EMAIL]);
    assert!(letter.text.contains("application/pdf"), "{}", letter.text);
    let receipt = told.servings[0].receipt.as_ref().unwrap();
    assert_eq!(receipt.served_date, "2026-03-09");
    assert!(receipt.answer.starts_with("250"), "{receipt:?}");
    let statement = clock(&told, "STATEMENT");
    assert_eq!(
        (statement.start_date.as_str(), statement.due_date.as_str()),
        ("2026-03-09", "2026-03-16")
    );
    let request = ListLettersRequest {
        case_id: id.to_owned(),
    };
    let letters = trail.serving().list_letters(request).await.unwrap();
    assert_eq!(letters.into_inner().letters[0].state, "ARRIVED");
}

/// Issues the notice with wrong reasons, voids it, issues it again; answers the number of the right one in the case.
async fn notice_after_an_error(trail: &Trail<'_>, id: &str) -> i32 {
    let wrong = json!({"reasons": "当事人拒不改正，依法应当给予行政处罚"});
    let wrong = trail.issue(id, ("GZ01", "", 0), &wrong).await;
    assert_eq!(wrong.document_number, "龙市监罚告〔2026〕1号");
    let void = act!(
        trail.stage,
        trail.crew.zheng.documents(),
        void_document(VoidDocumentRequest {
            case_id: id.to_owned(),
            number: wrong.number,
            reason: "处罚理由有误".to_owned(),
        })
    );
    let voided = void.documents.last().unwrap();
    assert_eq!(
        (voided.step_name.as_str(), voided.void_reason.as_str()),
        ("已作废", "处罚理由有误")
    );
    assert_eq!(voided.document_number, "龙市监罚告〔2026〕1号");
    let values = json!({"reasons": "当事人初次违法并及时改正，拟从轻处罚"});
    let right = trail.issue(id, ("GZ01", "", 0), &values).await;
    assert_eq!(right.document_number, "龙市监罚告〔2026〕2号");
    let pdf = trail.pdf(&trail.crew.zheng, id, right.number).await;
    trail.is_sealed(&pdf);
    holds(
        &text(&pdf),
        &["行政处罚事先告知书", "3000元", "初次违法并及时改正"],
    );
    // The void one is still there, and is not served.
    trail.pdf(&trail.crew.zheng, id, wrong.number).await;
    let no = refused!(
        trail.stage,
        trail.serving(),
        prepare_service(PrepareServiceRequest {
            case_id: id.to_owned(),
            document_number: wrong.number,
            paper: Some(ServicePaper::default()),
        })
    );
    assert!(!no.zh.is_empty(), "{no:?}");
    right.number
}

/// Heard, decided, printed, sealed, served on the page: the days to pay and to sue begin with the receipt.
pub(super) async fn decided_sealed_and_served(trail: &mut Trail<'_>, id: &str) {
    trail.later("2026-03-11T09:00:00+08:00").await;
    act!(
        trail.stage,
        trail.crew.zheng.penalties(),
        record_statement(RecordStatementRequest {
            case_id: id.to_owned(),
            co_officer_id: CAI.to_owned(),
            statement: "广告已经更换，请求从轻".to_owned(),
            adopted: false,
            reply: "拟处罚已经从轻".to_owned(),
        })
    );
    trail.crew.endorse(id).await;
    let decided = trail.crew.decide(id).await;
    let number = &decided.penalty.as_ref().unwrap().document_number;
    let paper = trail.issue(id, ("JD03", "", 0), &json!({})).await;
    assert_eq!(&paper.document_number, number);
    let pdf = trail.pdf(&trail.crew.zheng, id, paper.number).await;
    trail.is_sealed(&pdf);
    holds(
        &text(&pdf),
        &["行政处罚决定书", number, "叁仟元整", "六十日内", "六个月内"],
    );
    let matter = ServicePaper {
        matter: ServiceMatter::Decision.into(),
        ..ServicePaper::default()
    };
    let serving = trail.handed_out(id, paper.number, matter).await;
    let waiting = trail.case(id).await;
    assert!(
        waiting.deadlines.iter().all(|it| it.kind != "PAYMENT"),
        "nothing runs before the receipt"
    );
    let served = trail.sent(id, serving, DeliveryManner::PartyPage).await;
    let receipt = served.servings.last().unwrap().receipt.as_ref().unwrap();
    assert_eq!(receipt.served_date, "2026-03-11");
    let payment = clock(&served, "PAYMENT");
    assert_eq!(
        (payment.start_date.as_str(), payment.due_date.as_str()),
        ("2026-03-11", "2026-03-26")
    );
    assert_eq!(payment.state(), DeadlineState::Open);
    super::page::reads_the_decision(trail, id).await;
}
