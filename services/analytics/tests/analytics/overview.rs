//! What a leader sees first.

use analytics::synthetic::{self, Told};
use contract::analytics::v1::{FigureFilter, GetOverviewRequest, GetOverviewResponse, Grouping};
use subscription::Log;

use crate::bureau::{self, Bureau, here, reader};

async fn overview(bureau: &Bureau, division: &str) -> GetOverviewResponse {
    let request = GetOverviewRequest {
        division: division.to_owned(),
    };
    let request = bureau.test.request(&reader("35"), request);
    let answer = bureau.client.clone().get_overview(request).await;
    answer.unwrap().into_inner()
}

#[tokio::test]
async fn the_tiles_are_the_figures_of_this_year_the_year_before_and_today() {
    let bureau = bureau::open("2026-02-03T09:00:00+08:00").await;
    let events = synthetic::cases(51, 2_000, 5, "2025-01-20".parse().unwrap());
    bureau
        .hear(&here(Log::Cases), &Told::new(events, 2_000))
        .await;
    let seen = overview(&bureau, "").await;
    assert_eq!(
        (seen.today.as_str(), seen.division.as_str()),
        ("2026-02-03", "35")
    );
    let figure = |from: &'static str, to: &'static str| {
        let bureau = &bureau;
        async move {
            let filter = FigureFilter {
                from_date: from.to_owned(),
                to_date: to.to_owned(),
                ..FigureFilter::default()
            };
            let ids = ["cases.opened"];
            let grouping = Grouping::Unspecified;
            let mut figures = bureau.figures(&reader("35"), &ids, filter, grouping).await;
            figures.remove(0)
        }
    };
    let tile = seen.tiles.first().unwrap();
    assert_eq!(tile.figure, Some(figure("2026-01-01", "2026-02-03").await));
    assert_eq!(
        tile.year_before,
        Some(figure("2025-01-01", "2025-02-03").await)
    );
    assert_eq!(tile.today, Some(figure("2026-02-03", "2026-02-03").await));
    let opened = tile.figure.as_ref().unwrap().value;
    assert!(opened > 0);
    let by_division: i64 = seen
        .by_division
        .iter()
        .filter(|part| part.definition_id == "cases.opened")
        .map(|part| part.value)
        .sum();
    assert_eq!(by_division, opened);
    let open = seen
        .tiles
        .iter()
        .find(|tile| tile.figure.as_ref().unwrap().definition_id == "cases.open")
        .unwrap();
    assert!(open.figure.is_some() && open.year_before.is_none() && open.today.is_none());
    bureau.close().await;
}

/// Every tile opens to as many rows as it shows (B21).
#[tokio::test]
async fn every_tile_opens_to_its_rows() {
    let bureau = bureau::open("2026-04-03T09:00:00+08:00").await;
    let events = synthetic::cases(52, 900, 15, "2026-01-20".parse().unwrap());
    bureau
        .hear(&here(Log::Cases), &Told::new(events, 2_000))
        .await;
    let caller = reader("35");
    for division in ["", "3501"] {
        let seen = overview(&bureau, division).await;
        assert!(seen.tiles.len() > 10);
        let tiles = seen.tiles.into_iter();
        let figures = tiles.flat_map(|tile| [tile.figure, tile.year_before, tile.today]);
        for figure in figures.flatten() {
            let rows = bureau.rows(&caller, &figure, 500).await;
            let case = &figure.definition_id;
            assert_eq!(i64::try_from(rows.len()).unwrap(), figure.rows, "{case}");
        }
    }
    bureau.close().await;
}
