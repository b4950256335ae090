//! A figure opens to the very rows it counts.

use analytics::definition::DEFINITIONS;
use analytics::synthetic::{self, Told};
use contract::analytics::v1::{
    Figure, FigureFilter, Grouping, ListFigureCasesRequest, Measurement,
};
use subscription::Log;
use tonic::Code;

use crate::bureau::{self, Bureau, here, reader, refusal};
use crate::model;

async fn filled(count: usize) -> Bureau {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let first = "2026-01-20".parse().unwrap();
    let cases = Told::new(synthetic::cases(11, count, 15, first), 2_000);
    bureau.hear(&here(Log::Cases), &cases).await;
    let warnings = Told::new(model::made_up_warnings(11, count / 10, first), 2_000);
    bureau.hear(&here(Log::Supervision), &warnings).await;
    let publications = Told::new(model::made_up_publications(11, count / 10, first), 2_000);
    bureau.hear(&here(Log::Disclosure), &publications).await;
    bureau
}

#[tokio::test]
async fn every_figure_has_exactly_the_rows_that_it_says() {
    let bureau = filled(1_200).await;
    let caller = reader("35");
    let ids: Vec<&str> = DEFINITIONS.iter().map(|definition| definition.id).collect();
    for grouping in [Grouping::Unspecified, Grouping::Division, Grouping::Line] {
        let figures = bureau
            .figures(&caller, &ids, FigureFilter::default(), grouping)
            .await;
        for figure in figures {
            let rows = bureau.rows(&caller, &figure, 500).await;
            check(&figure, &rows);
        }
    }
    bureau.close().await;
}

fn check(figure: &Figure, rows: &[contract::analytics::v1::FigureCase]) {
    let definition = analytics::definition::Definition::of(&figure.definition_id).unwrap();
    let case = format!("{} {}", figure.definition_id, figure.group);
    assert_eq!(i64::try_from(rows.len()).unwrap(), figure.rows, "{case}");
    let sum: i64 = rows.iter().map(|row| row.amount).sum();
    match definition.counting {
        analytics::definition::Counting::Amount(_)
        | analytics::definition::Counting::Average(_)
        | analytics::definition::Counting::Count(_)
        | analytics::definition::Counting::Share { .. } => {
            assert_eq!(sum, figure.value, "{case}");
        }
        analytics::definition::Counting::Parties(_)
        | analytics::definition::Counting::Percentile(..) => {}
    }
    for row in rows {
        assert!(
            !row.case_id.is_empty() && !row.agency_id.is_empty(),
            "{case}"
        );
        assert_eq!(row.date.is_empty(), definition.stands(), "{case}");
    }
}

#[tokio::test]
async fn pages_of_any_size_list_the_same_rows_once() {
    let bureau = filled(600).await;
    let caller = reader("35");
    let figure = bureau.figure(&caller, "cases.opened").await;
    let whole = bureau.rows(&caller, &figure, 500).await;
    let paged = bureau.rows(&caller, &figure, 7).await;
    assert_eq!(whole, paged);
    let mut ids: Vec<&str> = whole.iter().map(|row| row.case_id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), whole.len());
    bureau.close().await;
}

#[tokio::test]
async fn a_drill_down_says_when_more_has_been_counted_since() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let events = synthetic::cases(5, 400, 15, "2026-01-20".parse().unwrap());
    let told = Told::new(events[..200].to_vec(), 2_000);
    bureau.hear(&here(Log::Cases), &told).await;
    let caller = reader("35");
    let figure = bureau.figure(&caller, "cases.opened").await;
    let request = || ListFigureCasesRequest {
        drill_down: figure.drill_down.clone(),
        page_size: 500,
        page_token: String::new(),
    };
    assert!(!bureau.try_rows(&caller, request()).await.unwrap().moved_on);

    told.tell(events[200..].to_vec());
    bureau.hear(&here(Log::Cases), &told).await;
    let page = bureau.try_rows(&caller, request()).await.unwrap();
    let now = page.figure.unwrap();
    assert!(page.moved_on);
    assert_eq!(page.value_before, figure.value);
    assert!(now.value > figure.value);
    assert_eq!(i64::try_from(page.cases.len()).unwrap(), now.value);
    let mark = &page.watermarks[0];
    assert_eq!(
        (mark.consumer.as_str(), mark.position),
        ("analytics.cases", 400)
    );
    bureau.close().await;
}

#[tokio::test]
async fn a_token_of_a_wider_view_opens_nothing_for_a_narrower_one() {
    let bureau = filled(300).await;
    let figure = bureau.figure(&reader("35"), "cases.opened").await;
    let request = ListFigureCasesRequest {
        drill_down: figure.drill_down,
        ..ListFigureCasesRequest::default()
    };
    let refused = bureau.try_rows(&reader("3506"), request).await.unwrap_err();
    assert_eq!(refused.code(), Code::NotFound);
    assert_eq!(refusal(&refused).1, "未找到该行政区划，或者您无权查看");
    bureau.close().await;
}

#[tokio::test]
async fn a_page_token_is_good_only_for_its_own_figure() {
    let bureau = filled(300).await;
    let caller = reader("35");
    let opened = bureau.figure(&caller, "cases.opened").await;
    let closed = bureau.figure(&caller, "cases.closed").await;
    let page = |figure: &Figure, page_token: &str| ListFigureCasesRequest {
        drill_down: figure.drill_down.clone(),
        page_size: 2,
        page_token: page_token.to_owned(),
    };
    let first = bureau.try_rows(&caller, page(&opened, "")).await.unwrap();
    assert!(!first.next_page_token.is_empty());
    let refused = bureau
        .try_rows(&caller, page(&closed, &first.next_page_token))
        .await
        .unwrap_err();
    assert_eq!(refusal(&refused).0, "MALFORMED_FIELD");
    bureau.close().await;
}

#[tokio::test]
async fn what_a_figure_is_made_of_is_told_with_its_definition() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let request = contract::analytics::v1::ListDefinitionsRequest {};
    let request = bureau.test.request(&reader("35"), request);
    let answer = bureau.client.clone().list_definitions(request).await;
    let definitions = answer.unwrap().into_inner().definitions;
    let of = |id: &str| {
        let found = definitions.iter().find(|one| one.definition_id == id);
        found.unwrap().clone()
    };
    assert_eq!(of("inspections.firms").measurement(), Measurement::Distinct);
    assert_eq!(of("fines.paid").unit, "元");
    let open = of("cases.open");
    assert!(open.standing && open.groupings().any(|known| known == Grouping::Step));
    assert!(!open.groupings().any(|known| known == Grouping::Day));
    bureau.close().await;
}
