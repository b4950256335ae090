//! A database that older programmes have written is taken over as it is.

use std::borrow::Cow;

use cases::MIGRATOR;
use sqlx::migrate::Migrator;

use crate::acts::{self, done};
use crate::office::{self, guo, zheng};

/// The first migration alone, as it was once delivered.
fn first() -> Migrator {
    let first = MIGRATOR
        .iter()
        .filter(|migration| migration.version <= 1001);
    Migrator {
        migrations: Cow::Owned(first.cloned().collect()),
        ..Migrator::DEFAULT
    }
}

#[tokio::test]
async fn older_rows_stand_in_the_way_of_no_migration() {
    let first = first();
    let database = testkit::database(&[&feed::MIGRATOR, &first]).await;
    for statement in [
        "insert into replica_element (registry, element_id, valid_from, law_ids, body, position)
         values ('agency', 'longhai-market', '2021-07-15', '{}', '', 1)",
        "insert into cases (case_id, code, procedure, step, closed, agency_id, party_id, division, version,
            chain_head, state, created_at, updated_at)
         values (gen_random_uuid(), 'X', 'ORDINARY_PENALTY', 'CLOSED', true, 'a', 'p', '350604', 1,
            sha256('x'), '{}', '2026-01-01', '2026-01-01')",
    ] {
        sqlx::query(statement).execute(&database.pool).await.unwrap();
    }
    host::database::migrate(&database.pool, &cases::migrations())
        .await
        .unwrap();
    host::database::check(&database.pool, &cases::migrations())
        .await
        .unwrap();
    // What the replica held lacks what is looked up by now: it is taken over anew.
    let held: i64 = sqlx::query_scalar("select count(*) from replica_element")
        .fetch_one(&database.pool)
        .await
        .unwrap();
    assert_eq!(held, 0);
    database.close().await;
}

#[tokio::test]
async fn a_case_that_an_older_programme_wrote_goes_on() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::decided(&office).await.case_id;
    // What it did not know of is not there.
    office
        .database
        .tamper(
            "update cases set state = state
                #- '{opening,back_entry}' #- '{opening,party,minor}'
                #- '{opening,officers,0,certificate_expiry}' #- '{opening,officers,1,certificate_expiry}'
                #- '{opening,items,0,yearly_cap}'
                #- '{procedure,ordinary_penalty,decision,document_number}'
                #- '{procedure,ordinary_penalty,revocation}'",
        )
        .await;
    office.database.tamper("delete from document_number").await;
    let kept = office.kept(&id).await;
    assert!(!kept.to_string().contains("document_number"), "{kept}");
    let case = office.case(&zheng(), &id).await;
    assert_eq!(case.penalty.unwrap().document_number, "");
    assert_eq!(case.officers[0].certificate_expiry, "");
    done!(
        office,
        &zheng(),
        penalties.serve_decision(acts::serve_decision(&id))
    );
    let case = done!(office, &guo(), penalties.revoke_decision(acts::revoke(&id)));
    assert_eq!(case.step, "REVOKED");
    office.close().await;
}
