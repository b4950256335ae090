//! What a case keeps of the elements, for those who follow its record.

use contract::cases::v1 as proto;

use crate::acts::{self, done};
use crate::office::{self, Office, zheng};

async fn filed_against(office: &Office, party_id: &str, act_date: &str) -> proto::PartySnapshot {
    let filing = proto::FileCaseRequest {
        party_id: party_id.to_owned(),
        act_date: act_date.to_owned(),
        found_date: office.today().to_string(),
        ..acts::file(office)
    };
    let case = done!(office, &zheng(), penalties.file_case(filing));
    case.party.unwrap()
}

#[tokio::test]
async fn a_person_under_eighteen_on_the_day_of_the_act_is_marked_as_one() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    // Born on 2005-11-10: eighteen from the day after the birthday on.
    for (party, act_date, minor) in [
        ("p-child", "2023-11-10", true),
        ("p-child", "2023-11-11", false),
        ("p-adult", "2023-11-10", false),
        ("p-foods", "2023-11-10", false),
    ] {
        let party = filed_against(&office, party, act_date).await;
        assert_eq!(party.minor, minor, "{} {act_date}", party.party_id);
    }
    office.close().await;
}

#[tokio::test]
async fn the_cap_on_inspections_and_the_end_of_a_certificate_are_kept() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::opened(&office).await;
    assert_eq!(case.items[0].yearly_cap, 4);
    let ends: Vec<&str> = case
        .officers
        .iter()
        .map(|officer| officer.certificate_expiry.as_str())
        .collect();
    assert_eq!(ends, ["2027-12-31", "2027-12-31"]);
    let filed = acts::filed(&office).await;
    assert_eq!(filed.items[0].yearly_cap, 0, "none is published");
    office.close().await;
}
