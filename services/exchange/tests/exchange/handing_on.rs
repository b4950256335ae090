//! A city hands on what its counties have handed over, as theirs.

use contract::exchange::v1::Direction;
use exchange::Settings;

use crate::line::{Line, gateway};
use crate::place::{CITY, COUNTY, Place, account, county_below, handing_over, lower, supervisor};

#[tokio::test]
async fn a_county_s_record_arrives_in_the_province_by_way_of_the_city() {
    let province = Settings {
        lower: vec![lower("3506", "3506", "county-3506", CITY)],
        ..Settings::default()
    };
    let province = Place::start(province, None).await;
    let upwards = Line::default();
    let way = gateway(
        &province.test,
        "county-3506",
        upwards.over(province.door(account("county-3506", "3506"))),
    );
    let mut settings = handing_over("3506", CITY);
    settings.upper.division = "35".into();
    settings.lower = vec![lower("350604", "350604", "county-350604", COUNTY)];
    let city = Place::start(settings, Some(way)).await;
    let (county, record) = county_below(&city, &Line::default()).await;
    record.acts(40).await;
    upwards.cut();
    record.acts(30).await;
    city.link("the city has them", Direction::Received, "350604", |link| {
        link.proved_position == 70
    })
    .await;
    upwards.heal();
    let link = province
        .link("the province too", Direction::Received, "350604", |link| {
            link.proved_position == 70
        })
        .await;
    assert_eq!(
        (link.via.as_str(), link.division.as_str()),
        ("3506", "350604")
    );
    assert_eq!(province.events("350604").await, record.events().await);
    assert!(province.disputes().await.is_empty());
    let links = city.status(&supervisor("3506")).await;
    let on = links
        .iter()
        .find(|link| link.direction() == Direction::HandedOver && link.origin == "350604");
    assert_eq!(on.unwrap().via, "3506");
    county.close().await;
    city.close().await;
    province.close().await;
    record.database.close().await;
}
