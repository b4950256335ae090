//! 裁量: the standard of the replica, the weighing on file, the approval of a departure, similar decisions.

use contract::cases::v1 as proto;
use contract::cases::v1::discretion_service_client::DiscretionServiceClient;
use contract::elements::v1 as elements;
use contract::elements::v1::element::Body;
use host::Upstream;

use crate::acts::{self, done};
use crate::office::{self, Office, fresh, guo, luo, reason, zheng};

const CONDITION: &str = "货值金额不足一万元";

pub(crate) fn client(office: &Office) -> DiscretionServiceClient<Upstream> {
    DiscretionServiceClient::new(office.door.clone())
}

pub(crate) fn standard() -> elements::Standard {
    let tier = |name: &str, floor, cap| elements::Tier {
        name: name.to_owned(),
        conditions: vec![CONDITION.to_owned()],
        fine_floor_fen: floor,
        fine_cap_fen: cap,
        person_fine_floor_fen: floor,
        person_fine_cap_fen: cap,
        ..elements::Tier::default()
    };
    elements::Standard {
        standard_id: "std-label".to_owned(),
        name: "标识不合格裁量基准".to_owned(),
        item_id: "i-label".to_owned(),
        document_number: "闽市监规〔2025〕3号".to_owned(),
        agency_id: "fujian-market".to_owned(),
        division: "35".to_owned(),
        tiers: vec![
            tier("较轻", 100_000, 300_000),
            tier("一般", 300_000, 500_000),
        ],
        factors: vec![elements::Factor {
            kind: elements::FactorKind::Lighter.into(),
            circumstance: "积极配合调查".to_owned(),
            citation: String::new(),
        }],
        ..elements::Standard::default()
    }
}

async fn with_standard(at: &str) -> Office {
    let office = office::open(at).await;
    office.told.tell(Body::Standard(standard()));
    office.hear().await;
    office
}

pub(crate) fn weigh(case_id: &str) -> proto::WeighPenaltyRequest {
    proto::WeighPenaltyRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        co_officer_id: "o-cai".to_owned(),
        tier_at_act: Some(proto::ChosenTier {
            tier: "较轻".to_owned(),
            condition: CONDITION.to_owned(),
        }),
        circumstances: vec![proto::NamedCircumstance {
            factor: "积极配合调查".to_owned(),
            description: "当日提供全部进货票据".to_owned(),
            evidence_numbers: vec![1],
            ..proto::NamedCircumstance::default()
        }],
        ..proto::WeighPenaltyRequest::default()
    }
}

#[tokio::test]
async fn a_proposal_follows_the_weighing_and_its_explanation_is_kept() {
    let office = with_standard("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    done!(
        office,
        &zheng(),
        penalties.record_evidence(acts::evidence(&office, &id))
    );
    let options = proto::ListDiscretionOptionsRequest {
        case_id: id.clone(),
    };
    let options = client(&office)
        .list_discretion_options(office.by(&zheng(), options))
        .await
        .unwrap()
        .into_inner();
    let at_act = options.at_act.unwrap();
    assert_eq!(at_act.document_number, "闽市监规〔2025〕3号");
    assert_eq!(at_act.tiers.len(), 2);

    let unweighed = office.by(&zheng(), acts::conclude(&id, 150_000));
    assert_eq!(
        reason(office.penalties.clone().conclude_inquiry(unweighed).await),
        "NOT_AS_WEIGHED"
    );
    let tried = proto::WeighPenaltyRequest {
        validate_only: true,
        ..weigh(&id)
    };
    let tried = client(&office)
        .weigh_penalty(office.by(&zheng(), tried))
        .await
        .unwrap();
    assert_eq!(
        tried.into_inner().case.unwrap().weighings[0].amount_fen,
        130_000
    );
    assert!(
        office.case(&zheng(), &id).await.weighings.is_empty(),
        "trying writes nothing"
    );

    let request = weigh(&id);
    let once = client(&office)
        .weigh_penalty(office.by(&zheng(), request.clone()))
        .await
        .unwrap()
        .into_inner();
    let again = client(&office)
        .weigh_penalty(office.by(&zheng(), request))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(once, again);
    let weighing = &once.case.unwrap().weighings[0];
    assert!(weighing.sound);
    assert_eq!(
        (weighing.floor_fen, weighing.cap_fen, weighing.amount_fen),
        (100_000, 160_000, 130_000)
    );
    assert_eq!(weighing.steps.len(), 3);
    assert_eq!(weighing.steps[1].citation, "行政处罚法第三十四条");
    assert!(weighing.steps[2].text.contains("积极配合调查"));
    let case = done!(
        office,
        &zheng(),
        penalties.conclude_inquiry(acts::conclude(&id, 130_000))
    );
    assert_eq!(case.step, "CONCLUDED");
    office.close().await;
}

#[tokio::test]
async fn a_departure_waits_for_a_leader_who_has_not_handled_the_case() {
    let office = with_standard("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    done!(
        office,
        &zheng(),
        penalties.record_evidence(acts::evidence(&office, &id))
    );
    let departing = proto::WeighPenaltyRequest {
        amount_fen: Some(400_000),
        departure: "社会影响较大".to_owned(),
        ..weigh(&id)
    };
    let case = client(&office)
        .weigh_penalty(office.by(&zheng(), departing))
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    assert_eq!(case.weighings[0].step, "DEPARTING");
    let early = office.by(&zheng(), acts::conclude(&id, 400_000));
    assert_eq!(
        reason(office.penalties.clone().conclude_inquiry(early).await),
        "NOT_AS_WEIGHED"
    );
    let approve = proto::DecideDepartureRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        granted: true,
        reasons: "主要负责人批准".to_owned(),
        ..proto::DecideDepartureRequest::default()
    };
    let by_officer = client(&office)
        .decide_departure(office.by(&zheng(), approve.clone()))
        .await;
    assert_eq!(reason(by_officer), "NOT_A_RESPONSIBLE_LEADER");
    client(&office)
        .decide_departure(office.by(&guo(), approve))
        .await
        .unwrap();
    let case = done!(
        office,
        &zheng(),
        penalties.conclude_inquiry(acts::conclude(&id, 400_000))
    );
    assert_eq!(case.step, "CONCLUDED");
    office.close().await;
}

#[tokio::test]
async fn similar_decisions_show_how_fines_are_spread_and_no_file_that_is_not_the_callers() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    acts::decided(&office).await;
    let id = acts::filed(&office).await.case_id;
    let request = proto::ListSimilarDecisionsRequest {
        case_id: id.clone(),
        ..proto::ListSimilarDecisionsRequest::default()
    };
    let similar = client(&office)
        .list_similar_decisions(office.by(&zheng(), request.clone()))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (similar.count, similar.median_fen),
        (1, similar.decisions[0].fine_fen)
    );
    assert!(similar.median_fen > 0);
    assert!(!similar.decisions[0].case_id.is_empty());
    let stranger = client(&office)
        .list_similar_decisions(office.by(&luo(), request))
        .await;
    assert_eq!(stranger.unwrap_err().code(), tonic::Code::NotFound);
    office.close().await;
}
