//! Stable reasons of the service, beside those of the law (`cases_domain::reasons`).

use refusal::{Code, Reason};

/// What is known of certificates is too old to rely on.
pub const REPLICA_TOO_OLD: Reason = Reason {
    name: "REPLICA_TOO_OLD",
    code: Code::Refused,
    domain: "cases",
    meaning: "What the service knows of certificates is older than it may be, and the element centre does not answer.",
    remedy: "请稍后重试；持续出现时，请联系系统管理员检查执法要素中心。",
};

/// A function of the platform is not open for the agency, the line or the level.
pub const FEATURE_NOT_OPEN: Reason = Reason {
    name: "FEATURE_NOT_OPEN",
    code: Code::Refused,
    domain: "cases",
    meaning: "The function is being introduced step by step and is not open here yet; the metadata names its switch.",
    remedy: "请按原有方式办理，或者联系系统管理员了解开放时间。",
};

/// A bank's transaction was told before with other contents.
pub const PAYMENT_CONTENTS_DIFFER: Reason = Reason {
    name: "PAYMENT_CONTENTS_DIFFER",
    code: Code::Refused,
    domain: "cases",
    meaning: "The bank's transaction was told before with other contents.",
    remedy: "请银行核对流水号和缴款内容；更正应当使用新的流水号。",
};

/// A parked payment does not stand where this can be done.
pub const PARKED_PAYMENT_SETTLED: Reason = Reason {
    name: "PARKED_PAYMENT_SETTLED",
    code: Code::Refused,
    domain: "cases",
    meaning: "The payment is not parked, or nothing is proposed for it.",
    remedy: "请刷新待查款项列表后再办理。",
};

/// Whoever proposed it decides.
pub const PAYMENT_DECIDED_BY_PROPOSER: Reason = Reason {
    name: "PAYMENT_DECIDED_BY_PROPOSER",
    code: Code::Refused,
    domain: "cases",
    meaning: "Whoever proposed what is to become of a parked payment cannot decide on it.",
    remedy: "请由其他机关负责人审批。",
};

/// A stored file is not what was stored.
pub const FILE_ALTERED: Reason = Reason {
    name: "FILE_ALTERED",
    code: Code::Refused,
    domain: "cases",
    meaning: "The bytes in the vault are gone or are not those whose hash stands in the record.",
    remedy: "请勿使用该文件，立即告知系统管理员：应当从备份恢复，并查明原因。",
};

/// Reasons of the service alone.
pub const OWN: &[&Reason] = &[
    &REPLICA_TOO_OLD,
    &FEATURE_NOT_OPEN,
    &PAYMENT_CONTENTS_DIFFER,
    &PARKED_PAYMENT_SETTLED,
    &PAYMENT_DECIDED_BY_PROPOSER,
    &FILE_ALTERED,
];

/// Every reason of case handling: the law's and the service's.
pub fn all() -> impl Iterator<Item = &'static Reason> {
    let leads = leads_domain::reasons::ALL.iter().copied();
    cases_domain::reasons::all()
        .chain(leads)
        .chain(OWN.iter().copied())
}
