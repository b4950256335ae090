//! What the gateway itself says no to.

use std::time::Duration;

use refusal::{Code, Reason, Refusal, general};
use tonic::Status;
use tonic_types::{ErrorDetails, StatusExt as _};

/// Signing in failed. One text for every cause: which half was wrong would be worth knowing to a thief only.
pub const SIGN_IN_FAILED: Reason = Reason {
    name: "SIGN_IN_FAILED",
    code: Code::Unauthenticated,
    domain: "identity",
    meaning: "User name, password or one-time code is wrong, the code was used before, or the account is locked or \
              disabled. The answer does not say which.",
    remedy: "用户名、密码或动态口令不正确，或者账号已被锁定、停用。请核对后重试；连续失败五次将锁定十五分钟，可联系安全管理员解锁。",
};
/// A request message is too large.
pub const MESSAGE_TOO_LARGE: Reason = Reason {
    name: "MESSAGE_TOO_LARGE",
    code: Code::Throttled,
    domain: "gateway",
    meaning: "A message is larger than the method takes; metadata.max_bytes says how large it may be.",
    remedy: "提交的内容过大，请减少内容或分次提交。",
};
/// Too many calls are under way.
pub const OVERLOADED: Reason = Reason {
    name: "OVERLOADED",
    code: Code::Throttled,
    domain: "gateway",
    meaning: "More calls are under way than the platform works on at once; RetryInfo says when to try again.",
    remedy: "系统当前访问量较大，请稍后再试。",
};
/// The audit log does not take the call's row.
pub const AUDIT_UNAVAILABLE: Reason = Reason {
    name: "AUDIT_UNAVAILABLE",
    code: Code::Unavailable,
    domain: "gateway",
    meaning: "The audit log cannot take the call's row, so the call was not passed on; retry with the same request_id.",
    remedy: "审计日志暂不可用，本次操作未执行，请稍后用同一请求重试。",
};
/// The password breaks a rule.
pub const WEAK_PASSWORD: Reason = Reason {
    name: "WEAK_PASSWORD",
    code: Code::Malformed,
    domain: "identity",
    meaning: "A password needs at least 12 characters of three classes, must not be a common one, and must not contain \
              the user name.",
    remedy: "密码至少十二位，须包含大写字母、小写字母、数字、符号中的三类，且不得为常见密码或者包含用户名。",
};
/// The user name is taken.
pub const USERNAME_TAKEN: Reason = Reason {
    name: "USERNAME_TAKEN",
    code: Code::Duplicate,
    domain: "identity",
    meaning: "Another account has that user name. Names of disabled accounts are not given out again.",
    remedy: "该用户名已被使用，请更换。",
};
/// Roles that may not stand together.
pub const ROLES_EXCLUDE: Reason = Reason {
    name: "ROLES_EXCLUDE_EACH_OTHER",
    code: Code::Refused,
    domain: "identity",
    meaning: "System, security and audit administrator exclude each other and every business role.",
    remedy: "系统管理员、安全管理员、审计管理员不得相互兼任，也不得兼任业务岗位，请分别设置账号。",
};
/// One's own account is not one's own to manage.
pub const OWN_ACCOUNT: Reason = Reason {
    name: "OWN_ACCOUNT",
    code: Code::Refused,
    domain: "identity",
    meaning: "An administrator may not disable or unlock the own account.",
    remedy: "不能停用或者解锁本人账号，请由其他安全管理员办理。",
};
/// No such method.
pub const NO_SUCH_METHOD: Reason = Reason {
    name: "NO_SUCH_METHOD",
    code: Code::Absent,
    domain: "gateway",
    meaning: "There is no such method here, or it cannot be called this way. Travels as UNIMPLEMENTED.",
    remedy: "没有这个接口，或者不支持这种调用方式，请核对接口地址。",
};
/// The call took longer than it may.
pub const DEADLINE: Reason = Reason {
    name: "DEADLINE_EXCEEDED",
    code: Code::Unavailable,
    domain: "gateway",
    meaning: "The call took longer than its deadline; it may or may not have had its effect: retry with the same \
              request_id. Travels as DEADLINE_EXCEEDED.",
    remedy: "处理超时，结果未知，请用同一请求重试，已提交的内容不会重复办理。",
};

/// Every reason of the gateway, for the catalogue.
pub const ALL: &[&Reason] = &[
    &SIGN_IN_FAILED,
    &MESSAGE_TOO_LARGE,
    &OVERLOADED,
    &AUDIT_UNAVAILABLE,
    &WEAK_PASSWORD,
    &USERNAME_TAKEN,
    &ROLES_EXCLUDE,
    &OWN_ACCOUNT,
    &NO_SUCH_METHOD,
    &DEADLINE,
];

/// Without a good token. The same for a missing, forged, expired and revoked one.
pub fn unauthenticated() -> Refusal {
    Refusal::new(
        &general::UNAUTHENTICATED,
        "no valid access token",
        general::UNAUTHENTICATED.remedy,
    )
}

pub(crate) fn plain(reason: &'static Reason) -> Refusal {
    Refusal::new(reason, reason.meaning, reason.remedy)
}

pub(crate) fn throttled(after: Duration) -> Refusal {
    Refusal::new(
        &general::THROTTLED,
        "too many calls",
        general::THROTTLED.remedy,
    )
    .with_retry_after(after)
}

pub(crate) fn overloaded() -> Refusal {
    plain(&OVERLOADED).with_retry_after(Duration::from_secs(1))
}

pub(crate) fn too_large(max_bytes: u64) -> Refusal {
    plain(&MESSAGE_TOO_LARGE).with_metadata("max_bytes", max_bytes.to_string())
}

/// UNIMPLEMENTED is outside the closed set: it is the transport's word for a method that is not there.
pub(crate) fn no_such_method(message: &str) -> Status {
    outside(tonic::Code::Unimplemented, message, &NO_SUCH_METHOD)
}

/// DEADLINE_EXCEEDED is outside the closed set too: it says nothing about whether the call had its effect.
pub(crate) fn deadline() -> Status {
    outside(
        tonic::Code::DeadlineExceeded,
        "the call took longer than its deadline",
        &DEADLINE,
    )
}

fn outside(code: tonic::Code, message: &str, reason: &'static Reason) -> Status {
    let mut details = ErrorDetails::with_error_info(reason.name, reason.domain, []);
    details.set_localized_message("zh-CN", reason.remedy);
    Status::with_error_details(code, message, details)
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn reasons_have_unique_names_and_say_what_to_do() {
        let mut names: Vec<_> = ALL.iter().map(|reason| reason.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
        for reason in ALL {
            assert!(reason.remedy.ends_with('。'), "{}", reason.name);
        }
    }
}
