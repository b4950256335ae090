//! Why a command was not done, as its sender is told and as it is kept: what the method would have said on-line.

use contract::cases::v1 as proto;
use refusal::Code;
use tonic::Status;
use tonic_types::StatusExt as _;

use crate::reasons;

/// What a no comes to for a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// For good.
    Lasting,
    /// Somebody changed the case.
    Stale,
    /// A part of the platform does not answer: it is tried again.
    Passing,
}

/// The refusal of a status.
pub(super) fn told(status: &Status) -> proto::CommandRefusal {
    let details = status.get_error_details();
    let info = details.error_info();
    let mut metadata = info.map(|it| it.metadata.clone()).unwrap_or_default();
    let mut fact = |key| metadata.remove(key).unwrap_or_default();
    let (law, article) = (fact("law"), fact("article"));
    let violations = details.bad_request().map(|it| &it.field_violations);
    proto::CommandRefusal {
        code: code(status).map_or("UNKNOWN", Code::grpc_name).to_owned(),
        reason: info.map(|it| it.reason.clone()).unwrap_or_default(),
        law,
        article,
        text: details
            .localized_message()
            .map(|it| it.message.clone())
            .unwrap_or_default(),
        message: status.message().to_owned(),
        violations: violations
            .into_iter()
            .flatten()
            .map(|it| proto::CommandFieldViolation {
                field: it.field.clone(),
                rule: it.description.clone(),
            })
            .collect(),
        metadata: metadata.into_iter().collect(),
    }
}

/// Whether a no is one for good.
pub(super) fn verdict(status: &Status) -> Verdict {
    let reason = told(status).reason;
    match code(status) {
        _ if reason == reasons::REPLICA_TOO_OLD.name => Verdict::Passing,
        Some(Code::Stale) => Verdict::Stale,
        Some(Code::Unavailable | Code::Fault | Code::Throttled) | None => Verdict::Passing,
        Some(_) => Verdict::Lasting,
    }
}

/// The closed code of a status; none: it is not one of ours.
fn code(status: &Status) -> Option<Code> {
    let mut all = Code::ALL.into_iter();
    all.find(|code| code.grpc() == status.code())
}
