//! A phone that records acts without a network, and sends them later.

use actor::Actor;
use chrono::{DateTime, TimeDelta, Utc};
use contract::cases::v1::offline_command::Request as Asked;
use contract::cases::v1::offline_service_client::OfflineServiceClient;
use contract::cases::v1::*;
use host::Upstream;
use prost::Message;
use tonic::Status;

use crate::office::{Office, timestamp};

const EVIDENCE: &str = "/yifa.cases.v1.PenaltyService/RecordEvidence";
pub(crate) const FILE: &str = "/yifa.cases.v1.PenaltyService/FileCase";
pub(crate) const CONCLUDE: &str = "/yifa.cases.v1.PenaltyService/ConcludeInquiry";

/// A phone without a network.
pub(crate) struct Phone {
    pub(crate) device: String,
    pub(crate) sequence: i64,
    /// By how much its clock is ahead.
    pub(crate) ahead: TimeDelta,
    /// Day on which its obstacle ended.
    pub(crate) obstacle_ended: String,
}

impl Phone {
    pub(crate) fn new(device: &str) -> Self {
        Self {
            device: device.to_owned(),
            sequence: 0,
            ahead: TimeDelta::zero(),
            obstacle_ended: "2023-11-20".to_owned(),
        }
    }

    /// Records an act; its request id is the command's.
    pub(crate) fn record(
        &mut self,
        at: DateTime<Utc>,
        method: &str,
        (id, message): (&str, &impl Message),
        after: &[&OfflineCommand],
    ) -> OfflineCommand {
        self.sequence += 1;
        OfflineCommand {
            command_id: id.to_owned(),
            method: method.to_owned(),
            request: Some(Asked::Payload(message.encode_to_vec())),
            device_time: Some(timestamp(at + self.ahead)),
            sequence: self.sequence,
            after: after.iter().map(|it| it.command_id.clone()).collect(),
            opens_case_id: String::new(),
        }
    }

    /// Records evidence.
    pub(crate) fn evidence(
        &mut self,
        office: &Office,
        message: &RecordEvidenceRequest,
        after: &[&OfflineCommand],
    ) -> OfflineCommand {
        let said = (message.request_id.as_str(), message);
        self.record(office.now(), EVIDENCE, said, after)
    }

    /// Records that a case is filed, under an id of the phone's.
    pub(crate) fn file(&mut self, office: &Office, message: &FileCaseRequest) -> OfflineCommand {
        let said = (message.request_id.as_str(), message);
        OfflineCommand {
            opens_case_id: made(office),
            ..self.record(office.now(), FILE, said, &[])
        }
    }

    pub(crate) fn batch(&self, now: DateTime<Utc>, commands: &[OfflineCommand]) -> ReplayRequest {
        ReplayRequest {
            device_id: self.device.clone(),
            sent_device_time: Some(timestamp(now + self.ahead)),
            reason: OfflineReason::NoNetwork.into(),
            obstacle_ended_date: self.obstacle_ended.clone(),
            commands: commands.to_vec(),
        }
    }
}

/// An id that a phone makes for a case.
pub(crate) fn made(office: &Office) -> String {
    use clock::Entropy as _;
    clock::SystemEntropy.id(office.now()).to_string()
}

pub(crate) fn client(office: &Office) -> OfflineServiceClient<Upstream> {
    OfflineServiceClient::new(office.door.clone())
}

pub(crate) async fn sent(
    office: &Office,
    by: &Actor,
    batch: ReplayRequest,
) -> Result<ReplayResponse, Status> {
    let answer = client(office).replay(office.by(by, batch)).await;
    answer.map(tonic::Response::into_inner)
}

/// Sends commands; what became of each.
pub(crate) async fn replayed(
    office: &Office,
    by: &Actor,
    phone: &Phone,
    commands: &[OfflineCommand],
) -> Vec<CommandResult> {
    let batch = phone.batch(office.now(), commands);
    sent(office, by, batch).await.unwrap().results
}
