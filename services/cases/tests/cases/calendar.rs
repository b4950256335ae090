//! The holiday calendar as an element: told while the service runs, used from the next act on.

use cases::clocks::tick;
use contract::cases::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{HolidayCalendar, Registry};

use crate::acts;
use crate::office;

fn schedule(year: &str, document_number: &str, days_off: &[&str]) -> Body {
    Body::HolidayCalendar(HolidayCalendar {
        holiday_calendar_id: year.to_owned(),
        document_number: document_number.to_owned(),
        days_off: days_off.iter().map(|day| (*day).to_owned()).collect(),
        make_up_days: Vec::new(),
    })
}

/// Last day of the party's statement, and whether it is certain.
fn statement(case: &proto::Case) -> (&str, bool) {
    let found = case.deadlines.iter().find(|it| it.kind == "STATEMENT");
    let deadline = found.unwrap();
    (deadline.due_date.as_str(), !deadline.provisional)
}

#[tokio::test]
async fn a_year_that_is_told_counts_from_the_next_act_on_without_a_restart() {
    let office = office::open("2026-12-30T09:00:00+08:00").await;
    let before = acts::noticed(&office).await;
    assert_eq!(statement(&before), ("2027-01-06", false));

    office
        .told
        .tell(schedule("2027", "国办发明电〔2026〕1号", &["2027-01-01"]));
    office.hear().await;
    let told = acts::noticed(&office).await;
    assert_eq!(statement(&told), ("2027-01-07", true));
    // What had to be guessed is counted anew: the decision's last day and the statement's.
    assert_eq!(tick(&office.desk).await.unwrap().acts, 2);
    let again = office.case(&office::zheng(), &before.case_id).await;
    assert_eq!(statement(&again), ("2027-01-07", true));

    office.told.tell(schedule(
        "2027",
        "国办发明电〔2026〕2号",
        &["2027-01-01", "2027-01-04", "2027-01-05"],
    ));
    office.hear().await;
    let changed = acts::noticed(&office).await;
    assert_eq!(statement(&changed), ("2027-01-11", true));
    assert_eq!(
        statement(&office.case(&office::zheng(), &told.case_id).await).0,
        "2027-01-07"
    );

    // Withdrawn: nobody knows how 2027 is worked.
    office
        .told
        .change(Registry::HolidayCalendar, "2027", Vec::new());
    office.hear().await;
    assert!(!statement(&acts::noticed(&office).await).1);
    office.close().await;
}

#[tokio::test]
async fn a_year_that_was_shipped_is_changed_only_by_a_document() {
    let office = office::open("2026-09-29T09:00:00+08:00").await;
    let shipped = acts::noticed(&office).await;
    office.told.tell(schedule("2026", "", &[]));
    office.hear().await;
    let slip = acts::noticed(&office).await;
    assert_eq!(statement(&slip), statement(&shipped));

    office
        .told
        .tell(schedule("2026", "国办发明电〔2026〕9号", &[]));
    office.hear().await;
    let changed = acts::noticed(&office).await;
    assert!(statement(&changed).0 < statement(&shipped).0, "{changed:?}");
    office.close().await;
}

#[tokio::test]
async fn a_schedule_that_cannot_be_one_stops_no_act() {
    let office = office::open("2026-09-29T09:00:00+08:00").await;
    let shipped = acts::noticed(&office).await;
    office
        .told
        .tell(schedule("2026", "国办发明电〔2026〕9号", &["2025-10-01"]));
    office.told.tell(schedule("next", "", &["2026-10-09"]));
    office.hear().await;
    let case = acts::noticed(&office).await;
    assert_eq!(statement(&case), statement(&shipped));
    office.close().await;
}
