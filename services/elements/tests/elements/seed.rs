//! The demonstration data: there once, complete for the two stories.

use contract::elements::v1::*;
use elements::seed::{self, Seeded, ids};

use crate::centre::*;

#[tokio::test]
async fn seeding_twice_changes_nothing() {
    let mut centre = empty().await;
    let first = seed(&centre).await;
    assert_eq!(first.present, 0);
    assert!(first.recorded > 1_203, "divisions and more: {first:?}");
    the_stories_find_what_they_need(&mut centre).await;

    // Somebody corrects it: that is not drawn over either.
    let get = || GetAgencyRequest {
        agency_id: ids::AGENCY_MARKET.into(),
        as_of: None,
    };
    let read = centre
        .elements
        .get_agency(centre.by_clerk(get()))
        .await
        .unwrap()
        .into_inner();
    let corrected = Agency {
        name: "更正后的名称".into(),
        ..read.agency.unwrap()
    };
    centre
        .elements
        .record_agency(centre.by_clerk(record_agency(corrected)))
        .await
        .unwrap();
    let before = counts(&centre).await;
    centre.test.clock.advance(chrono::Duration::days(400));
    assert_eq!(
        seed(&centre).await,
        Seeded {
            recorded: 0,
            present: first.recorded
        }
    );
    assert_eq!(counts(&centre).await, before);
    let read = centre
        .elements
        .get_agency(centre.by_clerk(get()))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (read.agency.unwrap().name.as_str(), read.etag.as_str()),
        ("更正后的名称", "v2")
    );
    centre.close().await;
}

async fn seed(centre: &TestCentre) -> Seeded {
    let host = &centre.test.host;
    seed::demo(
        &centre.database.pool,
        host.clock.as_ref(),
        host.entropy.as_ref(),
        None,
    )
    .await
    .unwrap()
}

async fn the_stories_find_what_they_need(centre: &mut TestCentre) {
    let get = |id: &str| GetItemRequest {
        item_id: id.into(),
        as_of: as_of("2023-11-20", ""),
    };
    let request = centre.by_clerk(get(ids::ITEM_AD_CITATION));
    let penalty = centre
        .elements
        .get_item(request)
        .await
        .unwrap()
        .into_inner()
        .item
        .unwrap();
    assert!(
        penalty.fine_floor_fen <= 300_000 && 300_000 <= penalty.fine_cap_fen,
        "3,000 yuan lie in the range"
    );
    assert_eq!(penalty.agency_ids, [ids::AGENCY_MARKET]);
    let request = centre.by_clerk(get(ids::ITEM_GAS_INSPECTION));
    let inspection = centre
        .elements
        .get_item(request)
        .await
        .unwrap()
        .into_inner()
        .item
        .unwrap();
    assert!(
        inspection
            .agency_ids
            .iter()
            .any(|id| id == ids::AGENCY_SHIMA)
    );
    for basis in penalty
        .basis
        .iter()
        .chain(&penalty.violated)
        .chain(&inspection.basis)
        .chain(&inspection.violated)
    {
        let request = GetArticleRequest {
            law_id: basis.law_id.clone(),
            article: basis.article,
            as_of: as_of("2023-11-20", ""),
            ..GetArticleRequest::default()
        };
        let article = centre
            .elements
            .get_article(centre.by_clerk(request))
            .await
            .unwrap()
            .into_inner();
        let paragraphs = article
            .article
            .unwrap()
            .text
            .lines()
            .filter(|line| !is_item(line))
            .count();
        assert!(
            usize::try_from(basis.paragraph).unwrap() <= paragraphs,
            "{basis:?}"
        );
    }
    let request = GetCertificateRequest {
        certificate_id: ids::OFFICER_WU.certificate.into(),
        as_of: None,
    };
    let lapsed = centre
        .elements
        .get_certificate(centre.by_clerk(request))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(lapsed.certificate.unwrap().expiry_date, "2023-06-30");
    let request = ListDivisionsRequest {
        parent: ids::DIVISION_LONGHAI.into(),
        ..ListDivisionsRequest::default()
    };
    let towns = centre
        .elements
        .list_divisions(centre.by_clerk(request))
        .await
        .unwrap()
        .into_inner()
        .divisions;
    assert!(
        towns
            .iter()
            .any(|town| town.code == ids::DIVISION_SHIMA && town.name == "石码街道")
    );
}

fn is_item(line: &str) -> bool {
    line.starts_with(['（', '('])
}

async fn counts(centre: &TestCentre) -> (i64, i64) {
    sqlx::query_as("select (select count(*) from element_version), (select count(*) from record)")
        .fetch_one(&centre.database.pool)
        .await
        .unwrap()
}
