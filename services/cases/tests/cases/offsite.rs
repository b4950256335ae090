//! 非现场执法 over the contract: reviewed and published device, verified record, told party.

use contract::cases::v1 as proto;
use contract::cases::v1::offsite_service_client::OffsiteServiceClient;
use host::Upstream;

use crate::acts::{self, done};
use crate::beside::called;
use crate::office::{self, Office, fresh, refusal, timestamp, zheng};

pub(crate) fn client(office: &Office) -> OffsiteServiceClient<Upstream> {
    OffsiteServiceClient::new(office.door.clone())
}

pub(crate) fn record(office: &Office, case_id: &str) -> proto::RecordCaptureRequest {
    let paper = |reference: &str| {
        Some(proto::DevicePaper {
            reference: reference.to_owned(),
            date: "2025-06-01".to_owned(),
        })
    };
    proto::RecordCaptureRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        capture: Some(proto::Capture {
            device: Some(proto::MonitoringDevice {
                number: "LH-S35-01".to_owned(),
                place: "省道311线K12+300".to_owned(),
                basis: "公路安全保护条例第四十条".to_owned(),
                legal_review: paper("龙法审〔2025〕6号"),
                technical_review: paper("闽检测〔2025〕118号"),
                publication: paper("龙海区人民政府网站公告〔2025〕9号"),
            }),
            shows: "车货总重超限百分之三十".to_owned(),
            capture_time: Some(timestamp(office.now())),
            content_hash: "ab".repeat(32),
        }),
        ..proto::RecordCaptureRequest::default()
    }
}

#[tokio::test]
async fn a_record_is_verified_and_told_before_it_is_decided_on() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let stated = acts::evidence(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(stated));
    let mut unreviewed = record(&office, &id);
    if let Some(device) = unreviewed
        .capture
        .as_mut()
        .and_then(|it| it.device.as_mut())
    {
        device.legal_review = None;
    }
    let refused = client(&office)
        .record_capture(office.by(&zheng(), unreviewed))
        .await
        .unwrap_err();
    assert_eq!(
        (refusal(&refused).0.as_str(), refusal(&refused).1.as_str()),
        ("DEVICE_NOT_REVIEWED", "行政处罚法第四十一条第一款")
    );
    let request = record(&office, &id);
    let kept = called!(
        office,
        &zheng(),
        client(&office),
        record_capture(request.clone())
    );
    let again = called!(office, &zheng(), client(&office), record_capture(request));
    assert_eq!(kept, again);
    assert_eq!(kept.captures[0].step, "CAPTURED");
    assert_eq!(kept.penalty.as_ref().unwrap().evidence.len(), 1);

    let early = office.by(&zheng(), acts::conclude(&id, 300_000));
    let refused = office.penalties.clone().conclude_inquiry(early).await;
    let refused = refused.unwrap_err();
    assert_eq!(
        (refusal(&refused).0.as_str(), refusal(&refused).1.as_str()),
        ("CAPTURE_OPEN", "行政处罚法第四十一条第二款")
    );
    let verify = proto::VerifyCaptureRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        sound: true,
        opinion: "图像清晰，称重数据完整".to_owned(),
        ..proto::VerifyCaptureRequest::default()
    };
    let (mut first, mut second) = (client(&office), client(&office));
    let other = proto::VerifyCaptureRequest {
        request_id: fresh(),
        sound: false,
        ..verify.clone()
    };
    let raced = tokio::join!(
        first.verify_capture(office.by(&zheng(), verify)),
        second.verify_capture(office.by(&zheng(), other))
    );
    assert_eq!(u8::from(raced.0.is_ok()) + u8::from(raced.1.is_ok()), 1);
    let case = office.case(&zheng(), &id).await;
    if case.captures[0].step == "VERIFIED" {
        let tell = proto::TellCaptureRequest {
            request_id: fresh(),
            case_id: id.clone(),
            number: 1,
            service: acts::direct(),
            access: "凭车牌号在政务服务网查询、提交陈述申辩".to_owned(),
            ..proto::TellCaptureRequest::default()
        };
        let told = called!(office, &zheng(), client(&office), tell_capture(tell));
        assert_eq!(told.captures[0].step, "TOLD");
        assert_eq!(told.penalty.as_ref().unwrap().evidence.len(), 2);
    }
    let conclude = acts::conclude(&id, 300_000);
    done!(office, &zheng(), penalties.conclude_inquiry(conclude));
    office.stands_as_recorded(&id).await;
    office.close().await;
}
