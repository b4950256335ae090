//! `yifa verify` finds what somebody changed of what was received.

use contract::exchange::v1::HandOverRequest;

use crate::place::{COUNTY, COUNTY_LOG, city, county};
use crate::record::{Record, seal};

fn signed(mut batch: HandOverRequest) -> HandOverRequest {
    seal(COUNTY).sign(&mut batch).unwrap();
    batch
}

#[tokio::test]
async fn whatever_is_altered_is_found() {
    let city = city().await;
    let record = Record::new("350604", COUNTY_LOG).await;
    record.acts(600).await;
    for (first, last) in [(1, 250), (251, 600)] {
        let batch = signed(record.batch(first, last).await);
        city.hand_over(&county(), batch).await.unwrap();
    }
    let pool = &city.database.pool;
    let report = exchange::verify(pool).await.unwrap();
    assert_eq!((report.logs, report.events, report.heads), (1, 600, 1));
    assert_eq!(report.problems, []);

    for (bend, mend, table) in [
        (
            "update received_event set actor = 'o-nobody' where position = 17",
            "update received_event set actor = 'o-lin' where position = 17",
            "received_event",
        ),
        (
            "update received_node set hash = decode(repeat('07', 32), 'hex') where level = 8 and index = 1",
            "update received_node set hash = hash where level = 8",
            "received_node",
        ),
        (
            "update received_head set root_hash = decode(repeat('07', 32), 'hex')",
            "update received_head set root_hash = root_hash",
            "received_head",
        ),
        (
            "delete from received_event where position = 600",
            "update received_log set position = position",
            "received_event",
        ),
    ] {
        city.database.tamper(bend).await;
        let report = exchange::verify(pool).await.unwrap();
        assert!(
            report.problems.iter().any(|problem| problem.table == table),
            "{bend}: {:?}",
            report.problems
        );
        city.database.tamper(mend).await;
    }
    city.close().await;
    record.database.close().await;
}

#[tokio::test]
async fn what_was_received_cannot_be_changed_by_accident() {
    let city = city().await;
    let record = Record::new("350604", COUNTY_LOG).await;
    record.acts(2).await;
    let batch = signed(record.batch(1, 2).await);
    city.hand_over(&county(), batch).await.unwrap();
    for statement in [
        "update received_event set actor = ''",
        "delete from received_event",
    ] {
        let refused = sqlx::raw_sql(statement).execute(&city.database.pool).await;
        assert!(refused.unwrap_err().to_string().contains("append-only"));
    }
    city.close().await;
    record.database.close().await;
}
