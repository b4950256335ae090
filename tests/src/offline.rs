//! An inspection at a place without a network: what the phone recorded there is sent a week later, out of order, with a clock that
//! is three days fast.

#![expect(
    clippy::unwrap_used,
    reason = "what a story stands on must hold, or the story ends here"
)]

use chrono::{DateTime, TimeDelta, Utc};
use contract::cases::v1::offline_command::Request as Asked;
use contract::cases::v1::offline_service_client::OfflineServiceClient;
use contract::cases::v1::timeline_service_client::TimelineServiceClient;
use contract::cases::v1::{
    ApproveInspectionRequest, Case, CommandResult, CommandState, Finding, GetTimelineRequest,
    InspectionBasis, InspectionBasisKind, InspectionKind, OfflineCommand, OfflineReason,
    OpenInspectionRequest, OrderRectificationRequest, RecordSiteRequest, ReplayRequest, Signature,
    SignatureManner,
};
use contract::supervision::v1::ListWarningsRequest;
use elements::seed::ids;
use prost::Message;
use prost_types::Timestamp;
use suite::client::Client;

use crate::{Stage, gas_safety};

/// When it begins.
pub const BEGINS: &str = gas_safety::BEGINS;

/// What the phone keeps of an act until it can be sent.
pub fn command(
    (id, method): (&str, &str),
    message: &impl Message,
    at: Timestamp,
    sequence: i64,
    after: &[&str],
) -> OfflineCommand {
    OfflineCommand {
        command_id: id.to_owned(),
        method: format!("/yifa.cases.v1.{method}"),
        request: Some(Asked::Payload(message.encode_to_vec())),
        device_time: Some(at),
        sequence,
        after: after.iter().map(|id| (*id).to_owned()).collect(),
        opens_case_id: String::new(),
    }
}

/// Plays it; answers the case as it stands in the end.
pub async fn an_inspection_without_a_network_is_entered_afterwards(stage: &Stage) -> Case {
    let lin = stage.sign_in("lin.jianguo").await;
    let opened = lin.inspections().open_inspection(open(stage)).await;
    let id = opened.unwrap().into_inner().case.unwrap().case_id;
    let seen = gas_safety::the_firm_is_owed_an_approval_and_a_notice(stage, &id).await;

    // At the shop: nothing gets through. The phone's clock is three days fast.
    let fast = |instant: &str| timestamp(at(instant) + TimeDelta::days(3));
    let (site, order, approval) = (stage.request_id(), stage.request_id(), stage.request_id());
    let recorded = command(
        (&site, "InspectionService/RecordSite"),
        &record_site(&id, &seen.etag),
        fast("2023-11-20T10:20:00+08:00"),
        1,
        &[],
    );
    let ordered = command(
        (&order, "InspectionService/OrderRectification"),
        &order_rectification(&id, &seen.etag),
        fast("2023-11-20T10:40:00+08:00"),
        2,
        &[&site],
    );
    // What an officer may not do on-line he may not do off-line.
    let approve = ApproveInspectionRequest {
        case_id: id.clone(),
        granted: true,
        reasons: "同意".to_owned(),
        ..ApproveInspectionRequest::default()
    };
    let approved = command(
        (&approval, "InspectionService/ApproveInspection"),
        &approve,
        fast("2023-11-20T10:45:00+08:00"),
        3,
        &[],
    );

    // Back in the office, a day too late; what was recorded last is sent first.
    stage.travel_to("2023-11-28T09:00:00+08:00");
    let lin = stage.sign_in("lin.jianguo").await;
    let first = replayed(stage, &lin, std::slice::from_ref(&ordered)).await;
    assert_eq!(first[0].state(), CommandState::Waiting);
    assert_eq!(first[0].waits_for, std::slice::from_ref(&site));
    let all = replayed(stage, &lin, &[approved.clone(), recorded.clone()]).await;
    let states: Vec<CommandState> = all.iter().map(CommandResult::state).collect();
    let expected = [
        CommandState::Refused,
        CommandState::Accepted,
        CommandState::Accepted,
    ];
    assert_eq!(states, expected, "{all:?}");
    let why = all[0].refusal.as_ref().unwrap();
    assert_eq!(why.reason, "PERMISSION_DENIED");
    assert!(all[1].clock_off && all[1].late);
    assert_eq!(all[2].command_id, order, "what had waited");
    let case = all[2].case.clone().unwrap();
    let inspection = case.inspection.as_ref().unwrap();
    assert_eq!(inspection.findings.len(), 1);

    // The answer was lost: everything again.
    let again = replayed(stage, &lin, &[recorded, ordered, approved]).await;
    let states: Vec<CommandState> = again.iter().map(CommandResult::state).collect();
    let expected = [
        CommandState::AlreadyDone,
        CommandState::AlreadyDone,
        CommandState::Refused,
    ];
    assert_eq!(states, expected);
    assert_eq!(again[1].case.as_ref(), Some(&case));

    told_with_both_clocks(&lin, &id).await;
    supervision_warns_once(stage, &id).await;
    case
}

