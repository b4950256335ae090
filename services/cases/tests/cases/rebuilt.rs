//! Made anew: every case and lead as its record tells it is what is kept of it, and what was written past the record is found.

use cases::rebuild::rebuild;

use crate::acts;
use crate::office;

#[tokio::test]
async fn what_is_kept_is_what_the_record_tells() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    acts::decided(&office).await;
    let rebuilt = rebuild(&office.database.pool).await.unwrap();
    assert_eq!(rebuilt.problems, Vec::<String>::new());
    assert_eq!(rebuilt.cases, 1);
    office.close().await;
}

#[tokio::test]
async fn a_case_altered_past_its_record_is_named() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::decided(&office).await;
    office
        .database
        .tamper("update cases set state = jsonb_set(state, '{last_step_on}', '\"2023-11-19\"')")
        .await;
    let rebuilt = rebuild(&office.database.pool).await.unwrap();
    assert_eq!(
        rebuilt.problems,
        [format!(
            "case {}: is kept otherwise than its record says",
            case.case_id
        )]
    );
    office.close().await;
}
