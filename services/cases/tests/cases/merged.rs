//! Parties that were merged: one stands for the others.

use contract::cases::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{Party, PartyKind};

use crate::acts::{self, done};
use crate::office::{self, Office, zheng};

fn party(id: &str, name: &str, merged_into: &str) -> Body {
    Body::Party(Party {
        party_id: id.to_owned(),
        name: name.to_owned(),
        kind: PartyKind::Organisation.into(),
        identity_code: "91350604MA8UAB126N".to_owned(),
        merged_into: merged_into.to_owned(),
        ..Party::default()
    })
}

async fn of_party(office: &Office, party_id: &str) -> Vec<String> {
    let request = proto::ListCasesRequest {
        party_id: party_id.to_owned(),
        ..proto::ListCasesRequest::default()
    };
    let page = office
        .cases
        .clone()
        .list_cases(office.by(&zheng(), request))
        .await
        .unwrap();
    let mut ids: Vec<String> = page
        .into_inner()
        .cases
        .into_iter()
        .map(|case| case.case_id)
        .collect();
    ids.sort();
    ids
}

#[tokio::test]
async fn nothing_is_opened_on_a_merged_party_and_its_history_is_the_survivors() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let first = acts::filed(&office).await;
    // p-foods → p-two → p-three: the last stands for all.
    office
        .told
        .tell(party("p-three", "龙海某食品集团有限公司", ""));
    office.told.tell(party("p-two", "龙海某食品厂", "p-three"));
    office
        .told
        .tell(party("p-foods", "龙海某食品有限公司", "p-two"));
    office.hear().await;

    let again = office.by(&zheng(), acts::file(&office));
    let status = office.penalties.clone().file_case(again).await.unwrap_err();
    let (reason, _, text) = office::refusal(&status);
    assert_eq!(reason, "PARTY_MERGED");
    assert!(text.contains("龙海某食品集团有限公司（p-three）"), "{text}");

    let filing = proto::FileCaseRequest {
        party_id: "p-three".to_owned(),
        ..acts::file(&office)
    };
    let second = done!(office, &zheng(), penalties.file_case(filing));
    let mut both = vec![first.case_id.clone(), second.case_id.clone()];
    both.sort();
    assert_eq!(of_party(&office, "p-three").await, both);
    assert_eq!(
        of_party(&office, "p-foods").await,
        std::slice::from_ref(&first.case_id)
    );

    // The merge is undone.
    office.told.tell(party("p-foods", "龙海某食品有限公司", ""));
    office.hear().await;
    acts::filed(&office).await;
    assert_eq!(of_party(&office, "p-three").await, [second.case_id]);
    office.close().await;
}
