//! 补录: cases that were first handled off-line (福建省人民政府令第242号 §17).

use contract::cases::v1::{self as proto, BackEntry, OfflineReason};

use crate::acts::{self, done};
use crate::office::{self, Office, lin, zheng};

fn entry(handled: &str, obstacle_ended: &str) -> BackEntry {
    BackEntry {
        reason: OfflineReason::PlatformFailure.into(),
        handled_date: handled.to_owned(),
        obstacle_ended_date: obstacle_ended.to_owned(),
        // Given by the platform: what a caller says of it is not read.
        late: true,
    }
}

async fn first_summary(office: &Office, case_id: &str) -> String {
    let request = proto::ListCaseEventsRequest {
        case_id: case_id.to_owned(),
        ..proto::ListCaseEventsRequest::default()
    };
    let page = office
        .cases
        .clone()
        .list_case_events(office.by(&zheng(), request))
        .await
        .unwrap();
    page.into_inner().summaries.remove(0)
}

#[tokio::test]
async fn a_case_handled_off_line_is_entered_as_of_the_day_it_was_handled() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let filing = proto::FileCaseRequest {
        act_date: "2023-11-10".to_owned(),
        back_entry: Some(entry("2023-11-13", "2023-11-14")),
        ..acts::file(&office)
    };
    let case = done!(office, &zheng(), penalties.file_case(filing));
    let kept = case.back_entry.unwrap();
    assert!(!kept.late, "2023-11-21 is the last day");
    assert_eq!(kept.reason(), OfflineReason::PlatformFailure);
    assert_eq!(case.penalty.unwrap().filed_date, "2023-11-13");
    assert_eq!(case.deadlines[0].start_date, "2023-11-13");
    assert_eq!(
        first_summary(&office, &case.case_id).await,
        "立案，当事人：龙海某食品有限公司，承办人：郑海峰、蔡雅婷，\
         补录（平台故障且情况紧急，2023年11月13日线下办理）"
    );

    let opening = proto::OpenInspectionRequest {
        back_entry: Some(entry("2023-11-08", "2023-11-10")),
        ..acts::open_inspection()
    };
    let case = done!(office, &lin(), inspections.open_inspection(opening));
    assert!(
        case.back_entry.as_ref().unwrap().late,
        "2023-11-17 was the last day"
    );
    assert_eq!(case.inspection.unwrap().planned_date, "2023-11-08");
    let read = office.case(&lin(), &case.case_id).await;
    assert_eq!(read.back_entry, case.back_entry);
    assert!(
        first_summary(&office, &case.case_id)
            .await
            .ends_with("2023年11月8日线下办理，已超过五个工作日）")
    );
    office.close().await;
}

#[tokio::test]
async fn officers_must_have_been_qualified_on_the_day_they_acted_off_line() {
    let office = office::open("2023-07-03T09:00:00+08:00").await;
    // The certificate of o-wu ended on 2023-06-30.
    let filing = |back_entry| proto::FileCaseRequest {
        co_officer_id: "o-wu".to_owned(),
        act_date: "2023-06-20".to_owned(),
        back_entry,
        ..acts::file(&office)
    };
    let today = office.by(&zheng(), filing(None));
    assert_eq!(
        office::reason(office.penalties.clone().file_case(today).await),
        "CERTIFICATE_LAPSED"
    );
    let entered = filing(Some(entry("2023-06-29", "2023-07-01")));
    let case = done!(office, &zheng(), penalties.file_case(entered));
    assert_eq!(case.officers[1].certificate_expiry, "2023-06-30");
    office.close().await;
}