async fn told_with_both_clocks(lin: &Client, case_id: &str) {
    let mut timelines = TimelineServiceClient::new(lin.service());
    let request = GetTimelineRequest {
        case_id: case_id.to_owned(),
    };
    let timeline = timelines.get_timeline(request).await.unwrap().into_inner();
    let entries = timeline.entries.iter();
    let replayed: Vec<_> = entries
        .filter(|it| it.summary.starts_with("离线办理后补录"))
        .collect();
    assert_eq!(replayed.len(), 2);
    let summary = &replayed[0].summary;
    for part in [
        "现场无网络",
        "设备记录时间2023年11月23日10:20",
        "平台收到时间2023年11月28日09:0",
        "设备时钟有误（快3天）",
        "补录已超过五个工作日",
    ] {
        assert!(summary.contains(part), "{part}: {summary}");
    }
}

async fn supervision_warns_once(stage: &Stage, case_id: &str) {
    let supervisor = stage.sign_in("hong.liping").await;
    let warnings = testkit::eventually("supervision warns", || async {
        let request = ListWarningsRequest {
            rule: "BACK_ENTRY_LATE".to_owned(),
            case_id: case_id.to_owned(),
            ..ListWarningsRequest::default()
        };
        let listed = supervisor.supervision().list_warnings(request).await;
        let warnings = listed.unwrap().into_inner().warnings;
        (!warnings.is_empty()).then_some(warnings)
    })
    .await;
    assert_eq!(warnings.len(), 1, "one for one obstacle");
    let subject = warnings[0].subject.as_ref().unwrap();
    assert!(
        subject.reason.contains("2023年11月27日前补录"),
        "{}",
        subject.reason
    );
}

async fn replayed(stage: &Stage, by: &Client, commands: &[OfflineCommand]) -> Vec<CommandResult> {
    let batch = ReplayRequest {
        device_id: "phone-of-lin".to_owned(),
        sent_device_time: Some(timestamp(stage.instant() + TimeDelta::days(3))),
        reason: OfflineReason::NoNetwork.into(),
        obstacle_ended_date: "2023-11-20".to_owned(),
        commands: commands.to_vec(),
    };
    let mut offline = OfflineServiceClient::new(by.service());
    offline.replay(batch).await.unwrap().into_inner().results
}

fn open(stage: &Stage) -> OpenInspectionRequest {
    OpenInspectionRequest {
        request_id: stage.request_id(),
        joint_agency_ids: vec![
            ids::AGENCY_MARKET.to_owned(),
            ids::AGENCY_URBAN.to_owned(),
            ids::AGENCY_FIRE.to_owned(),
        ],
        party_id: ids::PARTY_SNACK.to_owned(),
        item_ids: vec![ids::ITEM_GAS_INSPECTION.to_owned()],
        kind: InspectionKind::Special.into(),
        basis: Some(InspectionBasis {
            kind: InspectionBasisKind::Campaign.into(),
            reference: "龙海区餐饮场所燃气安全专项检查方案".to_owned(),
        }),
        reason: "餐饮店燃气安全专项检查".to_owned(),
        place: "石码街道".to_owned(),
        co_officer_id: ids::OFFICER_CHEN.id.to_owned(),
        ..OpenInspectionRequest::default()
    }
}

fn record_site(case_id: &str, etag: &str) -> RecordSiteRequest {
    RecordSiteRequest {
        case_id: case_id.to_owned(),
        etag: etag.to_owned(),
        co_officer_id: ids::OFFICER_CHEN.id.to_owned(),
        start_time: Some(timestamp(at("2023-11-20T09:40:00+08:00"))),
        end_time: Some(timestamp(at("2023-11-20T10:20:00+08:00"))),
        certificates_shown: true,
        rights_told: true,
        findings: vec![Finding {
            description: "燃气软管不合格".to_owned(),
            ..Finding::default()
        }],
        signature: Some(Signature {
            manner: SignatureManner::Signed.into(),
            signer: "张某".to_owned(),
            ..Signature::default()
        }),
        ..RecordSiteRequest::default()
    }
}

fn order_rectification(case_id: &str, etag: &str) -> OrderRectificationRequest {
    OrderRectificationRequest {
        case_id: case_id.to_owned(),
        etag: etag.to_owned(),
        co_officer_id: ids::OFFICER_CHEN.id.to_owned(),
        requirement: "更换燃气软管。".to_owned(),
        due_date: "2023-12-08".to_owned(),
        ..OrderRectificationRequest::default()
    }
}

fn at(instant: &str) -> DateTime<Utc> {
    instant.parse().unwrap()
}

fn timestamp(at: DateTime<Utc>) -> Timestamp {
    Timestamp {
        seconds: at.timestamp(),
        nanos: 0,
    }
}
