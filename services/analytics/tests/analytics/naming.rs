//! Words for codes come from the element centre; what it does not know stands as its code.

use analytics::synthetic::{self, Scribe, Told};
use contract::analytics::v1::{FigureFilter, Grouping};
use contract::elements::v1::element::Body;
use contract::elements::v1::{Agency, Division, Element, ElementChanged, Registry, TimelineEntry};
use contract::feed::v1::Event;
use subscription::Log;

use crate::bureau::{self, here, of, on, reader};

fn changed(scribe: &mut Scribe, registry: Registry, id: &str, names: &[(&str, &str)]) -> Event {
    let timeline = names.iter().enumerate().map(|(at, (from, name))| {
        let body = if registry == Registry::Agency {
            Body::Agency(Agency {
                agency_id: id.to_owned(),
                name: (*name).to_owned(),
                ..Agency::default()
            })
        } else {
            Body::Division(Division {
                code: id.to_owned(),
                name: (*name).to_owned(),
                ..Division::default()
            })
        };
        let next = names.get(at + 1).map(|(from, _)| (*from).to_owned());
        TimelineEntry {
            valid_from: (*from).to_owned(),
            valid_to: next.unwrap_or_default(),
            element: Some(Element { body: Some(body) }),
        }
    });
    let change = ElementChanged {
        registry: registry.into(),
        element_id: id.to_owned(),
        timeline: timeline.collect(),
        ..ElementChanged::default()
    };
    scribe.write(("element", id), "35", on("2026-01-01"), &change)
}

#[tokio::test]
async fn divisions_and_agencies_have_the_name_of_the_day() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let events = synthetic::cases(31, 600, 15, "2026-01-20".parse().unwrap());
    let town = events.iter().find(|event| event.division.len() == 9);
    let town = town.unwrap().division.clone();
    bureau
        .hear(&here(Log::Cases), &Told::new(events, 2_000))
        .await;
    let mut scribe = Scribe::default();
    let renamed = [("2020-01-01", "龙海市"), ("2021-02-01", "龙海区")];
    let agency = format!("a-{town}");
    let told = [
        changed(&mut scribe, Registry::Division, &town[..6], &renamed),
        changed(
            &mut scribe,
            Registry::Agency,
            &agency,
            &[("2020-01-01", "石码街道办事处")],
        ),
    ];
    let own = Told::new(told.to_vec(), 10);
    bureau.hear(&here(Log::Elements), &own).await;
    let mut scribe = Scribe::default();
    let other = changed(
        &mut scribe,
        Registry::Division,
        &town[..6],
        &[("2020-01-01", "别名")],
    );
    bureau
        .hear(&of("350604", Log::Elements), &Told::new(vec![other], 10))
        .await;

    let caller = reader("35");
    let filter = FigureFilter {
        division: town[..4].to_owned(),
        ..FigureFilter::default()
    };
    let figures = bureau
        .figures(&caller, &["cases.opened"], filter, Grouping::Division)
        .await;
    let name = |code: &str| {
        let found = figures.iter().find(|figure| figure.group == code);
        found.unwrap().group_name.clone()
    };
    assert_eq!(name(&town[..6]), "龙海区");
    let unknown = figures
        .iter()
        .find(|figure| figure.group.len() == 6 && figure.group != town[..6]);
    let unknown = unknown.unwrap();
    assert_eq!(unknown.group_name, unknown.group);

    let filter = FigureFilter {
        division: town.clone(),
        ..FigureFilter::default()
    };
    let figures = bureau
        .figures(&caller, &["cases.opened"], filter, Grouping::Unspecified)
        .await;
    let rows = bureau.rows(&caller, &figures[0], 10).await;
    assert_eq!(rows[0].agency_name, "石码街道办事处");
    assert_eq!(rows[0].division_name, town);

    let rebuilt = bureau.rebuild(&here(Log::Elements), &own).await;
    assert_eq!(rebuilt.digest_before, rebuilt.digest_after);
    bureau.close().await;
}
