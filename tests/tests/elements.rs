//! Elements change while cases are handled: who may act changes with them, on the day they say and no sooner, everywhere.

#![expect(
    clippy::unwrap_used,
    reason = "what a story stands on must hold, or the story ends here"
)]

use std::time::{Duration, Instant};

use contract::cases::v1::{
    Case, EvidenceKind, FileCaseRequest, FileCaseResponse, RecordEvidenceRequest,
};
use contract::elements::v1::element::Body;
use contract::elements::v1::{
    Certificate, CertificateState, GetCertificateRequest, Instrument, InstrumentKind, Power,
};
use elements::seed::ids;
use stories::{Clerks, Stage, caught_up, said};
use suite::client::Client;
use tonic::{Response, Status};

/// 赋权: 石码街道 receives what the district's 城管 had.
fn grant() -> Instrument {
    Instrument {
        instrument_id: "grant-shima-2026".to_owned(),
        kind: InstrumentKind::Grant.into(),
        title: "关于赋予石码街道办事处部分行政处罚权的决定".to_owned(),
        document_number: "漳政规〔2026〕3号".to_owned(),
        issuer: "漳州市人民政府".to_owned(),
        division: ids::DIVISION_LONGHAI.to_owned(),
        grantee_ids: vec![ids::AGENCY_SHIMA.to_owned()],
        powers: vec![Power {
            item_id: ids::ITEM_GAS_USER.to_owned(),
            grantor_id: ids::AGENCY_URBAN.to_owned(),
            duty: "行政处罚".to_owned(),
            ..Power::default()
        }],
        publication: "漳州市人民政府公报2026年第3期".to_owned(),
        ..Instrument::default()
    }
}

fn filing(stage: &Stage, item: &str, party: &str, co_officer: &str) -> FileCaseRequest {
    FileCaseRequest {
        request_id: stage.request_id(),
        party_id: party.to_owned(),
        item_id: item.to_owned(),
        source: "监督检查".to_owned(),
        summary: "检查中发现的违法行为".to_owned(),
        act_date: "2026-03-01".to_owned(),
        co_officer_id: co_officer.to_owned(),
        ..FileCaseRequest::default()
    }
}

async fn file(
    client: &Client,
    request: FileCaseRequest,
) -> Result<Response<FileCaseResponse>, Status> {
    client.penalties().file_case(request).await
}

async fn filed(client: &Client, request: FileCaseRequest) -> Case {
    let answer = file(client, request).await;
    answer.unwrap().into_inner().case.unwrap()
}

/// 石码街道 in its own name.
fn by_the_town(stage: &Stage) -> FileCaseRequest {
    let chen = ids::OFFICER_CHEN.id;
    filing(stage, ids::ITEM_GAS_USER, ids::PARTY_SNACK, chen)
}

