//! What a refusal said, for tests to compare.

use tonic::{Code, Status};
use tonic_types::StatusExt as _;

/// The parts of a refusal that callers rely on.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    /// gRPC code.
    pub code: Code,
    /// Stable reason.
    pub reason: String,
    /// Article, empty when none was cited.
    pub article: String,
    /// Chinese text.
    pub zh: String,
}

/// What the call was refused with.
///
/// # Panics
/// When it was not refused, or without the details every refusal carries.
pub fn said<T: std::fmt::Debug>(answer: Result<T, Status>) -> Said {
    let status = answer.expect_err("the call must be refused");
    let details = status.get_error_details();
    let info = details.error_info().expect("a refusal carries its reason");
    Said {
        code: status.code(),
        reason: info.reason.clone(),
        article: info.metadata.get("article").cloned().unwrap_or_default(),
        zh: details
            .localized_message()
            .map(|m| m.message.clone())
            .unwrap_or_default(),
    }
}
