//! Two departments that are both competent for one advertisement: the second to come is refused and shown the way, disputes it,
//! and the government above both designates it; the case goes over whole.

use contract::cases::v1::handover_service_client::HandoverServiceClient;
use contract::cases::v1::jurisdiction_service_client::JurisdictionServiceClient;
use contract::cases::v1::{
    AcceptHandoverRequest, DeadlineState, DesignateJurisdictionRequest, EscalateDisputeRequest,
    FileCaseRequest, OfferHandoverRequest, RaiseDisputeRequest, RecordEvidenceRequest,
    RefuseHandoverRequest,
};
use contract::elements::v1::element::Body;
use contract::elements::v1::{Agency, AgencyKind, Domain, GetItemRequest, Item};
use elements::seed::ids;
use stories::{Clerks, Stage, caught_up};
use suite::client::Client;

use crate::crew::{Crew, advertisement};
use crate::people::{Wanted, hire};
use crate::{act, clock, ends, refused};

const GOVERNMENT: &str = "longhai-government";

fn government() -> Agency {
    Agency {
        agency_id: GOVERNMENT.to_owned(),
        name: "漳州市龙海区人民政府".to_owned(),
        credit_code: "11350604MB00D001X2".to_owned(),
        kind: AgencyKind::Statutory.into(),
        division: ids::DIVISION_LONGHAI.to_owned(),
        reconsideration_organ: "漳州市人民政府".to_owned(),
        document_word: "龙政".to_owned(),
        ..Agency::default()
    }
}

/// The item of the advertisement, for which both departments are competent.
async fn shared(stage: &Stage) -> Item {
    let clerk = stage.sign_in("su.mingyuan").await;
    let request = GetItemRequest {
        item_id: ids::ITEM_AD_CITATION.to_owned(),
        ..GetItemRequest::default()
    };
    let answer = clerk.elements().get_item(request).await.unwrap();
    let element = answer.into_inner().version.unwrap().element.unwrap();
    let Some(Body::Item(item)) = element.body else {
        panic!("an item was asked for");
    };
    Item {
        agency_ids: vec![ids::AGENCY_MARKET.to_owned(), ids::AGENCY_URBAN.to_owned()],
        ..item
    }
}

