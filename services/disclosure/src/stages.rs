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
        (true, "DISMISSED" | "DISMISSAL_SERVED") => (
            "已作出不予行政处罚等决定",
            "请留意办案机关的送达；如有疑问，请联系办案机关。",
        ),
        (true, "HANDED_OVER") => (
            "当场处罚决定书已交付",
            "请按决定书载明的期限履行；不服的，可以依法申请行政复议或者提起行政诉讼。",
        ),
        (true, "PERFORMED") => ("罚款已缴清", "无须办理。"),
        (true, "TRANSFERRED") => ("案件已移送", "请留意接收机关的通知。"),
        (true, "CONVERTED") => ("已转为普通程序办理", "请留意办案机关的通知。"),
        (true, "TERMINATED") => ("已终止调查", "如有疑问，请联系办案机关。"),
        (true, "WITHDRAWN") => ("已撤销立案", "如有疑问，请联系办案机关。"),
        (true, "PAID") => ("罚款已缴清", "如需信用修复，请留意公示的最短期限。"),
        (false, "ORDERED" | "SERVED") => {
            ("已责令改正", "请在通知书载明的期限内改正，办案机关将复查。")
        }
        (false, "CORRECTED") => ("已改正，等待结案", "无须办理。"),
        (false, "CLEAN") => ("现场检查未发现问题", "无须办理。"),
        (false, "RECORDED") => ("现场检查已记录问题", "请留意办案机关的责令改正通知。"),
        (_, step) if course::is_final(step) => ("已结案", "如有疑问，请联系办案机关。"),
        _ => ("办理中", "如有疑问，请联系办案机关。"),
    }
}

/// Whether the holder of the code may know of a case whose decision is withheld for this reason: where the law only spares
/// the party publicity, yes; where the matter itself is not public, no.
pub(crate) fn may_know(reason: &str) -> bool {
    matches!(reason, "WARNING_ONLY" | "MINOR_GRADE" | "REVOKED")
}

#[cfg(test)]
mod tests {
    use cases_domain::procedure::{Stage, inspection, penalty, summary};

    use super::*;

    fn told<S: Stage>(penalty: bool) -> Vec<(&'static str, &'static str)> {
        let at = |step: &S| {
            let served = Served {
                penalty,
                step: step.name().to_owned(),
                ..Served::default()
            };
            (step.name(), of(&served).0)
        };
        S::ALL.iter().map(at).collect()
    }

    #[test]
    fn a_party_is_told_of_every_step_by_its_own_name() {
        let all = [
            told::<penalty::Step>(true),
            told::<summary::Step>(true),
            told::<inspection::Step>(false),
        ];
        for (step, stage) in all.concat() {
            assert_eq!(stage == "办理中", step == "OPENED", "{step}: {stage}");
        }
    }
}
