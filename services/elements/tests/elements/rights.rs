//! A clerk keeps the elements of a division and of everything below it; laws and divisions are the province's.

use contract::elements::v1::*;
use tonic::Code;

use crate::centre::*;

const FOREIGN: &str = "FOREIGN_DIVISION";

#[tokio::test]
async fn a_clerk_writes_only_within_the_division_kept() {
    let mut centre = longhai().await;
    let elsewhere = record_party(party("p-foods"));
    let answer = centre
        .elements
        .record_party(centre.by(&centre.changtai, elsewhere))
        .await;
    assert_eq!(
        refused(answer),
        (Code::PermissionDenied, FOREIGN.into(), vec![])
    );

    centre
        .elements
        .record_party(centre.by_clerk(record_party(party("p-foods"))))
        .await
        .unwrap();
    let taken = record_party(Party {
        division: "350605".into(),
        ..party("p-foods")
    });
    let answer = centre
        .elements
        .record_party(centre.by(&centre.changtai, taken))
        .await;
    assert_eq!(
        refused(answer).1,
        FOREIGN,
        "another's element cannot be drawn over"
    );
    let given = record_party(Party {
        division: "350605".into(),
        ..party("p-foods")
    });
    let answer = centre.elements.record_party(centre.by_clerk(given)).await;
    assert_eq!(refused(answer).1, FOREIGN, "nor one's own be pushed out");
    let moved = record_party(Party {
        division: "350605".into(),
        ..party("p-foods")
    });
    assert!(
        centre
            .elements
            .record_party(centre.by(&centre.province, moved))
            .await
            .is_ok()
    );

    let nowhere = testkit::actor::element_clerk("clerk-of-nothing", "");
    let answer = centre
        .elements
        .record_party(centre.by(&nowhere, record_party(party("p-other"))))
        .await;
    assert_eq!(refused(answer).1, FOREIGN);
    centre.close().await;
}

#[tokio::test]
async fn laws_and_divisions_are_recorded_by_the_province() {
    let mut centre = longhai().await;
    let answer = centre
        .elements
        .record_law(centre.by_clerk(record_law(law())))
        .await;
    assert_eq!(refused(answer).1, "PROVINCE_ONLY");
    let town = Division {
        code: "350604002".into(),
        name: "榜山街道".into(),
        parent: "350604".into(),
    };
    let request = RecordDivisionRequest {
        request_id: fresh(),
        division: Some(town),
        valid_from: "2024-01-01".into(),
        ..RecordDivisionRequest::default()
    };
    let answer = centre
        .elements
        .record_division(centre.by_clerk(request.clone()))
        .await;
    assert_eq!(refused(answer).1, "PROVINCE_ONLY");
    assert!(
        centre
            .elements
            .record_division(centre.by(&centre.province, request))
            .await
            .is_ok()
    );
    centre.close().await;
}

#[tokio::test]
async fn an_item_belongs_to_the_division_that_holds_all_its_agencies() {
    let mut centre = longhai().await;
    let town = testkit::actor::element_clerk("clerk-of-shima", "350604001");
    let answer = centre
        .elements
        .record_item(centre.by(&town, record_item(item("i-both", &["market", "shima"]))))
        .await;
    assert_eq!(refused(answer).1, FOREIGN);
    let own = record_item(item("i-own", &["shima"]));
    assert!(
        centre
            .elements
            .record_item(centre.by(&town, own))
            .await
            .is_ok()
    );
    let both = record_item(item("i-both", &["market", "shima"]));
    assert!(
        centre
            .elements
            .record_item(centre.by_clerk(both))
            .await
            .is_ok()
    );
    let request = ListItemsRequest {
        division: "350604001".into(),
        ..ListItemsRequest::default()
    };
    let items = centre
        .elements
        .list_items(centre.by_clerk(request))
        .await
        .unwrap()
        .into_inner()
        .items;
    assert_eq!(
        items
            .iter()
            .map(|item| item.item_id.as_str())
            .collect::<Vec<_>>(),
        ["i-own"]
    );
    centre.close().await;
}

#[tokio::test]
async fn without_the_permission_nothing_is_read_or_written() {
    let mut centre = longhai().await;
    let stranger = testkit::actor::person("o-x", "market", "350604", &[]);
    let reader = testkit::actor::officer("o-lin", "market", "350604");
    let answer = centre.elements.get_agency(centre.by(
        &stranger,
        GetAgencyRequest {
            agency_id: "market".into(),
            as_of: None,
        },
    ));
    assert_eq!(refused(answer.await).0, Code::PermissionDenied);
    let answer = centre
        .elements
        .record_party(centre.by(&reader, record_party(party("p-foods"))))
        .await;
    assert_eq!(
        refused(answer),
        (Code::PermissionDenied, "PERMISSION_DENIED".into(), vec![])
    );
    let answer = centre
        .feed
        .list_events(centre.by(&reader, ListEventsRequest::default()))
        .await;
    assert_eq!(refused(answer).0, Code::PermissionDenied);
    let unsigned = centre.elements.list_laws(ListLawsRequest::default()).await;
    assert_eq!(refused(unsigned).0, Code::Unauthenticated);
    centre.close().await;
}
