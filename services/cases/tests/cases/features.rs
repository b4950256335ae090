//! Switches: a procedure that is introduced step by step (试点先行).

use contract::elements::v1::element::Body;
use contract::elements::v1::{Domain, Feature, FeatureScope, Item, ItemKind};
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::acts::{self, done};
use crate::elements;
use crate::office::{self, Office, lin, zheng};

const YOUXI: &str = "youxi-agriculture";

fn inspections_only(scopes: Vec<FeatureScope>) -> Body {
    Body::Feature(Feature {
        feature_id: "cases.inspection".to_owned(),
        name: "行政检查".to_owned(),
        scopes,
    })
}

/// 尤溪县农业农村, and nothing else.
fn pilot() -> Body {
    inspections_only(vec![FeatureScope {
        division: "350426".to_owned(),
        domain: Domain::Agriculture.into(),
        ..FeatureScope::default()
    }])
}

/// The department of 尤溪县 with two officers and an item in each of two lines.
async fn youxi(office: &Office) {
    let agency = elements::agency(YOUXI, "三明市尤溪县农业农村局", "350426");
    office.told.tell(Body::Agency(agency));
    for id in ["o-one", "o-two"] {
        let officer = elements::officer(id, "执法人员", YOUXI, "350426");
        office.told.tell(Body::Officer(officer));
        let mut certificate = elements::certificate(id, "350426", "2027-12-31");
        certificate.domains.push(Domain::Agriculture.into());
        office.told.tell(Body::Certificate(certificate));
    }
    for (id, domain) in [
        ("i-seeds", Domain::Agriculture),
        ("i-kitchen", Domain::Housing),
    ] {
        office.told.tell(Body::Item(Item {
            item_id: id.to_owned(),
            name: format!("检查{id}"),
            kind: ItemKind::Inspection.into(),
            domain: domain.into(),
            agency_ids: vec![YOUXI.to_owned()],
            ..elements::penalty_item()
        }));
    }
    office.hear().await;
}

fn inspection(item: &str) -> contract::cases::v1::OpenInspectionRequest {
    contract::cases::v1::OpenInspectionRequest {
        agency_id: YOUXI.to_owned(),
        joint_agency_ids: Vec::new(),
        item_ids: vec![item.to_owned()],
        co_officer_id: "o-two".to_owned(),
        ..acts::open_inspection()
    }
}

#[tokio::test]
async fn a_pilot_is_open_in_its_county_and_line_and_nowhere_else() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    youxi(&office).await;
    let one = testkit::actor::officer("o-one", YOUXI, "350426");
    // No switch: open.
    done!(
        office,
        &one,
        inspections.open_inspection(inspection("i-kitchen"))
    );

    office.told.tell(pilot());
    office.hear().await;
    done!(
        office,
        &one,
        inspections.open_inspection(inspection("i-seeds"))
    );
    for (actor, request) in [
        (&one, inspection("i-kitchen")),
        (&lin(), acts::open_inspection()),
    ] {
        let request = office.by(actor, request);
        let status = office
            .inspections
            .clone()
            .open_inspection(request)
            .await
            .unwrap_err();
        assert_eq!(status.code(), Code::FailedPrecondition);
        let info = status.get_details_error_info().unwrap();
        assert_eq!(info.reason, "FEATURE_NOT_OPEN");
        assert_eq!(info.metadata["feature"], "cases.inspection");
        assert_eq!(info.metadata["feature_name"], "行政检查");
    }
    // Penalties have a switch of their own.
    done!(office, &zheng(), penalties.file_case(acts::file(&office)));
    office.close().await;
}

#[tokio::test]
async fn a_switch_with_no_place_is_closed_and_what_is_under_way_goes_on() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::entered(&office).await;
    office.told.tell(inspections_only(Vec::new()));
    office.hear().await;
    let request = office.by(&lin(), acts::open_inspection());
    assert_eq!(
        office::reason(office.inspections.clone().open_inspection(request).await),
        "FEATURE_NOT_OPEN"
    );
    let site = acts::record_site(&office, &case.case_id, &[]);
    done!(office, &lin(), inspections.record_site(site));
    office.close().await;
}
