//! A phone in a warehouse without a network: what it recorded is done once when it is back, and what somebody else has overtaken
//! comes back with the newer version.

use contract::cases::v1::offline_command::Request as Asked;
use contract::cases::v1::offline_service_client::OfflineServiceClient;
use contract::cases::v1::{
    CommandResult, CommandState, EvidenceKind, OfflineCommand, OfflineReason,
    RecordEvidenceRequest, ReplayRequest,
};
use elements::seed::ids;
use prost::Message as _;
use prost_types::Timestamp;

use super::Trail;

fn found(id: &str, etag: &str, what: &str, at: Timestamp) -> RecordEvidenceRequest {
    RecordEvidenceRequest {
        case_id: id.to_owned(),
        etag: etag.to_owned(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        kind: EvidenceKind::Documentary.into(),
        description: what.to_owned(),
        collect_time: Some(at),
        ..RecordEvidenceRequest::default()
    }
}

/// What the phone keeps of an act, under an id that it has made itself.
fn kept(
    command_id: &str,
    (sequence, after): (i64, &[&str]),
    act: &RecordEvidenceRequest,
    at: Timestamp,
) -> OfflineCommand {
    OfflineCommand {
        command_id: command_id.to_owned(),
        method: "/yifa.cases.v1.PenaltyService/RecordEvidence".to_owned(),
        request: Some(Asked::Payload(act.encode_to_vec())),
        device_time: Some(at),
        sequence,
        after: after.iter().map(|id| (*id).to_owned()).collect(),
        opens_case_id: String::new(),
    }
}

async fn replayed(trail: &Trail<'_>, commands: &[OfflineCommand]) -> Vec<CommandResult> {
    let batch = ReplayRequest {
        device_id: "phone-of-zheng".to_owned(),
        sent_device_time: Some(trail.stage.now()),
        reason: OfflineReason::NoNetwork.into(),
        obstacle_ended_date: "2026-03-05".to_owned(),
        commands: commands.to_vec(),
    };
    let mut phone = OfflineServiceClient::new(trail.crew.zheng.service());
    phone.replay(batch).await.unwrap().into_inner().results
}

fn states(results: &[CommandResult]) -> Vec<CommandState> {
    results.iter().map(CommandResult::state).collect()
}

/// Plays it.
pub(super) async fn works_without_a_network(trail: &mut Trail<'_>, id: &str) {
    trail.later("2026-03-05T09:00:00+08:00").await;
    let stage = trail.stage;
    let seen = trail.case(id).await;
    let before = seen.penalty.as_ref().unwrap().evidence.len();
    let at = stage.now();
    let (first, second) = (stage.request_id(), stage.request_id());
    let ledger = found(id, &seen.etag, "仓库台账复印件", at);
    let receipts = found(id, &seen.etag, "印刷费票据", at);
    let recorded = [
        kept(&second, (2, &[&first]), &receipts, at),
        kept(&first, (1, &[]), &ledger, at),
    ];

    trail.later("2026-03-05T15:00:00+08:00").await;
    let alone = replayed(trail, &recorded[..1]).await;
    assert_eq!(states(&alone), [CommandState::Waiting]);
    assert_eq!(alone[0].waits_for, std::slice::from_ref(&first));
    let done = replayed(trail, &recorded).await;
    assert_eq!(states(&done), [CommandState::Accepted; 2], "{done:?}");
    let again = replayed(trail, &recorded).await;
    assert_eq!(states(&again), [CommandState::AlreadyDone; 2]);
    let case = trail.case(id).await;
    let evidence = &case.penalty.as_ref().unwrap().evidence;
    assert_eq!(evidence.len(), before + 2, "each of them once");

    // Off-line again; meanwhile somebody else works on the case.
    let third = stage.request_id();
    let order = found(id, &case.etag, "印刷订单", stage.now());
    let overtaken = kept(&third, (3, &[]), &order, stage.now());
    let shot = RecordEvidenceRequest {
        request_id: stage.request_id(),
        co_officer_id: ids::OFFICER_ZHENG.id.to_owned(),
        ..found(id, "", "电子订单截图", stage.now())
    };
    let newer = trail.cai.penalties().record_evidence(shot).await;
    let newer = newer.unwrap().into_inner().case.unwrap();
    let conflict = replayed(trail, std::slice::from_ref(&overtaken)).await;
    assert_eq!(states(&conflict), [CommandState::Conflict], "{conflict:?}");
    let shown = conflict[0].case.as_ref().unwrap();
    assert_eq!(shown.etag, newer.etag);
    let last = shown.penalty.as_ref().unwrap().evidence.last().unwrap();
    assert_eq!(last.description, "电子订单截图", "the newer version");
    let untouched = trail.case(id).await;
    assert_eq!(untouched.etag, newer.etag, "nothing was overwritten");

    // The officer has looked at it, and sends it as a new command.
    let decided = RecordEvidenceRequest {
        etag: newer.etag,
        ..order
    };
    let fourth = kept(&stage.request_id(), (4, &[]), &decided, stage.now());
    let sent = replayed(trail, std::slice::from_ref(&fourth)).await;
    assert_eq!(states(&sent), [CommandState::Accepted]);
    let kept_both = trail.case(id).await.penalty.unwrap().evidence;
    assert_eq!(kept_both.len(), before + 4);
}
