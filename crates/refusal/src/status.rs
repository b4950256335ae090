//! Refusals and faults as gRPC statuses with standard details (AIP-193).

use std::collections::HashMap;
use std::error::Error;
use std::time::Duration;

use tonic::Status;
use tonic_types::{ErrorDetails, StatusExt};

use crate::{Code, Failure, Fault, Refusal, general};

/// How long a caller waits before it retries when a part does not answer.
const RETRY_UNAVAILABLE: Duration = Duration::from_secs(1);

impl Code {
    /// The gRPC code.
    pub fn grpc(self) -> tonic::Code {
        match self {
            Self::Malformed => tonic::Code::InvalidArgument,
            Self::Unauthenticated => tonic::Code::Unauthenticated,
            Self::Forbidden => tonic::Code::PermissionDenied,
            Self::Absent => tonic::Code::NotFound,
            Self::Refused => tonic::Code::FailedPrecondition,
            Self::Stale => tonic::Code::Aborted,
            Self::Duplicate => tonic::Code::AlreadyExists,
            Self::Throttled => tonic::Code::ResourceExhausted,
            Self::Unavailable => tonic::Code::Unavailable,
            Self::Fault => tonic::Code::Internal,
        }
    }
}

impl From<Refusal> for Status {
    fn from(refusal: Refusal) -> Self {
        let reason = refusal.reason();
        let metadata: HashMap<String, String> = refusal
            .metadata()
            .iter()
            .map(|(k, v)| ((*k).to_owned(), v.clone()))
            .collect();
        let mut details = ErrorDetails::with_error_info(reason.name, reason.domain, metadata);
        for field in refusal.fields() {
            details.add_bad_request_violation(&field.path, &field.rule);
        }
        for unmet in refusal.unmet() {
            details.add_precondition_failure_violation(
                &unmet.article,
                &unmet.subject,
                &unmet.remedy,
            );
        }
        let retry = refusal
            .retry_after()
            .or_else(|| (reason.code == Code::Unavailable).then_some(RETRY_UNAVAILABLE));
        if retry.is_some() {
            details.set_retry_info(retry);
        }
        details.set_localized_message("zh-CN", refusal.zh());
        Self::with_error_details(reason.code.grpc(), refusal.message(), details)
    }
}

impl From<Fault> for Status {
    fn from(fault: Fault) -> Self {
        let reason = match &fault {
            Fault::Unavailable(source) => {
                tracing::warn!(error = %chain(source.as_ref()), "a part that is needed does not answer");
                &general::UNAVAILABLE
            }
            Fault::Internal(source) => {
                tracing::error!(error = %chain(source.as_ref()), "internal fault");
                &general::FAULT
            }
        };
        Refusal::new(reason, reason.meaning, reason.remedy).into()
    }
}

impl From<Failure> for Status {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refusal(refusal) => refusal.into(),
            Failure::Fault(fault) => fault.into(),
        }
    }
}

/// An error and its causes in one line, outermost first.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_travels_with_reason_article_and_chinese_text() {
        let refusal = Refusal::malformed("case_id", "must be a UUID", "必须是案件编号")
            .citing("行政处罚法", "行政处罚法第四十四条");
        let status = Status::from(refusal);
        assert_eq!(status.code(), tonic::Code::InvalidArgument);
        let details = status.get_error_details();
        let info = details.error_info().unwrap();
        assert_eq!(info.reason, "MALFORMED_FIELD");
        assert_eq!(info.metadata["article"], "行政处罚法第四十四条");
        assert_eq!(details.localized_message().unwrap().locale, "zh-CN");
        assert_eq!(
            details.bad_request().unwrap().field_violations[0].field,
            "case_id"
        );
    }

    #[test]
    fn a_fault_leaves_no_internal_text() {
        let status = Status::from(Fault::internal("column secret of table cases"));
        assert_eq!(status.code(), tonic::Code::Internal);
        assert!(!status.message().contains("secret"), "{}", status.message());
        assert!(!String::from_utf8_lossy(status.details()).contains("secret"));
    }

    #[test]
    fn what_does_not_answer_says_when_to_retry() {
        let status = Status::from(Fault::unavailable("connection refused"));
        assert_eq!(status.code(), tonic::Code::Unavailable);
        assert!(status.get_error_details().retry_info().is_some());
    }
}
