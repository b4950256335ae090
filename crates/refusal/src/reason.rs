//! Stable reasons: what integrators match on, and what the error catalogue is made from.

use crate::Code;

/// A stable reason for a no. The name never changes once released; docs/refusals.md is generated from these.
#[derive(Debug, PartialEq, Eq)]
pub struct Reason {
    /// Name on the wire: UPPER_SNAKE, at most 63 characters.
    pub name: &'static str,
    /// Code it travels under.
    pub code: Code,
    /// Area that gives it, e.g. `cases`: ErrorInfo.domain.
    pub domain: &'static str,
    /// What it means, in English, for the developer.
    pub meaning: &'static str,
    /// What to do about it, in Chinese, for the officer.
    pub remedy: &'static str,
}

/// Reasons that any part of the platform may give.
pub mod general {
    use super::{Code, Reason};

    /// A field of the request breaks a rule.
    pub const MALFORMED: Reason = Reason {
        name: "MALFORMED_FIELD",
        code: Code::Malformed,
        domain: "yifa",
        meaning: "A field of the request breaks a rule; BadRequest names the field and the rule.",
        remedy: "请按提示修改所指字段后重新提交。",
    };
    /// The request id was used for something else.
    pub const REQUEST_ID_REUSED: Reason = Reason {
        name: "IDEMPOTENCY_KEY_REUSED",
        code: Code::Malformed,
        domain: "yifa",
        meaning: "The request_id was already used by this caller for another method or payload.",
        remedy: "请为新的操作生成新的 request_id；重试同一操作时请勿改动内容。",
    };
    /// Not there, or not the caller's to know.
    pub const ABSENT: Reason = Reason {
        name: "NOT_FOUND",
        code: Code::Absent,
        domain: "yifa",
        meaning: "It does not exist, or the caller has no right to know whether it does.",
        remedy: "请核对编号；如属其他机关办理，请联系有管辖权的机关。",
    };
    /// Somebody changed it.
    pub const STALE: Reason = Reason {
        name: "STALE",
        code: Code::Stale,
        domain: "yifa",
        meaning: "It changed since the caller read it; metadata.current_etag is its present state.",
        remedy: "请刷新后重新办理。",
    };
    /// No valid identity.
    pub const UNAUTHENTICATED: Reason = Reason {
        name: "UNAUTHENTICATED",
        code: Code::Unauthenticated,
        domain: "yifa",
        meaning: "No valid access token came with the call.",
        remedy: "请重新登录。",
    };
    /// The caller's roles do not permit the method.
    pub const FORBIDDEN: Reason = Reason {
        name: "PERMISSION_DENIED",
        code: Code::Forbidden,
        domain: "yifa",
        meaning: "None of the caller's roles or scopes permits the method.",
        remedy: "您的岗位没有办理该事项的权限，请联系本单位管理员。",
    };
    /// Too many calls.
    pub const THROTTLED: Reason = Reason {
        name: "THROTTLED",
        code: Code::Throttled,
        domain: "yifa",
        meaning: "Too many calls; RetryInfo says when to try again.",
        remedy: "操作过于频繁，请稍候再试。",
    };
    /// A part that is needed does not answer.
    pub const UNAVAILABLE: Reason = Reason {
        name: "UNAVAILABLE",
        code: Code::Unavailable,
        domain: "yifa",
        meaning: "A part that is needed does not answer; retry with backoff and the same request_id.",
        remedy: "系统繁忙，请稍后用同一请求重试，已提交的内容不会重复办理。",
    };
    /// Our bug.
    pub const FAULT: Reason = Reason {
        name: "INTERNAL",
        code: Code::Fault,
        domain: "yifa",
        meaning: "A fault of the platform; the x-request-id of the answer finds the log line.",
        remedy: "系统出现故障，请将页面上的请求编号告知运维人员。",
    };

    /// Every general reason.
    pub const ALL: &[&Reason] = &[
        &MALFORMED,
        &REQUEST_ID_REUSED,
        &ABSENT,
        &STALE,
        &UNAUTHENTICATED,
        &FORBIDDEN,
        &THROTTLED,
        &UNAVAILABLE,
        &FAULT,
    ];
}

#[cfg(test)]
mod tests {
    use super::general;

    #[test]
    fn reason_names_fit_error_info() {
        for reason in general::ALL {
            let shape = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
            assert!(
                reason.name.len() <= 63 && reason.name.chars().all(shape),
                "{}",
                reason.name
            );
            assert!(
                reason.remedy.ends_with('。'),
                "{} says what to do",
                reason.name
            );
        }
    }
}
