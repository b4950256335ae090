//! Goods seized at half past eleven on a night of the National Day holiday: reported and approved within twenty-four hours, kept in
//! custody, given back before the case is closed.

use contract::cases::v1::measure_service_client::MeasureServiceClient;
use contract::cases::v1::{
    ApproveMeasureRequest, Case, DeadlineState, ImplementAtOnceRequest, ListedObject, MeasureKind,
    MeasureObject, MeasureSite, ObjectReturn, ReleaseGround, ReleaseObjectsRequest,
    ReturnObjectsRequest,
};
use contract::elements::v1::element::Body;
use contract::elements::v1::{Basis, CompulsionMeans, Domain, Item, ItemKind};
use elements::seed::ids;
use stories::{Clerks, Stage, caught_up};
use suite::client::{Client, SignedIn};

use crate::crew::{Crew, advertisement, signed};
use crate::{act, clock, ends, refused};

const FORCE: &str = "i-seize-advertised-goods";

fn measures(client: &Client) -> MeasureServiceClient<SignedIn> {
    MeasureServiceClient::new(client.service())
}

/// 广告法 §49(1)(5): what has to do with an advertisement that breaks the law may be sealed and seized.
fn power() -> Item {
    Item {
        item_id: FORCE.to_owned(),
        name: "对与涉嫌违法广告直接相关的财物的查封、扣押".to_owned(),
        kind: ItemKind::Compulsion.into(),
        domain: Domain::MarketSupervision.into(),
        basis: vec![Basis {
            law_id: ids::LAW_ADVERTISING.to_owned(),
            article: 49,
            paragraph: 1,
            item: 5,
            ..Basis::default()
        }],
        agency_ids: vec![ids::AGENCY_MARKET.to_owned()],
        catalogue_code: "350604-0101-0009".to_owned(),
        means: vec![CompulsionMeans::Seize.into()],
        ..Item::default()
    }
}

fn at_once(stage: &Stage, id: &str) -> ImplementAtOnceRequest {
    ImplementAtOnceRequest {
        request_id: stage.request_id(),
        case_id: id.to_owned(),
        kind: MeasureKind::Seize.into(),
        item_id: FORCE.to_owned(),
        reasons: "与涉嫌违法广告直接相关".to_owned(),
        emergency: "当事人正在装车转移".to_owned(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        site: Some(MeasureSite {
            place: "石码街道解放路1号仓库".to_owned(),
            start_time: Some(stage.now()),
            end_time: Some(stage.now()),
            certificates_shown: true,
            party_present: true,
            reasons_told: true,
            heard: true,
            handed_over: true,
            list_copies: 2,
            signature: Some(signed()),
            ..MeasureSite::default()
        }),
        objects: vec![ListedObject {
            object: Some(MeasureObject {
                name: "印刷宣传品".to_owned(),
                quantity: "40".to_owned(),
                unit: "箱".to_owned(),
                condition: "完好".to_owned(),
                custody: "本局仓库".to_owned(),
                custodian: "保管员甲".to_owned(),
                ..MeasureObject::default()
            }),
            related: true,
            ..ListedObject::default()
        }],
        ..ImplementAtOnceRequest::default()
    }
}

async fn done(
    measures: &mut MeasureServiceClient<SignedIn>,
    request: ImplementAtOnceRequest,
) -> Case {
    let answer = measures.implement_at_once(request).await;
    answer.unwrap().into_inner().case.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_seized_on_a_holiday_night_are_approved_in_a_day_and_given_back_before_closing() {
    let stage = Stage::at("2026-09-28T09:00:00+08:00").await;
    let clerks = Clerks::sign_in(&stage).await;
    clerks
        .publish(&stage, "2026-09-28", vec![Body::Item(power())])
        .await;
    caught_up(&stage.settings).await;
    let crew = Crew::sign_in(&stage).await;
    let id = crew.file(advertisement("2026-09-20")).await.case_id;
    crew.evidence(&id).await;

    stage.travel_to("2026-10-03T23:30:00+08:00");
    let crew = Crew::sign_in(&stage).await;
    let calm = ImplementAtOnceRequest {
        emergency: String::new(),
        ..at_once(&stage, &id)
    };
    let calm = stories::said(measures(&crew.zheng).implement_at_once(calm).await);
    assert!(!calm.zh.is_empty(), "{calm:?}");
    let seized = done(&mut measures(&crew.zheng), at_once(&stage, &id)).await;
    // 行政强制法 §19: hours count by the clock, holiday or not.
    let until = clock(&seized, "EMERGENCY_APPROVAL").until_time.unwrap();
    let seized_at = stage.now().seconds;
    assert!(
        (until.seconds - seized_at - 24 * 3600).abs() <= 60,
        "{until:?}"
    );

    stage.travel_to("2026-10-04T20:00:00+08:00");
    let crew = Crew::sign_in(&stage).await;
    let approved = act!(
        stage,
        measures(&crew.guo),
        approve_measure(ApproveMeasureRequest {
            case_id: id.clone(),
            number: 1,
            granted: true,
            reasons: "情况紧急，同意补办".to_owned(),
        })
    );
    assert_eq!(
        clock(&approved, "EMERGENCY_APPROVAL").state(),
        DeadlineState::Met
    );
    assert_eq!(clock(&approved, "SEIZURE").due_date, "2026-11-02");

    stage.travel_to("2026-10-12T09:00:00+08:00");
    let crew = Crew::sign_in(&stage).await;
    crew.weigh(&id).await;
    crew.conclude(&id).await;
    crew.review(&id).await;
    crew.notify(&id).await;
    crew.waive(&id).await;
    crew.endorse(&id).await;
    crew.decide(&id).await;
    crew.serve(&id).await;
    crew.pay(&id).await;
    crew.propose_closing(&id).await.unwrap();
    let closing = contract::cases::v1::CloseCaseRequest {
        request_id: stage.request_id(),
        case_id: id.clone(),
        conclusion: "同意结案".to_owned(),
        ..contract::cases::v1::CloseCaseRequest::default()
    };
    let open = stories::said(crew.guo.penalties().close_case(closing).await);
    assert!(open.article.starts_with("行政强制法"), "{open:?}");
    act!(
        stage,
        measures(&crew.guo),
        release_objects(ReleaseObjectsRequest {
            case_id: id.clone(),
            number: 1,
            ground: ReleaseGround::NoLongerNeeded.into(),
            reasons: "已作出处理决定，不再需要扣押".to_owned(),
        })
    );
    let early = refused!(
        stage,
        measures(&crew.zheng),
        return_objects(ReturnObjectsRequest {
            case_id: id.clone(),
            number: 1,
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            signature: Some(signed()),
        })
    );
    assert!(!early.zh.is_empty());
    let back = act!(
        stage,
        measures(&crew.zheng),
        return_objects(ReturnObjectsRequest {
            case_id: id.clone(),
            number: 1,
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            objects: vec![ObjectReturn {
                object: 1,
                ..ObjectReturn::default()
            }],
            signature: Some(signed()),
        })
    );
    assert_eq!(back.measures[0].step, "ENDED");
    assert!(crew.close(&id).await.closed);
    ends(stage).await;
}
