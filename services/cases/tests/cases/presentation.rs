//! 电子亮证 over the contract: shown, recorded, verified with and without a network, and worth nothing after sixty seconds.

use chrono::Duration;
use contract::cases::v1 as proto;
use contract::cases::v1::presentation_service_client::PresentationServiceClient;
use contract::cases::v1::signature_service_client::SignatureServiceClient;
use host::Upstream;
use seal::{Flaw, Trust, card};

use crate::acts;
use crate::office::{self, Office, fresh, grid, lin, luo, reason, zheng};

fn client(office: &Office) -> PresentationServiceClient<Upstream> {
    PresentationServiceClient::new(office.door.clone())
}

fn present(case_id: &str) -> proto::PresentCardRequest {
    proto::PresentCardRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        shown_to: "陈某（店长）".to_owned(),
        place: "石码街道解放北路1号".to_owned(),
        ..proto::PresentCardRequest::default()
    }
}

async fn shown(
    office: &Office,
    request: proto::PresentCardRequest,
) -> Result<proto::PresentCardResponse, tonic::Status> {
    let request = office.by(&zheng(), request);
    Ok(client(office).present_card(request).await?.into_inner())
}

async fn verified(office: &Office, text: &str) -> proto::VerifyCardResponse {
    let request = proto::VerifyCardRequest {
        card: text.to_owned(),
    };
    let answer = client(office)
        .verify_card(office.by(&grid(), request))
        .await;
    answer.unwrap().into_inner()
}

async fn published(office: &Office) -> String {
    let request = office.by(&grid(), proto::ListTrustedCertificatesRequest {});
    let mut client = SignatureServiceClient::new(office.door.clone());
    let answer = client.list_trusted_certificates(request).await.unwrap();
    answer.into_inner().pem
}

#[tokio::test]
async fn a_card_is_recorded_and_good_for_sixty_seconds() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let case = acts::filed(&office).await;
    let id = case.case_id.clone();
    let request = present(&id);
    let answer = shown(&office, request.clone()).await.unwrap();
    let on_file = &answer.case.as_ref().unwrap().presentations;
    assert_eq!(on_file.len(), 1);
    assert_eq!(
        (on_file[0].officer_id.as_str(), on_file[0].shown_to.as_str()),
        ("o-zheng", "陈某（店长）")
    );
    let good = verified(&office, &answer.card).await;
    assert!(good.good, "{good:?}");
    assert_eq!(good.certificate_number, on_file[0].certificate_number);
    assert_eq!(good.case_code, case.case_code);
    assert!(!good.item.is_empty() && good.agency_name.contains("龙海"));
    // Without a network, with the published certificates alone.
    let trust = Trust::from_pem(&published(&office).await).unwrap();
    let (card, signed) = card::verify(&answer.card, &trust, office.now()).unwrap();
    assert_eq!((card.number, signed.by.id.as_str()), (1, "longhai-market"));

    office.test.clock.advance(Duration::seconds(59));
    assert!(verified(&office, &answer.card).await.good);
    let again = shown(&office, request).await.unwrap();
    assert_eq!(
        again.card, answer.card,
        "the same request shows the same card"
    );
    office.test.clock.advance(Duration::seconds(1));
    let late = verified(&office, &answer.card).await;
    assert_eq!((late.good, late.flaw.as_str()), (false, "NOT_NOW"));
    assert!(late.officer_name.is_empty() && late.flaw_text.contains("六十秒"));
    let replay = card::verify(&answer.card, &trust, office.now());
    assert!(matches!(replay, Err(Flaw::NotNow(_))));
    assert_eq!(office.case(&zheng(), &id).await.presentations.len(), 1);
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn only_an_officer_of_the_case_shows_a_card_for_it() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    for stranger in [lin(), luo(), grid()] {
        let request = office.by(&stranger, present(&id));
        let status = client(&office).present_card(request).await.unwrap_err();
        assert!(
            [
                tonic::Code::NotFound,
                tonic::Code::FailedPrecondition,
                tonic::Code::PermissionDenied
            ]
            .contains(&status.code()),
            "{status:?}"
        );
    }
    let item = proto::PresentCardRequest {
        item_ids: vec!["item-of-nobody".to_owned()],
        ..present(&id)
    };
    let refused = client(&office)
        .present_card(office.by(&zheng(), item))
        .await;
    assert_eq!(reason(refused), "PRESENTED_ITEM_NOT_OF_CASE");
    let nobody = proto::PresentCardRequest {
        shown_to: String::new(),
        ..present(&id)
    };
    let refused = client(&office)
        .present_card(office.by(&zheng(), nobody))
        .await;
    assert_eq!(reason(refused), "MALFORMED_FIELD");
    let tried = proto::PresentCardRequest {
        validate_only: true,
        ..present(&id)
    };
    let tried = shown(&office, tried).await.unwrap();
    assert!(tried.card.is_empty());
    assert!(office.case(&zheng(), &id).await.presentations.is_empty());
    for odd in ["", "YF1:", "不是亮证码", "YF1:ABCDEF"] {
        assert!(!verified(&office, odd).await.good, "{odd}");
    }
    office.close().await;
}
