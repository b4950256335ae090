//! 超年度检查频次: one firm is visited more often in a year than the published cap.

use super::{Finding, Judged, Level, Parameter, Rule, lasting};
use crate::facts::Visit;

pub(super) const CAP: Rule = Rule {
    id: "INSPECTION_CAP",
    zh: "超年度检查频次",
    level: Level::Red,
    looks_at: "同一企业一个公历年度内，各机关按同一事项（或者全部事项）入企检查的次数",
    citation: "国办发〔2024〕54号",
    exclusions: &[
        "个案检查（投诉举报、转办交办等引起）不计入频次，可由参数改为计入",
        "自然人不是企业，不计",
        "未公布年度频次上限的事项不计",
    ],
    repeat: "超过上限后每多检查一次预警一次（各为一案）",
    version: "1",
    parameters: &[
        Parameter {
            id: "exclude_individual",
            zh: "个案检查是否不计入（1不计入，0计入）",
            default: 1,
            smallest: 0,
            largest: 1,
            basis: "国办发〔2024〕54号（该项待核对原文）",
        },
        Parameter {
            id: "altogether",
            zh: "同一企业全部事项合计的年度上限次数（0为不设）",
            default: 0,
            smallest: 0,
            largest: 366,
            basis: "平台设定：由各地公布后填写",
        },
    ],
    judge: over,
    stands: lasting,
};

fn over(judged: &Judged<'_>) -> Vec<Finding> {
    let leaves_out = judged.value("exclude_individual") == 1;
    let altogether = u32::try_from(judged.value("altogether")).unwrap_or_default();
    let is_firm = judged.facts.party_kind != "PERSON";
    let counts = is_firm && !(leaves_out && judged.facts.inspection_kind == "CASE");
    if !counts {
        return Vec::new();
    }
    let visits = judged.facts.visits.iter();
    visits
        .filter_map(|visit| {
            let is_one_item = !visit.item_id.is_empty();
            let cap = if is_one_item { visit.cap } else { altogether };
            let count = if leaves_out {
                visit.scheduled
            } else {
                visit.scheduled + visit.individual
            };
            (cap > 0 && count > cap).then(|| {
                let year = visit.on.year();
                let object = if is_one_item {
                    format!("{}:{year}", visit.item_id)
                } else {
                    format!("*:{year}")
                };
                let reason = reason(visit, year, count, cap, leaves_out);
                let citation = judged.rule.citation.to_owned();
                judged.rule.finding(object, reason, citation, visit.on)
            })
        })
        .collect()
}

fn reason(visit: &Visit, year: i32, count: u32, cap: u32, leaves_out: bool) -> String {
    let under = if visit.item_id.is_empty() {
        "全部事项合计".to_owned()
    } else {
        format!("按“{}”事项", visit.item_name)
    };
    let note = if leaves_out {
        "（不含个案检查）"
    } else {
        ""
    };
    format!("同一企业{year}年度{under}第{count}次入企检查{note}，超过年度频次上限{cap}次")
}
