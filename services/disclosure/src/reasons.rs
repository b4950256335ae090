//! Stable reasons of disclosure.

use refusal::{Code, Reason};

const DOMAIN: &str = "disclosure";

/// Withheld already.
pub const ALREADY_WITHHELD: Reason = Reason {
    name: "ALREADY_WITHHELD",
    code: Code::Refused,
    domain: DOMAIN,
    meaning: "The decision is withheld from the public already.",
    remedy: "该决定已不予公示，无须重复办理。",
};
/// There is nothing to release.
pub const NOT_WITHHELD: Reason = Reason {
    name: "NOT_WITHHELD",
    code: Code::Refused,
    domain: DOMAIN,
    meaning: "Only what an agency has withheld can be released.",
    remedy: "请核对公示状态；仅已由本机关决定不予公示的，可以恢复公示。",
};
/// The rules withhold it.
pub const WITHHELD_BY_RULE: Reason = Reason {
    name: "WITHHELD_BY_RULE",
    code: Code::Refused,
    domain: DOMAIN,
    meaning: "The law withholds the decision: no agency can release it.",
    remedy: "该决定依法不予公示，不能恢复公示。",
};
/// It was withdrawn or its window is over.
pub const NO_LONGER_PUBLIC: Reason = Reason {
    name: "NO_LONGER_PUBLIC",
    code: Code::Refused,
    domain: DOMAIN,
    meaning: "The publication was withdrawn, or its window of display is over.",
    remedy: "该公示已撤回或者已期满，无须办理。",
};
/// The decision does not stand.
pub const DECISION_REVOKED: Reason = Reason {
    name: "DECISION_REVOKED",
    code: Code::Refused,
    domain: DOMAIN,
    meaning: "The decision no longer stands as it was made.",
    remedy: "原决定已被撤销、变更、确认违法或者确认无效，不得公示。",
};
/// Another deployment publishes it.
pub const PUBLISHED_ELSEWHERE: Reason = Reason {
    name: "PUBLISHED_ELSEWHERE",
    code: Code::Refused,
    domain: DOMAIN,
    meaning: "The publication was received from a lower deployment, which alone may change it.",
    remedy: "该公示由下级平台发布，请由作出决定的机关在其平台办理。",
};

/// Every reason of disclosure.
pub const ALL: &[&Reason] = &[
    &ALREADY_WITHHELD,
    &NOT_WITHHELD,
    &WITHHELD_BY_RULE,
    &NO_LONGER_PUBLIC,
    &DECISION_REVOKED,
    &PUBLISHED_ELSEWHERE,
];
