//! Stages of a case in words for its party: nothing that gives an inquiry away.

use crate::served::Served;

/// Stage and advice.
pub(crate) fn of(served: &Served) -> (&'static str, &'static str) {
    if served.has_fallen() {
        return (
            "原行政处罚决定已被撤销、变更、确认违法或者确认无效",
            "如有疑问，请联系办案机关。",
        );
    }
    match (served.penalty, served.step.as_str()) {
        (true, "FILED") => ("已立案，正在调查", "您可以向办案机关提供证据和说明情况。"),
        (true, "CONCLUDED" | "REVIEWED") => ("调查已结束，正在审核", "请留意办案机关的告知文书。"),
        (true, "NOTICED") => (
            "已告知拟作出的处罚",
            "您有权在告知书载明的期限内陈述、申辩；符合条件的，可以要求听证。",
        ),
        (true, "HEARD") => ("陈述申辩程序已完成，等待决定", "请留意办案机关的决定文书。"),
        (true, "DECIDED") => ("已作出决定，等待送达", "请留意办案机关的送达。"),
        (true, "SERVED") => (
            "决定书已送达",
            "请按决定书载明的期限履行；不服的，可以自知道之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
        ),
        (true, "PAID") => ("罚款已缴清", "如需信用修复，请留意公示的最短期限。"),
        (false, "ORDERED" | "SERVED") => {
            ("已责令改正", "请在通知书载明的期限内改正，办案机关将复查。")
        }
        (false, "CORRECTED") => ("已改正，等待结案", "无须办理。"),
        (_, "CLOSED") => ("已结案", "如有疑问，请联系办案机关。"),
        _ => ("办理中", "如有疑问，请联系办案机关。"),
    }
}

/// Whether the holder of the code may know of a case whose decision is withheld for this reason: where the law only spares
/// the party publicity, yes; where the matter itself is not public, no.
pub(crate) fn may_know(reason: &str) -> bool {
    matches!(reason, "WARNING_ONLY" | "MINOR_GRADE" | "REVOKED")
}
