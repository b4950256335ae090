//! What a case keeps of the elements, for those who follow its record.

use contract::cases::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{Element, Item, Party, PartyKind, Registry, TimelineEntry};

use crate::acts::{self, done};
use crate::elements::{self, SHIMA};
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

#[tokio::test]
async fn a_case_of_last_year_still_shows_everything_as_it_was_on_its_day() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let filed = acts::decided(&office).await;
    office.at("2024-11-20T09:00:00+08:00");
    // The party is renamed, the officer moves, agency and item change, the article is amended.
    office.told.tell(Body::Party(Party {
        party_id: "p-foods".to_owned(),
        name: "改名后的公司".to_owned(),
        kind: PartyKind::Organisation.into(),
        ..Party::default()
    }));
    let moved = elements::officer("o-zheng", "郑海峰", SHIMA, "350604001");
    office.told.tell_from("2024-01-01", Body::Officer(moved));
    office
        .told
        .change(Registry::Certificate, "c-zheng", Vec::new());
    let renamed = elements::agency(elements::MARKET, "改名后的机关", "350604");
    office.told.tell(Body::Agency(renamed));
    office.told.tell(Body::Item(Item {
        name: "改名后的事项".to_owned(),
        ..elements::penalty_item()
    }));
    let version = |valid_from: &str, valid_to: &str, title: &str| TimelineEntry {
        valid_from: valid_from.to_owned(),
        valid_to: valid_to.to_owned(),
        element: Some(Element {
            body: Some(Body::Law(contract::elements::v1::Law {
                title: title.to_owned(),
                ..elements::law()
            })),
        }),
    };
    let timeline = vec![
        version("2021-07-15", "2024-01-01", "城镇燃气管理条例"),
        version("2024-01-01", "", "燃气条例（2024年修订）"),
    ];
    office.told.change(Registry::Law, "law-gas", timeline);
    office.hear().await;
    let shown = office.case(&zheng(), &filed.case_id).await;
    assert_eq!(at_any_time(shown.clone()), at_any_time(filed));
    assert_eq!(shown.party.unwrap().name, "龙海某食品有限公司");
    assert_eq!(
        shown.items[0].violated,
        ["《城镇燃气管理条例》第二十七条第一款"]
    );
    assert_eq!(
        shown.penalty.unwrap().bound_versions,
        ["law-gas@2021-07-15"]
    );
    office.close().await;
}

/// A case without what is left of its clocks, which changes from day to day.
fn at_any_time(mut case: contract::cases::v1::Case) -> contract::cases::v1::Case {
    for deadline in &mut case.deadlines {
        (deadline.days_left, deadline.working_days_left) = (None, None);
    }
    case
}