const fn urban(username: &'static str, name: &'static str, role: &'static str) -> Wanted {
    Wanted {
        username,
        name,
        agency: ids::AGENCY_URBAN,
        division: ids::DIVISION_LONGHAI,
        domain: Domain::MarketSupervision,
        role,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_government_above_both_designates_who_goes_on_and_the_case_goes_over_whole() {
    let stage = Stage::at("2026-03-02T09:00:00+08:00").await;
    let clerks = Clerks::sign_in(&stage).await;
    let bodies = vec![Body::Agency(government()), Body::Item(shared(&stage).await)];
    clerks.publish(&stage, "2026-03-02", bodies).await;
    let mayor = Wanted {
        username: "wen.qing",
        name: "温清",
        agency: GOVERNMENT,
        division: ids::DIVISION_LONGHAI,
        domain: Domain::MarketSupervision,
        role: "leader",
    };
    let wanted = [
        urban("su.wen", "苏文", "officer"),
        urban("he.jun", "何军", "officer"),
        urban("ke.ling", "柯玲", "leader"),
        mayor,
    ];
    let [claimant, he, ke, mayor] = hire(&stage, &clerks, wanted).await;
    caught_up(&stage.settings).await;
    let he = he.officer_id();

    let crew = Crew::sign_in(&stage).await;
    let filed = crew.file(advertisement("2026-02-10")).await;
    let (id, code) = (filed.case_id.clone(), filed.case_code.clone());
    crew.evidence(&id).await;

    let su = claimant.sign_in(&stage).await;
    let second = refused!(
        stage,
        su.penalties(),
        file_case(FileCaseRequest {
            co_officer_id: he.clone(),
            agency_id: ids::AGENCY_URBAN.to_owned(),
            party_id: ids::PARTY_FOODS.to_owned(),
            item_id: ids::ITEM_AD_CITATION.to_owned(),
            source: "日常检查".to_owned(),
            summary: "广告引证内容未表明出处".to_owned(),
            act_date: "2026-02-10".to_owned(),
        })
    );
    assert_eq!(second.reason, "FILED_ALREADY");
    assert!(
        second.article.starts_with("行政处罚法第二十五条"),
        "{second:?}"
    );
    assert!(second.zh.contains(&code), "{}", second.zh);

    let own = |client: &Client| JurisdictionServiceClient::new(client.service());
    let raised = act!(
        stage,
        own(&su),
        raise_dispute(RaiseDisputeRequest {
            case_code: code.clone(),
            agency_id: ids::AGENCY_URBAN.to_owned(),
            item_id: ids::ITEM_AD_CITATION.to_owned(),
            grounds: "户外广告由本机关先行发现".to_owned(),
        })
    );
    assert_eq!(raised.disputes[0].step, "NEGOTIATING");
    assert_eq!(
        clock(&raised, "JURISDICTION_NEGOTIATION").state(),
        DeadlineState::Open
    );
    crew.weigh(&id).await;

    stage.travel_to("2026-03-06T09:00:00+08:00");
    let (crew, ke) = (Crew::sign_in(&stage).await, ke.sign_in(&stage).await);
    let su = claimant.sign_in(&stage).await;
    let sideways = refused!(
        stage,
        own(&ke),
        escalate_dispute(EscalateDisputeRequest {
            case_id: id.clone(),
            number: 1,
            superior_agency_id: ids::AGENCY_SHIMA.to_owned(),
            grounds: "协商不成".to_owned(),
        })
    );
    assert!(sideways.zh.contains("上级行政机关"), "{}", sideways.zh);
    act!(
        stage,
        own(&ke),
        escalate_dispute(EscalateDisputeRequest {
            case_id: id.clone(),
            number: 1,
            superior_agency_id: GOVERNMENT.to_owned(),
            grounds: "协商不成".to_owned(),
        })
    );
    let mayor = mayor.sign_in(&stage).await;
    let designated = act!(
        stage,
        own(&mayor),
        designate_jurisdiction(DesignateJurisdictionRequest {
            case_id: id.clone(),
            number: 1,
            stays: false,
            reasons: "户外广告设施由城市管理部门负责".to_owned(),
        })
    );
    assert_eq!(designated.disputes[0].step, "YIELDED");

    let over = |client: &Client| HandoverServiceClient::new(client.service());
    act!(
        stage,
        over(&crew.guo),
        offer_handover(OfferHandoverRequest {
            case_id: id.clone(),
            to_agency_id: ids::AGENCY_URBAN.to_owned(),
            reasons: "按照指定管辖决定移送".to_owned(),
        })
    );
    let bound = refused!(
        stage,
        over(&ke),
        refuse_handover(RefuseHandoverRequest {
            case_id: id.clone(),
            number: 1,
            reasons: "人手不足".to_owned(),
        })
    );
    assert_eq!(bound.reason, "RECEIVER_BOUND");
    let taken = act!(
        stage,
        over(&su),
        accept_handover(AcceptHandoverRequest {
            case_id: id.clone(),
            number: 1,
            agency_id: ids::AGENCY_URBAN.to_owned(),
            item_id: ids::ITEM_AD_CITATION.to_owned(),
            co_officer_id: he.clone(),
        })
    );
    assert_eq!(taken.agency_id, ids::AGENCY_URBAN);
    assert_eq!(taken.penalty.as_ref().unwrap().evidence.len(), 1);

    let yielded = refused!(
        stage,
        crew.zheng.penalties(),
        record_evidence(RecordEvidenceRequest {
            case_id: id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            description: "补充证据".to_owned(),
            kind: contract::cases::v1::EvidenceKind::Documentary.into(),
            collect_time: Some(stage.now()),
        })
    );
    assert!(!yielded.reason.is_empty());
    act!(
        stage,
        su.penalties(),
        record_evidence(RecordEvidenceRequest {
            case_id: taken.case_id.clone(),
            co_officer_id: he,
            description: "户外广告设施照片".to_owned(),
            kind: contract::cases::v1::EvidenceKind::Documentary.into(),
            collect_time: Some(stage.now()),
        })
    );
    ends(stage).await;
}
