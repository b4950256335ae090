//! Proof: what is exported shows by itself that nothing was changed.

use contract::cases::v1::{self as proto};
use feed::bundle::{Bundle, verify};

use crate::acts;
use crate::office::{self, Office, zheng};

async fn bundle(office: &Office, case_id: &str) -> Bundle {
    let request = proto::ExportCaseBundleRequest {
        case_id: case_id.to_owned(),
    };
    let request = office.by(&zheng(), request);
    let answer = office
        .cases
        .clone()
        .export_case_bundle(request)
        .await
        .unwrap();
    serde_json::from_str(&answer.into_inner().bundle_json).unwrap()
}

#[tokio::test]
async fn an_exported_case_verifies_and_a_changed_one_does_not() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::decided(&office).await;
    let whole = bundle(&office, &case.case_id).await;
    assert_eq!(
        format!("v{}", whole.events.len()),
        case.etag,
        "the newest event is proved too"
    );
    let key = office.desk.feed().public_pem();
    let report = verify(&whole, Some(key));
    assert!(report.is_sound(), "{report:?}");

    let mut altered = whole.clone();
    let last = altered.events.len() - 1;
    altered.events[last].payload[3] ^= 1;
    assert!(!verify(&altered, Some(key)).is_sound());
    let mut shortened = whole.clone();
    shortened.events.remove(2);
    assert!(!verify(&shortened, Some(key)).is_sound());
    let mut misattributed = whole;
    misattributed.events[0].actor = "account-of-o-wu".to_owned();
    assert!(!verify(&misattributed, Some(key)).is_sound());
    office.close().await;
}

#[tokio::test]
async fn a_record_altered_in_the_database_is_found() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::decided(&office).await;
    bundle(&office, &case.case_id).await;
    let key = office.desk.feed().public_pem().to_owned();
    let before = feed::verify::database(&office.database.pool, &key)
        .await
        .unwrap();
    assert!(before.is_sound(), "{before:?}");
    office
        .database
        .tamper("update record set actor = 'account-of-o-wu' where type like '%PenaltyDecided'")
        .await;
    let after = feed::verify::database(&office.database.pool, &key)
        .await
        .unwrap();
    assert!(!after.is_sound());
    let named = after.problems.iter().any(|problem| {
        problem
            .aggregate
            .as_ref()
            .is_some_and(|aggregate| aggregate.contains(&case.case_id))
    });
    assert!(named, "{:?}", after.problems);
    office.close().await;
}
