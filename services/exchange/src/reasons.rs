//! Why exchange says no to another deployment.

use refusal::{Code, Reason};

/// The caller may not speak for the deployment.
pub const UNKNOWN_ORIGIN: Reason = Reason {
    name: "UNKNOWN_ORIGIN",
    code: Code::Forbidden,
    domain: "exchange",
    meaning: "The origin is not registered here, or the calling account is not the one registered for it.",
    remedy: "请由上级平台管理员登记本平台名称、区划、接入账号和公钥，并核对所用账号。",
};
/// The batch is not signed by the deployment's key.
pub const BATCH_NOT_SIGNED: Reason = Reason {
    name: "BATCH_NOT_SIGNED",
    code: Code::Refused,
    domain: "exchange",
    meaning: "The signature over the batch does not fit a key registered for the origin; the batch was altered or signed by another key.",
    remedy: "请核对上报签名密钥与上级登记的公钥是否一致；一致仍被拒绝的，请检查传输链路是否遭篡改。",
};
/// An event does not fit its hash, or positions are out of order.
pub const EVENT_FORGED: Reason = Reason {
    name: "EVENT_FORGED",
    code: Code::Refused,
    domain: "exchange",
    meaning: "An event of the batch does not fit its own hash, or the events are out of order; metadata.position says where.",
    remedy: "本批数据不可信，请在本级运行 yifa verify 核查记录后重新上报。",
};
/// An event belongs to a division outside the origin's.
pub const DIVISION_OUTSIDE_ORIGIN: Reason = Reason {
    name: "DIVISION_OUTSIDE_ORIGIN",
    code: Code::Refused,
    domain: "exchange",
    meaning: "An event of the batch belongs to a division that is not the origin's; metadata.position says which.",
    remedy: "请核对上级登记的本平台区划；确有外区划数据的，请由该区划所属平台上报。",
};
/// Positions are missing.
pub const GAP_IN_FEED: Reason = Reason {
    name: "GAP_IN_FEED",
    code: Code::Refused,
    domain: "exchange",
    meaning: "Positions metadata.from to metadata.to, both included, are missing: ask for the cursor and hand over from there.",
    remedy: "上报数据不连续，缺少所示区间，请从缺口处重新上报。",
};
/// An event does not continue its aggregate's chain.
pub const CHAIN_BROKEN: Reason = Reason {
    name: "CHAIN_BROKEN",
    code: Code::Refused,
    domain: "exchange",
    meaning: "An event does not continue what was received of its aggregate; metadata.position says which.",
    remedy: "记录与此前上报的不衔接，请在本级运行 yifa verify 核查记录，并向上级说明。",
};
/// The log's head is missing, or not signed by the log's key.
pub const HEAD_NOT_SIGNED: Reason = Reason {
    name: "HEAD_NOT_SIGNED",
    code: Code::Refused,
    domain: "exchange",
    meaning: "The head of the log is missing, not signed by the key pinned for the log, or does not cover what was received before.",
    remedy: "请核对记录签名密钥；更换密钥的，请由上级平台管理员登记新的公钥。",
};
/// The log is not the one received before.
pub const HISTORY_REWRITTEN: Reason = Reason {
    name: "HISTORY_REWRITTEN",
    code: Code::Refused,
    domain: "exchange",
    meaning: "The signed root of the log differs from the root of what was received at metadata.position: the log was rewritten.",
    remedy: "本级记录与已上报的记录不一致，疑被改写，上级已留存争议记录，请立即核查并恢复原记录。",
};
/// The log ends before what was received.
pub const HISTORY_REWOUND: Reason = Reason {
    name: "HISTORY_REWOUND",
    code: Code::Refused,
    domain: "exchange",
    meaning: "The log ends before metadata.position, which was already received: it was restored from an older state.",
    remedy: "本级记录短于已上报的记录，疑由旧备份恢复，请恢复完整的记录后再上报。",
};

/// Every reason of exchange.
pub const ALL: &[&Reason] = &[
    &UNKNOWN_ORIGIN,
    &BATCH_NOT_SIGNED,
    &EVENT_FORGED,
    &DIVISION_OUTSIDE_ORIGIN,
    &GAP_IN_FEED,
    &CHAIN_BROKEN,
    &HEAD_NOT_SIGNED,
    &HISTORY_REWRITTEN,
    &HISTORY_REWOUND,
];

#[cfg(test)]
mod tests {
    #[test]
    fn every_reason_says_what_to_do() {
        for reason in super::ALL {
            assert_eq!(reason.domain, "exchange", "{}", reason.name);
            assert!(reason.remedy.ends_with('。'), "{}", reason.name);
        }
    }
}
