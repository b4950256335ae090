//! Bundles: what was tried in one county, taken over in another.

use contract::elements::v1::bundle_service_client::BundleServiceClient;
use contract::elements::v1::*;
use host::Upstream;

use crate::centre::{TestCentre, fresh, is, item, longhai, record_item, second_person};

async fn with_scene() -> (TestCentre, BundleServiceClient<Upstream>) {
    let mut centre = longhai().await;
    let gas = Item {
        kind: ItemKind::Inspection.into(),
        fine_floor_fen: 0,
        fine_cap_fen: 0,
        person_fine_floor_fen: 0,
        person_fine_cap_fen: 0,
        ..item("i-gas", &["market"])
    };
    let item = centre.by_clerk(record_item(gas));
    centre.elements.record_item(item).await.unwrap();
    record(&mut centre, scene("餐饮燃气综合查一次"), "2023-01-01").await;
    let bundles = BundleServiceClient::new(centre.door.clone());
    (centre, bundles)
}

fn scene(name: &str) -> Scene {
    Scene {
        scene_id: "gas-once".into(),
        name: name.into(),
        division: "350604".into(),
        item_ids: vec!["i-gas".into()],
        checks: vec![SceneCheck {
            item_id: "i-gas".into(),
            content: "连接软管是否超期".into(),
            method: "现场查看".into(),
            ..SceneCheck::default()
        }],
        ..Scene::default()
    }
}

async fn record(centre: &mut TestCentre, scene: Scene, valid_from: &str) {
    let request = RecordSceneRequest {
        request_id: fresh(),
        scene: Some(scene),
        valid_from: valid_from.into(),
        ..RecordSceneRequest::default()
    };
    let request = centre.by(&centre.province, request);
    centre.elements.record_scene(request).await.unwrap();
}

async fn export(centre: &TestCentre, bundles: &mut BundleServiceClient<Upstream>) -> Vec<u8> {
    let request = ExportBundleRequest {
        name: "燃气场景".into(),
        elements: vec![ElementName {
            registry: Registry::Scene.into(),
            element_id: "gas-once".into(),
        }],
        valid_date: String::new(),
    };
    let answer = bundles.export_bundle(centre.by_clerk(request)).await;
    answer.unwrap().into_inner().bundle
}

fn import(bundle: Vec<u8>, division: &str) -> ImportBundleRequest {
    ImportBundleRequest {
        request_id: fresh(),
        bundle,
        division: division.into(),
        valid_from: "2023-12-01".into(),
        ..ImportBundleRequest::default()
    }
}

async fn publish(centre: &mut TestCentre, change_id: String) {
    let request = PublishChangeRequest {
        request_id: fresh(),
        change_id,
        etag: String::new(),
    };
    let request = centre.by(&second_person(), request);
    centre.changes.publish_change(request).await.unwrap();
}