/// 龙海区市场监管局, which has nothing to do with any grant.
fn by_the_district(stage: &Stage) -> FileCaseRequest {
    let cai = ids::OFFICER_CAI.id;
    filing(stage, ids::ITEM_AD_CITATION, ids::PARTY_FOODS, cai)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_town_acts_on_a_delegated_item_from_its_effective_date_on_and_not_a_day_before() {
    let stage = Stage::at("2026-03-02T09:00:00+08:00").await;
    let clerks = Clerks::sign_in(&stage).await;
    clerks
        .publish(&stage, "2026-03-04", vec![Body::Instrument(grant())])
        .await;
    caught_up(&stage.settings).await;

    stage.travel_to("2026-03-03T23:00:00+08:00");
    let lin = stage.sign_in("lin.jianguo").await;
    let refused = said(file(&lin, by_the_town(&stage)).await);
    assert_eq!(refused.reason, "AGENCY_NOT_COMPETENT");
    assert!(refused.zh.contains("城市管理"), "{}", refused.zh);

    stage.travel_to("2026-03-04T00:00:30+08:00");
    let lin = stage.sign_in("lin.jianguo").await;
    let case = filed(&lin, by_the_town(&stage)).await;
    assert_eq!(case.agency_id, ids::AGENCY_SHIMA);
    assert_eq!(case.competence_versions, ["grant-shima-2026@2026-03-04"]);
    assert_eq!(stage.findings().await, Vec::<String>::new());
    stage.close().await;
}

async fn certificate(client: &Client, id: &str) -> Certificate {
    let request = GetCertificateRequest {
        certificate_id: id.to_owned(),
        as_of: None,
    };
    let answer = client.elements().get_certificate(request).await.unwrap();
    match answer.into_inner().version.unwrap().element.unwrap().body {
        Some(Body::Certificate(certificate)) => certificate,
        other => panic!("{other:?}"),
    }
}

fn standing(certificate: &Certificate, state: CertificateState) -> Vec<Body> {
    vec![Body::Certificate(Certificate {
        state: state.into(),
        ..certificate.clone()
    })]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_is_revoked_or_suspended_stops_every_act_that_needs_it() {
    let stage = Stage::at("2026-03-02T09:00:00+08:00").await;
    let clerks = Clerks::sign_in(&stage).await;
    let zheng = stage.sign_in("zheng.haifeng").await;
    let case = filed(&zheng, by_the_district(&stage)).await;
    let cai = certificate(&zheng, ids::OFFICER_CAI.certificate).await;
    for (state, reason) in [
        (CertificateState::Suspended, "CERTIFICATE_SUSPENDED"),
        (CertificateState::Revoked, "CERTIFICATE_REVOKED"),
    ] {
        clerks
            .publish(&stage, "2026-03-02", standing(&cai, state))
            .await;
        testkit::eventually("new cases are refused", || async {
            let request = FileCaseRequest {
                validate_only: true,
                separate_act_reason: "另一经营场所的违法行为".to_owned(),
                ..by_the_district(&stage)
            };
            let answer = file(&zheng, request).await;
            (answer.is_err() && said(answer).reason == reason).then_some(())
        })
        .await;
        let evidence = RecordEvidenceRequest {
            request_id: stage.request_id(),
            case_id: case.case_id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            kind: EvidenceKind::SiteRecord.into(),
            description: "现场检查笔录".to_owned(),
            collect_time: Some(stage.now()),
            ..RecordEvidenceRequest::default()
        };
        let answer = zheng.penalties().record_evidence(evidence).await;
        assert_eq!(said(answer).reason, reason);
    }
    stage.close().await;
}

/// Not a test of anything but speed: prints how long it takes from the answer to a publication until acts are refused.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures; run it with --ignored --nocapture"]
async fn how_long_a_revocation_takes_to_be_known_to_case_handling() {
    let stage = Stage::at("2026-03-02T09:00:00+08:00").await;
    let clerks = Clerks::sign_in(&stage).await;
    let zheng = stage.sign_in("zheng.haifeng").await;
    let cai = certificate(&zheng, ids::OFFICER_CAI.certificate).await;
    let mut taken: Vec<Duration> = Vec::new();
    for round in 0..100 {
        let revoke = round % 2 == 0;
        let state = if revoke {
            CertificateState::Revoked
        } else {
            CertificateState::Valid
        };
        clerks
            .publish(&stage, "2026-03-02", standing(&cai, state))
            .await;
        let published = Instant::now();
        loop {
            let request = FileCaseRequest {
                validate_only: true,
                ..by_the_district(&stage)
            };
            if file(&zheng, request).await.is_err() == revoke {
                break;
            }
        }
        if revoke {
            taken.push(published.elapsed());
        }
    }
    taken.sort_unstable();
    let (half, most) = (taken[taken.len() / 2], taken[taken.len() * 99 / 100]);
    println!(
        "{} revocations, from publication to the first refused act: p50 {half:?}, p99 {most:?}",
        taken.len()
    );
    stage.close().await;
}