#[tokio::test]
async fn a_scene_is_taken_over_in_another_county_and_what_was_changed_there_stays() {
    let (mut centre, mut bundles) = with_scene().await;
    let bundle = export(&centre, &mut bundles).await;

    // 长泰区 takes it over as a copy of its own, once a second person has published it.
    let request = centre.by(&centre.changtai, import(bundle.clone(), "350605"));
    let answer = bundles.import_bundle(request).await.unwrap().into_inner();
    assert_eq!(answer.taken[0].element_id, "gas-once-350605");
    publish(&mut centre, answer.change_id).await;
    let get = GetSceneRequest {
        scene_id: "gas-once-350605".into(),
        as_of: crate::centre::as_of("2023-12-02", ""),
    };
    let get = centre.by_clerk(get);
    let copy = centre.elements.get_scene(get).await;
    let copy = copy.unwrap().into_inner().scene.unwrap();
    assert_eq!(copy.division, "350605");
    assert_eq!(copy.checks, scene("").checks);

    // Again: nothing new.
    let request = centre.by(&centre.changtai, import(bundle.clone(), "350605"));
    let again = bundles.import_bundle(request).await.unwrap().into_inner();
    assert_eq!((again.change_id.as_str(), again.taken.len()), ("", 0));

    // What 长泰区 adjusts is shown as its own, and is not overwritten unless it is named.
    let adjusted = Scene {
        name: "长泰餐饮燃气综合查一次".into(),
        ..copy
    };
    record(&mut centre, adjusted, "2023-12-01").await;
    centre
        .test
        .clock
        .set("2023-12-05T09:00:00+08:00".parse().unwrap());
    let inspect = InspectBundleRequest {
        bundle: bundle.clone(),
    };
    let request = centre.by(&centre.changtai, inspect);
    let shown = bundles.inspect_bundle(request).await.unwrap().into_inner();
    assert!(shown.trusted);
    assert_eq!(shown.entries[0].comparison(), BundleComparison::Overridden);
    assert_eq!(shown.entries[0].differing_fields, ["name"]);
    assert!(shown.entries[0].missing.is_empty());
    let request = centre.by(&centre.changtai, import(bundle.clone(), "350605"));
    let left = bundles.import_bundle(request).await.unwrap().into_inner();
    assert_eq!(left.left[0].element_id, "gas-once-350605");
    assert!(left.change_id.is_empty());
    let overwrite = ImportBundleRequest {
        overwrite: left.left,
        ..import(bundle, "350605")
    };
    let request = centre.by(&centre.changtai, overwrite);
    let taken = bundles.import_bundle(request).await.unwrap().into_inner();
    assert_eq!(taken.taken.len(), 1);
    centre.close().await;
}

#[tokio::test]
async fn a_bundle_that_was_altered_or_signed_by_a_stranger_is_not_taken() {
    let (centre, mut bundles) = with_scene().await;
    let bundle = export(&centre, &mut bundles).await;
    let mut file: serde_json::Value = serde_json::from_slice(&bundle).unwrap();
    let content = file["content"].as_str().unwrap().to_owned();
    file["content"] = content.replacen('A', "B", 1).into();
    let altered = serde_json::to_vec(&file).unwrap();
    let request = centre.by(&centre.changtai, import(altered, "350605"));
    let refused = bundles.import_bundle(request).await.unwrap_err();
    assert!(is(&refused, "BUNDLE_ALTERED") || is(&refused, "BUNDLE_UNREADABLE"));

    // Another deployment's centre does not know this one's key.
    let stranger = longhai().await;
    let mut elsewhere = BundleServiceClient::new(stranger.door.clone());
    let request = stranger.by_clerk(import(bundle.clone(), "350604"));
    let refused = elsewhere.import_bundle(request).await.unwrap_err();
    assert!(is(&refused, "BUNDLE_KEY_UNKNOWN"));
    // Even when the key is accepted: the item that the scene looks at is not known there.
    let accepted = ImportBundleRequest {
        accept_unknown_key: true,
        ..import(bundle.clone(), "350604")
    };
    let request = stranger.by_clerk(accepted);
    let refused = elsewhere.import_bundle(request).await.unwrap_err();
    assert!(is(&refused, "REFERENCE_NOT_IN_FORCE"));
    let request = stranger.by_clerk(InspectBundleRequest { bundle });
    let shown = elsewhere
        .inspect_bundle(request)
        .await
        .unwrap()
        .into_inner();
    assert!(!shown.trusted);
    assert_eq!(shown.entries[0].missing, ["item/i-gas"]);
    stranger.close().await;
    centre.close().await;
}

#[tokio::test]
async fn people_and_parties_do_not_travel() {
    let (centre, mut bundles) = with_scene().await;
    let request = ExportBundleRequest {
        name: "人员".into(),
        elements: vec![ElementName {
            registry: Registry::Officer.into(),
            element_id: "o-lin".into(),
        }],
        valid_date: String::new(),
    };
    let refused = bundles.export_bundle(centre.by_clerk(request)).await;
    assert!(is(&refused.unwrap_err(), "NOT_FOR_BUNDLES"));
    centre.close().await;
}
